//! The loop: takes one message, drains what else has come, updates, does the effects, draws once. Nothing is drawn on
//! a tick; nobody wakes up when nothing happens.

use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono::Utc;
use ratatui::Terminal;
use ratatui::backend::Backend;

use super::backend::{CellBackend, Scale};
use super::drafts::{Drafts, Writer};
use super::event::{LoopEvent, Refused};
use super::own_config_file::write_preference;
use super::store_worker::{Request, StoreWorker};
use super::{input, screen, signals};
use crate::app::{App, Effect, Mouse, Msg, Present, Screen, update};
use crate::plan::{PlanId, Zone};
use crate::store::{Presence, Store};
use crate::ui::{Depth, Memo, Role, SMALLEST, Themes, draw};

/// How long messages are drained before the screen is drawn: half a frame.
const DRAIN: Duration = Duration::from_millis(8);

/// How long the store may take to close.
const CLOSING: Duration = Duration::from_secs(2);

/// What the loop works with.
pub struct LoopSetup {
    /// The app, ready to be drawn.
    pub app: App,
    /// Where its plan is kept.
    pub store: Box<dyn Store>,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// The file of the person's own choices; none keeps none.
    pub config: Option<PathBuf>,
    /// The file that says which plan was looked at last; none keeps none.
    pub kept_plan: Option<PathBuf>,
    /// A person's own themes, beside the built-in ones.
    pub themes: Themes,
    /// The folder of the office's own templates; `None` where there can be none.
    pub templates: Option<PathBuf>,
    /// Where texts are kept that are being typed; `None` keeps none.
    pub drafts: Option<Drafts>,
    /// Who else is here; `None` where nobody can be.
    pub presence: Option<Box<dyn Presence>>,
    /// Told what the store has refused; `None` where nobody wants to know.
    pub refused: Option<Refused>,
    /// After so long without a key the session ends by itself; what is being typed is kept.
    pub idle: Option<Duration>,
    /// What is to be done before anything is pressed.
    pub opening: Vec<Effect>,
    /// Something that can wait until the board is shown, such as the day's backup; done on a thread of its own.
    pub afterwards: Option<Box<dyn FnOnce() + Send>>,
}

/// How the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The person left.
    Quit,
    /// The terminal went away or the system asked.
    Hangup,
    /// The person does not work here any more.
    Expelled,
    /// Nobody has pressed a key for long.
    Idle,
}

