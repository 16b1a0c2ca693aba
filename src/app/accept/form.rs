//! What becomes of a form: judged while it is typed, and written as changes once it is saved.

use chrono::NaiveDate;

use crate::app::editor::{Editor, LONGEST_TEXT};
use crate::app::field_input::Refusal;
use crate::app::msg::Effect;
use crate::app::popups::{Form, FormKind, Popup, Takes};
use crate::app::state::App;
use crate::plan::{Change, Extension, Node, Percent, Report, ReportId, UnitName, clean_line, clean_text};
use crate::read::{parse_coming_due, parse_due, parse_percent, wrong_percentages};
use crate::report::{claim_in_words, clip, trouble_in_words};
use crate::words;

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
                let day = self.form_day(&form.kind, &form.targets, &text);
                Some(day.map(|day| self.env.lang.fill(words::prompt::DateIs { day: &day })))
            }
            Takes::Unit => {
                let unit = self.unit_meant(&text).filter(|unit| *unit != text)?;
                Some(Ok(self.env.lang.fill(words::prompt::UnitIs { unit: &unit })))
            }
        }
    }

    /// The day that a text of a form means; why it is none, in words.
    pub(in crate::app) fn form_day(&self, kind: &FormKind, targets: &[Node], text: &str) -> Result<NaiveDate, String> {
        let (today, calendar) = (self.writing_day(), self.writing_calendar());
        let parsed = match kind {
            FormKind::NewMeeting | FormKind::Meeting(_) => parse_due(text, today, &calendar),
            FormKind::Report { .. }
            | FormKind::Directive { .. }
            | FormKind::Extension
            | FormKind::Decision(_)
            | FormKind::Amend(_)
            | FormKind::AmendReport(_)
            | FormKind::AmendDecision(_) => parse_coming_due(text, today, &calendar),
        };
        let day = parsed.map_err(|error| trouble_in_words(self.env.lang, &error))?;
        match kind {
            FormKind::Extension => {
                let works = targets.iter().filter_map(|node| self.data.board.work(*node));
                let refusal = works.into_iter().find_map(|work| Extension::check(&work, today, Some(day)).err());
                refusal.map_or(Ok(day), |refusal| Err(trouble_in_words(self.env.lang, &refusal)))
            }
            // Its date may have passed since it was given; it stays.
            FormKind::Amend(before) | FormKind::AmendDecision(before) if before.due == Some(day) => Ok(day),
            FormKind::Directive { .. } | FormKind::Decision(_) | FormKind::Amend(_) | FormKind::AmendDecision(_)
                if day < today =>
            {
                Err(trouble_in_words(self.env.lang, &Refusal::Past(day)))
            }
            FormKind::Directive { .. }
            | FormKind::Decision(_)
            | FormKind::Amend(_)
            | FormKind::AmendDecision(_)
            | FormKind::AmendReport(_)
            | FormKind::Report { .. }
            | FormKind::NewMeeting
            | FormKind::Meeting(_) => Ok(day),
        }
    }

    /// What the last report about the same said in a text of the form, and when: of the same unit, where it speaks for one.
    pub fn last_said(&self, form: &Form, at: usize) -> Option<(NaiveDate, &str)> {
        let (FormKind::Report { unit }, [node]) = (&form.kind, form.targets.as_slice()) else { return None };
        let unit = unit.clone().or_else(|| self.own_part(*node));
        let part: fn(&Report) -> &String = match at {
            0 => |report| &report.done,
            1 => |report| &report.problem,
            2 => |report| &report.next,
            _ => return None,
        };
        let of_same = self.data.board.reports(*node).rev().filter(|report| report.node == *node && report.unit == unit);
        let mut last = of_same.filter(|report| !part(report).trim().is_empty());
        last.next().map(|report| (report.day, part(report).as_str()))
    }

    /// Puts what was said last time into the text with the cursor, as long as nothing else is there.
    pub(in crate::app) fn take_last(&mut self) {
        let Some(Popup::Form(form)) = self.nav.popups.last() else { return };
        let at = form.focus;
        let is_blank = form.editors.get(at).is_some_and(Editor::is_blank);
        let Some(text) = self.last_said(form, at).map(|(_, text)| text.to_owned()).filter(|_| is_blank) else { return };
        if let Some(Popup::Form(form)) = self.nav.popups.last_mut() {
            form.fill(at, &text);
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
        let (what, unit) = match &form.kind {
            FormKind::Report { unit } => (words::report::TITLE, unit.as_ref()),
            FormKind::AmendReport(before) => (words::report::AMEND, before.unit.as_ref()),
            FormKind::Directive { .. } | FormKind::Amend(_) => (words::form::DIRECTIVE, None),
            FormKind::Extension => (words::form::EXTENSION, None),
            FormKind::Decision(_) | FormKind::AmendDecision(_) => (words::form::DECISION, None),
            FormKind::NewMeeting | FormKind::Meeting(_) => return lang.say(words::form::MEETING).to_owned(),
        };
        let (what, unit) = (lang.say(what), unit.map(|unit| format!("{unit} ")).unwrap_or_default());
        format!("{subject} {unit}{what}  {}  {text}", self.day())
    }

    pub(in crate::app) fn accept_form(&mut self) -> Vec<Effect> {
        let Some(Popup::Form(form)) = self.nav.popups.last() else { return Vec::new() };
        let (kind, targets) = (form.kind.clone(), form.targets.clone());
        let texts: Vec<String> = form.texts().iter().map(|text| clean_text(text).trim().to_owned()).collect();
        if let Some(at) = texts.iter().position(|text| text.chars().count() > LONGEST_TEXT) {
            return self.refuse_form(&Refusal::TooLong(LONGEST_TEXT), at);
        }
        let accepted = match &kind {
            FormKind::Report { unit } => Ok(self.accept_report(unit.as_ref(), targets, &texts)),
            FormKind::AmendReport(before) => Ok(self.accept_amended_report(before, &texts)),
            FormKind::Directive { .. } | FormKind::Decision(_) => self.accept_directive(&kind, &targets, &texts),
            FormKind::Amend(before) | FormKind::AmendDecision(before) => {
                self.accept_amended(&kind, before, &targets, &texts)
            }
            FormKind::Extension => Ok(self.accept_extension(&targets, &texts)),
            FormKind::NewMeeting => self.accept_new_meeting(&kind, &texts),
            FormKind::Meeting(before) => self.accept_meeting(&kind, before, &texts),
        };
        accepted.unwrap_or_else(|refused| refused)
    }

    /// The figure of a report that was typed, where there is one; a report says something.
    fn figure_typed(&mut self, texts: &[String]) -> Result<Option<Percent>, Vec<Effect>> {
        if texts.iter().all(String::is_empty) {
            return Err(self.refuse_form(&Refusal::NothingTyped, 0));
        }
        let typed = Some(texts[Form::PERCENT].as_str()).filter(|typed| !typed.is_empty());
        let percent = typed.map(parse_percent).transpose();
        percent.map_err(|error| self.refuse_form(&Refusal::Number(error), Form::PERCENT))
    }

    fn accept_report(&mut self, unit: Option<&UnitName>, targets: Vec<Node>, texts: &[String]) -> Vec<Effect> {
        let percent = match self.figure_typed(texts) {
            Ok(percent) => percent,
            Err(refused) => return refused,
        };
        let mut changes = Vec::new();
        for node in targets {
            let unit = unit.cloned().or_else(|| self.own_part(node));
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

    /// The report as it is written now, in the place of the one that was there: of the same day, with both in the journal.
    fn accept_amended_report(&mut self, before: &Report, texts: &[String]) -> Vec<Effect> {
        let percent = match self.figure_typed(texts) {
            Ok(percent) => percent,
            Err(refused) => return refused,
        };
        let is_verified = before.unit.as_ref().is_some_and(|unit| self.data.board.is_verified(before.node, unit));
        if is_verified && percent != before.percent {
            return self.refuse_form(&Refusal::Verified, Form::PERCENT);
        }
        let report = Report {
            id: ReportId(self.random_id()),
            percent,
            done: texts[0].clone(),
            problem: texts[1].clone(),
            next: texts[2].clone(),
            unchanged: false,
            ..before.clone()
        };
        let mut changes = vec![Change::ReportRemoved { report: before.clone() }];
        if is_verified || !self.is_newest_report(before) {
            // The figure that holds was verified, or came later.
            changes.push(Change::ReportAdded { report });
        } else {
            changes.extend(self.data.board.reported(report));
        }
        let notice = self.env.lang.say(words::notice::REPORT_AMENDED).to_owned();
        self.commit(changes, notice, true)
    }

    pub(in crate::app) fn refuse_form(&mut self, refusal: &impl crate::report::Trouble, focus: usize) -> Vec<Effect> {
        let trouble = trouble_in_words(self.env.lang, refusal);
        self.refuse_form_in_words(trouble, focus)
    }

    pub(in crate::app) fn refuse_form_in_words(&mut self, trouble: String, focus: usize) -> Vec<Effect> {
        if let Some(Popup::Form(form)) = self.nav.popups.last_mut() {
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
