//! A paper that is looked over before it becomes a plan: the built program in a real pseudo-terminal, by keys alone.

#[path = "support/pty.rs"]
mod pty;
#[path = "support/shell.rs"]
mod shell;

use std::path::Path;

use duban::plan::Board;
use duban::store::Location;
use pty::{Setup, Terminal};
use tempfile::tempdir;

const ENTER: &str = "\r";
const ESC: &str = "\x1b";

/// Two levels of numbers; the reader takes the outer one for items.
const PAPER: &str = "某市教育局2024年工作安排\n一、加强党的建设\n(一)强化理论武装\n1.抓好学习。\n2.抓好支部。\n(二)从严管党治党\n1.开展警示教育。\n\
二、提升教育质量\n(一)深化课程改革\n1.做好培训。\n某办公室\n";

fn looking_over(home: &Path, paper: &str) -> Terminal {
    std::fs::write(home.join("paper.txt"), paper).expect("writes");
    Setup { arguments: &["import", "paper.txt"], ..Setup::at(home) }.start()
}

/// All plans of the database, the shipped one first.
fn plans(home: &Path) -> Vec<Board> {
    let path = home.join(".local/share/duban/plan.db");
    let mut store = Location::from(path).open().expect("opens");
    let plans = store.plans().expect("plans");
    plans.iter().map(|plan| store.load(plan.id).expect("a plan")).collect()
}

fn titles(board: &Board) -> Vec<&str> {
    board.items().iter().map(|item| item.title.as_str()).collect()
}

#[test]
fn what_is_shown_is_written_by_one_key_and_can_be_undone() {
    let home = tempdir().expect("a home");
    let mut terminal = looking_over(home.path(), PAPER);
    terminal.wait_for("2 个板块 3 项").wait_for("读作").keys(ENTER).wait_for("已导入");
    terminal.wait_for("深化课程改革");
    assert_eq!(titles(&plans(home.path())[1]), ["强化理论武装", "从严管党治党", "深化课程改革"]);
    terminal.keys("q");
    assert_eq!(terminal.wait_end(), 0);
}

#[test]
fn one_key_flips_the_level_of_items_and_another_takes_it_back() {
    let home = tempdir().expect("a home");
    let mut terminal = looking_over(home.path(), PAPER);
    terminal.wait_for("2 个板块 3 项").keys("L").wait_for("2 个板块 4 项").wait_for("原来 3 项");
    terminal.keys("u").wait_for("2 个板块 3 项").keys("\x12").wait_for("2 个板块 4 项");
    terminal.keys(ENTER).wait_for("已导入").keys("q");
    assert_eq!(terminal.wait_end(), 0);
    assert_eq!(titles(&plans(home.path())[1]), ["抓好学习", "抓好支部", "开展警示教育", "做好培训"]);
}

#[test]
fn what_one_correction_teaches_is_asked_and_applied_to_all_lines_of_that_shape() {
    let home = tempdir().expect("a home");
    let mut terminal = looking_over(home.path(), PAPER);
    // The label of a group is what stands between a section and its items.
    terminal.wait_for("2 个板块 3 项").keys("gjj").wait_for("第 3 行 要点").keys("4").wait_for("另有 2 处");
    terminal.keys("y").wait_for("2 个板块 4 项").keys(ENTER).wait_for("已导入").keys("q");
    assert_eq!(terminal.wait_end(), 0);
    let boards = plans(home.path());
    assert_eq!(titles(&boards[1]), ["抓好学习", "抓好支部", "开展警示教育", "做好培训"]);
    assert_eq!(boards[1].items()[0].group, "强化理论武装");
}

#[test]
fn lines_are_left_out_joined_and_given_to_a_unit_until_a_day() {
    let home = tempdir().expect("a home");
    let mut terminal = looking_over(home.path(), PAPER);
    terminal.wait_for("2 个板块 3 项").keys("gjjj").wait_for("第 4 行 任务").keys("j").wait_for("第 5 行 任务");
    terminal.keys("J").wait_for("2 个板块 3 项 3 条");
    terminal.keys("k").wait_for("第 3 行 要点");
    terminal.keys("o").wait_for("输入名称").keys("组干科").wait_for("新增").keys(ENTER).wait_for("组干科");
    terminal.keys("d").wait_for("这一项的时限").keys("9月底").wait_for("2024-09-30").keys(ENTER).wait_for("09-30");
    terminal.keys(ENTER).wait_for("已导入").keys("q");
    assert_eq!(terminal.wait_end(), 0);
    let boards = plans(home.path());
    let item = &boards[1].items()[0];
    assert_eq!(item.work.lead.as_deref(), Some("组干科"));
    assert_eq!(item.work.due.current.map(|due| due.to_string()).as_deref(), Some("2024-09-30"));
    assert_eq!(item.measures.len(), 1, "{:?}", item.measures);
}

