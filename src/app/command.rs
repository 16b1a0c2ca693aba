//! Command: what a person can ask for, in one table. From it come the commands themselves, their names, whether they
//! edit, what the palette offers, the keys with their places in footer and help (`keymap.rs`), and what is done
//! (`perform.rs`). There is no second list of commands anywhere.

use super::view::View;
use crate::plan::Field;
use crate::read::LineRole;
use crate::report::Term;
use crate::words::{self, Text};

/// Hands the whole table to the macro that is named. A row of the table:
///
/// ```text
/// Variant: its words (`hint`: the footer has a shorter one), edits | fills | looks | asks | popup, listed | unlisted (in the palette),
///     what does it => {
///     group of the help, contexts, keys (a blank parts the keys of a sequence), place in the footer (lowest first) or -;
/// }
/// ```
///
/// What `fills` edits by what is then typed, chosen or answered; what `asks` only looks, likewise. Where that is refused, the
/// keys that follow were meant for what did not open (`App::asking`).
///
/// A command of a popup is done by the popup itself, not by what stands here. A family is a command with a value; its rows
/// of keys name the value, and two functions give its words for what it does and for the footer.
macro_rules! command_table {
    ($then:ident) => {
        $then! {
            families {
                Edit(Field): edit_text edit_hint, fills, listed, |app, field| app.edit_field_here(field) => {
                    Field::Percent, Edit ITEMS ["p"] 10;
                    Field::Standing, Edit ITEMS ["s"] 12;
                    Field::Due, Edit DATED ["d"] 13;
                    Field::Lead, Edit ITEMS ["o"] 14;
                    Field::Support, Edit ITEMS ["c"] -;
                    Field::Target, Edit ITEMS ["t"] -;
                    Field::Leader, Edit ITEMS ["L"] -;
                    Field::Counties, Edit ITEMS ["C"] -;
                    Field::Start, Edit [Timeline] ["S"] 14;
                }
                Show(View): show_text show_hint, looks, listed, |app, view| app.show(view) => {
                    View::Board, Look OFF_THE_WALL ["v 1", "f1"] -;
                    View::Ledger, Look OFF_THE_WALL ["v 2", "f2"] -;
                    View::Attention, Look OFF_THE_WALL ["v 3", "f3"] -;
                    View::History, Look OFF_THE_WALL ["v 4", "f4"] -;
                    View::Mine, Look OFF_THE_WALL ["v 5", "f7"] 53;
                    View::People, Look OFF_THE_WALL ["v 6", "f8"] -;
                    View::Timeline, Look OFF_THE_WALL ["v 7", "f9"] -;
                    View::Matrix, Look OFF_THE_WALL ["v 8", "f10"] -;
                    View::Trend, Look OFF_THE_WALL ["v 9", "f11"] -;
                    View::Changes, Look OFF_THE_WALL ["v 0", "f12"] -;
                }
                Say(LineRole): say_text say_text, popup, unlisted, |_, _| Vec::new() => {
                    LineRole::Title, Popup [Review] ["1"] -;
                    LineRole::Text, Popup [Review] ["2"] -;
                    LineRole::Section, Popup [Review] ["3"] -;
                    LineRole::Group, Popup [Review] ["4"] -;
                    LineRole::Item, Popup [Review] ["5"] -;
                    LineRole::Task, Popup [Review] ["6"] -;
                    LineRole::Owner, Popup [Review] ["7"] -;
                    LineRole::Due, Popup [Review] ["8"] -;
                    LineRole::LeftOut, Popup [Review] ["0"] -;
                }
            }
            commands {
                // Moving about.
                Up: UP hint, looks, unlisted, |app, _| app.step(-1) => {
                    Move SHOWN ["up", "k"] -;
                    Popup PICKS ["up", "shift-tab"] -;
                    Popup [Reader] ["up", "k"] 3;
                    Popup PAGED ["up", "k"] -;
                }
                Down: DOWN hint, looks, unlisted, |app, _| app.step(1) => {
                    Move SHOWN ["down", "j"] -;
                    Popup PICKS ["down", "tab"] -;
                    Popup [Reader] ["down", "j"] 4;
                    Popup PAGED ["down", "j"] -;
                }
                Left: LEFT, looks, unlisted, |app, _| app.sideways(-1) => { Move BROAD ["left", "h"] -; }
                Right: RIGHT, looks, unlisted, |app, _| app.sideways(1) => { Move BROAD ["right", "l"] -; }
                PageUp: PAGE_UP, looks, unlisted, |app, _| app.page(-1) => {
                    Move SHOWN ["pgup", "ctrl-b"] -;
                    Popup PICKS ["pgup"] -;
                    Popup [Reader] ["pgup"] -;
                    Popup PAGED ["pgup", "ctrl-b"] -;
                }
                PageDown: PAGE_DOWN, looks, unlisted, |app, _| app.page(1) => {
                    Move SHOWN ["pgdn", "ctrl-f"] -;
                    Look [Projector] ["space"] -;
                    Popup PICKS ["pgdn"] -;
                    Popup [Reader] ["pgdn", "space"] -;
                    Popup [Review] ["pgdn", "ctrl-f", "space"] -;
                    Popup LISTS ["pgdn", "ctrl-f"] -;
                }
                First: FIRST, looks, unlisted, |app, _| app.step(isize::MIN) => {
                    Move SHOWN ["home", "g g"] -;
                    Look [Projector] ["P", "f5"] -;
                    Popup [Reader] ["home", "g"] -;
                    Popup PAGED ["home", "g"] -;
                }
                Last: LAST, looks, unlisted, |app, _| app.step(isize::MAX) => {
                    Move SHOWN ["end", "G"] -;
                    Popup [Reader] ["end", "G"] -;
                    Popup PAGED ["end", "G"] -;
                }
                FollowLink: FOLLOW_LINK, looks, listed, |app, _| app.follow_link() => { Move ITEMS ["g o"] -; }
                GoTo: GO_TO hint, looks, listed, |app, key| app.ask_go_to(key.and_then(digit)) => {
                    Move SHOWN ["g 1", "g 2", "g 3", "g 4", "g 5", "g 6", "g 7", "g 8", "g 9"] 40;
                    Look HELD ["1", "2", "3", "4", "5", "6", "7", "8", "9"] -;
                }
                Section: SECTION, looks, unlisted, |app, key| app.section(key.and_then(digit)) => { Move SECTIONED ["1", "2", "3", "4", "5", "6"] -; }
                NextPane: NEXT_PANE, looks, unlisted, |app, _| app.next_pane(1) => { Move PANED ["tab"] -; }
                PrevPane: PREV_PANE, looks, unlisted, |app, _| app.next_pane(-1) => { Move PANED ["shift-tab"] -; }
                Open: OPEN hint, asks, listed, |app, _| app.open() => { Move SHOWN ["enter"] 1; }
                Back: BACK hint, looks, listed, |app, _| app.back() => { Move SHOWN ["esc", "backspace"] 2; }

                // Finding.
                Search: SEARCH hint, looks, listed, |app, _| app.ask(Purpose::Search) => { Find OFF_THE_WALL ["/"] 16; }
                NextMatch: NEXT_MATCH, looks, listed, |app, _| app.next_match(1) => { Find SEARCHED ["n"] -; }
                PrevMatch: PREV_MATCH, looks, listed, |app, _| app.next_match(-1) => { Find SEARCHED ["N"] -; }
                Filter: FILTER hint, looks, listed, |app, _| app.ask_filter() => {
                    Find ROWS ["f"] 21;
                    Find [Timeline, Matrix] ["f"] 21;
                }
                Zoom: ZOOM hint, looks, listed, |app, _| app.zoom() => {
                    Look [Board] ["z"] -;
                    Look [Timeline, Trend] ["z"] 3;
                    Look [Matrix] ["z"] 4;
                }

                // Changing items and measures.
                Report: REPORT hint, fills, listed, |app, _| app.write_report() => { Edit ITEMS ["r"] 11; }
                NoChange: NO_CHANGE, edits, listed, |app, _| app.no_change() => { Edit ITEMS ["="] -; }
                EditAny: EDIT_ANY, fills, listed, |app, _| app.edit_any() => { Edit ITEMS ["E"] -; }
                EditText: EDIT_TEXT, fills, listed, |app, _| app.edit_text() => { Edit ROWS ["e"] -; }
                AddMeasure: ADD_MEASURE, fills, listed, |app, _| app.add_measure() => { Edit ROWS ["a"] -; }
                AddItem: ADD_ITEM, fills, listed, |app, _| app.ask_of_section(SectionAct::AddItem) => { Edit ROWS ["I"] -; }
                RemoveItem: REMOVE_ITEM, fills, listed, |app, _| app.ask_to_remove_item() => {}
                RestoreItem: RESTORE_ITEM, fills, listed, |app, _| app.ask_to_restore_item() => {}
                MoveItem: MOVE_ITEM, fills, listed, |app, _| app.ask_section() => {}
                MergeItem: MERGE_ITEM, fills, listed, |app, _| app.ask_to_merge_item() => {}
                NumberItem: NUMBER_ITEM, fills, listed, |app, _| app.ask_item_number() => {}
                AddSection: ADD_SECTION, fills, listed, |app, _| app.ask_new_section() => {}
                RenameSection: RENAME_SECTION, fills, listed, |app, _| app.ask_of_section(SectionAct::Rename) => {}
                SectionUp: SECTION_UP, edits, listed, |app, _| app.ask_of_section(SectionAct::Move(-1)) => {}
                SectionDown: SECTION_DOWN, edits, listed, |app, _| app.ask_of_section(SectionAct::Move(1)) => {}
                RemoveSection: REMOVE_SECTION, fills, listed, |app, _| app.ask_of_section(SectionAct::Remove) => {}
                SplitMeasure: SPLIT_MEASURE, fills, listed, |app, _| app.split_measure() => { Edit ROWS ["S"] -; }
                RemoveMeasure: REMOVE_MEASURE, fills, listed, |app, _| app.remove_measures() => { Edit ROWS ["x"] -; }
                MoveUp: MOVE_UP hint, edits, listed, |app, _| app.move_row(-1) => {
                    Edit [Node] ["K"] -;
                    Popup [Units, Rules, Leaders, Columns] ["K"] 3;
                    Edit [Meeting] ["K"] 8;
                }
                MoveDown: MOVE_DOWN hint, edits, listed, |app, _| app.move_row(1) => {
                    Edit [Node] ["J"] -;
                    Popup [Units, Rules, Leaders, Columns] ["J"] 4;
                    Edit [Meeting] ["J"] 8;
                }
                Mark: MARK, looks, listed, |app, _| app.toggle_mark() => { Edit MARKED ["space"] -; }
                MarkAll: MARK_ALL, looks, listed, |app, _| app.mark_all() => { Edit MARKED ["*"] -; }

                // The closed loop.
                Acknowledge: ACKNOWLEDGE, edits, listed, |app, _| app.acknowledge() => { Edit ITEMS ["A"] -; }
                AskExtension: ASK_EXTENSION, fills, listed, |app, _| app.ask_extension_here() => { Edit ITEMS ["X"] -; }
                Direct: DIRECT, fills, listed, |app, _| app.direct() => {
                    Edit ITEMS ["!"] -;
                    Edit [Meeting] ["!"] -;
                }
                Agree: AGREE hint, fills, unlisted, |app, _| app.answer_here(true) => {
                    Edit [Mine] ["y"] 3;
                    Edit HELD ["y"] -;
                }
                Disagree: DISAGREE hint, fills, unlisted, |app, _| app.answer_here(false) => {
                    Edit [Mine] ["n"] 4;
                    Edit HELD ["n"] -;
                }
                GiveToUnit: GIVE_TO_UNIT hint, edits, unlisted, |app, _| app.give_to_unit() => { Edit [Matrix] ["space"] 3; }
                NewPerson: NEW_PERSON hint, fills, listed, |app, _| app.ask_person() => { Edit [People] ["a"] 3; }

                // Meetings and the projector.
                Present: PRESENT, looks, listed, |app, _| app.present() => { Look OFF_THE_WALL ["P", "f5"] -; }
                Blank: BLANK hint, looks, unlisted, |_, _| Vec::new() => { Look [Projector] ["b", "."] 3; }
                Large: LARGE, looks, unlisted, |_, _| Vec::new() => { Look [Projector] ["+"] -; }
                Meet: MEET, fills, listed, |app, _| app.meet() => { Look SHOWN ["M"] -; }
                Decide: DECIDE hint, fills, unlisted, |app, _| app.decide() => { Edit HELD ["d"] 4; }
                Discussed: DISCUSSED hint, edits, unlisted, |app, _| app.treat(Treated::Discussed) => { Edit HELD ["m"] 5; }
                Skip: SKIP hint, edits, unlisted, |app, _| app.treat(Treated::Skipped) => { Edit HELD ["S"] 6; }
                AddPoint: ADD_POINT hint, fills, unlisted, |app, _| app.ask_point() => { Edit [Meeting] ["a"] 7; }
                DropPoint: DROP_POINT, edits, unlisted, |app, _| app.drop_point() => { Edit [Meeting] ["x"] -; }
                ProposeAgain: PROPOSE_AGAIN, edits, unlisted, |app, _| app.propose_again() => { Edit [Meeting] ["r"] -; }
                EditMeeting: EDIT_MEETING, fills, unlisted, |app, _| app.edit_meeting() => { Edit [Meeting] ["e"] -; }
                EndMeeting: END_MEETING hint, fills, unlisted, |app, _| app.ask_to_end() => { Edit HELD ["Q"] 9; }
                Owing: OWING hint, looks, listed, |app, _| app.show_owing() => { Look OFF_THE_WALL ["v u"] -; }
                Make: MAKE, asks, listed, |app, _| app.ask_what_to_make() => { Look SHOWN ["W"] -; }
                Papers: PAPERS hint, asks, listed, |app, _| app.ask_paper() => { Look SHOWN ["i"] -; }

                // Looking back and into figures.
                Figures: FIGURES, asks, listed, |app, _| app.ask_figure() => { Look SHOWN ["#"] -; }
                Since: SINCE hint, looks, unlisted, |app, _| app.ask_since() => { Look [Changes] ["b"] 3; }
                TravelTo: TRAVEL_TO, looks, listed, |app, _| app.ask_past() => { Look SHOWN ["H"] -; }
                PastDay: PAST_DAY, looks, listed, |app, _| app.travel(Travel::Days(-1)) => { Look SHOWN ["["] -; }
                FutureDay: FUTURE_DAY, looks, listed, |app, _| app.travel(Travel::Days(1)) => { Look SHOWN ["]"] -; }
                PastWeek: PAST_WEEK, looks, listed, |app, _| app.travel(Travel::Days(-7)) => { Look SHOWN ["{"] -; }
                FutureWeek: FUTURE_WEEK, looks, listed, |app, _| app.travel(Travel::Days(7)) => { Look SHOWN ["}"] -; }
                PastMeeting: PAST_MEETING, looks, listed, |app, _| app.travel(Travel::Meeting(-1)) => { Look SHOWN ["("] -; }
                FutureMeeting: FUTURE_MEETING, looks, listed, |app, _| app.travel(Travel::Meeting(1)) => { Look SHOWN [")"] -; }
                Past: PAST hint, looks, unlisted, |app, _| app.show_past() => { Look [History] ["b"] 3; }
                Undo: UNDO hint, edits, listed, |app, _| app.undo(false) => {
                    Edit SHOWN ["u"] 30;
                    Popup [Units, Rules, School, Leaders] ["u"] -;
                }
                Redo: REDO, edits, listed, |app, _| app.undo(true) => { Edit SHOWN ["ctrl-r"] -; }
                Why: WHY hint, looks, listed, |app, _| app.why() => { Look ITEMS ["w"] 15; }

                // What is shown, and how.
                Copy: COPY, looks, listed, |app, _| app.copy() => {
                    Look ITEMS ["Y"] -;
                    Popup [Reader] ["Y"] -;
                }
                Sort: SORT hint, looks, listed, |app, _| app.sort_rows() => { Look SORTED ["O"] 19; }
                Group: GROUP hint, looks, listed, |app, _| app.group_rows() => {
                    Look [Ledger] ["b"] -;
                    Look [Timeline] ["b"] 4;
                }
                Kind: KIND hint, looks, listed, |app, _| app.change_kind() => {
                    Look [Ledger] ["m"] 14;
                    Look [Matrix] ["m"] 4;
                }
                Day: DAY, looks, listed, |app, _| app.ask(Purpose::Day) => { Look SHOWN ["D"] -; }
                PrevDay: PREV_DAY, looks, listed, |app, _| app.shift_day(-1) => { Look OFF_THE_WALL [","] -; }
                NextDay: NEXT_DAY, looks, listed, |app, _| app.shift_day(1) => { Look OFF_THE_WALL ["."] -; }

                // The program itself.
                Palette: PALETTE hint, looks, unlisted, |app, _| app.open_palette() => { Program SHOWN [":"] 50; }
                Help: HELP hint, looks, listed, |app, _| app.help() => {
                    Program SHOWN ["?"] 18;
                    Popup PAGED ["?"] 9;
                }
                Theme: THEME, looks, listed, |app, _| app.next_theme() => { Program SHOWN ["T"] -; }
                SwitchPlan: SWITCH_PLAN, looks, listed, |app, _| app.ask_plan() => { Program OFF_THE_WALL ["B"] -; }
                ImportPaper: IMPORT_PAPER, fills, listed, |app, _| app.ask_import() => {}
                CarryOver: CARRY_OVER, asks, listed, |app, _| app.ask_carry_over() => {}
                RenamePlan: RENAME_PLAN, fills, listed, |app, _| app.ask_plan_title() => {}
                PlanPeriod: PLAN_PERIOD, fills, listed, |app, _| app.ask_plan_period() => {}
                ArchivePlan: ARCHIVE_PLAN, fills, listed, |app, _| app.ask_plan_state(PlanState::Archived) => {}
                ReopenPlan: REOPEN_PLAN, fills, listed, |app, _| app.ask_plan_state(PlanState::Open) => {}
                RemovePlan: REMOVE_PLAN, fills, listed, |app, _| app.ask_plan_state(PlanState::Removed) => {}
                Backups: BACKUPS, looks, listed, |app, _| app.tell_backups() => {}
                Units: UNITS, looks, listed, |app, _| app.open_units() => { Program OFF_THE_WALL ["U"] -; }
                Settings: SETTINGS, looks, listed, |app, _| app.open_settings() => { Program OFF_THE_WALL ["v ,"] -; }
                LightRules: LIGHT_RULES, looks, listed, |app, _| app.open_settings_at(SettingPage::Rules) => {}
                SchoolDays: SCHOOL_DAYS, looks, listed, |app, _| app.open_settings_at(SettingPage::School) => {}
                LedgerColumns: LEDGER_COLUMNS, looks, listed, |app, _| app.open_settings_at(SettingPage::Columns) => {}
                Language: LANGUAGE, looks, listed, |app, _| app.other_language() => {}
                Mouse: MOUSE, looks, listed, |app, _| app.toggle_mouse() => {}
                Redraw: REDRAW, looks, listed, |_, _| vec![Effect::Redraw] => { Program SHOWN ["ctrl-l"] -; }
                Quit: QUIT hint, looks, listed, |_, _| vec![Effect::Quit] => { Program SHOWN ["q"] 52; }

                // In popups.
                Accept: ACCEPT hint, popup, unlisted, |_, _| Vec::new() => {
                    Popup [Prompt, Pick, PickMany, Conflict] ["enter"] 1;
                    Popup [Prompt] ["ctrl-s"] -;
                    Popup [Confirm] ["y"] 1;
                }
                Cancel: CANCEL hint, popup, unlisted, |_, _| Vec::new() => {
                    Popup [Confirm] ["n", "esc"] 2;
                    Popup [Kept] ["n", "esc"] 3;
                    Popup [Refused] ["enter", "esc", "space"] 1;
                    Popup [Reader] ["enter", "q", "?", "w"] -;
                    Popup [Prompt, Pick, PickMany, Form, Reader, Conflict] ["esc"] 2;
                    Popup PAGED ["esc", "q"] 2;
                }
                ThrowAway: THROW_AWAY hint, popup, unlisted, |_, _| Vec::new() => {
                    Popup [Discard] ["y", "esc"] 1;
                    Popup [Kept] ["x"] 2;
                }
                GoOn: GO_ON hint, popup, unlisted, |_, _| Vec::new() => {
                    Popup [Discard] ["n", "enter"] 2;
                    Popup [Kept] ["y"] 1;
                }
                Toggle: TOGGLE hint, popup, unlisted, |_, _| Vec::new() => { Popup [PickMany, Ticks, Columns] ["space"] 0; }
                TickAll: TICK_ALL hint, popup, unlisted, |_, _| Vec::new() => { Popup [Ticks] ["*"] 5; }
                Save: SAVE hint, popup, unlisted, |_, _| Vec::new() => {
                    Popup [Reader] ["ctrl-s", "s"] -;
                    Popup [Form] ["ctrl-s", "f2"] 1;
                    Popup [Review, Ticks] ["enter", "ctrl-s"] 1;
                    Popup [Rules] ["ctrl-s"] 1;
                }
                NextField: NEXT_FIELD hint, popup, unlisted, |_, _| Vec::new() => { Popup [Form] ["tab"] 3; }
                PrevField: PREV_FIELD, popup, unlisted, |_, _| Vec::new() => { Popup [Form] ["shift-tab"] -; }
                TakeLast: TAKE_LAST hint, popup, unlisted, |_, _| Vec::new() => { Popup [Form] ["ctrl-t"] 5; }
                NewLine: NEW_LINE hint, popup, unlisted, |_, _| Vec::new() => { Popup [Form] ["enter"] 4; }

                // The table of units.
                AddUnits: ADD_UNITS hint, popup, unlisted, |_, _| Vec::new() => { Popup [Units] ["a"] 1; }
                RenameUnit: RENAME_UNIT hint, popup, unlisted, |_, _| Vec::new() => { Popup [Units] ["e", "enter"] 5; }
                MergeUnit: MERGE_UNIT hint, popup, unlisted, |_, _| Vec::new() => { Popup [Units] ["m"] 6; }
                UnitKind: UNIT_KIND hint, popup, unlisted, |_, _| Vec::new() => { Popup [Units] ["t"] 7; }
                ChangeRow: CHANGE_ROW hint, popup, unlisted, |_, _| Vec::new() => {
                    Popup [Settings, Rules, School] ["enter", "e"] 0;
                    Popup [Columns] ["enter"] -;
                }
                RuleLight: RULE_LIGHT hint, popup, unlisted, |_, _| Vec::new() => { Popup [Rules] ["c"] 5; }
                RuleWord: RULE_WORD hint, popup, unlisted, |_, _| Vec::new() => { Popup [Rules] ["w"] 6; }
                AddRow: ADD_ROW hint, popup, unlisted, |_, _| Vec::new() => { Popup [Rules, Leaders] ["a"] 7; }
                RemoveRow: REMOVE_ROW hint, popup, unlisted, |_, _| Vec::new() => { Popup [Rules, School, Leaders] ["x"] 8; }
                ByDefault: BY_DEFAULT hint, popup, unlisted, |_, _| Vec::new() => {
                    Popup [Rules, School, Leaders, Columns] ["R"] 9;
                }
                RetireUnit: RETIRE_UNIT hint, popup, unlisted, |_, _| Vec::new() => { Popup [Units] ["x"] 8; }

                // A paper that is being looked over.
                NextDoubt: NEXT_DOUBT hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review, Ticks] ["n"] 3; }
                PrevDoubt: PREV_DOUBT, popup, unlisted, |_, _| Vec::new() => { Popup [Review, Ticks] ["N"] -; }
                Outward: OUTWARD hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["<", ",", "shift-tab"] 4; }
                Inward: INWARD hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review] [">", ".", "tab"] 5; }
                Join: JOIN hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["J"] 6; }
                Cut: CUT hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["S"] 8; }
                Flip: FLIP hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["L"] 9; }
                PieceLead: PIECE_LEAD hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["o"] 10; }
                PieceDue: PIECE_DUE hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["d"] 11; }
                PaperTitle: PAPER_TITLE hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["t"] 13; }
                PaperIssuer: PAPER_ISSUER, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["b"] -; }
                PaperPeriod: PAPER_PERIOD hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["y"] 14; }
                NameColumn: NAME_COLUMN hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["c"] 12; }
                Compare: COMPARE hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["="] 15; }
                TakeBack: TAKE_BACK hint, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["u"] 7; }
                DoAgain: DO_AGAIN, popup, unlisted, |_, _| Vec::new() => { Popup [Review] ["ctrl-r"] -; }
            }
        }
    };
}
pub(super) use command_table;

