//! Picker: something to choose from a list that narrows as one types, in Chinese, pinyin or initials. What becomes of the
//! choice stands in `accept/picker.rs`.

use std::collections::BTreeSet;

use super::act::{Act, PersonAct};
use super::reading::Paper;
use crate::app::command::Command;
use crate::app::editor::Editor;
use crate::app::key::{Code, Key};
use crate::app::lists::{Facet, Figure};
use crate::app::screens::Screen;
use crate::app::search::Needle;
use crate::app::state::Seen;
use crate::plan::{
    Author, Cadence, DirectiveId, ExtensionId, Field, Forecast, MeetingId, Node, PlanId, Stage, Step, UnitName,
    clean_line,
};

/// What is chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum Picked {
    /// A field's value.
    Field(Field),
    /// Which field to fill in; in a cell of the matrix for the cell's unit.
    AnyField(Option<UnitName>),
    /// A step of one unit's part.
    PartStage(UnitName),
    /// What is shown.
    Filter,
    /// Any command, for what the cursor stood on when it was asked.
    Palette(Box<Aim>),
    /// Another plan.
    Plan,
    /// What to say to an instruction or a request.
    Act(Option<DirectiveId>, Option<ExtensionId>),
    /// What to do with somebody's record.
    Person(Author),
    /// A document of a meeting.
    Paper,
    /// Something that was decided.
    Decision,
    /// A number of the screen.
    Figure,
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

/// What a choice stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A step to a stage.
    Step(Step),
    /// A unit, known or new.
    Unit(UnitName),
    /// A leader.
    Leader(String),
    /// No value.
    Clear,
    /// A cadence.
    Cadence(Cadence),
    /// A forecast.
    Forecast(Forecast),
    /// A field.
    Field(Field),
    /// Something to filter by.
    Facet(Facet),
    /// A command.
    Command(Command),
    /// A plan.
    Plan(PlanId),
    /// A step of one unit's part.
    Part(UnitName, Stage),
    /// Something to say.
    Act(Act),
    /// Something to do with a person.
    Person(PersonAct),
    /// A document of a meeting.
    Paper(MeetingId, Paper),
    /// Something that was decided.
    Directive(DirectiveId),
    /// A number of the screen.
    Figure(Figure),
    /// A line that only tells something.
    Nothing,
}

impl Value {
    /// The unit it stands for, if it stands for one.
    pub(in crate::app) fn into_unit(self) -> Option<UnitName> {
        match self {
            Self::Unit(name) => Some(name),
            _ => None,
        }
    }
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What it stands for.
    pub value: Value,
    /// The line.
    pub words: String,
    /// Dim words at its end.
    pub side: String,
    /// Why it cannot be chosen; such a line is dim.
    pub barred: Option<String>,
}

impl Choice {
    /// A line.
    pub fn new(value: Value, words: impl Into<String>, side: impl Into<String>) -> Self {
        Self { value, words: words.into(), side: side.into(), barred: None }
    }

    /// The same line, dim where there is a reason against it.
    #[must_use]
    pub fn barred(self, why: Option<String>) -> Self {
        Self { barred: why, ..self }
    }
}

/// Something to choose.
#[derive(Debug, Clone)]
pub struct Picker {
    /// What is chosen.
    pub picked: Picked,
    /// What it applies to.
    pub targets: Vec<Node>,
    /// All lines.
    pub choices: Vec<Choice>,
    /// What narrows them.
    pub editor: Editor,
    /// The lines that are left, as places in `choices`; past its end stands the name that was typed.
    pub shown: Vec<usize>,
    /// The cursor, as a place in `shown`.
    pub at: usize,
    /// Whether several can be chosen.
    pub many: bool,
    /// What was chosen so far, as places in `choices`.
    pub chosen: BTreeSet<usize>,
    /// Units that were chosen when it opened: those that all targets have.
    pub initial: BTreeSet<UnitName>,
    /// Whether a name that is not there can be added.
    pub adds: bool,
    /// What was there when it opened: somebody else's change since then is a conflict.
    pub seen: Seen,
    /// Why it was not taken.
    pub trouble: Option<String>,
    /// What somebody else has done meanwhile to what it is about.
    pub theirs: Option<String>,
}

