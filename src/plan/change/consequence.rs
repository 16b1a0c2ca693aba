//! Consequences: changes that follow from others by the rules of the trade, done in the same edit.

use std::collections::BTreeMap;

use crate::plan::{Board, Change, FieldChange, Node, Percent, Stage, Standing, Swap, Work};

impl Board {
    /// The changes, with what follows from them: work that nobody was charged with is under way (交办) as soon as it
    /// has a lead and a due date, or somebody reports on it or gives a figure.
    pub fn with_consequences(&self, changes: Vec<Change>) -> Vec<Change> {
        let mut works: BTreeMap<Node, (Work, bool)> = BTreeMap::new();
        for change in &changes {
            let Some(node) = change.node() else { continue };
            let Some(work) = self.work(node) else { continue };
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
        let begun = works.into_iter().filter(|(_, (work, reported))| {
            let charged = work.lead.is_some() && work.due.current.is_some();
            work.standing.stage == Stage::Pending && (charged || *reported)
        });
        let begin = |(node, (work, _)): (Node, (Work, bool))| {
            let after = Standing { stage: Stage::Active, ..work.standing.clone() };
            Change::Field { node, to: FieldChange::Standing(Swap::new(work.standing, after)) }
        };
        let follow: Vec<Change> = begun.map(begin).collect();
        changes.into_iter().chain(follow).collect()
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
        _ => false,
    }
}
