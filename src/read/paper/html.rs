//! Web pages as a browser saves them: blocks as paragraphs, tables as rows. Scripts, styles and what navigates are no text.

use super::build::{Builder, Cell};
use super::content::{Paper, PaperNote, Style};
use super::html_tokens::{Token, Tokens, decoded, number};
use super::limits::{MOST_TEXT, PaperError};

/// Whether a text is a web page.
pub(super) fn is_html(text: &str) -> bool {
    const BEGINNING: usize = 2_000;
    let head: String = text.chars().take(BEGINNING).collect::<String>().to_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<table", "<div"].iter().any(|tag| head.contains(tag))
}

/// The text of a page.
pub(super) fn read(text: &str) -> Result<Paper, PaperError> {
    let mut state = State::default();
    for token in Tokens::of(text) {
        match token {
            Token::Text(text) => state.take(text)?,
            Token::Tag { name, closes, attributes } => state.tag(&name.to_ascii_lowercase(), !closes, attributes)?,
        }
    }
    state.close_block()?;
    if state.pictures > 0 {
        state.builder.note(PaperNote::Pictures(state.pictures));
    }
    Ok(state.builder.finish())
}

#[derive(Default)]
struct State {
    builder: Builder,
    /// The paragraph or cell being read.
    text: String,
    style: Option<Style>,
    /// Elements of bold that are open, and whether the block has signs outside of them.
    bold: usize,
    is_plain: bool,
    /// Elements without text of their own that are open: script, style, select.
    skipped: Vec<String>,
    preformatted: usize,
    tables: usize,
    row: Option<Vec<Cell>>,
    in_cell: bool,
    /// Columns and rows that the cell being read takes.
    span: (usize, usize),
    /// For each column how many more rows its cell takes.
    below: Vec<usize>,
    /// Lists that count, and how far they have.
    lists: Vec<Option<u32>>,
    pictures: usize,
}

impl State {
    fn take(&mut self, text: &str) -> Result<(), PaperError> {
        if !self.skipped.is_empty() {
            return Ok(());
        }
        if self.text.len() + text.len() > MOST_TEXT {
            return Err(PaperError::TooLarge);
        }
        let text = decoded(text);
        self.is_plain |= self.bold == 0 && !text.trim().is_empty();
        if self.preformatted > 0 {
            self.text.push_str(&text);
            return Ok(());
        }
        // A line end in the source is a blank, and between Chinese characters nothing.
        for c in text.chars() {
            match c {
                '\n' | '\r' | '\t' => {
                    if self.text.ends_with(|before: char| before.is_ascii_alphanumeric()) {
                        self.text.push(' ');
                    }
                }
                c => self.text.push(c),
            }
        }
        Ok(())
    }

    fn tag(&mut self, name: &str, begins: bool, attributes: &str) -> Result<(), PaperError> {
        if let "script" | "style" | "select" | "noscript" | "title" | "textarea" | "button" = name {
            if begins && !attributes.ends_with('/') {
                self.skipped.push(name.to_owned());
            } else if let Some(at) = self.skipped.iter().rposition(|open| open == name) {
                self.skipped.truncate(at);
            }
            return Ok(());
        }
        if !self.skipped.is_empty() {
            return Ok(());
        }
        match (name, begins) {
            ("br", _) => self.text.push('\n'),
            ("b" | "strong", true) => self.bold += 1,
            ("b" | "strong", false) => self.bold = self.bold.saturating_sub(1),
            ("img", true) => self.pictures += 1,
            ("pre", begins) => {
                self.close_block()?;
                self.preformatted = if begins { self.preformatted + 1 } else { self.preformatted.saturating_sub(1) };
            }
            ("table", true) => {
                if self.tables == 0 {
                    self.close_block()?;
                    self.builder.begin_table();
                    self.below.clear();
                }
                self.tables += 1;
            }
            ("table", false) => {
                self.close_row()?;
                self.tables = self.tables.saturating_sub(1);
            }
            ("tr", true) if self.tables == 1 => {
                self.close_row()?;
                self.row = Some(Vec::new());
            }
            ("tr", false) if self.tables == 1 => self.close_row()?,
            ("td" | "th", true) if self.tables == 1 => {
                self.close_cell();
                self.in_cell = true;
                let span = |name: &str| number(attributes, name).unwrap_or(1);
                self.span = (span("colspan").clamp(1, 60), span("rowspan").clamp(1, 1_000));
            }
            ("td" | "th", false) if self.tables == 1 => self.close_cell(),
            _ if self.in_cell && !is_block(name) => {}
            _ if self.in_cell => {
                let begins_line = self.text.is_empty() || self.text.ends_with('\n');
                self.text.extend((!begins_line).then_some('\n'));
            }
            ("ol", true) => {
                self.close_block()?;
                self.lists.push(Some(number(attributes, "start").and_then(|n| n.try_into().ok()).unwrap_or(1)));
            }
            ("ul", true) => {
                self.close_block()?;
                self.lists.push(None);
            }
            ("ol" | "ul", false) => {
                self.close_block()?;
                self.lists.pop();
            }
            ("li", true) => {
                self.close_block()?;
                if let Some(Some(next)) = self.lists.last_mut() {
                    self.text = format!("{next}.");
                    *next += 1;
                }
            }
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => {
                self.close_block()?;
                self.style = name[1..].parse().ok().map(Style::Heading);
            }
            _ if is_block(name) => self.close_block()?,
            _ => {}
        }
        Ok(())
    }

    fn close_block(&mut self) -> Result<(), PaperError> {
        if self.in_cell {
            return Ok(());
        }
        let text = std::mem::take(&mut self.text);
        let is_bold = !std::mem::take(&mut self.is_plain) && self.lists.is_empty();
        let style = self.style.take().or(is_bold.then_some(Style::Bold(0)));
        // An item of a list without words has no number to show either.
        let is_bare = text.trim_end_matches('.').chars().all(|c| c.is_ascii_digit());
        if text.trim().is_empty() || is_bare {
            return Ok(());
        }
        self.builder.paragraph(text.trim(), style)
    }

    fn close_cell(&mut self) {
        if std::mem::take(&mut self.in_cell) {
            self.is_plain = false;
            let text = std::mem::take(&mut self.text);
            let (columns, rows) = self.span;
            let Some(row) = &mut self.row else { return };
            take_merged(row, &mut self.below);
            row.push(Cell::of(text.trim()));
            row.extend((1..columns).map(|_| Cell::of("")));
            self.below.resize(self.below.len().max(row.len()), 0);
            let first = row.len() - columns;
            self.below[first..row.len()].fill(rows - 1);
        }
    }

    fn close_row(&mut self) -> Result<(), PaperError> {
        self.close_cell();
        let Some(mut row) = self.row.take() else { return Ok(()) };
        take_merged(&mut row, &mut self.below);
        self.builder.row(&row, None)
    }
}

/// The cells before the next one that rows above have taken.
fn take_merged(row: &mut Vec<Cell>, below: &mut [usize]) {
    while let Some(left) = below.get_mut(row.len()).filter(|left| **left > 0) {
        *left -= 1;
        row.push(Cell::Above);
    }
}

/// Elements that stand on lines of their own.
#[rustfmt::skip]
const BLOCKS: [&str; 35] = [
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "section",
    "article", "header", "footer", "nav", "dl", "dt", "dd", "blockquote", "center", "form",
    "body", "html", "head", "hr", "main", "aside", "caption", "tr", "table", "ul",
    "ol", "address", "fieldset", "figure", "option",
];

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}
