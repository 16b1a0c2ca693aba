//! What lists show: filtered, sorted, grouped and counted from the board and the day, with nothing of keys or screens.

mod figure;
mod figure_rows;
mod filter;
mod grouping;
mod ledger;
mod matrix;
mod rows;
mod since;
mod timeline;

pub use figure::{Figure, Scope};
pub use filter::{DueWindow, Facet, Filter};
pub use grouping::{Grouping, Sort};
pub use ledger::{GroupHeading, LedgerSetup, Row};
pub use matrix::{Matrix, MatrixSetup, cell_light};
pub use rows::Rows;
pub(super) use rows::Wanted;
pub use since::{Since, after_meeting, minutes_of};
pub use timeline::{TimelineSetup, Zoom, cell_of, cells_of};
