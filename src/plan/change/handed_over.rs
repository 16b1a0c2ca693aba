//! When work was handed over (交办), read off the journal for rows that do not tell it: databases of earlier versions
//! had no place for that day. It is kept beside the board, so that rows still are what the journal says they are.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::{Board, Change, Entry, FieldChange, ItemId, MeasureId, Node, Stage, Standing};

/// When work was handed over of which no row tells, as it can be kept beside the plans: so the journal is read for it once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct HandingOver {
    /// The zone in which the days were counted; in another they may be others.
    zone: String,
    /// Item, measure and day; without a day where the journal does not tell it either.
    days: Vec<(ItemId, Option<MeasureId>, Option<NaiveDate>)>,
}

impl HandingOver {
    /// Takes over what is known of another plan.
    pub fn add(&mut self, more: Self) {
        self.zone = more.zone;
        self.days.extend(more.days);
    }
}

impl Board {
    /// What is known of all work of which no row tells it.
    pub fn handing_over(&self) -> HandingOver {
        let day = |node: Node| (node.item, node.measure, self.handed_over.get(&node).copied());
        HandingOver { zone: self.zone.name().to_owned(), days: self.nodes_without_day().map(day).collect() }
    }

    /// Takes over what was kept; whether that tells of all work there is.
    pub fn take_handing_over(&mut self, kept: &HandingOver) -> bool {
        if kept.zone != self.zone.name() {
            return false;
        }
        let days: BTreeMap<Node, Option<NaiveDate>> =
            kept.days.iter().map(|(item, measure, day)| (Node { item: *item, measure: *measure }, *day)).collect();
        let Some(known) =
            self.nodes_without_day().map(|node| Some((node, *days.get(&node)?))).collect::<Option<Vec<_>>>()
        else {
            return false;
        };
        self.handed_over = known.into_iter().filter_map(|(node, day)| Some((node, day?))).collect();
        true
    }

    /// Whether there is work under way or done of which no row tells when it was handed over.
    pub fn lacks_handing_over(&self) -> bool {
        self.nodes_without_day().next().is_some()
    }

    fn nodes_without_day(&self) -> impl Iterator<Item = Node> {
        let lacks = |standing: &Standing| standing.stage != Stage::Pending && standing.assigned.is_none();
        self.items().iter().flat_map(move |item| {
            let own = lacks(&item.work.standing).then(|| Node::item(item.id));
            let measures = item
                .measures
                .iter()
                .filter(move |measure| measure.work.as_deref().is_some_and(|work| lacks(&work.standing)));
            own.into_iter().chain(measures.map(|measure| Node::measure(item.id, measure.id)))
        })
    }

    /// Notes when such work was handed over. `entries` are the lines of the journal that put work under way, and the one
    /// that brought the plan, in order.
    pub fn recall_handing_over(&mut self, entries: &[Entry]) {
        let mut imported: Option<NaiveDate> = None;
        let mut begun: BTreeMap<Node, NaiveDate> = BTreeMap::new();
        for entry in entries {
            let day = self.zone.day(entry.at);
            for change in &entry.edit.changes {
                match change {
                    Change::PlanImported { .. } => imported = imported.or(Some(day)),
                    Change::Field { node, to: FieldChange::Standing(swap) } => {
                        let from = swap.before.stage;
                        if from == Stage::Pending && swap.after.stage == Stage::Active {
                            begun.insert(*node, day);
                        } else if from == Stage::Stopped && swap.after.stage == Stage::Active {
                            begun.entry(*node).or_insert(day);
                        }
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
                    | Change::ReportAdded { .. }
                    | Change::ReportRemoved { .. }
                    | Change::UnitAdded { .. }
                    | Change::FromPaper { .. }
                    | Change::UnitRenamed { .. }
                    | Change::Decided { .. }
                    | Change::Plan { .. }
                    | Change::Part { .. }
                    | Change::Extension { .. }
                    | Change::Directive { .. }
                    | Change::Meeting { .. }
                    | Change::Person { .. }
                    | Change::Setting { .. }
                    | Change::Restored { .. } => {}
                }
            }
        }
        // What the document itself had charged was under way from the start. Where the lines do not reach that far, what is
        // known already stays.
        let known = |node: &Node| self.handed_over.get(node).copied();
        let day = |node: Node| Some((node, begun.get(&node).copied().or(imported).or_else(|| known(&node))?));
        self.handed_over = self.nodes_without_day().filter_map(day).collect();
    }
}
