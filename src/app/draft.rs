//! Draft: a text that is being typed, kept while it is, to be offered again when the line dropped, the program was
//! killed or the power failed.

use std::collections::BTreeMap;

use super::editor::Editor;
use super::msg::Effect;
use super::notice::Notice;
use super::popups::{Draft, Form, Input, Popup, Prompt, ReviewLeft, Then, Unfinished};
use super::{App, Screen, Seen, Spot};
use crate::app::screens::NodeScreen;
use crate::plan::{ItemId, Node, Part, UnitName, Work};
use crate::report::clip;
use crate::words;

/// Characters of a draft that are quoted.
const QUOTED: usize = 40;

fn works_of(seen: &Seen) -> Vec<(Node, Work)> {
    seen.works.iter().map(|(node, work)| (*node, work.clone())).collect()
}

fn parts_of(seen: &Seen) -> Vec<(ItemId, UnitName, Part)> {
    let parts = seen.parts.iter().flat_map(|(item, parts)| parts.iter().map(move |(unit, part)| (*item, unit, part)));
    parts.map(|(item, unit, part)| (item, unit.clone(), part.clone())).collect()
}

/// The popup in which it was typed, as it was; a paper has to be read first.
fn reopened(draft: &Draft) -> Option<Popup> {
    let mut seen = Seen { works: draft.seen.iter().cloned().collect(), ..Seen::default() };
    // What an older program kept says nothing about parts.
    if let Some(parts) = &draft.parts {
        seen.parts = draft.targets.iter().map(|node| (node.item, BTreeMap::new())).collect();
        for (item, unit, part) in parts.iter().cloned() {
            seen.parts.entry(item).or_default().insert(unit, part);
        }
    }
    let popup = match &draft.purpose {
        Unfinished::Text(purpose) => {
            let mut prompt = Prompt::new(purpose.clone(), draft.targets.clone(), &draft.initial);
            prompt.editor = Editor::line(draft.texts.first().map(String::as_str).unwrap_or_default());
            prompt.seen = seen;
            Popup::Prompt(prompt)
        }
        Unfinished::Form(kind) => {
            let mut form = Form::new(kind.clone(), draft.targets.clone(), &[]);
            for (at, text) in draft.texts.iter().enumerate() {
                form.fill(at, text);
            }
            form.seen = seen;
            Popup::Form(Box::new(form))
        }
        Unfinished::Review(_) => return None,
    };
    Some(popup)
}

impl App {
    /// What would be missed if the program ended now.
    pub fn draft(&self) -> Option<Draft> {
        let is_kept = |popup: &&Popup| match popup {
            Popup::Prompt(prompt) => prompt.is_kept(),
            other => other.is_dirty(),
        };
        let plan = self.data.board.plan.id;
        match self.nav.popups.iter().rev().find(is_kept)? {
            Popup::Prompt(prompt) => Some(Draft {
                plan,
                targets: prompt.targets.clone(),
                purpose: Unfinished::Text(prompt.purpose.clone()),
                initial: prompt.initial.clone(),
                texts: vec![prompt.editor.text()],
                seen: works_of(&prompt.seen),
                parts: Some(parts_of(&prompt.seen)),
            }),
            Popup::Form(form) => Some(Draft {
                plan,
                targets: form.targets.clone(),
                purpose: Unfinished::Form(form.kind.clone()),
                initial: String::new(),
                texts: form.texts(),
                seen: works_of(&form.seen),
                parts: Some(parts_of(&form.seen)),
            }),
            Popup::Review(review) => Some(Draft {
                plan,
                targets: Vec::new(),
                purpose: Unfinished::Review(Box::new(ReviewLeft {
                    digest: review.digest(),
                    corrections: review.corrections.clone(),
                })),
                initial: String::new(),
                texts: self.papers_open(&review.path),
                seen: Vec::new(),
                parts: None,
            }),
            Popup::Picker(_)
            | Popup::Confirm(_)
            | Popup::Reading(_)
            | Popup::Clashing(_)
            | Popup::Refused(_)
            | Popup::Ticks(_)
            | Popup::Units(_)
            | Popup::Settings(_) => None,
        }
    }

