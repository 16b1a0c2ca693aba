//! `duban`: opens the board.

use std::io::IsTerminal;

use super::session::{Session, colour_depth, draft_path, left_drafts, preferences_path};
use super::{Code, Done, Failure, store_failure};
use crate::app::{App, Start};
use crate::store::Store;
use crate::term;

/// The board on the user's database.
pub(super) fn open(session: &Session) -> Done {
    check_terminal(session)?;
    let store = session.open()?;
    show(session, Box::new(store), None, true)
}

/// Refuses where a full-screen program cannot work, with a sentence that says what can.
pub(super) fn check_terminal(session: &Session) -> Done {
    let refuse = |key: &str| Err(Failure::new(Code::Failed, session.lang.say(key)));
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        return refuse("trouble.no_terminal");
    }
    match std::env::var("TERM").unwrap_or_default().as_str() {
        "dumb" | "" => refuse("trouble.dumb_terminal"),
        // Its fonts have at most 512 characters and no Chinese ones; the sentence is in Latin letters.
        "linux" => refuse("trouble.linux_console"),
        _ => Ok(()),
    }
}

/// Shows a store's plan until the person leaves.
pub(super) fn show(
    session: &Session,
    mut store: Box<dyn Store>,
    as_of: Option<chrono::NaiveDate>,
    keeps: bool,
) -> Done {
    let board = session.board(store.as_mut())?;
    let asked = session.as_of(board.plan.year)?;
    let mut app = App::new(Start {
        plans: store.plans().map_err(store_failure(session.lang))?,
        author: session.author.clone(),
        today: session.today,
        as_of: asked.or(as_of),
        lang: session.lang,
        theme: session.theme()?,
        read_only: store.is_read_only(),
        seed: fastrand::u64(..),
        board,
    });
    let preferences = preferences_path().filter(|_| keeps);
    let draft = if keeps { draft_path(&session.database()?) } else { None };
    for (path, left) in draft.as_deref().map(left_drafts).unwrap_or_default() {
        // One at a time; it is gone from the disk once it is on the screen.
        if app.resume(left) {
            std::fs::remove_file(path)?;
            break;
        }
    }
    term::run(term::Session { app, store, depth: colour_depth(), preferences, draft })?;
    Ok(())
}
