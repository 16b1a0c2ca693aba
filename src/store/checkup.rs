//! Checkup: what a look at a database found, as data; the words for it are on the floor of reports.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt::Display;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::plan::{Author, Revision, SettingFault};

/// Names a backup to the engine that keeps it: a file for one that keeps files. What stands in it is the engine's own
/// matter; everybody else only hands it on and shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupName(OsString);

impl BackupName {
    /// As it was given or found.
    pub fn new(name: impl Into<OsString>) -> Self {
        Self(name.into())
    }

    /// For the engine.
    pub fn as_os_str(&self) -> &OsStr {
        &self.0
    }
}

impl Display for BackupName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.to_string_lossy().fmt(f)
    }
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Where the file lies.
    FileSystem,
    /// Who may open it.
    Modes,
    /// Free space.
    Space,
    /// Tables and triggers, and their version.
    Schema,
    /// `SQLite`'s own check.
    Integrity,
    /// References between tables.
    ForeignKeys,
    /// The journal's hashes.
    Chain,
    /// The tables against the journal.
    Fold,
    /// What is kept for quick finding.
    Index,
    /// The chain against what was written down elsewhere.
    Anchor,
    /// What was given up when backups were restored.
    Restores,
    /// Age of backups.
    Backups,
    /// Settings, rules of lights and spans of plans.
    Settings,
    /// Keys of people who left.
    Keys,
}

impl Check {
    /// The name in locale keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::FileSystem => "file_system",
            Self::Modes => "modes",
            Self::Space => "space",
            Self::Schema => "schema",
            Self::Integrity => "integrity",
            Self::ForeignKeys => "foreign_keys",
            Self::Chain => "chain",
            Self::Fold => "fold",
            Self::Index => "index",
            Self::Anchor => "anchor",
            Self::Restores => "restores",
            Self::Backups => "backups",
            Self::Settings => "settings",
            Self::Keys => "keys",
        }
    }
}

/// What was found. Its name is the `code` in JSON; its sentence stands in the locale files under `doctor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// All is well.
    Fine,
    /// It cannot be read.
    Unreadable,
    /// Of an earlier or later version.
    Version,
    /// A table or trigger is not as it was made.
    Schema,
    /// The engine's own check fails.
    Integrity,
    /// Rows refer to rows that are not there.
    ForeignKeys,
    /// A line of the journal does not fit the one before.
    Chain,
    /// A clock jumped between two lines.
    Clock,
    /// An item is not as the journal left it.
    Fold,
    /// Something of a plan is not in the journal.
    FoldRest,
    /// A row is not in the journal.
    FoldRow,
    /// A text is not as it was imported.
    FoldText,
    /// A person is not as the journal left them.
    FoldPerson,
    /// A setting is not as the journal left it.
    FoldSetting,
    /// When the work of earlier versions was handed over is not as the journal says.
    HandedOver,
    /// A setting was made past the journal.
    SettingUnjournaled,
    /// The plan was imported before digests were kept.
    NoDigest,
    /// An entry for finding lines is missing.
    Index,
    /// A unit is not in the journal.
    Unit,
    /// A unit that nothing speaks of, or one that is missing.
    UnitStray,
    /// The file lies on a network file system.
    Network,
    /// Others may open the file.
    Modes,
    /// Little space is left.
    Space,
    /// Somebody has written very much within a day.
    MuchWriting,
    /// The journal does not go through the anchor.
    Anchor,
    /// The anchor was given up with what came before a restored backup; the copy made then still has it.
    AnchorGivenUp,
    /// A backup was restored; the copy of what was there proves it.
    Restored,
    /// A backup was restored over what could not be read.
    RestoredRuin,
    /// A backup was restored where nothing was left.
    RestoredLost,
    /// A line says that a backup was restored; nothing proves it.
    RestoredUnproven,
    /// A backup is being restored.
    Restoring,
    /// Restoring a backup was cut off.
    RestoreLeft,
    /// There is no backup.
    NoBackup,
    /// The newest backup is old.
    BackupOld,
    /// The newest copy on another disk or machine is old.
    ElsewhereOld,
    /// Backups bear days that are to come.
    BackupFuture,
    /// A setting cannot be read; its default counts.
    Setting,
    /// A setting that this program does not know.
    SettingUnknown,
    /// The span of a plan cannot be read.
    PeriodUnreadable,
    /// Somebody who left still has a key.
    Keys,
}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// All is well.
    Fine,
    /// All is well, and somebody should know.
    Note,
    /// Somebody should look after it.
    Warning,
    /// Data is in danger or was changed past the program.
    Error,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at.
    pub check: Check,
    /// How serious it is.
    pub severity: Severity,
    /// What it is; [`Fault::Fine`] where all is well.
    pub code: Fault,
    /// What goes into the sentence.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<&'static str, String>,
    /// Which setting cannot be read, and what is wrong with it.
    #[serde(skip)]
    pub setting: Option<Box<SettingFault>>,
}

