//! Keys in the review of a paper, and what becomes of what is typed or chosen there. What a correction does to the reading
//! stands in `popups/review.rs`.

use chrono::NaiveDate;

use crate::app::command::Command;
use crate::app::keymap::Context;
use crate::app::msg::{Effect, ImportWish};
use crate::app::notice::Notice;
use crate::app::popups::{
    CannotSay, Choice, NewName, Pick, Picker, Picks, Popup, Prompt, Purpose, Reading, Review, ReviewText, Then,
    TickSource, Ticks, Topic,
};
use crate::app::state::App;
use crate::plan::{PaperKind, PlanState, PlanSummary, UnitName, clean_line};
use crate::read::{Column, DueError, LineRole, Meant, SaidWhen, Span, parse_item_when, period_typed};
use crate::report::{Term, clip, column_word, trouble_in_words};
use crate::words::{self, Text};

impl App {
    /// The review that is open, on top or below what was opened from it.
    pub(in crate::app) fn reviewing(&mut self) -> Option<&mut Review> {
        let mut reviews = self.nav.popups.iter_mut().rev();
        reviews.find_map(|popup| if let Popup::Review(review) = popup { Some(review.as_mut()) } else { None })
    }

    /// A command in the review.
    pub(in crate::app) fn review_command(&mut self, command: Command) -> Vec<Effect> {
        let page = self.nav.painted.popup.1.max(2).cast_signed() - 1;
        let Some(review) = self.reviewing().filter(|review| !review.is_writing) else { return Vec::new() };
        match command {
            Command::Up => review.step(-1),
            Command::Down => review.step(1),
            Command::PageUp => review.step(-page),
            Command::PageDown => review.step(page),
            Command::First => review.step(isize::MIN),
            Command::Last => review.step(isize::MAX),
            Command::NextDoubt | Command::PrevDoubt => self.step_doubt(command == Command::NextDoubt),
            Command::Say(role) => {
                let said = review.say(role);
                self.said(role, said);
            }
            Command::Outward | Command::Inward => {
                match review.shifted(if command == Command::Outward { -1 } else { 1 }) {
                    Ok(role) => {
                        let said = review.say(role);
                        self.said(role, said);
                    }
                    Err(why) => self.told(Err(why)),
                }
            }
            Command::Join => match review.join() {
                Ok(()) => self.tell_now(words::review::JOINED),
                Err(why) => self.told(Err(why)),
            },
            Command::Cut => return self.asking(Self::ask_cut),
            Command::Flip => self.flip_level(),
            Command::TakeBack => {
                let taken = review.take_back(false);
                self.taken_back(taken);
            }
            Command::DoAgain => {
                let done = review.take_back(true);
                self.taken_back(done);
            }
            Command::PaperTitle => self.ask_of_paper(ReviewText::Title),
            Command::PaperIssuer => self.ask_of_paper(ReviewText::Issuer),
            Command::PaperPeriod => self.ask_of_paper(ReviewText::Period),
            Command::PieceDue => return self.asking(Self::ask_piece_due),
            Command::PieceLead => return self.asking(Self::ask_piece_lead),
            Command::NameColumn => return self.asking(Self::ask_column),
            Command::Compare => self.compare(),
            Command::Save => return self.asking(Self::ask_to_import),
            Command::Help => self.nav.popups.push(Popup::Reading(Reading::of(Topic::Help(Context::Review)))),
            _ => {}
        }
        Vec::new()
    }

    fn notice(&mut self, text: Text) {
        self.nav.notice = Some(Notice::info(self.env.lang.say(text)));
    }

    fn taken_back(&mut self, was_there_any: bool) {
        if was_there_any {
            self.tell_now(words::review::TAKEN_BACK);
        } else {
            self.notice(words::review::NOTHING_TO_TAKE_BACK);
        }
    }

    fn step_doubt(&mut self, forward: bool) {
        let stepped = self.reviewing().and_then(|review| review.step_doubt(if forward { 1 } else { -1 }));
        if stepped.is_none() {
            self.notice(words::review::NO_DOUBTS);
        }
    }

    /// What became of it is told, and the same offered for what looks alike.
    fn said(&mut self, role: LineRole, said: Result<(Option<LineRole>, Vec<Span>), CannotSay>) {
        const SHOWN: usize = 3;
        const AROUND: usize = 10;
        let (is, others) = match said {
            Err(why) => return self.told(Err(why)),
            Ok(said) => said,
        };
        let lang = self.env.lang;
        let is = lang.say(is.map_or(words::review::NOTHING, LineRole::text));
        self.tell_extent(is);
        if others.is_empty() {
            return;
        }
        let Some(review) = self.reviewing() else { return };
        let quoted = others.iter().take(SHOWN).filter_map(|part| review.paper.text.get(part.start..part.end));
        let examples = quoted.map(|text| clip(text.trim(), AROUND)).collect::<Vec<_>>().join(" / ");
        let role_word = lang.say(role.text());
        let question = words::review::Alike { n: &others.len(), examples: &examples, role: &role_word };
        self.confirm(lang.fill(question), Then::SayAlike(role, others));
    }

