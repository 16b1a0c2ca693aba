//! Word documents: paragraphs with their automatic numbers, tables cell by cell. Text boxes, pictures, notes and what was
//! deleted are counted and told, not read.

use std::collections::HashMap;
use std::io::Read;

use quick_xml::events::BytesStart;

use super::build::{Builder, Cell};
use super::content::{Paper, PaperNote, Style};
use super::limits::{PaperError, Parts};
use super::numbering::{Level, Numbering};
use super::xml::{Part, attribute, each};

/// The text of a document.
pub(super) fn read(bytes: &[u8]) -> Result<Paper, PaperError> {
    let mut parts = Parts::of(bytes)?;
    let mut numbering = Numbering::default();
    if parts.has("word/numbering.xml") {
        read_numbering(parts.part("word/numbering.xml")?, &mut numbering)?;
    }
    let styles =
        if parts.has("word/styles.xml") { read_styles(parts.part("word/styles.xml")?)? } else { HashMap::new() };
    let mut body = Body { styles, numbering, ..Body::default() };
    each(parts.part("word/document.xml")?, "document.xml", |event| body.take(event))?;
    let Body { mut builder, left, .. } = body;
    let Left { boxes, pictures, footnotes, deleted, struck } = left;
    let notes = [
        (boxes, PaperNote::TextBoxes(boxes)),
        (pictures, PaperNote::Pictures(pictures)),
        (footnotes, PaperNote::Footnotes(footnotes)),
        (deleted, PaperNote::Deleted(deleted)),
        (struck, PaperNote::Struck(struck)),
    ];
    for (_, note) in notes.into_iter().filter(|(count, _)| *count > 0) {
        builder.note(note);
    }
    Ok(builder.finish())
}

/// What a style says of its paragraphs.
#[derive(Debug, Clone, Default)]
struct ParagraphStyle {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    level: Option<usize>,
}

