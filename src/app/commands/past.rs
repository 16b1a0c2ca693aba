//! The past: the board as it was at the end of a day, when a meeting ended, or after a line of the journal, made by taking
//! back everything that came later. Every screen shows it; it is for looking only; what others do meanwhile goes into
//! the present.

use chrono::{Days, NaiveDate};

use crate::app::lists::after_meeting;
use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::popups::{Popup, Prompt, Purpose};
use crate::app::screens::HistoryScreen;
use crate::app::state::{Awaiting, Moment, Past, Travel};
use crate::app::{App, Screen, View};
use crate::plan::{Board, Chronology, Entry, MeetingId, Revision};
use crate::report::{clocks_in_words, trouble_in_words};
use crate::words;

impl App {
    /// The past that is shown, when it is not the present.
    pub fn past(&self) -> Option<Moment> {
        self.lookback.past.as_ref().map(|past| past.moment)
    }

    /// Shows the board as it was after the line under the cursor of the history.
    pub(in crate::app) fn show_past(&mut self) -> Vec<Effect> {
        let Screen::History(HistoryScreen { entry: Some(seq), .. }) = *self.screen() else {
            return self.trouble(words::history::NOTHING);
        };
        if self.lookback.past.is_some() {
            return self.trouble(words::trouble::PAST_ALREADY);
        }
        // The whole journal where it was read: it tells more of that time than its end does.
        let all = self.lookback.entries.take();
        let lines = all.as_deref().unwrap_or(&self.data.journal);
        let until = lines.partition_point(|entry| entry.seq <= seq);
        let at = lines.iter().find(|entry| entry.seq == seq).map(|entry| entry.at);
        if let Some(at) = at {
            let lines = lines.to_vec();
            self.enter(Moment::Line(seq), &lines, until, self.data.board.zone.day(at));
        }
        self.lookback.entries = all;
        if at.is_none() {
            return self.trouble(words::history::NOTHING);
        }
        let effects = self.show(View::Board);
        self.repair_cursors();
        effects
    }

    /// Begins with the plan as it was at the end of a day; `all` is its whole journal. Where that does not reach so far, only
    /// the lights are of that day, and the footer says so.
    pub fn begin_at(&mut self, day: NaiveDate, all: Vec<Entry>) {
        let written = self.written(&all);
        if let Some(first) = written.begins().filter(|first| day < *first) {
            self.nav.as_of = Some(day);
            let words = self.env.lang.fill(words::trouble::AsOfBeforeTheJournal { day: &day, first: &first });
            self.nav.notice = Some(Notice::trouble(words));
        } else {
            self.enter(Moment::Day(day), &all, written.until(day), day);
            self.tell_wrong_clocks(&written);
        }
        self.lookback.entries = Some(all);
        self.refresh_rows();
    }

