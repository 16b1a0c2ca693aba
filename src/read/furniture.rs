//! What stands after the plan and is no plan: signature and date, annexes, who receives a copy, and what a web page adds.
//! A line is taken for such only by what it says; whatever is merely odd stays with the plan.

use super::labels::is_annotation;
use super::marker::begins_with_shape;
use super::shadow::{Run, Shadow};

/// A line that begins so ends the plan, wherever it stands.
const ENDS_PLAN: [&str; 13] = [
    "附件",
    "附表",
    "附录",
    "抄送",
    "抄报",
    "主送",
    "此件公开",
    "(此件公开",
    "联系人:",
    "联系电话:",
    "名词解释",
    "政策解读",
    "版权所有",
];
/// These also where they are whole sentences.
const ALWAYS: [&str; 29] = [
    "文章来源",
    "信息来源",
    "责任编辑",
    "责编",
    "编辑:",
    "审核:",
    "校对:",
    "抄送",
    "抄报",
    "主送",
    "特此通知",
    "请各",
    "联系人:",
    "联系电话:",
    "扫一扫",
    "分享到",
    "打印本页",
    "[打印",
    "相关链接",
    "相关文档",
    "相关阅读",
    "相关稿件",
    "主办单位:",
    "承办单位:",
    "版权所有",
    "上一篇:",
    "下一篇:",
    "上一条:",
    "下一条:",
];
/// And a line that contains one of these.
const OF_PAGE: [&str; 8] =
    ["公网安备", "ICP备", "网站标识码", "版权所有", "网站地图", "信息来源:", "浏览次数", "[打印]"];
/// Words of a web page's own; lines of these count only after the last sentence of the plan.
const WORDS_OF_PAGE: [&str; 31] = [
    "智能问答",
    "首页",
    "上一篇:",
    "下一篇:",
    "上一条:",
    "下一条:",
    "上一篇",
    "下一篇",
    "关闭",
    "打印",
    "分享",
    "扫一扫",
    "返回顶部",
    "关于我们",
    "联系我们",
    "主办",
    "承办",
    "技术支持",
    "下载",
    "政务资讯",
    "政务公开",
    "信息公开",
    "办事服务",
    "互动交流",
    "友情链接",
    "收藏",
    "责任编辑",
    "来源:",
    "作者:",
    "logo",
    "微信",
];
/// Whoever signs a paper is called so.
const BODIES: [&str; 10] = ["局", "委员会", "办公室", "厅", "部", "中心", "学校", "学院", "中学", "小学"];
/// A signature at the very end without a date is no longer than this.
const SIGNATURE: usize = 20;
/// No signature and no word of a page is longer.
const LONGEST: usize = 40;

/// Where the plan that begins with the characters `first` ends: all lines after it are none of it.
pub(super) fn plan_end(shadow: &Shadow<'_>, first: usize, last: usize) -> usize {
    let begin = shadow.line_end(first);
    let lines: Vec<Run> = shadow.lines().into_iter().filter(|(from, _)| *from > begin).collect();
    let after = lines.partition_point(|(from, _)| *from <= last);
    let cut = annex(shadow, &lines).min(after + first_after(shadow, &lines[after..]));
    lines.get(cut).map_or(shadow.len(), |(from, _)| *from)
}

/// Whether a line heads what a web page adds, without blanks: `相关链接`.
pub(super) fn is_heading_of_page(line: &str) -> bool {
    const HEADS: [&str; 6] = ["链接", "新闻", "阅读", "文章", "文档", "稿件"];
    let bare = line.trim_end_matches(':');
    ["相关", "热点", "推荐", "友情"]
        .iter()
        .any(|word| bare.strip_prefix(word).is_some_and(|rest| HEADS.contains(&rest)))
        || ["网站导航", "分享到", "热点推荐"].contains(&bare)
}

