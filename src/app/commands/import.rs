//! Papers in: opening one to be looked over, and what follows once it was written. The looking over itself stands in
//! `accept/review.rs`.

use std::path::Path;

use crate::app::msg::{Effect, OpenedPaper};
use crate::app::notice::Notice;
use crate::app::popups::{Popup, Prompt, Purpose, Review, TickSource, Ticks};
use crate::app::{App, is_ledger};
use crate::plan::{Board, PaperKind, PlanSummary};
use crate::words;

impl App {
    /// Asks for the file of a paper.
    pub(in crate::app) fn ask_import(&mut self) -> Vec<Effect> {
        self.leave_past();
        if self.session.restricted {
            return self.trouble(words::trouble::NO_PAPERS_HERE);
        }
        self.nav.popups.push(Popup::Prompt(Prompt::new(Purpose::ImportPath, Vec::new(), "")));
        Vec::new()
    }

    /// Has the file read that was typed; terminals put what is dropped on them in quotes.
    pub(in crate::app) fn accept_import_path(&mut self, text: &str) -> Vec<Effect> {
        let bare = text.trim().trim_matches(['"', '\'']).replace("\\ ", " ");
        if bare.is_empty() {
            return self.refuse(self.env.lang.say(words::trouble::NOTHING_TYPED).to_owned());
        }
        vec![Effect::ReadPaper(bare)]
    }

    /// A paper was read: it is shown beside what is understood of it.
    pub(in crate::app) fn paper_opened(&mut self, paper: OpenedPaper) -> Vec<Effect> {
        let other = paper.paper.origin.filter(|origin| origin.plan != self.data.board.plan.id.0);
        if let Some(other) = other.filter(|_| is_ledger(&paper.paper)) {
            self.tell_trouble(self.env.lang.fill(words::ticks::OtherPlan { id: &other.plan }));
            return Vec::new();
        }
        if matches!(self.nav.popups.last(), Some(Popup::Prompt(prompt)) if prompt.purpose == Purpose::ImportPath) {
            self.nav.popups.pop();
        }
        self.review(paper);
        Vec::new()
    }

    /// Opens a paper to be looked over; what was said of it before the line dropped is said already.
    pub fn review(&mut self, paper: OpenedPaper) {
        let OpenedPaper { path, paper, corrections, known } = paper;
        if is_ledger(&paper) {
            let name = Path::new(&path).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or(path);
            let title = self.env.lang.fill(words::ticks::LedgerTitle { name: &name });
            let ticks = Ticks::new(title, TickSource::LedgerAhead(Box::new(paper)));
            self.open_ticks(ticks.of_paper(PaperKind::Ledger, name));
            return;
        }
        let mut review = Review::new(path, paper, corrections, self.data.board.school.clone());
        review.known = known;
        self.open_review(review);
    }

    pub(in crate::app) fn open_review(&mut self, mut review: Review) {
        let last = self.nav.left_review.take();
        if let Some((_, left)) = last.filter(|(path, _)| *path == review.path) {
            let is_same = left.digest == review.digest();
            if is_same {
                review = review.with(left.corrections);
                // Only now is what was left behind taken over.
                self.nav.resumed = true;
            }
            let text = if is_same { words::review::RESUMED } else { words::review::CHANGED_SINCE };
            self.nav.notice = Some(Notice::info(self.env.lang.say(text)));
        }
        self.nav.popups.push(Popup::Review(Box::new(review)));
    }

    /// The plan was written, or why not.
    pub(in crate::app) fn imported(&mut self, result: Result<(Board, Vec<PlanSummary>), String>) -> Vec<Effect> {
        let Some(at) = self.nav.popups.iter().rposition(|popup| matches!(popup, Popup::Review(it) if it.is_writing))
        else {
            return Vec::new();
        };
        match result {
            Ok((board, plans)) => {
                let written = self.nav.popups.remove(at);
                let source = if let Popup::Review(review) = written { review.paper.text } else { String::new() };
                self.data.plans = plans;
                self.session.only_imports = false;
                let title = &board.plan.title;
                let words = if self.nav.popups.iter().any(|popup| matches!(popup, Popup::Review(_))) {
                    self.env.lang.fill(words::review::WrittenNext { title })
                } else {
                    self.env.lang.fill(words::review::Written { title })
                };
                let id = board.plan.id;
                for popup in &mut self.nav.popups {
                    if let Popup::Review(other) = popup {
                        other.known = other.known.or(Some(id).filter(|_| other.paper.text == source));
                    }
                }
                let effects = self.switch_plan(board);
                self.nav.notice = Some(Notice::done(words));
                effects
            }
            Err(why) => {
                if let Popup::Review(review) = &mut self.nav.popups[at] {
                    review.is_writing = false;
                }
                self.nav.notice = Some(Notice::trouble(why));
                Vec::new()
            }
        }
    }
}
