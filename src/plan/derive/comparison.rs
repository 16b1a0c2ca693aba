//! Comparison: a plan on two days side by side. What got better or worse, what was closed or put off, which problems and
//! instructions are new: what a meeting asks first.

use chrono::NaiveDate;

use crate::plan::{Board, Counts, DirectiveId, Entry, Item, ItemId, Light, ReportId, SectionId, Stage};

/// What sort of change is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// 新超期: newly past its due date, also where it was red before.
    Overdue,
    /// A light got worse otherwise.
    Worse,
    /// A light got better.
    Better,
    /// Verified as done.
    Closed,
    /// Given up.
    Stopped,
    /// 新增: an item that was not there.
    Added,
    /// 撤销: an item that is not there any more.
    Removed,
    /// 调整: an item in another section, or with another title.
    Adjusted,
    /// Waits to be verified.
    Review,
    /// Given to somebody.
    Begun,
    /// Another due date.
    Moved,
    /// A problem was told.
    Problem,
    /// An instruction was given.
    Directive,
}

impl Kind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Self; 13] = [
        Self::Overdue,
        Self::Worse,
        Self::Better,
        Self::Closed,
        Self::Stopped,
        Self::Added,
        Self::Removed,
        Self::Adjusted,
        Self::Review,
        Self::Begun,
        Self::Moved,
        Self::Problem,
        Self::Directive,
    ];

    /// Whether it tells of a light that turned.
    pub fn is_of_light(self) -> bool {
        matches!(self, Self::Overdue | Self::Worse | Self::Better)
    }
}

/// What became of a plan between two days.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Items per light then and now.
    pub counts: (Counts, Counts),
    /// Items that are newly past their due date: then and now, latest first.
    pub overdue: Vec<(ItemId, Light, Light)>,
    /// Items whose light got worse otherwise: then and now, most serious first.
    pub worse: Vec<(ItemId, Light, Light)>,
    /// Items whose light got better, other than by being closed.
    pub better: Vec<(ItemId, Light, Light)>,
    /// Items that were given to somebody.
    pub begun: Vec<ItemId>,
    /// Items that wait to be verified since.
    pub review: Vec<ItemId>,
    /// Items that were verified as done.
    pub closed: Vec<ItemId>,
    /// Items that were given up.
    pub stopped: Vec<ItemId>,
    /// Items that were not there.
    pub added: Vec<ItemId>,
    /// Items that are not there any more, by number.
    pub removed: Vec<(u32, String)>,
    /// Items in another section: from which.
    pub rearranged: Vec<(ItemId, SectionId)>,
    /// Items with another title: the old one.
    pub reworded: Vec<(ItemId, String)>,
    /// Items with another due date: then and now.
    pub moved: Vec<(ItemId, Option<NaiveDate>, Option<NaiveDate>)>,
    /// Reports that tell of a problem.
    pub problems: Vec<(ItemId, ReportId)>,
    /// Instructions that were given.
    pub directives: Vec<DirectiveId>,
}

impl Board {
    /// The board as it was before these entries, which are the latest, in order.
    #[must_use]
    pub fn before(&self, entries: &[Entry]) -> Self {
        let mut board = self.clone();
        for change in entries.iter().rev().flat_map(|entry| entry.edit.inverted()) {
            board.apply(&change);
        }
        board
    }

    /// The board as it was after the first `until` lines of the journal that leads up to it; also what those lines tell of
    /// the day on which work was handed over, where the rows of that time had no place for it.
    #[must_use]
    pub fn as_of(&self, all: &[Entry], until: usize) -> Self {
        let mut board = self.before(&all[until..]);
        if board.lacks_handing_over() {
            board.recall_handing_over(&all[..until]);
        }
        board
    }

    /// What became of the plan since it was `then` on the day `since`.
    pub fn compared(&self, then: &Self, since: NaiveDate, day: NaiveDate) -> Comparison {
        let mut found = Comparison {
            counts: (Counts::default(), Counts::default()),
            overdue: Vec::new(),
            worse: Vec::new(),
            better: Vec::new(),
            begun: Vec::new(),
            review: Vec::new(),
            closed: Vec::new(),
            stopped: Vec::new(),
            added: Vec::new(),
            removed: Vec::new(),
            rearranged: Vec::new(),
            reworded: Vec::new(),
            moved: Vec::new(),
            problems: Vec::new(),
            directives: self.directives.iter().filter(|it| then.directive(it.id).is_none()).map(|it| it.id).collect(),
        };
        for old in then.items() {
            found.counts.0.add(then.light_of(old, since).level);
            if self.item(old.id).is_none() {
                found.removed.push((old.no, old.title.clone()));
            }
        }
        for item in self.items() {
            let is = self.light_of(item, day);
            found.counts.1.add(is.level);
            match then.item(item.id) {
                Some(old) => found.take(old, item, then.light_of(old, since), is),
                None => found.added.push(item.id),
            }
        }
        found.overdue.sort_by_key(|(_, _, is)| -is.situation.days_late.unwrap_or(0));
        found.worse.sort_by_key(|(_, _, is)| (is.level, -is.situation.days_late.unwrap_or(0)));
        found
    }
}

