//! The program: hands its arguments to `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    duban::cli::run(std::env::args_os())
}
