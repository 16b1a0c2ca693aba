//! Instructions and decisions: given, corrected, withdrawn, replied to.

use crate::app::msg::Effect;
use crate::app::popups::{Before, Choice, Form, FormKind, Pick, Picker, Popup};
use crate::app::{App, Refusal};
use crate::plan::{Change, Delta, Directive, DirectiveId, DirectiveKind, Node, UnitName, clean_line};
use crate::report::directive_head;
use crate::words;

impl App {
    /// Opens the form of an instruction about the item under the cursor.
    pub(in crate::app) fn direct(&mut self) -> Vec<Effect> {
        let shown = self.subject().and_then(|subject| self.data.board.item_of_subject(subject));
        let item = shown.or(self.current().map(|node| node.item));
        if item.is_none() && self.meeting().is_none() {
            return self.trouble(words::trouble::NOTHING_SELECTED);
        }
        // In a meeting it is most often the word of who is in the chair.
        let running = self.running();
        let chair = running.as_ref().map(|meeting| meeting.chair.clone()).unwrap_or_default();
        let texts = [String::new(), String::new(), String::new(), chair];
        let mut form = Form::new(FormKind::Directive, item.map(Node::item).into_iter().collect(), &texts);
        form.meeting = running.map(|meeting| meeting.id);
        form.point = self.subject();
        self.open_form(form);
        Vec::new()
    }

    /// Opens an instruction that nobody has answered yet, to be written anew.
    pub(in crate::app) fn amend(&mut self, id: DirectiveId) -> Vec<Effect> {
        let Some(it) = self.data.board.directive(id).cloned() else { return self.trouble(words::trouble::GONE) };
        let due = it.due.map(|due| due.to_string()).unwrap_or_default();
        let texts = [it.text, it.owner.unwrap_or_default(), due, it.issuer.unwrap_or_default()];
        let targets = it.item.map(Node::item).into_iter().collect();
        let decides = it.kind == DirectiveKind::Decision && texts[3].is_empty();
        let kind = if decides { FormKind::AmendDecision(id) } else { FormKind::Amend(id) };
        self.open_form(Form::new(kind, targets, &texts));
        Vec::new()
    }

    /// Takes an instruction back, after a question.
    pub(in crate::app) fn withdraw(&mut self, id: DirectiveId) -> Vec<Effect> {
        let Some(it) = self.data.board.directive(id).cloned() else { return self.trouble(words::trouble::GONE) };
        let text = crate::report::clip(&it.text.replace('\n', " "), 24);
        let question = self.env.lang.fill(words::confirm::Withdraw { text: &text });
        let notice = self.env.lang.fill(words::notice::Withdrawn { text: &text });
        let changes = vec![Change::Directive { id, directive: Box::new(Delta::new(Some(it), None)) }];
        self.confirm(question, crate::app::popups::Then::Commit(changes, notice));
        Vec::new()
    }

    /// Whether a date is the one that the instruction has already.
    pub(in crate::app) fn is_its_date(&self, kind: FormKind, day: chrono::NaiveDate) -> bool {
        matches!(kind, FormKind::Amend(id) | FormKind::AmendDecision(id) if self.data.board.directive(id).is_some_and(|it| it.due == Some(day)))
    }

    /// What a page of decisions is opened to: one of them, to be answered, written anew or taken back.
    pub(in crate::app) fn ask_decision(&mut self) -> Vec<Effect> {
        let line = |id: DirectiveId| {
            let it = self.data.board.directive(id)?;
            let words = crate::report::clip(&it.text.replace('\n', " "), 60);
            Some(Choice::new(Pick::Directive(id), words, it.owner.clone().unwrap_or_default()))
        };
        let choices: Vec<Choice> = self.decided().into_iter().filter_map(line).collect();
        if choices.is_empty() {
            return self.trouble(words::trouble::NOTHING_TO_SAY);
        }
        self.nav.popups.push(Popup::Picker(Picker::one(self.env.lang.say(words::pick::DECISION), Vec::new(), choices)));
        Vec::new()
    }

