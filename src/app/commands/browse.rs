//! Browsing: cursors, panes, drilling down, going somewhere, searching on.

use crate::app::lists::Row;
use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::screens::{
    AttentionScreen, BoardScreen, ChangesScreen, FigureScreen, HistoryScreen, LedgerScreen, MatrixScreen, MineScreen,
    NodeScreen, ProjectorScreen, Screen, Spot, TimelineScreen, TrendScreen,
};
use crate::app::{App, View};
use crate::plan::{DirectiveId, ExtensionId, ItemId, Node, Revision};
use crate::words;

/// How many panes stand side by side on a window of this size; one means a stacked list. Where there is room for what is
/// known of the item under the cursor, that stands beside them.
pub fn board_columns((width, height): (u16, u16)) -> usize {
    match (width, height) {
        (150..230, 18..) => 2,
        (108.., 18..) => 3,
        (64.., 16..) => 2,
        _ => 1,
    }
}

/// From this size on the item under the cursor is shown beside the board.
pub fn shows_detail((width, height): (u16, u16)) -> bool {
    width >= 150 && height >= 18
}

impl App {
    /// Moves the cursor by `by` rows.
    pub(in crate::app) fn step(&mut self, by: isize) -> Vec<Effect> {
        match self.screen().clone() {
            Screen::Board(BoardScreen { item, zoomed }) => self.step_board(item, zoomed, by),
            Screen::Node(NodeScreen { node, spot, scroll }) => self.step_node(node, spot, scroll, by),
            Screen::Ledger(_) | Screen::Attention(_) | Screen::Timeline(_) | Screen::Figure(_) => {
                let nodes = self.shown_nodes();
                let at = self.current().and_then(|node| nodes.iter().position(|other| *other == node));
                let to = at.map_or(0, |at| at.saturating_add_signed(by)).min(nodes.len().saturating_sub(1));
                if let Some(node) = nodes.get(to) {
                    self.select(*node);
                }
            }
            Screen::History(HistoryScreen { entry, oldest_first }) => {
                return self.step_history(entry, oldest_first, by);
            }
            Screen::Mine(MineScreen { waiting, .. }) => {
                let rows = &self.data.rows.mine;
                let at = waiting.and_then(|waiting| rows.iter().position(|other| *other == waiting));
                self.mine_at(at.map_or(0, |at| at.saturating_add_signed(by)));
            }
            Screen::People(_) => self.step_people(by),
            Screen::Meeting(_) => self.step_agenda(by),
            Screen::Changes(ChangesScreen { at, .. }) => self.changes_at(at.saturating_add_signed(by)),
            Screen::Matrix(_) => self.step_matrix(by, 0),
            Screen::Trend(TrendScreen { day, months }) => self.step_trend(day, months, by),
            Screen::Projector(_) | Screen::Nothing => {}
        }
        Vec::new()
    }

    /// On the board the cursor goes on into the section above or below.
    fn step_board(&mut self, item: ItemId, zoomed: bool, by: isize) {
        let pane = self.pane_of(item);
        let in_pane = |rows: &[ItemId]| rows.iter().position(|other| *other == item).unwrap_or(0);
        let stacked = board_columns(self.env.size) == 1;
        let rows: Vec<ItemId> = if stacked && !zoomed {
            self.data.rows.board.concat()
        } else {
            self.data.rows.board.get(pane).cloned().unwrap_or_default()
        };
        let to = in_pane(&rows).saturating_add_signed(by);
        if let Some(to) = rows.get(to.min(rows.len().saturating_sub(1))) {
            self.select(Node::item(*to));
        }
    }

    fn step_node(&mut self, node: Node, spot: Spot, scroll: Option<usize>, by: isize) {
        let spots = self.spots(node);
        let at = spots.iter().position(|other| *other == spot).unwrap_or(0);
        let to = at.saturating_add_signed(by).min(spots.len().saturating_sub(1));
        if to == at {
            // Past the last row there may be more to read.
            let top = scroll.unwrap_or(self.nav.painted.top);
            let top = if by > 0 { (top + 1).min(self.nav.painted.max_top) } else { top.saturating_sub(1) };
            self.replace_screen(Screen::Node(NodeScreen { node, spot, scroll: Some(top) }));
        } else if let Some(spot) = spots.get(to) {
            self.replace_screen(Screen::Node(NodeScreen { node, spot: *spot, scroll: None }));
        }
    }

