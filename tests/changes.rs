//! Changes as values: whatever a change does to a board, its way back undoes; and two people's wishes that can be merged
//! come to the same in either order.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::{DateTime, Days, NaiveDate, Utc};
use duban::plan::{
    Board, Cadence, Change, Delta, Directive, DirectiveId, DirectiveKind, Due, Extension, ExtensionId, FieldChange,
    Forecast, Item, ItemHead, ItemId, Measure, MeasureId, Meeting, MeetingId, Node, Part, Percent, Person, PlanChange,
    PlanId, PlanState, Report, ReportId, Role, Settled, Stage, Standing, Target, Work,
};
use proptest::prelude::*;

/// A plan half a year on, with everything in it.
static BOARD: LazyLock<Board> =
    LazyLock::new(|| duban::cli::demo_store().expect("a store").load(PlanId(1)).expect("the plan"));

/// Kinds of changes that have a way back.
const KINDS: usize = 19;

/// The number of a kind. A new kind does not compile until it is tested here.
fn kind(change: &Change) -> Option<usize> {
    Some(match change {
        Change::Field { .. } => 0,
        Change::Text { .. } => 1,
        Change::MeasureAdded { .. } => 2,
        Change::MeasureRemoved { .. } => 3,
        Change::MeasureMoved { .. } => 4,
        Change::ReportAdded { .. } => 5,
        Change::ReportRemoved { .. } => 6,
        Change::Part { .. } => 7,
        Change::Extension { .. } => 8,
        Change::Directive { .. } => 9,
        Change::Meeting { .. } => 10,
        Change::Person { .. } => 11,
        Change::Setting { .. } => 12,
        Change::Plan { .. } => 13,
        Change::ItemAdded { .. } => 14,
        Change::ItemRemoved { .. } => 15,
        Change::ItemMoved { .. } => 16,
        Change::Sections { .. } => 17,
        Change::ItemsNumbered { .. } => 18,
        Change::FromPaper { .. } | Change::UnitRenamed { .. } | Change::Decided { .. } => return None,
        Change::UnitAdded { .. } | Change::PlanImported { .. } | Change::Restored { .. } => return None,
    })
}

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).expect("a date") + Days::new(n)
}

fn at(n: u64) -> DateTime<Utc> {
    day(n).and_hms_opt(3, 0, 0).expect("a time").and_utc()
}

fn any_standing() -> impl Strategy<Value = Standing> {
    let day = || prop::option::of((0u64..366).prop_map(day));
    (prop::sample::select(Stage::ALL.to_vec()), prop::option::of("[a-z]{1,4}"), day(), day())
        .prop_map(|(stage, note, assigned, finished)| Standing { stage, note, assigned, finished })
}

fn any_percent() -> impl Strategy<Value = Option<Percent>> {
    prop::option::of((0i64..=100).prop_map(|n| Percent::try_from(n).expect("a percentage")))
}

fn any_names() -> impl Strategy<Value = BTreeSet<String>> {
    prop::collection::btree_set(
        prop::sample::select(vec!["金安区".to_owned(), "裕安区".to_owned(), "霍邱县".to_owned()]),
        0..3,
    )
}

fn any_work() -> impl Strategy<Value = Work> {
    let text = || prop::option::of("[甲乙丙]{1,3}");
    let day = || prop::option::of((0u64..366).prop_map(day));
    let due = (day(), day(), 0u32..4).prop_map(|(current, original, extensions)| Due { current, original, extensions });
    let first = (any_standing(), any_percent(), due, day(), text(), any_names(), text(), any_names());
    let target = prop::option::of("[0-9]{1,3} 所".prop_map(|text| Target::parse(&text)));
    let cadence = prop::option::of(prop::sample::select(Cadence::ALL.to_vec()));
    let second = (target, cadence, prop::sample::select(Forecast::ALL.to_vec()), text(), text());
    (first, second).prop_map(|(first, second)| {
        let (standing, percent, due, start, lead, support, leader, counties) = first;
        let (target, cadence, forecast, lever, safeguard) = second;
        Work {
            standing,
            percent,
            due,
            start,
            lead,
            support,
            leader,
            counties,
            target,
            cadence,
            forecast,
            lever,
            safeguard,
        }
    })
}

