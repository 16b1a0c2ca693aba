//! Documents: what a paper that is handed out consists of, before it has a format. Papers are put together here, and
//! written as Word documents in `docx` or as Markdown for the screen and the clipboard.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use unicode_width::UnicodeWidthStr;

use crate::plan::chinese_numeral;

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title, in the middle of its line.
    Title(String),
    /// 主送机关: whom it is for.
    Addressee(String),
    /// A heading of a level from 1, without its number.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A table: its head, and its rows.
    Table {
        /// Names of the columns.
        head: Vec<String>,
        /// As many cells a row.
        rows: Vec<Vec<String>>,
        /// How wide each column is, in parts.
        widths: Vec<u32>,
    },
    /// 落款: who signs, and when.
    Signature(Vec<String>),
    /// What follows begins a new page.
    PageBreak,
}

/// A paper that is handed out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its parts, in order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Adds a paragraph, unless it is empty.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// Adds a heading.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading(level, text.into()));
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, columns: &[(&str, u32)], rows: Vec<Vec<String>>) {
        if rows.is_empty() {
            return;
        }
        let head = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        let widths = columns.iter().map(|(_, width)| *width).collect();
        self.blocks.push(Block::Table { head, rows, widths });
    }

    /// The parts as they are printed: with the numbers that headings get by their places: `一、`, `(一)`, `1.`
    pub fn printed(&self) -> Vec<Block> {
        let mut counts = [0_u32; 3];
        let number = |block: &Block| match block {
            Block::Heading(level, text) => {
                let at = usize::from(*level).clamp(1, 3) - 1;
                counts[at] += 1;
                counts[at + 1..].fill(0);
                let number = match at {
                    0 => format!("{}、", chinese_numeral(counts[0])),
                    1 => format!("（{}）", chinese_numeral(counts[1])),
                    _ => format!("{}.", counts[2]),
                };
                Block::Heading(*level, format!("{number}{text}"))
            }
            Block::Title(_) | Block::PageBreak => {
                counts = [0; 3];
                block.clone()
            }
            block => block.clone(),
        };
        self.blocks.iter().map(number).map(formal_block).collect()
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for block in self.printed() {
            let part = match block {
                Block::Title(title) => format!("# {}\n\n", escaped(&title)),
                Block::Addressee(name) | Block::Paragraph(name) => format!("{}\n\n", escaped(&name)),
                Block::Heading(level, heading) => {
                    format!("{} {}\n\n", "#".repeat(usize::from(level) + 1), escaped(&heading))
                }
                Block::Table { head, rows, .. } => table(&head, &rows),
                Block::Signature(lines) => {
                    format!("{}\n", lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\n\n"))
                }
                Block::PageBreak => "---\n\n".to_owned(),
            };
            text.push_str(&part);
        }
        text
    }

    /// Reads a document out of Markdown, as the minutes are written in it. Numbers before headings are left out: they are
    /// given anew.
    pub fn of_markdown(text: &str) -> Self {
        let mut reader = Reader::default();
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            reader.take(event);
        }
        reader.document
    }
}

fn formal_block(block: Block) -> Block {
    let all = |texts: Vec<String>| texts.iter().map(|text| formal(text)).collect::<Vec<String>>();
    match block {
        Block::Title(text) => Block::Title(formal(&text)),
        Block::Addressee(text) => Block::Addressee(formal(&text)),
        Block::Heading(level, text) => Block::Heading(level, formal(&text)),
        Block::Paragraph(text) => Block::Paragraph(formal(&text)),
        Block::Table { head, rows, widths } => {
            Block::Table { head: all(head), rows: rows.into_iter().map(all).collect(), widths }
        }
        Block::Signature(lines) => Block::Signature(all(lines)),
        Block::PageBreak => Block::PageBreak,
    }
}

/// Signs between Chinese characters in the width that print has for them; what stands among Latin letters and figures
/// stays.
pub(super) fn formal(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_han = |c: char| ('\u{2e80}'..='\u{9fff}').contains(&c) || "“”‘’《》〔〕（）、。，：；".contains(c);
    // Brackets open and close in one width.
    let bracketed = chars.iter().any(|c| is_han(*c));
    let is_wide = |c: char| is_han(c) || bracketed && matches!(c, '(' | ')');
    let beside = |at: usize| {
        let before = chars[..at].iter().rev().find(|c| **c != ' ').copied();
        let after = chars[at + 1..].iter().find(|c| **c != ' ').copied();
        let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        (before.is_some_and(is_wide) || after.is_some_and(is_wide)) && !(is_figure(before) && is_figure(after))
    };
    let wide = |(at, c): (usize, &char)| match c {
        ',' if beside(at) => '，',
        ':' if beside(at) => '：',
        ';' if beside(at) => '；',
        '!' if beside(at) => '！',
        '?' if beside(at) => '？',
        '(' if bracketed => '（',
        ')' if bracketed => '）',
        c => *c,
    };
    chars.iter().enumerate().map(wide).collect()
}

