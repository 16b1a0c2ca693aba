//! Edits: from a command to the popup that asks for its value, or straight to the changes.

use std::collections::BTreeSet;

use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::popups::{
    Choice, FieldValue, Form, FormKind, NewName, Pick, Picker, Picks, Prompt, Purpose, Then, UnitList,
};
use crate::app::{App, Command, Popup};
use crate::plan::{
    Action, Cadence, Change, Edit, EditKind, Field, FieldChange, Forecast, Node, OpId, PlanState, Step, Unit, UnitKind,
    UnitName, Work,
};
use crate::report::{Term, change_in_words, field_value, node_name};
use crate::words::{self, Text};

impl App {
    /// Why nothing can be written at all.
    pub fn writing_barred(&self) -> Option<Text> {
        match (self.past().is_some(), self.session.read_only, self.session.presents_only) {
            (true, _, _) => Some(words::trouble::PAST),
            (false, true, true) => Some(words::trouble::PRESENTS_ONLY),
            (false, true, false) => Some(words::trouble::READ_ONLY),
            (false, false, _) => None,
        }
    }

    /// Why nothing of the plan that is shown can be changed: it is archived or removed. Its state itself can be, and what has
    /// nothing to do with it.
    pub(in crate::app) fn plan_barred(&self, command: Command) -> Option<Text> {
        let is_free = matches!(
            command,
            Command::ReopenPlan
                | Command::ArchivePlan
                | Command::RemovePlan
                | Command::Undo
                | Command::Redo
                | Command::NewPerson
                | Command::ImportPaper
        );
        if is_free || !command.edits() {
            return None;
        }
        match self.data.board.plan.state {
            PlanState::Open => None,
            PlanState::Archived => Some(words::denied::PLAN_ARCHIVED),
            PlanState::Removed => Some(words::denied::PLAN_REMOVED),
        }
    }

    /// Asks for the value of a field of these targets; with a unit, as in a cell of the matrix, for that of its part where
    /// it has one of its own.
    pub(in crate::app) fn edit_field_of(
        &mut self,
        field: Field,
        targets: Vec<Node>,
        unit: Option<UnitName>,
    ) -> Vec<Effect> {
        let command = Command::Edit(field);
        if let Some(key) = self.writing_barred().or_else(|| self.plan_barred(command)) {
            return self.trouble(key);
        }
        if let Some(reason) = self.barred(command, &targets) {
            self.tell_trouble(reason);
            return Vec::new();
        }
        if let (Some(unit), [node]) = (unit, targets.as_slice()) {
            if field == Field::Percent {
                return self.ask_part_percent(*node, unit);
            }
            if field == Field::Standing {
                return self.ask_part_stage(*node, &unit);
            }
        }
        if field == Field::Due && targets.iter().any(|node| self.may(Action::Assign, *node).is_err()) {
            return self.ask_extension(targets);
        }
        self.edit_field(field, targets)
    }