/// Lists of up to this many lines can be chosen from by number.
const NUMBERED: usize = 9;

impl Picker {
    /// A list with the cursor on its first line.
    pub fn new(picked: Picked, targets: Vec<Node>, choices: Vec<Choice>) -> Self {
        let shown = (0..choices.len()).collect();
        Self {
            picked,
            targets,
            choices,
            editor: Editor::line(""),
            shown,
            at: 0,
            many: false,
            chosen: BTreeSet::new(),
            initial: BTreeSet::new(),
            adds: false,
            seen: Seen::default(),
            trouble: None,
            theirs: None,
        }
    }

    /// Lets several be chosen; those that `chosen` names are already.
    #[must_use]
    pub fn several(mut self, chosen: impl Fn(&Value) -> bool) -> Self {
        self.many = true;
        self.chosen = (0..self.choices.len()).filter(|at| chosen(&self.choices[*at].value)).collect();
        let values = self.chosen.iter().map(|at| self.choices[*at].value.clone());
        self.initial = values.filter_map(Value::into_unit).collect();
        self
    }

    /// Lets new names be added.
    #[must_use]
    pub fn adding(mut self) -> Self {
        self.adds = true;
        self
    }

    /// Whether lines carry numbers.
    pub fn is_numbered(&self) -> bool {
        !self.many && !self.adds && self.choices.len() <= NUMBERED
    }

    /// The name that was typed and is not in the list.
    pub fn new_name(&self) -> Option<String> {
        let name = clean_line(&self.editor.text());
        let known = self.choices.iter().any(|choice| choice.words == name);
        (self.adds && !name.is_empty() && !known).then_some(name)
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
        } else if let Some(name) = self.new_name() {
            // A new name joins the list, chosen, and typing starts afresh.
            self.choices.push(Choice::new(Value::Unit(name.clone()), name, ""));
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
        self.editor.press(key);
        self.narrow();
    }

    pub(in crate::app) fn paste(&mut self, text: &str) {
        self.editor.paste(text);
        self.narrow();
    }

    pub(in crate::app) fn narrow(&mut self) {
        let needle = Needle::new(&self.editor.text());
        let fits = |at: &usize| needle.matches(&self.choices[*at].words) || needle.matches(&self.choices[*at].side);
        self.shown = (0..self.choices.len()).filter(fits).collect();
        // An exact beginning comes before a match somewhere in the words.
        let starts = |at: &usize| needle.find(&self.choices[*at].words).is_none_or(|found| found.start > 0);
        let mut shown = std::mem::take(&mut self.shown);
        if !needle.is_empty() {
            shown.sort_by_key(starts);
        }
        self.shown = shown;
        self.at = 0;
    }

    /// What the cursor stands on.
    pub(in crate::app) fn under_cursor(&self) -> Option<Value> {
        match self.shown.get(self.at) {
            Some(place) => self.choices.get(*place).map(|choice| choice.value.clone()),
            None if self.picked == Picked::Field(Field::Leader) => self.new_name().map(Value::Leader),
            None => self.new_name().map(Value::Unit),
        }
    }

    /// All that was chosen, and what is being typed: the row under the cursor where nothing was chosen, or the name
    /// that is not in the list.
    pub(in crate::app) fn values(&self) -> Vec<Value> {
        let mut values: Vec<Value> = self
            .chosen
            .iter()
            .filter_map(|place| self.choices.get(*place))
            .map(|choice| choice.value.clone())
            .collect();
        let typing = !self.editor.is_blank();
        if (values.is_empty() && typing) || (typing && self.new_name().is_some() && self.shown.is_empty()) {
            values.extend(self.under_cursor());
        }
        values
    }
}
