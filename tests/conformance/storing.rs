//! Loading, writing, taking back: what one session does, and what a second one sees of it.

use chrono::{TimeZone, Utc};
use duban::plan::{
    Board, Cadence, Change, Clash, Delta, Due, EditKind, FieldChange, Forecast, ItemHead, ItemId, Measure, MeasureId,
    Node, OpId, Report, ReportId, Revision, Stage, Standing, Target, Unit, Work, steps,
};
use duban::read::{LIUAN_2024, parse_percent};
use duban::store::{CommitError, JournalQuery, Store};

use super::{Another, PLAN, board, day, done, edit, imported, item, lines, node, now, undone};

fn percent(node: Node, before: Option<i64>, after: i64) -> Change {
    let parse = |value: i64| parse_percent(&value.to_string()).expect("a percentage");
    Change::Field { node, to: FieldChange::Percent(Delta::new(before.map(parse), Some(parse(after)))) }
}

/// A change of every kind.
fn everything(board: &Board) -> Vec<Change> {
    let node = node(board, 14);
    let first = item(board, 14).measures[0].clone();
    let second = item(board, 14).measures[1].clone();
    let due = Some(day("2024-06-30"));
    let report = Report {
        id: ReportId(7),
        node,
        day: day("2024-06-30"),
        author: "甲".to_owned(),
        percent: None,
        done: "已完成\n两件".to_owned(),
        problem: String::new(),
        next: "继续".to_owned(),
        unchanged: false,
        unit: None,
    };
    let added = Measure { id: MeasureId(1 << 40), rank: 5, text: "新增的一条。".to_owned(), work: None };
    let mut changes =
        vec![Change::UnitAdded { unit: Unit::named("基教科") }, Change::UnitAdded { unit: Unit::named("人事科") }];
    let full = Work {
        lead: Some("基教科".to_owned()),
        support: ["人事科", "金安区"].map(str::to_owned).into(),
        leader: Some("王某".to_owned()),
        due: Due::default().moved_to(due),
        start: due,
        percent: parse_percent("40").ok(),
        target: Some(Target::parse("新增学位 3000 个")),
        cadence: Some(Cadence::Quarter),
        forecast: Forecast::AtRisk,
        lever: Some("试点项目".to_owned()),
        safeguard: Some("专项经费".to_owned()),
        counties: ["金寨县"].map(str::to_owned).into(),
        standing: Standing { stage: Stage::Active, note: Some("试".to_owned()), finished: None, assigned: due },
    };
    changes.extend(Work::default().changes_to(&full).into_iter().map(|to| Change::Field { node, to }));
    changes.extend([
        percent(Node::measure(node.item, first.id), None, 10),
        Change::Text { node, text: Delta::new(item(board, 14).title.clone(), "新标题".to_owned()) },
        Change::MeasureAdded { item: node.item, measure: added },
        Change::MeasureMoved { node: Node::measure(node.item, second.id), rank: Delta::new(second.rank, 7) },
        Change::MeasureRemoved { item: node.item, measure: item(board, 14).measures[2].clone() },
        Change::ReportAdded { report },
    ]);
    changes
}

/// Boards say the same when all but the journal's number agrees.
fn same(mut one: Board, other: &Board) -> bool {
    one.revision = other.revision;
    one == *other
}

pub fn what_is_in_memory_is_what_is_kept(store: &mut dyn Store, another: Another<'_>) {
    let mut memory = board(store);
    let entry = done(store, "甲", everything(&memory));
    for change in &entry.edit.changes {
        assert!(memory.apply(change), "{change:?}");
    }
    let loaded = board(store);
    assert!(same(loaded.clone(), &memory), "what is kept and the memory differ");
    assert!(same(board(another().as_mut()), &memory));
    assert_eq!(loaded.revision, entry.seq);
}

