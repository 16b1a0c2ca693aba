//! Actions: what each role may do, as a table, and who asks. Which action a change is stands in `policy.rs`.

use std::collections::BTreeSet;

use crate::plan::{Author, Person, PlanState, Role, UnitName};

/// What can be done to a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// A report, and what follows from it.
    Report,
    /// A figure, or the unit's own forecast.
    Progress,
    /// Sentences of an item: add, split, change, remove.
    Measures,
    /// 签收.
    Acknowledge,
    /// 办结申请.
    AskClosing,
    /// 延期申请.
    AskExtension,
    /// Reply to a directive.
    Reply,
    /// Who, by when, what for, and the text of items.
    Assign,
    /// 核验: close, or send back.
    Verify,
    /// Grant or refuse a later date.
    Decide,
    /// 批示, 督办, 会议: give and close, hold.
    Direct,
    /// Another plan; its name, its period, its end.
    Import,
    /// Removing a plan and bringing it back.
    RemovePlan,
    /// People and roles.
    People,
    /// What the bureau sets for its whole database.
    Settings,
    /// Restoring a backup.
    Restore,
}

/// How far a permission reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Nowhere.
    No,
    /// What the person's own unit leads, or is charged with.
    OwnUnit,
    /// Everywhere.
    All,
}

/// Role by role (viewer, reporter, supervisor, admin), what an action reaches.
#[rustfmt::skip]
pub const PERMISSIONS: [(Action, [Reach; 4]); 16] = {
    use Reach::{All, No, OwnUnit};
    [
        (Action::Report,       [No, OwnUnit, All, All]),
        (Action::Progress,     [No, OwnUnit, All, All]),
        (Action::Measures,     [No, OwnUnit, All, All]),
        (Action::Acknowledge,  [No, OwnUnit, All, All]),
        (Action::AskClosing,   [No, OwnUnit, All, All]),
        (Action::AskExtension, [No, OwnUnit, All, All]),
        (Action::Reply,        [No, OwnUnit, All, All]),
        (Action::Assign,       [No, No,      All, All]),
        (Action::Verify,       [No, No,      All, All]),
        (Action::Decide,       [No, No,      All, All]),
        (Action::Direct,       [No, No,      All, All]),
        (Action::Import,       [No, No,      All, All]),
        (Action::RemovePlan,   [No, No,      No,  All]),
        (Action::People,       [No, No,      No,  All]),
        (Action::Settings,     [No, No,      No,  All]),
        (Action::Restore,      [No, No,      No,  All]),
    ]
};

impl Action {
    /// The name in locale keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Progress => "progress",
            Self::Measures => "measures",
            Self::Acknowledge => "acknowledge",
            Self::AskClosing => "ask_closing",
            Self::AskExtension => "ask_extension",
            Self::Reply => "reply",
            Self::Assign => "assign",
            Self::Verify => "verify",
            Self::Decide => "decide",
            Self::Direct => "direct",
            Self::Import => "import",
            Self::RemovePlan => "remove_plan",
            Self::People => "people",
            Self::Settings => "settings",
            Self::Restore => "restore",
        }
    }

    /// How far it reaches for a role.
    pub fn reach(self, role: Role) -> Reach {
        let row = PERMISSIONS.iter().find(|(action, _)| *action == self);
        row.map_or(Reach::No, |(_, reaches)| reaches[role as usize])
    }
}

/// Why something may not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// The login is no person's.
    Stranger(Author),
    /// The person was deactivated.
    Inactive(Author),
    /// The role does not reach that far.
    Role(Role, Action),
    /// It belongs to other units: these, or none yet.
    OtherUnit(Action, BTreeSet<UnitName>),
    /// The person speaks for no unit.
    NoUnit(Action),
    /// A section is taken away in which items stand.
    SectionInUse,
    /// The item cannot be closed while these units' parts are open.
    OpenParts(Vec<UnitName>),
    /// More edits in a minute than one person may do.
    TooFast(u32),
    /// A day that is not today.
    OtherDay(chrono::NaiveDate),
    /// An edit that does not hold together, as no screen makes it.
    Malformed,
    /// A meeting that has decided something cannot be taken back.
    MeetingDecided,
    /// A meeting that is over decides nothing more.
    MeetingOver,
    /// Another meeting goes on.
    MeetingOpen,
    /// Nobody takes his own role away.
    Yourself,
    /// There would be nobody left to look after people.
    LastAdmin,
    /// The plan is archived or removed.
    PlanClosed(PlanState),
    /// There would be no plan left.
    LastPlan,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor<'a> {
    /// Whoever opened a personal database.
    Owner,
    /// Somebody known.
    Person(&'a Person),
    /// Somebody unknown, where people are known.
    Stranger(&'a str),
}

impl<'a> Actor<'a> {
    /// Who `login` is among `people`.
    pub fn of(people: &'a [Person], login: &'a str) -> Self {
        if people.is_empty() {
            return Self::Owner;
        }
        people.iter().find(|person| person.login == login).map_or(Self::Stranger(login), Self::Person)
    }

    /// The unit spoken for.
    pub fn unit(&self) -> Option<&'a UnitName> {
        match self {
            Self::Person(person) => person.unit.as_ref(),
            Self::Owner | Self::Stranger(_) => None,
        }
    }

    /// Whether an action may be done to something that belongs to `units`.
    pub fn may(&self, action: Action, units: &BTreeSet<UnitName>) -> Result<(), Denied> {
        let person = match self {
            Self::Owner => return Ok(()),
            Self::Stranger(login) => return Err(Denied::Stranger((*login).to_owned())),
            Self::Person(person) if !person.active => return Err(Denied::Inactive(person.login.clone())),
            Self::Person(person) => person,
        };
        match (action.reach(person.role), &person.unit) {
            (Reach::All, _) => Ok(()),
            (Reach::No, _) => Err(Denied::Role(person.role, action)),
            (Reach::OwnUnit, None) => Err(Denied::NoUnit(action)),
            (Reach::OwnUnit, Some(unit)) if units.contains(unit) => Ok(()),
            (Reach::OwnUnit, Some(_)) => Err(Denied::OtherUnit(action, units.clone())),
        }
    }

    /// Whether the action is open to the actor at all, wherever.
    pub fn may_somewhere(&self, action: Action) -> Result<(), Denied> {
        match self {
            Self::Person(Person { role, unit: Some(unit), active: true, .. })
                if action.reach(*role) == Reach::OwnUnit =>
            {
                self.may(action, &BTreeSet::from([unit.clone()]))
            }
            Self::Person(_) | Self::Owner | Self::Stranger(_) => self.may(action, &BTreeSet::new()),
        }
    }
}
