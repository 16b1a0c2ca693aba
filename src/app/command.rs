//! Command: what a person can ask for. Keys, the palette and the mouse all produce these; each has a code, under
//! which its words stand in the locale files.

use crate::plan::Field;

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

/// What a person can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each has a sentence of its own in the locale files")]
pub enum Command {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    Section,
    NextPane,
    PrevPane,
    GoTo,
    Open,
    Back,
    Zoom,
    Search,
    NextMatch,
    PrevMatch,
    Filter,
    Edit(Field),
    EditAny,
    Report,
    NoChange,
    EditText,
    AddMeasure,
    SplitMeasure,
    RemoveMeasure,
    MoveUp,
    MoveDown,
    Mark,
    MarkAll,
    Acknowledge,
    AskExtension,
    Direct,
    Agree,
    Disagree,
    NewPerson,
    Copy,
    Present,
    Blank,
    Large,
    Meet,
    Decide,
    Discussed,
    Skip,
    AddPoint,
    DropPoint,
    ProposeAgain,
    EditMeeting,
    EndMeeting,
    Papers,
    Figures,
    GiveToUnit,
    Since,
    PastDay,
    FutureDay,
    PastWeek,
    FutureWeek,
    PastMeeting,
    FutureMeeting,
    TravelTo,
    Undo,
    Redo,
    Why,
    Show(View),
    Sort,
    Group,
    Kind,
    Day,
    PrevDay,
    NextDay,
    SwitchPlan,
    Past,
    Theme,
    Language,
    Mouse,
    Redraw,
    Palette,
    Help,
    Quit,
    // In popups.
    Accept,
    Cancel,
    Toggle,
    NextField,
    PrevField,
    Save,
    NewLine,
}

impl Command {
    /// Commands that the palette offers, in the order of the help screen.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::Open,
            Self::Back,
            Self::GoTo,
            Self::Search,
            Self::NextMatch,
            Self::PrevMatch,
            Self::Filter,
            Self::Zoom,
            Self::Report,
            Self::NoChange,
        ];
        all.extend(Field::ALL.iter().map(|field| Self::Edit(*field)));
        all.extend([
            Self::EditAny,
            Self::EditText,
            Self::AddMeasure,
            Self::SplitMeasure,
            Self::RemoveMeasure,
            Self::MoveUp,
            Self::MoveDown,
            Self::Mark,
            Self::MarkAll,
            Self::Acknowledge,
            Self::AskExtension,
            Self::Direct,
            Self::NewPerson,
            Self::Copy,
            Self::Present,
            Self::Meet,
            Self::Papers,
            Self::Figures,
            Self::TravelTo,
            Self::PastDay,
            Self::FutureDay,
            Self::PastWeek,
            Self::FutureWeek,
            Self::PastMeeting,
            Self::FutureMeeting,
            Self::Undo,
            Self::Redo,
            Self::Why,
        ]);
        all.extend(View::ALL.map(Self::Show));
        all.extend([
            Self::Sort,
            Self::Group,
            Self::Kind,
            Self::Day,
            Self::PrevDay,
            Self::NextDay,
            Self::SwitchPlan,
            Self::Theme,
            Self::Language,
            Self::Mouse,
            Self::Redraw,
            Self::Help,
            Self::Quit,
        ]);
        all
    }

    /// Its name in locale keys, after `command.`.
    pub fn code(self) -> String {
        let code = match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Left => "left",
            Self::Right => "right",
            Self::PageUp => "page_up",
            Self::PageDown => "page_down",
            Self::First => "first",
            Self::Last => "last",
            Self::Section => "section",
            Self::NextPane => "next_pane",
            Self::PrevPane => "prev_pane",
            Self::GoTo => "go_to",
            Self::Open => "open",
            Self::Back => "back",
            Self::Zoom => "zoom",
            Self::Search => "search",
            Self::NextMatch => "next_match",
            Self::PrevMatch => "prev_match",
            Self::Filter => "filter",
            Self::Edit(field) => return format!("edit_{}", field.code()),
            Self::EditAny => "edit_any",
            Self::Report => "report",
            Self::NoChange => "no_change",
            Self::EditText => "edit_text",
            Self::AddMeasure => "add_measure",
            Self::SplitMeasure => "split_measure",
            Self::RemoveMeasure => "remove_measure",
            Self::MoveUp => "move_up",
            Self::MoveDown => "move_down",
            Self::Mark => "mark",
            Self::MarkAll => "mark_all",
            Self::Acknowledge => "acknowledge",
            Self::AskExtension => "ask_extension",
            Self::Direct => "direct",
            Self::Agree => "agree",
            Self::Disagree => "disagree",
            Self::NewPerson => "new_person",
            Self::Copy => "copy",
            Self::Present => "present",
            Self::Blank => "blank",
            Self::Large => "large",
            Self::Meet => "meet",
            Self::Decide => "decide",
            Self::Discussed => "discussed",
            Self::Skip => "skip",
            Self::AddPoint => "add_point",
            Self::DropPoint => "drop_point",
            Self::ProposeAgain => "propose_again",
            Self::EditMeeting => "edit_meeting",
            Self::EndMeeting => "end_meeting",
            Self::Papers => "papers",
            Self::Figures => "figures",
            Self::GiveToUnit => "give_to_unit",
            Self::Since => "since",
            Self::PastDay => "past_day",
            Self::FutureDay => "future_day",
            Self::PastWeek => "past_week",
            Self::FutureWeek => "future_week",
            Self::PastMeeting => "past_meeting",
            Self::FutureMeeting => "future_meeting",
            Self::TravelTo => "travel_to",
            Self::Undo => "undo",
            Self::Redo => "redo",
            Self::Why => "why",
            Self::Show(view) => return format!("show_{}", view.code()),
            Self::Sort => "sort",
            Self::Group => "group",
            Self::Kind => "kind",
            Self::Day => "day",
            Self::PrevDay => "prev_day",
            Self::NextDay => "next_day",
            Self::SwitchPlan => "switch_plan",
            Self::Past => "past",
            Self::Theme => "theme",
            Self::Language => "language",
            Self::Mouse => "mouse",
            Self::Redraw => "redraw",
            Self::Palette => "palette",
            Self::Help => "help",
            Self::Quit => "quit",
            Self::Accept => "accept",
            Self::Cancel => "cancel",
            Self::Toggle => "toggle",
            Self::NextField => "next_field",
            Self::PrevField => "prev_field",
            Self::Save => "save",
            Self::NewLine => "new_line",
        };
        code.to_owned()
    }

    /// The locale key of its words.
    pub fn key(self) -> String {
        format!("command.{}", self.code())
    }

    /// Whether it may change the plan; refused on a read-only database.
    pub fn edits(self) -> bool {
        matches!(
            self,
            Self::Edit(_)
                | Self::EditAny
                | Self::Report
                | Self::NoChange
                | Self::EditText
                | Self::AddMeasure
                | Self::SplitMeasure
                | Self::RemoveMeasure
                | Self::MoveUp
                | Self::MoveDown
                | Self::Acknowledge
                | Self::AskExtension
                | Self::Direct
                | Self::Agree
                | Self::Disagree
                | Self::NewPerson
                | Self::Meet
                | Self::Decide
                | Self::Discussed
                | Self::Skip
                | Self::AddPoint
                | Self::DropPoint
                | Self::ProposeAgain
                | Self::EditMeeting
                | Self::EndMeeting
                | Self::GiveToUnit
                | Self::Undo
                | Self::Redo
        )
    }
}
