//! Input: what the terminal sends, as messages. A thread of its own blocks on it.

use std::io::Write;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::run::Happening;
use crate::app::{Code, Key, Mouse, Msg};

/// After a paste, what still comes in so quickly belongs to it: a paste that held an end mark of its own.
const AFTER_PASTE: Duration = Duration::from_millis(50);
/// Two clicks within this time are one double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// Reads until the terminal is gone or nobody listens.
pub(super) fn read_all(sender: &Sender<Happening>) {
    let _ = sender.send(Happening::Probed(ambiguous_width().unwrap_or(false)));
    let mut pasted: Option<Instant> = None;
    let mut clicked: Option<(Instant, u16, u16)> = None;
    loop {
        let Ok(event) = event::read() else {
            let _ = sender.send(Happening::Hangup);
            return;
        };
        let msg = match event {
            Event::Key(_) if pasted.is_some_and(|at| at.elapsed() < AFTER_PASTE) => None,
            Event::Key(event) => key(event).map(Msg::Key),
            Event::Paste(text) => {
                pasted = Some(Instant::now());
                Some(Msg::Paste(text))
            }
            Event::Mouse(event) => mouse(event, &mut clicked).map(Msg::Mouse),
            // The signal itself is taken, from before the first frame on.
            Event::Resize(..) | Event::FocusGained | Event::FocusLost => None,
        };
        if let Some(msg) = msg
            && sender.send(Happening::Msg(msg)).is_err()
        {
            return;
        }
    }
}

/// Asks the terminal how wide it draws a curly quote, by drawing one in the blank first cell and asking where the
/// cursor went. Keys typed meanwhile are not lost: the library keeps them for the next read.
fn ambiguous_width() -> Option<bool> {
    let mut out = std::io::stdout().lock();
    out.write_all("\x1b7\x1b[H\u{201c}".as_bytes()).ok()?;
    out.flush().ok()?;
    let position = crossterm::cursor::position();
    // The quote goes, the cursor returns; the first cells of the screen are blanks of the header.
    out.write_all(b"\x1b[H \x1b8").ok()?;
    out.flush().ok()?;
    position.ok().map(|(column, _)| column == 2)
}

fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    // Ctrl-J is what some clients send for Enter, Ctrl-H for Backspace.
    match (ctrl, code) {
        (true, Code::Char('j')) => Some(Key::plain(Code::Enter)),
        (true, Code::Char('h')) => Some(Key::plain(Code::Backspace)),
        _ => Some(Key { code, ctrl, alt: event.modifiers.contains(KeyModifiers::ALT) }),
    }
}

fn mouse(event: MouseEvent, clicked: &mut Option<(Instant, u16, u16)>) -> Option<Mouse> {
    let (x, y) = (event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => {
            let again = clicked
                .take()
                .is_some_and(|(at, old_x, old_y)| at.elapsed() < DOUBLE_CLICK && (old_x, old_y) == (x, y));
            if again {
                return Some(Mouse::DoubleClick(x, y));
            }
            *clicked = Some((Instant::now(), x, y));
            Some(Mouse::Click(x, y))
        }
        MouseEventKind::ScrollDown => Some(Mouse::WheelDown),
        MouseEventKind::ScrollUp => Some(Mouse::WheelUp),
        _ => None,
    }
}
