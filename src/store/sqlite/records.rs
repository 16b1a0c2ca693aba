//! Records: rows that are compared and written whole: people, parts, requests for later dates, instructions, meetings. Reading
//! and writing of each stand side by side, so that a column cannot be forgotten in one of them.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, Result, Row, params};

use super::columns::{known, line, percent, text};
use crate::plan::{
    Answer, CurrentPoint, Directive, DirectiveId, DirectiveKind, Extension, ExtensionId, Given, ItemId, MeasureId,
    Meeting, MeetingId, Node, Origin, Part, Person, PlanId, Point, Report, Role, Said, Stage, Standing, Subject,
    Treated, Unit, UnitName,
};

const PERSON: &str = "login, name, unit, role, active, keys";
const PART: &str = "acknowledged, percent, stage, stage_note, finished, unit, item_id, assigned";
const EXTENSION: &str =
    "id, item_id, measure_id, unit, author, day, due, reason, granted, answered_by, answered_day, answer_note";
const DIRECTIVE: &str = "id, item_id, kind, text, issuer, owner, due, day, author, \
     reply, reply_by, reply_day, returned, returned_by, returned_day, closed, closed_by, closed_day, meeting_id, meeting_no";
const MEETING: &str = "id, title, day, place, chair, present, up_kind, up_id, up_since, began, ended, author";

fn maybe_line(row: &Row<'_>, at: usize) -> Result<Option<String>> {
    Ok(row.get::<_, Option<String>>(at)?.map(|text| crate::plan::clean_line(&text)))
}

fn person(row: &Row<'_>) -> Result<Person> {
    Ok(Person {
        login: line(row, 0)?,
        name: line(row, 1)?,
        unit: maybe_line(row, 2)?,
        role: known(row.get(3)?, 3, Role::from_code)?.unwrap_or_default(),
        active: row.get(4)?,
        keys: super::columns::names(row.get(5)?, 5)?,
    })
}

/// Everybody, in the order of their logins.
pub(super) fn people(connection: &Connection) -> Result<Vec<Person>> {
    let sql = format!("SELECT {PERSON} FROM person ORDER BY login");
    connection.prepare_cached(&sql)?.query_map([], person)?.collect()
}

pub(super) fn person_of(connection: &Connection, login: &str) -> Result<Option<Person>> {
    let sql = format!("SELECT {PERSON} FROM person WHERE login = ?1");
    connection.prepare_cached(&sql)?.query_row([login], person).optional()
}

pub(super) fn put_person(connection: &Connection, login: &str, person: Option<&Person>) -> Result<()> {
    let Some(person) = person else {
        return connection.execute("DELETE FROM person WHERE login = ?1", [login]).map(drop);
    };
    let sql = "INSERT INTO person (login, name, unit, role, active, keys) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT DO UPDATE SET name = ?2, unit = ?3, role = ?4, active = ?5, keys = ?6";
    let keys = serde_json::to_string(&person.keys).unwrap_or_else(|_| "[]".to_owned());
    let values = params![login, person.name, person.unit, person.role.code(), person.active, keys];
    connection.prepare_cached(sql)?.execute(values).map(drop)
}

fn part(row: &Row<'_>) -> Result<(ItemId, UnitName, Part)> {
    let part = Part {
        acknowledged: row.get(0)?,
        percent: percent(row.get(1)?, 1)?,
        standing: Standing {
            stage: known(row.get(2)?, 2, Stage::from_code)?.unwrap_or_default(),
            note: maybe_line(row, 3)?,
            finished: row.get(4)?,
            assigned: row.get(7)?,
        },
    };
    Ok((ItemId(row.get(6)?), line(row, 5)?, part))
}

pub(super) fn parts(connection: &Connection, plan: PlanId) -> Result<Vec<(ItemId, UnitName, Part)>> {
    let sql = format!("SELECT {PART} FROM part WHERE item_id IN (SELECT id FROM item WHERE plan_id = ?1)");
    connection.prepare_cached(&sql)?.query_map([plan.0], part)?.collect()
}

pub(super) fn part_of(connection: &Connection, item: ItemId, unit: &str) -> Result<Part> {
    let sql = format!("SELECT {PART} FROM part WHERE item_id = ?1 AND unit = ?2");
    let found = connection.prepare_cached(&sql)?.query_row(params![item.0, unit], part).optional()?;
    Ok(found.map(|(_, _, part)| part).unwrap_or_default())
}

