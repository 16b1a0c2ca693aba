//! What the command line may say. What is said about it stands in `parsing`.

use std::path::PathBuf;

use clap::{Args, Parser};
use clap_complete::Shell;

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
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    /// who sits here, as sshd or sudo vouches for it
    #[arg(long = "as", global = true, value_name = "NAME")]
    pub person: Option<String>,
    /// the end of the key with which that person has come
    #[arg(long, global = true, hide = true, value_name = "KEY")]
    pub key: Option<String>,
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
    Import(Import),
    #[command(subcommand)]
    Plan(PlanCommand),
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
    Export(ExportArguments),
    Paper(PaperArguments),
    Present {
        #[arg(long = "loop", value_name = "20s")]
        every: Option<String>,
        #[arg(long)]
        large: bool,
    },
    CarryOver {
        #[arg(long, value_name = "N")]
        into: i64,
        #[arg(long)]
        yes: bool,
    },
    Schema,
    Brief {
        #[arg(long, value_name = "DAY")]
        since: Option<String>,
        #[arg(long)]
        full: bool,
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
        #[arg(long, conflicts_with = "write")]
        check: bool,
    },
    Backup {
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
        #[arg(long, value_name = "COMMAND")]
        pipe: Option<String>,
    },
    Anchor {
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
        #[arg(long, value_name = "COMMAND")]
        pipe: Option<String>,
    },
    Restore {
        file: PathBuf,
        #[arg(long)]
        yes: bool,
    },
    Doctor {
        #[arg(long)]
        json: bool,
        #[arg(long, value_name = "SEQ:HASH")]
        anchor: Vec<String>,
        #[arg(long, value_name = "FILE")]
        anchors: Option<PathBuf>,
    },
    Verify {
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    Access {
        #[arg(long)]
        json: bool,
        #[arg(long)]
        refused: bool,
        #[arg(long, default_value_t = 100)]
        limit: usize,
    },
    #[command(args_conflicts_with_subcommands = true)]
    Config {
        #[command(subcommand)]
        act: Option<Config>,
        name: Option<String>,
        #[arg(conflicts_with = "reset")]
        value: Option<String>,
        #[arg(long, requires = "name")]
        reset: bool,
    },
    Keymap,
    Themes {
        name: Option<String>,
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

/// Plans.
#[derive(Debug, clap::Subcommand)]
pub enum PlanCommand {
    List,
    Rename { plan: i64, title: String },
    Period { plan: i64, period: String },
    Archive { plan: i64 },
    Reopen { plan: i64 },
    Remove { plan: i64 },
}

/// SSH keys.
#[derive(Debug, clap::Subcommand)]
pub enum Key {
    Add { login: String, file: PathBuf },
    List { login: String },
    Remove { login: String, number: usize },
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct ExportArguments {
    #[arg(value_name = "FILE.xlsx|csv|json|html|ics", allow_hyphen_values = true)]
    pub file: Option<PathBuf>,
    #[arg(long)]
    pub unit: Option<String>,
    #[arg(long)]
    pub by_section: bool,
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "0",
          requires = "file", conflicts_with_all = ["unit", "by_section"])]
    pub meeting: Option<usize>,
}

/// Arguments of `paper`.
#[derive(Debug, Args)]
pub struct PaperArguments {
    #[arg(value_name = "KIND")]
    pub kind: String,
    #[arg(value_name = "FILE.docx|md", allow_hyphen_values = true)]
    pub file: Option<PathBuf>,
    #[arg(long)]
    pub unit: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    #[arg(long, value_name = "FILE.docx")]
    pub template: Option<PathBuf>,
    #[arg(long, value_name = "N")]
    pub meeting: Option<usize>,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct Import {
    #[arg(required = true, value_name = "FILE|-")]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,
    #[arg(long)]
    pub title: Option<String>,
    #[arg(long)]
    pub issuer: Option<String>,
    #[arg(long, value_name = "(一)|1.")]
    pub level: Option<String>,
    #[arg(long = "line", value_name = "N=item|skip|…")]
    pub lines: Vec<String>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long, requires = "dry_run")]
    pub json: bool,
    #[arg(long, conflicts_with = "dry_run")]
    pub yes: bool,
    #[arg(long)]
    pub update: bool,
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

/// What is done with what is set.
#[derive(Debug, clap::Subcommand)]
pub enum Config {
    Show,
    Edit,
    Get { name: String },
    Set { name: String, value: String },
}