    fn step_history(&mut self, entry: Option<Revision>, oldest_first: bool, by: isize) -> Vec<Effect> {
        let shown = self.shown_entries();
        let at = shown.iter().position(|other| Some(*other) == entry).unwrap_or(0);
        let to = at.saturating_add_signed(by);
        // Older lines are at the end, or before the beginning.
        let at_the_oldest = if oldest_first { to == 0 } else { to + 1 >= shown.len() };
        // Whoever goes to the very end wants all of it.
        self.data.journal_whole = at_the_oldest && by.unsigned_abs() >= isize::MAX.unsigned_abs();
        let effects = if at_the_oldest { self.older_journal() } else { Vec::new() };
        let entry = shown.get(to.min(shown.len().saturating_sub(1))).copied();
        self.replace_screen(Screen::History(HistoryScreen { entry, oldest_first }));
        effects
    }

    /// Asks for lines of the journal before those that are here.
    pub(in crate::app) fn older_journal(&mut self) -> Vec<Effect> {
        if !self.data.journal_goes_on {
            return Vec::new();
        }
        self.data.journal_goes_on = false;
        vec![Effect::ReadJournal { item: None, before: self.data.journal.first().map(|entry| entry.seq) }]
    }

    /// Numbers of the journal lines shown, in the order shown.
    pub fn shown_entries(&self) -> Vec<Revision> {
        let all = self.data.journal.iter().map(|entry| entry.seq);
        let oldest_first = matches!(self.screen(), Screen::History(HistoryScreen { oldest_first: true, .. }));
        if oldest_first { all.collect() } else { all.rev().collect() }
    }

    /// What the cursor can stand on in an item or a measure.
    pub fn spots(&self, node: Node) -> Vec<Spot> {
        let mut spots = vec![Spot::Node(node)];
        if node.measure.is_none()
            && let Some(item) = self.data.board.item(node.item)
        {
            let (directives, extensions) = self.loop_of(node);
            spots.extend(directives.into_iter().map(Spot::Directive));
            spots.extend(extensions.into_iter().map(Spot::Extension));
            spots.extend(item.measures.iter().map(|measure| Spot::Node(Node::measure(item.id, measure.id))));
        }
        spots.extend(self.data.board.reports(node).rev().map(|report| Spot::Report(report.id)));
        spots
    }

    /// Instructions about an item, and requests for later dates of it and its measures, the newest first.
    pub fn loop_of(&self, node: Node) -> (Vec<DirectiveId>, Vec<ExtensionId>) {
        let directives =
            self.data.board.directives.iter().rev().filter(|it| it.item == Some(node.item)).map(|it| it.id);
        let extensions = self.data.board.extensions.iter().rev().filter(|it| it.node.item == node.item).map(|it| it.id);
        (directives.collect(), extensions.collect())
    }

    /// Puts the cursor of 我的 on a row, or the last.
    pub(in crate::app) fn mine_at(&mut self, at: usize) {
        let rows = &self.data.rows.mine;
        let waiting = rows.get(at.min(rows.len().saturating_sub(1))).cloned();
        let node = waiting.as_ref().and_then(|waiting| self.data.board.item_of(waiting));
        let from = if let Screen::Mine(MineScreen { from, .. }) = self.screen() {
            *from
        } else {
            self.first_item().unwrap_or_default()
        };
        self.replace_screen(Screen::Mine(MineScreen { waiting, node, from }));
    }

    /// Items and measures of the list that is shown, in its order.
    pub fn shown_nodes(&self) -> Vec<Node> {
        match self.screen() {
            Screen::Board(BoardScreen { item, zoomed }) => {
                let rows = if board_columns(self.env.size) == 1 && !zoomed {
                    self.data.rows.board.concat()
                } else {
                    self.data.rows.board.get(self.pane_of(*item)).cloned().unwrap_or_default()
                };
                rows.into_iter().map(Node::item).collect()
            }
            Screen::Ledger(_) | Screen::Timeline(_) => {
                let node = |row: &Row| match row {
                    Row::Node(node) => Some(*node),
                    Row::Heading(..) => None,
                };
                self.data.rows.ledger.iter().filter_map(node).collect()
            }
            Screen::Attention(_) => self.data.rows.attention.clone(),
            Screen::Figure(_) => self.data.rows.figure.clone(),
            Screen::Node(NodeScreen { node, .. }) => self
                .spots(*node)
                .iter()
                .filter_map(|spot| match spot {
                    Spot::Node(node) if node.measure.is_some() => Some(*node),
                    Spot::Node(_) | Spot::Report(_) | Spot::Directive(_) | Spot::Extension(_) => None,
                })
                .collect(),
            Screen::Nothing
            | Screen::History(_)
            | Screen::Mine(_)
            | Screen::Projector(_)
            | Screen::Meeting(_)
            | Screen::Changes(_)
            | Screen::Matrix(_)
            | Screen::Trend(_)
            | Screen::People(_) => Vec::new(),
        }
    }