    /// Asks for the value of a field of the targets.
    fn edit_field(&mut self, field: Field, targets: Vec<Node>) -> Vec<Effect> {
        if targets.is_empty() {
            return self.trouble(words::trouble::NOTHING_SELECTED);
        }
        let single = match targets.as_slice() {
            [node] => self.data.board.work(*node),
            _ => None,
        };
        let prefill = single.as_ref().and_then(|work| field.sentences(work));
        match field {
            Field::Percent | Field::Due | Field::Start | Field::Target | Field::Lever | Field::Safeguard => {
                self.open_prompt(Prompt::new(Purpose::Field(field), targets, prefill.as_deref().unwrap_or_default()));
            }
            Field::Standing => return self.edit_stage(targets),
            Field::Lead => {
                let line = |unit: &Unit| self.unit_line(unit, Pick::Set(FieldValue::Lead(Some(unit.name.clone()))));
                let units = self.units_first(UnitKind::Department);
                let choices = units.iter().map(line).chain([self.clearing(FieldValue::Lead(None))]).collect();
                self.pick_value(field, targets, choices, Some(NewName::Lead));
            }
            Field::Support => self.pick_units(UnitList::Support, targets),
            Field::Counties => self.pick_units(UnitList::Counties, targets),
            Field::Leader => {
                let line = |name: String| Choice::new(Pick::Set(FieldValue::Leader(Some(name.clone()))), name, "");
                let names = self.data.board.leaders().into_iter().map(line);
                let choices = names.chain([self.clearing(FieldValue::Leader(None))]).collect();
                self.pick_value(field, targets, choices, Some(NewName::Leader));
            }
            Field::Cadence => {
                let line = |cadence: &Cadence| {
                    let value = FieldValue::Cadence(Some(*cadence));
                    Choice::new(Pick::Set(value), self.env.lang.say(cadence.text()), "")
                };
                let clearing = self.clearing(FieldValue::Cadence(None));
                let choices = Cadence::ALL.iter().map(line).chain([clearing]).collect();
                self.pick_value(field, targets, choices, None);
            }
            Field::Forecast => {
                let line = |forecast: &Forecast| {
                    let value = FieldValue::Forecast(*forecast);
                    Choice::new(Pick::Set(value), self.env.lang.say(forecast.text()), "")
                };
                let choices = Forecast::ALL.iter().map(line).collect();
                self.pick_value(field, targets, choices, None);
            }
        }
        Vec::new()
    }

    fn field_title(&self, field: Field, targets: &[Node]) -> String {
        format!("{} {}", self.prompt_subject(targets), self.env.lang.say(field.text()))
    }

    fn pick_value(&mut self, field: Field, targets: Vec<Node>, choices: Vec<Choice>, new: Option<NewName>) {
        let title = self.field_title(field, &targets);
        self.open_picker(Picker::new(title, targets, choices, |picks| Picks::One(picks, new)));
    }

    /// Asks for several units, with those that all targets have chosen already.
    fn pick_units(&mut self, field: UnitList, targets: Vec<Node>) {
        let of = |work: Work| match field {
            UnitList::Counties => work.counties,
            UnitList::Support => work.support,
        };
        let sets = targets.iter().filter_map(|node| self.data.board.work(*node)).map(of);
        let common: BTreeSet<UnitName> = sets.reduce(|all, set| &all & &set).unwrap_or_default();
        let units = match field {
            UnitList::Support => self.units_first(UnitKind::Department),
            UnitList::Counties => {
                let mut units = self.units_first(UnitKind::County);
                units.retain(|unit| unit.kind == UnitKind::County || common.contains(&unit.name));
                units
            }
        };
        let line = |unit: &Unit| self.unit_line(unit, unit.name.clone()).ticked(common.contains(&unit.name));
        let choices = units.iter().map(line).collect();
        let picker = Picker::new(self.field_title(field.field(), &targets), targets, choices, |units| {
            let initial = units.iter().filter(|unit| common.contains(*unit)).cloned().collect();
            Picks::Units { field, units, initial }
        });
        self.open_picker(picker);
    }

    /// Opens a prompt, noting what is there now.
    pub(in crate::app) fn open_prompt(&mut self, mut prompt: Prompt) {
        prompt.seen = self.seen(&prompt.targets);
        self.nav.popups.push(Popup::Prompt(prompt));
    }

    /// Opens a list, noting what is there now.
    pub(in crate::app) fn open_picker(&mut self, mut picker: Picker) {
        picker.seen = self.seen(&picker.targets);
        self.nav.popups.push(Popup::Picker(picker));
    }

    /// Opens a form, noting what is there now.
    pub(in crate::app) fn open_form(&mut self, mut form: Form) {
        form.seen = self.seen(&form.targets);
        self.nav.popups.push(Popup::Form(Box::new(form)));
    }

    fn clearing(&self, none: FieldValue) -> Choice {
        Choice::new(Pick::Set(none), self.env.lang.say(words::pick::CLEAR), "")
    }

    fn unit_line<T>(&self, unit: &Unit, value: T) -> Choice<T> {
        Choice::new(value, unit.name.clone(), self.env.lang.say(unit.kind.text()))
    }

