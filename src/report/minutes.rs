//! 会议纪要 and the list of commitments, in Markdown: for somebody who was not there. Made from the board as it was when
//! the meeting ended.

use chrono::NaiveDate;

use super::adjustment_prose::{adjustment_in_words, why_in_words};
use super::change_prose::change_in_words;
use super::dates::{Dates, long_date};
use super::light_prose::{light_reasons, percent_in_words};
use super::meeting_prose::{commitment_state, minutes_spent, subject_in_words, subject_number};
use super::reading_prose::claim_in_words;
use super::terms::Term;
use crate::plan::{
    Board, Change, Directive, DirectiveId, DirectiveKind, Entry, Item, Level, Light, Meeting, Node, Point, Rollup,
    Subject, Treated, adjustments,
};
use crate::read::wrong_percentages;
use crate::words::{self, Lang, Text};

/// The minutes of a meeting.
/// `began` is the board as the meeting found it, by which is told what changed meanwhile; `entries` is the journal until its
/// end, `held` the part of it that was written while it was held.
pub fn minutes(
    lang: Lang,
    board: &Board,
    meeting: &Meeting,
    began: Option<&Board>,
    (entries, held): (&[Entry], &[Entry]),
) -> String {
    let mut text = format!("# {}\n\n", lang.fill(words::minutes::Title { title: &escaped(&meeting.title) }));
    head(lang, board, meeting, &mut text);
    text.push_str(&format!("\n## {}\n\n{}\n", lang.say(words::minutes::STATE), state(lang, board, meeting.day)));
    earlier(lang, board, meeting, &mut text);
    points(lang, board, meeting, began, &mut text);
    decisions(lang, board, meeting, &mut text);
    adjusted(lang, board, entries, held, &mut text);
    left(lang, board, meeting, &mut text);
    text
}

fn head(lang: Lang, board: &Board, meeting: &Meeting, text: &mut String) {
    let clock = |at: chrono::DateTime<chrono::Utc>| board.zone.clock(at, "%H:%M");
    let until = meeting.ended.map_or_else(|| lang.say(words::minutes::RUNNING).to_owned(), clock);
    let time = format!("{} {}—{until}", long_date(lang, meeting.day), clock(meeting.began));
    // What was left empty is asked for: minutes without a place are sent back.
    let mut line = |label: Text, value: &str| {
        let value =
            if value.trim().is_empty() { lang.say(words::minutes::UNFILLED).to_owned() } else { escaped(value) };
        text.push_str(&format!("- {}{}{value}\n", lang.say(label), lang.say(words::value::COLON)));
    };
    line(words::minutes::TIME, &time);
    line(words::minutes::PLACE, &meeting.place);
    line(words::minutes::CHAIR, &meeting.chair);
    line(words::minutes::PRESENT, &meeting.present.join(lang.say(words::minutes::COMMA)));
    line(words::minutes::RECORDER, board.called(&meeting.author));
}

fn state(lang: Lang, board: &Board, day: NaiveDate) -> String {
    let lights: Vec<Light> = board.items().iter().map(|item| board.light_of(item, day)).collect();
    let total = Rollup::of(&lights);
    let count = |level: Level| {
        let word = lang.say(level.text());
        (total.counts.get(level) > 0).then(|| format!("{word} {}", total.counts.get(level)))
    };
    let counts: Vec<String> = Level::ALL.iter().copied().filter_map(count).collect();
    lang.fill(words::minutes::StateLine {
        title: &board.plan.title,
        n: &board.items().len(),
        counts: &counts.join(lang.say(words::minutes::COMMA)),
        known: &total.known,
        percent: &percent_in_words(total.percent),
        expected: &percent_in_words(total.expected),
    })
}

fn earlier(lang: Lang, board: &Board, meeting: &Meeting, text: &mut String) {
    let commitments = board.commitments(Some(meeting.id));
    if commitments.is_empty() {
        return;
    }
    text.push_str(&format!("\n## {}\n\n", lang.say(words::minutes::EARLIER)));
    for (it, n) in commitments.iter().zip(1..) {
        let state = commitment_state(lang, it, Dates::of(board, meeting.day), meeting.day);
        let of = it.item.and_then(|id| board.item(id)).map(|item| lang.fill(words::meeting::OfItem { no: &item.no }));
        let body = it.text.replace('\n', " ");
        let body = format!("{}{}", of.unwrap_or_default(), body.trim_end_matches(['。', '.', ';', '；']));
        let stop = lang.say(words::minutes::FULL_STOP);
        text.push_str(&format!("{n}. {}{stop}{} — {state}\n", escaped(&body), escaped(&charge(lang, board, it))));
    }
}

