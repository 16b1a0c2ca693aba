//! The papers that an office hands out, each from a board and a day to a document. What is said in several of them stands
//! here; each paper is a file of its own.

mod bulletin;
mod owing;
mod reminder;
mod summary;

pub use bulletin::bulletin;
pub use owing::owing;
pub use reminder::reminders;
pub use summary::summary;

use chrono::{Datelike, NaiveDate};

use super::dates::long_date;
use super::document::{Block, Document};
use super::names::within_quotes;
use super::terms::Term;
use crate::plan::{Board, Item, Light, Measure, Report};
use crate::words::{self, Lang, Text};

/// A paper that can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum PaperKind {
    /// 通报.
    Bulletin,
    /// 提醒单, 催办单.
    Reminder,
    /// 会议纪要.
    Minutes,
    /// 议定事项清单.
    Decisions,
    /// 年度总结, a draft.
    Summary,
    /// 未报送单位名单.
    Owing,
}

impl PaperKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The name on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bulletin => "bulletin",
            Self::Reminder => "reminder",
            Self::Minutes => "minutes",
            Self::Decisions => "decisions",
            Self::Summary => "summary",
            Self::Owing => "owing",
        }
    }
}

impl Term for PaperKind {
    fn text(self) -> Text {
        match self {
            Self::Bulletin => words::paper::KIND_BULLETIN,
            Self::Reminder => words::paper::KIND_REMINDER,
            Self::Minutes => words::paper::KIND_MINUTES,
            Self::Decisions => words::paper::KIND_DECISIONS,
            Self::Summary => words::paper::KIND_SUMMARY,
            Self::Owing => words::paper::KIND_OWING,
        }
    }
}

/// Days within which what falls due is named.
const AHEAD: u64 = 30;

/// Adds a table with these columns, each as wide in parts as is said.
fn table(lang: Lang, document: &mut Document, columns: &[(Text, u32)], rows: Vec<Vec<String>>) {
    let columns: Vec<(&str, u32)> = columns.iter().map(|(text, width)| (lang.say(*text), *width)).collect();
    document.table(&columns, rows);
}

/// Adds a heading with paragraphs below it, if there are any.
fn section(lang: Lang, document: &mut Document, heading: Text, told: Vec<String>) {
    if told.is_empty() {
        return;
    }
    document.heading(1, lang.say(heading));
    for line in told {
        document.paragraph(line);
    }
}

/// The words of those of which there is at least one.
fn there_are(counted: impl IntoIterator<Item = (usize, String)>) -> Vec<String> {
    counted.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect()
}

/// An item, and one sentence on it.
fn highlight(lang: Lang, item: &Item, said: &str) -> String {
    lang.fill(words::paper::Highlight { item: &named_with_lead(lang, item), done: &sentence(lang, said) })
}

/// The day that a bulletin of `day` is compared with: it is a month's, and goes by what was written before that began.
pub fn bulletin_begins(day: NaiveDate) -> NaiveDate {
    day.with_day(1).and_then(|first| first.pred_opt()).unwrap_or(day)
}

/// The name of a file for what is made: what it is, and of which day.
pub fn file_name(lang: Lang, kind: &str, day: NaiveDate, ending: &str) -> String {
    let name = lang.fill(words::paper::File { kind: &kind, day: &day });
    format!("{}.{ending}", name.replace(['/', '\\'], "-"))
}

/// `第14项“扩大普惠资源”`.
fn named(lang: Lang, item: &Item) -> String {
    lang.fill(words::paper::Item { no: &item.no, title: &within_quotes(&item.title) })
}

/// The same with the unit that leads it.
fn named_with_lead(lang: Lang, item: &Item) -> String {
    let lead = item.work.lead.as_deref().unwrap_or_else(|| lang.say(words::paper::NO_LEAD));
    lang.fill(words::paper::ItemOf { item: &named(lang, item), lead: &lead })
}

/// Who signs, and when.
fn signature(lang: Lang, board: &Board, day: NaiveDate) -> Block {
    let issuer = Some(board.plan.issuer.clone()).filter(|issuer| !issuer.is_empty());
    Block::Signature(vec![issuer.unwrap_or_else(|| lang.say(words::paper::SIGNS).to_owned()), long_date(lang, day)])
}

/// `6月30日` of the year looked at, else with its year.
fn short_date(lang: Lang, date: NaiveDate, day: NaiveDate) -> String {
    if date.year() == day.year() && lang == Lang::Zh {
        lang.fill(words::paper::MonthDay { month: &date.month(), day: &date.day() })
    } else {
        long_date(lang, date)
    }
}

/// The last report that says something in a field.
fn last_said<'a>(item: &'a Item, field: impl Fn(&'a Report) -> &'a String) -> Option<&'a str> {
    item.reports.iter().rev().map(field).map(|text| text.trim()).find(|text| !text.is_empty())
}

/// The problem of an item that was told last, unless it was taken back since; with its day where a later report says
/// nothing of it, for nobody knows whether it still stands.
fn standing_problem(lang: Lang, item: &Item) -> Option<String> {
    let report = item.standing_problem()?;
    let text = report.told_problem()?.to_owned();
    let is_last = item.reports.last().is_some_and(|last| last.day == report.day);
    let told = || lang.fill(words::paper::ToldOn { day: &long_date(lang, report.day) });
    Some(if is_last { text } else { format!("{}{}", text.trim_end_matches(['。', '.']), told()) })
}

/// The measures that have a date of their own, with their lights: no light of an item speaks for them.
fn own_tasks(board: &Board, day: NaiveDate) -> Vec<(&Item, &Measure, Light)> {
    let is_own = |measure: &&Measure| measure.work.as_ref().is_some_and(|work| work.due.current.is_some());
    let of = |item| move |measure| (item, measure, board.light_of_measure(item, measure, day));
    board.items().iter().flat_map(|item| item.measures.iter().filter(is_own).map(of(item))).collect()
}

/// Who answers for a measure: its own lead, else that of its item.
fn lead_of<'a>(item: &'a Item, measure: &'a Measure) -> Option<&'a String> {
    measure.work.as_ref().and_then(|work| work.lead.as_ref()).or(item.work.lead.as_ref())
}

/// A text as the end of a sentence: on one line, with one full stop.
fn sentence(lang: Lang, text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(if lang == Lang::Zh { "" } else { " " });
    let bare = text.trim_end_matches(['。', '.', '；', ';', '，', ',']);
    if bare.is_empty() { String::new() } else { format!("{bare}{}", lang.say(words::paper::STOP)) }
}
