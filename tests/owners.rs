//! Who and by when in papers: each way in which bureaus write it, and that nothing which is no unit becomes one.

use duban::read::{DraftItem, DraftPlan, DraftWork, WarningKind, parse_plan};
use proptest::prelude::*;

fn paper(body: &str) -> DraftPlan {
    parse_plan(&format!("某县教育局2024年工作要点\n一、甲\n1.甲事。\n{body}\n2.乙事。做乙。\n"))
}

fn works(draft: &DraftPlan) -> Vec<&DraftWork> {
    let items = || draft.sections.iter().flat_map(|section| &section.items);
    let measures = items().flat_map(|item| item.measures.iter().map(|(_, work)| work));
    items().map(|item| &item.work).chain(measures).collect()
}

/// Lead, support, leader and date, wherever in the first item they stand.
fn said(draft: &DraftPlan) -> (String, String, String, String) {
    let first = draft.sections[0].items.first().expect("an item");
    let all: Vec<&DraftWork> =
        std::iter::once(&first.work).chain(first.measures.iter().map(|(_, work)| work)).collect();
    let one = |of: &dyn Fn(&DraftWork) -> Option<String>| all.iter().find_map(|work| of(work)).unwrap_or_default();
    let support: Vec<String> = all.iter().flat_map(|work| work.support.iter().cloned()).collect();
    (
        one(&|work| work.lead.clone()),
        support.join("、"),
        one(&|work| work.leader.clone()),
        one(&|work| match (work.start, work.due, work.cadence) {
            (Some(start), Some(due), _) => Some(format!("{start}..{due}")),
            (_, Some(due), _) => Some(due.to_string()),
            (_, None, cadence) => cadence.map(|cadence| cadence.code().to_owned()),
        }),
    )
}

