//! A corrected version of a paper against the plan that was made of it: what is new, changed and gone, three ways, so that
//! what the office has changed since is never overwritten unseen. Nothing is changed here; what is chosen becomes one edit.

use std::collections::BTreeSet;

use super::difference::{About, Difference, DifferenceKind, Pairing, likeness, section_like};
use super::revised_frame::RevisedPaper;
use crate::plan::{
    Board, Change, Delta, Entry, Field, FieldChange, Item, ItemHead, ItemId, Measure, MeasureId, Node, PaperKind, Unit,
    Work, bare, clean_line,
};
use crate::read::{DraftItem, DraftPlan, DraftSection, DraftWork};

/// The plan as its papers say: as it was made of the first, with what was taken over of later ones. `entries` is the journal
/// that leads up to `now`.
pub fn as_papers_say(now: &Board, entries: &[Entry]) -> Board {
    let imported = |change: &Change| matches!(change, Change::PlanImported { .. });
    let begun = entries.iter().position(|entry| entry.edit.changes.iter().any(imported)).map_or(0, |at| at + 1);
    let mut board = now.as_of(entries, begun);
    let is_said = |change: &Change| matches!(change, Change::FromPaper { kind: PaperKind::Correction, .. });
    let corrected = entries[begun..].iter().filter(|entry| entry.edit.changes.iter().any(is_said));
    for change in corrected.flat_map(|entry| &entry.edit.changes) {
        board.apply(change);
    }
    board
}

/// What a corrected paper says otherwise. `base` is the plan as it was made of the paper before, `now` as it is; `id` makes
/// names for what is new, `why` is the reason that is told with what comes and goes.
pub fn differences(
    base: &Board,
    now: &Board,
    draft: &DraftPlan,
    why: &str,
    id: &mut dyn FnMut() -> i64,
) -> RevisedPaper {
    let drafted: Vec<(&DraftSection, &DraftItem)> =
        draft.sections.iter().flat_map(|section| section.items.iter().map(move |item| (section, item))).collect();
    let was = |item: &Item| {
        let measures = item.measures.iter().map(|measure| measure.text.as_str());
        (bare(&item.title), whole(&item.title, measures))
    };
    let is = |(_, item): &(&DraftSection, &DraftItem)| {
        let measures = item.measures.iter().map(|(measure, _)| measure.text.as_str());
        (bare(&item.title.text), whole(&item.title.text, measures))
    };
    let were: Vec<(String, String)> = base.items().iter().map(was).collect();
    let are: Vec<(String, String)> = drafted.iter().map(is).collect();
    let pairs = matched(&were, &are);
    let mut found = Vec::new();
    let mut paired = Vec::new();
    let mut numbers = now.next_no()..;
    for (at, (section, item)) in drafted.iter().enumerate() {
        let Some((from, _)) = pairs.iter().find(|(_, to)| *to == at) else {
            // An earlier correction, or the office, has added it already.
            let title = bare(&item.title.text);
            let is_it = |it: &&Item| base.item(it.id).is_none() && bare(&it.title) == title;
            if let Some(is) = now.items().iter().find(is_it) {
                Pair { base: now, now, was: is, is, item, id }.compare(&mut found);
                continue;
            }
            found.extend(numbers.next().map(|no| new_item(now, section, item, no, why, id)));
            continue;
        };
        let was = &base.items()[*from];
        // What the office has taken away stays away.
        if let Some(is) = now.item(was.id) {
            paired.push(Pairing { was, is, section, item });
            Pair { base, now, was, is, item, id }.compare(&mut found);
        }
    }
    for (at, was) in base.items().iter().enumerate() {
        let is_kept = pairs.iter().any(|(from, _)| *from == at);
        let Some(is) = now.item(was.id).filter(|_| !is_kept) else { continue };
        found.push(Difference {
            kind: DifferenceKind::Gone,
            no: is.no,
            about: About::Item,
            before: was.title.clone(),
            now: is.title.clone(),
            after: String::new(),
            lacks_section: None,
            changes: vec![Change::ItemRemoved { item: is.head(why) }],
        });
    }
    let mut revised = RevisedPaper { differences: found, ..RevisedPaper::default() };
    revised.add_frame(base, now, draft, &paired);
    revised
}

