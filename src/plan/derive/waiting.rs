//! Waiting: what waits for somebody, worked out from the board; nothing of it is stored. The list of 我的.

use chrono::NaiveDate;

use crate::plan::{
    Action, Actor, Board, Directive, DirectiveId, ExtensionId, Item, ItemId, Level, Node, Stage, UnitName,
    in_printed_order,
};

/// One thing that waits for somebody's word.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Waiting {
    /// A directive to reply to.
    Reply(DirectiveId),
    /// 签收 by a unit.
    Acknowledge(ItemId, UnitName),
    /// A report that should have come so many days ago.
    Report(ItemId, i64),
    /// A part or an item that was sent back.
    Returned(ItemId, UnitName),
    /// An item of the own unit that is red or yellow.
    Behind(ItemId),
    /// An item to verify.
    Verify(ItemId),
    /// One unit's part of an item to verify.
    VerifyPart(ItemId, UnitName),
    /// A later date to grant or refuse.
    Decide(ExtensionId),
    /// A reply to look at.
    Close(DirectiveId),
}

impl Board {
    /// What waits for the person with that login on `day`: what is dated first, then in the plan's order.
    pub fn waiting(&self, login: &str, day: NaiveDate) -> Vec<Waiting> {
        let actor = self.actor(login);
        let unit = actor.unit();
        let decides = actor.may_somewhere(Action::Decide).is_ok();
        let verifies = actor.may_somewhere(Action::Verify).is_ok();
        let directs = actor.may_somewhere(Action::Direct).is_ok();
        // On a personal database one person stands for all units.
        let speaks_for = |owner: Option<&UnitName>| actor == Actor::Owner || (owner.is_some() && owner == unit);
        let works = actor.may_somewhere(Action::Report).is_ok();
        let mut rows = Vec::new();
        let mut directives: Vec<_> = self.directives.iter().filter(|directive| directive.closed.is_none()).collect();
        directives.sort_by_key(|directive| (directive.due.is_none(), directive.due));
        for directive in directives {
            if directive.awaits_reply() && works && speaks_for(self.owner_of(directive)) {
                rows.push(Waiting::Reply(directive.id));
            }
            if directive.awaits_closing() && directs {
                rows.push(Waiting::Close(directive.id));
            }
        }
        for extension in self.extensions.iter().filter(|extension| extension.answer.is_none() && decides) {
            rows.push(Waiting::Decide(extension.id));
        }
        for item in self.items() {
            if verifies {
                rows.extend(verifications(item));
            }
        }
        for item in self.items().iter().filter(|item| works && item.is_under_way()) {
            let own = unit.filter(|unit| item.units().contains(*unit));
            if let Some(unit) = own.filter(|unit| item.part(unit).acknowledged.is_none()) {
                rows.push(Waiting::Acknowledge(item.id, unit.clone()));
                continue;
            }
            rows.extend(
                own.filter(|unit| item.was_returned(unit)).map(|unit| Waiting::Returned(item.id, unit.clone())),
            );
            if item.work.standing.stage != Stage::Active || !speaks_for(item.work.lead.as_ref()) {
                continue;
            }
            let light = self.light_of(item, day);
            match light.situation.stale_days {
                Some(days) => rows.push(Waiting::Report(item.id, days)),
                None if own.is_some() && light.level <= Level::Yellow => rows.push(Waiting::Behind(item.id)),
                None => {}
            }
        }
        rows
    }

    /// The unit that has to reply: the one named, else the item's lead.
    pub fn owner_of<'a>(&'a self, directive: &'a Directive) -> Option<&'a UnitName> {
        let lead = || directive.item.and_then(|item| self.item(item)).and_then(|item| item.work.lead.as_ref());
        directive.owner.as_ref().or_else(lead)
    }

    /// The item something that waits is about.
    pub fn item_of(&self, waiting: &Waiting) -> Option<Node> {
        match waiting {
            Waiting::Acknowledge(item, _)
            | Waiting::Report(item, _)
            | Waiting::Returned(item, _)
            | Waiting::Behind(item)
            | Waiting::Verify(item)
            | Waiting::VerifyPart(item, _) => Some(Node::item(*item)),
            Waiting::Decide(id) => self.extension(*id).map(|extension| extension.node),
            Waiting::Reply(id) | Waiting::Close(id) => self.directive(*id)?.item.map(Node::item),
        }
    }
}

impl Item {
    /// Whether units have to do with it now: given to them, and not yet at its end.
    fn is_under_way(&self) -> bool {
        matches!(self.work.standing.stage, Stage::Active | Stage::Review)
    }

    /// Whether the office has sent back what the unit said was done.
    fn was_returned(&self, unit: &UnitName) -> bool {
        self.standing_of(unit).note.is_some() && self.standing_of(unit).stage == Stage::Active
    }
}

fn verifications(item: &Item) -> Vec<Waiting> {
    let mut rows: Vec<Waiting> = in_printed_order(&item.work.counties)
        .into_iter()
        .filter(|unit| item.part(unit).standing.stage == Stage::Review)
        .map(|unit| Waiting::VerifyPart(item.id, unit.clone()))
        .collect();
    // Also while counties are open: the lead waits, and the office is told for whom.
    if item.work.standing.stage == Stage::Review {
        rows.push(Waiting::Verify(item.id));
    }
    rows
}