fn any_part() -> impl Strategy<Value = Part> {
    let acknowledged = prop::option::of((0u64..366).prop_map(at));
    (acknowledged, any_percent(), any_standing()).prop_map(|(acknowledged, percent, standing)| Part {
        acknowledged,
        percent,
        standing,
    })
}

/// A change of that kind which holds on the board.
fn change_of(kind: usize, at_item: usize, work: &Work, part: Part, n: u64) -> Change {
    let board = &*BOARD;
    let item: &Item = &board.items()[at_item % board.items().len()];
    let measure = &item.measures[n as usize % item.measures.len()];
    let node = if n.is_multiple_of(2) { Node::item(item.id) } else { Node::measure(item.id, measure.id) };
    let fields = board.work(node).expect("there").changes_to(work);
    let text = || format!("第{n}个字样");
    let node_of = Node::measure(item.id, measure.id);
    let report = Report {
        id: ReportId(1 << 40),
        node,
        day: day(n),
        author: text(),
        percent: work.percent,
        done: text(),
        problem: String::new(),
        next: text(),
        unchanged: n.is_multiple_of(3),
        unit: None,
    };
    match kind {
        0 if !fields.is_empty() => Change::Field { node, to: fields[n as usize % fields.len()].clone() },
        0 | 1 => Change::Text { node, text: Delta::new(board.text(node).expect("a text").to_owned(), text()) },
        2 => {
            let own = Some(Box::new(work.clone())).filter(|work| **work != Work::default());
            let measure = Measure { id: MeasureId(1 << 40), rank: measure.rank + 1, text: text(), work: own };
            Change::MeasureAdded { item: item.id, measure }
        }
        3 => Change::MeasureRemoved { item: item.id, measure: measure.clone() },
        4 => Change::MeasureMoved { node: node_of, rank: Delta::new(measure.rank, measure.rank + n as i64 * 999_983) },
        6 if !item.reports.is_empty() => {
            Change::ReportRemoved { report: item.reports[n as usize % item.reports.len()].clone() }
        }
        5 | 6 => Change::ReportAdded { report },
        7 => {
            let unit = ["金安区", "霍山县", "叶集区"][n as usize % 3].to_owned();
            let part = Delta::new(item.part(&unit), part);
            Change::Part { item: item.id, unit, part }
        }
        kind => change_of_record(kind, node, n),
    }
}

