//! `duban`: opens the board.

use std::io::IsTerminal;
use std::time::Duration;

use chrono::Utc;

use super::Done;
use super::access::Noter;
use super::invocation::{Invocation, colour_depth};
use super::outcome::{Code, Failure, print, store_failure};
use super::own_file::{wrong_in_config, wrong_in_theme};
use super::restricted::is_terminal_name;
use crate::app::{App, Effect, Notice, OpenedPaper, Present, Start, take_over};
use crate::plan::Zone;
use crate::store::{Location, Presence, Store, when_waiting};
use crate::term::{self, Drafts};
use crate::ui::Themes;
use crate::words::{self, Text};

/// The board on the user's database.
pub(super) fn open(invocation: &Invocation) -> Done {
    check_terminal(invocation)?;
    let store = invocation.open()?;
    show(invocation, store, None, Some(invocation.location()?), Opening::Board)
}

/// Papers beside the plans that are read from them, until each was written or left.
pub(super) fn look_over(invocation: &Invocation, papers: Vec<OpenedPaper>) -> Done {
    let mut store = invocation.open()?;
    let known = |mut paper: OpenedPaper| {
        paper.known = store.plan_from(&paper.paper.text).map_err(store_failure(invocation.lang))?;
        Ok(paper)
    };
    let papers = papers.into_iter().map(known).collect::<Result<Vec<_>, Failure>>()?;
    show(invocation, store, None, Some(invocation.location()?), Opening::Papers(papers))
}

/// Refuses where a full-screen program cannot work, with a sentence that says what can.
pub(super) fn check_terminal(invocation: &Invocation) -> Done {
    let refuse = |why: Text| Err(Failure::new(Code::Failed, invocation.lang.say(why)));
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        return refuse(words::trouble::NO_TERMINAL);
    }
    let term = std::env::var("TERM").unwrap_or_default();
    match term.as_str() {
        "dumb" | "" => refuse(words::trouble::DUMB_TERMINAL),
        // Its fonts have at most 512 characters and no Chinese ones; the sentence is in Latin letters.
        "linux" => refuse(words::trouble::LINUX_CONSOLE),
        odd if !is_terminal_name(odd) => refuse(words::trouble::DUMB_TERMINAL),
        _ => Ok(()),
    }
}

/// What is shown first.
#[derive(Debug)]
pub(super) enum Opening {
    /// The board.
    Board,
    /// Papers to be looked over, one after the other.
    Papers(Vec<OpenedPaper>),
    /// The pages of the projector, turning every so many seconds; nothing can be written.
    Projector {
        /// Seconds a page.
        seconds: Option<u32>,
        /// In large text.
        large: bool,
    },
}

/// What is to be known before anything is pressed: what is wrong first, else what waits, else how to begin.
fn first_notice(
    invocation: &Invocation,
    app: &App,
    themes: &Themes,
    wrong: Option<String>,
    is_board: bool,
) -> Option<Notice> {
    let lang = invocation.lang;
    if let Some(fault) = app.data.board.faults.first() {
        return Some(Notice::trouble(crate::report::fault_in_words(lang, fault)));
    }
    if let Some(wrong) = wrong_in_theme(lang, themes, &app.env.theme).or(wrong) {
        return Some(Notice::trouble(wrong));
    }
    if let Some(open) = app.data.board.open_meeting().filter(|_| is_board) {
        return Some(Notice::info(lang.fill(words::notice::MeetingOpen { title: &open.title })));
    }
    let waiting = app.data.board.waiting(&app.session.author, app.day()).len();
    if waiting > 0 && !app.data.board.people.is_empty() {
        return Some(Notice::info(lang.fill(words::notice::Waiting { n: &waiting })));
    }
    // A fresh plan names no department: the list is pasted once, or each is typed as it comes.
    let begins = app.lacks_departments() && !app.session.read_only && is_board;
    begins.then(|| Notice::info(lang.say(words::notice::NO_DEPARTMENTS)))
}

