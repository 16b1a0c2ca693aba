//! Form: several texts at once. A progress report, an instruction, a request for a later date. What becomes of them once
//! they are saved stands in `accept/form.rs`.

use crate::app::editor::Editor;
use crate::app::key::Key;
use crate::app::state::Seen;
use crate::plan::{Directive, DirectiveId, Meeting, MeetingId, Node, Subject, UnitName};
use crate::words::{self, Text};

/// Characters a text of a form may have.
pub const LONGEST_TEXT: usize = 4000;

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FormKind {
    /// 工作进展, 存在问题, 下一步打算 and the figure.
    Report,
    /// What, by whom, until when, whose word.
    Directive,
    /// Until when, and why.
    Extension,
    /// What a meeting has decided: what, by whom, until when.
    Decision,
    /// The head of a meeting: of this one, or of a new one.
    Meeting(Option<MeetingId>),
    /// An instruction, written anew.
    Amend(DirectiveId),
    /// A decision, written anew.
    AmendDecision(DirectiveId),
}

/// What a text of a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Words, in several lines.
    Lines,
    /// Words.
    Line,
    /// A percentage.
    Percent,
    /// A day.
    Day,
    /// A unit, by its name or what tells it from the others.
    Unit,
}

/// One text of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormField {
    /// Its label.
    pub label: Text,
    /// What it is.
    pub takes: Takes,
}

impl FormField {
    /// Whether it may have several lines.
    pub fn multiline(&self) -> bool {
        self.takes == Takes::Lines
    }
}

const fn field(label: Text, takes: Takes) -> FormField {
    FormField { label, takes }
}

const fn lines(label: Text) -> FormField {
    field(label, Takes::Lines)
}

const fn line(label: Text) -> FormField {
    field(label, Takes::Line)
}

impl FormKind {
    /// Its texts, from top to bottom.
    pub fn fields(self) -> &'static [FormField] {
        const REPORT: [FormField; 4] = [
            lines(words::report::DONE),
            lines(words::report::PROBLEM),
            lines(words::report::NEXT),
            field(words::report::PERCENT, Takes::Percent),
        ];
        const DIRECTIVE: [FormField; 4] = [
            lines(words::form::DIRECTIVE_TEXT),
            field(words::form::DIRECTIVE_OWNER, Takes::Unit),
            field(words::form::DIRECTIVE_DUE, Takes::Day),
            line(words::form::DIRECTIVE_ISSUER),
        ];
        const EXTENSION: [FormField; 2] =
            [field(words::form::EXTENSION_TO, Takes::Day), lines(words::form::EXTENSION_REASON)];
        const DECISION: [FormField; 3] = [
            lines(words::form::DECISION_TEXT),
            field(words::form::DIRECTIVE_OWNER, Takes::Unit),
            field(words::form::DIRECTIVE_DUE, Takes::Day),
        ];
        const MEETING: [FormField; 5] = [
            line(words::form::MEETING_TITLE),
            field(words::form::MEETING_DAY, Takes::Day),
            line(words::form::MEETING_PLACE),
            line(words::form::MEETING_CHAIR),
            line(words::form::MEETING_PRESENT),
        ];
        match self {
            Self::Decision | Self::AmendDecision(_) => &DECISION,
            Self::Meeting(_) => &MEETING,
            Self::Report => &REPORT,
            Self::Directive | Self::Amend(_) => &DIRECTIVE,
            Self::Extension => &EXTENSION,
        }
    }
}

/// The record that a form is about to write anew, as it was when the form opened.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Before {
    /// A meeting.
    Meeting(Box<Meeting>),
    /// An instruction.
    Directive(Box<Directive>),
}

impl Before {
    /// The meeting.
    pub fn into_meeting(self) -> Option<Meeting> {
        if let Self::Meeting(meeting) = self { Some(*meeting) } else { None }
    }

    /// The instruction.
    pub fn into_directive(self) -> Option<Directive> {
        if let Self::Directive(directive) = self { Some(*directive) } else { None }
    }
}