    fn tell_extent(&mut self, role: &str) {
        let Some((sections, items, measures)) = self.reviewing().map(|review| review.extent()) else { return };
        let words = words::review::SaidRole { role: &role, sections: &sections, items: &items, measures: &measures };
        self.nav.notice = Some(Notice::info(self.env.lang.fill(words)));
    }

    /// How much of a plan it is after something that was done to it.
    fn tell_now(&mut self, done: Text) {
        let Some((sections, items, measures)) = self.reviewing().map(|review| review.extent()) else { return };
        let done = self.env.lang.say(done);
        let words = words::review::Now { done: &done, sections: &sections, items: &items, measures: &measures };
        self.nav.notice = Some(Notice::info(self.env.lang.fill(words)));
    }

    /// Why something cannot be said, told in the footer.
    fn told(&mut self, said: Result<(), CannotSay>) {
        if let Err(why) = said {
            self.nav.notice = Some(Notice::trouble(self.env.lang.say(cannot_word(why))));
        }
    }

    /// Says the same of the parts that look like the one that was corrected.
    pub(in crate::app) fn say_alike(&mut self, role: LineRole, parts: &[Span]) {
        if let Some(review) = self.reviewing() {
            review.say_alike(role, parts);
        }
        self.tell_extent(self.env.lang.say(role.text()));
    }

    fn flip_level(&mut self) {
        let lang = self.env.lang;
        let Some(review) = self.reviewing() else { return };
        match review.flip() {
            Err(why) => self.told(Err(why)),
            Ok((_, items_before, measures_before)) => {
                let (_, items, measures) = review.extent();
                let level = review.example().map_or_else(|| lang.say(words::review::TABLES).to_owned(), str::to_owned);
                let words = lang.fill(words::review::Flipped {
                    level: &level,
                    items: &items,
                    measures: &measures,
                    items_before: &items_before,
                    measures_before: &measures_before,
                });
                self.nav.notice = Some(Notice::info(words));
            }
        }
    }

    fn ask_cut(&mut self) -> Vec<Effect> {
        const AROUND: usize = 12;
        let lang = self.env.lang;
        let Some(review) = self.reviewing() else { return Vec::new() };
        let (cuts, piece) = match (review.cuts(), review.piece()) {
            (Ok(cuts), Some(piece)) => (cuts, piece),
            (Err(why), _) => {
                self.told(Err(why));
                return Vec::new();
            }
            (Ok(_), None) => return Vec::new(),
        };
        if let [only] = cuts.as_slice() {
            review.cut(*only);
            self.tell_now(words::review::WAS_CUT);
            return Vec::new();
        }
        let text = &review.paper.text;
        let end_of = |text: &str| text.chars().skip(text.chars().count().saturating_sub(AROUND)).collect::<String>();
        let line = |at: &usize| {
            let (before, after) = (text[piece.text..*at].trim(), text[*at..piece.span.end].trim());
            Choice::new(Pick::Cut(*at), format!("{} | {}", end_of(before), clip(after, AROUND)), "")
        };
        let choices = cuts.iter().map(line).collect();
        self.nav.popups.push(Popup::Picker(Picker::one(lang.say(words::review::CUT_WHERE), Vec::new(), choices)));
        Vec::new()
    }

    pub(in crate::app) fn cut_piece(&mut self, at: usize) {
        if let Some(review) = self.reviewing() {
            review.cut(at);
        }
        self.tell_now(words::review::WAS_CUT);
    }

    fn ask_of_paper(&mut self, what: ReviewText) {
        let Some(review) = self.reviewing() else { return };
        let text = match what {
            ReviewText::Title => review.draft.title.text.clone(),
            ReviewText::Issuer => review.draft.issuer.clone(),
            ReviewText::Period => review.draft.period.map(|period| period.to_string()).unwrap_or_default(),
            ReviewText::Due => String::new(),
        };
        let mut prompt = Prompt::new(Purpose::Review(what), Vec::new(), &text);
        if what == ReviewText::Period {
            prompt.editor.select();
        }
        self.nav.popups.push(Popup::Prompt(prompt));
    }

