//! Allowed: what the person at the keyboard may do where the cursor is, asked of the same table as the store, and told
//! with its reason before it is tried.

use std::collections::BTreeSet;

use super::popups::{Choice, Pick};
use super::{App, Command};
use crate::plan::{
    Action, Change, Delta, Denied, Field, FieldChange, Node, PlanState, Stage, Standing, Step, UnitName,
    in_printed_order, units_of,
};
use crate::report::{Term, trouble_in_words};
use crate::words;

impl App {
    /// Whether the person may do an action to an item or a measure.
    pub fn may(&self, action: Action, node: Node) -> Result<(), Denied> {
        let units = units_of(action, node, &|node| self.data.board.work(node));
        self.data.board.actor(&self.session.author).may(action, &units)
    }

    /// Why a command is closed to the person where the cursor is, in words; `None` when it is open.
    pub fn barred(&self, command: Command, targets: &[Node]) -> Option<String> {
        let refused = |action| {
            let actor = self.data.board.actor(&self.session.author);
            let denied = match targets {
                [] => actor.may_somewhere(action).err(),
                nodes => nodes.iter().find_map(|node| self.may(action, *node).err()),
            };
            denied.map(|denied| trouble_in_words(self.env.lang, &denied))
        };
        let measures = targets.iter().any(|node| node.measure.is_some());
        if self.data.board.people.is_empty() {
            return None;
        }
        if let (Command::EditText | Command::RemoveMeasure, Some(report)) = (command, self.report_at_cursor()) {
            let why = self.report_barred(report, command == Command::EditText);
            return why.map(|why| self.env.lang.say(why).to_owned()).or_else(|| refused(Action::Report));
        }
        match command {
            Command::Edit(field) => self.field_barred(field, targets, &refused),
            Command::Report | Command::NoChange => refused(Action::Report),
            Command::EditText if !measures => refused(Action::Assign),
            Command::AddItem
            | Command::RemoveItem
            | Command::RestoreItem
            | Command::MoveItem
            | Command::MergeItem
            | Command::NumberItem
            | Command::AddSection
            | Command::RenameSection
            | Command::SectionUp
            | Command::SectionDown
            | Command::RemoveSection => refused(Action::Assign),
            Command::EditText
            | Command::AddMeasure
            | Command::SplitMeasure
            | Command::RemoveMeasure
            | Command::MoveUp
            | Command::MoveDown => refused(Action::Measures),
            Command::Acknowledge => refused(Action::Acknowledge),
            Command::AskExtension => refused(Action::AskExtension),
            // Into a meeting that goes on everybody may look.
            Command::Meet if self.data.board.open_meeting().is_some() => None,
            Command::Direct
            | Command::Decide
            | Command::Meet
            | Command::Discussed
            | Command::Skip
            | Command::AddPoint
            | Command::DropPoint
            | Command::ProposeAgain
            | Command::EditMeeting
            | Command::EndMeeting => refused(Action::Direct),
            Command::GiveToUnit => refused(Action::Assign),
            Command::NewPerson => refused(Action::People),
            Command::ImportPaper | Command::CarryOver => {
                let actor = self.data.board.actor(&self.session.author);
                actor.may_somewhere(Action::Import).err().map(|denied| trouble_in_words(self.env.lang, &denied))
            }
            Command::RenamePlan | Command::PlanPeriod | Command::ArchivePlan => refused(Action::Import),
            Command::RemovePlan => refused(Action::RemovePlan),
            Command::ReopenPlan if self.data.board.plan.state == PlanState::Removed => refused(Action::RemovePlan),
            Command::ReopenPlan => refused(Action::Import),
            _ => None,
        }
    }

    /// Why a field is closed to the person, likewise.
    fn field_barred(
        &self,
        field: Field,
        targets: &[Node],
        refused: &dyn Fn(Action) -> Option<String>,
    ) -> Option<String> {
        let own = targets.iter().all(|node| self.own_part(*node).is_some());
        let measures = targets.iter().any(|node| node.measure.is_some());
        match field {
            // Of the own unit's part they are a report.
            Field::Percent | Field::Standing if own => refused(Action::Report),
            Field::Percent | Field::Forecast => refused(Action::Progress),
            // Which steps are open is told one by one; a date that may not be set may be asked for.
            Field::Standing => refused(Action::AskClosing),
            Field::Due => refused(Action::Assign).and_then(|reason| refused(Action::AskExtension).map(|_| reason)),
            Field::Target | Field::Lever | Field::Safeguard if measures => refused(Action::Measures),
            Field::Target
            | Field::Lever
            | Field::Safeguard
            | Field::Start
            | Field::Lead
            | Field::Support
            | Field::Leader
            | Field::Counties
            | Field::Cadence => refused(Action::Assign),
        }
    }

