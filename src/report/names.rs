//! What an item or a measure is called, and a text cut to a width.

use super::terms::Term;
use crate::plan::{Board, Directive, Node, Person};
use crate::words::{self, Lang};

/// `第14项` or `第14项第3条`.
pub fn node_name(lang: Lang, board: &Board, node: Node) -> String {
    let Some(item) = board.known_item(node.item) else { return lang.say(words::value::GONE).to_owned() };
    if board.item(node.item).is_none() {
        return lang.fill(words::name::RemovedItem { no: &item.no });
    }
    match node.measure.map(|id| item.position(id)) {
        None => lang.fill(words::name::Item { no: &item.no }),
        Some(Some(at)) => lang.fill(words::name::Measure { no: &item.no, n: &(at + 1) }),
        Some(None) => lang.fill(words::name::RemovedMeasure { no: &item.no }),
    }
}

/// The first `width` characters of a text, with an ellipsis when there were more.
pub fn clip(text: &str, width: usize) -> String {
    let mut clipped: String = text.chars().take(width).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}

/// Characters of a text that are quoted in a line.
pub(super) const QUOTED: usize = 24;

/// Kind, issuer, owner and date of an instruction: `批示(王局长) → 基教科 06-30 前`.
pub fn directive_head(lang: Lang, directive: &Directive) -> String {
    let kind = lang.say(directive.kind.text());
    let issuer = directive.issuer.as_ref().map(|issuer| format!("({issuer})")).unwrap_or_default();
    let owner = directive.owner.as_ref().map(|owner| format!(" → {owner}")).unwrap_or_default();
    let due =
        directive.due.map(|due| format!(" {}", lang.fill(words::closed_loop::Until { due: &due }))).unwrap_or_default();
    format!("{kind}{issuer}{owner}{due}")
}

/// `王芳(wang) 基教科 填报`.
pub fn person_in_words(lang: Lang, person: &Person) -> String {
    let unit = person.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let left = if person.active { String::new() } else { format!(" {}", lang.say(words::people::GONE)) };
    format!("{}({}){unit} {}{left}", person.name, person.login, lang.say(person.role.text()))
}

/// A title as it stands within quotation marks: those of its own are single ones (GB/T 15834), and no full stop ends it.
pub fn within_quotes(title: &str) -> String {
    title.trim_end_matches(['。', '.']).replace('“', "‘").replace('”', "’")
}
