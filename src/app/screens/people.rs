//! 人员: who may log in. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::plan::Author;

/// 人员.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleScreen {
    /// Under the cursor.
    pub login: Option<Author>,
}

impl Answers for PeopleScreen {}
