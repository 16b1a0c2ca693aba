//! Applying: how a change that was accepted alters a board.

use crate::plan::{Board, Change, Delta, Item, Measure, Node, Part, Work};

impl Board {
    /// Does what an edit that was accepted says. Returns whether there was anything to do it to.
    pub fn apply(&mut self, change: &Change) -> bool {
        match change {
            Change::UnitAdded { unit } => {
                if self.unit(&unit.name).is_none() {
                    self.units.push(unit.clone());
                }
                true
            }
            Change::PlanImported { .. }
            | Change::FromPaper { .. }
            | Change::UnitRenamed { .. }
            | Change::Decided { .. }
            | Change::Restored { .. } => true,
            Change::ItemAdded { item } => {
                self.add_item(item);
                true
            }
            Change::ItemRemoved { item } => {
                self.remove_item(item.id);
                true
            }
            Change::Sections { sections } => {
                self.put_sections(&sections.after);
                true
            }
            Change::ItemsNumbered { numbers } => {
                self.number_items(&numbers.after);
                true
            }
            Change::ItemMoved { item, section } => self.move_item(*item, section.after),
            Change::Plan { to } => {
                to.apply(&mut self.plan);
                self.settle_settings();
                true
            }
            Change::Extension { id, extension } => put(&mut self.extensions, extension, |other| other.id == *id),
            Change::Directive { id, directive } => put(&mut self.directives, directive, |other| other.id == *id),
            Change::Meeting { id, meeting } => {
                put(&mut self.meetings, meeting, |other| other.id == *id);
                self.meetings.sort_by_key(|meeting| (meeting.began, meeting.id));
                true
            }
            Change::Person { login, person } => {
                put(&mut self.people, person, |other| other.login == *login);
                self.people.sort_by(|one, other| one.login.cmp(&other.login));
                true
            }
            Change::Setting { name, value } => {
                match &value.after {
                    Some(text) => drop(self.settings.insert(name.clone(), text.clone())),
                    None => drop(self.settings.remove(name)),
                }
                self.settle_settings();
                true
            }
            other => {
                let item = other.node().and_then(|node| self.item_mut(node.item));
                item.is_some_and(|item| apply_to_item(item, other))
            }
        }
    }
}

/// Adds, replaces or takes away a record in a list.
fn put<T: Clone>(list: &mut Vec<T>, swap: &Delta<Option<T>>, is_it: impl Fn(&T) -> bool) -> bool {
    let at = list.iter().position(is_it);
    match (at, &swap.after) {
        (Some(at), Some(after)) => list[at] = after.clone(),
        // What was there before and is not here belongs to another plan.
        (None, Some(after)) if swap.before.is_none() => list.push(after.clone()),
        (Some(at), None) => drop(list.remove(at)),
        (None, _) => {}
    }
    true
}

fn apply_to_item(item: &mut Item, change: &Change) -> bool {
    match change {
        Change::Field { node: Node { measure: None, .. }, to } => to.apply(&mut item.work),
        Change::Text { node: Node { measure: None, .. }, text } => item.title.clone_from(&text.after),
        Change::Field { node: Node { measure: Some(id), .. }, to } => {
            let Some(measure) = item.measures.iter_mut().find(|measure| measure.id == *id) else { return false };
            let mut work = measure.work.take().unwrap_or_default();
            to.apply(&mut work);
            measure.work = (*work != Work::default()).then_some(work);
        }
        Change::Text { node: Node { measure: Some(id), .. }, text } => {
            let Some(measure) = item.measures.iter_mut().find(|measure| measure.id == *id) else { return false };
            measure.text.clone_from(&text.after);
        }
        Change::MeasureAdded { measure, .. } => {
            if item.measure(measure.id).is_none() {
                let at = item.measures.partition_point(|other| other.place() < measure.place());
                item.measures.insert(at, measure.clone());
            }
        }
        Change::MeasureRemoved { measure, .. } => item.measures.retain(|other| other.id != measure.id),
        Change::MeasureMoved { node, rank } => {
            let found = item.measures.iter_mut().find(|measure| Some(measure.id) == node.measure);
            let Some(measure) = found else { return false };
            measure.rank = rank.after;
            item.measures.sort_by_key(Measure::place);
        }
        Change::ReportAdded { report } => {
            if item.reports.iter().all(|other| other.id != report.id) {
                // One that is corrected later stays where its day is.
                let at = item.reports.partition_point(|other| other.day <= report.day);
                item.reports.insert(at, report.clone());
            }
        }
        Change::ReportRemoved { report } => item.reports.retain(|other| other.id != report.id),
        Change::Part { unit, part, .. } => {
            if part.after == Part::default() {
                item.parts.remove(unit);
            } else {
                item.parts.insert(unit.clone(), part.after.clone());
            }
        }
        Change::ItemAdded { .. }
        | Change::ItemRemoved { .. }
        | Change::ItemMoved { .. }
        | Change::Sections { .. }
        | Change::ItemsNumbered { .. }
        | Change::UnitAdded { .. }
        | Change::PlanImported { .. }
        | Change::FromPaper { .. }
        | Change::UnitRenamed { .. }
        | Change::Decided { .. }
        | Change::Plan { .. }
        | Change::Extension { .. }
        | Change::Directive { .. }
        | Change::Meeting { .. }
        | Change::Person { .. }
        | Change::Setting { .. }
        | Change::Restored { .. } => return false,
    }
    true
}
