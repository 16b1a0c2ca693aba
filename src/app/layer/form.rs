//! Form: several texts at once. A progress report, an instruction, a request for a later date.

use crate::app::editor::Editor;
use crate::app::field_input::Refusal;
use crate::app::msg::Effect;
use crate::app::{App, Layer, Seen};
use crate::plan::{
    Change, Directive, DirectiveId, Meeting, MeetingId, Node, Percent, Report, ReportId, UnitName, clean_text,
};
use crate::read::{parse_coming_due, parse_percent, wrong_percentages};
use crate::report::{claim_in_words, trouble_in_words};
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

/// One text of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormField {
    /// Its label.
    pub label: Text,
    /// Whether it may have several lines.
    pub multiline: bool,
}

const fn lines(label: Text) -> FormField {
    FormField { label, multiline: true }
}

const fn line(label: Text) -> FormField {
    FormField { label, multiline: false }
}

impl FormKind {
    /// Its texts, from top to bottom.
    pub fn fields(self) -> &'static [FormField] {
        const REPORT: [FormField; 4] = [
            lines(words::report::DONE),
            lines(words::report::PROBLEM),
            lines(words::report::NEXT),
            line(words::report::PERCENT),
        ];
        const DIRECTIVE: [FormField; 4] = [
            lines(words::form::DIRECTIVE_TEXT),
            line(words::form::DIRECTIVE_OWNER),
            line(words::form::DIRECTIVE_DUE),
            line(words::form::DIRECTIVE_ISSUER),
        ];
        const EXTENSION: [FormField; 2] = [line(words::form::EXTENSION_TO), lines(words::form::EXTENSION_REASON)];
        const DECISION: [FormField; 3] =
            [lines(words::form::DECISION_TEXT), line(words::form::DIRECTIVE_OWNER), line(words::form::DIRECTIVE_DUE)];
        const MEETING: [FormField; 5] = [
            line(words::form::MEETING_TITLE),
            line(words::form::MEETING_DAY),
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
    /// Which of them has the cursor.
    pub focus: usize,
    /// What was there when it opened: somebody else's change since then is a conflict.
    pub seen: Seen,
    /// The record that it writes anew, likewise.
    pub before: Option<Before>,
    /// Why it was not taken.
    pub trouble: Option<String>,
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
            if field.multiline { Editor::multiline(text) } else { Editor::line(text) }
        };
        let editors: Vec<Editor> = kind.fields().iter().enumerate().map(editor).collect();
        let initial = editors.iter().map(Editor::text).collect();
        Self {
            kind,
            targets,
            editors,
            initial,
            focus: 0,
            seen: Seen::default(),
            before: None,
            trouble: None,
            offered: None,
            meeting: None,
        }
    }

    /// Puts a text in place of what a field holds, as something that was typed.
    pub(in crate::app) fn fill(&mut self, at: usize, text: &str) {
        let multiline = self.kind.fields().get(at).is_some_and(|field| field.multiline);
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
        self.kind.fields().get(self.focus).is_some_and(|field| !field.multiline)
    }

    pub(super) fn editor_mut(&mut self) -> &mut Editor {
        // The focus goes round within the number of editors, and no kind has none.
        let at = self.focus.min(self.editors.len() - 1);
        &mut self.editors[at]
    }

    pub(super) fn step(&mut self, by: isize) {
        let count = self.editors.len();
        self.editor_mut().deselect();
        self.focus = (self.focus + count).wrapping_add_signed(by) % count;
        // As in every form of windows: what is there is replaced by what is typed.
        if self.on_line() {
            self.editor_mut().select();
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

impl App {
    /// The day that the phrase comes to which is typed in a form: `下周五` is a date, and nobody should find that out
    /// afterwards.
    pub fn form_due(&self, form: &Form) -> Option<chrono::NaiveDate> {
        let place = match form.kind {
            FormKind::Directive | FormKind::Decision | FormKind::Amend(_) | FormKind::AmendDecision(_) => 2,
            FormKind::Extension => 0,
            FormKind::Report | FormKind::Meeting(_) => return None,
        };
        let text = form.editors.get(place).filter(|_| form.focus == place)?.text();
        parse_coming_due(&text, self.writing_day(), &self.writing_calendar()).ok()
    }

    pub(super) fn accept_form(&mut self) -> Vec<Effect> {
        let Some(Layer::Form(form)) = self.nav.layers.last() else { return Vec::new() };
        let (kind, targets) = (form.kind, form.targets.clone());
        let texts: Vec<String> = form.texts().iter().map(|text| clean_text(text).trim().to_owned()).collect();
        if let Some(at) = texts.iter().position(|text| text.chars().count() > LONGEST_TEXT) {
            return self.refuse_form(&Refusal::TooLong(LONGEST_TEXT), at);
        }
        match kind {
            FormKind::Report => self.accept_report(targets, &texts),
            FormKind::Directive | FormKind::Decision | FormKind::Amend(_) | FormKind::AmendDecision(_) => {
                self.accept_directive(kind, &targets, &texts)
            }
            FormKind::Extension => self.accept_extension(&targets, &texts),
            FormKind::Meeting(of) => self.accept_meeting(of, &texts),
        }
    }

    fn accept_report(&mut self, targets: Vec<Node>, texts: &[String]) -> Vec<Effect> {
        let percent = match texts[Form::PERCENT].as_str() {
            "" => None,
            typed => match parse_percent(typed) {
                Ok(percent) => Some(percent),
                Err(error) => return self.refuse_form(&Refusal::Number(error), Form::PERCENT),
            },
        };
        if texts.iter().all(String::is_empty) {
            return self.refuse_form(&Refusal::NothingTyped, 0);
        }
        let mut changes = Vec::new();
        for node in targets {
            let [done, problem, next] = [texts[0].clone(), texts[1].clone(), texts[2].clone()];
            changes.extend(self.report_changes(node, percent, [done, problem, next], false));
        }
        let changes = self.as_seen(changes);
        let wrong = texts[..Form::PERCENT].iter().flat_map(|text| wrong_percentages(text)).next();
        // Saved as it was typed: the writer may know better, and is told.
        let notice = match wrong {
            Some(claim) => {
                self.env.lang.fill(words::notice::ReportSavedBut { what: &claim_in_words(self.env.lang, &claim) })
            }
            None => self.env.lang.say(words::notice::REPORT_SAVED).to_owned(),
        };
        self.commit(changes, notice, true)
    }

    pub(in crate::app) fn refuse_form(&mut self, refusal: &impl crate::report::Trouble, focus: usize) -> Vec<Effect> {
        let trouble = trouble_in_words(self.env.lang, refusal);
        if let Some(Layer::Form(form)) = self.nav.layers.last_mut() {
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
        if !self.data.board.contains(node) {
            return Vec::new();
        }
        let report = Report {
            id: ReportId(self.random_id()),
            node,
            day: self.writing_day(),
            author: self.session.author.clone(),
            percent,
            done,
            problem,
            next,
            unchanged,
            unit: self.own_part(node),
        };
        self.data.board.reported(report)
    }

    /// The unit for which the person gives figures of its own.
    pub fn own_part(&self, node: Node) -> Option<UnitName> {
        self.data.board.own_part(&self.session.author, node)
    }
}