    /// All units, those first that a field usually takes.
    fn units_first(&self, first: UnitKind) -> Vec<Unit> {
        let mut units = self.data.board.units_in_use();
        units.sort_by_key(|unit| unit.kind != first);
        units
    }

    /// Offers the steps that are allowed for all targets.
    fn edit_stage(&mut self, targets: Vec<Node>) -> Vec<Effect> {
        let stages: Vec<_> =
            targets.iter().filter_map(|node| self.data.board.work(*node)).map(|work| work.standing.stage).collect();
        let allowed = |step: &&Step| stages.iter().all(|stage| stage.step_to(step.to) == Some(**step));
        let steps: Vec<Step> =
            stages.first().map(|stage| stage.steps().iter().filter(allowed).copied().collect()).unwrap_or_default();
        if steps.is_empty() {
            return self.trouble(words::trouble::NO_COMMON_STEP);
        }
        let line = |step: Step| {
            let side = if step.needs_reason { self.env.lang.say(words::pick::REASON_NEEDED) } else { "" };
            let barred = targets.iter().find_map(|node| {
                let choices = self.stage_choices(*node);
                choices
                    .into_iter()
                    .find(|choice| choice.value == Pick::Step(step))
                    .and_then(|choice| choice.line.barred)
            });
            Choice::new(Pick::Step(step), self.env.lang.say(step.to.text()), side).barred(barred)
        };
        let choices = match targets.as_slice() {
            [node] => self.stage_choices(*node),
            _ => steps.into_iter().map(line).collect(),
        };
        self.open_picker(Picker::one(self.field_title(Field::Standing, &targets), targets, choices));
        Vec::new()
    }

    /// Asks which field to fill in.
    pub(in crate::app) fn edit_any(&mut self) -> Vec<Effect> {
        let targets = self.targets();
        if targets.is_empty() {
            return self.trouble(words::trouble::NOTHING_SELECTED);
        }
        let unit = self.cell().map(|(_, unit)| unit);
        let line = |field: &Field| {
            let command = crate::app::Command::Edit(*field);
            let key = crate::app::keys_of(self.screen().context(), command).unwrap_or_default();
            let barred = self.barred(command, &targets);
            Choice::new(Pick::Field(*field, unit.clone()), self.env.lang.say(field.text()), key).barred(barred)
        };
        let choices = Field::ALL.iter().map(line).collect();
        let subject = self.prompt_subject(&targets);
        let subject = unit.as_ref().map_or_else(|| subject.clone(), |unit| format!("{subject} {unit}"));
        let title = self.env.lang.fill(words::pick::AnyField { subject: &subject });
        self.nav.popups.push(Popup::Picker(Picker::one(title, targets, choices)));
        Vec::new()
    }

    /// 无变化 in one key; in a cell of the matrix of the cell's unit.
    pub(in crate::app) fn no_change(&mut self) -> Vec<Effect> {
        let cell = match self.cell_that(Action::Report) {
            Ok(cell) => cell,
            Err(why) => return self.trouble_in_words(why),
        };
        let targets = cell.as_ref().map_or_else(|| self.targets(), |(node, _)| vec![*node]);
        if targets.is_empty() {
            return self.trouble(words::trouble::NOTHING_SELECTED);
        }
        let unit = cell.map(|(_, unit)| unit);
        let mut changes = Vec::new();
        let day = self.writing_day();
        for node in &targets {
            let unit = unit.clone().or_else(|| self.own_part(*node));
            // Once a day is enough.
            if !self.data.board.is_unchanged_on(*node, unit.as_ref(), day) {
                changes.extend(self.report_changes(*node, unit, None, Default::default(), true));
            }
        }
        let subject = self.prompt_subject(&targets);
        if changes.is_empty() {
            let what = unit.map_or_else(|| subject.clone(), |unit| format!("{subject} {unit}"));
            let told = self.env.lang.fill(words::notice::NoChangeAlready { what: &what, day: &day });
            self.nav.notice = Some(Notice::info(told));
            return Vec::new();
        }
        let what = unit.map_or_else(|| subject.clone(), |unit| format!("{subject} {unit}"));
        let notice = self.env.lang.fill(words::notice::NoChange { what: &what, day: &self.day() });
        self.commit(changes, notice, false)
    }

