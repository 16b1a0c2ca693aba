//! What a meeting decides and answers, and what its minutes say of it.

use super::{in_meeting, page};
use crate::support::Person;
use duban::app::{Effect, Page};
use duban::report::PaperKind;
use duban::words::Lang;

#[test]
fn requests_are_answered_on_their_page() {
    let mut person = in_meeting();
    person.press("end k enter");
    let Page::Extension(id) = page(&person) else { panic!("a request: {:?}", page(&person)) };
    assert!(person.screen(64, 18).contains("省级遴选推迟"));
    assert!(person.screen(64, 18).contains("等待答复"), "what is asked is said on the page");
    person.press("y");
    let granted = person.app.data.board.extension(id).and_then(|it| it.answer.clone()).expect("an answer");
    assert!(granted.granted);
    assert_eq!(
        person.app.data.board.item_no(25).and_then(|item| item.work.due.current).map(|due| due.to_string()).as_deref(),
        Some("2024-12-20")
    );
    person.press("pgdn");
    assert!(matches!(page(&person), Page::Item(_)), "the item that waits to be verified");
    person.press("y");
    assert!(person.notice().contains("已办结"), "{}", person.notice());
    // Where nothing was asked, a yes or no does nothing.
    person.press("home M home enter y");
    assert!(person.screen(80, 24).contains("没有等着"), "{}", person.screen(80, 24));
    person.press("pause esc n");
    assert!(person.screen(80, 24).contains("没有等着"), "{}", person.screen(80, 24));
    person.press("pause esc Q y");
    let meeting = person.app.data.board.meetings.last().expect("the meeting").id;
    let (_, minutes) = person.app.paper(duban::app::Paper::Minutes(meeting)).expect("minutes");
    assert!(minutes.contains("同意延期至 2024年12月20日"), "{minutes}");
}

#[test]
fn a_decision_that_was_being_typed_when_the_line_dropped_stays_the_meetings() {
    let mut person = in_meeting();
    person.press("enter m m m d '限期整改'");
    let draft = person.app.draft().expect("a draft");
    let store = std::mem::replace(&mut person.store, duban::store::in_memory().expect("memory"));
    let mut again = Person::at(store, Lang::Zh, duban::cli::demo_day(), "wang");
    assert!(again.app.offer(draft));
    // A key that is pressed before the question was read goes nowhere.
    again.press("M y ctrl-s");
    let meeting = again.app.data.board.open_meeting().expect("open").id;
    assert_eq!(again.app.data.board.decisions(meeting).count(), 1, "{}", again.notice());
    assert!(matches!(page(&again), Page::Item(_)), "and the page is up again");
    let text = &again.app.data.board.decisions(meeting).next().expect("the decision").text;
    assert_eq!(text, "限期整改");
    again.press("esc Q y");
    let (_, minutes) = again.app.paper(duban::app::Paper::Minutes(meeting)).expect("minutes");
    assert!(minutes.contains("限期整改"), "{minutes}");
}

#[test]
fn a_decision_is_corrected_and_taken_back() {
    let mut person = in_meeting();
    person.press("enter m m m d '一、逐县核对' enter '二、按周调度' ctrl-s end");
    assert!(person.screen(64, 18).contains("一、逐县核对 二、按周调度"), "{}", person.screen(64, 18));
    person.press("enter enter 3 '甲' ctrl-s");
    let text = |person: &Person| {
        let meeting = person.app.data.board.open_meeting().expect("open").id;
        person.app.data.board.decisions(meeting).map(|it| it.text.clone()).collect::<Vec<_>>()
    };
    assert!(text(&person)[0].contains('甲'), "{:?} {}", text(&person), person.notice());
    // Nothing that was typed in two lines breaks a row of one.
    for keys in ["esc esc v 5", "v 1", "v 4"] {
        person.press(keys);
        assert_eq!(person.screen(80, 24).lines().count(), 24);
    }
    person.press("M P end enter enter 4 y");
    assert!(text(&person).is_empty(), "{}", person.notice());
}

