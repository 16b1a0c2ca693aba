//! An office's own Word document with named places, filled in: `{{标题}}`, `{{正文}}` and so on stand wherever the office
//! wants them, in its own fonts and under its own letterhead. Everything else in the file stays as it is.

use std::io::{Cursor, Read, Write};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::document::{Block, Document};
use super::docx::{Look, allowed, paragraph_like, table_like};

/// What a part of a template may unfold to.
const MOST: u64 = 16 * 1024 * 1024;

/// Why a template cannot be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateTrouble {
    /// It is no Word document, or a broken one.
    NotWord,
    /// Nothing in it says where the text goes.
    NoBody,
    /// A place of a name that means nothing.
    Unknown(String),
}

/// A named place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Title,
    Addressee,
    Body,
    Signature,
    Signer,
    Date,
    /// One that is left empty.
    Nothing,
}

impl Place {
    const NAMES: [(Self, [&'static str; 2]); 6] = [
        (Self::Title, ["标题", "title"]),
        (Self::Addressee, ["主送", "addressee"]),
        (Self::Body, ["正文", "body"]),
        (Self::Signature, ["落款", "signature"]),
        (Self::Signer, ["单位", "signer"]),
        (Self::Date, ["日期", "date"]),
    ];

    fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(place, _)| *place)
    }
}

/// The names that places may have, to be told.
pub fn place_names() -> String {
    let names = Place::NAMES.iter().map(|(_, [name, _])| format!("{{{{{name}}}}}"));
    names.collect::<Vec<_>>().join(" ")
}

/// The template with the document in its places, as the bytes of a `.docx`. Of several documents in one, as reminders are,
/// each fills the template on pages of its own.
pub fn fill_template(template: &[u8], document: &Document) -> Result<Vec<u8>, TemplateTrouble> {
    let not_word = |_| TemplateTrouble::NotWord;
    let mut archive = ZipArchive::new(Cursor::new(template)).map_err(|_| TemplateTrouble::NotWord)?;
    let main = part(&mut archive, "word/document.xml")?;
    let styles = part(&mut archive, "word/styles.xml").unwrap_or_default();
    let headings = [1, 2, 3].map(|level| style_named(&styles, &format!("heading {level}")));
    let blocks = document.printed();
    let papers: Vec<Filling<'_>> = blocks
        .split(|block| *block == Block::PageBreak)
        .map(|blocks| Filling { blocks, headings: &headings })
        .collect();
    let filled = fill_main(&main, &papers)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let name = archive
            .by_index_raw(at)
            .map_err(|_| TemplateTrouble::NotWord)?
            .name()
            .map_err(|_| TemplateTrouble::NotWord)?
            .into_owned();
        let text = if name == "word/document.xml" {
            filled.clone()
        } else if name.starts_with("word/header") || name.starts_with("word/footer") {
            fill_part(&part(&mut archive, &name)?, &papers)?
        } else {
            let raw = archive.by_index_raw(at).map_err(|_| TemplateTrouble::NotWord)?;
            out.raw_copy_file(raw).map_err(|_| TemplateTrouble::NotWord)?;
            continue;
        };
        out.start_file(name, SimpleFileOptions::default()).map_err(|_| TemplateTrouble::NotWord)?;
        out.write_all(text.as_bytes()).map_err(not_word)?;
    }
    Ok(out.finish().map_err(|_| TemplateTrouble::NotWord)?.into_inner())
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, TemplateTrouble> {
    let file = archive.by_name(name).map_err(|_| TemplateTrouble::NotWord)?;
    let mut text = String::new();
    file.take(MOST + 1).read_to_string(&mut text).map_err(|_| TemplateTrouble::NotWord)?;
    if text.len() as u64 > MOST { Err(TemplateTrouble::NotWord) } else { Ok(text) }
}

