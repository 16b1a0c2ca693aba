//! Keys in the table of units, and what is typed or chosen there. Order, kinds and what is out of use are set for the whole
//! database; a new name is written into the plan at hand, while plans of other years keep the names of their time.

use crate::app::command::Command;
use crate::app::keymap::Context;
use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::popups::{Choice, Pick, Picker, Popup, Prompt, Purpose, Reading, Then, Topic, UnitsTable};
use crate::app::state::{App, Next};
use crate::plan::{
    Action, Change, Delta, Edit, EditKind, Person, Unit, UnitEntry, UnitKind, UnitName, UnitTable, clean_line,
};
use crate::report::{Term, trouble_in_words};
use crate::words;

impl App {
    /// Opens the table of units.
    pub(in crate::app) fn open_units(&mut self) -> Vec<Effect> {
        self.leave_past();
        self.nav.popups.push(Popup::Units(UnitsTable::default()));
        Vec::new()
    }

    /// Units that the plan names and nobody has listed: a fresh database offers to paste the list.
    pub fn lacks_departments(&self) -> bool {
        self.data.board.units_in_use().iter().all(|unit| unit.kind == UnitKind::County)
    }

    /// The unit under the cursor of the table, and its place.
    pub fn unit_at_cursor(&self) -> Option<(usize, UnitEntry)> {
        let table = self
            .nav
            .popups
            .iter()
            .rev()
            .find_map(|popup| if let Popup::Units(table) = popup { Some(table) } else { None })?;
        let entries = self.data.board.units_in_order();
        let at = entries.iter().position(|entry| Some(&entry.name) == table.at.as_ref()).unwrap_or(0);
        entries.into_iter().nth(at).map(|entry| (at, entry))
    }

    /// A command in the table of units.
    pub(in crate::app) fn units_command(&mut self, command: Command) -> Vec<Effect> {
        let page = self.nav.painted.popup.1.max(2).cast_signed() - 1;
        match command {
            Command::Up => self.step_unit(-1),
            Command::Down => self.step_unit(1),
            Command::PageUp => self.step_unit(-page),
            Command::PageDown => self.step_unit(page),
            Command::First => self.step_unit(isize::MIN),
            Command::Last => self.step_unit(isize::MAX),
            Command::Help => self.nav.popups.push(Popup::Reading(Reading::of(Topic::Help(Context::Units)))),
            Command::MoveUp => return self.move_unit(-1),
            Command::MoveDown => return self.move_unit(1),
            Command::UnitKind => return self.next_unit_kind(),
            Command::RetireUnit => return self.retire_unit(),
            Command::AddUnits => return self.asking(Self::ask_units),
            Command::RenameUnit => return self.asking(Self::ask_unit_name),
            Command::MergeUnit => return self.asking(Self::ask_merge),
            _ => {}
        }
        Vec::new()
    }

    fn step_unit(&mut self, by: isize) {
        let Some((at, _)) = self.unit_at_cursor() else { return };
        let entries = self.data.board.units_in_order();
        let to = at.saturating_add_signed(by).min(entries.len().saturating_sub(1));
        self.put_unit_cursor(entries.into_iter().nth(to).map(|entry| entry.name));
    }

    fn put_unit_cursor(&mut self, to: Option<UnitName>) {
        if let Some(Popup::Units(table)) = self.nav.popups.last_mut() {
            table.at = to;
        }
    }

    /// Why the person may not set units, said.
    fn units_barred(&mut self) -> bool {
        let mut needed = [Action::Settings, Action::Assign].into_iter();
        let actor = self.data.board.actor(&self.session.author);
        let denied = needed.find_map(|action| actor.may_somewhere(action).err());
        let why = denied.map(|denied| trouble_in_words(self.env.lang, &denied));
        let barred = self.writing_barred().map(|text| self.env.lang.say(text).to_owned()).or(why);
        self.nav.notice = barred.clone().map(Notice::trouble);
        barred.is_some()
    }

    /// Has the table written with one entry changed, or the whole of it in another order.
    fn set_units(&mut self, units: Vec<UnitEntry>, said: String) -> Vec<Effect> {
        if self.units_barred() {
            return Vec::new();
        }
        let edit = self.units_edit(units, Vec::new());
        self.send(edit, said, false)
    }

