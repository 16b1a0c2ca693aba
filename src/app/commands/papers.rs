//! The papers of a meeting: minutes and commitments, read on the screen, saved and copied.

use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::popups::{Choice, Paper, Pick, Picker, Popup, Reading, Topic};
use crate::app::{App, Screen, minutes_of};
use crate::plan::{Meeting, MeetingId};
use crate::words;

impl App {
    pub(in crate::app) fn read_minutes(&mut self, id: MeetingId) {
        self.nav.screens.retain(|screen| !matches!(screen, Screen::Meeting(_) | Screen::Projector(_)));
        self.open_paper(id, Paper::Minutes);
    }

    /// Opens a document of a meeting; it is written once the journal is here.
    pub(in crate::app) fn open_paper(&mut self, id: MeetingId, paper: Paper) {
        self.nav.popups.push(Popup::Reading(Reading::of(Topic::Paper(id, paper))));
        self.write_papers();
    }

    pub(in crate::app) fn write_papers(&mut self) {
        let Some(Popup::Reading(Reading { topic: Topic::Paper(id, paper), .. })) = self.nav.popups.last() else {
            return;
        };
        let text = self.paper(*id, *paper).map(|(_, text)| text);
        if let (Some(Popup::Reading(reading)), Some(text)) = (self.nav.popups.last_mut(), text) {
            reading.text = text;
        }
    }

    /// Minutes and commitments: of the meeting that is held, else of any.
    pub(in crate::app) fn ask_paper(&mut self) -> Vec<Effect> {
        let line = |meeting: &Meeting, paper: Paper| {
            let day = self.dates().short(meeting.day);
            let title = &meeting.title;
            let words = match paper {
                Paper::Minutes => self.env.lang.fill(words::pick::Minutes { title }),
                Paper::Commitments => self.env.lang.fill(words::pick::Commitments { title }),
            };
            Choice::new(Pick::Paper(meeting.id, paper), words, day)
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
        self.nav.popups.push(Popup::Picker(Picker::one(self.env.lang.say(words::pick::PAPER), Vec::new(), choices)));
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
    pub(in crate::app) fn save_paper(&mut self) -> Vec<Effect> {
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
    pub(in crate::app) fn copy_paper(&mut self) -> Vec<Effect> {
        let Some(Popup::Reading(Reading { topic: Topic::Paper(id, paper), .. })) = self.nav.popups.last() else {
            return Vec::new();
        };
        let Some((name, text)) = self.paper(*id, *paper) else { return self.trouble(words::trouble::GONE) };
        self.nav.notice = Some(Notice::info(self.env.lang.fill(words::notice::Copied { text: &name })));
        vec![Effect::Copy(text)]
    }
}
