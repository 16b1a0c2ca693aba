//! Meeting: a leadership meeting about the plan, its agenda and how far it has come. What it decides are directives that
//! name it. The agenda is proposed from the board in the order such meetings take: what was decided last time, what is
//! red or yellow, what waits for a word.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::plan::delta::merge3;
use crate::plan::{Author, Delta, DirectiveId, ExtensionId, ItemId, MeetingId};

/// What a point is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "lowercase")]
pub enum Subject {
    /// A decision or an instruction, and how it stands.
    Directive(DirectiveId),
    /// An item.
    Item(ItemId),
    /// A later date that was asked for.
    Extension(ExtensionId),
}

impl Subject {
    /// The word kept in the database, and the number beside it.
    pub fn code(self) -> (&'static str, i64) {
        match self {
            Self::Directive(id) => ("directive", id.0),
            Self::Item(id) => ("item", id.0),
            Self::Extension(id) => ("extension", id.0),
        }
    }

    /// The subject with that word and number.
    pub fn from_code(code: &str, id: i64) -> Option<Self> {
        match code {
            "directive" => Some(Self::Directive(DirectiveId(id))),
            "item" => Some(Self::Item(ItemId(id))),
            "extension" => Some(Self::Extension(ExtensionId(id))),
            _ => None,
        }
    }
}

/// Why a point is on the agenda.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Origin {
    /// An earlier meeting decided it.
    Earlier,
    /// Its light is red or yellow.
    Light,
    /// Somebody waits for a word.
    Request,
    /// It was picked by hand.
    Picked,
}

impl Origin {
    /// All, in the order of an agenda.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word kept in the database and in locale keys.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The origin with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }
}

/// What became of a point.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Default,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Treated {
    /// Not yet.
    #[default]
    Waiting,
    /// Discussed.
    Discussed,
    /// Left out.
    Skipped,
}

impl Treated {
    /// All of them.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word kept in the database and in locale keys.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The one with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }
}

/// One point of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// About what; each subject stands on an agenda once.
    pub subject: Subject,
    /// Why.
    pub origin: Origin,
    /// What became of it.
    #[serde(default)]
    pub treated: Treated,
    /// Seconds it was up.
    #[serde(default)]
    pub seconds: u32,
}

/// The point that is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrentPoint {
    /// Which.
    pub subject: Subject,
    /// Since when its time runs; nothing while it is not shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<DateTime<Utc>>,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Identity.
    pub id: MeetingId,
    /// What it is called.
    pub title: String,
    /// The day it is held.
    pub day: NaiveDate,
    /// Where.
    pub place: String,
    /// 主持.
    pub chair: String,
    /// 出席: units and people, as they were named.
    pub present: Vec<String>,
    /// Its points, in order.
    pub agenda: Vec<Point>,
    /// The point that is up, by which an interrupted meeting goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up: Option<CurrentPoint>,
    /// When it began, by the clock.
    pub began: DateTime<Utc>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<DateTime<Utc>>,
    /// Who runs it.
    pub author: Author,
}

/// A moment as the database keeps it.
pub fn to_milliseconds(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.timestamp_millis()).unwrap_or(at)
}

impl Meeting {
    /// The point about a subject.
    pub fn point(&self, subject: Subject) -> Option<&Point> {
        self.agenda.iter().find(|point| point.subject == subject)
    }

    /// Where the point about a subject stands, from 0.
    pub fn place(&self, subject: Subject) -> Option<usize> {
        self.agenda.iter().position(|point| point.subject == subject)
    }

    /// Where to go on: the point that was up, else the first that waits.
    pub fn resumes_at(&self) -> Option<Subject> {
        let up = self.up.map(|up| up.subject).filter(|subject| self.point(*subject).is_some());
        let waits = || self.agenda.iter().find(|point| point.treated == Treated::Waiting);
        up.or_else(|| waits().map(|point| point.subject))
    }

    /// Seconds a point has been up by `now`.
    pub fn seconds_on(&self, subject: Subject, now: DateTime<Utc>) -> u32 {
        let before = self.point(subject).map_or(0, |point| point.seconds);
        let since = self.up.filter(|up| up.subject == subject).and_then(|up| up.since);
        let since = since.map_or(0, |since| (now - since).num_seconds().max(0));
        before.saturating_add(u32::try_from(since).unwrap_or(u32::MAX))
    }

