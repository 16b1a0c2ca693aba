//! Board: one whole plan in memory, indexed. How a change alters it stands in `change/apply.rs`; what is worked out from
//! it, in `derive/`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use chrono::NaiveDate;

use serde::{Deserialize, Serialize};

use crate::plan::text::narrow;
use crate::plan::{
    Actor, Cadence, Calendar, Directive, DirectiveId, Extension, ExtensionId, Item, ItemHead, ItemId, LeaderList,
    Limits, Measure, Meeting, Node, Person, Plan, PlanId, Report, Revision, Rule, SchoolCalendar, SectionId,
    SettingFault, Settings, Unit, UnitTable, Work, Zone, default_rules,
};

/// 板块: one of the headed parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Identity.
    pub id: SectionId,
    /// 1 for 一、.
    pub ordinal: u32,
    /// The whole heading, without its number.
    pub heading: String,
    /// Its first clause without the opening verb: 政治引领.
    pub label: String,
}

/// 结转: an item, and the one of another plan that it goes on with, or that goes on with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarryLink {
    /// The item of this plan.
    pub item: ItemId,
    /// The item of the other.
    pub other: ItemId,
    /// Which plan that is.
    pub plan: PlanId,
    /// Its title.
    pub title: String,
    /// The number of the item there.
    pub no: u32,
    /// Whether the other came first.
    pub is_origin: bool,
}

/// One whole plan in memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// The head.
    pub plan: Plan,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// Known units, in the order they are offered.
    pub units: Vec<Unit>,
    /// People who may log in; none on a personal database.
    pub people: Vec<Person>,
    /// Requests for later dates, oldest first.
    pub extensions: Vec<Extension>,
    /// Instructions, oldest first.
    pub directives: Vec<Directive>,
    /// Meetings, in the order in which they began.
    pub meetings: Vec<Meeting>,
    /// What the bureau has set, as it is stored: text by name. [`Self::settle_settings`] reads it.
    pub settings: BTreeMap<String, String>,
    /// The order and kinds of its units.
    pub unit_table: UnitTable,
    /// Its leaders, in the order in which they are printed.
    pub leader_list: LeaderList,
    /// How often what says nothing else is reported on.
    pub default_cadence: Cadence,
    /// In which days are counted.
    pub zone: Zone,
    /// What one person may have of the database.
    pub limits: Limits,
    /// 交办 of work whose row does not tell it, as databases of earlier versions have it: read off the journal.
    pub handed_over: BTreeMap<Node, NaiveDate>,
    /// Stored settings that cannot be read.
    pub faults: Vec<SettingFault>,
    /// How lights are computed.
    pub rules: Vec<Rule>,
    /// 校历: terms, holidays and the days of examinations.
    pub school: SchoolCalendar,
    /// 结转: where items have come from, and where they have gone.
    pub links: Vec<CarryLink>,
    /// The journal entry up to which this is true.
    pub revision: Revision,
    /// Whether everything here is invented, for trying out.
    pub demo: bool,
    items: Vec<Item>,
    index: HashMap<ItemId, usize>,
    /// Items that were taken away, with everything that was done about them.
    removed: Vec<Item>,
}

impl Board {
    /// A board with these parts; `items` in document order.
    pub fn new(plan: Plan, sections: Vec<Section>, items: Vec<Item>, units: Vec<Unit>) -> Self {
        let index = items.iter().enumerate().map(|(at, item)| (item.id, at)).collect();
        Self {
            plan,
            sections,
            units,
            people: Vec::new(),
            extensions: Vec::new(),
            directives: Vec::new(),
            meetings: Vec::new(),
            settings: BTreeMap::new(),
            unit_table: UnitTable::default(),
            leader_list: LeaderList::default(),
            default_cadence: Cadence::Month,
            zone: Zone::default(),
            limits: Limits::default(),
            handed_over: BTreeMap::new(),
            faults: Vec::new(),
            rules: default_rules(),
            school: SchoolCalendar::default(),
            links: Vec::new(),
            revision: Revision(0),
            demo: false,
            items,
            index,
            removed: Vec::new(),
        }
    }

    /// Puts aside items that were taken away: they belong to the past, and may come back.
    pub fn put_aside(&mut self, removed: Vec<Item>) {
        self.removed = removed;
    }

