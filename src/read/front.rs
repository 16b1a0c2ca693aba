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
    let head = title.split("20").next().unwrap_or_default();
    if !head.is_empty() && head.len() < title.len() {
        return head.to_owned();
    }
    line_before.filter(|line| line.ends_with(['局', '委', '厅', '部', '会'])).unwrap_or_default().to_owned()
}

/// `2023年工作总结和2024年工作要点`: the plan's span is the last one before the word that makes it a plan.
fn period_of_title(title: &str) -> Option<Period> {
    let plan = TITLE_WORDS.iter().filter_map(|word| title.rfind(word)).max();
    let before = plan.and_then(|at| periods_in(&title[..at]).pop());
    before.or_else(|| periods_in(title).first().copied())
}

/// The span that the text before the first heading speaks of, other papers' titles left out as long as there is another.
fn period_of_front(text: &str) -> Option<Period> {
    let bare = |text: &str| {
        text.split('《').map(|part| part.split_once('》').map_or(part, |(_, rest)| rest)).collect::<String>()
    };
    periods_in(&bare(text)).first().or(periods_in(text).first()).copied()
}