/// All words of an item.
fn whole<'a>(title: &'a str, measures: impl Iterator<Item = &'a str>) -> String {
    std::iter::once(title).chain(measures).collect::<Vec<_>>().join(" ")
}

/// Which of the old texts is which of the new: those that begin alike first, then the most similar near each other. Each has
/// a key that is compared as a whole, and a text whose likeness counts.
fn matched(old: &[(String, String)], new: &[(String, String)]) -> Vec<(usize, usize)> {
    const LEAST: f64 = 0.5;
    /// So many places apart two are still looked at.
    const FAR: usize = 20;
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let (mut used_old, mut used_new) = (vec![false; old.len()], vec![false; new.len()]);
    let mut take = |pairs: &mut Vec<(usize, usize)>, from: usize, to: usize| {
        if !used_old[from] && !used_new[to] {
            (used_old[from], used_new[to]) = (true, true);
            pairs.push((from, to));
        }
    };
    let mut by_key: std::collections::HashMap<&str, Vec<usize>> = std::collections::HashMap::new();
    for (to, (key, _)) in new.iter().enumerate().rev() {
        by_key.entry(key).or_default().push(to);
    }
    for (from, (key, _)) in old.iter().enumerate() {
        if let Some(to) = by_key.get_mut(key.as_str()).and_then(Vec::pop) {
            take(&mut pairs, from, to);
        }
    }
    let is_left = |pairs: &[(usize, usize)], from: usize, to: usize| !pairs.iter().any(|(f, t)| *f == from || *t == to);
    let near = |from: usize| from.saturating_sub(FAR)..(from + FAR + 1).min(new.len());
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for (from, (_, text)) in old.iter().enumerate() {
        for to in near(from).filter(|to| is_left(&pairs, from, *to)) {
            let score = likeness(text, &new[to].1);
            if score >= LEAST {
                scored.push((score, from, to));
            }
        }
    }
    scored.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (_, from, to) in scored {
        take(&mut pairs, from, to);
    }
    pairs
}

/// An item of the plan, as it was made of the paper and as it is, beside what the paper says of it now.
struct Pair<'a> {
    base: &'a Board,
    now: &'a Board,
    was: &'a Item,
    is: &'a Item,
    item: &'a DraftItem,
    id: &'a mut dyn FnMut() -> i64,
}

