//! The few things that all readers of XML here need: attributes by their local names, and references. Entities of a
//! document's own are never resolved.

use quick_xml::events::{BytesRef, BytesStart};

use super::limits::{PaperError, ending};

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(
        quick_xml::escape::unescape(&found.value)
            .map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned),
    )
}

/// What `&amp;` or `&#x4e00;` stands for; of an entity of the document's own, nothing.
pub(super) fn reference(name: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(name).unwrap_or_default().to_owned()
}

/// What ended the reading of a part.
pub(super) fn broken(error: &quick_xml::Error, part: &'static str) -> PaperError {
    match error {
        quick_xml::Error::Io(error) => ending(error, part),
        _ => PaperError::Broken(part),
    }
}