#[test]
fn a_paper_without_a_year_is_written_once_somebody_has_said_which() {
    let home = tempdir().expect("a home");
    let text = "某市教育局重点工作\n一、甲\n1.子。\n做一。\n完成时限:6月底前\n";
    let mut terminal = looking_over(home.path(), text);
    terminal.wait_for("年度未定").keys(ENTER).wait_for("年度还没定");
    terminal.keys("24\r").wait_for("看不懂这个计划期").keys("\x15").keys("2024-2025\r");
    terminal.wait_for("2024—2025 学年").wait_for("06-30").keys(ENTER).wait_for("已导入").keys("q");
    assert_eq!(terminal.wait_end(), 0);
    let due = plans(home.path())[1].items()[0].work.due.current;
    assert_eq!(due.map(|due| due.to_string()).as_deref(), Some("2025-06-30"));
}

#[test]
fn leaving_writes_nothing_and_asks_where_something_was_said() {
    let home = tempdir().expect("a home");
    let mut terminal = looking_over(home.path(), PAPER);
    terminal.wait_for("2 个板块 3 项").keys(ESC);
    assert_eq!(terminal.wait_end(), 0);
    let mut terminal = looking_over(home.path(), PAPER);
    terminal.wait_for("2 个板块 3 项").keys("L").wait_for("4 项").keys(ESC).wait_for("放弃").keys("y");
    assert_eq!(terminal.wait_end(), 0);
    assert_eq!(plans(home.path()).len(), 1);
    // What was thrown away is not offered again.
    let mut terminal = looking_over(home.path(), PAPER);
    terminal.wait_for("2 个板块 3 项").settle();
    assert!(!terminal.screen().contains("上次"), "{}", terminal.screen());
}

#[test]
fn what_was_said_of_a_paper_outlives_the_line() {
    let home = tempdir().expect("a home");
    let mut terminal = looking_over(home.path(), PAPER);
    terminal.wait_for("2 个板块 3 项").keys("L").wait_for("2 个板块 4 项");
    terminal.signal("HUP");
    terminal.wait_end();
    // It is offered in the board too, which reads the paper again.
    let mut terminal = Setup::at(home.path()).start();
    terminal.wait_for("paper.txt").keys("y").wait_for("2 个板块 4 项").wait_for("已接上");
    terminal.keys(ENTER).wait_for("已导入").keys("q");
    assert_eq!(terminal.wait_end(), 0);
    assert_eq!(plans(home.path())[1].items().len(), 4);
}

#[test]
fn the_board_opens_a_paper_by_its_name_and_knows_one_that_is_a_plan_already() {
    let home = tempdir().expect("a home");
    std::fs::write(home.path().join("paper.txt"), PAPER).expect("writes");
    let mut terminal = Setup::at(home.path()).start();
    let ask = |terminal: &mut Terminal| {
        terminal
            .keys(":")
            .wait_for("输入中文")
            .keys("导入")
            .wait_for("把文件变成计划")
            .keys(ENTER)
            .wait_for("导入哪个文件");
    };
    terminal.wait_for("政治引领");
    ask(&mut terminal);
    terminal.keys("nothing.txt\r").wait_for("没有这个文件").keys("\x15'paper.txt'\r").wait_for("2 个板块 3 项");
    terminal.keys(ENTER).wait_for("已导入");
    ask(&mut terminal);
    terminal.keys("paper.txt\r").wait_for("已导入为第 2 号计划").keys(ENTER).wait_for("已经导入过");
    terminal
        .wait_until("it hears keys", |screen| screen.matches("Enter/Esc/Space").count() == 2)
        .keys(ENTER)
        .wait_gone("没有办");
    terminal.keys(ESC).wait_gone("读作").keys("q");
    assert_eq!(terminal.wait_end(), 0);
    assert_eq!(plans(home.path()).len(), 2);
}

