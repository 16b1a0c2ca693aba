//! Papers: what can be made of what is shown. Documents are read on the screen first, saved for Word and copied; tables and
//! calendars are written at once.

use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::popups::{Choice, Output, Paper, Pick, Picker, Popup, Reading, Topic};
use crate::app::state::Awaiting;
use crate::app::{App, Screen, Since, minutes_of};
use crate::plan::{Item, Meeting, MeetingId};
use crate::report::{
    Document, LedgerForm, PaperKind, Term, adjustment_rows, bulletin, bulletin_begins, commitments, everything_csv,
    file_name, ics, ledger_xlsx, meeting_html, owing, public_html, reminders, summary,
};
use crate::words;

impl App {
    pub(in crate::app) fn read_minutes(&mut self, id: MeetingId) {
        self.nav.screens.retain(|screen| !matches!(screen, Screen::Meeting(_) | Screen::Projector(_)));
        self.open_paper(Paper::Minutes(id));
    }

    /// Opens a document; it is written once the journal is here.
    pub(in crate::app) fn open_paper(&mut self, paper: Paper) {
        self.nav.popups.push(Popup::Reading(Reading::of(Topic::Paper(paper))));
        self.write_papers();
    }

    pub(in crate::app) fn write_papers(&mut self) {
        let Some(Popup::Reading(Reading { topic: Topic::Paper(paper), .. })) = self.nav.popups.last() else {
            return;
        };
        let text = self.paper(*paper).map(|(_, text)| text);
        if let (Some(Popup::Reading(reading)), Some(text)) = (self.nav.popups.last_mut(), text) {
            reading.text = text;
        }
    }

    /// Minutes and commitments: of the meeting that is held, else of any.
    pub(in crate::app) fn ask_paper(&mut self) -> Vec<Effect> {
        let choices = self.meeting_papers(usize::MAX);
        if choices.is_empty() {
            return self.trouble(words::trouble::NO_MEETING_YET);
        }
        self.nav.popups.push(Popup::Picker(Picker::one(self.env.lang.say(words::pick::PAPER), Vec::new(), choices)));
        Vec::new()
    }

    fn meeting_papers(&self, most: usize) -> Vec<Choice> {
        let line = |meeting: &Meeting, paper: Paper| {
            let day = self.dates().short(meeting.day);
            let title = &meeting.title;
            let words = if matches!(paper, Paper::Minutes(_)) {
                self.env.lang.fill(words::pick::Minutes { title })
            } else {
                self.env.lang.fill(words::pick::Commitments { title })
            };
            Choice::new(Pick::Paper(paper), words, day)
        };
        // That of the meeting that is held comes first.
        let held = self.meeting().map(|meeting| meeting.id);
        let mut meetings: Vec<&Meeting> = self.data.board.meetings.iter().rev().collect();
        meetings.sort_by_key(|meeting| Some(meeting.id) != held);
        let papers = |meeting: &Meeting| {
            [line(meeting, Paper::Minutes(meeting.id)), line(meeting, Paper::Commitments(meeting.id))]
        };
        meetings.into_iter().take(most).flat_map(papers).collect()
    }

    /// Everything that can be made of the plan as it is shown.
    pub(in crate::app) fn ask_what_to_make(&mut self) -> Vec<Effect> {
        let lang = self.env.lang;
        let paper = |paper: Paper| {
            let name = self.paper_name(paper);
            Choice::new(Pick::Paper(paper), lang.say(kind_of(paper).text()), name)
        };
        let output =
            |output: Output| Choice::new(Pick::Output(output), lang.say(output.text()), self.output_name(output));
        let mut choices: Vec<Choice> = vec![
            paper(Paper::Bulletin),
            paper(Paper::Reminders),
            output(Output::Ledger),
            paper(Paper::Owing),
            paper(Paper::Summary),
        ];
        choices.extend(self.meeting_papers(1));
        let pages = self.meeting().or(self.data.board.meetings.last()).map(|meeting| meeting.id);
        choices.extend(pages.map(|id| output(Output::MeetingPages(id))));
        choices.extend([Output::PublicTable, Output::Calendar, Output::Everything].map(output));
        // In a meeting its own papers come first.
        if self.meeting().is_some() {
            choices.sort_by_key(|choice| !is_of_meeting(&choice.value));
        }
        self.nav.popups.push(Popup::Picker(Picker::one(lang.say(words::pick::MAKE), Vec::new(), choices)));
        Vec::new()
    }

    /// A document, and the name of a file for it; nothing until the journal was read.
    pub fn paper(&self, paper: Paper) -> Option<(String, String)> {
        let (lang, board, day) = (self.env.lang, &self.data.board, self.day());
        let text = match paper {
            Paper::Minutes(id) => minutes_of(lang, board, self.chronicle()?, board.meeting(id)?),
            Paper::Commitments(id) => commitments(lang, board, board.meeting(id)?, day),
            Paper::Bulletin | Paper::Reminders | Paper::Summary | Paper::Owing => self.document(paper)?.markdown(),
        };
        Some((self.paper_name(paper), text))
    }

