//! Brief: what became of a plan between two days, short enough to paste into a chat.

use chrono::NaiveDate;

use crate::plan::{Board, Comparison, Item, ItemId, Level, Light};
use crate::words::Lang;

use super::loop_prose::directive_head;
use super::prose::{clip, light_word, short_date};

/// Lines of one kind; the rest is counted.
const SHOWN: usize = 8;
/// Characters of a text in a line.
const QUOTED: usize = 30;

/// The brief as plain text.
pub fn brief(lang: Lang, board: &Board, found: &Comparison, since: NaiveDate, day: NaiveDate) -> String {
    let year = board.plan.year;
    let head = lang.fill(
        "brief.head",
        &[("title", &board.plan.title), ("since", &short_date(since, year)), ("day", &short_date(day, year))],
    );
    let mut lines = vec![head, counts(lang, found)];
    let name = |id: ItemId| board.item(id).map(|item: &Item| format!("{} {}", item.no, clip(&item.title, 16)));
    let turned = |(id, was, is): &(ItemId, Light, Light)| {
        Some(format!("{} {} → {}", name(*id)?, light_word(lang, was), light_word(lang, is)))
    };
    let date = |day: Option<NaiveDate>| day.map_or_else(|| "-".to_owned(), |day| short_date(day, year));
    section(lang, &mut lines, "brief.worse", found.worse.iter().filter_map(turned).collect());
    section(lang, &mut lines, "brief.better", found.better.iter().filter_map(turned).collect());
    section(lang, &mut lines, "brief.begun", found.begun.iter().filter_map(|id| name(*id)).collect());
    section(lang, &mut lines, "brief.review", found.review.iter().filter_map(|id| name(*id)).collect());
    section(lang, &mut lines, "brief.closed", found.closed.iter().filter_map(|id| name(*id)).collect());
    let moved =
        found.moved.iter().filter_map(|(id, was, is)| Some(format!("{} {} → {}", name(*id)?, date(*was), date(*is))));
    section(lang, &mut lines, "brief.moved", moved.collect());
    let problems = found.problems.iter().rev().filter_map(|(id, report)| {
        let report = board.item(*id)?.reports.iter().find(|other| other.id == *report)?;
        Some(format!("{} {}", name(*id)?, clip(&report.problem.replace('\n', " "), QUOTED)))
    });
    section(lang, &mut lines, "brief.problems", problems.collect());
    let directives = found.directives.iter().filter_map(|id| {
        let it = board.directive(*id)?;
        let state = match (&it.closed, &it.reply) {
            (Some(said), _) => lang.fill("loop.state_closed", &[("day", &short_date(said.day, year))]),
            (None, Some(_)) => lang.say("loop.state_replied").into_owned(),
            (None, None) => lang.say("loop.state_open").into_owned(),
        };
        Some(format!("{} {} [{state}]", directive_head(lang, it), clip(&it.text, QUOTED)))
    });
    section(lang, &mut lines, "brief.directives", directives.collect());
    if found.is_empty() {
        lines.push(lang.say("brief.nothing").into_owned());
    }
    lines.join("\n") + "\n"
}

fn counts(lang: Lang, found: &Comparison) -> String {
    let (then, now) = &found.counts;
    let one = |level: Level| {
        let (was, is) = (i64::from(then.get(level)), i64::from(now.get(level)));
        let change = if was == is { String::new() } else { format!("({:+})", is - was) };
        format!("{} {is}{change}", lang.say(&format!("level.{}", level.code())))
    };
    Level::ALL.map(one).join("  ")
}

fn section(lang: Lang, lines: &mut Vec<String>, key: &str, rows: Vec<String>) {
    if rows.is_empty() {
        return;
    }
    lines.push(lang.fill(key, &[("n", &rows.len())]));
    // A line that tells of one more takes the place of that one.
    let shown = if rows.len() == SHOWN + 1 { SHOWN + 1 } else { SHOWN };
    let more = rows.len().saturating_sub(shown);
    lines.extend(rows.into_iter().take(shown).map(|row| format!("· {row}")));
    if more > 0 {
        lines.push(lang.fill("brief.more", &[("n", &more)]));
    }
}
