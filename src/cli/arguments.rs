//! What the command line may say. The texts come from the locale files.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser};
use clap_complete::Shell;

use crate::words::Lang;

/// duban (督办)
#[derive(Debug, Parser)]
#[command(name = "duban", version, disable_help_subcommand = true)]
pub struct Arguments {
    /// database
    #[arg(long, global = true, env = "DUBAN_DB", value_name = "FILE", hide_env_values = true)]
    pub db: Option<PathBuf>,
    /// day to look at
    #[arg(long, global = true, value_name = "DAY")]
    pub as_of: Option<String>,
    /// plan by its number
    #[arg(long, global = true, value_name = "N")]
    pub plan: Option<i64>,
    /// language
    #[arg(long, global = true, value_name = "zh|en")]
    pub lang: Option<String>,
    /// theme
    #[arg(long, global = true, value_name = "dark|light|projector|mono")]
    pub theme: Option<String>,
    /// who sits here, as sshd or sudo vouches for it
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub person: Option<String>,
    /// only what may be done over SSH
    #[arg(long, global = true)]
    pub restricted: bool,
    /// draw nothing but ASCII and Chinese
    #[arg(long, global = true)]
    pub ascii: bool,
    #[expect(missing_docs, reason = "see Subcommand")]
    #[command(subcommand)]
    pub command: Option<Subcommand>,
}