    /// One step through the past; reads the journal first, where it was not read yet.
    pub(in crate::app) fn travel(&mut self, travel: Travel) -> Vec<Effect> {
        if self.lookback.entries.is_none() {
            return self.await_chronicle(Awaiting::Travel(travel));
        }
        let here = self.day();
        let to = match travel {
            Travel::To(day) => Some(day),
            Travel::Days(by) if by < 0 => here.checked_sub_days(Days::new(by.unsigned_abs())),
            Travel::Days(by) => here.checked_add_days(Days::new(by.unsigned_abs())),
            Travel::Meeting(by) => return self.travel_by_meeting(by),
        };
        let Some(day) = to else { return Vec::new() };
        // Not the day that is looked at: of that only the calendar was turned back, not the plan.
        if day >= self.env.today {
            if !self.leave_past() {
                self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::AT_PRESENT)));
            }
            return Vec::new();
        }
        let all = self.lookback.entries.take().unwrap_or_default();
        let written = self.written(&all);
        if let Some(first) = written.begins().filter(|first| day < *first) {
            let words = self.env.lang.fill(words::trouble::BeforeTheJournal { day: &first });
            self.nav.notice = Some(Notice::trouble(words));
        } else {
            self.enter(Moment::Day(day), &all, written.until(day), day);
            self.tell_wrong_clocks(&written);
        }
        self.lookback.entries = Some(all);
        Vec::new()
    }

    fn travel_by_meeting(&mut self, by: i64) -> Vec<Effect> {
        let board = self.lookback.past.as_ref().map_or(&self.data.board, |past| &past.present);
        let ended: Vec<(MeetingId, NaiveDate)> =
            board.meetings.iter().filter(|it| it.ended.is_some()).map(|it| (it.id, it.day)).collect();
        let here = match self.past() {
            Some(Moment::Meeting(id)) => ended.iter().position(|(other, _)| *other == id),
            Some(Moment::Line(_) | Moment::Day(_)) | None => None,
        };
        let day = self.day();
        let to = match (here, by < 0) {
            (Some(at), true) => at.checked_sub(1),
            (Some(at), false) => Some(at + 1),
            (None, true) => ended.iter().rposition(|(_, held)| *held <= day),
            (None, false) => ended.iter().position(|(_, held)| *held > day),
        };
        match to.and_then(|at| ended.get(at).copied()) {
            Some((id, held)) => {
                let all = self.lookback.entries.take().unwrap_or_default();
                let until = all.len() - after_meeting(&all, id).len();
                self.enter(Moment::Meeting(id), &all, until, held);
                self.lookback.entries = Some(all);
                Vec::new()
            }
            None if by > 0 && self.leave_past() => Vec::new(),
            None => self.trouble(words::trouble::NO_MEETING_THERE),
        }
    }

    /// On which days the lines were written.
    fn written(&self, all: &[Entry]) -> Chronology {
        Chronology::of(all, self.data.board.zone, self.env.today)
    }

    /// Where clocks were wrong, what is shown goes by the order of the lines: that is said.
    fn tell_wrong_clocks(&mut self, written: &Chronology) {
        // The day of the demonstration is not the clock's.
        if !self.data.board.demo
            && let Some(words) = clocks_in_words(self.env.lang, written)
        {
            self.nav.notice = Some(Notice::trouble(words));
        }
    }

    /// Puts the past in the place of the present: the plan after the first `until` of the lines that are known.
    fn enter(&mut self, moment: Moment, all: &[Entry], until: usize, day: NaiveDate) {
        let (present, as_of, depth) = match self.lookback.past.take() {
            Some(past) => (past.present, past.as_of, past.depth),
            None => (self.data.board.clone(), self.nav.as_of, self.nav.screens.len()),
        };
        let known = all.partition_point(|entry| entry.seq <= present.revision);
        self.data.board = present.as_of(&all[..known], until.min(known));
        if let Some(first) = all.get(until) {
            self.data.board.revision = Revision(first.seq.0 - 1);
        }
        self.lookback.past = Some(Past { moment, present, as_of, depth });
        self.nav.as_of = Some(day).filter(|day| *day != self.env.today);
        self.nav.marks.clear();
        self.data.epoch += 1;
        self.repair_cursors();
    }

    /// Back to the present; from a line of the history to the history, else on the same screen. Returns whether it was
    /// in the past.
    pub(in crate::app) fn leave_past(&mut self) -> bool {
        let Some(past) = self.lookback.past.take() else { return false };
        self.data.board = past.present;
        self.nav.as_of = past.as_of;
        self.data.epoch += 1;
        if let Moment::Line(seq) = past.moment {
            self.nav.screens = vec![Screen::History(HistoryScreen { entry: Some(seq), oldest_first: false })];
        }
        self.repair_cursors();
        self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::PRESENT)));
        true
    }

    /// Whether one step back leads out of the past.
    pub(in crate::app) fn past_ends_here(&self) -> bool {
        self.lookback.past.as_ref().is_some_and(|past| match past.moment {
            Moment::Line(_) => self.nav.screens.len() == 1,
            Moment::Day(_) | Moment::Meeting(_) => self.nav.screens.len() <= past.depth,
        })
    }

    /// Nothing of what was known before is true any more: another past is read.
    pub(in crate::app) fn forget_the_past(&mut self) {
        if let Some(past) = self.lookback.past.take() {
            self.nav.as_of = past.as_of;
        }
        self.data.journal.clear();
        self.lookback.entries = None;
        self.lookback.asked = false;
        self.lookback.awaiting = None;
        self.data.item_journal = None;
        self.nav.marks.clear();
    }

    /// The board that is true now, also while another is shown.
    pub(in crate::app) fn present_mut(&mut self) -> &mut Board {
        match &mut self.lookback.past {
            Some(past) => &mut past.present,
            None => &mut self.data.board,
        }
    }

    pub(in crate::app) fn ask_past(&mut self) -> Vec<Effect> {
        self.nav.popups.push(Popup::Prompt(Prompt::new(Purpose::Past, Vec::new(), "")));
        Vec::new()
    }

    pub(in crate::app) fn accept_past(&mut self, text: &str) -> Vec<Effect> {
        match self.past_day_meant(text) {
            Ok(day) => {
                self.nav.popups.pop();
                self.travel(Travel::To(day))
            }
            Err(error) => self.refuse(trouble_in_words(self.env.lang, &error)),
        }
    }
}
