//! What a file is, by its contents first and its name second, and which reader takes it.

use std::path::Path;

use super::content::Paper;
use super::limits::{MOST_LINES, MOST_MARKED_UP, MOST_ROWS, PaperError, Parts};
use super::{csv, docx, html, json, markdown, ods, plain, xls, xlsx};
use crate::read::decode::{DecodeError, decode};

/// What reads the bytes of a format.
type Reader = fn(&[u8]) -> Result<Paper, PaperError>;

/// Reads a file; `name` is its name, which may say what its contents do not.
pub fn read_paper(bytes: &[u8], name: &Path) -> Result<Paper, PaperError> {
    let ending = name.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if bytes.len() > crate::read::MAX_BYTES {
        return Err(PaperError::Decode(DecodeError::TooLarge(bytes.len())));
    }
    match binary(bytes, &ending)? {
        Some(read) => read(bytes),
        None => text(bytes, &ending),
    }
}

/// What reads a file that is no text.
fn binary(bytes: &[u8], ending: &str) -> Result<Option<Reader>, PaperError> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        let parts = Parts::of(bytes)?;
        return if parts.has("word/document.xml") {
            Ok(Some(docx::read))
        } else if parts.has("xl/workbook.xml") {
            Ok(Some(xlsx::read))
        } else if parts.has("content.xml") && ending != "odt" && ending != "odp" {
            Ok(Some(ods::read))
        } else if parts.has("content.xml") {
            Err(PaperError::OldWord)
        } else {
            Err(PaperError::Archive)
        };
    }
    if begins(b"\xd0\xcf\x11\xe0") {
        return match ending {
            _ if xls::is_workbook(bytes) => Ok(Some(xls::read)),
            "et" | "xls" => Err(PaperError::OldTable),
            _ => Err(PaperError::OldWord),
        };
    }
    let pictures: [&[u8]; 7] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF"];
    if begins(b"%PDF") {
        Err(PaperError::Pdf)
    } else if begins(b"{\\rtf") {
        Err(PaperError::OldWord)
    } else if pictures.iter().any(|magic| begins(magic)) && !(begins(b"BM") && std::str::from_utf8(bytes).is_ok()) {
        Err(PaperError::Picture)
    } else if begins(b"Rar!") || begins(b"7z\xbc\xaf") || begins(b"\x1f\x8b") {
        Err(PaperError::Archive)
    } else {
        Ok(None)
    }
}

fn text(bytes: &[u8], ending: &str) -> Result<Paper, PaperError> {
    let (text, encoding) = decode(bytes).map_err(PaperError::Decode)?;
    let is_small = || if text.len() > MOST_MARKED_UP { Err(PaperError::TooLarge) } else { Ok(()) };
    if ending == "json" || json::is_json(&text) {
        is_small()?;
        let paper = json::read(&text)?;
        return Ok(Paper { encoding: Some(encoding), ..paper });
    }
    if text.bytes().filter(|byte| *byte == b'\n').nth(MOST_LINES).is_some() {
        return Err(PaperError::TooManyLines);
    }
    let is_fields = || matches!(ending, "csv" | "tsv");
    let is_table = |sign: &u8| is_fields() || is_all_table(&text, char::from(*sign));
    let mut paper = if html::is_html(&text) || matches!(ending, "html" | "htm") {
        is_small()?;
        html::read(&text)?
    } else if let Some(sign) =
        csv::sniffed(&text).filter(is_table).or_else(|| is_fields().then(|| csv::regular(&text))?)
    {
        is_small()?;
        csv::read(&text, sign)?
    } else if matches!(ending, "md" | "markdown") || markdown::is_markdown(&text) {
        is_small()?;
        markdown::read(&text)?
    } else {
        plain::of_text(text)
    };
    if paper.rows.len() > MOST_ROWS {
        return Err(PaperError::TooManyRows);
    }
    paper.encoding = Some(encoding);
    Ok(paper)
}

/// Whether a text is nothing but a table: most of its lines have as many signs as its head.
fn is_all_table(text: &str, sign: char) -> bool {
    let lines: Vec<usize> =
        text.lines().filter(|line| !line.trim().is_empty()).map(|line| line.matches(sign).count()).collect();
    let most = lines.iter().max().copied().unwrap_or(0);
    most >= 2
        && lines.first().is_some_and(|first| *first >= 2)
        && lines.iter().filter(|n| **n == most).count() * 2 >= lines.len()
}
