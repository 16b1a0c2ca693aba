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

impl Report {
    /// The problem that it tells of. 无 and its like, which people write into a field that must not be empty, tell of none.
    pub fn told_problem(&self) -> Option<&str> {
        let text = self.problem.trim();
        (!text.is_empty() && !Self::says_none(text)).then_some(text)
    }

    /// Whether a text says that there is nothing to say.
    pub fn says_none(text: &str) -> bool {
        let bare = text.trim().trim_end_matches(['。', '.']);
        ["无", "暂无", "没有", "已解决", "无问题", "—", "——", "-", "/", "none", "None"].contains(&bare)
    }

    /// Bytes of its texts.
    pub fn text_size(&self) -> usize {
        self.done.len() + self.problem.len() + self.next.len()
    }

    /// What is left of a long text that is not kept whole: it says by two dots that it goes on. The database has it whole.
    pub fn beginning(text: &str) -> Option<String> {
        const CHARACTERS: usize = 80;
        const GOES_ON: &str = "……";
        text.chars().nth(CHARACTERS + GOES_ON.chars().count())?;
        Some(text.chars().take(CHARACTERS).chain(GOES_ON.chars()).collect())
    }

    /// Keeps the beginnings of its texts.
    pub fn shorten(&mut self) {
        for text in [&mut self.done, &mut self.problem, &mut self.next] {
            if let Some(beginning) = Self::beginning(text) {
                *text = beginning;
            }
        }
    }
}
