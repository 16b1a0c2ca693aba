//! The walk through the program that the README shows, pressed key by key on the demonstration. With `UPDATE=1` it is recorded
//! anew: `assets/walk.svg`, and `assets/walk.cast` for asciinema.

#[path = "support/pty.rs"]
mod pty;

use std::fmt::Write as _;
use std::path::Path;

use pty::{Setup, Terminal};
use tempfile::tempdir;
use vt100::{Cell, Color};

/// Columns and rows.
const SIZE: (u16, u16) = (96, 28);

/// One step: what is said of it, the keys, what is on the screen then, how long it is looked at.
type Step = (&'static str, &'static str, &'static str, f64);

const STEPS: [Step; 17] = [
    ("看板:六个板块一眼看全,只有红灯、黄灯是色块", "", "政治引领", 3.0),
    ("g8 Enter  到第 8 项", "g8\r", "推动民办教育", 1.4),
    ("w  为什么是红灯,怎样转绿", "w", "转绿", 2.8),
    ("Esc  p90 Enter  进度改为 90%", "\x1bp90\r", "已保存", 2.0),
    ("r  报送进展:上次说的就在旁边", "r", "上次", 2.2),
    ("写一句,Ctrl-S 保存", "缺项材料已补齐,报省厅备案\x13", "已保存", 1.8),
    ("Enter  打开:任务、上次打算和本次进展、灯色说明", "\r", "上次打算", 2.8),
    ("Esc  u  撤销自己的上一步", "\x1bu", "已撤销", 1.6),
    ("v3  关注:最要紧的在前,每项带理由", "v3", "超期 51 天", 2.4),
    ("v7  时序:今天的竖线,计划和实际", "v7", "4月", 2.4),
    ("v8  矩阵:事项 × 县区", "v8", "金安区", 2.0),
    ("v2  台账:排序、筛选、成批修改", "v2", "牵头", 1.8),
    ("/xljk  拼音首字母也能查", "/xljk", "心理健康", 2.0),
    ("v ,  设置:灯色规则", "\x1bv1v,jjj\r", "落后序时进度超过 30", 2.0),
    ("改成 15 个百分点:保存之前先看看板会变成怎样", "jjjj\r15\r", "第6项 黄灯→红灯", 3.0),
    ("Esc  P  投屏:一页一页给会场看", "\x1by\x1bP", "1/", 2.6),
    ("PgDn  下一页,最要紧的字最大", "\x1b[6~", "2/", 2.6),
];

/// What the screen was like after a step.
struct Frame {
    caption: &'static str,
    seconds: f64,
    rows: Vec<Vec<Run>>,
    bytes: Vec<u8>,
}

/// Cells in a row that look the same.
#[derive(Clone, PartialEq)]
struct Run {
    column: u16,
    cells: u16,
    text: String,
    fg: String,
    bg: String,
    bold: bool,
}

#[test]
fn the_walk_of_the_readme_can_be_walked() {
    let home = tempdir().expect("a home");
    let variables = [("COLORTERM", "truecolor")];
    let mut terminal =
        Setup { arguments: &["demo"], size: SIZE, variables: &variables, ..Setup::at(home.path()) }.start();
    let mut frames = Vec::new();
    let mut from = 0;
    for (caption, keys, shown, seconds) in STEPS {
        // As a person presses them: an Esc is one only when nothing follows at once.
        for key in parted(keys) {
            terminal.keys(key);
            if key == "\x1b" {
                terminal.settle();
            }
        }
        terminal.wait_for(shown).settle();
        frames.push(Frame { caption, seconds, rows: rows_of(&terminal), bytes: terminal.bytes[from..].to_vec() });
        from = terminal.bytes.len();
    }
    if std::env::var_os("UPDATE").is_some() {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
        std::fs::write(assets.join("walk.svg"), svg(&frames)).expect("writes");
        std::fs::write(assets.join("walk.cast"), cast(&frames)).expect("writes");
    }
}

/// Keys one by one; what begins with Esc and a bracket is one.
fn parted(keys: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let len =
            if rest.starts_with("\x1b[") { rest.find('~').map_or(rest.len(), |at| at + 1) } else { first.len_utf8() };
        let (key, after) = rest.split_at(len);
        parts.push(key);
        rest = after;
    }
    parts
}

fn rows_of(terminal: &Terminal) -> Vec<Vec<Run>> {
    let screen = terminal.view();
    (0..SIZE.1)
        .map(|row| (0..SIZE.0).filter_map(|column| Some((column, screen.cell(row, column)?))).fold(Vec::new(), add))
        .collect()
}

