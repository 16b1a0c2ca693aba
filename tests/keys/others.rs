//! While others write, and while an edit is on its way: what is typed is kept and meant for what comes after.

use super::{node, percent, person, work};
use crate::support::Person;
use duban::app::{Effect, Msg, Popup};
use duban::words::Lang;

#[test]
fn somebody_elses_change_is_seen_without_losing_what_is_typed() {
    let mut person = person();
    person.press("g 1 4 enter p 8");
    let mut other = Person::at_demo(Lang::Zh);
    other.press("g 1 4 enter p 7 0 enter");
    let edit = other.effects.iter().find_map(|effect| match effect {
        Effect::Commit(edit) => Some(edit.clone()),
        _ => None,
    });
    let mut edit = edit.expect("their edit");
    edit.author = "李某".to_owned();
    edit.op = duban::plan::OpId(77);
    person.store.commit(&edit, chrono::Utc::now()).expect("commits");
    let entries = person.since();
    person.send(Msg::Changed(entries));
    assert_eq!(percent(&person, 14), Some(70), "theirs is on the board");
    let Some(Popup::Prompt(prompt)) = person.app.nav.popups.last() else { panic!("still typing") };
    assert_eq!(prompt.editor.text(), "8");
    assert!(prompt.theirs.as_ref().is_some_and(|told| told.contains("李某") && told.contains("70%")));
}

#[test]
fn a_conflict_shows_both_values_and_keeps_what_was_typed() {
    let mut person = person();
    person.press("g 1 4 enter p 8 0");
    let before = work(&person, 14).percent;
    let change = duban::plan::Change::Field {
        node: node(&person, 14),
        to: duban::plan::FieldChange::Percent(duban::plan::Delta::new(before, duban::read::parse_percent("70").ok())),
    };
    let edit = duban::plan::Edit {
        op: duban::plan::OpId(78),
        plan: Some(person.app.data.board.plan.id),
        author: "李某".to_owned(),
        kind: duban::plan::EditKind::Do,
        changes: vec![change],
    };
    // Written, but this person has not been told yet.
    person.store.commit(&edit, chrono::Utc::now()).expect("commits");
    person.press("enter");
    let screen = person.screen(80, 24);
    assert!(screen.contains("李某") && screen.contains("70%") && screen.contains("80%"), "{screen}");
    person.press("enter");
    assert_eq!(percent(&person, 14), before.map(i64::from), "a key pressed before it was read overwrites nothing");
    person.press("pause esc");
    let Some(Popup::Prompt(prompt)) = person.app.nav.popups.last() else { panic!("the prompt is still there") };
    assert_eq!(prompt.editor.text(), "80");
    person.press("enter pause enter");
    assert_eq!(percent(&person, 14), Some(80));
    assert!(person.app.nav.popups.is_empty());
}

#[test]
fn keys_typed_while_saving_are_meant_for_what_comes_after() {
    let mut person = person();
    let mut effects = Vec::new();
    for key in ["p", "4", "2", "enter", "down", "p"] {
        let key = duban::app::Key::parse(key).expect("a key");
        effects.extend(duban::app::update(&mut person.app, Msg::Key(key)));
    }
    assert!(person.app.is_saving());
    assert_eq!(person.app.nav.popups.len(), 1, "the field stays until it is written");
    let Some(Effect::Commit(edit)) = effects.into_iter().next() else { panic!("a commit") };
    person.store.commit(&edit, chrono::Utc::now()).expect("commits");
    let entries = person.since();
    person.send(Msg::Stored(edit.op, duban::app::Reply::Committed(entries)));
    assert_eq!(percent(&person, 1), Some(42));
    assert_eq!(person.app.current(), Some(node(&person, 2)), "then down");
    assert!(matches!(person.app.nav.popups.last(), Some(Popup::Prompt(prompt)) if prompt.editor.is_blank()), "then p");
}

#[test]
fn keys_typed_while_saving_do_not_answer_a_conflict() {
    let mut person = person();
    let mut effects = Vec::new();
    for key in ["p", "4", "2", "enter", "enter", "down"] {
        effects.extend(duban::app::update(&mut person.app, Msg::Key(duban::app::Key::parse(key).expect("a key"))));
    }
    let Some(Effect::Commit(edit)) = effects.into_iter().next() else { panic!("a commit") };
    let mut theirs = edit.clone();
    theirs.op = duban::plan::OpId(79);
    theirs.author = "李某".to_owned();
    theirs.changes.retain(|change| !matches!(change, duban::plan::Change::ReportAdded { .. }));
    for change in &mut theirs.changes {
        if let duban::plan::Change::Field { to: duban::plan::FieldChange::Percent(swap), .. } = change {
            swap.after = duban::plan::Percent::try_from(50).ok();
        }
    }
    person.store.commit(&theirs, chrono::Utc::now()).expect("commits");
    let refused = person.store.commit(&edit, chrono::Utc::now());
    let Err(duban::store::CommitError::Conflict(conflict)) = refused else { panic!("a conflict") };
    person.send(Msg::Stored(edit.op, duban::app::Reply::Conflict(conflict)));
    assert!(!person.app.is_saving(), "nothing was overwritten unseen");
    assert_ne!(percent(&person, 1), Some(42));
}
