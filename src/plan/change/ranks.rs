//! Ranks: the order of an item's measures. A rank belongs to one measure; one that somebody else has taken meanwhile gives
//! way to the next that is free, and where there is no room the siblings move apart.

use std::collections::BTreeMap;

use crate::plan::{Change, Delta, Item, ItemId, Measure, MeasureId, Node};

/// The measures of an item with their ranks.
pub type Ranks = Vec<(MeasureId, i64)>;

impl Item {
    /// A rank after a measure, or after all, with the moves that make room when there is none left; `None` when the measure
    /// is not there.
    pub fn rank_after(&self, after: Option<MeasureId>) -> Option<(i64, Vec<Change>)> {
        let at = match after {
            Some(id) => self.position(id)? + 1,
            None => self.measures.len(),
        };
        let below = at.checked_sub(1).and_then(|at| self.measures.get(at)).map_or(0, |measure| measure.rank);
        let Some(above) = self.measures.get(at).map(|measure| measure.rank) else {
            return Some((below + Measure::RANK_STEP, Vec::new()));
        };
        if above - below > 1 {
            return Some((below + (above - below) / 2, Vec::new()));
        }
        // No room between the two: those after move up.
        let shift = |measure: &Measure| moved(self.id, measure.id, measure.rank, measure.rank + Measure::RANK_STEP);
        Some((below + Measure::RANK_STEP / 2, self.measures[at..].iter().map(shift).collect()))
    }

    /// The moves by which a measure changes places with the one after or before it; none at the ends. Where several share a
    /// rank, as older programs allowed, all get one of their own.
    pub fn moving(&self, id: MeasureId, down: bool) -> Vec<Change> {
        let Some(at) = self.position(id) else { return Vec::new() };
        let other = if down { at + 1 } else { at.wrapping_sub(1) };
        let (Some(this), Some(that)) = (self.measures.get(at), self.measures.get(other)) else { return Vec::new() };
        if self.measures.windows(2).all(|pair| pair[0].rank < pair[1].rank) {
            return vec![moved(self.id, this.id, this.rank, that.rank), moved(self.id, that.id, that.rank, this.rank)];
        }
        let mut order: Ranks = self.measures.iter().map(|measure| (measure.id, measure.rank)).collect();
        order.swap(at, other);
        apart(self.id, &order)
    }
}

/// The changes, with ranks that nobody else has. `siblings` are the measures, as they are now, of all items that changes add
/// measures to or move some in.
pub fn with_free_ranks(mut changes: Vec<Change>, siblings: &BTreeMap<ItemId, Ranks>) -> Vec<Change> {
    for (item, now) in siblings {
        let mut ranks: BTreeMap<MeasureId, i64> = now.iter().copied().collect();
        for change in changes.iter().filter(|change| change.node().is_some_and(|node| node.item == *item)) {
            match ranked(change) {
                Some((id, Some(rank))) => drop(ranks.insert(id, rank)),
                Some((id, None)) => drop(ranks.remove(&id)),
                None => {}
            }
        }
        for at in 0..changes.len() {
            let Some((id, Some(_))) = ranked(&changes[at]).filter(|_| belongs(&changes[at], *item)) else { continue };
            // A later change may give it yet another rank.
            let is_last = !changes[at + 1..].iter().any(|later| ranked(later).is_some_and(|(other, _)| other == id));
            let Some(rank) = ranks.get(&id).copied().filter(|_| is_last) else { continue };
            if !ranks.iter().any(|(other, taken)| *other != id && *taken == rank) {
                continue;
            }
            let next = ranks.values().copied().filter(|taken| *taken > rank).min();
            let free = match next {
                None => rank + Measure::RANK_STEP,
                Some(next) if next - rank > 1 => rank + (next - rank) / 2,
                Some(_) => {
                    // Those after it move up, so that whoever wished for a place before it still finds that place.
                    let above: Ranks = ranks.iter().filter(|(_, r)| **r > rank).map(|(id, r)| (*id, *r)).collect();
                    for (other, before) in above {
                        let further = before + Measure::RANK_STEP;
                        ranks.insert(other, further);
                        put(&mut changes, *item, other, before, further);
                    }
                    rank + Measure::RANK_STEP / 2
                }
            };
            ranks.insert(id, free);
            put(&mut changes, *item, id, rank, free);
        }
    }
    changes
}

/// Whether a change is about that item.
fn belongs(change: &Change, item: ItemId) -> bool {
    change.node().is_some_and(|node| node.item == item)
}

/// The measure whose rank a change makes, and which; none where it takes the measure away.
fn ranked(change: &Change) -> Option<(MeasureId, Option<i64>)> {
    match change {
        Change::MeasureAdded { measure, .. } => Some((measure.id, Some(measure.rank))),
        Change::MeasureMoved { node, rank } => Some((node.measure?, Some(rank.after))),
        Change::MeasureRemoved { measure, .. } => Some((measure.id, None)),
        Change::Field { .. }
        | Change::Text { .. }
        | Change::ReportAdded { .. }
        | Change::ReportRemoved { .. }
        | Change::UnitAdded { .. }
        | Change::PlanImported { .. }
        | Change::FromPaper { .. }
        | Change::UnitRenamed { .. }
        | Change::Decided { .. }
        | Change::ItemAdded { .. }
        | Change::ItemRemoved { .. }
        | Change::ItemMoved { .. }
        | Change::Sections { .. }
        | Change::ItemsNumbered { .. }
        | Change::Plan { .. }
        | Change::Part { .. }
        | Change::Extension { .. }
        | Change::Directive { .. }
        | Change::Meeting { .. }
        | Change::Person { .. }
        | Change::Setting { .. }
        | Change::Restored { .. } => None,
    }
}

