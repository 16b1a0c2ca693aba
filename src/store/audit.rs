//! Audit, for every engine: whether what is kept is what the journal says. The hash chain finds a line that was changed, the
//! walk back to the document a row that was; an engine only tells what it keeps.

use crate::store::checkup::Fault;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use sha2::{Digest, Sha256};

use super::checkup::{Check, Finding};
use super::journal::{Line, hex};
use super::tx::Answer;
use crate::plan::{Board, COUNTIES, Change, Entry, ItemId, Measure, MeasureId, Node, PlanId, Unit, UnitKind, Work};

/// A measure of which a board shows little: one that nobody touched, or one that was taken away.
#[derive(Debug, Clone, PartialEq)]
pub struct QuietMeasure {
    /// Which.
    pub id: MeasureId,
    /// The item it belongs to.
    pub item: ItemId,
    /// Its rank.
    pub rank: i64,
    /// Its sentence.
    pub text: String,
    /// Whether it was taken away.
    pub removed: bool,
    /// What the office added.
    pub work: Work,
    /// Whether there is also nothing in it that the work would not show.
    pub bare: bool,
}

/// Everything that an engine keeps, as of one moment.
pub trait Archive {
    /// All plans.
    fn plans(&self) -> Answer<Vec<PlanId>>;
    /// One plan, whole.
    fn board(&self, plan: PlanId) -> Answer<Option<Board>>;
    /// The document it was read from.
    fn source(&self, plan: PlanId) -> Answer<String>;
    /// Where sections, items and measures stand in it: id, first and last byte; each sort in the order of its ids.
    fn places(&self, plan: PlanId) -> Answer<Vec<[i64; 3]>>;
    /// Shows each line of the journal in order, until `see` has seen enough.
    fn each_line(&self, see: &mut dyn FnMut(Line) -> bool) -> Answer<()>;
    /// What was done to a plan, or to everything, in order.
    fn entries(&self, plan: PlanId) -> Answer<Vec<Entry>>;
    /// Shows each quiet measure, until `see` has seen enough.
    fn each_quiet_measure(&self, plan: PlanId, see: &mut dyn FnMut(QuietMeasure) -> bool) -> Answer<()>;
    /// The rows of a sort with the line that is noted to have touched them last.
    fn touched(&self, plan: PlanId, sort: &str) -> Answer<Vec<(i64, i64)>>;
    /// Which items are noted to be touched by which lines.
    fn index(&self) -> Answer<BTreeSet<(i64, i64)>>;
    /// All units; without a kind where that is none.
    fn units(&self) -> Answer<Vec<(String, Option<UnitKind>)>>;
}

/// The sorts of rows that note which line touched them last.
const SORTS: [&str; 6] = ["item", "measure", "report", "extension", "directive", "meeting"];

/// Hash over everything of a plan that came from its document: the board, the document itself, and where each part
/// stands in it.
pub fn digest(archive: &dyn Archive, plan: PlanId, board: &Board) -> Answer<String> {
    let mut hasher = Sha256::new();
    hasher.update(board.canonical_text().as_bytes());
    hasher.update(archive.source(plan)?.as_bytes());
    for place in archive.places(plan)? {
        for part in place {
            hasher.update(part.to_le_bytes());
        }
    }
    Ok(hex(&hasher.finalize()))
}

/// Each line of the journal is hashed over the one before; only a restored backup may leave numbers out.
pub fn chain(archive: &dyn Archive) -> Answer<Vec<Finding>> {
    let (mut before, mut last) = (String::new(), 0_i64);
    let mut latest = String::new();
    let mut findings = Vec::new();
    archive.each_line(&mut |line| {
        let gap = line.seq != last + 1 && !line.changes.contains("\"change\":\"restored\"");
        if line.hash != line.hash_over(&before) || gap {
            findings = vec![Finding::bad(Check::Chain, Fault::Chain, &[("seq", &line.seq)])];
            return false;
        }
        // Two who write at once note their times before they wait for each other.
        if is_well_before(&line.at, &latest) && findings.is_empty() {
            findings.push(Finding::doubtful(Check::Chain, Fault::Clock, &[("seq", &line.seq), ("at", &line.at)]));
        }
        latest = std::mem::take(&mut latest).max(line.at);
        (before, last) = (line.hash, line.seq);
        true
    })?;
    Ok(findings)
}

/// Whether a time lies more than a minute before another: so far only a clock that was set back goes.
fn is_well_before(at: &str, latest: &str) -> bool {
    let parse = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
    matches!((parse(at), parse(latest)), (Some(at), Some(latest)) if latest - at > chrono::Duration::minutes(1))
}