/// A change of a request, an instruction, a meeting or a person: added, changed, or taken away.
fn change_of_record(kind: usize, node: Node, n: u64) -> Change {
    let board = &*BOARD;
    let text = || format!("第{n}个字样");
    let (changed, kept) = (n.is_multiple_of(2), n.is_multiple_of(4));
    let item = board.item(node.item).expect("an item");
    match kind {
        8 => {
            let known = board.extensions.first().filter(|_| changed);
            let new = Extension {
                id: known.map_or(ExtensionId(1 << 40), |it| it.id),
                node,
                unit: None,
                author: text(),
                day: day(n),
                to: day(n + 1),
                reason: text(),
                answer: None,
            };
            let after = Some(new.clone()).filter(|_| known.is_none() || kept);
            Change::Extension { id: new.id, extension: Delta::new(known.cloned(), after) }
        }
        9 => {
            let known = board.directives.get(n as usize % 4).filter(|_| changed);
            let new = Directive {
                id: known.map_or(DirectiveId(1 << 40), |it| it.id),
                item: Some(node.item),
                meeting: None,
                kind: DirectiveKind::Supervision,
                text: text(),
                issuer: None,
                owner: None,
                due: Some(day(n)),
                day: day(n),
                author: text(),
                reply: None,
                returned: None,
                closed: None,
            };
            let after = Some(new.clone()).filter(|_| known.is_none() || kept);
            Change::Directive { id: new.id, directive: Box::new(Delta::new(known.cloned(), after)) }
        }
        10 => {
            let known = board.meetings.first().filter(|_| changed);
            let new = Meeting {
                id: known.map_or(MeetingId(1 << 40), |it| it.id),
                title: text(),
                day: day(n),
                place: text(),
                chair: text(),
                present: Vec::new(),
                agenda: board.proposed_agenda(day(n)),
                up: None,
                began: at(n),
                ended: Some(at(n + 1)),
                author: text(),
            };
            let after = Some(new.clone()).filter(|_| known.is_none() || kept);
            Change::Meeting { id: new.id, meeting: Box::new(Delta::new(known.cloned(), after)) }
        }
        12..=18 => change_of_plan(kind, item, n),
        _ => {
            let person = Person {
                login: "zhang".to_owned(),
                name: text(),
                unit: None,
                role: Role::Reporter,
                active: true,
                keys: BTreeSet::new(),
            };
            Change::Person { login: "zhang".to_owned(), person: Delta::added(person) }
        }
    }
}

/// A change of the plan as a whole, or of what its items are.
fn change_of_plan(kind: usize, item: &Item, n: u64) -> Change {
    let board = &*BOARD;
    let text = || format!("第{n}个字样");
    match kind {
        12 => Change::Setting { name: "time_zone".to_owned(), value: Delta::added("Asia/Urumqi".to_owned()) },
        14 => {
            let section = board.sections[n as usize % board.sections.len()].id;
            let (id, no) = (ItemId((1 << 41) + n as i64), board.next_no());
            Change::ItemAdded {
                item: ItemHead {
                    id,
                    section,
                    no,
                    title: text(),
                    group: String::new(),
                    why: text(),
                    carried_from: None,
                },
            }
        }
        15 => Change::ItemRemoved { item: item.head(text()) },
        16 => {
            let section = board.sections[n as usize % board.sections.len()].id;
            Change::ItemMoved { item: item.id, section: Delta::new(item.section, section) }
        }
        17 => {
            let mut after = board.sections.clone();
            let count = after.len();
            after.rotate_left(n as usize % count);
            if n.is_multiple_of(2) {
                after[0].heading = text();
            }
            for (section, ordinal) in after.iter_mut().zip(1..) {
                section.ordinal = ordinal;
            }
            Change::Sections { sections: Delta::new(board.sections.clone(), after) }
        }
        18 => {
            let other = board.items().iter().find(|other| other.id != item.id).expect("another");
            let before = vec![(item.id, item.no), (other.id, other.no)];
            let after = vec![(item.id, other.no), (other.id, item.no)];
            Change::ItemsNumbered { numbers: Delta::new(before, after) }
        }
        _ => Change::Plan { to: PlanChange::State(Delta::new(board.plan.state, PlanState::Archived)) },
    }
}

/// Records have no order of their own in memory; they are shown by what they say.
fn sorted(mut board: Board) -> Board {
    board.extensions.sort_by_key(|it| it.id);
    board.directives.sort_by_key(|it| it.id);
    board.meetings.sort_by_key(|it| it.id);
    let removed: Vec<Report> = board.items().iter().flat_map(|item| item.reports.clone()).collect();
    for report in &removed {
        board.apply(&Change::ReportRemoved { report: report.clone() });
    }
    let mut again = removed;
    again.sort_by_key(|report| report.id);
    for report in again {
        board.apply(&Change::ReportAdded { report });
    }
    board
}

