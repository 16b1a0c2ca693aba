//! Whatever is pasted or pressed: nothing breaks, and rubbish is text in a field and nothing outside.

use super::{person, work};
use duban::app::{Effect, Msg, Popup, View};
use proptest::prelude::*;

#[test]
fn pasted_rubbish_is_text_in_a_field_and_nothing_outside() {
    let mut person = person();
    let rubbish = "\u{1b}[31mqq\u{202e}xy\u{7}\r\n第二行";
    person.send(Msg::Paste(rubbish.to_owned()));
    assert!(person.app.nav.popups.is_empty() && person.effects.iter().all(|effect| *effect != Effect::Quit));
    person.press("e ctrl-u").send(Msg::Paste(rubbish.to_owned()));
    person.press("enter");
    assert_eq!(person.app.data.board.item_no(1).expect("the item").title, "qqxy 第二行");
    person.press("L").send(Msg::Paste("长".repeat(10_000)));
    person.press("enter");
    assert!(person.screen(80, 24).contains("太长了"), "a name of 10,000 characters");
    assert_eq!(work(&person, 1).leader.as_deref(), Some("甲副局长"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is pressed: no panic, the cursor on something that exists, Esc always leads back to the board.
    #[test]
    fn any_keys_leave_a_board_to_come_back_to(
        keys in proptest::collection::vec("[a-zA-Z0-9?:/=*,.]|enter|esc|tab|space|up|down|left|right|pgdn|home|end|ctrl-r|ctrl-s|双|backspace", 1..60),
        width in 40u16..130, height in 12u16..45,
    ) {
        let mut person = person();
        for key in keys.iter().filter(|key| *key != "q") {
            person.press(key);
            if let Some(node) = person.app.current() {
                prop_assert!(person.app.data.board.contains(node));
            }
        }
        person.screen(width, height);
        for _ in 0..12 {
            person.press("pause esc");
            // A question is answered, or it would come again.
            if matches!(person.app.nav.popups.last(), Some(Popup::Confirm(_))) {
                person.press("y");
            }
        }
        prop_assert_eq!(person.app.screen().view(), Some(View::Board));
        prop_assert!(person.app.nav.popups.is_empty());
    }
}