/// Whether a row of the table says that the command edits.
macro_rules! edits {
    (edits) => {
        true
    };
    (fills) => {
        true
    };
    ($other:ident) => {
        false
    };
}

/// Whether a row of the table says that the command opens something to type into, to choose from or to answer.
macro_rules! asks {
    (fills) => {
        true
    };
    (asks) => {
        true
    };
    ($other:ident) => {
        false
    };
}

/// Whether a row of the table says that the palette offers the command.
macro_rules! listed {
    (listed) => {
        true
    };
    (unlisted) => {
        false
    };
}

/// The footer's word for a command: a shorter one where there is one, else what it does.
macro_rules! hint {
    ($text:ident hint) => {
        words::hint::$text
    };
    ($text:ident) => {
        words::command::$text
    };
}

macro_rules! commands {
    (
        families { $($family:ident($value:ty): $of_text:ident $of_hint:ident, $edits:ident, $listed:ident, $does:expr => { $($row:tt)* })* }
        commands { $($name:ident: $text:ident $($hint:ident)?, $kind:ident, $offer:ident, $do:expr => { $($keys:tt)* })* }
    ) => {
        /// What a person can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each has a sentence of its own in the locale files")]
        pub enum Command { $($family($value),)* $($name,)* }

        impl Command {
            /// Commands that the palette offers, in the order of the table.
            pub fn all() -> Vec<Self> {
                let mut all = Vec::new();
                $(if listed!($listed) { all.extend(<$value>::ALL.iter().copied().map(Self::$family)); })*
                $(if listed!($offer) { all.push(Self::$name); })*
                all
            }

            /// What it does: for the help, the palette and the manual.
            pub fn text(self) -> Text {
                match self {
                    $(Self::$family(value) => $of_text(value),)*
                    $(Self::$name => words::command::$text,)*
                }
            }

            /// Its name in the file of keys: `edit-percent`, `why`.
            pub fn name(self) -> String {
                let mut name = String::new();
                for c in format!("{self:?}").chars() {
                    if c.is_ascii_uppercase() && !name.is_empty() && !name.ends_with('-') {
                        name.push('-');
                    }
                    match c {
                        '(' => name.push('-'),
                        ')' => {}
                        c => name.push(c.to_ascii_lowercase()),
                    }
                }
                name
            }

            /// What the footer calls it.
            pub fn hint(self) -> Text {
                match self {
                    $(Self::$family(value) => $of_hint(value),)*
                    $(Self::$name => hint!($text $($hint)?),)*
                }
            }

            /// Whether it may change the plan; refused on a read-only database.
            pub fn edits(self) -> bool {
                match self {
                    $(Self::$family(_) => edits!($edits),)*
                    $(Self::$name => edits!($kind),)*
                }
            }

            /// Whether it opens something to type into, to choose from or to answer.
            pub fn asks(self) -> bool {
                match self {
                    $(Self::$family(_) => asks!($edits),)*
                    $(Self::$name => asks!($kind),)*
                }
            }
        }
    };
}
command_table!(commands);

