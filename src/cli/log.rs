//! `duban log`: the journal.

use super::invocation::Invocation;
use super::outcome::{Done, print, print_json};
use crate::plan::{Action, Entry};
use crate::report::{EntryJson, entry_in_words};
use crate::store::JournalQuery;

pub(super) fn log(invocation: &Invocation, number: Option<&str>, json: bool, limit: u32) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let board = invocation.board(store.as_mut())?;
    let item = number.map(|number| invocation.node(&board, number)).transpose()?.map(|node| node.item);
    let query = JournalQuery { plan: board.plan.id, item, before: None, limit };
    let entries = invocation.last_lines(store.as_mut(), &board, query)?;
    // Whose key is whose is the administrators' to know.
    let mut entries = entries;
    if board.actor(&invocation.author).may_somewhere(Action::People).is_err() {
        entries.iter_mut().for_each(Entry::leave_keys_out);
    }
    if json {
        let lines: Vec<EntryJson<'_>> = entries.iter().map(EntryJson::of).collect();
        return print_json(&lines);
    }
    let mut text = String::new();
    for entry in &entries {
        let at = board.zone.clock(entry.at, "%Y-%m-%d %H:%M:%S");
        text.push_str(&format!(
            "{:>5}  {at}  {}  {}\n",
            entry.seq.0,
            board.called(&entry.edit.author),
            entry_in_words(lang, &board, entry)
        ));
    }
    print(&text)
}
