//! A meeting from its agenda to its end: who leads through it, what interrupts it, what is undone of it.

use super::{at_demo, in_meeting, page, wait};
use crate::support::Person;
use duban::app::{Effect, MeetingScreen, Msg, Page, Screen};
use duban::plan::{DirectiveKind, Treated};
use duban::words::Lang;

#[test]
fn the_agenda_is_proposed_in_the_order_such_meetings_take() {
    let mut person = in_meeting();
    let screen = person.screen(80, 24);
    let at = |text: &str| screen.find(text).unwrap_or_else(|| panic!("{text} in\n{screen}"));
    assert!(at("以前议定事项") < at("红灯黄灯事项") && at("红灯黄灯事项") < at("待批待核事项"), "{screen}");
    let meeting = person.app.meeting().expect("a meeting").clone();
    let lights = meeting.agenda.iter().filter(|point| point.origin == duban::plan::Origin::Light).count();
    assert_eq!(lights, 11, "every red and yellow item once");
    assert!(screen.contains("职教演示科"), "the unit to speak: {screen}");
}

#[test]
fn a_meeting_runs_from_start_to_minutes() {
    let mut person = in_meeting();
    person.press("enter");
    assert!(matches!(page(&person), Page::Directive(_)), "what was decided last time comes first");
    assert!(person.screen(64, 18).contains("超期 20 天未回复"));
    person.press("m m m");
    let Page::Item(first) = page(&person) else { panic!("an item: {:?}", page(&person)) };
    assert!(person.screen(64, 18).contains("上次打算"));
    // A decision: one key, the text, the unit is there already, a date as it is said, saved.
    person.press("d '七月中旬前完成整改并书面报告' tab tab '7月15日前' ctrl-s");
    assert!(person.notice().contains("第 1 条"), "{}", person.notice());
    let decided = person.app.data.board.directives.last().expect("a directive").clone();
    assert_eq!(decided.kind, DirectiveKind::Decision);
    assert_eq!(decided.item, Some(first));
    assert_eq!(decided.meeting.map(|given| given.no), Some(1));
    assert_eq!(decided.due.map(|due| due.to_string()).as_deref(), Some("2024-07-15"), "the 15th included");
    assert!(decided.owner.is_some(), "the lead is offered");
    // Corrected on the spot.
    person.press("p 7 5 enter");
    assert_eq!(
        person.app.data.board.item(first).and_then(|item| item.work.percent).map(duban::plan::Percent::get),
        Some(75)
    );
    person.press("m ! '局领导每周听一次汇报' tab tab tab '甲副局长' ctrl-s");
    person.press("S end");
    assert!(matches!(page(&person), Page::Closing(_)));
    let screen = person.screen(64, 18);
    assert!(screen.contains("七月中旬前完成整改") && screen.contains("每周听一次汇报"), "{screen}");
    person.press("Q y");
    assert!(person.screen(80, 24).contains("会议纪要"));
    let meeting = person.app.data.board.meetings.last().expect("the meeting").clone();
    assert!(meeting.ended.is_some());
    let (_, minutes) = person.app.paper(duban::app::Paper::Minutes(meeting.id)).expect("minutes");
    for text in [
        "三楼会议室",
        "甲副局长",
        "1、【第23项】七月中旬前完成整改并书面报告。责任单位:计财演示科;完成时限:2024年7月15日。",
        "批示人:甲副局长",
        "见议定事项第 1 条",
        "未议和跳过的议题",
        "会议期间变动:进度:70% → 75%",
    ] {
        assert!(minutes.contains(text), "{text} in\n{minutes}");
    }
    // The next meeting opens with them.
    person.press("esc esc M ctrl-s");
    let next = person.app.meeting().expect("the next meeting").clone();
    let first = next.agenda.iter().filter(|point| point.origin == duban::plan::Origin::Earlier).count();
    assert_eq!(first, 5, "three that were open, and two new ones");
    person.press("P home pgdn pgdn");
    while page(&person) != Page::Earlier {
        person.press("pgdn");
    }
    assert!(person.screen(80, 24).contains("七月中旬前完成整改"));
}

#[test]
fn an_interrupted_meeting_goes_on_where_it_was() {
    let mut person = in_meeting();
    person.press("enter m pgdn pgdn");
    let was = page(&person);
    wait(&mut person, 5);
    let meeting = person.app.meeting().expect("the meeting").clone();
    assert_eq!(meeting.up.map(|up| Page::of(up.subject)), Some(was), "what is up is written down by itself");
    wait(&mut person, 130);
    assert!(person.screen(80, 24).contains("3 分钟"), "{}", person.screen(80, 24));
    // The line drops; somebody opens the same database again.
    let store = std::mem::replace(&mut person.store, duban::store::in_memory().expect("memory"));
    let mut again = Person::at(store, Lang::Zh, duban::cli::demo_day(), "演示");
    again.press("M");
    let meeting = again.app.meeting().expect("the same meeting").clone();
    assert_eq!(meeting.agenda.iter().filter(|point| point.treated == Treated::Discussed).count(), 1);
    again.press("enter");
    assert_eq!(page(&again), was);
}

