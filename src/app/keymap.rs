//! The key table: one row a command and context, from which dispatch, footer, help, palette and the manual are made.

use std::sync::OnceLock;

use super::key::{Code, Key};
use super::{Command, View};
use crate::plan::Field;

/// Where a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// The board.
    Board,
    /// An item or a measure.
    Node,
    /// The ledger.
    Ledger,
    /// The attention list.
    Attention,
    /// The history.
    History,
    /// What waits for the person.
    Mine,
    /// The people.
    People,
    /// A page of the projector.
    Projector,
    /// The agenda of a meeting.
    Meeting,
    /// What changed.
    Changes,
    /// The timeline.
    Timeline,
    /// The matrix.
    Matrix,
    /// The trend.
    Trend,
    /// The rows of a figure.
    Figure,
    /// A field with one text.
    Prompt,
    /// A list to choose from, with a text to narrow it.
    Pick,
    /// A list to choose several from.
    PickMany,
    /// The report form.
    Form,
    /// A question.
    Confirm,
    /// A text to read.
    Reader,
    /// Two values, one to choose.
    Conflict,
}

use Context::{
    Attention, Board, Changes, Confirm, Conflict, Figure, Form, History, Ledger, Matrix, Meeting, Mine, Node, People,
    Pick, PickMany, Projector, Prompt, Reader, Timeline, Trend,
};

const SCREENS: &[Context] =
    &[Board, Node, Ledger, Attention, History, Mine, People, Timeline, Matrix, Trend, Changes, Meeting, Figure];
const SHOWN: &[Context] = &[
    Board, Node, Ledger, Attention, History, Mine, People, Timeline, Matrix, Trend, Changes, Meeting, Figure, Projector,
];
const ITEMS: &[Context] = &[Board, Node, Ledger, Attention, Mine, Timeline, Matrix, Changes, Figure, Projector];
/// Where `d` is a date; on a page of the projector it is what was decided.
const DATED: &[Context] = &[Board, Node, Ledger, Attention, Mine, Timeline, Matrix, Changes, Figure];
const HELD: &[Context] = &[Projector, Meeting];
const MARKED: &[Context] = &[Board, Node, Ledger, Attention, Timeline];
const ROWS: &[Context] = &[Board, Node, Ledger, Attention];
const SEARCHED: &[Context] = &[Board, Node, Ledger, Attention, History];
const LISTS: &[Context] = &[Ledger, Attention, History];
const PICKS: &[Context] = &[Pick, PickMany];

/// Groups of the help screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moving about.
    Move,
    /// Finding.
    Find,
    /// Changing.
    Edit,
    /// Looking.
    Look,
    /// The program itself.
    Program,
    /// In popups.
    Popup,
}

impl Group {
    /// All groups, in the order of the help screen.
    pub const ALL: [Self; 6] = [Self::Edit, Self::Move, Self::Find, Self::Look, Self::Program, Self::Popup];

    /// The name in locale keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Find => "find",
            Self::Edit => "edit",
            Self::Look => "look",
            Self::Program => "program",
            Self::Popup => "popup",
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Binding {
    /// Where it works.
    pub contexts: &'static [Context],
    /// Key presses that mean it; a blank parts the keys of a sequence.
    pub keys: &'static [&'static str],
    /// What it means.
    pub command: Command,
    /// Its place in the footer, lowest first; `None` keeps it out.
    pub hint: Option<u8>,
    /// Its group on the help screen.
    pub group: Group,
}

const fn row(
    group: Group,
    contexts: &'static [Context],
    keys: &'static [&'static str],
    command: Command,
    hint: Option<u8>,
) -> Binding {
    Binding { contexts, keys, command, hint, group }
}