/// Adds a cell to the runs of a row. Chinese and other signs are parted: fonts do not agree on how wide two of the one are
/// beside one of the other.
fn add(mut runs: Vec<Run>, (column, cell): (u16, &Cell)) -> Vec<Run> {
    if cell.is_wide_continuation() {
        return runs;
    }
    let (mut fg, mut bg) = (colour(cell.fgcolor(), "#d0d0d0"), colour(cell.bgcolor(), "#1c1c1c"));
    if cell.inverse() {
        std::mem::swap(&mut fg, &mut bg);
    }
    let text = if cell.contents().is_empty() { " " } else { cell.contents() };
    let cells = if cell.is_wide() { 2 } else { 1 };
    let run = Run { column, cells, text: text.to_owned(), fg, bg, bold: cell.bold() };
    match runs.last_mut() {
        Some(last)
            if (&last.fg, &last.bg, last.bold) == (&run.fg, &run.bg, run.bold)
                && last.text.is_ascii() == run.text.is_ascii() =>
        {
            last.cells += run.cells;
            last.text.push_str(&run.text);
        }
        _ => runs.push(run),
    }
    runs
}

/// As xterm shows it.
fn colour(colour: Color, usual: &str) -> String {
    let rgb = |r: u8, g: u8, b: u8| format!("#{r:02x}{g:02x}{b:02x}");
    let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    match colour {
        Color::Default => usual.to_owned(),
        Color::Rgb(r, g, b) => rgb(r, g, b),
        Color::Idx(n @ 232..) => rgb(8 + 10 * (n - 232), 8 + 10 * (n - 232), 8 + 10 * (n - 232)),
        Color::Idx(n @ 16..232) => rgb(step((n - 16) / 36), step((n - 16) / 6 % 6), step((n - 16) % 6)),
        Color::Idx(n) => if n % 8 == 0 { "#000000" } else { "#d0d0d0" }.to_owned(),
    }
}

const CELL: (f64, f64) = (8.0, 18.0);

fn svg(frames: &[Frame]) -> String {
    let (width, height) = (f64::from(SIZE.0) * CELL.0, f64::from(SIZE.1 + 2) * CELL.1);
    let whole: f64 = frames.iter().map(|frame| frame.seconds).sum();
    let mut style = String::from(
        "text{font:14px 'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC',monospace;white-space:pre}.b{font-weight:bold}g.f{visibility:hidden}",
    );
    let mut body = String::new();
    let mut at = 0.0;
    for (frame, n) in frames.iter().zip(0..) {
        let (from, to) = (at / whole * 100.0, (at + frame.seconds) / whole * 100.0);
        at += frame.seconds;
        let _ = write!(
            style,
            "@keyframes k{n}{{0%{{visibility:{}}}{from:.2}%{{visibility:visible}}{to:.2}%,100%{{visibility:hidden}}}}\
             .k{n}{{animation:k{n} {whole:.1}s step-end infinite}}",
            if n == 0 { "visible" } else { "hidden" }
        );
        let _ = writeln!(body, "<g class=\"f k{n}\">{}</g>", drawn(frame));
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\">\n\
         <style>{style}</style>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#1c1c1c\"/>\n{body}</svg>\n"
    )
}

fn drawn(frame: &Frame) -> String {
    let mut text = String::new();
    let mut put = |row: usize, run: &Run| {
        let (x, y) = (f64::from(run.column) * CELL.0, row as f64 * CELL.1);
        let width = f64::from(run.cells) * CELL.0;
        if run.bg != "#1c1c1c" {
            let _ =
                write!(text, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{}\"/>", CELL.1, run.bg);
        }
        if !run.text.trim().is_empty() {
            let bold = if run.bold { " class=\"b\"" } else { "" };
            let said = run.text.replace('&', "&amp;").replace('<', "&lt;");
            let y = y + 13.5;
            let _ = write!(
                text,
                "<text{bold} x=\"{x}\" y=\"{y}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\">{said}</text>",
                run.fg
            );
        }
    };
    for (row, runs) in frame.rows.iter().enumerate() {
        for run in runs {
            put(row, run);
        }
    }
    let caption = frame.caption.replace('&', "&amp;");
    let y = f64::from(SIZE.1 + 1) * CELL.1 + 6.0;
    let _ = write!(text, "<text class=\"b\" x=\"10\" y=\"{y}\" fill=\"#ffd75f\">{caption}</text>");
    text
}

/// The format of asciinema, second version: a head, then a line an event.
fn cast(frames: &[Frame]) -> String {
    let mut text = serde_json::json!({ "version": 2, "width": SIZE.0, "height": SIZE.1, "title": "duban" }).to_string();
    let mut at = 0.0;
    for frame in frames {
        let said = String::from_utf8_lossy(&frame.bytes);
        let _ = write!(text, "\n{}", serde_json::json!([at, "o", said]));
        at += frame.seconds;
    }
    let _ = write!(text, "\n{}\n", serde_json::json!([at, "o", ""]));
    text
}
