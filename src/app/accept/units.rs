//! Keys in the table of units, and what is typed or chosen there. Order, kinds and what is out of use are set for the whole
//! database; a new name is written into every open plan, while those that are archived keep the names of their time.

use crate::app::command::Command;
use crate::app::keymap::Context;
use crate::app::msg::Effect;
use crate::app::popups::{Choice, Pick, Picker, Popup, Prompt, Purpose, Reading, Then, Topic, UnitsTable};
use crate::app::state::App;
use crate::plan::{
    Action, Change, Delta, Edit, Person, PlanState, PlanSummary, Unit, UnitEntry, UnitKind, UnitName, UnitTable,
    clean_line,
};
use crate::report::Term;
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
            Command::Undo => return self.undo(false),
            Command::MoveUp => return self.move_unit(-1),
            Command::MoveDown => return self.move_unit(1),
            Command::UnitKind => return self.next_unit_kind(),
            Command::RetireUnit => return self.ask_to_retire_unit(),
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

    /// Puts the cursor of the table on a line.
    pub(super) fn put_unit_cursor_at(&mut self, at: usize) {
        let entry = self.data.board.units_in_order().into_iter().nth(at);
        self.put_unit_cursor(entry.map(|entry| entry.name));
    }

    fn put_unit_cursor(&mut self, to: Option<UnitName>) {
        if let Some(Popup::Units(table)) = self.nav.popups.last_mut() {
            table.at = to;
        }
    }

    /// Puts the cursor of the table on the first county.
    pub(super) fn unit_cursor_to_counties(&mut self) {
        let entries = self.data.board.units_in_order();
        let county = entries.into_iter().find(|entry| entry.kind == UnitKind::County);
        self.put_unit_cursor(county.map(|entry| entry.name));
    }

    /// Why the person may not set units, said.
    fn units_barred(&mut self) -> bool {
        self.barred_from(&[Action::Settings, Action::Assign])
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
        self.bureau_edit(changes)
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

    /// Asks before a unit is out of use that still has work.
    fn ask_to_retire_unit(&mut self) -> Vec<Effect> {
        let Some((_, entry)) = self.unit_at_cursor() else { return Vec::new() };
        let (leads, joins) = self.data.board.work_of_unit(&entry.name);
        if entry.retired || leads + joins == 0 {
            return self.retire_unit(&entry.name);
        }
        if !self.units_barred() {
            let question = words::units::AskRetire { name: &entry.name, leads: &leads, joins: &joins };
            self.confirm(self.env.lang.fill(question), Then::RetireUnit(entry.name));
        }
        Vec::new()
    }

    /// Puts a unit out of use, or in use again.
    pub(in crate::app) fn retire_unit(&mut self, name: &UnitName) -> Vec<Effect> {
        let mut units = self.data.board.units_in_order();
        let Some(entry) = units.iter_mut().find(|entry| entry.name == *name) else { return Vec::new() };
        entry.retired = !entry.retired;
        entry.into = None;
        let lang = self.env.lang;
        let said = if entry.retired {
            lang.fill(words::units::Retired { name })
        } else {
            lang.fill(words::units::Back { name })
        };
        self.put_unit_cursor(Some(name.clone()));
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
        let added = found.iter().map(|unit| Change::UnitAdded { unit: unit.clone() });
        let mut changes: Vec<Change> = added.collect();
        // Departments stand before the counties that every plan of the city has.
        let mut units: Vec<UnitEntry> = self.data.board.units_in_order();
        // What was out of use is in use again.
        units.retain(|entry| !names.contains(&entry.name));
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

    /// The new names of a list. A label such as `学校:` is of the rest of its line, alone in a line of the lines after it;
    /// after any other name and a colon stands who works there.
    fn units_in(&self, text: &str) -> Vec<Unit> {
        let in_use = self.data.board.units_in_use();
        let mut of_lines = None;
        let mut found: Vec<Unit> = Vec::new();
        for line in text.split(['\n', ';', '；']) {
            let line = without_number(line);
            let (head, rest) =
                line.split_once([':', '：']).map_or((None, line), |(head, rest)| (Some(head.trim()), rest));
            let labelled = head.and_then(kind_labelled);
            let names = head.filter(|_| labelled.is_none()).unwrap_or(rest);
            if labelled.is_some() && names.trim().is_empty() {
                of_lines = labelled;
            }
            let kind = labelled.or(of_lines);
            for part in names.split(|c: char| c.is_whitespace() || "、,，。/|".contains(c)) {
                let name = clean_line(without_number(part));
                let says = name.chars().filter(|c| c.is_alphabetic()).count() > 1;
                let is_new = in_use.iter().chain(&found).all(|unit| unit.name != name);
                if says && is_new {
                    let guessed = Unit::named(name);
                    found.push(Unit { kind: kind.unwrap_or(guessed.kind), ..guessed });
                }
            }
        }
        found
    }

    pub(in crate::app) fn accept_unit_name(&mut self, from: &UnitName, text: &str) -> Vec<Effect> {
        let to = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if to.is_empty() || to == *from {
            return self.refuse(self.env.lang.say(words::notice::NOTHING_CHANGED).to_owned());
        }
        if to.contains(['、', ',', '，', ';', '；']) {
            return self.refuse(self.env.lang.say(words::units::ONE_NAME).to_owned());
        }
        self.nav.popups.pop();
        self.ask_renaming(from, &to)
    }

    /// Asks before a unit is called otherwise, or becomes a part of another: how much work it has.
    pub(in crate::app) fn ask_renaming(&mut self, from: &UnitName, to: &UnitName) -> Vec<Effect> {
        let (leads, joins) = self.data.board.work_of_unit(from);
        let lang = self.env.lang;
        let is_other = |plan: &&PlanSummary| plan.id != self.data.board.plan.id && plan.state == PlanState::Open;
        let others = self.data.plans.iter().filter(is_other).count();
        let mut question = if self.data.board.unit(to).is_some() {
            lang.fill(words::units::AskMerge { from, to, leads: &leads, joins: &joins })
        } else {
            lang.fill(words::units::AskRename { from, to, leads: &leads, joins: &joins })
        };
        if others > 0 {
            question.push_str(&lang.fill(words::units::OtherPlans { n: &others }));
        }
        self.confirm(question, Then::RenameUnit(from.clone(), to.clone()));
        Vec::new()
    }

    /// Writes the new name into the table, the plan and the records of people, in one edit.
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
            // A name that was out of use is in use again.
            for entry in units.iter_mut().filter(|entry| entry.name == *to) {
                (entry.retired, entry.into) = (false, None);
            }
            units.push(old);
        }
        let of_unit = board.people.iter().filter(|person| person.unit.as_ref() == Some(from)).cloned();
        let people: Vec<Change> = of_unit
            .map(|before| {
                let after = Person { unit: Some(to.clone()), ..before.clone() };
                Change::Person { login: before.login.clone(), person: Delta::changed(before, after) }
            })
            .collect();
        let said = if is_known {
            self.env.lang.fill(words::units::Merged { from, to })
        } else {
            self.env.lang.fill(words::units::Renamed { from, to })
        };
        // What it changes of the other plans in use is added where these are read.
        let said_so = Change::UnitRenamed { from: from.clone(), to: to.clone() };
        let edit = self.units_edit(units, std::iter::once(said_so).chain(in_plan).chain(people).collect());
        self.put_unit_cursor(Some(to.clone()));
        self.send(edit, said, false)
    }
}

/// The kind of unit that a label of a list names.
fn kind_labelled(label: &str) -> Option<UnitKind> {
    let is_it = |kind: &&UnitKind| words::Lang::ALL.iter().any(|lang| lang.say(kind.text()) == label);
    UnitKind::ALL.iter().find(is_it).copied()
}

/// A line without the number before it: `2、`, `3）`, `（一）`.
fn without_number(line: &str) -> &str {
    let line = line.trim();
    let inner = line.trim_start_matches(['(', '（']);
    let counts = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = inner.trim_start_matches(counts);
    let after = rest.trim_start_matches([')', '）', '、', '.', '．']);
    // `第1中学` and `一中` have no sign behind their number.
    if rest.len() < inner.len() && after.len() < rest.len() { after.trim() } else { line }
}
