//! duban (督办): a full-screen board for a bureau's annual work plan.
//!
//! The floors, from the ground up; a module may use only what lies below it, and no two files import each other; `tests/architecture` keeps it so.
//!
//! | floor | what lives there | where a change goes |
//! |---|---|---|
//! | [`plan`] | the domain: items, stages, lights, changes | a new field, stage or rule |
//! | [`words`] | all words a person reads, from `assets/locale` | a sentence, a translation |
//! | [`read`] | documents and phrases in | another shape of plan, another way to write a date |
//! | [`store`] | where it is kept | a migration, another engine |
//! | [`report`] | outputs: values in words, JSON, CSV | another format |
//! | [`app`] | what the person is doing; pure | a command, a key, a popup |
//! | [`ui`] | drawing | a screen, a colour |
//! | [`term`] | the real terminal and the loop | a signal, a terminal's habit |
//! | [`cli`] | one file per subcommand | a subcommand |

pub mod app;
pub mod cli;
pub mod plan;
pub mod read;
pub mod report;
pub mod store;
pub mod term;
pub mod ui;
pub mod words;
