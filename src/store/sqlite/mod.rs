//! The `SQLite` engine: one connection to one file. `store` opens it, `tx` is its write transaction, `load` reads a plan,
//! `columns` and `records` map values to columns; `kept` reads the names of backups; `backup`, `restore`, `doctor` and
//! `salvage` look after the file.

mod audit;
mod backup;
mod care;
mod columns;
mod connect;
mod doctor;
mod error;
mod hold;
mod import;
mod intact;
mod journal;
mod kept;
mod load;
mod migrate;
mod presence;
mod records;
mod restore;
mod restored;
mod salvage;
mod store;
mod tx;

pub use care::SqliteCare;
pub use connect::backup_folder;
pub use kept::is_lost;
pub use presence::SqlitePresence;
pub use store::SqliteStore;
