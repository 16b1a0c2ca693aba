//! Keystream: the bytes that a terminal sends, cut into keys, mouse events and pastes. It holds no more than a paste may
//! have and a sequence may be long, whatever is sent. No file, no clock: the reader tells when nothing more came.

use termina::event::{KeyCode, KeyEventKind, Modifiers, MouseButton, MouseEventKind};
use termina::{Event, Parser};

use crate::app::{Code, Key, LONGEST_PASTE};

const ESC: u8 = 0x1b;
const CANCEL: u8 = 0x03;
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";
/// No key's sequence is longer; what goes on is passed over up to its end.
const LONGEST_SEQUENCE: usize = 32;
/// Bytes of a paste that are kept.
const PASTE_BYTES: usize = LONGEST_PASTE * 4;

/// What a terminal has sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// A key was pressed.
    Key(Key),
    /// Pasted text; of an endless one the beginning, and one character more than anything takes.
    Paste(String),
    /// The left button went down in this column and row.
    Press(u16, u16),
    /// The wheel, towards the reader.
    WheelDown,
    /// The wheel, away from the reader.
    WheelUp,
    /// The cursor stands in this column, counted from 1.
    Cursor(u16),
}

/// How long what has begun may be waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pending {
    /// An ESC: the key, or the beginning of a sequence.
    Esc,
    /// A sequence that was surely sent by the terminal.
    Sequence,
    /// A paste without its end.
    Paste,
}

/// In the middle of what the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Between two keys, or inside a character.
    Ground,
    /// After an ESC.
    Esc,
    /// `ESC [`.
    Csi,
    /// `ESC [ [` or `ESC O`: one byte more.
    OneMore,
    /// `ESC [ M`: an old mouse's three bytes.
    OldMouse,
    /// A sequence that is too long to mean anything.
    Overlong,
    /// An answer that nobody asked for, up to its end.
    Answer,
    /// Inside a paste.
    Paste,
}

/// Cuts bytes into what they mean.
pub(super) struct Keystream {
    state: State,
    held: Vec<u8>,
    parser: Parser,
    /// A paste has paused for so long that its end mark may be lost.
    paused: bool,
    /// Whether where the cursor is was asked.
    pub asked_cursor: bool,
}

impl Keystream {
    pub fn new() -> Self {
        Self { state: State::Ground, held: Vec::new(), parser: Parser::default(), paused: false, asked_cursor: false }
    }

    /// What is waited for, if anything.
    pub fn pending(&self) -> Option<Pending> {
        match self.state {
            State::Ground => None,
            State::Esc => Some(Pending::Esc),
            State::Csi | State::OneMore | State::OldMouse | State::Overlong | State::Answer => Some(Pending::Sequence),
            State::Paste => Some(Pending::Paste),
        }
    }

