//! A corrected version of a paper against the plan that was made of it: what is new, changed and gone, and what the office
//! has made of it meanwhile.

use chrono::NaiveDate;
use duban::app::DifferenceKind::{self, Changed, Gone, New};
use duban::app::{About, Difference, differences};
use duban::plan::{Board, Change, Delta, Edit, EditKind, Field, Node, OpId, PlanId, SchoolCalendar};
use duban::read::{Corrections, parse_paper, read_paper};
use duban::store::{Import, Store, in_memory};

const PAPER: &str = "某县教育局2024年工作要点\n一、加强党的建设\n1.抓好理论学习。开展集中研讨;撰写心得文章。\n2.建强基层组织。创建示范支部。\n\
二、提升教育质量\n3.深化课程改革。开展新课标培训。组织优质课评选。(责任科室:基教科;时限:6月底前)\n";

struct Office {
    store: Box<dyn Store>,
    plan: PlanId,
    imported: Board,
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
        let imported = store.load(plan).expect("a plan");
        Self { store, plan, imported }
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
        let paper = read_paper(paper.as_bytes(), std::path::Path::new("plan.txt")).expect("is read");
        let draft = parse_paper(&paper, &Corrections::default(), &SchoolCalendar::default());
        let mut id = 1 << 40;
        let mut next = || {
            id += 1;
            id
        };
        let now = self.board();
        differences(&self.imported, &now, &draft, "按更正稿", &mut next)
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
