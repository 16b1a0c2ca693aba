//! Change: the one way anything changes. A change is a value with the state before and after, so that it can be
//! applied, undone, shown in words and checked against what is there now; an edit is a list of them that happens
//! as a whole.

use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::plan::{
    Author, Delta, Directive, DirectiveId, Extension, ExtensionId, FieldChange, ItemHead, ItemId, Measure, Meeting,
    MeetingId, Node, OpId, Part, Person, PlanChange, PlanId, PlanState, Report, Revision, Section, SectionId, Settings,
    Unit, UnitName, UnitTable, is_place_only,
};

/// One change of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// A field of an item's or a measure's work.
    Field {
        /// Whose work.
        node: Node,
        /// Which field, before and after.
        #[serde(flatten)]
        to: FieldChange,
    },
    /// An item's title or a measure's sentence.
    Text {
        /// Whose text.
        node: Node,
        /// Before and after.
        text: Delta<String>,
    },
    /// 新增: an item that was not there, or that comes back.
    ItemAdded {
        /// The item.
        item: ItemHead,
    },
    /// 撤销: an item taken away; its row and everything about it stay, so that it can come back.
    ItemRemoved {
        /// The item.
        item: ItemHead,
    },
    /// 调整: an item that stands in another section.
    ItemMoved {
        /// The item.
        item: ItemId,
        /// Its section before and after.
        section: Delta<SectionId>,
    },
    /// 板块: all of them with their headings and order; one is added, renamed, moved or taken away.
    Sections {
        /// Before and after.
        sections: Delta<Vec<Section>>,
    },
    /// Items that have other numbers among each other.
    ItemsNumbered {
        /// Which has which, before and after.
        numbers: Delta<Vec<(ItemId, u32)>>,
    },
    /// A measure that was not there.
    MeasureAdded {
        /// The item it is added to.
        item: ItemId,
        /// The measure itself.
        measure: Measure,
    },
    /// A measure taken away, kept whole so that it can come back.
    MeasureRemoved {
        /// The item it belonged to.
        item: ItemId,
        /// The measure as it was.
        measure: Measure,
    },
    /// A measure's place among its siblings.
    MeasureMoved {
        /// The measure.
        node: Node,
        /// Its rank before and after.
        rank: Delta<i64>,
    },
    /// A progress report.
    ReportAdded {
        /// The report.
        report: Report,
    },
    /// A progress report taken back.
    ReportRemoved {
        /// The report as it was.
        report: Report,
    },
    /// A unit made known; harmless when it is already.
    UnitAdded {
        /// The unit.
        unit: Unit,
    },
    /// A whole plan read from a document.
    PlanImported {
        /// Its title.
        title: String,
        /// Number of sections.
        sections: usize,
        /// Number of items.
        items: usize,
        /// Number of measures.
        measures: usize,
        /// Hash over everything that was read, by which a later hand in the tables is found.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        digest: Option<String>,
    },
    /// Whence the other changes of its edit come: out of a file that somebody has looked through. It changes nothing itself.
    FromPaper {
        /// What the file was.
        kind: PaperKind,
        /// Its title.
        title: String,
    },
    /// A unit is called otherwise from here on, or has become a part of another: what the other changes of its edit follow
    /// from. It changes nothing itself.
    UnitRenamed {
        /// The old name.
        from: UnitName,
        /// The new one.
        to: UnitName,
    },
    /// 依据: the reason and the paper that decided the other changes of its edit. It changes nothing itself.
    Decided {
        /// As it was said.
        why: String,
    },
    /// A part of the head of a plan: the one that the edit names.
    Plan {
        /// Which, before and after.
        #[serde(flatten)]
        to: PlanChange,
    },
    /// One unit's part of an item.
    Part {
        /// The item.
        item: ItemId,
        /// The unit.
        unit: UnitName,
        /// Before and after.
        part: Delta<Part>,
    },
    /// A request for a later date: made, answered, taken back.
    Extension {
        /// Which.
        id: ExtensionId,
        /// Before and after.
        extension: Delta<Option<Extension>>,
    },
    /// An instruction: given, replied to, closed, taken back.
    Directive {
        /// Which.
        id: DirectiveId,
        /// Before and after.
        directive: Box<Delta<Option<Directive>>>,
    },
    /// A meeting: begun, its agenda changed, ended.
    Meeting {
        /// Which.
        id: MeetingId,
        /// Before and after.
        meeting: Box<Delta<Option<Meeting>>>,
    },
    /// A person: added, changed.
    Person {
        /// Whose record.
        login: Author,
        /// Before and after.
        person: Delta<Option<Person>>,
    },
    /// What the bureau sets once for its whole database.
    Setting {
        /// The name under which it is stored.
        name: String,
        /// Its text before and after; none is the default.
        value: Delta<Option<String>>,
    },
    /// The whole database was taken from a backup; whoever has it open reads everything anew.
    Restored {
        /// The last line of the journal that the backup had.
        to: Revision,
        /// How many lines were given up; nobody can tell where what was there could not be read any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lost: Option<u64>,
        /// The last line that both had; what came after it in either is not what was there before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        common: Option<Revision>,
        /// The last line that was there before, with its hash: the copy that was made of it proves what was given up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<(Revision, String)>,
    },
}

