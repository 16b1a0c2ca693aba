//! The agenda from the keyboard: what is proposed, treated, moved, added and left out, and the page a point is shown on.

use crate::app::msg::Effect;
use crate::app::page::Page;
use crate::app::popups::{During, Form, FormKind, Popup, Prompt, Purpose};
use crate::app::screens::MeetingScreen;
use crate::app::{App, Refusal, Screen};
use crate::plan::{
    Change, Delta, DirectiveId, ExtensionId, Given, Level, Meeting, MeetingId, Node, Origin, Stage, Subject, Treated,
    Waiting,
};
use crate::report::{Term, clip, subject_in_words, subject_number};
use crate::words;

impl App {
    /// Puts on the agenda what has come up since it was made.
    pub(in crate::app) fn propose_again(&mut self) -> Vec<Effect> {
        let Some(meeting) = self.running() else { return self.trouble(words::trouble::NO_MEETING) };
        let mut after = meeting.clone();
        for point in self.data.board.proposed_agenda(self.day()) {
            after = after.adding(point.subject, point.origin);
        }
        let n = after.agenda.len() - meeting.agenda.len();
        let notice = self.env.lang.fill(words::notice::PointsAdded { n: &n });
        self.write_meeting(Some(meeting), after, notice, false)
    }

    /// `m` and `S`: how a point was treated; the next one is shown.
    pub(in crate::app) fn treat(&mut self, treated: Treated) -> Vec<Effect> {
        let Some(meeting) = self.running() else { return self.trouble(words::trouble::NO_MEETING) };
        let Some(subject) = self.subject() else { return self.trouble(words::trouble::NO_POINT) };
        let Some(point) = meeting.point(subject) else { return self.trouble(words::trouble::NO_POINT) };
        let place = meeting.place(subject).unwrap_or(0);
        // On a page the key only ever says so; in the agenda it also takes it back.
        let on_page = matches!(self.screen(), Screen::Projector(_));
        let treated = if point.treated == treated && !on_page { Treated::Waiting } else { treated };
        let next = meeting.agenda.iter().skip(place + 1).find(|point| point.treated == Treated::Waiting);
        let next = next.or_else(|| meeting.agenda.get(place + 1)).map(|point| point.subject);
        // The time of the point that is left is noted with it; that of the next one runs once it is shown.
        let leaves = treated != Treated::Waiting && meeting.up.is_some_and(|up| up.subject == subject);
        let noted = leaves.then(|| self.as_left(&meeting).start_point(next, self.env.now));
        let noted = noted.map(|noted| if on_page { noted } else { noted.resumed() });
        if on_page {
            self.wall.clock = noted.as_ref().and_then(|noted| noted.up?.since).or(self.wall.clock);
        }
        let after = noted.unwrap_or_else(|| meeting.clone()).treating(subject, treated);
        let word = self.env.lang.say(treated.text());
        let what = subject_in_words(self.env.lang, &self.data.board, subject);
        let what = format!("{} {}", subject_number(&self.data.board, subject), clip(&what, 16));
        let notice = self.env.lang.fill(words::notice::Treated { what: &what.trim(), word: &word });
        if treated != Treated::Waiting {
            if let Screen::Meeting(MeetingScreen { id, .. }) = *self.screen() {
                self.replace_screen(Screen::Meeting(MeetingScreen { id, subject: next.or(Some(subject)) }));
            } else if matches!(self.screen(), Screen::Projector(_)) {
                self.turn_to(next.map_or(Page::Closing(0), Page::of));
            }
        }
        self.write_meeting(Some(meeting), after, notice, false)
    }

    /// Moves the point under the cursor of the agenda.
    pub(in crate::app) fn move_point(&mut self, by: isize) -> Vec<Effect> {
        let (Some(meeting), Some(subject)) = (self.running(), self.subject()) else {
            return self.trouble(words::trouble::NO_MEETING);
        };
        let notice = self.env.lang.say(words::notice::AGENDA_MOVED).to_owned();
        self.write_meeting(Some(meeting.clone()), meeting.moving(subject, by), notice, false)
    }

    /// Takes the point under the cursor off the agenda.
    pub(in crate::app) fn drop_point(&mut self) -> Vec<Effect> {
        let (Some(meeting), Some(subject)) = (self.running(), self.subject()) else {
            return self.trouble(words::trouble::NO_MEETING);
        };
        let place = meeting.place(subject).unwrap_or(0);
        let next = meeting.agenda.get(place + 1).or_else(|| meeting.agenda.get(place.wrapping_sub(1)));
        let next = next.map(|point| point.subject);
        self.replace_screen(Screen::Meeting(MeetingScreen { id: meeting.id, subject: next }));
        let notice = self.env.lang.say(words::notice::POINT_DROPPED).to_owned();
        self.write_meeting(Some(meeting.clone()), meeting.dropping(subject), notice, false)
    }

    pub(in crate::app) fn ask_point(&mut self) -> Vec<Effect> {
        let Some(meeting) = self.running() else { return self.trouble(words::trouble::NO_MEETING) };
        self.nav.popups.push(Popup::Prompt(Prompt::new(Purpose::AddPoint(meeting.id), Vec::new(), "")));
        Vec::new()
    }

