//! A line on standard error for what takes longer than a second: what is being made, and since when. It is gone once that is
//! done, and nobody sees it who is not there.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::words::{self, Lang};

/// Does something; where it takes long, says that `what` is being made.
pub(super) fn working<T>(lang: Lang, what: &str, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let (done, waits) = channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut seconds = 0;
            while waits.recv_timeout(Duration::from_secs(1)) == Err(RecvTimeoutError::Timeout) {
                seconds += 1;
                tell(&lang.fill(words::cli::Working { what: &what, seconds: &seconds }));
            }
            if seconds > 0 {
                tell("");
            }
        });
        let made = work();
        drop(done);
        made
    })
}

/// The line, in the place of the one before. That it cannot be written is no reason to stop working.
fn tell(line: &str) {
    let mut out = std::io::stderr().lock();
    let _ = write!(out, "\r\x1b[K{line}").and_then(|()| out.flush());
}
