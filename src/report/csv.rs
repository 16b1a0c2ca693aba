//! CSV that is safe to open in a spreadsheet.

use crate::read::fold;

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
