//! What the person is doing: cursors, popups, texts being typed, and how each thing that happens changes them.
//! Pure: `update` takes what happened and returns what is to be done; no store, no terminal, no clock. A new popup
//! is a file in `layer/`, a new command a variant of [`Command`] with a row in the key table.

mod allowed;
mod browse;
mod chronicle;
mod closed_loop;
mod command;
mod draft;
mod editor;
mod edits;
mod field_input;
mod figure;
mod filter;
mod key;
mod keymap;
mod layer;
mod meeting;
mod msg;
mod notice;
mod past;
mod people;
mod perform;
mod presence;
mod projector;
mod rows;
mod saving;
mod screen;
mod search;
mod theme;
mod timeline;
mod update;
mod view;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, NaiveDate, Utc};

use crate::plan::{Author, Board, Entry, ItemId, MeetingId, Node, OpId, PlanSummary, Revision, Subject};
use crate::words::Lang;

pub use browse::board_columns;
pub use chronicle::{Since, after_day, after_meeting, minutes_of};
pub use closed_loop::Act;
pub use command::Command;
pub use draft::Draft;
pub use editor::Editor;
pub use field_input::{Refusal, typed_change};
pub use figure::{Figure, Scope, figure_in_words};
pub use filter::{DueWindow, Facet, Filter};
pub use key::{Code, Key};
pub use keymap::{BINDINGS, Binding, Context, Group, continuations, hints, keys_of, written, written_all};
pub use layer::{
    Choice, Clashing, Confirm, Form, FormField, FormKind, LONGEST_TEXT, Layer, Picked, Picker, Prompt, Purpose,
    Reading, Topic, Value,
};
pub use meeting::Paper;
pub use msg::{Effect, Mouse, Msg, Preferences, Reply};
pub use notice::{Notice, Tone};
pub use past::{Moment, Travel};
pub use people::PersonAct;
pub use presence::Present;
pub use projector::{CHANGES_ON_A_PAGE, DECISIONS_ON_A_PAGE, Page, items_on_page};
use rows::Wanted;
pub use rows::{Grouping, Heading, LedgerSetup, Row, Rows, Sort};
pub use screen::{Screen, Spot};
pub use search::{Needle, Search};
pub use theme::ThemeName;
pub use timeline::{Matrix, MatrixSetup, TimelineSetup, Zoom, cell_light, cell_of, cells_of};
pub use update::{JOURNAL_PAGE, update};
pub use view::View;

/// What the last drawing found out; used for paging and clicking only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Painted {
    /// Rows of the list or text that fit.
    pub page: usize,
    /// The row with the cursor, of a list whose rows come and go.
    pub at: Option<usize>,
    /// First line shown of the screen's text.
    pub top: usize,
    /// The furthest it can be scrolled.
    pub max_top: usize,
    /// The same for the popup on top.
    pub popup: (usize, usize, usize),
    /// Where rows are that can be clicked: row, first and last column, what is there.
    pub targets: Vec<(u16, u16, u16, Target)>,
}

/// Something that can be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An item or a measure.
    Node(Node),
    /// A line of the journal.
    Entry(Revision),
    /// A row of 我的, by its place.
    Waiting(usize),
    /// A person, by place.
    Person(usize),
    /// A point of an agenda.
    Point(Subject),
    /// A choice of the list on top.
    Choice(usize),
}

/// The work of a popup's targets as it was when the popup opened.
pub type Seen = BTreeMap<Node, crate::plan::Work>;

/// An edit that the store has not answered yet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Saving {
    op: OpId,
    /// Whether the popup it came from is to close when it is done.
    closes: bool,
    /// How many popups there were when it was sent; the last of them is the one it came from.
    layers: usize,
    /// What to say when it is done.
    notice: String,
    /// What follows then.
    next: Next,
}

/// What follows an edit that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Next {
    /// Nothing.
    #[default]
    Nothing,
    /// The agenda of a meeting that has begun.
    Join(MeetingId),
    /// The minutes of one that has ended.
    Read(MeetingId),
    /// Nothing, and nothing is said, whatever becomes of it: it was no wish of the person's.
    Silence,
}

