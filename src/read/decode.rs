//! Bytes to text: UTF-8 with or without a mark, UTF-16 with one, GB18030, Big5; and a clear refusal of what is no text.

use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE, UTF_16LE};

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
    /// Big5, as papers from Hong Kong, Macao and Taiwan may be.
    Big5,
}

/// Why a document could not be read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// Nothing in it.
    Empty,
    /// Over [`MAX_BYTES`]; holds its size.
    TooLarge(usize),
    /// No text in any encoding known here.
    NotText,
}

/// The text of a document.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), DecodeError> {
    if bytes.len() > MAX_BYTES {
        return Err(DecodeError::TooLarge(bytes.len()));
    }
    let utf16 = [(UTF_16LE, b"\xff\xfe"), (UTF_16BE, b"\xfe\xff")].into_iter().find(|(_, bom)| bytes.starts_with(*bom));
    let candidates = match utf16 {
        Some((encoding, _)) => vec![(encoding, Encoding::Utf16)],
        // Big5 decodes as GB18030 without a fault, into other words.
        None if is_big5(bytes) => vec![(UTF_8, Encoding::Utf8), (BIG5, Encoding::Big5)],
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

/// Whether it is Big5 rather than what is usual here: as GB18030 such text has many characters of nobody's, which no paper
/// has that was written so.
fn is_big5(bytes: &[u8]) -> bool {
    let nobodys = |text: &str| text.chars().filter(|c| ('\u{e000}'..='\u{f8ff}').contains(c)).count();
    let (gb, gb_faulty) = GB18030.decode_without_bom_handling(bytes);
    let odd = if gb_faulty { usize::MAX } else { nobodys(&gb) };
    if odd == 0 || std::str::from_utf8(bytes).is_ok() {
        return false;
    }
    let (big5, faulty) = BIG5.decode_without_bom_handling(bytes);
    !faulty && odd > 20 * nobodys(&big5) && odd.saturating_mul(50) > big5.chars().count()
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
    fn big5_is_no_gb18030() {
        let text = "某市教育局2024年工作要點\n一、加強黨的建設\n1.深入學習。\n做好學習工作，落實責任。\n";
        let (bytes, _, _) = BIG5.encode(text);
        assert_eq!(decode(&bytes), Ok((text.to_owned(), Encoding::Big5)));
        // Nor is the plan itself anything but what it is.
        let plan = include_str!("../../seeds/liuan-2024.txt");
        let (bytes, _, _) = GB18030.encode(plan);
        assert_eq!(decode(&bytes), Ok((plan.to_owned(), Encoding::Gb18030)));
        for short in ["一、工作", "1.深入学习。", "某县教育局"] {
            let (bytes, _, _) = GB18030.encode(short);
            assert_eq!(decode(&bytes), Ok((short.to_owned(), Encoding::Gb18030)), "{short}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b""), Err(DecodeError::Empty));
        assert_eq!(decode(b"\xef\xbb\xbf  \n"), Err(DecodeError::Empty));
        assert_eq!(decode(&[0, 1, 2, 3, 200, 201, 0xff]), Err(DecodeError::NotText));
        assert_eq!(decode(&vec![b'a'; MAX_BYTES + 1]), Err(DecodeError::TooLarge(MAX_BYTES + 1)));
    }
}
