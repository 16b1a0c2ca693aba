//! What several tests share: an app with a real store behind it, driven by a list of keys, and its screen as text.

#![allow(dead_code, reason = "each test uses a part of it")]

use chrono::NaiveDate;
use duban::app::{App, Effect, Key, Msg, Reply, Start, ThemeName, update};
use duban::plan::{PlanId, Revision};
use duban::report::trouble_in_words;
use duban::store::{CommitError, JournalQuery, Store, renamed_everywhere};
use duban::ui::{Depth, Memo, Role, Theme, draw};
use duban::words::Lang;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use unicode_width::UnicodeWidthStr;

/// A person at the keyboard: app, store, and what the last drawing found out.
pub struct Person {
    pub app: App,
    pub store: Box<dyn Store>,
    pub effects: Vec<Effect>,
    memo: Memo,
    seen: Revision,
}

impl Person {
    /// Somebody who looks at the demonstration.
    pub fn at_demo(lang: Lang) -> Self {
        let store = duban::cli::demo_store().expect("the demonstration");
        Self::at(store, lang, duban::cli::demo_day(), "演示")
    }

    /// The supervisor of an office where several work on the demonstration's plan.
    pub fn at_office(lang: Lang) -> Self {
        let store = duban::cli::demo_store().expect("the demonstration");
        let mut clerk = Self::at(store, lang, duban::cli::demo_day(), "演示");
        clerk.app.session.author = String::from("sun");
        clerk.press("v 6 a 'zhao 赵敏 演示二科' enter a 'wang 王芳 思政演示科' enter a 'li 李强 金寨县' enter");
        clerk.press("v 6 home down down down enter 2");
        clerk.app.session.author = String::from("wang");
        clerk.press("v 5 y v 1 g 1 3 enter X '2025-03-31' enter '省级评估顺延' ctrl-s");
        clerk.app.session.author = String::from("li");
        clerk.press("v 5 y v 1 g 2 0 enter p 7 0 enter s 1");
        clerk.app.session.author = String::from("zhao");
        clerk.press("v 1 g 2 0 enter ! '请金寨县报专题材料' tab tab '6月底前' tab '甲副局长' ctrl-s v 1 g 1 enter");
        clerk.app.session.others = vec![duban::app::Present {
            login: "wang".to_owned(),
            editing: vec![duban::plan::Node::item(clerk.app.data.board.item_no(14).expect("the item").id)],
            showing: None,
        }];
        clerk.send(Msg::Wake);
        clerk
    }

    pub fn at(store: impl Into<Box<dyn Store>>, lang: Lang, today: NaiveDate, author: &str) -> Self {
        Self::at_window(store, lang, today, author, 0)
    }

    /// Somebody who has several windows open.
    pub fn at_window(
        store: impl Into<Box<dyn Store>>,
        lang: Lang,
        today: NaiveDate,
        author: &str,
        window: u64,
    ) -> Self {
        let mut store = store.into();
        let plans = store.plans().expect("plans");
        let board = store.load(plans.first().map_or(PlanId(1), |plan| plan.id)).expect("a plan");
        let seen = board.revision;
        let app = App::new(Start {
            board,
            plans,
            author: author.to_owned(),
            today,
            as_of: None,
            lang,
            theme: ThemeName::DARK,
            themes: ThemeName::BUILT_IN.to_vec(),
            columns: Vec::new(),
            read_only: store.is_read_only(),
            restricted: false,
            key: None,
            ascii: false,
            // Two people never draw the same random numbers.
            seed: author.bytes().fold(42 + window, |seed, byte| u64::wrapping_mul(seed, 31) + u64::from(byte)),
        });
        let mut app = app;
        app.env.now = today.and_hms_nano_opt(3, 0, 0, 123_456_789).map(|at| at.and_utc()).unwrap_or_default();
        let mut person = Self { app, store, effects: Vec::new(), memo: Memo::new(Depth::Colours256), seen };
        person.perform(Effect::ReadJournal { item: None, before: None });
        person
    }

