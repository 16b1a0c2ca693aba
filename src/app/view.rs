//! View: the ways of looking at a plan, of which one is always at the bottom of the stack of screens.

/// The ways of looking at a plan. Later views join here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    pub const ALL: [Self; 10] = [
        Self::Board,
        Self::Ledger,
        Self::Attention,
        Self::History,
        Self::Mine,
        Self::People,
        Self::Timeline,
        Self::Matrix,
        Self::Trend,
        Self::Changes,
    ];

    /// The name in locale keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Ledger => "ledger",
            Self::Attention => "attention",
            Self::History => "history",
            Self::Mine => "mine",
            Self::People => "people",
            Self::Timeline => "timeline",
            Self::Matrix => "matrix",
            Self::Trend => "trend",
            Self::Changes => "changes",
        }
    }
}
