//! The loop: takes one message, drains what else has come, updates, does the effects, draws once. Nothing is drawn on
//! a tick; nobody wakes up when nothing happens.

use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono::{Days, Local, NaiveDate};
use ratatui::Terminal;
use ratatui::backend::Backend;

use super::backend::CellBackend;
use super::keeper::{Keeper, Request};
use super::{input, screen, signals};
use crate::app::{App, Effect, Msg, Preferences, update};
use crate::store::Store;
use crate::ui::{Depth, Memo, Role, Theme, draw};

/// How long messages are drained before the screen is drawn: half a frame.
const DRAIN: Duration = Duration::from_millis(8);

/// How long the store may take to close.
const CLOSING: Duration = Duration::from_secs(2);

/// What comes in through the one channel.
pub(super) enum Happening {
    Msg(Msg),
    /// The terminal has said whether it draws characters of ambiguous width two cells wide; its cursor has moved.
    Probed(bool),
    /// The window has another size now.
    Resized,
    /// The process was stopped and goes on.
    Continued,
    /// The terminal is gone, or the system wants the program to end.
    Hangup,
}

/// What the loop works with.
pub struct Session {
    /// The app, ready to be drawn.
    pub app: App,
    /// Where its plan is kept.
    pub store: Box<dyn Store>,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// Where preferences are kept; `None` keeps none.
    pub preferences: Option<PathBuf>,
    /// Where a text is kept that was being typed when the line dropped; `None` keeps none. A file of this process alone.
    pub draft: Option<PathBuf>,
}

/// How the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The person left.
    Quit,
    /// The terminal went away or the system asked.
    Hangup,
}

/// Shows the app until the person leaves.
pub fn run(session: Session) -> io::Result<Outcome> {
    let Session { mut app, store, depth, preferences, draft } = session;
    let file = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    screen::restore_on_panic();
    screen::enter()?;
    let _guard = screen::Guard;
    let mut backend = CellBackend::new(file, &std::env::var("TERM").unwrap_or_default());
    backend.prepend(screen::ENTER);
    backend.set_ground(Theme::new(app.theme, depth).style(Role::Text));
    let (sender, receiver) = channel();
    // From here on no change of the window's size goes unseen.
    signals::watch(sender.clone())?;
    let terminal = Terminal::new(backend)?;
    let size = terminal.size()?;
    update(&mut app, Msg::Resize(size.width, size.height));

    let (asking, requests) = channel();
    let mut screen = Loop {
        memo: Memo::new(depth),
        terminal,
        depth,
        asking,
        preferences,
        wake: None,
        midnight: next_midnight(app.today),
        probing: true,
    };
    screen.terminal.clear()?;
    screen.paint(&mut app)?;

    // First frame first: threads start behind it.
    let (plan, seen, lang) = (app.board.plan.id, app.board.revision, app.lang);
    let keeper =
        start_threads(Keeper { store, plan, seen, lang, sender: sender.clone(), behind: false }, requests, &sender)?;
    screen.asking.send(Request::Journal { item: None, before: None }).map_err(io::Error::other)?;
    let outcome = screen.turn(&mut app, &receiver);
    if !matches!(outcome, Ok(Outcome::Quit))
        && let (Some(path), Some(text)) = (&draft, app.draft())
    {
        save(path, &text);
    }
    // The person has the terminal back while the keeper, now without work, closes the file.
    screen::leave();
    drop(screen);
    wait_for(&keeper);
    outcome
}

/// Writes a small file of the person's own. Where that fails there is nobody left to tell, or nothing lost but
/// convenience.
fn save(path: &Path, value: &impl serde::Serialize) {
    if let (Some(folder), Ok(json)) = (path.parent(), serde_json::to_string_pretty(value)) {
        let _ = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(path, json));
    }
}

/// Lets the store be closed in order, so that the next start finds one whole file; but no longer than is polite.
fn wait_for(keeper: &JoinHandle<()>) {
    let deadline = Instant::now() + CLOSING;
    while !keeper.is_finished() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_micros(200));
    }
}

fn start_threads(
    keeper: Keeper,
    requests: Receiver<Request>,
    sender: &Sender<Happening>,
) -> io::Result<JoinHandle<()>> {
    let name = |name: &str| std::thread::Builder::new().name(name.to_owned());
    let ended = sender.clone();
    let keeper = name("keeper").spawn(move || {
        // Without its keeper the board could save nothing more: it ends, keeping what is being typed.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| keeper.work(&requests)));
        let _ = ended.send(Happening::Hangup);
    })?;
    let sender = sender.clone();
    name("input").spawn(move || input::read_all(&sender))?;
    Ok(keeper)
}

struct Loop {
    terminal: Terminal<CellBackend>,
    memo: Memo,
    depth: Depth,
    asking: Sender<Request>,
    preferences: Option<PathBuf>,
    /// When the app wants to be woken.
    wake: Option<Instant>,
    /// When the day ends.
    midnight: Instant,
    /// The input thread is asking the terminal something and moves the cursor meanwhile.
    probing: bool,
}

