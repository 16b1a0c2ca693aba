//! A meeting from the keyboard: beginning it, its agenda, what is up, what is decided, ending it. Every step is written at
//! once, so that an interrupted meeting goes on where it was.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use crate::app::accept::Accepted;
use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::popups::{Form, FormKind, Then};
use crate::app::screens::{MeetingScreen, ProjectorScreen};
use crate::app::state::Next;
use crate::app::{App, Command, Refusal, Screen};
use crate::plan::{Change, Delta, EditKind, Meeting, MeetingId, Subject, Treated, clean_line, to_milliseconds};
use crate::report::period_in_words;
use crate::words;

/// A point counts as up once it was shown for so long: who leafs through writes nothing.
const SETTLES_AFTER: i64 = 4;

/// The head of a meeting as it was typed.
struct Head {
    title: String,
    day: NaiveDate,
    place: String,
    chair: String,
    present: Vec<String>,
}

impl App {
    /// The meeting that is held on the screen: its agenda is shown, or the projector above it.
    pub fn meeting(&self) -> Option<&Meeting> {
        let id =
            self.nav.screens.iter().rev().find_map(|screen| {
                if let Screen::Meeting(MeetingScreen { id, .. }) = screen { Some(*id) } else { None }
            })?;
        self.data.board.meeting(id)
    }

    /// The meeting that is held and has not ended.
    pub(in crate::app) fn running(&self) -> Option<Meeting> {
        self.meeting().filter(|meeting| meeting.ended.is_none()).cloned()
    }

    /// `M`: goes on with the meeting that is open, or asks for the head of a new one.
    pub(in crate::app) fn meet(&mut self) -> Vec<Effect> {
        if matches!(self.screen(), Screen::Projector(_)) && self.meeting().is_some() {
            return self.back();
        }
        let Some(open) = self.data.board.open_meeting().cloned() else {
            self.ask_meeting();
            return Vec::new();
        };
        self.join(open.id);
        let gone_on = self.env.lang.fill(words::notice::MeetingResumed { title: &open.title });
        self.nav.notice = Some(Notice::info(gone_on));
        let left = self.as_left(&open);
        self.write_quietly(&open, left)
    }

    /// Whether the time that runs is that of a point which this session put up.
    fn runs_clock(&self, meeting: &Meeting) -> bool {
        meeting.up.and_then(|up| up.since).is_some_and(|since| self.wall.clock == Some(since))
    }

    /// The meeting as it was left: where time runs for a point that no session shows, nobody knows how long it was shown.
    pub(in crate::app) fn as_left(&self, meeting: &Meeting) -> Meeting {
        let shown_elsewhere = || {
            let since = meeting.up.and_then(|up| up.since);
            since.is_some_and(|since| self.session.shown_elsewhere.contains(&since))
        };
        if self.runs_clock(meeting) || shown_elsewhere() { meeting.clone() } else { meeting.resumed() }
    }

    /// Since when the time runs of the point that is shown here.
    pub(in crate::app) fn showing(&self) -> Option<DateTime<Utc>> {
        let is_shown = self
            .nav
            .screens
            .iter()
            .any(|screen| matches!(screen, Screen::Projector(ProjectorScreen { blank: false, .. })));
        self.data.board.open_meeting().filter(|meeting| is_shown && self.runs_clock(meeting))?.up?.since
    }

    /// Once no page is shown any more, whatever way it was left, the time of its point stands still.
    pub(in crate::app) fn stop_clock(&mut self, leaves: bool) -> Vec<Effect> {
        if self.showing().is_some() && !leaves {
            return Vec::new();
        }
        let Some(meeting) = self.data.board.open_meeting().filter(|meeting| self.runs_clock(meeting)).cloned() else {
            return Vec::new();
        };
        let paused = meeting.pausing(self.env.now);
        self.write_quietly(&meeting, paused)
    }

    /// Another session, or an undo, has changed a meeting: if the time of the point that is shown stands still by that,
    /// it runs on.
    pub(in crate::app) fn meeting_changed(&mut self, undone: bool) {
        let Some(up) = self.running().map(|meeting| meeting.up) else { return };
        let shown = self.subject();
        if undone || up.is_some_and(|up| Some(up.subject) == shown && up.since.is_none()) {
            self.wall.settled = false;
            self.wall.turned = self.env.now;
        }
    }

    pub(in crate::app) fn join(&mut self, id: MeetingId) {
        let subject = self.data.board.meeting(id).and_then(Meeting::resumes_at);
        self.nav.screens.retain(|screen| !matches!(screen, Screen::Meeting(_) | Screen::Projector(_)));
        self.nav.screens.push(Screen::Meeting(MeetingScreen { id, subject }));
    }

