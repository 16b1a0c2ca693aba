//! The `SQLite` engine: one connection to one file. `store` opens it, `tx` is its write transaction, `load` reads a plan,
//! `columns` and `records` map values to columns; `backup`, `restore`, `doctor` and `salvage` look after the file.

mod audit;
mod backup;
mod columns;
mod connect;
mod doctor;
mod error;
mod import;
mod journal;
mod load;
mod migrate;
mod records;
mod restore;
mod salvage;
mod store;
mod tx;

pub use connect::backup_folder;
pub use store::SqliteStore;
