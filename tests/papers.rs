//! Papers of other bureaus, in the shapes and formats that they come in, each with what a right reading of it is. A score is
//! printed; one that is read worse than before is a failure.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use duban::plan::SchoolCalendar;
use duban::read::{
    Became, Column, Corrections, DraftPlan, DraftSection, LineRole, Paper, SaidWork, WarningKind, parse_paper, pieces,
    read_paper,
};
use proptest::prelude::*;

/// What a right reading is. What nobody could judge is left out.
#[derive(Debug, Default, serde::Deserialize)]
struct Reading {
    title: Option<String>,
    issuer: Option<String>,
    period: Option<String>,
    preamble: Option<String>,
    sections: Option<Vec<String>>,
    items: Option<Vec<String>>,
    looks: Option<usize>,
}

impl Reading {
    /// What differs from `found`, a line each.
    fn differences(&self, found: &Self) -> String {
        let mut told = String::new();
        let mut compare = |name: &str, right: Option<String>, read: Option<String>| {
            if right.is_some() && right != read {
                writeln!(told, "  {name}\n    right: {right:?}\n    read:  {read:?}").expect("writes");
            }
        };
        compare("title", self.title.clone(), found.title.clone());
        compare("issuer", self.issuer.clone(), found.issuer.clone());
        compare("period", self.period.clone(), found.period.clone());
        compare("preamble", self.preamble.clone(), found.preamble.clone());
        let joined = |list: &Option<Vec<String>>| list.as_ref().map(|list| list.join("\n           "));
        compare("sections", joined(&self.sections), joined(&found.sections));
        compare("items", joined(&self.items), joined(&found.items));
        compare("looks", self.looks.map(|n| n.to_string()), found.looks.map(|n| n.to_string()));
        told
    }
}

fn papers() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/papers");
    let entries = std::fs::read_dir(folder).expect("the papers are there").map(|entry| entry.expect("a file").path());
    let mut found: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_none_or(|ending| ending != "toml")).collect();
    found.sort();
    found
}

fn draft_of(path: &Path) -> DraftPlan {
    let bytes = std::fs::read(path).expect("reads");
    let name = Path::new(path.file_name().expect("a name"));
    let paper = read_paper(&bytes, name).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
    let mut draft = parse_paper(&paper, &Corrections::default(), &SchoolCalendar::default());
    if draft.title.text.is_empty() {
        draft.title.text = name.file_stem().expect("a stem").to_string_lossy().into_owned();
    }
    draft
}

fn reading(draft: &DraftPlan) -> Reading {
    let none = || "-".to_owned();
    let items = draft.sections.iter().flat_map(|section| &section.items).map(|item| {
        let lead = item.work.lead.clone().unwrap_or_else(none);
        let due = item.work.due.map_or_else(none, |day| day.to_string());
        format!("{} {} | {lead} | {due} | {}", item.no, item.title.text, item.measures.len())
    });
    Reading {
        title: Some(draft.title.text.clone()),
        issuer: Some(draft.issuer.clone()),
        period: Some(draft.period.map_or_else(none, |period| period.to_string())),
        preamble: Some(draft.preamble.text.clone()),
        sections: Some(draft.sections.iter().map(|section| section.label.clone()).collect()),
        items: Some(items.collect()),
        looks: Some(draft.warnings.iter().filter(|warning| warning.kind.needs_a_look()).count()),
    }
}

#[test]
fn every_paper_is_read_right() {
    let (mut right, mut told) = (0, String::new());
    let papers = papers();
    for path in &papers {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let expected = std::fs::read_to_string(path.with_file_name(format!("{name}.toml"))).expect("what is right");
        let expected: Reading = toml::from_str(&expected).unwrap_or_else(|error| panic!("{name}: {error}"));
        let draft = draft_of(path);
        let differences = expected.differences(&reading(&draft));
        if differences.is_empty() {
            right += 1;
        } else {
            let warnings: Vec<(usize, &WarningKind)> = draft.warnings.iter().map(|w| (w.line, &w.kind)).collect();
            writeln!(told, "{name}\n{differences}  {warnings:?}").expect("writes");
        }
    }
    println!("papers read right: {right} of {}", papers.len());
    assert!(told.is_empty(), "read right: {right} of {}\n{told}", papers.len());
    assert!(papers.len() >= 30);
}

