//! The real terminal and the loop that joins app, drawing and store. The only floor with threads, signals and a clock.

mod backend;
mod drafts;
mod event;
mod input;
mod keystream;
mod own_config_file;
mod paper_file;
mod run;
mod screen;
mod sgr;
mod signals;
mod store_worker;

pub use backend::CellBackend;
pub use drafts::Drafts;
pub use event::Refused;
pub use own_config_file::write_preference;
pub use paper_file::{TEMPLATES, open_paper, template_in, word_document};
pub use run::{LoopSetup, Outcome, run};
pub use signals::outlive_file_size_limit;
