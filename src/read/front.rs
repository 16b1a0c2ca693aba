//! What stands before the first heading: covering letter, issuer, title, and the preamble.

use chrono::Datelike;

use super::corrections::{LineRole, Said};
use super::furniture::is_date;
use super::marker::begins_with_marker;
use super::shadow::{Run, Shadow, folded};
use super::span::periods_in;
use super::{DraftPlan, Spanned, Warning, WarningKind};
use crate::plan::Period;

/// What the title of such a document contains.
const TITLE_WORDS: [&str; 20] = [
    "工作要点",
    "工作计划",
    "任务清单",
    "重点工作",
    "实施方案",
    "工作安排",
    "行动计划",
    "工作方案",
    "分工方案",
    "行动方案",
    "任务分解",
    "责任分解",
    "责任清单",
    "工作清单",
    "工作台账",
    "任务台账",
    "工作报告",
    "目标任务",
    "民生实事",
    "工作任务表",
];
/// And what it may end with.
const TITLE_ENDS: [&str; 15] = [
    "任务表",
    "分解表",
    "推进表",
    "计划表",
    "安排表",
    "要点",
    "计划",
    "意见",
    "规划",
    "清单",
    "台账",
    "任务书",
    "一览表",
    "分工表",
    "行事历",
];
/// Such a line belongs to a web page, a picture or a table of files.
const OF_PAGE: [&str; 28] = [
    "下载",
    "打印",
    "logo",
    "字体",
    "字号",
    "首页",
    "当前位置",
    "索引号",
    "来源",
    "分享",
    "浏览",
    "province",
    "发布时间",
    "发布日期",
    "发布机构",
    "发文机关",
    "成文日期",
    "信息来源",
    "文章来源",
    "时间:",
    "时间：",
    "日期:",
    "日期：",
    "作者",
    "编辑",
    "点击",
    "阅读",
    "http",
];

/// Whether a line is the title of a plan.
pub(super) fn is_title(line: &str) -> bool {
    const LONGEST: usize = 60;
    let bare = line.trim().trim_end_matches(['》', '）', ')']);
    let bare = bare.rsplit_once(['(', '（']).map_or(bare, |(head, _)| head);
    let named = TITLE_WORDS.iter().any(|word| line.contains(word)) || TITLE_ENDS.iter().any(|end| bare.ends_with(end));
    named
        && line.chars().count() <= LONGEST
        && !line.contains(['。', '，', ',', ';', '；', '!', '！'])
        && !line.ends_with([':', '：'])
        && !bare.ends_with("通知")
        && !line.contains("印发")
        && !line.starts_with(['—', '-', '附'])
        && !is_of_page(line)
}

fn is_of_page(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    OF_PAGE.iter().any(|word| line.starts_with(word)) || line.contains(".jpg") || line.contains(".png")
}

