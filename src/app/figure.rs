//! Figure: any number on a screen, opened to the rows it is made of.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::layer::{Choice, Layer, Picked, Picker, Value};
use super::msg::Effect;
use super::projector::Page;
use super::rows::Rows;
use super::timeline::cell_light;
use super::{App, Screen};
use crate::plan::{Board, ItemId, Kind, Level, Light, Node, Rollup, SectionId, Stage, UnitName};
use crate::report::Term;
use crate::words;

/// Which items a figure is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All.
    Plan,
    /// One section.
    Section(SectionId),
    /// Those a county takes part in.
    County(UnitName),
    /// Those a unit leads.
    Lead(UnitName),
}

/// A number that was counted or averaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Figure {
    /// Items with a light.
    Count(Scope, Level),
    /// Mean progress, and what was expected.
    Progress(Scope),
    /// Items verified as done.
    Closed,
    /// Items that should be done by now.
    Due,
    /// Items not done yet that are due after one day and no later than another.
    Falling {
        /// The day before.
        after: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
    /// Items of which something changed.
    Changed(Kind),
}

impl Scope {
    fn holds(&self, board: &Board, id: ItemId) -> bool {
        let Some(item) = board.item(id) else { return false };
        match self {
            Self::Plan => true,
            Self::Section(section) => item.section == *section,
            Self::County(unit) => item.work.counties.contains(unit),
            Self::Lead(unit) => item.work.lead.as_ref() == Some(unit),
        }
    }
}

impl Figure {
    /// The items it is made of, in order.
    pub fn items(&self, board: &Board, rows: &Rows, day: NaiveDate) -> Vec<ItemId> {
        let all = || board.items().iter().zip(rows.lights());
        let of = |holds: &dyn Fn(ItemId, &Light) -> bool| {
            all().filter(|(item, light)| holds(item.id, light)).map(|(item, _)| item.id).collect()
        };
        match self {
            Self::Count(scope, level) => of(&|id, light| light.level == *level && scope.holds(board, id)),
            // Of a column of the matrix: its rows.
            Self::Progress(Scope::County(_) | Scope::Lead(_)) => {
                let counts = |id: &ItemId| {
                    self.light(board, rows, *id, day).is_some_and(|light| light.situation.stage != Stage::Stopped)
                };
                rows.matrix.items.iter().copied().filter(counts).collect()
            }
            Self::Progress(scope) => of(&|id, light| light.situation.stage != Stage::Stopped && scope.holds(board, id)),
            Self::Closed => of(&|_, light| light.situation.stage == Stage::Closed),
            Self::Due => {
                // Due today counts, as in the trend.
                let is_due = |light: &Light| {
                    light.situation.due.is_some() && light.situation.days_left.is_none_or(|left| left == 0)
                };
                of(&|_, light| is_due(light) && light.situation.stage != Stage::Stopped)
            }
            Self::Falling { after, until } => board.falling_due(*after, *until),
            Self::Changed(kind) => {
                let mut seen = HashSet::new();
                let mut items = rows.changes.as_ref().map(|changes| changes.items(board, *kind)).unwrap_or_default();
                items.retain(|id| seen.insert(*id));
                items
            }
        }
    }

    /// The light with which an item counts in it: in a column of the matrix that of the unit's part.
    pub fn light(&self, board: &Board, rows: &Rows, id: ItemId, day: NaiveDate) -> Option<Light> {
        match self {
            Self::Progress(Scope::County(unit)) => cell_light(board, board.item(id)?, unit, false, day),
            Self::Progress(Scope::Lead(unit)) => cell_light(board, board.item(id)?, unit, true, day),
            _ => rows.light(board, id).cloned(),
        }
    }
}

