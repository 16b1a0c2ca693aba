//! Parsing what was typed, and what is told about each command, argument and option, in the language of the reader. The
//! texts come from the locale files.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{CommandFactory, FromArgMatches, Parser};

use super::arguments::Arguments;
use crate::words::{self, Lang, Text};

/// What a subcommand does; those below another are called `user-add`. A test asks for every one that clap knows.
fn about(command: &str) -> Option<Text> {
    Some(match command {
        "demo" => words::cli::command::DEMO,
        "import" => words::cli::command::IMPORT,
        "paper" => words::cli::command::PAPER,
        "plan" => words::cli::command::PLAN,
        "plan-list" => words::cli::plan::LIST,
        "plan-rename" => words::cli::plan::RENAME,
        "plan-period" => words::cli::plan::CHANGE_PERIOD,
        "plan-archive" => words::cli::plan::ARCHIVE,
        "plan-reopen" => words::cli::plan::REOPEN,
        "plan-remove" => words::cli::plan::REMOVE,
        "list" => words::cli::command::LIST,
        "show" => words::cli::command::SHOW,
        "set" => words::cli::command::SET,
        "report" => words::cli::command::REPORT,
        "log" => words::cli::command::LOG,
        "undo" => words::cli::command::UNDO,
        "access" => words::cli::command::ACCESS,
        "config" => words::cli::command::CONFIG,
        "config-show" => words::cli::command::CONFIG_SHOW,
        "config-edit" => words::cli::command::CONFIG_EDIT,
        "config-get" => words::cli::command::CONFIG_GET,
        "config-set" => words::cli::command::CONFIG_SET,
        "completions" => words::cli::command::COMPLETIONS,
        "export" => words::cli::command::EXPORT,
        "user" => words::cli::command::USER,
        "user-list" => words::cli::command::USER_LIST,
        "user-add" => words::cli::command::USER_ADD,
        "user-role" => words::cli::command::USER_ROLE,
        "user-unit" => words::cli::command::USER_UNIT,
        "user-name" => words::cli::command::USER_NAME,
        "user-deactivate" => words::cli::command::USER_DEACTIVATE,
        "user-activate" => words::cli::command::USER_ACTIVATE,
        "key" => words::cli::command::KEY,
        "key-add" => words::cli::command::KEY_ADD,
        "key-list" => words::cli::command::KEY_LIST,
        "key-remove" => words::cli::command::KEY_REMOVE,
        "authorized-keys" => words::cli::command::AUTHORIZED_KEYS,
        "server-setup" => words::cli::command::SERVER_SETUP,
        "backup" => words::cli::command::BACKUP,
        "anchor" => words::cli::command::ANCHOR,
        "restore" => words::cli::command::RESTORE,
        "doctor" => words::cli::command::DOCTOR,
        "verify" => words::cli::command::VERIFY,
        "brief" => words::cli::command::BRIEF,
        "schema" => words::cli::command::SCHEMA,
        "keymap" => words::cli::command::KEYMAP,
        "themes" => words::cli::command::THEMES,
        "carry-over" => words::carry_over::ABOUT,
        "present" => words::cli::command::PRESENT,
        "meeting" => words::cli::command::MEETING,
        "meeting-list" => words::cli::command::MEETING_LIST,
        "meeting-minutes" => words::cli::command::MEETING_MINUTES,
        "meeting-commitments" => words::cli::command::MEETING_COMMITMENTS,
        _ => return None,
    })
}

