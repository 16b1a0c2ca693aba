//! What every engine must do. Each test is a function over `&mut dyn Store`, beside a way to open further sessions on the
//! same plans; an engine joins by one more `engine!`.

mod merging;
mod random;
mod storing;

use chrono::{DateTime, NaiveDate, Utc};
use duban::plan::{Board, Change, Edit, EditKind, Entry, Item, Node, OpId, PlanId, Revision};
use duban::read::{LIUAN_2024, parse_plan};
use duban::store::{CommitError, Import, SqliteStore, Store};

/// Opens one more session on the same plans.
type Another<'a> = &'a dyn Fn() -> Box<dyn Store>;

/// Runs the tests on an engine; `$place` holds what is kept as long as a test runs, `$open` opens a session there.
macro_rules! engine {
    ($name:ident, $place:expr, $open:expr, $($suite:ident::{$($test:ident),* $(,)?}),* $(,)?) => {
        mod $name {
            $($(
                #[test]
                fn $test() {
                    let place = $place;
                    let another = || -> Box<dyn super::Store> { $open(&place) };
                    let mut first = another();
                    super::imported(first.as_mut(), super::LIUAN_2024, 1);
                    super::$suite::$test(first.as_mut(), &another);
                }
            )*)*
        }
    };
}

engine!(
    sqlite,
    tempfile::tempdir().expect("a folder"),
    |place: &tempfile::TempDir| Box::new(super::SqliteStore::open(&place.path().join("plan.db")).expect("opens")),
    storing::{
        what_is_in_memory_is_what_is_kept,
        undo_brings_everything_back_and_redo_repeats_it,
        the_second_of_two_is_told_what_the_first_wrote,
        two_people_may_edit_different_fields_of_one_item,
        a_refused_edit_leaves_nothing_behind_and_a_repeated_one_is_done_once,
        two_plans_live_side_by_side,
        items_come_and_go_with_all_that_was_done_about_them,
        clocks_may_jump,
        a_journal_is_read_by_item_and_back_from_a_line,
    },
    merging::{
        two_who_want_the_same_agree,
        agreeing_in_part_leaves_the_rest_to_be_written,
        taking_back_what_somebody_else_has_taken_back_is_done_once,
        a_meetings_end_is_not_undone_while_another_goes_on,
        a_second_meeting_does_not_begin_while_one_goes_on,
        measures_added_at_one_place_keep_one_order_for_everybody,
        a_measure_comes_back_to_a_place_that_was_taken_meanwhile,
        a_measure_that_was_only_moved_can_be_taken_away,
        two_who_move_measures_never_share_a_rank,
        a_newer_figure_of_a_county_is_not_overwritten,
        two_sides_of_one_part_go_together,
    },
    random::{whatever_two_do_they_agree_and_the_journal_leads_back},
);

const PLAN: PlanId = PlanId(1);

fn now() -> DateTime<Utc> {
    "2024-06-20T04:00:00Z".parse().expect("a time")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn imported(store: &mut dyn Store, text: &str, op: u64) -> PlanId {
    let draft = parse_plan(text);
    let period = draft.period.unwrap_or("2024".parse().expect("a period"));
    store
        .import(&Import { draft: &draft, source: text, period, author: "甲", op: OpId(op), at: now() })
        .expect("imports")
}

fn board(store: &mut dyn Store) -> Board {
    store.load(PLAN).expect("loads")
}

fn item(board: &Board, no: u32) -> &Item {
    board.item_no(no).expect("the item")
}

fn node(board: &Board, no: u32) -> Node {
    Node::item(item(board, no).id)
}

fn edit(author: &str, kind: EditKind, changes: Vec<Change>) -> Edit {
    let plan = if changes.iter().any(|it| matches!(it, Change::Person { .. })) { None } else { Some(PLAN) };
    Edit { op: OpId(fastrand::u64(..)), plan, author: author.to_owned(), kind, changes }
}

/// Commits what must go through.
fn done(store: &mut dyn Store, author: &str, changes: Vec<Change>) -> Entry {
    let told = format!("{changes:?}");
    store.commit(&edit(author, EditKind::Do, changes), now()).unwrap_or_else(|error| panic!("{error:?}: {told}"))
}

/// Takes back what a line did.
fn undone(store: &mut dyn Store, author: &str, entry: &Entry) -> Result<Entry, CommitError> {
    store.commit(&edit(author, EditKind::Undo(entry.seq), entry.edit.taken_back()), now())
}

/// The whole journal of the plan.
fn lines(store: &mut dyn Store) -> Vec<Entry> {
    store.since(PLAN, Revision(0)).expect("the journal")
}
