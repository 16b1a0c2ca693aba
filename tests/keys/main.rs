//! Keys in, effects out: what a person does, from the key press to the store and back, without a terminal.

#[path = "../support/mod.rs"]
mod support;

mod anything;
mod finding;
mod others;
mod projector;
mod values;

use duban::plan::{Node, Work};
use duban::words::Lang;
use support::Person;

fn person() -> Person {
    Person::at_demo(Lang::Zh)
}

/// The work of an item by its number.
fn work(person: &Person, no: u32) -> Work {
    person.app.data.board.item_no(no).expect("the item").work.clone()
}

fn node(person: &Person, no: u32) -> Node {
    Node::item(person.app.data.board.item_no(no).expect("the item").id)
}

fn percent(person: &Person, no: u32) -> Option<i64> {
    work(person, no).percent.map(i64::from)
}
