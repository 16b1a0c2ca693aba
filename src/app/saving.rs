//! Saving: an edit on its way to the store, its answer, undo and redo, and what others have done. A change is on
//! the screen when the store has it, not before.

use std::collections::BTreeSet;

use super::msg::{Effect, Reply};
use super::notice::Notice;
use super::popups::{Clashing, Input, Then};
use super::screens::HistoryScreen;
use super::state::{Next, Pending};
use super::{App, Popup, Screen};
use crate::plan::{Change, Clash, Conflict, Edit, EditKind, Entry, Node, OpId, Person, Revision, steps};
use crate::report::{clip, edit_in_words, entry_in_words, values_in_words, who_was_first};
use crate::words;

/// How long a row that somebody else changed stays marked.
const FRESH_MILLISECONDS: i64 = 3_000;

/// So many lines of the journal are kept in memory.
const JOURNAL_KEPT: usize = 2_000;
/// Bytes of a report that is long.
const LONG: usize = 2_000;

impl App {
    pub(super) fn send(&mut self, edit: Edit, notice: String, closes: bool) -> Vec<Effect> {
        if self.session.read_only {
            return self.trouble(words::trouble::READ_ONLY);
        }
        // Whatever way led here: nothing is written from the past.
        if self.lookback.past.is_some() {
            return self.trouble(words::trouble::PAST);
        }
        self.writing.written.insert(edit.op);
        self.writing.pending = Some(Pending {
            op: edit.op,
            wished: edit.changes.clone(),
            closes,
            popups: self.nav.popups.len(),
            notice,
            next: Next::Nothing,
        });
        vec![Effect::Commit(edit)]
    }

    /// Sends an edit that is no wish of the person's: nothing is said, whatever becomes of it.
    pub(super) fn send_quietly(&mut self, edit: Edit) -> Vec<Effect> {
        let effects = self.send(edit, String::new(), false);
        self.then(Next::Silence);
        effects
    }

    /// What follows once the edit that was just sent is written.
    pub(super) fn then(&mut self, next: Next) {
        if let Some(saving) = &mut self.writing.pending {
            saving.next = next;
        }
    }

    /// The store has answered.
    pub(super) fn stored(&mut self, op: OpId, reply: Reply) -> Vec<Effect> {
        let Some(saving) = self.writing.pending.take_if(|saving| saving.op == op) else { return Vec::new() };
        match reply {
            Reply::Committed(entries) => {
                if saving.closes {
                    self.nav.popups.truncate(saving.popups.saturating_sub(1));
                }
                if saving.next != Next::Silence {
                    self.nav.notice = Some(Notice::done(saving.notice));
                    self.nav.marks.clear();
                }
                let mut effects = self.take_in(entries, Some(op));
                if !matches!(saving.next, Next::Silence | Next::Show(_)) {
                    self.tell_agreement(op, &saving.wished);
                }
                match saving.next {
                    Next::Join(id) => self.join(id),
                    Next::Read(id) => self.read_minutes(id),
                    Next::Select(node) => self.select(node),
                    Next::Show(plan) => effects.push(Effect::ReadPlan(plan)),
                    Next::Nothing | Next::Silence => {}
                }
                effects
            }
            Reply::Conflict(conflict) => self.clash(*conflict, saving),
            Reply::Failed(why) => {
                if saving.next == Next::Silence {
                    return Vec::new();
                }
                self.writing.held.clear();
                self.tell_trouble(why);
                Vec::new()
            }
        }
    }

    /// Where somebody else had done just that, nothing was written: who it was, and what both meant.
    fn tell_agreement(&mut self, op: OpId, wished: &[Change]) {
        let journal = || self.data.journal.iter().rev();
        if journal().any(|entry| entry.edit.op == op) {
            return;
        }
        let is_it = |entry: &&Entry| entry.edit.changes.iter().any(|done| wished.iter().any(|wish| wish.is_like(done)));
        let by = journal().find(is_it).map(|entry| (entry.edit.author.clone(), entry.at));
        let who = &who_was_first(self.env.lang, &self.data.board, by.as_ref(), "%H:%M");
        let what = &clip(&values_in_words(self.env.lang, &self.data.board, wished), 40);
        self.nav.notice = Some(Notice::done(self.env.lang.fill(words::conflict::Agreed { who, what })));
    }

