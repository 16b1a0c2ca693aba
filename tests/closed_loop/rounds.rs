//! Once round the loop: handed over, acknowledged, reported, verified; later dates and instructions on the way.

use super::{Office, charged, look, today, waiting, work};
use chrono::NaiveDate;
use duban::app::{Effect, Popup, Screen};
use duban::plan::{
    Change, Delta, Denied, DirectiveKind, Edit, EditKind, FieldChange, Node, OpId, PlanId, Stage, Waiting,
};
use duban::store::{CommitError, Store};

#[test]
fn an_item_goes_round_the_loop_with_few_keys() {
    let office = Office::new();
    let (mut zhao, mut wang) = (office.sit("zhao"), office.sit("wang"));
    // 交办: a lead and a date, and the item is under way and on the unit's list.
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter");
    assert_eq!(work(&zhao, 14).standing.stage, Stage::Active);
    let rows = waiting(&mut wang);
    assert!(matches!(rows[..], [Waiting::Acknowledge(..)]), "{rows:?} {:?} {}", work(&wang, 14), zhao.notice());
    // 签收 in one key.
    wang.press("y");
    let item = wang.app.data.board.item_no(14).expect("the item");
    assert!(item.part("基教科").acknowledged.is_some(), "{} {:?}", wang.notice(), wang.app.screen());
    let signing = |row: &Waiting| matches!(row, Waiting::Acknowledge(..));
    assert!(!wang.app.data.rows.mine.iter().any(signing), "what is done is gone from the list");
    // 进展, 办结申请.
    wang.press("v 1 g 1 4 enter p 1 0 0 enter s 1");
    assert_eq!(work(&wang, 14).standing.stage, Stage::Review);
    // 退回 with a reason, then 核验.
    assert!(matches!(waiting(&mut zhao)[..], [Waiting::Verify(_)]));
    zhao.press("n '材料不全' enter");
    look(&mut wang);
    assert_eq!(work(&wang, 14).standing.note.as_deref(), Some("材料不全"));
    assert_eq!(work(&wang, 14).standing.stage, Stage::Active);
    wang.press("s 1");
    look(&mut zhao);
    zhao.press("v 5 y");
    assert_eq!(work(&zhao, 14).standing.stage, Stage::Closed);
    assert!(zhao.app.data.rows.mine.is_empty());
    // The whole loop reads as one list.
    let whole = zhao.press("v 1 g 1 4 enter enter").screen(120, 60);
    for word in ["基教科:签收", "待核验", "材料不全", "已办结"] {
        assert!(whole.contains(word), "{word} in\n{whole}");
    }
}

#[test]
fn a_county_has_its_own_part_and_the_item_waits_for_all() {
    let office = Office::new();
    let (mut zhao, mut li) = (office.sit("zhao"), office.sit("li"));
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter C 'hqx' space enter");
    look(&mut li);
    li.press("v 5 y v 1 g 1 4 enter p 4 0 enter");
    let item = li.app.data.board.item_no(14).expect("the item");
    assert_eq!(item.part("霍邱县").percent.map(i64::from), Some(40));
    assert_eq!(item.work.percent, None, "the lead's figure is the lead's");
    assert_eq!(item.percent(), Some(40));
    assert_eq!(item.reports.last().and_then(|report| report.unit.clone()).as_deref(), Some("霍邱县"));
    // The lead has finished; the office cannot close before the county has passed.
    let mut wang = office.sit("wang");
    wang.press("g 1 4 enter s 1");
    look(&mut zhao);
    zhao.press("s");
    let picture = zhao.screen(80, 24);
    assert!(picture.contains("核验通过(已办结)"), "{picture}");
    zhao.press("3");
    assert_eq!(work(&zhao, 14).standing.stage, Stage::Review, "refused while a county is open");
    assert!(zhao.screen(80, 24).contains("霍邱县"), "and told why");
    let id = zhao.app.data.board.item_no(14).expect("the item").id;
    let before = work(&zhao, 14).standing;
    let after = before.stepped(Stage::Closed, None, today());
    let close = Change::Field { node: Node::item(id), to: FieldChange::Standing(Delta::new(before, after)) };
    assert!(matches!(office.commit("zhao", PlanId(1), vec![close]), Err(CommitError::Denied(Denied::OpenParts(_)))));
    zhao.press("esc");
    look(&mut li);
    li.press("s 1");
    assert!(matches!(waiting(&mut zhao)[..], [Waiting::VerifyPart(..), Waiting::Verify(_)]));
    zhao.press("y");
    assert!(matches!(zhao.app.data.rows.mine[..], [Waiting::Verify(_)]), "now the item itself");
    zhao.press("y");
    assert_eq!(work(&zhao, 14).standing.stage, Stage::Closed);
}

