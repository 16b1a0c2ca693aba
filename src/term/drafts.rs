//! Drafts: what is being typed, kept in a small file of the session's own within a second, on a thread of its own so
//! that no disk is waited for. A file is locked while its session lives; what is not locked was left behind.

use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use super::event::LoopEvent;
use crate::app::{Draft, Msg, Unkept};

/// How long typing may go on before it is written down.
const PAUSE: Duration = Duration::from_millis(400);
/// Bytes of a draft: the longest form about dozens of items takes half of them.
const LARGEST: usize = 256 << 10;
/// Drafts of a person, left behind and living; of those left behind the oldest make room.
const MOST: usize = 20;
/// Nobody comes back to a text that is older.
const OLDEST: Duration = Duration::from_secs(90 * 24 * 3_600);
/// With fewer bytes of the disk left no draft is kept: what is there belongs to the database. A part of the disk would be
/// gigabytes on a large one.
const LAST_BYTES: u64 = 64 << 20;
/// How all drafts of a person are named, whatever the database.
const PREFIX: &str = "draft-";

/// Where drafts of one person for one database are kept.
#[derive(Debug)]
pub struct Drafts {
    folder: PathBuf,
    prefix: String,
    /// The file of a draft that was taken over from a session that is gone; it goes when ours is written.
    adopted: Option<PathBuf>,
}

impl Drafts {
    /// Keeps files that begin with `prefix` in `folder`.
    pub fn new(folder: PathBuf, prefix: String) -> Self {
        Self { folder, prefix, adopted: None }
    }

    /// Offers drafts that nobody holds any more, the newest first, until one `fits`. Returns the newest of those that
    /// did not, when none did.
    pub fn left(&mut self, mut fits: impl FnMut(Draft) -> bool) -> Option<PathBuf> {
        let files = std::fs::read_dir(&self.folder).ok()?.flatten().map(|file| file.path());
        let named = |path: &PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.starts_with(&self.prefix) && path.extension().is_some_and(|end| end == "json")
        };
        let mut found: Vec<PathBuf> = files.filter(named).filter(|path| is_left(path)).collect();
        found.sort_by_key(|path| std::fs::metadata(path).and_then(|meta| meta.modified()).ok());
        let mut homeless = None;
        for path in found.into_iter().rev() {
            let is_ours = std::fs::metadata(&path).is_ok_and(|file| file.len() <= LARGEST as u64);
            let text = is_ours.then(|| std::fs::read_to_string(&path).ok()).flatten();
            let draft = text.and_then(|text| serde_json::from_str(&text).ok());
            if draft.is_some_and(&mut fits) {
                self.adopted = Some(path);
                return None;
            }
            homeless = homeless.or(Some(path));
        }
        homeless
    }

    /// Starts the thread that writes.
    pub(super) fn start(self, told: Sender<LoopEvent>) -> std::io::Result<Writer> {
        let (sender, receiver) = channel();
        let work = move || self.work(&receiver, &told);
        let thread = std::thread::Builder::new().name("drafts".to_owned()).spawn(work)?;
        Ok(Writer { sender: Some(sender), thread: Some(thread), last: (None, false) })
    }

    fn work(mut self, receiver: &Receiver<Note>, told: &Sender<LoopEvent>) {
        let own = self.folder.join(format!("{}{:016x}.json", self.prefix, fastrand::u64(..)));
        let mut held: Option<File> = None;
        let mut unkept: Option<Unkept> = None;
        while let Ok(Note { draft: mut latest, mut resumed }) = receiver.recv() {
            let mut ended = false;
            // What was finished goes at once; what is being typed is written when the fingers rest.
            while latest.is_some() {
                match receiver.recv_timeout(PAUSE) {
                    Ok(next) => Note { draft: latest, resumed } = next,
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => {
                        ended = true;
                        break;
                    }
                }
                if held.is_none() {
                    // The first letters are not made to wait for the fingers to rest.
                    break;
                }
            }
            let done = if let Some(draft) = latest {
                if held.is_none() {
                    thin_out(&self.folder, self.adopted.as_deref());
                }
                let written = keep(&own, held.is_none(), &draft);
                let now = written.as_ref().err().and_then(|failed| *failed);
                if let Some(why) = now.filter(|_| unkept != now) {
                    let _ = told.send(LoopEvent::Msg(Msg::Unkept(why)));
                }
                unkept = now;
                written.map(|file| held = Some(file)).is_ok()
            } else {
                let _ = std::fs::remove_file(&own);
                held = None;
                true
            };
            // What was taken over goes only once it is safe elsewhere, or done with.
            if let Some(adopted) = self.adopted.take_if(|_| done && resumed) {
                let _ = std::fs::remove_file(adopted);
            }
            if ended {
                return;
            }
        }
    }
}

