//! Ledger: items or measures as rows, sorted and in groups.

use chrono::NaiveDate;

use super::filter::{Filter, shows};
use super::grouping::{Grouping, Sort};
use crate::plan::{Board, Level, Node, SectionId};

/// How the ledger is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LedgerSetup {
    /// Measures instead of items.
    pub measures: bool,
    /// Order.
    pub sort: Sort,
    /// Groups.
    pub grouping: Grouping,
}

/// What a group of the ledger has in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupHeading {
    /// A section.
    Section(SectionId),
    /// A lead unit, or none.
    Lead(Option<String>),
    /// A light.
    Light(Level),
}

/// A row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// The head of a group, with the number of rows in it.
    Heading(GroupHeading, usize),
    /// An item or a measure.
    Node(Node),
}

/// The rows of the ledger on `day`.
pub fn ledger_rows(board: &Board, filter: &Filter, day: NaiveDate, setup: LedgerSetup) -> Vec<Row> {
    let mut nodes: Vec<Node> = Vec::new();
    for item in board.items() {
        if setup.measures {
            nodes.extend(item.measures.iter().map(|measure| Node::measure(item.id, measure.id)));
        } else {
            nodes.push(Node::item(item.id));
        }
    }
    if !filter.is_empty() {
        nodes.retain(|node| shows(filter, board, *node, day));
    }
    let light = |node: &Node| board.light(*node, day);
    let lead = |node: &Node| lead_of(board, *node);
    match setup.sort {
        Sort::Number => {}
        Sort::Light => {
            nodes.sort_by_cached_key(|node| light(node).map(|l| (l.level, -l.situation.days_late.unwrap_or(0))));
        }
        Sort::Due => {
            nodes.sort_by_cached_key(|node| light(node).map(|l| (l.situation.due.is_none(), l.situation.due)));
        }
        Sort::Percent => nodes.sort_by_cached_key(|node| light(node).map(|l| l.situation.percent)),
        Sort::Lead => nodes.sort_by_cached_key(|node| {
            let lead = lead(node);
            (lead.is_none(), lead)
        }),
    }
    let heading = |node: &Node| match setup.grouping {
        Grouping::None => None,
        Grouping::Section => board.item(node.item).map(|item| GroupHeading::Section(item.section)),
        Grouping::Lead => Some(GroupHeading::Lead(lead(node))),
        Grouping::Light => light(node).map(|light| GroupHeading::Light(light.level)),
    };
    grouped(nodes, setup.grouping, heading)
}

fn lead_of(board: &Board, node: Node) -> Option<String> {
    let own = board.measure(node).and_then(|measure| measure.work.as_ref()?.lead.clone());
    own.or_else(|| board.item(node.item)?.work.lead.clone())
}

/// Puts rows of one group together, keeping the order within groups and of the groups' first rows; lights go by
/// seriousness.
fn grouped(nodes: Vec<Node>, grouping: Grouping, heading: impl Fn(&Node) -> Option<GroupHeading>) -> Vec<Row> {
    if grouping == Grouping::None {
        return nodes.into_iter().map(Row::Node).collect();
    }
    let mut groups: Vec<(GroupHeading, Vec<Node>)> = Vec::new();
    for node in nodes {
        let Some(heading) = heading(&node) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, rows)) => rows.push(node),
            None => groups.push((heading, vec![node])),
        }
    }
    groups.sort_by_key(|(heading, _)| match heading {
        GroupHeading::Light(level) => Some(*level),
        GroupHeading::Section(_) | GroupHeading::Lead(_) => None,
    });
    let rows = |(heading, nodes): (GroupHeading, Vec<Node>)| {
        std::iter::once(Row::Heading(heading, nodes.len())).chain(nodes.into_iter().map(Row::Node))
    };
    groups.into_iter().flat_map(rows).collect()
}
