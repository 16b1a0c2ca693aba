//! What the loop waits for: one channel carries what the input thread, the store thread and the signals have to say.

use std::sync::mpsc::SyncSender;

use crate::app::Msg;

/// Is told in words what the store has refused.
pub type Refused = Box<dyn Fn(&str) + Send>;

/// What comes in through the one channel.
pub(super) enum LoopEvent {
    Msg(Msg),
    /// The terminal has said whether it draws characters of ambiguous width two cells wide; its cursor has moved.
    Probed(bool),
    /// All that was typed before is understood: whoever waits for that is told.
    CaughtUp(SyncSender<()>),
    /// The window has another size now.
    Resized,
    /// The process was stopped and goes on.
    Continued,
    /// The terminal is gone, or the system wants the program to end.
    Hangup,
}