impl Finding {
    /// All is well.
    pub fn fine(check: Check) -> Self {
        Self { check, severity: Severity::Fine, code: Fault::Fine, values: BTreeMap::new(), setting: None }
    }

    /// All is well, and somebody should know.
    pub fn note(check: Check, code: Fault, values: &[(&'static str, &dyn Display)]) -> Self {
        Self { severity: Severity::Note, ..Self::doubtful(check, code, values) }
    }

    /// Somebody should look after it.
    pub fn doubtful(check: Check, code: Fault, values: &[(&'static str, &dyn Display)]) -> Self {
        let values = values.iter().map(|(name, value)| (*name, value.to_string())).collect();
        Self { check, severity: Severity::Warning, code, values, setting: None }
    }

    /// A setting that cannot be read: its default counts meanwhile.
    pub fn of_setting(fault: SettingFault) -> Self {
        let found = Self::doubtful(Check::Settings, Fault::Setting, &[("name", &fault.name)]);
        Self { setting: Some(Box::new(fault)), ..found }
    }

    /// Data is in danger or was changed past the program.
    pub fn bad(check: Check, code: Fault, values: &[(&'static str, &dyn Display)]) -> Self {
        Self { severity: Severity::Error, ..Self::doubtful(check, code, values) }
    }

    /// Whether the contents are past mending: a good backup is the way out.
    pub fn asks_for_a_backup(&self) -> bool {
        self.is_bad() && matches!(self.check, Check::Integrity | Check::ForeignKeys | Check::Chain | Check::Index)
            || self.is_bad() && self.code == Fault::Unreadable
    }

    /// Whether it is an error.
    pub fn is_bad(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The end of a journal: printed on reports and backups, so that a cut-off tail can be noticed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Anchor {
    /// The last line.
    pub seq: i64,
    /// Its hash, in hexadecimal.
    pub hash: String,
}

impl Anchor {
    /// Reads `SEQ:HASH`; as it is printed.
    pub fn parse(text: &str) -> Option<Self> {
        let (seq, hash) = text.trim().split_once(':')?;
        let is_hash = hash.len() == 64 && hash.chars().all(|c| c.is_ascii_hexdigit());
        is_hash.then(|| Some(Self { seq: seq.parse().ok()?, hash: hash.to_ascii_lowercase() }))?
    }
}

impl Display for Anchor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

/// What a look at a database found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checkup {
    /// Where it is kept.
    #[serde(rename = "path")]
    pub place: String,
    /// The end of its journal.
    pub anchor: Option<Anchor>,
    /// Everything that was looked at.
    pub findings: Vec<Finding>,
}

impl Checkup {
    /// The most serious finding.
    pub fn worst(&self) -> Severity {
        self.findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Fine)
    }
}

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupDone {
    /// Its name.
    pub name: BackupName,
    /// The end of its journal.
    pub anchor: Anchor,
    /// What is wrong with its contents, and with those it was made from.
    pub bad: Vec<Finding>,
}

/// A copy of a backup that is kept on another disk or machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// The folder, or the command that it was given to.
    pub to: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The last line of its journal.
    pub seq: i64,
}

/// What restoring a backup would give up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The last line of the journal that both have.
    pub to: Revision,
    /// Lines given up, by person.
    pub by: BTreeMap<Author, u64>,
}

/// A copy that may be restored, by this person, as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restorable {
    /// The end of its journal.
    pub anchor: Anchor,
    /// What would be given up; nobody can say where what is there cannot be read.
    pub loss: Option<Loss>,
}

/// What is left beside a database that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphans {
    /// Where its backups are kept.
    pub place: String,
    /// How many.
    pub count: usize,
    /// The log with what was written last, and its size in bytes.
    pub log: Option<(String, u64)>,
}

/// What is left of a database that cannot be read as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Damage {
    /// What can be read of each sort of record; empty where nothing can.
    pub remains: Vec<Remains>,
    /// When the last line of the journal that can be read was written.
    pub last: Option<DateTime<Utc>>,
    /// The backups, where nothing else is left at all.
    pub orphans: Option<Orphans>,
    /// The copy to go back to.
    pub good: Option<GoodBackup>,
}

/// What can be read of one sort of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remains {
    /// Which sort: the name of its table, and of its word in the locale files.
    pub table: &'static str,
    /// How many rows were read.
    pub rows: u64,
    /// Whether that is all of them.
    pub whole: bool,
}

/// A backup that was looked at and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodBackup {
    /// Its name.
    pub name: BackupName,
    /// When it was made, by the clock of that day.
    pub at: DateTime<Utc>,
    /// The end of its journal.
    pub anchor: Anchor,
}
