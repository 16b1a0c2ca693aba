//! Outputs: values of the domain in words, as JSON and as CSV. From a board and a day to text; what is done with it
//! is decided above.

mod csv;
mod json;
mod prose;

pub use csv::csv_line;
pub use json::{EntryJson, ItemJson, MeasureJson, ReportJson};
pub use prose::{
    Trouble, change_in_words, clip, date_range, edit_in_words, entry_in_words, field_value, light_reasons, light_short,
    light_word, node_name, report_in_words, short_date, stage_word, trouble_in_words, warning_in_words,
};
