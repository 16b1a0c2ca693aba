//! What all readers of XML here need: elements, attributes by their local names, and references. Entities of a
//! document's own are never resolved.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::limits::{PaperError, ending};

/// What a reader of XML here is told: an empty element is one that begins and ends.
pub(super) enum Part<'a> {
    Begin(&'a BytesStart<'a>),
    End(&'a str),
    Text(String),
}

/// Tells `take` of all parts of a document, in order; `name` is what it is called in an error.
pub(super) fn each(
    part: impl Read,
    name: &'static str,
    mut take: impl FnMut(Part<'_>) -> Result<(), PaperError>,
) -> Result<(), PaperError> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| broken(&error, name))? {
            Event::Start(start) => take(Part::Begin(&start))?,
            Event::Empty(start) => {
                take(Part::Begin(&start))?;
                take(Part::End(start.local_name().as_ref()))?;
            }
            Event::End(end) => take(Part::End(end.local_name().as_ref()))?,
            Event::Text(text) => take(Part::Text(text.to_string()))?,
            Event::CData(text) => take(Part::Text(text.to_string()))?,
            Event::GeneralRef(name) => take(Part::Text(reference(&name)))?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(
        quick_xml::escape::unescape(&found.value)
            .map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned),
    )
}

/// What `&amp;` or `&#x4e00;` stands for; of an entity of the document's own, nothing.
fn reference(name: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = name.resolve_char_ref() {
        return c.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(name).unwrap_or_default().to_owned()
}

/// What ended the reading of a part.
fn broken(error: &quick_xml::Error, part: &'static str) -> PaperError {
    match error {
        quick_xml::Error::Io(error) => ending(error, part),
        _ => PaperError::Broken(part),
    }
}