/// What a file was that changes came out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// A corrected version of the paper that the plan was made of.
    Correction,
    /// A ledger that was filled in.
    Ledger,
}

impl Change {
    /// The way back; `None` where there is none or none is wanted (a unit once known stays known).
    pub fn inverted(&self) -> Option<Self> {
        Some(match self.clone() {
            Self::Field { node, to } => Self::Field { node, to: to.inverted() },
            Self::Text { node, text } => Self::Text { node, text: text.inverted() },
            Self::ItemAdded { item } => Self::ItemRemoved { item },
            Self::ItemRemoved { item } => Self::ItemAdded { item },
            Self::ItemMoved { item, section } => Self::ItemMoved { item, section: section.inverted() },
            Self::Sections { sections } => Self::Sections { sections: sections.inverted() },
            Self::ItemsNumbered { numbers } => Self::ItemsNumbered { numbers: numbers.inverted() },
            Self::MeasureAdded { item, measure } => Self::MeasureRemoved { item, measure },
            Self::MeasureRemoved { item, measure } => Self::MeasureAdded { item, measure },
            Self::MeasureMoved { node, rank } => Self::MeasureMoved { node, rank: rank.inverted() },
            Self::ReportAdded { report } => Self::ReportRemoved { report },
            Self::ReportRemoved { report } => Self::ReportAdded { report },
            Self::Plan { to } => Self::Plan { to: to.inverted() },
            Self::Part { item, unit, part } => Self::Part { item, unit, part: part.inverted() },
            Self::Extension { id, extension } => Self::Extension { id, extension: extension.inverted() },
            Self::Directive { id, directive } => Self::Directive { id, directive: Box::new(directive.inverted()) },
            Self::Meeting { id, meeting } => Self::Meeting { id, meeting: Box::new(meeting.inverted()) },
            Self::Person { login, person } => Self::Person { login, person: person.inverted() },
            Self::Setting { name, value } => Self::Setting { name, value: value.inverted() },
            Self::FromPaper { kind, title } => Self::FromPaper { kind, title },
            Self::UnitRenamed { from, to } => Self::UnitRenamed { from, to },
            Self::Decided { why } => Self::Decided { why },
            Self::UnitAdded { .. } | Self::PlanImported { .. } | Self::Restored { .. } => return None,
        })
    }

