//! What becomes of one typed text: judged while it is typed, and done once it is accepted.

use chrono::NaiveDate;

use crate::app::field_input::{Refusal, figure_given, limit, typed_changes};
use crate::app::msg::Effect;
use crate::app::popups::{Popup, Prompt, Purpose, ReviewText, SettingText};
use crate::app::search::{Needle, Search};
use crate::app::state::App;
use crate::plan::{
    Change, Delta, DirectiveId, Field, FieldChange, ItemId, Measure, MeasureId, Node, ReportId, Stage, clean_line,
};
use crate::read::{DueError, Meant, parse_due, parse_item_when, parse_past_day, parse_percent, parse_start};
use crate::report::{Term, clip, doubt_in_words, node_name, trouble_in_words};
use crate::words::{self, Text};

/// Above this many texts a search starts on Enter, not with each letter.
const LIVE_SEARCH_LIMIT: usize = 5_000;

impl App {
    /// The day of the past that a phrase means.
    pub(in crate::app) fn past_day_meant(&self, text: &str) -> Result<NaiveDate, DueError> {
        parse_past_day(text, self.env.today, &self.data.board.calendar())
    }

    /// The day to look at that a phrase means.
    fn look_day_meant(&self, text: &str) -> Result<NaiveDate, DueError> {
        parse_due(text, self.env.today, &self.data.board.calendar())
    }

    /// What a phrase means where it is typed; `None` where no day is.
    fn when_meant(&self, purpose: &Purpose, text: &str) -> Option<Result<Meant, DueError>> {
        let calendar = self.data.board.calendar();
        Some(match purpose {
            Purpose::Field(Field::Due) => parse_item_when(text, self.day(), &calendar),
            Purpose::Field(Field::Start) => parse_start(text, self.day(), &calendar).map(Meant::Day),
            Purpose::Past | Purpose::Since => self.past_day_meant(text).map(Meant::Day),
            Purpose::Day => self.look_day_meant(text).map(Meant::Day),
            Purpose::Review(ReviewText::Due) => self.piece_due_meant(text, self.env.today),
            Purpose::Field(_)
            | Purpose::Reason(_)
            | Purpose::Text(_)
            | Purpose::NewMeasure(_)
            | Purpose::Split(_)
            | Purpose::GoTo
            | Purpose::Search
            | Purpose::Reply(_)
            | Purpose::ReturnDirective(_)
            | Purpose::RefuseExtension(_)
            | Purpose::ReturnPart(_)
            | Purpose::NewPerson
            | Purpose::AddPoint(_)
            | Purpose::NewItem(_)
            | Purpose::MoveItem(..)
            | Purpose::RemoveItem(_)
            | Purpose::PlanTitle
            | Purpose::ImportPath
            | Purpose::Setting(_)
            | Purpose::NewUnits
            | Purpose::NewSection
            | Purpose::SectionHeading(_)
            | Purpose::ItemNumber(_)
            | Purpose::MergeItem(..)
            | Purpose::RenameUnit(_)
            | Purpose::Review(ReviewText::Title | ReviewText::Issuer | ReviewText::Period)
            | Purpose::PlanPeriod
            | Purpose::PartPercent(_) => return None,
        })
    }

    /// What the typed phrase comes to, shown while it is typed.
    pub fn due_preview(&self, prompt: &Prompt) -> Option<Result<Meant, String>> {
        if prompt.editor.is_blank() {
            return None;
        }
        let meant = self.when_meant(&prompt.purpose, &prompt.editor.text())?;
        Some(meant.map_err(|error| trouble_in_words(self.env.lang, &error)))
    }

    /// Why the figure that is being typed will not be taken.
    pub fn prompt_told(&self, prompt: &Prompt) -> Option<String> {
        let text = clean_line(&prompt.editor.text());
        if let Purpose::Setting(what) = prompt.purpose {
            return Some(()).filter(|()| !text.is_empty()).and_then(|()| self.setting_told(what, &text));
        }
        let is_figure = matches!(prompt.purpose, Purpose::Field(Field::Percent) | Purpose::PartPercent(_));
        // Empty, or a dash, takes the figure away.
        let clears = text.is_empty()
            || (prompt.purpose == Purpose::Field(Field::Percent) && matches!(text.as_str(), "-" | "无"));
        if !is_figure || clears {
            return None;
        }
        let error = parse_percent(&text).err()?;
        Some(trouble_in_words(self.env.lang, &Refusal::Number(error)))
    }

