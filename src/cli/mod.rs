//! The command line: one file a subcommand. Without a subcommand the board opens.

mod arguments;
mod backup;
mod board;
mod brief;
mod completions;
mod demo;
mod doctor;
mod export;
mod import;
mod key;
mod list;
mod log;
mod meeting;
mod outcome;
mod present;
mod report;
mod restricted;
mod server_setup;
mod session;
mod set;
mod show;
mod undo;
mod user;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use crate::words::Lang;

pub use arguments::{Arguments, Subcommand, command};
pub use demo::{filled as demo_store, looked_at as demo_day};
use outcome::Done;
use session::Session;

/// Runs the program with these arguments, the first being its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    crate::term::outlive_file_size_limit();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = session::language(&arguments);
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
            // With nobody listening there is nobody to tell.
            let _ = writeln!(std::io::stderr(), "duban: {}", crate::plan::clean_text(&failure.text));
            ExitCode::from(failure.code as u8)
        }
    }
}

fn dispatch(arguments: Arguments, lang: Lang) -> Done {
    let arguments = restricted::what_was_asked_for(arguments, lang)?;
    let session = Session::new(&arguments, lang)?;
    match arguments.command {
        None => board::open(&session),
        Some(Subcommand::Demo) => demo::open(&session),
        Some(Subcommand::Import { file, period, dry_run }) => {
            import::import(&session, &file, period.as_deref(), dry_run)
        }
        Some(Subcommand::List(list)) => list::list(&session, &list),
        Some(Subcommand::Show { number, json }) => show::show(&session, &number, json),
        Some(Subcommand::Set { number, values }) => set::set(&session, &number, &values),
        Some(Subcommand::Report(report)) => report::report(&session, &report),
        Some(Subcommand::Log { number, json, limit }) => log::log(&session, number.as_deref(), json, limit),
        Some(Subcommand::Undo) => undo::undo(&session),
        Some(Subcommand::Brief { since }) => brief::brief(&session, since.as_deref()),
        Some(Subcommand::Meeting { paper }) => meeting::meeting(&session, paper),
        Some(Subcommand::Present { every, large }) => present::present(&session, every.as_deref(), large),
        Some(Subcommand::Export) => export::export(&session),
        Some(Subcommand::User(user)) => user::user(&session, user),
        Some(Subcommand::Key(key)) => key::key(&session, key),
        Some(Subcommand::AuthorizedKeys { key }) => key::authorized_keys(&session, &key),
        Some(Subcommand::ServerSetup { write }) => server_setup::server_setup(&session, write.as_deref()),
        Some(Subcommand::Backup) => backup::backup(&session),
        Some(Subcommand::Restore { file, yes }) => backup::restore(&session, &file, yes),
        Some(Subcommand::Doctor { json, anchor }) => doctor::doctor(&session, json, anchor.as_deref()),
        Some(Subcommand::Verify { file, json }) => doctor::verify(&session, &file, json),
        Some(Subcommand::Completions { shell }) => completions::completions(shell),
    }
}
