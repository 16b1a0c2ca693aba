//! The people on the screen: what each may, sees dimmed, and is told.

use super::{Office, PEOPLE, colleague, look, work};
use crate::support::Person;
use duban::app::Popup;
use duban::plan::{Change, Delta, Person as Colleague, Role};
use duban::words::Lang;

#[test]
fn what_is_not_allowed_is_dim_told_and_not_done() {
    let office = Office::new();
    let mut qian = office.sit("qian");
    let before = office.lines();
    for keys in ["p", "r", "s", "d", "o", "=", "a", "A", "X", "!", "x", "v 6 a", "v 1 E enter"] {
        qian.press("pause esc esc v 1").press(keys);
        let told = qian.notice().contains("您的角色是“查看”") || qian.screen(80, 24).contains("您的角色是“查看”");
        assert!(told, "{keys}: {}", qian.notice());
    }
    assert_eq!(office.lines(), before);
    let mut wang = office.sit("wang");
    wang.press("g 1 4 enter r");
    assert!(wang.screen(80, 24).contains("还没有定牵头单位"), "{}", wang.screen(80, 24));
    assert_eq!(office.lines(), before);
}

#[test]
fn somebody_whose_role_was_taken_is_stopped_at_the_next_edit_and_keeps_the_text() {
    let office = Office::new();
    let mut zhao = office.sit("zhao");
    zhao.press("g 1 4 enter").press("E").press("esc");
    zhao.press("! '正写到一半'");
    let person = colleague(PEOPLE[1]);
    let gone = Colleague { active: false, ..person.clone() };
    office
        .commit("sun", None, vec![Change::Person { login: "zhao".into(), person: Delta::changed(person, gone) }])
        .expect("deactivated");
    let before = office.lines();
    zhao.press("ctrl-s");
    assert!(zhao.screen(80, 24).contains("已停用"), "{}", zhao.screen(80, 24));
    assert!(matches!(zhao.app.nav.popups.last(), Some(Popup::Form(_))), "what was typed is still there");
    assert_eq!(office.lines(), before);
}

#[test]
fn people_are_looked_after_from_the_board() {
    let office = Office::new();
    let mut sun = office.sit("sun");
    sun.press("v 6 a 'zhou 周七 职教科' enter");
    let zhou = sun.app.data.board.people.iter().find(|person| person.login == "zhou").expect("added").clone();
    assert_eq!((zhou.unit.as_deref(), zhou.role), (Some("职教科"), Role::Reporter));
    // The cursor is on the first; down to the new one, last by name.
    sun.press("end enter 3");
    let role = |sun: &Person| sun.app.data.board.people.iter().find(|person| person.login == "zhou").map(|it| it.role);
    assert_eq!(role(&sun), Some(Role::Admin));
    sun.press("u");
    assert_eq!(role(&sun), Some(Role::Reporter), "undo works for people too");
    sun.press("a '../etc 坏' enter");
    assert!(sun.screen(80, 24).contains("不能作登录名"));
}

#[test]
fn a_personal_database_lets_its_owner_do_everything_and_the_first_person_makes_an_admin() {
    let mut owner = Person::at_demo(Lang::Zh);
    owner.app.session.author = "laoli".to_owned();
    owner.press("v 6 a 'wang 王芳' enter");
    let roles: Vec<_> = owner.app.data.board.people.iter().map(|person| (person.login.as_str(), person.role)).collect();
    assert_eq!(roles, [("laoli", Role::Admin), ("wang", Role::Reporter)]);
    owner.press("v 1 g 1 enter enter p 6 6 enter");
    assert_eq!(work(&owner, 1).percent.map(i64::from), Some(66));
}

#[test]
fn whoever_may_not_decide_may_look_into_a_meeting_that_goes_on() {
    let office = Office::new();
    let (mut zhao, mut wang) = (office.sit("zhao"), office.sit("wang"));
    wang.press("M");
    assert!(matches!(wang.app.nav.popups[..], [Popup::Refused(_)]), "a unit begins no meeting");
    assert!(wang.app.meeting().is_none());
    wang.press("pause esc");
    zhao.press("M ctrl-s");
    assert!(zhao.app.meeting().is_some(), "{}", zhao.notice());
    look(&mut wang);
    wang.press("M");
    assert!(wang.app.meeting().is_some(), "{}", wang.notice());
    let before = wang.store_revision();
    wang.press("d");
    assert!(matches!(wang.app.nav.popups[..], [Popup::Refused(_)]), "and decides nothing there");
    wang.press("pause esc Q pause esc m");
    assert_eq!(wang.store_revision(), before);
}
