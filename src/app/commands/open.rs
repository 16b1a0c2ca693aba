//! Going somewhere: drilling in, one step back, another view, an item by its number or by a search.

use crate::app::lists::{Facet, Grouping, LedgerSetup};
use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::screens::{
    AttentionScreen, BoardScreen, ChangesScreen, HistoryScreen, LedgerScreen, MatrixScreen, MineScreen, NodeScreen,
    PeopleScreen, ProjectorScreen, Screen, Spot, TimelineScreen, TrendScreen,
};
use crate::app::{App, Filter, Popup, Prompt, Purpose, View};
use crate::plan::{ItemId, Node};
use crate::words;

impl App {
    /// Drills into what is under the cursor.
    pub(in crate::app) fn open(&mut self) -> Vec<Effect> {
        match self.screen().clone() {
            Screen::History(HistoryScreen { entry, .. }) => {
                let entry = self.data.journal.iter().find(|line| Some(line.seq) == entry);
                let node = entry.and_then(|entry| entry.edit.changes.iter().find_map(crate::plan::Change::node));
                match node {
                    Some(node) => self.drill(Node::item(node.item)),
                    None => self.trouble(words::trouble::LINE_OF_NO_ITEM),
                }
            }
            Screen::Node(NodeScreen { node, spot, .. }) => match spot {
                // There is nothing further down: what can be done here is to fill something in.
                Spot::Node(at) if at == node => self.perform(crate::app::Command::EditAny),
                Spot::Node(_) => self.drill_here(),
                Spot::Report(_) => {
                    self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::REPORT_IS_WHOLE)));
                    Vec::new()
                }
                Spot::Directive(id) => self.offer_acts_on_directive(id),
                Spot::Extension(id) => self.offer_acts_on_extension(id),
            },
            Screen::People(_) => self.open_person(),
            Screen::Meeting(_) => self.present_point(),
            Screen::Trend(TrendScreen { day: Some(day), .. }) => self.open_trend(day),
            Screen::Mine(MineScreen { waiting: Some(waiting), .. }) if self.current().is_none() => self.agree(&waiting),
            Screen::Nothing
            | Screen::Board(_)
            | Screen::Ledger(_)
            | Screen::Attention(_)
            | Screen::Mine(_)
            | Screen::Projector(_)
            | Screen::Changes(_)
            | Screen::Timeline(_)
            | Screen::Matrix(_)
            | Screen::Trend(_)
            | Screen::Figure(_) => self.drill_here(),
        }
    }

    fn drill_here(&mut self) -> Vec<Effect> {
        match self.current() {
            Some(node) => self.drill(node),
            None => self.trouble(words::trouble::NOTHING_SELECTED),
        }
    }

    /// Drills into an item from a page of the projector.
    pub(in crate::app) fn go_into(&mut self, node: Node) -> Vec<Effect> {
        self.drill(node)
    }

    fn drill(&mut self, node: Node) -> Vec<Effect> {
        if !self.data.board.contains(node) {
            return self.trouble(words::trouble::GONE);
        }
        self.nav.screens.push(Screen::Node(NodeScreen { node, spot: Spot::Node(node), scroll: None }));
        self.read_item_journal(node.item)
    }

    pub(in crate::app) fn read_item_journal(&mut self, item: ItemId) -> Vec<Effect> {
        if self.data.item_journal.as_ref().is_some_and(|(known, _)| *known == item) {
            return Vec::new();
        }
        self.data.item_journal = None;
        vec![Effect::ReadJournal { item: Some(item), before: None }]
    }

    /// One step back: out of an item, then marks, search and filter, then the board.
    pub(in crate::app) fn back(&mut self) -> Vec<Effect> {
        if self.past_ends_here() {
            self.leave_past();
        } else if self.nav.screens.len() > 1 {
            let left = self.nav.screens.pop();
            if let Some(Screen::Projector(ProjectorScreen { page, back, .. })) = left
                && self.meeting().is_none()
            {
                self.wall.left_page = Some(if self.place_of(page).is_some() { page } else { back });
            }
            if let Some(Screen::Node(NodeScreen { node, .. })) = left
                && !matches!(self.screen(), Screen::Projector(_) | Screen::Matrix(_))
            {
                self.select(if self.nav.screens.len() > 1 { node } else { self.row_for(node) });
            }
        } else if !self.nav.marks.is_empty() {
            self.nav.marks.clear();
        } else if self.nav.search.is_some() {
            self.nav.search = None;
        } else if !self.nav.filter.is_empty() {
            self.nav.filter = Filter::default();
        } else if let Some(Screen::Board(BoardScreen { zoomed: zoomed @ true, .. })) = self.nav.screens.last_mut() {
            *zoomed = false;
        } else if self.screen().view() != Some(View::Board) {
            self.show(View::Board);
        } else {
            self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::AT_THE_TOP)));
        }
        Vec::new()
    }

    /// The row of the present list that stands for a node: itself if shown, else its item.
    fn row_for(&self, node: Node) -> Node {
        let shown = self.shown_nodes();
        if shown.contains(&node) {
            node
        } else {
            shown.iter().copied().find(|row| row.item == node.item).unwrap_or(Node::item(node.item))
        }
    }

    /// 未报送: what was not reported on in time, by the unit that leads it. It is the ledger, filtered and grouped.
    pub(in crate::app) fn show_owing(&mut self) -> Vec<Effect> {
        let effects = self.show(View::Ledger);
        self.nav.filter.facets = vec![Facet::Stale];
        if let Some(Screen::Ledger(LedgerScreen { setup, .. })) = self.nav.screens.last_mut() {
            setup.grouping = Grouping::Lead;
        }
        self.nav.notice = None;
        effects
    }

    /// Another view of the same plan, with the cursor on the same item.
    pub(in crate::app) fn show(&mut self, view: View) -> Vec<Effect> {
        let before = match self.nav.screens.as_slice() {
            [Screen::Mine(MineScreen { from, .. }), ..] => Some(Node::item(*from)),
            screens => screens.iter().rev().find_map(Screen::node),
        };
        let item = before.map(|node| node.item).or_else(|| self.first_item()).unwrap_or_default();
        self.nav.marks.clear();
        if self.nav.screens.len() == 1 && self.screen().view() == Some(view) {
            self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::HERE_ALREADY)));
        }
        self.nav.screens = vec![match view {
            View::Board => Screen::Board(BoardScreen { item, zoomed: false }),
            View::Ledger => {
                Screen::Ledger(LedgerScreen { node: Some(Node::item(item)), setup: LedgerSetup::default() })
            }
            View::Attention => Screen::Attention(AttentionScreen { node: None }),
            View::Mine => Screen::Mine(MineScreen { waiting: None, node: None, from: item }),
            View::People => Screen::People(PeopleScreen {
                login: self.data.board.people.first().map(|person| person.login.clone()),
            }),
            View::Timeline => Screen::Timeline(TimelineScreen {
                node: Some(Node::item(item)),
                setup: crate::app::TimelineSetup::default(),
            }),
            View::Matrix => {
                Screen::Matrix(MatrixScreen { item: Some(item), unit: None, setup: crate::app::MatrixSetup::default() })
            }
            View::Trend => Screen::Trend(TrendScreen { day: None, months: false }),
            View::Changes => {
                Screen::Changes(ChangesScreen { since: self.usual_since(), at: 0, kind: None, node: None })
            }
            View::History => Screen::History(HistoryScreen {
                entry: self.data.journal.last().map(|entry| entry.seq),
                oldest_first: false,
            }),
        }];
        self.refresh_rows();
        if view == View::Mine {
            self.mine_at(0);
        }
        if view == View::Attention {
            let rows = &self.data.rows.attention;
            let node = rows.iter().find(|row| row.item == item).or_else(|| rows.first()).copied();
            self.replace_screen(Screen::Attention(AttentionScreen { node }));
        }
        Vec::new()
    }

    /// To an item or a measure wherever one is: on the board it is selected, elsewhere opened.
    pub(in crate::app) fn go_to(&mut self, node: Node) -> Vec<Effect> {
        if matches!(self.screen(), Screen::Projector(_)) {
            self.turn_to(crate::app::Page::Item(node.item));
            return Vec::new();
        }
        self.nav.filter = Filter::default();
        self.refresh_rows();
        match self.screen() {
            Screen::Board(_) | Screen::Ledger(_) | Screen::Timeline(_) | Screen::Matrix(_) => {
                let row = self.row_for(node);
                self.select(row);
                // A list of items has no row for a measure: it is opened.
                if row == node { Vec::new() } else { self.drill(node) }
            }
            Screen::Node(_) => {
                self.nav.screens.truncate(1);
                let row = self.row_for(node);
                self.select(row);
                self.drill(node)
            }
            Screen::Nothing
            | Screen::Attention(_)
            | Screen::History(_)
            | Screen::Mine(_)
            | Screen::Projector(_)
            | Screen::Meeting(_)
            | Screen::Changes(_)
            | Screen::Trend(_)
            | Screen::Figure(_)
            | Screen::People(_) => self.drill(node),
        }
    }

    /// The next place of the search (`1`), the one before (`-1`), or the first at or after the cursor (`0`).
    pub(in crate::app) fn next_match(&mut self, by: isize) -> Vec<Effect> {
        let Some(search) = self.nav.search.clone().filter(|search| !search.hits.is_empty()) else {
            return self.trouble(words::trouble::NO_SEARCH);
        };
        let hits: Vec<Node> = search.hits.into_iter().filter(|node| self.data.board.contains(*node)).collect();
        let here = self.nav.screens.last().and_then(Screen::node);
        let order = |node: &Node| {
            let item = self.data.board.item(node.item);
            let measure = node.measure.and_then(|id| item?.position(id)).map_or(0, |at| at + 1);
            (self.data.board.position(node.item), measure)
        };
        let at = here.map(|node| order(&node)).unwrap_or_default();
        // A row of the board stands for its measures: leaving an item behind means leaving all of them.
        let on_board = matches!(self.screen(), Screen::Board(_) | Screen::Attention(_));
        let key = |node: &Node| if on_board { (order(node).0, 0) } else { order(node) };
        let found = match by {
            0 => hits.iter().position(|hit| key(hit) >= at).unwrap_or(0),
            1 => hits.iter().position(|hit| key(hit) > at).unwrap_or(0),
            _ => hits.iter().rposition(|hit| key(hit) < at).unwrap_or(hits.len().saturating_sub(1)),
        };
        let Some(hit) = hits.get(found).copied() else { return self.trouble(words::trouble::NO_SEARCH) };
        self.nav.notice = Some(Notice::info(self.env.lang.fill(words::notice::Match {
            n: &(found + 1),
            all: &hits.len(),
            query: &search.needle.query(),
        })));
        if let Screen::Node(NodeScreen { node, .. }) = *self.screen() {
            let is_here = node.item == hit.item && node.measure.is_none();
            let effects = if is_here { Vec::new() } else { self.go_to(Node::item(hit.item)) };
            self.select(hit);
            return effects;
        }
        let row = self.row_for(hit);
        self.select(row);
        // A screen without a row for it is left for the item.
        if self.screen().node().is_some_and(|at| at.item == hit.item) { Vec::new() } else { self.drill(hit) }
    }

    pub(in crate::app) fn ask_go_to(&mut self, digit: Option<char>) -> Vec<Effect> {
        let text = digit.map(String::from).unwrap_or_default();
        self.nav.popups.push(Popup::Prompt(Prompt::new(Purpose::GoTo, Vec::new(), &text)));
        Vec::new()
    }
}