    /// Takes what came in one piece.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        // What came in a piece of its own was pressed, and not sent together with the ESC before it.
        if self.state == State::Esc && !matches!(bytes.first(), Some(b'[' | b'O')) {
            self.complete(out);
        }
        if self.state == State::Paste && self.paused && ends_a_lost_paste(bytes) {
            self.forget();
        }
        self.paused = false;
        for byte in bytes {
            self.take(*byte, out);
        }
    }

    /// Nothing more came in the time that what is pending has.
    pub fn give_up(&mut self, out: &mut Vec<Input>) {
        if self.state == State::Paste {
            self.give_up_paste(out);
        } else if self.held.len() <= 2 {
            // `Alt-[` and `Alt-O` are keys, half a sequence is none, and no letters either.
            self.complete(out);
        } else {
            self.forget();
        }
    }

    /// A paste that lost its end mark. What came so far is taken; what comes may still belong to it, but a key that gives
    /// up ends it.
    fn give_up_paste(&mut self, out: &mut Vec<Input>) {
        self.paused = true;
        if let [key @ (ESC | CANCEL)] = self.held[..] {
            self.forget();
            self.key(&[key], out);
        } else if !self.held.is_empty() {
            out.push(Input::Paste(text_of(&self.held)));
            self.held.clear();
        }
    }

    fn take(&mut self, byte: u8, out: &mut Vec<Input>) {
        match self.state {
            State::Ground if byte == ESC => self.begin(State::Esc, byte),
            State::Ground => self.take_typed(byte, out),
            State::Esc => self.take_after_esc(byte, out),
            State::Csi => self.take_csi(byte, out),
            State::OneMore => {
                self.held.push(byte);
                self.complete(out);
            }
            State::OldMouse => {
                self.held.push(byte);
                if self.held.len() == 6 {
                    self.complete(out);
                }
            }
            State::Overlong => {
                if byte == ESC {
                    self.begin(State::Esc, byte);
                } else if matches!(byte, 0x40..=0x7e) {
                    self.forget();
                }
            }
            State::Answer => {
                // `ESC \` ends it as well as BEL does; the ESC may begin something else.
                if byte == 0x07 || (byte == b'\\' && self.held == [ESC]) {
                    self.forget();
                } else {
                    self.held.clear();
                    self.held.extend((byte == ESC).then_some(byte));
                }
            }
            State::Paste => self.take_pasted(byte, out),
        }
    }

    fn take_typed(&mut self, byte: u8, out: &mut Vec<Input>) {
        // A character of several bytes; what is none is dropped.
        if byte.is_ascii() || byte >= 0xc0 {
            self.held.clear();
        }
        self.held.push(byte);
        let wanted = match self.held[0] {
            0..=0x7f => 1,
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf7 => 4,
            _ => return self.held.clear(),
        };
        if self.held.len() >= wanted {
            self.complete(out);
        }
    }

    fn take_after_esc(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            ESC => {
                self.complete(out);
                self.begin(State::Esc, byte);
            }
            b'[' => self.go_on(State::Csi, byte),
            b'O' => self.go_on(State::OneMore, byte),
            b']' | b'P' | b'X' | b'^' | b'_' => {
                self.begin(State::Answer, byte);
                self.held.clear();
            }
            // Alt with a key; a character of several bytes counts by itself.
            0..=0x7f => {
                self.held.push(byte);
                self.complete(out);
            }
            _ => {
                self.complete(out);
                self.take_typed(byte, out);
            }
        }
    }

    fn take_csi(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            ESC => return self.begin(State::Esc, byte),
            b'[' if self.held.len() == 2 => return self.go_on(State::OneMore, byte),
            b'M' if self.held.len() == 2 => return self.go_on(State::OldMouse, byte),
            0x40..=0x7e => {
                self.held.push(byte);
                if self.held == PASTE_BEGINS {
                    self.begin(State::Paste, byte);
                    self.held.clear();
                } else {
                    self.complete(out);
                }
                return;
            }
            0x20..=0x3f => self.held.push(byte),
            // Not a part of any sequence: it was cut off, and this is the next key.
            _ => {
                self.forget();
                return self.take(byte, out);
            }
        }
        if self.held.len() > LONGEST_SEQUENCE {
            self.begin(State::Overlong, byte);
        }
    }

    fn take_pasted(&mut self, byte: u8, out: &mut Vec<Input>) {
        // The end mark stands after whatever was kept.
        if self.held.len() >= PASTE_BYTES + PASTE_ENDS.len() {
            let mark = self.held.len() - PASTE_ENDS.len();
            self.held.copy_within(mark + 1.., mark);
            self.held.pop();
        }
        self.held.push(byte);
        if self.held.ends_with(PASTE_ENDS) {
            self.held.truncate(self.held.len() - PASTE_ENDS.len());
            out.push(Input::Paste(text_of(&self.held)));
            self.forget();
        }
    }

    fn begin(&mut self, state: State, byte: u8) {
        self.state = state;
        self.held.clear();
        self.held.push(byte);
    }

    fn go_on(&mut self, state: State, byte: u8) {
        self.state = state;
        self.held.push(byte);
    }

    /// Nothing is held any more; an endless paste leaves no memory behind.
    fn forget(&mut self) {
        self.state = State::Ground;
        self.held = Vec::new();
    }

    /// What is held is whole.
    fn complete(&mut self, out: &mut Vec<Input>) {
        let mut held = std::mem::take(&mut self.held);
        self.state = State::Ground;
        self.key(&held, out);
        held.clear();
        self.held = held;
    }

    fn key(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        if self.asked_cursor
            && let Some(column) = cursor_column(bytes)
        {
            self.asked_cursor = false;
            return out.push(Input::Cursor(column));
        }
        self.parser.parse(bytes, false);
        let mut is_known = false;
        while let Some(event) = self.parser.pop() {
            is_known = true;
            out.extend(input(&event));
        }
        // What it takes for half of a sequence is not kept for the next one.
        if !is_known {
            self.parser = Parser::default();
        }
    }
}

/// Whether a piece that comes after a long pause is a key that no text has: Ctrl-S, Esc, an arrow.
fn ends_a_lost_paste(bytes: &[u8]) -> bool {
    let first = bytes.first().copied().unwrap_or_default();
    !bytes.starts_with(PASTE_ENDS) && (first < b' ' || first == 0x7f) && !matches!(first, b'\r' | b'\n' | b'\t')
}

