//! The sections of a plan and the order of its items: added, renamed, moved, taken away; an item given another number or made a
//! part of another.

use super::items::{decided, with_reason};
use crate::app::App;
use crate::app::msg::Effect;
use crate::app::popups::{Choice, Pick, Picker, Prompt, Purpose, SectionAct, Then};
use crate::plan::{
    Change, Delta, FieldChange, Item, ItemId, Measure, MeasureId, Node, Section, SectionId, Stage, clean_line,
};
use crate::read::section_label;
use crate::report::change_in_words;
use crate::words;

impl App {
    pub(in crate::app) fn ask_new_section(&mut self) -> Vec<Effect> {
        self.open_prompt(Prompt::new(Purpose::NewSection, Vec::new(), ""));
        Vec::new()
    }

    /// Does something with the section that the cursor stands in. Where one is empty no cursor can stand in it: then all are
    /// offered.
    pub(in crate::app) fn ask_of_section(&mut self, act: SectionAct) -> Vec<Effect> {
        let board = &self.data.board;
        let is_empty = |section: &&Section| board.items_of(section.id).is_empty();
        let mut offered: Vec<Section> = match act {
            SectionAct::Remove => board.sections.iter().filter(is_empty).cloned().collect(),
            SectionAct::AddItem | SectionAct::Rename | SectionAct::Move(_)
                if board.sections.iter().any(|it| is_empty(&it)) =>
            {
                board.sections.clone()
            }
            SectionAct::AddItem | SectionAct::Rename | SectionAct::Move(_) => {
                let here = self.section_here();
                board.sections.iter().filter(|section| Some(section.id) == here).cloned().collect()
            }
        };
        if offered.len() < 2 {
            let none = match act {
                SectionAct::Remove => words::trouble::NO_EMPTY_SECTION,
                SectionAct::AddItem | SectionAct::Rename | SectionAct::Move(_) => words::trouble::NOTHING_SELECTED,
            };
            return match offered.pop() {
                Some(section) => self.do_in_section(act, section.id),
                None => self.trouble(none),
            };
        }
        let line = |section: &Section| {
            let words = format!("{}. {}", section.ordinal, section.heading);
            Choice::new(Pick::InSection(act, section.id), words, "")
        };
        let choices = offered.iter().map(line).collect();
        self.open_picker(Picker::one(self.env.lang.say(words::prompt::WHICH_SECTION), Vec::new(), choices));
        Vec::new()
    }

    pub(in crate::app) fn do_in_section(&mut self, act: SectionAct, id: SectionId) -> Vec<Effect> {
        let Some(section) = self.data.board.section(id).cloned() else { return self.trouble(words::trouble::GONE) };
        match act {
            SectionAct::AddItem => self.open_prompt(Prompt::new(Purpose::NewItem(id), Vec::new(), "")),
            SectionAct::Rename => {
                self.open_prompt(Prompt::new(Purpose::SectionHeading(id), Vec::new(), &section.heading));
            }
            SectionAct::Move(by) => return self.move_section(id, by),
            SectionAct::Remove => self.ask_to_remove_section(&section),
        }
        Vec::new()
    }

    /// A new section comes last; it can be moved.
    pub(in crate::app) fn accept_new_section(&mut self, text: &str) -> Vec<Effect> {
        let (heading, why) = with_reason(text);
        if let Some(trouble) = self.text_trouble(&heading) {
            return self.refuse(trouble);
        }
        let id = SectionId(self.random_id());
        let mut sections = self.data.board.sections.clone();
        sections.push(Section { id, ordinal: 0, label: section_label(&heading), heading });
        self.put_sections(sections, &why, true)
    }

    pub(in crate::app) fn accept_section_heading(&mut self, id: SectionId, text: &str) -> Vec<Effect> {
        // A heading may have semicolons of its own: only one that was not there before parts the reason off.
        let stops = |text: &str| text.chars().filter(|c| matches!(c, '；' | ';')).count();
        let own = self.data.board.section(id).map_or(0, |section| stops(&section.heading));
        let (heading, why) = if stops(text) > own { with_reason(text) } else { (clean_line(text), String::new()) };
        if let Some(trouble) = self.text_trouble(&heading) {
            return self.refuse(trouble);
        }
        let mut sections = self.data.board.sections.clone();
        for section in sections.iter_mut().filter(|section| section.id == id) {
            section.label = section_label(&heading);
            section.heading.clone_from(&heading);
        }
        self.put_sections(sections, &why, true)
    }

    fn move_section(&mut self, id: SectionId, by: isize) -> Vec<Effect> {
        let mut sections = self.data.board.sections.clone();
        let Some(at) = sections.iter().position(|section| section.id == id) else { return Vec::new() };
        let to = at.saturating_add_signed(by);
        if to == at || to >= sections.len() {
            return self.trouble(words::notice::NOTHING_CHANGED);
        }
        sections.swap(at, to);
        self.put_sections(sections, "", false)
    }

    /// Only an empty section is taken away: nobody should lose items by it.
    fn ask_to_remove_section(&mut self, section: &Section) {
        let mut left = self.data.board.sections.clone();
        left.retain(|other| other.id != section.id);
        let question = self.env.lang.fill(words::confirm::RemoveSection { heading: &section.heading });
        let notice = self.env.lang.fill(words::notice::SectionRemoved { heading: &section.heading });
        self.confirm(question, Then::Commit(vec![self.sections_changed(left)], notice));
    }

