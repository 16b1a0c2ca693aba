//! People from the keyboard: adding somebody, changing role, unit or name, letting somebody go.

use std::collections::BTreeSet;

use crate::app::msg::Effect;
use crate::app::popups::{Choice, NewName, PersonAct, Pick, Picker, Picks, Popup, Prompt, Purpose, Then};
use crate::app::screens::PeopleScreen;
use crate::app::{App, Screen};
use crate::plan::{EditKind, Person, Role, Unit, UnitName, is_login};
use crate::report::{Term, person_in_words};
use crate::words::{self, Text};

impl App {
    /// The person under the cursor of the list of people.
    pub fn person_at_cursor(&self) -> Option<&Person> {
        let Screen::People(PeopleScreen { login }) = self.screen() else { return None };
        self.data.board.people.iter().find(|person| Some(&person.login) == login.as_ref())
    }

    pub(in crate::app) fn step_people(&mut self, by: isize) {
        let at =
            self.person_at_cursor().and_then(|at| self.data.board.people.iter().position(|it| it.login == at.login));
        let last = self.data.board.people.len().saturating_sub(1);
        let to = at.map_or(0, |at| at.saturating_add_signed(by)).min(last);
        let login = self.data.board.people.get(to).map(|person| person.login.clone());
        self.replace_screen(Screen::People(PeopleScreen { login }));
    }

    pub(in crate::app) fn ask_person(&mut self) -> Vec<Effect> {
        self.nav.popups.push(Popup::Prompt(Prompt::new(Purpose::NewPerson, Vec::new(), "")));
        Vec::new()
    }

    /// What to do with the person under the cursor.
    pub(in crate::app) fn open_person(&mut self) -> Vec<Effect> {
        let Some(person) = self.person_at_cursor().cloned() else {
            let nobody = self.env.lang.fill(words::people::Nobody { login: &self.session.author });
            return self.trouble_in_words(nobody);
        };
        let lang = self.env.lang;
        let barred = self.barred(crate::app::Command::NewPerson, &[]);
        let mut choices: Vec<Choice> = Role::ALL
            .iter()
            .filter(|role| **role != person.role)
            .map(|role| {
                let words = lang.fill(words::people::Make { role: &lang.say(role.text()) });
                Choice::new(Pick::Person(person.login.clone(), PersonAct::Role(*role)), words, "")
            })
            .collect();
        let act = |act, text: Text| Choice::new(Pick::Person(person.login.clone(), act), lang.say(text), "");
        choices.push(act(PersonAct::ChooseUnit, words::people::UNIT));
        choices.push(if person.active {
            act(PersonAct::Active(false), words::people::DEACTIVATE)
        } else {
            act(PersonAct::Active(true), words::people::ACTIVATE)
        });
        let choices = choices.into_iter().map(|choice| choice.barred(barred.clone())).collect();
        let title = lang.fill(words::pick::Person { name: &person.name });
        self.nav.popups.push(Popup::Picker(Picker::one(title, Vec::new(), choices)));
        Vec::new()
    }

    pub(in crate::app) fn accept_person_act(&mut self, login: &str, act: PersonAct) -> Vec<Effect> {
        let Some(before) = self.data.board.people.iter().find(|person| person.login == login).cloned() else {
            return self.trouble(words::trouble::GONE);
        };
        let after = match act {
            PersonAct::Role(role) => Person { role, ..before.clone() },
            PersonAct::Unit(unit) => Person { unit, ..before.clone() },
            PersonAct::Active(true) => Person { active: true, ..before.clone() },
            PersonAct::Active(false) => {
                self.nav.popups.pop();
                let question = self.env.lang.fill(words::confirm::Deactivate { name: &before.name });
                self.confirm(question, Then::Deactivate(login.to_owned()));
                return Vec::new();
            }
            PersonAct::ChooseUnit => {
                self.nav.popups.pop();
                let pick = |unit: Option<UnitName>| Pick::Person(login.to_owned(), PersonAct::Unit(unit));
                let line = |unit: &Unit| Choice::new(pick(Some(unit.name.clone())), unit.name.clone(), "");
                let none = Choice::new(pick(None), self.env.lang.say(words::pick::CLEAR), "");
                let choices = self.data.board.units_in_use().iter().map(line).chain([none]).collect();
                let title = self.env.lang.fill(words::pick::Person { name: &before.name });
                let new = Some(NewName::UnitOf(login.to_owned()));
                let picker = Picker::new(title, Vec::new(), choices, |picks| Picks::One(picks, new));
                self.nav.popups.push(Popup::Picker(picker));
                return Vec::new();
            }
        };
        self.write_person(Some(before), after, true)
    }

    /// Keys go with the person: who comes back brings a new one.
    pub(in crate::app) fn deactivate(&mut self, login: &str) -> Vec<Effect> {
        let Some(before) = self.data.board.people.iter().find(|person| person.login == login).cloned() else {
            return self.trouble(words::trouble::GONE);
        };
        let after = Person { active: false, keys: BTreeSet::new(), ..before.clone() };
        self.write_person(Some(before), after, false)
    }

    /// `wang 王芳`, with the unit after it where one is named.
    pub(in crate::app) fn accept_new_person(&mut self, text: &str) -> Vec<Effect> {
        let mut words = text.split_whitespace();
        let login = words.next().unwrap_or_default().to_owned();
        if !is_login(&login) {
            let trouble = self.env.lang.fill(words::trouble::NoLogin { login: &login });
            return self.refuse(trouble);
        }
        if self.data.board.people.iter().any(|person| person.login == login) {
            let trouble = self.env.lang.fill(words::trouble::PersonKnown { login: &login });
            return self.refuse(trouble);
        }
        let name = words.next().unwrap_or(&login).to_owned();
        let unit = words.next().map(str::to_owned);
        if let Some(doubt) = unit.as_deref().and_then(|unit| self.unit_doubted(unit, text)) {
            return self.refuse(doubt);
        }
        let person = Person { login, name, unit, role: Role::Reporter, active: true, keys: BTreeSet::new() };
        self.write_person(None, person, true)
    }

    /// What is said of a unit that may be a slip of the hand, once for what was typed.
    fn unit_doubted(&mut self, unit: &str, typed: &str) -> Option<String> {
        if self.data.board.unit(unit).is_some() {
            return None;
        }
        let known = self.data.board.unit_like(unit)?;
        let Some(Popup::Prompt(prompt)) = self.nav.popups.last_mut() else { return None };
        if prompt.doubted.as_deref() == Some(typed) {
            return None;
        }
        prompt.doubted = Some(typed.to_owned());
        Some(self.env.lang.fill(words::units::Similar { name: &unit, known: &known }))
    }

    fn write_person(&mut self, before: Option<Person>, after: Person, closes: bool) -> Vec<Effect> {
        let notice = self.env.lang.fill(words::notice::Person { person: &person_in_words(self.env.lang, &after) });
        let Some(changes) = self.data.board.person_changes(&self.session.author, before, after) else {
            let trouble = self.env.lang.fill(words::trouble::NoLogin { login: &self.session.author });
            return self.trouble_in_words(trouble);
        };
        let mut edit = self.new_edit(EditKind::Do, changes);
        // People belong to the database, not to one of its plans.
        edit.plan = None;
        self.send(edit, notice, closes)
    }
}
