//! Units: what renaming one, or merging it into another, changes; and what the bureau says of all of them. Reports keep the
//! name of the unit that made them.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{
    Board, Change, Delta, Directive, FieldChange, Item, Measure, Node, Part, Settings, Unit, UnitEntry, UnitKind,
    UnitName, UnitTable, Work,
};

impl Board {
    /// All units as the bureau has ordered them, those that are no more at the end; what it has said nothing of comes after
    /// what it has, kind by kind in the order in which it became known.
    pub fn units_in_order(&self) -> Vec<UnitEntry> {
        let known = |name: &str| self.units.iter().any(|unit| unit.name == name);
        let mut entries: Vec<UnitEntry> =
            self.unit_table.units.iter().filter(|entry| known(&entry.name)).cloned().collect();
        let said: BTreeSet<&str> = self.unit_table.units.iter().map(|entry| entry.name.as_str()).collect();
        let unsaid = self.units.iter().filter(|unit| !said.contains(unit.name.as_str()));
        let mut unsaid: Vec<UnitEntry> = unsaid.map(UnitEntry::of).collect();
        unsaid.sort_by_key(|entry| entry.kind);
        entries.extend(unsaid);
        entries.sort_by_key(|entry| entry.retired);
        entries
    }

    /// The units that work is given to, as the bureau has ordered them.
    pub fn units_in_use(&self) -> Vec<Unit> {
        let entries = self.units_in_order().into_iter().filter(|entry| !entry.retired);
        entries.map(|entry| Unit { name: entry.name, kind: entry.kind }).collect()
    }

    /// The known unit that a name which nobody knows is like: all but one of its characters, in their order.
    pub fn unit_like(&self, name: &str) -> Option<UnitName> {
        let is_like = |other: &&Unit| other.name != name && differ_by_one(&other.name, name);
        self.units.iter().find(is_like).map(|unit| unit.name.clone())
    }

    /// How many items and measures a unit leads, and how many it takes part in.
    pub fn work_of_unit(&self, name: &str) -> (usize, usize) {
        self.work_of_units().get(name).copied().unwrap_or_default()
    }

    /// The same of every unit that has any.
    pub fn work_of_units(&self) -> BTreeMap<&str, (usize, usize)> {
        let works = self.items().iter().flat_map(|item| {
            std::iter::once(&item.work).chain(item.measures.iter().filter_map(|measure| measure.work.as_deref()))
        });
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for work in works {
            let lead = work.lead.as_deref();
            if let Some(lead) = lead {
                counts.entry(lead).or_default().0 += 1;
            }
            let joins: BTreeSet<&str> = work.support.iter().chain(&work.counties).map(String::as_str).collect();
            for unit in joins.into_iter().filter(|unit| Some(*unit) != lead) {
                counts.entry(unit).or_default().1 += 1;
            }
        }
        counts
    }

    /// What it changes of this plan that a unit is called otherwise, or is merged into one that there is.
    pub fn unit_renamed(&self, from: &UnitName, to: &UnitName) -> Vec<Change> {
        let mut changes = Vec::new();
        if self.unit(to).is_none() {
            let kind = self.unit(from).map_or_else(|| UnitKind::guess(to), |unit| unit.kind);
            changes.push(Change::UnitAdded { unit: Unit { name: to.clone(), kind } });
        }
        for item in self.items() {
            changes.extend(renamed_in(Node::item(item.id), &item.work, from, to));
            for Measure { id, work, .. } in &item.measures {
                if let Some(work) = work {
                    changes.extend(renamed_in(Node::measure(item.id, *id), work, from, to));
                }
            }
            changes.extend(part_moved(item, from, to));
        }
        for directive in self.directives.iter().filter(|it| it.owner.as_ref() == Some(from) && it.closed.is_none()) {
            let after = Directive { owner: Some(to.clone()), ..directive.clone() };
            let (id, delta) = (directive.id, Delta::changed(directive.clone(), after));
            changes.push(Change::Directive { id, directive: Box::new(delta) });
        }
        changes
    }

    /// The table of units in the place of the one there is.
    pub fn unit_table_changed(&self, table: &UnitTable) -> Change {
        let before = self.settings.get(Settings::UNITS).cloned();
        // A list of names and words always has a JSON form.
        let after = serde_json::to_string(table).ok();
        Change::Setting { name: Settings::UNITS.to_owned(), value: Delta::new(before, after) }
    }
}

/// Whether two names differ by one character that was changed, left out or put in; of names of two characters nobody can
/// tell.
fn differ_by_one(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let same_end = one[same..].iter().rev().zip(other[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let left = (one.len() - same - same_end).max(other.len() - same - same_end);
    left == 1 && one.len().min(other.len()) > 2
}

/// One work in which a unit is called otherwise.
fn renamed_in(node: Node, work: &Work, from: &UnitName, to: &UnitName) -> Vec<Change> {
    let renamed = |names: &BTreeSet<UnitName>| -> BTreeSet<UnitName> {
        names.iter().map(|name| if name == from { to } else { name }).cloned().collect()
    };
    let mut changes = Vec::new();
    let mut push = |to| changes.push(Change::Field { node, to });
    let lead = work.lead.clone().map(|lead| if lead == *from { to.clone() } else { lead });
    if lead != work.lead {
        push(FieldChange::Lead(Delta::new(work.lead.clone(), lead.clone())));
    }
    if work.support.contains(from) || lead != work.lead {
        // Who leads does not take part beside that.
        let mut support = renamed(&work.support);
        support.retain(|name| Some(name) != lead.as_ref());
        if support != work.support {
            push(FieldChange::Support(Delta::new(work.support.clone(), support)));
        }
    }
    if work.counties.contains(from) {
        push(FieldChange::Counties(Delta::new(work.counties.clone(), renamed(&work.counties))));
    }
    changes
}

/// A unit's own part of an item under its new name; where the other has one of its own already, that counts.
fn part_moved(item: &Item, from: &UnitName, to: &UnitName) -> Vec<Change> {
    let Some(part) = item.parts.get(from) else { return Vec::new() };
    let change = |unit: &UnitName, part| Change::Part { item: item.id, unit: unit.clone(), part };
    let mut changes = vec![change(from, Delta::new(part.clone(), Part::default()))];
    if !item.parts.contains_key(to) {
        changes.insert(0, change(to, Delta::new(Part::default(), part.clone())));
    }
    changes
}
