//! `duban plan`: the plans of a database, their names and periods; archiving, removing and bringing back.

use super::Done;
use super::arguments::PlanCommand;
use super::invocation::Invocation;
use super::outcome::{Code, Failure, print, store_failure};
use super::set::commit;
use crate::plan::{Change, Delta, Period, PlanChange, PlanId, PlanState, PlanSummary, clean_line};
use crate::report::{Term, period_in_words};
use crate::words;

pub(super) fn plan(invocation: &Invocation, command: &PlanCommand) -> Done {
    match command {
        PlanCommand::List => list(invocation),
        PlanCommand::Rename { plan, title } => change(invocation, *plan, |board| {
            let after = clean_line(title).trim().to_owned();
            if after.is_empty() {
                return Err(Failure::new(Code::Usage, invocation.lang.say(words::trouble::PLAN_WITHOUT_NAME)));
            }
            Ok(PlanChange::Title(Delta::new(board.title.clone(), after)))
        }),
        PlanCommand::Period { plan, period } => change(invocation, *plan, |board| {
            let after = period.parse::<Period>().and_then(Period::of_a_plan);
            let after = after.map_err(|error| Failure::usage(invocation.lang, &error))?;
            Ok(PlanChange::Period(Delta::new(board.period, after)))
        }),
        PlanCommand::Archive { plan } => to_state(invocation, *plan, PlanState::Archived),
        PlanCommand::Remove { plan } => to_state(invocation, *plan, PlanState::Removed),
        PlanCommand::Reopen { plan } => to_state(invocation, *plan, PlanState::Open),
    }
}

fn list(invocation: &Invocation) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let mut text = String::new();
    for PlanSummary { id, title, period, state, items } in store.plans().map_err(store_failure(lang))? {
        let period = period_in_words(lang, period);
        let state = lang.say(state.text());
        text.push_str(&lang.fill(words::cli::plan::Line {
            id: &id.0,
            title: &title,
            period: &period,
            items: &items,
            state: &state,
        }));
        text.push('\n');
    }
    print(&text)
}

fn to_state(invocation: &Invocation, plan: i64, after: PlanState) -> Done {
    change(invocation, plan, |board| Ok(PlanChange::State(Delta::new(board.state, after))))
}

fn change(
    invocation: &Invocation,
    plan: i64,
    make: impl FnOnce(&crate::plan::Plan) -> Result<PlanChange, Failure>,
) -> Done {
    let mut store = invocation.open()?;
    let board = invocation.board_of(store.as_mut(), PlanId(plan))?;
    let to = make(&board.plan)?;
    if to == to.inverted() {
        return print(&format!("{}\n", invocation.lang.say(words::notice::NOTHING_CHANGED)));
    }
    commit(invocation, store.as_mut(), &board, vec![Change::Plan { to }])
}
