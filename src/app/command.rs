//! Command: what a person can ask for, in one table. From it come the commands themselves, their names, whether they
//! edit, what the palette offers, the keys with their places in footer and help (`keymap.rs`), and what is done
//! (`perform.rs`). There is no second list of commands anywhere.

use super::view::View;
use crate::plan::Field;

/// Hands the whole table to the macro that is named. A row of the table:
///
/// ```text
/// Variant: its name in locale keys, edits | looks | popup, listed | unlisted (in the palette), what does it => {
///     group of the help, contexts, keys (a blank parts the keys of a sequence), place in the footer (lowest first) or -;
/// }
/// ```
///
/// A command of a popup is done by the popup itself, not by what stands here. A family is a command with a value; its rows
/// of keys name the value.
macro_rules! command_table {
    ($then:ident) => {
        $then! {
            families {
                Edit(Field): edit, edits, listed, |app, field| app.edit_field_here(field) => {
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
                Show(View): show, looks, listed, |app, view| app.show(view) => {
                    View::Board, Look SCREENS ["v 1", "f1"] -;
                    View::Ledger, Look SCREENS ["v 2", "f2"] -;
                    View::Attention, Look SCREENS ["v 3", "f3"] -;
                    View::History, Look SCREENS ["v 4", "f4"] -;
                    View::Mine, Look SCREENS ["v 5", "f7"] 53;
                    View::People, Look SCREENS ["v 6", "f8"] -;
                    View::Timeline, Look SCREENS ["v 7", "f9"] -;
                    View::Matrix, Look SCREENS ["v 8", "f10"] -;
                    View::Trend, Look SCREENS ["v 9", "f11"] -;
                    View::Changes, Look SCREENS ["v 0", "f12"] -;
                }
            }
            commands {
                // Moving about.
                Up: up, looks, unlisted, |app, _| app.step(-1) => {
                    Move SHOWN ["up", "k"] -;
                    Popup PICKS ["up", "shift-tab"] -;
                    Popup [Reader] ["up", "k"] 3;
                }
                Down: down, looks, unlisted, |app, _| app.step(1) => {
                    Move SHOWN ["down", "j"] -;
                    Popup PICKS ["down", "tab"] -;
                    Popup [Reader] ["down", "j"] 4;
                }
                Left: left, looks, unlisted, |app, _| app.sideways(-1) => { Move SHOWN ["left", "h"] -; }
                Right: right, looks, unlisted, |app, _| app.sideways(1) => { Move SHOWN ["right", "l"] -; }
                PageUp: page_up, looks, unlisted, |app, _| app.page(-1) => {
                    Move SHOWN ["pgup", "ctrl-b"] -;
                    Popup PICKS ["pgup"] -;
                    Popup [Reader] ["pgup"] -;
                }
                PageDown: page_down, looks, unlisted, |app, _| app.page(1) => {
                    Move SHOWN ["pgdn", "ctrl-f"] -;
                    Look [Projector] ["space"] -;
                    Popup PICKS ["pgdn"] -;
                    Popup [Reader] ["pgdn", "space"] -;
                }
                First: first, looks, unlisted, |app, _| app.step(isize::MIN) => {
                    Move SHOWN ["home", "g g"] -;
                    Look [Projector] ["P", "f5"] -;
                    Popup [Reader] ["home", "g"] -;
                }
                Last: last, looks, unlisted, |app, _| app.step(isize::MAX) => {
                    Move SHOWN ["end", "G"] -;
                    Popup [Reader] ["end", "G"] -;
                }
                GoTo: go_to, looks, listed, |app, key| app.ask_go_to(key.and_then(digit)) => {
                    Move SHOWN ["g 1", "g 2", "g 3", "g 4", "g 5", "g 6", "g 7", "g 8", "g 9"] 40;
                    Look HELD ["1", "2", "3", "4", "5", "6", "7", "8", "9"] -;
                }
                Section: section, looks, unlisted, |app, key| app.section(key.and_then(digit)) => { Move SEARCHED ["1", "2", "3", "4", "5", "6"] -; }
                NextPane: next_pane, looks, unlisted, |app, _| app.next_pane(1) => { Move SCREENS ["tab"] -; }
                PrevPane: prev_pane, looks, unlisted, |app, _| app.next_pane(-1) => { Move SCREENS ["shift-tab"] -; }
                Open: open, looks, listed, |app, _| app.open() => { Move SHOWN ["enter"] 1; }
                Back: back, looks, listed, |app, _| app.back() => { Move SHOWN ["esc", "backspace"] 2; }

                // Finding.
                Search: search, looks, listed, |app, _| app.ask(Purpose::Search) => { Find SCREENS ["/"] 16; }
                NextMatch: next_match, looks, listed, |app, _| app.next_match(1) => { Find SEARCHED ["n"] -; }
                PrevMatch: prev_match, looks, listed, |app, _| app.next_match(-1) => { Find SEARCHED ["N"] -; }
                Filter: filter, looks, listed, |app, _| app.ask_filter() => {
                    Find ROWS ["f"] 21;
                    Find [Timeline, Matrix] ["f"] 21;
                }
                Zoom: zoom, looks, listed, |app, _| app.zoom() => {
                    Look [Board] ["z"] -;
                    Look [Timeline, Trend] ["z"] 3;
                    Look [Matrix] ["z"] 4;
                }

                // Changing items and measures.
                Report: report, edits, listed, |app, _| app.write_report() => { Edit ITEMS ["r"] 11; }
                NoChange: no_change, edits, listed, |app, _| app.no_change() => { Edit ITEMS ["="] -; }
                EditAny: edit_any, edits, listed, |app, _| app.edit_any() => { Edit ITEMS ["E"] -; }
                EditText: edit_text, edits, listed, |app, _| app.edit_text() => { Edit ROWS ["e"] -; }
                AddMeasure: add_measure, edits, listed, |app, _| app.add_measure() => { Edit ROWS ["a"] -; }
                SplitMeasure: split_measure, edits, listed, |app, _| app.split_measure() => { Edit ROWS ["S"] -; }
                RemoveMeasure: remove_measure, edits, listed, |app, _| app.remove_measures() => { Edit ROWS ["x"] -; }
                MoveUp: move_up, edits, listed, |app, _| app.move_row(-1) => {
                    Edit [Node] ["K"] -;
                    Edit [Meeting] ["K"] 8;
                }
                MoveDown: move_down, edits, listed, |app, _| app.move_row(1) => {
                    Edit [Node] ["J"] -;
                    Edit [Meeting] ["J"] 8;
                }
                Mark: mark, looks, listed, |app, _| app.toggle_mark() => { Edit MARKED ["space"] -; }
                MarkAll: mark_all, looks, listed, |app, _| app.mark_all() => { Edit MARKED ["*"] -; }

                // The closed loop.
                Acknowledge: acknowledge, edits, listed, |app, _| app.acknowledge() => { Edit ITEMS ["A"] -; }
                AskExtension: ask_extension, edits, listed, |app, _| app.ask_extension_here() => { Edit ITEMS ["X"] -; }
                Direct: direct, edits, listed, |app, _| app.direct() => {
                    Edit ITEMS ["!"] -;
                    Edit [Meeting] ["!"] -;
                }
                Agree: agree, edits, unlisted, |app, _| app.answer_here(true) => {
                    Edit [Mine] ["y"] 3;
                    Edit HELD ["y"] -;
                }
                Disagree: disagree, edits, unlisted, |app, _| app.answer_here(false) => {
                    Edit [Mine] ["n"] 4;
                    Edit HELD ["n"] -;
                }
                GiveToUnit: give_to_unit, edits, unlisted, |app, _| app.give_to_unit() => { Edit [Matrix] ["space"] 3; }
                NewPerson: new_person, edits, listed, |app, _| app.ask_person() => { Edit [People] ["a"] 3; }

                // Meetings and the projector.
                Present: present, looks, listed, |app, _| app.present() => { Look SCREENS ["P", "f5"] -; }
                Blank: blank, looks, unlisted, |_, _| Vec::new() => { Look [Projector] ["b", "."] 3; }
                Large: large, looks, unlisted, |_, _| Vec::new() => { Look [Projector] ["+"] -; }
                Meet: meet, edits, listed, |app, _| app.meet() => { Look SHOWN ["M"] -; }
                Decide: decide, edits, unlisted, |app, _| app.decide() => { Edit HELD ["d"] 4; }
                Discussed: discussed, edits, unlisted, |app, _| app.treat(Treated::Discussed) => { Edit HELD ["m"] 5; }
                Skip: skip, edits, unlisted, |app, _| app.treat(Treated::Skipped) => { Edit HELD ["S"] 6; }
                AddPoint: add_point, edits, unlisted, |app, _| app.ask_point() => { Edit [Meeting] ["a"] 7; }
                DropPoint: drop_point, edits, unlisted, |app, _| app.drop_point() => { Edit [Meeting] ["x"] -; }
                ProposeAgain: propose_again, edits, unlisted, |app, _| app.propose_again() => { Edit [Meeting] ["r"] -; }
                EditMeeting: edit_meeting, edits, unlisted, |app, _| app.edit_meeting() => { Edit [Meeting] ["e"] -; }
                EndMeeting: end_meeting, edits, unlisted, |app, _| app.ask_to_end() => { Edit HELD ["Q"] 9; }
                Papers: papers, looks, listed, |app, _| app.ask_paper() => { Look [Meeting] ["i"] 10; }

                // Looking back and into figures.
                Figures: figures, looks, listed, |app, _| app.ask_figure() => { Look SHOWN ["#"] -; }
                Since: since, looks, unlisted, |app, _| app.ask_since() => { Look [Changes] ["b"] 3; }
                TravelTo: travel_to, looks, listed, |app, _| app.ask_past() => { Look SHOWN ["H"] -; }
                PastDay: past_day, looks, listed, |app, _| app.travel(Travel::Days(-1)) => { Look SHOWN ["["] -; }
                FutureDay: future_day, looks, listed, |app, _| app.travel(Travel::Days(1)) => { Look SHOWN ["]"] -; }
                PastWeek: past_week, looks, listed, |app, _| app.travel(Travel::Days(-7)) => { Look SHOWN ["{"] -; }
                FutureWeek: future_week, looks, listed, |app, _| app.travel(Travel::Days(7)) => { Look SHOWN ["}"] -; }
                PastMeeting: past_meeting, looks, listed, |app, _| app.travel(Travel::Meeting(-1)) => { Look SHOWN ["("] -; }
                FutureMeeting: future_meeting, looks, listed, |app, _| app.travel(Travel::Meeting(1)) => { Look SHOWN [")"] -; }
                Past: past, looks, unlisted, |app, _| app.show_past() => { Look [History] ["b"] 3; }
                Undo: undo, edits, listed, |app, _| app.undo(false) => { Edit SHOWN ["u"] 30; }
                Redo: redo, edits, listed, |app, _| app.undo(true) => { Edit SHOWN ["ctrl-r"] -; }
                Why: why, looks, listed, |app, _| app.why() => { Look ITEMS ["w"] 15; }

                // What is shown, and how.
                Copy: copy, looks, listed, |app, _| app.copy() => {
                    Look ITEMS ["Y"] -;
                    Popup [Reader] ["Y"] -;
                }
                Sort: sort, looks, listed, |app, _| app.sort_rows() => { Look LISTS ["O"] 19; }
                Group: group, looks, listed, |app, _| app.group_rows() => {
                    Look [Ledger] ["b"] -;
                    Look [Timeline] ["b"] 4;
                }
                Kind: kind, looks, listed, |app, _| app.change_kind() => {
                    Look [Ledger] ["m"] 14;
                    Look [Matrix] ["m"] 4;
                }
                Day: day, looks, listed, |app, _| app.ask(Purpose::Day) => { Look SHOWN ["D"] -; }
                PrevDay: prev_day, looks, listed, |app, _| app.shift_day(-1) => { Look SCREENS [","] -; }
                NextDay: next_day, looks, listed, |app, _| app.shift_day(1) => { Look SCREENS ["."] -; }

                // The program itself.
                Palette: palette, looks, unlisted, |app, _| app.open_palette() => { Program SHOWN [":"] 50; }
                Help: help, looks, listed, |app, _| app.help() => { Program SHOWN ["?"] 18; }
                Theme: theme, looks, listed, |app, _| app.next_theme() => { Program SHOWN ["T"] -; }
                SwitchPlan: switch_plan, looks, listed, |app, _| app.ask_plan() => { Program SCREENS ["B"] -; }
                Language: language, looks, listed, |app, _| app.other_language() => {}
                Mouse: mouse, looks, listed, |app, _| app.toggle_mouse() => {}
                Redraw: redraw, looks, listed, |_, _| vec![Effect::Redraw] => { Program SHOWN ["ctrl-l"] -; }
                Quit: quit, looks, listed, |_, _| vec![Effect::Quit] => { Program SHOWN ["q"] 52; }

                // In popups.
                Accept: accept, popup, unlisted, |_, _| Vec::new() => {
                    Popup [Prompt, Pick, PickMany, Conflict] ["enter"] 1;
                    Popup [Prompt] ["ctrl-s"] -;
                    Popup [Confirm] ["y"] 1;
                }
                Cancel: cancel, popup, unlisted, |_, _| Vec::new() => {
                    Popup [Confirm] ["n"] 2;
                    Popup [Reader] ["enter", "q", "?", "w"] -;
                    Popup [Prompt, Pick, PickMany, Form, Confirm, Reader, Conflict] ["esc"] 2;
                }
                Toggle: toggle, popup, unlisted, |_, _| Vec::new() => { Popup [PickMany] ["space"] 0; }
                Save: save, popup, unlisted, |_, _| Vec::new() => {
                    Popup [Reader] ["ctrl-s", "s"] -;
                    Popup [Form] ["ctrl-s", "f2"] 1;
                }
                NextField: next_field, popup, unlisted, |_, _| Vec::new() => { Popup [Form] ["tab"] 3; }
                PrevField: prev_field, popup, unlisted, |_, _| Vec::new() => { Popup [Form] ["shift-tab"] -; }
                NewLine: new_line, popup, unlisted, |_, _| Vec::new() => { Popup [Form] ["enter"] 4; }
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
    (looks) => {
        false
    };
    (popup) => {
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

macro_rules! commands {
    (
        families { $($family:ident($value:ty): $stem:ident, $edits:ident, $listed:ident, $does:expr => { $($row:tt)* })* }
        commands { $($name:ident: $code:ident, $kind:ident, $offer:ident, $do:expr => { $($keys:tt)* })* }
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

            /// Its name in locale keys, after `command.`.
            pub fn code(self) -> String {
                match self {
                    $(Self::$family(value) => format!("{}_{}", stringify!($stem), value.code()),)*
                    $(Self::$name => stringify!($code).to_owned(),)*
                }
            }

            /// Whether it may change the plan; refused on a read-only database.
            pub fn edits(self) -> bool {
                match self {
                    $(Self::$family(_) => edits!($edits),)*
                    $(Self::$name => edits!($kind),)*
                }
            }
        }
    };
}
command_table!(commands);

impl Command {
    /// The locale key of its words.
    pub fn key(self) -> String {
        format!("command.{}", self.code())
    }
}