    /// The head of a new meeting, filled in as far as the last one tells.
    fn ask_meeting(&mut self) {
        let last = self.data.board.last_meeting(None);
        let text = |of: &dyn Fn(&Meeting) -> String| last.map(of).unwrap_or_default();
        let title = last.map_or_else(
            || {
                let period = period_in_words(self.env.lang, self.data.board.plan.period).replace(' ', "");
                self.env.lang.fill(words::meeting::DefaultTitle { period: &period })
            },
            |last| self.next_title(&last.title),
        );
        let texts = [
            title,
            self.writing_day().to_string(),
            text(&|last| last.place.clone()),
            text(&|last| last.chair.clone()),
            text(&|last| self.env.lang.list(&last.present)),
        ];
        self.open_form(Form::new(FormKind::NewMeeting, Vec::new(), &texts));
    }

    /// What the next meeting of a series is called: `推进会`, `推进会(第2次)`, `推进会(第3次)`.
    fn next_title(&self, last: &str) -> String {
        let (before, after) =
            self.env.lang.fill(words::meeting::Nth { n: &'\0' }).split_once('\0').map_or_else(
                || (String::new(), String::new()),
                |(before, after)| (before.to_owned(), after.to_owned()),
            );
        let parts = last.strip_suffix(&after).and_then(|rest| rest.rsplit_once(&before));
        let (series, n) = parts.and_then(|(series, n)| Some((series, n.parse().ok()?))).unwrap_or((last, 1_u32));
        format!("{series}{before}{}{after}", n.saturating_add(1))
    }

    /// The head of the meeting that is held, to be corrected.
    pub(in crate::app) fn edit_meeting(&mut self) -> Vec<Effect> {
        let Some(meeting) = self.meeting() else { return self.trouble(words::trouble::NO_MEETING) };
        let texts = [
            meeting.title.clone(),
            meeting.day.to_string(),
            meeting.place.clone(),
            meeting.chair.clone(),
            self.env.lang.list(&meeting.present),
        ];
        self.open_form(Form::new(FormKind::Meeting(Box::new(meeting.clone())), Vec::new(), &texts));
        Vec::new()
    }

    /// What stands in the form of a meeting's head; `Err` is what the form says against it.
    fn head_typed(&mut self, kind: &FormKind, texts: &[String]) -> Result<Head, Vec<Effect>> {
        let [title, day, place, chair, present] = texts else { return Err(Vec::new()) };
        let title = clean_line(title);
        if title.is_empty() {
            return Err(self.refuse_form(&Refusal::NothingTyped, 0));
        }
        let day = match self.form_day(kind, &[], day) {
            Ok(day) => day,
            Err(why) => return Err(self.refuse_form_in_words(why, 1)),
        };
        let names = present.split(['、', ',', '，', ';', '；', '\n']).map(clean_line);
        let present: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        Ok(Head { title, day, place: clean_line(place), chair: clean_line(chair), present })
    }

    /// Corrects the head of a meeting. Told from what was there when it was opened: what somebody else has corrected since
    /// stays, or is shown.
    pub(in crate::app) fn accept_meeting(&mut self, kind: &FormKind, before: &Meeting, texts: &[String]) -> Accepted {
        let Head { title, day, place, chair, present } = self.head_typed(kind, texts)?;
        let after = Meeting { title, day, place, chair, present, ..before.clone() };
        let notice = self.env.lang.say(words::notice::MEETING_CHANGED).to_owned();
        Ok(self.write_meeting(Some(before.clone()), after, notice, true))
    }

    /// Begins a meeting.
    pub(in crate::app) fn accept_new_meeting(&mut self, kind: &FormKind, texts: &[String]) -> Accepted {
        let Head { title, day, place, chair, present } = self.head_typed(kind, texts)?;
        if let Some(open) = self.data.board.open_meeting() {
            let refusal = Refusal::MeetingOpen(open.title.clone());
            return Err(self.refuse_form(&refusal, 0));
        }
        let id = MeetingId(self.random_id());
        let began = to_milliseconds(self.env.now);
        // By how things stand, whatever day the meeting is noted for.
        let agenda = self.data.board.proposed_agenda(self.day());
        let notice = self.env.lang.fill(words::notice::MeetingBegan { n: &agenda.len() });
        let author = self.session.author.clone();
        let meeting = Meeting { id, title, day, place, chair, present, agenda, up: None, began, ended: None, author };
        let effects = self.write_meeting(None, meeting, notice, true);
        // The agenda is shown once the database has it.
        self.then(Next::Join(id));
        Ok(effects)
    }