    /// Opens the form of a report; in a cell of the matrix of the cell's unit.
    pub(in crate::app) fn write_report(&mut self) -> Vec<Effect> {
        let cell = match self.cell_that(Action::Report) {
            Ok(cell) => cell,
            Err(why) => return self.trouble_in_words(why),
        };
        let targets = cell.as_ref().map_or_else(|| self.targets(), |(node, _)| vec![*node]);
        if targets.is_empty() {
            return self.trouble(words::trouble::NOTHING_SELECTED);
        }
        self.open_form(Form::new(FormKind::Report { unit: cell.map(|(_, unit)| unit) }, targets, &[]));
        Vec::new()
    }

    pub(in crate::app) fn edit_text(&mut self) -> Vec<Effect> {
        if let Some(report) = self.report_at_cursor().cloned() {
            return self.amend_report(&report);
        }
        let Some(node) = self.current() else { return self.trouble(words::trouble::NOTHING_SELECTED) };
        let text = self.data.board.text(node).unwrap_or_default().to_owned();
        self.open_prompt(Prompt::new(Purpose::Text(node), vec![node], &text));
        Vec::new()
    }

    pub(in crate::app) fn add_measure(&mut self) -> Vec<Effect> {
        let Some(node) = self.current() else { return self.trouble(words::trouble::NOTHING_SELECTED) };
        self.nav.popups.push(Popup::Prompt(Prompt::new(Purpose::NewMeasure(node), vec![node], "")));
        Vec::new()
    }

    pub(in crate::app) fn split_measure(&mut self) -> Vec<Effect> {
        let Some(node) = self.current().filter(|node| node.measure.is_some()) else {
            return self.trouble(words::trouble::SELECT_A_MEASURE);
        };
        let text = self.data.board.text(node).unwrap_or_default().to_owned();
        let mut prompt = Prompt::new(Purpose::Split(node), vec![node], &text);
        prompt.editor.to_start();
        self.nav.popups.push(Popup::Prompt(prompt));
        Vec::new()
    }

    pub(in crate::app) fn remove_measures(&mut self) -> Vec<Effect> {
        if let Some(report) = self.report_at_cursor().cloned() {
            return self.withdraw_report(&report);
        }
        let targets: Vec<Node> = self.targets().into_iter().filter(|node| node.measure.is_some()).collect();
        let removed = |node: &Node| {
            let measure = self.data.board.measure(*node)?.clone();
            Some(Change::MeasureRemoved { item: node.item, measure })
        };
        let changes: Vec<Change> = targets.iter().filter_map(removed).collect();
        if changes.is_empty() {
            return self.trouble(words::trouble::SELECT_A_MEASURE);
        }
        let what = self.prompt_subject(&targets);
        let question = self.env.lang.fill(words::confirm::Remove { what: &what });
        let notice = self.env.lang.fill(words::notice::Removed { what: &what });
        self.confirm(question, Then::Commit(changes, notice));
        Vec::new()
    }