    fn units_edit(&mut self, units: Vec<UnitEntry>, more: Vec<Change>) -> Edit {
        let mut changes = vec![self.data.board.unit_table_changed(&UnitTable { units })];
        changes.extend(more);
        Edit { op: self.new_op(), plan: None, author: self.session.author.clone(), kind: EditKind::Do, changes }
    }

    fn move_unit(&mut self, by: isize) -> Vec<Effect> {
        let Some((at, entry)) = self.unit_at_cursor() else { return Vec::new() };
        let mut units = self.data.board.units_in_order();
        let to = at.saturating_add_signed(by);
        // Those that are no more stand at the end.
        if to == at || units.get(to).is_none_or(|other| other.retired != entry.retired) {
            return Vec::new();
        }
        units.swap(at, to);
        self.put_unit_cursor(Some(entry.name.clone()));
        self.set_units(units, self.env.lang.fill(words::units::Moved { name: &entry.name }))
    }

    fn next_unit_kind(&mut self) -> Vec<Effect> {
        let Some((at, entry)) = self.unit_at_cursor() else { return Vec::new() };
        let kinds = UnitKind::ALL;
        let next = kinds.iter().position(|kind| *kind == entry.kind).map_or(0, |at| (at + 1) % kinds.len());
        let mut units = self.data.board.units_in_order();
        units[at].kind = kinds[next];
        let kind = self.env.lang.say(kinds[next].text());
        self.put_unit_cursor(Some(entry.name.clone()));
        self.set_units(units, self.env.lang.fill(words::units::KindSet { name: &entry.name, kind: &kind }))
    }

    fn retire_unit(&mut self) -> Vec<Effect> {
        let Some((at, entry)) = self.unit_at_cursor() else { return Vec::new() };
        let mut units = self.data.board.units_in_order();
        units[at].retired = !entry.retired;
        units[at].into = None;
        self.put_unit_cursor(Some(entry.name.clone()));
        let (lang, name) = (self.env.lang, &entry.name);
        let said = if entry.retired {
            lang.fill(words::units::Back { name })
        } else {
            lang.fill(words::units::Retired { name })
        };
        self.set_units(units, said)
    }

    fn ask_units(&mut self) -> Vec<Effect> {
        if !self.units_barred() {
            self.nav.popups.push(Popup::Prompt(Prompt::new(Purpose::NewUnits, Vec::new(), "")));
        }
        Vec::new()
    }

    fn ask_unit_name(&mut self) -> Vec<Effect> {
        if self.units_barred() {
            return Vec::new();
        }
        let Some((_, entry)) = self.unit_at_cursor() else { return Vec::new() };
        let mut prompt = Prompt::new(Purpose::RenameUnit(entry.name.clone()), Vec::new(), &entry.name);
        prompt.editor.select();
        self.nav.popups.push(Popup::Prompt(prompt));
        Vec::new()
    }

    fn ask_merge(&mut self) -> Vec<Effect> {
        if self.units_barred() {
            return Vec::new();
        }
        let Some((_, entry)) = self.unit_at_cursor() else { return Vec::new() };
        let lang = self.env.lang;
        let others = self.data.board.units_in_use().into_iter().filter(|unit| unit.name != entry.name);
        let line = |unit: Unit| {
            let pick = Pick::MergeUnit(entry.name.clone(), unit.name.clone());
            Choice::new(pick, unit.name, lang.say(unit.kind.text()))
        };
        let title = lang.fill(words::units::MergeInto { name: &entry.name });
        self.nav.popups.push(Popup::Picker(Picker::one(title, Vec::new(), others.map(line).collect())));
        Vec::new()
    }