    /// The paths of the papers that are open, that of the topmost one first.
    fn papers_open(&self, first: &str) -> Vec<String> {
        let path = |popup: &Popup| if let Popup::Review(review) = popup { Some(review.path.clone()) } else { None };
        let others = self.nav.popups.iter().rev().filter_map(path).filter(|path| path != first);
        std::iter::once(first.to_owned()).chain(others).collect()
    }

    /// Asks whether to go on with a draft: keys that are pressed at once must not end up in it. Returns whether its place
    /// is still there.
    pub fn offer(&mut self, draft: Draft) -> bool {
        let is_review = matches!(draft.purpose, Unfinished::Review(_));
        let here = is_review
            || draft.plan == self.data.board.plan.id && draft.targets.iter().all(|it| self.data.board.contains(*it));
        let Some(text) = draft.texts.iter().find(|text| !text.trim().is_empty()).filter(|_| here) else { return false };
        let text = clip(&text.replace('\n', " "), QUOTED);
        // A figure by itself says nothing: it is told of what it was typed.
        let of = match reopened(&draft).as_mut().and_then(Popup::input) {
            Some(Input::Prompt(prompt)) => self.prompt_title(prompt),
            Some(Input::Form(form)) => self.form_title(form),
            Some(Input::Picker(_)) | None => self.env.lang.say(words::review::TITLE).to_owned(),
        };
        let question = self.env.lang.fill(words::confirm::Resume { of: &of.trim(), text: &text });
        self.confirm(question, Then::Resume(Box::new(draft)));
        true
    }

    /// The draft that is offered is not wanted any more.
    pub(super) fn throw_draft_away(&mut self) {
        self.nav.popups.pop();
        self.nav.resumed = true;
        self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::DRAFT_THROWN_AWAY)));
    }

    /// Whether the draft that was left behind is being written on: its file is not needed any more.
    pub fn has_resumed(&self) -> bool {
        self.nav.resumed
    }

    /// Opens a draft where it was left.
    pub(super) fn resume(&mut self, draft: Draft) -> Vec<Effect> {
        let Some(popup) = reopened(&draft) else { return self.resume_review(draft) };
        self.nav.resumed = true;
        if let Some(node) = draft.targets.first().copied() {
            self.select(Node::item(node.item));
            if node.measure.is_some() {
                self.nav.screens.push(Screen::Node(NodeScreen {
                    node: Node::item(node.item),
                    spot: Spot::Node(node),
                    scroll: None,
                }));
            }
        }
        let open = self.data.board.open_meeting().map(|meeting| meeting.id);
        if let Some(open) = open.filter(|id| draft.meeting() == Some(*id)) {
            self.join(open);
            let item = draft.targets.first().map(|node| node.item);
            self.present_from(item.map_or(super::Page::Title, super::Page::Item));
        }
        let changed = draft.seen.iter().any(|(node, work)| self.data.board.work(*node).as_ref() != Some(work));
        self.nav.popups.push(popup);
        let key = if changed { words::notice::DRAFT_CHANGED } else { words::notice::DRAFT };
        self.nav.notice = Some(Notice::info(self.env.lang.say(key)));
        Vec::new()
    }

    /// Opens a paper again with what was said of it; where it is open already, only that.
    fn resume_review(&mut self, draft: Draft) -> Vec<Effect> {
        let (Unfinished::Review(left), Some((path, others))) = (draft.purpose, draft.texts.split_first()) else {
            return Vec::new();
        };
        self.nav.left_review = Some((path.clone(), *left));
        match self.nav.popups.iter().rposition(|popup| matches!(popup, Popup::Review(it) if it.path == *path)) {
            Some(at) => {
                if let Popup::Review(review) = self.nav.popups.remove(at) {
                    self.open_review(*review);
                }
                Vec::new()
            }
            // Those that waited below it are opened first, and lie below it again.
            None => others.iter().rev().chain([path]).cloned().map(Effect::ReadPaper).collect(),
        }
    }
}
