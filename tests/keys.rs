//! Keys in, effects out: what a person does, from the key press to the store and back, without a terminal.

mod support;

use chrono::NaiveDate;
use duban::app::{Effect, Msg, Popup, Screen, View};
use duban::app::{NodeScreen, ProjectorScreen};
use duban::plan::{Forecast, Level, Node, Stage, Work};
use duban::words::Lang;
use proptest::prelude::*;
use support::Person;

fn person() -> Person {
    Person::at_demo(Lang::Zh)
}

/// The work of an item by its number.
fn work(person: &Person, no: u32) -> Work {
    person.app.data.board.item_no(no).expect("the item").work.clone()
}

fn node(person: &Person, no: u32) -> Node {
    Node::item(person.app.data.board.item_no(no).expect("the item").id)
}

fn percent(person: &Person, no: u32) -> Option<i64> {
    work(person, no).percent.map(i64::from)
}

#[test]
fn progress_takes_four_keys_from_the_row() {
    let mut person = person();
    person.press("g 1 4 enter").press("p 6 0 enter");
    assert_eq!(percent(&person, 14), Some(60));
    assert!(person.notice().contains("第14项") && person.notice().contains("45% → 60%"), "{}", person.notice());
    assert!(person.app.nav.popups.is_empty());
}

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
fn a_wrong_figure_is_told_and_kept() {
    let mut person = person();
    person.press("p 1 4 0 enter");
    let Some(Popup::Prompt(prompt)) = person.app.nav.popups.last() else { panic!("the prompt stays") };
    assert!(prompt.trouble.as_ref().is_some_and(|trouble| trouble.contains("140")));
    assert_eq!(prompt.editor.text(), "140");
    person.press("backspace backspace backspace '55' enter");
    assert_eq!(percent(&person, 1), Some(55));
}

#[test]
fn dates_are_typed_as_people_say_them_and_the_first_one_is_kept() {
    let mut person = person();
    person.press("g 1 4 enter d '10月中旬'");
    let screen = person.screen(80, 24);
    assert!(screen.contains("即 2024-10-20"), "the preview: {screen}");
    person.press("enter");
    let due = work(&person, 14).due;
    assert_eq!(
        (due.current, due.original, due.extensions),
        (NaiveDate::from_ymd_opt(2024, 10, 20), NaiveDate::from_ymd_opt(2024, 9, 30), 1)
    );
    person.press("d '13月底前' enter");
    assert!(person.screen(80, 24).contains("没有 13 月"));
}

#[test]
fn units_are_found_by_pinyin_and_new_ones_added_on_the_spot() {
    let mut person = person();
    person.press("g 1 4 enter o 'jjys' enter");
    assert_eq!(work(&person, 14).lead.as_deref(), Some("基教演示科"));
    person.press("o '体卫艺科' enter");
    assert_eq!(work(&person, 14).lead.as_deref(), Some("体卫艺科"));
    assert!(person.app.data.board.unit("体卫艺科").is_some());
    person.press("C 'jinzhai' space").press("ctrl-u 'huoshan' space enter");
    let counties: Vec<String> = work(&person, 14).counties.into_iter().collect();
    assert_eq!(counties.len(), 2);
    assert!(counties.contains(&"霍山县".to_owned()) && counties.contains(&"金寨县".to_owned()));
}

#[test]
fn stages_go_only_where_they_may_and_ask_for_reasons() {
    let mut person = person();
    person.press("g 1 4 enter s enter");
    assert_eq!(work(&person, 14).standing.stage, Stage::Review);
    person.press("s 2 enter");
    let Some(Popup::Prompt(prompt)) = person.app.nav.popups.last() else { panic!("asks for the reason") };
    assert!(prompt.trouble.is_some(), "an empty reason is refused");
    person.press("'材料不全' enter");
    let standing = work(&person, 14).standing;
    assert_eq!((standing.stage, standing.note.as_deref()), (Stage::Active, Some("材料不全")));
    person.press("s 1 s 1");
    assert_eq!(work(&person, 14).standing.stage, Stage::Closed);
    assert_eq!(
        person.app.data.rows.light(&person.app.data.board, node(&person, 14).item).map(|light| light.level),
        Some(Level::Blue)
    );
}

