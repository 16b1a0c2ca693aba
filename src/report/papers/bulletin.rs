//! 通报: how the plan stands, what has changed, what is late and by whom, who has not reported, and what is asked next. Each
//! figure is counted from the lights of the day; nothing is said that is not known.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::{
    AHEAD, highlight, last_said, lead_of, named, named_with_lead, own_tasks, section, sentence, short_date, signature,
    standing_problem, table, there_are,
};
use crate::plan::{AgainstTime, Board, Comparison, Item, ItemId, Level, Light, Node, Owed, Rollup, Stage, UnitName};
use crate::report::dates::long_date;
use crate::report::document::{Block, Document};
use crate::report::light_prose::{light_word, percent_in_words};
use crate::report::names::{node_name, within_quotes};
use crate::report::terms::{LEVELS, level_head};
use crate::words::{self, Lang};

/// The bulletin of `day`; `found` is what has become of the plan since the day `since`.
pub fn bulletin(lang: Lang, board: &Board, found: &Comparison, since: NaiveDate, day: NaiveDate) -> Document {
    let mut document = Document::default();
    let title = &board.plan.title;
    let said = |text| lang.say(text).to_owned();
    document.blocks.push(Block::Title(lang.fill(words::paper::BulletinTitle { title })));
    document.blocks.push(Block::Addressee(said(words::paper::TO_UNITS)));
    document.paragraph(lang.fill(words::paper::BulletinIntro { title, day: &long_date(lang, day) }));
    let lights: Vec<(&Item, Light)> = board.items().iter().map(|item| (item, board.light_of(item, day))).collect();
    document.heading(1, said(words::paper::OVERALL));
    overall(lang, board, &lights, day, &mut document);
    document.heading(1, said(words::paper::CHANGES));
    changes(lang, board, found, since, &mut document);
    document.heading(1, said(words::paper::LATE));
    late(lang, board, &lights, day, &mut document);
    document.heading(1, said(words::paper::OWING));
    let owed = board.owing(day);
    owing(lang, board, &owed, &mut document);
    highlights(lang, board, found, &mut document);
    next(lang, board, &lights, !owed.is_empty(), day, &mut document);
    document.blocks.push(signature(lang, board, day));
    document
}

fn overall(lang: Lang, board: &Board, lights: &[(&Item, Light)], day: NaiveDate, document: &mut Document) {
    let pending = lights.iter().filter(|(_, light)| !light.situation.is_handed_over()).count();
    let mut text = lang.fill(words::paper::Count {
        title: &board.plan.title,
        items: &lights.len(),
        given: &(lights.len() - pending),
        pending: &pending,
    });
    let parts = standing(lang, lights);
    if !parts.is_empty() {
        text.push_str(&lang.fill(words::paper::AsOf { day: &long_date(lang, day), parts: &lang.list(parts) }));
    }
    document.paragraph(text);
    document.paragraph(against_time(lang, lights));
    by_section(lang, board, lights, document);
}

fn is_in_hand(light: &Light) -> bool {
    light.situation.is_handed_over() && light.situation.stage.is_open()
}

/// How many items stand how, those that there are: `已办结4项`.
fn standing(lang: Lang, lights: &[(&Item, Light)]) -> Vec<String> {
    let count = |fits: &dyn Fn(&Light) -> bool| lights.iter().filter(|(_, light)| fits(light)).count();
    let stage = |stage: Stage| count(&|light| light.situation.stage == stage);
    let level = |level: Level| count(&|light| is_in_hand(light) && light.level == level);
    let (closed, stopped) = (stage(Stage::Closed), stage(Stage::Stopped));
    let (green, yellow, red, grey) = (level(Level::Green), level(Level::Yellow), level(Level::Red), level(Level::Grey));
    let late = count(&|light| light.situation.days_late.is_some());
    let silent = count(&|light| is_in_hand(light) && light.level == Level::Red && !light.situation.percent_given);
    let of_red = there_are([
        (late, lang.fill(words::paper::RedLate { n: &late })),
        (silent, lang.fill(words::paper::RedSilent { n: &silent })),
    ]);
    let of_red = of_red.join(lang.say(words::value::SEMICOLON));
    let of_red = if of_red.is_empty() { of_red } else { lang.fill(words::paper::OfThem { text: &of_red }) };
    there_are([
        (closed, lang.fill(words::paper::Closed { n: &closed })),
        (stopped, lang.fill(words::paper::Stopped { n: &stopped })),
        (green, lang.fill(words::paper::Green { n: &green })),
        (yellow, lang.fill(words::paper::Yellow { n: &yellow })),
        (red, lang.fill(words::paper::Red { n: &red, of_them: &of_red })),
        (grey, lang.fill(words::paper::Undated { n: &grey })),
    ])
}

