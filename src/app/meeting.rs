//! A meeting from the keyboard: beginning it, its agenda, what is up, what is decided, ending it. Every step is written at
//! once, so that an interrupted meeting goes on where it was.

use chrono::{DateTime, Duration, Utc};

use super::msg::Effect;
use super::notice::Notice;
use super::popups::{
    Before, Choice, Form, FormKind, Paper, Picked, Picker, Popup, Prompt, Purpose, Reading, Then, Topic, Value,
};
use super::state::Next;
use super::{App, Command, Refusal, Screen};
use crate::app::minutes_of;
use crate::app::page::Page;
use crate::app::screens::{MeetingScreen, NodeScreen, ProjectorScreen};
use crate::plan::{
    Change, Delta, DirectiveId, EditKind, ExtensionId, Given, Level, Meeting, MeetingId, Node, Origin, Stage, Subject,
    Treated, Waiting, clean_line, to_milliseconds,
};
use crate::report::{Term, clip, period_in_words, short_date, subject_in_words, subject_number};
use crate::words;

/// A point counts as up once it was shown for so long: who leafs through writes nothing.
const SETTLES_AFTER: i64 = 4;

impl App {
    /// The meeting that is held on the screen: its agenda is shown, or the projector above it.
    pub fn meeting(&self) -> Option<&Meeting> {
        let id = self.nav.screens.iter().rev().find_map(|screen| match screen {
            Screen::Meeting(MeetingScreen { id, .. }) => Some(*id),
            _ => None,
        })?;
        self.data.board.meeting(id)
    }

    /// The meeting that is held and has not ended.
    pub(super) fn running(&self) -> Option<Meeting> {
        self.meeting().filter(|meeting| meeting.ended.is_none()).cloned()
    }

