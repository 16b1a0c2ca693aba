//! What stands before the first heading: covering letter, issuer, title, and the preamble.

use super::shadow::Shadow;
use super::span::periods_in;
use super::{DraftPlan, Spanned, Warning, WarningKind};
use crate::plan::Period;

/// What the title of such a document contains.
const TITLE_WORDS: [&str; 7] = ["工作要点", "工作计划", "任务清单", "重点工作", "实施方案", "工作安排", "行动计划"];

/// Title, issuer, span and preamble: what stands before the first heading.
pub(super) fn front_matter(shadow: &Shadow<'_>, first: usize) -> DraftPlan {
    let mut draft = DraftPlan::default();
    let mut lines = Vec::new();
    let mut at = 0;
    while at < first {
        let end = shadow.line_end(at).min(first);
        let (from, to) = shadow.trimmed(at, end);
        if from < to {
            lines.push((from, to));
        }
        at = end + 1;
    }
    let is_title = |(from, to): &(usize, usize)| {
        let text = shadow.text(*from, *to);
        TITLE_WORDS.iter().any(|word| text.contains(word))
            && to - from <= 60
            && !text.contains('。')
            && !text.ends_with("通知")
            && !text.contains("印发")
    };
    let found = lines.iter().rposition(is_title);
    if found.is_none() {
        draft.warnings.push(Warning { line: 1, kind: WarningKind::NoTitle });
    }
    let title_at = found.unwrap_or(0);
    if let Some((from, to)) = lines.get(title_at).copied() {
        // `某某市教育局  六安市教育局2024年工作要点`: the last part that names a span is the title. A blank beside a
        // figure parts nothing.
        let parts_words = |at: &usize| {
            shadow.at(*at).is_whitespace()
                && !shadow.at(at.saturating_sub(1)).is_ascii_digit()
                && !shadow.at(at + 1).is_ascii_digit()
                && !periods_in(shadow.text(*at, to)).is_empty()
        };
        let blank = (from..to).rev().find(parts_words);
        let begin = blank.map_or(from, |at| at + 1);
        let text: String = shadow.text(begin, to).trim_matches(['《', '》']).split_whitespace().collect();
        let line_before = title_at.checked_sub(1).map(|at| shadow.text(lines[at].0, lines[at].1));
        draft.issuer = match blank {
            Some(blank) => shadow.text(from, blank).trim().to_owned(),
            None => issuer(&text, line_before),
        };
        if blank.is_some() {
            draft.annotations.push(shadow.spanned(from, begin));
        }
        draft.title = Spanned { text, span: shadow.span(begin, to) };
    }
    draft.period = period_of_title(&draft.title.text).or_else(|| period_of_front(shadow.text(0, first)));
    let (preamble, others): (Vec<_>, Vec<_>) = lines
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != title_at)
        .partition(|(at, (from, to))| *at > title_at && is_preamble(shadow.text(*from, *to)));
    draft.furniture = others.iter().map(|(_, (from, to))| shadow.spanned(*from, *to)).collect();
    let preamble: Vec<(usize, usize)> = preamble.into_iter().map(|(_, line)| *line).collect();
    if let (Some((from, _)), Some((_, to))) = (preamble.first(), preamble.last()) {
        let text: Vec<&str> = preamble.iter().map(|(from, to)| shadow.text(*from, *to)).collect();
        draft.preamble = Spanned { text: text.join("\n"), span: shadow.span(*from, *to) };
    }
    draft
}

/// Not the document number, nor the date below the title, nor whom it is addressed to.
fn is_preamble(line: &str) -> bool {
    let bracketed = line.starts_with(['(', '（', '〔', '[']);
    !bracketed && !line.ends_with([':', '：']) && !line.ends_with('号') && line.chars().count() > 8
}

fn issuer(title: &str, line_before: Option<&str>) -> String {
    let is_body = |name: &&str| name.ends_with(['局', '委', '厅', '部', '会']);
    let plan = TITLE_WORDS.iter().filter_map(|word| title.find(word)).min().unwrap_or(title.len());
    let head = match title[..plan].find("20") {
        Some(year) => Some(&title[..year]).filter(|head| !head.is_empty()),
        None => Some(&title[..plan]).filter(is_body),
    };
    head.or(line_before.filter(is_body)).unwrap_or_default().to_owned()
}