/// The same of the commands that take papers in and hand papers out, and that deal with whole plans.
fn paper_help(command: &str, argument: &str) -> Option<Text> {
    Some(match (command, argument) {
        ("export", "file") => words::cli::export::FILE,
        ("export" | "paper", "unit") => words::cli::export::UNIT,
        ("export", "by_section") => words::cli::export::BY_SECTION,
        ("paper", "kind") => words::cli::paper::KIND,
        ("paper", "file") => words::cli::paper::FILE,
        ("export", "meeting") => words::cli::export::MEETING,
        ("paper", "template") => words::cli::paper::TEMPLATE,
        ("paper", "since") => words::cli::paper::SINCE,
        ("paper", "meeting") => words::cli::paper::MEETING,
        ("import", "files") => words::cli::import::FILES,
        ("plan-rename" | "plan-period" | "plan-archive" | "plan-reopen" | "plan-remove", "plan") => {
            words::cli::plan::NUMBER
        }
        ("plan-rename", "title") => words::cli::plan::TITLE,
        ("plan-period", "period") => words::cli::import::PERIOD,
        ("import", "period") => words::cli::import::PERIOD,
        ("import", "dry_run") => words::cli::import::DRY_RUN,
        ("import", "title") => words::cli::import::TITLE,
        ("import", "issuer") => words::cli::import::ISSUER,
        ("import", "lines") => words::cli::import::LINES,
        ("import", "level") => words::cli::import::LEVEL,
        ("import", "json") => words::cli::import::JSON,
        ("import", "yes") => words::cli::import::YES,
        ("carry-over", "into") => words::carry_over::OPTION_INTO,
        ("carry-over", "yes") => words::carry_over::OPTION_YES,
        ("import", "update") => words::cli::import::UPDATE,
        _ => return None,
    })
}

/// What an argument of a subcommand means; options that stand anywhere have no command. The test asks for these, too.
fn help(command: &str, argument: &str) -> Option<Text> {
    let of_papers = paper_help(command, argument);
    if of_papers.is_some() {
        return of_papers;
    }
    Some(match (command, argument) {
        ("list", "json") => words::cli::list::JSON,
        ("list", "csv") => words::cli::list::CSV,
        ("list", "light") => words::cli::list::LIGHT,
        ("list", "stage") => words::cli::list::STAGE,
        ("list", "unit") => words::cli::list::UNIT,
        ("list", "search") => words::cli::list::SEARCH,
        ("show", "number") => words::cli::show::NUMBER,
        ("show", "json") => words::cli::show::JSON,
        ("set", "number") => words::cli::set::NUMBER,
        ("set", "values") => words::cli::set::VALUES,
        ("report", "number") => words::cli::report::NUMBER,
        ("report", "progress") => words::cli::report::PROGRESS,
        ("report", "done") => words::cli::report::DONE,
        ("report", "problem") => words::cli::report::PROBLEM,
        ("report", "next") => words::cli::report::NEXT,
        ("report", "no_change") => words::cli::report::NO_CHANGE,
        ("log", "number") => words::cli::log::NUMBER,
        ("log", "json") => words::cli::log::JSON,
        ("log", "limit") => words::cli::log::LIMIT,
        ("access", "json") => words::cli::access::JSON,
        ("access", "refused") => words::cli::access::REFUSED_ONLY,
        ("access", "limit") => words::cli::access::LIMIT,
        ("config" | "config-get" | "config-set", "name") => words::cli::config::NAME,
        ("config" | "config-set", "value") => words::cli::config::VALUE,
        ("config", "reset") => words::cli::config::RESET,
        ("completions", "shell") => words::cli::completions::SHELL,
        ("user", "json") => words::cli::user::JSON,
        ("user-list", "json") => words::cli::user_list::JSON,
        ("user-add", "login") => words::cli::user_add::LOGIN,
        ("user-add", "name") => words::cli::user_add::NAME,
        ("user-add", "unit") => words::cli::user_add::UNIT,
        ("user-add", "role") => words::cli::user_add::ROLE,
        ("user-role", "login") => words::cli::user_role::LOGIN,
        ("user-role", "role") => words::cli::user_role::ROLE,
        ("user-unit", "login") => words::cli::user_unit::LOGIN,
        ("user-unit", "unit") => words::cli::user_unit::UNIT,
        ("user-name", "login") => words::cli::user_name::LOGIN,
        ("user-name", "name") => words::cli::user_name::NAME,
        ("user-deactivate", "login") => words::cli::user_deactivate::LOGIN,
        ("user-activate", "login") => words::cli::user_activate::LOGIN,
        ("key-add", "login") => words::cli::key_add::LOGIN,
        ("key-add", "file") => words::cli::key_add::FILE,
        ("key-list", "login") => words::cli::key_list::LOGIN,
        ("key-remove", "login") => words::cli::key_remove::LOGIN,
        ("key-remove", "number") => words::cli::key_remove::NUMBER,
        ("authorized-keys", "key") => words::cli::authorized_keys::KEY,
        ("server-setup", "check") => words::cli::server_setup::CHECK,
        ("server-setup", "write") => words::cli::server_setup::WRITE,
        ("restore", "file") => words::cli::restore::FILE,
        ("restore", "yes") => words::cli::restore::YES,
        ("doctor", "json") => words::cli::doctor::JSON,
        ("doctor", "anchor") => words::cli::doctor::ANCHOR,
        ("doctor", "anchors") => words::cli::doctor::ANCHORS,
        ("backup", "to") => words::cli::backup::TO,
        ("backup", "pipe") => words::cli::backup::PIPE,
        ("anchor", "to") => words::cli::anchor::TO,
        ("anchor", "pipe") => words::cli::anchor::PIPE,
        ("verify", "file") => words::cli::verify::FILE,
        ("verify", "json") => words::cli::verify::JSON,
        ("brief", "since") => words::cli::brief::SINCE,
        ("brief", "full") => words::cli::brief::FULL,
        ("themes", "name") => words::cli::themes::NAME,
        ("present", "every") => words::cli::present::EVERY,
        ("present", "large") => words::cli::present::LARGE,
        ("meeting-minutes", "number") => words::cli::meeting_minutes::NUMBER,
        ("meeting-commitments", "number") => words::cli::meeting_commitments::NUMBER,
        (_, "help") => words::cli::option::HELP,
        (_, "version") => words::cli::option::VERSION,
        (_, "db") => words::cli::option::DB,
        (_, "as_of") => words::cli::option::AS_OF,
        (_, "plan") => words::cli::option::PLAN,
        (_, "lang") => words::cli::option::LANG,
        (_, "theme") => words::cli::option::THEME,
        (_, "key") => words::cli::option::KEY,
        (_, "person") => words::cli::option::PERSON,
        (_, "restricted") => words::cli::option::RESTRICTED,
        (_, "ascii") => words::cli::option::ASCII,
        _ => return None,
    })
}

