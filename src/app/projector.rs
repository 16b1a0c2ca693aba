//! Projector: a run of pages made from the live data, turned by a few keys or a presenter's remote. The cursor is the
//! page itself, so that a change by somebody else never turns the page under the speaker.

use chrono::{DateTime, Duration, Utc};

use super::msg::Effect;
use super::{App, Command, Screen};
use crate::plan::{DirectiveId, ItemId, Node, SectionId};

/// One page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Page {
    /// Title and day.
    Title,
    /// All sections at a glance.
    Glance,
    /// One section.
    Section(SectionId),
    /// One item.
    Item(ItemId),
    /// What was decided today.
    Closing,
}

impl App {
    /// The pages in their order: title, sections, what needs the room's attention, closing.
    pub fn pages(&self) -> Vec<Page> {
        let sections = self.board.sections.iter().map(|section| Page::Section(section.id));
        let items = self.rows.attention.iter().map(|node| Page::Item(node.item));
        [Page::Title, Page::Glance].into_iter().chain(sections).chain(items).chain([Page::Closing]).collect()
    }

    /// Where a page stands among all, from 0; an item that was jumped to stands where the next one would.
    pub fn place_of(&self, page: Page) -> Option<usize> {
        self.pages().iter().position(|other| *other == page)
    }

    /// Instructions of the day that is looked at, and of today: what this meeting has decided.
    pub fn decided(&self) -> Vec<DirectiveId> {
        let days = [self.day(), self.today];
        self.board.directives.iter().filter(|it| days.contains(&it.day)).map(|it| it.id).collect()
    }

    /// Begins; on an item's row with that item's page, else with the title.
    pub(super) fn present(&mut self) -> Vec<Effect> {
        let page = match self.screen() {
            Screen::Node { node, .. } => Page::Item(node.item),
            _ => Page::Title,
        };
        self.screens.push(Screen::Projector { page, back: Page::Title, blank: false });
        Vec::new()
    }

    /// Begins with the pages; with `seconds` they turn by themselves.
    pub fn begin_presenting(&mut self, seconds: Option<u32>, now: DateTime<Utc>) -> Vec<Effect> {
        self.now = now;
        self.notice = None;
        self.present();
        seconds.map(|seconds| self.turn_pages_every(seconds)).unwrap_or_default()
    }

    /// Turns the pages by themselves, every so many seconds.
    fn turn_pages_every(&mut self, seconds: u32) -> Vec<Effect> {
        self.turning = Some((seconds.max(2), self.now + Duration::seconds(i64::from(seconds.max(2)))));
        vec![Effect::WakeAfter(u64::from(seconds.max(2)) * 1_000)]
    }

    /// A moment has come: the page is turned if it is its time; the next one is asked for.
    pub(super) fn turn_if_due(&mut self) -> Vec<Effect> {
        let Some((seconds, at)) = self.turning else { return Vec::new() };
        if self.now < at {
            let left = (at - self.now).num_milliseconds().max(1);
            return vec![Effect::WakeAfter(left.cast_unsigned())];
        }
        if let Screen::Projector { page, .. } = *self.screen() {
            let pages = self.pages();
            let next = self.place_of(page).map_or(0, |at| at + 1) % pages.len();
            self.turn_to(pages[next]);
        }
        self.turn_pages_every(seconds)
    }

    /// Turns to a page; an item's page that is none of the run is left to where one was.
    pub(super) fn turn_to(&mut self, to: Page) {
        if let Screen::Projector { page, back, .. } = *self.screen() {
            let back = if self.place_of(page).is_some() { page } else { back };
            self.replace_screen(Screen::Projector { page: to, back, blank: false });
        }
    }

    pub(super) fn turn(&mut self, by: isize) {
        let Screen::Projector { page, back, blank } = *self.screen() else { return };
        if blank {
            self.replace_screen(Screen::Projector { page, back, blank: false });
            return;
        }
        let pages = self.pages();
        // From an item that was jumped to, and from one that needs no attention any more, on from where one was.
        let at = self.place_of(page).or_else(|| self.place_of(back)).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(pages.len() - 1);
        self.turn_to(pages[to]);
    }

    /// A command that means something else on a page.
    pub(super) fn projector_command(&mut self, command: Command) -> Option<Vec<Effect>> {
        let Screen::Projector { page, back, blank } = *self.screen() else { return None };
        match command {
            Command::PageDown | Command::Down | Command::Right => self.turn(1),
            Command::PageUp | Command::Up | Command::Left => self.turn(-1),
            Command::First => self.turn_to(Page::Title),
            Command::Last => self.turn_to(Page::Closing),
            Command::Blank => self.replace_screen(Screen::Projector { page, back, blank: !blank }),
            Command::Open => match page {
                Page::Item(item) => return Some(self.go_into(Node::item(item))),
                _ => self.turn(1),
            },
            _ => return None,
        }
        Some(Vec::new())
    }
}
