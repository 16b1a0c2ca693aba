//! What a ledger or a corrected paper would change: put together once the journal is here, taken or left line by line, and
//! written as one edit of the person at the keyboard.

use crate::app::command::Command;
use crate::app::difference::{About, Difference, DifferenceKind};
use crate::app::filled_ledger::{FilledCell, FilledLedger, changes_of, read_filled};
use crate::app::keymap::Context;
use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::popups::{Popup, Reading, Tick, TickSource, Ticks, Topic};
use crate::app::revised_frame::RevisedPaper;
use crate::app::revised_paper::{as_papers_say, differences};
use crate::app::state::App;
use crate::plan::{Board, Change, ReportId, clean_line, number_on};
use crate::report::{Term, clip, trouble_in_words, who_was_first};
use crate::words::{self, Lang};

impl App {
    /// A command in the list of what would change.
    pub(in crate::app) fn ticks_command(&mut self, command: Command) -> Vec<Effect> {
        let page = self.nav.painted.popup.1.max(2).cast_signed() - 1;
        let Some(Popup::Ticks(ticks)) = self.nav.popups.last_mut() else { return Vec::new() };
        match command {
            Command::Up => ticks.step(-1),
            Command::Down => ticks.step(1),
            Command::PageUp => ticks.step(-page),
            Command::PageDown => ticks.step(page),
            Command::First => ticks.step(isize::MIN),
            Command::Last => ticks.step(isize::MAX),
            Command::NextDoubt => ticks.step_remark(true),
            Command::PrevDoubt => ticks.step_remark(false),
            Command::TickAll => ticks.toggle_all(),
            Command::Toggle => {
                if ticks.toggle() {
                    ticks.step(1);
                } else {
                    let words = self.env.lang.say(words::ticks::BARRED);
                    self.nav.notice = Some(Notice::trouble(words));
                }
            }
            Command::Save => return self.accept_ticks(),
            Command::Help => self.nav.popups.push(Popup::Reading(Reading::of(Topic::Help(Context::Ticks)))),
            _ => {}
        }
        Vec::new()
    }

    /// Shows what would change, as soon as the journal tells what has changed meanwhile.
    pub(in crate::app) fn open_ticks(&mut self, ticks: Ticks) {
        self.nav.popups.push(Popup::Ticks(Box::new(ticks)));
        self.fill_ticks();
    }

    /// Puts the lines together; again nothing until the journal was read.
    pub(in crate::app) fn fill_ticks(&mut self) {
        let is_ahead = |popup: &Popup| matches!(popup, Popup::Ticks(ticks) if ticks.is_ahead());
        let Some(at) = self.nav.popups.iter().rposition(is_ahead) else { return };
        let Some(entries) = self.chronicle() else { return };
        let Popup::Ticks(ticks) = &self.nav.popups[at] else { return };
        let (lang, board, day) = (self.env.lang, &self.data.board, self.writing_day());
        let filled = match &ticks.source {
            TickSource::LedgerAhead(paper) => {
                let found = read_filled(lang, paper, board, entries, day);
                let lines = found.cells.iter().map(|cell| self.tick_of_cell(cell)).collect();
                let remarks = ledger_remarks(lang, &found, paper.origin.is_some());
                (lines, remarks, TickSource::Ledger(found.cells))
            }
            TickSource::PaperAhead(draft) => {
                let base = as_papers_say(board, entries);
                let why = lang.fill(words::ticks::Why { title: &draft.title.text });
                let mut random = self.writing.random.clone();
                let mut id = || random.i64(1 << 32..1 << 48);
                let found = differences(&base, board, draft, &why, &mut id);
                let lines = found.differences.iter().map(|it| tick_of_difference(lang, board, it)).collect();
                self.writing.random = random;
                if found.is_foreign {
                    self.nav.popups.remove(at);
                    self.nav.notice = Some(Notice::trouble(lang.say(words::ticks::FOREIGN)));
                    return;
                }
                let remarks = revision_remarks(lang, &found);
                (lines, remarks, TickSource::Paper(found.differences.into_iter().map(|it| it.changes).collect()))
            }
            TickSource::Ledger(_) | TickSource::Paper(_) | TickSource::Carried(..) => return,
        };
        if let Popup::Ticks(ticks) = &mut self.nav.popups[at] {
            let (lines, remarks, source) = filled;
            ticks.fill(lines);
            (ticks.remarks, ticks.source) = (remarks, source);
        }
    }

