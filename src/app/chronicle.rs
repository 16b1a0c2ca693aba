//! Chronicle: the whole journal, read once when something looks back: what changed, the trend, the board of a past day.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::msg::Effect;
use super::notice::Notice;
use super::state::Awaiting;
use super::{App, Popup, Prompt, Purpose, Reading, Screen, Topic};
use crate::app::lists::{Figure, Since};
use crate::app::screens::{ChangesScreen, TrendScreen};
use crate::plan::{Entry, Node, Revision, month_end};
use crate::report::{ChangedLine, trouble_in_words};
use crate::words;

impl App {
    /// The journal up to what the board shows, once it was read.
    pub fn chronicle(&self) -> Option<&[Entry]> {
        let all = self.lookback.entries.as_deref()?;
        let until = all.partition_point(|entry| entry.seq <= self.data.board.revision);
        Some(&all[..until])
    }

    /// Asks for the journal where something on the screen looks back and it is not here.
    pub(super) fn read_chronicle(&mut self) -> Option<Effect> {
        let looks_back = self.since().is_some()
            || self.lookback.awaiting.is_some()
            || self.nav.screens.iter().any(|screen| matches!(screen, Screen::Trend(_)))
            || self.nav.popups.iter().any(|popup| matches!(popup, Popup::Ticks(ticks) if ticks.is_ahead()))
            || matches!(self.nav.popups.last(), Some(Popup::Reading(Reading { topic: Topic::Paper(..), .. })));
        if !looks_back || self.lookback.entries.is_some() || self.lookback.asked {
            return None;
        }
        self.lookback.asked = true;
        Some(Effect::ReadChronicle)
    }

    /// The whole journal has come; with what was written while it was on its way.
    pub(super) fn chronicle_read(&mut self, mut all: Vec<Entry>) -> Vec<Effect> {
        self.lookback.asked = false;
        // Of a plan that is not looked at any more.
        if all.iter().any(|entry| !entry.edit.concerns(self.data.board.plan.id)) {
            return Vec::new();
        }
        all.sort_by_key(|entry| entry.seq);
        let last = all.last().map_or(Revision(0), |entry| entry.seq);
        all.extend(self.data.journal.iter().filter(|entry| entry.seq > last).cloned());
        self.lookback.entries = Some(all);
        self.data.epoch += 1;
        self.write_papers();
        self.fill_ticks();
        Vec::new()
    }

