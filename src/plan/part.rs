//! Part: what belongs to one unit of an item that was given to several. 签收 is a time stamp here; progress and stage
//! count where the unit is one of the item's counties, since a lead's are the item's own.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Board, Change, FieldChange, Item, Node, Percent, Report, Stage, Standing, Swap, UnitName};

/// One unit's part of an item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Part {
    /// 签收: when the unit said that it has received the task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<DateTime<Utc>>,
    /// The unit's own figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percent>,
    /// Where the unit's part stands.
    #[serde(default)]
    pub standing: Standing,
}

impl Board {
    /// The unit for which somebody gives figures of its own: one of the item's counties, and not its lead.
    pub fn own_part(&self, login: &str, node: Node) -> Option<UnitName> {
        // A county's figure is for the whole item.
        let unit = self.actor(login).unit().filter(|_| node.measure.is_none())?;
        let work = &self.item(node.item)?.work;
        (work.counties.contains(unit) && work.lead.as_ref() != Some(unit)).then(|| unit.clone())
    }

    /// A report, and what its figure changes: the figure of the unit it speaks for, else of the item or measure.
    pub fn reported(&self, report: Report) -> Vec<Change> {
        let mut report = report;
        // What was verified stays as it was verified: a figure that comes later is no figure any more.
        let verified = |unit: &UnitName| {
            self.item(report.node.item).is_some_and(|item| item.part(unit).standing.stage == Stage::Closed)
        };
        if report.unit.as_ref().is_some_and(verified) {
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
            changes.push(Change::Field { node, to: FieldChange::Percent(Swap::new(work.percent, Some(percent))) });
        }
        changes
    }

    fn part_figure(&self, node: Node, unit: UnitName, percent: Percent) -> Option<Change> {
        let before = self.item(node.item)?.part(&unit);
        let after = Part { percent: Some(percent), ..before.clone() };
        (before != after).then(|| Change::Part { item: node.item, unit, part: Swap::new(before, after) })
    }
}

impl Part {
    /// The part once the unit has said that it received the task. The store keeps milliseconds; finer ones would make
    /// what is there differ from what was said.
    #[must_use]
    pub fn acknowledged_at(&self, at: DateTime<Utc>) -> Self {
        Self { acknowledged: DateTime::from_timestamp_millis(at.timestamp_millis()), ..self.clone() }
    }
}

impl Part {
    /// What comes of changing `before` into this one where `now` is there already; `None` where both changed the same.
    pub fn beside(&self, before: &Self, now: &Self) -> Option<Self> {
        fn one<T: PartialEq + Clone>(wish: &T, before: &T, now: &T) -> Option<T> {
            match (wish == before, now == before) {
                (true, _) => Some(now.clone()),
                (false, true) => Some(wish.clone()),
                (false, false) => None,
            }
        }
        Some(Self {
            acknowledged: one(&self.acknowledged, &before.acknowledged, &now.acknowledged)?,
            percent: one(&self.percent, &before.percent, &now.percent)?,
            standing: one(&self.standing, &before.standing, &now.standing)?,
        })
    }
}

impl Item {
    /// What belongs to a unit; nothing so far is an empty part.
    pub fn part(&self, unit: &str) -> Part {
        self.parts.get(unit).cloned().unwrap_or_default()
    }

    /// Where the work of a unit stands: the lead's is the item's own.
    pub fn standing_of(&self, unit: &UnitName) -> Standing {
        if self.work.lead.as_ref() == Some(unit) { self.work.standing.clone() } else { self.part(unit).standing }
    }

    /// The stage of a county's part: it begins and ends with the item.
    pub fn stage_of_part(&self, unit: &str) -> Stage {
        match (self.part(unit).standing.stage, self.work.standing.stage) {
            (_, Stage::Stopped) => Stage::Stopped,
            (Stage::Pending, item) if item != Stage::Pending => Stage::Active,
            (own, _) => own,
        }
    }

    /// Counties whose part is not verified as done; while there are any, the item cannot be closed.
    pub fn open_parts(&self) -> Vec<UnitName> {
        let open = |unit: &&UnitName| self.part(unit).standing.stage != Stage::Closed;
        self.work.counties.iter().filter(open).cloned().collect()
    }
}