/// Gives a measure another rank: in the change that makes its rank, else by a move of its own.
fn put(changes: &mut Vec<Change>, item: ItemId, id: MeasureId, before: i64, rank: i64) {
    let own = changes.iter_mut().rev().find(|change| ranked(change).is_some_and(|(other, _)| other == id));
    match own {
        Some(Change::MeasureAdded { measure, .. }) => measure.rank = rank,
        Some(Change::MeasureMoved { rank: swap, .. }) => swap.after = rank,
        Some(_) | None => changes.push(moved(item, id, before, rank)),
    }
}

/// The moves that give measures in this order ranks of their own.
fn apart(item: ItemId, order: &Ranks) -> Vec<Change> {
    let far = (1..).map(|n| n * Measure::RANK_STEP);
    let moves = order.iter().zip(far).filter(|((_, before), rank)| before != rank);
    moves.map(|((id, before), rank)| moved(item, *id, *before, rank)).collect()
}

fn moved(item: ItemId, id: MeasureId, before: i64, after: i64) -> Change {
    Change::MeasureMoved { node: Node::measure(item, id), rank: Delta::new(before, after) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ITEM: ItemId = ItemId(1);

    fn added(id: i64, rank: i64) -> Change {
        Change::MeasureAdded {
            item: ITEM,
            measure: Measure { id: MeasureId(id), rank, text: "一条".to_owned(), work: None },
        }
    }

    /// The order of the measures once the changes are done, and whether no two share a rank.
    fn done(now: &Ranks, changes: &[Change]) -> (Vec<i64>, bool) {
        let mut ranks: BTreeMap<MeasureId, i64> = now.iter().copied().collect();
        for change in changes {
            match ranked(change) {
                Some((id, Some(rank))) => drop(ranks.insert(id, rank)),
                Some((id, None)) => drop(ranks.remove(&id)),
                None => {}
            }
        }
        let mut order: Vec<(i64, i64)> = ranks.into_iter().map(|(id, rank)| (rank, id.0)).collect();
        order.sort_unstable();
        let distinct = order.windows(2).all(|pair| pair[0].0 < pair[1].0);
        (order.into_iter().map(|(_, id)| id).collect(), distinct)
    }

    #[test]
    fn a_rank_that_is_taken_gives_way_to_the_next_free_one() {
        let now: Ranks = vec![(MeasureId(1), 10), (MeasureId(7), 15), (MeasureId(2), 20)];
        let siblings = BTreeMap::from([(ITEM, now.clone())]);
        let changes = with_free_ranks(vec![added(8, 15)], &siblings);
        assert_eq!(done(&now, &changes), (vec![1, 7, 8, 2], true));
    }

    #[test]
    fn where_there_is_no_room_the_siblings_move_apart() {
        let now: Ranks = vec![(MeasureId(1), 10), (MeasureId(7), 11), (MeasureId(2), 12)];
        let siblings = BTreeMap::from([(ITEM, now.clone())]);
        let changes = with_free_ranks(vec![added(8, 11)], &siblings);
        assert_eq!(done(&now, &changes), (vec![1, 7, 8, 2], true));
        assert!(changes.len() > 1);
    }

    #[test]
    fn two_who_change_places_keep_their_ranks() {
        let now: Ranks = vec![(MeasureId(1), 10), (MeasureId(2), 20)];
        let swap = vec![moved(ITEM, MeasureId(1), 10, 20), moved(ITEM, MeasureId(2), 20, 10)];
        assert_eq!(with_free_ranks(swap.clone(), &BTreeMap::from([(ITEM, now)])), swap);
    }

    proptest! {
        #[test]
        fn nobody_ever_shares_a_rank(
            now in proptest::collection::btree_map(0_i64..8, 0_i64..30, 0..8),
            wishes in proptest::collection::vec((0_i64..12, 0_i64..30, any::<bool>()), 1..6),
        ) {
            // What is there is in order: each rank once.
            let mut taken = std::collections::BTreeSet::new();
            let now: Ranks =
                now.into_iter().filter(|(_, rank)| taken.insert(*rank)).map(|(id, rank)| (MeasureId(id), rank)).collect();
            let mut changes = Vec::new();
            for (id, rank, removes) in wishes {
                let there = now.iter().find(|(other, _)| other.0 == id);
                if changes.iter().any(|change| ranked(change).is_some_and(|(other, _)| other.0 == id)) {
                    continue;
                }
                changes.push(match there {
                    None => added(id, rank),
                    Some((_, before)) if removes => {
                        let measure = Measure { id: MeasureId(id), rank: *before, text: "一条".to_owned(), work: None };
                        Change::MeasureRemoved { item: ITEM, measure }
                    }
                    Some((_, before)) => moved(ITEM, MeasureId(id), *before, rank),
                });
            }
            let settled = with_free_ranks(changes, &BTreeMap::from([(ITEM, now.clone())]));
            prop_assert!(done(&now, &settled).1, "{settled:?}");
        }
    }
}
