//! Merging: what becomes of a wish where somebody else has been. Two who want the same agree; two who change different
//! sides of one record both succeed; the rest is a conflict, told with what is there.

use chrono::{DateTime, Utc};

use crate::plan::{Author, Change, Delta, Directive, Edit, Extension, FieldChange, Meeting, OpId, Part, Work};

/// An edit was refused because somebody else had been there first.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The edit that was refused, whole.
    pub edit: Edit,
    /// Which of its changes clashed.
    pub index: usize,
    /// How it clashed.
    pub clash: Clash,
    /// Who touched that item last, and when.
    pub by: Option<(Author, DateTime<Utc>)>,
}

/// How a change clashed with what is there.
#[derive(Debug, Clone, PartialEq)]
pub enum Clash {
    /// The value is another one now; the same wish, starting from it.
    Rebased(Box<Change>),
    /// What was to be changed is gone.
    Gone,
}

impl Conflict {
    /// The edit again, now knowing what is there; `None` when there is nothing left to change.
    pub fn overwriting(&self, op: OpId) -> Option<Edit> {
        let Clash::Rebased(change) = &self.clash else { return None };
        let mut edit = Edit { op, ..self.edit.clone() };
        *edit.changes.get_mut(self.index)? = (**change).clone();
        Some(edit)
    }
}

impl Change {
    /// Whether both are about the very same thing: the same field, the same unit's part, the same sort of record.
    pub fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Field { node, to }, Self::Field { node: at, to: done }) => node == at && to.field() == done.field(),
            (Self::Part { item, unit, .. }, Self::Part { item: at, unit: of, .. }) => (item, unit) == (at, of),
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other) && one.node() == other.node(),
        }
    }
}

/// What a wish comes to where `now` is there.
#[derive(Debug, Clone, PartialEq)]
pub enum Settled<T> {
    /// This is to be done: the wish itself, or merged with what somebody else has made.
    Write(T),
    /// It is so already.
    Agreed,
    /// Both changed the same.
    Clash(T),
}

impl<T> Settled<T> {
    /// The same, of something made from the value.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Settled<U> {
        match self {
            Self::Write(it) => Settled::Write(make(it)),
            Self::Agreed => Settled::Agreed,
            Self::Clash(it) => Settled::Clash(make(it)),
        }
    }
}

impl<T: Clone + PartialEq> Delta<T> {
    /// Settles a value that is written whole.
    pub fn settled(&self, now: &T) -> Settled<Self> {
        self.settled_by(now, |_, _, _| None)
    }

    /// Settles a value of which different sides can be merged: `merge3(ours, base, theirs)`.
    fn settled_by(&self, now: &T, merge3: impl FnOnce(&T, &T, &T) -> Option<T>) -> Settled<Self> {
        if *now == self.after {
            return Settled::Agreed;
        }
        if *now == self.before {
            return Settled::Write(self.clone());
        }
        // Who affirms what he has seen means just that, and is told that it is another now.
        let merged = (self.before != self.after).then(|| merge3(&self.after, &self.before, now)).flatten();
        match merged {
            Some(both) if both == *now => Settled::Agreed,
            Some(both) => Settled::Write(Self::new(now.clone(), both)),
            None => Settled::Clash(Self::new(now.clone(), self.after.clone())),
        }
    }
}

impl Delta<Part> {
    /// Settles a unit's part: acknowledging, figure and stage are sides of their own.
    pub fn settled_part(&self, now: &Part) -> Settled<Self> {
        self.settled_by(now, Part::merge3)
    }
}

impl Delta<Option<Meeting>> {
    /// Settles a meeting: its head, its points and how far it has come are sides of their own.
    pub fn settled_meeting(&self, now: &Option<Meeting>) -> Settled<Self> {
        self.settled_by(now, |ours, base, theirs| match (ours, base, theirs) {
            (Some(ours), Some(base), Some(theirs)) => ours.merge3(base, theirs).map(Some),
            (Some(_) | None, Some(_) | None, Some(_) | None) => None,
        })
    }
}

impl Delta<Option<Extension>> {
    /// Settles a request: two who answer it alike agree.
    pub fn settled_extension(&self, now: &Option<Extension>) -> Settled<Self> {
        match (&self.after, now) {
            (Some(wish), Some(now)) if self.before.is_some() && wish.agrees_with(now) => Settled::Agreed,
            _ => self.settled(now),
        }
    }
}

impl Delta<Option<Directive>> {
    /// Settles an instruction: two who say the same about it agree.
    pub fn settled_directive(&self, now: &Option<Directive>) -> Settled<Self> {
        match (&self.after, now) {
            (Some(wish), Some(now)) if self.before.is_some() && wish.agrees_with(now) => Settled::Agreed,
            _ => self.settled(now),
        }
    }
}

impl FieldChange {
    /// Settles a field of work.
    pub fn settled(&self, now: &Work) -> Settled<Self> {
        if self.inverted().holds(now) {
            Settled::Agreed
        } else if self.holds(now) {
            Settled::Write(self.clone())
        } else {
            Settled::Clash(self.rebased(now))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreeing_is_no_conflict_and_affirming_what_has_changed_is_one() {
        assert_eq!(Delta::new(1, 2).settled(&2), Settled::Agreed);
        assert_eq!(Delta::new(1, 1).settled(&1), Settled::Agreed);
        assert_eq!(Delta::new(1, 2).settled(&1), Settled::Write(Delta::new(1, 2)));
        assert_eq!(Delta::new(1, 2).settled(&3), Settled::Clash(Delta::new(3, 2)));
        assert_eq!(Delta::new(1, 1).settled(&3), Settled::Clash(Delta::new(3, 1)));
    }

    #[test]
    fn two_sides_of_a_part_go_together_and_one_side_clashes() {
        let at = |n: i64| DateTime::from_timestamp(n, 0).expect("an instant");
        let figure = |n: i64| Part { percent: crate::plan::Percent::try_from(n).ok(), ..Part::default() };
        let received = Part { acknowledged: Some(at(1)), ..Part::default() };
        let wish = Delta::new(Part::default(), figure(40));
        let both = Part { acknowledged: Some(at(1)), ..figure(40) };
        assert_eq!(wish.settled_part(&received), Settled::Write(Delta::new(received.clone(), both)));
        assert_eq!(wish.settled_part(&figure(60)), Settled::Clash(Delta::new(figure(60), figure(40))));
        let later = Delta::new(Part::default(), Part { acknowledged: Some(at(9)), ..Part::default() });
        assert_eq!(later.settled_part(&received), Settled::Agreed, "the first has acknowledged it");
        let affirmed = Delta::new(figure(40), figure(40));
        assert_eq!(affirmed.settled_part(&figure(60)), Settled::Clash(Delta::new(figure(60), figure(40))));
    }
}