/// The id of the style that has this name, whatever the language of the program that made the file.
fn style_named(styles: &str, name: &str) -> Option<String> {
    let mut reader = Reader::from_str(styles);
    let mut id = None;
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if tag.name().as_ref() == "w:style" => id = attribute(&tag, "w:styleId"),
            Event::Start(tag) | Event::Empty(tag)
                if tag.name().as_ref() == "w:name"
                    && attribute(&tag, "w:val").is_some_and(|it| it.eq_ignore_ascii_case(name)) =>
            {
                return id;
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value.to_string())
}

/// One document, to be put into the places.
struct Filling<'a> {
    blocks: &'a [Block],
    headings: &'a [Option<String>; 3],
}

impl Filling<'_> {
    /// What stands in a place within a line.
    fn words(&self, place: Place) -> Vec<&str> {
        let signature =
            self.blocks.iter().find_map(|it| if let Block::Signature(lines) = it { Some(lines) } else { None });
        let lines = signature.map(Vec::as_slice).unwrap_or_default();
        let find = |wanted: fn(&Block) -> Option<&String>| self.blocks.iter().find_map(wanted).map(String::as_str);
        match place {
            Place::Title => {
                find(|block| if let Block::Title(text) = block { Some(text) } else { None }).into_iter().collect()
            }
            Place::Addressee => {
                find(|block| if let Block::Addressee(text) = block { Some(text) } else { None }).into_iter().collect()
            }
            Place::Signature => lines.iter().map(String::as_str).collect(),
            Place::Signer => lines.first().filter(|_| lines.len() > 1).map(String::as_str).into_iter().collect(),
            Place::Date => lines.last().map(String::as_str).into_iter().collect(),
            Place::Body | Place::Nothing => Vec::new(),
        }
    }

    /// The text itself, in the look of the paragraph that it takes the place of. What has a place of its own is not in it.
    fn body(&self, look: &Look<'_>, placed: &[Place]) -> String {
        let mut text = String::new();
        for block in self.blocks {
            match block {
                Block::Heading(level, heading) => {
                    let style = self.headings[usize::from(*level).clamp(1, 3) - 1].as_deref();
                    text.push_str(&paragraph_like(&look.heading(style), heading));
                }
                Block::Paragraph(said) => text.push_str(&paragraph_like(look, said)),
                Block::Table { head, rows, widths } => text.push_str(&table_like(look, head, rows, widths)),
                Block::Title(title) if !placed.contains(&Place::Title) => {
                    text.push_str(&paragraph_like(&look.aligned("center").heading(None), title));
                }
                Block::Addressee(name) if !placed.contains(&Place::Addressee) => {
                    text.push_str(&paragraph_like(&look.aligned("left"), name));
                }
                Block::Signature(lines) => {
                    let last = lines.len().saturating_sub(1);
                    let is_placed = |at: usize| {
                        placed.contains(&Place::Signature)
                            || at == 0 && last > 0 && placed.contains(&Place::Signer)
                            || at == last && placed.contains(&Place::Date)
                    };
                    for (_, line) in lines.iter().enumerate().filter(|(at, _)| !is_placed(*at)) {
                        text.push_str(&paragraph_like(&look.aligned("right"), line));
                    }
                }
                Block::Title(_) | Block::Addressee(_) | Block::PageBreak => {}
            }
        }
        text
    }
}

