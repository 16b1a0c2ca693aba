//! 年度总结: a draft by sections, put together from what was reported. It says what was written and how each item stands, and
//! leaves judging to who signs.

use chrono::NaiveDate;

use super::{highlight, last_said, section, sentence, signature, standing_problem, there_are};
use crate::plan::{Board, Item, Level, Situation, Stage};
use crate::report::dates::long_date;
use crate::report::document::{Block, Document};
use crate::report::light_prose::light_word;
use crate::words::{self, Lang};

/// Reports of an item that are quoted, the last ones.
const QUOTED: usize = 3;

/// The summary of the plan as it stands on `day`.
pub fn summary(lang: Lang, board: &Board, day: NaiveDate) -> Document {
    let mut document = Document::default();
    let title = &board.plan.title;
    document.blocks.push(Block::Title(lang.fill(words::paper::SummaryTitle { title })));
    let situations: Vec<Situation> = board.items().iter().map(|item| board.light_of(item, day).situation).collect();
    let stage = |stage: Stage| situations.iter().filter(|situation| situation.stage == stage).count();
    let (closed, all) = (stage(Stage::Closed), board.items().len());
    let (pending, stopped) =
        (situations.iter().filter(|situation| !situation.is_handed_over()).count(), stage(Stage::Stopped));
    let active = all - closed - stopped - pending;
    let parts = there_are([
        (closed, lang.fill(words::paper::Closed { n: &closed })),
        (active, lang.fill(words::paper::InHand { n: &active })),
        (pending, lang.fill(words::paper::NotGiven { n: &pending })),
        (stopped, lang.fill(words::paper::Stopped { n: &stopped })),
    ]);
    document.paragraph(lang.fill(words::paper::SummaryIntro {
        title,
        day: &long_date(lang, day),
        items: &all,
        parts: &lang.list(parts),
    }));
    for section in &board.sections {
        document.heading(1, section.heading.trim_end_matches(['。', '.']));
        for item in board.items_of(section.id) {
            about(lang, board, item, day, &mut document);
        }
    }
    problems(lang, board, day, &mut document);
    plans(lang, board, &mut document);
    document.blocks.push(signature(lang, board, day));
    document
}

fn about(lang: Lang, board: &Board, item: &Item, day: NaiveDate, document: &mut Document) {
    let title = item.title.trim_end_matches(['。', '.']);
    let mut said: Vec<&str> = Vec::new();
    for done in item.reports.iter().rev().map(|report| report.done.trim()).filter(|done| !done.is_empty()) {
        if !said.contains(&done) {
            said.push(done);
        }
        if said.len() == QUOTED {
            break;
        }
    }
    let done: String = said.into_iter().rev().map(|done| sentence(lang, done)).collect();
    let light = board.light_of(item, day);
    let state = match item.work.standing.finished.filter(|_| item.work.standing.stage == Stage::Closed) {
        Some(finished) => lang.fill(words::paper::ClosedOn { day: &long_date(lang, finished) }),
        None => lang.fill(words::paper::StandsAt { light: &light_word(lang, &light) }),
    };
    let none = || lang.say(words::paper::NOTHING_REPORTED).to_owned();
    document.heading(2, title);
    document.paragraph(format!("{}{state}", if done.is_empty() { none() } else { done }));
}

fn problems(lang: Lang, board: &Board, day: NaiveDate, document: &mut Document) {
    let behind = board.items().iter().filter(|item| board.light_of(item, day).level <= Level::Yellow);
    let told = behind.filter_map(|item| Some(highlight(lang, item, &standing_problem(lang, item)?)));
    section(lang, document, words::paper::PROBLEMS, told.collect());
}

fn plans(lang: Lang, board: &Board, document: &mut Document) {
    let open = board.items().iter().filter(|item| item.work.standing.stage.is_open());
    let told = open.filter_map(|item| Some(highlight(lang, item, last_said(item, |report| &report.next)?)));
    section(lang, document, words::paper::PLANS, told.collect());
}
