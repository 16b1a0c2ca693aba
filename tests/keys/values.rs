//! What a person fills in with a few keys: figures, dates, units, stages, reports, texts, one row or several at once.

use super::{node, percent, person, work};
use crate::support::Person;
use chrono::NaiveDate;
use duban::app::Popup;
use duban::plan::{Forecast, Level, Stage};

#[test]
fn progress_takes_four_keys_from_the_row() {
    let mut person = person();
    person.press("g 1 4 enter").press("p 6 0 enter");
    assert_eq!(percent(&person, 14), Some(60));
    assert!(person.notice().contains("第14项") && person.notice().contains("45% → 60%"), "{}", person.notice());
    assert!(person.app.nav.popups.is_empty());
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
fn an_item_is_added_moved_and_taken_away_by_keys_with_its_reason() {
    let mut person = person();
    person.press("g 1 4 enter I '加强校车管理；局长办公会第8次会议' enter");
    let added = person.app.data.board.item_no(32).expect("item 32").clone();
    assert_eq!(added.title, "加强校车管理");
    assert_eq!(added.section, person.app.data.board.item_no(14).expect("item 14").section);
    assert!(person.notice().contains("第32项"), "{}", person.notice());
    person.press("g 3 2 enter : '撤销要点' enter enter");
    assert!(person.screen(80, 24).contains("原因"), "without a reason it stays: {}", person.screen(80, 24));
    person.press("'并入第14项' enter");
    assert!(person.app.data.board.item_no(32).is_none());
    let why = person.app.data.journal.last().map(|entry| entry.edit.changes.clone());
    assert!(format!("{why:?}").contains("并入第14项"));
    person.press("u");
    assert!(person.app.data.board.item_no(32).is_some(), "{}", person.notice());
}
