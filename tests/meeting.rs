//! Meetings, driven by keys as in the room, and what looks back: changes, trend, time travel, figures.

mod support;

use duban::app::{Effect, Moment, Msg, Page, Screen};
use duban::app::{MeetingScreen, ProjectorScreen};
use duban::plan::{DirectiveKind, Stage, Treated};
use duban::words::Lang;
use support::Person;

fn at_demo() -> Person {
    Person::at_demo(Lang::Zh)
}

/// A meeting that has just begun.
fn in_meeting() -> Person {
    let mut person = at_demo();
    person.press("M ctrl-s");
    person
}

fn page(person: &Person) -> Page {
    match person.app.screen() {
        Screen::Projector(ProjectorScreen { page, .. }) => *page,
        other => panic!("no page: {other:?}"),
    }
}

fn wait(person: &mut Person, seconds: i64) {
    person.app.env.now += chrono::Duration::seconds(seconds);
    person.send(Msg::Wake);
}

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
    let (_, minutes) = person.app.paper(meeting.id, duban::app::Paper::Minutes).expect("minutes");
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
fn requests_are_answered_on_their_page() {
    let mut person = in_meeting();
    person.press("end k enter");
    let Page::Extension(id) = page(&person) else { panic!("a request: {:?}", page(&person)) };
    assert!(person.screen(64, 18).contains("省级遴选推迟"));
    assert!(person.screen(64, 18).contains("y 同意"), "what y does is said on the page");
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
    let (_, minutes) = person.app.paper(meeting, duban::app::Paper::Minutes).expect("minutes");
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
    let (_, minutes) = again.app.paper(meeting, duban::app::Paper::Minutes).expect("minutes");
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
fn a_look_at_the_past_in_a_meeting_comes_back_to_its_page() {
    let mut person = in_meeting();
    person.press("enter m m m");
    let was = page(&person);
    person.press("{");
    assert!(person.screen(80, 24).contains("回看 2024-06-13"), "{}", person.screen(80, 24));
    let before = person.store_revision();
    wait(&mut person, 600);
    assert_eq!(person.store_revision(), before, "nothing is written from the past");
    person.press("esc");
    assert_eq!(page(&person), was);
    assert!(person.app.meeting().is_some());
    assert!(person.app.past().is_none());
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
    let edit = duban::plan::Edit {
        op: duban::plan::OpId(77),
        plan: person.app.data.board.plan.id,
        author: "li".to_owned(),
        kind: duban::plan::EditKind::Do,
        changes: vec![change],
    };
    person.store.commit(&edit, person.app.env.now).expect("committed");
    let entries = person.since();
    person.send(Msg::Changed(entries));
    assert_eq!(page(&person), Page::Item(id));
    assert!(person.screen(64, 18).contains("99%"));
}

#[test]
fn minutes_are_saved_to_a_file_and_refused_where_there_are_none() {
    let mut person = in_meeting();
    person.press("Q y s");
    let Some(Effect::WriteFile(name, text)) = person.effects.last() else { panic!("{:?}", person.effects.last()) };
    assert!(name.starts_with("会议纪要-2024-06-20") && text.starts_with("# "));
    person.app.session.restricted = true;
    person.press("s");
    assert!(!matches!(person.effects.last(), Some(Effect::WriteFile(..))) || person.notice().contains("不能存"));
}

#[test]
fn what_changed_since_the_last_meeting_is_a_list_to_drill_into() {
    let mut person = at_demo();
    person.press("v 0");
    let screen = person.screen(80, 24);
    assert!(screen.contains("以来的变化") && screen.contains("变差") && screen.contains("改时限"), "{screen}");
    person.press("enter");
    assert!(matches!(person.app.screen(), Screen::Node(_)));
    person.press("esc b '6月15日' enter");
    assert!(person.screen(80, 24).contains("06-15 以来"), "{}", person.screen(80, 24));
    person.press("b '2030-01-01' enter");
    assert!(person.app.nav.popups.last().is_some(), "a day to come is refused, and what was typed stays");
}

#[test]
fn every_screen_can_be_seen_as_it_was_and_only_seen() {
    let mut person = at_demo();
    person.press("g 8 enter [");
    assert!(matches!(person.app.past(), Some(Moment::Day(_))));
    assert!(person.screen(80, 24).contains("回看 2024-06-19"), "{}", person.screen(80, 24));
    person.press("{ { { {");
    assert!(person.screen(80, 24).contains("2024-05-22"));
    let percent = |person: &Person| {
        person.app.data.board.item_no(8).and_then(|item| item.work.percent).map(duban::plan::Percent::get)
    };
    assert_eq!(percent(&person), Some(64), "what was reported in May");
    person.press("v 2");
    assert!(person.app.past().is_some(), "another screen shows the same past");
    person.press("p");
    assert!(person.screen(80, 24).contains("只能看"), "{}", person.screen(80, 24));
    person.press("pause esc (");
    assert!(person.screen(120, 40).contains("推进会”结束时"), "{}", person.screen(120, 40));
    assert!(person.screen(80, 24).contains("Esc 回到现在"), "the way out is never cut: {}", person.screen(80, 24));
    person.press("esc");
    assert!(person.app.past().is_none());
    assert_eq!(percent(&person), Some(80));
    person.press("H '2023-12-01' enter");
    assert!(person.notice().contains("2024-01-02"), "before the journal there is nothing: {}", person.notice());
}

#[test]
fn the_trend_goes_week_by_week_and_leads_into_the_past() {
    let mut person = at_demo();
    person.press("v 9");
    let rows = person.app.data.rows.trend.clone();
    // On a day before anything was written there is nothing to tell but how things stand.
    let mut early = at_demo();
    early.app.nav.as_of = chrono::NaiveDate::from_ymd_opt(2024, 1, 1);
    early.press("v 9");
    assert_eq!(early.app.data.rows.trend.len(), 1);
    assert_eq!(early.app.data.rows.trend[0].counts, early.app.data.rows.total.counts);
    assert!(rows.len() > 20);
    let last = rows.last().expect("today");
    assert_eq!(last.counts, person.app.data.rows.total.counts, "the last row is the board");
    assert_eq!((rows[0].closed, last.closed), (0, 2));
    assert!(last.due >= last.closed);
    person.press("z");
    assert_eq!(person.app.data.rows.trend.len(), 6, "by months");
    // The months to come tell what falls due, and open to it.
    let ahead = person.app.data.rows.ahead.clone();
    assert_eq!(ahead.len(), 7, "the rest of June and six months");
    assert!(ahead.windows(2).all(|pair| pair[0].due <= pair[1].due && pair[0].day < pair[1].day));
    assert_eq!(ahead.iter().map(|month| month.falling.len()).sum::<usize>(), falling_due(&person));
    let august = ahead.iter().position(|month| month.day.to_string() == "2024-08-31").expect("August");
    person.press(&"j ".repeat(august + 1));
    person.press("enter");
    let opened: Vec<_> = person.app.data.rows.figure.iter().map(|node| node.item).collect();
    assert!(!opened.is_empty());
    assert_eq!(opened, ahead[august].falling);
    person.press("esc");
    person.press(&"k ".repeat(august + 1));
    person.press("k k enter");
    assert!(matches!(person.app.past(), Some(Moment::Day(_))));
}

/// Items not done whose date is after today and within the year.
fn falling_due(person: &Person) -> usize {
    let board = &person.app.data.board;
    let today = person.app.day();
    let open = |item: &&duban::plan::Item| {
        let situation = board.light_of(item, today).situation;
        !matches!(situation.stage, Stage::Closed | Stage::Stopped) && situation.due.is_some_and(|due| due > today)
    };
    board.items().iter().filter(open).count()
}

#[test]
fn every_figure_opens_to_the_rows_it_is_made_of() {
    let mut person = at_demo();
    person.press("P pgdn enter");
    assert!(person.app.nav.popups.last().is_some(), "a list of the page's figures");
    person.press("'红灯' enter");
    let Screen::Figure(_) = person.app.screen() else { panic!("{:?}", person.app.screen()) };
    let red = person.app.data.rows.total.counts.get(duban::plan::Level::Red);
    assert_eq!(person.app.data.rows.figure.len(), red as usize);
    person.press("esc");
    assert_eq!(page(&person), Page::Glance, "back to the same page");
    person.press("# enter");
    let screen = person.screen(80, 24);
    assert!(screen.contains("进度合计") && screen.contains("54%"), "{screen}");
}

#[test]
fn cells_of_the_matrix_are_filled_and_given() {
    let mut person = at_demo();
    person.press("v 8");
    assert!(person.screen(80, 24).contains("金安区"));
    person.press("home p 9 0 enter");
    let item = person.app.data.board.item_no(6).expect("an item");
    assert_eq!(item.part("金安区").percent.map(duban::plan::Percent::get), Some(90), "{}", person.notice());
    person.press("l l space");
    let item = person.app.data.board.item_no(6).expect("an item");
    assert!(item.work.counties.contains("叶集区"));
    person.press("space l l p");
    assert!(person.screen(80, 24).contains("没有承担"), "{}", person.screen(80, 24));
    person.press("pause esc m");
    assert!(person.screen(80, 24).contains("牵"), "{}", person.screen(80, 24));
}

#[test]
fn once_the_year_is_over_the_trend_ends_with_how_it_stood_and_then_the_present() {
    let mut person = at_demo();
    // After the end of the year somebody goes on.
    let later = chrono::NaiveDate::from_ymd_opt(2025, 3, 1).expect("a day");
    let store = std::mem::replace(&mut person.store, duban::store::in_memory().expect("memory"));
    let mut person = Person::at(store, Lang::Zh, later, "演示");
    person.press("g 1 enter p 1 0 0 enter v 9");
    let rows = person.app.data.rows.trend.clone();
    let (year_end, now) = (rows[rows.len() - 2], rows[rows.len() - 1]);
    assert_eq!((year_end.day.to_string(), now.day), ("2024-12-31".to_owned(), later));
    assert!(now.percent > year_end.percent, "what was done in March was not done in December: {year_end:?} {now:?}");
    assert!(person.screen(80, 24).contains("现在"), "{}", person.screen(80, 24));
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

#[test]
fn dates_are_changed_on_the_timeline() {
    let mut person = at_demo();
    person.press("v 7 g 1 4 enter d '10月底前' enter");
    let due = person.app.data.board.item_no(14).expect("an item").work.due;
    assert_eq!(due.current.map(|due| due.to_string()).as_deref(), Some("2024-10-31"));
    let screen = person.screen(80, 24);
    assert!(screen.contains("2024-09-30 → 2024-10-31"), "both dates: {screen}");
    person.press("z z l");
    assert!(person.screen(80, 24).contains("07-"), "{}", person.screen(80, 24));
    person.press("z home");
    assert!(person.screen(80, 24).contains("坚持政治引领"), "by section: {}", person.screen(80, 24));
    person.press("b");
    assert!(person.screen(80, 24).contains("演示一科  "), "by unit: {}", person.screen(80, 24));
}

#[test]
fn a_share_that_does_not_follow_is_marked_where_it_is_read() {
    let mut person = at_demo();
    person.press("g 2 9 enter enter");
    let mut seen = String::new();
    for _ in 0..12 {
        seen.push_str(&person.screen(80, 24));
        person.press("j");
    }
    assert!(seen.contains("102÷165 应为 61.8%"), "{seen}");
    person.press("esc P 2 9 enter");
    assert!(person.screen(80, 24).contains("应为 61.8%"), "{}", person.screen(80, 24));
}

#[test]
fn nothing_is_written_from_the_past_whatever_way_leads_there() {
    let mut person = at_demo();
    // The decision about item 8 is open; from the past it can be looked at, not closed.
    person.press("g 8 enter enter [ j enter");
    let before = person.store_revision();
    person.press("2");
    assert!(person.screen(80, 24).contains("只能看"), "{}", person.screen(80, 24));
    assert_eq!(person.store_revision(), before, "{}", person.notice());
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
    let edit = duban::plan::Edit {
        op: duban::plan::OpId(78),
        plan: person.app.data.board.plan.id,
        author: "li".to_owned(),
        kind: duban::plan::EditKind::Do,
        changes: vec![change],
    };
    person.store.commit(&edit, person.app.env.now).expect("committed");
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
        plan: person.app.data.board.plan.id,
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
    let text = |person: &Person| person.app.paper(meeting, duban::app::Paper::Minutes).expect("minutes").1;
    let before = text(&person);
    person.press("esc g 2 3 enter p 9 9 enter");
    assert_eq!(text(&person), before);
}