/// Title, issuer, span and preamble: what stands before the first heading. `styled` is the line that the document itself
/// calls its title.
pub(super) fn front_matter(shadow: &Shadow<'_>, first: usize, styled: Option<usize>, said: &Said) -> DraftPlan {
    let mut draft = DraftPlan::default();
    let lines: Vec<Run> = shadow.lines().into_iter().take_while(|(from, _)| *from < first).collect();
    let lines: Vec<Run> = lines.into_iter().flat_map(|(from, to)| title_first(shadow, from, to.min(first))).collect();
    let text = |at: usize| shadow.text(lines[at].0, lines[at].1);
    let at_char = |start: usize| (0..lines.len()).find(|at| (lines[*at].0..lines[*at].1).contains(&start));
    let role = |at: usize| said.role_at(lines[at].0).map(|(_, role)| role);
    let found = (0..lines.len())
        .find(|at| role(*at) == Some(LineRole::Title))
        .or_else(|| {
            (0..lines.len()).rfind(|at| role(*at).is_none() && is_title(text(*at)) && !begins_with_marker(text(*at)))
        })
        .or_else(|| styled.and_then(at_char));
    let (title, title_at) = match found {
        Some(at) if role(at) == Some(LineRole::Title) => (Some(lines[at]), Some(at)),
        Some(at) => (Some(whole_title(shadow, &lines, at)), Some(at)),
        // A notice names the paper that it hands out.
        None => (handed_out(shadow, first), None),
    };
    let title_at =
        title_at.or_else(|| title.is_none().then(|| (0..lines.len()).find(|at| !is_of_page(text(*at)))).flatten());
    if let Some((from, to)) = title {
        title_and_issuer(shadow, &lines, title_at, (from, to), &mut draft);
    } else {
        draft.warnings.push(Warning { line: 1, kind: WarningKind::NoTitle });
        if let Some(at) = title_at {
            title_and_issuer(shadow, &lines, title_at, lines[at], &mut draft);
        }
    }
    draft.period = period_of_title(&draft.title.text).or_else(|| period_of_front(shadow.text(0, first)));
    let title = draft.title.span;
    let is_part = |(from, to): &Run| {
        let line = shadow.span(*from, *to);
        found.is_some() && line.start < title.end && title.start < line.end
    };
    let whole: Vec<Run> = lines.iter().filter(|line| !is_part(line)).copied().collect();
    let after_title = title_at.map_or(0, |at| lines[at].1);
    let (preamble, others): (Vec<Run>, Vec<Run>) =
        whole.into_iter().partition(|(from, to)| match said.role_at(*from) {
            Some((_, role)) => role == LineRole::Text,
            None => title_at.is_some() && *from >= after_title && is_preamble(shadow.text(*from, *to)),
        });
    draft.furniture = others.iter().map(|(from, to)| shadow.spanned(*from, *to)).collect();
    if let (Some((from, _)), Some((_, to))) = (preamble.first(), preamble.last()) {
        let text: Vec<&str> = preamble.iter().map(|(from, to)| shadow.text(*from, *to)).collect();
        draft.preamble = Spanned { text: text.join("\n"), span: shadow.span(*from, *to) };
    }
    draft
}

/// A paper in one paragraph begins with its title, a blank parting it from the rest.
fn title_first(shadow: &Shadow<'_>, from: usize, to: usize) -> Vec<Run> {
    let is_rest = |blank: &usize| shadow.find(*blank, to, |c| matches!(c, '。' | ',' | '!')).is_some();
    let blank = shadow.find(from, to, char::is_whitespace).filter(is_rest);
    match blank {
        Some(blank) if is_title(shadow.text(from, blank)) => vec![(from, blank), shadow.trimmed(blank, to)],
        _ => vec![(from, to)],
    }
}

/// A title in two lines: the first names the year, the second what it is.
fn whole_title(shadow: &Shadow<'_>, lines: &[Run], at: usize) -> Run {
    const LONGEST: usize = 40;
    let (from, to) = lines[at];
    let says_when = |(from, to): Run| !periods_in(shadow.text(from, to)).is_empty();
    let Some(before) = at.checked_sub(1).map(|before| lines[before]) else { return (from, to) };
    let text = shadow.text(before.0, before.1);
    let goes_on = !says_when((from, to))
        && says_when(before)
        && text.chars().count() <= LONGEST
        && !text.contains(['。', '，', ',', '：', ':', '(', '（', '〔', '[', '《'])
        && !text.ends_with('日');
    if goes_on { (before.0, to) } else { (from, to) }
}

/// 《…》 of a notice: the last before the first heading that is a plan's name.
fn handed_out(shadow: &Shadow<'_>, first: usize) -> Option<Run> {
    let mut found = None;
    let mut at = 0;
    while let Some(open) = shadow.find(at, first, |c| c == '《') {
        let close = shadow.find(open, first, |c| c == '》' || c == '\n').filter(|close| shadow.at(*close) == '》')?;
        let line = shadow.text(open + 1, close);
        let before = shadow.text(open.saturating_sub(4), open);
        if is_title(line) && (before.contains("印发") || found.is_none()) {
            found = Some((open + 1, close));
        }
        at = close + 1;
    }
    found
}

