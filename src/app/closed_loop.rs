//! The closed loop from the keyboard: 签收, 办结申请, 延期申请, 批示 and what is answered to them.

use std::collections::BTreeSet;

use super::msg::Effect;
use super::popups::{Act, Before, Choice, Form, FormKind, Picked, Picker, Popup, Prompt, Purpose, Value};
use super::{App, Refusal};
use crate::plan::{
    Action, Answer, Calendar, Change, Delta, Denied, Directive, DirectiveId, DirectiveKind, Extension, ExtensionId,
    FieldChange, ItemId, Node, Part, Said, Stage, UnitName, Waiting, clean_line,
};
use crate::report::{directive_head, node_name, trouble_in_words};
use crate::words;

impl App {
    /// 签收: the time is noted for the person's unit, or for the lead by who speaks for all.
    pub(super) fn acknowledge(&mut self) -> Vec<Effect> {
        let mut changes = Vec::new();
        match self.cell_that(Action::Acknowledge) {
            Ok(None) => {}
            Ok(Some((node, unit))) => {
                let Some(change) = self.acknowledged(node.item, &unit) else {
                    return self.trouble(words::trouble::ACKNOWLEDGED_ALREADY);
                };
                let notice = self.env.lang.fill(words::notice::Acknowledged { n: &1 });
                return self.commit(vec![change], notice, false);
            }
            Err(why) => return self.trouble_in_words(why),
        }
        // Several measures of one item are acknowledged once.
        let items: BTreeSet<ItemId> = self.targets().iter().map(|node| node.item).collect();
        for id in items {
            let Some(item) = self.data.board.item(id) else { continue };
            let own = self.data.board.actor(&self.session.author).unit().filter(|unit| item.units().contains(*unit));
            let Some(unit) = own.or(item.work.lead.as_ref()).cloned() else {
                return self.trouble(words::trouble::NO_LEAD_TO_ACKNOWLEDGE);
            };
            changes.extend(self.acknowledged(item.id, &unit));
        }
        if changes.is_empty() {
            return self.trouble(words::trouble::ACKNOWLEDGED_ALREADY);
        }
        let notice = self.env.lang.fill(words::notice::Acknowledged { n: &changes.len() });
        self.commit(changes, notice, false)
    }

    fn acknowledged(&self, item: ItemId, unit: &str) -> Option<Change> {
        let before = self.data.board.item(item)?.part(unit);
        if before.acknowledged.is_some() {
            return None;
        }
        let after = before.acknowledged_at(self.env.now);
        Some(Change::Part { item, unit: unit.to_owned(), part: Delta::new(before, after) })
    }

    /// A step of one unit's part.
    fn part_step(&self, item: ItemId, unit: &str, to: Stage, note: Option<String>) -> Option<Change> {
        let before = self.data.board.item(item)?.part(unit);
        let after = Part { standing: before.standing.stepped(to, note, self.writing_day()), ..before.clone() };
        Some(Change::Part { item, unit: unit.to_owned(), part: Delta::new(before, after) })
    }

    pub(super) fn accept_part_step(&mut self, node: Node, unit: UnitName, to: Stage) -> Vec<Effect> {
        if to == Stage::Active {
            self.nav.popups.pop();
            self.open_prompt(Prompt::new(Purpose::ReturnPart(unit), vec![node], ""));
            return Vec::new();
        }
        let changes = self.as_seen(self.part_step(node.item, &unit, to, None).into_iter().collect());
        let name = node_name(self.env.lang, &self.data.board, node);
        let notice = if to == Stage::Closed {
            self.env.lang.fill(words::notice::PartVerified { node: &name, unit: &unit })
        } else {
            self.env.lang.fill(words::notice::PartDone { node: &name, unit: &unit })
        };
        self.commit(changes, notice, true)
    }

    pub(super) fn accept_part_return(&mut self, targets: &[Node], unit: &str, reason: &str) -> Vec<Effect> {
        let Some(node) = targets.first().copied() else { return Vec::new() };
        let step = self.part_step(node.item, unit, Stage::Active, Some(reason.to_owned()));
        let changes = self.as_seen(step.into_iter().collect());
        let notice = self.env.lang.fill(words::notice::Returned { what: &unit });
        self.commit(changes, notice, true)
    }

