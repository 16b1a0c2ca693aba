//! View: the ways of looking at a plan, of which one is always at the bottom of the stack of screens.

use crate::words::{self, Text};

/// The ways of looking at a plan. Later views join here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, strum::VariantArray)]
pub enum View {
    /// 看板.
    Board,
    /// 台账.
    Ledger,
    /// 关注.
    Attention,
    /// 历史.
    History,
    /// 我的.
    Mine,
    /// 人员.
    People,
    /// 时序.
    Timeline,
    /// 矩阵.
    Matrix,
    /// 走势.
    Trend,
    /// 变化.
    Changes,
}

impl View {
    /// All views, in the order of their numbers.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Its word.
    pub fn text(self) -> Text {
        match self {
            Self::Board => words::view::BOARD,
            Self::Ledger => words::view::LEDGER,
            Self::Attention => words::view::ATTENTION,
            Self::History => words::view::HISTORY,
            Self::Mine => words::view::MINE,
            Self::People => words::view::PEOPLE,
            Self::Timeline => words::view::TIMELINE,
            Self::Matrix => words::view::MATRIX,
            Self::Trend => words::view::TREND,
            Self::Changes => words::view::CHANGES,
        }
    }
}