/// The body of an item, its lead, those that support it, its leader, its date, and how many measures it has.
const PAPERS: &[(&str, &str, &str, &str, &str, usize)] = &[
    ("做甲。(牵头科室:基教科 配合科室:督导室,职成科)", "基教科", "督导室、职成科", "", "", 1),
    (
        "做甲。（牵头科室：基教科　配合科室：督导室、职成科　完成时限：6月底前）",
        "基教科",
        "督导室、职成科",
        "",
        "2024-06-30",
        1,
    ),
    ("做甲。\n时限要求:6月底前", "", "", "", "2024-06-30", 1),
    ("做甲。\n时限要求:\n6月底前", "", "", "", "2024-06-30", 1),
    ("做甲。\n责任科室:\n基教科、人事科\n完成时限:\n2024年9月底", "基教科", "人事科", "", "2024-09-30", 1),
    ("做甲。(责任单位:区教育局,2024年12月底前完成)", "区教育局", "", "", "2024-12-31", 1),
    ("做甲。\n责任科室：基教科  完成时限：长期", "基教科", "", "", "month", 1),
    ("做甲。(责任股室:基教股)", "基教股", "", "", "", 1),
    ("做甲。(责任单位:区教育局;时限要求:2024年6月底)", "区教育局", "", "", "2024-06-30", 1),
    ("做甲。(责任科室:组织科、思政科等)", "组织科", "思政科", "", "", 1),
    ("做甲。[责任科室:人事科]", "人事科", "", "", "", 1),
    ("做甲。【责任科室：人事科】", "人事科", "", "", "", 1),
    ("做甲。〔责任科室：人事科〕", "人事科", "", "", "", 1),
    ("做甲。\n【牵头科室】基教科 【配合科室】督导室 【完成时限】9月底前", "基教科", "督导室", "", "2024-09-30", 1),
    ("做甲。(区教育局牵头,区财政局配合,12月底前完成)", "区教育局", "区财政局", "", "2024-12-31", 1),
    (
        "做甲。(由区教育局牵头，区财政局、区人社局配合，12月底前完成)",
        "区教育局",
        "区人社局、区财政局",
        "",
        "2024-12-31",
        1,
    ),
    ("做甲。(基教科负责)", "基教科", "", "", "", 1),
    ("做甲。(基教科牵头;督导室、职成科参与;9月底前)", "基教科", "督导室、职成科", "", "2024-09-30", 1),
    ("做甲。(12月底前完成;责任科室:基教科)", "基教科", "", "", "2024-12-31", 1),
    ("做甲(牵头单位:县教育局;责任领导:王某某)。", "县教育局", "", "王某某", "", 1),
    ("做甲。\n责任领导:王某某\n责任科室:基教科", "基教科", "", "王某某", "", 1),
    ("做甲。\n分管县领导:李某", "", "", "李某", "", 1),
    (
        "做甲。\n分管局领导：李某；牵头股室：办公室；配合股室：人事股、计财股；完成时限：全年",
        "办公室",
        "人事股、计财股",
        "李某",
        "2024-12-31",
        1,
    ),
    ("做甲。(基教科)", "基教科", "", "", "", 1),
    ("做甲。（基教科、人事科）", "基教科", "人事科", "", "", 1),
    (
        "做甲。\n牵头责任单位:区教育局 协同责任单位:区财政局 完成时限:10月中旬",
        "区教育局",
        "区财政局",
        "",
        "2024-10-20",
        1,
    ),
    ("做甲。\n主要责任单位:县教育局\n协同(配合)单位:县财政局", "县教育局", "县财政局", "", "", 1),
    ("做甲。\n责任单位:基教科和督导室", "基教科", "督导室", "", "", 1),
    ("做甲。\n责任单位:人事和师资科", "人事和师资科", "", "", "", 1),
    ("做甲。\n牵头单位:基教科,配合单位:各县区教育局", "基教科", "", "", "", 1),
    ("做甲。\n责任单位:各县区、市直有关部门", "", "", "", "", 1),
    ("做甲。\n责任单位:市教育局(体育科、人事科)、市财政局", "市教育局(体育科、人事科)", "市财政局", "", "", 1),
    ("做甲。\n责任单位:县教育局 时限:3—5月", "县教育局", "", "", "2024-03-01..2024-05-31", 1),
    ("做甲。\n责任单位:县教育局;完成时限:每季度末", "县教育局", "", "", "quarter", 1),
    ("做甲。\n责任人:张某某\n责任科室:基教科", "基教科", "", "", "", 1),
    ("做甲。\n责任人:基教科", "基教科", "", "", "", 1),
    ("做甲。\n牵头:基教科\n配合:督导室", "基教科", "督导室", "", "", 1),
    ("做甲。\n责任单位:县教育局牵头,县财政局配合", "县教育局", "县财政局", "", "", 1),
    ("做甲。\n责任科室（单位）：基教科、县电教馆", "基教科", "县电教馆", "", "", 1),
    ("做甲。\n责任单位:县教育局等有关部门", "县教育局", "", "", "", 1),
    ("做甲。\n责任科室:高等教育科", "高等教育科", "", "", "", 1),
    ("做甲。\n责任单位:全县中小学校", "", "", "", "", 1),
    ("做甲。(责任单位:教体局 责任人:张三 完成时限:6月底)", "教体局", "", "", "2024-06-30", 1),
    ("做甲。(牵头单位:县教育局;配合单位:县财政局、各乡镇人民政府)", "县教育局", "县财政局", "", "", 1),
    ("做甲。\n责任单位:县教育局 完成时限:6月30日（星期日）前", "县教育局", "", "", "2024-06-30", 1),
    ("做甲。\n责任单位:县教育局 完成时限:务于6月30日前完成", "县教育局", "", "", "2024-06-30", 1),
    // What is no annotation stays a task.
    ("坚持党委牵头,部门配合,社会参与。", "", "", "", "", 1),
    ("做好招生(含民办学校)。", "", "", "", "", 1),
    ("落实教研员制度(教研室)。", "", "", "", "", 1),
    ("压实责任,明确完成时限和责任单位。", "", "", "", "", 1),
    ("做甲(责任科室:甲科;抓紧推进)。", "甲科", "", "", "", 1),
];

#[test]
fn who_and_by_when_is_read_in_every_shape() {
    for (body, lead, support, leader, due, measures) in PAPERS {
        let draft = paper(body);
        let expected = ((*lead).to_owned(), (*support).to_owned(), (*leader).to_owned(), (*due).to_owned());
        assert_eq!(said(&draft), expected, "{body}\n{draft:#?}");
        assert_eq!(draft.sections[0].items[0].measures.len(), *measures, "{body}\n{draft:#?}");
    }
}

#[test]
fn of_two_dates_or_leaders_the_second_is_told() {
    for (body, second) in [
        ("做甲。\n时间节点:6月底前 完成时限:12月底前", "2024-12-31"),
        ("做甲。\n时间节点:6月底前\n完成时限:12月底前", "2024-12-31"),
        ("做甲。(责任领导:王某某;分管县领导:李某)", "李某"),
    ] {
        let draft = paper(body);
        let kinds: Vec<&WarningKind> = draft.warnings.iter().map(|warning| &warning.kind).collect();
        assert_eq!(kinds, [&WarningKind::Second(second.to_owned())], "{body}");
    }
}