    /// What a prompt is about and for.
    pub fn prompt_title(&self, prompt: &Prompt) -> String {
        let lang = self.env.lang;
        let subject = self.prompt_subject(&prompt.targets);
        let said = |what: Text, id: &DirectiveId| {
            let text = self.data.board.directive(*id).map(|it| clip(&it.text, 28)).unwrap_or_default();
            format!("{}  {text}", lang.say(what))
        };
        let what = match &prompt.purpose {
            Purpose::Reply(id) => return said(words::prompt::REPLY, id),
            Purpose::ReturnDirective(id) => return said(words::prompt::RETURN_DIRECTIVE, id),
            Purpose::RefuseExtension(_) => lang.say(words::prompt::REFUSE_EXTENSION),
            Purpose::ReturnPart(unit) => {
                return lang.fill(words::prompt::ReturnPart { subject: &subject, unit });
            }
            Purpose::NewPerson => return lang.say(words::prompt::NEW_PERSON).to_owned(),
            Purpose::AddPoint(_) => return lang.say(words::prompt::ADD_POINT).to_owned(),
            Purpose::NewItem(id) => {
                let section = self.data.board.section(*id).map(|section| section.label.clone()).unwrap_or_default();
                return lang.fill(words::prompt::NewItem { section: &section });
            }
            Purpose::MoveItem(_, id) => {
                let section = self.data.board.section(*id).map(|section| section.label.clone()).unwrap_or_default();
                return lang.fill(words::prompt::MoveItem { subject: &subject, section: &section });
            }
            Purpose::RemoveItem(_) => lang.say(words::prompt::REMOVE_ITEM),
            Purpose::PlanTitle => return lang.say(words::prompt::PLAN_TITLE).to_owned(),
            Purpose::PlanPeriod => return lang.say(words::prompt::PLAN_PERIOD).to_owned(),
            Purpose::NewSection => return lang.say(words::prompt::NEW_SECTION).to_owned(),
            Purpose::SectionHeading(_) => return lang.say(words::prompt::SECTION_HEADING).to_owned(),
            Purpose::ItemNumber(_) => lang.say(words::prompt::ITEM_NUMBER),
            Purpose::MergeItem(..) => lang.say(words::prompt::MERGE_WHY),
            Purpose::NewUnits => return lang.say(words::units::ADD).to_owned(),
            Purpose::RenameUnit(name) => return lang.fill(words::units::Rename { name }),
            Purpose::ImportPath => return lang.say(words::prompt::IMPORT_PATH).to_owned(),
            Purpose::Setting(what) => return lang.say(setting_title(*what)).to_owned(),
            Purpose::Review(what) => return lang.say(review_text(*what)).to_owned(),
            Purpose::Since => return lang.say(words::prompt::SINCE).to_owned(),
            Purpose::Past => return lang.say(words::prompt::PAST).to_owned(),
            Purpose::PartPercent(unit) => return format!("{subject} {unit} {}", lang.say(words::field::PERCENT)),
            Purpose::Field(field) => lang.say(field.text()),
            Purpose::Reason(stage) => {
                let stage = lang.say(stage.text());
                return lang.fill(words::prompt::Reason { subject: &subject, stage: &stage });
            }
            Purpose::Text(_) => lang.say(words::prompt::TEXT),
            Purpose::NewMeasure(_) => lang.say(words::prompt::NEW_MEASURE),
            Purpose::Split(_) => lang.say(words::prompt::SPLIT),
            Purpose::GoTo => return lang.say(words::prompt::GO_TO).to_owned(),
            Purpose::Day => return lang.say(words::prompt::DAY).to_owned(),
            Purpose::Search => return lang.say(words::prompt::SEARCH).to_owned(),
        };
        let text = match prompt.targets.as_slice() {
            [node] => self.data.board.text(*node).map(|text| clip(text, 20)).unwrap_or_default(),
            _ => String::new(),
        };
        let unit = if let (Purpose::Field(Field::Percent), [node]) = (&prompt.purpose, prompt.targets.as_slice()) {
            self.own_part(*node).map(|unit| format!("{unit} "))
        } else {
            None
        };
        format!("{subject} {}{what}  {text}", unit.unwrap_or_default())
    }

