//! Accept: what is done with what was typed, chosen or answered in a popup. The popups themselves are plain values in
//! `popups/`; here they meet the state, and only here.

mod form;
mod picker;
mod popup;
mod prompt;
