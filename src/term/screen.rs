//! The terminal's modes: entered once, left however the program ends.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

/// Alternate screen, bracketed paste.
pub(super) const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";
pub(super) const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1006h";
pub(super) const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// Mouse off, paste off, looks reset, cursor on, screen back.
const LEAVE: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";

/// OSC 52: gives a text to the clipboard of the machine that the person sits at. Terminals that do not know it, or are
/// told not to, leave it out.
pub(super) fn clipboard(text: &str) -> Vec<u8> {
    let mut bytes = String::new();
    // Writing into a string cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut bytes);
    bytes.into_bytes()
}

static ENTERED: AtomicBool = AtomicBool::new(false);

/// Raw mode; the caller writes [`ENTER`] with its first frame.
pub(super) fn enter() -> std::io::Result<()> {
    crossterm::terminal::enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    Ok(())
}

/// Leaves every mode; harmless when none was entered.
pub(super) fn leave() {
    if ENTERED.swap(false, Ordering::SeqCst) {
        let mut out = std::io::stdout();
        // On a terminal that is gone there is nobody to tell.
        let _ = out.write_all(LEAVE).and_then(|()| out.flush());
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

/// Restores the terminal before a panic is told.
pub(super) fn restore_on_panic() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        leave();
        told(panic);
    }));
}

/// Leaves the modes when it goes out of scope.
pub(super) struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}
