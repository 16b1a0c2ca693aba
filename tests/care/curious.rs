//! What somebody does past the program, with a stock connection, and how it is found.

use duban::store::{SqliteStore, Store};

use crate::case::Case;

#[test]
fn a_curious_colleague_with_stock_sqlite_is_refused_or_found() {
    type Deed = (&'static str, &'static str, &'static str);
    const DEEDS: [Deed; 9] = [
        ("item_update_by_duban", "UPDATE item SET percent = 90 WHERE no = 14", "fold"),
        ("item_update_by_duban", "UPDATE item SET percent = 90 WHERE no = 20", "fold_text"),
        ("item_update_by_duban", "UPDATE item SET title = '别的' WHERE no = 20", "fold_text"),
        ("report_update_by_duban", "UPDATE report SET done = '没做'", "fold"),
        ("report_delete_by_duban", "DELETE FROM report", "fold"),
        ("measure_update_by_duban", "UPDATE measure SET removed = 1 WHERE item_id = 20", "fold_row"),
        ("journal_is_not_rewritten", "UPDATE journal SET author = 'li' WHERE seq = 2", "chain"),
        ("journal_is_not_cut", "DELETE FROM journal_item WHERE seq = 2; DELETE FROM journal WHERE seq = 2", "chain"),
        ("unit_update_by_duban", "UPDATE unit SET kind = 'affiliated' WHERE name = '金安区'", "unit"),
    ];
    for (trigger, deed, finding) in DEEDS {
        let case = Case::new();
        case.run("wang", &["backup"]);
        let stranger = case.stranger();
        assert!(stranger.execute_batch(deed).is_err(), "{deed} goes through by accident");
        let sql: String = stranger
            .query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [trigger], |row| row.get(0))
            .expect("the trigger");
        let all = ["journal_item_delete_by_duban"];
        stranger.execute_batch(&format!("DROP TRIGGER {trigger}; DROP TRIGGER {}", all[0])).expect("drops");
        stranger.execute_batch(deed).expect(deed);
        let (code, found) = case.doctor();
        assert!(code == 2 && found.contains(&"schema".to_owned()), "{deed}: {found:?}");
        // Even when he puts back what he took away.
        stranger.execute_batch(&sql).expect("puts it back");
        let (code, found) = case.doctor();
        assert!(code == 2 && found.iter().any(|it| it.starts_with(finding)), "{deed}: {found:?}");
    }
}

#[test]
fn a_tail_that_was_cut_off_is_noticed_by_what_the_backup_knows() {
    let case = Case::new();
    case.run("wang", &["set", "1", "percent=5"]);
    case.run("wang", &["backup"]);
    let anchor = SqliteStore::open(&case.path()).expect("opens").anchor().expect("reads").expect("an anchor");
    case.run("wang", &["undo"]);
    let stranger = case.stranger();
    let triggers: Vec<(String, String)> = stranger
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .and_then(|mut it| it.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect())
        .expect("triggers");
    for (name, _) in &triggers {
        stranger.execute_batch(&format!("DROP TRIGGER {name}")).expect("drops");
    }
    // The last two lines go, and the tables are made to fit: the chain alone cannot tell.
    stranger
        .execute_batch(
            "DELETE FROM journal_item WHERE seq > 3; DELETE FROM journal WHERE seq > 3;
             UPDATE item SET revision = 0, stage = 'pending', percent = NULL WHERE no = 1; DELETE FROM report WHERE item_id = 1;",
        )
        .expect("cuts");
    for (_, sql) in &triggers {
        stranger.execute_batch(sql).expect("puts back");
    }
    let (code, found) = case.doctor();
    assert_eq!((code, found), (2, vec!["anchor".to_owned()]));
    let output = case.output("wang", &["doctor", "--anchor", &anchor.to_string()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(case.output("wang", &["doctor", "--anchor", "nonsense"]).status.code(), Some(2));
}
