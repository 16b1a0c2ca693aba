//! Papers on the disk: a file is opened and its size looked at here, what stands in it is read in `read`.

use std::path::{Path, PathBuf};

use crate::read::{DecodeError, MAX_BYTES, Paper, PaperError, read_paper};
use crate::report::{Document, PaperKind, Term, docx, fill_template, trouble_in_words};
use crate::words::{self, Lang};

/// Reads the paper in a file; why not, in words.
pub fn open_paper(lang: Lang, path: &Path) -> Result<Paper, String> {
    let shown = path.display();
    if !path.is_file() {
        let folder = path.is_dir().then(|| lang.fill(words::trouble::FileIsFolder { path: &shown }));
        return Err(folder.unwrap_or_else(|| lang.fill(words::trouble::NoSuchFile { path: &shown })));
    }
    let unreadable = |error: &std::io::Error| lang.fill(words::trouble::FileUnreadable { path: &shown, why: error });
    let size = std::fs::metadata(path).map_err(|error| unreadable(&error))?.len();
    if size > MAX_BYTES as u64 {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        return Err(trouble_in_words(lang, &DecodeError::TooLarge(size)));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(&error))?;
    read_paper(&bytes, path).map_err(|error| trouble_in_words(lang, &error))
}

/// The folder of an office's own templates, beside the database.
pub const TEMPLATES: &str = "templates";

/// The office's own template for a kind of paper, where it has put one into this folder: under the paper's name in any
/// language, or under its code.
pub fn template_in(folder: &Path, kind: PaperKind) -> Option<PathBuf> {
    let words = Lang::ALL.iter().map(|lang| lang.say(kind.text()));
    let named = words.chain([kind.code()]).map(|name| folder.join(format!("{}.docx", name.replace('/', "-"))));
    named.into_iter().find(|path| path.is_file())
}

/// A paper as a Word document, in the office's template where there is one; why not, in words.
pub fn word_document(lang: Lang, document: &Document, template: Option<&Path>) -> Result<Vec<u8>, String> {
    let Some(path) = template else {
        return docx(document).map_err(|error| error.to_string());
    };
    // Who comes over SSH learns the name, and not where it lies.
    let shown = path.file_name().unwrap_or_default().display();
    let unreadable = |error: std::io::Error| lang.fill(words::trouble::FileUnreadable { path: &shown, why: &error });
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > MAX_BYTES as u64 {
        return Err(format!("{shown}: {}", trouble_in_words(lang, &PaperError::TooLarge)));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    fill_template(&bytes, document).map_err(|trouble| format!("{shown}: {}", trouble_in_words(lang, &trouble)))
}

/// The path that somebody has typed, from the home folder where it says so.
pub(super) fn typed_path(text: &str) -> PathBuf {
    let home = || etcetera::home_dir().ok();
    match text.strip_prefix('~').map(|rest| rest.trim_start_matches('/')) {
        Some(rest) => home().map_or_else(|| PathBuf::from(text), |home| home.join(rest)),
        None => PathBuf::from(text),
    }
}
