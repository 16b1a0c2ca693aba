//! Two who write at once: those who want the same agree, different sides go together, and the rest is told. What a session
//! holds in memory and what another loads is always in one order.

use std::collections::BTreeSet;

use duban::plan::{
    Answer, Board, Change, Clash, Delta, Denied, Directive, DirectiveId, DirectiveKind, Due, EditKind, Extension,
    ExtensionId, FieldChange, Measure, MeasureId, Meeting, MeetingId, Node, Origin, Part, Percent, Person, Revision,
    Role, Said, Subject, Treated, Unit, steps, to_milliseconds,
};
use duban::store::{CommitError, Store};

use super::{Another, PLAN, board, day, done, edit, item, lines, node, now, undone};

fn percent(value: i64) -> Option<Percent> {
    Percent::try_from(value).ok()
}

fn figure(node: Node, before: i64, after: i64) -> Change {
    let at = |value: i64| percent(value).filter(|_| value > 0);
    Change::Field { node, to: FieldChange::Percent(Delta::new(at(before), at(after))) }
}

fn county(board: &Board, no: u32, before: Part, after: Part) -> Change {
    Change::Part { item: item(board, no).id, unit: "金寨县".to_owned(), part: Delta::new(before, after) }
}

fn part(value: i64) -> Part {
    Part { percent: percent(value), ..Part::default() }
}

fn meeting(id: i64) -> Meeting {
    Meeting {
        id: MeetingId(id),
        title: format!("第{id}次推进会"),
        day: day("2024-06-20"),
        place: String::new(),
        chair: String::new(),
        present: Vec::new(),
        agenda: Vec::new(),
        up: None,
        began: to_milliseconds(now()),
        ended: None,
        author: "甲".to_owned(),
    }
}

fn begun(meeting: &Meeting) -> Change {
    Change::Meeting { id: meeting.id, meeting: Box::new(Delta::added(meeting.clone())) }
}

fn turned(before: &Meeting, after: &Meeting) -> Change {
    Change::Meeting { id: before.id, meeting: Box::new(Delta::changed(before.clone(), after.clone())) }
}

fn ended(meeting: &Meeting, seconds: i64) -> Meeting {
    Meeting { ended: Some(to_milliseconds(now() + chrono::Duration::seconds(seconds))), ..meeting.clone() }
}

fn directive() -> Directive {
    Directive {
        id: DirectiveId(50),
        item: None,
        meeting: None,
        kind: DirectiveKind::Supervision,
        text: "逐县核对".to_owned(),
        issuer: None,
        owner: None,
        due: None,
        day: day("2024-06-20"),
        author: "甲".to_owned(),
        reply: None,
        returned: None,
        closed: None,
    }
}

fn extension(board: &Board) -> Extension {
    Extension {
        id: ExtensionId(60),
        node: node(board, 14),
        unit: None,
        author: "甲".to_owned(),
        day: day("2024-06-20"),
        to: day("2024-12-31"),
        reason: "评估顺延".to_owned(),
        answer: None,
    }
}

fn person(login: &str, role: Role) -> Person {
    let login = login.to_owned();
    Person { name: login.clone(), login, unit: None, role, active: true, keys: BTreeSet::new() }
}

fn added(board: &Board, no: u32, id: i64, rank: i64) -> Change {
    let measure = Measure { id: MeasureId(id), rank, text: format!("新增第{id}条"), work: None };
    Change::MeasureAdded { item: item(board, no).id, measure }
}

/// What is said by two different people as a wish of the same kind.
type Wish = Box<dyn Fn(&str, i64) -> Change>;

