//! The command line: one file a subcommand. Without a subcommand the board opens.

mod access;
mod anchor;
mod arguments;
mod ask;
mod backup;
mod board;
mod brief;
mod carry_over;
mod completions;
mod config;
mod demo;
mod demo_words;
mod doctor;
mod elsewhere;
mod export;
mod import;
mod invocation;
mod key;
mod keymap;
mod ledger;
mod list;
mod log;
mod meeting;
mod outcome;
mod output;
mod own_config;
mod own_file;
mod own_folder;
mod paper;
mod parsing;
mod plan;
mod present;
mod report;
mod restricted;
mod revision;
mod schema;
mod server_check;
mod server_setup;
mod set;
mod show;
mod themes;
mod undo;
mod user;
mod working;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Once;

use chrono::Utc;

use crate::store::{BackupName, when_waiting};
use crate::words::{self, Lang};

use access::Noter;
pub use arguments::{Arguments, Subcommand};
pub use demo::{filled as demo_store_in, looked_at as demo_day};

/// The demonstration in Chinese.
pub fn demo_store() -> Result<Box<dyn crate::store::Store>, crate::store::StoreError> {
    demo_store_in(Lang::Zh)
}
use invocation::Invocation;
use outcome::{Code, Done, Failure};
pub use parsing::command;

/// Runs the program with these arguments, the first being its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    crate::term::outlive_file_size_limit();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = invocation::language(&arguments);
    let parsed = match Arguments::parse_in(lang, &arguments) {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version come this way too and are no failure.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match dispatch(parsed, lang) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            outcome::tell(&failure.text);
            ExitCode::from(failure.code as u8)
        }
    }
}

/// The name of a command that has nothing to do with a day: one that is asked for is a slip there, not to be passed over.
fn timeless(command: &Subcommand) -> Option<&'static str> {
    match command {
        Subcommand::Demo
        | Subcommand::List(_)
        | Subcommand::Show { .. }
        | Subcommand::Set { .. }
        | Subcommand::Report(_)
        | Subcommand::Log { .. }
        | Subcommand::Brief { .. }
        | Subcommand::Meeting { .. }
        | Subcommand::Present { .. }
        | Subcommand::Export(_)
        | Subcommand::Paper(_) => None,
        Subcommand::Import(_) => Some("import"),
        Subcommand::Plan(_) => Some("plan"),
        Subcommand::CarryOver { .. } => Some("carry-over"),
        Subcommand::Schema => Some("schema"),
        Subcommand::Undo => Some("undo"),
        Subcommand::User(_) => Some("user"),
        Subcommand::Key(_) => Some("key"),
        Subcommand::AuthorizedKeys { .. } => Some("authorized-keys"),
        Subcommand::ServerSetup { .. } => Some("server-setup"),
        Subcommand::Config { .. } => Some("config"),
        Subcommand::Access { .. } => Some("access"),
        Subcommand::Backup { .. } => Some("backup"),
        Subcommand::Anchor { .. } => Some("anchor"),
        Subcommand::Restore { .. } => Some("restore"),
        Subcommand::Doctor { .. } => Some("doctor"),
        Subcommand::Verify { .. } => Some("verify"),
        Subcommand::Keymap => Some("keymap"),
        Subcommand::Themes { .. } => Some("themes"),
        Subcommand::Completions { .. } => Some("completions"),
    }
}

/// Says on standard error that the database is locked by another, for as long as this process has no screen of its own.
fn tell_waits(lang: Lang) {
    let once = Once::new();
    when_waiting(Some(Box::new(move |limit| {
        once.call_once(|| {
            let words = lang.fill(words::cli::Waiting { n: &limit.as_secs() });
            outcome::tell(&words);
        });
    })));
}

fn dispatch(arguments: Arguments, lang: Lang) -> Done {
    tell_waits(lang);
    restricted::confine(arguments.restricted);
    let noter = if arguments.restricted { Noter::of(&Invocation::new(&arguments, lang)?) } else { None };
    let done = obey(arguments, lang, noter.as_ref());
    if let (Some(noter), Err(Failure { code: Code::Denied | Code::Usage, text })) = (&noter, &done) {
        noter.refused(text);
    }
    done
}