fn edit_text(field: Field) -> Text {
    match field {
        Field::Standing => words::command::EDIT_STANDING,
        Field::Percent => words::command::EDIT_PERCENT,
        Field::Due => words::command::EDIT_DUE,
        Field::Start => words::command::EDIT_START,
        Field::Lead => words::command::EDIT_LEAD,
        Field::Support => words::command::EDIT_SUPPORT,
        Field::Leader => words::command::EDIT_LEADER,
        Field::Counties => words::command::EDIT_COUNTIES,
        Field::Target => words::command::EDIT_TARGET,
        Field::Cadence => words::command::EDIT_CADENCE,
        Field::Forecast => words::command::EDIT_FORECAST,
        Field::Lever => words::command::EDIT_LEVER,
        Field::Safeguard => words::command::EDIT_SAFEGUARD,
    }
}

fn edit_hint(field: Field) -> Text {
    match field {
        Field::Standing => words::hint::EDIT_STANDING,
        Field::Percent => words::hint::EDIT_PERCENT,
        Field::Due => words::hint::EDIT_DUE,
        Field::Start => words::hint::EDIT_START,
        Field::Lead => words::hint::EDIT_LEAD,
        other => edit_text(other),
    }
}

fn say_text(role: LineRole) -> Text {
    role.text()
}

fn show_text(view: View) -> Text {
    match view {
        View::Board => words::command::SHOW_BOARD,
        View::Ledger => words::command::SHOW_LEDGER,
        View::Attention => words::command::SHOW_ATTENTION,
        View::History => words::command::SHOW_HISTORY,
        View::Mine => words::command::SHOW_MINE,
        View::People => words::command::SHOW_PEOPLE,
        View::Timeline => words::command::SHOW_TIMELINE,
        View::Matrix => words::command::SHOW_MATRIX,
        View::Trend => words::command::SHOW_TREND,
        View::Changes => words::command::SHOW_CHANGES,
    }
}

fn show_hint(view: View) -> Text {
    match view {
        View::Mine => words::hint::SHOW_MINE,
        View::People => words::hint::SHOW_PEOPLE,
        View::Timeline => words::hint::SHOW_TIMELINE,
        View::Matrix => words::hint::SHOW_MATRIX,
        View::Trend => words::hint::SHOW_TREND,
        View::Changes => words::hint::SHOW_CHANGES,
        other => show_text(other),
    }
}
