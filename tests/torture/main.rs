//! Torture: real processes, real files, real faults. Each scenario counts what was tried, what the program said was
//! saved, and what of that is not there any more; the last must be 0. `cargo test --test torture` runs it short,
//! `cargo test --test torture -- --long` with the full numbers; a name after that runs one scenario.

#![allow(missing_docs, reason = "nobody uses this from outside")]

#[path = "../support/pty.rs"]
mod pty;

mod damage;
mod faults;
mod flood;
mod ssh;
mod worker;
mod writers;

use std::process::ExitCode;
use std::time::Instant;

/// What a scenario came to.
#[derive(Debug, Default, Clone)]
pub struct Outcome {
    pub tried: u64,
    pub acknowledged: u64,
    pub lost: u64,
    /// What else is worth knowing.
    pub note: String,
    /// Why it was not run.
    pub skipped: Option<String>,
}

impl Outcome {
    pub fn skipped(why: &str) -> Self {
        Self { skipped: Some(why.to_owned()), ..Self::default() }
    }
}

/// How hard.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub long: bool,
}

impl Size {
    pub fn pick(self, short: u64, long: u64) -> u64 {
        if self.long { long } else { short }
    }
}

type Scenario = fn(Size) -> Outcome;

const SCENARIOS: [(&str, Scenario); 22] = [
    ("hot-item", writers::hot_item),
    ("kill-9", writers::killed),
    ("restore-live", writers::restored_live),
    ("full-disk", faults::full_disk),
    ("nearly-full", faults::nearly_full_disk),
    ("ulimit-f", faults::file_size_limit),
    ("rm", faults::removed),
    ("mv", faults::replaced),
    ("written-over", faults::written_over),
    ("chmod-000", faults::locked_away),
    ("remount-ro", faults::remounted),
    ("clock-jumps", damage::clock_jumps),
    ("upgrade-killed", damage::upgrade_killed),
    ("restore-killed", damage::restore_killed),
    ("flipped-bytes", damage::flipped_bytes),
    ("ssh-lines", |size| ssh::on_server(size, ssh::lines)),
    ("ssh-roles", |size| ssh::on_server(size, ssh::roles)),
    ("ssh-windows", |size| ssh::on_server(size, flood::windows)),
    ("ssh-pastes", |size| ssh::on_server(size, flood::pastes)),
    ("ssh-typed", |size| ssh::on_server(size, flood::typed)),
    ("ssh-limits", |size| ssh::on_server(size, flood::limits)),
    ("ssh-reports", |size| ssh::on_server(size, flood::reports)),
];

fn main() -> ExitCode {
    if worker::is_asked_for() {
        return worker::work();
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // As every test target it can be asked what it has; it has one whole.
    if arguments.iter().any(|argument| argument == "--list") {
        println!("torture: test");
        return ExitCode::SUCCESS;
    }
    let size = Size { long: arguments.iter().any(|argument| argument == "--long") };
    let asked: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let chosen = |name: &str| asked.is_empty() || asked.iter().any(|asked| asked.as_str() == name);
    println!("{:<16}{:>9}{:>14}{:>6}{:>9}  notes", "scenario", "tried", "acknowledged", "lost", "seconds");
    let mut failed = false;
    for (name, scenario) in SCENARIOS.iter().filter(|(name, _)| chosen(name)) {
        let started = Instant::now();
        let result = std::panic::catch_unwind(|| scenario(size));
        let seconds = started.elapsed().as_secs_f32();
        match result {
            Ok(Outcome { skipped: Some(why), .. }) => println!("{name:<16}  skipped: {why}"),
            Ok(outcome) => {
                failed |= outcome.lost > 0;
                println!(
                    "{name:<16}{:>9}{:>14}{:>6}{seconds:>9.1}  {}",
                    outcome.tried, outcome.acknowledged, outcome.lost, outcome.note
                );
            }
            Err(_) => {
                failed = true;
                println!("{name:<16}  FAILED");
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
