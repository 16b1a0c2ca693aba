//! The frame around every screen: two rows of header, one of footer.

use chrono::Datelike;
use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::light::draw_counts;
use super::theme::Role;
use crate::app::{
    App, Command, Context, Moment, NodeScreen, Popup, Screen, Tone, continuations, hints, keys_of, written,
};
use crate::plan::PlanState;
use crate::report::{Term, clip, mean_progress, period_in_words};
use crate::words::{self, Text};

/// Draws header and footer; returns the room between them.
pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, area: Rect) -> Rect {
    title_row(app, canvas, Rect { height: 1, ..area });
    state_row(app, canvas, Rect { y: area.y + 1, height: 1, ..area });
    footer(app, canvas, Rect { y: area.bottom() - 1, height: 1, ..area });
    Rect { y: area.y + 2, height: area.height - 3, ..area }
}

fn title_row(app: &App, canvas: &mut Canvas<'_>, row: Rect) {
    let lang = canvas.lang;
    canvas.fill(row, Role::Bar);
    let mut right = row.right() - 1;
    let day = app.day();
    let weekday = lang.say(day.weekday().text());
    let date = if row.width >= 60 { format!("{day} {weekday}") } else { day.to_string() };
    right = canvas.put_right(right, row.y, 20, &date, Role::Bar);
    if app.nav.as_of.is_some() {
        right = canvas.put_right(right - 1, row.y, 12, lang.say(words::frame::AS_OF), Role::Bar);
    }
    if app.data.board.demo {
        right = canvas.put_right(right - 1, row.y, 10, &format!(" {} ", lang.say(words::frame::DEMO)), Role::Found);
    }
    // With little room the title of the plan counts more.
    if app.data.board.open_meeting().is_some() && app.meeting().is_none() && right > row.x + 40 {
        right = canvas.put_right(right - 1, row.y, 16, &format!(" {} ", lang.say(words::frame::MEETING)), Role::Found);
    }
    if app.session.read_only {
        let words = format!(" {} ", lang.say(words::frame::READ_ONLY));
        right = canvas.put_right(right.saturating_sub(1), row.y, 12, &words, Role::Found);
    }
    if let Some(person) =
        app.data.board.people.iter().find(|person| person.login == app.session.author).filter(|_| right > row.x + 34)
    {
        let words = format!("{}({})", person.name, lang.say(person.role.text()));
        right = canvas.put_right(right.saturating_sub(2), row.y, 20, &words, Role::Bar);
    }
    if !app.session.others.is_empty() && right > row.x + 30 {
        let words = lang.fill(words::frame::Others { n: &app.session.others.len() });
        right = canvas.put_right(right - 2, row.y, 12, &words, Role::Bar);
    }
    let view = app.nav.screens.first().and_then(Screen::view).map(|view| lang.say(view.text()));
    let trail = trail(app);
    let room = right.saturating_sub(row.x + 2);
    let tail = format!("  {}{trail}", view.unwrap_or_default());
    let tail_cells = canvas.width(&tail);
    let title_room = room.saturating_sub(tail_cells).max(room / 3);
    let plan = &app.data.board.plan;
    // Nothing of such a plan can be changed: that is said before it is tried.
    let state = Some(plan.state).filter(|state| *state != PlanState::Open);
    let title = state.map(|state| format!("[{}]{}", lang.say(state.text()), plan.title));
    let used = canvas.put_cut(row.x + 1, row.y, title_room, title.as_deref().unwrap_or(&plan.title), Role::Bar);
    canvas.put_cut(row.x + 1 + used, row.y, room.saturating_sub(used), &tail, Role::Bar);
}

/// Characters of a group's label that are shown.
const GROUP: usize = 8;

