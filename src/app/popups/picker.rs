//! Picker: something to choose from a list that narrows as one types, in Chinese, pinyin or initials. Each choice carries all
//! that it stands for; what becomes of it stands in `accept/picker.rs`.

use std::collections::BTreeSet;

use super::act::{Act, PersonAct};
use super::reading::{Output, Paper};
use crate::app::command::Command;
use crate::app::editor::Editor;
use crate::app::key::{Code, Key};
use crate::app::lists::{Facet, Figure};
use crate::app::screens::Screen;
use crate::app::search::{Loosely, Needle};
use crate::app::state::Seen;
use crate::plan::{
    Author, Cadence, DirectiveId, Field, Forecast, ItemHead, ItemId, Node, PlanId, SectionId, Stage, Step, UnitName,
    When, clean_line,
};
use crate::read::Column;

/// What a list offers: what each of its lines stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Picks {
    /// One of these, or a name that is typed.
    One(Vec<Pick>, Option<NewName>),
    /// Any command, for what the cursor stood on when it was asked.
    Palette(Box<Aim>, Vec<Command>),
    /// What is shown: any number of these.
    Facets(Vec<Facet>),
    /// Any number of units, known or new.
    Units {
        /// The field that takes them.
        field: UnitList,
        /// Those of the list.
        units: Vec<UnitName>,
        /// Those that were chosen when it opened: all targets have them.
        initial: BTreeSet<UnitName>,
    },
}

/// A field that takes several units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitList {
    /// 配合单位.
    Support,
    /// The counties that take part.
    Counties,
}

impl UnitList {
    /// The field.
    pub fn field(self) -> Field {
        match self {
            Self::Support => Field::Support,
            Self::Counties => Field::Counties,
        }
    }
}

/// What one choice stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Pick {
    /// A step of the targets to a stage.
    Step(Step),
    /// A step of one unit's part of an item.
    Part(Node, UnitName, Stage),
    /// A value of a field of the targets.
    Set(FieldValue),
    /// Which field of the targets to fill in; in a cell of the matrix for the cell's unit.
    Field(Field, Option<UnitName>),
    /// A plan.
    Plan(PlanId),
    /// The section that an item is to stand in.
    Section(ItemId, SectionId),
    /// A section that something is done with.
    InSection(SectionAct, SectionId),
    /// Something to say to an instruction or a request.
    Act(Act),
    /// Something to do with somebody's record.
    Person(Author, PersonAct),
    /// A document.
    Paper(Paper),
    /// A table or a calendar to write.
    Output(Output),
    /// Something that was decided.
    Directive(DirectiveId),
    /// A number of the screen.
    Figure(Figure),
    /// An item that was taken away and comes back.
    RestoreItem(Box<ItemHead>),
    /// An item that becomes a part of another.
    MergeItem(ItemId, ItemId),
    /// The plan that what is unfinished goes into.
    CarryInto(PlanId),
    /// An item of another plan.
    OtherItem(PlanId, ItemId),
    /// A unit that becomes a part of another.
    MergeUnit(UnitName, UnitName),
    /// How often what says nothing else is reported on.
    DefaultCadence(Cadence),
    /// A condition of a new rule.
    NewRule(When),
    /// Where a part of a paper is cut in two.
    Cut(usize),
    /// Who leads a part of a paper.
    PieceLead(Option<UnitName>),
    /// What a column of a paper's table holds: table, place, and what.
    Column(usize, usize, Column),
}

/// What is done with a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionAct {
    /// An item is added to it.
    AddItem,
    /// It gets another heading.
    Rename,
    /// It changes its place with the one before, or the one behind.
    Move(isize),
    /// It is taken away.
    Remove,
}

/// A value of a field that has one only; none clears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// 牵头单位.
    Lead(Option<UnitName>),
    /// 分管领导.
    Leader(Option<String>),
    /// How often it is reported on.
    Cadence(Option<Cadence>),
    /// How it is expected to end.
    Forecast(Forecast),
}

/// What a name stands for that is typed and not in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewName {
    /// A unit that leads.
    Lead,
    /// A leader.
    Leader,
    /// The unit of this person.
    UnitOf(Author),
    /// A unit that leads a part of a paper.
    PieceLead,
}

impl NewName {
    fn pick(&self, name: String) -> Pick {
        match self {
            Self::Lead => Pick::Set(FieldValue::Lead(Some(name))),
            Self::Leader => Pick::Set(FieldValue::Leader(Some(name))),
            Self::PieceLead => Pick::PieceLead(Some(name)),
            Self::UnitOf(login) => Pick::Person(login.clone(), PersonAct::Unit(Some(name))),
        }
    }
}

