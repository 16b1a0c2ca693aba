//! Outputs: values of the domain in words, as JSON and as CSV. From a board and a day to text; what is done with it
//! is decided above.

mod adjustment_prose;
mod brief;
mod change_prose;
mod clash_prose;
mod csv;
mod damage_prose;
mod dates;
mod doctor_prose;
mod document;
mod docx;
mod docx_template;
mod draft_json;
mod field_prose;
mod ics;
mod json;
mod ledger;
mod ledger_xlsx;
mod light_prose;
mod loop_prose;
mod meeting_html;
mod meeting_prose;
mod minutes;
mod names;
mod papers;
mod public_html;
mod reading_prose;
mod setting_prose;
mod terms;
mod trouble;

pub use adjustment_prose::{AdjustmentRow, adjustment_rows};
pub use brief::{ChangedLine, brief, changed_lines, counts_in_words};
pub use change_prose::{change_in_words, edit_in_words, entry_about, entry_in_words, report_in_words};
pub use clash_prose::{Sides, clash_in_words, clash_sides, values_in_words, who_was_first};
pub use csv::{csv_line, everything_csv, items_csv};
pub use damage_prose::{copy_damage_in_words, damage_in_words};
pub use dates::{Dates, date_range, long_date, period_in_words};
pub use doctor_prose::finding_in_words;
pub use document::{Block, Document};
pub use docx::docx;
pub use docx_template::{TemplateTrouble, fill_template};
pub use draft_json::{DraftJson, draft_json};
pub use field_prose::{field_value, work_value};
pub use ics::ics;
pub use json::{EntryJson, ItemJson, MeasureJson, PlanJson, ReportJson};
pub use ledger::{LedgerColumn, ledger_text};
pub use ledger_xlsx::{LedgerForm, ledger_xlsx};
pub use light_prose::{
    RuleLine, doubt_in_words, fault_in_words, light_reasons, light_short, light_word, mean_progress, percent_in_words,
    rule_lines,
};
pub use loop_prose::{waiting_details, waiting_in_words, waiting_place};
pub use meeting_html::meeting_html;
pub use meeting_prose::{commitment_short, commitment_state, minutes_spent, subject_in_words, subject_number};
pub use minutes::{commitments, minutes};
pub use names::{clip, directive_head, node_name, person_in_words};
pub use papers::{PaperKind, bulletin, bulletin_begins, file_name, owing, reminders, summary};
pub use public_html::public_html;
pub use reading_prose::{claim_in_words, column_word, reason_in_words, warning_in_words};
pub use terms::{Term, level_short};
pub use trouble::{Trouble, clocks_in_words, trouble_in_words};
