//! Reading plans: the real one to the last count, and the shapes other bureaus write in.

use duban::plan::Period;
use duban::read::{DraftPlan, LIUAN_2024, WarningKind, parse_plan};
use proptest::prelude::*;

fn titles(draft: &DraftPlan) -> Vec<Vec<(u32, String, Vec<String>)>> {
    let item = |item: &duban::read::DraftItem| {
        (item.no, item.title.text.clone(), item.measures.iter().map(|(m, _)| m.text.clone()).collect())
    };
    draft.sections.iter().map(|section| section.items.iter().map(item).collect()).collect()
}

#[test]
fn the_real_plan_is_read_whole() {
    let draft = parse_plan(LIUAN_2024);
    assert_eq!(draft.title.text, "六安市教育局2024年工作要点");
    assert_eq!(draft.issuer, "中共六安市教育局(六安市体育局)委员会");
    assert_eq!(draft.period, Period::of_year(2024).ok());
    assert!(draft.preamble.text.starts_with("2024年全市教育工作总体要求是"));
    assert!(draft.preamble.text.ends_with("贡献教育力量。"));
    let labels: Vec<&str> = draft.sections.iter().map(|section| section.label.as_str()).collect();
    assert_eq!(labels, ["政治引领", "改革创新", "立德树人", "人民立场", "固本培元", "夯实基础"]);
    let items: Vec<usize> = draft.sections.iter().map(|section| section.items.len()).collect();
    assert_eq!(items, [4, 8, 6, 7, 3, 3]);
    let measures: Vec<usize> =
        draft.sections.iter().map(|section| section.items.iter().map(|item| item.measures.len()).sum()).collect();
    assert_eq!(measures, [15, 20, 26, 41, 15, 10]);
    assert_eq!((draft.items(), draft.measures()), (31, 127));
    let numbers: Vec<u32> = draft.sections.iter().flat_map(|s| &s.items).map(|item| item.no).collect();
    assert_eq!(numbers, (1..=31).collect::<Vec<u32>>());
    assert_eq!(draft.sections[2].items[1].title.text, "持续健全“五育并举”育人体系");
    assert_eq!(draft.furniture.len(), 8);
    assert_eq!(draft.furniture[7].text, "皖公网安备 34150102000138号");
    assert_eq!(draft.warnings, []);
}

#[test]
fn typos_are_kept_and_every_node_knows_its_place() {
    let draft = parse_plan(LIUAN_2024);
    let all: Vec<&duban::read::Spanned> =
        draft
            .sections
            .iter()
            .flat_map(|s| {
                std::iter::once(&s.heading).chain(s.items.iter().flat_map(|item| {
                    std::iter::once(&item.title).chain(item.measures.iter().map(|(measure, _)| measure))
                }))
            })
            .collect();
    for node in &all {
        assert_eq!(&LIUAN_2024[node.span.start..node.span.end], node.text);
    }
    for typo in ["实施方办法", "教学教学", "“育人“"] {
        assert!(all.iter().any(|node| node.text.contains(typo)), "{typo}");
    }
}

#[test]
fn levels_may_nest_and_numbers_restart() {
    let draft = parse_plan(
        "某市教育局2025年工作要点\n\n一、抓党建\n（一）强组织。建强支部。选好书记；管好队伍。\n（二）正作风\n持续整治。\n二、抓质量\n（一）提质量。\n1．开展教研。\n2．改进作业。\n",
    );
    assert_eq!(draft.period, Period::of_year(2025).ok());
    assert_eq!(draft.issuer, "某市教育局");
    let owned = |items: &[&str]| items.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        titles(&draft),
        vec![
            vec![
                (1, "强组织".to_owned(), owned(&["建强支部。", "选好书记；", "管好队伍。"])),
                (2, "正作风".to_owned(), owned(&["持续整治。"])),
            ],
            vec![(3, "提质量".to_owned(), owned(&["1．开展教研。", "2．改进作业。"]))],
        ]
    );
}

#[test]
fn one_level_is_a_plan_without_sections() {
    let draft = parse_plan("2024年重点工作\n1、新建幼儿园12所,新增学位3000个,覆盖率达到90%以上。\n2、改造食堂。\n");
    assert_eq!(draft.sections.len(), 1);
    let items = titles(&draft);
    assert_eq!(items[0][0].1, "新建幼儿园12所");
    assert_eq!(items[0][0].2, ["新建幼儿园12所,新增学位3000个,覆盖率达到90%以上。"]);
    assert_eq!(items[0][1].1, "改造食堂");
}

