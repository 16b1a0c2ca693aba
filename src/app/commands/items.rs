//! The items of a plan: adding one, taking one away, putting one into another section. Each is told with the reason and the
//! paper that decided it.

use crate::app::App;
use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::popups::{Choice, Pick, Picker, Prompt, Purpose};
use crate::app::state::Next;
use crate::plan::{Change, Delta, ItemHead, ItemId, Node, SectionId, Stage, clean_line};
use crate::words;

impl App {
    /// The section that the cursor stands in.
    pub(in crate::app) fn section_here(&self) -> Option<SectionId> {
        let item = self.current().and_then(|node| self.data.board.item(node.item)).map(|item| item.section);
        item.or_else(|| self.data.board.sections.first().map(|section| section.id))
    }

    pub(in crate::app) fn ask_to_remove_item(&mut self) -> Vec<Effect> {
        let Some(node) = self.current() else { return self.trouble(words::trouble::NOTHING_SELECTED) };
        let node = Node::item(node.item);
        self.open_prompt(Prompt::new(Purpose::RemoveItem(node.item), vec![node], ""));
        Vec::new()
    }

    pub(in crate::app) fn ask_section(&mut self) -> Vec<Effect> {
        let Some(node) = self.current() else { return self.trouble(words::trouble::NOTHING_SELECTED) };
        let here = self.data.board.item(node.item).map(|item| item.section);
        // All of them in their order, so that a digit is a section as everywhere.
        let line = |section: &crate::plan::Section| {
            let is_here =
                (Some(section.id) == here).then(|| self.env.lang.say(words::trouble::ALREADY_HERE).to_owned());
            Choice::new(Pick::Section(node.item, section.id), section.heading.as_str(), "").barred(is_here)
        };
        let choices = self.data.board.sections.iter().map(line).collect();
        let title = self.prompt_subject(&[Node::item(node.item)]);
        self.open_picker(Picker::one(title, vec![Node::item(node.item)], choices));
        Vec::new()
    }

    /// `标题` or `标题;依据`: what comes after the last semicolon is the reason.
    pub(in crate::app) fn accept_new_item(&mut self, section: SectionId, text: &str) -> Vec<Effect> {
        let (title, why) = with_reason(text);
        if let Some(trouble) = self.text_trouble(&title) {
            return self.refuse(trouble);
        }
        let id = ItemId(self.random_id());
        let no = self.data.board.next_no();
        let item = ItemHead { id, section, no, title, group: String::new(), why, carried_from: None };
        let notice = self.env.lang.fill(words::notice::ItemAdded { no: &no });
        let effects = self.commit(vec![Change::ItemAdded { item }], notice, true);
        self.then(Next::Select(Node::item(id)));
        effects
    }

    pub(in crate::app) fn accept_item_removal(&mut self, id: ItemId, why: &str) -> Vec<Effect> {
        if why.is_empty() {
            return self.refuse(self.env.lang.say(words::trouble::REASON_NEEDED).to_owned());
        }
        let Some(item) = self.data.board.item(id) else { return self.refuse_gone() };
        // What was finished is part of what the year has brought: it is not taken back by taking it away.
        if item.work.standing.stage == Stage::Closed {
            return self.refuse(self.env.lang.say(words::trouble::CLOSED_ITEM_STAYS).to_owned());
        }
        let notice = self.env.lang.fill(words::notice::ItemRemoved { no: &item.no });
        let change = Change::ItemRemoved { item: item.head(why) };
        self.commit(vec![change], notice, true)
    }

    /// Offers the items that were taken away, the last first; they are found in what the journal tells.
    pub(in crate::app) fn ask_to_restore_item(&mut self) -> Vec<Effect> {
        if self.lookback.entries.is_none() && self.data.journal_goes_on {
            self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::READING_ITEMS)));
            return self.older_journal();
        }
        let mut heads: Vec<ItemHead> = Vec::new();
        let entries = self.chronicle().unwrap_or(&self.data.journal);
        for change in entries.iter().rev().flat_map(|entry| entry.edit.changes.iter().rev()) {
            let Change::ItemRemoved { item } = change else { continue };
            let is_new = heads.iter().all(|head| head.id != item.id);
            if is_new && self.data.board.item(item.id).is_none() {
                heads.push(item.clone());
            }
        }
        if heads.is_empty() {
            return self.trouble(words::trouble::NO_ITEM_TAKEN_AWAY);
        }
        let line = |head: ItemHead| {
            let (words, why) = (format!("{} {}", head.no, head.title), head.why.clone());
            Choice::new(Pick::RestoreItem(Box::new(head)), words, &why)
        };
        let choices = heads.into_iter().map(line).collect();
        self.open_picker(Picker::one(self.env.lang.say(words::prompt::RESTORE_ITEM), Vec::new(), choices));
        Vec::new()
    }

    pub(in crate::app) fn restore_item(&mut self, head: ItemHead) -> Vec<Effect> {
        let node = Node::item(head.id);
        let notice = self.env.lang.fill(words::notice::ItemRestored { no: &head.no });
        let why = self.env.lang.say(words::notice::RESTORED_WHY).to_owned();
        let effects = self.commit(vec![Change::ItemAdded { item: ItemHead { why, ..head } }], notice, false);
        self.then(Next::Select(node));
        effects
    }

    pub(in crate::app) fn move_to_section(&mut self, id: ItemId, section: SectionId, why: &str) -> Vec<Effect> {
        let Some(item) = self.data.board.item(id) else { return self.refuse_gone() };
        let change = Change::ItemMoved { item: id, section: Delta::new(item.section, section) };
        let label = self.data.board.section(section).map(|section| section.label.clone()).unwrap_or_default();
        let notice = self.env.lang.fill(words::notice::ItemMoved { no: &item.no, section: &label });
        self.commit(decided(&clean_line(why), vec![change]), notice, true)
    }
}

/// `文字;依据`: what comes after the last semicolon is the reason.
pub(in crate::app) fn with_reason(text: &str) -> (String, String) {
    let (text, why) = text.rsplit_once(['；', ';']).unwrap_or((text, ""));
    (clean_line(text), clean_line(why))
}

/// Changes with what decided them, where that was said.
pub(in crate::app) fn decided(why: &str, mut changes: Vec<Change>) -> Vec<Change> {
    if !why.is_empty() {
        changes.insert(0, Change::Decided { why: why.to_owned() });
    }
    changes
}