#[test]
fn an_item_is_under_way_once_it_has_lead_and_date() {
    let mut person = person();
    assert_eq!(work(&person, 12).standing.stage, Stage::Pending);
    person.press("g 1 2 enter o enter");
    assert_eq!(work(&person, 12).standing.stage, Stage::Pending);
    person.press("d '年底' enter");
    assert_eq!(work(&person, 12).standing.stage, Stage::Active);
}

#[test]
fn a_report_is_written_in_three_parts_with_its_figure() {
    let mut person = person();
    person.press("g 1 6 enter r '完成调研' enter '形成报告' tab '经费不足' tab '下月培训' tab '50' ctrl-s");
    let item = person.app.data.board.item_no(16).expect("the item");
    let report = item.reports.last().expect("the report");
    assert_eq!(
        (report.done.as_str(), report.problem.as_str(), report.next.as_str()),
        ("完成调研\n形成报告", "经费不足", "下月培训")
    );
    assert_eq!(percent(&person, 16), Some(50));
    person.press("r ctrl-s");
    assert!(matches!(person.app.nav.popups.last(), Some(Popup::Form(_))), "an empty report is not written");
    person.press("esc r '写了一半' esc");
    assert!(matches!(person.app.nav.popups.last(), Some(Popup::Confirm(_))), "asks before throwing away");
    person.press("n");
    let Some(Popup::Form(form)) = person.app.nav.popups.last() else { panic!("the form is back") };
    assert_eq!(form.editors[0].text(), "写了一半");
}

#[test]
fn a_measure_due_after_its_item_is_pointed_out_while_the_date_is_typed() {
    let mut person = person();
    person.press("g 1 4 enter enter j d '12月31日'");
    let picture = person.screen(80, 24);
    assert!(picture.contains("2024-12-31") && picture.contains("晚于第14项的时限"), "{picture}");
    person.press("esc d '9月1日'");
    let picture = person.screen(80, 24);
    assert!(picture.contains("2024-09-01") && !picture.contains("晚于"), "{picture}");
    // And what it lacks it has from its item.
    let picture = person.press("esc enter").screen(120, 40);
    assert!(picture.contains("(随第14项)"), "{picture}");
}

#[test]
fn no_change_is_one_key() {
    let mut person = person();
    let before = person.app.data.board.item_no(10).expect("the item").reports.len();
    person.press("g 1 0 enter =");
    let reports = &person.app.data.board.item_no(10).expect("the item").reports;
    assert_eq!(reports.len(), before + 1);
    assert!(reports.last().expect("a report").unchanged);
    assert_eq!(
        person.app.data.board.light(node(&person, 10), person.app.day()).and_then(|light| light.situation.stale_days),
        None
    );
}

#[test]
fn measures_are_added_split_moved_edited_and_removed() {
    let mut person = person();
    person.press("g 1 5 enter enter");
    let count = |person: &Person| person.app.data.board.item_no(15).expect("the item").measures.len();
    let text =
        |person: &Person, at: usize| person.app.data.board.item_no(15).expect("the item").measures[at].text.clone();
    assert_eq!(count(&person), 4);
    person.press("a '新增一条任务。' enter");
    assert_eq!(text(&person, 4), "新增一条任务。");
    person.press("j S right right right right right right right right right right right right enter");
    assert_eq!(count(&person), 6);
    assert_eq!(text(&person, 0), "全面规范教材、教辅管理,");
    assert_eq!(text(&person, 1), "构建德智体美劳全面培养的课程体系。");
    person.press("J");
    assert_eq!(text(&person, 1), "全面规范教材、教辅管理,");
    person.press("e '!' enter");
    assert_eq!(text(&person, 1), "全面规范教材、教辅管理,!");
    person.press("x n");
    assert_eq!(count(&person), 6);
    person.press("x y");
    assert_eq!(count(&person), 5);
    person.press("u");
    assert_eq!(text(&person, 1), "全面规范教材、教辅管理,!");
    person.press("u u u u");
    assert_eq!(count(&person), 4);
    person.press("ctrl-r");
    assert_eq!(count(&person), 5);
}