    /// Presses keys: names parted by blanks; `'text'` types a text; `pause` lets a moment pass, in which somebody reads.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys.trim_start();
        while !rest.is_empty() {
            if let Some(text) = rest.strip_prefix('\'') {
                let (text, after) = text.split_once('\'').expect("a closing quote");
                for c in text.chars() {
                    self.send(Msg::Key(Key::plain(duban::app::Code::Char(c))));
                }
                rest = after.trim_start();
                continue;
            }
            let (key, after) = rest.split_once(' ').unwrap_or((rest, ""));
            if key == "pause" {
                self.app.env.now += chrono::Duration::milliseconds(600);
                self.send(Msg::Wake);
                rest = after.trim_start();
                continue;
            }
            self.send(Msg::Key(Key::parse(key).unwrap_or_else(|| panic!("no key {key}"))));
            rest = after.trim_start();
        }
        self
    }

    pub fn send(&mut self, msg: Msg) -> &mut Self {
        for effect in update(&mut self.app, msg) {
            self.perform(effect);
        }
        self
    }

    /// Does what the terminal's loop does with an effect.
    fn perform(&mut self, effect: Effect) {
        self.effects.push(effect.clone());
        let plan = self.app.data.board.plan.id;
        let answer = match effect {
            Effect::Commit(edit) => {
                let edit = renamed_everywhere(self.store.as_mut(), edit).expect("all plans");
                let reply = match self.store.commit(&edit, self.app.env.now) {
                    Ok(_) => Reply::Committed(self.since()),
                    Err(CommitError::Conflict(conflict)) => Reply::Conflict(conflict),
                    Err(CommitError::Denied(denied)) => Reply::Failed(trouble_in_words(self.app.env.lang, &denied)),
                    Err(CommitError::Store(error)) => Reply::Failed(error.to_string()),
                };
                Msg::Stored(edit.op, reply)
            }
            Effect::ReadJournal { item, before } => {
                let query = JournalQuery { plan, item, before, limit: 200 };
                Msg::Journal(item, self.store.journal(query).expect("the journal"))
            }
            Effect::ReadChronicle => {
                let query = JournalQuery { plan, item: None, before: None, limit: u32::MAX };
                Msg::Chronicle(self.store.journal(query).expect("the journal"))
            }
            Effect::ReadPlan(plan) => Msg::Plan(Box::new(self.store.load(plan).expect("a plan"))),
            _ => return,
        };
        self.send(answer);
    }

    /// What was written since this person last looked.
    pub fn since(&mut self) -> Vec<duban::plan::Entry> {
        let entries = self.store.since(self.app.data.board.plan.id, self.seen).expect("the journal");
        self.seen = entries.last().map_or(self.seen, |entry| entry.seq);
        entries
    }

    /// The last line of the journal in the database.
    pub fn store_revision(&mut self) -> Revision {
        let plan = self.app.data.board.plan.id;
        self.store.load(plan).expect("the plan").revision
    }

    /// Writes an edit as somebody else does, of whom this person has not heard yet.
    pub fn elsewhere(&mut self, author: &str, change: duban::plan::Change) {
        let edit = duban::plan::Edit {
            op: duban::plan::OpId(fastrand::u64(..)),
            plan: Some(self.app.data.board.plan.id),
            author: author.to_owned(),
            kind: duban::plan::EditKind::Do,
            changes: vec![change],
        };
        self.store.commit(&edit, self.app.env.now).expect("commits");
    }

    /// Tries an edit on the database, past the keyboard.
    pub fn tries(&mut self, change: duban::plan::Change) -> Result<duban::plan::Entry, CommitError> {
        let edit = duban::plan::Edit {
            op: duban::plan::OpId(fastrand::u64(..)),
            plan: Some(self.app.data.board.plan.id),
            author: self.app.session.author.clone(),
            kind: duban::plan::EditKind::Do,
            changes: vec![change],
        };
        self.store.commit(&edit, self.app.env.now)
    }

    /// The plan as the database has it.
    pub fn loaded(&mut self) -> duban::plan::Board {
        self.store.load(self.app.data.board.plan.id).expect("the plan")
    }

    /// Hears of what others have written.
    pub fn hears(&mut self) -> &mut Self {
        let entries = self.since();
        self.send(Msg::Changed(entries))
    }

    pub fn notice(&self) -> &str {
        self.app.nav.notice.as_ref().map(|notice| notice.text.as_str()).unwrap_or_default()
    }

    /// The screen as text, each row without the blanks at its end.
    pub fn screen(&mut self, width: u16, height: u16) -> String {
        self.rows(width, height).into_iter().map(|(row, _)| row).collect::<Vec<_>>().join("\n")
    }

    /// The screen with, below each row, a letter for the role of each cell that is not ordinary text.
    pub fn picture(&mut self, width: u16, height: u16) -> String {
        let rows = self.rows(width, height);
        rows.into_iter()
            .map(|(row, roles)| if roles.is_empty() { row } else { format!("{row}\n{roles}") })
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The same picture, drawn by somebody who remembers nothing of those before.
    pub fn picture_afresh(&mut self, width: u16, height: u16) -> String {
        let memo = std::mem::replace(&mut self.memo, Memo::new(Depth::Colours256));
        let picture = self.picture(width, height);
        self.memo = memo;
        picture
    }

    /// The cells as they are drawn.
    pub fn cells(&mut self, width: u16, height: u16) -> ratatui::buffer::Buffer {
        self.send(Msg::Resize(width, height));
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        let mut cells = ratatui::buffer::Buffer::default();
        let draw = |frame: &mut ratatui::Frame<'_>| {
            draw(&self.app, &mut self.memo, frame);
            cells = frame.buffer_mut().clone();
        };
        terminal.draw(draw).expect("draws");
        cells
    }

    /// Draws a frame and looks at nothing of it.
    pub fn frame(&mut self, width: u16, height: u16) {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        terminal.draw(|frame| draw(&self.app, &mut self.memo, frame)).expect("draws");
    }

    fn rows(&mut self, width: u16, height: u16) -> Vec<(String, String)> {
        self.send(Msg::Resize(width, height));
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        terminal.draw(|frame| draw(&self.app, &mut self.memo, frame)).expect("draws");
        self.app.nav.painted = self.memo.painted.clone();
        let theme = self.memo.theme(&self.app.env.theme);
        let buffer = terminal.backend().buffer();
        let mut rows = Vec::new();
        for y in 0..height {
            let (mut row, mut roles) = (String::new(), String::new());
            let mut x = 0;
            while x < width {
                let cell = &buffer[(x, y)];
                let cells = cell.symbol().width().max(1) as u16;
                row.push_str(cell.symbol());
                for _ in 0..cells {
                    roles.push(letter(theme, cell));
                }
                x += cells;
            }
            rows.push((without_times(row.trim_end()), roles.trim_end().to_owned()));
        }
        rows
    }
}