fn title_and_issuer(
    shadow: &Shadow<'_>,
    lines: &[Run],
    title_at: Option<usize>,
    (from, to): Run,
    draft: &mut DraftPlan,
) {
    // `某某市教育局  六安市教育局2024年工作要点`: the last part that names a span is the title. A blank beside a
    // figure parts nothing.
    let parts_words = |at: &usize| {
        shadow.at(*at).is_whitespace()
            && shadow.at(*at) != '\n'
            && !shadow.at(at.saturating_sub(1)).is_ascii_digit()
            && !shadow.at(at + 1).is_ascii_digit()
            && !periods_in(shadow.text(*at, to)).is_empty()
    };
    let blank = (from..to).rev().find(parts_words);
    let begin = blank.map_or(from, |at| at + 1);
    let text: String = shadow.text(begin, to).trim_matches(['《', '》', '#']).split_whitespace().collect();
    let line_before = title_at.and_then(|at| at.checked_sub(1)).map(|at| shadow.text(lines[at].0, lines[at].1));
    draft.issuer = match blank {
        Some(blank) => shadow.text(from, blank).trim().to_owned(),
        None => issuer(&text, line_before),
    };
    if blank.is_some() {
        draft.annotations.push(shadow.spanned(from, begin));
    }
    draft.title = Spanned { text, span: shadow.span(begin, to) };
}

/// The year that a document number or a date speaks of, where nothing else names the span: `六教〔2024〕3号`,
/// `2024年3月1日`, and the words that say so. It is a guess: what is signed in winter is often for the year to come.
pub(super) fn guessed_year(shadow: &Shadow<'_>, first: usize, end: usize) -> Option<(Period, String)> {
    let year = |at: usize| -> Option<i32> {
        let digits: String = (at..at + 4).map(|at| shadow.at(at)).collect();
        let alone = !shadow.at(at + 4).is_ascii_digit() && (at == 0 || !shadow.at(at - 1).is_ascii_digit());
        digits.parse().ok().filter(|year| alone && (1990..2100).contains(year))
    };
    let places = |from: usize, to: usize| (from..to).filter_map(|at| Some((at, year(at)?))).collect::<Vec<_>>();
    let front = places(0, first);
    let numbered = front.iter().find(|(at, _)| {
        *at > 0
            && shadow.at(at - 1) == '['
            && shadow.at(at + 4) == ']'
            && shadow.find(*at, at + 12, |c| c == '号').is_some()
    });
    let dated = |(at, _): &&(usize, i32)| match shadow.at(at + 4) {
        '年' => shadow.at(at + 5).is_ascii_digit() && shadow.find(*at, at + 12, |c| c == '日').is_some(),
        '-' | '.' | '/' => shadow.at(at + 5).is_ascii_digit(),
        _ => false,
    };
    let back = places(end, shadow.len());
    let (at, year) = numbered.or_else(|| front.iter().find(dated)).or_else(|| back.iter().find(dated))?;
    let stop = |c: char| c == '\n' || c.is_whitespace();
    let to = shadow.find(*at, (at + 12).min(shadow.len()), stop).unwrap_or((at + 12).min(shadow.len()));
    let said = shadow.text(at.saturating_sub(1), to).trim().to_owned();
    Some((Period::of_year(*year).ok()?, said))
}

/// Not the document number, nor the date below the title, nor whom it is addressed to.
fn is_preamble(line: &str) -> bool {
    const LONGEST_ADDRESS: usize = 24;
    let bracketed = line.starts_with(['(', '（', '〔', '[', '—']);
    let is_address = line.ends_with([':', '：']) && (line.chars().count() <= LONGEST_ADDRESS || line.starts_with('各'));
    !bracketed
        && !is_address
        && !line.ends_with('号')
        && !line.contains("印发")
        && !is_of_page(line)
        && !line.contains('\t')
        && !is_date(line)
        && line.chars().count() > 8
}

