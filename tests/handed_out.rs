//! What is handed out: documents and tables as text and structure, over the invented data of half a year.

use std::io::Read;
use std::path::Path;

use chrono::NaiveDate;
use duban::plan::{Board, PlanId, Revision, SchoolCalendar};
use duban::read::{parse_paper, read_paper};
use duban::report::{
    Block, Document, LedgerColumn, LedgerForm, ORIGIN_SHEET, bulletin, docx, everything_csv, ics, ledger_xlsx, owing,
    public_html, reminders, summary,
};
use duban::words::Lang;

fn board() -> Board {
    duban::cli::demo_store().expect("a store").load(PlanId(1)).expect("the plan")
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 20).expect("a day")
}

fn bulletin_of(board: &Board, lang: Lang) -> Document {
    let since = NaiveDate::from_ymd_opt(2024, 5, 31).expect("a day");
    let mut store = duban::cli::demo_store().expect("a store");
    let entries = store.since(PlanId(1), Revision(0)).expect("the journal");
    let found = duban::app::Since::Day(since).compare(board, &entries, day(), day());
    bulletin(lang, board, &found, since, day())
}

/// One part of an archive, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn every_figure_of_a_bulletin_adds_up() {
    let board = board();
    let text = bulletin_of(&board, Lang::Zh).markdown();
    let number = |before: &str| -> usize {
        let at = text.find(before).unwrap_or_else(|| panic!("{before} in {text}")) + before.len();
        text[at..].chars().take_while(char::is_ascii_digit).collect::<String>().parse().expect("a number")
    };
    assert_eq!(number("共有"), board.items().len());
    assert_eq!(number("已交办") + number("尚未交办"), board.items().len());
    let parts = ["已办结", "中止", "进展正常", "黄灯预警", "红灯", "未定时限"];
    let line = text.lines().find(|line| line.contains("截至") && line.contains("进展正常")).expect("the counts");
    let sum: usize = parts
        .iter()
        .filter_map(|word| {
            let at = line.find(word)? + word.len();
            line[at..].chars().take_while(char::is_ascii_digit).collect::<String>().parse::<usize>().ok()
        })
        .sum();
    assert_eq!(sum, number("已交办"), "{line}");
    // The table of sections holds each item once.
    let items: usize = text
        .lines()
        .skip_while(|line| !line.starts_with("| 板块"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.split('|').nth(2).expect("a cell").trim().parse::<usize>().expect("a count"))
        .sum();
    assert_eq!(items, board.items().len());
    for heading in ["一、总体情况", "二、本期变化", "三、超期事项", "四、报送情况", "下一步要求"]
    {
        assert!(text.contains(heading), "{heading}: {text}");
    }
    assert!(!text.contains(',') && !text.contains('('), "official punctuation: {text}");
}

