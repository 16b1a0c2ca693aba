//! Bytes to text: UTF-8 with or without a mark, UTF-16 with one, GB18030; and a clear refusal of what is no text.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Documents over this size are refused: a province's archive of 100,000 measures has about 20 MB.
pub const MAX_BYTES: usize = 40 * 1024 * 1024;

/// How a document was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, either byte order.
    Utf16,
    /// GB18030, which includes GBK and GB 2312.
    Gb18030,
}

/// Why a document could not be read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// Nothing in it.
    Empty,
    /// Over [`MAX_BYTES`]; holds its size.
    TooLarge(usize),
    /// A Word or Excel file.
    Office,
    /// A PDF.
    Pdf,
    /// No text in any encoding known here.
    NotText,
}

/// The text of a document.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), DecodeError> {
    if bytes.len() > MAX_BYTES {
        return Err(DecodeError::TooLarge(bytes.len()));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(DecodeError::Office);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(DecodeError::Pdf);
    }
    let utf16 = [(UTF_16LE, b"\xff\xfe"), (UTF_16BE, b"\xfe\xff")].into_iter().find(|(_, bom)| bytes.starts_with(*bom));
    let candidates = match utf16 {
        Some((encoding, _)) => vec![(encoding, Encoding::Utf16)],
        None => vec![(UTF_8, Encoding::Utf8), (GB18030, Encoding::Gb18030)],
    };
    for (encoding, name) in candidates {
        let (text, faulty) = encoding.decode_with_bom_removal(bytes);
        if !faulty && is_text(&text) {
            return if text.trim().is_empty() { Err(DecodeError::Empty) } else { Ok((text.into_owned(), name)) };
        }
    }
    Err(DecodeError::NotText)
}

/// Binary files often decode without a fault; their control characters give them away.
fn is_text(text: &str) -> bool {
    let odd = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{1b}')).count();
    !text.contains('\0') && odd * 100 <= text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gb18030_is_recognised() {
        let (bytes, _, _) = GB18030.encode("一、坚持政治引领\n1.深入学习。\n");
        assert_eq!(decode(&bytes), Ok(("一、坚持政治引领\n1.深入学习。\n".to_owned(), Encoding::Gb18030)));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b""), Err(DecodeError::Empty));
        assert_eq!(decode(b"\xef\xbb\xbf  \n"), Err(DecodeError::Empty));
        assert_eq!(decode(b"PK\x03\x04rest of a docx"), Err(DecodeError::Office));
        assert_eq!(decode(&[0, 1, 2, 3, 200, 201, 0xff]), Err(DecodeError::NotText));
        assert_eq!(decode(&vec![b'a'; MAX_BYTES + 1]), Err(DecodeError::TooLarge(MAX_BYTES + 1)));
    }
}
