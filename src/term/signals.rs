//! Signals: a thread of its own takes them, since after a dropped line the input library never comes back from
//! reading.

use std::sync::mpsc::Sender;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use super::run::Happening;
use super::screen;

/// How long the loop has to end by itself.
const GRACE: Duration = Duration::from_millis(1_500);

/// Starts the thread.
pub(super) fn watch(sender: Sender<Happening>) -> std::io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGCONT, SIGWINCH])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in &mut signals {
            let told = match signal {
                SIGCONT => Some(Happening::Continued),
                SIGWINCH => Some(Happening::Resized),
                _ => None,
            };
            if let Some(happening) = told {
                let _ = sender.send(happening);
                continue;
            }
            let _ = sender.send(Happening::Hangup);
            std::thread::sleep(GRACE);
            // The loop hangs in a write to a line that is gone.
            screen::leave();
            signal_hook::low_level::exit(128 + signal);
        }
    })?;
    Ok(())
}