/// The table.
#[rustfmt::skip]
pub static BINDINGS: &[Binding] = &[
    row(Group::Edit, ITEMS, &["p"], Command::Edit(Field::Percent), Some(10)),
    row(Group::Edit, ITEMS, &["r"], Command::Report, Some(11)),
    row(Group::Edit, ITEMS, &["s"], Command::Edit(Field::Standing), Some(12)),
    row(Group::Edit, DATED, &["d"], Command::Edit(Field::Due), Some(13)),
    row(Group::Edit, ITEMS, &["o"], Command::Edit(Field::Lead), Some(14)),
    row(Group::Edit, ITEMS, &["c"], Command::Edit(Field::Support), None),
    row(Group::Edit, ITEMS, &["t"], Command::Edit(Field::Target), None),
    row(Group::Edit, ITEMS, &["="], Command::NoChange, None),
    row(Group::Edit, ITEMS, &["L"], Command::Edit(Field::Leader), None),
    row(Group::Edit, ITEMS, &["C"], Command::Edit(Field::Counties), None),
    row(Group::Edit, ITEMS, &["E"], Command::EditAny, None),
    row(Group::Edit, ITEMS, &["A"], Command::Acknowledge, None),
    row(Group::Edit, ITEMS, &["X"], Command::AskExtension, None),
    row(Group::Edit, ITEMS, &["!"], Command::Direct, None),
    row(Group::Edit, &[Mine], &["y"], Command::Agree, Some(3)),
    row(Group::Edit, &[Mine], &["n"], Command::Disagree, Some(4)),
    row(Group::Edit, HELD, &["d"], Command::Decide, Some(4)),
    row(Group::Edit, HELD, &["m"], Command::Discussed, Some(5)),
    row(Group::Edit, HELD, &["S"], Command::Skip, Some(6)),
    row(Group::Edit, HELD, &["y"], Command::Agree, None),
    row(Group::Edit, HELD, &["n"], Command::Disagree, None),
    row(Group::Edit, &[Meeting], &["!"], Command::Direct, None),
    row(Group::Edit, &[Meeting], &["a"], Command::AddPoint, Some(7)),
    row(Group::Edit, &[Meeting], &["x"], Command::DropPoint, None),
    row(Group::Edit, &[Meeting], &["r"], Command::ProposeAgain, None),
    row(Group::Edit, &[Meeting], &["K"], Command::MoveUp, Some(8)),
    row(Group::Edit, &[Meeting], &["J"], Command::MoveDown, Some(8)),
    row(Group::Edit, &[Meeting], &["e"], Command::EditMeeting, None),
    row(Group::Edit, HELD, &["Q"], Command::EndMeeting, Some(9)),
    row(Group::Edit, &[Timeline], &["S"], Command::Edit(Field::Start), Some(14)),
    row(Group::Edit, &[Matrix], &["space"], Command::GiveToUnit, Some(3)),
    row(Group::Edit, &[People], &["a"], Command::NewPerson, Some(3)),
    row(Group::Edit, ROWS, &["e"], Command::EditText, None),
    row(Group::Edit, ROWS, &["a"], Command::AddMeasure, None),
    row(Group::Edit, ROWS, &["S"], Command::SplitMeasure, None),
    row(Group::Edit, ROWS, &["x"], Command::RemoveMeasure, None),
    row(Group::Edit, &[Node], &["K"], Command::MoveUp, None),
    row(Group::Edit, &[Node], &["J"], Command::MoveDown, None),
    row(Group::Edit, MARKED, &["space"], Command::Mark, None),
    row(Group::Edit, MARKED, &["*"], Command::MarkAll, None),
    row(Group::Edit, SHOWN, &["u"], Command::Undo, Some(30)),
    row(Group::Edit, SHOWN, &["ctrl-r"], Command::Redo, None),
    row(Group::Move, SHOWN, &["up", "k"], Command::Up, None),
    row(Group::Move, SHOWN, &["down", "j"], Command::Down, None),
    row(Group::Move, SHOWN, &["left", "h"], Command::Left, None),
    row(Group::Move, SHOWN, &["right", "l"], Command::Right, None),
    row(Group::Move, SHOWN, &["pgup", "ctrl-b"], Command::PageUp, None),
    row(Group::Move, SHOWN, &["pgdn", "ctrl-f"], Command::PageDown, None),
    row(Group::Move, SHOWN, &["home", "g g"], Command::First, None),
    row(Group::Move, SHOWN, &["end", "G"], Command::Last, None),
    row(Group::Move, SHOWN, &["g 1", "g 2", "g 3", "g 4", "g 5", "g 6", "g 7", "g 8", "g 9"], Command::GoTo, Some(40)),
    row(Group::Move, SEARCHED, &["1", "2", "3", "4", "5", "6"], Command::Section, None),
    row(Group::Move, SCREENS, &["tab"], Command::NextPane, None),
    row(Group::Move, SCREENS, &["shift-tab"], Command::PrevPane, None),
    row(Group::Move, SHOWN, &["enter"], Command::Open, Some(1)),
    row(Group::Move, SHOWN, &["esc", "backspace"], Command::Back, Some(2)),
    row(Group::Find, SCREENS, &["/"], Command::Search, Some(16)),
    row(Group::Find, SEARCHED, &["n"], Command::NextMatch, None),
    row(Group::Find, SEARCHED, &["N"], Command::PrevMatch, None),
    row(Group::Find, ROWS, &["f"], Command::Filter, Some(21)),
    row(Group::Find, &[Timeline, Matrix], &["f"], Command::Filter, Some(21)),
    row(Group::Look, ITEMS, &["w"], Command::Why, Some(15)),
    row(Group::Look, &[Board], &["z"], Command::Zoom, None),
    row(Group::Look, &[Timeline, Matrix, Trend], &["z"], Command::Zoom, Some(3)),
    row(Group::Look, SCREENS, &["v 1", "f1"], Command::Show(View::Board), None),
    row(Group::Look, SCREENS, &["v 2", "f2"], Command::Show(View::Ledger), None),
    row(Group::Look, SCREENS, &["v 3", "f3"], Command::Show(View::Attention), None),
    row(Group::Look, SCREENS, &["v 4", "f4"], Command::Show(View::History), None),
    row(Group::Look, SCREENS, &["P", "f5"], Command::Present, None),
    row(Group::Look, SHOWN, &["M"], Command::Meet, None),
    row(Group::Look, SHOWN, &["#"], Command::Figures, None),
    row(Group::Look, &[Meeting], &["i"], Command::Papers, Some(10)),
    row(Group::Look, &[Changes], &["b"], Command::Since, Some(3)),
    row(Group::Look, SHOWN, &["H"], Command::TravelTo, None),
    row(Group::Look, SHOWN, &["["], Command::PastDay, None),
    row(Group::Look, SHOWN, &["]"], Command::FutureDay, None),
    row(Group::Look, SHOWN, &["{"], Command::PastWeek, None),
    row(Group::Look, SHOWN, &["}"], Command::FutureWeek, None),
    row(Group::Look, SHOWN, &["("], Command::PastMeeting, None),
    row(Group::Look, SHOWN, &[")"], Command::FutureMeeting, None),
    row(Group::Look, &[Projector], &["space"], Command::PageDown, None),
    row(Group::Look, &[Projector], &["P", "f5"], Command::First, None),
    row(Group::Look, &[Projector], &["b", "."], Command::Blank, Some(3)),
    row(Group::Look, &[Projector], &["+"], Command::Large, None),
    row(Group::Look, HELD, &["1", "2", "3", "4", "5", "6", "7", "8", "9"], Command::GoTo, None),
    row(Group::Look, SCREENS, &["v 5", "f7"], Command::Show(View::Mine), Some(53)),
    row(Group::Look, SCREENS, &["v 6", "f8"], Command::Show(View::People), None),
    row(Group::Look, SCREENS, &["v 7", "f9"], Command::Show(View::Timeline), None),
    row(Group::Look, SCREENS, &["v 8", "f10"], Command::Show(View::Matrix), None),
    row(Group::Look, SCREENS, &["v 9", "f11"], Command::Show(View::Trend), None),
    row(Group::Look, SCREENS, &["v 0", "f12"], Command::Show(View::Changes), None),
    row(Group::Look, ITEMS, &["Y"], Command::Copy, None),
    row(Group::Look, LISTS, &["O"], Command::Sort, Some(19)),
    row(Group::Look, &[History], &["b"], Command::Past, Some(3)),
    row(Group::Look, &[Ledger], &["b"], Command::Group, None),
    row(Group::Look, &[Timeline], &["b"], Command::Group, Some(4)),
    row(Group::Look, &[Ledger], &["m"], Command::Kind, Some(14)),
    row(Group::Look, &[Matrix], &["m"], Command::Kind, Some(4)),
    row(Group::Look, SHOWN, &["D"], Command::Day, None),
    row(Group::Look, SCREENS, &[","], Command::PrevDay, None),
    row(Group::Look, SCREENS, &["."], Command::NextDay, None),
    row(Group::Program, SHOWN, &[":"], Command::Palette, Some(50)),
    row(Group::Program, SHOWN, &["?"], Command::Help, Some(18)),
    row(Group::Program, SHOWN, &["T"], Command::Theme, None),
    row(Group::Program, SCREENS, &["B"], Command::SwitchPlan, None),
    row(Group::Program, SHOWN, &["ctrl-l"], Command::Redraw, None),
    row(Group::Program, SHOWN, &["q"], Command::Quit, Some(52)),
    row(Group::Popup, &[Prompt, Pick, PickMany, Conflict], &["enter"], Command::Accept, Some(1)),
    row(Group::Popup, &[Prompt], &["ctrl-s"], Command::Accept, None),
    row(Group::Popup, &[Confirm], &["y"], Command::Accept, Some(1)),
    row(Group::Popup, &[Confirm], &["n"], Command::Cancel, Some(2)),
    row(Group::Popup, &[Reader], &["enter", "q", "?", "w"], Command::Cancel, None),
    row(Group::Popup, &[Prompt, Pick, PickMany, Form, Confirm, Reader, Conflict], &["esc"], Command::Cancel, Some(2)),
    row(Group::Popup, PICKS, &["up", "shift-tab"], Command::Up, None),
    row(Group::Popup, PICKS, &["down", "tab"], Command::Down, None),
    row(Group::Popup, PICKS, &["pgup"], Command::PageUp, None),
    row(Group::Popup, PICKS, &["pgdn"], Command::PageDown, None),
    row(Group::Popup, &[PickMany], &["space"], Command::Toggle, Some(0)),
    row(Group::Popup, &[Reader], &["up", "k"], Command::Up, Some(3)),
    row(Group::Popup, &[Reader], &["down", "j"], Command::Down, Some(4)),
    row(Group::Popup, &[Reader], &["pgup"], Command::PageUp, None),
    row(Group::Popup, &[Reader], &["pgdn", "space"], Command::PageDown, None),
    row(Group::Popup, &[Reader], &["ctrl-s", "s"], Command::Save, None),
    row(Group::Popup, &[Reader], &["Y"], Command::Copy, None),
    row(Group::Popup, &[Reader], &["home", "g"], Command::First, None),
    row(Group::Popup, &[Reader], &["end", "G"], Command::Last, None),
    row(Group::Popup, &[Form], &["ctrl-s", "f2"], Command::Save, Some(1)),
    row(Group::Popup, &[Form], &["tab"], Command::NextField, Some(3)),
    row(Group::Popup, &[Form], &["shift-tab"], Command::PrevField, None),
    row(Group::Popup, &[Form], &["enter"], Command::NewLine, Some(4)),
];

