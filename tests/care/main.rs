//! Care of the data: backups, restoring under open sessions, and what the doctor finds, through the real program and
//! with a stock connection in the hands of somebody curious.

#[path = "../support/mod.rs"]
mod support;

mod backups;
mod case;
mod curious;
mod damage;
mod locked;
mod lost;
mod restoring;
mod settings;
mod versions;
