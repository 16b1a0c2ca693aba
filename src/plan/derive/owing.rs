//! Owing: which units have not reported within their cadence. Worked out from the board; nothing of it is stored.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::plan::{Board, ItemId, UnitName};

/// A report that should have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    /// What it should be about.
    pub item: ItemId,
    /// How many days ago it should have come.
    pub days: i64,
}

impl Board {
    /// The units that owe reports on `day`, each with what they owe in the plan's order; who owes longest comes first. What
    /// nobody leads nobody owes.
    pub fn owing(&self, day: NaiveDate) -> Vec<(UnitName, Vec<Owed>)> {
        let mut by_unit: BTreeMap<&UnitName, Vec<Owed>> = BTreeMap::new();
        for item in self.items() {
            let Some(unit) = &item.work.lead else { continue };
            if let Some(days) = self.light_of(item, day).situation.stale_days {
                by_unit.entry(unit).or_default().push(Owed { item: item.id, days });
            }
        }
        let mut owing: Vec<(UnitName, Vec<Owed>)> =
            by_unit.into_iter().map(|(unit, owed)| (unit.clone(), owed)).collect();
        owing.sort_by_key(|(_, owed)| owed.iter().map(|owed| -owed.days).min());
        owing
    }
}