    /// Opens the form of an instruction about the item under the cursor.
    pub(super) fn direct(&mut self) -> Vec<Effect> {
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
    fn amend(&mut self, id: DirectiveId) -> Vec<Effect> {
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
    fn withdraw(&mut self, id: DirectiveId) -> Vec<Effect> {
        let Some(it) = self.data.board.directive(id).cloned() else { return self.trouble(words::trouble::GONE) };
        let text = crate::report::clip(&it.text.replace('\n', " "), 24);
        let question = self.env.lang.fill(words::confirm::Withdraw { text: &text });
        let notice = self.env.lang.fill(words::notice::Withdrawn { text: &text });
        let changes = vec![Change::Directive { id, directive: Box::new(Delta::new(Some(it), None)) }];
        self.confirm(question, super::popups::Then::Commit(changes, notice));
        Vec::new()
    }

    /// Whether a date is the one that the instruction has already.
    pub(super) fn is_its_date(&self, kind: FormKind, day: chrono::NaiveDate) -> bool {
        matches!(kind, FormKind::Amend(id) | FormKind::AmendDecision(id) if self.data.board.directive(id).is_some_and(|it| it.due == Some(day)))
    }

    /// What a page of decisions is opened to: one of them, to be answered, written anew or taken back.
    pub(super) fn ask_decision(&mut self) -> Vec<Effect> {
        let line = |id: DirectiveId| {
            let it = self.data.board.directive(id)?;
            let words = crate::report::clip(&it.text.replace('\n', " "), 60);
            Some(Choice::new(Value::Directive(id), words, it.owner.clone().unwrap_or_default()))
        };
        let choices: Vec<Choice> = self.decided().into_iter().filter_map(line).collect();
        if choices.is_empty() {
            return self.trouble(words::trouble::NOTHING_TO_SAY);
        }
        self.nav.popups.push(Popup::Picker(Picker::new(Picked::Decision, Vec::new(), choices)));
        Vec::new()
    }

    pub(super) fn accept_directive(&mut self, kind: FormKind, targets: &[Node], texts: &[String]) -> Vec<Effect> {
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
        let needle = super::Needle::new(name);
        let fits = self.data.board.units.iter().any(|unit| needle.matches(&unit.name));
        if let Some(Popup::Form(form)) = self.nav.popups.last_mut() {
            form.offered = Some(name.to_owned()).filter(|_| !fits);
        }
        !fits
    }

    /// The unit that was meant: by its name, or by what fits one only.
    pub(super) fn unit_meant(&self, typed: &str) -> Option<UnitName> {
        if self.data.board.unit(typed).is_some() {
            return Some(typed.to_owned());
        }
        let needle = super::Needle::new(typed);
        let mut fits = self.data.board.units.iter().filter(|unit| needle.matches(&unit.name));
        match (fits.next(), fits.next()) {
            (Some(unit), None) => Some(unit.name.clone()),
            _ => None,
        }
    }

    /// Opens the form of a request for a later date, unless it is too late to ask.
    pub(super) fn ask_extension(&mut self, targets: Vec<Node>) -> Vec<Effect> {
        let refusal = targets.iter().find_map(|node| {
            let work = self.data.board.work(*node)?;
            Extension::check(&work, self.writing_day(), None).err()
        });
        if let Some(refusal) = refusal {
            return self.trouble_in_words(trouble_in_words(self.env.lang, &refusal));
        }
        let waits = |node: &Node| self.data.board.extensions.iter().any(|it| it.node == *node && it.answer.is_none());
        if targets.iter().any(waits) {
            return self.trouble(words::trouble::EXTENSION_WAITS);
        }
        self.open_form(Form::new(FormKind::Extension, targets, &[]));
        Vec::new()
    }

    pub(super) fn accept_extension(&mut self, targets: &[Node], texts: &[String]) -> Vec<Effect> {
        let [to, reason] = texts else { return Vec::new() };
        let to = match self.form_day(FormKind::Extension, targets, to) {
            Ok(day) => day,
            Err(why) => return self.refuse_form_in_words(why, 0),
        };
        if reason.is_empty() {
            return self.refuse_form(&Refusal::ReasonNeeded(Stage::Active), 1);
        }
        let unit = self.data.board.actor(&self.session.author).unit().cloned();
        let mut changes = Vec::new();
        for node in targets {
            let Some(work) = self.data.board.work(*node) else { continue };
            let id = ExtensionId(self.random_id());
            let extension = Extension {
                id,
                node: *node,
                unit: unit.clone().or(work.lead),
                author: self.session.author.clone(),
                day: self.writing_day(),
                to,
                reason: reason.clone(),
                answer: None,
            };
            changes.push(Change::Extension { id, extension: Delta::added(extension) });
        }
        let notice = self.env.lang.fill(words::notice::ExtensionAsked { to: &to });
        self.commit(changes, notice, true)
    }

    /// Grants a request (the date moves in the same edit), or refuses it with a reason.
    fn answer(&mut self, id: ExtensionId, granted: bool, note: String, closes: bool) -> Vec<Effect> {
        let Some(before) = self.data.board.extension(id).cloned() else { return self.trouble(words::trouble::GONE) };
        if before.answer.is_some() {
            return self.settled();
        }
        let answer = Answer { granted, by: self.session.author.clone(), day: self.writing_day(), note };
        let after = Extension { answer: Some(answer), ..before.clone() };
        let (node, to) = (before.node, before.to);
        let mut changes = vec![Change::Extension { id, extension: Delta::changed(before, after) }];
        if let Some(work) = self.data.board.work(node).filter(|_| granted) {
            changes
                .push(Change::Field { node, to: FieldChange::Due(Delta::new(work.due, work.due.moved_to(Some(to)))) });
        }
        let name = node_name(self.env.lang, &self.data.board, node);
        let notice = if granted {
            self.env.lang.fill(words::notice::ExtensionGranted { node: &name, to: &to })
        } else {
            self.env.lang.fill(words::notice::ExtensionRefused { node: &name, to: &to })
        };
        self.commit(changes, notice, closes)
    }

    /// Says something to an instruction.
    fn say_to(&mut self, id: DirectiveId, act: Act, text: String, closes: bool) -> Vec<Effect> {
        let Some(before) = self.data.board.directive(id).cloned() else { return self.trouble(words::trouble::GONE) };
        let fits = match act {
            Act::Reply => before.awaits_reply(),
            Act::Return => before.awaits_closing(),
            _ => before.closed.is_none(),
        };
        if !fits {
            return self.settled();
        }
        let said = Some(Said { text, by: self.session.author.clone(), day: self.writing_day() });
        let mut after = before.clone();
        match act {
            Act::Reply => after.reply = said,
            Act::Return => (after.reply, after.returned) = (None, said),
            _ => after.closed = said,
        }
        let what = &crate::report::clip(&before.text, 20);
        let notice = match act {
            Act::Reply => self.env.lang.fill(words::notice::Replied { what }),
            Act::Return => self.env.lang.fill(words::notice::Returned { what }),
            _ => self.env.lang.fill(words::notice::DirectiveClosed { what }),
        };
        self.commit(vec![Change::Directive { id, directive: Box::new(Delta::changed(before, after)) }], notice, closes)
    }

    pub(super) fn accept_said(&mut self, purpose: &Purpose, text: &str) -> Vec<Effect> {
        match purpose {
            Purpose::Reply(id) => self.say_to(*id, Act::Reply, text.to_owned(), true),
            Purpose::ReturnDirective(id) => self.say_to(*id, Act::Return, text.to_owned(), true),
            Purpose::RefuseExtension(id) => self.answer(*id, false, text.to_owned(), true),
            _ => Vec::new(),
        }
    }

    /// Somebody else was quicker; what was typed stays where it is.
    fn settled(&mut self) -> Vec<Effect> {
        self.trouble(words::trouble::SETTLED)
    }

    /// The day that writing is dated: today. On a personal database, where one person keeps the books of all, the day
    /// that is looked at.
    pub(super) fn writing_day(&self) -> chrono::NaiveDate {
        if self.data.board.people.is_empty() { self.day() } else { self.env.today }
    }

    /// What a date without a year is resolved by: the plan's period, and once that is over, the one that runs.
    pub(super) fn writing_calendar(&self) -> Calendar<'_> {
        let period = self.data.board.plan.period.reaching(self.writing_day());
        Calendar { period, ..self.data.board.calendar() }
    }

    fn ask_for(&mut self, purpose: Purpose, node: Option<Node>) -> Vec<Effect> {
        self.open_prompt(Prompt::new(purpose, node.into_iter().collect(), ""));
        Vec::new()
    }

    /// `y` on a row of 我的: does what waits there, or opens what has to be typed for it.
    pub(super) fn agree(&mut self, waiting: &Waiting) -> Vec<Effect> {
        let node = self.data.board.item_of(waiting);
        match waiting {
            Waiting::Acknowledge(item, unit) => {
                let changes: Vec<Change> = self.acknowledged(*item, unit).into_iter().collect();
                let notice = self.env.lang.fill(words::notice::Acknowledged { n: &changes.len() });
                self.commit(changes, notice, false)
            }
            Waiting::Report(..) | Waiting::Returned(..) | Waiting::Behind(_) => self.write_report(),
            Waiting::Reply(id) => self.ask_for(Purpose::Reply(*id), node),
            Waiting::Close(id) => self.say_to(*id, Act::Close, String::new(), false),
            Waiting::Decide(id) => self.answer(*id, true, String::new(), false),
            Waiting::Verify(item) => self.verify(Node::item(*item)),
            Waiting::VerifyPart(item, unit) => {
                let changes: Vec<Change> = self.part_step(*item, unit, Stage::Closed, None).into_iter().collect();
                let notice = self.env.lang.fill(words::notice::PartVerified {
                    unit,
                    node: &node_name(self.env.lang, &self.data.board, Node::item(*item)),
                });
                self.commit(changes, notice, false)
            }
        }
    }

    fn verify(&mut self, node: Node) -> Vec<Effect> {
        let open = self.data.board.item(node.item).map(crate::plan::Item::open_parts).unwrap_or_default();
        if !open.is_empty() {
            return self.trouble_in_words(trouble_in_words(self.env.lang, &Denied::OpenParts(open)));
        }
        let Some(swap) = self.data.board.stepped(node, Stage::Closed, None, self.writing_day()) else {
            return self.trouble(words::trouble::GONE);
        };
        let changes = vec![Change::Field { node, to: FieldChange::Standing(swap) }];
        let notice = self.saved_notice(&changes);
        self.commit(changes, notice, false)
    }

    /// `n` on a row of 我的: sends back or refuses, with a reason; 无变化 where a report is due.
    pub(super) fn disagree(&mut self, waiting: &Waiting) -> Vec<Effect> {
        let node = self.data.board.item_of(waiting);
        match waiting {
            Waiting::Report(..) | Waiting::Behind(_) => self.no_change(),
            Waiting::Close(id) => self.ask_for(Purpose::ReturnDirective(*id), node),
            Waiting::Decide(id) => self.ask_for(Purpose::RefuseExtension(*id), node),
            Waiting::Verify(_) => self.ask_for(Purpose::Reason(Stage::Active), node),
            Waiting::VerifyPart(_, unit) => self.ask_for(Purpose::ReturnPart(unit.clone()), node),
            Waiting::Acknowledge(..) | Waiting::Reply(_) | Waiting::Returned(..) => {
                self.trouble(words::trouble::ONLY_YES)
            }
        }
    }

    /// What can be said to an instruction or a request that the cursor of an item stands on.
    pub(super) fn offer_acts(&mut self, directive: Option<DirectiveId>, extension: Option<ExtensionId>) -> Vec<Effect> {
        let actor = self.data.board.actor(&self.session.author);
        let denied = |action, units: &BTreeSet<UnitName>| {
            actor.may(action, units).err().map(|denied| trouble_in_words(self.env.lang, &denied))
        };
        let none = BTreeSet::new();
        let mut acts: Vec<(Act, Option<String>)> = Vec::new();
        if let Some(it) = directive.and_then(|id| self.data.board.directive(id)) {
            let owner: BTreeSet<UnitName> = self.data.board.owner_of(it).cloned().into_iter().collect();
            if it.awaits_reply() {
                acts.push((Act::Reply, denied(Action::Reply, &owner)));
            }
            if it.awaits_closing() {
                acts.push((Act::Return, denied(Action::Direct, &none)));
            }
            if it.closed.is_none() {
                acts.push((Act::Close, denied(Action::Direct, &none)));
            }
            if it.awaits_reply() {
                acts.push((Act::Amend, denied(Action::Direct, &none)));
                acts.push((Act::Withdraw, denied(Action::Direct, &none)));
            }
        }
        if extension.and_then(|id| self.data.board.extension(id)).is_some_and(|it| it.answer.is_none()) {
            acts.push((Act::Grant, denied(Action::Decide, &none)));
            acts.push((Act::Refuse, denied(Action::Decide, &none)));
        }
        if acts.is_empty() {
            return self.trouble(words::trouble::NOTHING_TO_SAY);
        }
        let line = |(act, barred): (Act, Option<String>)| {
            Choice::new(Value::Act(act), self.env.lang.say(act.text()), "").barred(barred)
        };
        let choices = acts.into_iter().map(line).collect();
        self.nav.popups.push(Popup::Picker(Picker::new(Picked::Act(directive, extension), Vec::new(), choices)));
        Vec::new()
    }

    pub(super) fn accept_act(
        &mut self,
        act: Act,
        directive: Option<DirectiveId>,
        extension: Option<ExtensionId>,
    ) -> Vec<Effect> {
        self.nav.popups.pop();
        self.asking(|app| app.do_act(act, directive, extension))
    }

    fn do_act(&mut self, act: Act, directive: Option<DirectiveId>, extension: Option<ExtensionId>) -> Vec<Effect> {
        match (act, directive, extension) {
            (Act::Reply, Some(id), _) => self.ask_for(Purpose::Reply(id), None),
            (Act::Return, Some(id), _) => self.ask_for(Purpose::ReturnDirective(id), None),
            (Act::Close, Some(id), _) => self.say_to(id, Act::Close, String::new(), false),
            (Act::Amend, Some(id), _) => self.amend(id),
            (Act::Withdraw, Some(id), _) => self.withdraw(id),
            (Act::Grant, _, Some(id)) => self.answer(id, true, String::new(), false),
            (Act::Refuse, _, Some(id)) => self.ask_for(Purpose::RefuseExtension(id), None),
            _ => Vec::new(),
        }
    }
}
