//! Drafts: what is being typed, kept in a small file of the session's own within a second, on a thread of its own so
//! that no disk is waited for. A file is locked while its session lives; what is not locked was left behind.

use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::app::Draft;

/// How long typing may go on before it is written down.
const PAUSE: Duration = Duration::from_millis(400);

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
            let draft = std::fs::read_to_string(&path).ok().and_then(|text| serde_json::from_str(&text).ok());
            if draft.is_some_and(&mut fits) {
                self.adopted = Some(path);
                return None;
            }
            homeless = homeless.or(Some(path));
        }
        homeless
    }

    /// Starts the thread that writes.
    pub(super) fn start(self) -> std::io::Result<Writer> {
        let (sender, receiver) = channel();
        let thread = std::thread::Builder::new().name("drafts".to_owned()).spawn(move || self.work(&receiver))?;
        Ok(Writer { sender: Some(sender), thread: Some(thread), last: (None, false) })
    }

    fn work(mut self, receiver: &Receiver<Note>) {
        let own = self.folder.join(format!("{}{:016x}.json", self.prefix, fastrand::u64(..)));
        let mut held: Option<File> = None;
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
                write(&own, &draft).map(|file| held = Some(file)).is_ok()
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

fn is_left(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| !matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Writes a whole file or none, locked before anybody can see it.
fn write(path: &Path, draft: &Draft) -> std::io::Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let new = path.with_extension("new");
    let mut file = File::create(&new)?;
    file.write_all(serde_json::to_string(draft).map_err(std::io::Error::other)?.as_bytes())?;
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
