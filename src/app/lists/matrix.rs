//! Matrix: items by counties or departments.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::plan::{Board, COUNTIES, Item, ItemId, Light, Rollup, UnitKind, UnitName};

/// How the matrix is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MatrixSetup {
    /// Departments instead of counties.
    pub departments: bool,
    /// Also items in which nobody of them takes part.
    pub all: bool,
}

/// What the matrix shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matrix {
    /// Its columns: Lu'an's counties in the city's own order, or the departments in the order they are offered.
    pub units: Vec<UnitName>,
    /// Its rows.
    pub items: Vec<ItemId>,
    /// The mean of each column's figures.
    pub means: Vec<Option<i64>>,
}

impl Matrix {
    /// The matrix of these items.
    pub fn of(board: &Board, shown: &[ItemId], setup: MatrixSetup, day: NaiveDate) -> Self {
        let work = |id: &ItemId| board.item(*id).map(|item| &item.work);
        let units: Vec<UnitName> = if setup.departments {
            let used: BTreeSet<&UnitName> =
                shown.iter().filter_map(work).flat_map(|work| work.lead.iter().chain(&work.support)).collect();
            board.units_in_order().into_iter().map(|unit| unit.name).filter(|name| used.contains(name)).collect()
        } else {
            let used: BTreeSet<&UnitName> = shown.iter().filter_map(work).flat_map(|work| &work.counties).collect();
            let others = board.units.iter().filter(|unit| unit.kind == UnitKind::County);
            let others = others.map(|unit| unit.name.as_str()).filter(|name| !COUNTIES.contains(name));
            // The seven are always there; the development zone and others where they have something to do.
            let known = COUNTIES.iter().copied().take(7);
            let named =
                COUNTIES.iter().copied().skip(7).chain(others).filter(|name| used.contains(&(*name).to_owned()));
            known.chain(named).map(str::to_owned).collect()
        };
        let takes_part = |id: &&ItemId| {
            work(id).is_some_and(|work| {
                if setup.departments {
                    work.lead.is_some() || !work.support.is_empty()
                } else {
                    !work.counties.is_empty()
                }
            })
        };
        let some: Vec<ItemId> = shown.iter().filter(takes_part).copied().collect();
        // Where nobody takes part yet, all rows are there to be filled.
        let items = if setup.all || some.is_empty() { shown.to_vec() } else { some };
        let mean = |unit: &UnitName| {
            let cells = items.iter().filter_map(|id| cell_light(board, board.item(*id)?, unit, setup.departments, day));
            Rollup::of(&cells.collect::<Vec<Light>>()).percent
        };
        let means = units.iter().map(mean).collect();
        Self { units, items, means }
    }
}

/// The light of a unit's part in an item: a county's own, the item's for its lead.
pub fn cell_light(board: &Board, item: &Item, unit: &UnitName, departments: bool, day: NaiveDate) -> Option<Light> {
    if departments {
        return (item.work.lead.as_ref() == Some(unit)).then(|| board.light_of(item, day));
    }
    item.work.counties.contains(unit).then(|| board.light_of_part(item, unit, day))
}
