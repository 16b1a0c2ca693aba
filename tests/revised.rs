//! A corrected version of a paper against the plan that was made of it: what is new, changed and gone, and what the office
//! has made of it meanwhile.

use chrono::NaiveDate;
use duban::app::DifferenceKind::{self, Changed, Gone, New};
use duban::app::{About, Difference, RevisedPaper, as_papers_say, differences};
use duban::plan::{
    Board, Change, Delta, Edit, EditKind, Field, Node, OpId, PaperKind, PlanId, Revision, SchoolCalendar,
};
use duban::read::{Corrections, parse_paper, read_paper};
use duban::store::{Import, Store, in_memory};

const PAPER: &str = "某县教育局2024年工作要点\n一、加强党的建设\n1.抓好理论学习。开展集中研讨;撰写心得文章。\n2.建强基层组织。创建示范支部。\n\
二、提升教育质量\n3.深化课程改革。开展新课标培训。组织优质课评选。(责任科室:基教科;时限:6月底前)\n";

struct Office {
    store: Box<dyn Store>,
    plan: PlanId,
}

impl Office {
    fn new() -> Self {
        let mut store: Box<dyn Store> = in_memory().expect("a store");
        let paper = read_paper(PAPER.as_bytes(), std::path::Path::new("plan.txt")).expect("is read");
        let draft = parse_paper(&paper, &Corrections::default(), &SchoolCalendar::default());
        let at = "2024-02-01T01:00:00Z".parse().expect("a time");
        let period = draft.period.expect("a year");
        let import = Import { draft: &draft, source: PAPER, period, author: "office", op: OpId(1), at };
        let plan = store.import(&import).expect("imports");
        Self { store, plan }
    }

    fn board(&mut self) -> Board {
        self.store.load(self.plan).expect("a plan")
    }

    fn write(&mut self, op: u64, changes: Vec<Change>) {
        let edit =
            Edit { op: OpId(op), plan: Some(self.plan), author: "office".to_owned(), kind: EditKind::Do, changes };
        self.store.commit(&edit, "2024-03-01T01:00:00Z".parse().expect("a time")).expect("commits");
    }

    fn compare(&mut self, paper: &str) -> Vec<Difference> {
        self.revised(paper).differences
    }

    fn revised(&mut self, paper: &str) -> RevisedPaper {
        let paper = read_paper(paper.as_bytes(), std::path::Path::new("plan.txt")).expect("is read");
        let draft = parse_paper(&paper, &Corrections::default(), &SchoolCalendar::default());
        let mut id = 1 << 40;
        let mut next = || {
            id += 1;
            id
        };
        let now = self.board();
        let entries = self.store.since(self.plan, Revision(0)).expect("the journal");
        differences(&as_papers_say(&now, &entries), &now, &draft, "按更正稿", &mut next)
    }
}

fn told(found: &[Difference]) -> Vec<(DifferenceKind, u32, About, &str, &str)> {
    found.iter().map(|it| (it.kind, it.no, it.about, it.now.as_str(), it.after.as_str())).collect()
}

#[test]
fn the_same_paper_says_nothing_new_also_with_other_punctuation() {
    let mut office = Office::new();
    assert_eq!(office.compare(PAPER), []);
    assert_eq!(
        office.compare(&PAPER.replace("撰写心得文章。", "撰写心得文章；").replace('(', "（").replace(')', "）")),
        []
    );
}

#[test]
fn what_is_new_changed_and_gone_is_told_and_applied_in_one_edit() {
    let mut office = Office::new();
    let paper = PAPER
        .replace("抓好理论学习", "抓好党的创新理论学习")
        .replace("开展新课标培训。", "开展新课标全员培训。建立教研共同体。")
        .replace("组织优质课评选。", "")
        .replace("6月底前", "9月底前")
        .replace("二、提升", "3.从严管党治党。开展警示教育。(责任科室:机关党委)\n二、提升")
        .replace("3.深化课程", "4.深化课程");
    let found = office.compare(&paper);
    assert_eq!(
        told(&found),
        [
            (Changed, 1, About::Item, "抓好理论学习", "抓好党的创新理论学习"),
            (New, 4, About::Item, "", "从严管党治党"),
            (Changed, 3, About::Field(Field::Due), "2024-06-30", "2024-09-30"),
            (Changed, 3, About::Measure(1), "开展新课标培训。", "开展新课标全员培训。"),
            (Gone, 3, About::Measure(2), "组织优质课评选。", ""),
            (New, 3, About::Measure(0), "", "建立教研共同体。"),
        ]
    );
    assert!(found.iter().all(|it| !it.is_contested()));
    office.write(2, found.into_iter().flat_map(|it| it.changes).collect());
    let board = office.board();
    assert_eq!(board.items().len(), 4);
    let item = board.item_no(3).expect("an item");
    let texts: Vec<&str> = item.measures.iter().map(|measure| measure.text.as_str()).collect();
    assert_eq!(texts, ["开展新课标全员培训。", "建立教研共同体。"]);
    assert_eq!(item.work.due.current, NaiveDate::from_ymd_opt(2024, 9, 30));
    let new = board.item_no(4).expect("the new item");
    assert_eq!((new.work.lead.as_deref(), new.measures.len()), (Some("机关党委"), 1));
    // Applied, it says nothing new any more.
    assert_eq!(office.compare(&paper).len(), 0, "{:#?}", office.compare(&paper));
}