pub fn undo_brings_everything_back_and_redo_repeats_it(store: &mut dyn Store, _: Another<'_>) {
    let before = board(store);
    let entry = done(store, "甲", everything(&before));
    let after = board(store);
    let undo = edit("甲", EditKind::Undo(entry.seq), entry.edit.inverted());
    let undone = store.commit(&undo, now()).expect("undoes");
    let mut back = board(store);
    back.units.clone_from(&before.units);
    assert!(same(back, &before), "undo leaves a trace");
    let redo = edit("甲", EditKind::Redo(undone.seq), undone.edit.inverted());
    store.commit(&redo, now()).expect("redoes");
    assert!(same(board(store), &after));
    let journal = lines(store);
    assert_eq!(steps(&journal, "甲").undo.len(), 1);
    assert!(steps(&journal, "乙").undo.is_empty(), "only one's own");
}

pub fn the_second_of_two_is_told_what_the_first_wrote(store: &mut dyn Store, another: Another<'_>) {
    let node = node(&board(store), 14);
    let mut other = another();
    assert!(!other.changed().expect("asks"));
    done(store, "甲", vec![percent(node, None, 70)]);
    assert!(other.changed().expect("asks"), "the other session sees that something was written");
    assert_eq!(other.since(PLAN, Revision(1)).expect("reads").len(), 1);
    let mine = edit("乙", EditKind::Do, vec![percent(node, None, 80)]);
    let Err(CommitError::Conflict(conflict)) = other.commit(&mine, now()) else { panic!("no conflict") };
    assert_eq!(conflict.clash, Clash::Rebased(Box::new(percent(node, Some(70), 80))));
    assert_eq!(conflict.by.as_ref().map(|(author, _)| author.as_str()), Some("甲"));
    let again = conflict.overwriting(OpId(9_999)).expect("can be overwritten");
    other.commit(&again, now()).expect("overwrites");
    assert_eq!(board(store).item_no(14).and_then(|item| item.work.percent).map(i64::from), Some(80));
}

pub fn two_people_may_edit_different_fields_of_one_item(store: &mut dyn Store, another: Another<'_>) {
    let node = node(&board(store), 14);
    let mut other = another();
    done(store, "甲", vec![percent(node, None, 70)]);
    let due = Due::default().moved_to(Some(day("2024-09-30")));
    done(other.as_mut(), "乙", vec![Change::Field { node, to: FieldChange::Due(Delta::new(Due::default(), due)) }]);
}

pub fn a_refused_edit_leaves_nothing_behind_and_a_repeated_one_is_done_once(store: &mut dyn Store, _: Another<'_>) {
    let before = board(store);
    let node = node(&before, 14);
    let bad = edit("甲", EditKind::Do, vec![percent(node, None, 50), percent(node, Some(99), 60)]);
    assert!(matches!(store.commit(&bad, now()), Err(CommitError::Conflict(_))));
    assert_eq!(board(store), before);
    let good = edit("甲", EditKind::Do, vec![percent(node, None, 50)]);
    let first = store.commit(&good, now()).expect("commits");
    let second = store.commit(&good, now()).expect("is harmless");
    assert_eq!(first, second);
}

pub fn two_plans_live_side_by_side(store: &mut dyn Store, _: Another<'_>) {
    let second = imported(store, "某市2025年工作要点\n一、甲\n1.子。\n做一。(责任科室:教研室)\n", 2);
    let plans = store.plans().expect("reads");
    assert_eq!(
        plans.iter().map(|plan| (plan.period.to_string(), plan.items)).collect::<Vec<_>>(),
        [("2024".to_owned(), 31), ("2025".to_owned(), 1)]
    );
    let other = store.load(second).expect("loads");
    assert_eq!(item(&other, 1).work.lead.as_deref(), Some("教研室"));
    assert_eq!(board(store).items().len(), 31);
    assert_eq!(imported(store, LIUAN_2024, 1), PLAN, "the same act is done once");
    assert_eq!(store.plan_from(LIUAN_2024), Ok(Some(PLAN)));
}

