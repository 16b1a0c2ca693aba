//! Instructions and decisions: given, corrected, withdrawn, replied to.

use chrono::NaiveDate;

use crate::app::accept::Accepted;
use crate::app::msg::Effect;
use crate::app::popups::{Choice, Form, FormKind, Pick, Picker, Popup};
use crate::app::{App, Refusal};
use crate::plan::{Change, Delta, Directive, DirectiveId, DirectiveKind, Node, UnitName, clean_line};
use crate::report::directive_head;
use crate::words;

/// An instruction as it was typed.
struct Typed {
    text: String,
    owner: Option<UnitName>,
    due: Option<NaiveDate>,
    issuer: Option<String>,
}

impl App {
    /// Opens the form of an instruction about the item under the cursor.
    pub(in crate::app) fn direct(&mut self) -> Vec<Effect> {
        let shown = self.subject().and_then(|subject| self.data.board.item_of_subject(subject));
        let item = shown.or(self.current().map(|node| node.item));
        if item.is_none() && self.meeting().is_none() {
            return self.trouble(words::trouble::NOTHING_SELECTED);
        }
        // In a meeting it is most often the word of who is in the chair.
        let chair = self.running().map(|meeting| meeting.chair.clone()).unwrap_or_default();
        let texts = [String::new(), String::new(), String::new(), chair];
        let kind = FormKind::Directive { during: self.during() };
        self.open_form(Form::new(kind, item.map(Node::item).into_iter().collect(), &texts));
        Vec::new()
    }

    /// Opens an instruction that nobody has answered yet, to be written anew.
    pub(in crate::app) fn amend(&mut self, id: DirectiveId) -> Vec<Effect> {
        let Some(it) = self.data.board.directive(id).cloned() else { return self.trouble(words::trouble::GONE) };
        let due = it.due.map(|due| due.to_string()).unwrap_or_default();
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        let texts = [it.text.clone(), of(&it.owner), due, of(&it.issuer)];
        let targets = it.item.map(Node::item).into_iter().collect();
        let decides = it.kind == DirectiveKind::Decision && texts[3].is_empty();
        let before = Box::new(it);
        let kind = if decides { FormKind::AmendDecision(before) } else { FormKind::Amend(before) };
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

    /// What stands in the form of an instruction, with the unit that is new; `Err` is what the form says against it.
    fn directive_typed(
        &mut self,
        kind: &FormKind,
        targets: &[Node],
        texts: &[String],
    ) -> Result<(Typed, Vec<Change>), Vec<Effect>> {
        let [text, owner, due, rest @ ..] = texts else { return Err(Vec::new()) };
        if text.is_empty() {
            return Err(self.refuse_form(&Refusal::NothingTyped, 0));
        }
        let due = match due.as_str() {
            "" => None,
            phrase => match self.form_day(kind, targets, phrase) {
                Ok(day) => Some(day),
                Err(why) => return Err(self.refuse_form_in_words(why, 2)),
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
                return Err(self.refuse_form(&Refusal::OneUnit, 1));
            }
            Err(typed) => {
                let is_new = self.offer_unit(&typed);
                let refusal = if is_new { Refusal::NewUnit(typed) } else { Refusal::NoUnit(typed) };
                return Err(self.refuse_form(&refusal, 1));
            }
        };
        // A decision is the meeting's: nobody's word in particular.
        let issuer = rest.first().and_then(some);
        Ok((Typed { text: text.clone(), owner, due, issuer }, changes))
    }

    /// An instruction or decision that nobody has answered, written anew. Told from what was there when it was opened:
    /// another's correction since then is a conflict.
    pub(in crate::app) fn accept_amended(
        &mut self,
        kind: &FormKind,
        before: &Directive,
        targets: &[Node],
        texts: &[String],
    ) -> Accepted {
        let (Typed { text, owner, due, issuer }, mut changes) = self.directive_typed(kind, targets, texts)?;
        let id = before.id;
        if !self.data.board.directive(id).is_some_and(Directive::awaits_reply) {
            return Ok(self.settled());
        }
        let after = Directive { text, issuer, owner, due, ..before.clone() };
        changes.push(Change::Directive { id, directive: Box::new(Delta::changed(before.clone(), after)) });
        Ok(self.commit(changes, self.env.lang.say(words::notice::AMENDED).to_owned(), true))
    }

    pub(in crate::app) fn accept_directive(&mut self, kind: &FormKind, targets: &[Node], texts: &[String]) -> Accepted {
        let (Typed { text, owner, due, issuer }, mut changes) = self.directive_typed(kind, targets, texts)?;
        let given = match self.given() {
            Ok(given) => given,
            Err(refusal) => return Err(self.refuse_form(&refusal, 0)),
        };
        let id = DirectiveId(self.random_id());
        let directive = Directive {
            id,
            item: targets.first().map(|node| node.item),
            meeting: given,
            kind: if matches!(kind, FormKind::Decision(_)) {
                DirectiveKind::Decision
            } else if issuer.is_some() {
                DirectiveKind::Instruction
            } else {
                DirectiveKind::Supervision
            },
            text,
            issuer,
            owner,
            due,
            day: self.writing_day(),
            author: self.session.author.clone(),
            reply: None,
            returned: None,
            closed: None,
        };
        changes.extend(given.and_then(|given| self.discussed_by(given)));
        let notice = self.given_in_words(&directive);
        changes.push(Change::Directive { id, directive: Box::new(Delta::added(directive)) });
        Ok(self.commit(changes, notice, true))
    }

    /// That an instruction was given, or decided.
    fn given_in_words(&self, directive: &Directive) -> String {
        let lang = self.env.lang;
        let decided = directive.meeting.filter(|_| directive.kind == DirectiveKind::Decision);
        match (decided, directive.due) {
            (Some(given), due) => {
                let head = directive_head(lang, directive);
                let what = if due.is_some() { head } else { format!("{head} {}", lang.say(words::notice::NO_DUE)) };
                lang.fill(words::notice::Decided { no: &given.no, what: &what })
            }
            (None, Some(due)) => lang.fill(words::notice::DirectiveGivenUntil { due: &due }),
            (None, None) => lang.say(words::notice::DIRECTIVE_GIVEN).to_owned(),
        }
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
