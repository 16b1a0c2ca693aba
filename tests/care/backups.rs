//! Backups: made, checked, counted by days, and thinned out.

use chrono::{Duration, Utc};
use duban::plan::Zone;
use duban::store::{Check, SqliteStore};

use crate::case::{Case, moment};

#[test]
fn a_backup_is_verified_and_then_all_is_well() {
    let case = Case::new();
    assert_eq!(case.doctor(), (1, vec!["no_backup".to_owned()]));
    let said = case.run("wang", &["backup"]);
    assert!(said.contains("锚点 3:"), "{said}");
    assert_eq!(case.doctor(), (0, vec![]));
    let file = case.backups().pop().expect("a backup");
    let output = case.output("wang", &["verify", &file.display().to_string()]);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn backups_thin_out_with_age_and_the_newest_stay() {
    let case = Case::new();
    let mut store = SqliteStore::open(&case.path()).expect("opens");
    let start = moment("2024-01-01T08:00:00Z");
    for day in 0..120 {
        let now = start + Duration::days(day);
        assert!(SqliteStore::backup_is_due(&case.path(), Zone::default(), now));
        store.backup(now).expect("a backup");
        assert!(!SqliteStore::backup_is_due(&case.path(), Zone::default(), now + Duration::hours(3)));
    }
    let count = case.backups().len();
    assert!((15..=40).contains(&count), "{count} backups after 120 days");
    assert!(case.backups().last().expect("one").display().to_string().contains("20240429"));
}

#[test]
fn a_backup_from_a_clock_in_2030_stops_neither_the_daily_backup_nor_thinning() {
    let case = Case::new();
    let mut store = SqliteStore::open(&case.path()).expect("opens");
    store.backup(moment("2030-01-01T08:00:00Z")).expect("a backup");
    let start = moment("2024-01-01T08:00:00Z");
    for day in 0..120 {
        let now = start + Duration::days(day);
        assert!(SqliteStore::backup_is_due(&case.path(), Zone::default(), now), "day {day}");
        store.backup(now).expect("a backup");
        assert!(!SqliteStore::backup_is_due(&case.path(), Zone::default(), now + Duration::hours(3)));
    }
    let count = case.backups().len();
    assert!((15..=41).contains(&count), "{count} backups after 120 days");
    let checkup = SqliteStore::doctor(&case.path(), start + Duration::days(119), &[]).expect("looks");
    let told: Vec<_> = checkup.findings.iter().filter(|it| it.check == Check::Backups).collect();
    assert_eq!(told.iter().map(|it| it.code).collect::<Vec<_>>(), [duban::store::Fault::BackupFuture]);
    assert!(told[0].values["file"].contains("20300101"), "{told:?}");
    // Its own day comes, and it is no backup of that day's state either: it was made years before.
    let later = SqliteStore::doctor(&case.path(), start + Duration::days(130), &[]).expect("looks");
    assert!(
        later.findings.iter().any(|it| it.code == duban::store::Fault::BackupOld),
        "an old backup is told beside it"
    );
}

#[test]
fn a_clock_that_jumps_ahead_makes_no_backup_old() {
    let case = Case::new();
    let mut store = SqliteStore::open(&case.path()).expect("opens");
    for day in 0..60 {
        store.backup(moment("2024-01-01T08:00:00Z") + Duration::days(day)).expect("a backup");
    }
    let before = case.backups().len();
    store.backup(moment("2034-06-01T08:00:00Z")).expect("a backup by a wrong clock");
    // It takes one place, and no more.
    assert!(case.backups().len() >= before - 1, "{} of {before} are left", case.backups().len());
}

#[test]
fn a_day_of_backups_is_the_bureaus_day() {
    let case = Case::new();
    let mut store = SqliteStore::open(&case.path()).expect("opens");
    // 23:00 on the 19th in Beijing.
    store.backup(moment("2024-06-19T15:00:00Z")).expect("a backup");
    assert!(
        SqliteStore::backup_is_due(&case.path(), Zone::default(), moment("2024-06-19T23:30:00Z")),
        "07:30 of the next morning"
    );
    store.backup(moment("2024-06-19T23:30:00Z")).expect("a backup");
    assert!(
        !SqliteStore::backup_is_due(&case.path(), Zone::default(), moment("2024-06-20T15:30:00Z")),
        "still the same day"
    );
    assert!(
        SqliteStore::backup_is_due(&case.path(), Zone::default(), moment("2024-06-20T16:01:00Z")),
        "midnight has passed"
    );
}

#[test]
fn an_empty_file_or_rubbish_is_no_backup_of_the_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plan.db");
    drop(SqliteStore::open(&path).expect("opens"));
    let now = Utc::now();
    let name = |seq: u32| format!("plan-{}-seq{seq}.db", now.format("%Y%m%d-%H%M%S"));
    let backups = folder.path().join("plan-backups");
    std::fs::create_dir_all(&backups).expect("a folder");
    std::fs::write(backups.join(name(1)), b"").expect("writes");
    std::fs::write(backups.join(name(2)), [7; 5000]).expect("writes");
    assert!(SqliteStore::backup_is_due(&path, duban::plan::Zone::default(), now));
}