/// `2023年工作总结和2024年工作要点`: the plan's span is the last one before the word that makes it a plan. Behind it a
/// bracket may say it, but nothing besides.
fn period_of_title(title: &str) -> Option<Period> {
    let Some((plan, word)) = TITLE_WORDS.iter().filter_map(|word| Some((title.rfind(word)?, *word))).max() else {
        return sole(&periods_in(title));
    };
    let behind = &title[plan + word.len()..];
    periods_in(&title[..plan]).pop().or_else(|| sole(&periods_in(behind)).filter(|_| is_only_period(behind)))
}

/// What makes the span that stands before it the plan's own.
const OF_PLAN: [&str; 10] = [
    "总体要求",
    "总体思路",
    "工作思路",
    "指导思想",
    "工作要点",
    "工作计划",
    "重点工作",
    "工作安排",
    "工作任务",
    "目标任务",
];
/// What makes a year another paper's, another body's or another time's.
const OF_OTHERS: [&str; 12] =
    ["回顾", "总结", "考核", "会议", "落实", "根据", "按照", "以来", "上年", "去年", "全国", "精神"];

/// The span that the text before the first heading claims for this paper: `2024年全市教育工作总体要求是`,
/// `印发《2024年工作要点》`. A year that is only mentioned is none, nor are two that differ.
fn period_of_front(text: &str) -> Option<Period> {
    let mut found: Vec<Period> = Vec::new();
    for line in text.lines() {
        let issues = line.contains("印发");
        found.extend(sole(&periods_in(line)).filter(|_| is_only_period(line)));
        for (at, part) in line.split(['《', '》']).enumerate() {
            // Between the brackets stands the title of a paper: this one's if it is what is handed out.
            if at % 2 == 0 {
                let clauses = part.split(['。', '，', ',', '；', ';', '：', ':', '、']);
                let own = clauses.filter(|clause| !OF_OTHERS.iter().any(|word| clause.contains(word)));
                found.extend(own.filter_map(claimed));
            } else if issues && TITLE_WORDS.iter().any(|word| part.contains(word)) {
                found.extend(period_of_title(part));
            }
        }
    }
    found.dedup();
    sole(&found)
}

/// The span that a clause says of the plan or the work of that time.
fn claimed(clause: &str) -> Option<Period> {
    let plan = OF_PLAN.iter().filter_map(|word| clause.rfind(word)).max();
    let work = || clause.rfind("工作").filter(|_| ["做好", "抓好"].iter().any(|verb| clause.contains(verb)));
    periods_in(&clause[..plan.or_else(work)?]).pop()
}

/// `(2024—2026年)`: a span, with or without a bracket, and nothing besides.
fn is_only_period(text: &str) -> bool {
    text.chars().all(|c| c.is_numeric() || "(（)） 年度学期第一二上下半季春秋至到-—–~".contains(c))
}

fn sole(periods: &[Period]) -> Option<Period> {
    let [period] = periods else { return None };
    Some(*period)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_front(text: &str) -> Option<String> {
        period_of_front(text).map(|period| period.to_string())
    }

    #[test]
    fn a_year_that_is_only_mentioned_is_not_the_plans() {
        for text in [
            "落实2022年全国教育工作会议精神。",
            "根据2023年度考核结果制定。",
            "落实《行动计划(2021—2023年)》。",
            "到2035年建成教育强县。",
            "（2023年3月1日）",
            "2023年以来,各项重点工作进展顺利。",
            "2023年重点工作总结和2024年形势",
            "为做好2024年工作,2025年工作思路如下",
        ] {
            assert_eq!(of_front(text), None, "{text}");
        }
        assert_eq!(period_of_title("霍邱县教育局工作要点（回顾2023年度工作）"), None);
        assert_eq!(issuer("霍邱县教育局工作要点（回顾2023年度工作）", None), "霍邱县教育局");
    }

    #[test]
    fn a_year_that_the_paper_claims_is() {
        for text in [
            "2024年全市教育工作总体要求是:坚持",
            "关于印发《六安市教育局2024年工作要点》的通知",
            "为做好2024年全县教育工作,特制定本要点。",
            "现将2024年重点工作安排如下:",
            "（2024年）",
            "2024年度",
            "根据上级要求,现将2024年重点工作安排如下。落实2022年会议精神。",
        ] {
            assert_eq!(of_front(text).as_deref(), Some("2024"), "{text}");
        }
        let of_title = |text: &str| period_of_title(text).map(|period| period.to_string());
        assert_eq!(of_title("教育振兴行动计划(2024—2026年)").as_deref(), Some("2024-01-01..2026-12-31"));
        assert_eq!(of_title("2023年工作总结和2024年工作要点").as_deref(), Some("2024"));
        assert_eq!(issuer("六安市教育局2024年工作要点", None), "六安市教育局");
    }
}
