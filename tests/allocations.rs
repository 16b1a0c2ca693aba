//! What drawing a frame anew asks of the allocator where nothing has changed: labels are borrowed, and what was worked out
//! is kept. Counted on one thread.

mod support;

use duban::words::Lang;
use support::Person;

/// Allocations of a drawing of what these keys lead to, once it was drawn.
fn allocations(keys: &str) -> u64 {
    let mut person = Person::at_demo(Lang::Zh);
    person.press(keys).screen(120, 40);
    person.frame(120, 40);
    allocation_counter::measure(|| person.frame(120, 40)).count_total
}

#[test]
fn a_frame_in_which_nothing_changed_asks_little_of_the_allocator() {
    let screens = [
        "v 1",
        "?",
        "v 2",
        "v 3",
        "v 4",
        "v 5",
        "v 6",
        "v 7",
        "v 8",
        "v 9",
        "v 0",
        "g 1 4 enter enter",
        "P",
        "w",
        "g 1 4 enter d '6月底前'",
    ];
    let counts: Vec<(&str, u64)> = screens.into_iter().map(|keys| (keys, allocations(keys))).collect();
    let empty = counts.iter().map(|(_, count)| *count).min().unwrap_or(0);
    let many: Vec<_> = counts.iter().filter(|(_, count)| *count > LIMIT).collect();
    assert!(many.is_empty(), "of {counts:?}, at least {empty}");
}

/// So many a frame may have.
const LIMIT: u64 = 450;
