//! The state of the program in parts, each a plain value.

mod app;
mod data;
mod env;
mod lookback;
mod nav;
mod painted;
mod session;
mod wall;
mod writing;

pub use app::{App, Start};
pub use lookback::{Awaiting, Moment, Past, Travel};
pub use painted::{Painted, Target};
pub use session::Present;
pub use writing::{Next, Pending, Seen};
