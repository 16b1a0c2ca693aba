//! One file a screen.

pub(super) mod attention;
pub(super) mod board;
mod closed_loop;
pub(super) mod history;
pub(super) mod ledger;
pub(super) mod mine;
pub(super) mod node;
pub(super) mod people;
pub(super) mod projector;
mod row;