#[test]
fn what_the_office_has_changed_meanwhile_is_contested_and_what_it_added_stays() {
    let mut office = Office::new();
    let board = office.board();
    let (first, third) = (&board.items()[0], &board.items()[2]);
    let title = Delta::new(first.title.clone(), "抓实理论学习".to_owned());
    let text = "办好名师工作室。".to_owned();
    let measure = duban::plan::Measure { id: duban::plan::MeasureId(9 << 40), rank: 9 << 30, text, work: None };
    let changes = vec![
        Change::Text { node: Node::item(first.id), text: title },
        Change::MeasureAdded { item: third.id, measure },
    ];
    office.write(3, changes);
    let found = office.compare(&PAPER.replace("抓好理论学习", "抓好党的创新理论学习"));
    assert_eq!(told(&found), [(Changed, 1, About::Item, "抓实理论学习", "抓好党的创新理论学习")]);
    assert!(found[0].is_contested());
    assert_eq!(found[0].before, "抓好理论学习");
    // A paper that says what the office has already written differs in nothing.
    assert_eq!(office.compare(&PAPER.replace("抓好理论学习", "抓实理论学习")), []);
}

#[test]
fn an_item_of_a_section_that_the_board_lacks_is_told_and_changes_nothing() {
    let mut office = Office::new();
    let found = office.compare(&format!("{PAPER}三、夯实保障基础\n4.落实经费保障。足额拨付经费。\n"));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].lacks_section.as_deref(), Some("夯实保障基础"));
    assert_eq!(found[0].changes, []);
}

#[test]
fn what_an_earlier_correction_brought_is_no_change_of_the_office() {
    let mut office = Office::new();
    let second = PAPER.replace("创建示范支部", "创建示范支部4个");
    let whence = Change::FromPaper { kind: PaperKind::Correction, title: "更正稿".to_owned() };
    let found = office.compare(&second);
    let taken = found.into_iter().flat_map(|it| it.changes);
    office.write(2, std::iter::once(whence).chain(taken).collect());
    let third = second.replace("示范支部4个", "示范支部6个");
    let found = office.compare(&third);
    assert_eq!(told(&found), [(Changed, 2, About::Measure(1), "创建示范支部4个。", "创建示范支部6个。")]);
    assert!(!found[0].is_contested());
    // Taken back, the first paper is what counts again.
    let entries = office.store.since(office.plan, Revision(0)).expect("the journal");
    let last = entries.last().expect("an entry");
    let changes = last.edit.taken_back();
    let edit = Edit { op: OpId(9), kind: EditKind::Undo(last.seq), changes, ..last.edit.clone() };
    office.store.commit(&edit, last.at).expect("is taken back");
    let found = office.compare(&third);
    assert_eq!(found[0].before, "创建示范支部。");
    assert!(!found[0].is_contested());
}

#[test]
fn title_headings_and_places_are_told_and_numbers_are_named() {
    let mut office = Office::new();
    let paper = "某县教育局2024年工作要点（修订）\n一、加强党的建设\n1.抓好理论学习。开展集中研讨;撰写心得文章。\n\
二、全面提升教育质量\n2.深化课程改革。开展新课标培训。组织优质课评选。(责任科室:基教科;时限:6月底前)\n3.建强基层组织。创建示范支部。\n";
    let found = office.revised(paper);
    assert_eq!(
        told(&found.differences),
        [
            (Changed, 0, About::PlanTitle, "某县教育局2024年工作要点", "某县教育局2024年工作要点（修订）"),
            (Changed, 0, About::Headings, "提升教育质量", "全面提升教育质量"),
            (Changed, 2, About::Section, "加强党的建设", "提升教育质量"),
        ]
    );
    assert_eq!(found.numbers, [(3, 2), (2, 3)]);
    let changes = found.differences.into_iter().flat_map(|it| it.changes).collect();
    office.write(2, changes);
    let board = office.board();
    assert_eq!(board.plan.title, "某县教育局2024年工作要点（修订）");
    assert_eq!(board.sections[1].heading, "全面提升教育质量");
    assert_eq!(board.item_no(2).expect("an item").section, board.sections[1].id);
    assert_eq!(office.compare(paper), []);
}

#[test]
fn the_paper_of_another_plan_is_known_as_one() {
    let mut office = Office::new();
    let other = "某市民生实事清单2024年\n一、交通出行\n1.新建公交站台。建成三十座。\n2.改造背街小巷。完成十条。\n";
    assert!(office.revised(other).is_foreign);
    assert!(!office.revised(PAPER).is_foreign);
}