    /// `M`: goes on with the meeting that is open, or asks for the head of a new one.
    pub(super) fn meet(&mut self) -> Vec<Effect> {
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
    fn as_left(&self, meeting: &Meeting) -> Meeting {
        let shown_elsewhere = || {
            let since = meeting.up.and_then(|up| up.since);
            since.is_some_and(|since| self.session.shown_elsewhere.contains(&since))
        };
        if self.runs_clock(meeting) || shown_elsewhere() { meeting.clone() } else { meeting.resumed() }
    }

    /// Since when the time runs of the point that is shown here.
    pub(super) fn showing(&self) -> Option<DateTime<Utc>> {
        let is_shown = self
            .nav
            .screens
            .iter()
            .any(|screen| matches!(screen, Screen::Projector(ProjectorScreen { blank: false, .. })));
        self.data.board.open_meeting().filter(|meeting| is_shown && self.runs_clock(meeting))?.up?.since
    }

    /// Once no page is shown any more, whatever way it was left, the time of its point stands still.
    pub(super) fn stop_clock(&mut self, leaves: bool) -> Vec<Effect> {
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
    pub(super) fn meeting_changed(&mut self, undone: bool) {
        let Some(up) = self.running().map(|meeting| meeting.up) else { return };
        let shown = self.subject();
        if undone || up.is_some_and(|up| Some(up.subject) == shown && up.since.is_none()) {
            self.wall.settled = false;
            self.wall.turned = self.env.now;
        }
    }

    pub(super) fn join(&mut self, id: MeetingId) {
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
        self.open_form(Form::new(FormKind::Meeting(None), Vec::new(), &texts));
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
    pub(super) fn edit_meeting(&mut self) -> Vec<Effect> {
        let Some(meeting) = self.meeting() else { return self.trouble(words::trouble::NO_MEETING) };
        let texts = [
            meeting.title.clone(),
            meeting.day.to_string(),
            meeting.place.clone(),
            meeting.chair.clone(),
            self.env.lang.list(&meeting.present),
        ];
        self.open_form(Form::new(FormKind::Meeting(Some(meeting.id)), Vec::new(), &texts));
        Vec::new()
    }

    /// Corrects the head of the meeting `of`, or begins one.
    pub(super) fn accept_meeting(&mut self, of: Option<MeetingId>, texts: &[String]) -> Vec<Effect> {
        let [title, day, place, chair, present] = texts else { return Vec::new() };
        let title = clean_line(title);
        if title.is_empty() {
            return self.refuse_form(&Refusal::NothingTyped, 0);
        }
        let day = match self.form_day(FormKind::Meeting(of), &[], day) {
            Ok(day) => day,
            Err(why) => return self.refuse_form_in_words(why, 1),
        };
        let names = present.split(['、', ',', '，', ';', '；', '\n']).map(clean_line);
        let present: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        let (place, chair) = (clean_line(place), clean_line(chair));
        if let Some(id) = of {
            // Told from what was there when it was opened: what somebody else has corrected since stays, or is shown.
            let held = self.data.board.meeting(id).cloned();
            let Some(held) = self.opened_with().and_then(Before::into_meeting).or(held) else {
                return self.trouble(words::trouble::GONE);
            };
            let after = Meeting { title, day, place, chair, present, ..held.clone() };
            let notice = self.env.lang.say(words::notice::MEETING_CHANGED).to_owned();
            return self.write_meeting(Some(held), after, notice, true);
        }
        if let Some(open) = self.data.board.open_meeting() {
            let refusal = Refusal::MeetingOpen(open.title.clone());
            return self.refuse_form(&refusal, 0);
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
        effects
    }

    fn write_meeting(&mut self, before: Option<Meeting>, after: Meeting, notice: String, closes: bool) -> Vec<Effect> {
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
        match *self.screen() {
            Screen::Meeting(MeetingScreen { subject, .. }) => subject,
            Screen::Projector(ProjectorScreen { page, .. }) => page.subject(),
            Screen::Node(NodeScreen { node, .. }) => Some(Subject::Item(node.item)),
            _ => None,
        }
    }

    /// When something about the meeting is to be done by itself: the point that is shown counts as up, or its minutes go
    /// on by one.
    pub(super) fn meeting_alarm(&self) -> Option<DateTime<Utc>> {
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
    pub(super) fn settle(&mut self) -> Vec<Effect> {
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

    /// Puts on the agenda what has come up since it was made.
    pub(super) fn propose_again(&mut self) -> Vec<Effect> {
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
    pub(super) fn treat(&mut self, treated: Treated) -> Vec<Effect> {
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
            match (self.screen().clone(), next) {
                (Screen::Projector(_), Some(next)) => self.turn_to(Page::of(next)),
                (Screen::Projector(_), None) => self.turn_to(Page::Closing(0)),
                (Screen::Meeting(MeetingScreen { id, .. }), next) => {
                    self.replace_screen(Screen::Meeting(MeetingScreen { id, subject: next.or(Some(subject)) }));
                }
                _ => {}
            }
        }
        self.write_meeting(Some(meeting), after, notice, false)
    }

    /// Moves the point under the cursor of the agenda.
    pub(super) fn move_point(&mut self, by: isize) -> Vec<Effect> {
        let (Some(meeting), Some(subject)) = (self.running(), self.subject()) else {
            return self.trouble(words::trouble::NO_MEETING);
        };
        let notice = self.env.lang.say(words::notice::AGENDA_MOVED).to_owned();
        self.write_meeting(Some(meeting.clone()), meeting.moving(subject, by), notice, false)
    }

    /// Takes the point under the cursor off the agenda.
    pub(super) fn drop_point(&mut self) -> Vec<Effect> {
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

    pub(super) fn ask_point(&mut self) -> Vec<Effect> {
        let Some(meeting) = self.running() else { return self.trouble(words::trouble::NO_MEETING) };
        self.nav.popups.push(Popup::Prompt(Prompt::new(Purpose::AddPoint(meeting.id), Vec::new(), "")));
        Vec::new()
    }

    /// Puts items on the agenda by their numbers: `14 23`.
    pub(super) fn accept_points(&mut self, meeting: MeetingId, text: &str) -> Vec<Effect> {
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
    pub(super) fn step_agenda(&mut self, by: isize) {
        let Screen::Meeting(MeetingScreen { id, subject }) = *self.screen() else { return };
        let Some(meeting) = self.data.board.meeting(id) else { return };
        let at = subject.and_then(|subject| meeting.place(subject));
        let to = at.map_or(0, |at| at.saturating_add_signed(by)).min(meeting.agenda.len().saturating_sub(1));
        let subject = meeting.agenda.get(to).map(|point| point.subject);
        self.replace_screen(Screen::Meeting(MeetingScreen { id, subject }));
    }

    /// Shows the agenda's points, from the one under the cursor.
    pub(super) fn present_point(&mut self) -> Vec<Effect> {
        let page = self.subject().map_or(Page::Title, Page::of);
        self.present_from(page)
    }

    /// Shows the agenda's points, from where the meeting is; one that has just begun from the title.
    pub(super) fn present_meeting(&mut self) -> Vec<Effect> {
        let fresh = |meeting: &Meeting| meeting.up.is_none() && meeting.count(Treated::Waiting) == meeting.agenda.len();
        if self.meeting().is_some_and(fresh) { self.present_from(Page::Title) } else { self.present_point() }
    }

    /// `d` on a page: writes down what was decided, about the item that is shown.
    pub(super) fn decide(&mut self) -> Vec<Effect> {
        let item = self.subject().and_then(|subject| self.data.board.item_of_subject(subject));
        let owner = self.subject().and_then(|subject| self.data.board.speaker(subject)).cloned().unwrap_or_default();
        let targets = item.map(Node::item).into_iter().collect();
        let mut form = Form::new(FormKind::Decision, targets, &[String::new(), owner]);
        form.meeting = self.running().map(|meeting| meeting.id);
        form.point = self.subject();
        self.open_form(form);
        Vec::new()
    }

    /// What the form on top belongs to: the meeting that was held when it opened, and the next number there. `Err` when
    /// that one has ended.
    pub(super) fn given(&mut self) -> Result<Option<Given>, Refusal> {
        let Some(Popup::Form(form)) = self.nav.popups.last() else { return Ok(None) };
        let Some(meeting) = form.meeting else { return Ok(None) };
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

    /// That the point which was shown when the form on top opened is discussed, where something is decided on it.
    pub(super) fn discussed_by(&self, given: Given) -> Option<Change> {
        let meeting = self.data.board.meeting(given.meeting)?;
        let Some(Popup::Form(form)) = self.nav.popups.last() else { return None };
        let point = form.point.and_then(|subject| meeting.point(subject))?;
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

    /// Asks whether the meeting is over.
    pub(super) fn ask_to_end(&mut self) -> Vec<Effect> {
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

    pub(super) fn end_meeting(&mut self, id: MeetingId) -> Vec<Effect> {
        let Some(meeting) = self.data.board.meeting(id).filter(|meeting| meeting.ended.is_none()).cloned() else {
            return self.trouble(words::trouble::MEETING_ENDED);
        };
        let after = meeting.ending(&self.data.board, self.env.now);
        let notice = self.env.lang.say(words::notice::MEETING_ENDED).to_owned();
        let effects = self.write_meeting(Some(meeting), after, notice, false);
        self.then(Next::Read(id));
        effects
    }

    pub(super) fn read_minutes(&mut self, id: MeetingId) {
        self.nav.screens.retain(|screen| !matches!(screen, Screen::Meeting(_) | Screen::Projector(_)));
        self.open_paper(id, Paper::Minutes);
    }

    /// Opens a document of a meeting; it is written once the journal is here.
    pub(super) fn open_paper(&mut self, id: MeetingId, paper: Paper) {
        self.nav.popups.push(Popup::Reading(Reading::of(Topic::Paper(id, paper))));
        self.write_papers();
    }

    pub(super) fn write_papers(&mut self) {
        let Some(Popup::Reading(Reading { topic: Topic::Paper(id, paper), .. })) = self.nav.popups.last() else {
            return;
        };
        let text = self.paper(*id, *paper).map(|(_, text)| text);
        if let (Some(Popup::Reading(reading)), Some(text)) = (self.nav.popups.last_mut(), text) {
            reading.text = text;
        }
    }

    /// Minutes and commitments: of the meeting that is held, else of any.
    pub(super) fn ask_paper(&mut self) -> Vec<Effect> {
        let line = |meeting: &Meeting, paper: Paper| {
            let day = short_date(meeting.day, self.data.board.plan.period);
            let title = &meeting.title;
            let words = match paper {
                Paper::Minutes => self.env.lang.fill(words::pick::Minutes { title }),
                Paper::Commitments => self.env.lang.fill(words::pick::Commitments { title }),
            };
            Choice::new(Value::Paper(meeting.id, paper), words, day)
        };
        // That of the meeting that is held comes first.
        let held = self.meeting().map(|meeting| meeting.id);
        let mut meetings: Vec<&Meeting> = self.data.board.meetings.iter().rev().collect();
        meetings.sort_by_key(|meeting| Some(meeting.id) != held);
        let choices: Vec<Choice> = meetings
            .into_iter()
            .flat_map(|meeting| [line(meeting, Paper::Minutes), line(meeting, Paper::Commitments)])
            .collect();
        if choices.is_empty() {
            return self.trouble(words::trouble::NO_MEETING_YET);
        }
        self.nav.popups.push(Popup::Picker(Picker::new(Picked::Paper, Vec::new(), choices)));
        Vec::new()
    }

    /// A document of a meeting, and the name of a file for it; nothing until the journal was read.
    pub fn paper(&self, id: MeetingId, paper: Paper) -> Option<(String, String)> {
        let meeting = self.data.board.meeting(id)?;
        let text = match paper {
            Paper::Minutes => minutes_of(self.env.lang, &self.data.board, self.chronicle()?, meeting),
            Paper::Commitments => crate::report::commitments(self.env.lang, &self.data.board, meeting, self.day()),
        };
        Some((self.paper_name(meeting, paper), text))
    }

    /// The name of a file for a document.
    pub fn paper_name(&self, meeting: &Meeting, paper: Paper) -> String {
        let day = &meeting.day;
        match paper {
            Paper::Minutes => self.env.lang.fill(words::meeting::MinutesFile { day }),
            Paper::Commitments => self.env.lang.fill(words::meeting::CommitmentsFile { day }),
        }
    }

    /// Writes the document that is read into a file of the person's own.
    pub(super) fn save_paper(&mut self) -> Vec<Effect> {
        let Some(Popup::Reading(Reading { topic: Topic::Paper(id, paper), .. })) = self.nav.popups.last() else {
            return Vec::new();
        };
        if self.session.restricted {
            return self.trouble(words::trouble::NO_FILES_HERE);
        }
        match self.paper(*id, *paper) {
            Some((name, text)) => vec![Effect::WriteFile(name, text)],
            None => self.trouble(words::trouble::GONE),
        }
    }

    /// Gives the document that is read to the clipboard.
    pub(super) fn copy_paper(&mut self) -> Vec<Effect> {
        let Some(Popup::Reading(Reading { topic: Topic::Paper(id, paper), .. })) = self.nav.popups.last() else {
            return Vec::new();
        };
        let Some((name, text)) = self.paper(*id, *paper) else { return self.trouble(words::trouble::GONE) };
        self.nav.notice = Some(Notice::info(self.env.lang.fill(words::notice::Copied { text: &name })));
        vec![Effect::Copy(text)]
    }
}
