//! Filter: which items and measures are shown. Facets of one kind widen, of different kinds narrow.

use chrono::{Datelike, Days, NaiveDate};

use crate::plan::{Board, Level, Light, Node, Situation, Stage, UnitName, Work};
use crate::words;
use crate::words::Text;

/// When something is due, seen from the day looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueWindow {
    /// Past.
    Overdue,
    /// Within a week.
    Week,
    /// In this month.
    Month,
    /// Within three months.
    Quarter,
    /// Neither a date nor a cadence yet.
    Unset,
}

impl DueWindow {
    /// All windows.
    pub const ALL: [Self; 5] = [Self::Overdue, Self::Week, Self::Month, Self::Quarter, Self::Unset];

    /// Its word.
    pub fn text(self) -> Text {
        match self {
            Self::Overdue => words::window::OVERDUE,
            Self::Week => words::window::WEEK,
            Self::Month => words::window::MONTH,
            Self::Quarter => words::window::QUARTER,
            Self::Unset => words::window::UNSET,
        }
    }

    /// Only what is still open: who has closed something has no date to keep any more.
    fn holds(self, situation: &Situation, day: NaiveDate) -> bool {
        match (self, situation.due.filter(|_| situation.stage.is_open())) {
            (Self::Unset, _) => !situation.is_dated() && situation.stage.is_open(),
            (Self::Overdue, _) => situation.days_late.is_some(),
            (_, None) => false,
            (Self::Week, Some(due)) => due >= day && due <= day + Days::new(7),
            (Self::Month, Some(due)) => due.year() == day.year() && due.month() == day.month(),
            (Self::Quarter, Some(due)) => due >= day && due <= day + Days::new(92),
        }
    }
}

/// One thing to filter by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// The light.
    Light(Level),
    /// Not reported on within its cadence.
    Stale,
    /// The stage.
    Stage(Stage),
    /// The due date.
    Due(DueWindow),
    /// Lead or support.
    Unit(UnitName),
    /// No lead yet.
    NoLead,
    /// County.
    County(UnitName),
    /// Leader.
    Leader(String),
}

impl Facet {
    fn kind(&self) -> u8 {
        match self {
            Self::Light(_) | Self::Stale => 0,
            Self::Stage(_) => 1,
            Self::Due(_) => 2,
            Self::Unit(_) | Self::NoLead => 3,
            Self::County(_) => 4,
            Self::Leader(_) => 5,
        }
    }

    fn holds(&self, work: &Work, light: &Light, day: NaiveDate) -> bool {
        match self {
            Self::Light(level) => light.level == *level,
            Self::Stale => light.situation.stale_days.is_some(),
            Self::Stage(stage) => light.situation.stage == *stage,
            Self::Due(window) => window.holds(&light.situation, day),
            Self::Unit(name) => work.lead.as_ref() == Some(name) || work.support.contains(name),
            Self::NoLead => work.lead.is_none(),
            Self::County(name) => work.counties.contains(name),
            Self::Leader(name) => work.leader.as_ref() == Some(name),
        }
    }
}

/// Which items and measures are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// In the order in which they were chosen.
    pub facets: Vec<Facet>,
}

impl Filter {
    /// Whether everything is shown.
    pub fn is_empty(&self) -> bool {
        self.facets.is_empty()
    }

    /// Whether something with this work and light is shown on `day`.
    pub fn shows(&self, work: &Work, light: &Light, day: NaiveDate) -> bool {
        self.facets.iter().all(|facet| {
            let mut same_kind = self.facets.iter().filter(|other| other.kind() == facet.kind());
            same_kind.any(|other| other.holds(work, light, day))
        })
    }

    /// The facets worth offering for a board: those that can match something.
    pub fn offered(board: &Board) -> Vec<Facet> {
        let mut facets: Vec<Facet> = Level::ALL.iter().copied().map(Facet::Light).collect();
        facets.push(Facet::Stale);
        facets.extend(Stage::ALL.iter().copied().map(Facet::Stage));
        facets.extend(DueWindow::ALL.map(Facet::Due));
        facets.push(Facet::NoLead);
        let items = board.items();
        let named = |name: &UnitName| {
            items.iter().any(|item| item.work.lead.as_ref() == Some(name) || item.work.support.contains(name))
        };
        let units = board.units_in_order();
        facets.extend(units.iter().filter(|unit| named(&unit.name)).map(|unit| Facet::Unit(unit.name.clone())));
        let county = |name: &UnitName| items.iter().any(|item| item.work.counties.contains(name));
        facets.extend(units.iter().filter(|unit| county(&unit.name)).map(|unit| Facet::County(unit.name.clone())));
        facets.extend(board.leaders().into_iter().map(Facet::Leader));
        facets
    }
}

/// The filter applied to one node, measures by their own light but their item's people.
pub(in crate::app) fn shows(filter: &Filter, board: &Board, node: Node, day: NaiveDate) -> bool {
    if filter.is_empty() {
        return true;
    }
    let (Some(light), Some(item)) = (board.light(node, day), board.item(node.item)) else { return false };
    let Some(own) = board.measure(node).and_then(|measure| measure.work.as_deref()) else {
        return filter.shows(&item.work, &light, day);
    };
    let mut work = own.clone();
    work.lead = work.lead.or_else(|| item.work.lead.clone());
    work.leader = work.leader.or_else(|| item.work.leader.clone());
    for (own, above) in [(&mut work.support, &item.work.support), (&mut work.counties, &item.work.counties)] {
        if own.is_empty() {
            own.clone_from(above);
        }
    }
    filter.shows(&work, &light, day)
}
