//! A meeting at which several sessions are: whose words stay, and for which point the time runs.

mod support;

use duban::app::ProjectorScreen;
use duban::app::{Msg, Page, Screen};
use duban::plan::{Change, Delta, Directive, Edit, EditKind, Meeting, OpId, Subject, Treated};
use duban::words::Lang;
use support::Person;

/// A meeting that has just begun.
fn in_meeting() -> Person {
    let mut person = Person::at_demo(Lang::Zh);
    person.press("M ctrl-s");
    person
}

fn meeting(person: &Person) -> Meeting {
    person.app.data.board.meetings.last().expect("a meeting").clone()
}

fn wait(person: &mut Person, seconds: i64) {
    person.app.env.now += chrono::Duration::seconds(seconds);
    person.send(Msg::Wake);
}

/// Another session writes; this one does not know of it yet.
fn elsewhere(person: &mut Person, change: Change) {
    let edit = Edit {
        op: OpId(4_000 + person.app.data.board.directives.len() as u64),
        plan: Some(person.app.data.board.plan.id),
        author: "li".to_owned(),
        kind: EditKind::Do,
        changes: vec![change],
    };
    person.store.commit(&edit, person.app.env.now).expect("committed");
}

fn changed(before: &Meeting, after: Meeting) -> Change {
    Change::Meeting { id: before.id, meeting: Box::new(Delta::changed(before.clone(), after)) }
}

/// And now it does.
fn hears(person: &mut Person) {
    let entries = person.since();
    person.send(Msg::Changed(entries));
}

#[test]
fn the_head_of_a_meeting_is_corrected_by_two_and_both_corrections_stay() {
    let mut person = in_meeting();
    person.press("e end '(扩大)'");
    let before = meeting(&person);
    elsewhere(&mut person, changed(&before, Meeting { place: "五楼会议室".to_owned(), ..before.clone() }));
    hears(&mut person);
    person.press("ctrl-s");
    let after = meeting(&person);
    assert!(after.title.ends_with("(扩大)"), "{}", after.title);
    assert_eq!(after.place, "五楼会议室", "what somebody else corrected meanwhile");
}

#[test]
fn a_decision_that_two_write_anew_is_asked_about() {
    let mut person = in_meeting();
    person.press("enter m m m d '限期整改' ctrl-s end enter enter 3 '甲'");
    let before = person.app.data.board.directives.last().expect("a decision").clone();
    let after = Directive { text: "立即整改".to_owned(), ..before.clone() };
    elsewhere(
        &mut person,
        Change::Directive { id: before.id, directive: Box::new(Delta::changed(before.clone(), after)) },
    );
    hears(&mut person);
    person.press("ctrl-s");
    let text = &person.app.data.board.directives.last().expect("a decision").text;
    assert_eq!(text, "立即整改", "nothing is overwritten unasked");
    assert!(person.screen(80, 24).contains("立即整改"), "and theirs is shown: {}", person.screen(80, 24));
}

#[test]
fn a_meeting_that_somebody_else_has_ended_is_not_ended_again() {
    let mut person = in_meeting();
    person.press("Q");
    let before = meeting(&person);
    let over = before.ending(&person.app.data.board, person.app.env.now);
    elsewhere(&mut person, changed(&before, over.clone()));
    hears(&mut person);
    wait(&mut person, 60);
    person.press("y");
    assert_eq!(meeting(&person).ended, over.ended);
    assert!(person.notice().contains("已经由别人结束"), "{}", person.notice());
}

/// Seconds noted for the point that is first on the agenda, and what is up.
fn noted(person: &Person) -> (u32, Option<Subject>, bool) {
    let meeting = meeting(person);
    let up = meeting.up;
    (meeting.agenda[0].seconds, up.map(|up| up.subject), up.is_some_and(|up| up.since.is_some()))
}

#[test]
fn an_undo_does_not_count_time_twice() {
    let mut person = in_meeting();
    let (first, second) = (meeting(&person).agenda[0].subject, meeting(&person).agenda[1].subject);
    person.press("enter");
    wait(&mut person, 5);
    wait(&mut person, 1_195);
    person.press("m");
    assert_eq!(noted(&person), (1_200, Some(second), true));
    wait(&mut person, 600);
    person.press("M u");
    let after = meeting(&person);
    assert_eq!(after.agenda[0].treated, Treated::Waiting, "the mark is taken back");
    assert_eq!(noted(&person), (1_200, Some(second), false));
    assert_eq!(after.seconds_on(first, person.app.env.now + chrono::Duration::hours(1)), 1_200);
    assert_eq!(after.agenda[1].seconds, 600);
}