/// The same wish in every kind of change, by what is there first.
fn wishes(board: &Board) -> Vec<(&'static str, Vec<Change>, Wish)> {
    let at = node(board, 14);
    let first = item(board, 14).measures[0].clone();
    let removed = Change::MeasureRemoved { item: at.item, measure: first.clone() };
    let second = item(board, 14).measures[1].clone();
    let text = item(board, 14).title.clone();
    let (asked, given, held) = (extension(board), directive(), meeting(1));
    let due = Due::default().moved_to(Some(day("2024-09-30")));
    let said = |by: &str| Some(Said { text: "同意".to_owned(), by: by.to_owned(), day: day("2024-06-20") });
    let colleague = person("wang", Role::Reporter);
    let figures = board.clone();
    vec![
        ("a figure", vec![], Box::new(move |_, _| figure(at, 0, 60))),
        (
            "a date",
            vec![],
            Box::new(move |_, _| Change::Field { node: at, to: FieldChange::Due(Delta::new(Due::default(), due)) }),
        ),
        (
            "a title",
            vec![],
            Box::new(move |_, _| Change::Text { node: at, text: Delta::new(text.clone(), "新标题".to_owned()) }),
        ),
        ("a removal", vec![], Box::new(move |_, _| removed.clone())),
        (
            "a move",
            vec![],
            Box::new(move |_, _| Change::MeasureMoved {
                node: Node::measure(at.item, second.id),
                rank: Delta::new(second.rank, second.rank + 5),
            }),
        ),
        ("a unit", vec![], Box::new(|_, _| Change::UnitAdded { unit: Unit::named("教研室") })),
        ("a county's figure", vec![], Box::new(move |_, _| county(&figures, 14, Part::default(), part(60)))),
        ("an answer", vec![Change::Extension { id: asked.id, extension: Delta::added(asked.clone()) }], {
            Box::new(move |by, _| {
                let answer = Answer { granted: true, by: by.to_owned(), day: day("2024-06-20"), note: String::new() };
                let after = Extension { answer: Some(answer), ..asked.clone() };
                Change::Extension { id: asked.id, extension: Delta::changed(asked.clone(), after) }
            })
        }),
        ("a closing", vec![Change::Directive { id: given.id, directive: Box::new(Delta::added(given.clone())) }], {
            Box::new(move |by, _| {
                let after = Directive { closed: said(by), ..given.clone() };
                Change::Directive { id: given.id, directive: Box::new(Delta::changed(given.clone(), after)) }
            })
        }),
        ("a meeting's end", vec![begun(&held)], Box::new(move |_, n| turned(&held, &ended(&held, n)))),
        (
            "a role",
            vec![
                Change::Person { login: "甲".to_owned(), person: Delta::added(person("jia", Role::Admin)) },
                Change::Person { login: "wang".to_owned(), person: Delta::added(colleague.clone()) },
            ],
            Box::new(move |_, _| {
                let after = Person { role: Role::Supervisor, ..colleague.clone() };
                Change::Person { login: "wang".to_owned(), person: Delta::changed(colleague.clone(), after) }
            }),
        ),
    ]
}

pub fn two_who_want_the_same_agree(store: &mut dyn Store, another: Another<'_>) {
    let mut other = another();
    for (what, first, wish) in wishes(&board(store)) {
        let is_people = what == "a role";
        let (one, two) = if is_people { ("jia", "jia") } else { ("甲", "乙") };
        for change in first {
            let change = match change {
                Change::Person { person, .. } => {
                    let login = person.after.as_ref().map(|it| it.login.clone()).unwrap_or_default();
                    Change::Person { login, person }
                }
                change => change,
            };
            done(store, one, vec![change]);
        }
        let line = done(store, one, vec![wish(one, 1)]);
        let (before, count) = (board(store), lines(store).len());
        let second = other.commit(&edit(two, EditKind::Do, vec![wish(two, 2)]), now());
        let second = second.unwrap_or_else(|error| panic!("{what}: {error:?}"));
        if !matches!(wish(two, 2), Change::UnitAdded { .. } | Change::Meeting { .. } | Change::Person { .. }) {
            assert_eq!(second.seq, line.seq, "{what}: the line that did it");
        }
        assert_eq!(board(store), before, "{what}: nothing is written twice");
        assert_eq!(lines(store).len(), count, "{what}");
    }
}

pub fn agreeing_in_part_leaves_the_rest_to_be_written(store: &mut dyn Store, another: Another<'_>) {
    let plan = board(store);
    let mut other = another();
    done(store, "甲", vec![figure(node(&plan, 14), 0, 60)]);
    let both = vec![figure(node(&plan, 14), 0, 60), figure(node(&plan, 15), 0, 30)];
    let entry = done(other.as_mut(), "乙", both);
    assert_eq!(entry.edit.changes, [figure(node(&plan, 15), 0, 30)]);
    // Taking it back leaves the other's figure alone.
    undone(other.as_mut(), "乙", &entry).expect("undoes");
    let after = board(store);
    assert_eq!(item(&after, 14).work.percent, percent(60));
    assert_eq!(item(&after, 15).work.percent, None);
}

pub fn taking_back_what_somebody_else_has_taken_back_is_done_once(store: &mut dyn Store, another: Another<'_>) {
    let plan = board(store);
    let at = node(&plan, 14);
    let entry = done(store, "甲", vec![figure(at, 0, 60)]);
    done(another().as_mut(), "乙", vec![figure(at, 60, 0)]);
    undone(store, "甲", &entry).expect("agrees");
    let journal = lines(store);
    let left = steps(&journal, "甲");
    assert!(!left.undo.contains(&entry.seq), "it is not offered again");
    assert!(left.redo.is_empty(), "and there is nothing to do again");
    assert_eq!(item(&board(store), 14).work.percent, None);
}