    /// The meeting with another point up, or none; the time of the one before is noted.
    #[must_use]
    pub fn start_point(&self, subject: Option<Subject>, now: DateTime<Utc>) -> Self {
        let mut meeting = self.clone();
        if let Some(up) = self.up {
            let seconds = self.seconds_on(up.subject, now);
            if let Some(point) = meeting.agenda.iter_mut().find(|point| point.subject == up.subject) {
                point.seconds = seconds;
            }
        }
        meeting.up = subject.map(|subject| CurrentPoint { subject, since: Some(to_milliseconds(now)) });
        meeting
    }

    /// The same point up, but its time stands still.
    #[must_use]
    pub fn pausing(&self, now: DateTime<Utc>) -> Self {
        let mut meeting = self.start_point(self.up.map(|up| up.subject), now);
        meeting.up = meeting.up.map(|up| CurrentPoint { since: None, ..up });
        meeting
    }

    /// The meeting as somebody finds it who comes back: nobody knows how long nothing was shown.
    #[must_use]
    pub fn resumed(&self) -> Self {
        Self { up: self.up.map(|up| CurrentPoint { since: None, ..up }), ..self.clone() }
    }

    /// The meeting with that point up which is up in `other`, and the seconds that are noted there.
    #[must_use]
    pub fn placed_as(&self, other: &Self) -> Self {
        let mut meeting = Self { up: other.up, ..self.clone() };
        meeting.up = meeting.up.filter(|up| meeting.point(up.subject).is_some());
        for point in &mut meeting.agenda {
            point.seconds = other.point(point.subject).map_or(point.seconds, |other| other.seconds);
        }
        meeting
    }

    /// The meeting with a point treated so.
    #[must_use]
    pub fn treating(&self, subject: Subject, treated: Treated) -> Self {
        let mut meeting = self.clone();
        if let Some(point) = meeting.agenda.iter_mut().find(|point| point.subject == subject) {
            point.treated = treated;
        }
        meeting
    }

    /// The meeting with a point moved up or down by so many places.
    #[must_use]
    pub fn moving(&self, subject: Subject, by: isize) -> Self {
        let mut meeting = self.clone();
        if let Some(from) = self.place(subject) {
            let to = from.saturating_add_signed(by).min(self.agenda.len() - 1);
            let point = meeting.agenda.remove(from);
            meeting.agenda.insert(to, point);
        }
        meeting
    }

    /// The meeting with one more point after the others of its origin, unless it is there.
    #[must_use]
    pub fn adding(&self, subject: Subject, origin: Origin) -> Self {
        let mut meeting = self.clone();
        if self.point(subject).is_none() {
            let last = self.agenda.iter().rposition(|point| point.origin == origin);
            let at = last.map_or(self.agenda.len(), |last| last + 1);
            meeting.agenda.insert(at, Point { subject, origin, treated: Treated::Waiting, seconds: 0 });
        }
        meeting
    }

    /// The meeting without a point.
    #[must_use]
    pub fn dropping(&self, subject: Subject) -> Self {
        let mut meeting = self.clone();
        meeting.agenda.retain(|point| point.subject != subject);
        meeting.up = meeting.up.filter(|up| up.subject != subject);
        meeting
    }

    /// How many points were treated so.
    pub fn count(&self, treated: Treated) -> usize {
        self.agenda.iter().filter(|point| point.treated == treated).count()
    }

    /// Three-way merge: base = before, ours = self, theirs = now; `None` on conflict. Of two who end it, the first has.
    pub fn merge3(&self, before: &Self, now: &Self) -> Option<Self> {
        let ended = match (before.ended, self.ended, now.ended) {
            (None, Some(_), Some(first)) => Some(first),
            (base, ours, theirs) => merge3(&ours, &base, &theirs)?,
        };
        // Of two the one that is there stays: the seconds that are noted go on from it. Once it is over, none is up.
        let up = merge3(&self.up, &before.up, &now.up).unwrap_or(now.up).filter(|_| ended.is_none());
        Some(Self {
            id: self.id,
            title: merge3(&self.title, &before.title, &now.title)?,
            day: merge3(&self.day, &before.day, &now.day)?,
            place: merge3(&self.place, &before.place, &now.place)?,
            chair: merge3(&self.chair, &before.chair, &now.chair)?,
            present: merge3(&self.present, &before.present, &now.present)?,
            agenda: merge_agendas(&self.agenda, &before.agenda, &now.agenda)?,
            up,
            began: self.began,
            ended,
            author: merge3(&self.author, &before.author, &now.author)?,
        })
    }
}