impl Pair<'_> {
    fn compare(mut self, found: &mut Vec<Difference>) {
        let title = clean_line(&self.item.title.text);
        self.text(Node::item(self.is.id), About::Item, &self.was.title, &self.is.title, &title, found);
        self.work(Node::item(self.is.id), &self.item.work, found);
        self.measures(found);
    }

    fn difference(&self, kind: DifferenceKind, about: About, texts: [String; 3], changes: Vec<Change>) -> Difference {
        let [before, now, after] = texts;
        Difference { kind, no: self.is.no, about, before, now, after, lacks_section: None, changes }
    }

    fn text(&self, node: Node, about: About, was: &str, is: &str, says: &str, found: &mut Vec<Difference>) {
        if says.is_empty() || says == was || says == is {
            return;
        }
        let text = Delta::new(is.to_owned(), says.to_owned());
        let texts = [was.to_owned(), is.to_owned(), says.to_owned()];
        found.push(self.difference(DifferenceKind::Changed, about, texts, vec![Change::Text { node, text }]));
    }

    /// Who and when, where the paper says it.
    fn work(&self, node: Node, says: &DraftWork, found: &mut Vec<Difference>) {
        let (was, is) = (self.base.work(node).unwrap_or_default(), self.now.work(node).unwrap_or_default());
        for to in work_said(&was, &is, says) {
            let field = to.field();
            let values = [value(field, &was), value(field, &is), after(&to)];
            let mut changes: Vec<Change> = unknown_units(self.now, &to);
            changes.push(Change::Field { node, to });
            found.push(self.difference(DifferenceKind::Changed, About::Field(field), values, changes));
        }
    }

    fn measures(&mut self, found: &mut Vec<Difference>) {
        let key = |text: &str| (bare(text), text.to_owned());
        let were: Vec<(String, String)> = self.was.measures.iter().map(|measure| key(&measure.text)).collect();
        let are: Vec<(String, String)> = self.item.measures.iter().map(|(it, _)| key(&clean_line(&it.text))).collect();
        let pairs = matched(&were, &are);
        let place = |id: MeasureId| self.is.position(id).map_or(0, |at| at + 1);
        for (from, to) in &pairs {
            let was = &self.was.measures[*from];
            let Some(is) = self.is.measure(was.id) else { continue };
            let node = Node::measure(self.is.id, is.id);
            let says = clean_line(&self.item.measures[*to].0.text);
            // Only punctuation or widths are no other text.
            if bare(&was.text) != bare(&says) {
                self.text(node, About::Measure(place(is.id)), &was.text, &is.text, &says, found);
            }
            self.work(node, &self.item.measures[*to].1, found);
        }
        for (at, was) in self.was.measures.iter().enumerate() {
            let is_kept = pairs.iter().any(|(from, _)| *from == at);
            let Some(is) = self.is.measure(was.id).filter(|_| !is_kept) else { continue };
            let texts = [was.text.clone(), is.text.clone(), String::new()];
            let change = Change::MeasureRemoved { item: self.is.id, measure: is.clone() };
            found.push(self.difference(DifferenceKind::Gone, About::Measure(place(is.id)), texts, vec![change]));
        }
        let known: BTreeSet<String> = self.is.measures.iter().map(|measure| bare(&measure.text)).collect();
        let mut last = self.is.measures.last().map_or(0, |measure| measure.rank);
        for (at, (text, work)) in self.item.measures.iter().enumerate() {
            let text = clean_line(&text.text);
            // The office may have added the same.
            if pairs.iter().any(|(_, to)| *to == at) || text.is_empty() || known.contains(&bare(&text)) {
                continue;
            }
            // After the one that stands before it in the paper, where that is still there.
            let before = pairs.iter().filter(|(_, to)| *to < at).max_by_key(|(_, to)| *to);
            let before = before.and_then(|(from, _)| self.is.measure(self.was.measures[*from].id));
            let rank = before.and_then(|it| self.now_rank_after(it)).unwrap_or_else(|| {
                last += Measure::RANK_STEP;
                last
            });
            let measure = Measure { id: MeasureId((self.id)()), rank, text: text.clone(), work: None };
            let node = Node::measure(self.is.id, measure.id);
            let mut changes = vec![Change::MeasureAdded { item: self.is.id, measure }];
            changes.extend(new_work(self.now, node, work));
            let texts = [String::new(), String::new(), text];
            found.push(self.difference(DifferenceKind::New, About::Measure(0), texts, changes));
        }
    }

    /// A rank between a measure and the next, if there is one left.
    fn now_rank_after(&self, before: &Measure) -> Option<i64> {
        let at = self.is.position(before.id)?;
        let next = self.is.measures.get(at + 1)?;
        let middle = before.rank + (next.rank - before.rank) / 2;
        (middle > before.rank).then_some(middle)
    }
}

