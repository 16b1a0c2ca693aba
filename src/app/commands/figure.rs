//! Figure: any number on a screen, opened to the rows it is made of.

use crate::app::lists::{Figure, Scope};
use crate::app::msg::Effect;
use crate::app::page::Page;
use crate::app::popups::{Choice, Pick, Picker, Popup};
use crate::app::screens::{FigureScreen, MatrixScreen, ProjectorScreen, TrendScreen};
use crate::app::{App, Screen};
use crate::plan::{Kind, Level, Light, Node, Rollup};
use crate::report::{Term, percent_in_words};
use crate::words;

impl App {
    /// The figures that the screen shows.
    fn figures_here(&self) -> Vec<Figure> {
        let mut figures = Vec::new();
        let mut scope = |scope: Scope, counts: &crate::plan::Counts| {
            figures.push(Figure::Progress(scope.clone()));
            let shown = Level::ALL.iter().copied().filter(|level| counts.get(*level) > 0);
            figures.extend(shown.map(|level| Figure::Count(scope.clone(), level)));
        };
        let sections = || self.data.board.sections.iter().zip(&self.data.rows.sections);
        match self.screen() {
            Screen::Projector(ProjectorScreen { page: Page::Section(id, _), .. }) => {
                if let Some((section, rollup)) = sections().find(|(section, _)| section.id == *id) {
                    scope(Scope::Section(section.id), &rollup.counts);
                }
            }
            Screen::Projector(ProjectorScreen { page: Page::Changed(_), .. }) | Screen::Changes(_) => {
                scope(Scope::Plan, &self.data.rows.total.counts);
                let changes = self.data.rows.changes.as_ref();
                let kinds = Kind::ALL.into_iter().filter(|kind| changes.is_some_and(|it| it.count(*kind) > 0));
                figures.extend(kinds.map(Figure::Changed));
            }
            // Of an earlier day they are opened by going there.
            Screen::Trend(TrendScreen { day: Some(day), .. })
                if self.data.rows.ahead.iter().any(|ahead| ahead.day == *day) =>
            {
                let of_row = self.data.rows.ahead.iter().filter(|ahead| ahead.day == *day);
                figures.extend(of_row.map(|ahead| Figure::Falling { after: ahead.after, until: ahead.day }));
            }
            Screen::Trend(TrendScreen { day, .. })
                if *day == Some(self.day()) && *day == self.data.rows.trend.last().map(|stand| stand.day) =>
            {
                scope(Scope::Plan, &self.data.rows.total.counts);
                figures.extend([Figure::Closed, Figure::Due]);
            }
            Screen::Trend(_) => {}
            Screen::Matrix(MatrixScreen { unit: Some(unit), setup, .. }) => {
                let of = if setup.departments { Scope::Lead(unit.clone()) } else { Scope::County(unit.clone()) };
                figures.push(Figure::Progress(of));
            }
            Screen::Board(_) | Screen::Projector(ProjectorScreen { page: Page::Glance, .. }) => {
                scope(Scope::Plan, &self.data.rows.total.counts);
                for (section, rollup) in sections() {
                    scope(Scope::Section(section.id), &rollup.counts);
                }
            }
            Screen::Projector(ProjectorScreen {
                page:
                    Page::Title | Page::Earlier | Page::Item(_) | Page::Directive(_) | Page::Extension(_) | Page::Closing(_),
                ..
            })
            | Screen::Nothing
            | Screen::Node(_)
            | Screen::Ledger(_)
            | Screen::Attention(_)
            | Screen::History(_)
            | Screen::Mine(_)
            | Screen::Meeting(_)
            | Screen::Timeline(_)
            | Screen::Matrix(_)
            | Screen::Figure(_)
            | Screen::People(_) => scope(Scope::Plan, &self.data.rows.total.counts),
        }
        figures
    }

    /// `#`: asks which of the figures on the screen is to be opened.
    pub(in crate::app) fn ask_figure(&mut self) -> Vec<Effect> {
        let line = |figure: Figure| {
            let (words, value) = crate::app::figure_in_words(self, &figure);
            Choice::new(Pick::Figure(figure), words, value)
        };
        let choices: Vec<Choice> = self.figures_here().into_iter().map(line).collect();
        if choices.is_empty() {
            return self.trouble(words::trouble::NO_FIGURES);
        }
        self.nav.popups.push(Popup::Picker(Picker::one(self.env.lang.say(words::pick::FIGURE), Vec::new(), choices)));
        Vec::new()
    }

    /// Opens a figure above the screen that shows it.
    pub(in crate::app) fn open_figure(&mut self, figure: Figure) {
        self.nav.popups.pop();
        self.nav.screens.push(Screen::Figure(FigureScreen { figure, node: None }));
        self.refresh_rows();
        let node = self.data.rows.figure.first().copied();
        self.replace_screen_node(node);
    }

    fn replace_screen_node(&mut self, to: Option<Node>) {
        if let Some(Screen::Figure(FigureScreen { node, .. })) = self.nav.screens.last_mut() {
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
    let items = || {
        // Worked out already.
        if let Screen::Figure(FigureScreen { figure: shown, .. }) = app.screen()
            && shown == figure
        {
            return app.data.rows.figure.iter().map(|node| node.item).collect();
        }
        app.data.rows.items_of(&app.data.board, figure, app.day())
    };
    match figure {
        Figure::Count(scope, level) => {
            let word = lang.say(level.text());
            (format!("{} {word}", of(scope)), items().len().to_string())
        }
        Figure::Progress(scope) => {
            let lights =
                items().into_iter().filter_map(|id| app.data.rows.light_in(&app.data.board, figure, id, app.day()));
            let lights: Vec<Light> = lights.collect();
            let Rollup { percent, expected, .. } = Rollup::of(&lights);
            let value = lang.fill(words::projector::FigureShort {
                percent: &percent_in_words(percent),
                expected: &percent_in_words(expected),
            });
            (lang.fill(words::figure::Progress { of: &of(scope) }), value)
        }
        Figure::Closed => (lang.say(words::figure::CLOSED).to_owned(), items().len().to_string()),
        Figure::Due => (lang.say(words::figure::DUE).to_owned(), items().len().to_string()),
        Figure::Falling { until, .. } => {
            let day = app.dates().short(*until);
            (lang.fill(words::figure::Falling { day: &day }), items().len().to_string())
        }
        Figure::Changed(kind) => {
            let n = app.data.rows.changes.as_ref().map_or(0, |changes| changes.count(*kind));
            (lang.say(kind.text()).to_owned(), n.to_string())
        }
    }
}
