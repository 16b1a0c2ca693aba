//! Word documents in the form of GB/T 9704-2012: page, fonts by name with fall-backs, lines of 28.95 points, levels of
//! headings, page numbers at the outer edge. Styles carry all of it, so that the office can restyle what it gets.

use std::borrow::Cow;
use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::document::{Block, Document};

/// The width of the text: 156 mm, in twentieths of a point.
const TEXT_WIDTH: u32 = 8_844;

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"#;
const PACKAGE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/><Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer2.xml"/></Relationships>"#;
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>"#;
const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
/// A4; margins, footer and grid as the standard measures them: 22 lines of 28 characters.
const SECTION: &str = r#"<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>"#;

/// A document as the bytes of a `.docx`.
pub fn docx(document: &Document) -> std::io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The same document is the same file, byte for byte.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let body = body(document);
    let parts: [(&str, &str); 9] = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", PACKAGE),
        ("word/_rels/document.xml.rels", RELATIONS),
        ("word/document.xml", &body),
        ("word/styles.xml", include_str!("../../assets/docx/styles.xml")),
        ("word/fontTable.xml", include_str!("../../assets/docx/fontTable.xml")),
        ("word/settings.xml", SETTINGS),
        ("word/footer1.xml", &footer("right")),
        ("word/footer2.xml", &footer("left")),
    ];
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// `— 1 —`, one character in from the edge.
fn footer(side: &str) -> String {
    let field = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let indent =
        if side == "right" { r#"w:rightChars="100" w:right="280""# } else { r#"w:leftChars="100" w:left="280""# };
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind {indent}/><w:jc w:val="{side}"/></w:pPr>{}{}<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>{}{}{}{}</w:p></w:ftr>"#,
        run("— "),
        field("begin"),
        field("separate"),
        run("1"),
        field("end"),
        run(" —"),
    )
}

fn body(document: &Document) -> String {
    let mut text =
        format!(r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {NAMESPACES}><w:body>"#);
    let blocks = document.printed();
    for (at, block) in blocks.iter().enumerate() {
        // Who signs stands on a page with something that is signed.
        let is_signed = matches!(blocks.get(at + 1), Some(Block::Signature(_)));
        match block {
            Block::Title(title) => text.push_str(&paragraph("Title", title)),
            Block::Addressee(name) => text.push_str(&paragraph("Addressee", name)),
            Block::Heading(level, heading) => {
                text.push_str(&paragraph(&format!("Heading{}", (*level).clamp(1, 3)), heading));
            }
            Block::Paragraph(said) if is_signed => text.push_str(&paragraph("BodyKept", said)),
            Block::Paragraph(said) => text.push_str(&paragraph("Body", said)),
            Block::Table { head, rows, widths } => text.push_str(&table(head, rows, widths)),
            Block::Signature(lines) => {
                text.push_str(&paragraph("BodyKept", ""));
                for line in lines {
                    text.push_str(&paragraph("Signature", line));
                }
            }
            Block::PageBreak => text.push_str(r#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#),
        }
    }
    text.push_str(SECTION);
    text.push_str("</w:body></w:document>");
    text
}

fn paragraph(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}</w:p>"#, run(text))
}

/// How a paragraph of somebody else's document looks: its properties and those of its first run, as they stand there.
#[derive(Debug, Clone)]
pub(super) struct Look<'a> {
    /// `<w:pPr>…</w:pPr>`, or nothing.
    pub of_paragraph: Cow<'a, str>,
    /// `<w:rPr>…</w:rPr>`, or nothing.
    pub of_run: Cow<'a, str>,
}

impl Look<'_> {
    /// That of a heading: in the document's own style for it, or else in bold.
    pub fn heading(&self, style: Option<&str>) -> Self {
        match style {
            Some(style) => Self {
                of_paragraph: format!(r#"<w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#).into(),
                of_run: Cow::Borrowed(""),
            },
            None => Self { of_paragraph: self.of_paragraph.to_string().into(), of_run: with_bold(&self.of_run).into() },
        }
    }

    /// The same without an indent, at this side of the page.
    pub fn aligned(&self, side: &str) -> Self {
        let of_paragraph = format!(
            r#"<w:pPr><w:spacing w:before="0" w:after="0"/><w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr>"#
        );
        Self { of_paragraph: of_paragraph.into(), of_run: self.of_run.to_string().into() }
    }
}