/// Characters that say something and that no part of the draft holds, nor a warning about their line.
fn lost(text: &str, draft: &DraftPlan) -> String {
    let mut spans = vec![draft.title.span, draft.preamble.span];
    spans.extend(&draft.numbers);
    spans.extend(draft.furniture.iter().chain(&draft.annotations).map(|part| part.span));
    for section in &draft.sections {
        spans.push(section.heading.span);
        for item in &section.items {
            spans.push(item.title.span);
            spans.extend(item.group.as_ref().map(|group| group.span));
            spans.extend(item.measures.iter().map(|(measure, _)| measure.span));
        }
    }
    let told: Vec<&String> = draft
        .warnings
        .iter()
        .filter_map(|warning| if let WarningKind::LeftOut(text) = &warning.kind { Some(text) } else { None })
        .collect();
    let mut held = vec![false; text.len()];
    for span in spans {
        held[span.start..span.end].fill(true);
    }
    let is_lost = |(at, c): &(usize, char)| {
        let line = || text[..*at].rfind('\n').map_or(0, |end| end + 1);
        let told = || told.iter().any(|part| text[line()..].starts_with(part.as_str()) || part.contains(*c));
        c.is_alphanumeric() && !held[*at] && !told()
    };
    text.char_indices().filter(is_lost).map(|(_, c)| c).collect()
}

#[test]
fn a_paper_without_any_sign_is_read_by_what_a_person_says_of_its_lines() {
    let text = "某县教育局2024年工作要点\n加强党建\n强化学习\n每月一次。\n建强支部\n开展创建。\n提升质量\n深化教研\n组织评选。\n请勿外传\n";
    let paper = read_paper(text.as_bytes(), Path::new("plan.txt")).expect("is read");
    assert!(!parse_paper(&paper, &Corrections::default(), &SchoolCalendar::default()).is_plan());
    let section = |line| (line, LineRole::Section);
    let item = |line| (line, LineRole::Item);
    let lines = [section(2), item(3), item(5), section(7), item(8), (10, LineRole::LeftOut)].into_iter().collect();
    let mut corrections = Corrections::default();
    corrections.say_lines(&paper, &lines);
    let found = reading(&parse_paper(&paper, &corrections, &SchoolCalendar::default()));
    assert_eq!(found.sections.expect("sections"), ["加强党建", "提升质量"]);
    assert_eq!(
        found.items.expect("items"),
        ["1 强化学习 | - | - | 1", "2 建强支部 | - | - | 1", "3 深化教研 | - | - | 1"]
    );
    assert_eq!(found.looks, Some(0));
}

#[test]
fn no_character_of_any_paper_is_lost() {
    for path in papers() {
        let bytes = std::fs::read(&path).expect("reads");
        let paper = read_paper(&bytes, &path).expect("is read");
        let draft = parse_paper(&paper, &Corrections::default(), &SchoolCalendar::default());
        assert_eq!(lost(&paper.text, &draft), "", "{}", path.display());
    }
}

/// What stands in no piece, nor in the number of one; panics where two pieces share something.
fn unseen(paper: &Paper, draft: &DraftPlan) -> String {
    let mut seen = vec![0_u8; paper.text.len()];
    for piece in pieces(paper, draft, &Corrections::default()) {
        seen[piece.span.start..piece.span.end].iter_mut().for_each(|times| *times += 1);
    }
    assert!(seen.iter().all(|times| *times < 2), "two pieces share a character");
    let numbers = |at: &usize| draft.numbers.iter().any(|number| (number.start..number.end).contains(at));
    let is_unseen = |(at, c): &(usize, char)| c.is_alphanumeric() && seen[*at] == 0 && !numbers(at);
    paper.text.char_indices().filter(is_unseen).map(|(_, c)| c).collect()
}

#[test]
fn every_paper_is_cut_into_pieces_without_a_rest() {
    for path in papers() {
        let bytes = std::fs::read(&path).expect("reads");
        let paper = read_paper(&bytes, &path).expect("is read");
        let draft = parse_paper(&paper, &Corrections::default(), &SchoolCalendar::default());
        assert_eq!(unseen(&paper, &draft), "", "{}", path.display());
        let shown: BTreeSet<usize> = pieces(&paper, &draft, &Corrections::default())
            .iter()
            .filter(|it| matches!(it.became, Became::Item(..)))
            .map(|it| it.text)
            .collect();
        // A section written as plain paragraphs is its own only item.
        let titles = |section: &DraftSection| {
            let own = section.heading.span.start;
            section.items.iter().map(|item| item.title.span.start).filter(|at| *at != own).collect::<Vec<_>>()
        };
        let read: BTreeSet<usize> = draft.sections.iter().flat_map(titles).collect();
        assert_eq!(shown, read, "{}", path.display());
    }
}

