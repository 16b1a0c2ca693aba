//! 进展: what was reported about an item or a measure, typed once and used in every output.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::plan::{Author, Node, Percent, ReportId, UnitName};

/// 进展: what was reported about an item or a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Identity.
    pub id: ReportId,
    /// What it is about.
    pub node: Node,
    /// The day it speaks for.
    pub day: NaiveDate,
    /// Who wrote it.
    pub author: Author,
    /// The figure given with it.
    pub percent: Option<Percent>,
    /// 工作进展.
    pub done: String,
    /// 存在问题.
    pub problem: String,
    /// 下一步打算.
    pub next: String,
    /// 无变化: said with one key.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unchanged: bool,
    /// The unit it speaks for, where that is not the lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitName>,
}
