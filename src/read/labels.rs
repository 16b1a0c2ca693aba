//! Labels: the words before a colon that say who and by when, `牵头科室:`, `【完成时限】`. They are put together from a few
//! parts, so that 股室, 处室 and 责任单位 need no line each; what they stand before is read in `annotation`.

use super::shadow::Shadow;

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// The lead unit, the first name, and those that support it.
    Owner,
    /// Supporting units.
    Support,
    /// 分管领导.
    Leader,
    /// A person, for whom a plan has no field.
    Person,
    /// Until when.
    Deadline,
}

const OWNER: [&str; 16] = [
    "牵头",
    "责任",
    "主办",
    "承办",
    "主责",
    "主要责任",
    "牵头责任",
    "第一责任",
    "主体责任",
    "落实",
    "责任落实",
    "实施",
    "承担",
    "具体承办",
    "主要承办",
    "办理",
];
const SUPPORT: [&str; 14] = [
    "配合",
    "协同",
    "协办",
    "参与",
    "协作",
    "协助",
    "会办",
    "参加",
    "配合责任",
    "协同责任",
    "协办责任",
    "协同配合",
    "协同(配合)",
    "配合(协同)",
];
/// What a unit is called in a label; nothing at all after 牵头 and 配合.
const UNIT: [&str; 19] = [
    "科室",
    "股室",
    "处室",
    "单位",
    "部门",
    "科",
    "股",
    "处",
    "机构",
    "主体",
    "县区",
    "科室(单位)",
    "单位(科室)",
    "科室(部门)",
    "部门(单位)",
    "单位(部门)",
    "科室和单位",
    "科室、单位",
    "科室/单位",
];
const BARE: [&str; 5] = ["牵头", "配合", "主办", "协办", "承办"];
const LEADING: [&str; 20] = [
    "委",
    "厅",
    "局",
    "校",
    "分管",
    "责任",
    "牵头",
    "包保",
    "包联",
    "主管",
    "挂钩",
    "分管县",
    "分管市",
    "分管区",
    "分管局",
    "县分管",
    "市分管",
    "区分管",
    "局分管",
    "责任局",
];
const LEADER: [&str; 6] = ["领导", "局领导", "负责同志", "局长", "副局长", "(县、市、局)领导"];
const PERSONS: [&str; 10] = [
    "联系人",
    "责任人",
    "责任人员",
    "具体负责人",
    "经办人",
    "牵头负责人",
    "主要负责人",
    "第一责任人",
    "直接责任人",
    "承办人",
];
const DEADLINES: [&str; 28] = [
    "时间",
    "期限",
    "完成节点",
    "进度安排",
    "完成时间节点",
    "预计完成时间",
    "结束时间",
    "完成时限",
    "完成时间",
    "完成期限",
    "完成日期",
    "完成时限要求",
    "时间节点",
    "办结时限",
    "办结时间",
    "办理时限",
    "时限要求",
    "时间要求",
    "时限",
    "整改时限",
    "整改期限",
    "工作时限",
    "落实时限",
    "时间安排",
    "截止时间",
    "截止日期",
    "计划完成时间",
    "推进时限",
];
/// No label is longer.
const LONGEST: usize = 14;

/// The label that a text is, blanks left out.
pub(super) fn label(text: &str) -> Option<Label> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.as_str();
    let of = |heads: &[&str], tails: &[&str]| {
        heads.iter().any(|head| text.strip_prefix(head).is_some_and(|tail| tails.contains(&tail)))
    };
    if DEADLINES.contains(&text) {
        Some(Label::Deadline)
    } else if PERSONS.contains(&text) {
        Some(Label::Person)
    } else if of(&LEADING, &LEADER) {
        Some(Label::Leader)
    } else if of(&OWNER, &UNIT) || BARE[..1].contains(&text) || ["主办", "承办"].contains(&text) {
        Some(Label::Owner)
    } else if of(&SUPPORT, &UNIT) || BARE.contains(&text) {
        Some(Label::Support)
    } else {
        None
    }
}

/// A label in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Labelled {
    pub label: Label,
    /// Its first character.
    pub at: usize,
    /// Where what it announces begins.
    pub value: usize,
}

/// The labels among the characters `from..to`: each begins after a blank or a sign.
pub(super) fn labels_in(shadow: &Shadow<'_>, from: usize, to: usize) -> Vec<Labelled> {
    let mut found = Vec::new();
    let mut at = from;
    while at < to {
        let begins = at == from || !shadow.at(at - 1).is_alphanumeric();
        match begins.then(|| label_at(shadow, at, to)).flatten() {
            Some(labelled) => {
                at = labelled.value;
                found.push(labelled);
            }
            None => at += 1,
        }
    }
    found
}

/// `牵头科室:` or `[牵头科室]`, the colon after the latter being optional.
fn label_at(shadow: &Shadow<'_>, at: usize, to: usize) -> Option<Labelled> {
    let framed = shadow.at(at) == '[';
    let from = at + usize::from(framed);
    let end = shadow.find(from, to.min(from + LONGEST), |c| c == if framed { ']' } else { ':' })?;
    let label = label(&shadow.chars[from..end].iter().collect::<String>())?;
    let mut value = end + 1;
    if framed && shadow.at(value) == ':' {
        value += 1;
    }
    Some(Labelled { label, at, value: value.min(to) })
}

/// Whether a text begins with a label.
pub(super) fn is_annotation(text: &str) -> bool {
    let shadow = Shadow::of(text);
    label_at(&shadow, 0, shadow.len()).is_some()
}

/// Whether a label stands in a text, with whatever before and after it: no unit is called so.
pub(super) fn contains_label(text: &str) -> bool {
    const SHORTEST: usize = 4;
    let chars: Vec<char> = text.chars().collect();
    let of = |at: usize, length: usize| chars.get(at..at + length).map(|part| part.iter().collect::<String>());
    (0..chars.len())
        .any(|at| (SHORTEST..=LONGEST).any(|length| of(at, length).is_some_and(|part| label(&part).is_some())))
}
