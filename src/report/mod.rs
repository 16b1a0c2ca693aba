//! Outputs: values of the domain in words, as JSON and as CSV. From a board and a day to text; what is done with it
//! is decided above.

mod brief;
mod csv;
mod damage_prose;
mod json;
mod light_prose;
mod loop_prose;
mod meeting_prose;
mod minutes;
mod prose;
mod terms;

pub use brief::{ChangedLine, brief, changed_lines, counts_in_words};
pub use csv::csv_line;
pub use damage_prose::damage_in_words;
pub use json::{EntryJson, ItemJson, MeasureJson, ReportJson};
pub use light_prose::{
    RuleLine, fault_in_words, light_reasons, light_short, light_word, mean_progress, percent_in_words, rule_lines,
};
pub use loop_prose::{
    directive_head, finding_in_words, person_in_words, waiting_details, waiting_in_words, waiting_place,
};
pub use meeting_prose::{commitment_short, commitment_state, minutes_spent, subject_in_words, subject_number};
pub use minutes::{commitments, minutes};
pub use prose::{
    Trouble, change_in_words, claim_in_words, clip, date_range, edit_in_words, entry_in_words, field_value, long_date,
    node_name, period_in_words, report_in_words, short_date, trouble_in_words, warning_in_words,
};
pub use terms::{Term, level_short};
