//! Projector: a run of pages made from the live data, turned by a few keys or a presenter's remote. The cursor is the
//! page itself, so that a change by somebody else never turns the page under the speaker.

use chrono::{DateTime, Duration, Utc};

use crate::app::msg::Effect;
use crate::app::page::{CHANGES_ON_A_PAGE, DECISIONS_ON_A_PAGE, MOST_CHANGED_PAGES, Page, section_parts};
use crate::app::screens::{MeetingScreen, NodeScreen, ProjectorScreen};
use crate::app::{App, Command, Screen};
use crate::plan::{DirectiveId, Node};
use crate::words;

impl App {
    /// The pages in their order. Of a meeting: what earlier ones decided, and its agenda. Else the sections and what
    /// needs the room's attention.
    pub fn pages(&self) -> Vec<Page> {
        let mut pages = vec![Page::Title, Page::Glance];
        let changed = self.data.rows.changes.as_ref().map_or(0, |changes| {
            let pages = changes.len().div_ceil(CHANGES_ON_A_PAGE).min(MOST_CHANGED_PAGES);
            if changes.is_empty() { 0 } else { 1 + pages }
        });
        // A first meeting has nothing to be compared with.
        let first = self.meeting().is_some_and(|meeting| self.data.board.last_meeting(Some(meeting.id)).is_none());
        pages.extend((0..changed).filter(|_| !first).map(Page::Changed));
        if let Some(meeting) = self.meeting() {
            if !self.data.board.commitments(Some(meeting.id)).is_empty() {
                pages.push(Page::Earlier);
            }
            pages.extend(meeting.agenda.iter().map(|point| Page::of(point.subject)));
        } else {
            for section in &self.data.board.sections {
                let parts = section_parts(self.data.board.items_of(section.id).len());
                pages.extend((0..parts).map(|part| Page::Section(section.id, part)));
            }
            pages.extend(self.data.rows.attention.iter().map(|node| Page::Item(node.item)));
        }
        let closing = self.decided().len().div_ceil(DECISIONS_ON_A_PAGE).max(1);
        pages.extend((0..closing).map(Page::Closing));
        pages
    }

    /// Where a page stands among all, from 0; an item that was jumped to stands nowhere.
    pub fn place_of(&self, page: Page) -> Option<usize> {
        self.pages().iter().position(|other| *other == page)
    }

    /// What was decided: in the meeting that is held, else on the day that is looked at and today.
    pub fn decided(&self) -> Vec<DirectiveId> {
        if let Some(meeting) = self.meeting() {
            return self.data.board.decisions(meeting.id).map(|it| it.id).collect();
        }
        let days = [self.day(), self.env.today];
        self.data.board.directives.iter().filter(|it| days.contains(&it.day)).map(|it| it.id).collect()
    }

    /// Begins; on an item's row with that item's page, in a meeting with its point, else where one was, or with the title.
    pub(in crate::app) fn present(&mut self) -> Vec<Effect> {
        if let Screen::Node(NodeScreen { node, .. }) = self.screen() {
            return self.present_from(Page::Item(node.item));
        }
        if matches!(self.screen(), Screen::Meeting(_)) {
            return self.present_meeting();
        }
        // F5 after Esc, as on a remote, goes on where one was; Home is the beginning.
        let page = self.wall.left_page.unwrap_or(Page::Title);
        let effects = self.present_from(page);
        // Only now is it known what changed, and so which pages there are.
        self.refresh_rows();
        if self.place_of(page).is_none() {
            self.turn_to(Page::Title);
        }
        effects
    }

    pub(in crate::app) fn present_from(&mut self, page: Page) -> Vec<Effect> {
        self.nav.screens.push(Screen::Projector(ProjectorScreen { page, back: Page::Title, blank: false }));
        self.wall.turned = self.env.now;
        self.wall.settled = false;
        Vec::new()
    }

    /// Begins with the pages; with `seconds` they turn by themselves.
    pub fn begin_presenting(&mut self, seconds: Option<u32>, now: DateTime<Utc>) -> Vec<Effect> {
        self.env.now = now;
        self.nav.notice = None;
        let mut effects = self.present();
        if let Some(seconds) = seconds {
            self.turn_pages_every(seconds);
        }
        self.refresh_rows();
        effects.extend(self.read_chronicle());
        effects.extend(self.set_alarm());
        effects
    }