#[test]
fn a_new_unit_is_made_when_it_is_saved_twice_and_a_typo_is_not() {
    let mut person = in_meeting();
    person.press("enter d '请配合' tab ctrl-u '办公室' ctrl-s");
    assert!(person.screen(80, 24).contains("办公室"), "asked first");
    assert!(person.app.data.board.unit("办公室").is_none());
    person.press("ctrl-s");
    assert!(person.app.data.board.unit("办公室").is_some());
    assert_eq!(person.app.data.board.directives.last().and_then(|it| it.owner.clone()).as_deref(), Some("办公室"));
}

#[test]
fn minutes_are_saved_to_a_file_and_refused_where_there_are_none() {
    let mut person = in_meeting();
    person.press("Q y s");
    let Some(Effect::WritePaper(PaperKind::Minutes, name, document)) = person.effects.last() else {
        panic!("{:?}", person.effects.last())
    };
    assert!(name == "会议纪要-2024-06-20.docx" && duban::report::docx(document).expect("a file").starts_with(b"PK"));
    person.app.session.restricted = true;
    person.press("s");
    assert!(!matches!(person.effects.last(), Some(Effect::WritePaper(..))) || person.notice().contains("不能存"));
}

#[test]
fn two_decisions_at_once_get_two_numbers() {
    let mut person = in_meeting();
    person.press("enter m m m");
    let meeting = person.app.meeting().expect("a meeting").id;
    // Somebody else decides first; this session has not heard of it yet.
    let taken = duban::plan::Directive {
        id: duban::plan::DirectiveId(4_711),
        meeting: Some(duban::plan::Given { meeting, no: 1 }),
        text: "先议定的".to_owned(),
        ..person.app.data.board.directives[0].clone()
    };
    let change = duban::plan::Change::Directive {
        id: taken.id,
        directive: Box::new(duban::plan::Delta::added(duban::plan::Directive { author: "li".to_owned(), ..taken })),
    };
    person.elsewhere("li", change);
    person.press("d '后议定的' ctrl-s");
    let numbers: Vec<(u32, String)> = person
        .app
        .data
        .board
        .decisions(meeting)
        .map(|it| (it.meeting.map_or(0, |given| given.no), it.text.clone()))
        .collect();
    assert_eq!(numbers, [(1, "先议定的".to_owned()), (2, "后议定的".to_owned())]);
}

#[test]
fn a_meeting_that_has_decided_something_is_not_taken_back() {
    let mut person = in_meeting();
    person.press("enter m m m d '限期整改' ctrl-s");
    let meeting = person.app.meeting().expect("a meeting").clone();
    let edit = duban::plan::Edit {
        op: duban::plan::OpId(79),
        plan: Some(person.app.data.board.plan.id),
        author: "演示".to_owned(),
        kind: duban::plan::EditKind::Do,
        changes: vec![duban::plan::Change::Meeting {
            id: meeting.id,
            meeting: Box::new(duban::plan::Delta::new(Some(meeting), None)),
        }],
    };
    let refused = person.store.commit(&edit, person.app.env.now);
    assert!(
        matches!(refused, Err(duban::store::CommitError::Denied(duban::plan::Denied::MeetingDecided))),
        "{refused:?}"
    );
}

#[test]
fn minutes_tell_the_meeting_and_not_what_came_later() {
    let mut person = in_meeting();
    person.press("enter m m m d '限期整改' ctrl-s m Q y");
    let meeting = person.app.data.board.meetings.last().expect("a meeting").id;
    let text = |person: &Person| person.app.paper(duban::app::Paper::Minutes(meeting)).expect("minutes").1;
    let before = text(&person);
    person.press("esc g 2 3 enter p 9 9 enter");
    assert_eq!(text(&person), before);
}
