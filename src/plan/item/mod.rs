//! Items and measures, and what the office adds to their bare text.

mod node;
mod numeral;
mod part;
mod report;
mod stage;
mod target;
mod work;

pub use node::{Item, ItemHead, Measure};
pub use numeral::chinese_numeral;
pub use part::Part;
pub use report::Report;
pub use stage::{Stage, Step};
pub use target::Target;
pub use work::{Cadence, Due, Field, FieldChange, Forecast, Percent, PercentError, Standing, Work};
