//! `duban meeting`: the meetings there were, the minutes of one as it ended, and what became of its decisions.

use super::Done;
use super::arguments::MeetingPaper;
use super::invocation::{Invocation, Snapshot};
use super::outcome::{Code, Failure, print};
use crate::app::minutes_of;
use crate::plan::{Board, Meeting};
use crate::report::commitments;
use crate::words;

pub(super) fn meeting(invocation: &Invocation, paper: Option<MeetingPaper>) -> Done {
    let mut store = invocation.open()?;
    let Snapshot { board, day } = invocation.snapshot(store.as_mut())?;
    match paper.unwrap_or(MeetingPaper::List) {
        MeetingPaper::List => list(invocation, &board),
        MeetingPaper::Minutes { number } => {
            // One that was over by the day asked for; the minutes take back what came after its end by themselves.
            let id = chosen(invocation, &board, number)?.id;
            let board = invocation.board(store.as_mut())?;
            let Some(meeting) = board.meeting(id) else {
                return Err(Failure::new(Code::Failed, invocation.lang.say(words::trouble::NO_MEETING_YET)));
            };
            let entries = invocation.journal(store.as_mut(), board.plan.id)?;
            print(&minutes_of(invocation.lang, &board, &entries, meeting))
        }
        MeetingPaper::Commitments { number } => {
            let meeting = chosen(invocation, &board, number)?;
            print(&commitments(invocation.lang, &board, meeting, day))
        }
    }
}

fn list(invocation: &Invocation, board: &Board) -> Done {
    if board.meetings.is_empty() {
        return print(&format!("{}\n", invocation.lang.say(words::trouble::NO_MEETING_YET)));
    }
    let line = |(meeting, n): (&Meeting, usize)| {
        let state_text = if meeting.ended.is_some() { words::meeting::OVER } else { words::minutes::RUNNING };
        let decided = invocation.lang.fill(words::meeting::Decided { n: &board.decisions(meeting.id).count() });
        let state = invocation.lang.say(state_text);
        format!("{n}  {}  {}  {state}  {decided}\n", meeting.day, meeting.title)
    };
    print(&board.meetings.iter().zip(1..).map(line).collect::<String>())
}

/// The meeting with that number in the list; the last one where none is named.
pub(super) fn chosen<'a>(
    invocation: &Invocation,
    board: &'a Board,
    number: Option<usize>,
) -> Result<&'a Meeting, Failure> {
    let place = number.map_or(board.meetings.len(), |number| number).checked_sub(1);
    let found = place.and_then(|place| board.meetings.get(place));
    found.ok_or_else(|| Failure::new(Code::Usage, invocation.lang.say(words::trouble::NO_SUCH_MEETING)))
}