    fn tick_of_cell(&self, cell: &FilledCell) -> Tick {
        let (lang, board) = (self.env.lang, &self.data.board);
        let item = board.item(cell.item);
        let no = item.map_or(0, |item| item.no);
        let barred = cell.refused.is_some();
        let contested = cell.is_contested() || cell.is_held;
        Tick {
            place: lang.fill(words::cli::ledger::Place { no: &no, column: &lang.say(cell.column.text()) }),
            subject: item.map(|item| item.title.clone()).unwrap_or_default(),
            now: cell.now.clone(),
            after: cell.filled_in.clone(),
            remarks: cell_remarks(lang, board, cell),
            contested,
            takes_away: false,
            barred,
            ticked: !contested && !barred,
        }
    }

    /// Has what is ticked written, as one edit.
    fn accept_ticks(&mut self) -> Vec<Effect> {
        let Some(Popup::Ticks(ticks)) = self.nav.popups.last() else { return Vec::new() };
        let taken = ticks.taken();
        let (board, day) = (&self.data.board, self.writing_day());
        let mut random = self.writing.random.clone();
        let mut changes: Vec<Change> = match &ticks.source {
            TickSource::LedgerAhead(_) | TickSource::PaperAhead(_) => return Vec::new(),
            TickSource::Ledger(cells) => {
                let cells: Vec<&FilledCell> = taken.iter().filter_map(|at| cells.get(*at)).collect();
                let mut id = || ReportId(random.i64(1 << 32..1 << 48));
                changes_of(board, &cells, &self.session.author, day, &mut id).unwrap_or_default()
            }
            TickSource::Paper(changes) | TickSource::Carried(_, changes) => {
                taken.iter().filter_map(|at| changes.get(*at)).flatten().cloned().collect()
            }
        };
        let whence = ticks.whence.clone().map(|(kind, title)| Change::FromPaper { kind, title });
        let into = if let TickSource::Carried(plan, offered) = &ticks.source {
            Some((*plan, offered.iter().flatten().filter_map(number_of_added).min().unwrap_or_default()))
        } else {
            None
        };
        self.writing.random = random;
        if changes.is_empty() {
            self.nav.notice = Some(Notice::trouble(self.env.lang.say(words::ticks::NOTHING_TICKED)));
            return Vec::new();
        }
        if into.is_none() {
            number_on(&mut changes, self.data.board.next_no());
        }
        let mut changes: Vec<Change> = whence.into_iter().chain(changes).collect();
        let notice = self.env.lang.fill(words::ticks::Written { n: &taken.len() });
        self.session.only_imports = false;
        if let Some((plan, next)) = into {
            number_on(&mut changes, next);
            return self.send_carried(plan, changes, notice);
        }
        let effects = self.commit(changes, notice, true);
        // The paper that was compared has done its work as well.
        let review = self.nav.popups.iter().rposition(|popup| matches!(popup, Popup::Review(_)));
        if let (Some(pending), Some(review)) = (&mut self.writing.pending, review) {
            pending.popups = review + 1;
        }
        effects
    }
}

/// The number of an item that a change adds.
fn number_of_added(change: &Change) -> Option<u32> {
    if let Change::ItemAdded { item } = change { Some(item.no) } else { None }
}

/// What there is to say of a cell of a ledger: why it cannot be taken, who has changed the same meanwhile.
pub fn cell_remarks(lang: Lang, board: &Board, cell: &FilledCell) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(why) = &cell.refused {
        remarks.push(lang.fill(words::cli::ledger::Wrong { why: &trouble_in_words(lang, why) }));
    }
    if cell.is_held {
        remarks.push(lang.say(words::cli::ledger::HELD).to_owned());
    }
    if let Some(before) = cell.made_with.as_deref().filter(|_| cell.is_contested()) {
        let who = who_was_first(lang, board, cell.changed_by.as_ref(), "%Y-%m-%d %H:%M");
        let who = &who.trim_end_matches(['。', '.']);
        let (before, now) = (&shown(lang, before), &shown(lang, &cell.now));
        remarks.push(lang.fill(words::cli::ledger::Contested { before, now, who }));
    }
    remarks
}