#[test]
fn the_columns_of_a_table_that_nobody_knows_are_named_by_hand() {
    let home = tempdir().expect("a home");
    let text = "某县教育局2024年任务,,\n号,干什么,谁\n1,推进甲事,基教科\n2,推进乙事,人事科\n";
    std::fs::write(home.path().join("任务.csv"), text).expect("writes");
    let mut terminal = Setup { arguments: &["import", "任务.csv"], ..Setup::at(home.path()) }.start();
    terminal.wait_for("看不出各列").keys("gjjjj").wait_for("第 3 行");
    terminal.keys("c").wait_for("第 1 列是什么").keys("1").wait_gone("第 1 列是什么");
    terminal.keys("jc").wait_for("第 2 列是什么").keys("3").wait_for("2 项");
    terminal.keys("jc").wait_for("第 3 列是什么").keys("5").wait_for("责任");
    terminal.keys(ENTER).settle();
    if terminal.screen().contains("请确认") {
        terminal.keys("y");
    }
    terminal.wait_for("已导入").keys("q");
    assert_eq!(terminal.wait_end(), 0);
    let boards = plans(home.path());
    let items: Vec<_> = boards[1].items().iter().map(|it| (it.title.as_str(), it.work.lead.as_deref())).collect();
    assert_eq!(items, [("推进甲事", Some("基教科")), ("推进乙事", Some("人事科"))]);
}

#[test]
fn a_corrected_paper_is_compared_with_the_plan_and_what_is_ticked_is_written() {
    let home = tempdir().expect("a home");
    let mut terminal = looking_over(home.path(), PAPER);
    terminal.wait_for("2 个板块 3 项").keys(ENTER).wait_for("已导入").keys("q");
    assert_eq!(terminal.wait_end(), 0);
    let corrected =
        PAPER.replace("深化课程改革", "深化课程教学改革").replace("2.抓好支部。", "2.抓好支部。3.抓好党员。");
    let mut terminal = looking_over(home.path(), &corrected);
    terminal.wait_for("2 个板块 3 项").keys("=").wait_for("勾选 2 / 2").wait_for("深化课程教学改革");
    // One line is left.
    terminal.keys(" ").wait_for("勾选 1 / 2").keys(ENTER).wait_for("已写入 1 处").keys("q");
    assert_eq!(terminal.wait_end(), 0);
    let boards = plans(home.path());
    assert_eq!(boards.len(), 2);
    assert_eq!(titles(&boards[1]), ["强化理论武装", "从严管党治党", "深化课程教学改革"]);
    assert_eq!(boards[1].items()[0].measures.len(), 2);
}

#[test]
fn a_ledger_is_ticked_cell_by_cell_and_what_others_changed_waits() {
    let home = tempdir().expect("a home");
    // A ledger in which nothing says when it was made: nothing of it is known to be newer.
    shell::prints(home.path(), &["set", "3", "percent=20", "lead=机关党委"]);
    let head = "序号,板块,事项,进度,牵头科室,完成时限,工作进展,存在问题,下一步打算,状态,研判";
    let row = "3,政治引领,坚定不移纵深推进全面从严治党,60,机关党委,,开展专项检查。,,,,";
    std::fs::write(home.path().join("台账.csv"), format!("{head}\n{row}\n")).expect("writes");
    let mut terminal = Setup { arguments: &["import", "台账.csv"], ..Setup::at(home.path()) }.start();
    terminal.wait_for("勾选 0 / 2").keys(" ").wait_for("勾选 1 / 2").keys(ENTER).wait_for("已写入 1 处").keys("q");
    assert_eq!(terminal.wait_end(), 0);
    let board = &plans(home.path())[0];
    let item = board.item_no(3).expect("an item");
    assert_eq!(item.work.percent.map(duban::plan::Percent::get), Some(60));
    assert!(item.reports.iter().all(|report| report.done.is_empty()));
}

/// Against the plan of another bureau everything would be gone: nothing is offered, and it is said.
#[test]
fn a_paper_that_has_nothing_of_the_plan_is_not_compared_with_it() {
    let home = tempdir().expect("a home");
    let mut terminal = looking_over(home.path(), PAPER);
    terminal.wait_for("2 个板块 3 项").keys("=").wait_for("没有一项是这份计划的").wait_for("导入校对");
    assert!(!terminal.screen().contains("删去"), "{}", terminal.screen());
    terminal.keys(ESC).wait_end();
}
