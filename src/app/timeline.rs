//! Timeline and matrix from the keyboard: what part of the period is shown, which cell the cursor stands on, and what is
//! changed in a cell.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::layer::{Prompt, Purpose};
use super::msg::Effect;
use super::rows::Grouping;
use super::{App, Refusal, Screen};
use crate::plan::{
    Board, COUNTIES, Change, FieldChange, Item, ItemId, Light, Node, Percent, Period, Report, ReportId, Stage, Swap,
    UnitKind, UnitName,
};
use crate::read::parse_percent;
use crate::report::{change_in_words, node_name, period_in_words, trouble_in_words};
use crate::words::{self, Lang};

/// How much of the plan's period the timeline shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zoom {
    /// All of it.
    #[default]
    Whole,
    /// Three months.
    Quarter,
    /// One month.
    Month,
}

impl Zoom {
    /// Months shown of a period.
    pub fn months(self, period: Period) -> u32 {
        match self {
            Self::Whole => period.months(),
            Self::Quarter => 3,
            Self::Month => 1,
        }
    }

    /// What is shown of a period, in words.
    pub fn in_words(self, lang: Lang, shown: Period) -> String {
        let year = &shown.first().year();
        match self {
            Self::Whole => period_in_words(lang, shown),
            Self::Quarter => lang.fill(words::timeline::Quarter { year }),
            Self::Month => lang.fill(words::timeline::Month { year }),
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Whole => Self::Quarter,
            Self::Quarter => Self::Month,
            Self::Month => Self::Whole,
        }
    }
}

/// How the timeline is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimelineSetup {
    /// How much is shown.
    pub zoom: Zoom,
    /// The first month shown, from 0, counted from the plan's first.
    pub from: u32,
    /// Groups.
    pub grouping: Grouping,
}

impl Default for TimelineSetup {
    fn default() -> Self {
        Self { zoom: Zoom::Whole, from: 0, grouping: Grouping::Section }
    }
}

impl TimelineSetup {
    /// The first day that is shown, and the first that is not.
    pub fn window(self, board: &Board) -> (NaiveDate, NaiveDate) {
        let period = board.plan.period;
        let first = period.first_month() + Months::new(self.from);
        (first, first + Months::new(self.zoom.months(period)))
    }
}

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
            board.units.iter().map(|unit| unit.name.clone()).filter(|name| used.contains(name)).collect()
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
            let running: Vec<Light> = cells.filter(|light| light.situation.stage != Stage::Stopped).collect();
            (!running.is_empty()).then(|| board.rollup(&running, day).percent)
        };
        let means = units.iter().map(mean).collect();
        Self { units, items, means }
    }
}

impl App {
    /// Moves the window of the timeline, or widens it.
    pub(super) fn zoom_timeline(&mut self) {
        let month = self.data.board.plan.period.month_of(self.day());
        if let Some(Screen::Timeline { setup, .. }) = self.nav.screens.last_mut() {
            setup.zoom = setup.zoom.next();
            setup.from = match setup.zoom {
                Zoom::Whole => 0,
                Zoom::Quarter => month / 3 * 3,
                Zoom::Month => month,
            };
        }
    }

    pub(super) fn scroll_timeline(&mut self, by: isize) {
        let period = self.data.board.plan.period;
        if let Some(Screen::Timeline { setup, .. }) = self.nav.screens.last_mut() {
            let step = if setup.zoom == Zoom::Whole { 3 } else { setup.zoom.months(period) };
            let from = i64::from(setup.from) + by as i64 * i64::from(step);
            // What follows upon the period is within reach: some dates lie there.
            setup.from = from.clamp(0, i64::from(period.months())) as u32;
        }
    }

    /// Puts the cursor of the matrix on another cell.
    pub(super) fn step_matrix(&mut self, rows: isize, columns: isize) {
        let Screen::Matrix { item, unit, setup } = self.screen().clone() else { return };
        let matrix = &self.data.rows.matrix;
        let row = item.and_then(|item| matrix.items.iter().position(|other| *other == item)).unwrap_or(0);
        let column = unit.and_then(|unit| matrix.units.iter().position(|other| *other == unit)).unwrap_or(0);
        let row = row.saturating_add_signed(rows).min(matrix.items.len().saturating_sub(1));
        let column = column.saturating_add_signed(columns).min(matrix.units.len().saturating_sub(1));
        let (item, unit) = (matrix.items.get(row).copied(), matrix.units.get(column).cloned());
        self.replace_screen(Screen::Matrix { item, unit, setup });
    }

    /// The cell under the cursor of the matrix, where the unit has a part of its own.
    pub(super) fn cell(&self) -> Option<(Node, UnitName)> {
        let Screen::Matrix { item: Some(item), unit: Some(unit), setup } = self.screen() else { return None };
        (!setup.departments).then(|| (Node::item(*item), unit.clone()))
    }

