//! Form: several texts at once. A progress report, an instruction, a request for a later date.

use chrono::NaiveDate;

use crate::app::editor::Editor;
use crate::app::field_input::Refusal;
use crate::app::key::Key;
use crate::app::msg::Effect;
use crate::app::{App, Layer, Seen};
use crate::plan::{
    Change, Directive, DirectiveId, Extension, Meeting, MeetingId, Node, Percent, Report, ReportId, Subject, UnitName,
    clean_line, clean_text,
};
use crate::read::{parse_coming_due, parse_due, parse_percent, wrong_percentages};
use crate::report::{claim_in_words, clip, trouble_in_words};
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
    pub(super) fn press(&mut self, key: Key) {
        if let Some(editor) = self.editors.get_mut(self.focus) {
            editor.press(key);
        }
    }

    pub(super) fn paste(&mut self, text: &str) {
        if let Some(editor) = self.editors.get_mut(self.focus) {
            editor.paste(text);
        }
    }

    /// To the text before or after, or the button, round the corner.
    pub(super) fn step(&mut self, by: isize) {
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

impl App {
    /// What becomes of the text with the cursor of a form, or why it will not be taken: `8月20日前` is the 19th, and
    /// nobody should find that out afterwards.
    pub fn form_told(&self, form: &Form) -> Option<Result<String, String>> {
        let text = clean_line(&form.editors.get(form.focus)?.text());
        if text.is_empty() {
            return None;
        }
        match form.kind.fields().get(form.focus)?.takes {
            Takes::Lines | Takes::Line => None,
            Takes::Percent => {
                parse_percent(&text).err().map(|error| Err(trouble_in_words(self.env.lang, &Refusal::Number(error))))
            }
            Takes::Day => {
                let day = self.form_day(form.kind, &form.targets, &text);
                Some(day.map(|day| self.env.lang.fill(words::prompt::DateIs { day: &day })))
            }
            Takes::Unit => {
                let unit = self.unit_meant(&text).filter(|unit| *unit != text)?;
                Some(Ok(self.env.lang.fill(words::prompt::UnitIs { unit: &unit })))
            }
        }
    }

    /// The day that a text of a form means; why it is none, in words.
    pub(in crate::app) fn form_day(&self, kind: FormKind, targets: &[Node], text: &str) -> Result<NaiveDate, String> {
        let (today, calendar) = (self.writing_day(), self.writing_calendar());
        if let FormKind::Meeting(_) = kind {
            return parse_due(text, today, &calendar).map_err(|error| trouble_in_words(self.env.lang, &error));
        }
        let day = parse_coming_due(text, today, &calendar).map_err(|error| trouble_in_words(self.env.lang, &error))?;
        match kind {
            FormKind::Extension => {
                let works = targets.iter().filter_map(|node| self.data.board.work(*node));
                let refusal = works.into_iter().find_map(|work| Extension::check(&work, today, Some(day)).err());
                refusal.map_or(Ok(day), |refusal| Err(trouble_in_words(self.env.lang, &refusal)))
            }
            _ if day < today && !self.is_its_date(kind, day) => {
                Err(trouble_in_words(self.env.lang, &Refusal::Past(day)))
            }
            FormKind::Directive
            | FormKind::Decision
            | FormKind::Amend(_)
            | FormKind::AmendDecision(_)
            | FormKind::Report
            | FormKind::Meeting(_) => Ok(day),
        }
    }

    /// What a form is about and for.
    pub fn form_title(&self, form: &Form) -> String {
        let lang = self.env.lang;
        let subject = if form.targets.is_empty() { String::new() } else { self.prompt_subject(&form.targets) };
        let text = match form.targets.as_slice() {
            [node] => self.data.board.text(*node).map(|text| clip(text, 24)).unwrap_or_default(),
            _ => String::new(),
        };
        let what = lang.say(match form.kind {
            FormKind::Report => words::report::TITLE,
            FormKind::Directive | FormKind::Amend(_) => words::form::DIRECTIVE,
            FormKind::Extension => words::form::EXTENSION,
            FormKind::Decision | FormKind::AmendDecision(_) => words::form::DECISION,
            FormKind::Meeting(_) => return lang.say(words::form::MEETING).to_owned(),
        });
        let unit = form.unit.as_ref().map(|unit| format!("{unit} ")).unwrap_or_default();
        format!("{subject} {unit}{what}  {}  {text}", self.day())
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
        let unit = match self.nav.layers.last() {
            Some(Layer::Form(form)) => form.unit.clone(),
            _ => None,
        };
        let mut changes = Vec::new();
        for node in targets {
            let unit = unit.clone().or_else(|| self.own_part(node));
            // Never dropped without a word: the figure of a part that was verified stays as it was verified.
            if percent.is_some() && unit.as_ref().is_some_and(|unit| self.data.board.is_verified(node, unit)) {
                return self.refuse_form(&Refusal::Verified, Form::PERCENT);
            }
            let [done, problem, next] = [texts[0].clone(), texts[1].clone(), texts[2].clone()];
            changes.extend(self.report_changes(node, unit, percent, [done, problem, next], false));
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
        self.refuse_form_in_words(trouble, focus)
    }

    pub(in crate::app) fn refuse_form_in_words(&mut self, trouble: String, focus: usize) -> Vec<Effect> {
        if let Some(Layer::Form(form)) = self.nav.layers.last_mut() {
            form.trouble = Some(trouble);
            form.focus = focus;
        }
        Vec::new()
    }

    /// A report about a node, with its figure when one was given; of one unit where it speaks for one.
    pub(in crate::app) fn report_changes(
        &mut self,
        node: Node,
        unit: Option<UnitName>,
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
            unit,
        };
        self.data.board.reported(report)
    }

    /// The unit for which the person gives figures of its own.
    pub fn own_part(&self, node: Node) -> Option<UnitName> {
        self.data.board.own_part(&self.session.author, node)
    }
}
