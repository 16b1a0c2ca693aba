//! `SqliteTx`: one immediate transaction, as the engine-neutral half sees it.

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::columns;
use super::error::explain;
use super::hold::{self, Held};
use super::{audit, import, journal, load, records};
use crate::plan::{
    Author, Delta, Directive, DirectiveId, Entry, Extension, ExtensionId, FieldChange, ItemHead, ItemId, Measure,
    MeasureId, Meeting, MeetingId, Node, OpId, Part, Person, Plan, PlanChange, PlanId, Ranks, Report, ReportId,
    Revision, Section, SectionId, Unit, UnitName, Work, Zone,
};
use crate::store::journal::Line;
use crate::store::tx::{Answer, KeptMeasure, Tx};
use crate::store::{Anchor, Import};

/// A write transaction on a connection that is in one.
pub(super) struct SqliteTx<'a> {
    /// The connection.
    pub connection: &'a Connection,
    path: &'a Path,
}

impl<'a> SqliteTx<'a> {
    /// Over a connection to the file at `path`.
    pub fn new(connection: &'a Connection, path: &'a Path) -> Self {
        Self { connection, path }
    }

    /// Asks or tells the database something.
    pub fn run<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Answer<T> {
        work(self.connection).map_err(|error| explain(&error, self.path))
    }
}

/// Table and key of a node; measures that were taken away are not there.
fn row_of(node: Node) -> (&'static str, i64) {
    node.measure.map_or(("item", node.item.0), |measure| ("measure", measure.0))
}

