//! 会议: the agenda. A plain value: its cursor and how it is set up.

use crate::plan::{MeetingId, Node, Subject};

/// 会议: its agenda.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingScreen {
    /// Which.
    pub id: MeetingId,
    /// The point under the cursor.
    pub subject: Option<Subject>,
}

impl MeetingScreen {
    /// The item or measure under the cursor.
    pub fn node(&self) -> Option<Node> {
        match self.subject {
            Some(Subject::Item(item)) => Some(Node::item(item)),
            Some(Subject::Directive(_) | Subject::Extension(_)) | None => None,
        }
    }
}
