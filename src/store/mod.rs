//! Where plans are kept. `commit`, `guard`, `journal` and `audit` are the same for every engine and work on a `Tx`; an
//! engine is a folder of its own and only answers and writes. `SQLite` is the one there is.

mod audit;
mod checkup;
mod commit;
mod contract;
mod error;
mod guard;
mod import;
mod journal;
mod location;
mod renaming;
mod sqlite;
mod tx;
mod waiting;

pub use checkup::{
    Anchor, BackupDone, BackupName, Check, Checkup, Damage, Elsewhere, Fault, Finding, GoodBackup, Loss, Orphans,
    Remains, Restorable, Severity,
};
pub use contract::{Import, JournalQuery, Maintenance, Presence, Restoring, Store, Watch};
pub use error::{CommitError, StoreError};
pub use journal::hex;
pub use location::{Location, in_memory};
pub use renaming::renamed_everywhere;
pub use sqlite::{SqliteStore, backup_folder};
pub use waiting::when_waiting;