/// Everything the person sees and does.
#[derive(Debug)]
pub struct App {
    /// The plan.
    pub board: Board,
    /// All plans there are.
    pub plans: Vec<PlanSummary>,
    /// Language of the interface.
    pub lang: Lang,
    /// Colours.
    pub theme: ThemeName,
    /// Who sits here.
    pub author: Author,
    /// Whether nothing can be written.
    pub read_only: bool,
    /// Whether the terminal draws characters of ambiguous width two cells wide.
    pub wide_ambiguous: bool,
    /// Whether the program has the mouse.
    pub mouse: bool,
    /// Today.
    pub today: NaiveDate,
    /// This moment, as of the last message.
    pub now: DateTime<Utc>,
    /// Whether the program was started for one person over SSH, where there is no shell to go back to.
    pub restricted: bool,
    /// Whether nothing but ASCII and Chinese is drawn.
    pub ascii: bool,
    /// Whether pages are shown in large text.
    pub large: bool,
    /// Whether the terminal may be able to show large text.
    pub can_enlarge: bool,
    /// Who else has the plan open.
    pub others: Vec<Present>,
    /// Another day to look at the plan as of.
    pub as_of: Option<NaiveDate>,
    /// The way down to what is shown; the first is a view.
    pub screens: Vec<Screen>,
    /// Popups, the last one on top.
    pub layers: Vec<Layer>,
    /// What is shown.
    pub filter: Filter,
    /// What was looked for.
    pub search: Option<Search>,
    /// What the next edit applies to; empty means the row under the cursor.
    pub marks: BTreeSet<Node>,
    /// A sentence in the footer.
    pub notice: Option<Notice>,
    /// Keys of a sequence so far.
    pub chord: Vec<Key>,
    /// The end of the journal, oldest first.
    pub journal: Vec<Entry>,
    /// Whether the journal goes back further than that.
    pub journal_goes_on: bool,
    /// The journal of the item that is shown, newest first.
    pub item_journal: Option<(ItemId, Vec<Entry>)>,
    /// Rows others have just changed, with who did what.
    pub fresh: BTreeMap<Node, String>,
    /// What the lists show.
    pub rows: Rows,
    /// Size of the window in cells.
    pub size: (u16, u16),
    /// What the last drawing found out.
    pub painted: Painted,
    /// Pages turn by themselves every so many seconds, next at this moment.
    turning: Option<(u32, DateTime<Utc>)>,
    /// When the page that is shown was turned to.
    turned: DateTime<Utc>,
    /// When the app asked to be woken.
    alarm: Option<DateTime<Utc>>,
    /// Until when rows that others changed stay marked.
    fresh_until: Option<DateTime<Utc>>,
    /// The whole journal, once something looked back.
    chronicle: Option<Vec<Entry>>,
    /// Whether it was asked for.
    chronicle_asked: bool,
    /// Whether something could not be read since.
    chronicle_failed: bool,
    /// Whether the page that is shown was noted as the one that is up.
    settled: bool,
    /// Since when the time of a point runs that this session put up.
    clock: Option<DateTime<Utc>>,
    /// Since when points are shown in other sessions, one's own second window included.
    shown_elsewhere: Vec<DateTime<Utc>>,
    /// Whether this session was begun to show pages and nothing else.
    pub presents_only: bool,
    /// The page that was left last.
    left_page: Option<Page>,
    /// Whether what a session before this one left half-typed was opened.
    resumed: bool,
    /// A step through the past that waits for it.
    travelling: Option<Travel>,
    saving: Option<Saving>,
    past: Option<past::Past>,
    /// Keys typed while an edit is on its way to the disk; they are meant for what comes after it.
    held: VecDeque<Msg>,
    /// Counts changes of the board.
    epoch: u64,
    random: fastrand::Rng,
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
    /// Whether nothing can be written.
    pub read_only: bool,
    /// Whether there is no shell to go back to.
    pub restricted: bool,
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
            board: start.board,
            plans: start.plans,
            lang: start.lang,
            theme: start.theme,
            author: start.author,
            read_only: start.read_only,
            wide_ambiguous: false,
            mouse: false,
            today: start.today,
            now: DateTime::default(),
            restricted: start.restricted,
            ascii: start.ascii,
            large: false,
            can_enlarge: false,
            others: Vec::new(),
            as_of: start.as_of,
            screens: vec![Screen::Board { item: first, zoomed: false }],
            layers: Vec::new(),
            filter: Filter::default(),
            search: None,
            marks: BTreeSet::new(),
            notice: None,
            chord: Vec::new(),
            journal: Vec::new(),
            journal_goes_on: false,
            item_journal: None,
            fresh: BTreeMap::new(),
            rows: Rows::default(),
            size: (80, 24),
            painted: Painted::default(),
            turning: None,
            turned: DateTime::default(),
            alarm: None,
            fresh_until: None,
            chronicle: None,
            chronicle_asked: false,
            chronicle_failed: false,
            settled: false,
            clock: None,
            shown_elsewhere: Vec::new(),
            presents_only: false,
            left_page: None,
            resumed: false,
            travelling: None,
            saving: None,
            past: None,
            held: VecDeque::new(),
            epoch: 0,
            random: fastrand::Rng::with_seed(start.seed),
        };
        app.refresh_rows();
        app
    }

    /// The day the plan is looked at.
    pub fn day(&self) -> NaiveDate {
        self.as_of.unwrap_or(self.today)
    }

    /// What is shown.
    pub fn screen(&self) -> &Screen {
        // There is always a view at the bottom of the stack; `pop_screen` never takes it.
        self.screens.last().unwrap_or(&Screen::Nothing)
    }

    /// The item or measure under the cursor.
    pub fn current(&self) -> Option<Node> {
        let of_point = || match self.screen() {
            Screen::Projector { page, .. } => page.subject(),
            Screen::Meeting { subject, .. } => *subject,
            _ => None,
        };
        let item = || of_point().and_then(|subject| self.board.item_of_subject(subject)).map(Node::item);
        self.screen().node().or_else(item).filter(|node| self.board.contains(*node))
    }

    /// What an edit applies to: the marked rows, else the one under the cursor.
    pub fn targets(&self) -> Vec<Node> {
        if self.marks.is_empty() { self.current().into_iter().collect() } else { self.marks.iter().copied().collect() }
    }

    /// Where keys are pressed now.
    pub fn context(&self) -> Context {
        self.layers.last().map_or_else(|| self.screen().context(), Layer::context)
    }

    /// Whether what is shown is to be shown in large text: only pages are.
    pub fn is_large(&self) -> bool {
        self.large && matches!(self.screen(), Screen::Projector { .. })
    }

    /// Whether an edit is on its way to the disk.
    pub fn is_saving(&self) -> bool {
        self.saving.is_some()
    }

    fn random_id(&mut self) -> i64 {
        // 48 bits stay exact in spreadsheets and are enough never to meet twice.
        self.random.i64(1 << 32..1 << 48)
    }

    fn refresh_rows(&mut self) {
        let mut wanted = Wanted { lang: self.lang, since: self.since(), ..Wanted::default() };
        for screen in &self.screens {
            match screen {
                Screen::Ledger { setup, .. } => wanted.ledger = Some(*setup),
                Screen::Timeline { setup, .. } => {
                    wanted.ledger = Some(LedgerSetup { grouping: setup.grouping, ..LedgerSetup::default() });
                }
                Screen::Matrix { setup, .. } => wanted.matrix = Some(*setup),
                Screen::Mine { .. } => wanted.login = Some(self.author.clone()),
                Screen::Trend { months, .. } => wanted.trend = self.trend_days(*months),
                Screen::Figure { figure, .. } => wanted.figure = Some(figure.clone()),
                _ => {}
            }
        }
        let day = self.day();
        let mut rows = std::mem::take(&mut self.rows);
        let moved = rows.refresh(&self.board, self.epoch, day, &self.filter, wanted, self.chronicle());
        self.rows = rows;
        if moved {
            self.keep_cursor_on_a_row();
        }
    }
}