fn by_section(lang: Lang, board: &Board, lights: &[(&Item, Light)], document: &mut Document) {
    let row = |label: &str, of: Vec<&Light>| {
        let total = Rollup::of(of.iter().copied());
        let mut row = vec![label.to_owned(), of.len().to_string()];
        row.extend(LEVELS.map(|level| total.counts.get(level).to_string()));
        row.push(percent_in_words(total.percent));
        row
    };
    let of_section = |section: &crate::plan::Section| {
        let of = lights.iter().filter(|(item, _)| item.section == section.id).map(|(_, light)| light);
        row(&section.label, of.collect())
    };
    let mut rows: Vec<Vec<String>> = board.sections.iter().map(of_section).collect();
    rows.push(row(lang.say(words::paper::TOTAL), lights.iter().map(|(_, light)| light).collect()));
    let mut columns = vec![(words::paper::COLUMN_SECTION, 5), (words::paper::COLUMN_ITEMS, 2)];
    columns.extend(LEVELS.map(|level| (level_head(level), if level == Level::Blue { 3 } else { 2 })));
    columns.push((words::paper::COLUMN_PERCENT, 3));
    table(lang, document, &columns, rows);
}

fn against_time(lang: Lang, lights: &[(&Item, Light)]) -> String {
    let Some(found) = AgainstTime::of(lights.iter().map(|(_, light)| light)) else { return String::new() };
    let AgainstTime { known, closed, percent, expected } = found;
    let gap = match percent - expected {
        0 => lang.say(words::paper::EVEN).to_owned(),
        gap if gap < 0 => lang.fill(words::paper::Behind { n: &-gap }),
        gap => lang.fill(words::paper::Ahead { n: &gap }),
    };
    let closed = if closed > 0 { lang.fill(words::paper::ClosedAmong { n: &closed }) } else { String::new() };
    lang.fill(words::paper::Progress { n: &known, closed: &closed, percent: &percent, expected: &expected, gap: &gap })
}

/// An item whose light turned: what it was, and what it is.
type Turned = (ItemId, Light, Light);

fn changes(lang: Lang, board: &Board, found: &Comparison, since: NaiveDate, document: &mut Document) {
    let since = long_date(lang, since);
    // Who gave a first figure has reported, and has not got better.
    let (first, better): (Vec<Turned>, Vec<Turned>) =
        found.better.iter().cloned().partition(|(_, was, is)| is_first_figure(was, is));
    let turned: [(words::Text, &[Turned]); 4] = [
        (words::paper::NEWLY_LATE, &found.overdue),
        (words::paper::WORSE, &found.worse),
        (words::paper::BETTER, &better),
        (words::paper::FIRST_FIGURE, &first),
    ];
    let mut any = false;
    for (heading, items) in turned {
        let told: Vec<String> = items
            .iter()
            .filter_map(|(id, was, is)| {
                let item = &named_with_lead(lang, board.item(*id)?);
                Some(lang.fill(words::paper::Turned { item, was: &light_word(lang, was), is: &light_word(lang, is) }))
            })
            .collect();
        any |= list(lang, heading, &told, document);
    }
    let closed: Vec<String> =
        found.closed.iter().filter_map(|id| Some(named_with_lead(lang, board.item(*id)?))).collect();
    any |= list(lang, words::paper::DONE, &closed, document);
    let added: Vec<String> =
        found.added.iter().filter_map(|id| Some(named_with_lead(lang, board.item(*id)?))).collect();
    any |= list(lang, words::changed::ADDED, &added, document);
    let removed =
        found.removed.iter().map(|(no, title)| lang.fill(words::paper::Item { no, title: &within_quotes(title) }));
    any |= list(lang, words::changed::REMOVED, &removed.collect::<Vec<_>>(), document);
    let date = |day: Option<NaiveDate>| {
        day.map_or_else(|| lang.say(words::paper::NO_DATE).to_owned(), |day| long_date(lang, day))
    };
    let moved = found.moved.iter().filter_map(|(id, was, is)| {
        let item = &named_with_lead(lang, board.item(*id)?);
        Some(lang.fill(words::paper::Turned { item, was: &date(*was), is: &date(*is) }))
    });
    any |= list(lang, words::paper::MOVED, &moved.collect::<Vec<_>>(), document);
    if !any {
        document.paragraph(lang.fill(words::paper::NoChange { since: &since }));
    }
}

fn is_first_figure(was: &Light, is: &Light) -> bool {
    !was.situation.percent_given && is.situation.percent_given
}

/// A heading with what stands under it; returns whether there was anything.
fn list(lang: Lang, heading: words::Text, told: &[String], document: &mut Document) -> bool {
    if told.is_empty() {
        return false;
    }
    document.heading(2, lang.fill(words::paper::Counted { what: &lang.say(heading), n: &told.len() }));
    let told: Vec<&str> = told.iter().map(|line| line.trim_end_matches(['。', '.'])).collect();
    document.paragraph(sentence(lang, &told.join(lang.say(words::value::SEMICOLON))));
    true
}

fn late(lang: Lang, board: &Board, lights: &[(&Item, Light)], day: NaiveDate, document: &mut Document) {
    late_items(lang, lights, day, document);
    let tasks = own_tasks(board, day).into_iter().filter_map(|(item, measure, light)| {
        let node = node_name(lang, board, Node::measure(item.id, measure.id));
        let lead = lead_of(item, measure).map_or_else(|| lang.say(words::paper::NO_LEAD), String::as_str);
        Some(lang.fill(words::paper::TaskLate { node: &node, lead: &lead, n: &light.situation.days_late? }))
    });
    let tasks: Vec<String> = tasks.collect();
    if !tasks.is_empty() {
        document.paragraph(lang.fill(words::paper::TasksLate { n: &tasks.len(), tasks: &lang.list(tasks) }));
    }
}