    /// The names in a list that was typed or pasted: parted by blanks, commas or lines; `学校:` says what follows it.
    pub(in crate::app) fn accept_new_units(&mut self, text: &str) -> Vec<Effect> {
        let found = self.units_in(text);
        if found.is_empty() {
            return self.refuse(self.env.lang.say(words::units::NO_NEW).to_owned());
        }
        let names: Vec<UnitName> = found.iter().map(|unit| unit.name.clone()).collect();
        let added = found.iter().map(|unit| Change::UnitAdded { unit: Unit::named(unit.name.clone()) });
        let mut changes: Vec<Change> = added.collect();
        // Departments stand before the counties that every plan of the city has.
        let mut units: Vec<UnitEntry> = self.data.board.units_in_order();
        units.extend(found.iter().map(UnitEntry::of));
        units.sort_by_key(|entry| (entry.retired, entry.kind));
        let table = self.units_edit(units, Vec::new());
        let said = self.env.lang.fill(words::units::Added { n: &names.len() });
        self.nav.popups.pop();
        self.put_unit_cursor(names.into_iter().next());
        changes.extend(table.changes.clone());
        let edit = Edit { changes, ..table };
        self.send(edit, said, false)
    }

    fn units_in(&self, text: &str) -> Vec<Unit> {
        let mut kind = None;
        let mut found: Vec<Unit> = Vec::new();
        for part in text.split(|c: char| c.is_whitespace() || "、,，;；。/|".contains(c)) {
            let (label, name) = match part.split_once([':', '：']) {
                Some((label, name)) => (Some(label), name),
                None => (None, part),
            };
            if let Some(label) = label {
                let is_it =
                    |kind: &&UnitKind| crate::words::Lang::ALL.iter().any(|lang| lang.say(kind.text()) == label);
                kind = UnitKind::ALL.iter().find(is_it).copied();
            }
            let name = clean_line(name).trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim().to_owned();
            let is_new = self.data.board.unit(&name).is_none() && found.iter().all(|unit| unit.name != name);
            if !name.is_empty() && is_new {
                let guessed = Unit::named(name);
                found.push(Unit { kind: kind.unwrap_or(guessed.kind), ..guessed });
            }
        }
        found
    }

    pub(in crate::app) fn accept_unit_name(&mut self, from: &UnitName, text: &str) -> Vec<Effect> {
        let to = clean_line(text);
        if to.is_empty() || to == *from {
            return self.refuse(self.env.lang.say(words::notice::NOTHING_CHANGED).to_owned());
        }
        self.nav.popups.pop();
        self.ask_renaming(from, &to)
    }

    /// Asks before a unit is called otherwise, or becomes a part of another: how much work it has.
    pub(in crate::app) fn ask_renaming(&mut self, from: &UnitName, to: &UnitName) -> Vec<Effect> {
        let (leads, joins) = self.data.board.work_of_unit(from);
        let lang = self.env.lang;
        let question = if self.data.board.unit(to).is_some() {
            lang.fill(words::units::AskMerge { from, to, leads: &leads, joins: &joins })
        } else {
            lang.fill(words::units::AskRename { from, to, leads: &leads, joins: &joins })
        };
        self.confirm(question, Then::RenameUnit(from.clone(), to.clone()));
        Vec::new()
    }

    /// Writes the new name into the plan, then into the table and into the records of people.
    pub(in crate::app) fn rename_unit(&mut self, from: &UnitName, to: &UnitName) -> Vec<Effect> {
        let board = &self.data.board;
        let in_plan = board.unit_renamed(from, to);
        let mut units = board.units_in_order();
        let is_known = board.unit(to).is_some();
        if let Some(at) = units.iter().position(|entry| entry.name == *from) {
            let old = UnitEntry { retired: true, into: Some(to.clone()), ..units[at].clone() };
            if !is_known {
                units.insert(at, UnitEntry { name: to.clone(), kind: old.kind, retired: false, into: None });
            }
            units.retain(|entry| entry.name != *from);
            units.push(old);
        }
        let of_unit = board.people.iter().filter(|person| person.unit.as_ref() == Some(from)).cloned();
        let people: Vec<Change> = of_unit
            .map(|before| {
                let after = Person { unit: Some(to.clone()), ..before.clone() };
                Change::Person { login: before.login.clone(), person: Delta::changed(before, after) }
            })
            .collect();
        let table = self.units_edit(units, people);
        self.put_unit_cursor(Some(to.clone()));
        let said = self.env.lang.fill(words::units::Renamed { from, to });
        if in_plan.is_empty() {
            return self.send(table, said, false);
        }
        let edit = self.new_edit(EditKind::Do, in_plan);
        let effects = self.send(edit, said.clone(), false);
        self.then(Next::Send(Box::new(table), said));
        effects
    }
}
