//! Draft: a text that is being typed, kept while it is, to be offered again when the line dropped, the program was
//! killed or the power failed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::editor::Editor;
use super::layer::{Before, Confirm, Form, FormKind, Layer, Prompt, Purpose, Then};
use super::notice::Notice;
use super::{App, Screen, Seen, Spot};
use crate::plan::{ItemId, MeetingId, Node, Part, PlanId, UnitName, Work};
use crate::report::clip;
use crate::words;

/// Characters of a draft that are quoted.
const QUOTED: usize = 40;

/// A text that was being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    plan: PlanId,
    targets: Vec<Node>,
    purpose: Unfinished,
    /// What a single text began with.
    initial: String,
    /// The text; of a form its texts.
    texts: Vec<String>,
    /// The meeting in which it was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    meeting: Option<MeetingId>,
    /// The record that was being written anew, as it was when typing began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<Before>,
    /// What was there when typing began: somebody else's change since then is a conflict, also days later.
    seen: Vec<(Node, Work)>,
    /// What belonged to single units then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parts: Option<Vec<(ItemId, UnitName, Part)>>,
}

/// What was being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Unfinished {
    Text(Purpose),
    Form(FormKind),
}

impl App {
    /// What would be missed if the program ended now.
    pub fn draft(&self) -> Option<Draft> {
        let is_kept = |layer: &&Layer| match layer {
            Layer::Prompt(prompt) => prompt.is_kept(),
            other => other.is_dirty(),
        };
        let (purpose, targets, initial, texts, seen) = match self.nav.layers.iter().rev().find(is_kept)? {
            Layer::Prompt(prompt) => (
                Unfinished::Text(prompt.purpose.clone()),
                &prompt.targets,
                prompt.initial.clone(),
                vec![prompt.editor.text()],
                &prompt.seen,
            ),
            Layer::Form(form) => (Unfinished::Form(form.kind), &form.targets, String::new(), form.texts(), &form.seen),
            _ => return None,
        };
        let parts = seen
            .parts
            .iter()
            .flat_map(|(item, parts)| parts.iter().map(|(unit, part)| (*item, unit.clone(), part.clone())));
        let (parts, seen) =
            (Some(parts.collect()), seen.works.iter().map(|(node, work)| (*node, work.clone())).collect());
        let (meeting, before) = match purpose {
            Unfinished::Form(_) => {
                let form = self.nav.layers.iter().rev().find_map(|layer| match layer {
                    Layer::Form(form) => Some(form),
                    _ => None,
                });
                (form.and_then(|form| form.meeting), form.and_then(|form| form.before.clone()))
            }
            Unfinished::Text(_) => (None, None),
        };
        let (plan, targets) = (self.data.board.plan.id, targets.clone());
        Some(Draft { plan, targets, purpose, initial, texts, meeting, before, seen, parts })
    }

    /// Asks whether to go on with a draft: keys that are pressed at once must not end up in it. Returns whether its place
    /// is still there.
    pub fn offer(&mut self, draft: Draft) -> bool {
        let here =
            draft.plan == self.data.board.plan.id && draft.targets.iter().all(|node| self.data.board.contains(*node));
        let Some(text) = draft.texts.iter().find(|text| !text.trim().is_empty()).filter(|_| here) else { return false };
        let text = clip(&text.replace('\n', " "), QUOTED);
        let question = self.env.lang.fill(words::confirm::Resume { text: &text });
        self.nav.layers.push(Layer::Confirm(Confirm { question, then: Then::Resume(Box::new(draft)) }));
        true
    }

    /// Whether the draft that was left behind is being written on: its file is not needed any more.
    pub fn has_resumed(&self) -> bool {
        self.nav.resumed
    }

    /// Opens a draft where it was left.
    pub(super) fn resume(&mut self, draft: Draft) {
        self.nav.resumed = true;
        if let Some(node) = draft.targets.first().copied() {
            self.select(Node::item(node.item));
            if node.measure.is_some() {
                self.nav.screens.push(Screen::Node {
                    node: Node::item(node.item),
                    spot: Spot::Node(node),
                    scroll: None,
                });
            }
        }
        if let Some(open) =
            self.data.board.open_meeting().map(|meeting| meeting.id).filter(|id| draft.meeting == Some(*id))
        {
            self.join(open);
            let item = draft.targets.first().map(|node| node.item);
            self.present_from(item.map_or(super::Page::Title, super::Page::Item));
        }
        let changed = draft.seen.iter().any(|(node, work)| self.data.board.work(*node).as_ref() != Some(work));
        let mut seen = Seen { works: draft.seen.into_iter().collect(), ..Seen::default() };
        // What an older program kept says nothing about parts.
        if let Some(parts) = draft.parts {
            seen.parts = draft.targets.iter().map(|node| (node.item, BTreeMap::new())).collect();
            for (item, unit, part) in parts {
                seen.parts.entry(item).or_default().insert(unit, part);
            }
        }
        match draft.purpose {
            Unfinished::Text(purpose) => {
                let mut prompt = Prompt::new(purpose, draft.targets, &draft.initial);
                prompt.editor = Editor::line(&draft.texts[0]);
                prompt.seen = seen;
                self.nav.layers.push(Layer::Prompt(prompt));
            }
            Unfinished::Form(kind) => {
                let mut form = Form::new(kind, draft.targets, &[]);
                for (at, text) in draft.texts.iter().enumerate() {
                    form.fill(at, text);
                }
                form.seen = seen;
                form.meeting = draft.meeting;
                form.before = draft.before;
                self.nav.layers.push(Layer::Form(Box::new(form)));
            }
        }
        let text = if changed { words::notice::DRAFT_CHANGED } else { words::notice::DRAFT };
        self.nav.notice = Some(Notice::info(self.env.lang.say(text)));
    }
}
