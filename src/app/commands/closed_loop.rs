//! The closed loop from the keyboard: 签收, 办结申请, 延期申请, 批示 and what is answered to them.

use std::collections::BTreeSet;

use crate::app::msg::Effect;
use crate::app::popups::{Act, Choice, Form, FormKind, Pick, Picker, Popup, Prompt, Purpose};
use crate::app::{App, Refusal};
use crate::plan::{
    Action, Answer, Calendar, Change, Delta, Denied, DirectiveId, Extension, ExtensionId, FieldChange, ItemId, Node,
    Part, Said, Stage, UnitName, Waiting,
};
use crate::report::{node_name, trouble_in_words};
use crate::words;

impl App {
    /// 签收: the time is noted for the person's unit, or for the lead by who speaks for all.
    pub(in crate::app) fn acknowledge(&mut self) -> Vec<Effect> {
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
        if items.is_empty() {
            return self.trouble(words::trouble::NOTHING_SELECTED);
        }
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

    pub(in crate::app) fn accept_part_step(&mut self, node: Node, unit: UnitName, to: Stage) -> Vec<Effect> {
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

    pub(in crate::app) fn accept_part_return(&mut self, targets: &[Node], unit: &str, reason: &str) -> Vec<Effect> {
        let Some(node) = targets.first().copied() else { return Vec::new() };
        let step = self.part_step(node.item, unit, Stage::Active, Some(reason.to_owned()));
        let changes = self.as_seen(step.into_iter().collect());
        let notice = self.env.lang.fill(words::notice::Returned { what: &unit });
        self.commit(changes, notice, true)
    }

    /// Opens the form of a request for a later date, unless it is too late to ask.
    pub(in crate::app) fn ask_extension(&mut self, targets: Vec<Node>) -> Vec<Effect> {
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

    pub(in crate::app) fn accept_extension(&mut self, targets: &[Node], texts: &[String]) -> Vec<Effect> {
        let [to, reason] = texts else { return Vec::new() };
        let to = match self.form_day(&FormKind::Extension, targets, to) {
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

    /// The reply that was typed to an instruction.
    pub(in crate::app) fn accept_reply(&mut self, id: DirectiveId, text: String) -> Vec<Effect> {
        self.say_to(id, Saying::Reply, text, true)
    }

    /// The reason for which a reply is sent back.
    pub(in crate::app) fn accept_directive_return(&mut self, id: DirectiveId, text: String) -> Vec<Effect> {
        self.say_to(id, Saying::Return, text, true)
    }

    /// The reason for which a later date is refused.
    pub(in crate::app) fn accept_extension_refusal(&mut self, id: ExtensionId, text: String) -> Vec<Effect> {
        self.answer(id, false, text, true)
    }

    /// Says something to an instruction.
    fn say_to(&mut self, id: DirectiveId, saying: Saying, text: String, closes: bool) -> Vec<Effect> {
        let Some(before) = self.data.board.directive(id).cloned() else { return self.trouble(words::trouble::GONE) };
        let fits = match saying {
            Saying::Reply => before.awaits_reply(),
            Saying::Return => before.awaits_closing(),
            Saying::Close => before.closed.is_none(),
        };
        if !fits {
            return self.settled();
        }
        let said = Some(Said { text, by: self.session.author.clone(), day: self.writing_day() });
        let mut after = before.clone();
        match saying {
            Saying::Reply => after.reply = said,
            Saying::Return => (after.reply, after.returned) = (None, said),
            Saying::Close => after.closed = said,
        }
        let what = &crate::report::clip(&before.text, 20);
        let notice = match saying {
            Saying::Reply => self.env.lang.fill(words::notice::Replied { what }),
            Saying::Return => self.env.lang.fill(words::notice::Returned { what }),
            Saying::Close => self.env.lang.fill(words::notice::DirectiveClosed { what }),
        };
        self.commit(vec![Change::Directive { id, directive: Box::new(Delta::changed(before, after)) }], notice, closes)
    }

    /// Somebody else was quicker; what was typed stays where it is.
    pub(in crate::app) fn settled(&mut self) -> Vec<Effect> {
        self.trouble(words::trouble::SETTLED)
    }

    /// The day that writing is dated: today. On a personal database, where one person keeps the books of all, the day
    /// that is looked at.
    pub(in crate::app) fn writing_day(&self) -> chrono::NaiveDate {
        if self.data.board.people.is_empty() { self.day() } else { self.env.today }
    }

    /// What a date without a year is resolved by: the plan's period, and once that is over, the one that runs.
    pub(in crate::app) fn writing_calendar(&self) -> Calendar<'_> {
        let period = self.data.board.plan.period.reaching(self.writing_day());
        Calendar { period, ..self.data.board.calendar() }
    }

    fn ask_for(&mut self, purpose: Purpose, node: Option<Node>) -> Vec<Effect> {
        self.open_prompt(Prompt::new(purpose, node.into_iter().collect(), ""));
        Vec::new()
    }

    /// `y` on a row of 我的: does what waits there, or opens what has to be typed for it.
    pub(in crate::app) fn agree(&mut self, waiting: &Waiting) -> Vec<Effect> {
        let node = self.data.board.item_of(waiting);
        match waiting {
            Waiting::Acknowledge(item, unit) => {
                let changes: Vec<Change> = self.acknowledged(*item, unit).into_iter().collect();
                let notice = self.env.lang.fill(words::notice::Acknowledged { n: &changes.len() });
                self.commit(changes, notice, false)
            }
            Waiting::Report(..) | Waiting::Returned(..) | Waiting::Behind(_) => self.write_report(),
            Waiting::Reply(id) => self.ask_for(Purpose::Reply(*id), node),
            Waiting::Close(id) => self.say_to(*id, Saying::Close, String::new(), false),
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
    pub(in crate::app) fn disagree(&mut self, waiting: &Waiting) -> Vec<Effect> {
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

    /// What can be said to an instruction.
    pub(in crate::app) fn offer_acts_on_directive(&mut self, id: DirectiveId) -> Vec<Effect> {
        let none = BTreeSet::new();
        let mut acts = Vec::new();
        if let Some(it) = self.data.board.directive(id) {
            let owner: BTreeSet<UnitName> = self.data.board.owner_of(it).cloned().into_iter().collect();
            if it.awaits_reply() {
                acts.push((Act::Reply(id), self.denied(Action::Reply, &owner)));
            }
            if it.awaits_closing() {
                acts.push((Act::Return(id), self.denied(Action::Direct, &none)));
            }
            if it.closed.is_none() {
                acts.push((Act::Close(id), self.denied(Action::Direct, &none)));
            }
            if it.awaits_reply() {
                acts.push((Act::Amend(id), self.denied(Action::Direct, &none)));
                acts.push((Act::Withdraw(id), self.denied(Action::Direct, &none)));
            }
        }
        self.offer_acts(acts)
    }

    /// What can be said to a request for a later date.
    pub(in crate::app) fn offer_acts_on_extension(&mut self, id: ExtensionId) -> Vec<Effect> {
        let open = self.data.board.extension(id).is_some_and(|it| it.answer.is_none());
        let acts = if open { vec![Act::Grant(id), Act::Refuse(id)] } else { Vec::new() };
        let denied = self.denied(Action::Decide, &BTreeSet::new());
        self.offer_acts(acts.into_iter().map(|act| (act, denied.clone())).collect())
    }

    fn denied(&self, action: Action, units: &BTreeSet<UnitName>) -> Option<String> {
        let denied = self.data.board.actor(&self.session.author).may(action, units).err()?;
        Some(trouble_in_words(self.env.lang, &denied))
    }

    fn offer_acts(&mut self, acts: Vec<(Act, Option<String>)>) -> Vec<Effect> {
        if acts.is_empty() {
            return self.trouble(words::trouble::NOTHING_TO_SAY);
        }
        let line = |(act, barred): (Act, Option<String>)| {
            Choice::new(Pick::Act(act), self.env.lang.say(act.text()), "").barred(barred)
        };
        let choices = acts.into_iter().map(line).collect();
        self.nav.popups.push(Popup::Picker(Picker::one(self.env.lang.say(words::pick::ACT), Vec::new(), choices)));
        Vec::new()
    }

    pub(in crate::app) fn do_act(&mut self, act: Act) -> Vec<Effect> {
        match act {
            Act::Reply(id) => self.ask_for(Purpose::Reply(id), None),
            Act::Return(id) => self.ask_for(Purpose::ReturnDirective(id), None),
            Act::Close(id) => self.say_to(id, Saying::Close, String::new(), false),
            Act::Amend(id) => self.amend(id),
            Act::Withdraw(id) => self.withdraw(id),
            Act::Grant(id) => self.answer(id, true, String::new(), false),
            Act::Refuse(id) => self.ask_for(Purpose::RefuseExtension(id), None),
        }
    }
}

/// How the loop of an instruction goes on by what is said to it.
#[derive(Debug, Clone, Copy)]
pub(in crate::app) enum Saying {
    Reply,
    Return,
    Close,
}
