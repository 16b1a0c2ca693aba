//! The plan as a whole: choosing another, its name and period, archiving it, removing it and bringing it back.

use crate::app::msg::Effect;
use crate::app::popups::{Choice, Pick, Picker, Popup, Prompt, Purpose, Then};
use crate::app::screens::BoardScreen;
use crate::app::{App, Filter, Screen};
use crate::plan::{Action, Board, Change, Delta, Node, PlanChange, PlanState, PlanSummary};
use crate::read::period_typed;
use crate::report::{Term, period_in_words, trouble_in_words};
use crate::words;

impl App {
    /// Offers the plans; those that were removed only to those who may bring them back.
    pub(in crate::app) fn ask_plan(&mut self) -> Vec<Effect> {
        self.leave_past();
        let lang = self.env.lang;
        let sees_removed = self.data.board.actor(&self.session.author).may_somewhere(Action::RemovePlan).is_ok();
        let line = |plan: &PlanSummary| {
            let period = period_in_words(lang, plan.period);
            let side = lang.fill(words::pick::Plan { period: &period, items: &plan.items });
            let side = match plan.state {
                PlanState::Open => side,
                PlanState::Archived | PlanState::Removed => format!("{side} {}", lang.say(plan.state.text())),
            };
            Choice::new(Pick::Plan(plan.id), plan.title.clone(), side)
        };
        let mut plans: Vec<&PlanSummary> =
            self.data.plans.iter().filter(|plan| plan.state != PlanState::Removed || sees_removed).collect();
        plans.sort_by_key(|plan| plan.state);
        let choices = plans.into_iter().map(line).collect();
        self.nav.popups.push(Popup::Picker(Picker::one(lang.say(words::pick::PLAN_TITLE), Vec::new(), choices)));
        Vec::new()
    }

    /// Asks what the plan is to be called.
    pub(in crate::app) fn ask_plan_title(&mut self) -> Vec<Effect> {
        self.leave_past();
        let title = self.data.board.plan.title.clone();
        self.open_prompt(Prompt::new(Purpose::PlanTitle, Vec::new(), &title));
        Vec::new()
    }

    /// Asks for which span the plan is.
    pub(in crate::app) fn ask_plan_period(&mut self) -> Vec<Effect> {
        self.leave_past();
        let period = self.data.board.plan.period.to_string();
        self.open_prompt(Prompt::new(Purpose::PlanPeriod, Vec::new(), &period));
        Vec::new()
    }

    pub(in crate::app) fn accept_plan_title(&mut self, text: &str) -> Vec<Effect> {
        if text.is_empty() {
            return self.refuse(self.env.lang.say(words::trouble::NOTHING_TYPED).to_owned());
        }
        let title = Delta::new(self.data.board.plan.title.clone(), text.to_owned());
        self.commit_plan(PlanChange::Title(title), true)
    }

    pub(in crate::app) fn accept_plan_period(&mut self, text: &str) -> Vec<Effect> {
        match period_typed(text) {
            Ok(period) => {
                let period = Delta::new(self.data.board.plan.period, period);
                self.commit_plan(PlanChange::Period(period), true)
            }
            Err(error) => self.refuse(trouble_in_words(self.env.lang, &error)),
        }
    }

    /// Asks before the plan goes to another state.
    pub(in crate::app) fn ask_plan_state(&mut self, after: PlanState) -> Vec<Effect> {
        self.leave_past();
        let lang = self.env.lang;
        let plan = &self.data.board.plan;
        let title = &plan.title;
        if plan.state == after {
            return self.trouble(words::notice::NOTHING_CHANGED);
        }
        let change = PlanChange::State(Delta::new(plan.state, after));
        let question = match after {
            PlanState::Open => return self.commit_plan(change, false),
            PlanState::Archived => lang.fill(words::confirm::ArchivePlan { title }),
            PlanState::Removed => lang.fill(words::confirm::RemovePlan { title }),
        };
        let notice = lang.say(if after == PlanState::Archived {
            words::notice::PLAN_ARCHIVED
        } else {
            words::notice::PLAN_REMOVED
        });
        self.confirm(question, Then::Commit(vec![Change::Plan { to: change }], notice.to_owned()));
        Vec::new()
    }

    fn commit_plan(&mut self, to: PlanChange, from_prompt: bool) -> Vec<Effect> {
        let changes = vec![Change::Plan { to }];
        let notice = self.saved_notice(&changes);
        self.commit(changes, notice, from_prompt)
    }

    /// Shows another plan, or the same as it is now.
    pub(in crate::app) fn switch_plan(&mut self, board: Board) -> Vec<Effect> {
        self.leave_past();
        self.lookback.awaiting = None;
        let same = board.plan.id == self.data.board.plan.id;
        self.data.board = board;
        self.data.epoch += 1;
        let (id, items) = (self.data.board.plan.id, self.data.board.items().len());
        for plan in self.data.plans.iter_mut().filter(|plan| plan.id == id) {
            plan.items = u32::try_from(items).unwrap_or(u32::MAX);
        }
        if !same {
            self.nav.marks.clear();
            self.nav.search = None;
            self.nav.filter = Filter::default();
            self.data.journal.clear();
            self.lookback.entries = None;
            self.lookback.asked = false;
            self.data.item_journal = None;
            self.nav.screens =
                vec![Screen::Board(BoardScreen { item: self.first_item().unwrap_or_default(), zoomed: false })];
        }
        self.repair_cursors();
        if let Some(item) = self.nav.going_to.take().filter(|item| self.data.board.item(*item).is_some()) {
            self.select(Node::item(item));
        }
        let read = Effect::ReadJournal { item: None, before: None };
        if same { vec![read] } else { vec![Effect::KeepPlan(id), read] }
    }
}