/// Where the cursor stood, and what was marked, when something was asked. What others do meanwhile moves cursors.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// How many screens there were.
    pub(in crate::app) depth: usize,
    /// The screen with its cursor.
    pub(in crate::app) screen: Screen,
    /// What was marked.
    pub(in crate::app) marks: BTreeSet<Node>,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its words.
    pub words: String,
    /// Dim words at its end.
    pub side: String,
    /// What else it is found by, and does not show.
    pub also: &'static str,
    /// Why it cannot be chosen; such a line is dim.
    pub barred: Option<String>,
}

/// One line of the list with what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice<T = Pick> {
    /// What it stands for.
    pub value: T,
    /// The line.
    pub line: Line,
    /// Whether it is chosen already.
    pub ticked: bool,
}

impl<T> Choice<T> {
    /// A line.
    pub fn new(value: T, words: impl Into<String>, side: impl Into<String>) -> Self {
        Self { value, line: Line { words: words.into(), side: side.into(), also: "", barred: None }, ticked: false }
    }

    /// The same line, found by other words as well.
    #[must_use]
    pub fn also(mut self, words: &'static str) -> Self {
        self.line.also = words;
        self
    }

    /// The same line, dim where there is a reason against it.
    #[must_use]
    pub fn barred(mut self, why: Option<String>) -> Self {
        self.line.barred = why;
        self
    }

    /// The same line, chosen already or not.
    #[must_use]
    pub fn ticked(self, ticked: bool) -> Self {
        Self { ticked, ..self }
    }
}

/// Something to choose.
#[derive(Debug, Clone)]
pub struct Picker {
    /// What it is about and for.
    pub title: String,
    /// What it applies to.
    pub targets: Vec<Node>,
    /// What the lines stand for, place by place.
    pub picks: Picks,
    /// All lines.
    pub choices: Vec<Line>,
    /// What narrows them.
    pub editor: Editor,
    /// The lines that are left, as places in `choices`; past its end stands the name that was typed.
    pub shown: Vec<usize>,
    /// The cursor, as a place in `shown`.
    pub at: usize,
    /// What was chosen so far, as places in `choices`.
    pub chosen: BTreeSet<usize>,
    /// What was there when it opened: somebody else's change since then is a conflict.
    pub seen: Seen,
    /// Why it was not taken.
    pub trouble: Option<String>,
    /// What somebody else has done meanwhile to what it is about.
    pub theirs: Option<String>,
    /// New names that were asked about, since there are others like them: chosen once more they are made.
    pub doubted: BTreeSet<UnitName>,
}

/// Lists of up to this many lines can be chosen from by number.
const NUMBERED: usize = 9;

impl Picker {
    /// A list of which one line is chosen.
    pub fn one(title: impl Into<String>, targets: Vec<Node>, choices: Vec<Choice>) -> Self {
        Self::new(title, targets, choices, |picks| Picks::One(picks, None))
    }

    /// A list with the cursor on its first line.
    pub fn new<T>(
        title: impl Into<String>,
        targets: Vec<Node>,
        choices: Vec<Choice<T>>,
        picks: impl FnOnce(Vec<T>) -> Picks,
    ) -> Self {
        let chosen = (0..choices.len()).filter(|at| choices[*at].ticked).collect();
        let shown = (0..choices.len()).collect();
        let (values, choices) = choices.into_iter().map(|choice| (choice.value, choice.line)).unzip();
        Self {
            title: title.into(),
            targets,
            picks: picks(values),
            choices,
            editor: Editor::line(""),
            shown,
            at: 0,
            chosen,
            seen: Seen::default(),
            trouble: None,
            theirs: None,
            doubted: BTreeSet::new(),
        }
    }

    /// Whether several can be chosen.
    pub fn is_many(&self) -> bool {
        match self.picks {
            Picks::Facets(_) | Picks::Units { .. } => true,
            Picks::One(..) | Picks::Palette(..) => false,
        }
    }

    /// Whether a name that is not there can be added.
    pub fn adds(&self) -> bool {
        match &self.picks {
            Picks::Units { .. } => true,
            Picks::One(_, new) => new.is_some(),
            Picks::Palette(..) | Picks::Facets(_) => false,
        }
    }

    /// Whether lines carry numbers.
    pub fn is_numbered(&self) -> bool {
        !self.is_many() && !self.adds() && self.choices.len() <= NUMBERED
    }