#[test]
fn a_document_has_the_form_of_the_standard_and_reads_back() {
    let document = bulletin_of(&board(), Lang::Zh);
    let bytes = docx(&document).expect("a document");
    let styles = part(&bytes, "word/styles.xml");
    for font in ["仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"] {
        assert!(styles.contains(font) && part(&bytes, "word/fontTable.xml").contains(font), "{font}");
    }
    // 28.95 points are 579 twentieths.
    assert!(styles.contains(r#"w:line="579" w:lineRule="exact""#));
    let body = part(&bytes, "word/document.xml");
    assert!(body.contains(r#"w:pgSz w:w="11906" w:h="16838""#) && body.contains("<w:tblHeader/>"));
    assert!(part(&bytes, "word/footer1.xml").contains("PAGE"));
    // Nothing that was written is lost on the way.
    let read = read_paper(&bytes, Path::new("通报.docx")).expect("reads back");
    for block in document.printed() {
        if let Block::Paragraph(text) = block {
            assert!(read.text.contains(text.trim()), "{text}");
        }
    }
    assert_eq!(docx(&document).expect("again"), bytes, "the same document is the same file");
}

#[test]
fn the_ledger_is_a_workbook_that_spreadsheets_and_this_program_read() {
    let board = board();
    let items: Vec<_> = board.items().iter().collect();
    let bytes = ledger_xlsx(Lang::Zh, &board, &items, day(), LedgerForm { by_section: true }).expect("a workbook");
    let paper = read_paper(&bytes, Path::new("台账.xlsx")).expect("reads");
    assert_eq!(paper.sheets.len(), 2 + board.sections.len(), "{:?}", paper.sheets);
    let head = &paper.rows[2];
    assert_eq!(head.cells.len(), LedgerColumn::ALL.len());
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    for has in ["<pane", "<autoFilter", "<sheetProtection", "<dataValidation", r#"orientation="landscape""#] {
        assert!(sheet.contains(has), "{has}");
    }
    let workbook = part(&bytes, "xl/workbook.xml");
    assert!(workbook.contains(ORIGIN_SHEET) && workbook.contains("Print_Titles") && workbook.contains("Print_Area"));
    let draft = parse_paper(&paper, None, &SchoolCalendar::default());
    assert_eq!(draft.sections[0].items[0].title.text, board.items()[0].title);
}

#[test]
fn text_that_looks_like_a_formula_stays_text_everywhere() {
    let mut board = board();
    let hostile = "=HYPERLINK(\"http://x\",\"y\")<script>alert(1)</script>";
    for node in board.items().iter().map(|item| duban::plan::Node::item(item.id)).collect::<Vec<_>>() {
        let before = board.text(node).unwrap_or_default().to_owned();
        board.apply(&duban::plan::Change::Text { node, text: duban::plan::Delta::new(before, hostile.to_owned()) });
    }
    let items: Vec<_> = board.items().iter().collect();
    let book = ledger_xlsx(Lang::Zh, &board, &items, day(), LedgerForm::default()).expect("a workbook");
    assert!(!part(&book, "xl/worksheets/sheet1.xml").contains("<f>"));
    assert!(everything_csv(Lang::Zh, &board, &items, day()).contains("\"'=HYPERLINK"));
    let page = public_html(Lang::Zh, &board, day());
    assert!(!page.contains("<script>") && page.contains("&lt;script&gt;"));
    let word = docx(&summary(Lang::Zh, &board, day())).expect("a document");
    assert!(!part(&word, "word/document.xml").contains("<script>"));
}

#[test]
fn what_the_public_sees_has_nothing_internal() {
    let board = board();
    for lang in [Lang::Zh, Lang::En] {
        let page = public_html(lang, &board, day());
        for item in board.items() {
            for report in &item.reports {
                assert!(report.problem.is_empty() || !page.contains(&report.problem), "{}", report.problem);
            }
            if let Some(leader) = &item.work.leader {
                assert!(!page.contains(leader.as_str()), "{leader}");
            }
        }
        for directive in &board.directives {
            assert!(!page.contains(&directive.text));
        }
        assert!(!page.contains("http") && page.contains("viewport"), "needs nothing besides, and fits a phone");
    }
}

#[test]
fn a_reminder_is_a_page_a_unit_and_a_calendar_keeps_its_identities() {
    let board = board();
    let all = reminders(Lang::Zh, &board, None, day());
    let titles = all.blocks.iter().filter(|block| matches!(block, Block::Title(_))).count();
    let breaks = all.blocks.iter().filter(|block| matches!(block, Block::PageBreak)).count();
    assert!(titles > 1 && breaks == titles - 1);
    let Some(Block::Addressee(unit)) = all.blocks.get(1) else { panic!("{all:?}") };
    let one = reminders(Lang::Zh, &board, Some(unit.trim_end_matches(':')), day());
    assert_eq!(one.blocks.iter().filter(|block| matches!(block, Block::Title(_))).count(), 1);
    let now = "2024-06-20T03:00:00Z".parse().expect("a time");
    let calendar = ics(Lang::Zh, &board, None, now);
    let uids: Vec<&str> = calendar.lines().filter(|line| line.starts_with("UID:")).collect();
    let mut once = uids.clone();
    once.sort_unstable();
    once.dedup();
    assert!(uids.len() > 3 && once.len() == uids.len(), "{uids:?}");
    assert!(calendar.lines().all(|line| line.len() <= 75), "RFC 5545 folds lines");
}

#[test]
fn who_owes_a_report_is_named_with_each_item_once() {
    let board = board();
    let owed: usize = board.owing(day()).iter().map(|(_, owed)| owed.len()).sum();
    let silent = board.items().iter().filter(|item| item.work.lead.is_some());
    let silent = silent.filter(|item| board.light_of(item, day()).situation.stale_days.is_some()).count();
    assert_eq!(owed, silent);
    let text = owing(Lang::En, &board, day()).markdown();
    assert!(text.contains(&format!("{owed} items")), "{text}");
}