#[test]
fn looking_into_an_item_and_going_to_the_agenda_loses_no_time() {
    let mut person = in_meeting();
    person.press("enter m m m");
    let subject = match person.app.screen() {
        Screen::Projector(ProjectorScreen { page, .. }) => page.subject().expect("a point"),
        other => panic!("no page: {other:?}"),
    };
    wait(&mut person, 5);
    wait(&mut person, 895);
    person.press("enter");
    assert!(matches!(person.app.screen(), Screen::Node(_)));
    person.press("M");
    assert_eq!(meeting(&person).point(subject).expect("the point").seconds, 900);
}

#[test]
fn time_does_not_run_for_a_point_that_nobody_shows() {
    let mut person = in_meeting();
    person.press("enter");
    wait(&mut person, 5);
    person.press("esc m");
    let meeting = meeting(&person);
    assert_eq!(meeting.agenda[0].treated, Treated::Discussed);
    assert!(meeting.up.is_none_or(|up| up.since.is_none()), "{:?}", meeting.up);
    // Taking the mark back leaves the place where it is.
    let up = meeting.up;
    person.press("k m");
    assert_eq!(self::meeting(&person).up, up);
}

#[test]
fn a_second_session_that_looks_in_does_not_stop_the_first_ones_time() {
    let mut person = in_meeting();
    person.press("enter");
    wait(&mut person, 5);
    let before = meeting(&person);
    // Somebody comes back to the agenda elsewhere, and its time stands still.
    let paused = before.pausing(person.app.env.now);
    elsewhere(&mut person, changed(&before, paused));
    hears(&mut person);
    assert!(!noted(&person).2);
    wait(&mut person, 5);
    let (_, up, runs) = noted(&person);
    assert!(runs, "the page is still shown here");
    assert_eq!(up.map(Page::of), Some(Page::of(before.agenda[0].subject)));
}

#[test]
fn who_comes_back_after_a_crash_counts_no_time_in_which_nothing_was_shown() {
    let mut person = in_meeting();
    person.press("enter");
    wait(&mut person, 5);
    let first = meeting(&person).agenda[0].subject;
    let store = std::mem::replace(&mut person.store, duban::store::in_memory().expect("memory"));
    let mut again = Person::at(store, Lang::Zh, duban::cli::demo_day(), "wang");
    again.app.env.now = person.app.env.now + chrono::Duration::hours(1);
    again.press("M enter");
    wait(&mut again, 5);
    wait(&mut again, 60);
    let seconds = meeting(&again).seconds_on(first, again.app.env.now);
    assert!((60..=75).contains(&seconds), "{seconds}");
}

#[test]
fn taking_back_a_mark_on_a_page_takes_no_time_back() {
    let mut person = in_meeting();
    let (first, second) = (meeting(&person).agenda[0].subject, meeting(&person).agenda[1].subject);
    person.press("enter");
    wait(&mut person, 5);
    wait(&mut person, 1_195);
    person.press("m u");
    wait(&mut person, 5);
    wait(&mut person, 55);
    let after = meeting(&person);
    assert_eq!(after.agenda[0].treated, Treated::Waiting, "the mark is taken back");
    assert_eq!(after.seconds_on(first, person.app.env.now), 1_200, "and not the twenty minutes");
    assert_eq!(after.seconds_on(second, person.app.env.now), 60, "the page that is shown now has its own");
}

/// The same database from a second session after `person`'s has gone, an hour later.
fn again(person: &mut Person, login: &str) -> Person {
    let store = std::mem::replace(&mut person.store, duban::store::in_memory().expect("memory"));
    let mut again = Person::at(store, Lang::Zh, duban::cli::demo_day(), login);
    again.app.env.now = person.app.env.now + chrono::Duration::hours(1);
    again
}

#[test]
fn a_second_window_of_the_same_person_leaves_the_time_of_the_first_alone() {
    let mut person = in_meeting();
    let first = meeting(&person).agenda[0].subject;
    person.press("enter");
    wait(&mut person, 5);
    let shown = person.app.as_present();
    assert!(shown.showing.is_some(), "the others know that a point is shown here");
    let mut laptop = again(&mut person, "演示");
    laptop.send(Msg::Present(vec![shown]));
    assert!(laptop.app.session.others.is_empty(), "nobody else is here");
    laptop.press("M");
    assert_eq!(meeting(&laptop).seconds_on(first, laptop.app.env.now), 3_605, "it is still shown on the wall");
}

