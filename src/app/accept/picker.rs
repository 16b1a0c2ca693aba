//! What becomes of a choice.

use std::collections::BTreeSet;

use crate::app::command::Command;
use crate::app::field_input::{Refusal, limit};
use crate::app::msg::Effect;
use crate::app::popups::{Aim, PersonAct, Picked, Popup, Prompt, Purpose, Value};
use crate::app::state::App;
use crate::plan::{Change, Delta, Field, FieldChange, Node, Step, Unit, UnitName, Work};
use crate::report::trouble_in_words;
use crate::words;

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

    pub(in crate::app) fn accept_pick(&mut self) -> Vec<Effect> {
        let Some(Popup::Picker(picker)) = self.nav.popups.last() else { return Vec::new() };
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
            if let Some(Popup::Picker(picker)) = self.nav.popups.last_mut() {
                picker.trouble = Some(why);
            }
            return Vec::new();
        }
        let Some(value) = picker.under_cursor() else { return Vec::new() };
        match value {
            Value::Step(step) => self.accept_step(step, &targets),
            Value::Field(field) => match picked {
                Picked::AnyField(unit) => {
                    self.nav.popups.pop();
                    self.asking(|app| app.edit_field_of(field, targets, unit))
                }
                _ => Vec::new(),
            },
            Value::Command(command) => match picked {
                Picked::Palette(aim) => {
                    self.nav.popups.pop();
                    self.perform_at(command, *aim)
                }
                _ => Vec::new(),
            },
            Value::Plan(plan) => {
                self.nav.popups.pop();
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
                self.nav.popups.pop();
                self.open_paper(id, paper);
                Vec::new()
            }
            Value::Directive(id) => {
                self.nav.popups.pop();
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
        self.nav.popups.pop();
        Vec::new()
    }

    fn accept_step(&mut self, step: Step, targets: &[Node]) -> Vec<Effect> {
        if step.needs_reason {
            let prompt = Prompt::new(Purpose::Reason(step.to), targets.to_vec(), "");
            self.nav.popups.pop();
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
        let Some(Popup::Picker(picker)) = self.nav.popups.last() else { return Vec::new() };
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
                Field::Counties => FieldChange::Counties(Delta::new(work.counties.clone(), chosen(&work.counties))),
                _ => FieldChange::Support(Delta::new(work.support.clone(), chosen(&work.support))),
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
        if let Some(Popup::Picker(picker)) = self.nav.popups.last_mut() {
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
        (Field::Lead, Value::Unit(_) | Value::Clear) => FieldChange::Lead(Delta::new(work.lead.clone(), unit)),
        (Field::Leader, Value::Leader(_) | Value::Clear) => FieldChange::Leader(Delta::new(work.leader.clone(), unit)),
        (Field::Cadence, Value::Cadence(cadence)) => FieldChange::Cadence(Delta::new(work.cadence, Some(*cadence))),
        (Field::Cadence, Value::Clear) => FieldChange::Cadence(Delta::new(work.cadence, None)),
        (Field::Forecast, Value::Forecast(forecast)) => FieldChange::Forecast(Delta::new(work.forecast, *forecast)),
        _ => return None,
    })
}
