//! Waiting: an engine that has waited for another process for a while says so, once each time. What is made of that is up to
//! whoever runs the process; nothing here waits or reads a clock.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Is told for how long an engine will wait at most.
type Told = Box<dyn Fn(Duration) + Send>;

static TOLD: Mutex<Option<Told>> = Mutex::new(None);

/// From here on `told` is called when an engine has to wait; `None` is for who owns the terminal and must not be written
/// over.
pub fn when_waiting(told: Option<Told>) {
    *TOLD.lock().unwrap_or_else(PoisonError::into_inner) = told;
}

/// Says that an engine waits, and for how long at most.
pub(super) fn say_waiting(limit: Duration) {
    if let Some(told) = TOLD.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
        told(limit);
    }
}
