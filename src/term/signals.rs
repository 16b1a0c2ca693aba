//! Signals: a thread of its own takes them, since after a dropped line the input library never comes back from
//! reading.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Sender;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGTERM, SIGWINCH, SIGXFSZ};
use signal_hook::iterator::Signals;

use super::event::LoopEvent;
use super::screen;

/// How long the loop has to end by itself.
const GRACE: Duration = Duration::from_millis(1_500);

/// Lets a limit on the size of files show as an error of the write instead of killing the program.
pub fn outlive_file_size_limit() {
    // Where no handler can be set the limit kills, as it would have; what was saved is safe all the same.
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

/// Watches for a terminal that goes away without a signal reaching us, as when the session's leader is another process.
pub(super) fn watch_terminal(sender: Sender<LoopEvent>) -> std::io::Result<()> {
    std::thread::Builder::new().name("terminal".to_owned()).spawn(move || {
        let stdin = std::io::stdin();
        loop {
            // Asked for nothing, the system tells of nothing but the end.
            let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
            match poll(&mut watched, None) {
                Err(Errno::INTR) => {}
                Err(_) => return,
                Ok(_) if watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => {
                    let _ = sender.send(LoopEvent::Hangup);
                    std::thread::sleep(GRACE);
                    screen::leave();
                    signal_hook::low_level::exit(128 + SIGHUP);
                }
                Ok(_) => {}
            }
        }
    })?;
    Ok(())
}

/// Starts the thread.
pub(super) fn watch(sender: Sender<LoopEvent>) -> std::io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGCONT, SIGWINCH])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in &mut signals {
            let told = match signal {
                SIGCONT => Some(LoopEvent::Continued),
                SIGWINCH => Some(LoopEvent::Resized),
                _ => None,
            };
            if let Some(happening) = told {
                let _ = sender.send(happening);
                continue;
            }
            let _ = sender.send(LoopEvent::Hangup);
            std::thread::sleep(GRACE);
            // The loop hangs in a write to a line that is gone.
            screen::leave();
            signal_hook::low_level::exit(128 + signal);
        }
    })?;
    Ok(())
}