#[test]
fn every_kind_of_change_is_tried() {
    let part = Part { percent: Percent::try_from(40).ok(), ..Part::default() };
    let work = Work { lead: Some("某科".to_owned()), ..Work::default() };
    for wanted in 0..KINDS {
        let found = (0..20).any(|n| kind(&change_of(wanted, 13, &work, part.clone(), n)) == Some(wanted));
        assert!(found, "{wanted}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_way_back_undoes_what_a_change_did(
        of in 0..KINDS, item in 0usize..31, work in any_work(), part in any_part(), n in 0u64..300
    ) {
        let change = change_of(of, item, &work, part, n);
        let mut board = BOARD.clone();
        prop_assert!(board.apply(&change), "{change:?}");
        let there = board.clone();
        let back = change.inverted().expect("a way back");
        prop_assert!(board.apply(&back));
        prop_assert!(sorted(board.clone()) == sorted(BOARD.clone()), "{change:?}");
        // And the way back has one itself.
        prop_assert_eq!(back.inverted(), Some(change.clone()));
        board.apply(&change);
        prop_assert!(sorted(board) == sorted(there), "{change:?}");
    }

    /// Different fields of one piece of work go together in either order.
    #[test]
    fn two_fields_come_to_the_same_in_either_order(base in any_work(), one in any_work(), other in any_work(), n in 0usize..13, m in 0usize..13) {
        let (ones, others) = (base.changes_to(&one), base.changes_to(&other));
        prop_assume!(!ones.is_empty() && !others.is_empty());
        let (first, second): (&FieldChange, &FieldChange) = (&ones[n % ones.len()], &others[m % others.len()]);
        prop_assume!(first.field() != second.field());
        let after = |order: [&FieldChange; 2]| {
            let mut work = base.clone();
            for change in order {
                assert!(change.holds(&work), "neither has touched the other's field");
                change.apply(&mut work);
            }
            work
        };
        prop_assert_eq!(after([first, second]), after([second, first]));
    }

    /// What two people make of one unit's part: merged, each keeps what he changed, whoever comes first.
    #[test]
    fn merging_agrees_with_doing_both(base in any_part(), ours in any_part(), theirs in any_part(), mask in 0u8..64) {
        // Each changes some sides and leaves the others.
        let pick = |mask: u8, wish: &Part| Part {
            acknowledged: if mask & 1 == 0 { base.acknowledged } else { wish.acknowledged },
            percent: if mask & 2 == 0 { base.percent } else { wish.percent },
            standing: if mask & 4 == 0 { base.standing.clone() } else { wish.standing.clone() },
        };
        let (ours, theirs) = (pick(mask & 7, &ours), pick(mask >> 3, &theirs));
        let settle = |wish: &Part, now: &Part| match Delta::new(base.clone(), wish.clone()).settled_part(now) {
            Settled::Write(swap) => Some(swap.after),
            Settled::Agreed => Some(now.clone()),
            Settled::Clash(_) => None,
        };
        let both = (settle(&ours, &theirs), settle(&theirs, &ours));
        // Who affirms what he saw is told when it is another now; that is no merge.
        prop_assume!(ours != base && theirs != base);
        // Of two who acknowledge, the first did: that is not for merging to decide.
        let twice = ours.acknowledged != base.acknowledged && theirs.acknowledged != base.acknowledged;
        prop_assume!(!twice || ours.acknowledged == theirs.acknowledged);
        match both {
            (Some(one), Some(other)) => {
                prop_assert_eq!(&one, &other);
                let each = |merged: bool, wish: bool, changed: bool| !changed || merged == wish;
                prop_assert!(each(one.percent == ours.percent, true, ours.percent != base.percent));
                prop_assert!(each(one.percent == theirs.percent, true, theirs.percent != base.percent));
                prop_assert!(each(one.standing == ours.standing, true, ours.standing != base.standing));
                prop_assert!(each(one.standing == theirs.standing, true, theirs.standing != base.standing));
            }
            (None, None) => {}
            (one, other) => prop_assert!(false, "one way {one:?}, the other {other:?}"),
        }
    }
}