fn obey(arguments: Arguments, lang: Lang, noter: Option<&Noter>) -> Done {
    let arguments = restricted::what_was_asked_for(arguments, lang)?;
    let invocation = Invocation::new(&arguments, lang)?;
    if let Some(noter) = noter {
        noter.came();
    }
    if let Some(command) = arguments.command.as_ref().filter(|_| arguments.as_of.is_some()).and_then(timeless) {
        return Err(Failure::new(Code::Usage, lang.fill(words::trouble::NotOfADay { command: &command })));
    }
    let writes = arguments.command.as_ref().is_some_and(is_writing);
    perform(&invocation, arguments.command)?;
    // Whoever never opens the board has a backup a day all the same. A failure shows in the doctor.
    if writes
        && let Ok(place) = invocation.location()
        && place.maintenance().backup_is_owed(Utc::now())
    {
        let _ = place.maintenance().backup(Utc::now());
    }
    Ok(())
}

/// Whether a command has written something that a backup is for.
fn is_writing(command: &Subcommand) -> bool {
    matches!(
        command,
        Subcommand::Import(_)
            | Subcommand::Plan(_)
            | Subcommand::Set { .. }
            | Subcommand::Report(_)
            | Subcommand::Undo
            | Subcommand::User(_)
            | Subcommand::Key(_)
            | Subcommand::Config { .. }
    )
}

fn perform(invocation: &Invocation, command: Option<Subcommand>) -> Done {
    match command {
        None => board::open(invocation),
        Some(Subcommand::Demo) => demo::open(invocation),
        Some(Subcommand::Import(asked)) => import::import(invocation, &asked),
        Some(Subcommand::Plan(command)) => plan::plan(invocation, &command),
        Some(Subcommand::List(list)) => list::list(invocation, &list),
        Some(Subcommand::Show { number, json }) => show::show(invocation, &number, json),
        Some(Subcommand::Set { number, values }) => set::set(invocation, &number, &values),
        Some(Subcommand::Report(report)) => report::report(invocation, &report),
        Some(Subcommand::Log { number, json, limit }) => log::log(invocation, number.as_deref(), json, limit),
        Some(Subcommand::Undo) => undo::undo(invocation),
        Some(Subcommand::CarryOver { into, yes }) => carry_over::carry_over(invocation, into, yes),
        Some(Subcommand::Brief { since, full }) => brief::brief(invocation, since.as_deref(), full),
        Some(Subcommand::Meeting { paper }) => meeting::meeting(invocation, paper),
        Some(Subcommand::Present { every, large }) => present::present(invocation, every.as_deref(), large),
        Some(Subcommand::Schema) => schema::schema(),
        Some(Subcommand::Export(asked)) => export::export(invocation, &asked),
        Some(Subcommand::Paper(asked)) => paper::paper(invocation, &asked),
        Some(Subcommand::User(user)) => user::user(invocation, user),
        Some(Subcommand::Key(key)) => key::key(invocation, key),
        Some(Subcommand::AuthorizedKeys { key }) => key::authorized_keys(invocation, &key),
        Some(Subcommand::ServerSetup { write, check }) => {
            server_setup::server_setup(invocation, write.as_deref(), check)
        }
        Some(Subcommand::Backup { to, pipe }) => backup::backup(invocation, to.as_deref(), pipe.as_deref()),
        Some(Subcommand::Anchor { to, pipe }) => anchor::anchor(invocation, to.as_deref(), pipe.as_deref()),
        Some(Subcommand::Restore { file, yes }) => backup::restore(invocation, &BackupName::new(file), yes),
        Some(Subcommand::Doctor { json, anchor, anchors }) => {
            doctor::doctor(invocation, json, &anchor, anchors.as_deref())
        }
        Some(Subcommand::Verify { file, json }) => doctor::verify(invocation, &BackupName::new(file), json),
        Some(Subcommand::Access { json, refused, limit }) => access::access(invocation, json, refused, limit),
        Some(Subcommand::Config { act: Some(act), .. }) => config::settings(invocation, act),
        Some(Subcommand::Config { act: None, name: Some(name), value, reset }) if config::is_own(&name) => {
            config::own(invocation, name, value, reset)
        }
        Some(Subcommand::Config { act: None, name, value, reset }) => {
            config::config(invocation, name.as_deref(), value.as_deref(), reset)
        }
        Some(Subcommand::Keymap) => keymap::keymap(invocation),
        Some(Subcommand::Themes { name }) => themes::themes(invocation, name.as_deref()),
        Some(Subcommand::Completions { shell }) => completions::completions(shell),
    }
}