/// The command line as clap knows it, with its texts in a language.
pub fn command(lang: Lang) -> clap::Command {
    let template = lang.say(words::cli::help::TEMPLATE);
    let mut command = Arguments::command()
        .about(lang.say(words::cli::ABOUT))
        .help_template(template)
        .subcommand_help_heading(lang.say(words::cli::help::COMMANDS));
    command.build();
    let described = |arg: clap::Arg, command: &str| {
        let heading = if arg.is_positional() { words::cli::help::ARGUMENTS } else { words::cli::help::OPTIONS };
        let text = help(command, arg.get_id().as_str());
        let arg = arg.help_heading(lang.say(heading));
        match text {
            Some(text) => arg.help(lang.say(text)),
            None => arg,
        }
    };
    command = command.mut_args(|arg| described(arg, ""));
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| {
            let describe = |sub: clap::Command, name: &str| {
                let sub = match about(name) {
                    Some(about) => sub.about(lang.say(about)),
                    None => sub,
                };
                sub.help_template(template).disable_help_subcommand(true).mut_args(|arg| described(arg, name))
            };
            let mut sub = describe(sub, &name).subcommand_help_heading(lang.say(words::cli::help::COMMANDS));
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
        // The parser's tables cost time that the board does not have; it needs none of them.
        if arguments.len() == 1 {
            return Ok(Self {
                db: std::env::var_os("DUBAN_DB").map(PathBuf::from),
                as_of: None,
                plan: None,
                lang: None,
                theme: None,
                person: None,
                key: None,
                restricted: false,
                ascii: false,
                command: None,
            });
        }
        // The texts are for a refusal and for help alone.
        Self::try_parse_from(arguments).or_else(|_| {
            let matches = command(lang).try_get_matches_from(arguments)?;
            Self::from_arg_matches(&matches)
        })
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
