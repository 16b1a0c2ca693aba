//! 人员: who may log in, for which unit, in which role.

use ratatui::layout::Rect;

use crate::app::{App, PeopleScreen, Screen, Target};
use crate::report::Term;
use crate::ui::canvas::Canvas;
use crate::ui::memo::Memo;
use crate::ui::theme::Role;
use crate::words;

pub(in crate::ui) fn draw(app: &App, memo: &mut Memo, canvas: &mut Canvas<'_>, area: Rect) {
    let Screen::People(PeopleScreen { login }) = app.screen() else { return };
    let lang = canvas.lang;
    let people = &app.data.board.people;
    if people.is_empty() {
        let words = lang.fill(words::people::Nobody { login: &app.session.author });
        let lines = memo.wrap(&words, usize::from(area.width - 2), canvas.wide);
        for (line, y) in lines.iter().zip(area.y + 1..area.bottom()) {
            canvas.put(area.x + 1, y, area.width - 2, &words[line.clone()], Role::Dim);
        }
        return;
    }
    let at = people.iter().position(|person| Some(&person.login) == login.as_ref()).unwrap_or(0);
    let list = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let page = usize::from(list.height).max(1);
    let top = memo.top("people", at, people.len(), page);
    memo.painted.page = page;
    let columns = columns(area.width);
    let head = [
        words::people::NAME,
        words::people::LOGIN,
        words::people::UNIT_HEAD,
        words::people::ROLE,
        words::people::STATE,
    ];
    canvas.fill(Rect { height: 1, ..area }, Role::Bar);
    for (head, (x, width)) in head.iter().zip(columns) {
        canvas.put_cut(area.x + x, area.y, width, lang.say(*head), Role::Bar);
    }
    for (place, person) in people.iter().enumerate().skip(top).take(page) {
        let y = list.y + (place - top) as u16;
        let role = match (place == at, person.active) {
            (true, _) => Role::Selected,
            (false, true) => Role::Text,
            (false, false) => Role::Dim,
        };
        let line = Rect { y, height: 1, ..list };
        canvas.fill(line, role);
        memo.target(y, line.x, line.right(), Target::Person(place));
        let online =
            app.session.others.iter().any(|other| other.login == person.login) || person.login == app.session.author;
        let state = match (person.active, online) {
            (false, _) => lang.say(words::people::GONE),
            (true, true) => lang.say(words::people::ONLINE),
            (true, false) => "",
        };
        let unit = person.unit.as_deref().unwrap_or("-");
        let words = [&person.name, &person.login, unit, lang.say(person.role.text()), state];
        for (text, (x, width)) in words.iter().zip(columns) {
            canvas.put_cut(line.x + x, y, width, text, role);
        }
    }
}

/// Column and width of name, login, unit, role and state.
fn columns(width: u16) -> [(u16, u16); 5] {
    let share = (width.saturating_sub(2) / 10).max(3);
    [
        (1, share * 2 - 1),
        (1 + share * 2, share * 2 - 1),
        (1 + share * 4, share * 3 - 1),
        (1 + share * 7, share * 2 - 1),
        (1 + share * 9, width.saturating_sub(1 + share * 9)),
    ]
}
