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

#[test]
fn months_above_the_timeline_stand_apart_at_every_size() {
    for lang in [Lang::Zh, Lang::En] {
        for (width, height) in [(40, 12), (60, 20), (80, 24), (120, 40), (200, 60)] {
            let mut person = Person::at_demo(lang);
            person.press("v 7");
            for zoom in 0..3 {
                let screen = person.screen(width, height);
                let head = screen.lines().find(|line| line.starts_with(" 2024")).unwrap_or_default();
                let marks: Vec<&str> = head.split_whitespace().skip(1).collect();
                let sense = |mark: &&str| {
                    let number = mark.trim_end_matches('月');
                    let is_part =
                        |part: &str| part.len() <= 2 && part.parse::<u32>().is_ok_and(|n| (1..=31).contains(&n));
                    number.split('-').all(is_part)
                        || matches!(*mark, "今" | "^" | "年(季)" | "年(月)" | "年")
                        || mark.starts_with("quarter")
                        || mark.starts_with("month")
                };
                assert!(marks.iter().all(sense), "{width}x{height} zoom {zoom}: {head}");
                assert!(marks.len() >= 2, "{width}x{height} zoom {zoom}: {head}");
                person.press("z");
            }
        }
    }
}

#[test]
fn a_page_that_was_jumped_to_counts_nothing() {
    let mut person = Person::at_demo(Lang::Zh);
    person.press("P 1 5 enter");
    let screen = person.screen(80, 24);
    assert!(!screen.contains("-/"), "{screen}");
}

#[test]
fn nothing_is_left_of_a_word_that_a_popup_covers_in_part() {
    for keys in ["p", "?", "o", "r", ":"] {
        for (width, height) in [(80, 24), (120, 40)] {
            let mut person = Person::at_demo(Lang::Zh);
            person.press("g 1 4 enter enter");
            let before = person.screen(width, height);
            let after = person.press(keys).screen(width, height);
            for (plain, covered) in before.lines().zip(after.lines()).skip(1) {
                // What stands in the first three columns is whole, or nothing.
                let first: String = plain.trim_start().split(' ').next().unwrap_or_default().to_owned();
                let left: String = covered.trim_start().split(' ').next().unwrap_or_default().to_owned();
                let is_part = !left.is_empty()
                    && first.starts_with(&left)
                    && left != first
                    && plain.find(&first) == covered.find(&left);
                assert!(!is_part, "{keys} {width}x{height}: “{left}” of “{first}”\n{after}");
            }
        }
    }
}