/// What is being typed, and whether that goes on with what was taken over.
#[derive(Debug)]
struct Note {
    draft: Option<Draft>,
    resumed: bool,
}

/// Writes a draft if it may be; says why not where the person should know.
fn keep(path: &Path, is_new: bool, draft: &Draft) -> Result<File, Option<Unkept>> {
    let json = serde_json::to_string(draft).map_err(|_| None)?;
    if json.len() > LARGEST {
        return Err(Some(Unkept::TooLarge));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(|_| None)?;
    if rustix::fs::statvfs(folder).is_ok_and(|disk| disk.f_bavail * disk.f_frsize < LAST_BYTES) {
        return Err(Some(Unkept::DiskNearlyFull));
    }
    if is_new && drafts_in(folder).len() >= MOST {
        return Err(Some(Unkept::TooMany));
    }
    write(path, &json).map_err(|_| None)
}

/// All drafts of a person with their times, the newest first.
fn drafts_in(folder: &Path) -> Vec<(SystemTime, PathBuf)> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let named = files.filter(|file| file.file_name().to_string_lossy().starts_with(PREFIX));
    let dated = |file: std::fs::DirEntry| Some((file.metadata().ok()?.modified().ok()?, file.path()));
    let mut found: Vec<_> = named.filter_map(dated).collect();
    found.sort_by(|one, other| other.cmp(one));
    found
}

/// Makes room for one: what is too old goes, and of too many the oldest; neither what a session holds nor what was just
/// taken over.
fn thin_out(folder: &Path, adopted: Option<&Path>) {
    let is_old = |time: SystemTime| time.elapsed().is_ok_and(|age| age > OLDEST);
    for (at, (time, path)) in drafts_in(folder).into_iter().enumerate() {
        if (at + 1 >= MOST || is_old(time)) && adopted != Some(path.as_path()) && is_left(&path) {
            let _ = std::fs::remove_file(path);
        }
    }
}

fn is_left(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| !matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Writes a whole file or none, locked before anybody can see it.
fn write(path: &Path, json: &str) -> std::io::Result<File> {
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(json.as_bytes())?;
    file.sync_all()?;
    let _ = file.try_lock();
    std::fs::rename(&new, path)?;
    Ok(file)
}

/// The thread that writes, seen from the loop.
pub(super) struct Writer {
    sender: Option<Sender<Note>>,
    thread: Option<JoinHandle<()>>,
    last: (Option<Draft>, bool),
}

impl Writer {
    /// Notes what is being typed now.
    pub fn note(&mut self, draft: Option<Draft>, resumed: bool) {
        // What was taken over and thrown away leaves nothing to be written, but its file has to go.
        let latest = (draft, resumed);
        if latest != self.last {
            if let Some(sender) = &self.sender {
                let _ = sender.send(Note { draft: latest.0.clone(), resumed });
            }
            self.last = latest;
        }
    }

    /// Waits until everything is on the disk. Whoever left on purpose leaves nothing behind.
    pub fn finish(mut self, on_purpose: bool, resumed: bool) {
        if on_purpose {
            self.note(None, resumed);
        }
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
