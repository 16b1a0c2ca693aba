//! What becomes of a choice.

use std::collections::BTreeSet;

use crate::app::command::Command;
use crate::app::field_input::{Refusal, limit};
use crate::app::msg::Effect;
use crate::app::popups::{Aim, FieldValue, Pick, Picks, Popup, Prompt, Purpose, UnitList};
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
        let Some(Popup::Picker(picker)) = self.nav.popups.last_mut() else { return Vec::new() };
        if let Some(why) = picker.barred() {
            picker.trouble = Some(why.clone());
            return Vec::new();
        }
        let targets = picker.targets.clone();
        match &picker.picks {
            Picks::One(picks, new) => match picker.under_cursor(picks, new.as_ref()) {
                Some(pick) => self.accept_one(pick, targets),
                None => Vec::new(),
            },
            Picks::Palette(aim, commands) => {
                let command = picker.shown.get(picker.at).and_then(|place| commands.get(*place)).copied();
                let (Some(command), aim) = (command, (**aim).clone()) else { return Vec::new() };
                self.nav.popups.pop();
                self.perform_at(command, aim)
            }
            Picks::Facets(facets) => {
                self.nav.filter.facets = picker.ticked(facets).into_iter().collect();
                self.nav.popups.pop();
                Vec::new()
            }
            Picks::Units { field, units, initial } => {
                let (field, offered) = (*field, initial.clone());
                let names = picker.ticked(units).into_iter().chain(picker.ticked_name()).collect();
                self.accept_units(field, &targets, &offered, &names)
            }
        }
    }

    fn accept_one(&mut self, pick: Pick, targets: Vec<Node>) -> Vec<Effect> {
        match pick {
            Pick::Step(step) => self.accept_step(step, &targets),
            Pick::Part(node, unit, to) => self.accept_part_step(node, unit, to),
            Pick::Set(value) => self.accept_value(&value, &targets),
            Pick::Person(login, act) => self.accept_person_act(&login, act),
            Pick::Field(field, unit) => {
                self.nav.popups.pop();
                self.asking(|app| app.edit_field_of(field, targets, unit))
            }
            Pick::Plan(plan) => {
                self.nav.popups.pop();
                vec![Effect::ReadPlan(plan)]
            }
            Pick::Section(item, section) => {
                self.nav.popups.pop();
                self.open_prompt(Prompt::new(Purpose::MoveItem(item, section), vec![Node::item(item)], ""));
                Vec::new()
            }
            Pick::DefaultCadence(cadence) => {
                self.nav.popups.pop();
                self.accept_default_cadence(cadence)
            }
            Pick::NewRule(when) => {
                self.nav.popups.pop();
                self.accept_new_rule(when);
                Vec::new()
            }
            Pick::InSection(act, section) => {
                self.nav.popups.pop();
                self.asking(|app| app.do_in_section(act, section))
            }
            Pick::Act(act) => {
                self.nav.popups.pop();
                self.asking(|app| app.do_act(act))
            }
            Pick::Paper(paper) => {
                self.nav.popups.pop();
                self.open_paper(paper);
                Vec::new()
            }
            Pick::Output(output) => {
                self.nav.popups.pop();
                self.make_output(output)
            }
            Pick::Directive(id) => {
                self.nav.popups.pop();
                self.offer_acts_on_directive(id)
            }
            Pick::RestoreItem(item) => {
                self.nav.popups.pop();
                self.restore_item(*item)
            }
            Pick::MergeItem(from, into) => {
                self.nav.popups.pop();
                self.open_prompt(Prompt::new(Purpose::MergeItem(from, into), vec![Node::item(from)], ""));
                Vec::new()
            }
            Pick::CarryInto(plan) => {
                self.nav.popups.pop();
                vec![Effect::ReadOther(plan)]
            }
            Pick::OtherItem(plan, item) => {
                self.nav.popups.pop();
                self.go_to_other(plan, item)
            }
            Pick::MergeUnit(from, to) => {
                self.nav.popups.pop();
                self.ask_renaming(&from, &to)
            }
            Pick::Cut(at) => {
                self.nav.popups.pop();
                self.cut_piece(at);
                Vec::new()
            }
            Pick::PieceLead(unit) => {
                self.nav.popups.pop();
                self.lead_piece(unit.as_ref());
                Vec::new()
            }
            Pick::Column(table, place, column) => {
                self.nav.popups.pop();
                self.name_column(table, place, column);
                Vec::new()
            }
            Pick::Figure(figure) => {
                self.open_figure(figure);
                Vec::new()
            }
        }
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
    fn accept_value(&mut self, value: &FieldValue, targets: &[Node]) -> Vec<Effect> {
        let (typed, unit) = match value {
            FieldValue::Lead(name) => (name.as_ref().map(|name| (name, Field::Lead)), name.as_ref()),
            FieldValue::Leader(name) => (name.as_ref().map(|name| (name, Field::Leader)), None),
            FieldValue::Cadence(_) | FieldValue::Forecast(_) => (None, None),
        };
        if let Some(refusal) = typed.and_then(|(name, field)| limit(name, field).err()) {
            return self.refuse_pick(&refusal);
        }
        if let Some(doubt) = unit.and_then(|name| self.slip_untold(name)) {
            return self.tell_slip(doubt);
        }
        let mut changes = self.unit_changes(unit);
        for node in targets {
            let Some(work) = self.data.board.work(*node) else { continue };
            changes.push(Change::Field { node: *node, to: value.instead_of(work) });
        }
        let changes = self.as_seen(changes);
        let notice = self.saved_notice(&changes);
        self.commit(changes, notice, true)
    }

    /// Several units for one field. Of several rows each keeps what only it had.
    fn accept_units(
        &mut self,
        field: UnitList,
        targets: &[Node],
        offered: &BTreeSet<UnitName>,
        names: &BTreeSet<UnitName>,
    ) -> Vec<Effect> {
        if let Some(refusal) = names.iter().find_map(|name| limit(name, field.field()).err()) {
            return self.refuse_pick(&refusal);
        }
        if let Some(doubt) = names.iter().find_map(|name| self.slip_untold(name)) {
            return self.tell_slip(doubt);
        }
        let mut changes = self.unit_changes(names);
        let chosen = |old: BTreeSet<UnitName>| {
            let new = old.iter().filter(|name| !offered.contains(*name)).chain(names).cloned().collect();
            Delta::new(old, new)
        };
        for node in targets {
            let Some(work) = self.data.board.work(*node) else { continue };
            let to = match field {
                UnitList::Counties => FieldChange::Counties(chosen(work.counties)),
                UnitList::Support => FieldChange::Support(chosen(work.support)),
            };
            changes.push(Change::Field { node: *node, to });
        }
        let changes = self.as_seen(changes);
        let notice = self.saved_notice(&changes);
        self.commit(changes, notice, true)
    }

    /// Units among the names that are not known yet.
    fn unit_changes<'a>(&self, names: impl IntoIterator<Item = &'a UnitName>) -> Vec<Change> {
        let new = names.into_iter().filter(|name| self.data.board.unit(name).is_none());
        new.map(|name| Change::UnitAdded { unit: Unit::named(name.clone()) }).collect()
    }

    /// A new name that may be a slip of the hand, and the known one that it is like; nothing where that was told already.
    fn slip_untold(&self, name: &UnitName) -> Option<(UnitName, UnitName)> {
        let was_told = matches!(self.nav.popups.last(), Some(Popup::Picker(picker)) if picker.doubted.contains(name));
        if was_told || self.data.board.unit(name).is_some() {
            return None;
        }
        Some((name.clone(), self.data.board.unit_like(name)?))
    }

    fn tell_slip(&mut self, (name, known): (UnitName, UnitName)) -> Vec<Effect> {
        let told = self.env.lang.fill(words::units::Similar { name: &name, known: &known });
        if let Some(Popup::Picker(picker)) = self.nav.popups.last_mut() {
            picker.trouble = Some(told);
            picker.doubted.insert(name);
        }
        Vec::new()
    }

    fn refuse_pick(&mut self, refusal: &Refusal) -> Vec<Effect> {
        let trouble = trouble_in_words(self.env.lang, refusal);
        if let Some(Popup::Picker(picker)) = self.nav.popups.last_mut() {
            picker.trouble = Some(trouble);
        }
        Vec::new()
    }
}

impl FieldValue {
    fn instead_of(&self, work: Work) -> FieldChange {
        match self {
            Self::Lead(unit) => FieldChange::Lead(Delta::new(work.lead, unit.clone())),
            Self::Leader(name) => FieldChange::Leader(Delta::new(work.leader, name.clone())),
            Self::Cadence(cadence) => FieldChange::Cadence(Delta::new(work.cadence, *cadence)),
            Self::Forecast(forecast) => FieldChange::Forecast(Delta::new(work.forecast, *forecast)),
        }
    }
}
