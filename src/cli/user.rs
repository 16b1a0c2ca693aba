//! `duban user`: people, their units and roles.

use std::collections::BTreeSet;

use chrono::Utc;

use super::Done;
use super::arguments::User;
use super::invocation::{Invocation, new_op};
use super::outcome::{Code, Failure, print, print_json, though_saved};
use crate::plan::{Board, Edit, EditKind, Person, Role, clean_line, is_login};
use crate::report::{Term, person_in_words};
use crate::store::Store;
use crate::words;

pub(super) fn user(invocation: &Invocation, asked: User) -> Done {
    let mut store = invocation.open()?;
    let board = invocation.board(store.as_mut())?;
    let lang = invocation.lang;
    if let User::List { json } = asked {
        return list(invocation, &board, json);
    }
    let known = |login: &str| {
        board.people.iter().find(|person| person.login == login).cloned().ok_or_else(|| {
            Failure::new(Code::Failed, lang.fill(words::trouble::NoPerson { login: &clean_line(login) }))
        })
    };
    let (before, after) = match asked {
        User::List { .. } => return Ok(()),
        User::Add { login, name, unit, role } => {
            let person = new_person(invocation, &board, login, name, unit, &role)?;
            (None, person)
        }
        User::Role { login, role } => {
            let person = known(&login)?;
            (Some(person.clone()), Person { role: role_of(invocation, &role)?, ..person })
        }
        User::Unit { login, unit } => {
            let person = known(&login)?;
            let unit = Some(clean_line(&unit)).filter(|unit| !unit.is_empty() && unit != "-");
            (Some(person.clone()), Person { unit, ..person })
        }
        User::Name { login, name } => {
            let person = known(&login)?;
            let name = Some(clean_line(&name)).filter(|name| !name.is_empty()).unwrap_or_else(|| login.clone());
            (Some(person.clone()), Person { name, ..person })
        }
        // Keys go with the person: who comes back brings a new one.
        User::Deactivate { login } => {
            let person = known(&login)?;
            (Some(person.clone()), Person { active: false, keys: BTreeSet::new(), ..person })
        }
        User::Activate { login } => {
            let person = known(&login)?;
            (Some(person.clone()), Person { active: true, ..person })
        }
    };
    write(invocation, store.as_mut(), &board, before, after)
}

fn role_of(invocation: &Invocation, word: &str) -> Result<Role, Failure> {
    let lang = invocation.lang;
    Role::from_code(word).or_else(|| Role::ALL.iter().copied().find(|role| lang.say(role.text()) == word)).ok_or_else(
        || {
            let known = Role::ALL.iter().copied().map(Role::code).collect::<Vec<_>>().join(" ");
            Failure::new(Code::Usage, lang.fill(words::trouble::NoSuchWord { word: &clean_line(word), known: &known }))
        },
    )
}

fn new_person(
    invocation: &Invocation,
    board: &Board,
    login: String,
    name: Option<String>,
    unit: Option<String>,
    role: &str,
) -> Result<Person, Failure> {
    let lang = invocation.lang;
    if !is_login(&login) {
        return Err(Failure::new(Code::Usage, lang.fill(words::trouble::NoLogin { login: &clean_line(&login) })));
    }
    if board.people.iter().any(|person| person.login == login) {
        return Err(Failure::new(Code::Failed, lang.fill(words::trouble::PersonKnown { login: &login })));
    }
    let name = name.map(|name| clean_line(&name)).filter(|name| !name.is_empty()).unwrap_or_else(|| login.clone());
    let unit = unit.map(|unit| clean_line(&unit)).filter(|unit| !unit.is_empty());
    Ok(Person { login, name, unit, role: role_of(invocation, role)?, active: true, keys: BTreeSet::new() })
}

/// Writes a person and lists all.
pub(super) fn write(
    invocation: &Invocation,
    store: &mut dyn Store,
    board: &Board,
    before: Option<Person>,
    after: Person,
) -> Done {
    let lang = invocation.lang;
    if before.as_ref() == Some(&after) {
        return print(&format!("{}\n", lang.say(words::notice::NOTHING_CHANGED)));
    }
    let Some(changes) = board.person_changes(&invocation.author, before, after) else {
        return Err(Failure::new(Code::Usage, lang.fill(words::trouble::NoLogin { login: &invocation.author })));
    };
    let edit = Edit { op: new_op(), plan: None, author: invocation.author.clone(), kind: EditKind::Do, changes };
    store.commit(&edit, Utc::now()).map_err(|error| Failure::of_commit(lang, &error))?;
    let board = invocation.board(store)?;
    list(invocation, &board, false).map_err(though_saved(lang))
}

fn list(invocation: &Invocation, board: &Board, json: bool) -> Done {
    let lang = invocation.lang;
    if json {
        return print_json(&board.people);
    }
    if board.people.is_empty() {
        return print(&format!("{}\n", lang.fill(words::cli::user::Personal { login: &invocation.author })));
    }
    let line = |person: &Person| {
        let keys = match person.keys.len() {
            0 => String::new(),
            n => format!("  {}", lang.fill(words::cli::user::Keys { n: &n })),
        };
        format!("{}{keys}\n", person_in_words(lang, person))
    };
    print(&board.people.iter().map(line).collect::<String>())
}

/// The person with that login, or a sentence.
pub(super) fn person(invocation: &Invocation, store: &mut dyn Store, login: &str) -> Result<(Board, Person), Failure> {
    let board = invocation.board(store)?;
    let found = board.people.iter().find(|person| person.login == login).cloned();
    let person = found.ok_or_else(|| {
        Failure::new(Code::Failed, invocation.lang.fill(words::trouble::NoPerson { login: &clean_line(login) }))
    })?;
    Ok((board, person))
}