    /// The name that was typed and is not in the list.
    pub fn new_name(&self) -> Option<String> {
        let name = clean_line(&self.editor.text());
        let known = self.choices.iter().any(|choice| choice.words == name);
        (self.adds() && !name.is_empty() && !known).then_some(name)
    }

    /// How many lines are shown, the new name included.
    pub fn len(&self) -> usize {
        self.shown.len() + usize::from(self.new_name().is_some())
    }

    /// Whether there is nothing to choose.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(in crate::app) fn step(&mut self, by: isize) {
        let last = self.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    pub(in crate::app) fn toggle(&mut self) {
        if let Some(place) = self.shown.get(self.at).copied() {
            if !self.chosen.remove(&place) {
                self.chosen.insert(place);
            }
        } else if let (Some(name), Picks::Units { units, .. }) = (self.new_name(), &mut self.picks) {
            // A new name joins the list, chosen, and typing starts afresh.
            units.push(name.clone());
            self.choices.push(Line { words: name, side: String::new(), also: "", barred: None });
            self.chosen.insert(self.choices.len() - 1);
            self.editor = Editor::line("");
            self.narrow();
            self.at = self.shown.len().saturating_sub(1);
        }
    }

    pub(in crate::app) fn numbered_choice(&self, key: Key) -> Option<usize> {
        let Code::Char(c) = key.folded().code else { return None };
        let number = c.to_digit(10)? as usize;
        (self.is_numbered() && self.editor.is_blank() && (1..=self.shown.len()).contains(&number)).then(|| number - 1)
    }

    pub(in crate::app) fn press(&mut self, key: Key) {
        self.trouble = None;
        // Nothing that is chosen from is as long as a text can be: what does not fit in finds nothing anyway.
        let _ = self.editor.press(key);
        self.narrow();
    }

    pub(in crate::app) fn paste(&mut self, text: &str) {
        let _ = self.editor.paste(text);
        self.narrow();
    }

    pub(in crate::app) fn narrow(&mut self) {
        let typed = self.editor.text();
        let needle = Needle::new(&typed);
        let fits = |at: &usize| needle.matches(&self.choices[*at].words) || needle.matches(&self.choices[*at].side);
        let otherwise = |at: &usize| {
            let also = self.choices[*at].also;
            !fits(at) && !also.is_empty() && needle.matches(also)
        };
        // What something is called comes before what else it is called.
        let all = 0..self.choices.len();
        self.shown = all.clone().filter(fits).chain(all.filter(otherwise)).collect();
        if self.shown.is_empty() && matches!(self.picks, Picks::Palette(..)) {
            let loose = Loosely::new(&typed);
            self.shown = (0..self.choices.len()).filter(|at| loose.matches(&self.choices[*at].words)).collect();
        }
        // An exact beginning comes before a match somewhere in the words.
        let starts = |at: &usize| needle.find(&self.choices[*at].words).is_none_or(|found| found.start > 0);
        let mut shown = std::mem::take(&mut self.shown);
        if !needle.is_empty() {
            shown.sort_by_key(starts);
        }
        self.shown = shown;
        self.at = 0;
    }

    /// Why the line under the cursor cannot be chosen.
    pub fn barred(&self) -> Option<&String> {
        self.shown.get(self.at).and_then(|place| self.choices[*place].barred.as_ref())
    }

    /// Of a list of which one is chosen, what the cursor stands on: one of these, or the name that was typed.
    pub(in crate::app) fn under_cursor(&self, picks: &[Pick], new: Option<&NewName>) -> Option<Pick> {
        match self.shown.get(self.at) {
            Some(place) => picks.get(*place).cloned(),
            None => Some(new?.pick(self.new_name()?)),
        }
    }

    /// Of these, all that were chosen: the one under the cursor where something is typed and none was.
    pub(in crate::app) fn ticked<T: Clone>(&self, of: &[T]) -> Vec<T> {
        let typed = self.chosen.is_empty() && !self.editor.is_blank();
        let under = self.shown.get(self.at).filter(|_| typed);
        self.chosen.iter().chain(under).filter_map(|place| of.get(*place)).cloned().collect()
    }

    /// The name that is being typed and stands under the cursor, where it is chosen without a tick.
    pub(in crate::app) fn ticked_name(&self) -> Option<String> {
        let under = self.shown.get(self.at).is_none();
        self.new_name().filter(|_| under && (self.chosen.is_empty() || self.shown.is_empty()))
    }
}
