//! SGR: the codes that set colours and looks of a cell, gathered into one sequence. Which cells need one is decided in
//! `backend`.

use std::io::Write;

use ratatui::style::Color;

/// Codes of one graphic rendition sequence.
#[derive(Default)]
pub(super) struct Codes {
    list: [u8; 24],
    len: usize,
}

impl Codes {
    pub(super) fn push(&mut self, codes: &[u8]) {
        for code in codes {
            if let Some(slot) = self.list.get_mut(self.len) {
                *slot = *code;
                self.len += 1;
            }
        }
    }

    pub(super) fn colour(&mut self, colour: Color, base: u8) {
        match colour {
            Color::Indexed(index) => self.push(&[base + 8, 5, index]),
            Color::Rgb(r, g, b) => self.push(&[base + 8, 2, r, g, b]),
            Color::Reset => self.push(&[base + 9]),
            Color::Black => self.push(&[base]),
            Color::Red => self.push(&[base + 1]),
            Color::Green => self.push(&[base + 2]),
            Color::Yellow => self.push(&[base + 3]),
            Color::Blue => self.push(&[base + 4]),
            Color::Magenta => self.push(&[base + 5]),
            Color::Cyan => self.push(&[base + 6]),
            Color::Gray => self.push(&[base + 7]),
            Color::DarkGray => self.push(&[base + 60]),
            Color::LightRed => self.push(&[base + 61]),
            Color::LightGreen => self.push(&[base + 62]),
            Color::LightYellow => self.push(&[base + 63]),
            Color::LightBlue => self.push(&[base + 64]),
            Color::LightMagenta => self.push(&[base + 65]),
            Color::LightCyan => self.push(&[base + 66]),
            Color::White => self.push(&[base + 67]),
        }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        if self.len == 0 {
            return;
        }
        out.extend_from_slice(b"\x1b[");
        for (at, code) in self.list[..self.len].iter().enumerate() {
            let separator = if at > 0 { ";" } else { "" };
            // Writing to a Vec cannot fail.
            let _ = write!(out, "{separator}{code}");
        }
        out.push(b'm');
    }
}