/// Properties of a run with bold among them; it stands after the fonts.
fn with_bold(of_run: &str) -> String {
    if of_run.is_empty() {
        return "<w:rPr><w:b/></w:rPr>".to_owned();
    }
    let after_fonts = of_run.find("<w:rFonts").and_then(|at| of_run[at..].find("/>").map(|end| at + end + 2));
    let at = after_fonts.or_else(|| of_run.find('>').map(|at| at + 1)).unwrap_or(0);
    format!("{}<w:b/>{}", &of_run[..at], &of_run[at..])
}

/// A paragraph that looks like another.
pub(super) fn paragraph_like(look: &Look<'_>, text: &str) -> String {
    let run = run(text).replacen("<w:r>", &format!("<w:r>{}", look.of_run), 1);
    format!("<w:p>{}{run}</w:p>", look.of_paragraph)
}

/// A run; a line end in it is one in the document.
fn run(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(allowed(line)))).collect();
    format!("<w:r>{}</w:r>", lines.join("<w:br/>"))
}

/// What XML 1.0 may not hold is left out.
pub(super) fn allowed(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

fn table(head: &[String], rows: &[Vec<String>], widths: &[u32]) -> String {
    let style = r#"<w:tblStyle w:val="TableGrid"/>"#;
    let cell = |text: &str, is_head: bool| paragraph(if is_head { "TableHead" } else { "TableText" }, text);
    // Word wants a paragraph between two tables, and at the end.
    let after = r#"<w:p><w:pPr><w:pStyle w:val="Body"/><w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="exact"/></w:pPr></w:p>"#;
    format!("{}{after}", table_of((style, ""), &cell, head, rows, widths))
}

/// A table in somebody else's document, with borders of its own.
pub(super) fn table_like(look: &Look<'_>, head: &[String], rows: &[Vec<String>], widths: &[u32]) -> String {
    let side = |name: &str| format!(r#"<w:{name} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#);
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map(side).concat();
    let centred = look.aligned("center");
    let cell = |text: &str, is_head: bool| {
        let look = if is_head { centred.heading(None) } else { look.aligned("left") };
        paragraph_like(&look, text)
    };
    let borders = format!("<w:tblBorders>{borders}</w:tblBorders>");
    format!("{}<w:p/>", table_of(("", &borders), &cell, head, rows, widths))
}

/// A table with properties of its own before and after its width; a cell is made of its text, and of whether it is in the
/// head.
fn table_of(
    (before, after): (&str, &str),
    made: &dyn Fn(&str, bool) -> String,
    head: &[String],
    rows: &[Vec<String>],
    widths: &[u32],
) -> String {
    let parts: u32 = widths.iter().sum::<u32>().max(1);
    let widths: Vec<u32> = widths.iter().map(|width| TEXT_WIDTH * width / parts).collect();
    let grid: Vec<String> = widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    let cell = |is_head: bool, text: &str, at: usize| {
        let width = widths.get(at).copied().unwrap_or(1_000);
        format!(
            r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{}</w:tc>"#,
            made(text, is_head)
        )
    };
    let row = |cells: &[String], is_head: bool| {
        let cells: String = cells.iter().enumerate().map(|(at, text)| cell(is_head, text, at)).collect();
        let repeated = if is_head { "<w:tblHeader/>" } else { "" };
        format!("<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>")
    };
    let rows: String = rows.iter().map(|cells| row(cells, false)).collect();
    format!(
        r#"<w:tbl><w:tblPr>{before}<w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>{after}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{}</w:tblGrid>{}{rows}</w:tbl>"#,
        grid.concat(),
        row(head, true),
    )
}