fn late_items(lang: Lang, lights: &[(&Item, Light)], day: NaiveDate, document: &mut Document) {
    let mut late: Vec<(&Item, i64, NaiveDate)> = lights
        .iter()
        .filter_map(|(item, light)| Some((*item, light.situation.days_late?, light.situation.due?)))
        .collect();
    if late.is_empty() {
        document.paragraph(lang.say(words::paper::NONE_LATE));
        return;
    }
    late.sort_by_key(|(item, days, _)| (-days, item.no));
    let by = |name: &dyn Fn(&Item) -> Option<String>, none: words::Text| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (item, ..) in &late {
            *counts.entry(name(item).unwrap_or_else(|| lang.say(none).to_owned())).or_default() += 1;
        }
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        lang.list(counts.iter().map(|(name, n)| lang.fill(words::paper::NameCount { name, n })))
    };
    document.paragraph(lang.fill(words::paper::LateBy {
        n: &late.len(),
        units: &by(&|item| item.work.lead.clone(), words::paper::NO_LEAD),
        leaders: &by(&|item| item.work.leader.clone(), words::paper::NO_LEADER),
    }));
    let rows = late.iter().map(|(item, days, due)| {
        vec![
            item.no.to_string(),
            item.title.clone(),
            item.work.lead.clone().unwrap_or_default(),
            item.work.leader.clone().unwrap_or_default(),
            short_date(lang, *due, day),
            days.to_string(),
            standing_problem(lang, item).unwrap_or_default(),
        ]
    });
    let columns = [
        (words::column::NUMBER, 2),
        (words::column::ITEM, 7),
        (words::paper::COLUMN_LEAD, 4),
        (words::paper::COLUMN_LEADER, 3),
        (words::paper::COLUMN_DUE, 4),
        (words::paper::COLUMN_DAYS_LATE, 2),
        (words::paper::COLUMN_PROBLEM, 6),
    ];
    table(lang, document, &columns, rows.collect());
}

fn owing(lang: Lang, board: &Board, owing: &[(UnitName, Vec<Owed>)], document: &mut Document) {
    let in_hand = board.items().iter().any(|item| item.work.standing.stage == Stage::Active);
    if owing.is_empty() {
        let said = if in_hand { words::paper::NONE_OWING } else { words::paper::NOTHING_IN_HAND };
        document.paragraph(lang.say(said));
        return;
    }
    let items: usize = owing.iter().map(|(_, owed)| owed.len()).sum();
    document.paragraph(lang.fill(words::paper::OwingCount { units: &owing.len(), items: &items }));
    super::owing::by_unit(lang, board, owing, document);
}

fn highlights(lang: Lang, board: &Board, found: &Comparison, document: &mut Document) {
    // Behind is behind, also where it was worse before.
    let better = found.better.iter().filter(|(_, was, is)| is.level > Level::Yellow && !is_first_figure(was, is));
    let better = better.map(|(id, ..)| *id);
    let told = found.closed.iter().copied().chain(better).filter_map(|id| {
        let item = board.item(id)?;
        Some(highlight(lang, item, last_said(item, |report| &report.done)?))
    });
    section(lang, document, words::paper::HIGHLIGHTS, told.collect());
}

fn next(lang: Lang, board: &Board, lights: &[(&Item, Light)], is_owed: bool, day: NaiveDate, document: &mut Document) {
    let mut asked = Vec::new();
    if lights.iter().any(|(_, light)| light.situation.days_late.is_some()) {
        asked.push(lang.say(words::paper::ASK_LATE).to_owned());
    }
    let behind =
        lights.iter().filter(|(_, light)| light.level <= Level::Yellow && light.situation.days_late.is_none()).count();
    if behind > 0 {
        asked.push(lang.fill(words::paper::AskBehind { n: &behind }));
    }
    if is_owed {
        asked.push(lang.say(words::paper::ASK_OWING).to_owned());
    }
    let soon: Vec<String> = day
        .checked_add_days(Days::new(AHEAD))
        .map(|until| board.falling_due(day, until))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|id| {
            let item = board.item(id)?;
            let due = board.light_of(item, day).situation.due?;
            Some(lang.fill(words::paper::DueOn { item: &named(lang, item), due: &long_date(lang, due) }))
        })
        .collect();
    if !soon.is_empty() {
        asked.push(lang.fill(words::paper::AskSoon { days: &AHEAD, n: &soon.len(), items: &lang.list(soon) }));
    }
    let pending = lights.iter().filter(|(_, light)| !light.situation.is_handed_over()).count();
    if pending > 0 {
        asked.push(lang.fill(words::paper::AskPending { n: &pending }));
    }
    if asked.is_empty() {
        asked.push(lang.say(words::paper::ASK_GOING_ON).to_owned());
    }
    section(lang, document, words::paper::NEXT, asked);
}
