//! A bounded run of the fuzz targets: their corpora, and what comes of shaking them. `cargo +nightly fuzz run keys` in
//! the folder of the project goes on for as long as one likes.

#[path = "../fuzz/checks.rs"]
mod checks;
mod support {
    pub mod pty;
}

use std::path::Path;

use support::pty::Setup;

/// Shaken inputs a target.
const ROUNDS: usize = 400;

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a corpus").map(|it| it.expect("a file").path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read(file).expect("reads")).collect()
}

/// Inserts, removes, repeats and replaces a few bytes, or joins two inputs.
fn shaken(random: &mut fastrand::Rng, inputs: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = inputs[random.usize(..inputs.len())].clone();
    for _ in 0..random.usize(1..8) {
        let at = random.usize(..=bytes.len());
        match random.u8(..5) {
            0 => bytes.insert(at, random.u8(..)),
            1 => drop(bytes.drain(at..(at + random.usize(..20)).min(bytes.len()))),
            2 => {
                let piece: Vec<u8> = bytes[at..(at + 30).min(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => {
                let other = &inputs[random.usize(..inputs.len())];
                let from = random.usize(..=other.len());
                bytes.splice(at..at, other[from..(from + 60).min(other.len())].iter().copied());
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.u8(..);
                }
            }
        }
    }
    bytes.truncate(4_000);
    bytes
}

#[test]
fn no_input_breaks_what_must_hold() {
    let mut random = fastrand::Rng::with_seed(20_240_620);
    for (name, check) in checks::ALL {
        let inputs = corpus(name);
        assert!(inputs.len() > 3, "{name} has a corpus");
        for input in &inputs {
            check(input);
        }
        for round in 0..ROUNDS {
            let input = shaken(&mut random, &inputs);
            let result = std::panic::catch_unwind(|| check(&input));
            assert!(result.is_ok(), "{name}, round {round}: {:?}", String::from_utf8_lossy(&input));
        }
    }
}

#[test]
fn any_bytes_from_the_line_leave_the_program_alive_or_ended_in_order() {
    let home = tempfile::tempdir().expect("a home");
    let mut random = fastrand::Rng::with_seed(7);
    let pieces: [&[u8]; 10] = [
        b"\x1b[",
        b"\x1b[200~",
        b"\x1b[201~",
        b"\x1b]0;x\x07",
        b"\x1b[<0;5;5M",
        "督".as_bytes(),
        b"\r",
        b"\x1b",
        b"14",
        b"\xff\xfe",
    ];
    for _ in 0..3 {
        let mut terminal = Setup::at(home.path()).start();
        terminal.wait_for("政治引领");
        for _ in 0..60 {
            let piece = pieces[random.usize(..pieces.len())];
            let letters: Vec<u8> =
                (0..random.usize(..6)).map(|_| random.u8(b' '..=b'~')).filter(|c| *c != b'q').collect();
            terminal.bytes_typed(piece);
            terminal.bytes_typed(&letters);
        }
        // An unfinished paste takes everything; its end, and some ways out, bring the person back.
        terminal.bytes_typed(b"\x1b[201~");
        terminal.settle();
        terminal.bytes_typed(b"\x03");
        terminal.settle();
        terminal.bytes_typed(b"\x03");
        assert_eq!(terminal.wait_end(), 0);
        assert!(terminal.is_sane());
    }
}