    pub(in crate::app) fn accept_directive(
        &mut self,
        kind: FormKind,
        targets: &[Node],
        texts: &[String],
    ) -> Vec<Effect> {
        // A decision is the meeting's: nobody's word in particular.
        let (decides, none) = (kind == FormKind::Decision, String::new());
        let [text, owner, due] = &texts[..3] else { return Vec::new() };
        let issuer = texts.get(3).unwrap_or(&none);
        if text.is_empty() {
            return self.refuse_form(&Refusal::NothingTyped, 0);
        }
        let due = match due.as_str() {
            "" => None,
            phrase => match self.form_day(kind, targets, phrase) {
                Ok(day) => Some(day),
                Err(why) => return self.refuse_form_in_words(why, 2),
            },
        };
        let some = |text: &String| Some(clean_line(text)).filter(|text| !text.is_empty());
        let mut changes = Vec::new();
        let owner = match some(owner).map(|owner| self.unit_meant(&owner).ok_or(owner)).transpose() {
            Ok(owner) => owner,
            // Asked once, made when the same is saved again: a typo is no unit, but a new unit must not stop a meeting.
            Err(typed) if self.is_offered(&typed) => {
                changes.push(Change::UnitAdded { unit: crate::plan::Unit::named(typed.clone()) });
                Some(typed)
            }
            Err(typed) if typed.contains(['、', ',', '，']) => {
                return self.refuse_form(&Refusal::OneUnit, 1);
            }
            Err(typed) => {
                let is_new = self.offer_unit(&typed);
                let refusal = if is_new { Refusal::NewUnit(typed) } else { Refusal::NoUnit(typed) };
                return self.refuse_form(&refusal, 1);
            }
        };
        let issuer = some(issuer);
        let given = match self.given() {
            Ok(given) => given,
            Err(refusal) => return self.refuse_form(&refusal, 0),
        };
        if let FormKind::Amend(id) | FormKind::AmendDecision(id) = kind {
            let Some(now) = self.data.board.directive(id).filter(|it| it.awaits_reply()).cloned() else {
                return self.settled();
            };
            // Told from what was there when it was opened: another's correction since then is a conflict.
            let before = self.opened_with().and_then(Before::into_directive).unwrap_or(now);
            let after = Directive { text: text.clone(), owner, due, issuer, ..before.clone() };
            changes.push(Change::Directive { id, directive: Box::new(Delta::changed(before, after)) });
            let notice = self.env.lang.say(words::notice::AMENDED).to_owned();
            return self.commit(changes, notice, true);
        }
        let id = DirectiveId(self.random_id());
        let directive = Directive {
            id,
            item: targets.first().map(|node| node.item),
            meeting: given,
            kind: if decides {
                DirectiveKind::Decision
            } else if issuer.is_some() {
                DirectiveKind::Instruction
            } else {
                DirectiveKind::Supervision
            },
            text: text.clone(),
            issuer,
            owner,
            due,
            day: self.writing_day(),
            author: self.session.author.clone(),
            reply: None,
            returned: None,
            closed: None,
        };
        changes.extend(directive.meeting.and_then(|given| self.discussed_by(given)));
        let given = directive.meeting.filter(|_| decides);
        let head = match directive.due {
            Some(_) => directive_head(self.env.lang, &directive),
            None => {
                format!("{} {}", directive_head(self.env.lang, &directive), self.env.lang.say(words::notice::NO_DUE))
            }
        };
        changes.push(Change::Directive { id, directive: Box::new(Delta::added(directive)) });
        let notice = match due {
            _ if given.is_some() => {
                let no = given.map_or(0, |given| given.no);
                self.env.lang.fill(words::notice::Decided { no: &no, what: &head })
            }
            Some(due) => self.env.lang.fill(words::notice::DirectiveGivenUntil { due: &due }),
            None => self.env.lang.say(words::notice::DIRECTIVE_GIVEN).to_owned(),
        };
        self.commit(changes, notice, true)
    }

    /// Whether the form on top has asked about this new unit before.
    fn is_offered(&self, name: &str) -> bool {
        matches!(self.nav.popups.last(), Some(Popup::Form(form)) if form.offered.as_deref() == Some(name))
    }

    /// Notes that the form on top asks about a new unit, unless the name may mean one of several.
    fn offer_unit(&mut self, name: &str) -> bool {
        let needle = crate::app::Needle::new(name);
        let fits = self.data.board.units.iter().any(|unit| needle.matches(&unit.name));
        if let Some(Popup::Form(form)) = self.nav.popups.last_mut() {
            form.offered = Some(name.to_owned()).filter(|_| !fits);
        }
        !fits
    }

    /// The unit that was meant: by its name, or by what fits one only.
    pub(in crate::app) fn unit_meant(&self, typed: &str) -> Option<UnitName> {
        if self.data.board.unit(typed).is_some() {
            return Some(typed.to_owned());
        }
        let needle = crate::app::Needle::new(typed);
        let mut fits = self.data.board.units.iter().filter(|unit| needle.matches(&unit.name));
        match (fits.next(), fits.next()) {
            (Some(unit), None) => Some(unit.name.clone()),
            _ => None,
        }
    }
}
