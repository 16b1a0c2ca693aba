//! What commands do, one file a family. Each is a part of `App`; which command leads where stands in the table of
//! `command.rs`, and `perform.rs` goes by it.

mod agenda;
mod browse;
mod carry_over;
mod closed_loop;
mod decisions;
mod edits;
mod figure;
mod filter;
mod import;
mod items;
mod meeting;
mod open;
mod papers;
mod past;
mod people;
mod perform;
mod plans;
mod projector;
mod reports;
mod sections;
mod timeline;

pub use browse::{board_columns, shows_detail};
pub use figure::figure_in_words;
