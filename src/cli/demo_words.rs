//! What the demonstration says, in Chinese and in English: all of it invented and marked so, but for the plan itself, which is
//! the one that duban ships with, in English in short words.

use crate::plan::Period;
use crate::read::{DraftItem, DraftPlan, DraftSection, LIUAN_2024, Spanned, parse_plan};
use crate::words::Lang;

/// The English plan: `#` its title, `##` a section with its short name, numbered items, `-` their measures.
const PLAN_EN: &str = include_str!("../../assets/demo/plan.en.txt");

/// The words of the demonstration.
pub(super) struct DemoWords {
    pub author: &'static str,
    pub units: [&'static str; 8],
    pub leaders: [&'static str; 4],
    /// Targets of the items that have one.
    pub trained: &'static str,
    pub places: &'static str,
    pub problem: &'static str,
    pub next: &'static str,
    /// What was done in June on items 19 and 29: the second share does not follow from its counts, as happens.
    pub done_19: &'static str,
    pub done_29: &'static str,
    /// What was done in a month; `%` is the month.
    pub done: &'static str,
    pub meeting: &'static str,
    pub room: &'static str,
    pub decisions: [&'static str; 4],
    pub closed: &'static str,
    pub replied: &'static str,
    pub asked: &'static str,
    pub stopped: &'static str,
}

const ZH: DemoWords = DemoWords {
    author: "演示",
    units: ["演示一科", "演示二科", "思政演示科", "基教演示科", "职教演示科", "师资演示科", "计财演示科", "安稳演示科"],
    leaders: ["甲副局长", "乙副局长", "丙副局长", "丁副局长"],
    trained: "培训智慧徽师 1200 人次",
    places: "新增公办园学位 3000 个",
    problem: "部分县区材料报送迟缓,经费尚未到位(演示)。",
    next: "下月完成阶段性检查并通报(演示)。",
    done_19: "新增公办园学位1740个,占年度任务3000个的58%(演示)。",
    done_29: "完成学校审计102所,占全部165所的68.1%(演示)。",
    done: "%月份按计划推进,召开调度会1次(演示)。",
    meeting: "2024年重点工作推进会",
    room: "三楼会议室",
    decisions: [
        "逐县核对实验区建设材料,缺项清单报局办(演示)",
        "经费未到位的县区按周调度,到位情况书面报告(演示)",
        "集中一个月完成财务核查,问题清单销号(演示)",
        "研学基地名单提交局长办公会审定(演示)",
    ],
    closed: "名单已审定并印发(演示)",
    replied: "七个县区中五个已到位,其余六月底前到位(演示)",
    asked: "省级遴选推迟到四季度(演示)",
    stopped: "上级政策调整,并入下年度(演示)",
};

const EN: DemoWords = DemoWords {
    author: "demo",
    units: [
        "Demo Dept 1",
        "Demo Dept 2",
        "Demo Moral",
        "Demo Schools",
        "Demo Vocation",
        "Demo Teachers",
        "Demo Finance",
        "Demo Safety",
    ],
    leaders: ["Deputy A", "Deputy B", "Deputy C", "Deputy D"],
    trained: "1200 teachers trained",
    places: "3000 new places in public kindergartens",
    problem: "Some counties hand in late, and the money is not there yet (demo).",
    next: "Finish the check of this stage and tell the result next month (demo).",
    done_19: "1,740 places created of the 3,000 of the year, 58% (demo).",
    done_29: "102 of 165 schools audited, 68.1% (demo).",
    done: "Month %: on the way as planned, one coordination meeting held (demo).",
    meeting: "Progress meeting on the work of 2024",
    room: "room on the third floor",
    decisions: [
        "Compare the papers of the trial zone county by county; list what is missing (demo)",
        "Follow the counties without money week by week; report in writing (demo)",
        "Finish the audit within one month; close each finding (demo)",
        "Bring the list of bases for study trips before the director's meeting (demo)",
    ],
    closed: "The list was approved and sent out (demo)",
    replied: "Five of seven counties have the money, the others by the end of June (demo)",
    asked: "The province has put its selection off to the fourth quarter (demo)",
    stopped: "Policy above has changed; it goes into next year's plan (demo)",
};

impl DemoWords {
    pub(super) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }
}

/// The plan of the demonstration, and the text that it stands in.
pub(super) fn plan_of(lang: Lang) -> (DraftPlan, &'static str) {
    match lang {
        Lang::Zh => (parse_plan(LIUAN_2024), LIUAN_2024),
        Lang::En => (english(), PLAN_EN),
    }
}

fn english() -> DraftPlan {
    let said = |text: &str| Spanned { text: text.to_owned(), ..Spanned::default() };
    let mut plan = DraftPlan { period: Period::of_year(2024).ok(), ..DraftPlan::default() };
    for line in PLAN_EN.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            let (label, heading) = heading.split_once(" | ").unwrap_or((heading, heading));
            let ordinal = plan.sections.len() as u32 + 1;
            plan.sections.push(DraftSection {
                ordinal,
                heading: said(heading),
                label: label.to_owned(),
                items: Vec::new(),
            });
        } else if let Some(title) = line.strip_prefix("# ") {
            plan.title = said(title);
        } else if let (Some((no, title)), Some(section)) = (line.split_once(". "), plan.sections.last_mut())
            && let Ok(no) = no.parse()
        {
            section.items.push(DraftItem { no, title: said(title), ..DraftItem::default() });
        } else if let (Some(text), Some(item)) =
            (line.strip_prefix("- "), plan.sections.last_mut().and_then(|section| section.items.last_mut()))
        {
            item.measures.push((said(text), crate::read::DraftWork::default()));
        }
    }
    plan
}
