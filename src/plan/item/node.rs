//! Items and measures.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::{ItemId, MeasureId, Part, Report, SectionId, Stage, Standing, UnitName, Work, in_printed_order};

/// 要点: one numbered point of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Identity.
    pub id: ItemId,
    /// The section it stands in.
    pub section: SectionId,
    /// Its number in the document, 1 to 31 here; running through the sections.
    pub no: u32,
    /// The heading between the section and the item; mostly there is none.
    pub group: String,
    /// Title without the number.
    pub title: String,
    /// 结转: the item of an earlier plan that it goes on with.
    pub carried_from: Option<ItemId>,
    /// What the office added.
    pub work: Work,
    /// Its sentences, in order.
    pub measures: Vec<Measure>,
    /// Reports about it and its measures, oldest first.
    pub reports: Vec<Report>,
    /// What belongs to single units.
    pub parts: BTreeMap<UnitName, Part>,
}

/// An item without what was done about it: what is said when it is added or taken away.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemHead {
    /// Identity.
    pub id: ItemId,
    /// The section it stands in.
    pub section: SectionId,
    /// Its number; one that was taken away keeps it, since papers name it by that.
    pub no: u32,
    /// Title without the number.
    pub title: String,
    /// The heading between the section and the item.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// Why, and the paper that decided it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// 结转: the item of an earlier plan that it goes on with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_from: Option<ItemId>,
}

impl Item {
    /// The last report that tells of a problem of the item or of a measure, unless a later one on the same takes it back.
    pub fn standing_problem(&self) -> Option<&Report> {
        let mut settled = Vec::new();
        for report in self.reports.iter().rev().filter(|report| !report.problem.trim().is_empty()) {
            let about = (report.node, report.unit.as_ref());
            match report.told_problem() {
                Some(_) if !settled.contains(&about) => return Some(report),
                Some(_) => {}
                None => settled.push(about),
            }
        }
        None
    }

    /// The last report with words by the end of a day, and the one before it about the same and of the same unit: what one
    /// county promised no other has kept.
    pub fn last_said(&self, day: NaiveDate) -> (Option<&Report>, Option<&Report>) {
        let has_words = |report: &&Report| {
            report.day <= day
                && !report.unchanged
                && !(report.done.is_empty() && report.next.is_empty() && report.problem.is_empty())
        };
        let mut said = self.reports.iter().rev().filter(has_words);
        let last = said.next();
        (last, said.find(|report| last.is_some_and(|last| (last.node, &last.unit) == (report.node, &report.unit))))
    }

    /// What was promised last and what was done since, where both were said: the older report and the newer.
    pub fn promise(&self, day: NaiveDate) -> Option<(&Report, &Report)> {
        let (last, before) = self.last_said(day);
        let (last, before) = last.zip(before)?;
        (!before.next.trim().is_empty() && !last.done.trim().is_empty()).then_some((before, last))
    }

    /// Its head, with the reason why it is told.
    pub fn head(&self, why: impl Into<String>) -> ItemHead {
        let Self { id, section, no, title, group, carried_from, .. } = self;
        ItemHead {
            id: *id,
            section: *section,
            no: *no,
            title: title.clone(),
            group: group.clone(),
            why: why.into(),
            carried_from: *carried_from,
        }
    }

    /// A new item, with nothing done about it.
    pub fn of_head(head: &ItemHead) -> Self {
        Self {
            id: head.id,
            section: head.section,
            no: head.no,
            group: head.group.clone(),
            title: head.title.clone(),
            carried_from: head.carried_from,
            work: Work::default(),
            measures: Vec::new(),
            reports: Vec::new(),
            parts: BTreeMap::new(),
        }
    }

    /// The measure with that id.
    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// Place of that measure among its siblings, from 0.
    pub fn position(&self, id: MeasureId) -> Option<usize> {
        self.measures.iter().position(|measure| measure.id == id)
    }
}

impl Item {
    /// What belongs to a unit; nothing so far is an empty part.
    pub fn part(&self, unit: &str) -> Part {
        self.parts.get(unit).cloned().unwrap_or_default()
    }

    /// Where the work of a unit stands: the lead's is the item's own.
    pub fn standing_of(&self, unit: &UnitName) -> Standing {
        if self.work.lead.as_ref() == Some(unit) { self.work.standing.clone() } else { self.part(unit).standing }
    }

    /// The stage of a county's part: it begins and ends with the item.
    pub fn stage_of_part(&self, unit: &str) -> Stage {
        match (self.part(unit).standing.stage, self.work.standing.stage) {
            (_, Stage::Stopped) => Stage::Stopped,
            (Stage::Pending, item) if item != Stage::Pending => Stage::Active,
            (own, _) => own,
        }
    }

    /// Counties whose part is not verified as done; while there are any, the item cannot be closed.
    pub fn open_parts(&self) -> Vec<UnitName> {
        let open = |unit: &&UnitName| self.part(unit).standing.stage != Stage::Closed;
        in_printed_order(&self.work.counties).into_iter().filter(open).cloned().collect()
    }
}

/// 具体任务: one sentence of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Identity.
    pub id: MeasureId,
    /// Order among its siblings; sparse, so that a new one fits between two.
    pub rank: i64,
    /// The sentence.
    pub text: String,
    /// What the office added; most measures have nothing of their own, and a province's archive has 100,000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<Box<Work>>,
}

impl Measure {
    /// Distance between the ranks of two neighbours that were imported or appended.
    pub const RANK_STEP: i64 = 1 << 20;

    /// Where it stands among its siblings, the same for everybody: older programs let two have one rank.
    pub fn place(&self) -> (i64, MeasureId) {
        (self.rank, self.id)
    }
}