fn points(lang: Lang, board: &Board, meeting: &Meeting, began: Option<&Board>, text: &mut String) {
    let discussed: Vec<&Point> = meeting.agenda.iter().filter(|point| point.treated == Treated::Discussed).collect();
    if discussed.is_empty() {
        return;
    }
    text.push_str(&format!("\n## {}\n", lang.say(words::minutes::POINTS)));
    for (point, n) in discussed.iter().zip(1..) {
        let no = subject_number(board, point.subject);
        // A request names its item itself.
        let named = no.is_empty() || matches!(point.subject, Subject::Extension(_));
        let no = if named { String::new() } else { lang.fill(words::meeting::OfItem { no: &no }) };
        let words = subject_in_words(lang, board, point.subject);
        text.push_str(&format!("\n### {n}. {no}{}\n\n", escaped(&words)));
        let mut line = |label: Text, value: &str| {
            if !value.trim().is_empty() {
                let value = value.replace('\n', " ");
                text.push_str(&format!("- {}{}{}\n", lang.say(label), lang.say(words::value::COLON), escaped(&value)));
            }
        };
        line(words::minutes::SPEAKER, board.speaker(point.subject).map_or("", String::as_str));
        if let Subject::Directive(id) = point.subject {
            line(words::minutes::OUTCOME, &outcome(lang, board, meeting, began, id));
        }
        if let Some(item) = board.item_of_subject(point.subject).and_then(|id| board.item(id)) {
            about_item(lang, item, &board.light_of(item, meeting.day), meeting.day, &mut line);
            let done = done_to(lang, board, item, point.subject, began);
            line(words::minutes::DONE, &done.join(lang.say(words::value::SEMICOLON)));
        }
        let numbers: Vec<String> = board
            .decided_on(meeting.id, point.subject)
            .filter_map(|it| it.meeting.map(|given| given.no.to_string()))
            .collect();
        if !numbers.is_empty() {
            let list = numbers.join(lang.say(words::minutes::COMMA));
            line(words::minutes::DECIDED, &lang.fill(words::minutes::See { numbers: &list }));
        }
        if point.seconds > 0 {
            line(words::minutes::SPENT, &lang.fill(words::meeting::Minutes { n: &minutes_spent(point.seconds) }));
        }
    }
}

/// How an earlier decision stands after the meeting, and whether the meeting closed it or gave it back.
fn outcome(lang: Lang, board: &Board, meeting: &Meeting, began: Option<&Board>, id: DirectiveId) -> String {
    let Some(it) = board.directive(id) else { return String::new() };
    let before = began.and_then(|began| began.directive(id));
    let closed_here = it.closed.is_some() && before.is_some_and(|before| before.closed.is_none());
    let returned_here = it.returned.is_some() && before.is_some_and(|before| before.returned != it.returned);
    if closed_here {
        lang.say(words::minutes::CLOSED_HERE).to_owned()
    } else if returned_here {
        lang.say(words::minutes::RETURNED_HERE).to_owned()
    } else {
        commitment_state(lang, it, Dates::of(board, meeting.day), meeting.day)
    }
}

/// What became of an item during the meeting: what was corrected, granted, refused, verified, by whomever.
fn done_to(lang: Lang, board: &Board, item: &Item, subject: Subject, began: Option<&Board>) -> Vec<String> {
    let mut done = Vec::new();
    let before = began.and_then(|began| began.item(item.id));
    for it in board.extensions.iter().filter(|it| it.node.item == item.id) {
        let open = began.is_some_and(|began| began.extension(it.id).is_none_or(|old| old.answer.is_none()));
        let asked = subject == Subject::Extension(it.id);
        match &it.answer {
            Some(answer) if open && answer.granted => {
                done.push(lang.fill(words::minutes::Granted { to: &long_date(lang, it.to) }));
            }
            Some(answer) if open => {
                done.push(lang.fill(words::minutes::Refused { to: &long_date(lang, it.to), note: &answer.note }));
            }
            None if asked => done.push(lang.say(words::minutes::UNANSWERED).to_owned()),
            _ => {}
        }
    }
    let changes = before.map(|old| old.work.changes_to(&item.work)).unwrap_or_default();
    for to in changes {
        done.push(change_in_words(lang, &Change::Field { node: Node::item(item.id), to }));
    }
    done
}

/// As the meeting left it, which is what its pages showed last; what it was before stands under what changed.
fn about_item(lang: Lang, item: &Item, light: &Light, day: NaiveDate, line: &mut impl FnMut(Text, &str)) {
    let reason = light_reasons(lang, light).get(1).cloned().unwrap_or_default();
    let level = lang.say(light.level.text());
    line(words::minutes::LIGHT, &format!("{level}{}{reason}", lang.say(words::minutes::COMMA_CLAUSE)));
    let told = item.reports.iter().rev().filter(|report| report.day <= day && !report.unchanged);
    let mut told = told.filter(|it| !it.done.is_empty() || !it.problem.is_empty() || !it.next.is_empty());
    if let Some(report) = told.next() {
        line(words::report::DONE, &report.done);
        for claim in wrong_percentages(&report.done) {
            line(words::projector::RECOMPUTED, &claim_in_words(lang, &claim));
        }
        line(words::report::PROBLEM, &report.problem);
        line(words::report::NEXT, &report.next);
    }
}

