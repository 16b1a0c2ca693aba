//! Tx: one write transaction of an engine. Nobody else writes until it ends, and what it wrote is there as a whole or not
//! at all. An engine answers what is there and writes what it is told; whether something may be written is decided in
//! `commit` and `guard`, once for all engines.

use chrono::{DateTime, NaiveDate, Utc};

use super::checkup::Anchor;
use super::contract::Import;
use super::error::StoreError;
use super::journal::Line;
use crate::plan::{
    Author, Directive, DirectiveId, Entry, Extension, ExtensionId, FieldChange, ItemHead, ItemId, Measure, MeasureId,
    Meeting, MeetingId, Node, OpId, Part, Person, Plan, PlanChange, PlanId, Ranks, Report, ReportId, Revision, Section,
    SectionId, Unit, UnitName, Work, Zone,
};

/// What an engine says, or why it cannot.
pub type Answer<T> = Result<T, StoreError>;

/// A measure as it is kept, also after it was taken away.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptMeasure {
    /// The item it belongs to.
    pub item: ItemId,
    /// The measure itself.
    pub measure: Measure,
    /// Whether it was taken away.
    pub removed: bool,
}

/// One write transaction.
pub trait Tx {
    /// In which zone the bureau counts its days.
    fn zone(&self) -> Answer<Zone>;
    /// What the bureau has set under a name, as it is stored.
    fn setting(&self, name: &str) -> Answer<Option<String>>;
    /// Sets what the bureau sets; without a text its default counts.
    fn put_setting(&mut self, name: &str, text: Option<&str>) -> Answer<()>;
    /// How many of the last lines, `among` so many, an author has written since a time.
    fn lines_since(&self, author: &str, since: DateTime<Utc>, among: u32) -> Answer<u32>;
    /// Whether writers are kept off while a backup is restored.
    fn is_held_off(&self) -> Answer<bool>;
    /// Everybody, in the order of their logins.
    fn people(&self) -> Answer<Vec<Person>>;
    /// The person with that login.
    fn person(&self, login: &str) -> Answer<Option<Person>>;
    /// The head of a plan.
    fn plan(&self, plan: PlanId) -> Answer<Option<Plan>>;
    /// How many plans are not removed.
    fn plans_left(&self) -> Answer<u32>;
    /// The plan an item belongs to.
    fn plan_of(&self, item: ItemId) -> Answer<Option<PlanId>>;
    /// The work of an item or a measure that is there.
    fn work(&self, node: Node) -> Answer<Option<Work>>;
    /// The title or sentence of an item or a measure that is there.
    fn text(&self, node: Node) -> Answer<Option<String>>;
    /// An item, also one that was taken away, and whether it was.
    fn item(&self, id: ItemId) -> Answer<Option<(ItemHead, bool)>>;
    /// The highest number that an item of a plan has or had.
    fn highest_no(&self, plan: PlanId) -> Answer<u32>;
    /// A measure, also one that was taken away.
    fn measure(&self, id: MeasureId) -> Answer<Option<KeptMeasure>>;
    /// The measures of an item that are there.
    fn ranks(&self, item: ItemId) -> Answer<Ranks>;
    /// The report with that id.
    fn report(&self, id: ReportId) -> Answer<Option<Report>>;
    /// Whether a unit is known.
    fn knows_unit(&self, name: &str) -> Answer<bool>;
    /// One unit's part of an item; nothing so far is an empty part.
    fn part(&self, item: ItemId, unit: &str) -> Answer<Part>;
    /// The request with that id.
    fn extension(&self, id: ExtensionId) -> Answer<Option<Extension>>;
    /// The instruction with that id.
    fn directive(&self, id: DirectiveId) -> Answer<Option<Directive>>;
    /// The plan of the instruction with that id.
    fn plan_of_directive(&self, id: DirectiveId) -> Answer<Option<PlanId>>;
    /// The meeting with that id.
    fn meeting(&self, id: MeetingId) -> Answer<Option<Meeting>>;
    /// The meetings of a plan that go on.
    fn open_meetings(&self, plan: PlanId) -> Answer<Vec<MeetingId>>;
    /// What a meeting has decided, with the numbers there.
    fn decisions(&self, meeting: MeetingId) -> Answer<Vec<(DirectiveId, u32)>>;

