//! The pages of the settings: lists with columns; below the rules, what they would make of the board.

use ratatui::layout::Rect;

use crate::app::{App, RulesPreview, SettingPage, SettingRow, SettingsTable, Target};
use crate::plan::Level;
use crate::report::{Term, level_short};
use crate::ui::canvas::Canvas;
use crate::ui::light::draw_word;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words::{self, Text};

/// The column of the rules in which a light stands.
const LIGHT: usize = 2;

/// Rows for what rules would make of the board.
const PREVIEW: u16 = 6;

/// The column that gives way where there is no room for all.
const FLEXIBLE: usize = 1;

/// Where columns begin and how wide they are: the flexible one gives way first, then those at the end.
fn places(area: Rect, widths: &[u16]) -> Vec<(u16, u16)> {
    const LEAST: u16 = 10;
    let room = area.width.saturating_sub(2);
    let others: u16 = widths.iter().enumerate().filter(|(at, _)| *at != FLEXIBLE).map(|(_, cells)| cells + 2).sum();
    let mut x = area.x + 1;
    let mut places = Vec::new();
    for (at, cells) in widths.iter().enumerate() {
        let cells = if at == FLEXIBLE { (*cells).min(room.saturating_sub(others).max(LEAST)) } else { *cells };
        let cells = cells.min((area.right() - 1).saturating_sub(x));
        if cells < 2 {
            break;
        }
        places.push((x, cells));
        x += cells + 2;
    }
    places
}

/// The columns of a page: what they are called, and the cells that they have at most.
fn columns(page: SettingPage) -> &'static [(Text, u16)] {
    match page {
        SettingPage::Menu => &[(words::settings::WHAT, 24), (words::settings::NOW, 44), (words::settings::WHOSE, 12)],
        SettingPage::Rules => &[
            (words::settings::NO, 4),
            (words::settings::WHEN, 56),
            (words::settings::LIGHT, 8),
            (words::settings::WORD, 12),
        ],
        SettingPage::School => {
            &[(words::settings::WHAT, 26), (words::settings::RULE, 26), (words::settings::IN_PLAN, 26)]
        }
        SettingPage::Leaders => {
            &[(words::settings::NAME, 16), (words::settings::ITEMS, 10), (words::settings::REMARK, 40)]
        }
        SettingPage::Columns => &[(words::settings::SHOWN, 6), (words::settings::COLUMN, 30)],
    }
}

fn title(page: SettingPage) -> Text {
    match page {
        SettingPage::Menu => words::settings::TITLE,
        SettingPage::Rules => words::settings::RULES,
        SettingPage::School => words::settings::SCHOOL,
        SettingPage::Leaders => words::settings::LEADERS,
        SettingPage::Columns => words::settings::COLUMNS,
    }
}

fn hint(page: SettingPage) -> Text {
    match page {
        SettingPage::Menu => words::settings::HINT_MENU,
        SettingPage::Rules => words::settings::HINT_RULES,
        SettingPage::School => words::settings::HINT_SCHOOL,
        SettingPage::Leaders => words::settings::HINT_LEADERS,
        SettingPage::Columns => words::settings::HINT_COLUMNS,
    }
}

pub(super) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, table: &SettingsTable) {
    let lang = canvas.lang;
    canvas.fill(area, Role::Text);
    let row = Rect { height: 1, ..area };
    canvas.fill(row, Role::Focus);
    canvas.put_cut(row.x + 1, row.y, row.width - 2, lang.say(title(table.page)), Role::Focus);
    let preview = app.rules_preview().filter(|_| table.page == SettingPage::Rules);
    let below = preview.as_ref().map_or(1, |_| PREVIEW).min(area.height.saturating_sub(4));
    let most = area.height.saturating_sub(1 + below);
    // What it would come to stands below the rules, a line apart, not at the end of the window.
    let entries = app.setting_rows(table);
    let wanted = entries.len() as u16 + 2;
    let height = if preview.is_some() { wanted.min(most) } else { most };
    let list = Rect { y: area.y + 1, height, ..area };
    rows(memo, canvas, list, table, &entries);
    let below = Rect { y: list.bottom(), height: below, ..area };
    match preview {
        Some(preview) => told(memo, canvas, below, &preview),
        None => {
            canvas.put_cut(below.x + 1, below.y, below.width - 2, lang.say(hint(table.page)), Role::Dim);
        }
    }
}

