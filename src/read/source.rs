//! Places in the text of a paper: where each part of a draft stands in its source.

/// Byte offsets into the source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spanned {
    /// The text as it stands in the source; a line break inside a sentence is left out.
    pub text: String,
    /// Where.
    pub span: Span,
}