    /// Turns the pages by themselves, every so many seconds.
    fn turn_pages_every(&mut self, seconds: u32) {
        self.wall.turning = Some((seconds.max(2), self.env.now + Duration::seconds(i64::from(seconds.max(2)))));
    }

    /// A moment has come: the page is turned if it is its time.
    pub(in crate::app) fn turn_if_due(&mut self) {
        let Some((seconds, at)) = self.wall.turning else { return };
        if self.env.now < at {
            return;
        }
        // Nobody presses a key in a corridor: what went wrong once is tried again, and is not told for ever.
        self.lookback.asked &= !std::mem::take(&mut self.lookback.failed);
        self.nav.notice = None;
        // Who has something open reads it.
        if let Screen::Projector(ProjectorScreen { page, blank: false, .. }) = *self.screen()
            && self.nav.popups.is_empty()
        {
            let pages = self.pages();
            let next = self.place_of(page).map_or(0, |at| at + 1) % pages.len();
            self.turn_to(pages[next]);
        }
        self.turn_pages_every(seconds);
    }

    /// When pages turn by themselves next.
    pub(in crate::app) fn turns_at(&self) -> Option<DateTime<Utc>> {
        self.wall.turning.map(|(_, at)| at)
    }

    /// Turns to a page; an item's page that is none of the run is left to where one was.
    pub(in crate::app) fn turn_to(&mut self, to: Page) {
        if let Screen::Projector(ProjectorScreen { page, back, .. }) = *self.screen() {
            let back = if self.place_of(page).is_some() { page } else { back };
            self.replace_screen(Screen::Projector(ProjectorScreen { page: to, back, blank: false }));
            self.wall.turned = self.env.now;
            self.wall.settled = false;
            let on_agenda =
                to.subject().filter(|subject| self.meeting().is_some_and(|meeting| meeting.point(*subject).is_some()));
            // The agenda below follows, so that its cursor stands where the meeting is.
            let below = self.nav.screens.iter_mut().rev().find_map(|screen| {
                if let Screen::Meeting(MeetingScreen { subject, .. }) = screen { Some(subject) } else { None }
            });
            if let (Some(below), Some(subject)) = (below, on_agenda) {
                *below = Some(subject);
            }
        }
    }

    pub(in crate::app) fn turn(&mut self, by: isize) {
        let Screen::Projector(ProjectorScreen { page, back, blank }) = *self.screen() else { return };
        // Who turns by hand has the whole time for the page.
        if let Some((seconds, _)) = self.wall.turning {
            self.turn_pages_every(seconds);
        }
        if blank {
            self.replace_screen(Screen::Projector(ProjectorScreen { page, back, blank: false }));
            (self.wall.turned, self.wall.settled) = (self.env.now, false);
            return;
        }
        let pages = self.pages();
        // From an item that was jumped to, and from one that needs no attention any more, on from where one was.
        let at = self.place_of(page).or_else(|| self.place_of(back)).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(pages.len() - 1);
        self.turn_to(pages[to]);
    }

    /// A command that means something else on a page.
    pub(in crate::app) fn projector_command(&mut self, command: Command) -> Option<Vec<Effect>> {
        let Screen::Projector(ProjectorScreen { page, back, blank }) = *self.screen() else { return None };
        match command {
            Command::PageDown | Command::Down | Command::Right => self.turn(1),
            Command::PageUp | Command::Up | Command::Left => self.turn(-1),
            Command::First => self.turn_to(Page::Title),
            Command::Last => self.pages().last().copied().into_iter().for_each(|page| self.turn_to(page)),
            Command::Large if !self.env.can_enlarge => return Some(self.trouble(words::trouble::NO_LARGE_TEXT)),
            Command::Large => {
                self.env.large = !self.env.large;
                return Some(vec![Effect::Redraw]);
            }
            Command::Blank => {
                self.replace_screen(Screen::Projector(ProjectorScreen { page, back, blank: !blank }));
                (self.wall.turned, self.wall.settled) = (self.env.now, false);
            }
            Command::Open => match page {
                Page::Title | Page::Glance | Page::Section(..) | Page::Changed(_) => return Some(self.ask_figure()),
                Page::Closing(_) => return Some(self.ask_decision()),
                Page::Earlier => self.turn(1),
                page => {
                    let item = page.subject().and_then(|subject| self.data.board.item_of_subject(subject));
                    return Some(item.map(|item| self.go_into(Node::item(item))).unwrap_or_default());
                }
            },
            _ => return None,
        }
        Some(Vec::new())
    }
}
