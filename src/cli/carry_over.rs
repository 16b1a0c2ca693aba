//! `duban carry-over --into N`: what is unfinished goes into another plan; only listed until `--yes` is said.

use chrono::Utc;

use super::Done;
use super::invocation::{Invocation, new_op};
use super::outcome::{Code, Failure, print, though_saved};
use crate::plan::{CarriedItem, Edit, EditKind, PlanId, number_on};
use crate::report::light_word;
use crate::words;

pub(super) fn carry_over(invocation: &Invocation, into: i64, yes: bool) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let board = invocation.board(store.as_mut())?;
    if board.plan.id == PlanId(into) {
        return Err(Failure::new(Code::Usage, lang.say(words::carry_over::SAME_PLAN)));
    }
    let next = invocation.board_of(store.as_mut(), PlanId(into))?;
    let day = invocation.today(board.zone);
    let why = lang.fill(words::carry_over::Why { title: &board.plan.title });
    let carried = board.carried_into(&next, &why, &mut || fastrand::i64(1 << 32..1 << 48));
    if carried.is_empty() {
        return Err(Failure::new(Code::Failed, lang.say(words::carry_over::NOTHING_UNFINISHED)));
    }
    let line = |(it, n): (&CarriedItem, usize)| {
        let item = board.item(it.item)?;
        let after = if it.is_there {
            lang.say(words::carry_over::IS_THERE).to_owned()
        } else {
            lang.fill(words::carry_over::Goes { no: &it.no, section: &it.section })
        };
        let after = match it.namesake {
            Some(no) => lang.fill(words::carry_over::Namesake { no: &no }),
            None => after,
        };
        let (place, now) = (&format!("{} {}", item.no, item.title), &light_word(lang, &board.light_of(item, day)));
        Some(lang.fill(words::carry_over::Line { n: &n, place, now, after: &after }) + "\n")
    };
    let lines: String = carried.iter().zip(1..).filter_map(line).collect();
    print(&format!("{}\n{lines}", lang.fill(words::carry_over::Title { title: &next.plan.title })))?;
    let namesakes = carried.iter().filter(|it| it.namesake.is_some()).count();
    // What the other plan has of its own is not added a second time unseen.
    let mut changes: Vec<_> =
        carried.into_iter().filter(|it| it.namesake.is_none()).flat_map(|it| it.changes).collect();
    number_on(&mut changes, next.next_no());
    if !yes {
        return print(&format!("{}\n", lang.say(words::carry_over::HOW)));
    }
    if changes.is_empty() {
        let why = if namesakes > 0 { words::carry_over::ONLY_NAMESAKES } else { words::notice::NOTHING_CHANGED };
        return Err(Failure::new(Code::Failed, lang.say(why)));
    }
    let changes = next.with_consequences(changes, invocation.writing_day(&next)?);
    let author = invocation.author.clone();
    let edit = Edit { op: new_op(), plan: Some(next.plan.id), author, kind: EditKind::Do, changes };
    store.commit(&edit, Utc::now()).map_err(|error| Failure::of_commit(lang, &error))?;
    print(&format!("{}\n", lang.say(words::carry_over::DONE))).map_err(though_saved(lang))
}