/// Several texts being typed.
#[derive(Debug, Clone)]
pub struct Form {
    /// What for.
    pub kind: FormKind,
    /// What it is about.
    pub targets: Vec<Node>,
    /// The texts.
    pub editors: Vec<Editor>,
    /// What they began with.
    initial: Vec<String>,
    /// Which of them has the cursor; past the last is the button that saves.
    pub focus: usize,
    /// What was there when it opened: somebody else's change since then is a conflict.
    pub seen: Seen,
    /// The record that it writes anew, likewise.
    pub before: Option<Before>,
    /// Why it was not taken.
    pub trouble: Option<String>,
    /// What somebody else has done meanwhile to what it is about.
    pub theirs: Option<String>,
    /// The unit for which a report speaks, where that was chosen with the cursor.
    pub unit: Option<UnitName>,
    /// The point of a meeting that was shown when it opened.
    pub point: Option<Subject>,
    /// A unit that nobody knows yet: saved once more it is made.
    pub offered: Option<UnitName>,
    /// The meeting in which it is written.
    pub meeting: Option<MeetingId>,
}

impl Form {
    /// The place of the figure in a report.
    pub const PERCENT: usize = 3;

    /// A form with these texts; those that are missing are empty.
    pub fn new(kind: FormKind, targets: Vec<Node>, texts: &[String]) -> Self {
        let editor = |(at, field): (usize, &FormField)| {
            let text = texts.get(at).map(String::as_str).unwrap_or_default();
            if field.multiline() { Editor::multiline(text) } else { Editor::line(text) }
        };
        let editors: Vec<Editor> = kind.fields().iter().enumerate().map(editor).collect();
        let initial = editors.iter().map(Editor::text).collect();
        let mut form = Self {
            kind,
            targets,
            editors,
            initial,
            focus: 0,
            seen: Seen::default(),
            before: None,
            trouble: None,
            theirs: None,
            unit: None,
            point: None,
            offered: None,
            meeting: None,
        };
        form.select();
        form
    }

    /// Puts a text in place of what a field holds, as something that was typed.
    pub(in crate::app) fn fill(&mut self, at: usize, text: &str) {
        let multiline = self.kind.fields().get(at).is_some_and(FormField::multiline);
        if let Some(editor) = self.editors.get_mut(at) {
            *editor = if multiline { Editor::multiline(text) } else { Editor::line(text) };
        }
    }

    /// The texts, as they are.
    pub fn texts(&self) -> Vec<String> {
        self.editors.iter().map(Editor::text).collect()
    }

    /// Whether the text with the cursor has one line only.
    pub fn on_line(&self) -> bool {
        self.kind.fields().get(self.focus).is_some_and(|field| !field.multiline())
    }

    /// Whether the cursor is on the button that saves.
    pub fn on_button(&self) -> bool {
        self.focus >= self.editors.len()
    }

    /// Does what a key means in the text with the cursor.
    pub(in crate::app) fn press(&mut self, key: Key) {
        if let Some(editor) = self.editors.get_mut(self.focus) {
            editor.press(key);
        }
    }

    pub(in crate::app) fn paste(&mut self, text: &str) {
        if let Some(editor) = self.editors.get_mut(self.focus) {
            editor.paste(text);
        }
    }

    /// To the text before or after, or the button, round the corner.
    pub(in crate::app) fn step(&mut self, by: isize) {
        let stops = self.editors.len() + 1;
        if let Some(editor) = self.editors.get_mut(self.focus) {
            editor.deselect();
        }
        self.focus = (self.focus + stops).wrapping_add_signed(by) % stops;
        self.select();
    }

    /// As in every form of windows: what is there is replaced by what is typed.
    fn select(&mut self) {
        if self.on_line()
            && let Some(editor) = self.editors.get_mut(self.focus)
        {
            editor.select();
        }
    }

    /// What was to be decided in a meeting that is over becomes an instruction.
    pub(in crate::app) fn leave_meeting(&mut self) {
        self.meeting = None;
        if self.kind == FormKind::Decision {
            self.kind = FormKind::Directive;
            self.editors.push(Editor::line(""));
            self.initial.push(String::new());
        }
    }

    /// Whether anything was typed.
    pub fn is_dirty(&self) -> bool {
        self.editors.iter().zip(&self.initial).any(|(editor, initial)| !editor.is_blank() && editor.text() != *initial)
    }
}
