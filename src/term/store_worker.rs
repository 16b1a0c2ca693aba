//! The store worker: the thread that owns the store, so that a slow disk never freezes the screen. It writes what it is asked to,
//! and looks a few times a second whether somebody else has written.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use chrono::Utc;

use super::event::{LoopEvent, Refused};
use super::paper_file::{open_paper, template_in, typed_path, word_document};
use crate::app::{ImportWish, JOURNAL_PAGE, Msg, OpenedPaper, Present, Reply, WrittenFile};
use crate::plan::{Board, Change, Edit, Entry, ItemId, PlanId, PlanSummary, Revision};
use crate::read::Corrections;
use crate::report::{Document, PaperKind, trouble_in_words};
use crate::store::{CommitError, Import, JournalQuery, Presence, Store, StoreError, renamed_everywhere};
use crate::words::{self, Lang};

/// How often the worker looks for others' edits: they show within half a second.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// What the worker is asked to do.
pub(super) enum Request {
    Commit(Edit),
    Journal {
        item: Option<ItemId>,
        before: Option<Revision>,
    },
    Plan(PlanId),
    /// Another plan, while this one stays.
    Other(PlanId),
    /// The whole journal.
    Chronicle,
    /// The paper at this path.
    Paper(String),
    Import(Box<ImportWish>),
    /// What a file of that name is to hold.
    WriteFile(String, Vec<u8>),
    /// A paper of a kind, to be written as a Word document of that name.
    WritePaper(PaperKind, String, Box<Document>),
    /// What the others may know of this session.
    Tell(Present),
}

/// Keeps one plan of a store.
pub(super) struct StoreWorker {
    pub store: Box<dyn Store>,
    pub plan: PlanId,
    /// The journal entry up to which the app has been told.
    pub seen: Revision,
    pub lang: Lang,
    pub sender: Sender<LoopEvent>,
    /// Whether something was written that the app has not been told of.
    pub behind: bool,
    /// Whether a backup was restored that could not be read yet.
    pub stale: bool,
    /// Who else is here; `None` where nobody can be.
    pub presence: Option<Box<dyn Presence>>,
    /// Told what was refused.
    pub refused: Option<Refused>,
    /// The folder of the office's own templates.
    pub templates: Option<PathBuf>,
}