/// Two who note something about different points of the same agenda both succeed.
fn merge_agendas(wish: &[Point], before: &[Point], now: &[Point]) -> Option<Vec<Point>> {
    let subjects = |agenda: &[Point]| agenda.iter().map(|point| point.subject).collect::<Vec<_>>();
    if wish == before {
        return Some(now.to_vec());
    }
    if now == before {
        return Some(wish.to_vec());
    }
    let order = merge3(&subjects(wish), &subjects(before), &subjects(now))?;
    let of = |agenda: &[Point], subject| agenda.iter().find(|point| point.subject == subject).cloned();
    let merged = |subject: Subject| match (of(wish, subject), of(before, subject), of(now, subject)) {
        (Some(wish), Some(before), Some(now)) => Some(Point {
            treated: merge3(&wish.treated, &before.treated, &now.treated)?,
            seconds: wish.seconds.max(now.seconds),
            ..wish
        }),
        (wish, _, now) => wish.or(now),
    };
    order.into_iter().map(merged).collect()
}

/// Whether a change of a meeting notes nothing but which point is up and for how long.
pub fn is_place_only(swap: &Delta<Option<Meeting>>) -> bool {
    let (Some(before), Some(after)) = (&swap.before, &swap.after) else { return false };
    let mut like = after.clone();
    like.up = before.up;
    for (point, old) in like.agenda.iter_mut().zip(&before.agenda) {
        point.seconds = old.seconds;
    }
    like == *before
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting() -> Meeting {
        let point = |id| Point {
            subject: Subject::Item(ItemId(id)),
            origin: Origin::Light,
            treated: Treated::Waiting,
            seconds: 0,
        };
        Meeting {
            id: MeetingId(1),
            title: "推进会".to_owned(),
            day: NaiveDate::default(),
            place: String::new(),
            chair: String::new(),
            present: Vec::new(),
            agenda: vec![point(1), point(2), point(3)],
            up: None,
            began: DateTime::default(),
            ended: None,
            author: String::new(),
        }
    }

    fn second(n: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(n, 0).expect("a moment")
    }

    #[test]
    fn time_runs_for_the_point_that_is_up_and_for_no_other() {
        let (first, other) = (Subject::Item(ItemId(1)), Subject::Item(ItemId(2)));
        let meeting = meeting().start_point(Some(first), second(0)).start_point(Some(other), second(90));
        assert_eq!((meeting.seconds_on(first, second(200)), meeting.seconds_on(other, second(200))), (90, 110));
        let resumed = meeting.resumed().start_point(Some(other), second(9_000));
        assert_eq!(resumed.resumes_at(), Some(other), "an interrupted meeting goes on where it was");
        assert_eq!(resumed.seconds_on(other, second(9_010)), 10, "nobody spoke while the power was off");
        let paused = meeting.pausing(second(150));
        assert_eq!(paused.seconds_on(other, second(9_000)), 60, "nor while the page was not shown");
        assert_eq!(paused.resumes_at(), Some(other));
    }

    #[test]
    fn two_notes_about_different_points_go_together_and_about_one_point_clash() {
        let before = meeting();
        let mine = before.treating(Subject::Item(ItemId(1)), Treated::Discussed);
        let theirs = before
            .treating(Subject::Item(ItemId(2)), Treated::Skipped)
            .start_point(Some(Subject::Item(ItemId(2))), second(5));
        let both = mine.merge3(&before, &theirs).expect("both");
        assert_eq!((both.count(Treated::Discussed), both.count(Treated::Skipped)), (1, 1));
        assert_eq!(both.up, theirs.up);
        let other = before.treating(Subject::Item(ItemId(1)), Treated::Skipped);
        assert_eq!(mine.merge3(&before, &other), None);
    }

    #[test]
    fn moving_keeps_every_point_and_stops_at_the_ends() {
        let order = |meeting: &Meeting| meeting.agenda.iter().map(|point| point.subject.code().1).collect::<Vec<_>>();
        let meeting = meeting();
        assert_eq!(order(&meeting.moving(Subject::Item(ItemId(3)), -1)), [1, 3, 2]);
        assert_eq!(order(&meeting.moving(Subject::Item(ItemId(1)), 9)), [2, 3, 1]);
        assert_eq!(order(&meeting.moving(Subject::Item(ItemId(1)), -1)), [1, 2, 3]);
    }
}