    pub(in crate::app) fn write_meeting(
        &mut self,
        before: Option<Meeting>,
        after: Meeting,
        notice: String,
        closes: bool,
    ) -> Vec<Effect> {
        if before.as_ref() == Some(&after) {
            return self.commit(Vec::new(), notice, closes);
        }
        let id = after.id;
        let meeting = Box::new(Delta::new(before, Some(after)));
        self.commit(vec![Change::Meeting { id, meeting }], notice, closes)
    }

    /// Writes how far the meeting has come, without a word to anybody.
    fn write_quietly(&mut self, before: &Meeting, after: Meeting) -> Vec<Effect> {
        let closed = self.session.read_only || self.past().is_some() || self.is_saving() || before.ended.is_some();
        if closed || *before == after || self.barred(Command::Decide, &[]).is_some() {
            return Vec::new();
        }
        let meeting = Box::new(Delta::changed(before.clone(), after));
        let edit = self.new_edit(EditKind::Do, vec![Change::Meeting { id: before.id, meeting }]);
        self.send_quietly(edit)
    }

    /// The point that the screen shows.
    pub fn subject(&self) -> Option<Subject> {
        self.screen().answers()?.subject()
    }

    /// When something about the meeting is to be done by itself: the point that is shown counts as up, or its minutes go
    /// on by one.
    pub(in crate::app) fn meeting_alarm(&self) -> Option<DateTime<Utc>> {
        let Screen::Projector(ProjectorScreen { page, blank: false, .. }) = *self.screen() else { return None };
        let meeting = self.meeting().filter(|meeting| meeting.ended.is_none())?;
        let subject = page.subject().filter(|subject| meeting.point(*subject).is_some())?;
        if self.as_left(meeting).up.is_none_or(|up| up.subject != subject || up.since.is_none()) {
            let settles = self.wall.turned + Duration::seconds(SETTLES_AFTER);
            return (!self.wall.settled && !self.session.read_only).then_some(settles);
        }
        let left = 60 - i64::from(meeting.seconds_on(subject, self.env.now) % 60);
        Some(self.env.now + Duration::seconds(left))
    }

    /// The point that is shown has been for a while: it is up.
    pub(in crate::app) fn settle(&mut self) -> Vec<Effect> {
        let Screen::Projector(ProjectorScreen { page, blank: false, .. }) = *self.screen() else { return Vec::new() };
        let Some(meeting) = self.running() else { return Vec::new() };
        let Some(subject) = page.subject().filter(|subject| meeting.point(*subject).is_some()) else {
            return Vec::new();
        };
        let left = self.as_left(&meeting);
        let is_up = left.up.is_some_and(|up| up.subject == subject && up.since.is_some());
        // Once for each page: two who show different points do not take the place from each other for ever.
        if is_up || self.wall.settled || self.env.now < self.wall.turned + Duration::seconds(SETTLES_AFTER) {
            return Vec::new();
        }
        // It has been up since it came, not since it was noticed. What cannot be written now is tried again later.
        let since = left.up.and_then(|up| up.since).map_or(self.wall.turned, |since| since.max(self.wall.turned));
        let up = left.start_point(Some(subject), since);
        if self.is_saving() {
            self.wall.turned = self.env.now;
            return Vec::new();
        }
        self.wall.settled = true;
        self.wall.clock = up.up.and_then(|up| up.since);
        self.write_quietly(&meeting, up)
    }

    /// Asks whether the meeting is over.
    pub(in crate::app) fn ask_to_end(&mut self) -> Vec<Effect> {
        let Some(meeting) = self.running() else { return self.trouble(words::trouble::NO_MEETING) };
        let left = meeting.ending(&self.data.board, self.env.now).count(Treated::Waiting);
        let decided = self.data.board.decisions(meeting.id).count();
        let mut question = self.env.lang.fill(words::confirm::EndMeeting { decided: &decided, left: &left });
        let undated = self.data.board.decisions(meeting.id).filter(|it| it.due.is_none()).count();
        if undated > 0 {
            question.push_str(&self.env.lang.fill(words::confirm::Undated { n: &undated }));
        }
        self.confirm(question, Then::EndMeeting(meeting.id));
        Vec::new()
    }

    pub(in crate::app) fn end_meeting(&mut self, id: MeetingId) -> Vec<Effect> {
        let Some(meeting) = self.data.board.meeting(id).filter(|meeting| meeting.ended.is_none()).cloned() else {
            return self.trouble(words::trouble::MEETING_ENDED);
        };
        let after = meeting.ending(&self.data.board, self.env.now);
        let notice = self.env.lang.say(words::notice::MEETING_ENDED).to_owned();
        let effects = self.write_meeting(Some(meeting), after, notice, false);
        self.then(Next::Read(id));
        effects
    }
}