impl StoreWorker {
    /// Works until nobody asks any more.
    pub fn work(mut self, requests: &Receiver<Request>) {
        loop {
            let done = match requests.recv_timeout(LOOK_EVERY) {
                Ok(request) => self.handle(request),
                Err(RecvTimeoutError::Timeout) => self.look(),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if done.is_err() {
                return;
            }
        }
    }

    fn tell(&self, msg: Msg) -> Result<(), ()> {
        self.sender.send(LoopEvent::Msg(msg)).map_err(drop)
    }

    fn handle(&mut self, request: Request) -> Result<(), ()> {
        match request {
            Request::Commit(edit) => {
                let op = edit.op;
                let reply = self.commit(edit);
                let restored = matches!(&reply, Reply::Committed(entries) if is_restored(entries));
                self.tell(Msg::Stored(op, reply))?;
                if restored { self.reload() } else { Ok(()) }
            }
            Request::Journal { item, before } => {
                let query = JournalQuery { plan: self.plan, item, before, limit: JOURNAL_PAGE as u32 };
                match self.store.journal(query) {
                    Ok(lines) => self.tell(Msg::Journal(item, lines)),
                    Err(error) => self.fail(&error),
                }
            }
            Request::Chronicle => match self.chronicle() {
                Ok(lines) => self.tell(Msg::Chronicle(lines)),
                Err(error) => self.fail(&error),
            },
            Request::WriteFile(name, bytes) => self.tell(Msg::Written(self.write(&name, &bytes, None))),
            Request::WritePaper(kind, name, document) => {
                let template = self.templates.as_deref().and_then(|folder| template_in(folder, kind));
                let written = word_document(self.lang, &document, template.as_deref());
                self.tell(Msg::Written(written.and_then(|bytes| self.write(&name, &bytes, template.as_deref()))))
            }
            Request::Paper(path) => {
                let opened = self.open_paper(path).map(Box::new);
                self.tell(Msg::Paper(opened))
            }
            Request::Import(wish) => {
                let imported = self.import(&wish).map(Box::new);
                self.tell(Msg::Imported(imported))
            }
            Request::Other(plan) => match self.store.load(plan) {
                Ok(board) => self.tell(Msg::OtherPlan(Box::new(board))),
                Err(error) => self.fail(&error),
            },
            Request::Tell(present) => {
                if let (Some(presence), Ok(note)) = (&mut self.presence, serde_json::to_string(&present)) {
                    presence.tell(&note);
                }
                Ok(())
            }
            Request::Plan(plan) => match self.store.load(plan) {
                Ok(board) => {
                    self.plan = plan;
                    self.seen = board.revision;
                    self.tell(Msg::Plan(Box::new(board)))
                }
                Err(error) => self.fail(&error),
            },
        }
    }

    fn write(&self, name: &str, bytes: &[u8], template: Option<&Path>) -> Result<WrittenFile, String> {
        let path = write_new(name, bytes)
            .map_err(|error| self.lang.fill(words::trouble::FileNotWritten { name: &name, why: &error }))?;
        let shown = |path: &Path| path.display().to_string();
        Ok(WrittenFile { path: shown(&path), template: template.map(shown) })
    }

    /// The whole journal, newest first, read in pieces. What it is read for asks who did what when; of more text than a
    /// session keeps, the older has its beginnings.
    fn chronicle(&mut self) -> Result<Vec<Entry>, StoreError> {
        const PIECE: u32 = 100;
        let (mut all, mut left): (Vec<Entry>, usize) = (Vec::new(), Board::MOST_TEXT);
        loop {
            let before = all.last().map(|entry| entry.seq);
            let piece = self.store.journal(JournalQuery { plan: self.plan, item: None, before, limit: PIECE })?;
            let is_last = piece.len() < PIECE as usize;
            for mut entry in piece {
                left = left.saturating_sub(entry.text_size());
                if left == 0 {
                    entry.shorten_reports();
                }
                all.push(entry);
            }
            if is_last {
                return Ok(all);
            }
        }
    }

    fn commit(&mut self, edit: Edit) -> Reply {
        let written = renamed_everywhere(self.store.as_mut(), edit)
            .map_err(CommitError::Store)
            .and_then(|edit| self.store.commit(&edit, Utc::now()));
        match written {
            Ok(_) => Reply::Committed(self.unseen()),
            Err(CommitError::Conflict(conflict)) => Reply::Conflict(conflict),
            Err(CommitError::Denied(denied)) => {
                let why = trouble_in_words(self.lang, &denied);
                if let Some(refused) = &self.refused {
                    refused(&why);
                }
                Reply::Failed(why)
            }
            Err(CommitError::Store(error)) => Reply::Failed(trouble_in_words(self.lang, &error)),
        }
    }

    /// A paper from the disk, and whether it is a plan already.
    fn open_paper(&mut self, path: String) -> Result<OpenedPaper, String> {
        let paper = open_paper(self.lang, &typed_path(&path))?;
        let words = |error: StoreError| trouble_in_words(self.lang, &error);
        let known = self.store.plan_from(&paper.text).map_err(words)?;
        Ok(OpenedPaper { path, paper, corrections: Corrections::default(), known })
    }

    /// Makes a plan of a paper, and goes on with it.
    fn import(&mut self, wish: &ImportWish) -> Result<(Board, Vec<PlanSummary>), String> {
        let ImportWish { draft, source, period, op, author } = wish;
        let lang = self.lang;
        let words = |error: StoreError| trouble_in_words(lang, &error);
        if let Some(known) = self.store.plan_from(source).map_err(words)? {
            return Err(lang.fill(words::trouble::ImportedBefore { id: &known.0 }));
        }
        let import = Import { draft, source, period: *period, author, op: *op, at: Utc::now() };
        let plan = self.store.import(&import).map_err(|error| match error {
            CommitError::Denied(denied) => trouble_in_words(lang, &denied),
            CommitError::Store(error) => trouble_in_words(lang, &error),
            CommitError::Conflict(_) => lang.say(words::trouble::GONE).to_owned(),
        })?;
        let board = self.store.load(plan).map_err(words)?;
        (self.plan, self.seen) = (plan, board.revision);
        Ok((board, self.store.plans().map_err(words)?))
    }

    /// What was written since the app was last told. What cannot be read now is told as soon as it can.
    fn unseen(&mut self) -> Vec<Entry> {
        let read = self.store.since(self.plan, self.seen);
        self.behind = read.is_err();
        let entries = read.unwrap_or_default();
        self.seen = entries.last().map_or(self.seen, |last| last.seq);
        entries
    }

    /// Whether somebody else has written; if so, what.
    fn look(&mut self) -> Result<(), ()> {
        if let Some(notes) = self.presence.as_mut().and_then(|presence| presence.look(Utc::now())) {
            let mut others: Vec<Present> = notes.iter().filter_map(|note| serde_json::from_str(note).ok()).collect();
            others.sort_by(|one, other| one.login.cmp(&other.login));
            self.tell(Msg::Present(others))?;
        }
        if self.stale {
            return self.reload();
        }
        self.behind |= matches!(self.store.changed(), Ok(true));
        if !self.behind {
            return Ok(());
        }
        let entries = self.unseen();
        if entries.is_empty() {
            return Ok(());
        }
        if is_restored(&entries) {
            return self.reload();
        }
        self.tell(Msg::Changed(entries))
    }

    /// A backup was restored: what was known is not true any more.
    fn reload(&mut self) -> Result<(), ()> {
        let plans = self.store.plans().unwrap_or_default();
        let plan = plans.iter().find(|plan| plan.id == self.plan).or(plans.first()).map_or(self.plan, |plan| plan.id);
        match self.store.load(plan) {
            Ok(board) => {
                (self.plan, self.seen, self.stale) = (plan, board.revision, false);
                self.tell(Msg::Restored(Box::new(board), plans))
            }
            Err(error) => {
                // Tried again at the next look: until then the screen shows what is not true any more.
                self.stale = true;
                self.fail(&error)
            }
        }
    }

    fn fail(&self, error: &StoreError) -> Result<(), ()> {
        self.tell(Msg::Failed(trouble_in_words(self.lang, error)))
    }
}

/// Writes a file in the folder where the program was started; what is there already stays, the new one gets a number.
fn write_new(name: &str, bytes: &[u8]) -> std::io::Result<std::path::PathBuf> {
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, "md"));
    for n in 1..1000 {
        let name = if n == 1 { format!("{stem}.{end}") } else { format!("{stem}-{n}.{end}") };
        let path = std::env::current_dir()?.join(name);
        match std::fs::File::create_new(&path) {
            Ok(mut file) => return std::io::Write::write_all(&mut file, bytes).map(|()| path),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(std::io::ErrorKind::AlreadyExists.into())
}

fn is_restored(entries: &[Entry]) -> bool {
    entries.iter().flat_map(|entry| &entry.edit.changes).any(|change| matches!(change, Change::Restored { .. }))
}