    /// What is doubtful about the date that the typed phrase comes to, shown while it is typed.
    pub fn date_doubts(&self, prompt: &Prompt) -> Vec<String> {
        let Purpose::Field(field @ (Field::Due | Field::Start)) = prompt.purpose else { return Vec::new() };
        let text = prompt.editor.text();
        let changes =
            |node: &Node| Some((*node, typed_changes(&self.data.board, *node, field, &text, self.day()).ok()?));
        let doubts = prompt.targets.iter().filter_map(changes);
        let doubts = doubts.flat_map(|(node, changes)| self.data.board.doubts(node, &changes));
        let mut words: Vec<String> = doubts.map(|doubt| doubt_in_words(self.env.lang, &doubt)).collect();
        words.dedup();
        words
    }

    /// After each letter: the search follows.
    pub(in crate::app) fn prompt_typed(&mut self) {
        let Some(Popup::Prompt(prompt)) = self.nav.popups.last() else { return };
        let texts: usize = self.data.board.items().iter().map(|item| 1 + item.measures.len()).sum();
        if prompt.purpose == Purpose::Search && texts <= LIVE_SEARCH_LIMIT {
            let query = prompt.editor.text();
            self.search_for(&query);
        }
    }

    fn search_for(&mut self, query: &str) {
        let needle = Needle::new(query);
        let hits = needle.hits(&self.data.board);
        self.nav.search = (!needle.is_empty()).then_some(Search { needle, hits });
    }

    pub(in crate::app) fn accept_prompt(&mut self) -> Vec<Effect> {
        let Some(Popup::Prompt(prompt)) = self.nav.popups.last() else { return Vec::new() };
        let (purpose, targets) = (prompt.purpose.clone(), prompt.targets.clone());
        let text = clean_line(&prompt.editor.text());
        match purpose {
            Purpose::Field(field) => match self.doubt_untold(&text) {
                Some(doubt) => self.refuse(doubt),
                None => self.accept_field(field, &targets, &text),
            },
            Purpose::Reason(stage) => self.accept_reason(stage, &targets, &text),
            Purpose::Text(node) => self.accept_text(node, &text),
            Purpose::NewMeasure(after) => self.accept_new_measure(after, &text),
            Purpose::Split(node) => self.accept_split(node),
            Purpose::GoTo => self.accept_go_to(&text),
            Purpose::Day => self.accept_day(&text),
            Purpose::Search => self.accept_search(&text),
            Purpose::NewPerson => self.accept_new_person(&text),
            Purpose::AddPoint(meeting) => self.accept_points(meeting, &text),
            Purpose::Since => self.accept_since(&text),
            Purpose::Past => self.accept_past(&text),
            Purpose::PartPercent(unit) => self.accept_part_percent(&targets, &unit, &text),
            Purpose::Reply(_) | Purpose::ReturnDirective(_) | Purpose::RefuseExtension(_) | Purpose::ReturnPart(_)
                if text.is_empty() =>
            {
                self.refuse(self.env.lang.say(words::trouble::NOTHING_TYPED).to_owned())
            }
            Purpose::NewItem(section) => self.accept_new_item(section, &text),
            Purpose::MoveItem(item, section) => self.move_to_section(item, section, &text),
            Purpose::RemoveItem(item) => self.accept_item_removal(item, &text),
            Purpose::NewSection => self.accept_new_section(&text),
            Purpose::SectionHeading(id) => self.accept_section_heading(id, &text),
            Purpose::ItemNumber(item) => self.accept_item_number(item, &text),
            Purpose::MergeItem(from, into) => self.accept_merge(from, into, &text),
            Purpose::NewUnits => self.accept_new_units(&text),
            Purpose::RenameUnit(from) => self.accept_unit_name(&from, &text),
            Purpose::ImportPath => self.accept_import_path(&text),
            Purpose::Setting(what) => self.accept_setting(what, &text),
            Purpose::Review(what) => self.accept_review_text(what, &text),
            Purpose::PlanTitle => self.accept_plan_title(&text),
            Purpose::PlanPeriod => self.accept_plan_period(&text),
            Purpose::ReturnPart(unit) => self.accept_part_return(&targets, &unit, &text),
            Purpose::Reply(id) => self.accept_reply(id, text),
            Purpose::ReturnDirective(id) => self.accept_directive_return(id, text),
            Purpose::RefuseExtension(id) => self.accept_extension_refusal(id, text),
        }
    }