/// What can be done besides opening the board.
#[derive(Debug, clap::Subcommand)]
#[expect(missing_docs, reason = "each has a sentence in the locale files, which replaces any written here")]
pub enum Subcommand {
    Demo,
    Import {
        file: PathBuf,
        #[arg(long)]
        dry_run: bool,
    },
    List(List),
    Show {
        number: String,
        #[arg(long)]
        json: bool,
    },
    Set {
        number: String,
        #[arg(required = true, value_name = "KEY=VALUE")]
        values: Vec<String>,
    },
    Report(Report),
    Log {
        number: Option<String>,
        #[arg(long)]
        json: bool,
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    Undo,
    Export,
    Present {
        #[arg(long = "loop", value_name = "20s")]
        every: Option<String>,
        #[arg(long)]
        large: bool,
    },
    Brief {
        #[arg(long, value_name = "DAY")]
        since: Option<String>,
    },
    Meeting {
        #[command(subcommand)]
        paper: Option<MeetingPaper>,
    },
    #[command(subcommand)]
    User(User),
    #[command(subcommand)]
    Key(Key),
    AuthorizedKeys {
        #[arg(required = true, num_args = 1..=3, value_name = "KEY")]
        key: Vec<String>,
    },
    ServerSetup {
        #[arg(long, value_name = "DIR")]
        write: Option<PathBuf>,
    },
    Backup,
    Restore {
        file: PathBuf,
        #[arg(long)]
        yes: bool,
    },
    Doctor {
        #[arg(long)]
        json: bool,
        #[arg(long, value_name = "SEQ:HASH")]
        anchor: Option<String>,
    },
    Verify {
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    Completions {
        shell: Shell,
    },
}

/// What is asked about meetings.
#[derive(Debug, Clone, Copy, clap::Subcommand)]
pub enum MeetingPaper {
    List,
    Minutes { number: Option<usize> },
    Commitments { number: Option<usize> },
}

/// People.
#[derive(Debug, clap::Subcommand)]
pub enum User {
    List {
        #[arg(long)]
        json: bool,
    },
    Add {
        login: String,
        name: Option<String>,
        #[arg(long)]
        unit: Option<String>,
        #[arg(long, default_value = "reporter", value_name = "viewer|reporter|supervisor|admin")]
        role: String,
    },
    Role {
        login: String,
        #[arg(value_name = "viewer|reporter|supervisor|admin")]
        role: String,
    },
    Unit {
        login: String,
        unit: String,
    },
    Name {
        login: String,
        name: String,
    },
    Deactivate {
        login: String,
    },
    Activate {
        login: String,
    },
}

/// SSH keys.
#[derive(Debug, clap::Subcommand)]
pub enum Key {
    Add { login: String, file: PathBuf },
    List { login: String },
    Remove { login: String, number: usize },
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct List {
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
    #[arg(long)]
    pub csv: bool,
    #[arg(long, value_name = "red|yellow|green|blue|grey")]
    pub light: Option<String>,
    #[arg(long, value_name = "pending|active|review|closed|stopped")]
    pub stage: Option<String>,
    #[arg(long)]
    pub unit: Option<String>,
    #[arg(long)]
    pub search: Option<String>,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub struct Report {
    pub number: String,
    #[arg(long)]
    pub progress: Option<String>,
    #[arg(long)]
    pub done: Option<String>,
    #[arg(long)]
    pub problem: Option<String>,
    #[arg(long)]
    pub next: Option<String>,
    #[arg(long, conflicts_with_all = ["done", "problem", "next", "progress"])]
    pub no_change: bool,
}

/// The command line as clap knows it, with its texts in a language.
pub fn command(lang: Lang) -> clap::Command {
    let words = |key: String| {
        let text = lang.say(&key);
        (!text.contains(&key)).then(|| text.into_owned())
    };
    let template = lang.say("cli.help.template").into_owned();
    let mut command = Arguments::command()
        .about(lang.say("cli.about").into_owned())
        .help_template(template.clone())
        .subcommand_help_heading(lang.say("cli.help.commands").into_owned());
    command.build();
    let described = |arg: clap::Arg, key: String| {
        let heading = if arg.is_positional() { "cli.help.arguments" } else { "cli.help.options" };
        let arg = arg.help_heading(lang.say(heading).into_owned());
        match words(key) {
            Some(help) => arg.help(help),
            None => arg,
        }
    };
    command = command.mut_args(|arg| {
        let key = format!("cli.option.{}", arg.get_id());
        described(arg, key)
    });
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| {
            let describe = |sub: clap::Command, name: &str| {
                let sub = match words(format!("cli.command.{name}")) {
                    Some(about) => sub.about(about),
                    None => sub,
                };
                sub.help_template(template.clone()).disable_help_subcommand(true).mut_args(|arg| {
                    let own = format!("cli.{name}.{}", arg.get_id());
                    let key = if words(own.clone()).is_some() { own } else { format!("cli.option.{}", arg.get_id()) };
                    described(arg, key)
                })
            };
            let mut sub = describe(sub, &name).subcommand_help_heading(lang.say("cli.help.commands").into_owned());
            let inner: Vec<String> = sub.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
            for under in inner {
                sub = sub.mut_subcommand(&under, |sub| describe(sub, &format!("{name}-{under}")));
            }
            sub
        });
    }
    command
}

impl Arguments {
    /// Parses the arguments; help is in `lang`.
    pub fn parse_in(lang: Lang, arguments: &[OsString]) -> Result<Self, clap::Error> {
        // Building all texts costs time that the board does not have; it needs none of them.
        if arguments.len() == 1 {
            return Ok(Self {
                db: std::env::var_os("DUBAN_DB").map(PathBuf::from),
                as_of: None,
                plan: None,
                lang: None,
                theme: None,
                person: None,
                restricted: false,
                ascii: false,
                command: None,
            });
        }
        let matches = command(lang).try_get_matches_from(arguments)?;
        Self::from_arg_matches(&matches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_option_has_words_in_both_languages() {
        for lang in Lang::ALL {
            let mut command = command(lang);
            command.build();
            let inner = command.get_subcommands().flat_map(clap::Command::get_subcommands);
            for sub in command.get_subcommands().chain(inner) {
                assert!(sub.get_about().is_some(), "{} {lang:?}", sub.get_name());
                for arg in sub.get_arguments().filter(|arg| !matches!(arg.get_id().as_str(), "help" | "version")) {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(!help.is_empty(), "{} {} {lang:?}", sub.get_name(), arg.get_id());
                }
            }
        }
    }
}