    /// A document in its parts.
    fn document(&self, paper: Paper) -> Option<Document> {
        let (lang, board, day) = (self.env.lang, &self.data.board, self.day());
        Some(match paper {
            Paper::Minutes(_) | Paper::Commitments(_) => Document::of_markdown(&self.paper(paper)?.1),
            Paper::Bulletin => {
                let since = bulletin_begins(day);
                let found = Since::Day(since).compare(board, self.chronicle()?, day, self.env.today);
                bulletin(lang, board, &found, since, day)
            }
            Paper::Reminders => reminders(lang, board, None, day),
            Paper::Summary => summary(lang, board, day),
            Paper::Owing => owing(lang, board, day),
        })
    }

    /// The name of a file for a document: what it is, and of which day.
    pub fn paper_name(&self, paper: Paper) -> String {
        let day = match paper {
            Paper::Minutes(id) | Paper::Commitments(id) => self.data.board.meeting(id).map(|meeting| meeting.day),
            Paper::Bulletin | Paper::Reminders | Paper::Summary | Paper::Owing => None,
        };
        let (lang, day) = (self.env.lang, day.unwrap_or_else(|| self.day()));
        file_name(lang, lang.say(kind_of(paper).text()), day, "docx")
    }

    fn output_name(&self, output: Output) -> String {
        file_name(self.env.lang, self.env.lang.say(output.text()), self.day(), output.ending())
    }

    /// Writes the document that is read into a file of the person's own.
    pub(in crate::app) fn save_paper(&mut self) -> Vec<Effect> {
        let Some(Popup::Reading(Reading { topic: Topic::Paper(paper), .. })) = self.nav.popups.last() else {
            return Vec::new();
        };
        let paper = *paper;
        if self.session.restricted {
            let (kind, name) = (kind_of(paper).code(), self.paper_name(paper));
            return self.no_files_here(&format!("paper {kind} > {name}"));
        }
        let Some(document) = self.document(paper) else { return self.trouble(words::trouble::GONE) };
        self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::WRITING)));
        vec![Effect::WritePaper(kind_of(paper), self.paper_name(paper), Box::new(document))]
    }

    /// Makes a table or a calendar and writes it.
    pub(in crate::app) fn make_output(&mut self, output: Output) -> Vec<Effect> {
        let name = self.output_name(output);
        if self.session.restricted {
            let asks = if matches!(output, Output::MeetingPages(_)) { " --meeting" } else { "" };
            return self.no_files_here(&format!("export {name}{asks} > {name}"));
        }
        if output == Output::Ledger && self.chronicle().is_none() {
            return self.await_chronicle(Awaiting::Output(output));
        }
        let (lang, board, day) = (self.env.lang, &self.data.board, self.day());
        // What is filtered out on the screen is not in the file either.
        let items: Vec<_> = self.data.rows.board.iter().flatten().filter_map(|id| board.item(*id)).collect();
        let bytes = match output {
            Output::Ledger => match self.ledger(&items) {
                Ok(bytes) => bytes,
                Err(_) => return self.trouble(words::trouble::GONE),
            },
            Output::Everything => everything_csv(lang, board, &items, day).into_bytes(),
            Output::PublicTable => public_html(lang, board, day).into_bytes(),
            Output::MeetingPages(id) => match board.meeting(id) {
                Some(meeting) => meeting_html(lang, board, meeting, day).into_bytes(),
                None => return self.trouble(words::trouble::GONE),
            },
            Output::Calendar => ics(lang, board, None, self.env.now).into_bytes(),
        };
        vec![Effect::WriteFile(name, bytes)]
    }

    /// The workbook of some items, with what became of the plan itself. What was taken away is told where all are shown.
    fn ledger(&self, items: &[&Item]) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        let (lang, board, day) = (self.env.lang, &self.data.board, self.day());
        let is_whole = items.len() == board.items().len();
        let shown =
            |item: &Item| items.iter().any(|it| it.id == item.id) || (is_whole && board.item(item.id).is_none());
        let entries = self.chronicle().unwrap_or_default();
        let adjustments = adjustment_rows(lang, board, entries, self.env.today, shown);
        ledger_xlsx(lang, board, items, day, LedgerForm { by_section: false, adjustments: &adjustments })
    }

    fn no_files_here(&mut self, command: &str) -> Vec<Effect> {
        self.nav.notice = Some(Notice::trouble(self.env.lang.fill(words::trouble::NoFilesHere { command: &command })));
        Vec::new()
    }

    /// Gives the document that is read to the clipboard.
    pub(in crate::app) fn copy_paper(&mut self) -> Vec<Effect> {
        let Some(Popup::Reading(Reading { topic: Topic::Paper(paper), .. })) = self.nav.popups.last() else {
            return Vec::new();
        };
        let Some((name, text)) = self.paper(*paper) else { return self.trouble(words::trouble::GONE) };
        self.nav.notice = Some(Notice::info(self.env.lang.fill(words::notice::Copied { text: &name })));
        vec![Effect::Copy(text)]
    }
}

/// Whether something is made of a meeting.
fn is_of_meeting(pick: &Pick) -> bool {
    matches!(pick, Pick::Paper(Paper::Minutes(_) | Paper::Commitments(_)) | Pick::Output(Output::MeetingPages(_)))
}

fn kind_of(paper: Paper) -> PaperKind {
    match paper {
        Paper::Minutes(_) => PaperKind::Minutes,
        Paper::Commitments(_) => PaperKind::Decisions,
        Paper::Bulletin => PaperKind::Bulletin,
        Paper::Reminders => PaperKind::Reminder,
        Paper::Summary => PaperKind::Summary,
        Paper::Owing => PaperKind::Owing,
    }
}
