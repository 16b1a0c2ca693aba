//! Form: several texts at once. A progress report, an instruction, a request for a later date. What becomes of them once
//! they are saved stands in `accept/form.rs`.

use crate::app::editor::{Editor, Full};
use crate::app::key::Key;
use crate::app::state::Seen;
use crate::plan::{Directive, Meeting, MeetingId, Node, Report, Subject, UnitName};
use crate::words::{self, Text};

/// What a form is for, with what only such a form knows.
#[derive(Debug, Clone, PartialEq)]
pub enum FormKind {
    /// 工作进展, 存在问题, 下一步打算 and the figure.
    Report {
        /// For whom it speaks, where that was chosen with the cursor.
        unit: Option<UnitName>,
    },
    /// What, by whom, until when, whose word.
    Directive {
        /// Where it is given in a meeting.
        during: Option<During>,
    },
    /// Until when, and why.
    Extension,
    /// What a meeting has decided: what, by whom, until when.
    Decision(During),
    /// The head of a new meeting.
    NewMeeting,
    /// The head of a meeting, as it was when the form opened, written anew.
    Meeting(Box<Meeting>),
    /// An instruction, as it was when the form opened, written anew.
    Amend(Box<Directive>),
    /// A decision likewise.
    AmendDecision(Box<Directive>),
    /// A report, as it was when the form opened, written anew by its author.
    AmendReport(Box<Report>),
}

/// Where in a meeting something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct During {
    /// Which meeting was held.
    pub meeting: MeetingId,
    /// The point that was shown.
    pub point: Option<Subject>,
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
    /// Where in a meeting it is written.
    pub fn during(&self) -> Option<During> {
        match self {
            Self::Directive { during } => *during,
            Self::Decision(during) => Some(*during),
            Self::Report { .. }
            | Self::Extension
            | Self::NewMeeting
            | Self::Meeting(_)
            | Self::Amend(_)
            | Self::AmendDecision(_)
            | Self::AmendReport(_) => None,
        }
    }

    /// Its texts, from top to bottom.
    pub fn fields(&self) -> &'static [FormField] {
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
            Self::Decision(_) | Self::AmendDecision(_) => &DECISION,
            Self::NewMeeting | Self::Meeting(_) => &MEETING,
            Self::Report { .. } | Self::AmendReport(_) => &REPORT,
            Self::Directive { .. } | Self::Amend(_) => &DIRECTIVE,
            Self::Extension => &EXTENSION,
        }
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
    /// Why it was not taken.
    pub trouble: Option<String>,
    /// What somebody else has done meanwhile to what it is about.
    pub theirs: Option<String>,
    /// A unit that nobody knows yet: saved once more it is made.
    pub offered: Option<UnitName>,
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
            trouble: None,
            theirs: None,
            offered: None,
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
    pub(in crate::app) fn press(&mut self, key: Key) -> Result<(), Full> {
        self.editors.get_mut(self.focus).map_or(Ok(()), |editor| editor.press(key))
    }

    pub(in crate::app) fn paste(&mut self, text: &str) -> Result<(), Full> {
        self.editors.get_mut(self.focus).map_or(Ok(()), |editor| editor.paste(text))
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
        if let FormKind::Decision(_) = self.kind {
            self.editors.push(Editor::line(""));
            self.initial.push(String::new());
        }
        if self.kind.during().is_some() {
            self.kind = FormKind::Directive { during: None };
        }
    }

    /// Whether anything was typed.
    pub fn is_dirty(&self) -> bool {
        self.editors.iter().zip(&self.initial).any(|(editor, initial)| !editor.is_blank() && editor.text() != *initial)
    }
}