/// A table whose columns stand one below the other, where it is no wider than a terminal.
fn table(head: &[String], rows: &[Vec<String>]) -> String {
    const WIDEST: usize = 76;
    let in_line = |cell: &String| escaped(&cell.replace('\n', " ")).replace('|', "\\|");
    let lines: Vec<Vec<String>> = std::iter::once(head)
        .chain(rows.iter().map(Vec::as_slice))
        .map(|row| row.iter().map(in_line).collect())
        .collect();
    let width =
        |at: usize| lines.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max().unwrap_or(0).max(3);
    let mut widths: Vec<usize> = (0..head.len()).map(width).collect();
    if widths.iter().map(|width| width + 3).sum::<usize>() >= WIDEST {
        widths.fill(3);
    }
    let line = |cells: &Vec<String>| {
        let cells = cells.iter().zip(&widths);
        let padded: Vec<String> =
            cells.map(|(cell, width)| format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width())))).collect();
        format!("| {} |\n", padded.join(" | "))
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let (head, rows) = lines.split_at(1);
    let of = |rows: &[Vec<String>]| rows.iter().map(line).collect::<String>();
    format!("{}| {} |\n{}\n", of(head), rule.join(" | "), of(rows))
}

/// What Markdown would take for a mark is text here.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[derive(Default)]
struct Reader {
    document: Document,
    text: String,
    table: Option<(Vec<String>, Vec<Vec<String>>)>,
    row: Vec<String>,
    number: Option<u64>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.text.push('\n'),
            Event::Start(Tag::List(start)) => self.number = start,
            Event::Start(Tag::Item) => {
                if let Some(n) = &mut self.number {
                    self.text = format!("{n}.");
                    *n += 1;
                }
            }
            Event::Start(Tag::Table(_)) => self.table = Some((Vec::new(), Vec::new())),
            Event::Start(Tag::TableHead | Tag::TableRow) => self.row = Vec::new(),
            Event::End(end) => self.end(end),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Heading(HeadingLevel::H1) => {
                let text = std::mem::take(&mut self.text);
                self.document.blocks.push(Block::Title(text));
            }
            TagEnd::Heading(level) => {
                let text = std::mem::take(&mut self.text);
                self.document.heading(level as u8 - HeadingLevel::H1 as u8, without_number(&text));
            }
            TagEnd::Paragraph | TagEnd::Item => {
                let text = std::mem::take(&mut self.text);
                self.document.paragraph(text);
            }
            TagEnd::TableCell => self.row.push(std::mem::take(&mut self.text)),
            TagEnd::TableHead => {
                if let Some((head, _)) = &mut self.table {
                    *head = std::mem::take(&mut self.row);
                }
            }
            TagEnd::TableRow => {
                if let Some((_, rows)) = &mut self.table {
                    rows.push(std::mem::take(&mut self.row));
                }
            }
            TagEnd::Table => {
                if let Some((head, rows)) = self.table.take() {
                    let widths = widths(&head, &rows);
                    self.document.blocks.push(Block::Table { head, rows, widths });
                }
            }
            _ => {}
        }
    }
}

/// Widths by what the cells hold, so that a number takes little and a sentence much.
fn widths(head: &[String], rows: &[Vec<String>]) -> Vec<u32> {
    const WIDEST: usize = 24;
    let of = |at: usize| {
        let longest = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0);
        longest.max(head[at].chars().count() + 1).clamp(3, WIDEST) as u32
    };
    (0..head.len()).map(of).collect()
}

/// `1. 第14项` without the number that Markdown's reader shows.
fn without_number(text: &str) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    match text.get(digits..) {
        Some(rest) if digits > 0 => rest.strip_prefix(". ").unwrap_or(text).to_owned(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_among_chinese_are_wide_and_figures_stay() {
        assert_eq!(formal("截至6月,共1,200人(含3人):好;"), "截至6月，共1,200人（含3人）：好；");
        assert_eq!(formal("see http://a.b:80, (x)"), "see http://a.b:80, (x)");
    }

    #[test]
    fn headings_are_numbered_by_their_places_and_markdown_reads_back() {
        let mut document = Document::default();
        document.blocks.push(Block::Title("通报".to_owned()));
        document.heading(1, "总体情况");
        document.paragraph("共 31 项,[1] *好*。");
        document.heading(2, "新超期");
        document.heading(1, "要求");
        document.table(&[("序号", 1), ("事项", 4)], vec![vec!["1".to_owned(), "甲|乙".to_owned()]]);
        let text = document.markdown();
        assert!(
            text.contains("## 一、总体情况") && text.contains("### （一）新超期") && text.contains("## 二、要求"),
            "{text}"
        );
        let read = Document::of_markdown(&text);
        assert!(read.blocks.contains(&Block::Paragraph("共 31 项，[1] *好*。".to_owned())), "{read:?}");
        let Some(Block::Table { rows, .. }) = read.blocks.last() else { panic!("{read:?}") };
        assert_eq!(rows, &[vec!["1".to_owned(), "甲|乙".to_owned()]]);
    }
}