impl Comparison {
    fn take(&mut self, old: &Item, item: &Item, was: Light, is: Light) {
        let stage = |item: &Item| item.work.standing.stage;
        let rested = |item: &Item| matches!(stage(item), Stage::Pending | Stage::Stopped);
        // Without a lead nobody was given anything.
        if rested(old) && !rested(item) && is.situation.has_lead {
            self.begun.push(item.id);
        }
        if stage(item) == Stage::Closed && stage(old) != Stage::Closed {
            self.closed.push(item.id);
        } else if stage(item) == Stage::Stopped && stage(old) != Stage::Stopped {
            self.stopped.push(item.id);
        } else if is.situation.days_late.is_some() && was.situation.days_late.is_none() {
            self.overdue.push((item.id, was, is));
        } else if is.level.gravity() > was.level.gravity() && !rested(old) {
            self.worse.push((item.id, was, is));
        } else if is.level.gravity() < was.level.gravity() && stage(item).is_open() {
            self.better.push((item.id, was, is));
        }
        if old.section != item.section {
            self.rearranged.push((item.id, old.section));
        }
        if old.title != item.title {
            self.reworded.push((item.id, old.title.clone()));
        }
        let due = |item: &Item| item.work.due.current;
        let later = item.work.due.extensions > old.work.due.extensions;
        if due(old) != due(item) && (due(old).is_some() || later) {
            self.moved.push((item.id, due(old).or(item.work.due.original), due(item)));
        }
        if stage(item) == Stage::Review && stage(old) != Stage::Review {
            self.review.push(item.id);
        }
        let new = item.reports.iter().filter(|report| old.reports.iter().all(|other| other.id != report.id));
        self.problems.extend(new.filter(|report| report.told_problem().is_some()).map(|report| (item.id, report.id)));
    }

    /// How many changes of a kind there are.
    pub fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Overdue => self.overdue.len(),
            Kind::Worse => self.worse.len(),
            Kind::Better => self.better.len(),
            Kind::Closed => self.closed.len(),
            Kind::Stopped => self.stopped.len(),
            Kind::Added => self.added.len(),
            Kind::Removed => self.removed.len(),
            Kind::Adjusted => self.rearranged.len() + self.reworded.len(),
            Kind::Review => self.review.len(),
            Kind::Begun => self.begun.len(),
            Kind::Moved => self.moved.len(),
            Kind::Problem => self.problems.len(),
            Kind::Directive => self.directives.len(),
        }
    }

    /// How many changes there are.
    pub fn len(&self) -> usize {
        Kind::ALL.into_iter().map(|kind| self.count(kind)).sum()
    }

    /// Whether nothing is to be told.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The items that changes of a kind are about, one for each change that is about one.
    pub fn items(&self, board: &Board, kind: Kind) -> Vec<ItemId> {
        match kind {
            Kind::Overdue => self.overdue.iter().map(|(id, ..)| *id).collect(),
            Kind::Worse => self.worse.iter().map(|(id, ..)| *id).collect(),
            Kind::Better => self.better.iter().map(|(id, ..)| *id).collect(),
            Kind::Closed => self.closed.clone(),
            Kind::Stopped => self.stopped.clone(),
            Kind::Added => self.added.clone(),
            Kind::Removed => Vec::new(),
            Kind::Adjusted => {
                let moved = self.rearranged.iter().map(|(id, _)| *id);
                moved.chain(self.reworded.iter().map(|(id, _)| *id)).collect()
            }
            Kind::Review => self.review.clone(),
            Kind::Begun => self.begun.clone(),
            Kind::Moved => self.moved.iter().map(|(id, ..)| *id).collect(),
            Kind::Problem => self.problems.iter().map(|(id, _)| *id).collect(),
            Kind::Directive => self.directives.iter().filter_map(|id| board.directive(*id)?.item).collect(),
        }
    }
}
