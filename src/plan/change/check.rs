//! Audit: walking the journal backwards over a board. Each line must find what it says it made; what is left at the
//! beginning must be the plan as it was read. A hand that changed the tables past the journal is found that way.

use crate::plan::{Board, Change, Entry, FieldChange, Node, PeriodKind, Work};

/// A line of the journal did not find what it had made.
#[derive(Debug, Clone, PartialEq)]
pub struct Mismatch {
    /// The line.
    pub entry: Entry,
    /// Which of its changes.
    pub index: usize,
}

impl Board {
    /// Takes an entry back if everything it made is there as it made it.
    pub fn roll_back(&mut self, entry: &Entry) -> Result<(), Box<Mismatch>> {
        for (index, change) in entry.edit.changes.iter().enumerate().rev() {
            if entry.edit.plan.is_none() && self.is_elsewhere(change) {
                continue;
            }
            if !self.matches_result(change) {
                return Err(Box::new(Mismatch { entry: entry.clone(), index }));
            }
            if let Some(back) = change.inverted() {
                self.apply(&back);
            }
        }
        Ok(())
    }

    /// Whether a change of all plans is about one of another: there it is looked at.
    fn is_elsewhere(&self, change: &Change) -> bool {
        let is_here = match (change, change.node()) {
            (_, Some(node)) => self.item(node.item).is_some(),
            (Change::Directive { id, .. }, None) => self.directive(*id).is_some(),
            (_, None) => true,
        };
        !is_here
    }

    /// Whether the board is as the change left it.
    fn matches_result(&self, change: &Change) -> bool {
        match change {
            Change::Field { node, to } => self.work(*node).is_some_and(|work| to.inverted().holds(&work)),
            Change::Text { node, text } => self.text(*node) == Some(&text.after),
            Change::ItemAdded { item } => self.item(item.id).is_some_and(|now| {
                (now.no, now.section, &now.title, &now.group) == (item.no, item.section, &item.title, &item.group)
            }),
            Change::ItemRemoved { item } => self.item(item.id).is_none(),
            Change::Sections { sections } => self.sections == sections.after,
            Change::ItemsNumbered { numbers } => {
                numbers.after.iter().all(|(id, no)| self.item(*id).is_some_and(|item| item.no == *no))
            }
            Change::ItemMoved { item, section } => self.item(*item).is_some_and(|now| now.section == section.after),
            Change::MeasureAdded { item, measure } => {
                let plain = |work: &Option<Box<Work>>| work.as_deref().cloned().unwrap_or_default();
                self.measure(Node::measure(*item, measure.id)).is_some_and(|now| {
                    (now.rank, &now.text, plain(&now.work)) == (measure.rank, &measure.text, plain(&measure.work))
                })
            }
            Change::MeasureRemoved { item, measure } => {
                self.item(*item).is_some() && self.measure(Node::measure(*item, measure.id)).is_none()
            }
            Change::MeasureMoved { node, rank } => self.measure(*node).is_some_and(|now| now.rank == rank.after),
            Change::ReportAdded { report } => {
                self.item(report.node.item).is_some_and(|item| item.reports.contains(report))
            }
            Change::ReportRemoved { report } => {
                self.item(report.node.item).is_some_and(|item| item.reports.iter().all(|other| other.id != report.id))
            }
            Change::UnitAdded { unit } => self.unit(&unit.name).is_some(),
            Change::Part { item, unit, part } => self.item(*item).is_some_and(|item| item.part(unit) == part.after),
            Change::Extension { id, extension } => self.extension(*id) == extension.after.as_ref(),
            Change::Directive { id, directive } => self.directive(*id) == directive.after.as_ref(),
            Change::Meeting { id, meeting } => self.meeting(*id) == meeting.after.as_ref(),
            Change::Person { login, person } => {
                self.people.iter().find(|other| other.login == *login) == person.after.as_ref()
            }
            Change::Setting { name, value } => self.settings.get(name) == value.after.as_ref(),
            Change::Plan { to } => to.holds(&self.plan),
            Change::PlanImported { .. }
            | Change::FromPaper { .. }
            | Change::UnitRenamed { .. }
            | Change::Decided { .. }
            | Change::Restored { .. } => true,
        }
    }

    /// Everything of the board that came from the document, as text by which two boards can be compared. Fields that
    /// a later program adds leave it as it is.
    pub fn canonical_text(&self) -> String {
        let work = |work: &Work| -> Vec<FieldChange> { Work::default().changes_to(work) };
        // Digests of plans that were read when a plan was always for a calendar year go on being true.
        let period = match self.plan.period.kind() {
            PeriodKind::Year(year) => serde_json::json!(year),
            PeriodKind::SchoolYear(_) | PeriodKind::Days => serde_json::json!(self.plan.period.days()),
        };
        let mut lines = vec![serde_json::json!([self.plan.title, self.plan.issuer, period, self.plan.preamble])];
        for section in &self.sections {
            lines.push(serde_json::json!([section.id, section.ordinal, section.heading, section.label]));
        }
        for item in self.items() {
            lines.push(serde_json::json!([item.id, item.section, item.no, item.title, work(&item.work)]));
            if !item.group.is_empty() {
                lines.push(serde_json::json!([item.id, item.group]));
            }
            for measure in &item.measures {
                let own = measure.work.as_deref().map(work).unwrap_or_default();
                lines.push(serde_json::json!([measure.id, measure.rank, measure.text, own]));
            }
        }
        lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    /// Whether nothing is there that did not come from the document; people and units belong to the whole database.
    pub fn is_untouched(&self) -> bool {
        self.extensions.is_empty()
            && self.directives.is_empty()
            && self.meetings.is_empty()
            && self.items().iter().all(|item| item.reports.is_empty() && item.parts.is_empty())
    }
}