/// What a body that issues papers is called at its end.
const BODIES: [&str; 18] = [
    "委员会",
    "领导小组",
    "办公室",
    "人民政府",
    "教育局",
    "教体局",
    "局",
    "委",
    "厅",
    "部",
    "校",
    "中学",
    "小学",
    "大学",
    "学院",
    "幼儿园",
    "中心",
    "集团",
];
/// After its name these begin what the paper is.
const AFTER_BODY: [&str; 14] =
    ["关于", "贯彻", "落实", "推进", "承担", "年度", "工作", "重点", "教育", "本年", "春季", "秋季", "《", "印发"];

fn issuer(title: &str, line_before: Option<&str>) -> String {
    let is_body = |name: &&str| BODIES.iter().any(|end| name.ends_with(end)) && name.chars().count() >= 2;
    let is_after = |rest: &str| {
        let rest = folded(rest);
        rest.starts_with(|c: char| c.is_ascii_digit() || c == '二' || c == '第')
            || AFTER_BODY.iter().any(|word| rest.starts_with(word))
    };
    let ends = title.char_indices().map(|(at, _)| title.split_at(at)).skip(1);
    let heads: Vec<(&str, &str)> = ends.filter(|(head, rest)| is_body(head) && is_after(rest)).collect();
    // `中共某县委教育工作领导小组2024年`: what stands right before the year.
    let dated = heads.iter().find(|(_, rest)| folded(rest).starts_with(|c: char| c.is_ascii_digit() || c == '二'));
    // `2025年县教育局`: the year is the plan's.
    let head = dated.or(heads.first()).map(|(head, _)| without_year(head));
    let line_before = line_before.map(str::trim).filter(is_body).filter(|line| line.chars().count() <= 40);
    head.or(line_before).unwrap_or_default().to_owned()
}

/// Who issues a paper whose title does not say so: its letterhead `某县教育局文件`, else who signs it above the date.
pub(super) fn issuer_besides(left_out: &[Spanned]) -> String {
    let is_body = |name: &str| {
        let length = name.chars().count();
        BODIES.iter().any(|end| name.ends_with(end)) && (4..=40).contains(&length) && !name.contains(['，', '。', '：'])
    };
    let line = |part: &Spanned| part.text.split_whitespace().collect::<String>();
    let letterhead = left_out
        .iter()
        .map(line)
        .find_map(|line| line.strip_suffix("文件").filter(|name| is_body(name)).map(str::to_owned));
    let signed = || {
        let pair = left_out.windows(2).find(|pair| is_body(&line(&pair[0])) && is_date(&folded(&line(&pair[1]))));
        pair.map(|pair| line(&pair[0]))
    };
    letterhead.or_else(signed).unwrap_or_default()
}

fn without_year(name: &str) -> &str {
    let bare = name.trim_start_matches(|c: char| c.is_ascii_digit());
    if name.len() - bare.len() != 4 {
        return name;
    }
    ["年度", "年"].iter().find_map(|word| bare.strip_prefix(word)).filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// `2023年工作总结和2024年工作要点`: the plan's span is the last one before the word that makes it a plan. Behind it a
/// bracket may say it, but nothing besides.
fn period_of_title(title: &str) -> Option<Period> {
    let Some((plan, word)) = TITLE_WORDS.iter().filter_map(|word| Some((title.rfind(word)?, *word))).max() else {
        return sole(&periods_in(title));
    };
    let behind = &title[plan + word.len()..];
    let before = &title[..plan];
    // `2026年上半年工作总结及下半年工作计划`: of the same year.
    let second_half = before.trim_end().ends_with("及下半年") || before.trim_end().ends_with("和下半年");
    let of_half = |period: Period| Period::of_months(period.first().year(), 7, 6).unwrap_or(period);
    periods_in(before)
        .pop()
        .map(|period| if second_half { of_half(period) } else { period })
        .or_else(|| sole(&periods_in(behind)).filter(|_| is_only_period(behind)))
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