pub fn clocks_may_jump(store: &mut dyn Store, _: Another<'_>) {
    let node = node(&board(store), 14);
    for (year, (before, after)) in [2030, 1990, 2024].into_iter().zip([(None, 1), (Some(1), 2), (Some(2), 3)]) {
        let edit = edit("甲", EditKind::Do, vec![percent(node, before, after)]);
        let at = Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).single().expect("a time");
        store.commit(&edit, at).expect("commits");
    }
    let numbers: Vec<i64> = lines(store).iter().map(|entry| entry.seq.0).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
}

pub fn a_journal_is_read_by_item_and_back_from_a_line(store: &mut dyn Store, _: Another<'_>) {
    let plan = board(store);
    done(store, "甲", vec![percent(node(&plan, 1), None, 5)]);
    done(store, "甲", vec![percent(node(&plan, 2), None, 6)]);
    done(store, "甲", vec![percent(node(&plan, 2), Some(6), 7)]);
    let query = JournalQuery { plan: PLAN, item: Some(item(&plan, 2).id), before: None, limit: 10 };
    let numbers = |entries: Vec<duban::plan::Entry>| entries.iter().map(|entry| entry.seq.0).collect::<Vec<_>>();
    assert_eq!(numbers(store.journal(query).expect("reads")), [4, 3]);
    assert_eq!(numbers(store.journal(JournalQuery { limit: 1, ..query }).expect("reads")), [4]);
    let before = JournalQuery { item: None, before: Some(Revision(3)), ..query };
    assert_eq!(numbers(store.journal(before).expect("reads")), [2, 1]);
}

pub fn items_come_and_go_with_all_that_was_done_about_them(store: &mut dyn Store, another: Another<'_>) {
    let start = board(store);
    let section = start.sections[1].id;
    let head = |id: i64, no: u32| ItemHead {
        id: ItemId(id),
        section,
        no,
        title: "加强校车管理".to_owned(),
        group: String::new(),
        why: "局长办公会第8次会议".to_owned(),
        carried_from: None,
    };
    let added = done(store, "甲", vec![Change::ItemAdded { item: head(1 << 41, 32) }]);
    // Two who add at once get two numbers.
    let mut second = another();
    let also = done(second.as_mut(), "乙", vec![Change::ItemAdded { item: head((1 << 41) + 1, 32) }]);
    let [Change::ItemAdded { item: also }] = also.edit.changes.as_slice() else { panic!("{also:?}") };
    assert_eq!(also.no, 33);
    let there = board(store);
    assert_eq!((there.items().len(), there.next_no()), (33, 34));
    assert_eq!(there.items_of(section).last().map(|item| item.no), Some(33));
    // Item 14 has a figure, a measure less and a report; all of it goes with it and comes back.
    let node = node(&there, 14);
    done(store, "甲", vec![percent(node, None, 40)]);
    let before = board(store);
    let gone = done(store, "甲", vec![Change::ItemRemoved { item: item(&before, 14).head("上级取消") }]);
    let without = board(store);
    assert!(without.item_no(14).is_none() && without.removed().len() == 1 && without.next_no() == 34);
    let late = store.commit(&edit("乙", EditKind::Do, vec![percent(node, Some(40), 50)]), now());
    assert!(matches!(&late, Err(CommitError::Conflict(it)) if it.clash == Clash::Gone), "{late:?}");
    let then = without.as_of(&lines(store), lines(store).len() - 1);
    assert_eq!(then.item_no(14), before.item_no(14), "the past has it whole");
    undone(store, "甲", &gone).expect("comes back");
    assert_eq!(board(store).item_no(14), before.item_no(14));
    // A number is not given anew.
    undone(store, "甲", &added).expect("is taken back");
    assert_eq!(board(store).next_no(), 34);
    let moved = Change::ItemMoved { item: node.item, section: Delta::new(item(&before, 14).section, section) };
    done(store, "甲", vec![moved]);
    assert!(board(store).items_of(section).iter().any(|item| item.no == 14));
    let mut walked = board(store);
    for entry in lines(store).iter().rev() {
        walked.roll_back(entry).expect("every line leads back");
    }
    assert_eq!(walked.canonical_text(), start.canonical_text());
}
