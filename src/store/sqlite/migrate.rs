//! Migrations: numbered scripts that run once, all in one transaction, after a copy of the file was made. A script
//! that was released is never changed, only followed by another.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::connect::{backup_folder, prepare_connection};
use super::load;

const SCRIPTS: [&str; 7] = [
    include_str!("0001_schema.sql"),
    include_str!("0002_people.sql"),
    include_str!("0003_meetings.sql"),
    include_str!("0004_periods.sql"),
    include_str!("0005_assigned.sql"),
    include_str!("0006_plan_states.sql"),
    include_str!("0007_sections_and_links.sql"),
];

/// The version this program writes.
pub(super) const LATEST: i32 = SCRIPTS.len() as i32;

/// Why a database could not be brought up to date.
#[derive(Debug)]
pub(super) enum Failure {
    /// It has a newer version than this program knows.
    Newer(i32),
    /// `SQLite` refused.
    Sqlite(rusqlite::Error),
    /// The copy that is made first could not be put in its place.
    File(std::io::Error),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::File(error)
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

pub(super) fn version(connection: &Connection) -> rusqlite::Result<i32> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// An empty database of a version, as it is made, to compare others with; `None` for a version that this program does not
/// know.
pub(super) fn fresh(version: i32) -> rusqlite::Result<Option<Connection>> {
    let Some(scripts) = usize::try_from(version).ok().and_then(|count| SCRIPTS.get(..count)) else { return Ok(None) };
    let connection = Connection::open_in_memory()?;
    prepare_connection(&connection)?;
    run_scripts(&connection, scripts)?;
    Ok(Some(connection))
}

/// A copy in memory, brought up to date.
pub(super) fn in_memory(connection: &Connection) -> rusqlite::Result<Connection> {
    let mut copy = Connection::open_in_memory()?;
    // A copy that was not made is not an empty one.
    let copied = rusqlite::backup::Backup::new(connection, &mut copy)?.step(-1)?;
    if copied != rusqlite::backup::StepResult::Done {
        return Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY), None));
    }
    prepare_connection(&copy)?;
    let found = usize::try_from(version(&copy)?).unwrap_or(0);
    run_scripts(&copy, SCRIPTS.get(found..).unwrap_or_default())?;
    Ok(copy)
}

/// In one transaction: a script may hold foreign keys off until its end.
fn run_scripts(connection: &Connection, scripts: &[&str]) -> rusqlite::Result<()> {
    let transaction = connection.unchecked_transaction()?;
    for script in scripts {
        transaction.execute_batch(script)?;
    }
    transaction.commit()
}

/// Brings the database at `path` to [`LATEST`], after a copy of it was made.
pub(super) fn migrate(connection: &mut Connection, path: &Path, application: i32) -> Result<(), Failure> {
    run(connection, Some(path), application, &SCRIPTS, load::keep_handing_over)
}

/// Brings a file that is itself a copy to [`LATEST`].
pub(super) fn migrate_copy(connection: &mut Connection, application: i32) -> Result<(), Failure> {
    run(connection, None, application, &SCRIPTS, load::keep_handing_over)
}

/// `afterwards` reads off an old file what no script can.
fn run(
    connection: &mut Connection,
    kept: Option<&Path>,
    application: i32,
    scripts: &[&str],
    afterwards: fn(&Connection) -> rusqlite::Result<()>,
) -> Result<(), Failure> {
    let latest = scripts.len() as i32;
    let found = version(connection)?;
    if found > latest {
        return Err(Failure::Newer(found));
    }
    if found == latest {
        return Ok(());
    }
    if let Some(path) = kept.filter(|_| found > 0) {
        keep_old(connection, path, latest)?;
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been quicker while this one waited for the lock.
    let found = version(&transaction)?;
    if found > latest {
        return Err(Failure::Newer(found));
    }
    for script in scripts.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(script)?;
    }
    if found > 0 {
        // What cannot be read off now is looked for each time it is needed; that is slow, but no reason to refuse the file.
        let _ = afterwards(&transaction);
    }
    transaction.execute_batch(&format!("PRAGMA application_id = {application}; PRAGMA user_version = {latest};"))?;
    transaction.commit()?;
    Ok(())
}

/// Keeps the file as it was before it is brought to another version.
fn keep_old(connection: &Connection, path: &Path, latest: i32) -> Result<(), Failure> {
    let folder = backup_folder(path);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let copy = folder.join(format!("{stem}-before-v{latest}.db"));
    // A copy from an earlier attempt is as good: nothing was migrated since.
    if copy.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(&folder)?;
    let unfinished = folder.join(format!("{stem}-{:08x}.unfinished", fastrand::u32(..)));
    connection.execute("VACUUM INTO ?1", [unfinished.to_string_lossy()])?;
    std::fs::File::open(&unfinished)?.sync_all()?;
    std::fs::rename(&unfinished, &copy)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_file_is_copied_and_brought_up_to_date_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("plan.db");
        let mut connection = Connection::open(&path).expect("opens");
        run(&mut connection, Some(&path), 7, &["CREATE TABLE a (x)"], |_| Ok(())).expect("first");
        run(&mut connection, Some(&path), 7, &["CREATE TABLE a (x)", "CREATE TABLE b (y)"], |_| Ok(()))
            .expect("second");
        assert_eq!(version(&connection).expect("version"), 2);
        let copy = Connection::open(folder.path().join("plan-backups/plan-before-v2.db")).expect("the copy");
        assert_eq!(version(&copy).expect("version"), 1);
    }

    #[test]
    fn a_failing_script_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("plan.db");
        let mut connection = Connection::open(&path).expect("opens");
        assert!(run(&mut connection, Some(&path), 7, &["CREATE TABLE a (x)", "nonsense"], |_| Ok(())).is_err());
        assert_eq!(version(&connection).expect("version"), 0);
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).expect("count");
        assert_eq!(tables, 0);
    }

    #[test]
    fn a_newer_file_is_refused() {
        let mut connection = Connection::open_in_memory().expect("opens");
        connection.execute_batch("PRAGMA user_version = 9").expect("sets");
        let result = run(&mut connection, None, 7, &["CREATE TABLE a (x)"], |_| Ok(()));
        assert!(matches!(result, Err(Failure::Newer(9))));
    }
}
