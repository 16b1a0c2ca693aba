//! The past: the board as it was at the end of a day, when a meeting ended, or after a line of the journal, made by taking
//! back everything that came later. Every screen shows it; it is for looking only; what others do meanwhile goes into
//! the present.

use chrono::{Days, NaiveDate};

use super::chronicle::{after_day, after_meeting};
use super::layer::{Layer, Prompt, Purpose};
use super::msg::Effect;
use super::notice::Notice;
use super::{App, Screen, View};
use crate::plan::{Board, Entry, MeetingId, Revision};
use crate::report::trouble_in_words;

/// Which past is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// After this line of the journal.
    Line(Revision),
    /// At the end of this day.
    Day(NaiveDate),
    /// When this meeting ended.
    Meeting(MeetingId),
}

/// A step through the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Travel {
    /// By so many days.
    Days(i64),
    /// To the meeting before (`-1`) or after (`1`).
    Meeting(i64),
    /// To a day.
    To(NaiveDate),
}

/// A look at the past.
#[derive(Debug)]
pub(super) struct Past {
    moment: Moment,
    /// The board as it is now.
    present: Board,
    /// The day that was looked at before.
    as_of: Option<NaiveDate>,
    /// How many screens there were when the look began: it ends where it began.
    depth: usize,
}

impl App {
    /// The past that is shown, when it is not the present.
    pub fn past(&self) -> Option<Moment> {
        self.past.as_ref().map(|past| past.moment)
    }

    /// Shows the board as it was after the line under the cursor of the history.
    pub(super) fn show_past(&mut self) -> Vec<Effect> {
        let Screen::History { entry: Some(seq), .. } = *self.screen() else { return Vec::new() };
        if self.past.is_some() {
            return Vec::new();
        }
        let later: Vec<Entry> = self.journal.iter().filter(|entry| entry.seq > seq).cloned().collect();
        let at = self.journal.iter().find(|entry| entry.seq == seq).map(|entry| entry.at);
        let Some(day) = at.map(|at| self.board.zone.day(at)) else { return Vec::new() };
        self.enter(Moment::Line(seq), &later, day);
        let effects = self.show(View::Board);
        self.repair_cursors();
        effects
    }

    /// The day to which the present belongs.
    fn present_day(&self) -> NaiveDate {
        self.past.as_ref().map_or(self.day(), |past| past.as_of.unwrap_or(self.today))
    }

    /// One step through the past; reads the journal first, where it was not read yet.
    pub(super) fn travel(&mut self, travel: Travel) -> Vec<Effect> {
        if self.chronicle.is_none() {
            self.travelling = Some(travel);
            self.notice = Some(Notice::info(self.lang.say("notice.reading_chronicle")));
            return Vec::new();
        }
        let here = self.day();
        let to = match travel {
            Travel::To(day) => Some(day),
            Travel::Days(by) if by < 0 => here.checked_sub_days(Days::new(by.unsigned_abs())),
            Travel::Days(by) => here.checked_add_days(Days::new(by.unsigned_abs())),
            Travel::Meeting(by) => return self.travel_by_meeting(by),
        };
        let Some(day) = to else { return Vec::new() };
        if day >= self.present_day() {
            if !self.leave_past() {
                self.notice = Some(Notice::info(self.lang.say("notice.at_present")));
            }
            return Vec::new();
        }
        let all = self.chronicle.take().unwrap_or_default();
        let zone = self.board.zone;
        match all.first().map(|entry| zone.day(entry.at)).filter(|first| day < *first) {
            Some(first) => {
                self.notice = Some(Notice::trouble(self.lang.fill("trouble.before_the_journal", &[("day", &first)])));
            }
            None => self.enter(Moment::Day(day), after_day(&all, day, zone), day),
        }
        self.chronicle = Some(all);
        Vec::new()
    }

    fn travel_by_meeting(&mut self, by: i64) -> Vec<Effect> {
        let board = self.past.as_ref().map_or(&self.board, |past| &past.present);
        let ended: Vec<(MeetingId, NaiveDate)> =
            board.meetings.iter().filter(|it| it.ended.is_some()).map(|it| (it.id, it.day)).collect();
        let here = match self.past() {
            Some(Moment::Meeting(id)) => ended.iter().position(|(other, _)| *other == id),
            _ => None,
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
                let all = self.chronicle.take().unwrap_or_default();
                self.enter(Moment::Meeting(id), after_meeting(&all, id), held);
                self.chronicle = Some(all);
                Vec::new()
            }
            None if by > 0 && self.leave_past() => Vec::new(),
            None => self.trouble("trouble.no_meeting_there"),
        }
    }

    /// Puts the past in the place of the present, taking back `later`, the latest lines.
    fn enter(&mut self, moment: Moment, later: &[Entry], day: NaiveDate) {
        let (present, as_of, depth) = match self.past.take() {
            Some(past) => (past.present, past.as_of, past.depth),
            None => (self.board.clone(), self.as_of, self.screens.len()),
        };
        self.board = present.before(later);
        if let Some(first) = later.first() {
            self.board.revision = Revision(first.seq.0 - 1);
        }
        self.past = Some(Past { moment, present, as_of, depth });
        self.as_of = Some(day).filter(|day| *day != self.today);
        self.marks.clear();
        self.epoch += 1;
        self.repair_cursors();
    }

    /// Back to the present; from a line of the history to the history, else on the same screen. Returns whether it was
    /// in the past.
    pub(super) fn leave_past(&mut self) -> bool {
        let Some(past) = self.past.take() else { return false };
        self.board = past.present;
        self.as_of = past.as_of;
        self.epoch += 1;
        if let Moment::Line(seq) = past.moment {
            self.screens = vec![Screen::History { entry: Some(seq), oldest_first: false }];
        }
        self.repair_cursors();
        self.notice = Some(Notice::info(self.lang.say("notice.present")));
        true
    }

    /// Whether one step back leads out of the past.
    pub(super) fn past_ends_here(&self) -> bool {
        self.past.as_ref().is_some_and(|past| match past.moment {
            Moment::Line(_) => self.screens.len() == 1,
            _ => self.screens.len() <= past.depth,
        })
    }

    /// Nothing of what was known before is true any more: another past is read.
    pub(super) fn forget_the_past(&mut self) {
        if let Some(past) = self.past.take() {
            self.as_of = past.as_of;
        }
        self.journal.clear();
        self.chronicle = None;
        self.chronicle_asked = false;
        self.travelling = None;
        self.item_journal = None;
        self.marks.clear();
    }

    /// The board that is true now, also while another is shown.
    pub(super) fn present_mut(&mut self) -> &mut Board {
        match &mut self.past {
            Some(past) => &mut past.present,
            None => &mut self.board,
        }
    }

    pub(super) fn ask_past(&mut self) -> Vec<Effect> {
        self.layers.push(Layer::Prompt(Prompt::new(Purpose::Past, Vec::new(), "")));
        Vec::new()
    }

    pub(super) fn accept_past(&mut self, text: &str) -> Vec<Effect> {
        match self.day_meant(&Purpose::Past, text) {
            Ok(day) => {
                self.layers.pop();
                self.travel(Travel::To(day))
            }
            Err(error) => self.refuse(trouble_in_words(self.lang, &error)),
        }
    }
}