    fn clash(&mut self, conflict: Conflict, saving: Pending) -> Vec<Effect> {
        if saving.next == Next::Silence {
            return Vec::new();
        }
        // Keys typed meanwhile were meant for what comes after success; here they would answer a question that nobody
        // has seen.
        self.writing.held.clear();
        if conflict.clash == Clash::Gone {
            return self.trouble(words::trouble::GONE);
        }
        let clashing = Clashing { conflict, notice: saving.notice, closes: saving.closes, since: self.env.now };
        self.nav.popups.push(Popup::Clashing(Box::new(clashing)));
        Vec::new()
    }

    /// Writes mine over theirs, knowing what theirs is.
    pub(super) fn overwrite(&mut self) -> Vec<Effect> {
        let Some(Popup::Clashing(clashing)) = self.nav.popups.pop() else { return Vec::new() };
        let op = self.new_op();
        match clashing.conflict.overwriting(op) {
            Some(edit) => {
                // Told from what was there, not from what was thought to be.
                let told = self.saved_notice(&edit.changes);
                let fields = edit.changes.iter().all(|change| matches!(change, crate::plan::Change::Field { .. }));
                self.send(edit, if fields { told } else { clashing.notice }, clashing.closes)
            }
            None => Vec::new(),
        }
    }

    /// Others' edits.
    pub(super) fn changed(&mut self, entries: Vec<Entry>) -> Vec<Effect> {
        self.take_in(entries, None)
    }

    /// Applies entries in order, each once; marks the rows that others changed.
    fn take_in(&mut self, entries: Vec<Entry>, own: Option<OpId>) -> Vec<Effect> {
        for mut entry in entries {
            let board = self.present_mut();
            if entry.seq <= board.revision || !entry.edit.concerns(board.plan.id) {
                continue;
            }
            for change in &entry.edit.changes {
                board.apply(change);
            }
            board.revision = entry.seq;
            let head = board.plan.clone();
            if entry.text_size() > 0 {
                board.shorten_old_reports();
            }
            if let Some(summary) = self.data.plans.iter_mut().find(|plan| plan.id == head.id) {
                (summary.title, summary.period, summary.state) = (head.title, head.period, head.state);
            }
            // Which point of a meeting is up changes no other screen.
            if !entry.edit.is_place_only() {
                self.data.epoch += 1;
            }
            let undone = entry.edit.kind != EditKind::Do;
            if (undone || own != Some(entry.edit.op)) && entry.edit.changes.iter().any(Change::is_of_meeting) {
                self.meeting_changed(undone);
            }
            if own != Some(entry.edit.op) {
                self.seen_from_elsewhere(&entry);
                self.data.fresh_until = Some(self.env.now + chrono::Duration::milliseconds(FRESH_MILLISECONDS));
            }
            self.shorten_others(&mut entry);
            if let Some((_, lines)) = self.data.item_journal.as_mut().filter(|(item, _)| entry.edit.touches(*item)) {
                lines.insert(0, entry.clone());
            }
            if let Some(chronicle) = &mut self.lookback.entries {
                chronicle.push(entry.clone());
            }
            self.data.journal.push(entry);
        }
        if self.data.journal.len() > JOURNAL_KEPT {
            self.data.journal.drain(..self.data.journal.len() - JOURNAL_KEPT);
            self.data.journal_goes_on = true;
        }
        self.settle_rules();
        self.settle_leaders();
        self.repair_cursors();
        if self.session.restricted && self.is_let_go() {
            return vec![Effect::Expel];
        }
        Vec::new()
    }

    /// Whether the person does not work here any more; asked of the present, whatever is shown.
    fn is_let_go(&mut self) -> bool {
        let (author, key) = (self.session.author.clone(), self.session.key.clone());
        let lost_key = |person: &Person| {
            key.as_ref().is_some_and(|key| !person.keys.iter().any(|known| known.ends_with(key.as_str())))
        };
        self.present_mut().people.iter().any(|person| person.login == author && (!person.active || lost_key(person)))
    }

