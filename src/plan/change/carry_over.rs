//! 结转: what is unfinished of one plan goes into the next, with who is charged, targets and open measures, and a link back. The
//! figure stays with the plan in which it was reached; a new date is for the new plan to set.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{
    Board, Change, Delta, Due, FieldChange, Item, ItemHead, ItemId, Measure, MeasureId, Node, Period, Section, Stage,
    Work, bare,
};

/// An item that goes into another plan.
#[derive(Debug, Clone, PartialEq)]
pub struct CarriedItem {
    /// The item that is not finished.
    pub item: ItemId,
    /// The number that it gets there.
    pub no: u32,
    /// The section it goes into.
    pub section: String,
    /// Whether it was carried over before.
    pub is_there: bool,
    /// The number of an item of the same title that the other plan has of its own.
    pub namesake: Option<u32>,
    /// What it comes to in the other plan.
    pub changes: Vec<Change>,
}

impl Board {
    /// The items that are neither closed nor stopped.
    pub fn unfinished(&self) -> impl Iterator<Item = &Item> {
        self.items().iter().filter(|item| is_open(&item.work))
    }

    /// What is unfinished, as it goes into another plan; `id` makes names, `why` is told with each.
    pub fn carried_into(&self, next: &Board, why: &str, id: &mut dyn FnMut() -> i64) -> Vec<CarriedItem> {
        let there: BTreeSet<ItemId> = next.items().iter().filter_map(|item| item.carried_from).collect();
        // Of two with one title the first.
        let titles: BTreeMap<String, u32> = next.items().iter().rev().map(|it| (bare(&it.title), it.no)).collect();
        let mut numbers = next.next_no()..;
        let mut carried = Vec::new();
        for item in self.unfinished() {
            let Some(section) = self.section(item.section).and_then(|section| place_of(section, next)) else {
                continue;
            };
            let is_there = there.contains(&item.id);
            let namesake = titles.get(&bare(&item.title)).copied().filter(|_| !is_there);
            let mut changes = Vec::new();
            let no = if is_there { 0 } else { numbers.next().unwrap_or_default() };
            if !is_there {
                let head = ItemHead {
                    id: ItemId(id()),
                    section: section.id,
                    no,
                    title: item.title.clone(),
                    group: item.group.clone(),
                    why: why.to_owned(),
                    carried_from: Some(item.id),
                };
                let node = Node::item(head.id);
                changes.push(Change::ItemAdded { item: head });
                changes.extend(charged(node, &item.work, next.plan.period));
                let open = item.measures.iter().filter(|measure| measure.work.as_deref().is_none_or(is_open));
                for (measure, rank) in open.zip(1..) {
                    let new = MeasureId(id());
                    let text = measure.text.clone();
                    let measure_added = Measure { id: new, rank: rank * Measure::RANK_STEP, text, work: None };
                    changes.push(Change::MeasureAdded { item: node.item, measure: measure_added });
                    let work = measure.work.as_deref();
                    changes.extend(
                        work.into_iter()
                            .flat_map(|work| charged(Node::measure(node.item, new), work, next.plan.period)),
                    );
                }
            }
            carried.push(CarriedItem {
                item: item.id,
                no,
                section: section.label.clone(),
                is_there,
                namesake,
                changes,
            });
        }
        carried
    }
}

/// Gives the items that are added numbers without a gap: of what was offered only a part may have been taken.
pub fn number_on(changes: &mut [Change], next: u32) {
    for (change, no) in changes.iter_mut().filter(|change| matches!(change, Change::ItemAdded { .. })).zip(next..) {
        if let Change::ItemAdded { item } = change {
            item.no = no;
        }
    }
}

fn is_open(work: &Work) -> bool {
    !matches!(work.standing.stage, Stage::Closed | Stage::Stopped)
}

/// Who is charged and what for, as it is asked of somebody anew. A date that lies in the new plan's span stays.
fn charged(node: Node, work: &Work, period: Period) -> Vec<Change> {
    let nothing = Work::default();
    let due = work.due.current.filter(|due| *due >= period.first());
    let mut changes = Vec::new();
    let mut push = |to: FieldChange| {
        if !to.is_idle() {
            changes.push(Change::Field { node, to });
        }
    };
    push(FieldChange::Lead(Delta::new(None, work.lead.clone())));
    push(FieldChange::Support(Delta::new(nothing.support, work.support.clone())));
    push(FieldChange::Leader(Delta::new(None, work.leader.clone())));
    push(FieldChange::Counties(Delta::new(nothing.counties, work.counties.clone())));
    push(FieldChange::Target(Delta::new(None, work.target.clone())));
    push(FieldChange::Cadence(Delta::new(None, work.cadence)));
    push(FieldChange::Lever(Delta::new(None, work.lever.clone())));
    push(FieldChange::Safeguard(Delta::new(None, work.safeguard.clone())));
    push(FieldChange::Due(Delta::new(
        Due::default(),
        due.map_or_else(Due::default, |due| Due::default().moved_to(Some(due))),
    )));
    changes
}

/// The section of the next plan that is most like one of this: the same label, else as many characters of its heading as
/// possible, else the first.
fn place_of<'a>(section: &Section, next: &'a Board) -> Option<&'a Section> {
    let of = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<BTreeSet<char>>();
    let heading = of(&section.heading);
    let same = next.sections.iter().find(|other| other.label == section.label);
    let like = |other: &&Section| of(&other.heading).intersection(&heading).count();
    let likest = next.sections.iter().rev().max_by_key(like).filter(|other| like(other) > 1);
    same.or(likest).or(next.sections.first())
}
