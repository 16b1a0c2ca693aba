//! Every screen, in every size and both languages, as pictures in text: below each row a letter for the role of every
//! cell that is not ordinary text.

mod support;

use std::path::Path;

use duban::app::{Msg, OpenedPaper};
use duban::read::{Corrections, read_paper};
use duban::words::Lang;
use insta::assert_snapshot;
use support::Person;
use unicode_width::UnicodeWidthStr;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

/// A name and the keys that lead there.
const SCREENS: [(&str, &str); 12] = [
    ("board", "g 1 4 enter"),
    ("item", "g 1 4 enter enter"),
    ("measure", "g 1 4 enter enter j enter"),
    ("ledger", "v 2 b"),
    ("attention", "v 3"),
    ("history", "v 4"),
    ("timeline", "v 7"),
    ("matrix", "v 8"),
    ("trend", "v 9"),
    ("changes", "v 0"),
    ("meeting", "M ctrl-s enter m d '限期整改' ctrl-s M"),
    ("figure", "# enter"),
];

/// Screens of an office where several people work.
const OFFICE: [(&str, &str); 5] = [
    ("mine", "v 5"),
    ("people", "v 6"),
    ("loop", "g 2 0 enter enter"),
    ("shared_board", "g 1 4 enter"),
    ("directive", "g 1 4 enter ! '请加快'"),
];

const POPUPS: [(&str, &str); 19] = [
    ("units", "U j j"),
    ("settings", "v , j j"),
    ("rules", "v , j j j enter j j j j enter '15' enter"),
    ("school", "v , j j j j enter j j"),
    ("leaders", "v , j j enter j"),
    ("columns", "v , end k k k enter j"),
    ("percent", "p 4"),
    ("due", "d '6月底前'"),
    ("lead", "o"),
    ("stage", "s"),
    ("report", "r '完成调研'"),
    ("filter", "f space"),
    ("palette", ": 'js'"),
    ("why", "g 1 6 enter w"),
    ("confirm", "enter j x"),
    ("meeting", "M"),
    ("decision", "M ctrl-s enter m m m d '七月底前'"),
    ("figures", "#"),
    ("minutes", "M ctrl-s enter m m m d '逐县核对材料' ctrl-s Q y"),
];

#[test]
fn every_screen_in_every_size_and_language() {
    for lang in Lang::ALL {
        for (name, keys) in SCREENS {
            for (width, height) in SIZES {
                let mut person = Person::at_demo(lang);
                person.screen(width, height);
                person.press(keys);
                let id = format!("{name}_{}_{width}x{height}", lang.locale());
                assert_snapshot!(id, person.picture(width, height));
            }
        }
    }
}

#[test]
fn every_screen_of_an_office() {
    for lang in Lang::ALL {
        for (name, keys) in OFFICE {
            for (width, height) in SIZES {
                let mut person = Person::at_office(lang);
                person.screen(width, height);
                person.press(keys);
                let id = format!("{name}_{}_{width}x{height}", lang.locale());
                assert_snapshot!(id, person.picture(width, height));
            }
        }
    }
}

/// Pages of the projector.
const PAGES: [(&str, &str); 15] = [
    ("page_title", "P"),
    ("page_glance", "P pgdn"),
    ("page_section", "P pgdn pgdn pgdn pgdn"),
    ("page_item", "P 2 3 enter"),
    ("page_closing", "P end"),
    ("page_changed", "P pgdn pgdn"),
    ("page_changes", "P pgdn pgdn pgdn"),
    ("page_meeting", "M ctrl-s P home"),
    ("page_earlier", "M ctrl-s enter pgup"),
    ("page_decision", "M ctrl-s enter"),
    ("page_replied", "M ctrl-s enter pgdn"),
    ("page_point", "M ctrl-s enter m m m"),
    ("page_request", "M ctrl-s end k enter"),
    ("page_decided", "M ctrl-s enter m m m d '逐县核对材料' tab tab '7月底前' ctrl-s d '按周调度经费' ctrl-s end"),
    ("page_past", "[ P 8 enter"),
];

/// Pages on which a paper that comes in is looked over.
const PAPERS: [(&str, &str); 3] = [("review", "j j j j"), ("review_doubt", "n"), ("compare", "=")];

#[test]
fn every_page_of_a_paper_that_comes_in() {
    const PAPER: &str = include_str!("../seeds/liuan-2024.txt");
    let mut corrected = PAPER.replace("1.深入学习贯彻党的创新理论", "1.深入学习宣传贯彻党的创新理论");
    corrected = corrected.replace("严格执行党委会“第一议题”制度。", "");
    let new = "32.推进智慧教育建设。建成智慧课堂20间。(责任科室:电教馆;时限:13月底前)\n智能问答";
    corrected = corrected.replacen("智能问答", new, 1);
    for lang in Lang::ALL {
        for (name, keys) in PAPERS {
            for (width, height) in SIZES {
                let mut person = Person::at_demo(lang);
                person.screen(width, height);
                let path = "工作要点.txt".to_owned();
                let paper = read_paper(corrected.as_bytes(), Path::new(&path)).expect("reads");
                person.app.review(OpenedPaper { path, paper, corrections: Corrections::default(), known: None });
                person.press(keys);
                let id = format!("{name}_{}_{width}x{height}", lang.locale());
                assert_snapshot!(id, person.picture(width, height));
            }
        }
    }
}