impl Tx for SqliteTx<'_> {
    fn zone(&self) -> Answer<Zone> {
        self.run(load::zone)
    }

    fn setting(&self, name: &str) -> Answer<Option<String>> {
        self.run(|connection| load::setting(connection, name))
    }

    fn put_setting(&mut self, name: &str, text: Option<&str>) -> Answer<()> {
        self.run(|connection| match text {
            Some(text) => {
                let sql = "INSERT INTO setting (name, value) VALUES (?1, ?2)
                           ON CONFLICT (name) DO UPDATE SET value = ?2";
                connection.prepare_cached(sql)?.execute([name, text]).map(drop)
            }
            None => connection.prepare_cached("DELETE FROM setting WHERE name = ?1")?.execute([name]).map(drop),
        })
    }

    fn lines_since(&self, author: &str, since: DateTime<Utc>, among: u32) -> Answer<u32> {
        self.run(|connection| journal::lines_since(connection, author, since, among))
    }

    fn is_held_off(&self) -> Answer<bool> {
        Ok(hold::held(self.path) == Held::Now)
    }

    fn people(&self) -> Answer<Vec<Person>> {
        self.run(records::people)
    }

    fn person(&self, login: &str) -> Answer<Option<Person>> {
        self.run(|connection| records::person_of(connection, login))
    }

    fn plan(&self, plan: PlanId) -> Answer<Option<Plan>> {
        self.run(|connection| load::plan(connection, plan))
    }

    fn plans_left(&self) -> Answer<u32> {
        let sql = "SELECT count(*) FROM plan WHERE state <> 'removed'";
        self.run(|connection| connection.query_row(sql, [], |row| row.get(0)))
    }

    fn plan_of(&self, item: ItemId) -> Answer<Option<PlanId>> {
        let sql = "SELECT plan_id FROM item WHERE id = ?1";
        self.run(|connection| {
            connection.prepare_cached(sql)?.query_row([item.0], |row| Ok(PlanId(row.get(0)?))).optional()
        })
    }

    fn work(&self, node: Node) -> Answer<Option<Work>> {
        self.run(|connection| load::work(connection, node))
    }

    fn text(&self, node: Node) -> Answer<Option<String>> {
        let sql = match node.measure {
            None => "SELECT title FROM item WHERE id = ?1 AND removed = 0",
            Some(_) => "SELECT text FROM measure WHERE id = ?1 AND removed = 0",
        };
        let id = row_of(node).1;
        self.run(|connection| connection.prepare_cached(sql)?.query_row([id], |row| columns::line(row, 0)).optional())
    }

    fn item(&self, id: ItemId) -> Answer<Option<(ItemHead, bool)>> {
        let sql = "SELECT section_id, no, title, group_label, removed, carried_from FROM item WHERE id = ?1";
        let read = |row: &rusqlite::Row<'_>| {
            let head = ItemHead {
                id,
                section: SectionId(row.get(0)?),
                no: row.get(1)?,
                title: columns::line(row, 2)?,
                group: columns::line(row, 3)?,
                why: String::new(),
                carried_from: row.get::<_, Option<i64>>(5)?.map(ItemId),
            };
            Ok((head, row.get(4)?))
        };
        self.run(|connection| connection.prepare_cached(sql)?.query_row([id.0], read).optional())
    }

    fn highest_no(&self, plan: PlanId) -> Answer<u32> {
        let sql = "SELECT coalesce(max(no), 0) FROM item WHERE plan_id = ?1";
        self.run(|connection| connection.query_row(sql, [plan.0], |row| row.get(0)))
    }

    fn measure(&self, id: MeasureId) -> Answer<Option<KeptMeasure>> {
        self.run(|connection| load::measure(connection, id))
    }

    fn ranks(&self, item: ItemId) -> Answer<Ranks> {
        let sql = "SELECT id, rank FROM measure WHERE item_id = ?1 AND removed = 0 ORDER BY rank, id";
        self.run(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([item.0], |row| Ok((MeasureId(row.get(0)?), row.get(1)?)))?;
            rows.collect()
        })
    }

    fn report(&self, id: ReportId) -> Answer<Option<Report>> {
        self.run(|connection| load::report(connection, id))
    }

    fn knows_unit(&self, name: &str) -> Answer<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM unit WHERE name = ?1)";
        self.run(|connection| connection.prepare_cached(sql)?.query_row([name], |row| row.get(0)))
    }

    fn part(&self, item: ItemId, unit: &str) -> Answer<Part> {
        self.run(|connection| records::part_of(connection, item, unit))
    }

    fn extension(&self, id: ExtensionId) -> Answer<Option<Extension>> {
        self.run(|connection| records::extension_of(connection, id))
    }

    fn plan_of_directive(&self, id: DirectiveId) -> Answer<Option<PlanId>> {
        self.run(|connection| records::plan_of_directive(connection, id))
    }

    fn directive(&self, id: DirectiveId) -> Answer<Option<Directive>> {
        self.run(|connection| records::directive_of(connection, id))
    }

    fn meeting(&self, id: MeetingId) -> Answer<Option<Meeting>> {
        self.run(|connection| records::meeting_of(connection, id))
    }

    fn open_meetings(&self, plan: PlanId) -> Answer<Vec<MeetingId>> {
        self.run(|connection| records::open_meetings(connection, plan))
    }

    fn decisions(&self, meeting: MeetingId) -> Answer<Vec<(DirectiveId, u32)>> {
        self.run(|connection| records::decisions(connection, meeting))
    }

    fn add_plan(&mut self, import: &Import<'_>, day: NaiveDate) -> Answer<PlanId> {
        self.run(|connection| import::add_plan(connection, import, day))
    }

    fn digest(&self, plan: PlanId) -> Answer<String> {
        audit::digest(self.connection, self.path, plan)
    }

    fn put_field(&mut self, node: Node, change: &FieldChange) -> Answer<()> {
        let (table, id) = row_of(node);
        let mut sets = Vec::new();
        let mut values = vec![Value::from(id)];
        for (name, value) in columns::touched(change) {
            values.push(value);
            sets.push(format!("{name} = ?{}", values.len()));
        }
        let sql = format!("UPDATE {table} SET {} WHERE id = ?1", sets.join(", "));
        self.run(|connection| connection.prepare_cached(&sql)?.execute(params_from_iter(values)).map(drop))
    }

    fn put_text(&mut self, node: Node, text: &str) -> Answer<()> {
        let sql = match node.measure {
            None => "UPDATE item SET title = ?2 WHERE id = ?1",
            Some(_) => "UPDATE measure SET text = ?2 WHERE id = ?1",
        };
        let id = row_of(node).1;
        self.run(|connection| connection.prepare_cached(sql)?.execute(params![id, text]).map(drop))
    }

    fn put_measure(&mut self, plan: PlanId, item: ItemId, measure: &Measure) -> Answer<()> {
        let sql = "INSERT INTO measure (id, plan_id, item_id, rank, text) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (id) DO UPDATE SET removed = 0, rank = ?4, text = ?5";
        let values = params![measure.id.0, plan.0, item.0, measure.rank, measure.text];
        self.run(|connection| connection.prepare_cached(sql)?.execute(values).map(drop))
    }

    fn remove_measure(&mut self, id: MeasureId) -> Answer<()> {
        let sql = "UPDATE measure SET removed = 1 WHERE id = ?1";
        self.run(|connection| connection.prepare_cached(sql)?.execute([id.0]).map(drop))
    }

    fn put_rank(&mut self, id: MeasureId, rank: i64) -> Answer<()> {
        let sql = "UPDATE measure SET rank = ?2 WHERE id = ?1";
        self.run(|connection| connection.prepare_cached(sql)?.execute([id.0, rank]).map(drop))
    }

    fn put_report(&mut self, plan: PlanId, report: &Report) -> Answer<()> {
        self.run(|connection| records::put_report(connection, plan, report))
    }

    fn remove_report(&mut self, id: ReportId) -> Answer<()> {
        let sql = "DELETE FROM report WHERE id = ?1";
        self.run(|connection| connection.prepare_cached(sql)?.execute([id.0]).map(drop))
    }

    fn put_item(&mut self, plan: PlanId, item: &ItemHead) -> Answer<()> {
        let sql =
            "INSERT INTO item (id, plan_id, section_id, no, title, group_label, carried_from, source_start, source_end)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, -1, -1)
                   ON CONFLICT (id) DO UPDATE SET removed = 0";
        let origin = item.carried_from.map(|origin| origin.0);
        let values = params![item.id.0, plan.0, item.section.0, item.no, item.title, item.group, origin];
        self.run(|connection| connection.execute(sql, values).map(drop))
    }

    fn remove_item(&mut self, id: ItemId) -> Answer<()> {
        self.run(|connection| connection.execute("UPDATE item SET removed = 1 WHERE id = ?1", [id.0]).map(drop))
    }

    fn sections(&self, plan: PlanId) -> Answer<Vec<Section>> {
        self.run(|connection| load::sections(connection, plan))
    }

    fn homeless_items(&self, plan: PlanId) -> Answer<u32> {
        let sql = "SELECT count(*) FROM item JOIN section ON section.id = section_id
                   WHERE item.plan_id = ?1 AND item.removed = 0 AND section.removed = 1";
        self.run(|connection| connection.query_row(sql, [plan.0], |row| row.get(0)))
    }

    fn put_sections(&mut self, plan: PlanId, sections: &[Section]) -> Answer<()> {
        // Two never have one place, not even in between: all make room first, each by its own name.
        const ASIDE: i64 = 1 << 50;
        self.run(|connection| {
            let aside = "UPDATE section SET removed = 1, ordinal = ?2 + id WHERE plan_id = ?1";
            connection.execute(aside, params![plan.0, ASIDE])?;
            let sql = "INSERT INTO section (id, plan_id, ordinal, heading, label, source_start, source_end)
                       VALUES (?1, ?2, ?3, ?4, ?5, -1, -1)
                       ON CONFLICT (id) DO UPDATE SET ordinal = ?3, heading = ?4, label = ?5, removed = 0";
            for section in sections {
                let values = params![section.id.0, plan.0, section.ordinal, section.heading, section.label];
                connection.execute(sql, values)?;
            }
            Ok(())
        })
    }

    fn put_numbers(&mut self, numbers: &[(ItemId, u32)]) -> Answer<()> {
        const ASIDE: u32 = 1_000_000;
        self.run(|connection| {
            for (id, no) in numbers {
                connection.execute("UPDATE item SET no = ?2 WHERE id = ?1", params![id.0, ASIDE + no])?;
            }
            for (id, no) in numbers {
                connection.execute("UPDATE item SET no = ?2 WHERE id = ?1", params![id.0, no])?;
            }
            Ok(())
        })
    }

    fn put_section(&mut self, id: ItemId, section: SectionId) -> Answer<()> {
        let sql = "UPDATE item SET section_id = ?2 WHERE id = ?1";
        self.run(|connection| connection.execute(sql, [id.0, section.0]).map(drop))
    }

    fn put_plan(&mut self, plan: PlanId, change: &PlanChange) -> Answer<()> {
        self.run(|connection| match change {
            PlanChange::Title(title) => {
                connection.execute("UPDATE plan SET title = ?2 WHERE id = ?1", params![plan.0, title.after]).map(drop)
            }
            PlanChange::Period(Delta { after, .. }) => {
                let sql = "UPDATE plan SET period_first = ?2, period_last = ?3 WHERE id = ?1";
                connection.execute(sql, params![plan.0, after.first(), after.last()]).map(drop)
            }
            PlanChange::State(state) => {
                let sql = "UPDATE plan SET state = ?2 WHERE id = ?1";
                connection.execute(sql, params![plan.0, state.after.code()]).map(drop)
            }
        })
    }

    fn put_unit(&mut self, unit: &Unit) -> Answer<()> {
        self.run(|connection| records::know_unit(connection, unit))
    }

    fn put_part(&mut self, item: ItemId, unit: &UnitName, part: &Part) -> Answer<()> {
        self.run(|connection| records::put_part(connection, item, unit, part))
    }

    fn put_extension(&mut self, plan: PlanId, id: ExtensionId, extension: Option<&Extension>) -> Answer<()> {
        self.run(|connection| records::put_extension(connection, plan, id, extension))
    }

    fn put_directive(&mut self, plan: Option<PlanId>, id: DirectiveId, directive: Option<&Directive>) -> Answer<()> {
        self.run(|connection| records::put_directive(connection, plan, id, directive))
    }

    fn put_meeting(&mut self, plan: PlanId, id: MeetingId, meeting: Option<&Meeting>) -> Answer<()> {
        self.run(|connection| records::put_meeting(connection, plan, id, meeting))
    }

    fn put_person(&mut self, login: &Author, person: Option<&Person>) -> Answer<()> {
        self.run(|connection| records::put_person(connection, login, person))
    }

    fn journal_head(&self) -> Answer<Option<Anchor>> {
        self.run(journal::head)
    }

    fn entry(&self, seq: Revision) -> Answer<Option<Entry>> {
        self.run(|connection| journal::at(connection, seq))
    }

    fn entry_of(&self, op: OpId) -> Answer<Option<Entry>> {
        self.run(|connection| journal::by_op(connection, op))
    }

    fn entries_about(&self, item: ItemId, limit: u32) -> Answer<Vec<Entry>> {
        self.run(|connection| journal::about(connection, item, limit))
    }

    fn append(&mut self, line: &Line, items: &[ItemId]) -> Answer<()> {
        self.run(|connection| journal::append(connection, line, items))
    }

    fn mark(&mut self, node: Node, seq: Revision) -> Answer<()> {
        let (table, id) = row_of(node);
        let sql = format!("UPDATE {table} SET revision = ?1 WHERE id = ?2");
        self.run(|connection| connection.prepare_cached(&sql)?.execute([seq.0, id]).map(drop))
    }
}
