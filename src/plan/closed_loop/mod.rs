//! What goes back and forth about items: instructions, requests for later dates, meetings and their agendas.

mod agenda;
mod directive;
mod extension;
mod meeting;

pub use directive::{Directive, DirectiveKind, Given, Said};
pub use extension::{Answer, Extension, ExtensionRefusal};
pub(super) use meeting::is_place_only;
pub use meeting::{CurrentPoint, Meeting, Origin, Point, Subject, Treated, to_milliseconds};