/// What a ledger says besides, which changes nothing.
pub fn ledger_remarks(lang: Lang, found: &FilledLedger, knows_origin: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if !knows_origin {
        lines.push(lang.say(words::cli::ledger::NO_ORIGIN).to_owned());
    }
    for number in &found.unknown {
        lines.push(lang.fill(words::cli::ledger::Unknown { number: &clean_line(number) }));
    }
    for number in &found.shifted {
        lines.push(lang.fill(words::cli::ledger::Shifted { number: &clean_line(number) }));
    }
    for (no, column) in &found.emptied {
        lines.push(lang.fill(words::cli::ledger::Emptied { no, column: &lang.say(column.text()) }));
    }
    for (name, n) in &found.foreign {
        lines.push(lang.fill(words::cli::ledger::Foreign { name: &clean_line(name), n }));
    }
    for (no, column) in &found.locked {
        lines.push(lang.fill(words::cli::ledger::Locked { no, column: &lang.say(column.text()) }));
    }
    lines
}

/// A text as it is quoted in a line; what is empty is told as that.
pub fn shown(lang: Lang, text: &str) -> String {
    const LONGEST: usize = 60;
    if text.is_empty() { lang.say(words::cli::ledger::EMPTY).to_owned() } else { clip(&clean_line(text), LONGEST) }
}

/// What a corrected paper says besides, which changes nothing here.
pub fn revision_remarks(lang: Lang, found: &RevisedPaper) -> Vec<String> {
    const EXAMPLES: usize = 3;
    let mut lines = Vec::new();
    if !found.numbers.is_empty() {
        let of = |(is, says): &(u32, u32)| format!("{is} → {says}");
        let examples = found.numbers.iter().take(EXAMPLES).map(of);
        let examples = &lang.list(examples);
        lines.push(lang.fill(words::ticks::NumbersDiffer { n: &found.numbers.len(), examples }));
    }
    if found.preamble_differs {
        lines.push(lang.say(words::ticks::PREAMBLE_DIFFERS).to_owned());
    }
    lines
}

/// A difference as a line that is taken or left. What has gone from a paper is only taken away where somebody says so.
pub fn tick_of_difference(lang: Lang, board: &Board, it: &Difference) -> Tick {
    let what = match it.about {
        About::Item => lang.say(words::ticks::ITEM).to_owned(),
        About::Measure(0) => lang.say(words::ticks::MEASURE).to_owned(),
        About::Measure(place) => lang.fill(words::ticks::MeasureNo { n: &place }),
        About::Field(field) => lang.say(field.text()).to_owned(),
        About::Section => lang.say(words::ticks::SECTION).to_owned(),
        About::PlanTitle => lang.say(words::ticks::PLAN_TITLE).to_owned(),
        About::Headings => lang.say(words::ticks::HEADINGS).to_owned(),
    };
    let is_of_plan = matches!(it.about, About::PlanTitle | About::Headings);
    let kind = match it.kind {
        DifferenceKind::New => words::ticks::NEW,
        DifferenceKind::Changed => words::ticks::CHANGED,
        DifferenceKind::Gone => words::ticks::GONE,
    };
    let goes = if it.kind == DifferenceKind::Gone && it.about == About::Item { board.item_no(it.no) } else { None };
    let reports = goes.map_or(0, |item| item.reports.len());
    let (barred, contested) = (it.lacks_section.is_some(), it.is_contested() || reports > 0);
    let mut remarks = Vec::new();
    remarks.extend(it.lacks_section.as_ref().map(|section| lang.fill(words::ticks::LacksSection { section })));
    if reports > 0 {
        remarks.push(lang.fill(words::ticks::WithReports { n: &reports }));
    }
    if it.is_contested() {
        let words = words::ticks::Contested { before: &shown(lang, &it.before), now: &shown(lang, &it.now) };
        remarks.push(lang.fill(words));
    }
    Tick {
        place: if is_of_plan {
            lang.fill(words::ticks::PlanPlace { kind: &lang.say(kind), what: &what })
        } else {
            lang.fill(words::ticks::Place { kind: &lang.say(kind), no: &it.no, what: &what })
        },
        subject: board.item_no(it.no).map(|item| item.title.clone()).unwrap_or_default(),
        now: it.now.clone(),
        after: it.after.clone(),
        remarks,
        contested,
        takes_away: it.kind == DifferenceKind::Gone,
        barred,
        ticked: !contested && !barred && it.kind != DifferenceKind::Gone,
    }
}
