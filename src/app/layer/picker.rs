//! Picker: something to choose from a list that narrows as one types, in Chinese, pinyin or initials.

use std::collections::BTreeSet;

use crate::app::editor::Editor;
use crate::app::field_input::{Refusal, limit};
use crate::app::key::{Code, Key};
use crate::app::lists::Facet;
use crate::app::msg::Effect;
use crate::app::search::Needle;
use crate::app::{Act, App, Command, Figure, Layer, Paper, PersonAct, Prompt, Purpose, Screen, Seen};
use crate::plan::{
    Author, Cadence, Change, DirectiveId, ExtensionId, Field, FieldChange, Forecast, MeetingId, Node, PlanId, Stage,
    Step, Swap, Unit, UnitName, Work, clean_line,
};
use crate::report::trouble_in_words;
use crate::words;

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
    depth: usize,
    /// The screen with its cursor.
    screen: Screen,
    /// What was marked.
    marks: BTreeSet<Node>,
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
    fn into_unit(self) -> Option<UnitName> {
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

    pub(super) fn step(&mut self, by: isize) {
        let last = self.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    pub(super) fn toggle(&mut self) {
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

    pub(super) fn numbered_choice(&self, key: Key) -> Option<usize> {
        let Code::Char(c) = key.folded().code else { return None };
        let number = c.to_digit(10)? as usize;
        (self.is_numbered() && self.editor.is_blank() && (1..=self.shown.len()).contains(&number)).then(|| number - 1)
    }

    pub(super) fn press(&mut self, key: Key) {
        self.trouble = None;
        self.editor.press(key);
        self.narrow();
    }

    pub(super) fn paste(&mut self, text: &str) {
        self.editor.paste(text);
        self.narrow();
    }

    fn narrow(&mut self) {
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
    fn under_cursor(&self) -> Option<Value> {
        match self.shown.get(self.at) {
            Some(place) => self.choices.get(*place).map(|choice| choice.value.clone()),
            None if self.picked == Picked::Field(Field::Leader) => self.new_name().map(Value::Leader),
            None => self.new_name().map(Value::Unit),
        }
    }

    /// All that was chosen, and what is being typed: the row under the cursor where nothing was chosen, or the name
    /// that is not in the list.
    fn values(&self) -> Vec<Value> {
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

impl App {
    /// Where the cursor stands now.
    pub(in crate::app) fn aim(&self) -> Aim {
        Aim { depth: self.nav.screens.len(), screen: self.screen().clone(), marks: self.nav.marks.clone() }
    }

    /// Does a command to what the cursor stood on when it was asked for, also if others have moved it since.
    fn perform_at(&mut self, command: Command, aim: Aim) -> Vec<Effect> {
        if self.nav.screens.last() == Some(&aim.screen) && self.nav.marks == aim.marks {
            return self.perform(command);
        }
        let gone = |node: &Node| !self.data.board.contains(*node);
        if self.nav.screens.len() != aim.depth || aim.screen.node().iter().chain(&aim.marks).any(gone) {
            return self.asking(|app| app.trouble(words::trouble::GONE));
        }
        let now = self.screen().clone();
        self.replace_screen(aim.screen.clone());
        self.nav.marks = aim.marks;
        let effects = self.perform(command);
        if self.nav.screens.len() == aim.depth && *self.screen() == aim.screen {
            self.replace_screen(now);
        }
        effects
    }

    pub(super) fn accept_pick(&mut self) -> Vec<Effect> {
        let Some(Layer::Picker(picker)) = self.nav.layers.last() else { return Vec::new() };
        let (picked, targets) = (picker.picked.clone(), picker.targets.clone());
        if picker.many {
            let values = picker.values();
            return match picked {
                Picked::Filter => self.accept_filter(values),
                Picked::Field(field) => self.accept_names(field, &targets, values),
                _ => Vec::new(),
            };
        }
        if let Some(why) = picker.shown.get(picker.at).and_then(|place| picker.choices[*place].barred.clone()) {
            if let Some(Layer::Picker(picker)) = self.nav.layers.last_mut() {
                picker.trouble = Some(why);
            }
            return Vec::new();
        }
        let Some(value) = picker.under_cursor() else { return Vec::new() };
        match value {
            Value::Step(step) => self.accept_step(step, &targets),
            Value::Field(field) => match picked {
                Picked::AnyField(unit) => {
                    self.nav.layers.pop();
                    self.asking(|app| app.edit_field_of(field, targets, unit))
                }
                _ => Vec::new(),
            },
            Value::Command(command) => match picked {
                Picked::Palette(aim) => {
                    self.nav.layers.pop();
                    self.perform_at(command, *aim)
                }
                _ => Vec::new(),
            },
            Value::Plan(plan) => {
                self.nav.layers.pop();
                vec![Effect::ReadPlan(plan)]
            }
            Value::Part(unit, to) => match targets.first() {
                Some(node) => self.accept_part_step(*node, unit, to),
                None => Vec::new(),
            },
            Value::Act(act) => match picked {
                Picked::Act(directive, extension) => self.accept_act(act, directive, extension),
                _ => Vec::new(),
            },
            Value::Person(act) => match picked {
                Picked::Person(login) => self.accept_person_act(&login, act),
                _ => Vec::new(),
            },
            // A new unit for a person.
            Value::Unit(name) if matches!(picked, Picked::Person(_)) => match picked {
                Picked::Person(login) => self.accept_person_act(&login, PersonAct::Unit(Some(name))),
                _ => Vec::new(),
            },
            Value::Paper(id, paper) => {
                self.nav.layers.pop();
                self.open_paper(id, paper);
                Vec::new()
            }
            Value::Directive(id) => {
                self.nav.layers.pop();
                self.offer_acts(Some(id), None)
            }
            Value::Figure(figure) => {
                self.open_figure(figure);
                Vec::new()
            }
            Value::Nothing => Vec::new(),
            value => self.accept_value(&picked, &targets, &value),
        }
    }

    fn accept_filter(&mut self, values: Vec<Value>) -> Vec<Effect> {
        self.nav.filter.facets = values
            .into_iter()
            .filter_map(|value| match value {
                Value::Facet(facet) => Some(facet),
                _ => None,
            })
            .collect();
        self.nav.layers.pop();
        Vec::new()
    }

    fn accept_step(&mut self, step: Step, targets: &[Node]) -> Vec<Effect> {
        if step.needs_reason {
            let prompt = Prompt::new(Purpose::Reason(step.to), targets.to_vec(), "");
            self.nav.layers.pop();
            self.open_prompt(prompt);
            return Vec::new();
        }
        let day = self.writing_day();
        let change = |node: &Node| {
            let swap = self.data.board.stepped(*node, step.to, None, day)?;
            Some(Change::Field { node: *node, to: FieldChange::Standing(swap) })
        };
        let changes: Vec<Change> = targets.iter().filter_map(change).collect();
        let changes = self.as_seen(changes);
        let notice = self.saved_notice(&changes);
        self.commit(changes, notice, true)
    }

    /// One value for one field.
    fn accept_value(&mut self, picked: &Picked, targets: &[Node], value: &Value) -> Vec<Effect> {
        let Picked::Field(field) = picked else { return Vec::new() };
        if let Value::Unit(name) | Value::Leader(name) = value
            && let Err(refusal) = limit(name, *field)
        {
            return self.refuse_pick(&refusal);
        }
        let mut changes = self.unit_changes(std::slice::from_ref(value));
        for node in targets {
            let Some(work) = self.data.board.work(*node) else { continue };
            if let Some(to) = single_value(&work, *field, value) {
                changes.push(Change::Field { node: *node, to });
            }
        }
        let changes = self.as_seen(changes);
        let notice = self.saved_notice(&changes);
        self.commit(changes, notice, true)
    }

    /// Several units for one field. Of several rows each keeps what only it had.
    fn accept_names(&mut self, field: Field, targets: &[Node], values: Vec<Value>) -> Vec<Effect> {
        let Some(Layer::Picker(picker)) = self.nav.layers.last() else { return Vec::new() };
        let offered = picker.initial.clone();
        let mut changes = self.unit_changes(&values);
        let names: BTreeSet<UnitName> = values.into_iter().filter_map(Value::into_unit).collect();
        if let Some(refusal) = names.iter().find_map(|name| limit(name, field).err()) {
            return self.refuse_pick(&refusal);
        }
        let chosen = |old: &BTreeSet<UnitName>| -> BTreeSet<UnitName> {
            old.iter().filter(|name| !offered.contains(*name)).chain(&names).cloned().collect()
        };
        for node in targets {
            let Some(work) = self.data.board.work(*node) else { continue };
            let to = match field {
                Field::Counties => FieldChange::Counties(Swap::new(work.counties.clone(), chosen(&work.counties))),
                _ => FieldChange::Support(Swap::new(work.support.clone(), chosen(&work.support))),
            };
            changes.push(Change::Field { node: *node, to });
        }
        let changes = self.as_seen(changes);
        let notice = self.saved_notice(&changes);
        self.commit(changes, notice, true)
    }

    /// Units among the values that are not known yet.
    fn unit_changes(&self, values: &[Value]) -> Vec<Change> {
        let new = |value: &Value| match value {
            Value::Unit(name) if self.data.board.unit(name).is_none() => {
                Some(Change::UnitAdded { unit: Unit::named(name.clone()) })
            }
            _ => None,
        };
        values.iter().filter_map(new).collect()
    }

    fn refuse_pick(&mut self, refusal: &Refusal) -> Vec<Effect> {
        let trouble = trouble_in_words(self.env.lang, refusal);
        if let Some(Layer::Picker(picker)) = self.nav.layers.last_mut() {
            picker.trouble = Some(trouble);
        }
        Vec::new()
    }
}

fn single_value(work: &Work, field: Field, value: &Value) -> Option<FieldChange> {
    let unit = match value {
        Value::Unit(name) | Value::Leader(name) => Some(name.clone()),
        _ => None,
    };
    Some(match (field, value) {
        (Field::Lead, Value::Unit(_) | Value::Clear) => FieldChange::Lead(Swap::new(work.lead.clone(), unit)),
        (Field::Leader, Value::Leader(_) | Value::Clear) => FieldChange::Leader(Swap::new(work.leader.clone(), unit)),
        (Field::Cadence, Value::Cadence(cadence)) => FieldChange::Cadence(Swap::new(work.cadence, Some(*cadence))),
        (Field::Cadence, Value::Clear) => FieldChange::Cadence(Swap::new(work.cadence, None)),
        (Field::Forecast, Value::Forecast(forecast)) => FieldChange::Forecast(Swap::new(work.forecast, *forecast)),
        _ => return None,
    })
}
