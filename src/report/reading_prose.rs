//! What reading a document came to, in words: warnings, and figures that do not add up.

use super::names::clip;
use super::terms::Term;
use crate::read::{Claim, Column, LevelReason, LineRole, PaperNote, ReasonKind, Warning, WarningKind};
use crate::words::{self, Lang, Text};

/// A percentage that does not follow from the numbers beside it, with the right one.
pub fn claim_in_words(lang: Lang, claim: &Claim) -> String {
    lang.fill(words::report::Recomputed {
        part: &claim.part,
        whole: &claim.whole,
        right: &claim.right,
        said: &claim.said,
    })
}

/// What the reader of a document was unsure of.
pub fn warning_in_words(lang: Lang, warning: &Warning) -> String {
    let what = match &warning.kind {
        WarningKind::NoOutline => lang.say(words::warning::NO_OUTLINE).to_owned(),
        WarningKind::NoticeOnly => lang.say(words::warning::NOTICE_ONLY).to_owned(),
        WarningKind::PeriodGuessed(text) => lang.fill(words::warning::PeriodGuessed { text }),
        WarningKind::ColumnLeftOut(text) => lang.fill(words::warning::ColumnLeftOut { text: &clip(text, 20) }),
        WarningKind::NotRead(note) => return not_read_in_words(lang, note),
        WarningKind::NoTitle => lang.say(words::warning::NO_TITLE).to_owned(),
        WarningKind::NoYear => lang.say(words::warning::NO_YEAR).to_owned(),
        WarningKind::Gap { expected, found } => lang.fill(words::warning::Gap { expected, found }),
        WarningKind::OutOfSequence(text) => lang.fill(words::warning::OutOfSequence { text }),
        WarningKind::EmptyItem(no) => lang.fill(words::warning::EmptyItem { no }),
        WarningKind::TextBesideTable(n) => lang.fill(words::warning::TextBesideTable { n }),
        WarningKind::EmptySection(label) => lang.fill(words::warning::EmptySection { label }),
        WarningKind::LeftOut(text) => lang.fill(words::warning::LeftOut { text: &clip(text, 60) }),
        WarningKind::NoUnit(text) => lang.fill(words::warning::NoUnit { text: &clip(text, 60) }),
        WarningKind::Second(text) => lang.fill(words::warning::Second { text: &clip(text, 60) }),
        WarningKind::CadenceOnly(text, cadence) => {
            lang.fill(words::warning::CadenceOnly { text, cadence: &lang.say(cadence.text()) })
        }
        WarningKind::UnknownDate(text) => lang.fill(words::warning::UnknownDate { text }),
        WarningKind::SeveralDates(text, day) => lang.fill(words::warning::SeveralDates { text, day }),
    };
    lang.fill(words::warning::Line { line: &warning.line, what: &what })
}

fn not_read_in_words(lang: Lang, note: &PaperNote) -> String {
    match note {
        PaperNote::TextBoxes(n) => lang.fill(words::warning::TextBoxes { n }),
        PaperNote::Pictures(n) => lang.fill(words::warning::Pictures { n }),
        PaperNote::Footnotes(n) => lang.fill(words::warning::Footnotes { n }),
        PaperNote::Struck(n) => lang.fill(words::warning::Struck { n }),
        PaperNote::Deleted(n) => lang.fill(words::warning::Deleted { n }),
        PaperNote::HiddenSheet(name) => lang.fill(words::warning::HiddenSheet { name }),
        PaperNote::HiddenRows(name, n) => lang.fill(words::warning::HiddenRows { name, n }),
    }
}

/// Why something was read as it was.
pub fn reason_in_words(lang: Lang, kind: &ReasonKind) -> String {
    match kind {
        ReasonKind::ItemLevel { level, first } => match level.reason {
            LevelReason::Asked => lang.fill(words::reason::Asked { first }),
            LevelReason::OnlyLevel => lang.fill(words::reason::OnlyLevel { first }),
            LevelReason::RunsThrough(last) => lang.fill(words::reason::RunsThrough { first, last: &last }),
            LevelReason::BelowSections => lang.fill(words::reason::BelowSections { first }),
        },
        ReasonKind::Contents => lang.say(words::reason::CONTENTS).to_owned(),
        ReasonKind::Preamble(text) => lang.fill(words::reason::Preamble { text }),
        ReasonKind::Columns(columns) => {
            let one = |(head, column): &(String, Column)| {
                let what = lang.say(column_word(*column));
                lang.fill(words::reason::Column { head: &clip(head, 16), what: &what })
            };
            lang.fill(words::reason::Columns { columns: &lang.list(columns.iter().map(one)) })
        }
    }
}

impl Term for LineRole {
    fn text(self) -> Text {
        match self {
            Self::Title => words::line_role::TITLE,
            Self::Text => words::line_role::TEXT,
            Self::Section => words::line_role::SECTION,
            Self::Group => words::line_role::GROUP,
            Self::Item => words::line_role::ITEM,
            Self::Task => words::line_role::TASK,
            Self::Owner => words::line_role::OWNER,
            Self::Due => words::line_role::DUE,
            Self::LeftOut => words::line_role::LEFT_OUT,
        }
    }
}

/// What a column of a table holds.
pub fn column_word(column: Column) -> Text {
    match column {
        Column::Number => words::reason::NUMBER,
        Column::Section => words::reason::SECTION,
        Column::Title => words::reason::TITLE,
        Column::Content => words::reason::CONTENT,
        Column::Lead => words::reason::LEAD,
        Column::Support => words::reason::SUPPORT,
        Column::Leader => words::reason::LEADER,
        Column::Due => words::reason::DUE,
        Column::Start => words::reason::START,
        Column::Other => words::reason::OTHER,
    }
}
