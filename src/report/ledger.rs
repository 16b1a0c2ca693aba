//! 台账: its columns, and what stands in them of an item. As a workbook it is made in `ledger_xlsx`, as a table of text in
//! `csv`.

use super::field_prose::work_value;
use super::light_prose::light_word;
use super::terms::Term;
use crate::plan::{Board, Field, Forecast, Item, Light, Report, Stage};
use crate::words::{self, Lang, Text};

/// A column of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum LedgerColumn {
    /// 序号.
    Number,
    /// 板块.
    Section,
    /// 要点.
    Item,
    /// The light, as a word on its colour.
    Light,
    /// 进度.
    Percent,
    /// 牵头.
    Lead,
    /// 分管领导.
    Leader,
    /// 完成时限.
    Due,
    /// 超期天数.
    DaysLate,
    /// 工作进展.
    Done,
    /// 存在问题.
    Problem,
    /// 下一步打算.
    Next,
    /// 阶段.
    Stage,
    /// 研判.
    Forecast,
    /// 序时.
    Expected,
    /// 配合.
    Support,
    /// 涉及县区.
    Counties,
    /// 目标.
    Target,
    /// 原定时限.
    DueOriginal,
    /// 延期次数.
    Extensions,
    /// 报送周期.
    Cadence,
    /// 最近报送.
    Reported,
}

impl LedgerColumn {
    /// All columns, in order.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Those beside number and title on the screen, where a person has chosen none.
    pub const USUAL: [Self; 9] = [
        Self::Light,
        Self::Percent,
        Self::Due,
        Self::Lead,
        Self::Stage,
        Self::Leader,
        Self::Problem,
        Self::Done,
        Self::Next,
    ];

    /// Whether it is shown by choice: number and title always are.
    pub fn is_optional(self) -> bool {
        !matches!(self, Self::Number | Self::Item)
    }

    /// The word for it in a person's file.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// The column that a word in a person's file chooses.
    pub fn optional(id: &str) -> Option<Self> {
        id.parse().ok().filter(|column: &Self| column.is_optional())
    }

    /// Whether it holds sentences.
    pub fn is_wordy(self) -> bool {
        matches!(self, Self::Done | Self::Problem | Self::Next | Self::Target)
    }

    /// Its head.
    pub fn text(self) -> Text {
        match self {
            Self::Number => words::column::NUMBER,
            Self::Section => words::column::SECTION,
            Self::Item => words::column::ITEM,
            Self::Light => words::column::LIGHT,
            Self::Stage => Field::Standing.text(),
            Self::Percent => Field::Percent.text(),
            Self::Expected => words::ledger::EXPECTED,
            Self::Lead => Field::Lead.text(),
            Self::Support => Field::Support.text(),
            Self::Leader => Field::Leader.text(),
            Self::Counties => Field::Counties.text(),
            Self::Target => Field::Target.text(),
            Self::Due => Field::Due.text(),
            Self::DueOriginal => words::ledger::DUE_ORIGINAL,
            Self::Extensions => words::ledger::EXTENSIONS,
            Self::DaysLate => words::paper::COLUMN_DAYS_LATE,
            Self::Cadence => Field::Cadence.text(),
            Self::Forecast => Field::Forecast.text(),
            Self::Done => words::report::DONE,
            Self::Problem => words::report::PROBLEM,
            Self::Next => words::report::NEXT,
            Self::Reported => words::ledger::REPORTED,
        }
    }