#[test]
fn marked_rows_are_edited_at_once_and_undone_at_once() {
    let mut person = person();
    person.press("2 space space p '99' enter");
    assert_eq!((percent(&person, 5), percent(&person, 6), percent(&person, 7)), (Some(99), Some(99), Some(96)));
    assert!(person.app.nav.marks.is_empty());
    person.press("u");
    assert_eq!((percent(&person, 5), percent(&person, 6)), (Some(48), Some(30)));
    person.press("v 2 * d '11月底' enter");
    assert!(
        person.app.data.board.items().iter().all(|item| item.work.due.current == NaiveDate::from_ymd_opt(2024, 11, 30))
    );
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
fn every_field_can_be_filled_in_from_one_menu() {
    let mut person = person();
    person.press("E 'yp' enter 2");
    assert_eq!(work(&person, 1).forecast, Forecast::AtRisk);
    person.press("E 'bszq' enter 2");
    assert_eq!(work(&person, 1).cadence, Some(duban::plan::Cadence::Quarter));
    person.press("L '王某' enter t '新建 12 所' enter");
    assert_eq!(work(&person, 1).leader.as_deref(), Some("王某"));
    assert_eq!(work(&person, 1).target.and_then(|target| target.value), Some(12.0));
}

#[test]
fn what_looks_like_a_blank_of_ours_is_shown_as_it_was_typed() {
    let mut person = person();
    person.press(": 'xmzs' enter '%{after}校' enter").press(": 'xmzs' enter end '甲' enter");
    assert_eq!(work(&person, 1).lever.as_deref(), Some("%{after}校甲"));
    assert!(person.notice().contains("%{after}校 → %{after}校甲"), "{}", person.notice());
    assert!(person.press("v 4").screen(120, 24).contains("%{after}校 → %{after}校甲"), "in the history too");
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
        plan: person.app.data.board.plan.id,
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

#[test]
fn what_only_one_of_several_rows_has_stays_with_it() {
    let mut person = person();
    let support = |person: &Person, no: u32| work(person, no).support.into_iter().collect::<Vec<_>>();
    person.press("2 c '安稳' space enter");
    assert_eq!(support(&person, 5), ["安稳演示科"]);
    person.press("2 space space c '计财' space enter");
    assert_eq!(support(&person, 5), ["安稳演示科", "计财演示科"]);
    assert!(
        support(&person, 6).contains(&"计财演示科".to_owned())
            && !support(&person, 6).contains(&"安稳演示科".to_owned())
    );
    let before = (support(&person, 5), support(&person, 6));
    person.press("2 space space c enter");
    assert_eq!((support(&person, 5), support(&person, 6)), before, "nothing chosen, nothing lost");
}

#[test]
fn pasted_rubbish_is_text_in_a_field_and_nothing_outside() {
    let mut person = person();
    let rubbish = "\u{1b}[31mqq\u{202e}xy\u{7}\r\n第二行";
    person.send(Msg::Paste(rubbish.to_owned()));
    assert!(person.app.nav.popups.is_empty() && person.effects.iter().all(|effect| *effect != Effect::Quit));
    person.press("e ctrl-u").send(Msg::Paste(rubbish.to_owned()));
    person.press("enter");
    assert_eq!(person.app.data.board.item_no(1).expect("the item").title, "qqxy 第二行");
    person.press("L").send(Msg::Paste("长".repeat(10_000)));
    person.press("enter");
    assert!(person.screen(80, 24).contains("太长了"), "a name of 10,000 characters");
    assert_eq!(work(&person, 1).leader.as_deref(), Some("甲副局长"));
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is pressed: no panic, the cursor on something that exists, Esc always leads back to the board.
    #[test]
    fn any_keys_leave_a_board_to_come_back_to(
        keys in proptest::collection::vec("[a-zA-Z0-9?:/=*,.]|enter|esc|tab|space|up|down|left|right|pgdn|home|end|ctrl-r|ctrl-s|双|backspace", 1..60),
        width in 40u16..130, height in 12u16..45,
    ) {
        let mut person = person();
        for key in keys.iter().filter(|key| *key != "q") {
            person.press(key);
            if let Some(node) = person.app.current() {
                prop_assert!(person.app.data.board.contains(node));
            }
        }
        person.screen(width, height);
        for _ in 0..12 {
            person.press("pause esc");
            // A question is answered, or it would come again.
            if matches!(person.app.nav.popups.last(), Some(Popup::Confirm(_))) {
                person.press("y");
            }
        }
        prop_assert_eq!(person.app.screen().view(), Some(View::Board));
        prop_assert!(person.app.nav.popups.is_empty());
    }
}

#[test]
fn the_projector_is_driven_by_a_presenters_remote() {
    use duban::app::Page;
    let page = |person: &Person| match person.app.screen() {
        Screen::Projector(ProjectorScreen { page, .. }) => *page,
        other => panic!("no page: {other:?}"),
    };
    let mut person = person();
    person.press("g 1 4 enter P");
    assert_eq!(page(&person), Page::Title);
    assert!(person.screen(80, 24).contains("六安市教育局2024年工作要点"));
    person.press("pgdn");
    assert_eq!(page(&person), Page::Glance);
    let pages = person.app.pages();
    assert_eq!(pages.iter().filter(|page| matches!(page, Page::Section(_, 0))).count(), 6);
    while !matches!(page(&person), Page::Item(_)) {
        person.press("pgdn");
    }
    // The first item's page is the most serious one: late, with its reason in words.
    let Page::Item(worst) = page(&person) else { panic!("an item: {:?}", page(&person)) };
    assert_eq!(person.app.data.rows.attention.first().map(|node| node.item), Some(worst));
    let screen = person.screen(64, 18);
    assert!(screen.contains("超期") && screen.contains("上次打算") && screen.contains("本次进展"), "{screen}");
    // Blank and back; any item by its number, and on from where one was.
    person.press("b");
    assert_eq!(person.screen(64, 18).trim(), "");
    person.press("pgdn");
    assert_eq!(page(&person), Page::Item(worst), "a key first brings the page back");
    person.press("3 1 enter");
    assert_eq!(page(&person), Page::Item(person.app.data.board.item_no(31).expect("the item").id));
    person.press("enter");
    assert!(matches!(person.app.screen(), Screen::Node(_)), "drilled in");
    person.press("esc");
    assert_eq!(page(&person), Page::Item(person.app.data.board.item_no(31).expect("the item").id), "and back");
    person.press("pgdn");
    let second = person.app.data.rows.attention[1].item;
    assert_eq!(page(&person), Page::Item(second));
    // What is decided on a page is on the last one.
    person.press("! '一周内拿出整改方案' tab tab '6月底前' ctrl-s end");
    assert!(matches!(page(&person), Page::Closing(_)));
    assert!(person.screen(80, 24).contains("一周内拿出整改方案"));
    person.press("esc");
    assert_eq!(person.app.screen().view(), Some(View::Board));
}

#[test]
fn pages_turn_by_themselves_and_start_again() {
    let mut person = person();
    person.app.session.read_only = true;
    let now = person.app.env.now;
    let effects = person.app.begin_presenting(Some(20), now);
    assert_eq!(effects.last(), Some(&Effect::WakeAfter(20_000)));
    let count = person.app.pages().len();
    let mut seen = std::collections::HashSet::new();
    for turn in 1..=count {
        // A wake for another reason turns nothing.
        person.send(Msg::Wake);
        person.app.env.now = now + chrono::Duration::seconds(20 * turn as i64);
        person.send(Msg::Wake);
        if let Screen::Projector(ProjectorScreen { page, .. }) = person.app.screen() {
            seen.insert(*page);
        }
    }
    assert_eq!(seen.len(), count, "every page once, then the first again");
    person.press("p");
    assert!(person.screen(80, 24).contains("只读"), "it never writes: {}", person.screen(80, 24));
}
