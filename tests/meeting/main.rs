//! Meetings, driven by keys as in the room, and what looks back: changes, trend, time travel, figures.

#[path = "../support/mod.rs"]
mod support;

mod agenda;
mod decisions;
mod figures;
mod lookback;

use duban::app::{Msg, Page, ProjectorScreen, Screen};
use duban::plan::Stage;
use duban::words::Lang;
use support::Person;

fn at_demo() -> Person {
    Person::at_demo(Lang::Zh)
}

/// A meeting that has just begun.
fn in_meeting() -> Person {
    let mut person = at_demo();
    person.press("M ctrl-s");
    person
}

fn page(person: &Person) -> Page {
    match person.app.screen() {
        Screen::Projector(ProjectorScreen { page, .. }) => *page,
        other => panic!("no page: {other:?}"),
    }
}

fn wait(person: &mut Person, seconds: i64) {
    person.app.env.now += chrono::Duration::seconds(seconds);
    person.send(Msg::Wake);
}

/// Items not done whose date is after today and within the year.
fn falling_due(person: &Person) -> usize {
    let board = &person.app.data.board;
    let today = person.app.day();
    let open = |item: &&duban::plan::Item| {
        let situation = board.light_of(item, today).situation;
        !matches!(situation.stage, Stage::Closed | Stage::Stopped) && situation.due.is_some_and(|due| due > today)
    };
    board.items().iter().filter(open).count()
}