/// What becomes of a file on a bad disk: its beginning is whole, its end is not.
fn rot(file: &std::path::Path) {
    let mut bytes = std::fs::read(file).expect("reads");
    let from = bytes.len() / 3;
    bytes[from..].fill(0x5a);
    std::fs::write(file, bytes).expect("spoils it");
}

#[test]
fn a_backup_that_went_bad_since_is_not_the_backup_of_the_day() {
    let case = Case::new();
    let mut store = SqliteStore::open(&case.path()).expect("opens");
    let now = Utc::now();
    let done = store.backup(now).expect("a backup");
    assert!(!SqliteStore::backup_is_due(&case.path(), Zone::default(), now));
    rot(std::path::Path::new(done.name.as_os_str()));
    assert!(SqliteStore::backup_is_due(&case.path(), Zone::default(), now));
    let checkup = SqliteStore::doctor(&case.path(), now, &[]).expect("looks");
    assert!(checkup.findings.iter().any(|it| it.code == duban::store::Fault::NoBackup), "{:?}", checkup.findings);
}

#[test]
fn a_backup_that_went_bad_since_takes_no_good_ones_place() {
    let case = Case::new();
    let mut store = SqliteStore::open(&case.path()).expect("opens");
    let start = moment("2024-01-01T01:00:00Z");
    let good = store.backup(start).expect("a backup").name;
    let bad = store.backup(start + Duration::hours(5)).expect("a later one of that day").name;
    rot(std::path::Path::new(bad.as_os_str()));
    for day in 1..13 {
        store.backup(start + Duration::days(day)).expect("a backup");
    }
    assert!(std::path::Path::new(good.as_os_str()).exists(), "the good one of the first day is kept");
}

#[test]
fn a_database_that_went_bad_is_copied_beside_the_good_backups_and_marked() {
    let case = Case::new();
    let good = {
        case.run("wang", &["backup"]);
        case.backups().pop().expect("a backup")
    };
    let stranger = case.stranger();
    stranger.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("the log is emptied");
    drop(stranger);
    rot(&case.path());
    assert_eq!(case.output("wang", &["backup"]).status.code(), Some(1));
    assert!(good.exists());
    let marked = case.backups().into_iter().filter(|it| it.display().to_string().contains("damaged")).count();
    assert_eq!(marked, 1);
}

#[test]
fn a_copy_goes_to_another_disk_or_machine_and_is_compared_there() {
    let case = Case::new();
    let other = tempfile::tempdir().expect("another disk");
    let folder = other.path().display().to_string();
    let said = case.run("wang", &["backup", "--to", &folder]);
    let copies: Vec<_> = std::fs::read_dir(&folder).expect("reads").flatten().map(|it| it.path()).collect();
    let [copy] = &copies[..] else { panic!("one copy: {copies:?}") };
    assert!(said.contains(&copy.display().to_string()), "{said}");
    case.run("wang", &["verify", &copy.display().to_string()]);
    let received = other.path().join("received.db").display().to_string();
    let proves = format!("tee '{received}' | sha256sum");
    assert!(case.run("wang", &["backup", "--pipe", &proves]).contains("核对"));
    case.run("wang", &["verify", &received]);
    for (wrong, word) in [("cat >/dev/null", "SHA-256"), ("exit 3", "3"), ("head -c 10 | sha256sum", "")] {
        let output = case.output("wang", &["backup", "--pipe", wrong]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(1) && said.contains(word), "{wrong}: {said}");
    }
    let own = duban::store::backup_folder(&case.path()).display().to_string();
    assert_eq!(case.output("wang", &["backup", "--to", &own]).status.code(), Some(2), "no other place");
    assert_eq!(case.output("wang", &["backup", "--to", "/nowhere/at/all"]).status.code(), Some(1));
    assert_eq!(case.doctor(), (0, vec![]));
    // What has stopped is told.
    let notes = duban::store::backup_folder(&case.path()).join("elsewhere.json");
    let text = std::fs::read_to_string(&notes).expect("the notes");
    let year = chrono::Utc::now().format("\"%Y").to_string();
    std::fs::write(&notes, text.replace(&year, "\"2023")).expect("writes");
    assert_eq!(case.doctor(), (1, vec!["elsewhere_old".to_owned(), "elsewhere_old".to_owned()]));
}

#[test]
fn who_only_gives_commands_has_a_backup_a_day_too() {
    let case = Case::new();
    case.run("wang", &["set", "1", "percent=5"]);
    assert!(case.backups().is_empty(), "what was begun today has time");
    // It was begun yesterday.
    let stranger = case.stranger();
    stranger.execute_batch("DROP TRIGGER journal_is_not_rewritten").expect("drops");
    stranger.execute("UPDATE journal SET at = '2024-01-01T00:00:00.000Z' WHERE seq = 1", []).expect("ages");
    case.run("wang", &["list"]);
    assert!(case.backups().is_empty(), "reading makes none");
    case.run("wang", &["set", "1", "percent=6"]);
    assert_eq!(case.backups().len(), 1);
    case.run("wang", &["set", "1", "percent=7"]);
    assert_eq!(case.backups().len(), 1, "one a day");
}
