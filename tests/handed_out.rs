//! What is handed out: documents and tables as text and structure, over the invented data of half a year.

#[path = "support/shell.rs"]
mod shell;

use std::io::Read;
use std::path::Path;

use chrono::NaiveDate;
use duban::app::{changes_of, read_filled};
use duban::plan::{
    Board, Change, Delta, Edit, EditKind, FieldChange, Node, OpId, Percent, PlanId, Report, ReportId, Revision,
    SchoolCalendar,
};
use duban::read::{Corrections, ORIGIN_SHEET, parse_paper, read_paper};
use duban::report::{
    Block, Document, LedgerColumn, LedgerForm, TemplateTrouble, bulletin, docx, everything_csv, fill_template, ics,
    ledger_xlsx, meeting_html, owing, public_html, reminders, summary,
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
    // The table of sections holds each item once, and what it adds up to.
    let rows: Vec<usize> = text
        .lines()
        .skip_while(|line| !line.starts_with("| 板块"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.split('|').nth(2).expect("a cell").trim().parse::<usize>().expect("a count"))
        .collect();
    let (total, sections) = rows.split_last().expect("a total");
    assert_eq!((*total, sections.iter().sum::<usize>()), (board.items().len(), board.items().len()));
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
    let bytes = ledger_xlsx(Lang::Zh, &board, &items, day(), LedgerForm { by_section: true, ..LedgerForm::default() })
        .expect("a workbook");
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
    let draft = parse_paper(&paper, &Corrections::default(), &SchoolCalendar::default());
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
    assert!(text.contains(&format!("{owed} item")), "{text}");
}

/// A ledger as a unit would fill it in: made from a board on which the cells say what was typed, with the base of the
/// board that it was given.
fn filled(board: &Board, changes: &[Change]) -> duban::read::Paper {
    let mut typed = board.clone();
    for change in changes {
        typed.apply(change);
    }
    let items: Vec<_> = typed.items().iter().collect();
    let bytes = ledger_xlsx(Lang::Zh, &typed, &items, day(), LedgerForm::default()).expect("a workbook");
    read_paper(&bytes, Path::new("台账.xlsx")).expect("reads")
}

fn percent(board: &Board, no: u32, after: i64) -> Change {
    let node = Node::item(board.item_no(no).expect("an item").id);
    let before = board.work(node).expect("work").percent;
    Change::Field { node, to: FieldChange::Percent(Delta::new(before, Percent::try_from(after).ok())) }
}

#[test]
fn a_filled_in_ledger_changes_what_was_typed_and_shows_what_others_did_meanwhile() {
    let mut store = duban::cli::demo_store().expect("a store");
    let given = store.load(PlanId(1)).expect("the plan");
    let node = Node::item(given.item_no(10).expect("an item").id);
    let report = Report {
        id: ReportId(77),
        node,
        day: day(),
        author: "基教科".to_owned(),
        percent: None,
        done: "完成制度清理15件。\n印发清单。".to_owned(),
        problem: String::new(),
        next: String::new(),
        unchanged: false,
        unit: None,
    };
    let typed = [percent(&given, 8, 91), percent(&given, 16, 92), Change::ReportAdded { report }];
    let paper = filled(&given, &typed);
    // Meanwhile somebody else gives item 16 another figure.
    let edit = Edit {
        op: OpId(5),
        plan: Some(PlanId(1)),
        author: "督查室".to_owned(),
        kind: EditKind::Do,
        changes: vec![percent(&given, 16, 33)],
    };
    let at = "2024-06-20T06:00:00Z".parse().expect("a time");
    store.commit(&edit, at).expect("commits");
    let now = store.load(PlanId(1)).expect("the plan");
    let entries = store.since(PlanId(1), Revision(0)).expect("the journal");
    let found = read_filled(Lang::Zh, &paper, &now, &entries, day());
    let told: Vec<(u32, LedgerColumn, bool)> = found
        .cells
        .iter()
        .map(|cell| (now.item(cell.item).expect("an item").no, cell.column, cell.is_contested()))
        .collect();
    assert_eq!(
        told,
        [(8, LedgerColumn::Percent, false), (10, LedgerColumn::Done, false), (16, LedgerColumn::Percent, true)]
    );
    let contested = &found.cells[2];
    assert_eq!((contested.now.as_str(), contested.filled_in.as_str()), ("33", "92"));
    assert_eq!(contested.changed_by.as_ref().map(|(author, _)| author.as_str()), Some("督查室"));
    assert!(found.unknown.is_empty() && found.locked.is_empty(), "{found:?}");
    // What nobody touched is written as one edit; the newer figure of somebody else stays.
    let clear: Vec<_> = found.cells.iter().filter(|cell| !cell.is_contested()).collect();
    let mut next = 1_i64 << 41;
    let changes = changes_of(&now, &clear, "基教科", day(), &mut || {
        next += 1;
        ReportId(next)
    })
    .expect("changes");
    let edit = Edit { op: OpId(6), author: "基教科".to_owned(), changes, ..edit };
    store.commit(&edit, at).expect("commits");
    let then = store.load(PlanId(1)).expect("the plan");
    let figure = |no: u32| then.item_no(no).expect("an item").work.percent.map(i64::from);
    assert_eq!((figure(8), figure(16)), (Some(91), Some(33)));
    assert_eq!(
        then.item_no(10).expect("an item").reports.last().expect("a report").done,
        "完成制度清理15件。\n印发清单。"
    );
    // Read once more, it has nothing left but what is contested.
    let entries = store.since(PlanId(1), Revision(0)).expect("the journal");
    assert_eq!(read_filled(Lang::Zh, &paper, &then, &entries, day()).cells.len(), 1);
}

#[test]
fn a_table_without_its_origin_is_contested_in_every_cell() {
    let given = board();
    let mut typed = given.clone();
    typed.apply(&percent(&given, 8, 91));
    let items: Vec<_> = typed.items().iter().collect();
    let csv = everything_csv(Lang::Zh, &typed, &items, day());
    let paper = read_paper(csv.as_bytes(), Path::new("全部数据.csv")).expect("reads");
    let found = read_filled(Lang::Zh, &paper, &given, &[], day());
    assert_eq!(found.cells.len(), 1, "{found:?}");
    assert!(found.cells[0].is_contested());
}

#[test]
fn a_row_whose_number_and_item_do_not_belong_together_is_not_read() {
    let given = board();
    let mut typed = given.clone();
    for no in [8, 9] {
        typed.apply(&percent(&given, no, 91));
    }
    let items: Vec<_> = typed.items().iter().collect();
    let csv = everything_csv(Lang::Zh, &typed, &items, day());
    let read = |csv: &str| {
        let paper = read_paper(csv.as_bytes(), Path::new("全部数据.csv")).expect("reads");
        read_filled(Lang::Zh, &paper, &given, &[], day())
    };
    // The number of one row has slipped to the next: two rows have the number 9, and neither is to be believed.
    let title = &given.item_no(8).expect("an item").title;
    let at = csv.find(title.as_str()).expect("its row");
    let line = csv[..at].rfind('\n').expect("a line") + 1;
    let slipped = format!("{}{}", &csv[..line], csv[line..].replacen('8', "9", 1));
    let found = read(&slipped);
    assert_eq!((found.cells.len(), found.shifted), (0, vec!["9".to_owned(), "9".to_owned()]));
    // Two numbers that changed places: each stands beside the item of the other.
    let next = given.item_no(9).expect("an item").title.clone();
    let swapped = csv.replace(title.as_str(), "\u{1}").replace(&next, title).replace('\u{1}', &next);
    let found = read(&swapped);
    assert_eq!((found.cells.len(), found.shifted), (0, vec!["8".to_owned(), "9".to_owned()]));
    assert_eq!(read(&csv).cells.len(), 2);
}

#[test]
fn all_that_cannot_be_taken_is_told_at_once() {
    let given = board();
    let items: Vec<_> = given.items().iter().collect();
    let text = everything_csv(Lang::Zh, &given, &items, day());
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut out = csv::Writer::from_writer(Vec::new());
    let head = rows.headers().expect("a head").clone();
    out.write_record(&head).expect("writes");
    let percent = head.iter().position(|name| name == "进度").expect("a column");
    let mut wrong = 0;
    for row in rows.records().map(|row| row.expect("a row")) {
        let is_wrong = !row[0].contains('-') && !row[percent].is_empty();
        wrong += usize::from(is_wrong);
        let cells = row.iter().enumerate().map(|(at, cell)| if is_wrong && at == percent { "120" } else { cell });
        out.write_record(cells).expect("writes");
    }
    let filled = out.into_inner().expect("a table");
    let paper = read_paper(&filled, Path::new("全部数据.csv")).expect("reads");
    let found = read_filled(Lang::Zh, &paper, &given, &[], day());
    assert!(wrong > 1);
    assert_eq!((found.cells.len(), found.cells.iter().filter(|cell| cell.refused.is_some()).count()), (wrong, wrong));
}

#[test]
fn what_nobody_leads_is_counted_as_given_to_nobody_whatever_was_reported_on_it() {
    let mut board = board();
    let pending = |board: &Board| {
        let text = bulletin_of(board, Lang::Zh).markdown();
        let at = text.find("尚未交办").expect("a count") + "尚未交办".len();
        text[at..].chars().take_while(char::is_ascii_digit).collect::<String>().parse::<usize>().expect("a number")
    };
    let before = pending(&board);
    let item = board.items().iter().find(|item| item.work.lead.is_none()).expect("an item that nobody leads").id;
    let report = Report {
        id: ReportId(78),
        node: Node::item(item),
        day: day(),
        author: "办公室".to_owned(),
        percent: Percent::try_from(30).ok(),
        done: "开了一次会。".to_owned(),
        problem: String::new(),
        next: String::new(),
        unchanged: false,
        unit: None,
    };
    for change in board.with_consequences(board.reported(report), day()) {
        board.apply(&change);
    }
    assert_eq!(board.item(item).expect("the item").work.standing.stage, duban::plan::Stage::Active);
    assert_eq!(pending(&board), before);
}

/// A spreadsheet keeps a share as a part of one, and the sign in the format of the cell.
#[test]
fn a_share_in_a_workbook_is_read_as_it_is_shown() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let cells = [(1.0, "0%"), (0.4, "0%"), (0.955, "0.00%"), (0.285, "[Red]0.0%"), (40.0, "General"), (0.5, "0.00")];
    for ((value, format), column) in cells.iter().zip(0..) {
        let format = rust_xlsxwriter::Format::new().set_num_format(*format);
        sheet.write_with_format(3, column, *value, &format).expect("a cell");
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let paper = read_paper(&bytes, Path::new("比率.xlsx")).expect("reads");
    assert_eq!(paper.text.trim(), "100%\t40%\t95.5%\t28.5%\t40\t0.5");
}

/// A Word document whose content is this.
fn word_file(content: &str, styles: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let document =
        format!("<w:document xmlns:w=\"w\"><w:body>{content}<w:sectPr><w:pgSz/></w:sectPr></w:body></w:document>");
    let header = "<w:hdr><w:p><w:r><w:t>{{标题}}</w:t></w:r></w:p></w:hdr>".to_owned();
    let parts = [
        ("word/document.xml", document),
        ("word/styles.xml", styles.to_owned()),
        ("word/header1.xml", header),
        ("word/media/seal.png", "\u{1}seal".to_owned()),
    ];
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        std::io::Write::write_all(&mut zip, text.as_bytes()).expect("writes");
    }
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn an_offices_own_template_is_filled_in_where_it_says_so() {
    let document = bulletin_of(&board(), Lang::Zh);
    let title = "<w:p><w:r><w:t>{{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>标</w:t></w:r><w:r><w:t>题}}（代拟稿）&amp;</w:t></w:r></w:p>";
    let body = "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"30\"/></w:rPr><w:t>｛｛正文｝｝</w:t></w:r></w:p>";
    let styles = "<w:styles><w:style w:styleId=\"2\"><w:name w:val=\"heading 1\"/></w:style></w:styles>";
    let content =
        format!("{title}{body}<w:p><w:r><w:t>签发：</w:t></w:r></w:p><w:p><w:r><w:t>{{{{落款}}}}</w:t></w:r></w:p>");
    let filled = fill_template(&word_file(&content, styles), &document).expect("is filled in");
    let main = part(&filled, "word/document.xml");
    assert!(!main.contains("{{") && !main.contains("｛｛"), "{main}");
    assert!(main.contains("通报") && main.contains("（代拟稿）&amp;") && main.contains("签发："), "{main}");
    // Paragraphs look like the one that says 正文, headings are the template's own.
    assert!(main.contains("<w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:rPr><w:sz w:val=\"30\"/></w:rPr>"), "{main}");
    assert!(main.contains("<w:pStyle w:val=\"2\"/>") && main.contains("一、总体情况"), "{main}");
    assert_eq!(main.matches("2024年6月20日</w:t>").count(), 1, "the signature has a place of its own");
    assert!(part(&filled, "word/header1.xml").contains("通报"));
    assert_eq!(part(&filled, "word/media/seal.png"), "\u{1}seal");
    // As Word writes it: properties of the mark inside those of the paragraph, a text box with places of its own before
    // others, and a section that ends with the paragraph.
    let boxed = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{{单位}}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r><w:r><w:t>{{标题}}</w:t></w:r></w:p>";
    let marked = "<w:p><w:pPr><w:jc w:val=\"both\"/><w:rPr><w:b/></w:rPr><w:sectPr><w:pgSz/></w:sectPr></w:pPr><w:r><w:t>{{正文}}</w:t></w:r></w:p>";
    let filled = fill_template(&word_file(&format!("{boxed}{marked}"), styles), &document).expect("is filled in");
    let main = part(&filled, "word/document.xml");
    assert!(main.contains("<w:pPr><w:jc w:val=\"both\"/><w:rPr><w:b/></w:rPr></w:pPr>"), "{main}");
    assert_eq!(main.matches("<w:pPr>").count(), main.matches("</w:pPr>").count());
    assert_eq!(main.matches("<w:rPr>").count(), main.matches("</w:rPr>").count());
    // What has no place is in the text: here the day, and whom it is for.
    assert!(main.contains("各责任单位") && main.contains("2024年6月20日"), "{main}");
    // Each unit's reminder has the template to itself.
    let reminders = reminders(Lang::Zh, &board(), None, day());
    let papers = reminders.blocks.iter().filter(|block| **block == Block::PageBreak).count() + 1;
    let filled = fill_template(&word_file(&content, styles), &reminders).expect("is filled in");
    assert_eq!(part(&filled, "word/document.xml").matches("签发：").count(), papers);
    assert!(papers > 1);
    let trouble = |content: &str| fill_template(&word_file(content, ""), &document).expect_err("is refused");
    assert_eq!(trouble(title), TemplateTrouble::NoBody);
    assert_eq!(trouble("<w:p><w:r><w:t>{{文头}}</w:t></w:r></w:p>"), TemplateTrouble::Unknown("文头".to_owned()));
    assert_eq!(fill_template(b"PK", &document).expect_err("is refused"), TemplateTrouble::NotWord);
}

#[test]
fn a_template_beside_the_database_is_taken_by_itself() {
    let home = tempfile::tempdir().expect("a home");
    let run = |arguments: &[&str]| shell::run(home.path(), arguments);
    assert!(run(&["list"]).status.success());
    let folder = home.path().join(".local/share/duban/templates");
    std::fs::create_dir_all(&folder).expect("a folder");
    let content = "<w:p><w:r><w:t>六安教督</w:t></w:r></w:p><w:p><w:r><w:t>{{正文}}</w:t></w:r></w:p>";
    std::fs::write(folder.join("通报.docx"), word_file(content, "")).expect("writes");
    let output = run(&["paper", "bulletin", "通报一.docx"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("套用模板 通报.docx"), "{output:?}");
    let made = std::fs::read(home.path().join("通报一.docx")).expect("is there");
    assert!(part(&made, "word/document.xml").contains("六安教督"));
    // A template that cannot be filled in is told, and nothing is made without it unseen.
    std::fs::write(folder.join("通报.docx"), word_file("<w:p/>", "")).expect("writes");
    let output = run(&["paper", "bulletin", "通报二.docx"]);
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("正文"), "{output:?}");
    assert!(!home.path().join("通报二.docx").exists());
}

#[test]
fn the_pages_of_a_meeting_are_one_file_with_a_page_a_point() {
    let board = board();
    let meeting = board.meetings.last().expect("a meeting of the demo");
    let page = meeting_html(Lang::Zh, &board, meeting, day());
    assert_eq!(page.matches("<section id=").count(), meeting.agenda.len());
    assert!(meeting.agenda.len() > 1);
    for point in &meeting.agenda {
        let item = board.item_of_subject(point.subject).and_then(|id| board.item(id)).expect("an item");
        assert!(page.contains(&item.title), "{}", item.title);
    }
    for decided in board.decisions(meeting.id) {
        let words = decided.text.split([',', '(', ')']).next().unwrap_or_default();
        assert!(page.contains(words), "{}", decided.text);
    }
    // It needs nothing besides.
    assert!(!page.contains("（d）") && !page.contains("规则"), "keys and rules are for the board");
    for outside in ["http://", "https://", "src=", "<script", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
}