/// Pasted bytes as text. A character that was cut in two at the end is left out.
fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// `ESC [ row ; column R`.
fn cursor_column(bytes: &[u8]) -> Option<u16> {
    let text = std::str::from_utf8(bytes.strip_prefix(b"\x1b[")?.strip_suffix(b"R")?).ok()?;
    let (row, column) = text.split_once(';')?;
    row.parse::<u16>().ok()?;
    column.parse().ok()
}

fn input(event: &Event) -> Option<Input> {
    match event {
        Event::Key(event) if event.kind != KeyEventKind::Release => key(event.code, event.modifiers).map(Input::Key),
        Event::Mouse(event) => match event.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Input::Press(event.column, event.row)),
            MouseEventKind::ScrollDown => Some(Input::WheelDown),
            MouseEventKind::ScrollUp => Some(Input::WheelUp),
            _ => None,
        },
        _ => None,
    }
}

fn key(code: KeyCode, modifiers: Modifiers) -> Option<Key> {
    let code = match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Escape => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Function(n) => Code::F(n),
        _ => return None,
    };
    let ctrl = modifiers.contains(Modifiers::CONTROL);
    // Ctrl-J is what some clients send for Enter, Ctrl-H for Backspace.
    match (ctrl, code) {
        (true, Code::Char('j')) => Some(Key::plain(Code::Enter)),
        (true, Code::Char('h')) => Some(Key::plain(Code::Backspace)),
        _ => Some(Key { code, ctrl, alt: modifiers.contains(Modifiers::ALT) }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What comes of pieces; after each, nothing more comes for as long as is waited.
    fn read(pieces: &[&[u8]]) -> Vec<Input> {
        let mut stream = Keystream::new();
        let mut out = Vec::new();
        for piece in pieces {
            stream.feed(piece, &mut out);
        }
        stream.give_up(&mut out);
        out
    }

    fn plain(code: Code) -> Input {
        Input::Key(Key::plain(code))
    }

    #[test]
    fn keys_are_read_whole_or_in_pieces() {
        for (bytes, code) in [
            (&b"\x1b[A"[..], Code::Up),
            (b"\x1bOA", Code::Up),
            (b"\x1bOP", Code::F(1)),
            (b"\x1b[[A", Code::F(1)),
            (b"\x1b[15~", Code::F(5)),
            (b"\x1b[3~", Code::Delete),
            (b"\x1b[1~", Code::Home),
            (b"\x1b[Z", Code::BackTab),
            ("六".as_bytes(), Code::Char('六')),
            (b"\r", Code::Enter),
            (b"\n", Code::Enter),
            (b"\x08", Code::Backspace),
            (b"\x7f", Code::Backspace),
            (b"\x1b", Code::Esc),
        ] {
            assert_eq!(read(&[bytes]), [plain(code)], "{bytes:?}");
            let pieces: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(read(&pieces), [plain(code)], "{bytes:?} byte by byte");
        }
        let ctrl_right = Key { ctrl: true, ..Key::plain(Code::Right) };
        assert_eq!(read(&[b"\x1b[1;5C"]), [Input::Key(ctrl_right)]);
        let alt = |c| Input::Key(Key { alt: true, ..Key::plain(Code::Char(c)) });
        assert_eq!(read(&[b"\x1bj"]), [alt('j')], "sent at once");
        assert_eq!(read(&[b"\x1b", b"j"]), [plain(Code::Esc), plain(Code::Char('j'))], "pressed one after the other");
        assert_eq!(read(&[b"\x1b\x1b[B"]), [plain(Code::Esc), plain(Code::Down)]);
        assert_eq!(read(&[b"\x1b[<0;5;3M"]), [Input::Press(4, 2)]);
        assert_eq!(read(&[b"\x1b[M !!x"]), [Input::Press(0, 0), plain(Code::Char('x'))]);
    }

    #[test]
    fn what_is_no_key_types_nothing() {
        for bytes in [
            &b"\x1b[1;"[..],
            b"\x1b[99999999999~",
            b"\x1b]52;c;cXFx\x07",
            b"\x1b]11;rgb:0000/0000/0000\x1b\\",
            b"\x1bP>|q\x1b\\",
            b"\xff\xfe",
            "六".as_bytes().get(..2).unwrap_or_default(),
            b"\x1b[?1;2c",
        ] {
            assert_eq!(read(&[bytes]), [], "{bytes:?}");
        }
        let long = [b"\x1b[".as_slice(), &[b'1'; 5_000], b"~x"].concat();
        assert_eq!(read(&[&long]), [plain(Code::Char('x'))]);
        assert_eq!(read(&[b"\x1b[1;\r"]), [plain(Code::Enter)], "a key after half a sequence counts");
    }

    #[test]
    fn a_paste_is_one_text_however_it_comes() {
        let whole = "\x1b[200~六安\n第二行 \x1b[201 \x1b[201~x".as_bytes();
        let wanted = [Input::Paste("六安\n第二行 \x1b[201 ".to_owned()), plain(Code::Char('x'))];
        assert_eq!(read(&[whole]), wanted);
        for size in 1..9 {
            assert_eq!(read(&whole.chunks(size).collect::<Vec<_>>()), wanted, "in pieces of {size}");
        }
    }

    #[test]
    fn an_endless_paste_keeps_no_more_than_a_field_takes() {
        let mut stream = Keystream::new();
        let mut out = Vec::new();
        stream.feed(PASTE_BEGINS, &mut out);
        let piece = "督办".repeat(10_000).into_bytes();
        for _ in 0..100 {
            stream.feed(&piece, &mut out);
            assert!(stream.held.capacity() < 4 * PASTE_BYTES && out.is_empty());
        }
        stream.feed(b"\x1b[201~q", &mut out);
        let [Input::Paste(text), key] = &out[..] else { panic!("{} inputs", out.len()) };
        assert!(text.chars().count() > LONGEST_PASTE && text.starts_with("督办督办"));
        assert_eq!(*key, plain(Code::Char('q')), "and the key behind it counts");
        assert!(stream.held.capacity() < 1_000, "nothing is left of it");
    }

    #[test]
    fn a_paste_without_its_end_is_taken_and_can_be_left() {
        let mut stream = Keystream::new();
        let mut out = Vec::new();
        stream.feed(b"\x1b[200~abc", &mut out);
        stream.give_up(&mut out);
        stream.feed(b"dq", &mut out);
        stream.give_up(&mut out);
        assert_eq!(out, [Input::Paste("abc".to_owned()), Input::Paste("dq".to_owned())], "it may only have been slow");
        stream.feed(b"\x1b", &mut out);
        stream.give_up(&mut out);
        stream.feed(b"q", &mut out);
        assert_eq!(out[2..], [plain(Code::Esc), plain(Code::Char('q'))]);
        // So do keys that no text has, once it has paused.
        let save = Input::Key(Key { ctrl: true, ..Key::plain(Code::Char('s')) });
        for (key, wanted) in [(&b"\x13"[..], save), (b"\x1bOQ", plain(Code::F(2))), (b"\x1b\x1b", plain(Code::Esc))] {
            let (mut stream, mut out) = (Keystream::new(), Vec::new());
            stream.feed(b"\x1b[200~abc", &mut out);
            stream.give_up(&mut out);
            stream.feed(key, &mut out);
            stream.give_up(&mut out);
            assert_eq!(out[1], wanted, "{key:?}");
            stream.feed(b"q", &mut out);
            assert_eq!(out.last(), Some(&plain(Code::Char('q'))), "{key:?}");
        }
    }

    #[test]
    fn the_answer_to_where_the_cursor_is_is_no_key() {
        let mut stream = Keystream::new();
        stream.asked_cursor = true;
        let mut out = Vec::new();
        stream.feed(b"j\x1b[1;3Rk\x1b[1;5R", &mut out);
        assert_eq!(
            out,
            [plain(Code::Char('j')), Input::Cursor(3), plain(Code::Char('k'))],
            "asked once, answered once"
        );
    }

    proptest! {
        #[test]
        fn no_bytes_bring_it_down_or_are_kept(bytes in proptest::collection::vec(
            prop_oneof![any::<u8>(), Just(ESC), Just(b'['), Just(b'O'), Just(b'~'), Just(b';'), Just(b'M'), Just(b'2'), Just(b'0')],
            0..300,
        ), size in 1_usize..20) {
            let mut stream = Keystream::new();
            let mut out = Vec::new();
            for piece in bytes.chunks(size) {
                stream.feed(piece, &mut out);
            }
            prop_assert!(out.len() <= bytes.len() + 1);
            // Wherever they have led, a person gets out of it.
            for _ in 0..3 {
                stream.give_up(&mut out);
                stream.feed(&[ESC], &mut out);
                stream.give_up(&mut out);
            }
            out.clear();
            stream.feed(b"q", &mut out);
            prop_assert_eq!(out, [plain(Code::Char('q'))]);
        }
    }
}
