//! The one way anything changes: the values, and how they are applied, taken back, merged and checked.

mod apply;
mod carry_over;
mod check;
mod consequence;
mod edit;
mod handed_over;
mod merge;
mod people;
mod ranks;
mod reporting;
mod steps;
mod units;

pub use carry_over::{CarriedItem, number_on};
pub use check::Mismatch;
pub use edit::{Change, Edit, EditKind, Entry, PaperKind};
pub use handed_over::HandingOver;
pub use merge::{Clash, Conflict, Settled};
pub use ranks::{Ranks, with_free_ranks};
pub use steps::{Steps, steps};