/// What a key press comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// A command.
    Command(Command),
    /// The beginning of a sequence.
    Pending,
    /// Nothing; a text field may take it.
    Nothing,
}

struct Parsed {
    keys: Vec<Key>,
    row: &'static Binding,
}

fn parsed() -> &'static [Parsed] {
    static PARSED: OnceLock<Vec<Parsed>> = OnceLock::new();
    PARSED.get_or_init(|| {
        let sequences = BINDINGS.iter().flat_map(|row| row.keys.iter().map(move |keys| (*keys, row)));
        let parse = |(keys, row): (&str, &'static Binding)| Parsed {
            keys: keys.split(' ').filter_map(Key::parse).collect(),
            row,
        };
        sequences.map(parse).collect()
    })
}

/// What `keys`, pressed one after another, mean in `context`. Where letters are text, only keys that type nothing
/// are folded.
pub fn resolve(context: Context, keys: &[Key]) -> Resolved {
    let typing = matches!(context, Prompt | Pick | PickMany | Form);
    let keys: Vec<Key> = keys.iter().map(|key| if typing { *key } else { key.folded() }).collect();
    let here = parsed().iter().filter(|parsed| parsed.row.contexts.contains(&context));
    let mut pending = false;
    for parsed in here {
        if parsed.keys == keys {
            return Resolved::Command(parsed.row.command);
        }
        pending |= parsed.keys.len() > keys.len() && parsed.keys.starts_with(&keys);
    }
    if pending { Resolved::Pending } else { Resolved::Nothing }
}

