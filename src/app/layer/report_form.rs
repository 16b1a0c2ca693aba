//! Report form: 工作进展, 存在问题, 下一步打算 and the figure, typed once.

use crate::app::editor::Editor;
use crate::app::msg::Effect;
use crate::app::{App, Layer, Seen};
use crate::plan::{Change, FieldChange, Node, Percent, Report, ReportId, Swap, clean_text};
use crate::read::parse_percent;
use crate::report::trouble_in_words;

use crate::app::field_input::Refusal;

/// Characters a part of a report may have.
const LONGEST: usize = 4000;

/// A progress report being written.
#[derive(Debug, Clone)]
pub struct ReportForm {
    /// What it is about.
    pub targets: Vec<Node>,
    /// The three parts.
    pub parts: [Editor; 3],
    /// The figure.
    pub percent: Editor,
    /// Which of the four has the cursor; the figure comes last.
    pub focus: usize,
    /// What was there when it opened: somebody else's change since then is a conflict.
    pub seen: Seen,
    /// Why it was not taken.
    pub trouble: Option<String>,
}

impl ReportForm {
    /// How many fields there are.
    pub const FIELDS: usize = 4;
    /// The place of the figure among them.
    pub const PERCENT: usize = 3;

    /// An empty form.
    pub fn new(targets: Vec<Node>) -> Self {
        let empty = || Editor::multiline("");
        Self {
            targets,
            parts: [empty(), empty(), empty()],
            percent: Editor::line(""),
            focus: 0,
            seen: Seen::default(),
            trouble: None,
        }
    }

    /// The field with the cursor.
    pub fn editor(&self) -> &Editor {
        self.parts.get(self.focus).unwrap_or(&self.percent)
    }

    pub(super) fn editor_mut(&mut self) -> &mut Editor {
        self.parts.get_mut(self.focus).unwrap_or(&mut self.percent)
    }

    /// Whether anything was typed.
    pub fn is_dirty(&self) -> bool {
        self.parts.iter().any(|part| !part.is_blank()) || !self.percent.is_blank()
    }
}

impl App {
    pub(super) fn accept_report(&mut self) -> Vec<Effect> {
        let Some(Layer::Report(form)) = self.layers.last() else { return Vec::new() };
        let texts: Vec<String> = form.parts.iter().map(|part| clean_text(&part.text()).trim().to_owned()).collect();
        let targets = form.targets.clone();
        let figure = form.percent.text();
        let percent = match figure.trim() {
            "" => None,
            typed => match parse_percent(typed) {
                Ok(percent) => Some(percent),
                Err(error) => return self.refuse_report(&Refusal::Number(error), ReportForm::PERCENT),
            },
        };
        if let Some(at) = texts.iter().position(|text| text.chars().count() > LONGEST) {
            return self.refuse_report(&Refusal::TooLong(LONGEST), at);
        }
        if texts.iter().all(String::is_empty) && percent.is_none() {
            return self.refuse_report(&Refusal::NothingTyped, 0);
        }
        let mut changes = Vec::new();
        for node in targets {
            let [done, problem, next] = [texts[0].clone(), texts[1].clone(), texts[2].clone()];
            changes.extend(self.report_changes(node, percent, [done, problem, next], false));
        }
        let changes = self.as_seen(changes);
        let notice = self.lang.say("notice.report_saved").into_owned();
        self.commit(changes, notice, true)
    }

    fn refuse_report(&mut self, refusal: &Refusal, focus: usize) -> Vec<Effect> {
        let trouble = trouble_in_words(self.lang, refusal);
        if let Some(Layer::Report(form)) = self.layers.last_mut() {
            form.trouble = Some(trouble);
            form.focus = focus;
        }
        Vec::new()
    }

    /// A report about a node, with its figure when one was given.
    pub(in crate::app) fn report_changes(
        &mut self,
        node: Node,
        percent: Option<Percent>,
        [done, problem, next]: [String; 3],
        unchanged: bool,
    ) -> Vec<Change> {
        let Some(work) = self.board.work(node) else { return Vec::new() };
        let report = Report {
            id: ReportId(self.random_id()),
            node,
            day: self.day(),
            author: self.author.clone(),
            percent,
            done,
            problem,
            next,
            unchanged,
        };
        let mut changes = vec![Change::ReportAdded { report }];
        if percent.is_some() && percent != work.percent {
            changes.push(Change::Field { node, to: FieldChange::Percent(Swap::new(work.percent, percent)) });
        }
        changes
    }
}