    /// The text that the prompt on top began with.
    fn prompt_began_with(&self) -> Option<String> {
        if let Some(Popup::Prompt(prompt)) = self.nav.popups.last() { Some(prompt.initial.clone()) } else { None }
    }

    pub(in crate::app) fn refuse(&mut self, trouble: String) -> Vec<Effect> {
        if let Some(Popup::Prompt(prompt)) = self.nav.popups.last_mut() {
            prompt.trouble = Some(trouble);
        }
        Vec::new()
    }

    fn accept_field(&mut self, field: Field, targets: &[Node], text: &str) -> Vec<Effect> {
        let mut changes = Vec::new();
        for node in targets {
            let typed = match typed_changes(&self.data.board, *node, field, text, self.day()) {
                Ok(typed) => typed,
                Err(refusal) => return self.refuse(trouble_in_words(self.env.lang, &refusal)),
            };
            for to in typed {
                let given = match to {
                    FieldChange::Percent(figure) => {
                        let told = (ReportId(self.random_id()), self.writing_day());
                        figure_given(&self.data.board, &self.session.author, *node, figure, told)
                    }
                    to => Ok(vec![Change::Field { node: *node, to }]),
                };
                match given {
                    Ok(given) => changes.extend(given),
                    Err(refusal) => return self.refuse(trouble_in_words(self.env.lang, &refusal)),
                }
            }
        }
        let changes = self.as_seen(changes);
        let notice = self.saved_notice(&changes);
        self.commit(changes, notice, true)
    }

    /// What is doubtful about the date that is to be taken, where that was not asked about yet.
    fn doubt_untold(&mut self, text: &str) -> Option<String> {
        let Some(Popup::Prompt(prompt)) = self.nav.popups.last() else { return None };
        let doubts = self.date_doubts(prompt);
        if doubts.is_empty() || prompt.doubted.as_deref() == Some(text) {
            return None;
        }
        if let Some(Popup::Prompt(prompt)) = self.nav.popups.last_mut() {
            prompt.doubted = Some(text.to_owned());
        }
        Some(self.env.lang.fill(words::prompt::Doubtful { doubts: &doubts.join("  ") }))
    }

    fn accept_reason(&mut self, to: Stage, targets: &[Node], text: &str) -> Vec<Effect> {
        if text.is_empty() {
            let trouble = self.env.lang.say(words::trouble::REASON_NEEDED).to_owned();
            return self.refuse(trouble);
        }
        if let Err(refusal) = limit(text, Field::Standing) {
            return self.refuse(trouble_in_words(self.env.lang, &refusal));
        }
        let day = self.writing_day();
        let change = |node: &Node| {
            let swap = self.data.board.stepped(*node, to, Some(text.to_owned()), day)?;
            Some(Change::Field { node: *node, to: FieldChange::Standing(swap) })
        };
        let changes: Vec<Change> = targets.iter().filter_map(change).collect();
        let changes = self.as_seen(changes);
        let notice = self.saved_notice(&changes);
        self.commit(changes, notice, true)
    }

    fn accept_text(&mut self, node: Node, text: &str) -> Vec<Effect> {
        if let Some(trouble) = self.text_trouble(text) {
            return self.refuse(trouble);
        }
        let (Some(before), true) = (self.prompt_began_with(), self.data.board.contains(node)) else {
            return self.refuse_gone();
        };
        let notice =
            self.env.lang.fill(words::notice::TextSaved { node: &node_name(self.env.lang, &self.data.board, node) });
        let changes = if before == text {
            Vec::new()
        } else {
            vec![Change::Text { node, text: Delta::new(before, text.to_owned()) }]
        };
        self.commit(changes, notice, true)
    }

    fn accept_new_measure(&mut self, after: Node, text: &str) -> Vec<Effect> {
        if let Some(trouble) = self.text_trouble(text) {
            return self.refuse(trouble);
        }
        let room = self.data.board.item(after.item).and_then(|item| item.rank_after(after.measure));
        let Some((rank, mut changes)) = room else { return self.refuse_gone() };
        let measure = Measure { id: MeasureId(self.random_id()), rank, text: text.to_owned(), work: None };
        changes.push(Change::MeasureAdded { item: after.item, measure });
        let notice = self.env.lang.say(words::notice::MEASURE_ADDED).to_owned();
        self.commit(changes, notice, true)
    }

