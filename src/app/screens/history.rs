//! 历史: the journal. A plain value: its cursor and how it is set up.

use crate::plan::Revision;

/// 历史.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryScreen {
    /// Under the cursor.
    pub entry: Option<Revision>,
    /// Newest last instead of first.
    pub oldest_first: bool,
}
