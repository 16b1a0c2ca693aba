//! What must hold for any input, whoever made it. `cargo fuzz` calls these for hours, `tests/fuzzing.rs` for a moment.

use std::cell::RefCell;
use std::path::Path;

use chrono::{DateTime, NaiveDate};
use duban::app::{App, Code, Effect, Key, Msg, Reply, Start, ThemeName, update};
use duban::plan::{Board, Entry, PlanId, Revision, clean_line, clean_text, is_clean};
use duban::plan::{Calendar, Period, SchoolCalendar};
use duban::read::{Corrections, decode, parse_due, parse_paper, parse_percent, parse_plan, read_paper};
use duban::report::csv_line;
use duban::ui::{Depth, Memo, draw};
use duban::words::Lang;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// One of the checks.
pub type Check = fn(&[u8]);

/// The names of all checks, which are also those of the corpora.
pub const ALL: [(&str, Check); 5] =
    [("papers", papers), ("outline", outline), ("clean", clean), ("phrases", phrases), ("keys", keys)];

/// Any document is read without a panic, and every part lies within it, in order.
pub fn outline(bytes: &[u8]) {
    let Ok((text, _)) = decode(bytes) else { return };
    let draft = parse_plan(&text);
    let mut last = 0;
    for section in &draft.sections {
        for item in &section.items {
            assert!(text.get(item.title.span.start..item.title.span.end).is_some(), "a title lies within the text");
            for (measure, _) in &item.measures {
                assert!(text.get(measure.span.start..measure.span.end).is_some(), "a measure lies within the text");
                assert!(measure.span.start >= last, "measures come in the order of the text");
                last = measure.span.start;
            }
        }
    }
}

/// Any file of any format is read or refused, and every part of what is read lies within its text.
pub fn papers(bytes: &[u8]) {
    let Ok(paper) = read_paper(bytes, Path::new("paper")) else { return };
    let text = &paper.text;
    for cell in paper.rows.iter().flat_map(|row| &row.cells) {
        assert!(text.get(cell.start..cell.end).is_some(), "a cell lies within the text");
    }
    let draft = parse_paper(&paper, &Corrections::default(), &SchoolCalendar::default());
    let places = draft.sections.iter().flat_map(|section| &section.items).map(|item| item.title.span);
    for span in places.chain(draft.numbers).chain(draft.furniture.iter().map(|part| part.span)) {
        assert!(text.get(span.start..span.end).is_some(), "each part lies within the text");
    }
}

/// Cleaned text is safe, stays as it is when cleaned again, and starts no formula in a spreadsheet.
pub fn clean(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let once = clean_text(&text);
    assert!(is_clean(&once), "what is left is safe");
    assert!(once.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()));
    assert_eq!(clean_text(&once), once, "cleaning again changes nothing");
    let line = clean_line(&text);
    assert!(!line.contains('\n') && line.trim() == line);
    let cell = csv_line([once.as_str()]);
    let inside = cell.trim_end_matches("\r\n").trim_start_matches('"');
    assert!(!inside.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']), "{cell:?}");
}

/// Dates and figures are read or refused.
pub fn phrases(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let today = NaiveDate::from_ymd_opt(2024, 6, 20).unwrap_or_default();
    let school = SchoolCalendar::default();
    for period in [Period::of_year(2024), Period::of_school_year(2023)].into_iter().flatten() {
        let _ = parse_due(&text, today, &Calendar { period, school: &school });
    }
    if let Ok(percent) = parse_percent(&text) {
        assert!(percent.get() <= 100);
    }
}

thread_local! {
    static BOARD: RefCell<Option<Board>> = const { RefCell::new(None) };
}

fn board() -> Board {
    BOARD.with_borrow_mut(|known| {
        known
            .get_or_insert_with(|| {
                let mut store = duban::cli::demo_store().expect("the demonstration");
                store.load(PlanId(1)).expect("its plan")
            })
            .clone()
    })
}

/// Any run of keys, pastes and sizes leaves the app alive and nothing on the screen that a terminal would obey.
pub fn keys(bytes: &[u8]) {
    let day = duban::cli::demo_day();
    let mut app = App::new(Start {
        board: board(),
        plans: Vec::new(),
        author: "fuzz".to_owned(),
        today: day,
        as_of: None,
        lang: if bytes.len().is_multiple_of(2) { Lang::Zh } else { Lang::En },
        theme: ThemeName::DARK,
        themes: ThemeName::BUILT_IN.to_vec(),
        columns: Vec::new(),
        read_only: false,
        restricted: bytes.len().is_multiple_of(3),
        key: None,
        ascii: bytes.len().is_multiple_of(5),
        seed: 7,
    });
    let mut memo = Memo::new(Depth::Colours256);
    let mut rest = bytes;
    let mut steps = 0;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let msg = message(*first, &mut rest);
        if !send(&mut app, msg) {
            return;
        }
        steps += 1;
        if steps % 16 == 0 || rest.is_empty() {
            look(&mut app, &mut memo);
        }
    }
}

fn message(first: u8, rest: &mut &[u8]) -> Msg {
    const NAMED: [Code; 16] = [
        Code::Enter,
        Code::Esc,
        Code::Backspace,
        Code::Delete,
        Code::Tab,
        Code::BackTab,
        Code::Up,
        Code::Down,
        Code::Left,
        Code::Right,
        Code::Home,
        Code::End,
        Code::PageUp,
        Code::PageDown,
        Code::F(2),
        Code::F(5),
    ];
    match first {
        b' '..=b'~' => Msg::Key(Key::plain(Code::Char(char::from(first)))),
        0..=15 => Msg::Key(Key::plain(NAMED[usize::from(first)])),
        16..=31 => Msg::Key(Key { ctrl: true, ..Key::plain(Code::Char(char::from(b'a' + first - 16))) }),
        0x80..=0x9f => {
            let length = rest.len().min(usize::from(first - 0x7f) * 4);
            let (text, after) = rest.split_at(length);
            *rest = after;
            Msg::Paste(String::from_utf8_lossy(text).into_owned())
        }
        0xa0..=0xbf => Msg::Resize(u16::from(first) * 3 - 470, u16::from(first) - 155),
        _ => Msg::Key(Key::plain(Code::Char(char::from_u32(0x4e00 + u32::from(first) * 37).unwrap_or('一')))),
    }
}

/// Sends a message and answers what it asks for; false once the program would end.
fn send(app: &mut App, msg: Msg) -> bool {
    let mut messages = vec![msg];
    while let Some(msg) = messages.pop() {
        for effect in update(app, msg) {
            match effect {
                Effect::Quit => return false,
                Effect::Commit(edit) => {
                    let (op, seq) = (edit.op, Revision(app.data.board.revision.0 + 1));
                    let entry = Entry { seq, at: DateTime::default(), edit };
                    messages.push(Msg::Stored(op, Reply::Committed(vec![entry])));
                }
                Effect::ReadJournal { item, .. } => messages.push(Msg::Journal(item, Vec::new())),
                Effect::ReadChronicle => messages.push(Msg::Chronicle(app.data.journal.clone())),
                _ => {}
            }
        }
    }
    true
}

fn look(app: &mut App, memo: &mut Memo) {
    let (width, height) = app.env.size;
    let (width, height) = (width.clamp(1, 220), height.clamp(1, 70));
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
    terminal.draw(|frame| draw(app, memo, frame)).expect("draws");
    app.nav.painted = memo.painted.clone();
    for cell in terminal.backend().buffer().content() {
        assert!(cell.symbol().chars().all(|c| !c.is_control() && is_clean(&c.to_string())), "{:?}", cell.symbol());
    }
}