    /// Adds the rows of a document that becomes a plan; the work it names is handed over on `day`.
    fn add_plan(&mut self, import: &Import<'_>, day: NaiveDate) -> Answer<PlanId>;
    /// The digest of a plan as it is: `audit::digest` over what the engine keeps.
    fn digest(&self, plan: PlanId) -> Answer<String>;
    /// Writes one field of an item's or a measure's work.
    fn put_field(&mut self, node: Node, change: &FieldChange) -> Answer<()>;
    /// Adds an item, or brings back one that was taken away, with everything about it.
    fn put_item(&mut self, plan: PlanId, item: &ItemHead) -> Answer<()>;
    /// Takes an item away; its row and everything about it stay.
    fn remove_item(&mut self, id: ItemId) -> Answer<()>;
    /// The sections of a plan, in order.
    fn sections(&self, plan: PlanId) -> Answer<Vec<Section>>;
    /// How many items stand in sections that are none of the plan any more.
    fn homeless_items(&self, plan: PlanId) -> Answer<u32>;
    /// Puts other sections in the place of those there are; a row that is left out stays, and is none of the plan.
    fn put_sections(&mut self, plan: PlanId, sections: &[Section]) -> Answer<()>;
    /// Gives items other numbers, all at once.
    fn put_numbers(&mut self, numbers: &[(ItemId, u32)]) -> Answer<()>;
    /// Puts an item into another section.
    fn put_section(&mut self, id: ItemId, section: SectionId) -> Answer<()>;
    /// Writes a title or a sentence.
    fn put_text(&mut self, node: Node, text: &str) -> Answer<()>;
    /// Adds a measure, or brings back one that was taken away; its work stays as it was.
    fn put_measure(&mut self, plan: PlanId, item: ItemId, measure: &Measure) -> Answer<()>;
    /// Takes a measure away; its row, its reports and its place in the source stay.
    fn remove_measure(&mut self, id: MeasureId) -> Answer<()>;
    /// Writes a measure's rank.
    fn put_rank(&mut self, id: MeasureId, rank: i64) -> Answer<()>;
    /// Adds a report.
    fn put_report(&mut self, plan: PlanId, report: &Report) -> Answer<()>;
    /// Takes a report away.
    fn remove_report(&mut self, id: ReportId) -> Answer<()>;
    /// Writes a part of a plan's head.
    fn put_plan(&mut self, plan: PlanId, change: &PlanChange) -> Answer<()>;
    /// Makes a unit known.
    fn put_unit(&mut self, unit: &Unit) -> Answer<()>;
    /// Writes one unit's part of an item.
    fn put_part(&mut self, item: ItemId, unit: &UnitName, part: &Part) -> Answer<()>;
    /// Writes a request whole, or takes it away.
    fn put_extension(&mut self, plan: PlanId, id: ExtensionId, extension: Option<&Extension>) -> Answer<()>;
    /// Writes an instruction whole, or takes it away; without a plan one that there is stays in its own.
    fn put_directive(&mut self, plan: Option<PlanId>, id: DirectiveId, directive: Option<&Directive>) -> Answer<()>;
    /// Writes a meeting whole, or takes it away.
    fn put_meeting(&mut self, plan: PlanId, id: MeetingId, meeting: Option<&Meeting>) -> Answer<()>;
    /// Writes a person whole, or takes the record away.
    fn put_person(&mut self, login: &Author, person: Option<&Person>) -> Answer<()>;

    /// The last line of the journal.
    fn journal_head(&self) -> Answer<Option<Anchor>>;
    /// One line.
    fn entry(&self, seq: Revision) -> Answer<Option<Entry>>;
    /// The line of an edit that was done already.
    fn entry_of(&self, op: OpId) -> Answer<Option<Entry>>;
    /// The last lines that touched an item, newest first.
    fn entries_about(&self, item: ItemId, limit: u32) -> Answer<Vec<Entry>>;
    /// Adds a line, and notes which items it touches.
    fn append(&mut self, line: &Line, items: &[ItemId]) -> Answer<()>;
    /// Notes at an item or a measure which line touched it last.
    fn mark(&mut self, node: Node, seq: Revision) -> Answer<()>;
}