/// Shows the app until the person leaves.
pub fn run(session: LoopSetup) -> io::Result<Outcome> {
    let LoopSetup {
        mut app,
        store,
        depth,
        themes,
        config,
        kept_plan,
        templates,
        drafts,
        presence,
        refused,
        idle,
        opening,
        afterwards,
    } = session;
    let file = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    screen::restore_on_panic();
    screen::enter()?;
    let _guard = screen::Guard;
    let term = std::env::var("TERM").unwrap_or_default();
    let large = Scale::of_terminal(&term);
    app.env.can_enlarge = large.is_some();
    let mut backend = CellBackend::new(file, &term);
    backend.prepend(screen::ENTER);
    let mut memo = Memo::new(depth).with_themes(themes);
    backend.set_ground(memo.theme(&app.env.theme).style(Role::Text));
    let (sender, receiver) = channel();
    // From here on no change of the window's size goes unseen.
    signals::watch(sender.clone())?;
    let terminal = Terminal::new(backend)?;
    let size = terminal.size()?;

    let (asking, requests) = channel();
    let mut screen = Loop {
        memo,
        terminal,
        asking,
        config,
        kept_plan,
        wake: None,
        idle,
        pressed: Instant::now(),
        midnight: next_midnight(app.data.board.zone),
        probing: true,
        drafts: None,
        told: app.as_present(),
        large,
    };
    screen.handle(&mut app, LoopEvent::Msg(Msg::Resize(size.width, size.height)))?;
    screen.paint(&mut app)?;

    // First frame first: threads start behind it.
    let (plan, seen, lang) = (app.data.board.plan.id, app.data.board.revision, app.env.lang);
    screen.drafts = drafts.map(|drafts| drafts.start(sender.clone())).transpose()?;
    let worker = start_threads(
        StoreWorker {
            store,
            plan,
            seen,
            lang,
            sender: sender.clone(),
            behind: false,
            stale: false,
            presence,
            refused,
            templates,
        },
        requests,
        &sender,
    )?;
    let told = Request::Tell(screen.told.clone());
    for request in [told, Request::Journal { item: None, before: None }] {
        screen.asking.send(request).map_err(io::Error::other)?;
    }
    let mut later = None;
    for effect in opening {
        screen.perform(&mut app, effect)?;
    }
    if let Some(work) = afterwards {
        later = Some(std::thread::Builder::new().name("afterwards".to_owned()).spawn(work)?);
    }
    // A panic takes the loop with it, but not what was being typed: it was noted before.
    let outcome = screen.turn(&mut app, &receiver);
    if let Some(mut drafts) = screen.drafts.take() {
        drafts.note(app.draft(), app.has_resumed());
        drafts.finish(matches!(outcome, Ok(Outcome::Quit)), app.has_resumed());
    }
    if screen.terminal.backend_mut().set_scale(Scale::One)? {
        screen.terminal.clear()?;
        screen.terminal.backend_mut().flush()?;
    }
    // The person has the terminal back while the store worker, now without work, closes the file.
    screen::leave();
    drop(screen);
    wait_for(&worker);
    if let Some(later) = later {
        wait_for(&later);
    }
    outcome
}

/// Writes which plan was looked at last.
fn keep_plan(path: &Path, plan: PlanId) -> io::Result<()> {
    let json = serde_json::json!({ "plan": plan });
    path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    std::fs::write(path, json.to_string())
}

/// Lets the store be closed in order, so that the next start finds one whole file; but no longer than is polite.
fn wait_for(thread: &JoinHandle<()>) {
    let deadline = Instant::now() + CLOSING;
    while !thread.is_finished() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_micros(200));
    }
}

fn start_threads(
    worker: StoreWorker,
    requests: Receiver<Request>,
    sender: &Sender<LoopEvent>,
) -> io::Result<JoinHandle<()>> {
    let name = |name: &str| std::thread::Builder::new().name(name.to_owned());
    let ended = sender.clone();
    let thread = name("store").spawn(move || {
        // Without its store worker the board could save nothing more: it ends, keeping what is being typed.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| worker.work(&requests)));
        let _ = ended.send(LoopEvent::Hangup);
    })?;
    signals::watch_terminal(sender.clone())?;
    let sender = sender.clone();
    name("input").spawn(move || input::read_all(&sender))?;
    Ok(thread)
}

struct Loop {
    terminal: Terminal<CellBackend>,
    memo: Memo,
    asking: Sender<Request>,
    config: Option<PathBuf>,
    kept_plan: Option<PathBuf>,
    /// When the app wants to be woken.
    wake: Option<Instant>,
    /// After so long without a key the session ends.
    idle: Option<Duration>,
    /// When a key was pressed last.
    pressed: Instant,
    /// When the day ends.
    midnight: Instant,
    /// The input thread is asking the terminal something and moves the cursor meanwhile.
    probing: bool,
    /// Where what is being typed is kept.
    drafts: Option<Writer>,
    /// What the others were told of this session.
    told: Present,
    /// How this terminal shows large text.
    large: Option<Scale>,
}

