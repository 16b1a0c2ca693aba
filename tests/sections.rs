//! The sections of a plan and the order of its items: added, renamed, moved, merged, numbered, and taken back.

mod support;

use duban::app::Effect;
use duban::plan::{Change, Delta};
use duban::read::read_paper;
use duban::store::CommitError;
use duban::words::Lang;
use support::Person;

fn headings(person: &Person) -> Vec<String> {
    person.app.data.board.sections.iter().map(|section| section.label.clone()).collect()
}

fn command(person: &mut Person, words: &str) {
    person.press(&format!(": '{words}' enter"));
}

fn numbers(person: &Person, from: u32, to: u32) -> Vec<String> {
    let board = &person.app.data.board;
    (from..=to)
        .map(|no| board.item_no(no).map(|item| item.title.chars().take(4).collect()).unwrap_or_default())
        .collect()
}

#[test]
fn a_section_is_added_renamed_moved_and_taken_away_and_each_is_taken_back() {
    let mut person = Person::at_demo(Lang::Zh);
    let before = person.app.data.board.clone();
    let start = headings(&person);
    // As somebody says it who does not remember the words.
    command(&mut person, "新增板块");
    person.press("'夯实安全底线,守护校园平安' enter");
    assert!(person.notice().contains("夯实安全底线"), "{}", person.notice());
    let last = start.len();
    assert_eq!(headings(&person)[last], "夯实安全底线");
    // An item goes into it, and it cannot be taken away any more.
    command(&mut person, "调整要点");
    person.press("'夯实安全' enter enter");
    assert_eq!(person.app.data.board.items_of(person.app.data.board.sections[last].id).len(), 1, "{}", person.notice());
    let mut left = person.app.data.board.sections.clone();
    left.remove(last);
    for (section, n) in left.iter_mut().zip(1..) {
        section.ordinal = n;
    }
    let change = Change::Sections { sections: Delta::new(person.app.data.board.sections.clone(), left) };
    assert!(matches!(person.tries(change), Err(CommitError::Denied(_))));
    command(&mut person, "板块:前移");
    assert_eq!(headings(&person)[last - 1], "夯实安全底线");
    command(&mut person, "板块:改名");
    person.press("ctrl-u '守牢安全底线' enter");
    assert!(headings(&person).iter().any(|heading| heading.contains("守牢")), "{:?}", headings(&person));
    person.press("u u u u");
    assert_eq!(headings(&person), start, "{}", person.notice());
    assert_eq!(person.app.data.board.items(), before.items());
    // What the store has is the same.
    let kept = person.loaded();
    assert_eq!(kept.sections, before.sections);
}

#[test]
fn an_item_takes_another_number_and_those_between_move() {
    let mut person = Person::at_demo(Lang::Zh);
    let before = numbers(&person, 1, 5);
    person.press("g 2 enter");
    command(&mut person, "改序号");
    person.press("'4' enter");
    let after = numbers(&person, 1, 5);
    assert_eq!(after, [&before[0], &before[2], &before[3], &before[1], &before[4]].map(String::clone));
    assert_eq!(person.loaded().items(), person.app.data.board.items());
    person.press("u");
    assert_eq!(numbers(&person, 1, 5), before);
}

#[test]
fn an_item_that_becomes_a_part_of_another_takes_its_measures_and_units_along() {
    let mut person = Person::at_demo(Lang::Zh);
    let board = &person.app.data.board;
    let open = |no: u32| board.item_no(no).filter(|item| item.work.standing.stage != duban::plan::Stage::Closed);
    let (from, into) = (open(7).expect("an open item").clone(), board.item_no(8).expect("an item").clone());
    person.press("g 7 enter");
    command(&mut person, "并入另一项");
    person.press("'8 ' enter '局长办公会第3次会议' enter");
    let board = &person.app.data.board;
    assert!(board.item(from.id).is_none(), "{}", person.notice());
    let now = board.item(into.id).expect("is there");
    assert_eq!(now.measures.len(), from.measures.len() + into.measures.len());
    let lead = from.work.lead.clone().expect("a lead");
    assert!(now.work.support.contains(&lead) || now.work.lead.as_ref() == Some(&lead));
    person.press("u");
    let board = &person.app.data.board;
    assert_eq!(board.item(from.id).map(|item| item.measures.len()), Some(from.measures.len()));
    assert_eq!(board.item(into.id).map(|item| item.measures.len()), Some(into.measures.len()));
}

#[test]
fn an_empty_section_can_be_chosen_and_the_cursor_goes_to_what_is_new() {
    let mut person = Person::at_demo(Lang::Zh);
    command(&mut person, "板块:新增");
    person.press("'夯实安全底线' enter");
    person.press("I");
    person.press("'夯实安全' enter '加强校车管理;局长办公会第3次会议' enter");
    let board = &person.app.data.board;
    let new = board.items_of(board.sections.last().expect("a section").id);
    assert_eq!(new.iter().map(|item| item.title.as_str()).collect::<Vec<_>>(), ["加强校车管理"], "{}", person.notice());
    // What is pressed next is about the new item.
    let id = new[0].id;
    assert_eq!(person.app.current().map(|node| node.item), Some(id));
    // Without an empty one nobody is asked.
    person.press("I '加强消防管理' enter");
    let board = &person.app.data.board;
    assert_eq!(board.items_of(board.sections.last().expect("a section").id).len(), 2, "{}", person.notice());
}