#[test]
fn who_leafs_through_writes_nothing_and_undo_takes_back_what_was_done() {
    let mut person = in_meeting();
    let before = person.app.data.board.revision;
    person.press("enter pgdn pgdn pgdn pgup");
    assert_eq!(person.app.data.board.revision, before, "leafing is not reporting");
    person.press("d '限期整改' ctrl-s");
    wait(&mut person, 10);
    let decisions = |person: &Person| {
        let meeting = person.app.data.board.open_meeting().expect("open").id;
        person.app.data.board.decisions(meeting).count()
    };
    assert_eq!(decisions(&person), 1);
    person.press("u");
    assert_eq!(decisions(&person), 0, "the decision, not the place in the agenda: {}", person.notice());
    person.press("m");
    wait(&mut person, 10);
    person.press("M u");
    let treated = person.app.data.board.open_meeting().expect("open").count(Treated::Discussed);
    assert_eq!(treated, 0, "{}", person.notice());
}

#[test]
fn a_stray_undo_asks_before_it_takes_a_meeting_back() {
    let mut person = in_meeting();
    person.press("u");
    assert!(person.screen(80, 24).contains("撤销这次会议"));
    person.press("esc");
    assert!(person.app.meeting().is_some());
    person.press("enter u y");
    assert!(person.app.data.board.open_meeting().is_none());
    assert!(matches!(person.app.screen(), Screen::Board(_)), "no page is left without its meeting");
}

#[test]
fn the_agenda_is_reordered_added_to_and_cut() {
    let mut person = in_meeting();
    let subjects = |person: &Person| {
        let meeting = person.app.meeting().expect("a meeting");
        meeting.agenda.iter().map(|point| point.subject).collect::<Vec<_>>()
    };
    let before = subjects(&person);
    person.press("J");
    assert_eq!(subjects(&person)[1], before[0]);
    person.press("K x");
    assert_eq!(subjects(&person), before[1..]);
    person.press("a '31 2' enter");
    assert_eq!(subjects(&person).len(), before.len() + 1);
    person.press("a '99' enter");
    assert!(person.screen(80, 24).contains("没有第 99 项"));
    person.press("esc");
    let place = |person: &Person| match person.app.screen() {
        Screen::Meeting(MeetingScreen { subject, .. }) => *subject,
        _ => None,
    };
    let was = place(&person);
    person.press("P 1 2 enter M");
    assert_eq!(place(&person), was, "an item beside the agenda is no place in it");
    person.press("home end");
    assert!(person.screen(80, 24).contains("其他事项"));
}

#[test]
fn a_page_that_is_up_wakes_the_program_once_a_minute_at_most() {
    let mut person = in_meeting();
    person.press("enter");
    wait(&mut person, 5);
    let begin = person.app.env.now;
    let mut moments = 0;
    while person.app.env.now < begin + chrono::Duration::minutes(5) {
        let after = person.effects.iter().rev().find_map(|effect| match effect {
            Effect::WakeAfter(milliseconds) => Some(i64::try_from(*milliseconds).expect("a while")),
            _ => None,
        });
        person.app.env.now += chrono::Duration::milliseconds(after.expect("a next moment"));
        person.send(Msg::Wake);
        moments += 1;
    }
    assert!(moments <= 8, "{moments} in five minutes");
}

#[test]
fn another_persons_change_shows_on_the_page_that_is_up_and_turns_nothing() {
    let mut person = in_meeting();
    person.press("enter m m m");
    let Page::Item(id) = page(&person) else { panic!("an item") };
    let node = duban::plan::Node::item(id);
    let work = person.app.data.board.work(node).expect("work");
    let change = duban::plan::Change::Field {
        node,
        to: duban::plan::FieldChange::Percent(duban::plan::Delta::new(
            work.percent,
            duban::read::parse_percent("99").ok(),
        )),
    };
    person.elsewhere("li", change);
    person.hears();
    assert_eq!(page(&person), Page::Item(id));
    assert!(person.screen(64, 18).contains("99%"));
}

#[test]
fn f5_after_esc_goes_back_to_the_page_that_was_left() {
    let mut person = at_demo();
    person.press("P pgdn pgdn pgdn");
    let was = page(&person);
    assert!(matches!(was, Page::Changed(1)), "{was:?}");
    person.press("esc f5");
    assert_eq!(page(&person), was);
    person.press("home esc M ctrl-s enter esc esc f5");
    assert_eq!(page(&person), Page::Title, "a page of a meeting is none of these");
}
