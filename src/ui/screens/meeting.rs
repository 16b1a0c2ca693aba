//! 会议: the agenda, each point with its number, what it is about, who speaks, and what became of it.

use ratatui::layout::Rect;

use crate::app::{App, MeetingScreen, Screen, Target};
use crate::plan::{Meeting, Origin, Point, Subject, Treated};
use crate::report::{Term, commitment_short, minutes_spent, subject_in_words, subject_number};
use crate::ui::canvas::Canvas;
use crate::ui::light::draw_short;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

/// A line of the agenda.
enum Line<'a> {
    Heading(Origin),
    Point(&'a Point),
}

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Meeting(MeetingScreen { id, subject }) = *app.screen() else { return };
    let lang = canvas.lang;
    let Some(meeting) = app.data.board.meeting(id) else {
        canvas.put_cut(area.x + 1, area.y + 1, area.width - 2, lang.say(words::meeting::NOT_YET), Role::Dim);
        return;
    };
    // Points on which something was decided count, also before anybody says so.
    let soon = if meeting.ended.is_none() { meeting.ending(&app.data.board, app.env.now) } else { meeting.clone() };
    let up = meeting.up.filter(|_| meeting.ended.is_none()).map(|up| up.subject);
    let body = head(app, canvas, area, &soon, up, meeting.ended.is_some());
    if meeting.agenda.is_empty() {
        let open = meeting.ended.is_none() && app.writing_barred().is_none();
        let words = if open { words::meeting::EMPTY } else { words::meeting::NO_POINTS };
        canvas.put_cut(body.x + 1, body.y, body.width - 2, lang.say(words), Role::Dim);
        return;
    }
    let mut lines = Vec::new();
    let mut origin = None;
    for point in &meeting.agenda {
        if origin != Some(point.origin) {
            origin = Some(point.origin);
            lines.push(Line::Heading(point.origin));
        }
        lines.push(Line::Point(point));
    }
    let at = lines.iter().position(|line| matches!(line, Line::Point(point) if Some(point.subject) == subject));
    let at = at.unwrap_or(0);
    let page = usize::from(body.height).max(1);
    let top = memo.top("meeting", if at == 1 { 0 } else { at }, lines.len(), page);
    memo.painted.page = page;
    for (line, y) in lines.iter().skip(top).zip(body.y..body.bottom()) {
        let row = Rect { y, height: 1, ..body };
        match line {
            Line::Heading(origin) => {
                let words = lang.say(origin.text());
                canvas.put_cut(row.x + 1, y, row.width - 2, words, Role::Accent);
            }
            Line::Point(point) => {
                let role = if Some(point.subject) == subject { Role::Selected } else { Role::Text };
                canvas.fill(row, role);
                memo.target(y, row.x, row.right(), Target::Point(point.subject));
                let treated = soon.point(point.subject).map_or(point.treated, |point| point.treated);
                point_row(app, canvas, row, meeting, &Point { treated, ..(*point).clone() }, role);
            }
        }
    }
}

/// Title, day and how far it has come; returns the room below.
fn head(app: &App, canvas: &mut Canvas<'_>, area: Rect, meeting: &Meeting, up: Option<Subject>, over: bool) -> Rect {
    let lang = canvas.lang;
    canvas.fill(Rect { height: 1, ..area }, Role::Focus);
    let state = if over {
        lang.say(words::meeting::OVER).to_owned()
    } else {
        // What is being discussed has not been discussed yet.
        let counts = |treated| {
            let of = |point: &&Point| point.treated == treated && up != Some(point.subject);
            meeting.agenda.iter().filter(of).count()
        };
        let (n, skipped) = (counts(Treated::Discussed), counts(Treated::Skipped));
        let all = meeting.agenda.len();
        if skipped == 0 {
            lang.fill(words::meeting::Progress { n: &n, all: &all })
        } else {
            lang.fill(words::meeting::ProgressSkipped { n: &n, skipped: &skipped, all: &all })
        }
    };
    let decided = lang.fill(words::meeting::Decided { n: &app.data.board.decisions(meeting.id).count() });
    let right = canvas.put_right(area.right() - 1, area.y, area.width / 2, &format!("{state}  {decided}"), Role::Focus);
    canvas.put_cut(area.x + 1, area.y, right.saturating_sub(area.x + 2), &meeting.title, Role::Focus);
    let parts =
        [meeting.day.to_string(), meeting.place.clone(), meeting.chair.clone(), app.env.lang.list(&meeting.present)];
    let words: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    canvas.put_cut(area.x + 1, area.y + 1, area.width - 2, &words.join("  "), Role::Dim);
    Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area }
}

fn point_row(app: &App, canvas: &mut Canvas<'_>, row: Rect, meeting: &Meeting, point: &Point, role: Role) {
    let lang = canvas.lang;
    let dim = if role == Role::Text { Role::Dim } else { role };
    let y = row.y;
    let mut right = row.right() - 1;
    let word = match point.treated {
        _ if meeting.ended.is_none() && meeting.up.is_some_and(|up| up.subject == point.subject) => {
            lang.say(words::meeting::NOW)
        }
        Treated::Waiting => "",
        treated => lang.say(treated.text()),
    };
    let state_role = if role == Role::Text { Role::Done } else { role };
    right = canvas.put_right(right, y, 8, word, state_role).min(right.saturating_sub(8)).saturating_sub(1);
    if row.width >= 60 {
        let seconds = meeting.seconds_on(point.subject, app.env.now);
        let spent = lang.fill(words::meeting::Minutes { n: &minutes_spent(seconds) });
        if seconds > 0 {
            canvas.put_right(right, y, 7, &spent, dim);
        }
        right = right.saturating_sub(8);
        let speaker = app.data.board.speaker(point.subject).map(String::as_str).unwrap_or_default();
        canvas.put_cut(right.saturating_sub(12), y, 12, speaker, dim);
        right = right.saturating_sub(13);
    }
    let mut x = row.x + 1;
    let number = subject_number(&app.data.board, point.subject);
    match point.subject {
        Subject::Item(id) => {
            if let Some(light) = app.data.rows.light(&app.data.board, id) {
                draw_short(canvas, Rect { x, y, width: 6, height: 1 }, light, role);
            }
        }
        Subject::Directive(id) => {
            if let Some(it) = app.data.board.directive(id) {
                let late = it.is_unanswered(app.day());
                let role = if late { Role::Light(crate::plan::Level::Red) } else { Role::Bar };
                canvas.fill(Rect { x, y, width: 6, height: 1 }, role);
                canvas.put(x + 1, y, 4, &commitment_short(lang, it, app.day()), role);
            }
        }
        Subject::Extension(id) => {
            let answer = app.data.board.extension(id).and_then(|it| it.answer.as_ref());
            let state = match answer {
                None => words::meeting::SHORT_ASKED,
                Some(answer) if answer.granted => words::meeting::SHORT_GRANTED,
                Some(_) => words::meeting::SHORT_REFUSED,
            };
            canvas.fill(Rect { x, y, width: 6, height: 1 }, Role::Bar);
            canvas.put(x + 1, y, 4, lang.say(state), Role::Bar);
        }
    }
    x += 7;
    let cells = number.len().max(2) as u16;
    canvas.put_right(x + cells, y, cells, &number, dim);
    x += cells + 1;
    let words = subject_in_words(lang, &app.data.board, point.subject);
    canvas.put_cut(x, y, right.saturating_sub(x), &words, role);
}