#[test]
fn a_document_in_one_paragraph() {
    let draft = parse_plan(
        "2024年工作要点。一、抓党建。1.强组织。建强支部。2.正作风。持续整治。二、抓质量。3.提质量。加强教研。",
    );
    let items = titles(&draft);
    assert_eq!(items.len(), 2);
    assert_eq!(items[0].iter().map(|item| item.1.as_str()).collect::<Vec<_>>(), ["强组织", "正作风"]);
    assert_eq!(items[1][0].2, ["加强教研。"]);
}

#[test]
fn hard_wrapped_lines_are_joined() {
    let draft = parse_plan(
        "某某市教育局2024年工作要点\n一、坚持党的领导加强思想政治建设。\n1.深入学习贯彻党的创新理论武装。\n巩固拓展主题教育的各项成果并自觉\n用党的创新理论武装头脑指导实践推\n动工作。深入推进思想政治进课堂教\n材头脑。\n2.持之以恒加强党的政治建设工作。\n持续强化政治机关意识教育和政治忠\n诚教育。\n",
    );
    let items = titles(&draft);
    assert_eq!(items[0][0].2[0], "巩固拓展主题教育的各项成果并自觉用党的创新理论武装头脑指导实践推动工作。");
    assert_eq!(items[0][1].2, ["持续强化政治机关意识教育和政治忠诚教育。"]);
}

#[test]
fn owners_and_dates_are_read_where_they_stand() {
    let draft = parse_plan(
        "2024年工作要点\n一、基础教育\n以下任务均由基教科落实。\n1.扩大资源。\n新建学校。(责任科室:规划科、基教科)\n2.提升质量。\n加强教研。\n牵头单位:教研室;配合单位:基教科,人事科。\n完成时限:6月底前\n分管领导:王某某\n3.改造食堂。\n改造10所。\n",
    );
    let items = &draft.sections[0].items;
    assert_eq!(items[0].work.lead.as_deref(), Some("规划科"));
    assert!(items[0].work.support.contains("基教科"));
    assert_eq!(items[0].measures[0].0.text, "新建学校。");
    assert_eq!(items[1].work.lead.as_deref(), Some("教研室"));
    assert_eq!(items[1].work.support.iter().map(String::as_str).collect::<Vec<_>>(), ["人事科", "基教科"]);
    assert_eq!(items[1].work.due.map(|day| day.to_string()).as_deref(), Some("2024-06-30"));
    assert_eq!(items[1].work.leader.as_deref(), Some("王某某"));
    assert_eq!(items[1].measures.len(), 1);
    assert_eq!(items[2].work.lead.as_deref(), Some("基教科"), "inherited");
}

#[test]
fn a_covering_notice_and_an_annex_are_no_plan() {
    let draft = parse_plan(
        "关于印发《六安市教育局2023年工作要点》的通知\n六教〔2023〕1号\n各县区教育局：\n现将要点印发给你们,请认真落实。\n六安市教育局2023年工作要点\n(2023年3月1日)\n全年工作的总体要求是稳中求进。\n一、抓党建\n1.强组织。\n建强支部。\n六安市教育局\n2023年3月1日\n附件\n1.分工表。\n",
    );
    assert_eq!(draft.title.text, "六安市教育局2023年工作要点");
    assert_eq!(draft.preamble.text, "全年工作的总体要求是稳中求进。");
    assert_eq!(titles(&draft)[0][0].2, ["建强支部。"]);
}

#[test]
fn gaps_and_strays_are_reported_with_their_line() {
    let draft = parse_plan("2024年工作要点\n一、甲\n1.子。\n做一。\n3.丑。\n做二。\n99.不是标题。\n");
    let kinds: Vec<(usize, &WarningKind)> =
        draft.warnings.iter().map(|warning| (warning.line, &warning.kind)).collect();
    assert_eq!(kinds[0], (5, &WarningKind::Gap { expected: 2, found: 3 }));
    assert!(matches!(kinds[1], (7, WarningKind::OutOfSequence(_))));
}

#[test]
fn what_is_no_plan_says_so() {
    let draft = parse_plan("今天天气很好。\n明天也是。\n");
    assert!(!draft.is_plan());
    assert!(draft.warnings.iter().any(|warning| warning.kind == WarningKind::NoOutline));
}