    /// The item with that id, also where it was taken away.
    pub fn known_item(&self, id: ItemId) -> Option<&Item> {
        self.item(id).or_else(|| self.removed.iter().find(|item| item.id == id))
    }

    /// Items that were taken away.
    pub fn removed(&self) -> &[Item] {
        &self.removed
    }

    /// Adds an item, or brings back one that was taken away, as it was.
    pub(super) fn add_item(&mut self, head: &ItemHead) {
        if self.index.contains_key(&head.id) {
            return;
        }
        let item = match self.removed.iter().position(|item| item.id == head.id) {
            Some(at) => self.removed.remove(at),
            None => Item::of_head(head),
        };
        self.items.push(item);
        self.sort_items();
    }

    /// Takes an item away; what was done about it is put aside.
    pub(super) fn remove_item(&mut self, id: ItemId) {
        if let Some(at) = self.index.get(&id).copied() {
            let item = self.items.remove(at);
            // Of one about which nothing was done its head says all.
            if item != Item::of_head(&item.head("")) {
                self.removed.push(item);
            }
            self.sort_items();
        }
    }

    /// Puts an item into another section.
    pub(super) fn move_item(&mut self, id: ItemId, section: SectionId) -> bool {
        let Some(item) = self.item_mut(id) else { return false };
        item.section = section;
        self.sort_items();
        true
    }

    /// Puts other sections in the place of those there are.
    pub(super) fn put_sections(&mut self, sections: &[Section]) {
        self.sections = sections.to_vec();
        self.sort_items();
    }

    /// Gives items other numbers.
    pub(super) fn number_items(&mut self, numbers: &[(ItemId, u32)]) {
        for (id, no) in numbers {
            if let Some(item) = self.item_mut(*id) {
                item.no = *no;
            }
        }
        self.sort_items();
    }

    fn sort_items(&mut self) {
        let ordinals: HashMap<SectionId, u32> =
            self.sections.iter().map(|section| (section.id, section.ordinal)).collect();
        self.items.sort_by_key(|item| (ordinals.get(&item.section).copied().unwrap_or(0), item.no));
        self.index = self.items.iter().enumerate().map(|(at, item)| (item.id, at)).collect();
    }

    /// The number of the next item: numbers of those that were taken away are not given anew.
    pub fn next_no(&self) -> u32 {
        self.items.iter().chain(&self.removed).map(|item| item.no).max().unwrap_or(0) + 1
    }

    /// Bytes of reports that a screen's session keeps whole: a bureau of a thousand reports a year writes less in ten years.
    pub const MOST_TEXT: usize = 8 << 20;

    /// Shortens the texts of the oldest reports where there are more than a session keeps; the newest half stays whole.
    pub fn shorten_old_reports(&mut self) {
        let mut all: Vec<&mut Report> = self.items.iter_mut().flat_map(|item| &mut item.reports).collect();
        if all.iter().map(|report| report.text_size()).sum::<usize>() <= Self::MOST_TEXT {
            return;
        }
        all.reverse();
        all.sort_by_key(|report| Reverse(report.day));
        let mut kept = 0;
        for report in all {
            kept += report.text_size();
            if kept > Self::MOST_TEXT / 2 {
                report.shorten();
            }
        }
    }

    /// Reads the settings anew from their texts.
    pub fn settle_settings(&mut self) {
        let Settings { zone, rules, school, limits, units, leaders, cadence, faults } = Settings::of(&self.settings);
        (self.zone, self.rules, self.school, self.limits, self.faults) = (zone, rules, school, limits, faults);
        (self.unit_table, self.leader_list, self.default_cadence) = (units, leaders, cadence);
    }

