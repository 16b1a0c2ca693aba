//! One file a screen.

pub(super) mod attention;
pub(super) mod board;
mod changed_pages;
pub(super) mod changes;
mod closed_loop;
mod decision_pages;
pub(super) mod figure;
pub(super) mod history;
mod item_page;
pub(super) mod ledger;
pub(super) mod matrix;
pub(super) mod meeting;
pub(super) mod mine;
pub(super) mod node;
mod overview_pages;
mod page_layout;
pub(super) mod people;
pub(super) mod projector;
mod row;
pub(super) mod timeline;
pub(super) mod trend;
