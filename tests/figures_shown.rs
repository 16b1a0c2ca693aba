//! Figures and names as they stand on the screen: headings say what is shown under them, dates of another year carry it,
//! counties stand as the city prints them.

mod support;

use duban::words::Lang;
use support::Person;

#[test]
fn a_filtered_boards_headings_say_what_is_shown_and_of_how_many() {
    let mut person = Person::at_demo(Lang::Zh);
    person.press("f '红灯' space enter");
    let shown: usize = person.app.data.rows.board.iter().map(Vec::len).sum();
    let screen = person.screen(120, 40);
    let parts: Vec<(usize, usize)> = screen
        .split_whitespace()
        .filter_map(|word| word.strip_suffix('项')?.split_once('/'))
        .filter_map(|(n, all)| Some((n.parse().ok()?, all.parse().ok()?)))
        .collect();
    assert_eq!(parts.iter().map(|(n, _)| n).sum::<usize>(), shown, "{screen}");
    assert_eq!(parts.iter().map(|(_, all)| all).sum::<usize>(), 31, "{screen}");
    for (section, items) in person.app.data.rows.shown.iter().zip(&person.app.data.rows.board) {
        assert_eq!(section.counts.total() as usize, items.len());
    }
}

#[test]
fn moments_of_another_year_carry_it_everywhere() {
    let mut person = Person::at_demo(Lang::Zh);
    let year_less = |screen: &str| {
        let is_stamp = |word: &str| word.len() == 5 && word.as_bytes()[2] == b'-' && word.is_char_boundary(2);
        screen.split_whitespace().filter(|word| is_stamp(word) && word[..2].parse::<u32>().is_ok()).count()
    };
    let views = ["v 4", "g 1 4 enter enter", "v 2", "v 3", "v 1", "v 0"];
    for keys in views {
        person.press("v 1 esc").press(keys);
        assert!(keys == "v 0" || year_less(&person.screen(120, 60)) > 0, "{keys}: {}", person.screen(120, 60));
    }
    person.press("v 1 D '2026年6月20日' enter");
    for keys in views {
        person.press("v 1 esc").press(keys);
        let screen = person.screen(120, 60);
        assert_eq!(year_less(&screen), 0, "{keys}: {screen}");
    }
}

#[test]
fn counties_stand_in_the_order_in_which_the_city_prints_them() {
    let mut person = Person::at_demo(Lang::Zh);
    person.press("g 1 4 enter C 'huoshan' space ctrl-u 'jinan' space ctrl-u 'shucheng' space enter");
    assert!(person.notice().contains("金安区、舒城县、霍山县"), "{}", person.notice());
}