#[test]
fn a_later_date_is_asked_for_in_time_and_granted() {
    let office = Office::new();
    let (mut zhao, mut wang) = (office.sit("zhao"), office.sit("wang"));
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter");
    look(&mut wang);
    // Who may not set a date asks for one with the same key.
    wang.press("g 1 4 enter d '10月底前' enter '协调场地' ctrl-s");
    assert_eq!(work(&wang, 14).due.current, NaiveDate::from_ymd_opt(2024, 9, 30), "not moved yet");
    assert!(matches!(waiting(&mut zhao)[..], [Waiting::Decide(_)]));
    zhao.press("y");
    let due = work(&zhao, 14).due;
    assert_eq!(due.current, NaiveDate::from_ymd_opt(2024, 10, 31));
    assert_eq!((due.original, due.extensions), (NaiveDate::from_ymd_opt(2024, 9, 30), 1));
    // Refused with a reason; too late to ask at all.
    look(&mut wang);
    wang.press("d '12月底前' enter '再等等' ctrl-s");
    assert!(matches!(waiting(&mut zhao)[..], [Waiting::Decide(_)]));
    zhao.press("n '不能再拖' enter");
    assert_eq!(work(&zhao, 14).due.current, NaiveDate::from_ymd_opt(2024, 10, 31));
    look(&mut wang);
    // Looking at another day does not make it early enough.
    wang.app.nav.as_of = NaiveDate::from_ymd_opt(2024, 7, 2);
    wang.app.env.today = NaiveDate::from_ymd_opt(2024, 11, 2).expect("a date");
    wang.press("d");
    assert!(wang.screen(80, 24).contains("已过"), "{}", wang.screen(80, 24));
    assert!(matches!(wang.app.nav.popups[..], [Popup::Refused(_)]));
}

#[test]
fn a_directive_is_given_replied_to_returned_and_closed() {
    let office = Office::new();
    let (mut zhao, mut wang) = (office.sit("zhao"), office.sit("wang"));
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter enter")
        .press("! '请报专题材料' tab 'jjk' tab '6月底前' tab '王局长' ctrl-s");
    let directive = zhao.app.data.board.directives.first().expect("a directive").clone();
    assert_eq!((directive.owner.as_deref(), directive.kind), (Some("基教科"), DirectiveKind::Instruction));
    assert_eq!(directive.due, NaiveDate::from_ymd_opt(2024, 6, 30));
    assert!(matches!(waiting(&mut wang)[..], [Waiting::Reply(_), Waiting::Acknowledge(..)]));
    wang.press("y '已报送' enter");
    assert!(matches!(waiting(&mut zhao)[..], [Waiting::Close(_)]));
    zhao.press("n '请补数据' enter");
    assert!(matches!(waiting(&mut wang)[..], [Waiting::Reply(_), ..]), "sent back");
    wang.press("home y '已补' enter");
    look(&mut zhao);
    zhao.press("y");
    assert!(zhao.app.data.board.directives[0].closed.is_some());
    let screen = zhao.press("v 1 g 1 4 enter enter").screen(100, 40);
    assert!(screen.contains("请报专题材料") && screen.contains("已补"), "{screen}");
}

#[test]
fn the_cursor_of_mine_survives_every_key() {
    let office = Office::new();
    let mut zhao = office.sit("zhao");
    for keys in
        ["v 5 down up end home enter esc", "y", "n", "p", "w", "Y", "g 1 4 enter", "v 5 tab left right / 'x' esc"]
    {
        zhao.press(keys).press("esc esc esc");
        let _ = zhao.screen(40, 12);
    }
    assert!(zhao.effects.iter().all(|effect| !matches!(effect, Effect::Quit)));
    zhao.press("v 5");
    assert!(matches!(zhao.app.screen(), Screen::Mine(_)));
}

#[test]
fn two_who_change_different_sides_of_a_part_both_succeed() {
    let office = charged();
    let (mut wang, mut other) = (office.sit("wang"), office.sit("wang2"));
    other.app.session.author = "zhao".to_owned();
    let mut zhao = other;
    zhao.press("g 1 4 enter C 'hqx' space enter");
    look(&mut wang);
    let (mut li, mut again) = (office.sit("li"), office.sit("li-2"));
    again.app.session.author = "li".to_owned();
    li.press("g 1 4 enter A");
    // This session has not looked yet: it does not know of the 签收.
    again.press("g 1 4 enter p 3 0 enter");
    let board = office.store().load(PlanId(1)).expect("the plan");
    let part = board.item_no(14).expect("the item").part("霍邱县");
    assert!(part.acknowledged.is_some() && part.percent.map(i64::from) == Some(30), "{part:?} {}", again.notice());
    assert!(again.app.nav.popups.is_empty());
}

