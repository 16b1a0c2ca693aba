//! 矩阵: items by counties or departments. A plain value: its cursor and how it is set up.

use crate::app::lists::{MatrixSetup, Wanted};
use crate::plan::{ItemId, Node, UnitName};

/// 矩阵.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixScreen {
    /// The row under the cursor.
    pub item: Option<ItemId>,
    /// The column under the cursor.
    pub unit: Option<UnitName>,
    /// What stands in rows and columns.
    pub setup: MatrixSetup,
}

impl MatrixScreen {
    /// The item or measure under the cursor.
    pub fn node(&self) -> Option<Node> {
        self.item.map(Node::item)
    }

    /// What has to be worked out for it.
    pub(in crate::app) fn wants(&self, wanted: &mut Wanted) {
        wanted.matrix = Some(self.setup);
    }
}