#[test]
fn several_sentences_in_the_line_of_a_number_are_as_many_tasks() {
    let draft = parse_plan(
        "2024年工作要点\n一、甲\n1.做好招生;规范办学行为。\n2.抓好落实；强化督导！严格考核\n3.改造食堂。\n(二)不是这一级。\n",
    );
    let items = titles(&draft);
    assert_eq!(items[0][0].1, "做好招生");
    assert_eq!(items[0][0].2, ["做好招生;", "规范办学行为。"]);
    assert_eq!(items[0][1].2, ["抓好落实；", "强化督导！", "严格考核"]);
    assert_eq!(items[0][2].1, "改造食堂");
}

#[test]
fn paragraphs_of_the_last_item_without_full_stops_are_its_tasks() {
    let draft = parse_plan(
        "2024年工作要点\n一、甲\n1.子\n做一\n2.丑\n持续做好政务公开\n强化解读和宣传\n主动发声，讲好故事\n某某市教育局\n2024年3月1日\n(此件公开发布)\n抄送:市委办。\n",
    );
    let items = titles(&draft);
    assert_eq!(items[0][1].2, ["持续做好政务公开", "强化解读和宣传", "主动发声，讲好故事"]);
    let furniture: Vec<&str> = draft.furniture.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(furniture, ["某某市教育局", "2024年3月1日", "(此件公开发布)", "抄送:市委办。"]);
    assert_eq!(draft.warnings, []);
}

#[test]
fn what_belongs_to_no_item_is_told_with_its_line() {
    let draft =
        parse_plan("2024年工作要点\n一、甲\n本板块由分管领导总体调度。\n1.子。\n做一。(责任科室:甲科;抓紧推进)\n");
    let told: Vec<(usize, &WarningKind)> = draft.warnings.iter().map(|warning| (warning.line, &warning.kind)).collect();
    assert_eq!(told[0], (3, &WarningKind::LeftOut("本板块由分管领导总体调度。".to_owned())));
    assert!(held(&draft).contains("抓紧推进"), "{draft:?}");
}

/// Everything that a draft holds of its source, and what its warnings name.
fn held(draft: &DraftPlan) -> String {
    let mut texts = vec![draft.title.text.clone(), draft.preamble.text.clone(), draft.issuer.clone()];
    texts.extend(draft.furniture.iter().chain(&draft.annotations).map(|part| part.text.clone()));
    for section in &draft.sections {
        texts.push(section.heading.text.clone());
        for item in &section.items {
            texts.push(item.title.text.clone());
            texts.extend(item.measures.iter().map(|(measure, _)| measure.text.clone()));
        }
    }
    texts.extend(draft.warnings.iter().map(|warning| format!("{:?}", warning.kind)));
    texts.join("\n")
}

/// Characters that say something and that no part of the draft holds, nor a warning about their line.
fn lost(source: &str, draft: &DraftPlan) -> Vec<(usize, char)> {
    let mut spans = vec![draft.title.span, draft.preamble.span];
    spans.extend(draft.furniture.iter().chain(&draft.annotations).map(|part| part.span));
    for section in &draft.sections {
        spans.push(section.heading.span);
        for item in &section.items {
            spans.push(item.title.span);
            spans.extend(item.measures.iter().map(|(measure, _)| measure.span));
        }
    }
    // A number is held as the number of what it stands before; nothing longer is one.
    assert!(draft.numbers.iter().all(|span| span.end - span.start <= 30), "{:?}", draft.numbers);
    spans.extend(&draft.numbers);
    let mut line = 1;
    let mut lost = Vec::new();
    for (at, c) in source.char_indices() {
        line += usize::from(c == '\n');
        let told = || draft.warnings.iter().any(|warning| warning.line == line);
        let inside = || spans.iter().any(|span| (span.start..span.end).contains(&at));
        if c.is_alphanumeric() && !inside() && !told() {
            lost.push((at, c));
        }
    }
    lost
}