    fn takes_part(&self, node: Node, unit: &UnitName) -> bool {
        self.data.board.item(node.item).is_some_and(|item| item.work.counties.contains(unit))
    }

    /// `p` in a cell: asks for the county's own figure.
    pub(super) fn ask_part_percent(&mut self) -> Vec<Effect> {
        let Some((node, unit)) = self.cell() else {
            return self.edit_field(crate::plan::Field::Percent, self.targets());
        };
        if !self.takes_part(node, &unit) {
            return self.trouble(words::trouble::TAKES_NO_PART);
        }
        self.open_prompt(Prompt::new(Purpose::PartPercent(unit), vec![node], ""));
        Vec::new()
    }

    pub(super) fn accept_part_percent(&mut self, targets: &[Node], unit: &UnitName, text: &str) -> Vec<Effect> {
        let Some(node) = targets.first().copied() else { return Vec::new() };
        let percent: Percent = match parse_percent(text) {
            Ok(percent) => percent,
            Err(error) => return self.refuse(trouble_in_words(self.env.lang, &Refusal::Number(error))),
        };
        let report = Report {
            id: ReportId(self.random_id()),
            node,
            day: self.writing_day(),
            author: self.session.author.clone(),
            percent: Some(percent),
            done: String::new(),
            problem: String::new(),
            next: String::new(),
            unchanged: false,
            unit: Some(unit.clone()),
        };
        // A report like any other: what was verified stays as it was verified.
        let changes = self.as_seen(self.data.board.reported(report));
        let told = changes.iter().find(|change| matches!(change, Change::Part { .. }));
        let Some(told) = told else {
            let trouble = self.env.lang.say(words::trouble::PART_VERIFIED).to_owned();
            return self.refuse(trouble);
        };
        let notice = self.env.lang.fill(words::notice::Saved {
            node: &node_name(self.env.lang, &self.data.board, node),
            what: &change_in_words(self.env.lang, told),
        });
        self.commit(changes, notice, true)
    }

    /// Space in a cell: gives the item to the unit, or takes it away.
    pub(super) fn give_to_unit(&mut self) -> Vec<Effect> {
        let Screen::Matrix { item: Some(item), unit: Some(unit), setup } = self.screen().clone() else {
            return self.trouble(words::trouble::NOTHING_SELECTED);
        };
        let Some(work) = self.data.board.item(item).map(|item| item.work.clone()) else { return Vec::new() };
        let toggled = |set: &BTreeSet<UnitName>| {
            let mut set = set.clone();
            if !set.remove(&unit) {
                set.insert(unit.clone());
            }
            set
        };
        let to = if setup.departments {
            if work.lead.as_ref() == Some(&unit) {
                return self.trouble(words::trouble::LEADS_IT);
            }
            FieldChange::Support(Swap::new(work.support.clone(), toggled(&work.support)))
        } else {
            FieldChange::Counties(Swap::new(work.counties.clone(), toggled(&work.counties)))
        };
        let mut changes = vec![Change::Field { node: Node::item(item), to }];
        let notice = self.saved_notice(&changes);
        if self.data.board.unit(&unit).is_none() {
            changes.insert(0, Change::UnitAdded { unit: crate::plan::Unit::named(unit) });
        }
        self.commit(changes, notice, false)
    }
}

/// The light of a unit's part in an item: a county's own, the item's for its lead.
pub fn cell_light(board: &Board, item: &Item, unit: &UnitName, departments: bool, day: NaiveDate) -> Option<Light> {
    if departments {
        return (item.work.lead.as_ref() == Some(unit)).then(|| board.light_of(item, day));
    }
    item.work.counties.contains(unit).then(|| board.light_of_part(item, unit, day))
}

/// The cell of a day among `cells` that stand for the days from `first` to before `end`; `None` outside.
pub fn cell_of(day: NaiveDate, (first, end): (NaiveDate, NaiveDate), cells: u16) -> Option<u16> {
    if day < first || day >= end {
        return None;
    }
    let (passed, all) = ((day - first).num_days(), (end - first).num_days().max(1));
    Some((passed * i64::from(cells) / all) as u16)
}

/// The cells from the day `from` to the day `to`, both included, as far as they are shown.
pub fn cells_of(from: NaiveDate, to: NaiveDate, window: (NaiveDate, NaiveDate), cells: u16) -> Option<(u16, u16)> {
    let last = window.1 - Days::new(1);
    if to < from || to < window.0 || from > last {
        return None;
    }
    Some((cell_of(from.max(window.0), window, cells)?, cell_of(to.min(last), window, cells)?))
}
