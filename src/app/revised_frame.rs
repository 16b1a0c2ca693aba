//! What a corrected paper says otherwise of the plan as a whole: its title, the headings of its sections, in which of them an
//! item stands and under which number. Nothing is changed here.

use super::difference::{About, Difference, DifferenceKind, Pairing, section_like};
use crate::plan::{Board, Change, Delta, PlanChange, Section, bare, clean_line};
use crate::read::DraftPlan;

/// Everything that a corrected paper says otherwise.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RevisedPaper {
    /// What can be taken or left.
    pub differences: Vec<Difference>,
    /// Items with another number in the paper: the board's and the paper's.
    pub numbers: Vec<(u32, u32)>,
    /// Whether the paper begins with other words than the plan does.
    pub preamble_differs: bool,
    /// Whether no item of the paper is one of the plan: it is the paper of another.
    pub is_foreign: bool,
}

impl RevisedPaper {
    /// Adds what is said of the plan as a whole; `pairs` are the items that both have.
    pub(super) fn add_frame(&mut self, base: &Board, now: &Board, draft: &DraftPlan, pairs: &[Pairing<'_>]) {
        let mut frame: Vec<Difference> =
            title(base, now, draft).into_iter().chain(headings(base, now, draft)).collect();
        frame.extend(pairs.iter().filter_map(|pair| section(base, now, pair)));
        self.differences.splice(0..0, frame);
        let number = |pair: &Pairing<'_>| (pair.is.no != pair.item.no).then_some((pair.is.no, pair.item.no));
        self.numbers = pairs.iter().filter_map(number).collect();
        let says = bare(&draft.preamble.text);
        self.preamble_differs = !says.is_empty() && says != bare(&now.plan.preamble);
        self.is_foreign = pairs.is_empty();
    }
}

fn changed(no: u32, about: About, [before, now, after]: [&str; 3], change: Change) -> Difference {
    let (before, now, after) = (before.to_owned(), now.to_owned(), after.to_owned());
    let kind = DifferenceKind::Changed;
    Difference { kind, no, about, before, now, after, lacks_section: None, changes: vec![change] }
}

fn title(base: &Board, now: &Board, draft: &DraftPlan) -> Option<Difference> {
    // A title that was made of the file's name is none that the paper says.
    let is_said = draft.title.span.start < draft.title.span.end;
    let (was, is, says) = (&base.plan.title, &now.plan.title, clean_line(&draft.title.text));
    if !is_said || says.is_empty() || bare(&says) == bare(was) || bare(&says) == bare(is) {
        return None;
    }
    let to = PlanChange::Title(Delta::new(is.clone(), says.clone()));
    Some(changed(0, About::PlanTitle, [was, is, &says], Change::Plan { to }))
}

/// All headings at once: the sections of a plan are one value.
fn headings(base: &Board, now: &Board, draft: &DraftPlan) -> Option<Difference> {
    let mut after: Vec<Section> = now.sections.clone();
    let (mut before, mut is_now, mut says) = (Vec::new(), Vec::new(), Vec::new());
    for said in &draft.sections {
        let Some(at) = section_like(now, said).and_then(|it| now.sections.iter().position(|other| other.id == it.id))
        else {
            continue;
        };
        let is = &now.sections[at];
        let was = base.sections.iter().find(|section| section.id == is.id).unwrap_or(is);
        let heading = clean_line(&said.heading.text);
        if heading.is_empty() || bare(&heading) == bare(&was.heading) || bare(&heading) == bare(&is.heading) {
            continue;
        }
        (after[at].heading, after[at].label) = (heading.clone(), said.label.clone());
        before.push(was.heading.as_str());
        is_now.push(is.heading.as_str());
        says.push(heading);
    }
    if says.is_empty() {
        return None;
    }
    let [before, is_now, says] = [before.join("; "), is_now.join("; "), says.join("; ")];
    let sections = Delta::new(now.sections.clone(), after);
    Some(changed(0, About::Headings, [&before, &is_now, &says], Change::Sections { sections }))
}

/// In which section an item stands.
fn section(base: &Board, now: &Board, pair: &Pairing<'_>) -> Option<Difference> {
    let says = section_like(now, pair.section)?;
    if says.id == pair.was.section || says.id == pair.is.section {
        return None;
    }
    let heading = |board: &Board, id| {
        let found = board.sections.iter().find(|section| section.id == id);
        found.map(|section| section.heading.clone()).unwrap_or_default()
    };
    let (was, is) = (heading(base, pair.was.section), heading(now, pair.is.section));
    let section = Delta::new(pair.is.section, says.id);
    let change = Change::ItemMoved { item: pair.is.id, section };
    Some(changed(pair.is.no, About::Section, [&was, &is, &says.heading], change))
}
