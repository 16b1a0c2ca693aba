//! Who may do what.

mod action;
mod policy;

pub use action::{Action, Actor, Denied, PERMISSIONS, Reach};
pub use policy::{owners, units_of};