    fn seen_from_elsewhere(&mut self, entry: &Entry) {
        let nodes: BTreeSet<Node> = entry.edit.changes.iter().filter_map(crate::plan::Change::node).collect();
        let words = entry_in_words(self.env.lang, &self.data.board, entry);
        let told = self
            .env
            .lang
            .fill(words::notice::Theirs { author: &self.data.board.called(&entry.edit.author), what: &words });
        for node in &nodes {
            self.data.fresh.insert(*node, told.clone());
            self.data.fresh.insert(Node::item(node.item), told.clone());
        }
        // Somebody who is typing about the same thing is told where the eyes are.
        let about = |targets: &[Node]| targets.iter().any(|node| nodes.contains(node));
        match self.nav.popups.last_mut().and_then(Popup::input) {
            Some(Input::Prompt(prompt)) if about(&prompt.targets) => prompt.theirs = Some(told),
            Some(Input::Form(form)) if about(&form.targets) => form.theirs = Some(told),
            Some(Input::Picker(picker)) if about(&picker.targets) => picker.theirs = Some(told),
            Some(Input::Prompt(_) | Input::Form(_) | Input::Picker(_)) | None => {
                self.nav.notice = Some(Notice::info(told));
            }
        }
    }

    /// A moment has come: marks of others' changes have been seen, pages turn, a point of a meeting is up.
    pub(super) fn woken(&mut self) -> Vec<Effect> {
        self.env.alarm = None;
        // Waking for something else, as for the minutes of a point, leaves the marks alone.
        if self.data.fresh_until.is_none_or(|until| until <= self.env.now) {
            self.data.fresh.clear();
            self.data.fresh_until = None;
        }
        self.turn_if_due();
        self.settle()
    }

    /// One's own lines are kept whole, to be taken back; of others' long ones the beginnings are read.
    fn shorten_others(&self, entry: &mut Entry) {
        if entry.edit.author != self.session.author && entry.text_size() > LONG {
            entry.shorten_reports();
        }
    }

    /// Asks to be woken at the next moment at which something happens by itself.
    pub(super) fn set_alarm(&mut self) -> Option<Effect> {
        let hears = self.nav.popups.last().and_then(Popup::deaf_until).filter(|until| *until > self.env.now);
        let moments = [self.data.fresh_until, self.turns_at(), self.meeting_alarm(), hears];
        let next = moments.into_iter().flatten().min();
        if next == self.env.alarm {
            return None;
        }
        self.env.alarm = next;
        let left = (next? - self.env.now).num_milliseconds().max(1);
        Some(Effect::WakeAfter(left.cast_unsigned()))
    }

    /// Lines of the journal have come.
    pub(super) fn journal_read(&mut self, item: Option<crate::plan::ItemId>, mut lines: Vec<Entry>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for entry in &mut lines {
            self.shorten_others(entry);
        }
        if let Some(item) = item {
            self.data.item_journal = Some((item, lines));
        } else {
            self.data.journal_goes_on = lines.len() >= super::update::JOURNAL_PAGE;
            lines.append(&mut self.data.journal);
            lines.sort_by_key(|entry| entry.seq);
            lines.dedup_by_key(|entry| entry.seq);
            self.data.journal = lines;
            let oldest = self.data.journal.first().map(|entry| entry.seq);
            if std::mem::take(&mut self.data.journal_whole)
                && let Some(Screen::History(HistoryScreen { entry, .. })) = self.nav.screens.last_mut()
            {
                *entry = oldest;
                self.data.journal_whole = self.data.journal_goes_on;
                effects = self.older_journal();
            }
        }
        self.repair_cursors();
        effects
    }

    /// Takes back one's own last edit, or does one's last undone edit again.
    pub(super) fn undo(&mut self, redo: bool) -> Vec<Effect> {
        self.undo_surely(redo, None)
    }

