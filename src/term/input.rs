//! Input: what the terminal sends, as messages. A thread of its own blocks on it.

use std::collections::VecDeque;
use std::io::Write;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::event::LoopEvent;
use crate::app::{Code, Key, Mouse, Msg};

/// After a paste, what still comes in so quickly belongs to it: a paste that held an end mark of its own.
const AFTER_PASTE: Duration = Duration::from_millis(50);
/// Two clicks within this time are one double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// What belongs to a key's sequence follows its ESC within this time, also over a line of 300 ms: it was sent at once.
const WITHIN_SEQUENCE: Duration = Duration::from_millis(50);

/// So long nothing comes once a paste is over that lost its end mark.
const PASTE_PAUSE: Duration = Duration::from_millis(300);

/// Reads until the terminal is gone or nobody listens.
pub(super) fn read_all(sender: &Sender<LoopEvent>) {
    let _ = sender.send(LoopEvent::Probed(ambiguous_width().unwrap_or(false)));
    let mut pasted: Option<Instant> = None;
    let mut clicked: Option<(Instant, u16, u16)> = None;
    // On a slow line the letters of an arrow key may come one by one.
    let remote = std::env::var_os("SSH_CONNECTION").is_some();
    let mut early: VecDeque<Event> = VecDeque::new();
    loop {
        let next = match early.pop_front() {
            Some(event) => Ok(event),
            None => event::read(),
        };
        let Ok(mut event) = next else {
            let _ = sender.send(LoopEvent::Hangup);
            return;
        };
        if remote && is_plain(&event, KeyCode::Esc) {
            match split_sequence(&mut early) {
                Some(Rest::Key(Some(code))) => event = Event::Key(KeyEvent::new(code, KeyModifiers::NONE)),
                Some(Rest::Key(None)) => continue,
                Some(Rest::Paste(text)) => event = Event::Paste(text),
                None => {}
            }
        }
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
            && sender.send(LoopEvent::Msg(msg)).is_err()
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

fn is_plain(event: &Event, code: KeyCode) -> bool {
    matches!(event, Event::Key(key) if key.code == code && key.modifiers.is_empty())
}

/// What came after an ESC that arrived by itself.
enum Rest {
    /// The rest of a key's sequence: `[A`, `OP`, `[1;5C`; without a meaning here it is nothing, and no letters either.
    Key(Option<KeyCode>),
    /// Pasted text.
    Paste(String),
}

/// What follows an ESC within a moment, if it is the rest of a sequence. What is none goes into `early`, to be read as
/// the keys it is.
fn split_sequence(early: &mut VecDeque<Event>) -> Option<Rest> {
    let mut read = Vec::new();
    let mut rest = String::new();
    while let Some(c) = next_typed(&mut read) {
        rest.push(c);
        match (rest.as_str(), c) {
            ("[" | "O", _) => {}
            (text, _) if text.starts_with('O') => return Some(Rest::Key(function_key(c))),
            (text, '@'..='~') if text.starts_with('[') => {
                return Some(if text == "[200~" { Rest::Paste(pasted()) } else { Rest::Key(csi_key(text)) });
            }
            (text, ' '..='?') if text.starts_with('[') && text.len() < 16 => {}
            _ => break,
        }
    }
    early.extend(read);
    None
}

/// The next character that was typed or sent within a moment; every event read is noted.
fn next_typed(read: &mut Vec<Event>) -> Option<char> {
    if !matches!(event::poll(WITHIN_SEQUENCE), Ok(true)) {
        return None;
    }
    let event = event::read().ok()?;
    let typed = match &event {
        Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers, .. })
            if !modifiers.contains(KeyModifiers::CONTROL) =>
        {
            Some(*c)
        }
        _ => None,
    };
    read.push(event);
    typed
}

/// Text up to the mark that ends a paste, or until nothing more comes.
fn pasted() -> String {
    let mut text = String::new();
    while matches!(event::poll(PASTE_PAUSE), Ok(true)) {
        match event::read() {
            Ok(Event::Key(KeyEvent { code: KeyCode::Char(c), .. })) => text.push(c),
            Ok(Event::Key(KeyEvent { code: KeyCode::Enter, .. })) => text.push('\n'),
            Ok(Event::Key(KeyEvent { code: KeyCode::Tab, .. })) => text.push('\t'),
            Ok(Event::Paste(more)) => text.push_str(&more),
            Ok(_) => {}
            Err(_) => break,
        }
        if text.ends_with("[201~") {
            text.truncate(text.len() - "[201~".len());
            break;
        }
    }
    text
}

fn function_key(c: char) -> Option<KeyCode> {
    Some(match c {
        'P'..='S' => KeyCode::F(c as u8 - b'P' + 1),
        other => return arrow(other),
    })
}

fn arrow(c: char) -> Option<KeyCode> {
    Some(match c {
        'A' => KeyCode::Up,
        'B' => KeyCode::Down,
        'C' => KeyCode::Right,
        'D' => KeyCode::Left,
        'H' => KeyCode::Home,
        'F' => KeyCode::End,
        'Z' => KeyCode::BackTab,
        _ => return None,
    })
}

fn csi_key(text: &str) -> Option<KeyCode> {
    Some(match text {
        "[1~" | "[7~" => KeyCode::Home,
        "[3~" => KeyCode::Delete,
        "[4~" | "[8~" => KeyCode::End,
        "[5~" => KeyCode::PageUp,
        "[6~" => KeyCode::PageDown,
        other => return other.chars().last().and_then(arrow),
    })
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