    /// The name of the same field for scripts, of those that are read back.
    pub fn code(self) -> Option<&'static str> {
        Some(match self {
            Self::Number => "no",
            Self::Item => "title",
            Self::Lead => "lead",
            Self::Due => "due",
            Self::Stage => "stage",
            Self::Percent => "percent",
            Self::Forecast => "forecast",
            Self::Done => "done",
            Self::Problem => "problem",
            Self::Next => "next",
            Self::Section
            | Self::Light
            | Self::Leader
            | Self::DaysLate
            | Self::Expected
            | Self::Support
            | Self::Counties
            | Self::Target
            | Self::DueOriginal
            | Self::Extensions
            | Self::Cadence
            | Self::Reported => return None,
        })
    }

    /// What a cell of it says, where a script has written the code of a stage or a forecast: the word for it.
    pub fn word_of(self, lang: Lang, said: &str) -> Option<&'static str> {
        if self == Self::Stage {
            return Stage::ALL.iter().find(|stage| stage.code() == said).map(|stage| lang.say(stage.text()));
        }
        let forecast = Forecast::ALL.iter().find(|forecast| self == Self::Forecast && forecast.code() == said);
        forecast.map(|forecast| lang.say(forecast.text()))
    }

    /// Whether a unit fills it in.
    pub fn is_filled_in(self) -> bool {
        matches!(self, Self::Percent | Self::Stage | Self::Forecast | Self::Done | Self::Problem | Self::Next)
    }
}

/// The number in a column, where it holds one.
pub(super) fn ledger_number(column: LedgerColumn, item: &Item, light: &Light) -> Option<i64> {
    let situation = &light.situation;
    match column {
        LedgerColumn::Number => Some(i64::from(item.no)),
        LedgerColumn::Percent => situation.known_percent(),
        LedgerColumn::Expected => situation.expected,
        LedgerColumn::Extensions => Some(i64::from(item.work.due.extensions)).filter(|n| *n > 0),
        LedgerColumn::DaysLate => situation.days_late,
        LedgerColumn::Section
        | LedgerColumn::Item
        | LedgerColumn::Light
        | LedgerColumn::Stage
        | LedgerColumn::Lead
        | LedgerColumn::Support
        | LedgerColumn::Leader
        | LedgerColumn::Counties
        | LedgerColumn::Target
        | LedgerColumn::Due
        | LedgerColumn::DueOriginal
        | LedgerColumn::Cadence
        | LedgerColumn::Forecast
        | LedgerColumn::Done
        | LedgerColumn::Problem
        | LedgerColumn::Next
        | LedgerColumn::Reported => None,
    }
}

/// The text in a column.
pub fn ledger_text(lang: Lang, board: &Board, column: LedgerColumn, item: &Item, light: &Light) -> String {
    let field = |field: Field| work_value(lang, &item.work, field).unwrap_or_default();
    // The last word of each kind: a figure alone takes no text away.
    let of_item = || item.reports.iter().rev().filter(|report| report.node.measure.is_none() && report.unit.is_none());
    let said = |part: fn(&Report) -> &String| {
        of_item().map(part).find(|text| !text.trim().is_empty()).cloned().unwrap_or_default()
    };
    match column {
        LedgerColumn::Section => board.section(item.section).map(|section| section.label.clone()).unwrap_or_default(),
        LedgerColumn::Item => item.title.clone(),
        LedgerColumn::Light => light_word(lang, light),
        LedgerColumn::Stage => lang.say(item.work.standing.stage.text()).to_owned(),
        LedgerColumn::Lead => field(Field::Lead),
        LedgerColumn::Support => field(Field::Support),
        LedgerColumn::Leader => field(Field::Leader),
        LedgerColumn::Counties => field(Field::Counties),
        LedgerColumn::Target => field(Field::Target),
        LedgerColumn::Due => item.work.due.current.map(|due| due.to_string()).unwrap_or_default(),
        LedgerColumn::DueOriginal => item.work.due.original.map(|due| due.to_string()).unwrap_or_default(),
        LedgerColumn::Cadence => field(Field::Cadence),
        LedgerColumn::Forecast => lang.say(item.work.forecast.text()).to_owned(),
        LedgerColumn::Done => said(|report| &report.done),
        LedgerColumn::Problem => {
            let last = of_item().find(|report| !report.problem.trim().is_empty());
            last.and_then(Report::told_problem).unwrap_or_default().to_owned()
        }
        LedgerColumn::Next => said(|report| &report.next),
        LedgerColumn::Reported => item.reports.last().map(|report| report.day.to_string()).unwrap_or_default(),
        LedgerColumn::Number
        | LedgerColumn::Percent
        | LedgerColumn::Expected
        | LedgerColumn::Extensions
        | LedgerColumn::DaysLate => ledger_number(column, item, light).map(|n| n.to_string()).unwrap_or_default(),
    }
}