    /// The same; `sure` is the line that the person has confirmed to take back: that one, and no later one.
    pub(super) fn undo_surely(&mut self, redo: bool, sure: Option<Revision>) -> Vec<Effect> {
        let steps = steps(&self.data.journal, &self.session.author);
        let seq = match sure {
            Some(seq) if !(if redo { &steps.redo } else { &steps.undo }).contains(&seq) => {
                return self.trouble(words::trouble::UNDONE_ALREADY);
            }
            Some(seq) => Some(seq),
            None if redo => steps.redo.last().copied(),
            None => steps.undo.last().copied(),
        };
        let Some(entry) = seq.and_then(|seq| self.data.journal.iter().find(|entry| entry.seq == seq)) else {
            if self.data.journal_goes_on && !redo {
                // One's own last edit may lie further back than what was read so far.
                self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::READING_BACK)));
                return self.older_journal();
            }
            return self.trouble(if redo { words::trouble::NOTHING_TO_REDO } else { words::trouble::NOTHING_TO_UNDO });
        };
        if sure.is_none()
            && let Some(question) = self.undo_question(entry, redo)
        {
            let then = if redo { Then::Redo(entry.seq) } else { Then::Undo(entry.seq) };
            self.confirm(question, then);
            return Vec::new();
        }
        let (seq, plan, changes) = (entry.seq, entry.edit.plan, entry.edit.taken_back());
        let words = self.step_in_words(entry);
        let what = &clip(&words, 40);
        let notice = if redo {
            self.env.lang.fill(words::notice::Redone { what })
        } else {
            self.env.lang.fill(words::notice::Undone { what })
        };
        let kind = |seq| if redo { EditKind::Redo(seq) } else { EditKind::Undo(seq) };
        let mut edit = self.new_edit(kind(seq), changes);
        edit.plan = plan;
        self.send(edit, notice, false)
    }

    /// What an undoing or its undoing goes back to.
    fn first_done<'a>(&'a self, mut entry: &'a Entry) -> &'a Entry {
        while let EditKind::Undo(seq) | EditKind::Redo(seq) = entry.edit.kind {
            let Some(before) = self.data.journal.iter().find(|other| other.seq == seq) else { break };
            entry = before;
        }
        entry
    }

    /// What is asked before a step is taken back or done again: a meeting is named, and what was not done in this window
    /// is told with its moment, since nobody here has seen it happen.
    fn undo_question(&self, entry: &Entry, redo: bool) -> Option<String> {
        let begun = entry.edit.changes.iter().find_map(|change| {
            let Change::Meeting { meeting, .. } = change else { return None };
            meeting.after.as_ref().filter(|_| meeting.before.is_none()).map(|it| it.title.clone())
        });
        if let Some(title) = begun.filter(|_| !redo) {
            // It may have been begun in another window: by its name one sees which is meant.
            return Some(self.env.lang.fill(words::confirm::UndoMeeting { title: &title }));
        }
        if self.writing.written.contains(&entry.edit.op) {
            return None;
        }
        let at = &self.dates().stamp(entry.at);
        let what = &self.step_in_words(entry);
        Some(if redo {
            self.env.lang.fill(words::confirm::RedoElsewhere { at, what })
        } else {
            self.env.lang.fill(words::confirm::UndoElsewhere { at, what })
        })
    }

    /// A step in words: what an undoing undid is told by what it undid, not by how it did it.
    fn step_in_words(&self, entry: &Entry) -> String {
        // What lies further back than what was read is told as it is.
        edit_in_words(self.env.lang, &self.data.board, &self.first_done(entry).edit)
    }

    /// Cursors whose row is gone go to the nearest that is there; screens of items that are gone close.
    pub(super) fn repair_cursors(&mut self) {
        let in_past = self.lookback.past.is_some();
        let board = &self.data.board;
        self.nav.marks.retain(|node| board.contains(*node));
        let held = self.nav.screens.iter().any(|screen| matches!(screen, Screen::Meeting(_)));
        self.nav.screens.retain(|screen| match screen {
            // In the past there may not have been one yet; it is there again afterwards.
            Screen::Meeting(_) if in_past => true,
            screen => screen.answers().is_none_or(|screen| !screen.is_gone(board)),
        });
        // Without its meeting the projector above it shows nothing.
        if held && !self.nav.screens.iter().any(|screen| matches!(screen, Screen::Meeting(_))) {
            self.nav.screens.retain(|screen| !matches!(screen, Screen::Projector(_)));
        }
        for screen in self.nav.screens.iter_mut().filter_map(Screen::answers_mut) {
            screen.repair(&self.data.board);
        }
    }
}