    /// The steps that one item or measure offers to the person, each with the reason why it is closed.
    pub(super) fn stage_choices(&self, node: Node) -> Vec<Choice> {
        let lang = self.env.lang;
        let Some(work) = self.data.board.work(node) else { return Vec::new() };
        let mut choices = Vec::new();
        let own = self.own_part(node).filter(|_| node.measure.is_none());
        let Some(item) = self.data.board.item(node.item) else { return Vec::new() };
        if let Some(unit) = own {
            match item.stage_of_part(&unit) {
                Stage::Active => choices.push(self.part_done(node, &unit)),
                Stage::Review => {
                    let waits = lang.fill(words::closed_loop::PartWaits { unit: &unit });
                    choices.push(
                        Choice::new(Pick::Part(node, unit, Stage::Review), waits.clone(), "").barred(Some(waits)),
                    );
                }
                Stage::Pending | Stage::Closed | Stage::Stopped => {}
            }
        }
        if node.measure.is_none() {
            for unit in in_printed_order(&item.work.counties)
                .into_iter()
                .filter(|unit| item.part(unit).standing.stage == Stage::Review)
            {
                choices.extend(self.part_verified_or_not(node, unit));
            }
        }
        choices.extend(work.standing.stage.steps().iter().map(|step| self.step_choice(node, &work.standing, *step)));
        // What can be done comes before what cannot.
        choices.sort_by_key(|choice| choice.line.barred.is_some());
        choices
    }

    /// The steps of one unit's part, as a cell of the matrix offers them.
    pub(super) fn part_choices(&self, node: Node, unit: &UnitName) -> Vec<Choice> {
        let Some(item) = self.data.board.item(node.item) else { return Vec::new() };
        match item.stage_of_part(unit) {
            Stage::Active => {
                let may = self
                    .data
                    .board
                    .actor(&self.session.author)
                    .may(Action::AskClosing, &BTreeSet::from([unit.clone()]));
                vec![
                    self.part_done(node, unit).barred(may.err().map(|denied| trouble_in_words(self.env.lang, &denied))),
                ]
            }
            Stage::Review => self.part_verified_or_not(node, unit).to_vec(),
            Stage::Pending | Stage::Closed | Stage::Stopped => Vec::new(),
        }
    }

    fn part_done(&self, node: Node, unit: &UnitName) -> Choice {
        Choice::new(
            Pick::Part(node, unit.clone(), Stage::Review),
            self.env.lang.fill(words::closed_loop::PartDone { unit }),
            "",
        )
    }

    fn part_verified_or_not(&self, node: Node, unit: &UnitName) -> [Choice; 2] {
        let lang = self.env.lang;
        let denied = self.may(Action::Verify, node).err().map(|denied| trouble_in_words(lang, &denied));
        let choice = |words: String, side, to| {
            Choice::new(Pick::Part(node, unit.clone(), to), words, side).barred(denied.clone())
        };
        let needs = lang.say(words::pick::REASON_NEEDED);
        [
            choice(lang.fill(words::closed_loop::PartVerify { unit }), "", Stage::Closed),
            choice(lang.fill(words::closed_loop::PartReturn { unit }), needs, Stage::Active),
        ]
    }

    fn step_choice(&self, node: Node, standing: &Standing, step: Step) -> Choice {
        let lang = self.env.lang;
        let change = Change::Field {
            node,
            to: FieldChange::Standing(Delta::new(standing.clone(), Standing { stage: step.to, ..standing.clone() })),
        };
        let open = self.data.board.item(node.item).map(crate::plan::Item::open_parts).unwrap_or_default();
        let denied = match self.may(change.action(), node) {
            Err(denied) => Some(denied),
            Ok(()) if step.to == Stage::Closed && node.measure.is_none() && !open.is_empty() => {
                Some(Denied::OpenParts(open))
            }
            Ok(()) => None,
        };
        let words = match (standing.stage, step.to) {
            (Stage::Active, Stage::Review) => lang.say(words::closed_loop::ASK_CLOSING),
            (Stage::Review, Stage::Closed) => lang.say(words::closed_loop::VERIFY),
            (Stage::Review, Stage::Active) => lang.say(words::closed_loop::RETURN),
            (_, to) => lang.say(to.text()),
        };
        let side = if step.needs_reason { lang.say(words::pick::REASON_NEEDED) } else { "" };
        Choice::new(Pick::Step(step), words, side).barred(denied.map(|denied| trouble_in_words(lang, &denied)))
    }
}
