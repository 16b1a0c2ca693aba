//! Policy: which act a change is, whom it belongs to, and whether somebody may do it. The store asks inside each write
//! transaction, the app asks before it offers.

use std::collections::BTreeSet;

use crate::plan::{
    Action, Actor, Change, Delta, Denied, Directive, Edit, EditKind, FieldChange, Item, Measure, Node, Part,
    PlanChange, PlanState, Stage, Standing, UnitName, Work,
};

impl Actor<'_> {
    /// Whether an edit may be done; `work` tells what is there now. `undone` are the changes that an undoing takes
    /// back, when they are the actor's own.
    pub fn may_edit(
        &self,
        edit: &Edit,
        undone: Option<&[Change]>,
        work: &dyn Fn(Node) -> Option<Work>,
    ) -> Result<(), Denied> {
        let changes = match (edit.kind, undone) {
            // What one was allowed to do one may take back.
            (EditKind::Undo(_), Some(original)) => original,
            (EditKind::Undo(_), None) | (EditKind::Do | EditKind::Redo(_), _) => &edit.changes,
        };
        // What came out of a file needs the right of whatever it is.
        let asks = changes.iter().filter(|change| !matches!(change, Change::FromPaper { .. }));
        asks.into_iter().try_for_each(|change| self.may(change.action(), &owners(change, work)))
    }
}

/// The units whose own a change is.
pub fn owners(change: &Change, work: &dyn Fn(Node) -> Option<Work>) -> BTreeSet<UnitName> {
    match change {
        // Only a unit that takes part has a part.
        Change::Part { item, unit, .. } => {
            let takes_part = units_of(Action::Acknowledge, Node::item(*item), work).contains(unit);
            return takes_part.then(|| unit.clone()).into_iter().collect();
        }
        Change::Directive { directive, .. } => {
            let directive = directive.before.as_ref().or(directive.after.as_ref());
            if let Some(owner) = directive.and_then(|directive| directive.owner.clone()) {
                return BTreeSet::from([owner]);
            }
        }
        Change::Field { .. }
        | Change::Text { .. }
        | Change::ItemAdded { .. }
        | Change::ItemRemoved { .. }
        | Change::ItemMoved { .. }
        | Change::Sections { .. }
        | Change::ItemsNumbered { .. }
        | Change::MeasureAdded { .. }
        | Change::MeasureRemoved { .. }
        | Change::MeasureMoved { .. }
        | Change::ReportAdded { .. }
        | Change::ReportRemoved { .. }
        | Change::UnitAdded { .. }
        | Change::Extension { .. }
        | Change::Meeting { .. }
        | Change::PlanImported { .. }
        | Change::FromPaper { .. }
        | Change::UnitRenamed { .. }
        | Change::Decided { .. }
        | Change::Plan { .. }
        | Change::Person { .. }
        | Change::Setting { .. }
        | Change::Restored { .. } => {}
    }
    let Some(node) = change.node() else { return BTreeSet::new() };
    units_of(change.action(), node, work)
}

/// The units that may do an action to a node: who leads it, or leads its item; reporting is open to all who take part.
pub fn units_of(action: Action, node: Node, work: &dyn Fn(Node) -> Option<Work>) -> BTreeSet<UnitName> {
    let mut units = BTreeSet::new();
    let own = node.measure.and_then(|_| work(node));
    for work in own.into_iter().chain(work(Node::item(node.item))) {
        units.extend(work.lead);
        if matches!(action, Action::Report | Action::Acknowledge | Action::Reply) {
            units.extend(work.support);
            units.extend(work.counties);
        }
    }
    units
}

impl Change {
    /// What sort of act it is.
    pub fn action(&self) -> Action {
        match self {
            Self::Field { node, to } => field_action(*node, to),
            Self::Text { node: Node { measure: None, .. }, .. }
            | Self::ItemAdded { .. }
            | Self::ItemRemoved { .. }
            | Self::ItemMoved { .. }
            | Self::Sections { .. }
            | Self::ItemsNumbered { .. }
            | Self::Decided { .. }
            | Self::UnitAdded { .. } => Action::Assign,
            Self::Text { .. } => Action::Measures,
            Self::MeasureAdded { measure, .. } | Self::MeasureRemoved { measure, .. } => measure_action(measure),
            Self::MeasureMoved { .. } => Action::Measures,
            Self::ReportAdded { .. } | Self::ReportRemoved { .. } => Action::Report,
            Self::Part { part, .. } => part_action(part),
            Self::Extension { extension, .. } => match (&extension.before, &extension.after) {
                (None, Some(after)) if after.answer.is_none() => Action::AskExtension,
                _ => Action::Decide,
            },
            Self::Directive { directive, .. } => match (&directive.before, &directive.after) {
                // A reply changes nothing but the reply, and only where one is awaited.
                (Some(before), Some(after))
                    if before.awaits_reply()
                        && Directive { reply: after.reply.clone(), ..before.clone() } == *after =>
                {
                    Action::Reply
                }
                _ => Action::Direct,
            },
            Self::Meeting { .. } => Action::Direct,
            Self::PlanImported { .. } => Action::Import,
            Self::FromPaper { .. } => Action::Report,
            Self::UnitRenamed { .. } => Action::Settings,
            Self::Plan { to: PlanChange::State(state) }
                if [state.before, state.after].contains(&PlanState::Removed) =>
            {
                Action::RemovePlan
            }
            Self::Plan { .. } => Action::Import,
            Self::Person { .. } => Action::People,
            Self::Setting { .. } => Action::Settings,
            Self::Restored { .. } => Action::Restore,
        }
    }
}