    fn accept_split(&mut self, node: Node) -> Vec<Effect> {
        let Some(Popup::Prompt(prompt)) = self.nav.popups.last() else { return Vec::new() };
        let (before, after) = prompt.editor.split();
        let (before, after) = (clean_line(&before), clean_line(&after));
        if before.is_empty() || after.is_empty() {
            let trouble = self.env.lang.say(words::trouble::SPLIT_IN_THE_MIDDLE).to_owned();
            return self.refuse(trouble);
        }
        let Some(whole) = self.prompt_began_with() else { return self.refuse_gone() };
        let room = self.data.board.item(node.item).and_then(|item| item.rank_after(node.measure));
        let Some((rank, mut changes)) = room else { return self.refuse_gone() };
        changes.push(Change::Text { node, text: Delta::new(whole, before) });
        let measure = Measure { id: MeasureId(self.random_id()), rank, text: after, work: None };
        changes.push(Change::MeasureAdded { item: node.item, measure });
        let notice = self.env.lang.say(words::notice::MEASURE_SPLIT).to_owned();
        self.commit(changes, notice, true)
    }

    pub(in crate::app) fn text_trouble(&self, text: &str) -> Option<String> {
        if text.is_empty() {
            return Some(self.env.lang.say(words::trouble::TEXT_EMPTY).to_owned());
        }
        limit(text, Field::Target).err().map(|refusal: Refusal| trouble_in_words(self.env.lang, &refusal))
    }

    pub(in crate::app) fn refuse_gone(&mut self) -> Vec<Effect> {
        let trouble = self.env.lang.say(words::trouble::GONE).to_owned();
        self.refuse(trouble)
    }

    fn accept_go_to(&mut self, text: &str) -> Vec<Effect> {
        let Some(node) = self.data.board.node_numbered(text) else {
            let trouble = self.env.lang.fill(words::trouble::NoItem { no: &text, max: &self.last_number() });
            return self.refuse(trouble);
        };
        self.nav.popups.pop();
        self.go_to(node)
    }

    fn last_number(&self) -> u32 {
        self.data.board.items().iter().map(|item| item.no).max().unwrap_or(0)
    }

    fn accept_day(&mut self, text: &str) -> Vec<Effect> {
        if text.is_empty() {
            self.nav.as_of = None;
            self.nav.popups.pop();
            return Vec::new();
        }
        match self.look_day_meant(text) {
            Ok(day) => {
                self.nav.as_of = (day != self.env.today).then_some(day);
                self.nav.popups.pop();
                Vec::new()
            }
            Err(error) => self.refuse(trouble_in_words(self.env.lang, &error)),
        }
    }

    fn accept_search(&mut self, text: &str) -> Vec<Effect> {
        self.search_for(text);
        if self.nav.search.as_ref().is_some_and(|search| search.hits.is_empty()) {
            let trouble = self.env.lang.fill(words::trouble::NothingFound { query: &text });
            return self.refuse(trouble);
        }
        self.nav.popups.pop();
        if self.nav.search.is_some() { self.next_match(0) } else { Vec::new() }
    }

    /// The item under a popup's targets, for its title line.
    pub fn prompt_subject(&self, targets: &[Node]) -> String {
        match targets {
            [node] => node_name(self.env.lang, &self.data.board, *node),
            nodes => self.env.lang.fill(words::name::Several { n: &nodes.len() }),
        }
    }

    pub(in crate::app) fn first_item(&self) -> Option<ItemId> {
        self.data.board.items().first().map(|item| item.id)
    }
}

fn setting_title(what: SettingText) -> Text {
    match what {
        SettingText::RuleFigures(_) => words::settings::ASK_FIGURES,
        SettingText::RuleWord(_) => words::settings::ASK_WORD,
        SettingText::SchoolDay(begins, _) => begins.text(),
        SettingText::Leaders => words::settings::ASK_LEADERS,
    }
}

fn review_text(what: ReviewText) -> Text {
    match what {
        ReviewText::Title => words::review::ASK_TITLE,
        ReviewText::Issuer => words::review::ASK_ISSUER,
        ReviewText::Period => words::prompt::PLAN_PERIOD,
        ReviewText::Due => words::review::ASK_DUE,
    }
}