#[test]
fn a_colleague_who_only_looks_at_the_board_keeps_no_time_running() {
    let mut person = in_meeting();
    let first = meeting(&person).agenda[0].subject;
    person.press("enter");
    wait(&mut person, 5);
    let mut after_the_cut = again(&mut person, "演示");
    let colleague = duban::app::Present { login: "li".to_owned(), editing: Vec::new(), showing: None };
    after_the_cut.send(Msg::Present(vec![colleague]));
    after_the_cut.press("M");
    assert!(meeting(&after_the_cut).seconds_on(first, after_the_cut.app.env.now) < 60, "an hour without power is none");
}

#[test]
fn whatever_way_a_page_is_left_its_time_stands_still() {
    for way in ["enter v 2", "enter 1", "b", "M", "esc", "q"] {
        let mut person = in_meeting();
        person.press("enter");
        wait(&mut person, 5);
        wait(&mut person, 295);
        person.press(way);
        wait(&mut person, 1_800);
        let (seconds, _, runs) = noted(&person);
        assert_eq!((seconds, runs), (300, false), "{way}");
    }
}

#[test]
fn what_is_decided_on_a_page_is_discussed_and_what_was_left_out_stays_so() {
    let mut person = in_meeting();
    // The first point is an earlier decision about item 8, which stands on the agenda itself.
    person.press("enter S M");
    person.press("P g 8 enter d '限期整改' ctrl-s");
    let after = meeting(&person);
    let item = person.app.data.board.item_no(8).expect("an item").id;
    assert_eq!(after.point(Subject::Item(item)).map(|point| point.treated), Some(Treated::Discussed));
    let ended = after.ending(&person.app.data.board, person.app.env.now);
    assert_eq!(ended.agenda[0].treated, Treated::Skipped, "who left it out meant it");
    person.press("u");
    assert_eq!(
        meeting(&person).point(Subject::Item(item)).map(|point| point.treated),
        Some(Treated::Waiting),
        "one step back takes both back: {}",
        person.notice()
    );
}

#[test]
fn a_meeting_that_is_over_decides_nothing_more_and_no_second_one_begins() {
    let mut person = in_meeting();
    person.press("enter d '限期整改'");
    let before = meeting(&person);
    let over = before.ending(&person.app.data.board, person.app.env.now);
    elsewhere(&mut person, changed(&before, over));
    // Not heard of yet: the database refuses it.
    person.press("ctrl-s");
    assert!(person.screen(80, 24).contains("刚由别人结束"), "{}", person.screen(80, 24));
    assert_eq!(person.app.data.board.decisions(before.id).count(), 0);
    hears(&mut person);
    person.press("ctrl-s ctrl-s");
    let given = person.app.data.board.directives.last().expect("it is not lost");
    assert_eq!((given.text.as_str(), given.meeting), ("限期整改", None));
    assert_eq!(given.kind, duban::plan::DirectiveKind::Supervision, "as it was announced");

    let mut person = Person::at_demo(Lang::Zh);
    let open = Meeting { ended: None, id: duban::plan::MeetingId(77), ..meeting(&person) };
    person.press("M");
    elsewhere(&mut person, Change::Meeting { id: open.id, meeting: Box::new(Delta::added(open)) });
    person.press("ctrl-s");
    assert!(person.screen(80, 24).contains("另一次会议还没结束"), "{}", person.screen(80, 24));
}

#[test]
fn what_a_meeting_has_decided_itself_does_not_come_onto_its_own_agenda() {
    let mut person = in_meeting();
    person.press("enter d '限期整改' ctrl-s M");
    let before = meeting(&person).agenda;
    person.press("r");
    assert_eq!(meeting(&person).agenda.len(), before.len(), "{}", person.notice());
}

#[test]
fn the_day_that_a_phrase_comes_to_is_shown_while_it_is_typed() {
    let mut person = in_meeting();
    person.press("enter d '限期整改' tab tab '8月20日前'");
    assert!(person.screen(80, 24).contains("2024-08-20"), "{}", person.screen(80, 24));
}

#[test]
fn minutes_tell_what_was_on_the_wall() {
    let mut person = in_meeting();
    person.press("enter m m m r '会前已补报材料' tab tab tab '80' ctrl-s m Q y");
    let id = meeting(&person).id;
    let (_, minutes) = person.app.paper(duban::app::Paper::Minutes(id)).expect("minutes");
    assert!(minutes.contains("工作进展:会前已补报材料"), "{minutes}");
    assert!(minutes.contains("→ 80%"), "and what it was before: {minutes}");
}
