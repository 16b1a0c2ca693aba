//! What became of a plan between two days: line by line for a screen, and as a brief short enough to paste into a chat.

use chrono::NaiveDate;

use super::dates::Dates;
use super::light_prose::light_word;
use super::meeting_prose::commitment_state;
use super::names::{clip, directive_head};
use super::terms::Term;
use crate::plan::{Board, Comparison, Item, ItemId, Kind, Level, Light};
use crate::words::{self, Lang};

/// Lines of one kind in the brief; the rest is counted.
const SHOWN: usize = 8;
/// Characters of a title in a line of the brief.
const TITLE: usize = 16;
/// Characters of a text in a line of the brief.
const QUOTED: usize = 30;

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedLine {
    /// What sort of change.
    pub kind: Kind,
    /// The item it is about.
    pub item: Option<ItemId>,
    /// What it is about.
    pub subject: String,
    /// What became of it.
    pub what: String,
}

/// Everything that changed, kind by kind.
pub fn changed_lines(lang: Lang, board: &Board, found: &Comparison, day: NaiveDate) -> Vec<ChangedLine> {
    let mut lines = Vec::with_capacity(found.len());
    let dates = Dates::of(board, day);
    let name = |id: ItemId| board.item(id).map(|item: &Item| format!("{} {}", item.no, item.title)).unwrap_or_default();
    let mut add = |kind: Kind, id: ItemId, what: String| {
        lines.push(ChangedLine { kind, item: Some(id), subject: name(id), what });
    };
    let turned = |was: &Light, is: &Light| format!("{} → {}", light_word(lang, was), light_word(lang, is));
    for (id, was, is) in &found.overdue {
        let late = lang.fill(words::light::Late { n: &is.situation.days_late.unwrap_or(0) });
        add(Kind::Overdue, *id, format!("{} → {late}", light_word(lang, was)));
    }
    for (id, was, is) in &found.worse {
        add(Kind::Worse, *id, turned(was, is));
    }
    for (id, was, is) in &found.better {
        add(Kind::Better, *id, turned(was, is));
    }
    let plain = [
        (Kind::Closed, &found.closed),
        (Kind::Stopped, &found.stopped),
        (Kind::Added, &found.added),
        (Kind::Review, &found.review),
        (Kind::Begun, &found.begun),
    ];
    for (kind, items) in plain {
        for id in items {
            add(kind, *id, String::new());
        }
    }
    let label = |id| board.section(id).map(|section| section.label.clone()).unwrap_or_default();
    for (id, from) in &found.rearranged {
        let to = board.item(*id).map(|item| label(item.section)).unwrap_or_default();
        add(Kind::Adjusted, *id, format!("{} → {to}", label(*from)));
    }
    for (id, was) in &found.reworded {
        add(Kind::Adjusted, *id, lang.fill(words::brief::Was { title: &clip(was, TITLE) }));
    }
    let date = |day: Option<NaiveDate>| day.map_or_else(|| "-".to_owned(), |day| dates.short(day));
    for (id, was, is) in &found.moved {
        add(Kind::Moved, *id, format!("{} → {}", date(*was), date(*is)));
    }
    for (id, report) in found.problems.iter().rev() {
        let report = board.item(*id).and_then(|item| item.reports.iter().find(|other| other.id == *report));
        add(Kind::Problem, *id, report.map(|report| report.problem.replace('\n', " ")).unwrap_or_default());
    }
    for (no, title) in &found.removed {
        let subject = format!("{no} {title}");
        lines.push(ChangedLine { kind: Kind::Removed, item: None, subject, what: String::new() });
    }
    for it in found.directives.iter().filter_map(|id| board.directive(*id)) {
        let what = format!("{} [{}]", directive_head(lang, it), commitment_state(lang, it, dates, day));
        let subject = it.text.replace('\n', " ");
        lines.push(ChangedLine { kind: Kind::Directive, item: it.item, subject, what });
    }
    // Kind by kind, in the order in which they are told.
    lines.sort_by_key(|line| line.kind);
    lines
}

