//! Seen: what was there when a popup opened. A wish starts from that and not from what has come meanwhile, so that somebody
//! else's change in between is a conflict which is shown, and is never overwritten unseen.

use super::{App, Popup, Seen};
use crate::plan::{Change, FieldChange, Node, Part};

impl App {
    /// What is there now of the targets.
    pub(super) fn seen(&self, targets: &[Node]) -> Seen {
        let parts = |node: &Node| Some((node.item, self.data.board.item(node.item)?.parts.clone()));
        Seen {
            works: targets.iter().filter_map(|node| Some((*node, self.data.board.work(*node)?))).collect(),
            parts: targets.iter().filter_map(parts).collect(),
        }
    }

    /// The changes, starting from what the person saw when the popup on top opened. What somebody else has made of it
    /// since then will clash, and be shown.
    pub(super) fn as_seen(&self, changes: Vec<Change>) -> Vec<Change> {
        let Some((_, seen)) = self.nav.popups.last().and_then(Popup::about) else { return changes };
        let from_seen = |change| match change {
            Change::Field { node, to } => match seen.works.get(&node) {
                Some(work) => Change::Field { node, to: to.rebased(work) },
                None => Change::Field { node, to },
            },
            Change::Part { item, unit, part } => match seen.parts.get(&item) {
                Some(parts) => {
                    let part = Part::as_wished(&part, &parts.get(&unit).cloned().unwrap_or_default());
                    Change::Part { item, unit, part }
                }
                None => Change::Part { item, unit, part },
            },
            other => other,
        };
        changes.into_iter().map(from_seen).collect()
    }

    /// Whether a change would do nothing. A figure that is reported just as it was seen says something where somebody else
    /// has given another meanwhile.
    pub(super) fn says_nothing(&self, change: &Change, all: &[Change]) -> bool {
        let Change::Field { node, to } = change else { return false };
        let reported = |other: &Change| matches!(other, Change::ReportAdded { report } if report.node == *node && report.percent.is_some());
        let affirmed = matches!(to, FieldChange::Percent(_))
            && all.iter().any(reported)
            && self.data.board.work(*node).is_some_and(|now| !to.holds(&now));
        to.is_idle() && !affirmed
    }
}