/// Shows a store's plan until the person leaves; `kept` is where it is kept, if it is.
pub(super) fn show(
    invocation: &Invocation,
    mut store: Box<dyn Store>,
    as_of: Option<chrono::NaiveDate>,
    kept: Option<Location>,
    opening: Opening,
) -> Done {
    store.load_for_screens();
    let board = invocation.board(store.as_mut())?;
    let asked = invocation.as_of(&board)?;
    let looks_back = asked.filter(|day| *day < invocation.today(board.zone));
    let journal = looks_back.map(|_| invocation.journal(store.as_mut(), board.plan.id)).transpose()?;
    let themes = invocation.own.themes();
    let (own, faults) = invocation.own.config();
    take_over(own.keys.rows());
    let wrong = wrong_in_config(invocation.lang, &own, &faults, &themes);
    let mut app = App::new(Start {
        plans: store.plans().map_err(store_failure(invocation.lang))?,
        author: invocation.author.clone(),
        today: invocation.today(board.zone),
        as_of: if looks_back.is_some() { as_of } else { asked.or(as_of) },
        lang: invocation.lang,
        theme: invocation.theme(&themes, &own)?,
        themes: themes.names(),
        columns: own.columns,
        read_only: store.is_read_only() || matches!(opening, Opening::Projector { .. }),
        restricted: invocation.restricted,
        key: invocation.key.clone(),
        ascii: invocation.ascii,
        seed: fastrand::u64(..),
        board,
    });
    app.nav.notice = first_notice(invocation, &app, &themes, wrong, matches!(opening, Opening::Board));
    if let (Some(day), Some(journal)) = (looks_back, journal) {
        app.begin_at(day, journal);
    }
    let effects = match opening {
        Opening::Board if own.mouse => {
            app.env.mouse = true;
            vec![Effect::CaptureMouse(true)]
        }
        Opening::Board => Vec::new(),
        Opening::Papers(papers) => {
            app.session.only_imports = true;
            // The last that is opened is on top.
            for paper in papers.into_iter().rev() {
                app.review(paper);
            }
            Vec::new()
        }
        Opening::Projector { seconds, large } => {
            app.env.large = large;
            app.session.presents_only = true;
            app.begin_presenting(seconds, Utc::now())
        }
    };
    let mut drafts = None;
    if let Some((folder, prefix)) = invocation.drafts().filter(|_| kept.is_some()) {
        let mut left = Drafts::new(folder, prefix);
        // Typed about something that is gone: the text is still there, and is said to be.
        if let Some(path) = left.left(|draft| app.offer(draft)) {
            let words = invocation.lang.fill(words::notice::DraftHomeless { path: &path.display() });
            app.nav.notice = Some(Notice::trouble(words));
        }
        drafts = Some(left);
    }
    let zone = app.data.board.zone;
    let limits = app.data.board.limits;
    let mut presence = kept.as_ref().and_then(Location::presence);
    if invocation.restricted
        && let Some(presence) = &mut presence
        && let Some(refused) = too_many_sessions(invocation, presence.as_mut(), limits.sessions)
    {
        return Err(refused);
    }
    // From here on the screen is the board's.
    when_waiting(None);
    let outcome = term::run(term::LoopSetup {
        app,
        store,
        depth: colour_depth(),
        themes,
        config: invocation.own.config_path().filter(|_| kept.is_some()),
        kept_plan: invocation.own.last_plan_path().filter(|_| kept.is_some()),
        templates: kept.as_ref().and_then(|place| place.beside(term::TEMPLATES)),
        drafts,
        presence,
        refused: Noter::of(invocation).map(|noter| Box::new(move |why: &str| noter.refused(why)) as term::Refused),
        // Who sits at the machine itself locks the screen; an idle line over SSH stays open to whoever comes by.
        idle: (invocation.restricted && limits.idle_minutes > 0)
            .then(|| Duration::from_secs(u64::from(limits.idle_minutes) * 60)),
        opening: effects,
        afterwards: kept.map(|place| Box::new(move || daily_backup(&place, zone)) as Box<dyn FnOnce() + Send>),
    })?;
    match outcome {
        term::Outcome::Expelled => {
            let words = invocation.lang.fill(words::cli::Expelled { login: &invocation.author });
            Err(Failure::new(Code::Denied, words))
        }
        term::Outcome::Idle => {
            print(&format!("{}\n", invocation.lang.fill(words::cli::Idle { n: &limits.idle_minutes })))
        }
        term::Outcome::Quit | term::Outcome::Hangup => Ok(()),
    }
}

/// A person who has so many boards open already is told, and gets no more.
fn too_many_sessions(invocation: &Invocation, presence: &mut dyn Presence, most: u32) -> Option<Failure> {
    let notes = presence.look(Utc::now()).unwrap_or_default();
    let present = notes.iter().filter_map(|note| serde_json::from_str::<Present>(note).ok());
    let own = present.filter(|present| present.login == invocation.author).count();
    (most > 0 && own >= most as usize)
        .then(|| Failure::new(Code::Denied, invocation.lang.fill(words::cli::Sessions { n: &own, most: &most })))
}

/// The first start of a day makes a backup, while the board is already shown. A failure shows in the doctor.
fn daily_backup(place: &Location, zone: Zone) {
    let now = Utc::now();
    let mut maintenance = place.maintenance();
    if maintenance.backup_is_due(zone, now) {
        let _ = maintenance.backup(now);
    }
}