/// The rows of a context for its footer, most important first.
pub fn hints(context: Context) -> Vec<&'static Binding> {
    let mut rows: Vec<_> =
        BINDINGS.iter().filter(|row| row.hint.is_some() && row.contexts.contains(&context)).collect();
    rows.sort_by_key(|row| row.hint);
    rows
}

/// What may follow `keys` in `context`: the next key and the row it leads to.
pub fn continuations(context: Context, keys: &[Key]) -> Vec<(Key, &'static Binding)> {
    let here = parsed().iter().filter(|parsed| parsed.row.contexts.contains(&context));
    here.filter(|parsed| parsed.keys.len() > keys.len() && parsed.keys.starts_with(keys))
        .map(|parsed| (parsed.keys[keys.len()], parsed.row))
        .collect()
}

/// The keys of a command in a context, as they are written for people.
pub fn keys_of(context: Context, command: Command) -> Option<String> {
    let row = BINDINGS.iter().find(|row| row.command == command && row.contexts.contains(&context))?;
    row.keys.first().map(|keys| written(keys))
}

/// A sequence as it is written for people: `g g`, `Ctrl-r`, `PgDn`.
pub fn written(keys: &str) -> String {
    keys.split(' ').filter_map(Key::parse).map(|key| key.to_string()).collect::<Vec<_>>().join(" ")
}

