//! Coverage: nothing of a source is lost. What neither a node nor a line of furniture nor an owner or a date holds is found
//! here, so that a warning names it with its line, whatever the other rules forgot.

use super::shadow::Shadow;
use super::{DraftPlan, Span};

/// The pieces of lines that nothing else holds, each with the place of its first character.
pub(super) fn left_out(shadow: &Shadow<'_>, draft: &DraftPlan) -> Vec<(usize, String)> {
    let items = || draft.sections.iter().flat_map(|section| &section.items);
    let mut held: Vec<Span> = draft.numbers.clone();
    held.extend([draft.title.span, draft.preamble.span]);
    held.extend(draft.furniture.iter().chain(&draft.annotations).map(|part| part.span));
    held.extend(draft.sections.iter().map(|section| section.heading.span));
    held.extend(items().map(|item| item.title.span));
    held.extend(items().filter_map(|item| item.group.as_ref()).map(|group| group.span));
    held.extend(items().flat_map(|item| &item.measures).map(|(measure, _)| measure.span));
    // From bytes to characters, both of which ascend.
    let (mut at, mut count) = (0, 0);
    let in_chars = |span: Span| {
        count += shadow.source[at..span.start].chars().count();
        at = span.start;
        (count, shadow.source[span.start..span.end].to_owned())
    };
    gaps(shadow.source, held).into_iter().map(in_chars).collect()
}

/// The pieces of lines between the runs that are held, which may stand in any order.
pub(super) fn gaps(source: &str, mut held: Vec<Span>) -> Vec<Span> {
    held.sort_by_key(|span| (span.start, span.end));
    let mut found = Vec::new();
    let mut until = 0;
    for span in held.into_iter().chain([Span { start: source.len(), end: source.len() }]) {
        if span.start > until {
            found.extend(pieces(source, until, span.start));
        }
        until = until.max(span.end);
    }
    found
}

/// The lines of a gap that say anything; signs and blanks alone say nothing.
fn pieces(source: &str, from: usize, to: usize) -> Vec<Span> {
    let mut at = from;
    let mut found = Vec::new();
    for line in source[from..to].split_inclusive('\n') {
        let text = line.trim();
        if text.chars().any(char::is_alphanumeric) {
            let start = at + line.len() - line.trim_start().len();
            found.push(Span { start, end: start + text.len() });
        }
        at += line.len();
    }
    found
}