    fn sections_changed(&self, mut sections: Vec<Section>) -> Change {
        for (section, ordinal) in sections.iter_mut().zip(1..) {
            section.ordinal = ordinal;
        }
        Change::Sections { sections: Delta::new(self.data.board.sections.clone(), sections) }
    }

    fn put_sections(&mut self, sections: Vec<Section>, why: &str, from_prompt: bool) -> Vec<Effect> {
        let change = self.sections_changed(sections);
        let what = change_in_words(self.env.lang, &change);
        let notice = self.env.lang.fill(words::notice::SectionsChanged { what: &what });
        self.commit(decided(why, vec![change]), notice, from_prompt)
    }

    pub(in crate::app) fn ask_item_number(&mut self) -> Vec<Effect> {
        let Some(item) = self.current().map(|node| node.item) else {
            return self.trouble(words::trouble::NOTHING_SELECTED);
        };
        self.open_prompt(Prompt::new(Purpose::ItemNumber(item), vec![Node::item(item)], ""));
        Vec::new()
    }

    /// The item takes that number, and those between move up by one; numbers of items that were taken away stay theirs.
    pub(in crate::app) fn accept_item_number(&mut self, id: ItemId, text: &str) -> Vec<Effect> {
        let mut items: Vec<(ItemId, u32)> = self.data.board.items().iter().map(|item| (item.id, item.no)).collect();
        items.sort_by_key(|(_, no)| *no);
        let numbers: Vec<u32> = items.iter().map(|(_, no)| *no).collect();
        let (number, why) = with_reason(text);
        let wanted = crate::read::folded(&number).trim().parse::<u32>().ok();
        let Some(to) = wanted.and_then(|wanted| numbers.iter().position(|no| *no == wanted)) else {
            let max = numbers.last().copied().unwrap_or(0);
            return self.refuse(self.env.lang.fill(words::trouble::NoItem { no: &number, max: &max }));
        };
        let Some(from) = items.iter().position(|(item, _)| *item == id) else { return self.refuse_gone() };
        let moved = items.remove(from);
        items.insert(to, moved);
        let after: Vec<(ItemId, u32)> = items.iter().zip(&numbers).map(|((item, _), no)| (*item, *no)).collect();
        let changed: Vec<(ItemId, u32)> = after
            .into_iter()
            .filter(|(item, no)| self.data.board.item(*item).is_some_and(|item| item.no != *no))
            .collect();
        let before =
            changed.iter().filter_map(|(item, _)| self.data.board.item(*item).map(|it| (it.id, it.no))).collect();
        if changed.is_empty() {
            return self.refuse(self.env.lang.say(words::notice::NOTHING_CHANGED).to_owned());
        }
        let notice = self.env.lang.fill(words::notice::Numbered { n: &changed.len() });
        let change = Change::ItemsNumbered { numbers: Delta::new(before, changed) };
        self.commit(decided(&why, vec![change]), notice, true)
    }

    /// Offers the items that the one under the cursor could become a part of.
    pub(in crate::app) fn ask_to_merge_item(&mut self) -> Vec<Effect> {
        let Some(from) = self.current().map(|node| node.item) else {
            return self.trouble(words::trouble::NOTHING_SELECTED);
        };
        let others = self.data.board.items().iter().filter(|item| item.id != from);
        let line = |item: &Item| Choice::new(Pick::MergeItem(from, item.id), format!("{} {}", item.no, item.title), "");
        let choices = others.map(line).collect();
        let title = self.env.lang.say(words::prompt::MERGE_INTO);
        self.open_picker(Picker::one(title, vec![Node::item(from)], choices));
        Vec::new()
    }

    /// Its measures go with who is charged with them, its lead takes part; what was reported stays with it, out of sight.
    pub(in crate::app) fn accept_merge(&mut self, from: ItemId, into: ItemId, why: &str) -> Vec<Effect> {
        if why.is_empty() {
            return self.refuse(self.env.lang.say(words::trouble::REASON_NEEDED).to_owned());
        }
        let board = &self.data.board;
        let (Some(old), Some(new)) = (board.item(from).cloned(), board.item(into).cloned()) else {
            return self.refuse_gone();
        };
        if old.work.standing.stage == Stage::Closed {
            return self.refuse(self.env.lang.say(words::trouble::CLOSED_ITEM_STAYS).to_owned());
        }
        let mut rank = new.measures.last().map_or(0, |measure| measure.rank);
        let mut changes = Vec::new();
        for measure in &old.measures {
            rank += Measure::RANK_STEP;
            let id = MeasureId(self.random_id());
            changes.push(Change::MeasureRemoved { item: from, measure: measure.clone() });
            changes.push(Change::MeasureAdded { item: into, measure: Measure { id, rank, ..measure.clone() } });
        }
        let joins = old.work.lead.iter().chain(&old.work.support).filter(|unit| Some(*unit) != new.work.lead.as_ref());
        let mut support = new.work.support.clone();
        support.extend(joins.cloned());
        if support != new.work.support {
            let to = FieldChange::Support(Delta::new(new.work.support.clone(), support));
            changes.push(Change::Field { node: Node::item(into), to });
        }
        let why = self.env.lang.fill(words::notice::MergedWhy { no: &new.no, why: &why });
        changes.push(Change::ItemRemoved { item: old.head(why) });
        let notice = self.env.lang.fill(words::notice::Merged { from: &old.no, into: &new.no });
        self.commit(changes, notice, true)
    }
}
