//! Keys: what a key press means where, read off the table of commands; also how keys are written for people, in footer,
//! help, palette and the manual.

use std::fmt::Write;
use std::sync::OnceLock;

use strum::VariantArray;

use super::command::{Command, command_table};
use super::key::{Code, Key};
use super::view::View;
use crate::plan::Field;
use crate::read::LineRole;
use crate::words::{self, Text};

/// Where a key is pressed: the screens, those with a number first and in its order, then the popups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Context {
    /// The board.
    Board,
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
    /// The timeline.
    Timeline,
    /// The matrix.
    Matrix,
    /// The trend.
    Trend,
    /// What changed.
    Changes,
    /// An item or a measure.
    Node,
    /// The rows of a figure.
    Figure,
    /// The agenda of a meeting.
    Meeting,
    /// A page of the projector.
    Projector,
    /// A field with one text.
    Prompt,
    /// A list to choose from, with a text to narrow it.
    Pick,
    /// A list to choose several from.
    PickMany,
    /// The report form.
    Form,
    /// A text to read.
    Reader,
    /// A question.
    Confirm,
    /// Whether what was typed is to be thrown away.
    Discard,
    /// Whether to go on with what was left half-typed.
    Kept,
    /// Two values, one to choose.
    Conflict,
    /// Why something was not done.
    Refused,
    /// A paper that is being looked over.
    Review,
    /// What would change, to be taken or left.
    Ticks,
    /// The table of units.
    Units,
    /// What can be set.
    Settings,
    /// The rules of lights.
    Rules,
    /// The school calendar.
    School,
    /// The list of leaders.
    Leaders,
    /// The columns of the ledger.
    Columns,
}

use Context::{
    Attention, Board, Changes, Columns, Confirm, Conflict, Discard, Figure, Form, History, Kept, Leaders, Ledger,
    Matrix, Meeting, Mine, Node, People, Pick, PickMany, Projector, Prompt, Reader, Refused, Review, Rules, School,
    Settings, Ticks, Timeline, Trend, Units,
};

/// All screens but some: a new screen answers what most do until it is named here.
macro_rules! screens_but {
    ($($context:ident),*) => {{
        const BUT: &[Context] = &[$($context),*];
        const LEFT: [Context; Context::SCREENS.len() - BUT.len()] = without(BUT);
        &LEFT
    }};
}

/// The screens that are not among `but`; there are exactly `N` of them.
const fn without<const N: usize>(but: &[Context]) -> [Context; N] {
    let mut left = [Projector; N];
    let (mut from, mut to) = (0, 0);
    while from < Context::SCREENS.len() {
        let mut at = 0;
        while at < but.len() && but[at] as usize != from {
            at += 1;
        }
        if at == but.len() {
            left[to] = Context::SCREENS[from];
            to += 1;
        }
        from += 1;
    }
    left
}

const SHOWN: &[Context] = Context::SCREENS;
const OFF_THE_WALL: &[Context] = screens_but![Projector];
const ITEMS: &[Context] = screens_but![History, People, Trend, Meeting];
/// Where `d` is a date; on a page of the projector it is what was decided.
pub(super) const DATED: &[Context] = screens_but![History, People, Trend, Meeting, Projector];
/// Where `n` goes on with a search; elsewhere it answers something.
const SEARCHED: &[Context] = screens_but![Mine, Meeting, Projector];
/// Where a digit is a section; in a meeting it is an item.
const SECTIONED: &[Context] = screens_but![Meeting, Projector];
const HELD: &[Context] = &[Projector, Meeting];
const MARKED: &[Context] = &[Board, Node, Ledger, Attention, Timeline];
const ROWS: &[Context] = &[Board, Node, Ledger, Attention];
const SORTED: &[Context] = &[Ledger, History];
/// Where there is something to the left and to the right.
const BROAD: &[Context] = &[Board, Node, Timeline, Matrix, Projector];
const PANED: &[Context] = &[Board, Node, Timeline, Matrix];
/// Pages that are lists with a cursor.
const LISTS: &[Context] = &[Ticks, Units, Settings, Rules, School, Leaders, Columns];
/// The same, and a paper that is looked over.
const PAGED: &[Context] = &[Review, Ticks, Units, Settings, Rules, School, Leaders, Columns];
const PICKS: &[Context] = &[Pick, PickMany];

impl Context {
    const PARTED: (&'static [Self], &'static [Self]) = Self::VARIANTS.split_at(Projector as usize + 1);

    /// All screens, in the order of their numbers, then those that are opened from them.
    pub const SCREENS: &'static [Self] = Self::PARTED.0;

    /// All sorts of popups.
    pub const POPUPS: &'static [Self] = Self::PARTED.1;

    /// Popups that fill the window, with keys of their own.
    pub const PAGES: &'static [Self] = &[Review, Ticks, Units, Settings, Rules, School, Leaders, Columns];

