//! Getting about and finding: search, filter, palette, drilling down, days, the mouse.

use super::{node, percent, person, work};
use crate::support::Person;
use duban::app::{Msg, NodeScreen, Popup, Screen, View};
use duban::plan::Level;
use duban::words::Lang;

#[test]
fn full_width_keys_of_an_input_method_work() {
    let mut person = person();
    person.press("ｇ １ ４ enter ｐ").press("'６０％' enter");
    assert_eq!(percent(&person, 14), Some(60));
    person.press("：");
    assert!(matches!(person.app.nav.popups.last(), Some(Popup::Picker(_))), "the palette");
    person.press("esc ？");
    assert!(matches!(person.app.nav.popups.last(), Some(Popup::Reading(_))), "help");
}

#[test]
fn search_goes_from_place_to_place_and_shows_them() {
    let mut person = person();
    person.press("/ 'xljk' enter");
    assert!(person.notice().contains('1'), "{}", person.notice());
    assert_eq!(person.app.current(), Some(node(&person, 16)));
    let first = person.app.current();
    person.press("n");
    assert_ne!(person.app.current(), first);
    person.press("N");
    assert_eq!(person.app.current(), first);
    assert!(person.picture(80, 24).contains("mmmmmmmm"), "the places are marked");
    person.press("esc");
    assert!(person.app.nav.search.is_none());
}

#[test]
fn a_chinese_letter_outside_a_field_starts_a_search() {
    let mut person = person();
    person.press("双");
    let Some(Popup::Prompt(prompt)) = person.app.nav.popups.last() else { panic!("a search") };
    assert_eq!(prompt.editor.text(), "双");
    assert!(prompt.trouble.as_ref().is_some_and(|words| words.contains("输入法")));
}

#[test]
fn filters_narrow_and_esc_clears_them() {
    let mut person = person();
    person.press("f '红灯' space enter");
    let shown: usize = person.app.data.rows.board.iter().map(Vec::len).sum();
    assert_eq!(shown, 4);
    assert!(person.screen(80, 24).contains("灯:红灯"));
    assert!(
        person.app.shown_nodes().contains(&person.app.current().expect("a row")),
        "the cursor is on a row that is shown"
    );
    person.press("esc");
    assert_eq!(person.app.data.rows.board.iter().map(Vec::len).sum::<usize>(), 31);
}

#[test]
fn the_palette_finds_commands_by_initials_and_items_by_number() {
    let mut person = person();
    person.press(": 'xmzs' enter '试点校' enter");
    assert_eq!(work(&person, 1).lever.as_deref(), Some("试点校"));
    person.press(": '14' enter");
    assert_eq!(person.app.current(), Some(node(&person, 14)));
}

#[test]
fn the_palette_finds_commands_by_what_else_they_are_called() {
    for (lang, typed, found) in [
        (Lang::Zh, "配置", "设置"),
        (Lang::Zh, "备份", "怎样备份和恢复"),
        (Lang::Zh, "皮肤", "换配色"),
        (Lang::Zh, "下载", "生成文书"),
        (Lang::Zh, "新建", "新增"),
        (Lang::Zh, "删除", "删除具体任务"),
        (Lang::Zh, "撤回", "撤销"),
        (Lang::Zh, "搜索", "查找"),
        (Lang::Zh, "上传", "导入"),
        (Lang::Zh, "大屏", "投屏"),
        (Lang::Zh, "日志", "历史"),
        (Lang::Zh, "待办", "我的"),
        (Lang::Zh, "密码", "没有匹配的"),
        (Lang::Zh, "股室", "单位"),
        (Lang::En, "deadline", "due date"),
        (Lang::En, "preferences", "settings"),
        (Lang::En, "todo", "Mine"),
    ] {
        let mut person = Person::at_demo(lang);
        person.press(&format!(": '{typed}'"));
        let screen = person.screen(80, 24);
        assert!(screen.contains(found), "{typed}: {screen}");
        // Found, and not shown beside what it is called.
        assert!(!screen.contains("幻灯") && !screen.contains("首选项"), "{screen}");
    }
}

#[test]
fn drilling_down_and_back_keeps_the_place() {
    let mut person = person();
    person.press("g 1 4 enter enter j j enter");
    let Screen::Node(NodeScreen { node: at, .. }) = person.app.screen() else { panic!("a measure") };
    assert!(at.measure.is_some());
    person.press("esc");
    assert!(matches!(person.app.screen(), Screen::Node(NodeScreen { node, .. }) if node.measure.is_none()));
    person.press("backspace");
    assert_eq!(person.app.screen().view(), Some(View::Board));
    assert_eq!(person.app.current(), Some(node(&person, 14)));
}

#[test]
fn the_day_looked_at_changes_the_lights() {
    let mut person = person();
    let reds = |person: &Person| person.app.data.rows.total.counts.get(Level::Red);
    let before = reds(&person);
    person.press("D '年底' enter");
    assert!(reds(&person) > before);
    assert!(person.screen(80, 24).contains("2024-12-31"));
    person.press("D '2026-11-23' enter");
    assert!(person.screen(80, 24).contains("计划期 2024 年已过"));
    person.press("D enter");
    assert_eq!(reds(&person), before);
}

#[test]
fn the_board_can_be_seen_as_it_was() {
    let mut person = person();
    person.press("g 1 4 enter p '90' enter d '11月底' enter");
    person.press("v 4 j j b");
    assert_eq!(percent(&person, 14), Some(45), "before both edits");
    let screen = person.screen(80, 24);
    assert!(screen.contains("历史时点"));
    let footer = screen.lines().last().unwrap_or_default();
    assert!(footer.contains("Esc 返回") && !footer.contains("p 进度"), "only what works here is offered: {footer}");
    person.press("g 1 4 enter p");
    assert!(matches!(person.app.nav.popups[..], [Popup::Refused(_)]), "the past cannot be edited");
    person.press("pause esc esc");
    assert_eq!(person.app.screen().view(), Some(View::History));
    assert_eq!(percent(&person, 14), Some(90), "the present is as it was left");
}

#[test]
fn every_light_explains_itself() {
    let mut person = person();
    person.press("g 1 6 enter w");
    let screen = person.screen(80, 24);
    assert!(screen.contains("规则 5") && screen.contains("落后 33 个百分点") && screen.contains("转绿"), "{screen}");
}

#[test]
fn clicks_choose_and_double_clicks_open() {
    let mut person = person();
    let screen = person.screen(80, 24);
    let row = screen.lines().position(|line| line.contains("14 持续健全")).expect("the row") as u16;
    person.send(Msg::Mouse(duban::app::Mouse::Click(5, row)));
    assert_eq!(person.app.current(), Some(node(&person, 14)));
    person.send(Msg::Mouse(duban::app::Mouse::DoubleClick(5, row)));
    assert!(matches!(person.app.screen(), Screen::Node(_)));
}

#[test]
fn who_owes_a_report_is_shown_by_unit_with_the_days() {
    let mut person = person();
    let board = person.app.data.board.clone();
    let owing = board.owing(person.app.day());
    assert!(!owing.is_empty());
    person.press("v u");
    let screen = person.screen(80, 24);
    for (unit, owed) in &owing {
        assert!(screen.contains(unit.as_str()), "{screen}");
        for one in owed {
            let title = &board.item(one.item).expect("an item").title;
            let line = screen.lines().find(|line| line.contains(title.as_str())).expect("its line");
            assert!(line.contains(&format!("{}天", one.days)), "{line}");
        }
    }
    person.press("esc esc");
    assert!(person.app.nav.filter.is_empty());
}
