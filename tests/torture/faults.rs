//! Faults of disks and files while somebody writes: full, limited, removed, replaced, locked away, read-only.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::pty::{Setup, files_with, wait_until};
use crate::worker::Task;
use crate::writers::{assert_sound, database, in_journal};
use crate::{Outcome, Size};

/// A small disk of its own; gone when it goes out of scope.
struct Disk {
    folder: tempfile::TempDir,
}

impl Disk {
    /// `None` where nobody may mount.
    fn new(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let status = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "duban-torture"])
            .arg(folder.path())
            .stderr(std::process::Stdio::null())
            .status();
        status.is_ok_and(|status| status.success()).then_some(Self { folder })
    }

    fn remount(&self, how: &str) -> bool {
        let status = Command::new("mount")
            .args(["-o", &format!("remount,{how}")])
            .arg(self.folder.path())
            .stderr(std::process::Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.folder.path()).status();
    }
}

fn outcome(path: &Path, saved: &[u64], note: String) -> Outcome {
    assert_sound(path);
    let there = in_journal(path);
    let count = saved.len() as u64;
    let lost = saved.iter().filter(|op| !there.contains(op)).count() as u64;
    Outcome { tried: count + 1, acknowledged: count, lost, note, skipped: None }
}

/// A disk runs full and is made larger; writing goes on where it stopped.
pub fn full_disk(_: Size) -> Outcome {
    let Some(disk) = Disk::new("3m") else { return Outcome::skipped("needs root to mount a small disk") };
    let path = database(disk.folder.path());
    let (mut saved, error) = Task::at(&path, 100_000).start().finish();
    assert!(error.as_deref().is_some_and(|error| error.contains("Full")), "{error:?}");
    assert!(disk.remount("size=40m"));
    let (more, error) = Task::at(&path, 20).start().finish();
    assert_eq!((more.len(), error), (20, None), "it goes on");
    saved.extend(more);
    outcome(&path, &saved, "told that the disk is full; went on after".to_owned())
}

/// A disk that is nearly full has no room for unfinished texts, and still for what is saved.
pub fn nearly_full_disk(_: Size) -> Outcome {
    let Some(disk) = Disk::new("20m") else { return Outcome::skipped("needs root to mount a small disk") };
    let home = disk.folder.path();
    let mut seat = Setup::at(home).start();
    seat.wait_for("政治引领").settle();
    let space = || -> (u64, u64) {
        let output = Command::new("df").args(["--output=size,avail", "-k"]).arg(home).output().expect("df");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut words = text.split_whitespace().skip(2).map(|word| word.parse().expect("a number"));
        (words.next().expect("a size"), words.next().expect("what is left"))
    };
    let (size, left) = space();
    let ballast = usize::try_from((left - size * 4 / 100) * 1_024).expect("a size");
    std::fs::write(home.join("ballast"), vec![b'x'; ballast]).expect("fills");
    seat.keys("g14\r").settle().keys("r写在满盘上").wait_for("磁盘快满了");
    let kept = files_with(&home.join(".local/state"), "写在满盘上");
    seat.keys("\x13").wait_for("进展已保存").keys("q");
    seat.wait_end();
    let path = home.join(".local/share/duban/plan.db");
    assert_sound(&path);
    let lost = u64::from(kept > 0) + u64::from(in_journal(&path).len() != 2);
    Outcome { tried: 1, acknowledged: 1, lost, note: "no draft, told; saved".to_owned(), skipped: None }
}

/// A limit on the size of files is an error, not the end.
pub fn file_size_limit(_: Size) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let path = database(folder.path());
    // The database has about 300 blocks of 512 bytes; its log runs into the limit.
    let (mut saved, error) = Task { file_blocks: Some(1_200), ..Task::at(&path, 100_000) }.start().finish();
    assert!(error.is_some(), "an error, and no sudden death");
    let (more, error) = Task::at(&path, 20).start().finish();
    assert_eq!((more.len(), error), (20, None), "it goes on");
    saved.extend(more);
    outcome(&path, &saved, "told of the limit; went on after".to_owned())
}

fn while_writing(path: &Path, deed: impl FnOnce()) -> (Vec<u64>, Option<String>) {
    let task = Task { pause: Duration::from_millis(2), ..Task::at(path, 400) };
    let mut worker = task.start();
    let mut saved = worker.first();
    let so_far = in_journal(path).len();
    wait_until("a session that writes", || in_journal(path).len() > so_far + 10);
    deed();
    let (more, error) = worker.finish();
    saved.extend(more);
    (saved, error)
}