fn letter(theme: Theme, cell: &ratatui::buffer::Cell) -> char {
    use duban::plan::Level;
    let roles = [
        (Role::Text, ' '),
        (Role::Dim, 'd'),
        (Role::Accent, 'a'),
        (Role::Selected, 'S'),
        (Role::Bar, 'b'),
        (Role::Focus, 'F'),
        (Role::Popup, 'p'),
        (Role::PopupDim, 'q'),
        (Role::Field, 'f'),
        (Role::Found, 'm'),
        (Role::Fresh, 'n'),
        (Role::Trouble, 't'),
        (Role::Done, 'o'),
        (Role::Light(Level::Red), 'R'),
        (Role::Light(Level::Yellow), 'Y'),
        (Role::Light(Level::Green), 'G'),
        (Role::Light(Level::Blue), 'B'),
        (Role::Light(Level::Grey), 'E'),
        (Role::BarDone, '#'),
        (Role::BarExpected, '='),
        (Role::BarRest, '-'),
    ];
    let style = |role| theme.style(role);
    roles
        .iter()
        .find(|(role, _)| (style(*role).fg, style(*role).bg) == (Some(cell.fg), Some(cell.bg)))
        .map_or('?', |(_, letter)| *letter)
}

/// Times of day are in the machine's zone: their digits are blotted out.
fn without_times(row: &str) -> String {
    let mut chars: Vec<char> = row.chars().collect();
    for at in 0..chars.len().saturating_sub(4) {
        let is_digit = |i: usize| chars[i].is_ascii_digit();
        if chars[at + 2] == ':' && is_digit(at) && is_digit(at + 1) && is_digit(at + 3) && is_digit(at + 4) {
            for i in [at, at + 1, at + 3, at + 4] {
                chars[i] = '0';
            }
        }
    }
    chars.into_iter().collect()
}
