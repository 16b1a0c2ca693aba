//! Manual: the rows of keys in tables as the README prints them. A key stands once in what holds for a screen; which
//! keys there are is said by the table of commands alone.

use super::keymap::{BINDINGS, Binding, Context, DATED};
use crate::words::{self, Text};

/// Some rows of keys that work in one place.
#[derive(Debug)]
pub struct KeyTable {
    /// What the place is called.
    pub heading: Text,
    /// The screen or popup; of several screens none in particular.
    pub context: Option<Context>,
    /// The rows, in the order of the table of commands.
    pub rows: Vec<&'static Binding>,
}

fn is_everywhere(row: &Binding) -> bool {
    Context::SCREENS.iter().all(|screen| row.contexts.contains(screen))
}

fn is_off_the_wall(row: &Binding) -> bool {
    !is_everywhere(row) && Context::SCREENS.iter().all(|it| *it == Context::Projector || row.contexts.contains(it))
}

/// What works wherever the cursor is on an item.
fn is_about_items(row: &Binding) -> bool {
    let shared = is_everywhere(row) || is_off_the_wall(row);
    !shared && DATED.iter().all(|screen| row.contexts.contains(screen))
}

/// What works on every screen, on every screen but the projector's pages, on those that are about items, on each screen
/// besides, in each popup.
pub fn key_tables() -> Vec<KeyTable> {
    let rows = |holds: &dyn Fn(&Binding) -> bool| BINDINGS.iter().filter(|row| holds(row)).collect::<Vec<_>>();
    let mut tables = vec![
        KeyTable { heading: words::context::EVERYWHERE, context: None, rows: rows(&is_everywhere) },
        KeyTable { heading: words::context::ALL_BUT_PROJECTOR, context: None, rows: rows(&is_off_the_wall) },
        KeyTable { heading: words::context::OF_ITEMS, context: None, rows: rows(&is_about_items) },
    ];
    tables.extend(Context::SCREENS.iter().copied().map(|screen| {
        let own = |row: &Binding| {
            let shared = is_everywhere(row) || is_off_the_wall(row) || (is_about_items(row) && DATED.contains(&screen));
            row.contexts.contains(&screen) && !shared
        };
        KeyTable { heading: screen.text(), context: Some(screen), rows: rows(&own) }
    }));
    tables.extend(Context::POPUPS.iter().copied().map(|popup| {
        let own = |row: &Binding| row.contexts.contains(&popup);
        KeyTable { heading: popup.text(), context: Some(popup), rows: rows(&own) }
    }));
    tables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stands_once_in_what_holds_for_a_screen_and_every_row_somewhere() {
        let tables = key_tables();
        for screen in Context::SCREENS.iter().copied() {
            let holds = |table: &&KeyTable| match table.context {
                None if table.heading == words::context::OF_ITEMS => DATED.contains(&screen),
                None => screen != Context::Projector || table.heading == words::context::EVERYWHERE,
                context => context == Some(screen),
            };
            let rows = tables.iter().filter(holds).flat_map(|table| &table.rows);
            let mut keys: Vec<&str> = rows.flat_map(|row| row.keys.iter().copied()).collect();
            let all = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), all, "{screen:?}");
        }
        for row in BINDINGS {
            for context in row.contexts {
                let told = |table: &KeyTable| {
                    table.context.is_none_or(|it| it == *context) && table.rows.iter().any(|it| std::ptr::eq(*it, row))
                };
                assert!(tables.iter().any(told), "{:?} in {context:?}", row.keys);
            }
        }
    }
}