pub fn a_meetings_end_is_not_undone_while_another_goes_on(store: &mut dyn Store, another: Another<'_>) {
    let (first, second) = (meeting(1), meeting(2));
    done(store, "甲", vec![begun(&first)]);
    let end = done(store, "甲", vec![turned(&first, &ended(&first, 60))]);
    let begin = done(another().as_mut(), "乙", vec![begun(&Meeting { author: "乙".to_owned(), ..second.clone() })]);
    assert_eq!(undone(store, "甲", &end), Err(CommitError::Denied(Denied::MeetingOpen)));
    let open = board(store).meetings.iter().filter(|meeting| meeting.ended.is_none()).count();
    assert_eq!(open, 1, "one meeting at a time");
    // Once the other is over, or taken back, it goes.
    undone(another().as_mut(), "乙", &begin).expect("takes it back");
    undone(store, "甲", &end).expect("goes on");
}

pub fn a_second_meeting_does_not_begin_while_one_goes_on(store: &mut dyn Store, another: Another<'_>) {
    done(store, "甲", vec![begun(&meeting(1))]);
    let second = edit("乙", EditKind::Do, vec![begun(&meeting(2))]);
    assert_eq!(another().commit(&second, now()), Err(CommitError::Denied(Denied::MeetingOpen)));
    // Nor by doing again what was taken back.
    let third = meeting(3);
    let over = done(store, "甲", vec![turned(&meeting(1), &ended(&meeting(1), 9))]);
    let begin = done(store, "甲", vec![begun(&third)]);
    let back = undone(store, "甲", &begin).expect("takes it back");
    undone(store, "甲", &over).expect("the first goes on");
    let again = edit("甲", EditKind::Redo(back.seq), back.edit.taken_back());
    assert_eq!(store.commit(&again, now()), Err(CommitError::Denied(Denied::MeetingOpen)));
    // A meeting that goes on can be changed as ever.
    let agenda = meeting(1).adding(Subject::Item(item(&board(store), 1).id), Origin::Picked);
    let now = board(store).meeting(MeetingId(1)).expect("the meeting").clone();
    let noted = Meeting { agenda: agenda.agenda, ..now.clone() }
        .treating(Subject::Item(item(&board(store), 1).id), Treated::Discussed);
    done(another().as_mut(), "乙", vec![turned(&now, &noted)]);
}

/// The measures of an item in the order of a board.
fn order(board: &Board, no: u32) -> Vec<i64> {
    item(board, no).measures.iter().map(|measure| measure.id.0).collect()
}

/// That nobody shares a rank, and all have one order: who loads, and who has followed the journal.
fn assert_one_order(store: &mut dyn Store, mut memory: Board, no: u32) -> Vec<i64> {
    let loaded = board(store);
    let ranks: BTreeSet<i64> = item(&loaded, no).measures.iter().map(|measure| measure.rank).collect();
    assert_eq!(ranks.len(), item(&loaded, no).measures.len(), "each has a rank of its own");
    for entry in store.since(PLAN, memory.revision).expect("reads") {
        for change in &entry.edit.changes {
            assert!(memory.apply(change));
        }
    }
    assert_eq!(order(&memory, no), order(&loaded, no));
    order(&loaded, no)
}

pub fn measures_added_at_one_place_keep_one_order_for_everybody(store: &mut dyn Store, another: Another<'_>) {
    let before = board(store);
    let after = item(&before, 14).measures[1].id;
    let (rank, room) = item(&before, 14).rank_after(Some(after)).expect("a place");
    assert!(room.is_empty());
    // Ids are drawn by chance: the later one may well be the smaller.
    let mut other = another();
    for n in 0..30 {
        let session: &mut dyn Store = if n % 2 == 0 { &mut *store } else { other.as_mut() };
        done(session, "甲", vec![added(&before, 14, 9_000 - n, rank)]);
    }
    let ids = assert_one_order(store, before.clone(), 14);
    let expected: Vec<i64> = (0..30).map(|n| 9_000 - n).collect();
    let at = ids.iter().position(|id| *id == 9_000).expect("the first");
    let mut found = ids[at..at + 30].to_vec();
    found.sort_unstable();
    assert_eq!(found, expected.iter().rev().copied().collect::<Vec<_>>(), "all at that place");
    assert_eq!(ids[at - 1], after.0);
}