fn decisions(lang: Lang, board: &Board, meeting: &Meeting, text: &mut String) {
    text.push_str(&format!("\n## {}\n\n", lang.say(words::minutes::DECISIONS)));
    let mut any = false;
    for it in board.decisions(meeting.id) {
        any = true;
        let no = it.meeting.map_or(0, |given| given.no);
        let of = it.item.and_then(|id| board.item(id)).map(|item| lang.fill(words::meeting::OfItem { no: &item.no }));
        let body = it.text.replace('\n', " ");
        let body = body.trim_end_matches(['。', '.', ';', '；']);
        // A list would be counted anew by whoever shows it; these numbers are names.
        let kind = match it.kind {
            DirectiveKind::Decision => String::new(),
            kind => lang.fill(words::minutes::Kind { kind: &lang.say(kind.text()) }),
        };
        text.push_str(&format!(
            "{}{kind}{}{}{}",
            lang.fill(words::minutes::Number { n: &no }),
            of.unwrap_or_default(),
            escaped(body),
            lang.say(words::minutes::FULL_STOP)
        ));
        text.push_str(&escaped(&charge(lang, board, it)));
        text.push_str("\n\n");
    }
    if any {
        // Before what follows stands one empty line, not two.
        text.pop();
    } else {
        text.push_str(&format!("{}\n", lang.say(words::minutes::NOTHING)));
    }
}

/// What became of the plan itself, each with its reason: what is asked for where nobody gave one.
fn adjusted(lang: Lang, board: &Board, entries: &[Entry], held: &[Entry], text: &mut String) {
    let adjusted = adjustments(held);
    if adjusted.is_empty() {
        return;
    }
    text.push_str(&format!("\n## {}\n\n", lang.say(words::adjustment::HEADING)));
    for (it, n) in adjusted.iter().zip(1..) {
        let what = adjustment_in_words(lang, board, entries, it.what);
        let why = why_in_words(lang, it.why).unwrap_or_else(|| lang.say(words::minutes::UNFILLED).to_owned());
        let why = why.trim_end_matches(['。', '.']);
        let line = lang.fill(words::adjustment::Line { what: &escaped(&what), why: &escaped(why) });
        text.push_str(&format!("{n}. {line}\n"));
    }
}

/// Whose word, who does it, until when.
fn charge(lang: Lang, board: &Board, it: &Directive) -> String {
    let owner = board.owner_of(it).cloned().unwrap_or_else(|| lang.say(words::minutes::NO_DUE).to_owned());
    let due = it.due.map_or_else(|| lang.say(words::minutes::NO_DUE).to_owned(), |due| long_date(lang, due));
    let issuer = it.issuer.as_ref().map(|issuer| lang.fill(words::minutes::Issuer { issuer }));
    format!("{}{}", lang.fill(words::minutes::Charge { owner: &owner, due: &due }), issuer.unwrap_or_default())
}

/// What was on the agenda and was not reached, or was left out.
fn left(lang: Lang, board: &Board, meeting: &Meeting, text: &mut String) {
    let rest: Vec<&Point> = meeting.agenda.iter().filter(|point| point.treated != Treated::Discussed).collect();
    if rest.is_empty() {
        return;
    }
    text.push_str(&format!("\n## {}\n\n", lang.say(words::minutes::LEFT)));
    for point in rest {
        let no = subject_number(board, point.subject);
        let words = subject_in_words(lang, board, point.subject);
        let word = lang.say(point.treated.text());
        let no = match point.subject {
            Subject::Item(_) | Subject::Directive(_) if !no.is_empty() => lang.fill(words::meeting::OfItem { no: &no }),
            Subject::Item(_) | Subject::Directive(_) | Subject::Extension(_) => String::new(),
        };
        text.push_str(&format!("- {no}{} ({word})\n", escaped(&words)));
    }
}

/// One page with everything that was promised, as it stands on `day`.
pub fn commitments(lang: Lang, board: &Board, meeting: &Meeting, day: NaiveDate) -> String {
    let mut text = format!("# {}\n\n", lang.fill(words::minutes::Commitments { title: &meeting.title }));
    let as_of = lang.fill(words::minutes::AsOf { held: &long_date(lang, meeting.day), day: &long_date(lang, day) });
    text.push_str(&format!("{as_of}\n\n"));
    let heads = [
        words::minutes::COLUMN_NO,
        words::minutes::COLUMN_TEXT,
        words::minutes::COLUMN_OWNER,
        words::minutes::COLUMN_DUE,
        words::minutes::COLUMN_ITEM,
        words::minutes::COLUMN_STATE,
    ]
    .map(|head| lang.say(head));
    text.push_str(&format!("| {} |\n|---|---|---|---|---|---|\n", heads.join(" | ")));
    for it in board.decisions(meeting.id) {
        let owner = board.owner_of(it).cloned().unwrap_or_default();
        let due = it.due.map(|due| due.to_string()).unwrap_or_default();
        let item = it.item.and_then(|id| board.item(id)).map(|item| item.no.to_string()).unwrap_or_default();
        let state = commitment_state(lang, it, Dates::of(board, day), day);
        let cells = [
            it.meeting.map_or(0, |given| given.no).to_string(),
            escaped(&it.text.replace('\n', " ")),
            escaped(&owner),
            due,
            item,
            state,
        ];
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    text
}

/// What would be taken for marks of Markdown is escaped: it was typed as text.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '#') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}
