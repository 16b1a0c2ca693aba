//! Drawing: reads the app, writes cells, decides nothing. One file a screen in `screens/`, one a popup in `popups/`.
//! [`Memo`] is only a cache: drawing with an empty one looks the same but for the scroll position.

mod big;
mod canvas;
mod doc;
mod frame;
mod light;
mod memo;
mod popups;
mod screens;
mod text;
mod theme;
mod themes;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::{App, NodeScreen, Screen};
use crate::words;

pub use canvas::Canvas;
pub use memo::Memo;
pub use theme::{Depth, Look, Looks, Role, Theme, contrast};
pub use themes::{Themes, read_theme};

/// Below this size there is only a sentence.
pub const SMALLEST: (u16, u16) = (40, 12);

/// Draws everything.
pub fn draw(app: &App, memo: &mut Memo, frame: &mut Frame<'_>) {
    let area = frame.area();
    let theme = memo.theme(&app.env.theme);
    memo.begin();
    let mut canvas = Canvas::new(frame.buffer_mut(), theme, app.env.lang, app.env.wide_ambiguous);
    canvas.ascii = app.env.ascii;
    canvas.fill(area, Role::Text);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let sentence = app.env.lang.fill(words::Small { width: &SMALLEST.0, height: &SMALLEST.1 });
        for (line, y) in text::wrap(&sentence, usize::from(area.width.max(2)), app.env.wide_ambiguous)
            .into_iter()
            .zip(area.y..area.bottom())
        {
            canvas.put(area.x, y, area.width, &sentence[line], Role::Text);
        }
        return;
    }
    // A page has nothing small around it.
    let is_page = matches!(app.screen(), Screen::Projector(_));
    let body = if is_page { area } else { frame::draw(app, &mut canvas, area) };
    match app.screen() {
        Screen::Board(_) | Screen::Nothing => screens::board::draw(app, memo, &mut canvas, body),
        Screen::Node(NodeScreen { node, spot, scroll }) => {
            screens::node::draw(app, memo, &mut canvas, body, *node, *spot, *scroll);
        }
        Screen::Ledger(_) => screens::ledger::draw(app, memo, &mut canvas, body),
        Screen::Attention(_) => screens::attention::draw(app, memo, &mut canvas, body),
        Screen::History(_) => screens::history::draw(app, memo, &mut canvas, body),
        Screen::Mine(_) => screens::mine::draw(app, memo, &mut canvas, body),
        Screen::Projector(_) => screens::projector::draw(app, memo, &mut canvas, body),
        Screen::People(_) => screens::people::draw(app, memo, &mut canvas, body),
        Screen::Meeting(_) => screens::meeting::draw(app, memo, &mut canvas, body),
        Screen::Changes(_) => screens::changes::draw(app, memo, &mut canvas, body),
        Screen::Timeline(_) => screens::timeline::draw(app, memo, &mut canvas, body),
        Screen::Matrix(_) => screens::matrix::draw(app, memo, &mut canvas, body),
        Screen::Trend(_) => screens::trend::draw(app, memo, &mut canvas, body),
        Screen::Figure(_) => screens::figure::draw(app, memo, &mut canvas, body),
    }
    let room = Rect { height: area.height - 1, ..area };
    let cursor = popups::draw(app, memo, &mut canvas, room);
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}