    /// Moves the measure under the cursor one place up or down.
    pub(in crate::app) fn move_measure(&mut self, down: bool) -> Vec<Effect> {
        let Some(node) = self.current().filter(|node| node.measure.is_some()) else {
            return self.trouble(words::trouble::SELECT_A_MEASURE);
        };
        let (Some(item), Some(id)) = (self.data.board.item(node.item), node.measure) else { return Vec::new() };
        let changes = item.moving(id, down);
        if changes.is_empty() {
            self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::NO_FURTHER)));
            return Vec::new();
        }
        let notice = self.env.lang.say(words::notice::MOVED).to_owned();
        self.commit(changes, notice, false)
    }

    /// Marks the row under the cursor, or takes the mark away, and goes on to the next.
    pub(in crate::app) fn toggle_mark(&mut self) -> Vec<Effect> {
        if let Some(node) = self.current() {
            if !self.nav.marks.remove(&node) {
                self.nav.marks.insert(node);
            }
            return self.perform(crate::app::Command::Down);
        }
        Vec::new()
    }

    /// Marks all rows shown; if all are marked already, none.
    pub(in crate::app) fn mark_all(&mut self) -> Vec<Effect> {
        let all_panes =
            matches!(self.screen(), crate::app::Screen::Board(crate::app::BoardScreen { zoomed: false, .. }));
        let shown: BTreeSet<Node> = if all_panes {
            self.data.rows.board.iter().flatten().copied().map(Node::item).collect()
        } else {
            self.shown_nodes().into_iter().collect()
        };
        if shown.is_subset(&self.nav.marks) {
            self.nav.marks.clear();
        } else {
            self.nav.marks.extend(shown);
        }
        Vec::new()
    }

    /// Sends changes, with what follows from them, on their way. `closes` closes the popup on top once they are
    /// written; until then it stays, with what was typed.
    pub(in crate::app) fn commit(&mut self, changes: Vec<Change>, notice: String, closes: bool) -> Vec<Effect> {
        let idle: Vec<bool> = changes.iter().map(|change| self.says_nothing(change, &changes)).collect();
        let changes: Vec<Change> = changes.into_iter().zip(idle).filter(|(_, idle)| !idle).map(|(it, _)| it).collect();
        if changes.is_empty() {
            if closes {
                self.nav.popups.pop();
            }
            self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::NOTHING_CHANGED)));
            return Vec::new();
        }
        let changes = self.data.board.with_consequences(changes, self.writing_day());
        let edit = self.new_edit(EditKind::Do, changes);
        self.send(edit, notice, closes)
    }

    pub(in crate::app) fn new_op(&mut self) -> OpId {
        OpId(self.writing.random.u64(..))
    }

    pub(in crate::app) fn new_edit(&mut self, kind: EditKind, changes: Vec<Change>) -> Edit {
        Edit {
            op: self.new_op(),
            plan: Some(self.data.board.plan.id),
            author: self.session.author.clone(),
            kind,
            changes,
        }
    }

    /// What to say once changes are written.
    pub(in crate::app) fn saved_notice(&self, changes: &[Change]) -> String {
        let fields: Vec<&Change> = changes.iter().filter(|change| matches!(change, Change::Field { .. })).collect();
        match fields.as_slice() {
            [change] => {
                let what = change_in_words(self.env.lang, change);
                let node =
                    change.node().map(|node| node_name(self.env.lang, &self.data.board, node)).unwrap_or_default();
                self.env.lang.fill(words::notice::Saved { node: &node, what: &what })
            }
            [Change::Field { to, .. }, ..] if fields.iter().all(|change| same_wish(to, change)) => {
                let field = self.env.lang.say(to.field().text());
                let value = field_value(self.env.lang, to, true);
                self.env.lang.fill(words::notice::SavedBulk { n: &fields.len(), field: &field, value: &value })
            }
            [] => {
                let told = |change: &&Change| matches!(change, Change::Part { .. });
                let words: Vec<String> =
                    changes.iter().filter(told).map(|change| change_in_words(self.env.lang, change)).collect();
                let node = changes.first().and_then(Change::node);
                let node = node.map(|node| node_name(self.env.lang, &self.data.board, node)).unwrap_or_default();
                self.env.lang.fill(words::notice::Saved { node: &node, what: &words.join(" ") })
            }
            several => self.env.lang.fill(words::notice::SavedSeveral { n: &several.len() }),
        }
    }

    pub(in crate::app) fn trouble(&mut self, text: Text) -> Vec<Effect> {
        self.trouble_in_words(self.env.lang.say(text).to_owned())
    }

    pub(in crate::app) fn trouble_in_words(&mut self, why: String) -> Vec<Effect> {
        self.tell_trouble(why);
        Vec::new()
    }
}

/// Whether a change makes the same of the same field.
fn same_wish(wish: &FieldChange, change: &Change) -> bool {
    let Change::Field { to, .. } = change else { return false };
    to.field() == wish.field()
        && field_value(crate::words::Lang::En, to, true) == field_value(crate::words::Lang::En, wish, true)
}