    /// What a phrase such as `6月底前` or `寒假前` is resolved by.
    pub fn calendar(&self) -> Calendar<'_> {
        Calendar { period: self.plan.period, school: &self.school }
    }

    /// All items in document order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The items of a section, in order.
    pub fn items_of(&self, section: SectionId) -> &[Item] {
        &self.items[self.range_of(section)]
    }

    /// Where the items of a section stand in the document.
    pub fn range_of(&self, section: SectionId) -> Range<usize> {
        let Some(ordinal) = self.section(section).map(|section| section.ordinal) else { return 0..0 };
        let rank = |item: &Item| self.section(item.section).map_or(0, |section| section.ordinal);
        let from = self.items.partition_point(|item| rank(item) < ordinal);
        let to = self.items.partition_point(|item| rank(item) <= ordinal);
        from..to
    }

    /// The section with that id.
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// The item with that id.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.index.get(&id).and_then(|at| self.items.get(*at))
    }

    /// The item with that id, to be altered by a change that was accepted.
    pub(super) fn item_mut(&mut self, id: ItemId) -> Option<&mut Item> {
        self.index.get(&id).and_then(|at| self.items.get_mut(*at))
    }

    /// The item with that number.
    pub fn item_no(&self, no: u32) -> Option<&Item> {
        self.items.iter().find(|item| item.no == no)
    }

    /// The item or measure that a number such as `14` or `14-3` names, in ASCII or full width.
    pub fn node_numbered(&self, number: &str) -> Option<Node> {
        let ascii: String = number.trim().chars().map(to_ascii).collect();
        let (item, measure) = ascii.split_once('-').map_or((ascii.as_str(), None), |(item, at)| (item, Some(at)));
        let item = self.item_no(item.trim().parse().ok()?)?;
        let Some(measure) = measure else { return Some(Node::item(item.id)) };
        let at = measure.trim().parse::<usize>().ok()?.checked_sub(1)?;
        Some(Node::measure(item.id, item.measures.get(at)?.id))
    }

    /// Where the item stands in the document, from 0.
    pub fn position(&self, id: ItemId) -> Option<usize> {
        self.index.get(&id).copied()
    }

    /// The measure a node names.
    pub fn measure(&self, node: Node) -> Option<&Measure> {
        self.item(node.item)?.measure(node.measure?)
    }

    /// Whether there is such an item or measure.
    pub fn contains(&self, node: Node) -> bool {
        self.item(node.item).is_some_and(|item| node.measure.is_none_or(|id| item.measure(id).is_some()))
    }

    /// Title or sentence.
    pub fn text(&self, node: Node) -> Option<&str> {
        match node.measure {
            None => self.item(node.item).map(|item| item.title.as_str()),
            Some(_) => self.measure(node).map(|measure| measure.text.as_str()),
        }
    }

    /// What the office added; empty for a measure that has nothing of its own, `None` when the node is not there.
    pub fn work(&self, node: Node) -> Option<Work> {
        match node.measure {
            None => self.item(node.item).map(|item| item.work.clone()),
            Some(_) => self.measure(node).map(|measure| measure.work.as_deref().cloned().unwrap_or_default()),
        }
    }

    /// Reports about exactly this node, oldest first.
    pub fn reports(&self, node: Node) -> impl DoubleEndedIterator<Item = &Report> {
        let reports = self.item(node.item).map(|item| item.reports.as_slice()).unwrap_or_default();
        reports.iter().filter(move |report| node.measure.is_none() || report.node == node)
    }

    /// The unit with that name.
    pub fn unit(&self, name: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.name == name)
    }

    /// Who `login` is.
    pub fn actor<'a>(&'a self, login: &'a str) -> Actor<'a> {
        Actor::of(&self.people, login)
    }

    /// The name of whoever has that login; the login itself where no name is known.
    pub fn called<'a>(&'a self, login: &'a str) -> &'a str {
        self.people.iter().find(|person| person.login == login).map_or(login, |person| person.name.as_str())
    }

    /// The request with that id.
    pub fn extension(&self, id: ExtensionId) -> Option<&Extension> {
        self.extensions.iter().find(|extension| extension.id == id)
    }

    /// The instruction with that id.
    pub fn directive(&self, id: DirectiveId) -> Option<&Directive> {
        self.directives.iter().find(|directive| directive.id == id)
    }

    /// Names of leaders: those that the bureau has listed, then those that occur, most used first.
    pub fn leaders(&self) -> Vec<String> {
        let mut uses: Vec<(String, usize)> = self.leader_list.names.iter().map(|name| (name.clone(), 0)).collect();
        let listed = uses.len();
        for name in self.items.iter().filter_map(|item| item.work.leader.as_ref()) {
            match uses.iter_mut().find(|(known, _)| known == name) {
                Some((_, count)) => *count += 1,
                None => uses.push((name.clone(), 1)),
            }
        }
        uses[listed..].sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        uses.into_iter().map(|(name, _)| name).collect()
    }
}

/// Full-width digits, and the signs people put between two numbers.
fn to_ascii(c: char) -> char {
    match narrow(c) {
        '.' | '—' | '。' => '-',
        c => c,
    }
}