pub(super) fn put_part(connection: &Connection, item: ItemId, unit: &str, part: &Part) -> Result<()> {
    if *part == Part::default() {
        let sql = "DELETE FROM part WHERE item_id = ?1 AND unit = ?2";
        return connection.execute(sql, params![item.0, unit]).map(drop);
    }
    let sql = "INSERT INTO part (item_id, unit, acknowledged, percent, stage, stage_note, finished, assigned)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
               ON CONFLICT DO UPDATE SET acknowledged = ?3, percent = ?4, stage = ?5, stage_note = ?6, finished = ?7,
               assigned = ?8";
    let at = part.acknowledged.map(|at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Millis, true));
    connection.prepare_cached(sql)?.execute(params![
        item.0,
        unit,
        at,
        part.percent.map(i64::from),
        part.standing.stage.code(),
        part.standing.note,
        part.standing.finished,
        part.standing.assigned,
    ])?;
    Ok(())
}

fn extension(row: &Row<'_>) -> Result<Extension> {
    let answer = match row.get::<_, Option<bool>>(8)? {
        Some(granted) => Some(Answer { granted, by: line(row, 9)?, day: row.get(10)?, note: text(row, 11)? }),
        None => None,
    };
    Ok(Extension {
        id: ExtensionId(row.get(0)?),
        node: Node { item: ItemId(row.get(1)?), measure: row.get::<_, Option<i64>>(2)?.map(MeasureId) },
        unit: maybe_line(row, 3)?,
        author: line(row, 4)?,
        day: row.get(5)?,
        to: row.get(6)?,
        reason: text(row, 7)?,
        answer,
    })
}

pub(super) fn extensions(connection: &Connection, plan: PlanId) -> Result<Vec<Extension>> {
    let sql = format!("SELECT {EXTENSION} FROM extension WHERE plan_id = ?1 ORDER BY revision, id");
    connection.prepare_cached(&sql)?.query_map([plan.0], extension)?.collect()
}

pub(super) fn extension_of(connection: &Connection, id: ExtensionId) -> Result<Option<Extension>> {
    let sql = format!("SELECT {EXTENSION} FROM extension WHERE id = ?1");
    connection.prepare_cached(&sql)?.query_row([id.0], extension).optional()
}

pub(super) fn put_extension(
    connection: &Connection,
    plan: PlanId,
    id: ExtensionId,
    extension: Option<&Extension>,
) -> Result<()> {
    connection.prepare_cached("DELETE FROM extension WHERE id = ?1")?.execute([id.0])?;
    let Some(it) = extension else { return Ok(()) };
    let answer = it.answer.as_ref();
    let sql = "INSERT INTO extension (id, plan_id, item_id, measure_id, unit, author, day, due, reason, granted,
                 answered_by, answered_day, answer_note, revision)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, (SELECT coalesce(max(seq), 0) + 1 FROM journal))";
    connection.prepare_cached(sql)?.execute(params![
        id.0,
        plan.0,
        it.node.item.0,
        it.node.measure.map(|measure| measure.0),
        it.unit,
        it.author,
        it.day,
        it.to,
        it.reason,
        answer.map(|answer| answer.granted),
        answer.map(|answer| &answer.by),
        answer.map(|answer| answer.day),
        answer.map(|answer| answer.note.as_str()).unwrap_or_default(),
    ])?;
    Ok(())
}

fn said(row: &Row<'_>, first: usize) -> Result<Option<Said>> {
    Ok(match row.get::<_, Option<String>>(first)? {
        Some(_) => Some(Said { text: text(row, first)?, by: line(row, first + 1)?, day: row.get(first + 2)? }),
        None => None,
    })
}

fn directive(row: &Row<'_>) -> Result<Directive> {
    Ok(Directive {
        id: DirectiveId(row.get(0)?),
        item: row.get::<_, Option<i64>>(1)?.map(ItemId),
        kind: known(row.get(2)?, 2, DirectiveKind::from_code)?.unwrap_or_default(),
        text: text(row, 3)?,
        issuer: maybe_line(row, 4)?,
        owner: maybe_line(row, 5)?,
        due: row.get::<_, Option<NaiveDate>>(6)?,
        day: row.get(7)?,
        author: line(row, 8)?,
        reply: said(row, 9)?,
        returned: said(row, 12)?,
        closed: said(row, 15)?,
        meeting: match (row.get::<_, Option<i64>>(18)?, row.get(19)?) {
            (Some(id), Some(no)) => Some(Given { meeting: MeetingId(id), no }),
            _ => None,
        },
    })
}

pub(super) fn directives(connection: &Connection, plan: PlanId) -> Result<Vec<Directive>> {
    let sql = format!("SELECT {DIRECTIVE} FROM directive WHERE plan_id = ?1 ORDER BY revision, id");
    connection.prepare_cached(&sql)?.query_map([plan.0], directive)?.collect()
}

pub(super) fn directive_of(connection: &Connection, id: DirectiveId) -> Result<Option<Directive>> {
    let sql = format!("SELECT {DIRECTIVE} FROM directive WHERE id = ?1");
    connection.prepare_cached(&sql)?.query_row([id.0], directive).optional()
}