/// Where one has drilled down to: ` > 三、立德树人 > 14`.
fn trail(app: &App) -> String {
    let Screen::Node(NodeScreen { node, .. }) = app.screen() else { return String::new() };
    let Some(item) = app.data.board.item(node.item) else { return String::new() };
    let section = app.data.board.section(item.section).map(|section| section.label.as_str()).unwrap_or_default();
    let measure = node.measure.and_then(|id| item.position(id)).map(|at| format!("-{}", at + 1)).unwrap_or_default();
    let group = if item.group.is_empty() { String::new() } else { format!(" > {}", clip(&item.group, GROUP)) };
    format!(" > {section}{group} > {}{measure}", item.no)
}

fn state_row(app: &App, canvas: &mut Canvas<'_>, row: Rect) {
    let lang = canvas.lang;
    let total = &app.data.rows.total;
    let mut right = row.right() - 1;
    if app.data.rows.total.counts.total() > 0 {
        right = draw_counts(canvas, right, row.y, &total.counts, Role::Text);
    }
    let room = |x: u16| right.saturating_sub(x + 1);
    let mut x = row.x + 1;
    if let Some(words) = past_in_words(app) {
        let short = lang.fill(words::frame::PastShort { day: &app.dates().short(app.day()) });
        let words = if row.width < 60 { short } else { words };
        canvas.put_cut(x, row.y, room(x), &format!(" {words} "), Role::Found);
        return;
    }
    if !app.nav.filter.is_empty() {
        let shown: usize = app.data.rows.board.iter().map(Vec::len).sum();
        let chips: Vec<String> = app.nav.filter.facets.iter().map(|facet| app.facet_in_words(facet)).collect();
        let words = lang.fill(words::frame::Filtered { chips: &chips.join(" "), n: &shown });
        canvas.put_cut(x, row.y, room(x), &format!(" {words} "), Role::Found);
        return;
    }
    if !app.nav.marks.is_empty() {
        x += canvas.put_cut(
            x,
            row.y,
            room(x),
            &lang.fill(words::frame::Marked { n: &app.nav.marks.len() }),
            Role::Accent,
        ) + 2;
    }
    if let Some(search) = app.nav.search.as_ref().filter(|search| !search.hits.is_empty()) {
        let query = clip(search.needle.query(), 12);
        x += canvas.put_cut(
            x,
            row.y,
            room(x),
            &lang.fill(words::frame::Search { query: &query, n: &search.hits.len() }),
            Role::Accent,
        ) + 2;
    }
    let progress = mean_progress(lang, total);
    let plan = &app.data.board.plan;
    let day = app.day();
    let words = if plan.period.contains(day) {
        progress
    } else {
        let period = &period_in_words(lang, plan.period);
        let over = day > plan.period.last();
        if over {
            lang.fill(words::frame::PeriodOver { period })
        } else {
            lang.fill(words::frame::PeriodAhead { period })
        }
    };
    canvas.put_cut(x, row.y, room(x), &words, Role::Dim);
}

/// Which past is shown, where it is not the present.
pub(super) fn past_in_words(app: &App) -> Option<String> {
    let lang = app.env.lang;
    Some(match app.past()? {
        Moment::Line(seq) => lang.fill(words::frame::Past { seq: &seq.0 }),
        Moment::Day(day) => lang.fill(words::frame::PastDay { day: &day }),
        Moment::Meeting(id) => {
            let meeting = app.data.board.meeting(id);
            let title = meeting.map(|meeting| meeting.title.as_str()).unwrap_or_default();
            let day = meeting.map(|meeting| meeting.day).unwrap_or_default();
            lang.fill(words::frame::PastMeeting { title: &title, day: &day })
        }
    })
}