#[test]
fn parts_are_joined_split_and_charged_as_a_person_says() {
    let text =
        "某县教育局2024年工作要点\n一、甲\n1.做好招生。规范办学;严查违规,公开结果。\n2.抓好安全\n专项整治。\n基教科\n";
    let paper = read_paper(text.as_bytes(), Path::new("plan.txt")).expect("is read");
    let at = |word: &str| text.find(word).expect("is there");
    let mut corrections = Corrections::default();
    corrections.joins.insert(at("严查"));
    corrections.splits.insert(at("公开"));
    corrections.joins.insert(at("专项"));
    corrections.roles.insert(at("基教科"), (text.trim_end().len(), LineRole::Owner));
    corrections.works.insert(at("规范"), SaidWork { lead: Some("督导室".to_owned()), ..SaidWork::default() });
    let draft = parse_paper(&paper, &corrections, &SchoolCalendar::default());
    let items: Vec<_> = draft.sections[0].items.iter().collect();
    let texts: Vec<&str> = items[0].measures.iter().map(|(it, _)| it.text.as_str()).collect();
    assert_eq!(texts, ["规范办学;严查违规,", "公开结果。"]);
    assert_eq!(items[0].measures[0].1.lead.as_deref(), Some("督导室"));
    assert_eq!(items[1].title.text, "抓好安全专项整治");
    assert_eq!(items[1].work.lead.as_deref(), Some("基教科"));
}

/// What is read where parts, by their first words, are what a person says.
fn said(name: &str, text: &str, parts: &[(&str, LineRole)]) -> (Paper, DraftPlan) {
    let paper = read_paper(text.as_bytes(), Path::new(name)).expect("is read");
    let mut corrections = Corrections::default();
    for (part, role) in parts {
        let start = paper.text.find(part).expect("is there");
        let end = paper.text[start..].find(['\n', '\t']).map_or(paper.text.len(), |end| start + end);
        corrections.roles.insert(start, (end, *role));
    }
    let draft = parse_paper(&paper, &corrections, &SchoolCalendar::default());
    (paper, draft)
}

fn items(draft: &DraftPlan) -> Vec<(&str, Option<&str>, usize)> {
    let items = draft.sections.iter().flat_map(|section| &section.items);
    items.map(|item| (item.title.text.as_str(), item.work.lead.as_deref(), item.measures.len())).collect()
}

#[test]
fn what_a_lost_item_says_of_who_and_when_is_none_of_the_next_ones() {
    let text =
        "某县教育局2024年工作要点\n一、甲\n(一)子。做子。(责任科室:宣传科)\n(二)丑。做丑。\n二、乙\n(一)寅。做寅。\n";
    let (paper, draft) = said("plan.txt", text, &[("(一)子", LineRole::Task)]);
    assert_eq!(items(&draft), [("丑", None, 1), ("寅", None, 1)]);
    assert_eq!(lost(&paper.text, &draft), "");
    assert!(draft.warnings.iter().any(|it| matches!(&it.kind, WarningKind::LeftOut(text) if text.contains("宣传科"))));
}

#[test]
fn a_person_knows_better_than_the_words_for_a_preamble() {
    let text = "某县教育局2024年工作要点\n一、工作目标\n1.巩固率达95%。\n2.入园率达90%。\n二、主要任务\n3.抓招生。做好登记。\n";
    assert_eq!(items(&said("plan.txt", text, &[]).1).len(), 1);
    let (_, draft) = said("plan.txt", text, &[("一、工作目标", LineRole::Section)]);
    assert_eq!(items(&draft).len(), 3);
    let (_, draft) = said("plan.txt", text, &[("1.巩固率", LineRole::Item)]);
    assert_eq!(items(&draft).len(), 3);
}

#[test]
fn text_beside_a_table_becomes_a_part_of_the_plan_where_somebody_says_so() {
    let text = "某县教育局2024年任务\n另需做好校车检查\n序号\t重点工作\t牵头单位\n1\t推进甲事\t基教科\n2\t推进乙事\t人事科\n3\t推进丙事\t人事科\n";
    let (_, draft) = said("plan.txt", text, &[("另需做好", LineRole::Item)]);
    assert_eq!(items(&draft).len(), 4, "{:?}", items(&draft));
    assert_eq!(items(&draft)[0].0, "另需做好校车检查");
}

#[test]
fn what_is_said_of_one_line_behind_the_plan_takes_no_other_in() {
    let text = "某县教育局2024年工作要点\n一、甲\n1.子。做子。\n2.丑。做丑。\n附件:名单\n某县教育局\n2024年2月1日\n另:抓好安全。\n";
    let (paper, draft) = said("plan.txt", text, &[("另:抓好", LineRole::Task)]);
    assert_eq!(items(&draft), [("子", None, 1), ("丑", None, 2)]);
    assert_eq!(lost(&paper.text, &draft), "");
}