/// Walks the journal back, plan by plan, down to what was read from the document.
pub fn fold(archive: &dyn Archive) -> Answer<Vec<Finding>> {
    let mut findings = Vec::new();
    for plan in archive.plans()? {
        findings.extend(fold_plan(archive, plan)?);
    }
    Ok(findings)
}

fn fold_plan(archive: &dyn Archive, plan: PlanId) -> Answer<Option<Finding>> {
    let Some(mut board) = archive.board(plan)? else { return Ok(None) };
    let entries = archive.entries(plan)?;
    if let Some(finding) = quiet_measures(archive, plan, &entries)? {
        return Ok(Some(finding));
    }
    if let Some(finding) = marks(archive, plan, &entries)? {
        return Ok(Some(finding));
    }
    for entry in entries.iter().rev() {
        if let Err(mismatch) = board.roll_back(entry) {
            let change = mismatch.entry.edit.changes.get(mismatch.index);
            if let Some(Change::Person { login, .. }) = change {
                let values: [(&'static str, &dyn Display); 2] = [("login", login), ("seq", &entry.seq.0)];
                return Ok(Some(Finding::bad(Check::Fold, Fault::FoldPerson, &values)));
            }
            if let Some(Change::Setting { name, .. }) = change {
                let values: [(&'static str, &dyn Display); 2] = [("name", name), ("seq", &entry.seq.0)];
                return Ok(Some(Finding::bad(Check::Fold, Fault::FoldSetting, &values)));
            }
            let node = change.and_then(Change::node);
            let no = node.and_then(|node| board.item(node.item)).map(|item| item.no.to_string()).unwrap_or_default();
            return Ok(Some(Finding::bad(Check::Fold, Fault::Fold, &[("seq", &entry.seq.0), ("no", &no)])));
        }
    }
    if !board.is_untouched() || !board.people.is_empty() {
        return Ok(Some(Finding::bad(Check::Fold, Fault::FoldRest, &[("plan", &plan.0)])));
    }
    let read = |change: &Change| {
        if let Change::PlanImported { digest, .. } = change { Some(digest.clone()) } else { None }
    };
    let written = entries.iter().flat_map(|entry| &entry.edit.changes).find_map(read);
    let text = match written.flatten() {
        None => Some(Finding::doubtful(Check::Fold, Fault::NoDigest, &[("plan", &plan.0)])),
        Some(written) if written == digest(archive, plan, &board)? => None,
        Some(_) => Some(Finding::bad(Check::Fold, Fault::FoldText, &[("plan", &plan.0)])),
    };
    // Earlier programs had no way to set anything: it was done by hand, and may have been well meant.
    let by_hand = |name: &String| Finding::doubtful(Check::Settings, Fault::SettingUnjournaled, &[("name", name)]);
    Ok(text.or_else(|| board.settings.keys().next().map(by_hand)))
}

/// Measures that nobody touched carry no work, and removed ones are as they were when they went.
fn quiet_measures(archive: &dyn Archive, plan: PlanId, entries: &[Entry]) -> Answer<Option<Finding>> {
    let mut removed: BTreeMap<MeasureId, (ItemId, &Measure)> = BTreeMap::new();
    for change in entries.iter().flat_map(|entry| &entry.edit.changes) {
        if let Change::MeasureRemoved { item, measure } = change {
            removed.insert(measure.id, (*item, measure));
        }
    }
    let mut odd = None;
    archive.each_quiet_measure(plan, &mut |quiet| {
        let fits = if quiet.removed {
            removed.get(&quiet.id).is_some_and(|(of, measure)| {
                let kept = measure.work.as_deref().cloned().unwrap_or_default();
                (*of, measure.rank, &measure.text, &kept) == (quiet.item, quiet.rank, &quiet.text, &quiet.work)
            })
        } else {
            quiet.work == Work::default() && quiet.bare
        };
        odd = (!fits).then_some(quiet.id);
        fits
    })?;
    Ok(odd.map(|id| Finding::bad(Check::Fold, Fault::FoldRow, &[("table", &"measure"), ("id", &id.0)])))
}

/// The line noted at each row is the last one that touched it.
fn marks(archive: &dyn Archive, plan: PlanId, entries: &[Entry]) -> Answer<Option<Finding>> {
    let mut last: BTreeMap<(&str, i64), i64> = BTreeMap::new();
    for entry in entries {
        for change in &entry.edit.changes {
            if let Some(node) = change.node() {
                let key = node.measure.map_or(("item", node.item.0), |measure| ("measure", measure.0));
                last.insert(key, entry.seq.0);
            }
            match change {
                Change::ReportAdded { report } => drop(last.insert(("report", report.id.0), entry.seq.0)),
                Change::Extension { id, .. } => drop(last.insert(("extension", id.0), entry.seq.0)),
                Change::Directive { id, .. } => drop(last.insert(("directive", id.0), entry.seq.0)),
                Change::Meeting { id, .. } => drop(last.insert(("meeting", id.0), entry.seq.0)),
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
                | Change::UnitAdded { .. }
                | Change::PlanImported { .. }
                | Change::FromPaper { .. }
                | Change::UnitRenamed { .. }
                | Change::Decided { .. }
                | Change::Plan { .. }
                | Change::Part { .. }
                | Change::Person { .. }
                | Change::Setting { .. }
                | Change::Restored { .. } => {}
            }
        }
    }
    for sort in SORTS {
        for (id, noted) in archive.touched(plan, sort)? {
            // What came with the document is noted as touched by the first line.
            if !last.get(&(sort, id)).map_or(noted <= 1, |seq| *seq == noted) {
                return Ok(Some(Finding::bad(Check::Fold, Fault::FoldRow, &[("table", &sort), ("id", &id)])));
            }
        }
    }
    Ok(None)
}

/// What is kept only to find things quickly agrees with what it was made from.
pub fn index(archive: &dyn Archive) -> Answer<Vec<Finding>> {
    let mut expected: BTreeSet<(i64, i64)> = BTreeSet::new();
    let mut units: BTreeMap<String, Vec<UnitKind>> =
        COUNTIES.map(|name| (name.to_owned(), vec![UnitKind::County])).into();
    let mut unreadable = None;
    archive.each_line(&mut |line| {
        let entry = match line.entry() {
            Ok(entry) => entry,
            Err(error) => {
                unreadable = Some(error);
                return false;
            }
        };
        for change in &entry.edit.changes {
            expected.extend(change.node().map(|Node { item, .. }| (item.0, entry.seq.0)));
            if let Change::UnitAdded { unit: Unit { name, kind } } = change {
                units.entry(name.clone()).or_default().push(*kind);
            }
        }
        true
    })?;
    if let Some(error) = unreadable {
        return Err(error);
    }
    if let Some((item, seq)) = archive.index()?.symmetric_difference(&expected).next() {
        return Ok(vec![Finding::bad(Check::Index, Fault::Index, &[("item", item), ("seq", seq)])]);
    }
    let there = archive.units()?;
    if let Some(name) = stray_unit(archive, &there, &units)? {
        return Ok(vec![Finding::bad(Check::Index, Fault::UnitStray, &[("name", &name)])]);
    }
    for (name, kind) in there {
        let told = units.get(&name).is_some_and(|kinds| kinds.iter().any(|known| Some(*known) == kind));
        if !told && kind != Some(UnitKind::guess(&name)) {
            return Ok(vec![Finding::bad(Check::Index, Fault::Unit, &[("name", &name)])]);
        }
    }
    Ok(Vec::new())
}

/// A unit that nothing speaks of, or a county that is missing: units come with a plan, or are made known by a line.
fn stray_unit(
    archive: &dyn Archive,
    there: &[(String, Option<UnitKind>)],
    told: &BTreeMap<String, Vec<UnitKind>>,
) -> Answer<Option<String>> {
    if let Some(county) = COUNTIES.iter().find(|county| there.iter().all(|(name, _)| name != *county)) {
        return Ok(Some((*county).to_owned()));
    }
    let mut strays: BTreeSet<&String> =
        there.iter().map(|(name, _)| name).filter(|name| !told.contains_key(*name)).collect();
    if strays.is_empty() {
        return Ok(None);
    }
    for plan in archive.plans()? {
        let Some(board) = archive.board(plan)? else { continue };
        for item in board.items() {
            for work in item.measures.iter().filter_map(|measure| measure.work.as_deref()).chain([&item.work]) {
                strays.retain(|name| {
                    work.lead.as_ref() != Some(name) && !work.support.contains(*name) && !work.counties.contains(*name)
                });
            }
        }
    }
    archive.each_line(&mut |line| {
        // A name has no quotation marks of its own that would be escaped here.
        strays.retain(|name| !line.changes.contains(&format!("\"{name}\"")));
        !strays.is_empty()
    })?;
    Ok(strays.first().map(|name| (*name).clone()))
}