/// The fields of which the paper says something else than before, and than the board.
fn work_said(was: &Work, is: &Work, says: &DraftWork) -> Vec<FieldChange> {
    let mut said = Vec::new();
    let differs = |was: &Option<String>, is: &Option<String>, says: &Option<String>| {
        says.as_ref()
            .map(|text| clean_line(text))
            .filter(|text| Some(text) != was.as_ref() && Some(text) != is.as_ref())
    };
    if let Some(lead) = differs(&was.lead, &is.lead, &says.lead) {
        said.push(FieldChange::Lead(Delta::new(is.lead.clone(), Some(lead))));
    }
    if let Some(leader) = differs(&was.leader, &is.leader, &says.leader) {
        said.push(FieldChange::Leader(Delta::new(is.leader.clone(), Some(leader))));
    }
    let support: BTreeSet<String> = says.support.iter().map(|name| clean_line(name)).collect();
    if !support.is_empty() && support != was.support && support != is.support {
        said.push(FieldChange::Support(Delta::new(is.support.clone(), support)));
    }
    if let Some(due) = says.due.filter(|due| Some(*due) != was.due.current && Some(*due) != is.due.current) {
        said.push(FieldChange::Due(Delta::new(is.due, is.due.moved_to(Some(due)))));
    }
    if let Some(cadence) = says.cadence.filter(|it| Some(*it) != was.cadence && Some(*it) != is.cadence) {
        said.push(FieldChange::Cadence(Delta::new(is.cadence, Some(cadence))));
    }
    said
}

/// What a field says, plain enough to be compared.
fn value(field: Field, work: &Work) -> String {
    match field {
        Field::Lead => work.lead.clone().unwrap_or_default(),
        Field::Leader => work.leader.clone().unwrap_or_default(),
        Field::Support => work.support.iter().cloned().collect::<Vec<_>>().join("、"),
        Field::Due => work.due.current.map(|due| due.to_string()).unwrap_or_default(),
        Field::Cadence => work.cadence.map(|cadence| cadence.code().to_owned()).unwrap_or_default(),
        Field::Standing
        | Field::Percent
        | Field::Start
        | Field::Counties
        | Field::Target
        | Field::Forecast
        | Field::Lever
        | Field::Safeguard => String::new(),
    }
}

fn after(to: &FieldChange) -> String {
    let mut work = Work::default();
    to.apply(&mut work);
    value(to.field(), &work)
}

/// Units that a field names and nobody knows yet.
fn unknown_units(board: &Board, to: &FieldChange) -> Vec<Change> {
    let mut work = Work::default();
    to.apply(&mut work);
    let new = work.lead.iter().chain(&work.support).filter(|name| board.unit(name).is_none());
    new.map(|name| Change::UnitAdded { unit: Unit::named(name.clone()) }).collect()
}

/// What a new item or measure says of who and when.
fn new_work(board: &Board, node: Node, says: &DraftWork) -> Vec<Change> {
    let nothing = Work::default();
    let mut changes = Vec::new();
    for to in work_said(&nothing, &nothing, says) {
        changes.extend(unknown_units(board, &to));
        changes.push(Change::Field { node, to });
    }
    changes
}

/// An item that the plan does not have: with its measures, and who and when.
fn new_item(
    now: &Board,
    section: &DraftSection,
    item: &DraftItem,
    no: u32,
    why: &str,
    id: &mut dyn FnMut() -> i64,
) -> Difference {
    let title = clean_line(&item.title.text);
    let mut difference = Difference {
        kind: DifferenceKind::New,
        no: item.no,
        about: About::Item,
        before: String::new(),
        now: String::new(),
        after: title.clone(),
        lacks_section: None,
        changes: Vec::new(),
    };
    let Some(section) = section_like(now, section) else {
        difference.lacks_section = Some(section.heading.text.clone());
        return difference;
    };
    let group = item.group.as_ref().map(|group| clean_line(&group.text)).unwrap_or_default();
    let head =
        ItemHead { id: ItemId(id()), section: section.id, no, title, group, why: why.to_owned(), carried_from: None };
    let node = Node::item(head.id);
    difference.no = no;
    difference.changes.push(Change::ItemAdded { item: head });
    difference.changes.extend(new_work(now, node, &item.work));
    for ((text, work), rank) in item.measures.iter().zip(1..) {
        let text = clean_line(&text.text);
        if text.is_empty() {
            continue;
        }
        let measure = Measure { id: MeasureId(id()), rank: rank * Measure::RANK_STEP, text, work: None };
        let of_measure = Node::measure(node.item, measure.id);
        difference.changes.push(Change::MeasureAdded { item: node.item, measure });
        difference.changes.extend(new_work(now, of_measure, work));
    }
    difference
}
