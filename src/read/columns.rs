//! Columns: what the head of a table's column says that its cells are. The words for who and when are those of labels in
//! running text.

use serde::{Deserialize, Serialize};

use super::labels::{Label, label};

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::VariantArray)]
pub enum Column {
    /// 序号.
    Number,
    /// 板块, 类别.
    Section,
    /// 重点工作, 任务, 事项.
    Title,
    /// 工作内容, 具体举措, 目标.
    Content,
    /// 牵头单位 and others that are responsible; the first leads.
    Lead,
    /// 配合单位.
    Support,
    /// 分管领导.
    Leader,
    /// 完成时限.
    Due,
    /// 启动时间.
    Start,
    /// 进展, 状态, 备注, 责任人: a plan has no place for it.
    Other,
}

impl Column {
    /// All that a column may hold.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

const NUMBER: [&str; 6] = ["序号", "编号", "序", "项目序号", "任务序号", "no"];
const SECTION: [&str; 18] = [
    "一级任务",
    "一级目标",
    "板块",
    "工作板块",
    "板块名称",
    "类别",
    "分类",
    "工作类别",
    "任务类别",
    "领域",
    "重点领域",
    "所属板块",
    "项目类别",
    "工作领域",
    "一级指标",
    "大类",
    "任务分类",
    "方面",
];
const TITLE: [&str; 40] = [
    "二级任务",
    "二级目标",
    "问题",
    "反馈问题",
    "突出问题",
    "主要问题",
    "整改问题",
    "指标",
    "指标名称",
    "考核指标",
    "重点工作",
    "工作任务",
    "重点任务",
    "主要任务",
    "任务",
    "事项",
    "要点",
    "工作事项",
    "目标任务",
    "任务名称",
    "工作项目",
    "项目名称",
    "工作要点",
    "年度重点工作",
    "重点工作任务",
    "工作名称",
    "任务事项",
    "重点工作事项",
    "督办事项",
    "议定事项",
    "重点事项",
    "项目",
    "实事项目",
    "主要工作",
    "工作内容及目标",
    "事项名称",
    "年度任务",
    "二级指标",
    "重点工作内容",
    "工作目标任务",
];
const CONTENT: [&str; 43] = [
    "预期目标",
    "绩效目标",
    "实施内容",
    "具体安排",
    "工作标准",
    "三级任务",
    "整改措施",
    "整改举措",
    "目标值",
    "工作内容",
    "具体措施",
    "主要内容",
    "工作举措",
    "具体任务",
    "工作措施",
    "任务分解",
    "推进措施",
    "内容",
    "实施步骤",
    "具体内容",
    "主要措施",
    "任务内容",
    "工作要求",
    "目标",
    "工作目标",
    "年度目标",
    "完成标准",
    "量化指标",
    "具体举措",
    "重点举措",
    "举措",
    "措施",
    "主要举措",
    "细化措施",
    "具体工作",
    "工作任务及措施",
    "目标要求",
    "具体工作任务",
    "主要工作内容",
    "年度工作目标",
    "任务目标",
    "建设内容",
    "具体事项",
];
const START: [&str; 4] = ["启动时间", "开始时间", "起始时间", "启动日期"];
const DUE: [&str; 17] = [
    "起止时间",
    "月份",
    "月度",
    "实施时间",
    "推进时间",
    "时间",
    "完成",
    "期限",
    "节点",
    "时限",
    "时间进度",
    "进度安排",
    "完成节点",
    "建设期限",
    "办理期限",
    "整改期限",
    "进度要求",
];
const OTHER: [&str; 31] = [
    "合计",
    "工作进展",
    "进展情况",
    "完成情况",
    "推进情况",
    "进展",
    "落实情况",
    "目前进展",
    "工作进展情况",
    "完成状态",
    "状态",
    "是否完成",
    "备注",
    "说明",
    "存在问题",
    "下一步打算",
    "下一步计划",
    "下一步工作",
    "完成率",
    "进度",
    "联系人",
    "联系电话",
    "填报人",
    "签收",
    "当前状态",
    "办理情况",
    "办理状态",
    "佐证材料",
    "灯",
    "亮灯",
    "销号情况",
];

/// What the head of a column says, brackets, blanks and punctuation left out.
pub(super) fn column(head: &str) -> Option<Column> {
    const LONGEST: usize = 16;
    let text: String =
        super::shadow::folded(head).chars().filter(|c| !c.is_whitespace() && !":*'\"#".contains(*c)).collect();
    let text = text.to_lowercase();
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let bare = text.split('(').next().unwrap_or(&text);
    let of = |words: &[&str]| words.contains(&text.as_str()) || (!bare.is_empty() && words.contains(&bare));
    if of(&NUMBER) {
        return Some(Column::Number);
    }
    for text in [text.as_str(), bare] {
        match label(text) {
            Some(Label::Owner) => return Some(Column::Lead),
            Some(Label::Support) => return Some(Column::Support),
            Some(Label::Leader) => return Some(Column::Leader),
            Some(Label::Person) => return Some(Column::Other),
            Some(Label::Deadline) => return Some(Column::Due),
            None => {}
        }
    }
    let found = [
        (&SECTION[..], Column::Section),
        (&TITLE[..], Column::Title),
        (&CONTENT[..], Column::Content),
        (&START[..], Column::Start),
        (&DUE[..], Column::Due),
        (&OTHER[..], Column::Other),
    ];
    let known = found.into_iter().find(|(words, _)| of(words)).map(|(_, column)| column);
    known.or_else(|| half_known(bare)).or_else(|| is_stretch(&text).then_some(Column::Other))
}

/// `工作内容和要求`: what either half says, where that is work to be done.
fn half_known(text: &str) -> Option<Column> {
    let (one, other) = ['及', '和', '与', '、', '/'].iter().find_map(|joint| text.split_once(*joint))?;
    let found = [one, other].into_iter().filter_map(column);
    found.filter(|column| matches!(column, Column::Title | Column::Content)).min_by_key(|it| *it != Column::Content)
}

/// Heads that name what is to be done only where no other column does: 指标 beside 任务 is how that is measured.
pub(super) fn is_measure(head: &str) -> bool {
    let head: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    ["指标", "指标名称", "考核指标"].contains(&head.as_str())
}

/// `一季度`, `3月`: what is to be done in a part of the year has no field of its own.
fn is_stretch(text: &str) -> bool {
    let bare = text.trim_start_matches('第');
    let number = |rest: &str| {
        (1..=2).contains(&rest.chars().count())
            && rest.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    };
    ["季度", "月", "月份"].iter().any(|end| bare.strip_suffix(end).is_some_and(number))
        || ["上半年", "下半年"].contains(&bare)
}

/// Heads of a list of people: nothing of a plan.
pub(super) fn is_of_contacts(head: &str) -> bool {
    ["电话", "联系人", "联系电话", "联系方式", "手机", "手机号", "姓名", "职务", "邮箱"].contains(&head.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_known_in_any_dress() {
        for (head, expected) in [
            ("序号", Column::Number),
            ("序 号", Column::Number),
            ("重点工作", Column::Title),
            ("工作内容", Column::Content),
            ("牵头责任单位", Column::Lead),
            ("协同责任单位", Column::Support),
            ("责任领导", Column::Leader),
            ("完成时限", Column::Due),
            ("完成\n时限", Column::Due),
            ("工作进展", Column::Other),
            ("牵头单位（第一个为牵头）", Column::Lead),
            ("责任人", Column::Other),
        ] {
            assert_eq!(column(head), Some(expected), "{head}");
        }
        for none in ["", "一、甲", "推进教育高质量发展", "基教科", "2024年12月"] {
            assert_eq!(column(none), None, "{none}");
        }
    }
}