    fn ask_piece_due(&mut self) -> Vec<Effect> {
        let Some(review) = self.reviewing() else { return Vec::new() };
        let (work, dated) = (review.work().map(|(_, work)| work.due), review.calendar().is_some());
        match work {
            Err(why) => self.told(Err(why)),
            Ok(_) if !dated => self.nav.notice = Some(Notice::trouble(self.env.lang.say(words::review::PERIOD_FIRST))),
            Ok(due) => {
                let text = due.map(|due| due.to_string()).unwrap_or_default();
                let mut prompt = Prompt::new(Purpose::Review(ReviewText::Due), Vec::new(), &text);
                prompt.editor.select();
                self.nav.popups.push(Popup::Prompt(prompt));
            }
        }
        Vec::new()
    }

    fn ask_piece_lead(&mut self) -> Vec<Effect> {
        let Some(review) = self.reviewing() else { return Vec::new() };
        if let Err(why) = review.work() {
            self.told(Err(why));
            return Vec::new();
        }
        let mut names: Vec<UnitName> = review.units().into_iter().collect();
        let others = self.data.board.units_in_use().into_iter().map(|unit| unit.name);
        let others: Vec<UnitName> = others.filter(|name| !names.contains(name)).collect();
        names.extend(others);
        let line = |name: UnitName| Choice::new(Pick::PieceLead(Some(name.clone())), name, "");
        let nobody = Choice::new(Pick::PieceLead(None), self.env.lang.say(words::review::NOBODY), "");
        let choices = names.into_iter().map(line).chain([nobody]).collect();
        let title = self.env.lang.say(words::field::LEAD);
        let picker = Picker::new(title, Vec::new(), choices, |picks| Picks::One(picks, Some(NewName::PieceLead)));
        self.nav.popups.push(Popup::Picker(picker));
        Vec::new()
    }

    pub(in crate::app) fn lead_piece(&mut self, unit: Option<&UnitName>) {
        if let Some(review) = self.reviewing() {
            review.lead(unit.map(String::as_str).unwrap_or_default());
        }
        self.tell_now(words::review::SET);
    }

    fn ask_column(&mut self) -> Vec<Effect> {
        let lang = self.env.lang;
        let Some(review) = self.reviewing() else { return Vec::new() };
        match review.column() {
            Err(why) => self.told(Err(why)),
            Ok((table, place)) => {
                let line = |column: &Column| {
                    Choice::new(Pick::Column(table, place, *column), lang.say(column_word(*column)), "")
                };
                // From when on something is done is left out like what is not known: so many can be chosen by a digit.
                let choices = Column::ALL.iter().filter(|column| **column != Column::Start).map(line).collect();
                let title = lang.fill(words::review::ColumnIs { n: &(place + 1) });
                self.nav.popups.push(Popup::Picker(Picker::one(title, Vec::new(), choices)));
            }
        }
        Vec::new()
    }

    pub(in crate::app) fn name_column(&mut self, table: usize, place: usize, column: Column) {
        if let Some(review) = self.reviewing() {
            review.name_column(table, place, column);
            let (_, items, measures) = review.extent();
            let column = self.env.lang.say(column_word(column));
            let words =
                words::review::ColumnNamed { n: &(place + 1), column: &column, items: &items, measures: &measures };
            self.nav.notice = Some(Notice::info(self.env.lang.fill(words)));
        }
    }

    /// By when a phrase means that the piece is due.
    pub(in crate::app) fn piece_due_meant(&self, text: &str, today: NaiveDate) -> Result<Meant, DueError> {
        let calendar = self
            .nav
            .popups
            .iter()
            .rev()
            .find_map(|popup| if let Popup::Review(review) = popup { review.calendar() } else { None });
        let calendar = calendar.ok_or(DueError::Unknown)?;
        // `明年` of a paper is the year after its own, whatever day it is read on.
        let today = today.clamp(calendar.period.first(), calendar.period.last());
        parse_item_when(text, today, &calendar)
    }

    /// What was typed about the paper.
    pub(in crate::app) fn accept_review_text(&mut self, what: ReviewText, text: &str) -> Vec<Effect> {
        let said = Some(clean_line(text)).filter(|text| !text.is_empty());
        let period = match (what, &said) {
            (ReviewText::Period, Some(text)) => match period_typed(text) {
                Ok(period) => Some(period),
                Err(error) => return self.refuse(trouble_in_words(self.env.lang, &error)),
            },
            (ReviewText::Period, None) | (ReviewText::Title | ReviewText::Issuer | ReviewText::Due, _) => None,
        };
        let when = match (what, &said) {
            (ReviewText::Due, Some(text)) => match self.piece_due_meant(text, self.env.today) {
                Ok(Meant::Day(day)) => SaidWhen::Day(day),
                Ok(Meant::Span { first, last }) => SaidWhen::Span(first, last),
                Ok(Meant::Recurring { cadence, .. }) => SaidWhen::Every(cadence),
                Err(error) => return self.refuse(trouble_in_words(self.env.lang, &error)),
            },
            (ReviewText::Due, None) | (ReviewText::Title | ReviewText::Issuer | ReviewText::Period, _) => {
                SaidWhen::Open
            }
        };
        self.nav.popups.pop();
        let Some(review) = self.reviewing() else { return Vec::new() };
        match what {
            // Nothing typed is what the paper says itself.
            ReviewText::Title => review.say_whole(|corrections| corrections.title = said),
            ReviewText::Issuer => review.say_whole(|corrections| corrections.issuer = said),
            ReviewText::Period => review.say_whole(|corrections| corrections.period = period),
            ReviewText::Due => review.due(when),
        }
        self.tell_now(words::review::SET);
        Vec::new()
    }

