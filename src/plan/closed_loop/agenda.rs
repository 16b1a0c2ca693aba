//! Agenda: what a meeting about the plan has to speak about, worked out from the board, and what earlier meetings have
//! decided.

use chrono::{DateTime, NaiveDate, Utc};

use crate::plan::{
    Board, Directive, ItemId, Level, Light, Meeting, MeetingId, Origin, Point, Stage, Subject, Treated, UnitName,
    to_milliseconds,
};

/// A point that was up for so many seconds counts as discussed, also if nobody said so.
const DISCUSSED_AFTER: u32 = 30;

/// No meeting speaks about more of one kind; a province's archive has thousands that are red.
const MOST_OF_A_KIND: usize = 60;

impl Board {
    /// The meeting with that id.
    pub fn meeting(&self, id: MeetingId) -> Option<&Meeting> {
        self.meetings.iter().find(|meeting| meeting.id == id)
    }

    /// The meeting that has not ended.
    pub fn open_meeting(&self) -> Option<&Meeting> {
        self.meetings.iter().rev().find(|meeting| meeting.ended.is_none())
    }

    /// The last meeting that was over before `this`, or at all.
    pub fn last_meeting(&self, this: Option<MeetingId>) -> Option<&Meeting> {
        let until = this.and_then(|id| self.meetings.iter().position(|meeting| meeting.id == id));
        let earlier = &self.meetings[..until.unwrap_or(self.meetings.len())];
        earlier.iter().rev().find(|meeting| meeting.ended.is_some())
    }

    /// What a meeting decided and instructed, by its numbers.
    pub fn decisions(&self, meeting: MeetingId) -> impl Iterator<Item = &Directive> {
        let no = |it: &Directive| it.meeting.filter(|given| given.meeting == meeting).map(|given| given.no);
        let mut found: Vec<&Directive> = self.directives.iter().filter(|it| no(it).is_some()).collect();
        found.sort_by_key(|it| (no(it), it.id));
        found.into_iter()
    }

    /// What a meeting decided on the subject of a point.
    pub fn decided_on(&self, meeting: MeetingId, subject: Subject) -> impl Iterator<Item = &Directive> {
        // What is decided on an item that stands on the agenda itself belongs to that point.
        let by_itself =
            |item: &ItemId| self.meeting(meeting).is_some_and(|held| held.point(Subject::Item(*item)).is_some());
        let item = match subject {
            Subject::Item(id) => Some(id),
            other => self.item_of_subject(other).filter(|item| !by_itself(item)),
        };
        self.decisions(meeting).filter(move |it| it.item.is_some() && it.item == item)
    }

    /// What earlier meetings decided and is to be accounted for: all of the last one, and of others what is open.
    pub fn commitments(&self, this: Option<MeetingId>) -> Vec<&Directive> {
        let last = self.last_meeting(this).map(|meeting| meeting.id);
        let counts = |it: &&Directive| {
            it.meeting.is_some_and(|given| {
                Some(given.meeting) != this && (Some(given.meeting) == last || it.closed.is_none())
            })
        };
        let mut found: Vec<&Directive> = self.directives.iter().filter(counts).collect();
        // What is late comes first.
        found.sort_by_key(|it| (it.closed.is_some(), it.due.is_none(), it.due, it.id));
        found
    }

    /// The item a subject is about.
    pub fn item_of_subject(&self, subject: Subject) -> Option<ItemId> {
        match subject {
            Subject::Item(id) => Some(id),
            Subject::Directive(id) => self.directive(id)?.item,
            Subject::Extension(id) => self.extension(id).map(|it| it.node.item),
        }
    }

    /// The unit that has to speak about a subject.
    pub fn speaker(&self, subject: Subject) -> Option<&UnitName> {
        let lead = |item: ItemId| self.item(item).and_then(|item| item.work.lead.as_ref());
        match subject {
            Subject::Directive(id) => self.directive(id).and_then(|it| self.owner_of(it)),
            Subject::Item(id) => lead(id),
            Subject::Extension(id) => self.extension(id).and_then(|it| it.unit.as_ref().or_else(|| lead(it.node.item))),
        }
    }

    /// The agenda as such meetings take it on `day`.
    pub fn proposed_agenda(&self, day: NaiveDate) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        let mut add = |subject, origin| {
            let of_kind = points.iter().filter(|point: &&Point| point.origin == origin).count();
            if of_kind < MOST_OF_A_KIND && points.iter().all(|point| point.subject != subject) {
                points.push(Point { subject, origin, treated: Treated::Waiting, seconds: 0 });
            }
        };
        // What the meeting that goes on has decided itself is nothing earlier.
        let own = self.open_meeting().map(|meeting| meeting.id);
        let is_earlier = |it: &&Directive| it.meeting.is_some_and(|given| Some(given.meeting) != own);
        let mut earlier: Vec<&Directive> =
            self.directives.iter().filter(is_earlier).filter(|it| it.closed.is_none()).collect();
        earlier.sort_by_key(|it| (it.due.is_none(), it.due));
        for it in earlier {
            add(Subject::Directive(it.id), Origin::Earlier);
        }
        let mut lights: Vec<(ItemId, Light)> =
            self.items().iter().map(|item| (item.id, self.light_of(item, day))).collect();
        lights.sort_by_key(|(_, light)| light.urgency());
        for (id, _) in lights.iter().filter(|(_, light)| light.level <= Level::Yellow) {
            add(Subject::Item(*id), Origin::Light);
        }
        for it in self.extensions.iter().filter(|it| it.answer.is_none()) {
            add(Subject::Extension(it.id), Origin::Request);
        }
        for (id, _) in lights.iter().filter(|(_, light)| light.situation.stage == Stage::Review) {
            add(Subject::Item(*id), Origin::Request);
        }
        let is_own = |it: &&Directive| it.meeting.is_some_and(|given| Some(given.meeting) == own);
        for it in self.directives.iter().filter(|it| it.awaits_closing() && !is_own(it)) {
            add(Subject::Directive(it.id), Origin::Request);
        }
        points
    }
}

impl Meeting {
    /// The meeting once it is over. Points on which something was decided or answered, and those that were up for a while,
    /// count as discussed.
    #[must_use]
    pub fn ending(&self, board: &Board, now: DateTime<Utc>) -> Self {
        let mut meeting = self.start_point(None, now);
        meeting.ended = Some(to_milliseconds(now));
        for point in meeting.agenda.iter_mut().filter(|point| point.treated != Treated::Discussed) {
            let decided = board.decided_on(self.id, point.subject).next().is_some();
            // Who leaves a point out after all means it, unless something was decided on it.
            if point.treated == Treated::Skipped && !decided {
                continue;
            }
            let answered = match point.subject {
                // It was open when it came onto the agenda.
                Subject::Directive(id) => board.directive(id).is_some_and(|it| {
                    it.closed.is_some() || it.returned.as_ref().is_some_and(|said| said.day >= self.day)
                }),
                Subject::Extension(id) => board.extension(id).is_some_and(|it| it.answer.is_some()),
                Subject::Item(id) if point.origin == Origin::Request => {
                    board.item(id).is_some_and(|item| item.work.standing.stage != Stage::Review)
                }
                Subject::Item(_) => false,
            };
            if decided || answered || point.seconds >= DISCUSSED_AFTER {
                point.treated = Treated::Discussed;
            }
        }
        meeting
    }
}
