//! What a workbook marks its cells and rows with, which the library that reads the cells leaves out: cells that show a share
//! (a spreadsheet keeps `40%` as 0.4 and the sign in the format of the cell), and rows that are hidden.

use std::collections::{HashMap, HashSet};

use super::limits::{MOST_CELLS, PaperError, Parts};
use super::xml::{Part, attribute, each};

/// What a workbook's parts are called where they are broken.
const NAME: &str = "xlsx";

/// Cells by row and column, from 0.
pub(super) type Places = HashSet<(u32, u32)>;

/// The marks of a sheet.
#[derive(Default)]
pub(super) struct Marks {
    /// The cells whose format shows a share.
    pub shares: Places,
    /// How many of its rows are hidden, by hand or by a filter.
    pub hidden_rows: usize,
}

/// The marks of each sheet; nothing where the workbook does not tell.
pub(super) fn sheet_marks(parts: &mut Parts) -> Result<HashMap<String, Marks>, PaperError> {
    let mut found = HashMap::new();
    let needed = ["xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"];
    if !needed.iter().all(|name| parts.has(name)) {
        return Ok(found);
    }
    let styles = percent_styles(parts)?;
    for (sheet, part) in sheets(parts)? {
        if parts.has(&part) {
            found.insert(sheet, marks(parts, &part, &styles)?);
        }
    }
    Ok(found)
}

/// The formats of cells that show a share, by their number in the workbook.
fn percent_styles(parts: &mut Parts) -> Result<HashSet<String>, PaperError> {
    // Built into every spreadsheet: 0% and 0.00%.
    let mut formats = HashSet::from(["9".to_owned(), "10".to_owned()]);
    let mut styles = HashSet::new();
    let (mut is_inside, mut at) = (false, 0_usize);
    each(parts.part("xl/styles.xml")?, NAME, |part| {
        match part {
            Part::Begin(start) => match start.local_name().as_ref() {
                "numFmt" if attribute(start, "formatCode").is_some_and(|code| code.contains('%')) => {
                    formats.extend(attribute(start, "numFmtId"));
                }
                "cellXfs" => is_inside = true,
                "xf" if is_inside => {
                    if attribute(start, "numFmtId").is_some_and(|id| formats.contains(&id)) {
                        styles.insert(at.to_string());
                    }
                    at += 1;
                }
                _ => {}
            },
            Part::End("cellXfs") => is_inside = false,
            Part::End(_) | Part::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// The sheets by name, and the part in which each stands.
fn sheets(parts: &mut Parts) -> Result<Vec<(String, String)>, PaperError> {
    let mut targets = HashMap::new();
    each(parts.part("xl/_rels/workbook.xml.rels")?, NAME, |part| {
        if let Part::Begin(start) = part
            && let (Some(id), Some(target)) = (attribute(start, "Id"), attribute(start, "Target"))
        {
            let inside = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id, inside);
        }
        Ok(())
    })?;
    let mut found = Vec::new();
    each(parts.part("xl/workbook.xml")?, NAME, |part| {
        if let Part::Begin(start) = part
            && start.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(start, "name"), attribute(start, "id"))
            && let Some(part) = targets.remove(&id)
        {
            found.push((name, part));
        }
        Ok(())
    })?;
    Ok(found)
}

/// What a sheet marks: its cells of such a format, its rows.
fn marks(parts: &mut Parts, part: &str, styles: &HashSet<String>) -> Result<Marks, PaperError> {
    let mut marks = Marks::default();
    each(parts.part_named(part, NAME)?, NAME, |part| {
        let Part::Begin(start) = part else { return Ok(()) };
        match start.local_name().as_ref() {
            "row" if attribute(start, "hidden").is_some_and(|value| value == "1" || value == "true") => {
                marks.hidden_rows += 1;
            }
            "c" if marks.shares.len() < MOST_CELLS => {
                let is_share = attribute(start, "s").is_some_and(|style| styles.contains(&style));
                let at = attribute(start, "r").filter(|_| is_share);
                marks.shares.extend(at.and_then(|at| place(&at)));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(marks)
}

/// `B3` is (2, 1).
fn place(name: &str) -> Option<(u32, u32)> {
    let letters = name.chars().take_while(char::is_ascii_uppercase);
    let column = letters.clone().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter) - u32::from('A') + 1)
    })?;
    let row: u32 = name.get(letters.count()..)?.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}