    /// Shows what the paper says otherwise than the plan that is on the board.
    fn compare(&mut self) {
        let Some(review) = self.reviewing() else { return };
        if review.draft.items() == 0 {
            self.notice(words::review::NO_ITEMS);
            return;
        }
        let draft = Box::new(review.draft.clone());
        let said = clean_line(&draft.title.text);
        let open = &self.data.board.plan;
        if let Some(namesake) = self.plan_called(&said).filter(|_| open.title != said) {
            let other = words::ticks::OtherNamesake { open: &open.title, title: &said, id: &namesake.id.0 };
            self.nav.notice = Some(Notice::trouble(self.env.lang.fill(other)));
            return;
        }
        let title = self.env.lang.fill(words::ticks::PaperTitle { title: &open.title });
        self.open_ticks(Ticks::new(title, TickSource::PaperAhead(draft)).of_paper(PaperKind::Correction, said));
    }

    /// The plan of that title, where there is one.
    fn plan_called(&self, title: &str) -> Option<&PlanSummary> {
        self.data.plans.iter().find(|plan| plan.title == title && plan.state != PlanState::Removed)
    }

    /// Asks before the plan is written: how much of it there is, and what was left open.
    fn ask_to_import(&mut self) -> Vec<Effect> {
        let lang = self.env.lang;
        let Some(review) = self.reviewing() else { return Vec::new() };
        let (sections, items, measures) = review.extent();
        let doubts = review.to_look_at();
        if let Some(known) = review.known {
            let words = lang.fill(words::trouble::ImportedBefore { id: &known.0 });
            self.nav.notice = Some(Notice::trouble(words));
            return Vec::new();
        }
        if items == 0 {
            self.nav.notice = Some(Notice::trouble(lang.say(words::review::NO_ITEMS)));
            return Vec::new();
        }
        if review.draft.period.is_none() {
            self.ask_of_paper(ReviewText::Period);
            self.tell_trouble(lang.say(words::review::PERIOD_FIRST).to_owned());
            return Vec::new();
        }
        let said = clean_line(&review.draft.title.text);
        let is_namesake = self.plan_called(&said).is_some();
        if doubts == 0 && !is_namesake {
            return self.import();
        }
        let extent = words::review::Write { sections: &sections, items: &items, measures: &measures };
        let mut question = lang.fill(extent);
        if doubts > 0 {
            question.push_str(&lang.fill(words::review::WriteDoubts { n: &doubts }));
        }
        if is_namesake {
            question.push_str(lang.say(words::review::NAMESAKE));
        }
        self.confirm(question, Then::Import);
        Vec::new()
    }

    /// Has the plan written as it is understood now.
    pub(in crate::app) fn import(&mut self) -> Vec<Effect> {
        let op = self.new_op();
        let Some(review) = self.reviewing() else { return Vec::new() };
        let Some(period) = review.draft.period else { return Vec::new() };
        review.is_writing = true;
        let (draft, source) = (review.draft.clone(), review.paper.text.clone());
        vec![Effect::Import(Box::new(ImportWish { draft, source, period, op, author: self.session.author.clone() }))]
    }
}

fn cannot_word(why: CannotSay) -> Text {
    match why {
        CannotSay::Already => words::review::ALREADY,
        CannotSay::InTable => words::review::IN_TABLE,
        CannotSay::NoTable => words::review::NO_TABLE,
        CannotSay::NoWork => words::review::NO_WORK,
        CannotSay::Nothing => words::review::NOTHING_BEFORE,
        CannotSay::NoLevel => words::review::NO_LEVEL,
        CannotSay::OnePart => words::review::ONE_PART,
        CannotSay::OnePlace => words::review::ONE_PLACE,
        CannotSay::NoEffect => words::review::NO_EFFECT,
        CannotSay::Inside => words::review::INSIDE,
        CannotSay::NotCut => words::review::NOT_CUT,
    }
}