/// The plan of an instruction.
pub(super) fn plan_of_directive(connection: &Connection, id: DirectiveId) -> Result<Option<PlanId>> {
    let sql = "SELECT plan_id FROM directive WHERE id = ?1";
    connection.prepare_cached(sql)?.query_row([id.0], |row| Ok(PlanId(row.get(0)?))).optional()
}

/// What a meeting has decided, with the numbers there.
pub(super) fn decisions(connection: &Connection, meeting: MeetingId) -> Result<Vec<(DirectiveId, u32)>> {
    let sql = "SELECT id, meeting_no FROM directive WHERE meeting_id = ?1 ORDER BY meeting_no, id";
    let read = |row: &Row<'_>| Ok((DirectiveId(row.get(0)?), row.get(1)?));
    connection.prepare_cached(sql)?.query_map([meeting.0], read)?.collect()
}

/// The meetings of a plan that go on.
pub(super) fn open_meetings(connection: &Connection, plan: PlanId) -> Result<Vec<MeetingId>> {
    let sql = "SELECT id FROM meeting WHERE plan_id = ?1 AND ended IS NULL ORDER BY id";
    connection.prepare_cached(sql)?.query_map([plan.0], |row| Ok(MeetingId(row.get(0)?)))?.collect()
}

pub(super) fn put_directive(
    connection: &Connection,
    plan: Option<PlanId>,
    id: DirectiveId,
    directive: Option<&Directive>,
) -> Result<()> {
    let plan = match plan {
        Some(plan) => Some(plan),
        None => plan_of_directive(connection, id)?,
    };
    connection.prepare_cached("DELETE FROM directive WHERE id = ?1")?.execute([id.0])?;
    let Some(it) = directive else { return Ok(()) };
    let (reply, returned, closed) = (it.reply.as_ref(), it.returned.as_ref(), it.closed.as_ref());
    let sql =
        "INSERT INTO directive (id, plan_id, item_id, kind, text, issuer, owner, due, day, author, reply, reply_by,
                 reply_day, returned, returned_by, returned_day, closed, closed_by, closed_day, meeting_id, meeting_no, revision)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                 (SELECT coalesce(max(seq), 0) + 1 FROM journal))";
    connection.prepare_cached(sql)?.execute(params![
        id.0,
        plan.map(|plan| plan.0),
        it.item.map(|item| item.0),
        it.kind.code(),
        it.text,
        it.issuer,
        it.owner,
        it.due,
        it.day,
        it.author,
        reply.map(|said| &said.text),
        reply.map(|said| &said.by),
        reply.map(|said| said.day),
        returned.map(|said| &said.text),
        returned.map(|said| &said.by),
        returned.map(|said| said.day),
        closed.map(|said| &said.text),
        closed.map(|said| &said.by),
        closed.map(|said| said.day),
        it.meeting.map(|given| given.meeting.0),
        it.meeting.map(|given| given.no),
    ])?;
    Ok(())
}

/// A value of a column whose text is not as this program writes it: somebody else's hand, or a damaged page.
fn odd(at: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(at, "meeting".to_owned(), rusqlite::types::Type::Text)
}

fn moment(row: &Row<'_>, at: usize) -> Result<Option<DateTime<Utc>>> {
    let Some(text) = row.get::<_, Option<String>>(at)? else { return Ok(None) };
    let parsed = DateTime::parse_from_rfc3339(&text).map_err(|_| odd(at))?.to_utc();
    if written(parsed) == text { Ok(Some(parsed)) } else { Err(odd(at)) }
}

fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Without its agenda.
fn meeting(row: &Row<'_>) -> Result<Meeting> {
    let since = moment(row, 8)?;
    let up = match (row.get::<_, Option<String>>(6)?, row.get::<_, Option<i64>>(7)?) {
        (Some(kind), Some(id)) => Subject::from_code(&kind, id).map(|subject| CurrentPoint { subject, since }),
        _ => None,
    };
    let list: String = row.get(5)?;
    let present: Vec<String> = serde_json::from_str(&list).map_err(|_| odd(5))?;
    if serde_json::to_string(&present).ok().as_ref() != Some(&list) {
        return Err(odd(5));
    }
    Ok(Meeting {
        id: MeetingId(row.get(0)?),
        title: line(row, 1)?,
        day: row.get(2)?,
        place: line(row, 3)?,
        chair: line(row, 4)?,
        present: present.iter().map(|name| crate::plan::clean_line(name)).collect(),
        agenda: Vec::new(),
        up,
        began: moment(row, 9)?.ok_or_else(|| odd(9))?,
        ended: moment(row, 10)?,
        author: line(row, 11)?,
    })
}

