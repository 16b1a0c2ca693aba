//! 投屏: pages to be read from five metres. Few lines, wide apart, no decoration; every light has its word.

use ratatui::layout::Rect;

use super::changed_pages::{changed, changed_figures};
use super::decision_pages::{closing, directive_page, earlier, extension_page};
use super::item_page::item_page;
use super::overview_pages::{glance, section, title};
use super::page_layout::MARGIN;
use crate::app::{App, Page, ProjectorScreen, Screen, Tone};
use crate::plan::Treated;
use crate::report::{Term, minutes_spent};
use crate::ui::canvas::Canvas;
use crate::ui::frame::past_in_words;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::Projector(ProjectorScreen { page, blank, .. }) = *app.screen() else { return };
    canvas.fill(area, Role::Text);
    if blank {
        return;
    }
    let body = Rect { x: area.x + MARGIN, y: area.y + 1, width: area.width - 2 * MARGIN, height: area.height - 2 };
    match page {
        Page::Title => title(app, memo, canvas, body),
        Page::Glance => glance(app, canvas, body),
        Page::Section(id, part) => section(app, canvas, body, id, part),
        Page::Item(id) => {
            if let Some(item) = app.data.board.item(id) {
                item_page(app, memo, canvas, body, item);
            }
        }
        Page::Closing(part) => closing(app, memo, canvas, body, part),
        Page::Changed(0) => changed_figures(app, canvas, body),
        Page::Changed(n) => changed(app, memo, canvas, body, n - 1),
        Page::Earlier => earlier(app, memo, canvas, body),
        Page::Directive(id) => directive_page(app, memo, canvas, body, id),
        Page::Extension(id) => extension_page(app, memo, canvas, body, id),
    }
    foot(app, canvas, area, page);
}

/// What was just done, which past is shown, how far the meeting is, and which page it is.
fn foot(app: &App, canvas: &mut Canvas<'_>, area: Rect, page: Page) {
    let y = area.bottom() - 1;
    // A page that was jumped to has no place in the run.
    let place = app
        .place_of(page)
        .map(|at| canvas.lang.fill(words::projector::Page { at: &(at + 1), all: &app.pages().len() }));
    let mut right = area.right() - 1;
    if let Some(place) = place {
        right = canvas.put_right(right, y, 12, &place, Role::Dim).saturating_sub(2);
    }
    let point = app.meeting().zip(page.subject()).and_then(|(meeting, subject)| {
        let point = meeting.point(subject)?;
        let spent = minutes_spent(meeting.seconds_on(subject, app.env.now));
        let spent = canvas.lang.fill(words::meeting::Minutes { n: &spent });
        Some(match point.treated {
            Treated::Waiting => spent,
            treated => format!("{} {spent}", canvas.lang.say(treated.text())),
        })
    });
    if let Some(words) = point {
        right = canvas.put_right(right, y, 20, &words, Role::Dim).saturating_sub(2);
    }
    let room = right.saturating_sub(area.x + MARGIN);
    // Others' changes show in the page itself; what the speaker did or could not do is told.
    if let Some(notice) = app.nav.notice.as_ref().filter(|notice| notice.tone != Tone::Info) {
        let role = if notice.tone == Tone::Done { Role::Done } else { Role::Trouble };
        canvas.put_cut(area.x + MARGIN, y, room, &notice.text, role);
    } else if let Some(words) = changed_by_others(app, page) {
        canvas.put_cut(area.x + MARGIN, y, room, &words, Role::Fresh);
    } else if let Some(words) = past_in_words(app) {
        canvas.put_cut(area.x + MARGIN, y, room, &words, Role::Found);
    } else if page == Page::Title && area.width >= 100 {
        // So many columns mean small letters in a room.
        let text = if app.env.can_enlarge { words::projector::SMALL_LETTERS } else { words::projector::SMALL_FONT };
        canvas.put_cut(area.x + MARGIN, y, room, canvas.lang.say(text), Role::Dim);
    }
}

/// Who has just changed what on the page that is shown.
fn changed_by_others(app: &App, page: Page) -> Option<String> {
    let item = app.data.board.item_of_subject(page.subject()?)?;
    app.data.fresh.get(&crate::plan::Node::item(item)).cloned()
}