/// The document itself: its content once for each paper, on pages of their own.
fn fill_main(xml: &str, papers: &[Filling<'_>]) -> Result<String, TemplateTrouble> {
    let open = xml.find("<w:body>").ok_or(TemplateTrouble::NotWord)? + "<w:body>".len();
    let end = xml.rfind("</w:body>").ok_or(TemplateTrouble::NotWord)?;
    // The last section's page set-up is the body's own, unless a paragraph closes after it.
    let begins = |name: &str| xml[open..end].rfind(name);
    let setup = ["<w:sectPr>", "<w:sectPr ", "<w:sectPr/>"].into_iter().filter_map(begins).max().map(|at| open + at);
    let close = setup.filter(|at| !xml[*at..end].contains("</w:p>")).unwrap_or(end);
    let paragraphs = paragraphs(xml)?;
    let placed: Vec<Place> = paragraphs.iter().flat_map(|it| it.places.iter().map(|(_, place)| *place)).collect();
    if !placed.contains(&Place::Body) {
        return Err(TemplateTrouble::NoBody);
    }
    let mut out = xml[..open].to_owned();
    for (at, paper) in papers.iter().enumerate() {
        if at > 0 {
            out.push_str(r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#);
        }
        out.push_str(&filled(xml, open..close, &paragraphs, paper, &placed));
    }
    out.push_str(&xml[close..]);
    Ok(out)
}

/// A header or a footer, which is one for all papers: what is not the same in all of them is left empty there.
fn fill_part(xml: &str, papers: &[Filling<'_>]) -> Result<String, TemplateTrouble> {
    let mut paragraphs = paragraphs(xml)?;
    let is_same = |place: Place| papers.iter().all(|paper| paper.words(place) == papers[0].words(place));
    for (_, place) in paragraphs.iter_mut().flat_map(|paragraph| &mut paragraph.places) {
        if !is_same(*place) || *place == Place::Body {
            *place = Place::Nothing;
        }
    }
    Ok(filled(xml, 0..xml.len(), &paragraphs, &papers[0], &[]))
}

/// A paragraph with places in it.
struct Paragraph {
    range: Range<usize>,
    /// Its properties and those of its first run, as they stand there.
    look: [Range<usize>; 2],
    /// Its texts: where each stands, and what it says.
    texts: Vec<(Range<usize>, String)>,
    /// Its places, by bytes of all its texts in a row.
    places: Vec<(Range<usize>, Place)>,
}

/// The paragraphs that have places. A text belongs to the innermost paragraph around it: a text box has some of its own.
fn paragraphs(xml: &str) -> Result<Vec<Paragraph>, TemplateTrouble> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<Paragraph> = Vec::new();
    let mut found = Vec::new();
    // The elements around, each with where it begins.
    let mut around: Vec<(String, usize)> = Vec::new();
    loop {
        let from = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|_| TemplateTrouble::NotWord)?;
        let until = reader.buffer_position() as usize;
        let in_text = around.last().is_some_and(|(name, _)| name == "w:t");
        match event {
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_owned();
                match name.as_str() {
                    "w:p" => open.push(Paragraph::at(from)),
                    "w:t" => open.last_mut().into_iter().for_each(|it| it.texts.push((until..until, String::new()))),
                    _ => {}
                }
                around.push((name, from));
            }
            Event::End(tag) => {
                let begins = around.pop().map_or(from, |(_, begins)| begins);
                let parent = around.last().map(|(name, _)| name.as_str());
                match (tag.name().as_ref(), parent, open.last_mut()) {
                    ("w:p", _, Some(_)) => found.extend(open.pop().and_then(|it| it.closed(until).transpose())),
                    ("w:pPr", Some("w:p"), Some(paragraph)) => paragraph.look[0] = begins..until,
                    ("w:rPr", Some("w:r"), Some(paragraph)) if paragraph.look[1].is_empty() => {
                        paragraph.look[1] = begins..until;
                    }
                    ("w:t", _, Some(paragraph)) => {
                        if let Some((range, _)) = paragraph.texts.last_mut() {
                            range.end = from;
                        }
                    }
                    _ => {}
                }
            }
            Event::Text(text) if in_text => said(&mut open, &text),
            Event::GeneralRef(name) if in_text => match name.resolve_char_ref() {
                Ok(Some(c)) => said(&mut open, c.encode_utf8(&mut [0; 4])),
                _ => said(&mut open, quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default()),
            },
            Event::Eof => return found.into_iter().collect(),
            _ => {}
        }
    }
}

