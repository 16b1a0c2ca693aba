//! Rows: what the lists show and the figures beside them, worked out once per revision, day and filter, so that
//! drawing only looks things up.

use chrono::NaiveDate;

use super::figure::Figure;
use super::filter::Filter;
use super::ledger::{LedgerSetup, Row, ledger_rows};
use super::matrix::{Matrix, MatrixSetup};
use super::since::Since;
use crate::plan::{
    Board, Chronology, Comparison, DueBucket, Entry, Item, ItemId, Level, Light, Node, PlanId, Revision, Rollup,
    Section, TrendPoint, Waiting,
};
use crate::report::{ChangedLine, changed_lines};
use crate::words::Lang;

/// Everything the lists show.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    basis: Option<Basis>,
    trend_basis: Option<TrendBasis>,
    lights: Vec<Light>,
    /// What each section adds up to, in order.
    pub sections: Vec<Rollup>,
    /// What the items of each section add up to that the filter shows.
    pub shown: Vec<Rollup>,
    /// What the plan adds up to.
    pub total: Rollup,
    /// Items shown in each section, in order.
    pub board: Vec<Vec<ItemId>>,
    /// Rows of the ledger; empty unless it is looked at.
    pub ledger: Vec<Row>,
    /// Items that ask for attention, most serious first.
    pub attention: Vec<Node>,
    /// What waits for the person; empty unless it is looked at.
    pub mine: Vec<Waiting>,
    /// Rows and columns of the matrix; empty unless it is looked at.
    pub matrix: Matrix,
    /// What changed; `None` unless it is looked at and the journal was read.
    pub changes: Option<Comparison>,
    /// The same, line by line.
    pub changed: Vec<ChangedLine>,
    /// How the plan stood at the end of each of several days; empty unless it is looked at and the journal was read.
    pub trend: Vec<TrendPoint>,
    /// What is due after that; empty unless the trend is looked at and the journal was read.
    pub ahead: Vec<DueBucket>,
    /// The items of the figure that was opened.
    pub figure: Vec<Node>,
}

/// What the screens need beside what is always worked out.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::app) struct Wanted {
    /// In which words.
    pub lang: Lang,
    /// The day it is, whichever is looked at.
    pub today: NaiveDate,
    /// Rows of the ledger.
    pub ledger: Option<LedgerSetup>,
    /// What waits for whoever has this login.
    pub login: Option<String>,
    /// The matrix.
    pub matrix: Option<MatrixSetup>,
    /// What changed.
    pub since: Option<Since>,
    /// The trend, at these days, of which those after the day looked at are to come.
    pub trend: Vec<NaiveDate>,
    /// The rows of a figure.
    pub figure: Option<Figure>,
}

#[derive(Debug, Clone, PartialEq)]
struct Basis {
    epoch: u64,
    day: NaiveDate,
    filter: Filter,
    wanted: Wanted,
    /// Whether the journal was read: its lines come with changes of the board.
    looks_back: bool,
}

/// What the trend was worked out from, but for its last day.
#[derive(Debug, Clone, PartialEq)]
struct TrendBasis {
    plan: PlanId,
    earlier: Vec<NaiveDate>,
    /// How many of them the journal knows.
    known: usize,
    read: Revision,
}

impl TrendBasis {
    /// Whether these lines change nothing on those days.
    fn holds(&self, board: &Board, earlier: &[NaiveDate], all: &[Entry]) -> bool {
        let new = &all[all.partition_point(|entry| entry.seq <= self.read)..];
        // A line of a clock that is ahead comes later too, or it is of a day that is not over.
        let later = |entry: &Entry| earlier.last().is_none_or(|day| board.zone.day(entry.at) > *day);
        self.plan == board.plan.id
            && self.earlier == earlier
            && all.last().is_some_and(|entry| entry.seq >= self.read)
            && new.iter().all(later)
    }
}