    /// Does something once the journal is here, and says so.
    pub(super) fn await_chronicle(&mut self, what: Awaiting) -> Vec<Effect> {
        self.lookback.awaiting = Some(what);
        self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::READING_CHRONICLE)));
        Vec::new()
    }

    /// What waited for the journal. Whoever has opened something meanwhile is not carried off to another day.
    pub(super) fn go_on_after_chronicle(&mut self) -> Vec<Effect> {
        if self.lookback.entries.is_none() || self.is_saving() {
            return Vec::new();
        }
        match self.lookback.awaiting.take() {
            Some(Awaiting::Travel(travel)) if self.nav.popups.is_empty() => {
                self.nav.notice = None;
                self.travel(travel)
            }
            Some(Awaiting::Output(output)) => {
                self.nav.notice = None;
                self.make_output(output)
            }
            Some(Awaiting::Travel(_)) | None => Vec::new(),
        }
    }

    /// From when on changes are told: the last meeting that was over before the day that is looked at, else a month
    /// back.
    pub(super) fn usual_since(&self) -> Since {
        let held = self.meeting().map(|meeting| meeting.id);
        let last = self.data.board.last_meeting(held).filter(|meeting| meeting.day <= self.day());
        let month = || Since::Day(self.day().checked_sub_months(Months::new(1)).unwrap_or(self.day()));
        last.map_or_else(month, |meeting| Since::Meeting(meeting.id))
    }

    /// From when on the changes on the screen are told, if any are.
    pub fn since(&self) -> Option<Since> {
        // In the past there may not have been that meeting yet.
        let known = |since: Since| match since {
            Since::Meeting(id) => self.data.board.meeting(id).is_some_and(|meeting| meeting.ended.is_some()),
            Since::Day(day) => day <= self.day(),
        };
        self.nav.screens.iter().rev().find_map(|screen| {
            if let Screen::Changes(ChangesScreen { since, .. }) = screen
                && known(*since)
            {
                return Some(*since);
            }
            matches!(screen, Screen::Changes(_) | Screen::Projector(_)).then(|| self.usual_since())
        })
    }

    /// Puts the cursor of the changes on a line, or the last.
    pub(super) fn changes_at(&mut self, at: usize) {
        let Screen::Changes(ChangesScreen { since, .. }) = *self.screen() else { return };
        let lines = &self.data.rows.changed;
        let at = at.min(lines.len().saturating_sub(1));
        let line = lines.get(at);
        let node = line.and_then(|line| line.item).map(Node::item);
        let kind = line.map(|line| line.kind);
        self.replace_screen(Screen::Changes(ChangesScreen { since, at, kind, node }));
    }

    /// The lines may have moved under the cursor: it stays with what it stood on.
    pub(super) fn keep_changes_cursor(&mut self) {
        let Screen::Changes(ChangesScreen { at, kind, node, .. }) = *self.screen() else { return };
        let is_it = |line: &ChangedLine| Some(line.kind) == kind && line.item == node.map(|node| node.item);
        let lines = &self.data.rows.changed;
        let found = lines.iter().enumerate().filter(|(_, line)| is_it(line)).map(|(place, _)| place);
        let to = found.min_by_key(|place| place.abs_diff(at)).unwrap_or(at);
        self.changes_at(to);
    }

    /// To another row of the trend.
    pub(super) fn step_trend(&mut self, day: Option<NaiveDate>, months: bool, by: isize) {
        let days: Vec<NaiveDate> = self.data.rows.trend_days().collect();
        let at = day.and_then(|day| days.iter().position(|other| *other == day));
        let at = at.unwrap_or(self.data.rows.trend.len().saturating_sub(1));
        let to = at.saturating_add_signed(by).min(days.len().saturating_sub(1));
        let day = days.get(to).copied();
        self.replace_screen(Screen::Trend(TrendScreen { day, months }));
    }

    pub(super) fn ask_since(&mut self) -> Vec<Effect> {
        self.nav.popups.push(Popup::Prompt(Prompt::new(Purpose::Since, Vec::new(), "")));
        Vec::new()
    }

    pub(super) fn accept_since(&mut self, text: &str) -> Vec<Effect> {
        let since = if text.is_empty() {
            self.usual_since()
        } else {
            match self.past_day_meant(text) {
                Ok(day) if day > self.day() => {
                    let trouble = self.env.lang.fill(words::trouble::BriefFuture { day: &day });
                    return self.refuse(trouble);
                }
                Ok(day) => Since::Day(day),
                Err(error) => return self.refuse(trouble_in_words(self.env.lang, &error)),
            }
        };
        if let Some(Screen::Changes(ChangesScreen { since: shown, .. })) = self.nav.screens.last_mut() {
            *shown = since;
        }
        self.nav.popups.pop();
        Vec::new()
    }

    /// Enter on a row of the trend: the board as it was on that day, or what will be due.
    pub(super) fn open_trend(&mut self, day: NaiveDate) -> Vec<Effect> {
        match self.data.rows.ahead.iter().find(|ahead| ahead.day == day) {
            Some(ahead) => {
                self.open_figure(Figure::Falling { after: ahead.after, until: day });
                Vec::new()
            }
            None => self.travel(super::Travel::To(day)),
        }
    }

    /// The ends of weeks or months of the plan's period, and the day that is looked at.
    pub fn trend_days(&self, months: bool) -> Vec<NaiveDate> {
        let period = self.data.board.plan.period;
        let today = self.day();
        let mut days = Vec::new();
        if today < period.first() {
            return days;
        }
        let mut day = period.first();
        while day <= period.last() {
            let end = if months {
                month_end(day)
            } else {
                day + Days::new(u64::from(6 - day.weekday().num_days_from_monday()))
            };
            days.push(end.min(period.last()));
            day = end + Days::new(1);
        }
        if let Err(at) = days.binary_search(&today) {
            days.insert(at, today);
        }
        days
    }
}
