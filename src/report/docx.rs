//! Word documents in the form of GB/T 9704-2012: page, fonts by name with fall-backs, lines of 28.95 points, levels of
//! headings, page numbers at the outer edge. Styles carry all of it, so that the office can restyle what it gets.

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

/// A run; a line end in it is one in the document.
fn run(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(allowed(line)))).collect();
    format!("<w:r>{}</w:r>", lines.join("<w:br/>"))
}

/// What XML 1.0 may not hold is left out.
fn allowed(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

fn table(head: &[String], rows: &[Vec<String>], widths: &[u32]) -> String {
    let parts: u32 = widths.iter().sum::<u32>().max(1);
    let widths: Vec<u32> = widths.iter().map(|width| TEXT_WIDTH * width / parts).collect();
    let grid: Vec<String> = widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    let cell = |style: &str, text: &str, at: usize| {
        let width = widths.get(at).copied().unwrap_or(1_000);
        format!(
            r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{}</w:tc>"#,
            paragraph(style, text)
        )
    };
    let row = |style: &str, cells: &[String], is_head: bool| {
        let cells: String = cells.iter().enumerate().map(|(at, text)| cell(style, text, at)).collect();
        let repeated = if is_head { "<w:tblHeader/>" } else { "" };
        format!("<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>")
    };
    let rows: String = rows.iter().map(|cells| row("TableText", cells, false)).collect();
    format!(
        r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{}</w:tblGrid>{}{rows}</w:tbl>{}"#,
        grid.concat(),
        row("TableHead", head, true),
        // Word wants a paragraph between two tables, and at the end.
        r#"<w:p><w:pPr><w:pStyle w:val="Body"/><w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="exact"/></w:pPr></w:p>"#
    )
}
