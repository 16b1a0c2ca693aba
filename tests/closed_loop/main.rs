//! The closed loop by keys, as people of different roles press them, each with a connection of their own to one file:
//! assigned, acknowledged, reported, asked, verified, sent back.

#[path = "../support/mod.rs"]
mod support;

mod people;
mod rights;
mod rounds;

use chrono::{DateTime, NaiveDate, Utc};
use duban::app::Msg;
use duban::plan::{Change, Delta, Edit, EditKind, OpId, Person as Colleague, PlanId, Role, Waiting, Work};
use duban::store::{CommitError, JournalQuery, SqliteStore, Store};
use duban::words::Lang;
use std::collections::BTreeSet;
use support::Person;

const PEOPLE: [(&str, &str, Option<&str>, Role); 5] = [
    ("sun", "孙管", None, Role::Admin),
    ("zhao", "赵敏", Some("办公室"), Role::Supervisor),
    ("wang", "王芳", Some("基教科"), Role::Reporter),
    ("li", "李强", Some("霍邱县"), Role::Reporter),
    ("qian", "钱局", None, Role::Viewer),
];

fn colleague((login, name, unit, role): (&str, &str, Option<&str>, Role)) -> Colleague {
    let unit = unit.map(str::to_owned);
    Colleague { login: login.into(), name: name.into(), unit, role, active: true, keys: BTreeSet::new() }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 20).expect("a date")
}

fn noon() -> DateTime<Utc> {
    today().and_hms_opt(4, 0, 0).expect("a time").and_utc()
}

/// An office with its people and the real plan.
struct Office {
    _folder: tempfile::TempDir,
    path: std::path::PathBuf,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("plan.db");
        let mut store = SqliteStore::open(&path).expect("opens");
        let draft = duban::read::parse_plan(duban::read::LIUAN_2024);
        let import = duban::store::Import {
            draft: &draft,
            source: duban::read::LIUAN_2024,
            period: draft.period.expect("a period"),
            author: "sun",
            op: OpId(1),
            at: Utc::now(),
        };
        store.import(&import).expect("imports");
        let office = Self { _folder: folder, path };
        let mut changes: Vec<Change> = ["办公室", "基教科", "职教科"]
            .map(|name| Change::UnitAdded { unit: duban::plan::Unit::named(name) })
            .to_vec();
        changes.extend(PEOPLE.map(|it| Change::Person { login: it.0.to_owned(), person: Delta::added(colleague(it)) }));
        office.commit("sun", None, changes).expect("people are written");
        office
    }

    fn store(&self) -> SqliteStore {
        SqliteStore::open(&self.path).expect("opens")
    }

    fn commit(&self, login: &str, plan: impl Into<Option<PlanId>>, changes: Vec<Change>) -> Result<(), CommitError> {
        let edit = Edit {
            op: OpId(fastrand::u64(..)),
            plan: plan.into(),
            author: login.to_owned(),
            kind: EditKind::Do,
            changes,
        };
        self.store().commit(&edit, noon()).map(drop)
    }

    /// Somebody at the keyboard.
    fn sit(&self, login: &str) -> Person {
        Person::at(self.store(), Lang::Zh, today(), login)
    }

    fn lines(&self) -> usize {
        let query = JournalQuery { plan: PlanId(1), item: None, before: None, limit: 10_000 };
        self.store().journal(query).expect("the journal").len()
    }
}

/// Sees what others have done meanwhile.
fn look(person: &mut Person) {
    let entries = person.since();
    person.send(Msg::Changed(entries));
}

fn work(person: &Person, no: u32) -> Work {
    person.app.data.board.item_no(no).expect("the item").work.clone()
}

fn waiting(person: &mut Person) -> Vec<Waiting> {
    look(person);
    person.press("v 5");
    person.app.data.rows.mine.clone()
}

/// An office where one item is 基教科's, with a directive and a request that wait.
fn charged() -> Office {
    let office = Office::new();
    let mut zhao = office.sit("zhao");
    zhao.press("g 1 4 enter o 'jjk' enter d '9月底前' enter ! '请办' ctrl-s X '10月底前' enter '理由' ctrl-s");
    office
}
