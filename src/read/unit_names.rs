//! Names of units as papers write them: lists of them, what stands around a name and is no part of it, what surely is the
//! name of one and what is not.

use std::borrow::Cow;

use super::labels::contains_label;

/// No name of a unit is longer.
pub(super) const LONGEST_UNIT: usize = 24;
/// What the name of a unit ends with.
const UNIT_ENDS: [&str; 24] = [
    "科", "股", "室", "处", "局", "委", "办", "部", "中心", "站", "院", "所", "馆", "校", "会", "队", "学", "园", "组",
    "县", "区", "市", "公司", "厅",
];
const LEADS: [&str; 18] = [
    "按照职责分工负责",
    "按职责分工负责",
    "按职责负责",
    "按分工负责",
    "分工负责",
    "共同负责",
    "牵头负责",
    "牵头落实",
    "牵头组织",
    "牵头实施",
    "牵头办理",
    "牵头",
    "具体负责",
    "负责落实",
    "负责",
    "承办",
    "主办",
    "落实",
];
const SUPPORTS: [&str; 8] = ["协同配合", "配合落实", "配合", "协办", "协助", "参与", "协作", "协同"];

/// The names of a list. Signs inside brackets part nothing; `甲科和乙科` are two, `人事和师资科` is one; 等 is none.
pub(super) fn names(text: &str) -> Vec<String> {
    // `党　办`: blanks that align short names part nothing.
    let aligned: String = text.split_whitespace().collect();
    let is_aligned = text.split_whitespace().all(|part| part.chars().nth(1).is_none());
    let text = if is_aligned { aligned.as_str() } else { text };
    let mut depth = 0_usize;
    let parts = text.split(|c: char| {
        depth = match c {
            '(' | '（' | '[' | '【' => depth + 1,
            ')' | '）' | ']' | '】' => depth.saturating_sub(1),
            _ => depth,
        };
        depth == 0 && (c.is_whitespace() || ['、', ',', '，', ';', '；', '/', '。'].contains(&c))
    });
    let mut found = Vec::new();
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let part = without_scope(part);
        let part = part.strip_prefix('由').filter(|rest| !rest.is_empty()).unwrap_or(part);
        let part = without_others(part);
        let part = without_role(&part);
        if let Some((one, other)) = joined_by_verb(part) {
            found.extend([one.to_owned(), other.to_owned()]);
            continue;
        }
        let pair = ['和', '及', '与'].iter().find_map(|joint| part.split_once(*joint)).filter(|(one, other)| {
            let other = without_verb(other).0;
            is_unit(one) && (is_unit(other) || is_collective(other))
        });
        match pair {
            Some((one, other)) => found.extend([one.to_owned(), other.to_owned()]),
            None if part.is_empty() => {}
            None => found.push(part.to_owned()),
        }
    }
    found
}

/// `基教股(主)`, `督查室(配合)`: what stands in the bracket is no part of the name.
fn without_role(name: &str) -> &str {
    const ROLES: [&str; 11] =
        ["共同牵头", "共同负责", "共同配合", "牵头", "主办", "主", "负责", "配合", "协办", "协", "参与"];
    let role = |sign: [char; 2]| {
        let (bare, role) = name.strip_suffix(sign[1])?.rsplit_once(sign[0])?;
        (ROLES.contains(&role) && !bare.is_empty()).then_some(bare)
    };
    role(['（', '）']).or_else(|| role(['(', ')'])).unwrap_or(name)
}

/// `以下任务均由甲科`: of how much it is said is no part of the name.
fn without_scope(part: &str) -> &str {
    const LONGEST: usize = 12;
    let scoped = SCOPES.iter().any(|word| part.starts_with(word));
    let rest = part.split_once('由').filter(|(scope, _)| scoped && scope.chars().count() <= LONGEST);
    rest.map_or(part, |(_, rest)| rest)
}

/// What begins a sentence about all that follows, or all that stands in this part.
pub(super) const SCOPES: [&str; 8] = ["以下", "下列", "上述", "以上", "本板块", "本部分", "本项", "本节"];

/// `招生办会同公安局`: the first leads.
fn joined_by_verb(part: &str) -> Option<(&str, &str)> {
    let (one, other) = ["会同", "联合"].iter().find_map(|verb| part.split_once(verb))?;
    (is_unit(one) && is_unit(without_verb(other).0)).then_some((one, other))
}