/// All keys of a row as they are written for people; a run of digits is folded into one.
pub fn written_all(row: &Binding) -> String {
    match (row.keys.first(), row.keys.last()) {
        (Some(first), Some(last)) if row.keys.len() > 4 => {
            format!("{}…{}", written(first), written(last).replace("g ", ""))
        }
        _ => row.keys.iter().map(|keys| written(keys)).collect::<Vec<_>>().join("  "),
    }
}

/// The key that a chord ended with.
pub fn digit(key: Key) -> Option<char> {
    match key.folded().code {
        Code::Char(c) if c.is_ascii_digit() => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn every_key_is_understood_and_means_one_thing_in_a_context() {
        for row in BINDINGS {
            for keys in row.keys {
                assert!(keys.split(' ').all(|key| Key::parse(key).is_some()), "{keys}");
                for context in row.contexts {
                    let rows = BINDINGS.iter().filter(|other| other.contexts.contains(context));
                    let clash = rows.filter(|other| {
                        other.keys.iter().any(|other| other == keys || other.starts_with(&format!("{keys} ")))
                    });
                    assert_eq!(clash.count(), 1, "{keys} in {context:?}");
                }
            }
        }
    }

    #[test]
    fn every_binding_works_without_function_keys_and_has_words() {
        for row in BINDINGS {
            assert!(row.keys.iter().any(|keys| !keys.starts_with('f') || keys.len() == 1), "{:?}", row.keys);
            for lang in Lang::ALL {
                assert!(!lang.say(&row.command.key()).contains("command."), "{:?}", row.command);
            }
        }
    }

    #[test]
    fn esc_leaves_every_popup_and_question_mark_helps_on_every_screen() {
        let resolve_in = |context, key: &str| resolve(context, &[Key::parse(key).expect("a key")]);
        for context in [Prompt, Pick, PickMany, Form, Confirm, Reader, Conflict] {
            assert_eq!(resolve_in(context, "esc"), Resolved::Command(Command::Cancel));
        }
        for context in SCREENS {
            assert_eq!(resolve_in(*context, "?"), Resolved::Command(Command::Help));
            assert_eq!(resolve_in(*context, "？"), Resolved::Command(Command::Help), "full-width");
            assert_eq!(resolve_in(*context, "、"), Resolved::Command(Command::Search), "Chinese comma");
        }
    }

    #[test]
    fn sequences_wait_for_their_end() {
        let keys: Vec<Key> = "g g".split(' ').filter_map(Key::parse).collect();
        assert_eq!(resolve(Board, &keys[..1]), Resolved::Pending);
        assert_eq!(resolve(Board, &keys), Resolved::Command(Command::First));
    }
}