impl App {
    /// The figures that the screen shows.
    fn figures_here(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        let mut scope = |scope: Scope, counts: &crate::plan::Counts| {
            figures.push(Figure::Progress(scope.clone()));
            let shown = Level::ALL.into_iter().filter(|level| counts.get(*level) > 0);
            figures.extend(shown.map(|level| Figure::Count(scope.clone(), level)));
        };
        let sections = || self.data.board.sections.iter().zip(&self.data.rows.sections);
        match self.screen() {
            Screen::Projector { page: Page::Section(id, _), .. } => {
                if let Some((section, rollup)) = sections().find(|(section, _)| section.id == *id) {
                    scope(Scope::Section(section.id), &rollup.counts);
                }
            }
            Screen::Projector { page: Page::Changed(_), .. } | Screen::Changes { .. } => {
                scope(Scope::Plan, &self.data.rows.total.counts);
                let changes = self.data.rows.changes.as_ref();
                let kinds = Kind::ALL.into_iter().filter(|kind| changes.is_some_and(|it| it.count(*kind) > 0));
                figures.extend(kinds.map(Figure::Changed));
            }
            // Of an earlier day they are opened by going there.
            Screen::Trend { day: Some(day), .. } if self.data.rows.ahead.iter().any(|ahead| ahead.day == *day) => {
                let of_row = self.data.rows.ahead.iter().filter(|ahead| ahead.day == *day);
                figures.extend(of_row.map(|ahead| Figure::Falling { after: ahead.after, until: ahead.day }));
            }
            Screen::Trend { day, .. }
                if *day == Some(self.day()) && *day == self.data.rows.trend.last().map(|stand| stand.day) =>
            {
                scope(Scope::Plan, &self.data.rows.total.counts);
                figures.extend([Figure::Closed, Figure::Due]);
            }
            Screen::Trend { .. } => {}
            Screen::Matrix { unit: Some(unit), setup, .. } => {
                let of = if setup.departments { Scope::Lead(unit.clone()) } else { Scope::County(unit.clone()) };
                figures.push(Figure::Progress(of));
            }
            Screen::Board { .. } | Screen::Projector { page: Page::Glance, .. } => {
                scope(Scope::Plan, &self.data.rows.total.counts);
                for (section, rollup) in sections() {
                    scope(Scope::Section(section.id), &rollup.counts);
                }
            }
            _ => scope(Scope::Plan, &self.data.rows.total.counts),
        }
        figures
    }

    /// `#`: asks which of the figures on the screen is to be opened.
    pub(super) fn ask_figure(&mut self) -> Vec<Effect> {
        let line = |figure: Figure| {
            let (words, value) = crate::app::figure_in_words(self, &figure);
            Choice::new(Value::Figure(figure), words, value)
        };
        let choices: Vec<Choice> = self.figures_here().into_iter().map(line).collect();
        if choices.is_empty() {
            return self.trouble(words::trouble::NO_FIGURES);
        }
        self.nav.layers.push(Layer::Picker(Picker::new(Picked::Figure, Vec::new(), choices)));
        Vec::new()
    }

    /// Opens a figure above the screen that shows it.
    pub(super) fn open_figure(&mut self, figure: Figure) {
        self.nav.layers.pop();
        self.nav.screens.push(Screen::Figure { figure, node: None });
        self.refresh_rows();
        let node = self.data.rows.figure.first().copied();
        self.replace_screen_node(node);
    }

    fn replace_screen_node(&mut self, to: Option<Node>) {
        if let Some(Screen::Figure { node, .. }) = self.nav.screens.last_mut() {
            *node = to;
        }
    }
}

/// What a figure is called, and its value.
pub fn figure_in_words(app: &App, figure: &Figure) -> (String, String) {
    let lang = app.env.lang;
    let of = |scope: &Scope| match scope {
        Scope::Plan => lang.say(words::figure::PLAN).to_owned(),
        Scope::Section(id) => app.data.board.section(*id).map(|section| section.label.clone()).unwrap_or_default(),
        Scope::County(unit) | Scope::Lead(unit) => unit.clone(),
    };
    let items = || match app.screen() {
        // Worked out already.
        Screen::Figure { figure: shown, .. } if shown == figure => {
            app.data.rows.figure.iter().map(|node| node.item).collect()
        }
        _ => figure.items(&app.data.board, &app.data.rows, app.day()),
    };
    match figure {
        Figure::Count(scope, level) => {
            let word = lang.say(level.text());
            (format!("{} {word}", of(scope)), items().len().to_string())
        }
        Figure::Progress(scope) => {
            let lights =
                items().into_iter().filter_map(|id| figure.light(&app.data.board, &app.data.rows, id, app.day()));
            let lights: Vec<Light> = lights.collect();
            let Rollup { percent, expected, .. } = app.data.board.rollup(&lights, app.day());
            let value = lang.fill(words::projector::FigureShort { percent: &percent, expected: &expected });
            (lang.fill(words::figure::Progress { of: &of(scope) }), value)
        }
        Figure::Closed => (lang.say(words::figure::CLOSED).to_owned(), items().len().to_string()),
        Figure::Due => (lang.say(words::figure::DUE).to_owned(), items().len().to_string()),
        Figure::Falling { until, .. } => {
            let day = crate::report::short_date(*until, app.data.board.plan.period);
            (lang.fill(words::figure::Falling { day: &day }), items().len().to_string())
        }
        Figure::Changed(kind) => {
            let n = app.data.rows.changes.as_ref().map_or(0, |changes| changes.count(*kind));
            (lang.say(kind.text()).to_owned(), n.to_string())
        }
    }
}
