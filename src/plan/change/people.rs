//! People: what adding or changing a person changes besides.

use std::collections::BTreeSet;

use crate::plan::{Board, Change, Delta, Person, Role, Unit, is_login};

impl Board {
    /// What adds or changes a person, asked for by `author`. On a personal database whoever adds the first person
    /// becomes admin, or would be locked out; `None` when the author's name cannot be a login.
    pub fn person_changes(&self, author: &str, before: Option<Person>, after: Person) -> Option<Vec<Change>> {
        let mut changes = Vec::new();
        if self.people.is_empty() && after.login != author {
            let login = Some(author.to_owned()).filter(|login| is_login(login))?;
            let name = login.clone();
            let first = Person { login, name, unit: None, role: Role::Admin, active: true, keys: BTreeSet::new() };
            changes.push(Change::Person { login: first.login.clone(), person: Delta::added(first) });
        }
        if let Some(unit) = after.unit.as_ref().filter(|unit| self.unit(unit).is_none()) {
            changes.push(Change::UnitAdded { unit: Unit::named(unit.clone()) });
        }
        changes.push(Change::Person { login: after.login.clone(), person: Delta::new(before, Some(after)) });
        Some(changes)
    }
}