fn read_styles(part: impl Read) -> Result<HashMap<String, ParagraphStyle>, PaperError> {
    let mut styles = HashMap::new();
    let mut id = None;
    let mut style = ParagraphStyle::default();
    each(part, "styles.xml", |part| {
        match part {
            Part::Begin(start) => {
                let value = || attribute(start, "val");
                match start.local_name().as_ref() {
                    "style" => (id, style) = (attribute(start, "styleId"), ParagraphStyle::default()),
                    "name" => style.name = value().unwrap_or_default().to_lowercase(),
                    "basedOn" => style.based_on = value(),
                    "outlineLvl" => style.outline = value().and_then(|n| n.parse().ok()),
                    "numId" => style.list = value(),
                    "ilvl" => style.level = value().and_then(|n| n.parse().ok()),
                    _ => {}
                }
            }
            Part::End("style") => {
                if let Some(id) = id.take() {
                    styles.insert(id, std::mem::take(&mut style));
                }
            }
            Part::End(_) | Part::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

fn read_numbering(part: impl Read, numbering: &mut Numbering) -> Result<(), PaperError> {
    let (mut list, mut of, mut level) = (String::new(), String::new(), 0_usize);
    let mut in_list = false;
    each(part, "numbering.xml", |part| {
        match part {
            Part::Begin(start) => {
                let value = || attribute(start, "val").unwrap_or_default();
                let current = |numbering: &mut Numbering, change: &dyn Fn(&mut Level)| {
                    if let Some(level) = numbering.lists.get_mut(&list).and_then(|levels| levels.get_mut(level)) {
                        change(level);
                    }
                };
                match start.local_name().as_ref() {
                    "abstractNum" => {
                        in_list = true;
                        list = attribute(start, "abstractNumId").unwrap_or_default();
                        numbering.lists.insert(list.clone(), vec![Level::default(); 9]);
                    }
                    "num" => {
                        in_list = false;
                        of = attribute(start, "numId").unwrap_or_default();
                    }
                    "abstractNumId" if !in_list => {
                        numbering.of.insert(of.clone(), value());
                    }
                    "lvl" | "lvlOverride" => {
                        level = attribute(start, "ilvl").and_then(|n| n.parse().ok()).unwrap_or(0).min(8);
                    }
                    "start" if in_list => current(numbering, &|l| l.start = value().parse().unwrap_or(1)),
                    "numFmt" if in_list => current(numbering, &|l| l.format = value()),
                    "lvlText" if in_list => current(numbering, &|l| l.text = value()),
                    "pStyle" if in_list => {
                        numbering.styles.insert(value(), (list.clone(), level));
                    }
                    "startOverride" => {
                        numbering.restarts.insert((of.clone(), level), value().parse().unwrap_or(1));
                    }
                    _ => {}
                }
            }
            Part::End("abstractNum") => in_list = false,
            Part::End(_) | Part::Text(_) => {}
        }
        Ok(())
    })
}

#[derive(Default)]
struct Left {
    boxes: usize,
    pictures: usize,
    footnotes: usize,
    deleted: usize,
    struck: usize,
}

/// The paragraph being read.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    level: Option<usize>,
    /// Signs in bold and others, and the size of the first.
    bold: usize,
    plain: usize,
    size: u32,
}

/// A table being read; tables inside its cells give their text to the cell.
#[derive(Default)]
struct Grid {
    row: Vec<Cell>,
    cell: String,
    span: usize,
    merged: bool,
}

#[derive(Default)]
struct Body {
    styles: HashMap<String, ParagraphStyle>,
    numbering: Numbering,
    builder: Builder,
    left: Left,
    paragraph: Paragraph,
    grid: Grid,
    tables: usize,
    in_text: bool,
    /// Whether the run is struck through or hidden.
    is_struck: bool,
    /// Whether the run is in bold, and its size in half points.
    is_bold: bool,
    size: u32,
    /// Elements that are passed over, and how many of them are open.
    skipped: usize,
}

impl Body {
    fn take(&mut self, part: Part<'_>) -> Result<(), PaperError> {
        match part {
            Part::Begin(start) => self.begin(start),
            Part::End(name) => self.end(name)?,
            Part::Text(text) if self.in_text && self.skipped == 0 && self.is_struck => {
                self.left.struck += usize::from(!text.trim().is_empty());
            }
            Part::Text(text) if self.in_text && self.skipped == 0 => {
                let signs = text.chars().filter(|c| !c.is_whitespace()).count();
                let paragraph = &mut self.paragraph;
                if paragraph.bold + paragraph.plain == 0 {
                    paragraph.size = self.size;
                }
                *(if self.is_bold { &mut paragraph.bold } else { &mut paragraph.plain }) += signs;
                paragraph.text.push_str(&text);
            }
            Part::Text(_) => {}
        }
        Ok(())
    }

    fn begin(&mut self, start: &BytesStart<'_>) {
        let local = start.local_name();
        let name = local.as_ref();
        if passed_over(name) {
            if self.skipped == 0 {
                match name {
                    "txbxContent" => self.left.boxes += 1,
                    "del" | "moveFrom" => self.left.deleted += 1,
                    _ => {}
                }
            }
            self.skipped += 1;
        }
        if self.skipped > 0 {
            return;
        }
        let value = || attribute(start, "val");
        match name {
            "p" => self.paragraph = Paragraph::default(),
            "pStyle" => self.paragraph.style = value(),
            "outlineLvl" => self.paragraph.outline = value().and_then(|n| n.parse().ok()),
            "numId" => self.paragraph.list = value(),
            "ilvl" => self.paragraph.level = value().and_then(|n| n.parse().ok()),
            "r" => (self.is_struck, self.is_bold, self.size) = (false, false, 0),
            "b" => self.is_bold = !matches!(value().as_deref(), Some("0" | "false" | "off")),
            "sz" => self.size = value().and_then(|n| n.parse().ok()).unwrap_or(0),
            "strike" | "dstrike" | "vanish" => {
                self.is_struck |= !matches!(value().as_deref(), Some("0" | "false" | "off"));
            }
            "t" => self.in_text = true,
            // A tab in a run; among the settings of a paragraph it has a position.
            "tab" if attribute(start, "pos").is_none() => self.paragraph.text.push(' '),
            "br" | "cr" if attribute(start, "type").is_none() => self.paragraph.text.push('\n'),
            "noBreakHyphen" => self.paragraph.text.push('-'),
            "blip" | "imagedata" => self.left.pictures += 1,
            "footnoteReference" | "endnoteReference" | "commentReference" => self.left.footnotes += 1,
            "tbl" => {
                self.tables += 1;
                if self.tables == 1 {
                    self.builder.begin_table();
                }
            }
            "tr" if self.tables == 1 => self.grid.row.clear(),
            "tc" if self.tables == 1 => {
                self.grid = Grid { row: std::mem::take(&mut self.grid.row), span: 1, ..Grid::default() }
            }
            "gridSpan" if self.tables == 1 => {
                self.grid.span = value().and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, 60);
            }
            "vMerge" if self.tables == 1 => self.grid.merged = value().as_deref() != Some("restart"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), PaperError> {
        if passed_over(name) {
            self.skipped = self.skipped.saturating_sub(1);
            return Ok(());
        }
        if self.skipped > 0 {
            return Ok(());
        }
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph()?,
            "tc" if self.tables == 1 => {
                let text = std::mem::take(&mut self.grid.cell);
                self.grid.row.push(if self.grid.merged { Cell::Above } else { Cell::of(text.trim()) });
                self.grid.row.extend((1..self.grid.span).map(|_| Cell::of("")));
            }
            "tr" if self.tables == 1 => self.builder.row(&self.grid.row, None)?,
            "tbl" => self.tables = self.tables.saturating_sub(1),
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), PaperError> {
        let paragraph = std::mem::take(&mut self.paragraph);
        let number = self.number(&paragraph);
        // Word puts a tab behind a number; where that ends in a figure, nothing else would part it from the text.
        let blank = if number.ends_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
        let text = format!("{number}{blank}{}", paragraph.text);
        if self.tables > 0 {
            if !self.grid.cell.is_empty() {
                self.grid.cell.push('\n');
            }
            self.grid.cell.push_str(&text);
            return Ok(());
        }
        let is_bold = paragraph.bold > 0 && paragraph.plain == 0;
        let bold = is_bold.then_some(Style::Bold(paragraph.size));
        let style = self.style(&paragraph).or(bold).filter(|_| number.is_empty());
        self.builder.paragraph(&text, style)
    }

    /// The automatic number of a paragraph: its own, else its style's.
    fn number(&mut self, paragraph: &Paragraph) -> String {
        let chain = self.chain(paragraph.style.as_deref());
        let of_style = chain.iter().find_map(|(_, style)| style.list.clone());
        let Some(list) = paragraph.list.clone().or(of_style).filter(|list| list != "0") else { return String::new() };
        if paragraph.text.trim().is_empty() {
            return String::new();
        }
        let by_style = chain.iter().find_map(|(id, _)| self.numbering.styles.get(*id).map(|(_, level)| *level));
        let of_style = chain.iter().find_map(|(_, style)| style.level);
        let level = paragraph.level.or(by_style).or(of_style).unwrap_or(0);
        self.numbering.next(&list, level)
    }

    fn style(&self, paragraph: &Paragraph) -> Option<Style> {
        let chain = self.chain(paragraph.style.as_deref());
        let names: Vec<&str> = chain.iter().map(|(_, style)| style.name.as_str()).collect();
        if names.iter().any(|name| *name == "title" || *name == "标题") {
            return Some(Style::Title);
        }
        let outline = paragraph.outline.or_else(|| chain.iter().find_map(|(_, style)| style.outline));
        outline.filter(|level| *level < 9).map(|level| Style::Heading(level + 1))
    }

    /// A style and those that it is based on.
    fn chain<'s>(&'s self, style: Option<&'s str>) -> Vec<(&'s str, &'s ParagraphStyle)> {
        const LONGEST: usize = 10;
        let mut found = Vec::new();
        let mut next = style;
        while let Some((id, style)) = next.and_then(|id| Some((id, self.styles.get(id)?))) {
            found.push((id, style));
            next = style.based_on.as_deref().filter(|_| found.len() < LONGEST);
        }
        found
    }
}

/// Elements whose text is no text of the document: boxes, fall-backs for old programs, what was deleted, field codes.
fn passed_over(name: &str) -> bool {
    matches!(name, "txbxContent" | "Fallback" | "del" | "moveFrom" | "instrText" | "rt")
}