fn agenda(connection: &Connection, meeting: MeetingId) -> Result<Vec<Point>> {
    let sql = "SELECT subject_kind, subject_id, origin, treated, seconds, place FROM meeting_point
               WHERE meeting_id = ?1 ORDER BY place";
    let mut expected = 0;
    let read = |row: &Row<'_>| {
        let (kind, id): (String, i64) = (row.get(0)?, row.get(1)?);
        expected += 1;
        // Places are counted without gaps.
        if row.get::<_, i64>(5)? != expected {
            return Err(odd(5));
        }
        Ok(Point {
            subject: Subject::from_code(&kind, id).ok_or_else(|| odd(0))?,
            origin: known(row.get(2)?, 2, Origin::from_code)?.unwrap_or(Origin::Picked),
            treated: known(row.get(3)?, 3, Treated::from_code)?.unwrap_or_default(),
            seconds: row.get(4)?,
        })
    };
    connection.prepare_cached(sql)?.query_map([meeting.0], read)?.collect()
}

/// All meetings about a plan, in the order in which they began.
pub(super) fn meetings(connection: &Connection, plan: PlanId) -> Result<Vec<Meeting>> {
    let sql = format!("SELECT {MEETING} FROM meeting WHERE plan_id = ?1 ORDER BY began, id");
    let mut found: Vec<Meeting> =
        connection.prepare_cached(&sql)?.query_map([plan.0], meeting)?.collect::<Result<_>>()?;
    for meeting in &mut found {
        meeting.agenda = agenda(connection, meeting.id)?;
    }
    Ok(found)
}

pub(super) fn meeting_of(connection: &Connection, id: MeetingId) -> Result<Option<Meeting>> {
    let sql = format!("SELECT {MEETING} FROM meeting WHERE id = ?1");
    let Some(mut found) = connection.prepare_cached(&sql)?.query_row([id.0], meeting).optional()? else {
        return Ok(None);
    };
    found.agenda = agenda(connection, id)?;
    Ok(Some(found))
}

pub(super) fn put_meeting(
    connection: &Connection,
    plan: PlanId,
    id: MeetingId,
    meeting: Option<&Meeting>,
) -> Result<()> {
    connection.prepare_cached("DELETE FROM meeting_point WHERE meeting_id = ?1")?.execute([id.0])?;
    let Some(it) = meeting else {
        return connection.execute("DELETE FROM meeting WHERE id = ?1", [id.0]).map(drop);
    };
    let sql = "INSERT INTO meeting (id, plan_id, title, day, place, chair, present, up_kind, up_id, up_since, began,
                 ended, author, revision)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
                 (SELECT coalesce(max(seq), 0) + 1 FROM journal))
               ON CONFLICT DO UPDATE SET title = ?3, day = ?4, place = ?5, chair = ?6, present = ?7, up_kind = ?8,
                 up_id = ?9, up_since = ?10, began = ?11, ended = ?12, author = ?13, revision = excluded.revision";
    let up = it.up.map(|up| up.subject.code());
    connection.prepare_cached(sql)?.execute(params![
        id.0,
        plan.0,
        it.title,
        it.day,
        it.place,
        it.chair,
        serde_json::to_string(&it.present).unwrap_or_else(|_| "[]".to_owned()),
        up.map(|(kind, _)| kind),
        up.map(|(_, id)| id),
        it.up.and_then(|up| up.since).map(written),
        written(it.began),
        it.ended.map(written),
        it.author,
    ])?;
    let sql = "INSERT INTO meeting_point (meeting_id, place, subject_kind, subject_id, origin, treated, seconds)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let mut insert = connection.prepare_cached(sql)?;
    for (point, place) in it.agenda.iter().zip(1_i64..) {
        let (kind, subject) = point.subject.code();
        let (origin, treated) = (point.origin.code(), point.treated.code());
        insert.execute(params![id.0, place, kind, subject, origin, treated, point.seconds])?;
    }
    Ok(())
}

/// Adds a report.
pub(super) fn put_report(connection: &Connection, plan: PlanId, report: &Report) -> Result<()> {
    let sql = "INSERT INTO report (id, plan_id, item_id, measure_id, day, author, percent, done, problem, next, unchanged, unit, revision)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, (SELECT coalesce(max(seq), 0) + 1 FROM journal))";
    let values = params![
        report.id.0,
        plan.0,
        report.node.item.0,
        report.node.measure.map(|measure| measure.0),
        report.day,
        report.author,
        report.percent.map(i64::from),
        report.done,
        report.problem,
        report.next,
        report.unchanged,
        report.unit,
    ];
    connection.prepare_cached(sql)?.execute(values).map(drop)
}

/// Makes a unit known; harmless when it is.
pub(super) fn know_unit(connection: &Connection, unit: &Unit) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO unit (name, kind, ordinal) VALUES (?1, ?2, (SELECT coalesce(max(ordinal), 0) + 1 FROM unit))";
    connection.prepare_cached(sql)?.execute(params![unit.name, unit.kind.code()]).map(drop)
}
