//! `duban import FILE --update`: a corrected paper against the plan that was made of it. What differs is listed; `--yes` writes
//! what nobody has touched meanwhile, but takes nothing away.

use super::Done;
use super::arguments::Import as Asked;
use super::invocation::Invocation;
use super::outcome::{Code, Failure, print, print_json};
use super::set::commit;
use crate::app::{Difference, Tick, as_papers_say, differences, revision_remarks, shown, tick_of_difference};
use crate::plan::{Change, PaperKind, clean_line};
use crate::read::DraftPlan;
use crate::words::{self, Lang};

#[derive(serde::Serialize)]
struct DifferenceJson<'a> {
    item: u32,
    what: &'a str,
    before: &'a str,
    now: &'a str,
    after: &'a str,
    contested: bool,
    written: bool,
}

pub(super) fn update(invocation: &Invocation, asked: &Asked, draft: &DraftPlan) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let board = invocation.board(store.as_mut())?;
    let entries = invocation.journal(store.as_mut(), board.plan.id)?;
    let why = lang.fill(words::ticks::Why { title: &draft.title.text });
    let mut id = || fastrand::i64(1 << 32..1 << 48);
    let found = differences(&as_papers_say(&board, &entries), &board, draft, &why, &mut id);
    if found.is_foreign {
        return Err(Failure::new(Code::Failed, lang.say(words::ticks::FOREIGN)));
    }
    let remarks = revision_remarks(lang, &found);
    let found = found.differences;
    let ticks: Vec<Tick> = found.iter().map(|it| tick_of_difference(lang, &board, it)).collect();
    if asked.json {
        return print_json(&found.iter().zip(&ticks).map(|(it, tick)| json(it, tick)).collect::<Vec<_>>());
    }
    print(&listed(lang, &board.plan.title, &ticks, &remarks))?;
    if asked.dry_run || ticks.is_empty() {
        return Ok(());
    }
    if !asked.yes {
        return Err(Failure::new(Code::Usage, lang.say(words::cli::import::UPDATE_HOW)));
    }
    let taken = found.into_iter().zip(&ticks).filter(|(_, tick)| tick.ticked);
    let changes: Vec<Change> = taken.flat_map(|(it, _)| it.changes).collect();
    if !changes.is_empty() {
        let title = clean_line(&draft.title.text);
        let whence = Change::FromPaper { kind: PaperKind::Correction, title };
        let changes = std::iter::once(whence).chain(changes).collect();
        commit(invocation, store.as_mut(), &board, changes)?;
    }
    match ticks.iter().filter(|tick| !tick.ticked).count() {
        0 => Ok(()),
        n => Err(Failure::new(Code::Conflict, lang.fill(words::cli::ledger::Left { n: &n }))),
    }
}

fn json<'a>(it: &'a Difference, tick: &'a Tick) -> DifferenceJson<'a> {
    let what = tick.place.as_str();
    let (before, now, after) = (it.before.as_str(), it.now.as_str(), it.after.as_str());
    DifferenceJson { item: it.no, what, before, now, after, contested: tick.contested, written: tick.ticked }
}

fn listed(lang: Lang, title: &str, ticks: &[Tick], remarks: &[String]) -> String {
    let mut lines = vec![lang.fill(words::ticks::PaperTitle { title: &clean_line(title) })];
    if ticks.is_empty() {
        lines.push(lang.say(words::ticks::NOTHING).to_owned());
    }
    for (tick, n) in ticks.iter().zip(1..) {
        let (now, said) = (&shown(lang, &tick.now), &shown(lang, &tick.after));
        lines.push(lang.fill(words::cli::ledger::Cell { n: &n, place: &tick.place, now, said }));
        lines.extend(tick.remarks.iter().map(|remark| format!("     {remark}")));
    }
    lines.extend(remarks.iter().map(|remark| format!("  {remark}")));
    lines.push(String::new());
    lines.join("\n")
}
