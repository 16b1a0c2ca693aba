//! Adjustments of a plan in words, as minutes and the ledger tell them: which item, what became of it, by whose decision.

use chrono::NaiveDate;

use super::change_prose::change_in_words;
use super::names::within_quotes;
use crate::plan::{
    Adjusted, Adjustment, Board, Change, Chronology, Entry, Item, ItemHead, ItemId, SectionId, Why, adjustments,
};
use crate::words::{self, Lang, Text};

/// What sort of adjustment it is: 新增, 撤销, 结转, 调整.
fn adjustment_kind(what: Adjusted<'_>) -> Text {
    match what {
        Adjusted::Added(item) if item.carried_from.is_some() => words::adjustment::CARRIED,
        Adjusted::Added(_) => words::adjustment::ADDED,
        Adjusted::Removed(_) => words::adjustment::REMOVED,
        Adjusted::Reworded(..) => words::adjustment::REWORDED,
        Adjusted::Moved(..) | Adjusted::Arranged(_) => words::adjustment::CHANGED,
    }
}

/// What was adjusted, as one clause. `entries` is the journal up to `board`, which knows what an item was called that is not
/// there any more.
pub(super) fn adjustment_in_words(lang: Lang, board: &Board, entries: &[Entry], what: Adjusted<'_>) -> String {
    let section = |id: SectionId| board.section(id).map(|section| section.label.clone()).unwrap_or_default();
    let (no, title) = what.item().and_then(|id| named(board, entries, id)).unwrap_or_default();
    let (no, title) = (&no, &within_quotes(&title));
    match what {
        Adjusted::Added(item) => lang.fill(words::adjustment::Add {
            kind: &lang.say(adjustment_kind(what)),
            no: &item.no,
            title: &within_quotes(&item.title),
            section: &section(item.section),
        }),
        Adjusted::Removed(item) => {
            lang.fill(words::adjustment::Remove { no: &item.no, title: &within_quotes(&item.title) })
        }
        Adjusted::Moved(_, swap) => {
            let (before, after) = (&section(swap.before), &section(swap.after));
            lang.fill(words::adjustment::Move { no, title, before, after })
        }
        Adjusted::Reworded(_, text) => {
            let (before, after) = (&within_quotes(&text.before), &within_quotes(&text.after));
            lang.fill(words::adjustment::Reword { no, before, after })
        }
        Adjusted::Arranged(change) => change_in_words(lang, change),
    }
}

/// Number and title of an item, of one that was taken away as they were then.
fn named(board: &Board, entries: &[Entry], id: ItemId) -> Option<(u32, String)> {
    if let Some(item) = board.item(id) {
        return Some((item.no, item.title.clone()));
    }
    removed_heads(entries).find(|head| head.id == id).map(|head| (head.no, head.title.clone()))
}

/// What was taken away, the last first.
fn removed_heads(entries: &[Entry]) -> impl Iterator<Item = &ItemHead> {
    let changes = entries.iter().rev().flat_map(|entry| entry.edit.changes.iter().rev());
    changes.filter_map(|change| if let Change::ItemRemoved { item } = change { Some(item) } else { None })
}

/// An adjustment as a row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdjustmentRow {
    /// When it was done.
    pub day: Option<NaiveDate>,
    /// What sort it is.
    pub kind: Text,
    /// The number of the item, where it is about one.
    pub no: Option<u32>,
    /// What was done.
    pub what: String,
    /// By whose decision.
    pub why: String,
    /// Who did it.
    pub author: String,
}

/// What was adjusted, as rows of the ledger, oldest first. `entries` is the journal up to `board`, `today` the last day there
/// can be lines of; of what concerns an item those that are `shown`, be it taken away or not.
pub fn adjustment_rows(
    lang: Lang,
    board: &Board,
    entries: &[Entry],
    today: NaiveDate,
    shown: impl Fn(&Item) -> bool,
) -> Vec<AdjustmentRow> {
    let days = Chronology::of(entries, board.zone, today);
    // Of an item about which nothing was done before it was taken away its head says all.
    let bare: Vec<Item> = removed_heads(entries).map(Item::of_head).collect();
    let concerns = |id: ItemId| {
        let known = board.item(id).or_else(|| board.removed().iter().chain(&bare).find(|item| item.id == id));
        known.is_some_and(&shown)
    };
    let row = |it: Adjustment<'_>| {
        let at = entries.binary_search_by_key(&it.seq, |entry| entry.seq).ok();
        AdjustmentRow {
            day: at.and_then(|at| days.day(at)),
            kind: adjustment_kind(it.what),
            // As it was then, where the line says it: the words beside it say the same.
            no: match it.what {
                Adjusted::Added(item) | Adjusted::Removed(item) => Some(item.no),
                Adjusted::Moved(id, _) | Adjusted::Reworded(id, _) => named(board, entries, id).map(|(no, _)| no),
                Adjusted::Arranged(_) => None,
            },
            what: adjustment_in_words(lang, board, entries, it.what),
            why: why_in_words(lang, it.why).unwrap_or_default(),
            author: board.called(it.author).to_owned(),
        }
    };
    adjustments(entries).into_iter().filter(|it| it.what.item().is_none_or(concerns)).map(row).collect()
}

/// By whose decision; nothing where nobody said it.
pub(super) fn why_in_words(lang: Lang, why: Why<'_>) -> Option<String> {
    match why {
        Why::Said(why) => Some(why.to_owned()),
        Why::Correction(title) => Some(lang.fill(words::change::FromCorrection { title: &title })),
        Why::TakenBack => Some(lang.say(words::adjustment::TAKEN_BACK).to_owned()),
        Why::Unsaid => None,
    }
}