/// The brief as plain text; short enough for a chat, or `full` with every line and text whole.
pub fn brief(lang: Lang, board: &Board, found: &Comparison, since: NaiveDate, day: NaiveDate, full: bool) -> String {
    let dates = Dates::of(board, day);
    let head =
        lang.fill(words::brief::Head { title: &board.plan.title, since: &dates.short(since), day: &dates.short(day) });
    let mut lines = vec![head, counts_in_words(lang, found)];
    let changed = changed_lines(lang, board, found, day);
    for kind in Kind::ALL {
        let rows: Vec<String> =
            changed.iter().filter(|line| line.kind == kind).map(|line| short_line(board, line, full)).collect();
        section(lang, &mut lines, kind, rows, full);
    }
    if found.is_empty() {
        lines.push(lang.say(words::brief::NOTHING).to_owned());
    }
    lines.join("\n") + "\n"
}

/// What it is about, whose it is, and what became of it.
fn short_line(board: &Board, line: &ChangedLine, full: bool) -> String {
    let quoted = |text: &str| if full { text.to_owned() } else { clip(text, QUOTED) };
    let titled = |text: &str| if full { text.to_owned() } else { clip_title(text) };
    let unit = line.item.and_then(|id| board.item(id)).and_then(|item| item.work.lead.clone());
    let unit = unit.map(|unit| format!("({unit})")).unwrap_or_default();
    let (subject, what) = match line.kind {
        // Its words name who has to answer.
        Kind::Directive => return format!("{} {}", line.what, quoted(&line.subject)).trim_end().to_owned(),
        Kind::Problem => (titled(&line.subject), quoted(&line.what)),
        Kind::Overdue
        | Kind::Worse
        | Kind::Better
        | Kind::Closed
        | Kind::Stopped
        | Kind::Added
        | Kind::Removed
        | Kind::Adjusted
        | Kind::Review
        | Kind::Begun
        | Kind::Moved => (titled(&line.subject), line.what.clone()),
    };
    format!("{subject}{unit} {what}").trim_end().to_owned()
}

/// Number and the beginning of the title.
fn clip_title(subject: &str) -> String {
    match subject.split_once(' ') {
        Some((no, title)) => format!("{no} {}", clip(title, TITLE)),
        None => clip(subject, TITLE),
    }
}

/// Items per light now, with what there are more or fewer of.
pub fn counts_in_words(lang: Lang, found: &Comparison) -> String {
    let (then, now) = &found.counts;
    let one = |level: Level| {
        let (was, is) = (i64::from(then.get(level)), i64::from(now.get(level)));
        let change = if was == is { String::new() } else { format!("({:+})", is - was) };
        format!("{} {is}{change}", lang.say(level.text()))
    };
    Level::ALL.iter().copied().map(one).collect::<Vec<_>>().join("  ")
}

fn heading(lang: Lang, kind: Kind, n: usize) -> String {
    let n = &n;
    match kind {
        Kind::Overdue => lang.fill(words::brief::Overdue { n }),
        Kind::Worse => lang.fill(words::brief::Worse { n }),
        Kind::Better => lang.fill(words::brief::Better { n }),
        Kind::Closed => lang.fill(words::brief::Closed { n }),
        Kind::Stopped => lang.fill(words::brief::Stopped { n }),
        Kind::Added => lang.fill(words::brief::Added { n }),
        Kind::Removed => lang.fill(words::brief::Removed { n }),
        Kind::Adjusted => lang.fill(words::brief::Adjusted { n }),
        Kind::Review => lang.fill(words::brief::Review { n }),
        Kind::Begun => lang.fill(words::brief::Begun { n }),
        Kind::Moved => lang.fill(words::brief::Moved { n }),
        Kind::Problem => lang.fill(words::brief::Problem { n }),
        Kind::Directive => lang.fill(words::brief::Directive { n }),
    }
}

fn section(lang: Lang, lines: &mut Vec<String>, kind: Kind, rows: Vec<String>, full: bool) {
    if rows.is_empty() {
        return;
    }
    lines.push(heading(lang, kind, rows.len()));
    // A line that tells of one more takes the place of that one.
    let shown = if full || rows.len() == SHOWN + 1 { rows.len() } else { SHOWN };
    let more = rows.len().saturating_sub(shown);
    lines.extend(rows.into_iter().take(shown).map(|row| format!("· {row}")));
    if more > 0 {
        lines.push(lang.fill(words::brief::More { n: &more }));
    }
}