/// Adds to the text that is being read.
fn said(open: &mut [Paragraph], more: &str) {
    if let Some((_, text)) = open.last_mut().and_then(|paragraph| paragraph.texts.last_mut()) {
        text.push_str(more);
    }
}

impl Paragraph {
    fn at(from: usize) -> Self {
        Self { range: from..from, look: [0..0, 0..0], texts: Vec::new(), places: Vec::new() }
    }

    /// Itself with its places, if it has any.
    fn closed(mut self, until: usize) -> Result<Option<Self>, TemplateTrouble> {
        self.range.end = until;
        self.places = places(&self.texts)?;
        Ok(Some(self).filter(|it| !it.places.is_empty()))
    }
}

/// The places in the texts of a paragraph: Word parts what is typed into runs at will.
fn places(texts: &[(Range<usize>, String)]) -> Result<Vec<(Range<usize>, Place)>, TemplateTrouble> {
    let all: String = texts.iter().map(|(_, text)| text.as_str()).collect();
    let mut found = Vec::new();
    let mut from = 0;
    let next = |from: usize, signs: [&str; 2]| {
        signs.iter().filter_map(|sign| all[from..].find(sign).map(|at| (from + at, sign.len()))).min()
    };
    while let Some((start, opens)) = next(from, ["{{", "｛｛"]) {
        let Some((end, closes)) = next(start + opens, ["}}", "｝｝"]) else { break };
        let name = &all[start + opens..end];
        let place = Place::named(name).ok_or_else(|| TemplateTrouble::Unknown(name.trim().to_owned()))?;
        from = end + closes;
        found.push((start..from, place));
    }
    Ok(found)
}

/// A piece of the file with its places filled in.
fn filled(xml: &str, piece: Range<usize>, paragraphs: &[Paragraph], paper: &Filling<'_>, placed: &[Place]) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for paragraph in paragraphs.iter().filter(|it| it.range.start >= piece.start && it.range.end <= piece.end) {
        if paragraph.places.iter().any(|(_, place)| *place == Place::Body) {
            let [of_paragraph, of_run] = paragraph.look.clone().map(|range| &xml[range]);
            let look = Look { of_paragraph: without_section(of_paragraph).into(), of_run: of_run.into() };
            edits.push((paragraph.range.clone(), paper.body(&look, placed)));
            continue;
        }
        let mut begins = 0;
        for (range, text) in &paragraph.texts {
            edits.push((range.clone(), with_places(text, begins, &paragraph.places, paper)));
            begins += text.len();
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::new();
    let mut from = piece.start;
    for (range, text) in edits {
        // Inside a paragraph that is the text's there is nothing else any more.
        if range.start >= from {
            out.push_str(&xml[from..range.start]);
            out.push_str(&text);
            from = range.end;
        }
    }
    out.push_str(&xml[from..piece.end]);
    out
}

/// The properties of a paragraph without the end of a section, which is not to come again with each line.
fn without_section(properties: &str) -> String {
    match (properties.find("<w:sectPr"), properties.find("</w:sectPr>")) {
        (Some(from), Some(to)) if from < to => {
            format!("{}{}", &properties[..from], &properties[to + "</w:sectPr>".len()..])
        }
        _ => properties.to_owned(),
    }
}

/// One text of a paragraph, which begins at a byte of all its texts: a place stands where its first sign stood.
fn with_places(text: &str, begins: usize, places: &[(Range<usize>, Place)], paper: &Filling<'_>) -> String {
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        let at = begins + at;
        match places.iter().find(|(range, _)| range.contains(&at)) {
            None => out.push_str(&quick_xml::escape::escape(c.to_string().as_str())),
            Some((range, place)) if range.start == at => {
                let lines = paper.words(*place);
                let lines = lines.iter().map(|line| quick_xml::escape::escape(allowed(line)).into_owned());
                out.push_str(&lines.collect::<Vec<_>>().join("</w:t><w:br/><w:t>"));
            }
            Some(_) => {}
        }
    }
    out
}
