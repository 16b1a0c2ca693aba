//! 矩阵: items by counties or departments. A plain value: its cursor and how it is set up.

use super::answers::Answers;
use crate::app::lists::{MatrixSetup, Wanted};
use crate::plan::{ItemId, Node, UnitKind, UnitName};
use crate::report::Term;
use crate::words::Text;

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

impl Answers for MatrixScreen {
    fn node(&self) -> Option<Node> {
        self.item.map(Node::item)
    }

    fn wants(&self, wanted: &mut Wanted) {
        wanted.matrix = Some(self.setup);
    }

    fn select(&mut self, node: Node) {
        self.item = Some(node.item);
    }

    fn zoom(&mut self, _month: u32) {
        self.setup.all = !self.setup.all;
    }

    fn change_kind(&mut self) -> Option<Text> {
        self.setup.departments = !self.setup.departments;
        Some(if self.setup.departments { UnitKind::Department.text() } else { UnitKind::County.text() })
    }
}
