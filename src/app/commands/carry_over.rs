//! 结转: choosing the plan that what is unfinished goes into, and following the link that is left, both ways.

use crate::app::App;
use crate::app::msg::Effect;
use crate::app::popups::{Choice, Pick, Picker, Popup, Tick, TickSource, Ticks};
use crate::app::state::Next;
use crate::plan::{Board, CarriedItem, Change, Edit, EditKind, PlanId, PlanState, PlanSummary};
use crate::report::{light_word, period_in_words};
use crate::words;

impl App {
    /// Offers the plans that what is unfinished could go into, those of a later span first.
    pub(in crate::app) fn ask_carry_over(&mut self) -> Vec<Effect> {
        self.leave_past();
        let lang = self.env.lang;
        let own = &self.data.board.plan;
        if self.data.board.unfinished().next().is_none() {
            return self.trouble(words::carry_over::NOTHING_UNFINISHED);
        }
        // What is unfinished goes on, never back.
        let is_later = |plan: &PlanSummary| plan.period.first() >= own.period.first();
        let is_other = |plan: &&PlanSummary| plan.id != own.id && plan.state == PlanState::Open && is_later(plan);
        let mut plans: Vec<&PlanSummary> = self.data.plans.iter().filter(is_other).collect();
        if plans.is_empty() {
            return self.trouble(words::carry_over::NO_OTHER_PLAN);
        }
        plans.sort_by_key(|plan| (plan.period.first() <= own.period.first(), plan.period.first()));
        let line = |plan: &PlanSummary| {
            Choice::new(Pick::CarryInto(plan.id), plan.title.clone(), period_in_words(lang, plan.period))
        };
        let choices = plans.into_iter().map(line).collect();
        self.nav.popups.push(Popup::Picker(Picker::one(lang.say(words::carry_over::INTO), Vec::new(), choices)));
        Vec::new()
    }

    /// Shows what would go into a plan, item by item.
    pub(in crate::app) fn carry_over_into(&mut self, next: &Board) -> Vec<Effect> {
        let why = self.env.lang.fill(words::carry_over::Why { title: &self.data.board.plan.title });
        let mut random = self.writing.random.clone();
        let carried = self.data.board.carried_into(next, &why, &mut || random.i64(1 << 32..1 << 48));
        self.writing.random = random;
        let lines = carried.iter().map(|it| self.tick_of_carried(it)).collect();
        let title = self.env.lang.fill(words::carry_over::Title { title: &next.plan.title });
        let day = self.writing_day();
        let changes = carried.into_iter().map(|it| next.with_consequences(it.changes, day)).collect();
        let mut ticks = Ticks::new(title, TickSource::Carried(next.plan.id, changes));
        ticks.fill(lines);
        self.nav.popups.push(Popup::Ticks(Box::new(ticks)));
        Vec::new()
    }

    fn tick_of_carried(&self, carried: &CarriedItem) -> Tick {
        let (lang, board) = (self.env.lang, &self.data.board);
        let item = board.item(carried.item);
        let now = item.map(|item| {
            let light = light_word(lang, &board.light_of(item, self.day()));
            let percent = item.work.percent.map(|percent| format!(" {}%", percent.get())).unwrap_or_default();
            format!("{light}{percent}")
        });
        let after = if carried.is_there {
            lang.say(words::carry_over::IS_THERE).to_owned()
        } else {
            lang.fill(words::carry_over::Goes { no: &carried.no, section: &carried.section })
        };
        let title = item.map(|item| format!("{} {}", item.no, item.title)).unwrap_or_default();
        let namesake = carried.namesake.map(|no| lang.fill(words::carry_over::Namesake { no: &no }));
        Tick {
            takes_away: false,
            place: title,
            subject: String::new(),
            now: now.unwrap_or_default(),
            after,
            remarks: namesake.into_iter().collect(),
            contested: carried.namesake.is_some(),
            barred: carried.is_there,
            ticked: !carried.is_there && carried.namesake.is_none(),
        }
    }

    /// Writes what was ticked into the other plan, and goes there.
    pub(in crate::app) fn send_carried(&mut self, plan: PlanId, changes: Vec<Change>, notice: String) -> Vec<Effect> {
        let edit = Edit {
            op: self.new_op(),
            plan: Some(plan),
            author: self.session.author.clone(),
            kind: EditKind::Do,
            changes,
        };
        let effects = self.send(edit, notice, true);
        self.then(Next::Show(plan));
        effects
    }

    /// Goes to the item that the one under the cursor goes on with, or that goes on with it.
    pub(in crate::app) fn follow_link(&mut self) -> Vec<Effect> {
        let Some(node) = self.current() else { return self.trouble(words::trouble::NOTHING_SELECTED) };
        let links: Vec<_> = self.data.board.links.iter().filter(|link| link.item == node.item).cloned().collect();
        match links.as_slice() {
            [] => self.trouble(words::carry_over::NO_LINK),
            [one] => self.go_to_other(one.plan, one.other),
            several => {
                let lang = self.env.lang;
                let line = |link: &crate::plan::CarryLink| {
                    let words = if link.is_origin {
                        lang.fill(words::carry_over::From { title: &link.title, no: &link.no })
                    } else {
                        lang.fill(words::carry_over::To { title: &link.title, no: &link.no })
                    };
                    Choice::new(Pick::OtherItem(link.plan, link.other), words, "")
                };
                let choices = several.iter().map(line).collect();
                let title = lang.say(words::command::FOLLOW_LINK);
                self.nav.popups.push(Popup::Picker(Picker::one(title, Vec::new(), choices)));
                Vec::new()
            }
        }
    }

    /// Switches to another plan and puts the cursor on an item of it.
    pub(in crate::app) fn go_to_other(&mut self, plan: PlanId, item: crate::plan::ItemId) -> Vec<Effect> {
        self.nav.going_to = Some(item);
        vec![Effect::ReadPlan(plan)]
    }
}
