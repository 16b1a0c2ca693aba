//! Conflicts: what is told when somebody else was there first, and how two wishes are merged where they go together.

use chrono::{DateTime, Utc};

use crate::plan::{Author, Change, Edit, OpId, Swap};

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
    /// What was to be changed is gone, or is there already.
    Gone,
}

impl Conflict {
    /// The edit without the change that clashed, or beside what is there, when somebody else has already made just that; two people who report
    /// on the same item at once both put it under way.
    pub fn agreed(&self, op: OpId) -> Option<Edit> {
        let Clash::Rebased(change) = &self.clash else { return None };
        if let Some(edit) = self.beside(op, change) {
            return Some(edit);
        }
        let same = matches!(change.as_ref(), Change::Field { to, .. } if to.is_idle());
        if !same || self.edit.changes.len() < 2 {
            return None;
        }
        let mut edit = Edit { op, ..self.edit.clone() };
        edit.changes.remove(self.index);
        Some(edit)
    }

    /// The edit again, where somebody has changed another side of the same part or meeting: both go together.
    fn beside(&self, op: OpId, rebased: &Change) -> Option<Edit> {
        if let (Some(Change::Meeting { id, meeting: wish }), Change::Meeting { meeting: now, .. }) =
            (self.edit.changes.get(self.index), rebased)
        {
            let (before, after, now) = (wish.before.as_ref()?, wish.after.as_ref()?, now.before.as_ref()?);
            let meeting = Swap::changed(now.clone(), after.beside(before, now)?);
            let mut edit = Edit { op, ..self.edit.clone() };
            *edit.changes.get_mut(self.index)? = Change::Meeting { id: *id, meeting: Box::new(meeting) };
            return Some(edit);
        }
        // A decision whose number somebody has taken takes the next one.
        if let (Some(Change::Directive { directive: wish, .. }), Change::Directive { directive: now, .. }) =
            (self.edit.changes.get(self.index), rebased)
            && wish.before.is_none()
            && now.before.is_none()
        {
            return self.overwriting(op);
        }
        let Some(Change::Part { item, unit, part: wish }) = self.edit.changes.get(self.index) else { return None };
        let Change::Part { part: Swap { before: now, .. }, .. } = rebased else { return None };
        let both = wish.after.beside(&wish.before, now)?;
        let mut edit = Edit { op, ..self.edit.clone() };
        let part = Swap::new(now.clone(), both);
        *edit.changes.get_mut(self.index)? = Change::Part { item: *item, unit: unit.clone(), part };
        Some(edit)
    }

    /// The edit again, now knowing what is there; `None` when there is nothing left to change.
    pub fn overwriting(&self, op: OpId) -> Option<Edit> {
        let Clash::Rebased(change) = &self.clash else { return None };
        let mut edit = Edit { op, ..self.edit.clone() };
        *edit.changes.get_mut(self.index)? = (**change).clone();
        Some(edit)
    }
}