/// The file is deleted: writing would succeed and vanish, so it is refused. The deleted file is still open here and
/// shows what it holds.
pub fn removed(_: Size) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let path = database(folder.path());
    let held = folder.path().join("held.db");
    let (saved, error) = while_writing(&path, || {
        // A second name keeps the bytes; the first one goes.
        for end in ["", "-wal", "-shm"] {
            let name = |path: &Path| format!("{}{end}", path.display());
            let _ = std::fs::hard_link(name(&path), name(&held));
        }
        std::fs::remove_file(&path).expect("rm");
    });
    assert_eq!(error.as_deref(), Some("Moved"));
    outcome(&held, &saved, "refused at the next edit".to_owned())
}

/// Another file is put in its place.
pub fn replaced(_: Size) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let path = database(folder.path());
    let other = database(&std::fs::create_dir(folder.path().join("b")).map(|()| folder.path().join("b")).expect("b"));
    let held = folder.path().join("held.db");
    let (saved, error) = while_writing(&path, || {
        for end in ["", "-wal", "-shm"] {
            let name = |path: &Path| format!("{}{end}", path.display());
            let _ = std::fs::hard_link(name(&path), name(&held));
        }
        std::fs::rename(&other, &path).expect("mv");
    });
    assert_eq!(error.as_deref(), Some("Moved"));
    outcome(&held, &saved, "refused at the next edit".to_owned())
}

/// The open file is cut short, or a copy is written over it under the same name: nothing is told as saved after that.
pub fn written_over(size: Size) -> Outcome {
    type Deed = fn(&Path, &Path);
    let deeds: [(&str, Deed); 4] = [
        ("truncate", |path, _| {
            std::fs::File::options().write(true).open(path).and_then(|it| it.set_len(0)).expect("cuts");
        }),
        ("cut in half", |path, _| {
            let file = std::fs::File::options().write(true).open(path).expect("opens");
            file.set_len(file.metadata().expect("a size").len() / 2).expect("cuts");
        }),
        ("cp backup", |path, copy| {
            std::fs::copy(copy, path).expect("copies");
        }),
        ("cp other", |path, _| {
            let folder = tempfile::tempdir().expect("a folder");
            std::fs::copy(database(folder.path()), path).expect("copies");
        }),
    ];
    let (mut tried, mut told) = (0, 0);
    for _ in 0..size.pick(1, 10) {
        for (name, deed) in deeds {
            let folder = tempfile::tempdir().expect("a folder");
            let path = database(folder.path());
            let mut store = duban::store::SqliteStore::open(&path).expect("opens");
            let backup = store.backup(chrono::Utc::now()).expect("backs up");
            let (_, error) = while_writing(&path, || {
                // What was written since the backup lies in the file, too.
                let checkpoint = rusqlite::Connection::open(&path).expect("opens");
                let _ = checkpoint.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
                std::mem::forget(checkpoint);
                // The session has seen that.
                let so_far = in_journal(&path).len();
                wait_until("an edit after it", || in_journal(&path).len() > so_far + 1);
                deed(&path, Path::new(backup.name.as_os_str()));
            });
            tried += 1;
            match error.as_deref() {
                Some(_) => told += 1,
                None => println!("  {name}: nobody noticed"),
            }
        }
    }
    let note = "the session stops saving".to_owned();
    Outcome { tried, acknowledged: told, lost: tried - told, note, skipped: None }
}

/// Nobody may open the file any more; who has it open goes on.
pub fn locked_away(_: Size) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let path = database(folder.path());
    let mode = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("chmod");
    let (saved, error) = while_writing(&path, || mode(0o000));
    mode(0o600);
    assert_eq!(error, None);
    outcome(&path, &saved, "open sessions went on".to_owned())
}

/// The disk turns read-only under a session.
pub fn remounted(_: Size) -> Outcome {
    let Some(disk) = Disk::new("40m") else { return Outcome::skipped("needs root to mount a disk") };
    let path = database(disk.folder.path());
    // A file that is open for writing keeps a disk writable: a forced read-only stands in for a failing disk.
    let mut remounted = true;
    let (saved, error) = while_writing(&path, || remounted = disk.remount("ro"));
    if !remounted {
        assert_eq!(error, None);
        return Outcome {
            note: "the system refused while files were open".to_owned(),
            ..outcome(&path, &saved, String::new())
        };
    }
    assert!(error.is_some(), "an error was told");
    assert!(disk.remount("rw"));
    outcome(&path, &saved, "told at the next edit".to_owned())
}