impl Loop {
    fn turn(&mut self, app: &mut App, receiver: &Receiver<LoopEvent>) -> io::Result<Outcome> {
        loop {
            let moments = [self.wake, self.idle.map(|idle| self.pressed + idle), Some(self.midnight)];
            let until = moments.into_iter().flatten().min().unwrap_or(self.midnight);
            let first = match receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(Outcome::Hangup),
            };
            if first.is_none() && self.idle.is_some_and(|idle| self.pressed.elapsed() >= idle) {
                return Ok(Outcome::Idle);
            }
            let mut next = first.or_else(|| self.due(app.data.board.zone));
            let started = Instant::now();
            // Also after a night in which the machine slept.
            app.env.now = Utc::now();
            let today = app.data.board.zone.day(app.env.now);
            if today != app.env.today {
                self.midnight = next_midnight(app.data.board.zone);
                self.handle(app, LoopEvent::Msg(Msg::Today(today)))?;
            }
            while let Some(event) = next {
                if let Some(outcome) = self.handle(app, event)? {
                    return Ok(outcome);
                }
                next = if started.elapsed() < DRAIN { receiver.try_recv().ok() } else { None };
            }
            self.paint(app)?;
            self.tell_others(app)?;
        }
    }

    /// After the screen: what is being typed is noted for a bad day, and where, for the others.
    fn tell_others(&mut self, app: &App) -> io::Result<()> {
        if let Some(drafts) = &mut self.drafts {
            drafts.note(app.draft(), app.has_resumed());
        }
        let present = app.as_present();
        if present != self.told {
            self.told = present.clone();
            self.asking.send(Request::Tell(present)).map_err(io::Error::other)?;
        }
        Ok(())
    }

    /// What a moment that has come means.
    fn due(&mut self, zone: Zone) -> Option<LoopEvent> {
        let now = Instant::now();
        if self.midnight <= now {
            self.midnight = next_midnight(zone);
        }
        self.wake.take_if(|wake| *wake <= now).map(|_| LoopEvent::Msg(Msg::Wake))
    }

    fn handle(&mut self, app: &mut App, event: LoopEvent) -> io::Result<Option<Outcome>> {
        match event {
            LoopEvent::Hangup => return Ok(Some(Outcome::Hangup)),
            LoopEvent::Probed(wide) => {
                self.probing = false;
                // The sample stood in the first cell, which is a blank of the header.
                let bar = self.memo.theme(&app.env.theme).style(Role::Bar);
                let backend = self.terminal.backend_mut();
                backend.forget();
                backend.repaint_blank(0, 0, bar);
                // Without a header something else stands there.
                let framed = app.env.size.0 >= SMALLEST.0 && app.env.size.1 >= SMALLEST.1;
                if !framed || matches!(app.screen(), Screen::Projector(_)) {
                    self.terminal.clear()?;
                }
                return self.handle(app, LoopEvent::Msg(Msg::WideAmbiguous(wide)));
            }
            LoopEvent::CaughtUp(waiting) => {
                let _ = waiting.send(());
            }
            LoopEvent::Resized => {
                let size = self.terminal.backend().size()?;
                return self.handle(app, LoopEvent::Msg(Msg::Resize(size.width, size.height)));
            }
            LoopEvent::Continued => {
                self.resume(app)?;
            }
            LoopEvent::Msg(msg) => {
                if matches!(msg, Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_)) {
                    self.pressed = Instant::now();
                }
                let msg = self.in_cells(msg);
                for effect in update(app, msg) {
                    match effect {
                        Effect::Quit => return Ok(Some(Outcome::Quit)),
                        Effect::Expel => return Ok(Some(Outcome::Expelled)),
                        effect => self.perform(app, effect)?,
                    }
                }
            }
        }
        Ok(None)
    }

    /// The mouse tells columns and rows of the terminal, the app knows its own cells.
    fn in_cells(&self, msg: Msg) -> Msg {
        let cell_at = |x, y| self.terminal.backend().cell_at(x, y);
        match msg {
            Msg::Mouse(Mouse::Click(x, y)) => {
                let (x, y) = cell_at(x, y);
                Msg::Mouse(Mouse::Click(x, y))
            }
            Msg::Mouse(Mouse::DoubleClick(x, y)) => {
                let (x, y) = cell_at(x, y);
                Msg::Mouse(Mouse::DoubleClick(x, y))
            }
            msg => msg,
        }
    }

    /// Takes the terminal back after another program had it.
    fn resume(&mut self, app: &App) -> io::Result<()> {
        screen::enter()?;
        self.terminal.backend_mut().forget();
        self.terminal.backend_mut().prepend(screen::ENTER);
        if app.env.mouse {
            self.terminal.backend_mut().prepend(screen::MOUSE_ON);
        }
        self.terminal.clear()
    }

    fn perform(&mut self, app: &mut App, effect: Effect) -> io::Result<()> {
        let ask = |request| self.asking.send(request).map_err(io::Error::other);
        match effect {
            Effect::Commit(edit) => ask(Request::Commit(edit))?,
            Effect::ReadJournal { item, before } => ask(Request::Journal { item, before })?,
            Effect::ReadChronicle => ask(Request::Chronicle)?,
            Effect::WriteFile(name, bytes) => ask(Request::WriteFile(name, bytes))?,
            Effect::WritePaper(kind, name, document) => ask(Request::WritePaper(kind, name, document))?,
            Effect::ReadOther(plan) => ask(Request::Other(plan))?,
            Effect::ReadPaper(path) => ask(Request::Paper(path))?,
            Effect::Import(wish) => ask(Request::Import(wish))?,
            Effect::ReadPlan(plan) => ask(Request::Plan(plan))?,
            Effect::WakeAfter(milliseconds) => self.wake = Some(Instant::now() + Duration::from_millis(milliseconds)),
            Effect::CaptureMouse(on) => {
                let codes = if on { screen::MOUSE_ON } else { screen::MOUSE_OFF };
                self.terminal.backend_mut().prepend(codes);
            }
            Effect::Copy(text) => self.terminal.backend_mut().prepend(&screen::clipboard(&text)),
            Effect::Prefer(preference) => {
                if let Some(Err(why)) = self.config.as_deref().map(|path| write_preference(path, &preference)) {
                    app.tell_not_kept(&why);
                }
            }
            // A convenience: failing to keep it disturbs nobody.
            Effect::KeepPlan(plan) => {
                let _ = self.kept_plan.as_deref().map(|path| keep_plan(path, plan));
            }
            Effect::Redraw => {
                let ground = self.memo.theme(&app.env.theme).style(Role::Text);
                let backend = self.terminal.backend_mut();
                backend.set_ground(ground);
                backend.wide_ambiguous = app.env.wide_ambiguous;
                self.terminal.clear()?;
            }
            Effect::Suspend => {
                if self.terminal.backend_mut().set_scale(Scale::One)? {
                    self.terminal.backend_mut().flush()?;
                }
                screen::leave();
                signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
                // Here again: continued, or never stopped, as in a session without job control.
                self.resume(app)?;
            }
            Effect::Quit | Effect::Expel => {}
        }
        Ok(())
    }

    /// Pages are shown in large text where that was asked for and the window has the room.
    fn fit_scale(&mut self, app: &mut App) -> io::Result<()> {
        let (width, height) = crossterm::terminal::size()?;
        let wanted = self.large.filter(|_| app.is_large() && width >= 80 && height >= 24).unwrap_or_default();
        if self.terminal.backend_mut().set_scale(wanted)? {
            let size = self.terminal.backend().size()?;
            self.handle(app, LoopEvent::Msg(Msg::Resize(size.width, size.height)))?;
        }
        Ok(())
    }

    fn paint(&mut self, app: &mut App) -> io::Result<()> {
        self.fit_scale(app)?;
        if self.probing {
            self.terminal.backend_mut().forget();
        }
        let memo = &mut self.memo;
        self.terminal.draw(|frame| draw(app, memo, frame))?;
        app.nav.painted = memo.painted.clone();
        Ok(())
    }
}

/// When the bureau's next day begins, a second late so that the date has surely changed.
fn next_midnight(zone: Zone) -> Instant {
    let wait = zone.until_next_day(Utc::now()) + chrono::Duration::seconds(1);
    Instant::now() + wait.to_std().unwrap_or(Duration::from_secs(3_600))
}
