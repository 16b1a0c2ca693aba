//! 未报送单位名单: who has not reported within the cadence, on what, and since when.

use chrono::NaiveDate;

use super::table;
use crate::plan::{Board, Owed, UnitName};
use crate::report::dates::long_date;
use crate::report::document::{Block, Document};
use crate::words::{self, Lang};

/// Who owes reports on `day`.
pub fn owing(lang: Lang, board: &Board, day: NaiveDate) -> Document {
    let mut document = Document::default();
    let title = &board.plan.title;
    document.blocks.push(Block::Title(lang.fill(words::paper::OwingTitle { title })));
    let owing = board.owing(day);
    let items: usize = owing.iter().map(|(_, owed)| owed.len()).sum();
    document.paragraph(lang.fill(words::paper::OwingIntro {
        day: &long_date(lang, day),
        units: &owing.len(),
        items: &items,
    }));
    by_unit(lang, board, &owing, &mut document);
    document
}

/// A row a unit.
pub(super) fn by_unit(lang: Lang, board: &Board, owing: &[(UnitName, Vec<Owed>)], document: &mut Document) {
    let row = |((unit, owed), n): (&(UnitName, Vec<Owed>), usize)| {
        let items = owed.iter().filter_map(|owed| {
            let item = board.item(owed.item)?;
            Some(lang.fill(words::paper::OwedItem { no: &item.no, title: &item.title, days: &owed.days }))
        });
        vec![n.to_string(), unit.clone(), lang.list(items)]
    };
    let columns = [(words::column::NUMBER, 2), (words::paper::COLUMN_UNIT, 5), (words::paper::COLUMN_OWED, 17)];
    table(lang, document, &columns, owing.iter().zip(1..).map(row).collect());
}