impl Rows {
    /// Brings everything up to date if `epoch` (a count of changes to the board), day, filter or what is wanted moved;
    /// returns whether they had. `chronicle` is the journal up to the board, where it was read.
    pub(in crate::app) fn refresh(
        &mut self,
        board: &Board,
        epoch: u64,
        day: NaiveDate,
        filter: &Filter,
        wanted: Wanted,
        chronicle: Option<&[Entry]>,
    ) -> bool {
        let same_figures = self.basis.as_ref().is_some_and(|basis| basis.epoch == epoch && basis.day == day);
        let basis = Basis { epoch, day, filter: filter.clone(), wanted, looks_back: chronicle.is_some() };
        if self.basis.as_ref() == Some(&basis) {
            return false;
        }
        if !same_figures {
            self.lights = board.items().iter().map(|item| board.light_of(item, day)).collect();
            let of_section = |section: &Section| {
                let items = board.range_of(section.id);
                Rollup::of(&self.lights[items])
            };
            self.sections = board.sections.iter().map(of_section).collect();
            self.total = Rollup::of(&self.lights);
        }
        let shown = |item: &&Item| self.light(board, item.id).is_some_and(|light| filter.shows(&item.work, light, day));
        let section = |id| board.items_of(id).iter().filter(shown).map(|item| item.id).collect();
        self.board = board.sections.iter().map(|of| section(of.id)).collect();
        let of_shown = |items: &Vec<ItemId>| Rollup::of(items.iter().filter_map(|item| self.light(board, *item)));
        self.shown = self.board.iter().map(of_shown).collect();
        self.attention = self.attention(board, filter, day);
        let wanted = &basis.wanted;
        self.mine = wanted.login.as_ref().map(|login| board.waiting(login, day)).unwrap_or_default();
        self.ledger = wanted.ledger.map(|setup| ledger_rows(board, filter, day, setup)).unwrap_or_default();
        self.matrix =
            wanted.matrix.map(|setup| Matrix::of(board, &self.board.concat(), setup, day)).unwrap_or_default();
        self.changes = wanted.since.zip(chronicle).map(|(since, all)| since.compare(board, all, day, wanted.today));
        let changes = self.changes.as_ref();
        self.changed = changes.map(|changes| changed_lines(basis.wanted.lang, board, changes, day)).unwrap_or_default();
        let (past, to_come) = wanted.trend.split_at(wanted.trend.partition_point(|end| *end <= day));
        self.trend = chronicle.map(|all| self.stands(board, all, past, (day, wanted.today))).unwrap_or_default();
        self.ahead = chronicle.map(|_| board.ahead(day, to_come)).unwrap_or_default();
        let figure = wanted.figure.as_ref().map(|it| self.items_of(board, it, day));
        self.figure = figure.unwrap_or_default().into_iter().map(Node::item).collect();
        self.basis = Some(basis);
        true
    }

    /// How the plan stood at the end of each of `days`, as far back as the journal goes; on the day that is looked at it
    /// stands as the board says, whatever the clock said when it was written. What is over is not worked out again.
    fn stands(
        &mut self,
        board: &Board,
        all: &[Entry],
        days: &[NaiveDate],
        (looked_at, today): (NaiveDate, NaiveDate),
    ) -> Vec<TrendPoint> {
        let before = self.trend_basis.take();
        let earlier = days.strip_suffix(&[looked_at]).unwrap_or(days);
        let read = all.last().map(|entry| entry.seq).unwrap_or_default();
        let mut stands = std::mem::take(&mut self.trend);
        if let Some(basis) = before.filter(|basis| basis.holds(board, earlier, all)) {
            stands.truncate(basis.known);
        } else {
            let known = Chronology::of(all, board.zone, today);
            let from = earlier.partition_point(|day| known.begins().is_none_or(|first| *day < first));
            stands = board.trend(all, &known, &earlier[from..]);
        }
        let known = stands.len();
        if earlier.len() < days.len() {
            stands.push(board.stand(looked_at));
        }
        self.trend_basis = Some(TrendBasis { plan: board.plan.id, earlier: earlier.to_vec(), known, read });
        stands
    }

    /// The days of the rows of the trend, those to come included.
    pub fn trend_days(&self) -> impl Iterator<Item = NaiveDate> {
        self.trend.iter().map(|stand| stand.day).chain(self.ahead.iter().map(|ahead| ahead.day))
    }

    /// The lights of all items, in document order.
    pub fn lights(&self) -> &[Light] {
        &self.lights
    }

    /// The light of an item.
    pub fn light(&self, board: &Board, item: ItemId) -> Option<&Light> {
        self.lights.get(board.position(item)?)
    }

    fn attention(&self, board: &Board, filter: &Filter, day: NaiveDate) -> Vec<Node> {
        let mut rows: Vec<(&Item, &Light)> = board.items().iter().zip(&self.lights).collect();
        rows.retain(|(item, light)| {
            let asks = matches!(light.level, Level::Red | Level::Yellow)
                || light.situation.stale_days.is_some()
                || light.situation.stage == crate::plan::Stage::Review;
            asks && filter.shows(&item.work, light, day)
        });
        rows.sort_by_key(|(_, light)| light.urgency());
        rows.into_iter().map(|(item, _)| Node::item(item.id)).collect()
    }
}
