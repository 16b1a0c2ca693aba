//! App: everything the person sees and does, in parts. Here are only the parts, how they begin, and what is asked of
//! several of them at once; what a person can do stands in the files of screens, popups and commands.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use chrono::{DateTime, NaiveDate};

use super::data::Data;
use super::env::Env;
use super::lookback::Lookback;
use super::nav::Nav;
use super::painted::Painted;
use super::session::Session;
use super::wall::Wall;
use super::writing::Writing;
use crate::app::keymap::Context;
use crate::app::lists::{Filter, Rows, Wanted};
use crate::app::popups::Popup;
use crate::app::screens::{BoardScreen, Screen, TrendScreen};
use crate::app::theme::ThemeName;
use crate::plan::{Author, Board, ItemId, Node, PlanId, PlanSummary, Revision};
use crate::report::Dates;
use crate::report::LedgerColumn;
use crate::words::Lang;

/// Everything the person sees and does.
#[derive(Debug)]
pub struct App {
    /// Who sits here.
    pub session: Session,
    /// Terminal, preferences, clock.
    pub env: Env,
    /// The plan and its journal.
    pub data: Data,
    /// Screens, popups, cursors, marks.
    pub nav: Nav,
    /// Pages that are shown to a room.
    pub wall: Wall,
    /// The past, where it is looked at.
    pub lookback: Lookback,
    /// The edit that is on its way.
    pub writing: Writing,
}

/// What an app starts with.
#[derive(Debug)]
pub struct Start {
    /// The plan.
    pub board: Board,
    /// All plans there are.
    pub plans: Vec<PlanSummary>,
    /// Who sits here.
    pub author: Author,
    /// Today.
    pub today: NaiveDate,
    /// Another day to look at the plan as of.
    pub as_of: Option<NaiveDate>,
    /// Language.
    pub lang: Lang,
    /// Colours.
    pub theme: ThemeName,
    /// All colours there are, in their order.
    pub themes: Vec<ThemeName>,
    /// The columns of the ledger, where they are a person's own.
    pub columns: Vec<LedgerColumn>,
    /// Whether nothing can be written.
    pub read_only: bool,
    /// Whether there is no shell to go back to.
    pub restricted: bool,
    /// The end of the key with which the person has come over SSH.
    pub key: Option<String>,
    /// Whether nothing but ASCII and Chinese is drawn.
    pub ascii: bool,
    /// Seed of the ids of new rows.
    pub seed: u64,
}

impl App {
    /// An app that shows the board.
    pub fn new(start: Start) -> Self {
        let first = start.board.items().first().map_or(ItemId(0), |item| item.id);
        let mut app = Self {
            session: Session {
                author: start.author,
                read_only: start.read_only,
                restricted: start.restricted,
                key: start.key,
                presents_only: false,
                only_imports: false,
                others: Vec::new(),
                shown_elsewhere: Vec::new(),
            },
            env: Env {
                lang: start.lang,
                theme: start.theme,
                themes: start.themes,
                columns: start.columns,
                size: (80, 24),
                ascii: start.ascii,
                wide_ambiguous: false,
                mouse: false,
                large: false,
                can_enlarge: false,
                today: start.today,
                now: DateTime::default(),
                alarm: None,
            },
            data: Data {
                board: start.board,
                plans: start.plans,
                journal: Vec::new(),
                journal_goes_on: false,
                journal_whole: false,
                item_journal: None,
                fresh: BTreeMap::new(),
                fresh_until: None,
                rows: Rows::default(),
                epoch: 0,
            },
            nav: Nav {
                screens: vec![Screen::Board(BoardScreen { item: first, zoomed: false })],
                popups: Vec::new(),
                filter: Filter::default(),
                search: None,
                marks: BTreeSet::new(),
                notice: None,
                chord: Vec::new(),
                as_of: start.as_of,
                going_to: None,
                left_review: None,
                painted: Painted::default(),
                resumed: false,
            },
            wall: Wall::default(),
            lookback: Lookback::default(),
            writing: Writing {
                pending: None,
                written: HashSet::new(),
                held: VecDeque::new(),
                random: fastrand::Rng::with_seed(start.seed),
            },
        };
        app.refresh_rows();
        app
    }

    /// The day the plan is looked at.
    pub fn day(&self) -> NaiveDate {
        self.nav.as_of.unwrap_or(self.env.today)
    }

    /// What a sentence about the plan goes by: as long as it is the same, so is the sentence.
    pub fn basis(&self) -> (PlanId, Revision, NaiveDate, bool) {
        (self.data.board.plan.id, self.data.board.revision, self.day(), self.env.lang == Lang::Zh)
    }

    /// How dates are written on what is shown.
    pub fn dates(&self) -> Dates {
        Dates::of(&self.data.board, self.day())
    }

    /// What is shown.
    pub fn screen(&self) -> &Screen {
        // There is always a view at the bottom of the stack; `pop_screen` never takes it.
        self.nav.screens.last().unwrap_or(&Screen::Nothing)
    }

    /// The item or measure under the cursor.
    pub fn current(&self) -> Option<Node> {
        let item = || self.subject().and_then(|subject| self.data.board.item_of_subject(subject)).map(Node::item);
        self.screen().node().or_else(item).filter(|node| self.data.board.contains(*node))
    }

    /// What an edit applies to: the marked rows, else the one under the cursor.
    pub fn targets(&self) -> Vec<Node> {
        if self.nav.marks.is_empty() {
            self.current().into_iter().collect()
        } else {
            self.nav.marks.iter().copied().collect()
        }
    }

    /// Where keys are pressed now.
    pub fn context(&self) -> Context {
        self.nav.popups.last().map_or_else(|| self.screen().context(), Popup::context)
    }

    /// Whether what is shown is to be shown in large text: only pages are.
    pub fn is_large(&self) -> bool {
        self.env.large && matches!(self.screen(), Screen::Projector(_))
    }

    /// Whether an edit is on its way to the disk.
    pub fn is_saving(&self) -> bool {
        self.writing.pending.is_some()
    }

    pub(in crate::app) fn random_id(&mut self) -> i64 {
        // 48 bits stay exact in spreadsheets and are enough never to meet twice.
        self.writing.random.i64(1 << 32..1 << 48)
    }

    pub(in crate::app) fn refresh_rows(&mut self) {
        let mut wanted =
            Wanted { lang: self.env.lang, today: self.env.today, since: self.since(), ..Wanted::default() };
        for screen in &self.nav.screens {
            match screen {
                Screen::Mine(_) => wanted.login = Some(self.session.author.clone()),
                Screen::Trend(TrendScreen { months, .. }) => wanted.trend = self.trend_days(*months),
                other => {
                    if let Some(screen) = other.answers() {
                        screen.wants(&mut wanted);
                    }
                }
            }
        }
        let day = self.day();
        let mut rows = std::mem::take(&mut self.data.rows);
        let moved = rows.refresh(&self.data.board, self.data.epoch, day, &self.nav.filter, wanted, self.chronicle());
        self.data.rows = rows;
        if moved {
            self.keep_cursor_on_a_row();
        }
    }
}
