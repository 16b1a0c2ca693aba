//! Every key that the help of a screen promises does something there or says why not.

mod support;

use duban::app::{App, BINDINGS, Command, Context, Group, Key, Msg, Start, ThemeName, update};
use duban::words::Lang;
use support::Person;

/// What a person could notice: where they are, what is said, what was asked for.
fn noticed(app: &App) -> String {
    let nav = &app.nav;
    format!(
        "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
        nav.screens,
        nav.popups.len(),
        nav.filter,
        nav.search.is_some(),
        nav.marks,
        nav.notice,
        nav.as_of,
        app.wall,
        (app.env.theme.clone(), app.env.lang, app.env.large, app.past()),
        app.data.board.revision,
    )
}

/// The way to each screen.
const WAYS: [(Context, &str); 19] = [
    (Context::Board, "v 1"),
    (Context::Ledger, "v 2"),
    (Context::Attention, "v 3"),
    (Context::History, "v 4"),
    (Context::Mine, "v 5"),
    (Context::People, "v 6"),
    (Context::Timeline, "v 7"),
    (Context::Matrix, "v 8"),
    (Context::Trend, "v 9"),
    (Context::Changes, "v 0"),
    (Context::Node, "g 1 4 enter enter"),
    (Context::Node, "g 1 4 enter enter end"),
    (Context::Figure, "v 1 # enter"),
    (Context::Meeting, "M ctrl-s"),
    (Context::Projector, "P"),
    (Context::Projector, "P right"),
    (Context::Projector, "P right right"),
    (Context::Projector, "P right right right"),
    (Context::Projector, "M ctrl-s P"),
];

/// What is there already when it is asked for.
const ALREADY: [(Context, &str); 4] =
    [(Context::Board, "v 1"), (Context::Ledger, "1"), (Context::Timeline, "1"), (Context::Projector, "P")];

/// The same screen of the same plan, of somebody who has just come.
fn anew(person: &Person) -> App {
    let mut app = App::new(Start {
        board: person.app.data.board.clone(),
        plans: Vec::new(),
        author: person.app.session.author.clone(),
        today: person.app.env.today,
        as_of: None,
        lang: Lang::Zh,
        theme: ThemeName::DARK,
        themes: ThemeName::BUILT_IN.to_vec(),
        columns: Vec::new(),
        read_only: false,
        restricted: false,
        key: None,
        ascii: false,
        seed: 7,
    });
    app.env.size = (120, 40);
    app.env.now = person.app.env.now;
    app.nav.screens.clone_from(&person.app.nav.screens);
    update(&mut app, Msg::Wake);
    app
}

fn pressed(app: &mut App, keys: &str) -> usize {
    keys.split(' ').map(|key| update(app, Msg::Key(Key::parse(key).expect("a key"))).len()).sum()
}

#[test]
fn every_promised_key_does_something_or_says_why_not() {
    let tried = |screen: &&Context| WAYS.iter().any(|(context, _)| context == *screen);
    assert_eq!(Context::SCREENS.iter().filter(tried).count(), Context::SCREENS.len(), "a way to every screen");
    let mut silent = Vec::new();
    for (context, way) in WAYS {
        let mut person = Person::at_demo(Lang::Zh);
        person.press(way).screen(120, 40);
        assert_eq!(person.app.context(), context, "{way}");
        // At the end of a list there is nothing further, and one sees it.
        let rows = BINDINGS.iter().filter(|row| row.contexts.contains(&context) && row.group != Group::Popup);
        let rows = rows.filter(|row| row.group != Group::Move || row.command == Command::Open);
        for keys in rows.filter_map(|row| row.keys.first()).filter(|keys| !ALREADY.contains(&(context, keys))) {
            let mut app = anew(&person);
            let before = noticed(&app);
            let effects = pressed(&mut app, keys);
            if noticed(&app) == before && effects == 0 {
                silent.push(format!("{context:?} ({way}): {keys}"));
            }
        }
    }
    assert!(silent.is_empty(), "{} keys do nothing and say nothing:\n{}", silent.len(), silent.join("\n"));
}

#[test]
fn a_page_without_an_item_says_that_one_is_needed() {
    let mut person = Person::at_demo(Lang::Zh);
    person.press("P");
    for keys in ["p", "s", "o", "c", "t", "L", "C", "r", "=", "E", "A", "X", "!", "w", "Y", "enter"] {
        let mut app = anew(&person);
        let sent = pressed(&mut app, keys);
        let said = app.nav.notice.as_ref().map(|notice| notice.text.clone());
        let refused = app.nav.popups.last().map(|popup| format!("{popup:?}"));
        let said = said.or(refused).unwrap_or_default();
        assert!(keys == "enter" || said.contains("请先选中一项"), "{keys}: {said}");
        assert!(sent == 0 || keys == "enter" || said.contains("选中"), "{keys}");
    }
}

#[test]
fn a_key_that_means_nothing_here_is_named() {
    let person = Person::at_demo(Lang::Zh);
    for (way, key, name) in
        [("v 2", "tab", "Tab"), ("v 1", "ctrl-o", "Ctrl-O"), ("v 9", "space", "空格"), ("v 1", "del", "Del")]
    {
        let mut app = anew(&person);
        pressed(&mut app, way);
        pressed(&mut app, key);
        let said = app.nav.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default();
        assert!(said.contains(&format!("“{name}”")), "{way} {key}: {said}");
    }
}

#[test]
fn no_change_is_reported_once_a_day() {
    let mut person = Person::at_demo(Lang::Zh);
    let reports = |person: &Person| person.app.data.board.item_no(14).expect("the item").reports.len();
    person.press("g 1 4 enter");
    let before = reports(&person);
    person.press("= =");
    assert_eq!(reports(&person), before + 1);
    assert!(person.notice().contains("已经报过"), "{}", person.notice());
}

#[test]
fn a_doubtful_date_is_asked_about_once() {
    let mut person = Person::at_demo(Lang::Zh);
    person.press("g 1 4 enter enter j d '12月31日' enter");
    let asked = person.screen(120, 40);
    assert!(asked.contains("晚于") && asked.contains("再按一次 Enter"), "{asked}");
    // Another date is another question; the same once more is an answer.
    person.press("backspace backspace backspace '30日' enter");
    assert!(person.screen(120, 40).contains("再按一次 Enter"), "{}", person.screen(120, 40));
    person.press("enter");
    assert!(person.app.nav.popups.is_empty() && person.notice().contains("2024-12-30"), "{}", person.notice());
}

/// What answers a thing that waits asks the thing itself who may; undoing is asked of what is undone.
const ASKED_LATER: [Command; 6] =
    [Command::Agree, Command::Disagree, Command::Undo, Command::Redo, Command::EditAny, Command::Meet];

#[test]
fn every_command_that_edits_is_closed_to_who_only_looks() {
    let mut viewer = Person::at_office(Lang::Zh);
    "chen".clone_into(&mut viewer.app.session.author);
    let targets = viewer.app.targets();
    let edits = BINDINGS.iter().map(|row| row.command).filter(|command| command.edits());
    let open: Vec<Command> = edits.filter(|command| viewer.app.barred(*command, &targets).is_none()).collect();
    let forgotten: Vec<Command> = open.into_iter().filter(|command| !ASKED_LATER.contains(command)).collect();
    assert_eq!(forgotten, Vec::new());
}
