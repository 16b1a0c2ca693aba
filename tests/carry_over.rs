//! 结转: what is unfinished goes into the next plan, with who is charged and a link that is followed both ways.

#[path = "support/shell.rs"]
mod shell;

use std::path::Path;

use duban::plan::{Board, Stage};
use duban::store::Location;
use shell::{prints, run};
use tempfile::tempdir;

const NEXT: &str = "六安市教育局2025年工作要点\n一、坚持政治引领,加强党的建设\n1.深化理论武装。开展学习。\n二、坚持立德树人,促进全面发展\n2.深化课程改革。开展教研。\n";

fn boards(home: &Path) -> Vec<Board> {
    let path = home.join(".local/share/duban/plan.db");
    let mut store = Location::from(path).open().expect("opens");
    let plans = store.plans().expect("plans");
    plans.iter().map(|plan| store.load(plan.id).expect("a plan")).collect()
}

#[test]
fn what_is_unfinished_goes_into_the_next_plan_once_and_is_found_from_both() {
    let home = tempdir().expect("a home");
    let home = home.path();
    prints(home, &["set", "14", "lead=体卫艺科", "support=基教科", "cadence=每季", "percent=60", "leader=李局"]);
    prints(home, &["set", "14.2", "stage=中止:并入第一条"]);
    prints(home, &["set", "3", "stage=中止:并入第1项"]);
    std::fs::write(home.join("next.txt"), NEXT).expect("writes");
    prints(home, &["import", "next.txt", "--yes"]);
    let listed = prints(home, &["carry-over", "--plan", "1", "--into", "2"]);
    assert!(listed.contains("14 持续健全") && listed.contains("“立德树人”"), "{listed}");
    assert!(!listed.contains("坚定不移纵深推进"), "a stopped item stays: {listed}");
    assert_eq!(boards(home)[1].items().len(), 2);
    prints(home, &["carry-over", "--plan", "1", "--into", "2", "--yes"]);
    let both = boards(home);
    let (old, new) = (&both[0], &both[1]);
    assert_eq!(new.items().len(), 2 + 30);
    let origin = old.item_no(14).expect("an item");
    let item = new.items().iter().find(|item| item.carried_from == Some(origin.id)).expect("is carried");
    assert_eq!((item.work.lead.as_deref(), item.work.leader.as_deref()), (Some("体卫艺科"), Some("李局")));
    assert!(item.work.support.contains("基教科"));
    assert_eq!(item.work.percent, None, "the figure stays with the year in which it was reached");
    assert_eq!(item.work.standing.stage, Stage::Active, "whoever is charged is handed it");
    assert_eq!(item.measures.len(), origin.measures.len() - 1, "a measure that was stopped stays");
    let back = new.links.iter().find(|link| link.item == item.id).expect("a link back");
    assert_eq!((back.other, back.no, back.is_origin), (origin.id, 14, true));
    let forth = old.links.iter().find(|link| link.item == origin.id).expect("a link forth");
    assert_eq!((forth.other, forth.is_origin), (item.id, false));
    // Once more carries nothing twice.
    let again = run(home, &["carry-over", "--plan", "1", "--into", "2", "--yes"]);
    assert!(!again.status.success());
    assert_eq!(boards(home)[1].items().len(), 32);
    // It is one edit, and taken back as one.
    prints(home, &["undo", "--plan", "2"]);
    assert_eq!(boards(home)[1].items().len(), 2);
    prints(home, &["backup"]);
    prints(home, &["doctor"]);
}

#[test]
fn what_the_next_plan_has_of_its_own_is_told_and_not_added_twice() {
    let home = tempdir().expect("a home");
    let home = home.path();
    prints(home, &["list"]);
    let title = boards(home)[0].item_no(14).expect("an item").title.clone();
    std::fs::write(home.join("next.txt"), NEXT.replace("深化课程改革", &title)).expect("writes");
    prints(home, &["import", "next.txt", "--yes"]);
    let listed = prints(home, &["carry-over", "--plan", "1", "--into", "2"]);
    let line = listed.lines().find(|line| line.contains(&format!("14 {title}"))).expect("is listed");
    assert!(line.contains("已有同名的第 2 项"), "{line}");
    prints(home, &["carry-over", "--plan", "1", "--into", "2", "--yes"]);
    let next = &boards(home)[1];
    assert_eq!(next.items().iter().filter(|item| item.title == title).count(), 1);
    let mut numbers: Vec<u32> = next.items().iter().map(|item| item.no).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=32).collect::<Vec<u32>>(), "without a gap");
}
