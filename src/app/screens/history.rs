//! 历史: the journal. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::plan::Revision;
use crate::words::{self, Text};

/// 历史.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryScreen {
    /// Under the cursor.
    pub entry: Option<Revision>,
    /// Newest last instead of first.
    pub oldest_first: bool,
}

impl Answers for HistoryScreen {
    fn sort(&mut self) -> Option<Text> {
        self.oldest_first = !self.oldest_first;
        Some(if self.oldest_first { words::sort::OLDEST } else { words::sort::NEWEST })
    }
}