fn field_action(node: Node, change: &FieldChange) -> Action {
    match change {
        FieldChange::Percent(_) | FieldChange::Forecast(_) => Action::Progress,
        FieldChange::Standing(swap) => stage_action(swap),
        FieldChange::Target(_) | FieldChange::Lever(_) | FieldChange::Safeguard(_) if node.measure.is_some() => {
            Action::Measures
        }
        FieldChange::Due(_)
        | FieldChange::Start(_)
        | FieldChange::Lead(_)
        | FieldChange::Support(_)
        | FieldChange::Leader(_)
        | FieldChange::Counties(_)
        | FieldChange::Target(_)
        | FieldChange::Cadence(_)
        | FieldChange::Lever(_)
        | FieldChange::Safeguard(_) => Action::Assign,
    }
}

fn stage_action(swap: &Delta<Standing>) -> Action {
    // Who could move the day of 交办 could move what is expected of him; it comes with the first step alone.
    if swap.before.assigned != swap.after.assigned && swap.before.stage != Stage::Pending {
        return Action::Assign;
    }
    match (swap.before.stage, swap.after.stage) {
        (Stage::Pending, Stage::Active) => Action::Report,
        (Stage::Pending | Stage::Active, Stage::Review) => Action::AskClosing,
        (Stage::Review, Stage::Closed | Stage::Active) => Action::Verify,
        // Past the person who works on it: only who charges others does so.
        (Stage::Pending, Stage::Pending | Stage::Closed | Stage::Stopped)
        | (Stage::Active, Stage::Pending | Stage::Active | Stage::Closed | Stage::Stopped)
        | (Stage::Review, Stage::Pending | Stage::Review | Stage::Stopped)
        | (Stage::Closed | Stage::Stopped, _) => Action::Assign,
    }
}

/// Who may not charge a unit may not add a sentence that is charged already, nor take one away.
fn measure_action(measure: &Measure) -> Action {
    let charged =
        |work: &Work| work.lead.is_some() || work.due.current.is_some() || work.standing.stage != Stage::Pending;
    if measure.work.as_deref().is_some_and(charged) { Action::Assign } else { Action::Measures }
}

fn part_action(part: &Delta<Part>) -> Action {
    if part.before.standing.assigned != part.after.standing.assigned {
        return Action::Assign;
    }
    if part.before.standing.stage != part.after.standing.stage {
        return stage_action(&Delta::new(part.before.standing.clone(), part.after.standing.clone()));
    }
    let (before, after) = (&part.before, &part.after);
    if (Part { acknowledged: after.acknowledged, ..before.clone() }) == *after {
        Action::Acknowledge
    } else if (Part { percent: after.percent, ..before.clone() }) == *after {
        Action::Progress
    } else {
        Action::Verify
    }
}

impl Item {
    /// All units that have to do with the item: lead, support, counties.
    pub fn units(&self) -> BTreeSet<UnitName> {
        self.work.lead.iter().chain(&self.work.support).chain(&self.work.counties).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{PERMISSIONS, Person, Reach, Role};

    fn person(role: Role, unit: Option<&str>) -> Person {
        let unit = unit.map(str::to_owned);
        Person { login: "zhang".into(), name: "张".into(), unit, role, active: true, keys: BTreeSet::new() }
    }

    #[test]
    fn the_whole_table_role_by_role() {
        let own = BTreeSet::from(["基教科".to_owned()]);
        let other = BTreeSet::from(["职教科".to_owned()]);
        for (action, reaches) in PERMISSIONS {
            for role in Role::ALL.iter().copied() {
                let person = person(role, Some("基教科"));
                let actor = Actor::Person(&person);
                let expected = match reaches[role as usize] {
                    Reach::No => (false, false),
                    Reach::OwnUnit => (true, false),
                    Reach::All => (true, true),
                };
                let got = (actor.may(action, &own).is_ok(), actor.may(action, &other).is_ok());
                assert_eq!(got, expected, "{role:?} {action:?}");
            }
        }
    }

    #[test]
    fn a_higher_role_may_all_that_a_lower_one_may() {
        for (action, reaches) in PERMISSIONS {
            assert!(reaches.windows(2).all(|pair| pair[0] as u8 <= pair[1] as u8), "{action:?}");
        }
    }

    #[test]
    fn strangers_and_people_who_left_may_nothing_and_an_owner_everything() {
        let mut gone = person(Role::Admin, None);
        gone.active = false;
        for (action, _) in PERMISSIONS {
            assert!(Actor::Stranger("x").may(action, &BTreeSet::new()).is_err());
            assert!(Actor::Person(&gone).may(action, &BTreeSet::new()).is_err());
            assert!(Actor::Owner.may(action, &BTreeSet::new()).is_ok());
        }
        assert!(Actor::Person(&person(Role::Reporter, None)).may(Action::Report, &BTreeSet::new()).is_err());
    }

    #[test]
    fn asking_is_the_units_and_answering_the_offices() {
        let step = |from, to| {
            stage_action(&Delta::new(
                Standing { stage: from, ..Standing::default() },
                Standing { stage: to, ..Standing::default() },
            ))
        };
        assert_eq!(step(Stage::Active, Stage::Review), Action::AskClosing);
        assert_eq!(step(Stage::Review, Stage::Closed), Action::Verify);
        assert_eq!(step(Stage::Review, Stage::Active), Action::Verify);
        assert_eq!(step(Stage::Active, Stage::Stopped), Action::Assign);
        assert_eq!(step(Stage::Closed, Stage::Active), Action::Assign);
        assert_eq!(step(Stage::Active, Stage::Closed), Action::Assign, "past verification only by the office");
    }
}
