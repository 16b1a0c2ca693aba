//! `duban schema`: what the JSON of `duban export` consists of, as a JSON Schema.

use super::Done;
use super::outcome::print;

/// Kept true by a test that holds an export with everything in it against it.
const EXPORT: &str = include_str!("../../assets/schema/export.json");

pub(super) fn schema() -> Done {
    print(EXPORT)
}
