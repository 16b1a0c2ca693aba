//! Outputs: values of the domain in words, as JSON and as CSV. From a board and a day to text; what is done with it
//! is decided above.

mod brief;
mod csv;
mod json;
mod loop_prose;
mod prose;

pub use brief::brief;
pub use csv::csv_line;
pub use json::{EntryJson, ItemJson, MeasureJson, ReportJson};
pub use loop_prose::{
    action_word, directive_head, finding_in_words, person_in_words, role_word, waiting_details, waiting_in_words,
    waiting_place,
};
pub use prose::{
    Trouble, change_in_words, clip, date_range, edit_in_words, entry_in_words, field_value, light_reasons, light_short,
    light_word, node_name, report_in_words, short_date, stage_word, trouble_in_words, warning_in_words,
};