#[test]
fn each_task_of_a_line_keeps_its_owner() {
    let draft = paper("做一。(责任科室:甲科) 做二。（责任科室：乙科）做三。");
    let item: &DraftItem = &draft.sections[0].items[0];
    let of: Vec<(&str, Option<&str>)> =
        item.measures.iter().map(|(text, work)| (text.text.as_str(), work.lead.as_deref())).collect();
    assert_eq!(of, [("做一。", Some("甲科")), ("做二。", Some("乙科")), ("做三。", None)]);
}

#[test]
fn an_owner_in_the_line_of_a_title_is_the_items() {
    for text in [
        "1.推进招生(责任科室:基教科)\n做一。\n做二。",
        "1.推进招生。(责任科室:基教科)\n做一。\n做二。",
        "1.推进招生【责任科室:基教科】。做一。做二。",
        "1.推进招生。(基教科牵头)做一。做二。",
    ] {
        let draft = parse_plan(&format!("某县教育局2024年工作要点\n一、甲\n{text}\n"));
        let item = &draft.sections[0].items[0];
        assert_eq!((item.title.text.as_str(), item.work.lead.as_deref()), ("推进招生", Some("基教科")), "{text}");
        assert_eq!(item.measures.len(), 2, "{text}: {item:#?}");
    }
    let bare = parse_plan("某县教育局2024年工作要点\n一、甲\n1.推进招生(责任科室:基教科)\n2.办好食堂。\n");
    let item = &bare.sections[0].items[0];
    assert_eq!((item.title.text.as_str(), item.work.lead.as_deref()), ("推进招生", Some("基教科")), "{item:#?}");
}

#[test]
fn what_is_no_unit_is_told_with_its_line() {
    let draft = paper("做甲。\n责任单位:各县区教育局\n责任人:张某某\n完成时限:择机");
    let told: Vec<(usize, &WarningKind)> = draft.warnings.iter().map(|warning| (warning.line, &warning.kind)).collect();
    assert_eq!(
        told,
        [
            (5, &WarningKind::NoUnit("各县区教育局".to_owned())),
            (6, &WarningKind::LeftOut("责任人:张某某".to_owned())),
            (7, &WarningKind::UnknownDate("择机".to_owned())),
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever labels, signs and dates meet: no unit is called after a label or a date.
    #[test]
    fn no_unit_is_called_after_a_label_or_a_date(parts in proptest::collection::vec(prop_oneof![
        Just("责任科室"), Just("配合科室"), Just("完成时限"), Just("牵头单位"), Just("责任领导"), Just("责任人"), Just(":"), Just("："),
        Just("("), Just(")"), Just("【"), Just("】"), Just("、"), Just(","), Just("，"), Just(";"), Just(" "), Just("\n"), Just("。"),
        Just("基教科"), Just("督导室"), Just("12月底前完成"), Just("6月底前"), Just("长期"), Just("各县区"), Just("等"), Just("牵头"),
        Just("配合"), Just("做甲"), Just("和"),
    ], 0..25)) {
        let text = parts.concat();
        let draft = paper(&format!("做甲。{text}"));
        for work in works(&draft) {
            for unit in work.lead.iter().chain(&work.support) {
                let wrong = [":", "：", "12月", "6月", "完成时限", "配合科室", "责任科室", "牵头单位", "各县区", "长期"];
                prop_assert!(!wrong.iter().any(|word| unit.contains(word)), "{unit} of {text:?}");
            }
        }
    }
}

#[test]
fn who_is_named_after_each_task_answers_for_that_task() {
    for body in [
        "抓常规。\n(1)开展视导。责任股室:教研室\n(2)开展巡课。责任股室:督导室",
        "抓常规。\n(1)开展视导。\n责任股室:教研室\n(2)开展巡课。\n责任股室:督导室",
    ] {
        let draft = paper(body);
        let item = &draft.sections[0].items[0];
        let leads: Vec<Option<&str>> = item.measures.iter().map(|(_, work)| work.lead.as_deref()).collect();
        assert_eq!(leads, [None, Some("教研室"), Some("督导室")], "{body}\n{draft:#?}");
        assert_eq!(item.work.lead, None, "{body}");
    }
}
