//! Consequences: changes that follow from others by the rules of the trade, done in the same edit.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::plan::{Board, Change, Delta, FieldChange, Node, Percent, Stage, Standing, UnitName, Work};

impl Board {
    /// The changes, with what follows from them: work that nobody was charged with is under way (交办) as soon as it
    /// has a lead and a due date, or somebody reports on it or gives a figure. That is the day of 交办.
    pub fn with_consequences(&self, changes: Vec<Change>, day: NaiveDate) -> Vec<Change> {
        let mut works: BTreeMap<Node, (Work, bool)> = BTreeMap::new();
        // What is added in the same edit has nothing done about it yet.
        let is_added = |change: &&Change| matches!(change, Change::ItemAdded { .. } | Change::MeasureAdded { .. });
        let added: BTreeSet<Node> = changes.iter().filter(is_added).filter_map(Change::node).collect();
        for change in &changes {
            let Some(node) = change.node() else { continue };
            let Some(work) = self.work(node).or_else(|| added.contains(&node).then(Work::default)) else { continue };
            let (work, reported) = works.entry(node).or_insert((work, false));
            if let Change::Field { to, .. } = change {
                to.apply(work);
            }
            if !tells_of_work(change) {
                continue;
            }
            *reported = true;
            // Who works at a measure works at its item.
            let item = Node::item(node.item);
            if let Some(work) = self.work(item) {
                works.entry(item).or_insert((work, false)).1 = true;
            }
        }
        let mut follow = Vec::new();
        for (node, (work, reported)) in works {
            let led_before = self.work(node).is_some_and(|work| work.lead.is_some());
            let begins = work.standing.stage == Stage::Pending && (work.is_charged() || reported);
            // Until a unit was named, nobody had been handed it. Another lead for what was handed over long ago starts
            // nothing anew.
            let was_charged = self.work(node).is_some_and(|work| work.is_dated());
            let is_led_now = work.standing.stage == Stage::Active && work.lead.is_some() && !led_before && !was_charged;
            if (begins || is_led_now) && work.standing.assigned != Some(day) {
                let after = work.standing.handed_over(day);
                follow.push(Change::Field { node, to: FieldChange::Standing(Delta::new(work.standing, after)) });
            } else if work.standing.stage == Stage::Active && node.measure.is_none() {
                follow.extend(self.handed_to_more(node, &work, day));
            }
        }
        changes.into_iter().chain(follow).collect()
    }

    /// Counties that are named while the item is under way are handed it on that day, not with the others.
    fn handed_to_more(&self, node: Node, work: &Work, day: NaiveDate) -> Vec<Change> {
        let Some(item) = self.item(node.item) else { return Vec::new() };
        let more = work.counties.iter().filter(|unit| !item.work.counties.contains(*unit));
        let handed = |unit: &UnitName| {
            let before = item.part(unit);
            let mut after = before.clone();
            after.standing.assigned = Some(day);
            Change::Part { item: item.id, unit: unit.clone(), part: Delta::new(before, after) }
        };
        more.map(handed).collect()
    }

    /// A step to another stage; the day of 交办 stays known where only the journal tells it.
    pub fn stepped(&self, node: Node, to: Stage, note: Option<String>, day: NaiveDate) -> Option<Delta<Standing>> {
        let before = self.work(node)?.standing;
        let known = self.handed_over.get(&node).copied().filter(|_| before.stage == Stage::Stopped);
        let from = Standing { assigned: before.assigned.or(known), ..before.clone() };
        Some(Delta::new(before, from.stepped(to, note, day)))
    }
}

/// Whether a change says that somebody is at work.
fn tells_of_work(change: &Change) -> bool {
    match change {
        Change::Field { to: FieldChange::Percent(swap), .. } => {
            swap.after.is_some_and(|percent| percent > Percent::ZERO)
        }
        Change::ReportAdded { report } => {
            let words = [&report.done, &report.problem, &report.next].iter().any(|text| !text.is_empty());
            words || report.percent.is_some_and(|percent| percent > Percent::ZERO)
        }
        Change::Field { .. }
        | Change::Text { .. }
        | Change::ItemAdded { .. }
        | Change::ItemRemoved { .. }
        | Change::ItemMoved { .. }
        | Change::Sections { .. }
        | Change::ItemsNumbered { .. }
        | Change::MeasureAdded { .. }
        | Change::MeasureRemoved { .. }
        | Change::MeasureMoved { .. }
        | Change::ReportRemoved { .. }
        | Change::Part { .. }
        | Change::UnitAdded { .. }
        | Change::Extension { .. }
        | Change::Directive { .. }
        | Change::Meeting { .. }
        | Change::PlanImported { .. }
        | Change::FromPaper { .. }
        | Change::UnitRenamed { .. }
        | Change::Decided { .. }
        | Change::Plan { .. }
        | Change::Person { .. }
        | Change::Setting { .. }
        | Change::Restored { .. } => false,
    }
}