/// `思政科等`, `县教育局等有关部门`, `办公室等配合`: who is meant besides is not said. 高等教育科 has no such 等.
fn without_others(name: &str) -> Cow<'_, str> {
    const OTHERS: [&str; 8] = ["相关", "有关", "部门", "单位", "科室", "股室", "处室", "各"];
    let rest = |at: usize| &name[at + '等'.len_utf8()..];
    let is_verb = |text: &str| LEADS.iter().chain(&SUPPORTS).any(|verb| *verb == text);
    let is_end = |at: &usize| {
        rest(*at).is_empty() || is_verb(rest(*at)) || OTHERS.iter().any(|word| rest(*at).starts_with(word))
    };
    match name.match_indices('等').map(|(at, _)| at).find(is_end) {
        Some(at) if is_verb(rest(at)) => format!("{}{}", &name[..at], rest(at)).into(),
        Some(at) => name[..at].into(),
        None => name.into(),
    }
}

/// Whether a name that stands without a label and without a verb is surely one of a department.
pub(super) fn is_department(name: impl AsRef<str>) -> bool {
    const LONGEST: usize = 12;
    const OTHERWISE: [&str; 8] = ["含", "包括", "原", "即", "以下", "简称", "如", "由"];
    let name = name.as_ref();
    let ends = [
        "科",
        "股",
        "室",
        "处",
        "办",
        "中心",
        "局",
        "委",
        "组",
        "大队部",
        "工会",
        "委员会",
        "妇联",
        "残联",
        "指挥部",
        "专班",
        "团委",
        "党支部",
        "党总支",
        "年级部",
    ];
    ends.iter().any(|end| name.ends_with(end))
        && name.chars().count() <= LONGEST
        && !OTHERWISE.iter().any(|word| name.starts_with(word))
        && !begins_with_verb(name)
        && is_unit(name)
}

/// `抓好督办` and `更新活动室` end as names do.
pub(super) fn begins_with_verb(name: &str) -> bool {
    const VERBS: [&str; 29] = [
        "抓好", "做好", "加强", "推进", "推动", "建好", "新建", "改造", "更新", "升级", "完善", "开展", "强化", "优化",
        "用好", "办好", "坚持", "健全", "发挥", "构建", "压实", "落实", "深化", "实施", "积极", "建立", "明确", "严格",
        "确保",
    ];
    VERBS.iter().any(|verb| name.starts_with(verb))
}

/// `各县(市、区)教育局`: everybody of a kind, and no other word that begins so.
pub(super) fn is_body(name: &str) -> bool {
    UNIT_ENDS.iter().any(|end| name.ends_with(end)) || name.ends_with("学校") || name.ends_with("单位")
}

/// A name without 牵头 or 配合 after it, and whether it leads.
pub(super) fn without_verb(name: &str) -> (&str, Option<bool>) {
    let of = |verbs: &[&str]| verbs.iter().find_map(|verb| name.strip_suffix(verb)).filter(|rest| !rest.is_empty());
    match (of(&LEADS), of(&SUPPORTS)) {
        (Some(rest), _) => (rest, Some(true)),
        (None, Some(rest)) => (rest, Some(false)),
        (None, None) => (name, None),
    }
}

/// 各县区, 市直有关部门: nobody in particular.
pub(super) fn is_collective(name: &str) -> bool {
    name.starts_with('各')
        || [
            "有关",
            "相关",
            "其他",
            "其它",
            "全体",
            "所有",
            "各县",
            "各区",
            "各市",
            "各校",
            "各学校",
            "各科室",
            "各单位",
            "各部门",
            "全县",
            "全市",
            "全区",
        ]
        .iter()
        .any(|word| name.contains(word))
        || ["部门", "单位", "学校", "县区", "科室"].contains(&name)
}

pub(super) fn is_unit(name: &str) -> bool {
    // What is done, or when, is no name, whatever it ends with.
    const NONE: [&str; 6] = ["期间", "完成", "每月", "每季", "每学期", "其中"];
    if NONE.iter().any(|word| name.contains(word)) {
        return false;
    }
    (2..=LONGEST_UNIT).contains(&name.chars().count())
        && UNIT_ENDS.iter().any(|end| name.trim_end_matches([')', '）']).ends_with(end))
        && !is_collective(name)
        && !looks_like_date(name)
        && !contains_label(name)
        && !name.contains([':', '：', '。'])
}

/// `12月底前完成`, `长期`: whatever it comes to, no unit is called so.
pub(super) fn looks_like_date(text: &str) -> bool {
    let digits = text.contains(|c: char| c.is_numeric());
    let dated = text.contains(['月', '年', '日', '号']) && (digits || text.contains("底"));
    let ends = ["前", "前完成", "底", "内完成", "年内", "全年", "长期", "长期坚持", "常态化", "持续推进"];
    dated || ["长期", "常态化"].iter().any(|word| text.contains(word)) || ends.iter().any(|end| text.ends_with(end))
}