    /// The place of an item's section among all.
    pub fn pane_of(&self, item: ItemId) -> usize {
        let section = self.data.board.item(item).map(|item| item.section);
        self.data.board.sections.iter().position(|other| Some(other.id) == section).unwrap_or(0)
    }

    /// Puts the cursor of the screen on a node that it shows.
    pub(in crate::app) fn select(&mut self, node: Node) {
        if let Some(screen) = self.nav.screens.last_mut().and_then(Screen::answers_mut) {
            screen.select(node);
        }
    }

    pub(in crate::app) fn replace_screen(&mut self, screen: Screen) {
        self.nav.screens.pop();
        self.nav.screens.push(screen);
    }

    /// To the pane left or right, keeping the row; in an item to the item before or after.
    pub(in crate::app) fn sideways(&mut self, by: isize) -> Vec<Effect> {
        match self.screen().clone() {
            Screen::Board(BoardScreen { item, .. }) => {
                let row = self
                    .data
                    .rows
                    .board
                    .get(self.pane_of(item))
                    .and_then(|rows| rows.iter().position(|other| *other == item));
                self.focus_pane(self.pane_of(item).saturating_add_signed(by), row.unwrap_or(0))
            }
            Screen::Node(NodeScreen { node, .. }) => self.neighbour(node, by),
            Screen::Matrix(_) => {
                self.step_matrix(0, by);
                Vec::new()
            }
            Screen::Timeline(_) => {
                self.scroll_timeline(by);
                Vec::new()
            }
            Screen::Nothing
            | Screen::Ledger(_)
            | Screen::Attention(_)
            | Screen::History(_)
            | Screen::Mine(_)
            | Screen::Projector(_)
            | Screen::Meeting(_)
            | Screen::Changes(_)
            | Screen::Trend(_)
            | Screen::Figure(_)
            | Screen::People(_) => Vec::new(),
        }
    }

    /// The item before or after the one that is open; a measure likewise within its item.
    fn neighbour(&mut self, node: Node, by: isize) -> Vec<Effect> {
        let next = match node.measure {
            None => {
                let at = self.data.board.position(node.item).unwrap_or(0).saturating_add_signed(by);
                self.data.board.items().get(at).map(|item| Node::item(item.id))
            }
            Some(id) => self.data.board.item(node.item).and_then(|item| {
                let at = item.position(id)?.saturating_add_signed(by);
                item.measures.get(at).map(|measure| Node::measure(item.id, measure.id))
            }),
        };
        let Some(next) = next.filter(|next| *next != node) else { return Vec::new() };
        self.replace_screen(Screen::Node(NodeScreen { node: next, spot: Spot::Node(next), scroll: None }));
        self.read_item_journal(next.item)
    }

    /// To a pane by its place, if it has rows to show.
    pub(in crate::app) fn focus_pane(&mut self, pane: usize, row: usize) -> Vec<Effect> {
        let rows = self.data.rows.board.get(pane).map(Vec::as_slice).unwrap_or_default();
        if let Some(id) = rows.get(row.min(rows.len().saturating_sub(1))).copied() {
            self.select(Node::item(id));
        }
        Vec::new()
    }

    /// To the next or previous pane, round the corner.
    pub(in crate::app) fn next_pane(&mut self, by: isize) -> Vec<Effect> {
        let Screen::Board(BoardScreen { item, .. }) = self.screen().clone() else { return self.sideways(by) };
        let count = self.data.rows.board.len().max(1);
        let mut pane = self.pane_of(item);
        for _ in 0..count {
            pane = (pane + count).wrapping_add_signed(by) % count;
            if self.data.rows.board.get(pane).is_some_and(|rows| !rows.is_empty()) {
                break;
            }
        }
        self.focus_pane(pane, 0)
    }

