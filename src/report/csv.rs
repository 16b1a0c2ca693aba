//! CSV that is safe to open in a spreadsheet.

use chrono::NaiveDate;

use super::field_prose::work_value;
use super::ledger::{LedgerColumn, ledger_text};
use super::light_prose::light_word;
use super::terms::Term;
use crate::plan::{Board, Field, Item, Light};
use crate::read::fold;
use crate::words::{self, Lang};

/// The ledger: a row an item, a column a field. The mark at its head tells spreadsheets that it is UTF-8.
pub fn items_csv(lang: Lang, board: &Board, items: &[(&Item, Light)]) -> String {
    let heads = [words::column::NUMBER, words::column::SECTION, words::column::ITEM, words::column::LIGHT];
    let heads = heads.into_iter().chain(Field::ALL.iter().map(|field| field.text())).map(|head| lang.say(head));
    let mut text = format!("\u{feff}{}", csv_line(heads));
    for (item, light) in items {
        let section = board.section(item.section).map(|section| section.label.clone()).unwrap_or_default();
        let value = |field: &Field| match field {
            // A number to reckon with, and the one that counts.
            Field::Percent if light.situation.percent_given => light.situation.percent.to_string(),
            Field::Percent => String::new(),
            field => work_value(lang, &item.work, *field).unwrap_or_default(),
        };
        let first = [item.no.to_string(), section, item.title.clone(), light_word(lang, light)];
        let cells: Vec<String> = first.into_iter().chain(Field::ALL.iter().map(value)).collect();
        text.push_str(&csv_line(cells.iter().map(String::as_str)));
    }
    text
}

/// Everything: a row an item with all columns of the ledger, and below it a row for each of its measures.
pub fn everything_csv(lang: Lang, board: &Board, items: &[&Item], day: NaiveDate) -> String {
    let heads = LedgerColumn::ALL.iter().map(|column| lang.say(column.text()));
    let mut text = format!("\u{feff}{}", csv_line(heads));
    for item in items {
        let light = board.light_of(item, day);
        let cells: Vec<String> =
            LedgerColumn::ALL.iter().map(|column| ledger_text(lang, board, *column, item, &light)).collect();
        text.push_str(&csv_line(cells.iter().map(String::as_str)));
        for (measure, n) in item.measures.iter().zip(1..) {
            let light = board.light_of_measure(item, measure, day);
            let work = measure.work.as_deref().cloned().unwrap_or_default();
            // A measure is told as an item of its own would be, with a number that says whose it is.
            let as_item = Item {
                title: measure.text.clone(),
                work,
                measures: Vec::new(),
                reports: Vec::new(),
                ..(*item).clone()
            };
            let cells: Vec<String> = LedgerColumn::ALL
                .iter()
                .map(|column| match column {
                    LedgerColumn::Number => format!("{}-{n}", item.no),
                    column => ledger_text(lang, board, *column, &as_item, &light),
                })
                .collect();
            text.push_str(&csv_line(cells.iter().map(String::as_str)));
        }
    }
    text
}

/// One line with its end. Text that a spreadsheet would take for a formula gets a leading apostrophe.
pub fn csv_line<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut line = String::new();
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            line.push(',');
        }
        let formula = cell.chars().next().is_some_and(|c| matches!(fold(c), '=' | '+' | '-' | '@' | '\t' | '\r'));
        let quoted = formula || cell.contains([',', '"', '\n', '\r']);
        if quoted {
            line.push('"');
        }
        if formula {
            line.push('\'');
        }
        line.push_str(&cell.replace('"', "\"\""));
        if quoted {
            line.push('"');
        }
    }
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_can_start_a_formula_or_break_the_line() {
        assert_eq!(
            csv_line(["14", "=1+1", "＝HYPERLINK()", "甲,乙", "说\"好\""]),
            "14,\"'=1+1\",\"'＝HYPERLINK()\",\"甲,乙\",\"说\"\"好\"\"\"\r\n"
        );
    }
}