    /// Puts items on the agenda by their numbers: `14 23`.
    pub(in crate::app) fn accept_points(&mut self, meeting: MeetingId, text: &str) -> Vec<Effect> {
        let Some(meeting) = self.data.board.meeting(meeting).filter(|meeting| meeting.ended.is_none()).cloned() else {
            return self.trouble(words::trouble::MEETING_ENDED);
        };
        let mut after = meeting.clone();
        let mut last = None;
        for word in text.split([' ', '、', ',', '，', '　']).filter(|word| !word.is_empty()) {
            let Some(node) = self.data.board.node_numbered(word) else {
                let max = self.data.board.items().iter().map(|item| item.no).max().unwrap_or(0);
                let trouble = self.env.lang.fill(words::trouble::NoItem { no: &word, max: &max });
                return self.refuse(trouble);
            };
            let light = self.data.rows.light(&self.data.board, node.item);
            let serious = light.is_some_and(|light| light.level <= Level::Yellow);
            after = after.adding(Subject::Item(node.item), if serious { Origin::Light } else { Origin::Picked });
            last = Some(Subject::Item(node.item));
        }
        let notice = self.env.lang.fill(words::notice::PointsAdded { n: &(after.agenda.len() - meeting.agenda.len()) });
        if let (Some(subject), Some(Screen::Meeting(MeetingScreen { subject: at, .. }))) =
            (last, self.nav.screens.last_mut())
        {
            *at = Some(subject);
        }
        self.write_meeting(Some(meeting), after, notice, true)
    }

    /// To another point of the agenda.
    pub(in crate::app) fn step_agenda(&mut self, by: isize) {
        let Screen::Meeting(MeetingScreen { id, subject }) = *self.screen() else { return };
        let Some(meeting) = self.data.board.meeting(id) else { return };
        let at = subject.and_then(|subject| meeting.place(subject));
        let to = at.map_or(0, |at| at.saturating_add_signed(by)).min(meeting.agenda.len().saturating_sub(1));
        let subject = meeting.agenda.get(to).map(|point| point.subject);
        self.replace_screen(Screen::Meeting(MeetingScreen { id, subject }));
    }

    /// Shows the agenda's points, from the one under the cursor.
    pub(in crate::app) fn present_point(&mut self) -> Vec<Effect> {
        let page = self.subject().map_or(Page::Title, Page::of);
        self.present_from(page)
    }

    /// Shows the agenda's points, from where the meeting is; one that has just begun from the title.
    pub(in crate::app) fn present_meeting(&mut self) -> Vec<Effect> {
        let fresh = |meeting: &Meeting| meeting.up.is_none() && meeting.count(Treated::Waiting) == meeting.agenda.len();
        if self.meeting().is_some_and(fresh) { self.present_from(Page::Title) } else { self.present_point() }
    }

    /// That the point which was shown when the form on top opened is discussed, where something is decided on it.
    pub(in crate::app) fn discussed_by(&self, given: Given) -> Option<Change> {
        let meeting = self.data.board.meeting(given.meeting)?;
        let Some(Popup::Form(form)) = self.nav.popups.last() else { return None };
        let point = form.kind.during().and_then(|during| during.point).and_then(|subject| meeting.point(subject))?;
        let after = meeting.treating(point.subject, Treated::Discussed);
        let noted = Box::new(Delta::changed(meeting.clone(), after));
        (point.treated != Treated::Discussed).then_some(Change::Meeting { id: meeting.id, meeting: noted })
    }

    /// What a yes or no to the page or point that is shown answers.
    pub fn asked(&self) -> Option<Waiting> {
        match self.subject()? {
            Subject::Extension(id) => self.extension_asked(id),
            Subject::Directive(id) => self.reply_shown(id),
            Subject::Item(id) => {
                let item = self.data.board.item(id)?;
                (item.work.standing.stage == Stage::Review).then_some(Waiting::Verify(id)).or_else(|| {
                    let open = self.data.board.extensions.iter().find(|it| it.node.item == id && it.answer.is_none());
                    open.map(|it| Waiting::Decide(it.id))
                })
            }
        }
    }

    fn extension_asked(&self, id: ExtensionId) -> Option<Waiting> {
        self.data.board.extension(id).filter(|it| it.answer.is_none()).map(|it| Waiting::Decide(it.id))
    }

    fn reply_shown(&self, id: DirectiveId) -> Option<Waiting> {
        self.data.board.directive(id).filter(|it| it.awaits_closing()).map(|it| Waiting::Close(it.id))
    }

    /// What the form on top belongs to: the meeting that was held when it opened, and the next number there. `Err` when
    /// that one has ended.
    pub(in crate::app) fn given(&mut self) -> Result<Option<Given>, Refusal> {
        let Some(Popup::Form(form)) = self.nav.popups.last() else { return Ok(None) };
        let Some(During { meeting, .. }) = form.kind.during() else { return Ok(None) };
        if self.data.board.meeting(meeting).is_none_or(|meeting| meeting.ended.is_some()) {
            // Saved once more it is an instruction of no meeting.
            if let Some(Popup::Form(form)) = self.nav.popups.last_mut() {
                form.leave_meeting();
            }
            return Err(Refusal::MeetingOver);
        }
        let last = self.data.board.decisions(meeting).filter_map(|it| it.meeting).map(|given| given.no).max();
        Ok(Some(Given { meeting, no: last.unwrap_or(0) + 1 }))
    }

    /// Where in a meeting something is written now.
    pub(in crate::app) fn during(&self) -> Option<During> {
        Some(During { meeting: self.running()?.id, point: self.subject() })
    }

    /// `d` on a page: writes down what was decided, about the item that is shown.
    pub(in crate::app) fn decide(&mut self) -> Vec<Effect> {
        let item = self.subject().and_then(|subject| self.data.board.item_of_subject(subject));
        let owner = self.subject().and_then(|subject| self.data.board.speaker(subject)).cloned().unwrap_or_default();
        let targets = item.map(Node::item).into_iter().collect();
        let Some(during) = self.during() else { return self.trouble(words::trouble::NO_MEETING) };
        self.open_form(Form::new(FormKind::Decision(during), targets, &[String::new(), owner]));
        Vec::new()
    }
}