pub fn a_measure_comes_back_to_a_place_that_was_taken_meanwhile(store: &mut dyn Store, another: Another<'_>) {
    let before = board(store);
    let (rank, _) = item(&before, 14).rank_after(Some(item(&before, 14).measures[0].id)).expect("a place");
    let add = done(store, "甲", vec![added(&before, 14, 9_001, rank)]);
    let back = undone(store, "甲", &add).expect("takes it back");
    done(another().as_mut(), "乙", vec![added(&before, 14, 9_002, rank)]);
    let again = edit("甲", EditKind::Redo(back.seq), back.edit.taken_back());
    store.commit(&again, now()).expect("comes back");
    let ids = assert_one_order(store, before, 14);
    assert!(ids.contains(&9_001) && ids.contains(&9_002));
}

pub fn a_measure_that_was_only_moved_can_be_taken_away(store: &mut dyn Store, another: Another<'_>) {
    let before = board(store);
    let first = item(&before, 14).measures[0].clone();
    let moves = item(&before, 14).moving(first.id, true);
    done(another().as_mut(), "乙", moves);
    let removal = Change::MeasureRemoved { item: item(&before, 14).id, measure: first.clone() };
    let entry = done(store, "甲", vec![removal]);
    assert!(!assert_one_order(store, before.clone(), 14).contains(&first.id.0));
    undone(store, "甲", &entry).expect("comes back to where it had been moved");
    assert_eq!(assert_one_order(store, before, 14)[1], first.id.0);
    // One whose words are others now is asked about.
    let now_there = item(&board(store), 14).measures[0].clone();
    let at = Node::measure(item(&board(store), 14).id, now_there.id);
    let text = Delta::new(now_there.text.clone(), "别的话。".to_owned());
    done(another().as_mut(), "乙", vec![Change::Text { node: at, text }]);
    let removal = Change::MeasureRemoved { item: at.item, measure: now_there };
    let refused = store.commit(&edit("甲", EditKind::Do, vec![removal]), now());
    let Err(CommitError::Conflict(conflict)) = refused else { panic!("{refused:?}") };
    assert!(matches!(conflict.clash, Clash::Rebased(_)));
}

pub fn two_who_move_measures_never_share_a_rank(store: &mut dyn Store, another: Another<'_>) {
    let before = board(store);
    let [one, two, three] = [0, 1, 2].map(|at| item(&before, 14).measures[at].id);
    let mut other = another();
    done(store, "甲", item(&before, 14).moving(one, true));
    // The other has not seen it: the same move agrees, one over the same measure is told, and what is then written over
    // it takes nobody's rank.
    done(other.as_mut(), "乙", item(&before, 14).moving(two, false));
    let swap = edit("乙", EditKind::Do, item(&before, 14).moving(two, true));
    let mut result = other.commit(&swap, now());
    while let Err(CommitError::Conflict(conflict)) = result {
        result = other.commit(&conflict.overwriting(duban::plan::OpId(fastrand::u64(..))).expect("goes"), now());
    }
    result.expect("is written");
    let ids = assert_one_order(store, before, 14);
    assert!([one, two, three].iter().all(|id| ids.contains(&id.0)));
}

pub fn a_newer_figure_of_a_county_is_not_overwritten(store: &mut dyn Store, another: Another<'_>) {
    let plan = board(store);
    done(store, "甲", vec![county(&plan, 14, Part::default(), part(60))]);
    for stale in [county(&plan, 14, Part::default(), part(40)), county(&plan, 14, part(40), part(40))] {
        let refused = another().commit(&edit("乙", EditKind::Do, vec![stale]), now());
        let Err(CommitError::Conflict(conflict)) = refused else { panic!("{refused:?}") };
        assert_eq!(conflict.clash, Clash::Rebased(Box::new(county(&plan, 14, part(60), part(40)))));
        assert_eq!(conflict.by.as_ref().map(|(author, _)| author.as_str()), Some("甲"));
    }
    assert_eq!(item(&board(store), 14).part("金寨县").percent, percent(60));
}

pub fn two_sides_of_one_part_go_together(store: &mut dyn Store, another: Another<'_>) {
    let plan = board(store);
    let received = Part { acknowledged: Some(to_milliseconds(now())), ..Part::default() };
    let entry = done(store, "甲", vec![county(&plan, 14, Part::default(), received.clone())]);
    done(another().as_mut(), "乙", vec![county(&plan, 14, Part::default(), part(60))]);
    let both = Part { acknowledged: received.acknowledged, ..part(60) };
    assert_eq!(item(&board(store), 14).part("金寨县"), both);
    // Taking one side back leaves the other.
    undone(store, "甲", &entry).expect("undoes");
    assert_eq!(item(&board(store), 14).part("金寨县"), part(60));
    assert!(lines(store).iter().all(|line| line.seq > Revision(0)));
}