/// `一、2024年工作总结` before `二、2025年工作计划`: what was done is no plan. It is the first heading of its kind, and the plan
/// is the next.
pub(super) fn review(shadow: &Shadow<'_>) -> Option<Run> {
    const LONGEST: usize = 30;
    const DONE: [&str; 4] = ["总结", "回顾", "完成情况", "开展情况"];
    const TO_DO: [&str; 6] = ["计划", "打算", "安排", "要点", "思路", "任务"];
    let mut from = None;
    for (begin, end) in shadow.lines() {
        let text = shadow.line(begin);
        let Some((shape, number)) = begins_with_shape(&text) else { continue };
        let is_short = text.chars().count() <= LONGEST;
        match from {
            None if is_short && number == 1 && DONE.iter().any(|word| text.ends_with(word)) => {
                from = Some((begin, shape));
            }
            // Another heading came first.
            None => return None,
            Some((first, of)) if of == shape => {
                let is_plan = is_short && number == 2 && TO_DO.iter().any(|word| text.contains(word));
                // The heading above the plan says what the title says.
                return is_plan.then_some((first, end));
            }
            Some(_) => {}
        }
    }
    None
}

/// The first line of an annex or a glossary, also where more numbers follow.
fn annex(shadow: &Shadow<'_>, lines: &[Run]) -> usize {
    let opens = |line: &Run| {
        let text: String = shadow.chars[line.0..line.1].iter().filter(|c| !c.is_whitespace()).collect();
        let rest = ["附件", "附表", "附录", "附"].iter().find_map(|word| text.strip_prefix(word));
        let is_annex = rest.is_some_and(|rest| {
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
            rest.is_empty() || rest.starts_with(':') && text.chars().count() <= LONGEST
        });
        is_annex || text.trim_end_matches(':') == "名词解释" || text == "相关名词解释" || is_heading_of_page(&text)
    };
    lines.iter().position(opens).unwrap_or(lines.len())
}

/// The first line that is no plan any more.
fn first_after(shadow: &Shadow<'_>, lines: &[Run]) -> usize {
    let folded =
        |line: &Run| -> String { shadow.chars[line.0..line.1].iter().filter(|c| !c.is_whitespace()).collect() };
    let texts: Vec<String> = lines.iter().map(folded).collect();
    let ends = |text: &str| {
        let short = text.chars().count() <= LONGEST && !text.ends_with(['。', ';']);
        ENDS_PLAN.iter().any(|word| text.starts_with(word)) && (short || text.starts_with("附"))
            || ALWAYS.iter().any(|word| text.starts_with(word))
            || (text.ends_with("印发") && text.contains('年') && text.contains('日'))
            || short && OF_PAGE.iter().any(|word| text.contains(word))
    };
    let signs = |at: usize| {
        let text = &texts[at];
        let is_body = text.chars().count() <= LONGEST && BODIES.iter().any(|word| text.ends_with(word));
        let next = texts.get(at + 1);
        let is_office = ["局", "办公室", "委员会", "厅"].iter().any(|word| text.ends_with(word));
        let is_last = next.is_none() && is_office && text.chars().count() <= SIGNATURE;
        // A narrow page breaks the date as well.
        let broken =
            || texts.get(at + 2).is_some_and(|after| next.is_some_and(|next| is_date(&format!("{next}{after}"))));
        (is_body && (next.is_some_and(|next| is_date(next) || ends(next)) || broken())) || is_date(text) || is_last
    };
    let cut = (0..texts.len()).find(|at| ends(&texts[*at]) || signs(*at)).unwrap_or(texts.len());
    // After the last sentence, a web page's own words.
    let belongs = |at: usize| {
        let sentence = texts[at].ends_with(['。', ';', '!', '?', ':', ')', '”']);
        sentence || is_annotation(shadow.text(lines[at].0, lines[at].1))
    };
    let tail = (0..cut).rfind(|at| belongs(*at)).map_or(0, |at| at + 1);
    // `首页` is a word of the page, `持续做好政务公开` a task.
    let is_word = |text: &str, word: &str| {
        text.starts_with(word) && (word.ends_with(':') || text.chars().count() <= word.chars().count() + 1)
    };
    let of_page = |text: &str| WORDS_OF_PAGE.iter().any(|word| is_word(text, word));
    (tail..cut).find(|at| of_page(&texts[*at])).unwrap_or(cut)
}

/// `2024年3月1日` alone on its line, also in brackets or in Chinese figures.
pub(super) fn is_date(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')']);
    let only = |c: char| c.is_ascii_digit() || "年月日〇○零一二三四五六七八九十.-/".contains(c);
    bare.ends_with('日') && bare.contains('年') && bare.contains('月') && bare.chars().all(only)
}
