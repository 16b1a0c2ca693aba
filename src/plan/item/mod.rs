//! Items and measures, and what the office adds to their bare text.

mod node;
mod part;
mod report;
mod stage;
mod work;

pub use node::{Item, Measure};
pub use part::Part;
pub use report::Report;
pub use stage::{Stage, Step};
pub use work::{Cadence, Due, Field, FieldChange, Forecast, Percent, PercentError, Standing, Target, Work};