fn footer(app: &App, canvas: &mut Canvas<'_>, row: Rect) {
    canvas.fill(row, Role::Text);
    let lang = canvas.lang;
    let (x, room) = (row.x + 1, row.width - 2);
    if app.is_saving() {
        canvas.put_cut(x, row.y, room, lang.say(words::frame::SAVING), Role::Dim);
        return;
    }
    if let Some(notice) = app.nav.notice.as_ref() {
        let role = match notice.tone {
            Tone::Done => Role::Done,
            Tone::Info => Role::Accent,
            Tone::Trouble => Role::Trouble,
        };
        canvas.put_cut(x, row.y, room, &notice.text, role);
        return;
    }
    let context = app.context();
    if app.nav.chord.is_empty() {
        draw_hints(canvas, row, &footer_hints(app, context), 1);
    } else {
        let hints = chord_hints(app, context, Command::text);
        let cells = |(keys, words): &(String, &str)| canvas.width(keys) + canvas.width(words);
        // Before one of the choices is left out, all of them move together, and long words give way to short ones.
        if hints.iter().map(|hint| cells(hint) + 3).sum::<u16>() < row.width {
            draw_hints(canvas, row, &hints, 1);
        } else {
            draw_hints(canvas, row, &chord_hints(app, context, Command::hint), 0);
        }
    }
}

/// The keys that matter in a context, with what they do there.
pub(super) fn footer_hints(app: &App, context: Context) -> Vec<(String, &'static str)> {
    let lang = app.env.lang;
    let targets = app.targets();
    let useful = |command: Command| match command {
        Command::Back => {
            let chosen = !app.nav.marks.is_empty() || app.nav.search.is_some() || !app.nav.filter.is_empty();
            app.nav.screens.len() > 1 || app.past().is_some() || chosen
        }
        Command::TakeLast => {
            matches!(app.nav.popups.last(), Some(Popup::Form(form)) if app.last_said(form, form.focus).is_some())
        }
        Command::NewLine => {
            matches!(app.nav.popups.last(), Some(Popup::Form(form)) if !form.on_line())
        }
        command if command.edits() => {
            // What the person may not do there is not offered; the palette shows it, with the reason.
            let closed = app.session.read_only || app.past().is_some();
            !closed && (!app.nav.popups.is_empty() || app.barred(command, &targets).is_none())
        }
        _ => true,
    };
    // On a report the keys for texts and for taking away are about the report.
    let of_report =
        [(Command::EditText, words::node::AMEND_REPORT), (Command::RemoveMeasure, words::node::WITHDRAW_REPORT)];
    let is_on_report = app.nav.popups.is_empty() && app.report_at_cursor().is_some();
    let is_open = |command: Command| is_on_report && useful(command);
    let keys = of_report.into_iter().filter(|(command, _)| is_open(*command));
    let mut found: Vec<(String, &'static str)> =
        keys.filter_map(|(command, text)| Some((keys_of(context, command)?, lang.say(text)))).collect();
    let rows = hints(context).into_iter().filter(|row| useful(row.command));
    found.extend(rows.map(|row| {
        let keys = if row.command == Command::GoTo {
            "g14".to_owned()
        } else if app.nav.popups.last().is_some_and(Popup::asks) {
            row.keys.iter().map(|keys| written(keys)).collect::<Vec<_>>().join("/")
        } else {
            row.keys.first().map(|keys| written(keys)).unwrap_or_default()
        };
        (keys, lang.say(row.command.hint()))
    }));
    found
}

fn chord_hints(app: &App, context: Context, text: fn(Command) -> Text) -> Vec<(String, &'static str)> {
    let mut hints: Vec<(String, &'static str)> = Vec::new();
    for (key, row) in continuations(context, &app.nav.chord) {
        let words = app.env.lang.say(text(row.command));
        match hints.iter_mut().find(|(_, known)| *known == words) {
            Some((keys, _)) => *keys = format!("{}…{key}", keys.split('…').next().unwrap_or_default()),
            None => hints.push((key.to_string(), words)),
        }
    }
    hints
}

/// As many whole hints as there is room for, with so many blanks between a key and its words, and one more behind them.
fn draw_hints(canvas: &mut Canvas<'_>, row: Rect, hints: &[(String, &str)], gap: u16) {
    let mut x = row.x + 1;
    for (keys, words) in hints {
        let cells = canvas.width(keys) + gap + canvas.width(words);
        if x + cells + gap > row.right() {
            break;
        }
        x += canvas.put(x, row.y, cells, keys, Role::Accent) + gap;
        x += canvas.put(x, row.y, cells, words, Role::Dim) + gap + 1;
    }
}
