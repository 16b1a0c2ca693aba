//! Filtering from the keyboard: what is offered, and what a chip of the filter says.

use crate::app::lists::{Facet, Filter};
use crate::app::msg::Effect;
use crate::app::popups::{Choice, Picker, Picks, Popup};
use crate::app::state::App;
use crate::report::Term;
use crate::words;

impl App {
    pub(in crate::app) fn ask_filter(&mut self) -> Vec<Effect> {
        let chosen = &self.nav.filter.facets;
        let line = |facet: Facet| {
            let (words, ticked) = (self.facet_in_words(&facet), chosen.contains(&facet));
            Choice::new(facet, words, "").ticked(ticked)
        };
        let choices = Filter::offered(&self.data.board).into_iter().map(line).collect();
        let picker = Picker::new(self.env.lang.say(words::pick::FILTER), Vec::new(), choices, Picks::Facets);
        self.nav.popups.push(Popup::Picker(picker));
        Vec::new()
    }

    /// What a chip of the filter says.
    pub fn facet_in_words(&self, facet: &Facet) -> String {
        let lang = self.env.lang;
        match facet {
            Facet::Light(level) => lang.fill(words::facet::Light { value: &lang.say(level.text()) }),
            Facet::Stale => lang.say(words::facet::STALE).to_owned(),
            Facet::Stage(stage) => lang.fill(words::facet::Stage { value: &lang.say(stage.text()) }),
            Facet::Due(window) => lang.fill(words::facet::Due { value: &lang.say(window.text()) }),
            Facet::Unit(name) => lang.fill(words::facet::Unit { value: name }),
            Facet::NoLead => lang.say(words::facet::NO_LEAD).to_owned(),
            Facet::County(name) => lang.fill(words::facet::County { value: name }),
            Facet::Leader(name) => lang.fill(words::facet::Leader { value: name }),
        }
    }
}