#[test]
fn a_report_is_corrected_and_taken_back_by_who_wrote_it_and_by_nobody_else() {
    let office = Office::new();
    let (mut zhao, mut wang) = (office.sit("zhao"), office.sit("wang"));
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter");
    look(&mut wang);
    wang.press("g 1 4 enter r '已完成摸排' tab tab tab '30' ctrl-s");
    // The cursor stands on the report, the last row of the item's page.
    wang.press("enter G e");
    assert!(matches!(wang.app.nav.popups.last(), Some(Popup::Form(_))), "{}", wang.notice());
    wang.press("end '和建档' tab tab tab '35' ctrl-s");
    let item = wang.app.data.board.item_no(14).expect("the item").clone();
    let reports: Vec<_> = item.reports.iter().map(|it| (it.done.as_str(), it.percent.map(i64::from))).collect();
    assert_eq!(reports, [("已完成摸排和建档", Some(35))]);
    assert_eq!(item.work.percent.map(i64::from), Some(35));
    // What it was stays in the history.
    let texts: Vec<String> = office_journal(&office);
    assert!(texts.iter().any(|line| line.contains("已完成摸排")), "{texts:?}");
    // The keys are in the footer, for who may.
    let footer = |person: &mut crate::Person| person.screen(100, 30).lines().last().unwrap_or_default().to_owned();
    wang.press("G");
    let seen = footer(&mut wang);
    assert!(seen.contains("更正") && seen.contains("撤回"), "{seen}");
    // Nobody else may, whatever the role; the store says the same.
    look(&mut zhao);
    zhao.press("g 1 4 enter enter G");
    let seen = footer(&mut zhao);
    assert!(!seen.contains("更正") && !seen.contains("撤回"), "{seen}");
    zhao.press("x");
    assert!(!matches!(zhao.app.nav.popups.last(), Some(Popup::Confirm(_))), "{}", zhao.screen(100, 30));
    let report = item.reports[0].clone();
    let refused = office.commit("zhao", PlanId(1), vec![Change::ReportRemoved { report: report.clone() }]);
    assert!(matches!(refused, Err(CommitError::Denied(Denied::Malformed))), "{refused:?}");
    wang.press("G x y");
    assert!(wang.app.data.board.item_no(14).expect("the item").reports.is_empty(), "{}", wang.notice());
    wang.press("u");
    assert_eq!(wang.app.data.board.item_no(14).expect("the item").reports, [report]);
}

fn office_journal(office: &Office) -> Vec<String> {
    let mut store = office.store();
    let query = duban::store::JournalQuery { plan: PlanId(1), item: None, before: None, limit: 50 };
    store.journal(query).expect("reads").iter().map(|entry| format!("{:?}", entry.edit.changes)).collect()
}

#[test]
fn a_report_on_what_was_verified_is_corrected_in_its_words_and_keeps_its_figure() {
    let office = Office::new();
    let (mut zhao, mut li) = (office.sit("zhao"), office.sit("li"));
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter C 'hqx' space enter");
    look(&mut li);
    li.press("v 5 y v 1 g 1 4 enter r '全部建城' tab tab tab '100' ctrl-s s 1");
    look(&mut zhao);
    zhao.press("v 5 y");
    look(&mut li);
    let verified = li.app.data.board.item_no(14).expect("the item").part("霍邱县");
    assert_eq!(verified.standing.stage, Stage::Closed);
    li.press("v 1 g 1 4 enter enter G e");
    li.press("ctrl-u '全部建成' ctrl-s");
    let item = li.app.data.board.item_no(14).expect("the item").clone();
    let reports: Vec<_> = item.reports.iter().map(|it| (it.done.as_str(), it.percent.map(i64::from))).collect();
    assert_eq!(reports, [("全部建成", Some(100))], "{}", li.screen(80, 24));

    assert_eq!(item.part("霍邱县"), verified);
    // Another figure is refused, and what was typed stays.
    li.press("G e tab tab tab ctrl-u '80' ctrl-s");
    assert!(matches!(li.app.nav.popups.last(), Some(Popup::Form(_))), "{}", li.notice());
    assert_eq!(li.app.data.board.item_no(14).expect("the item").part("霍邱县"), verified);
}

#[test]
fn an_older_report_is_corrected_in_its_place_and_the_newer_figure_holds() {
    let office = Office::new();
    let (mut zhao, mut wang) = (office.sit("zhao"), office.sit("wang"));
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter");
    look(&mut wang);
    let newest = today();
    let older = newest.checked_sub_days(chrono::Days::new(30)).expect("a day");
    let report = duban::plan::Report {
        id: duban::plan::ReportId(77),
        node: Node::item(wang.app.data.board.item_no(14).expect("the item").id),
        day: older,
        author: "wang".into(),
        percent: None,
        done: "五月已摸排".into(),
        problem: String::new(),
        next: String::new(),
        unchanged: false,
        unit: None,
    };
    let edit = Edit {
        op: OpId(77),
        plan: PlanId(1).into(),
        author: "wang".into(),
        kind: EditKind::Do,
        changes: vec![Change::ReportAdded { report }],
    };
    let noon = older.and_hms_opt(4, 0, 0).expect("a time").and_utc();
    office.store().commit(&edit, noon).expect("reported a month ago");
    look(&mut wang);
    wang.press("g 1 4 enter r '六月已建档' tab tab tab '40' ctrl-s");
    wang.press("enter G e end '三百户' tab tab tab '25' ctrl-s");
    let stored = office.store().load(PlanId(1)).expect("the plan");
    for board in [&wang.app.data.board, &stored] {
        let item = board.item_no(14).expect("the item");
        let reports: Vec<_> = item.reports.iter().map(|it| (it.done.as_str(), it.day)).collect();
        assert_eq!(reports, [("五月已摸排三百户", older), ("六月已建档", newest)]);
        assert_eq!(item.work.percent.map(i64::from), Some(40));
    }
}
