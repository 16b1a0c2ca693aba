//! Reporting: what a report changes besides being told, and for whom somebody reports.

use chrono::NaiveDate;

use crate::plan::{Board, Change, Delta, FieldChange, Node, Part, Percent, Report, Stage, UnitName};

impl Board {
    /// The unit for which somebody gives figures of its own: one of the item's counties, and not its lead.
    pub fn own_part(&self, login: &str, node: Node) -> Option<UnitName> {
        // A county's figure is for the whole item.
        let unit = self.actor(login).unit().filter(|_| node.measure.is_none())?;
        let work = &self.item(node.item)?.work;
        (work.counties.contains(unit) && work.lead.as_ref() != Some(unit)).then(|| unit.clone())
    }

    /// Whether a unit's part of an item was verified: its figure stays as it was verified.
    pub fn is_verified(&self, node: Node, unit: &str) -> bool {
        self.item(node.item).is_some_and(|item| item.part(unit).standing.stage == Stage::Closed)
    }

    /// Whether 无变化 was reported for that day already, for the unit or for the whole.
    pub fn is_unchanged_on(&self, node: Node, unit: Option<&UnitName>, day: NaiveDate) -> bool {
        self.reports(node).any(|it| it.unchanged && it.day == day && it.unit.as_ref() == unit)
    }

    /// A report, and what its figure changes: the figure of the unit it speaks for, else of the item or measure.
    pub fn reported(&self, report: Report) -> Vec<Change> {
        let mut report = report;
        // What was verified stays as it was verified: a figure that comes later is no figure any more.
        if report.unit.as_ref().is_some_and(|unit| self.is_verified(report.node, unit)) {
            report.percent = None;
            if [&report.done, &report.problem, &report.next].iter().all(|text| text.is_empty()) && !report.unchanged {
                return Vec::new();
            }
        }
        let (node, percent, unit) = (report.node, report.percent, report.unit.clone());
        let mut changes = vec![Change::ReportAdded { report }];
        let Some(percent) = percent else { return changes };
        if let Some(unit) = unit {
            changes.extend(self.part_figure(node, unit, percent));
        } else if let Some(work) = self.work(node).filter(|work| work.percent != Some(percent)) {
            changes.push(Change::Field { node, to: FieldChange::Percent(Delta::new(work.percent, Some(percent))) });
        }
        changes
    }

    fn part_figure(&self, node: Node, unit: UnitName, percent: Percent) -> Option<Change> {
        let before = self.item(node.item)?.part(&unit);
        let after = Part { percent: Some(percent), ..before.clone() };
        (before != after).then(|| Change::Part { item: node.item, unit, part: Delta::new(before, after) })
    }
}