    /// The item or measure it is about, if it is about one.
    pub fn node(&self) -> Option<Node> {
        match self {
            Self::Field { node, .. } | Self::Text { node, .. } | Self::MeasureMoved { node, .. } => Some(*node),
            Self::ItemAdded { item } | Self::ItemRemoved { item } => Some(Node::item(item.id)),
            Self::ItemMoved { item, .. } => Some(Node::item(*item)),
            Self::MeasureAdded { item, measure } | Self::MeasureRemoved { item, measure } => {
                Some(Node::measure(*item, measure.id))
            }
            Self::ReportAdded { report } | Self::ReportRemoved { report } => Some(report.node),
            Self::Part { item, .. } => Some(Node::item(*item)),
            Self::Extension { extension, .. } => {
                extension.before.as_ref().or(extension.after.as_ref()).map(|it| it.node)
            }
            Self::Directive { directive, .. } => {
                directive.before.as_ref().or(directive.after.as_ref()).and_then(|it| it.item).map(Node::item)
            }
            Self::UnitAdded { .. }
            | Self::Sections { .. }
            | Self::ItemsNumbered { .. }
            | Self::PlanImported { .. }
            | Self::FromPaper { .. }
            | Self::UnitRenamed { .. }
            | Self::Decided { .. }
            | Self::Plan { .. }
            | Self::Meeting { .. }
            | Self::Person { .. }
            | Self::Setting { .. }
            | Self::Restored { .. } => None,
        }
    }

    /// Whether it is about that: of an item also about its measures, of a measure about that alone.
    pub fn is_about(&self, about: Node) -> bool {
        self.node().is_some_and(|node| if about.measure.is_none() { node.item == about.item } else { node == about })
    }

    /// Whether it only tells whence other changes come: without them it is nothing.
    pub fn is_whence(&self) -> bool {
        matches!(self, Self::FromPaper { .. } | Self::UnitRenamed { .. } | Self::Decided { .. })
    }

    /// Whether it is what follows from a unit being called otherwise, or from that being taken back: who is charged becomes
    /// the other of the two, and nobody else does.
    pub fn follows_renaming(&self, from: &UnitName, to: &UnitName) -> bool {
        let is_either = |name: &UnitName| name == from || name == to;
        let swapped =
            |before: &BTreeSet<UnitName>, after: &BTreeSet<UnitName>| before.symmetric_difference(after).all(is_either);
        if let Self::Part { unit, .. } = self {
            return is_either(unit);
        }
        if let Self::Directive { directive, .. } = self {
            let (Some(before), Some(after)) = (&directive.before, &directive.after) else { return false };
            let owned = Directive { owner: after.owner.clone(), ..before.clone() };
            return owned == *after && [&before.owner, &after.owner].into_iter().flatten().all(is_either);
        }
        let Self::Field { to: field, .. } = self else { return false };
        if let FieldChange::Lead(lead) = field {
            return [&lead.before, &lead.after].into_iter().flatten().all(is_either);
        }
        if let FieldChange::Support(names) | FieldChange::Counties(names) = field {
            return swapped(&names.before, &names.after);
        }
        false
    }

    /// Whether it only notes how far a meeting has come: nothing that somebody would want to take back.
    pub fn is_place_only(&self) -> bool {
        matches!(self, Self::Meeting { meeting, .. } if is_place_only(meeting))
    }

    /// Whether it is about a meeting.
    pub fn is_of_meeting(&self) -> bool {
        matches!(self, Self::Meeting { .. })
    }
}

/// What an edit is in the run of edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EditKind {
    /// Done for the first time.
    #[default]
    Do,
    /// Takes back the edit with that number.
    Undo(Revision),
    /// Takes back the undoing with that number.
    Redo(Revision),
}

/// Changes that happen together or not at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// Names the edit, so that a retry is harmless.
    pub op: OpId,
    /// The plan it belongs to; none is of the database as a whole: people, settings, restoring.
    pub plan: Option<PlanId>,
    /// Who.
    pub author: Author,
    /// Whether it does, undoes or redoes.
    pub kind: EditKind,
    /// What.
    pub changes: Vec<Change>,
}

