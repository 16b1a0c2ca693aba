//! Units: the table of departments, counties, institutions and schools, to be ordered, renamed, merged and put out of use. A
//! plain value: its cursor. What its keys do stands in `accept/units.rs`.

use crate::plan::UnitName;

/// The table of units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitsTable {
    /// The unit under the cursor; the first where it is not there.
    pub at: Option<UnitName>,
}
