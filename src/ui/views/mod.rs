//! One file a screen.

pub(super) mod attention;
pub(super) mod board;
pub(super) mod history;
pub(super) mod ledger;
pub(super) mod node;
mod row;