impl Loop {
    fn turn(&mut self, app: &mut App, receiver: &Receiver<Happening>) -> io::Result<Outcome> {
        loop {
            let until = self.wake.map_or(self.midnight, |wake| wake.min(self.midnight));
            let first = match receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(happening) => Some(happening),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(Outcome::Hangup),
            };
            let mut next = first.or_else(|| self.due());
            let started = Instant::now();
            // Also after a night in which the machine slept.
            let today = Local::now().date_naive();
            if today != app.today {
                self.midnight = next_midnight(today);
                update(app, Msg::Today(today));
            }
            while let Some(happening) = next {
                if let Some(outcome) = self.handle(app, happening)? {
                    return Ok(outcome);
                }
                next = if started.elapsed() < DRAIN { receiver.try_recv().ok() } else { None };
            }
            self.paint(app)?;
        }
    }

    /// What a moment that has come means.
    fn due(&mut self) -> Option<Happening> {
        let now = Instant::now();
        if self.midnight <= now {
            self.midnight = next_midnight(Local::now().date_naive());
        }
        self.wake.take_if(|wake| *wake <= now).map(|_| Happening::Msg(Msg::Wake))
    }

    fn handle(&mut self, app: &mut App, happening: Happening) -> io::Result<Option<Outcome>> {
        match happening {
            Happening::Hangup => return Ok(Some(Outcome::Hangup)),
            Happening::Probed(wide) => {
                self.probing = false;
                // The sample stood in the first cell, which is a blank of the header.
                let bar = Theme::new(app.theme, self.depth).style(Role::Bar);
                let backend = self.terminal.backend_mut();
                backend.forget();
                backend.repaint_blank(0, 0, bar);
                return self.handle(app, Happening::Msg(Msg::WideAmbiguous(wide)));
            }
            Happening::Resized => {
                let size = self.terminal.backend().size()?;
                return self.handle(app, Happening::Msg(Msg::Resize(size.width, size.height)));
            }
            Happening::Continued => {
                self.resume(app)?;
            }
            Happening::Msg(msg) => {
                for effect in update(app, msg) {
                    if effect == Effect::Quit {
                        return Ok(Some(Outcome::Quit));
                    }
                    self.perform(app, effect)?;
                }
            }
        }
        Ok(None)
    }

    /// Takes the terminal back after another program had it.
    fn resume(&mut self, app: &App) -> io::Result<()> {
        screen::enter()?;
        self.terminal.backend_mut().forget();
        self.terminal.backend_mut().prepend(screen::ENTER);
        if app.mouse {
            self.terminal.backend_mut().prepend(screen::MOUSE_ON);
        }
        self.terminal.clear()
    }

    fn perform(&mut self, app: &App, effect: Effect) -> io::Result<()> {
        let ask = |request| self.asking.send(request).map_err(io::Error::other);
        match effect {
            Effect::Commit(edit) => ask(Request::Commit(edit))?,
            Effect::ReadJournal { item, before } => ask(Request::Journal { item, before })?,
            Effect::ReadPlan(plan) => ask(Request::Plan(plan))?,
            Effect::WakeAfter(milliseconds) => self.wake = Some(Instant::now() + Duration::from_millis(milliseconds)),
            Effect::CaptureMouse(on) => {
                let codes = if on { screen::MOUSE_ON } else { screen::MOUSE_OFF };
                self.terminal.backend_mut().prepend(codes);
            }
            Effect::SavePreferences(preferences) => self.save(preferences),
            Effect::Redraw => {
                let backend = self.terminal.backend_mut();
                backend.set_ground(Theme::new(app.theme, self.depth).style(Role::Text));
                backend.wide_ambiguous = app.wide_ambiguous;
                self.terminal.clear()?;
            }
            Effect::Suspend => {
                screen::leave();
                signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
                // Here again: continued, or never stopped, as in a session without job control.
                self.resume(app)?;
            }
            Effect::Quit => {}
        }
        Ok(())
    }

    /// Preferences are a convenience: failing to keep them disturbs nobody.
    fn save(&self, preferences: Preferences) {
        if let Some(path) = &self.preferences {
            save(path, &preferences);
        }
    }

    fn paint(&mut self, app: &mut App) -> io::Result<()> {
        if self.probing {
            self.terminal.backend_mut().forget();
        }
        let memo = &mut self.memo;
        self.terminal.draw(|frame| draw(app, memo, frame))?;
        app.painted = memo.painted.clone();
        Ok(())
    }
}

/// When the day after `today` begins, a second late so that the date has surely changed.
fn next_midnight(today: NaiveDate) -> Instant {
    let next = today.checked_add_days(Days::new(1)).and_then(|day| day.and_hms_opt(0, 0, 1));
    let wait = next.and_then(|next| next.and_local_timezone(Local).earliest()).map(|next| next - Local::now());
    Instant::now() + wait.and_then(|wait| wait.to_std().ok()).unwrap_or(Duration::from_secs(3_600))
}
