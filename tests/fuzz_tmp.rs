//! tmp
use duban::plan::SchoolCalendar;
use duban::read::{Corrections, parse_paper, read_paper};
use std::io::{Read, Write};
use std::path::Path;
fn check(bytes: &[u8]) {
    let Ok(paper) = read_paper(bytes, Path::new("paper")) else { return };
    for cell in paper.rows.iter().flat_map(|r| &r.cells) {
        assert!(paper.text.get(cell.start..cell.end).is_some());
    }
    let draft = parse_paper(&paper, &Corrections::default(), &SchoolCalendar::default());
    for span in draft.numbers.iter().copied().chain(draft.furniture.iter().map(|p| p.span)) {
        assert!(paper.text.get(span.start..span.end).is_some());
    }
}
fn shake(r: &mut fastrand::Rng, bytes: &mut Vec<u8>) {
    for _ in 0..r.usize(1..6) {
        let at = r.usize(..=bytes.len());
        match r.u8(..6) {
            0 => bytes.insert(at, r.u8(..)),
            1 => drop(bytes.drain(at..(at + r.usize(..30)).min(bytes.len()))),
            2 => {
                let p: Vec<u8> = bytes[at..(at + 60).min(bytes.len())].to_vec();
                bytes.splice(at..at, p);
            }
            3 => {
                let f = r.usize(..=bytes.len());
                let p: Vec<u8> = bytes[f..(f + 80).min(bytes.len())].to_vec();
                bytes.splice(at..at, p);
            }
            4 => {
                let w: &[&[u8]] = &[
                    b"<w:tbl>",
                    b"</w:p>",
                    b"<w:gridSpan w:val=\"60\"/>",
                    b"&#x4e00;",
                    "一、".as_bytes(),
                    b"1.",
                    "(一)".as_bytes(),
                    b"\t",
                    b"\n",
                    b"\"",
                    "序号".as_bytes(),
                    b"<td rowspan=9>",
                    b"<c r=\"ZZ9\">",
                    "附件".as_bytes(),
                    "目录".as_bytes(),
                ];
                let p = w[r.usize(..w.len())];
                bytes.splice(at..at, p.iter().copied());
            }
            _ => {
                if let Some(b) = bytes.get_mut(at) {
                    *b = r.u8(..);
                }
            }
        }
    }
}
#[test]
fn million() {
    let n: usize = std::env::var("N").ok().and_then(|n| n.parse().ok()).unwrap_or(1000);
    let mut files: Vec<_> = std::fs::read_dir("tests/papers")
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e != "toml"))
        .collect();
    files.sort();
    let inputs: Vec<Vec<u8>> = files.iter().map(|f| std::fs::read(f).unwrap()).collect();
    let handles: Vec<_> = (0..2u64)
        .map(|seed| {
            let inputs = inputs.clone();
            std::thread::spawn(move || {
                let mut r = fastrand::Rng::with_seed(seed + 77);
                for round in 0..n / 2 {
                    let input = &inputs[r.usize(..inputs.len())];
                    let mut bytes = input.clone();
                    if bytes.starts_with(b"PK") && r.u8(..4) > 0 {
                        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&input[..])).unwrap();
                        let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
                        for i in 0..zip.len() {
                            let (name, mut data) = {
                                let mut f = zip.by_index(i).unwrap();
                                let mut d = Vec::new();
                                f.read_to_end(&mut d).unwrap();
                                (f.name().unwrap().to_string(), d)
                            };
                            if !(name.contains("document")
                                || name.contains("sheet")
                                || name.contains("numbering")
                                || name == "content.xml"
                                || name.contains("sharedStrings")
                                || name.contains("workbook")
                                || name.contains("Content_Types")
                                || name.contains("rels")
                                || name.contains("styles"))
                            {
                                continue;
                            }
                            if data.len() < 60_000 && r.u8(..3) == 0 && !name.contains("rels") {
                                shake(&mut r, &mut data);
                            }
                            out.start_file(
                                name,
                                zip::write::SimpleFileOptions::default()
                                    .compression_method(zip::CompressionMethod::Stored),
                            )
                            .unwrap();
                            out.write_all(&data).unwrap();
                        }
                        bytes = out.finish().unwrap().into_inner();
                    } else {
                        shake(&mut r, &mut bytes);
                    }
                    let res = std::panic::catch_unwind(|| check(&bytes));
                    if res.is_err() {
                        std::fs::write(format!("/tmp/w/crash-{seed}-{round}"), &bytes).unwrap();
                        println!("CRASH {seed} {round}");
                    }
                }
            })
        })
        .collect();
    for h in handles {
        h.join().unwrap();
    }
    println!("done {n}");
}
