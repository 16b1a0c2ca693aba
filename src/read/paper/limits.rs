//! Limits: what a file may cost, whatever it claims to be. A small file can unfold to gigabytes; each reader counts what it
//! unfolds and stops.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::read::DecodeError;

/// Text that is taken out of one file: a plan of 3,000 items has a sixth of it.
pub(super) const MOST_TEXT: usize = 6 * 1024 * 1024;
/// Bytes of a table or a page as text, most of which may be marks.
pub(super) const MOST_MARKED_UP: usize = 12 * 1024 * 1024;
/// What one part of an archive may unfold to.
pub(super) const MOST_UNFOLDED: u64 = 24 * 1024 * 1024;
/// Strings that a workbook shares among its cells are kept in memory as long as it is read.
pub(super) const MOST_SHARED: u64 = 16 * 1024 * 1024;
/// Lines of a text: a plan of 3,000 items has a fifth of them, and each costs a kilobyte when it is an item of its own.
pub(super) const MOST_LINES: usize = 60_000;
/// Rows of all tables of a file.
pub(super) const MOST_ROWS: usize = 20_000;
/// Cells of all tables of a file.
pub(super) const MOST_CELLS: usize = 200_000;
/// Columns of a table.
pub(super) const MOST_COLUMNS: usize = 200;
/// Parts of an archive.
const MOST_PARTS: usize = 2_000;

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperError {
    /// It is no text that anybody can read.
    Decode(DecodeError),
    /// `.doc`, `.wps`: to be saved as `.docx`.
    OldWord,
    /// `.et` and other binary tables: to be saved as `.xlsx`.
    OldTable,
    /// A picture.
    Picture,
    /// A PDF.
    Pdf,
    /// An archive that is no document.
    Archive,
    /// It asks for a password.
    Password,
    /// A part is broken; its name.
    Broken(&'static str),
    /// It unfolds to more than is read.
    TooLarge,
    /// It has more rows or cells than are read.
    TooManyRows,
    /// It has more lines than are read.
    TooManyLines,
    /// It is JSON, and not what this program writes.
    ForeignJson,
}

/// The parts of an archive, each with a limit to what it unfolds to.
pub(super) struct Parts<'a>(ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Parts<'a> {
    pub fn of(bytes: &'a [u8]) -> Result<Self, PaperError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| PaperError::Broken("zip"))?;
        if archive.len() > MOST_PARTS {
            return Err(PaperError::TooLarge);
        }
        Ok(Self(archive))
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.index_for_name(name).is_some()
    }

    pub fn names(&self) -> Vec<String> {
        self.0.file_names().flatten().map(std::borrow::Cow::into_owned).collect()
    }

    /// A part as it unfolds, at most [`MOST_UNFOLDED`] bytes of it; more ends it with an error.
    pub fn part(&mut self, name: &'static str) -> Result<impl Read + '_, PaperError> {
        self.part_named(name, name)
    }

    /// The same where the name stands in the file; an error calls the part what it is `called`.
    pub fn part_named(&mut self, name: &str, called: &'static str) -> Result<impl Read + '_, PaperError> {
        let part = self.0.by_name(name).map_err(|_| PaperError::Broken(called))?;
        if part.encrypted() {
            return Err(PaperError::Password);
        }
        Ok(Limited { inner: part, left: MOST_UNFOLDED })
    }

    /// Unfolds a part only to count it.
    pub fn check(&mut self, name: &str, most: u64) -> Result<(), PaperError> {
        let part = self.0.by_name(name).map_err(|_| PaperError::Broken("zip"))?;
        let length = std::io::copy(&mut part.take(most + 1), &mut std::io::sink());
        match length {
            Ok(length) if length <= most => Ok(()),
            Ok(_) => Err(PaperError::TooLarge),
            Err(_) => Err(PaperError::Broken("zip")),
        }
    }
}

/// What the end of a reading means: too much, or broken.
pub(super) fn ending(error: &std::io::Error, part: &'static str) -> PaperError {
    if error.kind() == std::io::ErrorKind::FileTooLarge { PaperError::TooLarge } else { PaperError::Broken(part) }
}

/// A reader that fails where a plain `take` would only end: half a document is none.
struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.left =
            self.left.checked_sub(n as u64).ok_or_else(|| std::io::Error::from(std::io::ErrorKind::FileTooLarge))?;
        Ok(n)
    }
}
