//! 人员: who may log in. A plain value: its cursor and how it is set up.

use crate::plan::Author;

/// 人员.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleScreen {
    /// Under the cursor.
    pub login: Option<Author>,
}