#[test]
fn every_page_of_the_projector() {
    for (name, keys) in PAGES {
        for (width, height) in [(40, 12), (64, 18), (80, 24), (120, 40)] {
            let mut person = Person::at_office(Lang::Zh);
            person.screen(width, height);
            person.press(keys);
            assert_snapshot!(format!("{name}_{width}x{height}"), person.picture(width, height));
        }
    }
}

#[test]
fn every_popup_on_a_small_and_a_usual_window() {
    for (name, keys) in POPUPS {
        for (width, height) in [(40, 12), (80, 24)] {
            let mut person = Person::at_demo(Lang::Zh);
            person.screen(width, height);
            person.press(keys);
            assert_snapshot!(format!("popup_{name}_{width}x{height}"), person.picture(width, height));
        }
    }
}

#[test]
fn a_window_that_is_too_small_says_so() {
    let mut person = Person::at_demo(Lang::Zh);
    assert!(person.screen(39, 12).contains("窗口太小"));
    for (width, height) in [(1, 1), (2, 2), (5, 3), (300, 100)] {
        person.screen(width, height);
    }
}

#[test]
fn the_memo_is_only_a_cache() {
    let sizes = [(80, 24), (120, 40)];
    for (name, keys, (width, height)) in
        SCREENS.into_iter().chain(POPUPS).flat_map(|(name, keys)| sizes.map(|size| (name, keys, size)))
    {
        let mut person = Person::at_demo(Lang::Zh);
        // It remembers other sizes, widths and another language; none of that may show.
        for (width, height) in [(120, 40), (64, 18), (80, 24)] {
            person.picture(width, height);
        }
        person.send(Msg::WideAmbiguous(true)).picture(80, 24);
        person.app.env.lang = Lang::En;
        person.send(Msg::WideAmbiguous(false)).picture(80, 24);
        person.app.env.lang = Lang::Zh;
        person.press(keys);
        assert_eq!(person.picture(width, height), person.picture_afresh(width, height), "{name}");
    }
}

/// Cells that a terminal moves on by, drawing a symbol.
fn cells_of(symbol: &str, wide: bool) -> usize {
    if wide { symbol.width_cjk() } else { symbol.width() }
}

/// What a terminal makes of each row is as wide as the window, and no character is cut in half by what stands beside it.
fn is_whole(person: &mut Person, (width, height): (u16, u16), wide: bool) -> Result<(), String> {
    let cells = person.cells(width, height);
    for y in 0..height {
        let mut x = 0;
        while x < width {
            let symbol = cells[(x, y)].symbol();
            let used = cells_of(symbol, wide);
            let row = || (0..width).map(|x| cells[(x, y)].symbol()).collect::<String>();
            match used {
                1 => {}
                2 if x + 1 < width && cells[(x + 1, y)].symbol().is_empty() => {}
                _ => return Err(format!("{width}×{height} row {y}, cell {x}: “{symbol}” in {}", row())),
            }
            x += used as u16;
        }
    }
    Ok(())
}

#[test]
fn nothing_is_cut_in_half_and_no_row_is_too_long() {
    for wide in [false, true] {
        for (name, keys) in SCREENS.into_iter().chain(POPUPS) {
            let mut person = Person::at_demo(Lang::Zh);
            person.send(Msg::WideAmbiguous(wide)).press(keys);
            for width in (40..130).step_by(7).chain([41, 64, 65, 107, 108, 150, 200]) {
                for height in [12, 24] {
                    let whole = is_whole(&mut person, (width, height), wide);
                    assert_eq!(whole, Ok(()), "{name}, ambiguous characters wide: {wide}");
                }
            }
        }
    }
}

#[test]
fn quoted_words_keep_their_place_where_quotes_are_wide() {
    // What is typed too: the plan itself quotes on most of its pages.
    for keys in ["r '落实“双减”要求——见附件…'", "e '“一校一策”'", "/ '“'", "t '“十四五”目标'"]
    {
        let mut person = Person::at_demo(Lang::Zh);
        person.send(Msg::WideAmbiguous(true)).press(keys);
        for size in [(40, 12), (80, 24), (81, 24)] {
            assert_eq!(is_whole(&mut person, size, true), Ok(()), "{keys}");
        }
    }
}