impl Edit {
    /// Whether it changes what a plan shows: its own, or what belongs to all.
    pub fn concerns(&self, plan: PlanId) -> bool {
        self.plan.is_none_or(|own| own == plan)
    }

    /// The units that it makes one, or no longer one: the old name and the new.
    pub fn renaming(&self) -> Option<(&UnitName, &UnitName)> {
        self.changes
            .iter()
            .find_map(|change| if let Change::UnitRenamed { from, to } = change { Some((from, to)) } else { None })
    }

    /// The changes that take this edit back, last one first.
    pub fn inverted(&self) -> Vec<Change> {
        self.changes.iter().rev().filter_map(Change::inverted).collect()
    }

    /// The changes by which a person takes this edit back: the same, but that the time of a meeting runs on and the point
    /// that is up stays up, which nobody wants back; and a plan that was imported is removed, so that it can come back.
    pub fn taken_back(&self) -> Vec<Change> {
        if self.changes.iter().any(|change| matches!(change, Change::PlanImported { .. })) {
            let state = Delta::new(PlanState::Open, PlanState::Removed);
            return vec![Change::Plan { to: PlanChange::State(state) }];
        }
        let placed = |change: Change| match change {
            Change::Meeting { id, meeting } => match *meeting {
                Delta { before: Some(before), after: Some(after) } => {
                    let after = after.placed_as(&before);
                    Change::Meeting { id, meeting: Box::new(Delta::changed(before, after)) }
                }
                swap => Change::Meeting { id, meeting: Box::new(swap) },
            },
            change => change,
        };
        let without_units = |mut change: Change| {
            if let Change::Setting { name, value } = &mut change
                && name == Settings::UNITS
                && self.added_units().next().is_some()
            {
                let table = UnitTable::of(value.after.as_deref()).with_retired(self.added_units());
                value.after = serde_json::to_string(&table).ok();
            }
            change
        };
        self.inverted().into_iter().map(placed).map(without_units).collect()
    }

    fn added_units(&self) -> impl Iterator<Item = &Unit> {
        self.changes.iter().filter_map(|change| if let Change::UnitAdded { unit } = change { Some(unit) } else { None })
    }

    /// Whether it notes nothing but how far a meeting has come.
    pub fn is_place_only(&self) -> bool {
        self.changes.iter().all(Change::is_place_only)
    }

    /// Whether it touches the item or one of its measures.
    pub fn touches(&self, item: ItemId) -> bool {
        self.is_about(Node::item(item))
    }

    /// Whether it touches that: of an item also its measures, of a measure that alone.
    pub fn is_about(&self, node: Node) -> bool {
        self.changes.iter().any(|change| change.is_about(node))
    }
}

/// A line of the journal: an edit that was done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number; order is by number, never by clock.
    pub seq: Revision,
    /// When it was done, by the clock of the machine that did it.
    pub at: DateTime<Utc>,
    /// The edit.
    pub edit: Edit,
}

impl Entry {
    /// Takes the public keys of people out, for those who need not know them.
    pub fn leave_keys_out(&mut self) {
        for change in &mut self.edit.changes {
            if let Change::Person { person, .. } = change {
                for person in [&mut person.before, &mut person.after].into_iter().flatten() {
                    person.keys.clear();
                }
            }
        }
    }

    /// Bytes of the reports in it.
    pub fn text_size(&self) -> usize {
        let size = |change: &Change| {
            if let Change::ReportAdded { report } | Change::ReportRemoved { report } = change {
                report.text_size()
            } else {
                0
            }
        };
        self.edit.changes.iter().map(size).sum()
    }

    /// Keeps the beginnings of the reports in it.
    pub fn shorten_reports(&mut self) {
        for change in &mut self.edit.changes {
            if let Change::ReportAdded { report } | Change::ReportRemoved { report } = change {
                report.shorten();
            }
        }
    }
}
