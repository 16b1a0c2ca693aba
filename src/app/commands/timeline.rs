//! Timeline and matrix from the keyboard: what part of the period is shown, which cell the cursor stands on, and what is
//! changed in a cell.

use std::collections::BTreeSet;

use crate::app::lists::Zoom;
use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::popups::{Picker, Prompt, Purpose};
use crate::app::screens::{MatrixScreen, TimelineScreen};
use crate::app::{App, Refusal, Screen};
use crate::plan::{Action, Change, Delta, FieldChange, Node, Percent, Report, ReportId, UnitName};
use crate::read::parse_percent;
use crate::report::{change_in_words, node_name, trouble_in_words};
use crate::words;

impl App {
    /// Moves the window of the timeline.
    pub(in crate::app) fn scroll_timeline(&mut self, by: isize) {
        let period = self.data.board.plan.period;
        if let Some(Screen::Timeline(TimelineScreen { setup, .. })) = self.nav.screens.last_mut() {
            let step = if setup.zoom == Zoom::Whole { 3 } else { setup.zoom.months(period) };
            let from = i64::from(setup.from) + by as i64 * i64::from(step);
            // What follows upon the period is within reach: some dates lie there.
            let from = from.clamp(0, i64::from(period.months())) as u32;
            if from == setup.from {
                self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::NO_FURTHER)));
            } else {
                setup.from = from;
            }
        }
    }

    /// Puts the cursor of the matrix on another cell.
    pub(in crate::app) fn step_matrix(&mut self, rows: isize, columns: isize) {
        let Screen::Matrix(MatrixScreen { item, unit, setup }) = self.screen().clone() else { return };
        let matrix = &self.data.rows.matrix;
        let row = item.and_then(|item| matrix.items.iter().position(|other| *other == item)).unwrap_or(0);
        let column = unit.and_then(|unit| matrix.units.iter().position(|other| *other == unit)).unwrap_or(0);
        let row = row.saturating_add_signed(rows).min(matrix.items.len().saturating_sub(1));
        let column = column.saturating_add_signed(columns).min(matrix.units.len().saturating_sub(1));
        let (item, unit) = (matrix.items.get(row).copied(), matrix.units.get(column).cloned());
        self.replace_screen(Screen::Matrix(MatrixScreen { item, unit, setup }));
    }

    /// The cell under the cursor of the matrix, where the unit has a part of its own.
    pub(in crate::app) fn cell(&self) -> Option<(Node, UnitName)> {
        let Screen::Matrix(MatrixScreen { item: Some(item), unit: Some(unit), setup }) = self.screen() else {
            return None;
        };
        (!setup.departments).then(|| (Node::item(*item), unit.clone()))
    }

    fn takes_part(&self, node: Node, unit: &UnitName) -> bool {
        self.data.board.item(node.item).is_some_and(|item| item.work.counties.contains(unit))
    }

    /// Why the person may not do something to a unit's part of an item.
    fn part_barred(&self, action: Action, node: Node, unit: &UnitName) -> Option<String> {
        if !self.takes_part(node, unit) {
            return Some(self.env.lang.say(words::trouble::TAKES_NO_PART).to_owned());
        }
        let denied = self.data.board.actor(&self.session.author).may(action, &BTreeSet::from([unit.clone()])).err()?;
        Some(trouble_in_words(self.env.lang, &denied))
    }

    /// The cell under the cursor of the matrix, where an action to its unit's part is open to the person; why it is not.
    pub(in crate::app) fn cell_that(&self, action: Action) -> Result<Option<(Node, UnitName)>, String> {
        let Some((node, unit)) = self.cell() else { return Ok(None) };
        self.part_barred(action, node, &unit).map_or(Ok(Some((node, unit))), Err)
    }

    /// `s` in a cell: asks for a step of the unit's own part.
    pub(in crate::app) fn ask_part_stage(&mut self, node: Node, unit: &UnitName) -> Vec<Effect> {
        if !self.takes_part(node, unit) {
            return self.trouble(words::trouble::TAKES_NO_PART);
        }
        let choices = self.part_choices(node, unit);
        if choices.is_empty() {
            return self.trouble(words::trouble::PART_VERIFIED);
        }
        let subject = self.prompt_subject(&[node]);
        let title = format!("{subject} {unit} {}", self.env.lang.say(words::field::STANDING));
        self.open_picker(Picker::one(title, vec![node], choices));
        Vec::new()
    }

    /// `p` in a cell: asks for the county's own figure.
    pub(in crate::app) fn ask_part_percent(&mut self, node: Node, unit: UnitName) -> Vec<Effect> {
        if let Some(why) = self.part_barred(Action::Progress, node, &unit) {
            return self.trouble_in_words(why);
        }
        self.open_prompt(Prompt::new(Purpose::PartPercent(unit), vec![node], ""));
        Vec::new()
    }

    pub(in crate::app) fn accept_part_percent(&mut self, targets: &[Node], unit: &UnitName, text: &str) -> Vec<Effect> {
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
        if self.data.board.is_verified(node, unit) {
            return self.refuse(trouble_in_words(self.env.lang, &Refusal::Verified));
        }
        let changes = self.as_seen(self.data.board.reported(report));
        let told = changes.iter().find(|change| matches!(change, Change::Part { .. }));
        // The figure that was there already is a word about the work all the same.
        let what =
            told.map_or_else(|| format!("{unit} {}%", percent.get()), |told| change_in_words(self.env.lang, told));
        let name = node_name(self.env.lang, &self.data.board, node);
        let notice = self.env.lang.fill(words::notice::Saved { node: &name, what: &what });
        self.commit(changes, notice, true)
    }

    /// Space in a cell: gives the item to the unit, or takes it away.
    pub(in crate::app) fn give_to_unit(&mut self) -> Vec<Effect> {
        let Screen::Matrix(MatrixScreen { item: Some(item), unit: Some(unit), setup }) = self.screen().clone() else {
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
            FieldChange::Support(Delta::new(work.support.clone(), toggled(&work.support)))
        } else {
            FieldChange::Counties(Delta::new(work.counties.clone(), toggled(&work.counties)))
        };
        let mut changes = vec![Change::Field { node: Node::item(item), to }];
        let notice = self.saved_notice(&changes);
        if self.data.board.unit(&unit).is_none() {
            changes.insert(0, Change::UnitAdded { unit: crate::plan::Unit::named(unit) });
        }
        self.commit(changes, notice, false)
    }
}