/// A plan as some bureau might write it: every piece of text has a name of its own.
fn papers() -> impl Strategy<Value = (String, usize)> {
    let ends = prop_oneof![
        Just("。"),
        Just("；"),
        Just(";"),
        Just("\n"),
        Just("，"),
        Just("。\n"),
        Just("！"),
        Just(":"),
        Just(" "),
        Just("")
    ];
    let wraps = prop_oneof![
        8 => Just(("", "")),
        1 => Just(("(责任科室:", ")")),
        1 => Just(("(", ")")),
        1 => Just(("(牵头单位:甲科,配合单位:", ")")),
        1 => Just(("\n完成时限:", "\n")),
        1 => Just(("\n分管领导:", "。\n")),
        1 => Just(("“", "”")),
        1 => Just(("(责任科室:乙科;", ")")),
        1 => Just(("(", "")),
        1 => Just(("一是", "")),
        1 => Just(("【责任科室:", "】")),
        1 => Just(("[", "]")),
        1 => Just(("\n【牵头科室】", "【配合科室】丙科\n")),
        1 => Just(("(", "科)")),
        1 => Just(("(", "局牵头,丁局配合,12月底前完成)")),
        1 => Just(("\n责任人:", "\n")),
        1 => Just(("\n责任科室:\n", "\n")),
        1 => Just(("\n责任领导:", " 完成时限:每月25日前\n")),
        1 => Just(("(责任科室:各县区、", ";责任领导:王某)")),
    ];
    let body = proptest::collection::vec((wraps, ends), 0..5);
    let items = proptest::collection::vec(
        (prop_oneof![Just("。\n"), Just("\n"), Just("。"), Just(":"), Just(";"), Just("")], body),
        0..4,
    );
    let tail = proptest::collection::vec(
        prop_oneof![
            Just("附件:"),
            Just("抄送:"),
            Just("首页"),
            Just("某市教育局\n2024年1月2日\n"),
            Just(""),
            Just("皖公网安备3号")
        ],
        0..3,
    );
    let front = proptest::collection::vec(
        prop_oneof![Just("下载"), Just("某某〔2024〕3号"), Just("各县区教育局:"), Just("")],
        0..3,
    );
    let sections = proptest::collection::vec((any::<bool>(), items), 0..4);
    (front, sections, tail, any::<bool>(), any::<bool>()).prop_map(|(front, sections, tail, nested, restarts)| {
        let mut count = 0;
        let mut word = || {
            count += 1;
            format!("词{}", char::from_u32(0x4e00 + count as u32).unwrap_or('乙'))
        };
        let mut text = String::new();
        for line in front {
            text.push_str(&format!("{line}{}\n", word()));
        }
        text.push_str("某市教育局2024年工作要点\n");
        let mut no = 0;
        for (at, (prefaced, items)) in sections.into_iter().enumerate() {
            if nested {
                text.push_str(&format!("{}、{}\n", ["一", "二", "三", "四"][at], word()));
                if prefaced {
                    text.push_str(&format!("{}。\n", word()));
                }
            }
            no = if restarts && nested { 0 } else { no };
            for (end, body) in items {
                no += 1;
                if !text.ends_with('\n') {
                    text.push('\n');
                }
                text.push_str(&format!("{no}.{}{end}", word()));
                for ((before, after), end) in body {
                    text.push_str(&format!("{before}{}{after}{end}", word()));
                }
            }
            text.push('\n');
        }
        for line in tail {
            text.push_str(&format!("{line}{}\n", word()));
        }
        (text, count)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_word_of_a_paper_is_lost((text, count) in papers()) {
        let draft = parse_plan(&text);
        prop_assume!(draft.is_plan());
        let held = held(&draft);
        for n in 1..=count {
            let word = format!("词{}", char::from_u32(0x4e00 + n as u32).unwrap_or('乙'));
            prop_assert!(held.contains(&word), "{word} is lost of\n{text}\n{draft:#?}");
        }
        prop_assert_eq!(lost(&text, &draft), vec![], "{}", text);
    }

    #[test]
    fn any_text_is_read_without_panic(text in "(\\PC|\n){0,200}") {
        parse_plan(&text);
    }

    #[test]
    fn any_mix_of_markers_is_read_and_spans_lie_in_the_source(
        parts in proptest::collection::vec("一、|二、|\\(一\\)|（二）|1\\.|2、|３．|①|。|；|\n|\\(责任科室:|【|】|责任人:|甲局牵头,|\\(乙科\\)|6月底前完成|各县区|完成时限:6月|\\)|党建|教[育学]|“|”|2024年工作要点", 0..60)
    ) {
        let text = parts.concat();
        let draft = parse_plan(&text);
        if draft.is_plan() {
            prop_assert_eq!(lost(&text, &draft), vec![], "{}", text);
        }
        for item in draft.sections.iter().flat_map(|s| &s.items) {
            for (measure, _) in &item.measures {
                prop_assert!(text.get(measure.span.start..measure.span.end).is_some());
            }
        }
    }
}
