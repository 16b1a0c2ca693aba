//! Draft: a text that was being typed when the line dropped, kept to be offered again at the next start.

use serde::{Deserialize, Serialize};

use super::editor::Editor;
use super::layer::{Layer, Prompt, Purpose, ReportForm};
use super::notice::Notice;
use super::{App, Screen, Spot};
use crate::plan::{Node, PlanId};

/// A text that was being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    plan: PlanId,
    targets: Vec<Node>,
    /// What a single text was for; a report has none.
    purpose: Option<Purpose>,
    /// What a single text began with.
    initial: String,
    /// The text; of a report its three parts and the figure.
    texts: Vec<String>,
}

impl App {
    /// What would be missed if the program ended now.
    pub fn draft(&self) -> Option<Draft> {
        let layer = self.layers.iter().rev().find(|layer| layer.is_dirty())?;
        let (purpose, targets, initial, texts) = match layer {
            Layer::Prompt(prompt) => {
                (Some(prompt.purpose), &prompt.targets, prompt.initial.clone(), vec![prompt.editor.text()])
            }
            Layer::Report(form) => (
                None,
                &form.targets,
                String::new(),
                form.parts.iter().chain([&form.percent]).map(Editor::text).collect(),
            ),
            _ => return None,
        };
        Some(Draft { plan: self.board.plan.id, targets: targets.clone(), purpose, initial, texts })
    }

    /// Opens a draft where it was left. Returns whether its place is still there.
    pub fn resume(&mut self, draft: Draft) -> bool {
        let here = draft.plan == self.board.plan.id && draft.targets.iter().all(|node| self.board.contains(*node));
        if !here || draft.texts.is_empty() {
            return false;
        }
        if let Some(node) = draft.targets.first().copied() {
            self.select(Node::item(node.item));
            if node.measure.is_some() {
                self.screens.push(Screen::Node { node: Node::item(node.item), spot: Spot::Node(node), scroll: None });
            }
        }
        if let Some(purpose) = draft.purpose {
            let mut prompt = Prompt::new(purpose, draft.targets, &draft.initial);
            prompt.editor = Editor::line(&draft.texts[0]);
            self.open_prompt(prompt);
        } else {
            let mut form = ReportForm::new(draft.targets);
            let mut texts = draft.texts.iter();
            for (part, text) in form.parts.iter_mut().zip(&mut texts) {
                *part = Editor::multiline(text);
            }
            if let Some(text) = texts.next() {
                form.percent = Editor::line(text);
            }
            self.open_report(form);
        }
        self.notice = Some(Notice::info(self.lang.say("notice.draft")));
        true
    }
}
