//! Looks: by what two pieces of a paper look alike to whoever reads it, so that what is said of one can be offered for the
//! others. Nothing here knows what a piece became.

use crate::read::{Piece, Shape};

/// By what pieces look alike.
#[derive(PartialEq)]
pub(super) enum Looks<'a> {
    /// A number of this shape before it.
    Numbered(Shape),
    /// A word and a colon.
    Labelled(&'a str),
    /// Names of units and nothing else.
    Names,
    /// A few characters without any sign, with a date or not.
    Short { dated: bool },
    /// This text.
    Text(&'a str),
}

impl<'a> Looks<'a> {
    pub(super) fn of(piece: Piece, source: &'a str) -> Self {
        const LABEL: usize = 8;
        const SHORT: usize = 14;
        if let Some(shape) = piece.shape(source) {
            return Self::Numbered(shape);
        }
        let text = source.get(piece.text..piece.span.end).unwrap_or_default().trim();
        if let Some((label, _)) = text.split_once([':', '：']).filter(|(label, _)| label.chars().count() <= LABEL) {
            return Self::Labelled(label);
        }
        let ends = ["科", "股", "室", "处", "办", "局", "中心", "委"];
        let mut parts = text.split(['、', ',', '，']).map(str::trim);
        if parts.all(|part| part.chars().count() <= 10 && ends.iter().any(|end| part.ends_with(end))) {
            return Self::Names;
        }
        let is_short = text.chars().count() <= SHORT && !text.contains(['。', '，', ',', '；', ';', '、']);
        if is_short {
            return Self::Short { dated: text.contains(|c: char| c.is_ascii_digit() || c == '月' || c == '年') };
        }
        Self::Text(text)
    }
}