fn rows(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, table: &SettingsTable, rows: &[SettingRow]) {
    let heads = Rect { height: 1, ..area };
    canvas.fill(heads, Role::Bar);
    let columns = columns(table.page);
    // As wide as what stands in them: related things stand near each other.
    let width = |at: usize, (head, most): (Text, u16)| {
        // A light has a blank on either side.
        let edge = |row: &SettingRow| if at == LIGHT && row.level.is_some() { 2 } else { 0 };
        let cells = rows.iter().filter_map(|row| Some(canvas.width(row.cells.get(at)?) + edge(row)));
        let widest = cells.max().unwrap_or(0);
        widest.max(canvas.width(canvas.lang.say(head))).min(most)
    };
    let widths: Vec<u16> = columns.iter().enumerate().map(|(at, column)| width(at, *column)).collect();
    let places = places(area, &widths);
    for ((x, cells), (head, _)) in places.iter().zip(columns) {
        canvas.put_cut(*x, heads.y, *cells, canvas.lang.say(*head), Role::Bar);
    }
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let page = usize::from(list.height).max(1);
    let top = memo.top("settings", table.at, rows.len(), page);
    memo.painted.popup = (top, page, rows.len().saturating_sub(page));
    for ((at, entry), y) in rows.iter().enumerate().skip(top).zip(list.y..list.bottom()) {
        let role = match (at == table.at, entry.is_dim) {
            (true, _) => Role::Selected,
            (false, true) => Role::Dim,
            (false, false) => Role::Text,
        };
        let row = Rect { y, height: 1, ..list };
        canvas.fill(row, role);
        memo.target(y, row.x, row.right(), Target::Choice(at));
        for (column, ((x, cells), text)) in places.iter().zip(&entry.cells).enumerate() {
            match entry.level.filter(|_| column == LIGHT) {
                Some(level) => {
                    draw_word(canvas, *x, y, *cells, &format!(" {text} "), level, role);
                }
                None => {
                    canvas.put_cut(*x, y, *cells, text, role);
                }
            }
        }
    }
}

/// What the rules would make of the board: how many of each light, and which items turn.
fn told(memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect, preview: &RulesPreview) {
    let lang = canvas.lang;
    canvas.fill(Rect { height: 1, ..area }, Role::Bar);
    let unsaved = lang.say(words::settings::UNSAVED);
    canvas.put_cut(area.x + 1, area.y, area.width - 2, unsaved, Role::Bar);
    let (was, is) = &preview.counts;
    let count = |level: &Level| {
        let (was, is) = (was.get(*level), is.get(*level));
        let word = lang.say(level_short(*level));
        if was == is { format!("{word} {is}") } else { format!("{word} {was}→{is}") }
    };
    let counts = Level::ALL.iter().map(count).collect::<Vec<_>>().join("  ");
    canvas.put_cut(area.x + 1, area.y + 1, area.width - 2, &counts, Role::Strong);
    let turned = preview.turned.iter().map(|(no, was, is)| {
        lang.fill(words::settings::Turned { no, was: &lang.say(was.text()), is: &lang.say(is.text()) })
    });
    let turned = lang.list(turned);
    let words = if turned.is_empty() { lang.say(words::settings::NOTHING_TURNS).to_owned() } else { turned };
    let mut y = area.y + 2;
    if let Some((from, to)) = preview.hole {
        let hole = lang.fill(words::settings::Hole { from: &from, to: &to });
        canvas.put_cut(area.x + 1, y, area.width - 2, &hole, Role::Trouble);
        y += 1;
    }
    let lines = memo.wrap(&words, usize::from(area.width - 2), canvas.wide);
    for (line, y) in lines.iter().zip(y..area.bottom()) {
        canvas.put(area.x + 1, y, area.width - 2, &words[line.clone()], Role::Text);
    }
}
