//! `duban completions`: completions for a shell.

use clap_complete::Shell;

use super::command;
use super::outcome::{Done, print};
use crate::words::Lang;

pub(super) fn completions(shell: Shell) -> Done {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(Lang::Zh), "duban", &mut script);
    print(&String::from_utf8_lossy(&script))
}
