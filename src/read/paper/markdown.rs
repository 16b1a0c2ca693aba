//! Markdown: headings, lists with their numbers, tables; what marks words up is left out.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::build::{Builder, Cell};
use super::content::{Paper, PaperNote, Style};
use super::limits::PaperError;

/// Whether a text is written so: a heading with `#`, or a row of dashes below a head.
pub(super) fn is_markdown(text: &str) -> bool {
    let is_heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
    };
    let is_rule = |line: &str| line.contains("---") && line.contains('|') && line.chars().all(|c| "|-: ".contains(c));
    text.lines().any(|line| is_heading(line) || is_rule(line.trim()))
}

/// The text of a document.
pub(super) fn read(text: &str) -> Result<Paper, PaperError> {
    let mut builder = Builder::default();
    let mut state = State::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        state.take(event, &mut builder)?;
    }
    state.close(&mut builder)?;
    if state.pictures > 0 {
        builder.note(PaperNote::Pictures(state.pictures));
    }
    Ok(builder.finish())
}

#[derive(Default)]
struct State {
    text: String,
    style: Option<Style>,
    /// Whether what is being read is in bold, and whether the block has signs that are not.
    is_bold: bool,
    is_plain: bool,
    row: Option<Vec<Cell>>,
    lists: Vec<Option<u64>>,
    pictures: usize,
}

impl State {
    fn take(&mut self, event: Event<'_>, builder: &mut Builder) -> Result<(), PaperError> {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.is_plain |= !self.is_bold && !text.trim().is_empty();
                self.text.push_str(&text);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                if html.trim_start().to_lowercase().starts_with("<br") {
                    self.text.push('\n');
                }
            }
            Event::SoftBreak | Event::HardBreak => self.text.push('\n'),
            Event::Start(tag) => self.begin(&tag, builder)?,
            Event::End(tag) => self.end(tag, builder)?,
            Event::Rule => self.close(builder)?,
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
        Ok(())
    }

    fn begin(&mut self, tag: &Tag<'_>, builder: &mut Builder) -> Result<(), PaperError> {
        match tag {
            Tag::Heading { level, .. } => {
                self.close(builder)?;
                self.style = Some(Style::Heading(*level as u8 - HeadingLevel::H1 as u8 + 1));
            }
            Tag::List(start) => {
                self.close(builder)?;
                self.lists.push(*start);
            }
            Tag::Item => {
                self.close(builder)?;
                let nested = self.lists.len() > 1;
                match self.lists.last_mut() {
                    Some(Some(next)) => {
                        self.text = format!("{next}.");
                        *next += 1;
                    }
                    _ if nested => "· ".clone_into(&mut self.text),
                    _ => "- ".clone_into(&mut self.text),
                }
            }
            Tag::Table(_) => {
                self.close(builder)?;
                builder.begin_table();
            }
            Tag::TableHead | Tag::TableRow => self.row = Some(Vec::new()),
            Tag::Image { .. } => self.pictures += 1,
            Tag::Strong => self.is_bold = true,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd, builder: &mut Builder) -> Result<(), PaperError> {
        match tag {
            TagEnd::TableCell => {
                self.is_plain = false;
                let text = std::mem::take(&mut self.text);
                if let Some(row) = &mut self.row {
                    row.push(Cell::Text(text));
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let Some(row) = self.row.take() {
                    builder.row(&row, None)?;
                }
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.close(builder)?;
            }
            TagEnd::Strong => self.is_bold = false,
            TagEnd::List(_) => {
                self.close(builder)?;
                self.lists.pop();
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, builder: &mut Builder) -> Result<(), PaperError> {
        let text = std::mem::take(&mut self.text);
        let is_bold = !std::mem::take(&mut self.is_plain) && self.lists.is_empty();
        let style = self.style.take().or(is_bold.then_some(Style::Bold(0)));
        if text.trim().is_empty() { Ok(()) } else { builder.paragraph(&text, style) }
    }
}
