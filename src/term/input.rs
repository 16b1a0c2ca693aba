//! Input: the thread that reads the terminal and sends what it means as messages. How bytes become keys stands in
//! `keystream.rs`; here are the file, the clock and what goes together in time.

use std::fs::File;
use std::io::{IsTerminal, Read, Write};
use std::os::fd::AsFd;
use std::sync::mpsc::{Sender, sync_channel};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::event::LoopEvent;
use super::keystream::{Input, Keystream, Pending};
use crate::app::{Code, Key, Mouse, Msg};

/// After a paste, what still comes in so quickly belongs to it: a paste that held an end mark of its own.
const AFTER_PASTE: Duration = Duration::from_millis(50);
/// Two clicks within this time are one double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);
/// What belongs to a key's sequence follows its ESC within this time, also over a line of 300 ms: it was sent at once.
const AFTER_ESC: Duration = Duration::from_millis(50);
/// What has surely begun as a sequence may come later, where a packet was lost.
const WITHIN_SEQUENCE: Duration = Duration::from_millis(300);
/// So long nothing comes once a paste is over that lost its end mark.
const PASTE_PAUSE: Duration = Duration::from_secs(1);
/// A terminal that does not say where its cursor is by then does not know the question.
const ANSWER: Duration = Duration::from_secs(2);
/// Bytes that are read at a time.
const PIECE: usize = 4 << 10;
/// More keys than these in a piece were not typed by hand.
const CROWD: usize = 64;

/// Reads until the terminal is gone or nobody listens. One piece is read after the other was understood: what is sent
/// faster waits in the terminal's line.
pub(super) fn read_all(sender: &Sender<LoopEvent>) {
    let Some(mut terminal) = open() else {
        let _ = sender.send(LoopEvent::Hangup);
        return;
    };
    // On a slow line the letters of an arrow key may come one by one; here they come together.
    let remote = std::env::var_os("SSH_CONNECTION").is_some();
    let mut reader = Reader { sender, stream: Keystream::new(), pasted: None, clicked: None };
    let mut asked = ask_ambiguous_width().then(Instant::now);
    reader.stream.asked_cursor = asked.is_some();
    if asked.is_none() && sender.send(LoopEvent::Probed(false)).is_err() {
        return;
    }
    let mut piece = vec![0; PIECE];
    let mut out = Vec::new();
    loop {
        let pause = reader.stream.pending().map(|pending| match pending {
            Pending::Esc if remote => AFTER_ESC,
            Pending::Esc => Duration::ZERO,
            Pending::Sequence => WITHIN_SEQUENCE,
            Pending::Paste => PASTE_PAUSE,
        });
        let answer = asked.map(|at| ANSWER.saturating_sub(at.elapsed()));
        match wait(&terminal, pause.into_iter().chain(answer).min()) {
            Ok(true) => match terminal.read(&mut piece) {
                Ok(count @ 1..) => reader.stream.feed(&piece[..count], &mut out),
                Err(error)
                    if matches!(error.kind(), std::io::ErrorKind::Interrupted | std::io::ErrorKind::WouldBlock) => {}
                Ok(0) | Err(_) => {
                    let _ = sender.send(LoopEvent::Hangup);
                    return;
                }
            },
            Ok(false) if pause.is_some() => reader.stream.give_up(&mut out),
            Ok(false) => {}
            Err(_) => {
                let _ = sender.send(LoopEvent::Hangup);
                return;
            }
        }
        if asked.is_some_and(|at| at.elapsed() >= ANSWER) {
            reader.stream.asked_cursor = false;
            out.push(Input::Cursor(0));
        }
        let is_crowd = out.len() > CROWD;
        for input in out.drain(..) {
            if matches!(input, Input::Cursor(_)) {
                asked = None;
            }
            if reader.send(input).is_err() {
                return;
            }
        }
        if is_crowd && !is_caught_up(sender) {
            return;
        }
    }
}

/// Waits until the loop has taken all that was sent; false where it has ended.
fn is_caught_up(sender: &Sender<LoopEvent>) -> bool {
    let (caught_up, waiting) = sync_channel(1);
    sender.send(LoopEvent::CaughtUp(caught_up)).is_ok() && waiting.recv().is_ok()
}

/// The terminal, also where something else stands in for the standard input.
fn open() -> Option<File> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        return stdin.as_fd().try_clone_to_owned().ok().map(File::from);
    }
    File::open("/dev/tty").ok()
}

/// Whether something can be read; no when that did not come about in time.
fn wait(terminal: &File, pause: Option<Duration>) -> Result<bool, Errno> {
    let pause = pause.and_then(|pause| Timespec::try_from(pause).ok());
    let mut watched = [PollFd::new(terminal, PollFlags::IN)];
    loop {
        match poll(&mut watched, pause.as_ref()) {
            Err(Errno::INTR) => {}
            polled => return polled.map(|ready| ready > 0),
        }
    }
}

/// Asks the terminal how wide it draws a curly quote, by drawing one in the blank first cell and asking where the cursor
/// went. The quote goes and the cursor returns with the same bytes; the first cells of the screen are blanks of the header.
fn ask_ambiguous_width() -> bool {
    let mut out = std::io::stdout().lock();
    out.write_all("\x1b7\x1b[H\u{201c}\x1b[6n\x1b[H \x1b8".as_bytes()).and_then(|()| out.flush()).is_ok()
}

fn is_save(key: Key) -> bool {
    key == Key { ctrl: true, ..Key::plain(Code::Char('s')) }
}

struct Reader<'a> {
    sender: &'a Sender<LoopEvent>,
    stream: Keystream,
    /// When the last paste was over.
    pasted: Option<Instant>,
    /// When and where the button went down.
    clicked: Option<(Instant, u16, u16)>,
}

impl Reader<'_> {
    /// Sends what was read; fails when nobody listens any more.
    fn send(&mut self, input: Input) -> Result<(), ()> {
        let event = match input {
            // What a paste holds after an end mark of its own is no key; what somebody types at once is not lost. Saving is
            // what a person does next, and destroys nothing.
            Input::Key(key) if self.pasted.is_some_and(|at| at.elapsed() < AFTER_PASTE) && !is_save(key) => {
                match key.typed().or((key == Key::plain(Code::Enter)).then_some('\n')) {
                    Some(c) => LoopEvent::Msg(Msg::Paste(c.to_string())),
                    None => return Ok(()),
                }
            }
            Input::Key(key) => LoopEvent::Msg(Msg::Key(key)),
            Input::Paste(text) => {
                self.pasted = Some(Instant::now());
                LoopEvent::Msg(Msg::Paste(text))
            }
            Input::Press(x, y) => LoopEvent::Msg(Msg::Mouse(self.press(x, y))),
            Input::WheelDown => LoopEvent::Msg(Msg::Mouse(Mouse::WheelDown)),
            Input::WheelUp => LoopEvent::Msg(Msg::Mouse(Mouse::WheelUp)),
            Input::Cursor(column) => LoopEvent::Probed(column == 3),
        };
        self.sender.send(event).map_err(drop)
    }

    fn press(&mut self, x: u16, y: u16) -> Mouse {
        let again = self
            .clicked
            .take()
            .is_some_and(|(at, old_x, old_y)| at.elapsed() < DOUBLE_CLICK && (old_x, old_y) == (x, y));
        if again {
            return Mouse::DoubleClick(x, y);
        }
        self.clicked = Some((Instant::now(), x, y));
        Mouse::Click(x, y)
    }
}
