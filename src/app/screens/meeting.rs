//! 会议: the agenda. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::plan::{Board, MeetingId, Node, Subject};

/// 会议: its agenda.
#[derive(Debug, Clone, PartialEq)]
pub struct MeetingScreen {
    /// Which.
    pub id: MeetingId,
    /// The point under the cursor.
    pub subject: Option<Subject>,
}

impl Answers for MeetingScreen {
    fn node(&self) -> Option<Node> {
        match self.subject {
            Some(Subject::Item(item)) => Some(Node::item(item)),
            Some(Subject::Directive(_) | Subject::Extension(_)) | None => None,
        }
    }

    fn subject(&self) -> Option<Subject> {
        self.subject
    }

    fn is_gone(&self, board: &Board) -> bool {
        board.meeting(self.id).is_none()
    }
}