#[test]
fn a_title_that_somebody_names_is_that_line_and_a_label_is_no_part_of_a_name() {
    let text = "柳河镇教育工作\n为全面贯彻落实要求\n一、甲\n1.子。做子。\n责任人：王建国\n2.丑。做丑。\n";
    let (_, draft) = said("plan.txt", text, &[("为全面", LineRole::Title), ("责任人", LineRole::Owner)]);
    assert_eq!(draft.title.text, "为全面贯彻落实要求");
    assert_eq!(items(&draft)[0], ("子", Some("王建国"), 1));
}

#[test]
fn a_table_whose_heads_nobody_knows_is_read_by_the_columns_that_a_person_names() {
    let text = "某县教育局2024年任务,,\n号,干什么,谁\n1,推进甲事,基教科\n2,推进乙事,人事科\n";
    let paper = read_paper(text.as_bytes(), Path::new("任务.csv")).expect("is read");
    let columns = vec![(1, 0, Column::Number), (1, 1, Column::Title), (1, 2, Column::Lead)];
    let corrections = Corrections { columns, ..Corrections::default() };
    let found = reading(&parse_paper(&paper, &corrections, &SchoolCalendar::default()));
    assert_eq!(found.items.expect("items"), ["1 推进甲事 | 基教科 | - | 0", "2 推进乙事 | 人事科 | - | 0"]);
}

/// A table as some bureau might fill it in: every cell has a word of its own.
fn tables() -> impl Strategy<Value = String> {
    let heads = Just(vec!["序号", "重点工作", "工作内容", "牵头单位", "配合单位", "完成时限", "进展情况", "资金"])
        .prop_shuffle();
    let row = prop::collection::vec(0_u8..12, 8);
    let rows = prop::collection::vec(row, 1..8);
    (heads, rows, 2_usize..8, any::<bool>()).prop_map(|(heads, rows, columns, quoted)| {
        let mut count = 0_u32;
        let mut word = || {
            count += 1;
            format!("词{}", char::from_u32(0x4e00 + count).unwrap_or('乙'))
        };
        let mut text = format!("某市教育局2024年任务表{}\n", ",".repeat(columns));
        text.push_str(&format!("重点工作,{}\n", heads[..columns].join(",")));
        for (no, row) in rows.iter().enumerate() {
            let cells = row[..=columns].iter().map(|kind| match kind {
                0 => String::new(),
                1 => (no + 1).to_string(),
                2 => format!("{}科", word()),
                3 => format!("一、{}", word()),
                4 if quoted => format!("\"{},{}\n{}。\"", word(), word(), word()),
                5 => format!("6月底前{}", word()),
                6 => format!("{};{}", word(), word()),
                7 => format!("注:{}", word()),
                _ => word(),
            });
            text.push_str(&format!("{}\n", cells.collect::<Vec<_>>().join(",")));
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_a_person_says_of_lines_no_character_is_lost(
        which in 0_usize..100,
        said in prop::collection::btree_map(1_usize..40, prop::sample::select(LineRole::ALL.to_vec()), 0..8),
        parts in prop::collection::vec((0_usize..200, 0_usize..12, prop::sample::select(LineRole::ALL.to_vec())), 0..12),
        columns in prop::collection::vec((1_usize..3, 0_usize..8, prop::sample::select(Column::ALL.to_vec())), 0..3),
    ) {
        let papers = papers();
        let path = &papers[which % papers.len()];
        let bytes = std::fs::read(path).expect("reads");
        let paper = read_paper(&bytes, path).expect("is read");
        let school = SchoolCalendar::default();
        let mut corrections = Corrections { columns, ..Corrections::default() };
        corrections.say_lines(&paper, &said);
        // Each of what is said of single parts goes by what was read before, as on the screen.
        for (at, how, role) in parts {
            let read = pieces(&paper, &parse_paper(&paper, &corrections, &school), &corrections);
            let Some(piece) = read.get(at % read.len().max(1)) else { continue };
            match how {
                0..4 => drop(corrections.joins.insert(piece.span.start)),
                4..8 => {
                    let text = &paper.text[piece.text..piece.span.end];
                    let middle = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
                    corrections.splits.insert(piece.text + middle);
                }
                _ => drop(corrections.roles.insert(piece.span.start, (piece.span.end, role))),
            }
        }
        let draft = parse_paper(&paper, &corrections, &school);
        prop_assert_eq!(lost(&paper.text, &draft), "", "{} {:?}", path.display(), corrections);
        prop_assert_eq!(unseen(&paper, &draft), "", "{} {:?}", path.display(), corrections);
    }

    #[test]
    fn no_cell_of_a_table_is_lost(text in tables()) {
        let paper = read_paper(text.as_bytes(), Path::new("任务.csv")).expect("is read");
        let draft = parse_paper(&paper, &Corrections::default(), &SchoolCalendar::default());
        if draft.is_plan() {
            prop_assert_eq!(lost(&paper.text, &draft), "", "{}\n{:#?}", text, draft);
        }
    }
}
