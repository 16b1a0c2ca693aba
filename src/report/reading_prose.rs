//! What reading a document came to, in words: warnings, and figures that do not add up.

use super::names::clip;
use super::terms::Term;
use crate::read::{Claim, Warning, WarningKind};
use crate::words::{self, Lang};

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
        WarningKind::NoTitle => lang.say(words::warning::NO_TITLE).to_owned(),
        WarningKind::NoYear => lang.say(words::warning::NO_YEAR).to_owned(),
        WarningKind::Gap { expected, found } => lang.fill(words::warning::Gap { expected, found }),
        WarningKind::OutOfSequence(text) => lang.fill(words::warning::OutOfSequence { text }),
        WarningKind::EmptyItem(no) => lang.fill(words::warning::EmptyItem { no }),
        WarningKind::EmptySection(label) => lang.fill(words::warning::EmptySection { label }),
        WarningKind::LeftOut(text) => lang.fill(words::warning::LeftOut { text: &clip(text, 60) }),
        WarningKind::NoUnit(text) => lang.fill(words::warning::NoUnit { text: &clip(text, 60) }),
        WarningKind::Second(text) => lang.fill(words::warning::Second { text: &clip(text, 60) }),
        WarningKind::CadenceOnly(text, cadence) => {
            lang.fill(words::warning::CadenceOnly { text, cadence: &lang.say(cadence.text()) })
        }
        WarningKind::UnknownDate(text) => lang.fill(words::warning::UnknownDate { text }),
    };
    lang.fill(words::warning::Line { line: &warning.line, what: &what })
}
