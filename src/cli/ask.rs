//! Questions on the command line: whether somebody is there to answer, and what the answer is.

use std::io::{IsTerminal, Write};

use super::outcome::{Failure, print};

/// Whether somebody sits at a terminal and sees what is asked.
pub(super) fn somebody_is_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Asks; nothing where the answer is the end of the input.
pub(super) fn answer(question: &str) -> Result<Option<String>, Failure> {
    print(question)?;
    std::io::stdout().flush()?;
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line)?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}

/// Asks whether something is to be done; whatever is no yes is a no.
pub(super) fn agreed(question: &str) -> Result<bool, Failure> {
    Ok(matches!(answer(question)?.as_deref(), Some("y" | "Y" | "yes" | "是")))
}