    /// What it is called, as a heading of the manual.
    pub fn text(self) -> Text {
        match self {
            Board => words::context::BOARD,
            Node => words::context::NODE,
            Ledger => words::context::LEDGER,
            Attention => words::context::ATTENTION,
            History => words::context::HISTORY,
            Mine => words::context::MINE,
            People => words::context::PEOPLE,
            Projector => words::context::PROJECTOR,
            Meeting => words::context::MEETING,
            Changes => words::context::CHANGES,
            Timeline => words::context::TIMELINE,
            Matrix => words::context::MATRIX,
            Trend => words::context::TREND,
            Figure => words::context::FIGURE,
            Prompt => words::context::PROMPT,
            Pick => words::context::PICK,
            PickMany => words::context::PICK_MANY,
            Form => words::context::FORM,
            Confirm => words::context::CONFIRM,
            Reader => words::context::READER,
            Conflict => words::context::CONFLICT,
            Refused => words::context::REFUSED,
            Review => words::context::REVIEW,
            Ticks => words::context::TICKS,
            Units => words::context::UNITS,
            Settings => words::context::SETTINGS,
            Rules => words::context::RULES,
            School => words::context::SCHOOL,
            Leaders => words::context::LEADERS,
            Columns => words::context::COLUMNS,
            Discard => words::context::DISCARD,
            Kept => words::context::KEPT,
        }
    }
}

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

    /// Its word.
    pub fn text(self) -> Text {
        match self {
            Self::Move => words::group::MOVE,
            Self::Find => words::group::FIND,
            Self::Edit => words::group::EDIT,
            Self::Look => words::group::LOOK,
            Self::Program => words::group::PROGRAM,
            Self::Popup => words::group::POPUP,
        }
    }
}

/// One row of keys.
#[derive(Debug, Clone)]
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

macro_rules! contexts {
    ([$($context:ident),*]) => {
        &[$($context),*]
    };
    ($contexts:ident) => {
        $contexts
    };
}

macro_rules! place {
    (-) => {
        None
    };
    ($place:literal) => {
        Some($place)
    };
}

macro_rules! bindings {
    (
        families { $($family:ident($value:ty): $of_text:ident $of_hint:ident, $edits:ident, $listed:ident, $does:expr => {
            $($of:expr, $of_group:ident $of_contexts:tt [$($of_key:literal),*] $of_place:tt;)*
        })* }
        commands { $($name:ident: $text:ident $($hint:ident)?, $kind:ident, $offer:ident, $do:expr => {
            $($group:ident $contexts:tt [$($key:literal),*] $place:tt;)*
        })* }
    ) => {
        /// All rows of keys, in the order of the table of commands.
        pub static BINDINGS: &[Binding] = &[
            $($(Binding {
                contexts: contexts!($of_contexts),
                keys: &[$($of_key),*],
                command: Command::$family($of),
                hint: place!($of_place),
                group: Group::$of_group,
            },)*)*
            $($(Binding {
                contexts: contexts!($contexts),
                keys: &[$($key),*],
                command: Command::$name,
                hint: place!($place),
                group: Group::$group,
            },)*)*
        ];
    };
}
command_table!(bindings);

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

static REBOUND: OnceLock<Vec<Binding>> = OnceLock::new();

/// All rows of keys, with a person's own where they were taken over before anything was pressed.
pub fn bindings() -> &'static [Binding] {
    REBOUND.get().map_or(BINDINGS, Vec::as_slice)
}

/// Lets other rows of keys hold from here on; once, before the first key.
pub fn take_over(rows: Vec<Binding>) {
    // A second time changes nothing: what keys mean does not change while somebody presses them.
    let _ = REBOUND.set(rows);
}

struct Parsed {
    keys: Vec<Key>,
    row: &'static Binding,
}

fn parsed() -> &'static [Parsed] {
    static PARSED: OnceLock<Vec<Parsed>> = OnceLock::new();
    PARSED.get_or_init(|| {
        let sequences = bindings().iter().flat_map(|row| row.keys.iter().map(move |keys| (*keys, row)));
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
        bindings().iter().filter(|row| row.hint.is_some() && row.contexts.contains(&context)).collect();
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
    let row = bindings().iter().find(|row| row.command == command && row.contexts.contains(&context))?;
    row.keys.first().map(|keys| written(keys))
}

/// A sequence as it is written for people: `g g`, `Ctrl-R`, `PgDn`.
pub fn written(keys: &str) -> String {
    let mut words = String::new();
    for key in keys.split(' ').filter_map(Key::parse) {
        let blank = if words.is_empty() { "" } else { " " };
        // A String takes everything.
        let _ = write!(words, "{blank}{key}");
    }
    words
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
    fn every_binding_works_without_function_keys() {
        for row in BINDINGS {
            assert!(row.keys.iter().any(|keys| !keys.starts_with('f') || keys.len() == 1), "{:?}", row.keys);
        }
    }

    #[test]
    fn esc_leaves_every_popup_and_question_mark_helps_on_every_screen() {
        let resolve_in = |context, key: &str| resolve(context, &[Key::parse(key).expect("a key")]);
        for context in [
            Prompt, Pick, PickMany, Form, Confirm, Reader, Conflict, Refused, Kept, Review, Ticks, Units, Settings,
            Rules, School, Leaders, Columns,
        ] {
            assert_eq!(resolve_in(context, "esc"), Resolved::Command(Command::Cancel));
        }
        for context in SHOWN {
            assert_eq!(resolve_in(*context, "?"), Resolved::Command(Command::Help), "{context:?}");
            assert_eq!(resolve_in(*context, "esc"), Resolved::Command(Command::Back), "{context:?}");
            assert_eq!(resolve_in(*context, "q"), Resolved::Command(Command::Quit), "{context:?}");
            assert_eq!(resolve_in(*context, ":"), Resolved::Command(Command::Palette), "{context:?}");
        }
        for context in OFF_THE_WALL {
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
