//! Doubts: what is allowed, but hardly meant. They are pointed out while a date is typed, and refuse nothing.

use chrono::NaiveDate;

use crate::plan::{Board, FieldChange, Node};

/// Something about a date that hardly was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// A measure that is due after its item.
    AfterItem {
        /// The item's number.
        item: u32,
        /// The item's date.
        due: NaiveDate,
    },
    /// An item that is due before some of its measures.
    BeforeMeasures {
        /// The numbers of the measures.
        measures: Vec<usize>,
    },
    /// A start after the date on which the work is due.
    StartAfterDue {
        /// The start.
        start: NaiveDate,
        /// The date.
        due: NaiveDate,
    },
}

impl Board {
    /// What is doubtful about dates that fields are to have.
    pub fn doubts(&self, node: Node, changes: &[FieldChange]) -> Vec<Doubt> {
        let is_due = |change: &FieldChange| matches!(change, FieldChange::Due(_));
        if !changes.iter().any(|change| is_due(change) || matches!(change, FieldChange::Start(_))) {
            return Vec::new();
        }
        let (Some(item), Some(mut work)) = (self.item(node.item), self.work(node)) else { return Vec::new() };
        for change in changes {
            change.apply(&mut work);
        }
        let above = node.measure.map(|_| &item.work);
        let mut doubts = Vec::new();
        if changes.iter().any(is_due)
            && let Some(due) = work.due.current
        {
            match above.and_then(|above| above.due.current) {
                Some(of_item) if due > of_item => doubts.push(Doubt::AfterItem { item: item.no, due: of_item }),
                Some(_) => {}
                None if node.measure.is_none() => {
                    let is_later = |day: Option<NaiveDate>| day.is_some_and(|day| day > due);
                    let later = item
                        .measures
                        .iter()
                        .zip(1..)
                        .filter(|(measure, _)| is_later(measure.work.as_ref().and_then(|work| work.due.current)));
                    let measures: Vec<usize> = later.map(|(_, n)| n).collect();
                    doubts.extend((!measures.is_empty()).then_some(Doubt::BeforeMeasures { measures }));
                }
                None => {}
            }
        }
        let due = work.due.current.or_else(|| above?.due.current);
        let start = work.start.or_else(|| above?.start);
        if let Some((start, due)) = start.zip(due).filter(|(start, due)| start > due) {
            doubts.push(Doubt::StartAfterDue { start, due });
        }
        doubts
    }
}