    /// Section by number: its pane on the board, its first row elsewhere.
    pub(in crate::app) fn section(&mut self, digit: Option<char>) -> Vec<Effect> {
        let number = digit.and_then(|digit| digit.to_digit(10)).unwrap_or(1);
        let pane = (number as usize).saturating_sub(1);
        let Some(section) = self.data.board.sections.get(pane).map(|section| section.id) else {
            return self.trouble(words::trouble::NO_SECTION);
        };
        match self.screen().clone() {
            Screen::Board(_) => self.focus_pane(pane, 0),
            Screen::Ledger(_) | Screen::Attention(_) | Screen::Timeline(_) => {
                let of_section =
                    |node: &Node| self.data.board.item(node.item).is_some_and(|item| item.section == section);
                match self.shown_nodes().into_iter().find(of_section) {
                    Some(node) => self.select(node),
                    None => self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::SECTION_NOT_HERE))),
                }
                Vec::new()
            }
            Screen::Nothing
            | Screen::Node(_)
            | Screen::History(_)
            | Screen::Mine(_)
            | Screen::Projector(_)
            | Screen::Meeting(_)
            | Screen::Changes(_)
            | Screen::Matrix(_)
            | Screen::Trend(_)
            | Screen::Figure(_)
            | Screen::People(_) => {
                self.nav.screens.truncate(1);
                self.show(View::Board);
                self.focus_pane(pane, 0)
            }
        }
    }

    /// A filter may have taken the row under the cursor away: the next one that is shown takes its place.
    pub(in crate::app) fn keep_cursor_on_a_row(&mut self) {
        match self.screen().clone() {
            Screen::Board(BoardScreen { item, .. })
                if !self.data.rows.board.iter().flatten().any(|other| *other == item) =>
            {
                let at = self.data.board.position(item);
                let all: Vec<ItemId> = self.data.rows.board.concat();
                let next = all.iter().find(|other| self.data.board.position(**other) >= at).or_else(|| all.last());
                if let Some(next) = next.copied() {
                    self.select(Node::item(next));
                }
            }
            Screen::Ledger(LedgerScreen { node, .. })
            | Screen::Attention(AttentionScreen { node })
            | Screen::Timeline(TimelineScreen { node, .. })
            | Screen::Figure(FigureScreen { node, .. }) => {
                let rows = self.shown_nodes();
                if !node.is_some_and(|node| rows.contains(&node))
                    && let Some(first) = rows.first()
                {
                    self.select(*first);
                }
            }
            // What was done is gone from the list; the cursor stays where it was.
            Screen::Mine(MineScreen { waiting, .. }) => {
                let at =
                    waiting.as_ref().and_then(|waiting| self.data.rows.mine.iter().position(|other| other == waiting));
                self.mine_at(at.or(self.nav.painted.at).unwrap_or(0));
            }
            Screen::Matrix(MatrixScreen { item, unit, setup }) => {
                let matrix = &self.data.rows.matrix;
                let item = item.filter(|item| matrix.items.contains(item)).or(matrix.items.first().copied());
                let unit = unit.filter(|unit| matrix.units.contains(unit)).or(matrix.units.first().cloned());
                self.replace_screen(Screen::Matrix(MatrixScreen { item, unit, setup }));
            }
            Screen::Changes(_) => self.keep_changes_cursor(),
            // A page of the run that is none any more; one that was jumped to stays.
            Screen::Projector(ProjectorScreen { page, back, blank })
                if page.subject().is_none() && self.place_of(page).is_none() =>
            {
                let page = if self.place_of(back).is_some() { back } else { crate::app::Page::Title };
                self.replace_screen(Screen::Projector(ProjectorScreen { page, back, blank }));
            }
            Screen::Trend(TrendScreen { day, months }) => {
                let known = day.filter(|day| self.data.rows.trend_days().any(|other| other == *day));
                let day = known.or(self.data.rows.trend.last().map(|stand| stand.day));
                self.replace_screen(Screen::Trend(TrendScreen { day, months }));
            }
            Screen::Nothing
            | Screen::Board(_)
            | Screen::Node(_)
            | Screen::History(_)
            | Screen::Projector(_)
            | Screen::Meeting(_)
            | Screen::People(_) => {}
        }
    }
}