#[test]
fn what_was_taken_away_comes_back_after_other_edits_with_all_that_was_reported() {
    let mut person = Person::at_demo(Lang::Zh);
    let board = &person.app.data.board;
    let item = board.items().iter().find(|item| item.no > 1 && !item.reports.is_empty()).expect("an item").clone();
    let is_open = item.work.standing.stage != duban::plan::Stage::Closed;
    assert!(is_open, "{}", item.no);
    person.press(&format!("g '{}' enter", item.no));
    command(&mut person, "撤销要点");
    person.press("'局长办公会决定' enter");
    assert!(person.app.data.board.item(item.id).is_none(), "{}", person.notice());
    person.press("g 1 enter p 3 3 enter");
    command(&mut person, "恢复要点");
    person.press("enter");
    assert_eq!(person.app.data.board.item(item.id), Some(&item), "{}", person.notice());
    assert_eq!(person.app.current().map(|node| node.item), Some(item.id));
    assert_eq!(person.loaded().item(item.id), Some(&item));
}

#[test]
fn what_a_meeting_adjusts_stands_in_its_minutes_and_in_the_ledger_with_its_reason() {
    let mut person = Person::at_demo(Lang::Zh);
    person.press("M ctrl-s esc");
    assert!(person.app.data.board.open_meeting().is_some(), "{}", person.notice());
    person.press("g 2 enter");
    command(&mut person, "新增要点");
    person.press("'加强校车管理;局长办公会第3次会议' enter");
    person.press("g '14' enter");
    command(&mut person, "调整要点");
    person.press("down enter '教育局党组会第5次会议' enter");
    person.press("g 9 enter");
    command(&mut person, "撤销要点");
    person.press("'与第10项重复' enter");
    // What is taken back is no adjustment.
    command(&mut person, "新增要点");
    person.press("'一时手误' enter u");
    command(&mut person, "新增要点");
    person.press("'做了又撤又做;局长批示' enter u ctrl-r");
    person.press("M Q y");
    assert!(person.app.data.board.open_meeting().is_none(), "{}", person.notice());
    let meeting = person.app.data.board.meetings.last().expect("the meeting").id;
    let (_, minutes) = person.app.paper(duban::app::Paper::Minutes(meeting)).expect("minutes");
    let (_, told) = minutes.split_once("## 要点调整").unwrap_or_else(|| panic!("{minutes}"));
    for has in [
        "新增第32项“加强校车管理”",
        "局长办公会第3次会议",
        "第14项",
        "教育局党组会第5次会议",
        "撤销第9项",
        "与第10项重复",
        "做了又撤又做",
    ] {
        assert!(told.contains(has), "{has}: {told}");
    }
    assert!(!told.contains("一时手误") && told.matches("又撤又做").count() == 1, "{told}");
    // What changed since the last meeting tells it too, and the counts are those of the plan as it is.
    let entries = person.store.since(duban::plan::PlanId(1), duban::plan::Revision(0)).expect("the journal");
    let since = duban::app::Since::Day("2024-06-01".parse().expect("a day"));
    let day = person.app.day();
    let board = &person.app.data.board;
    let found = since.compare(board, &entries, day, day);
    let brief = duban::report::brief(Lang::Zh, board, &found, since.day(board), day, true);
    assert!(brief.contains("新增要点 2 项:\n· 32 加强校车管理"), "{brief}");
    assert!(brief.contains("撤销要点 1 项:\n· 9 "), "{brief}");
    assert!(brief.contains("要点调整 1 处:\n· 14 ") && brief.contains("立德树人 → "), "{brief}");
    let now = duban::plan::Level::ALL.iter().map(|level| found.counts.1.get(*level)).sum::<u32>();
    assert_eq!(now as usize, board.items().len());
    let bulletin = duban::report::bulletin(Lang::Zh, board, &found, since.day(board), day).markdown();
    assert!(bulletin.contains("第32项“加强校车管理”"), "{bulletin}");
    // The ledger tells the same, and is read back as one in which nothing was filled in.
    person.press("pause esc esc pause W '台账' enter");
    let made =
        person.effects.iter().find_map(|it| if let Effect::WriteFile(_, bytes) = it { Some(bytes) } else { None });
    let bytes = made.cloned();
    let paper = read_paper(&bytes.expect("a workbook"), std::path::Path::new("台账.xlsx")).expect("reads");
    assert!(paper.sheets.iter().any(|sheet| sheet == "要点调整"), "{:?}", paper.sheets);
    let filled = duban::app::read_filled(Lang::Zh, &paper, &person.app.data.board, &entries, day);
    assert_eq!(filled.cells.len(), 0);
}
