//! What the person is doing: cursors, popups, texts being typed, and how each thing that happens changes them.
//! Pure: `update` takes what happened and returns what is to be done; no store, no terminal, no clock. A popup is
//! a file in `popups/` and what becomes of it one in `accept/`, a new command a variant of [`Command`] with a row in the key table.

mod accept;
mod allowed;
mod chronicle;
mod command;
mod commands;
mod difference;
mod draft;
mod editor;
mod field_input;
mod filled_ledger;
mod key;
mod keymap;
mod lists;
mod manual;
mod msg;
mod notice;
mod own_config;
mod own_file;
mod own_keys;
mod page;
mod popups;
mod presence;
mod revised_frame;
mod revised_paper;
mod saving;
mod screens;
mod search;
mod seen;
mod state;
mod synonyms;
mod theme;
mod update;
mod view;

pub use accept::{RulesPreview, cell_remarks, ledger_remarks, revision_remarks, shown, tick_of_difference};
pub use command::Command;
pub use commands::{board_columns, figure_in_words, shows_detail};
pub use difference::{About, Difference, DifferenceKind};
pub use editor::{Editor, LONGEST_PASTE, LONGEST_TEXT};
pub use field_input::{Refusal, figure_given, typed_changes};
pub use filled_ledger::{FilledCell, FilledLedger, changes_of, is_ledger, read_filled};
pub use key::{Code, Key};
pub use keymap::{
    BINDINGS, Binding, Context, Group, bindings, continuations, hints, keys_of, take_over, written, written_all,
};
pub use lists::{
    DueWindow, Facet, Figure, Filter, GroupHeading, Grouping, LedgerSetup, Matrix, MatrixSetup, Row, Rows, Scope,
    Since, Sort, TimelineSetup, Zoom, after_meeting, cell_light, cell_of, cells_of, minutes_of,
};
pub use manual::{KeyTable, key_tables};
pub use msg::{Effect, ImportWish, Mouse, Msg, OpenedPaper, Reply, Unkept, WrittenFile};
pub use notice::{Notice, Tone};
pub use own_config::{OwnConfig, Preference, language_in, read_config};
pub use own_file::{FileFault, FileFaults, FileTrouble};
pub use own_keys::{OwnKeys, changeable};
pub use page::{CHANGES_ON_A_PAGE, DECISIONS_ON_A_PAGE, Page, items_on_page, section_parts};
pub use popups::{
    Act, Aim, Clashing, Confirm, Draft, Form, FormField, FormKind, Output, Paper, PersonAct, Picker, Popup, Prompt,
    Purpose, Reading, Refused, Review, ReviewText, SettingPage, SettingRow, SettingText, SettingsTable, Takes, Tick,
    Ticks, Topic, UnitsTable,
};
pub use revised_frame::RevisedPaper;
pub use revised_paper::{as_papers_say, differences};
pub use screens::{
    AttentionScreen, BoardScreen, ChangesScreen, FigureScreen, HistoryScreen, LedgerScreen, MatrixScreen,
    MeetingScreen, MineScreen, NodeScreen, PeopleScreen, ProjectorScreen, Screen, Spot, TimelineScreen, TrendScreen,
};
pub use search::{Needle, Search};
pub use state::{App, Moment, Painted, Present, Seen, Start, Target, Travel};
pub use theme::ThemeName;
pub use update::{JOURNAL_PAGE, update};
pub use view::View;
