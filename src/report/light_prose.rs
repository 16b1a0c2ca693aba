//! Lights in words: what each is called, the rule behind it with its number, its figures, and what would turn it green.
//! One numbering serves the list of rules, `w` and the README.

use super::terms::Term;
use crate::plan::{
    BadgeWord, Doubt, Level, Light, Rollup, Rule, SettingFault, SettingTrouble, Settings, Stage, When, rule_numbers,
};
use crate::words::{self, Lang, Text};

/// The whole word of a light, with its number: `超期 12 天`.
pub fn light_word(lang: Lang, light: &Light) -> String {
    match light.when {
        When::Late { .. } => late_word(lang, light.word.as_ref(), &light.situation.days_late.unwrap_or(0)),
        // What is known of the item, not what the rule says of it.
        When::Undated if light.situation.is_dated() => lang.say(words::light::SILENT).to_owned(),
        When::Otherwise if light.situation.stage == Stage::Review => lang.say(Stage::Review.text()).to_owned(),
        when => word_of(lang, when, light.level, light.word.as_ref()),
    }
}

/// `超期 12 天`.
fn late_word(lang: Lang, own: Option<&BadgeWord>, n: &dyn std::fmt::Display) -> String {
    match own {
        Some(own) => lang.fill(words::light::LateOwn { word: &own.as_str(), n: &n }),
        None => lang.fill(words::light::Late { n: &n }),
    }
}

/// What a rule calls its light; without the figures of one.
fn word_of(lang: Lang, when: When, level: Level, own: Option<&BadgeWord>) -> String {
    let text = match (when, level) {
        (When::Late { .. }, _) => return late_word(lang, own, &"N"),
        _ if own.is_some() => return own.map(|own| own.as_str().to_owned()).unwrap_or_default(),
        (When::Stage { stage }, _) => stage.text(),
        (When::NotHandedOver, _) => words::light::NOT_HANDED_OVER,
        (When::Behind { .. } | When::BehindBetween { .. }, Level::Red) => words::light::FAR_BEHIND,
        (When::Behind { .. } | When::BehindBetween { .. }, _) => words::light::BEHIND,
        (When::Forecast { .. }, Level::Red) => words::light::UNLIKELY,
        (When::Forecast { .. }, _) => words::light::AT_RISK,
        (When::DueWithin { .. }, _) => words::light::DUE_SOON,
        (When::Undated, _) => words::light::UNDATED,
        (When::Otherwise, _) => words::light::ON_TRACK,
    };
    lang.say(text).to_owned()
}

/// The word of a light in at most three Chinese characters or six letters, for columns.
pub fn light_short(lang: Lang, light: &Light) -> &str {
    let is_known = matches!(light.when, When::Undated) && light.situation.is_dated()
        || matches!(light.when, When::Otherwise) && light.situation.stage == Stage::Review;
    match &light.word {
        Some(own) if !is_known => own.as_str(),
        _ => lang.say(usual_short(light)),
    }
}

fn usual_short(light: &Light) -> Text {
    match (light.when, light.level) {
        (When::Stage { stage: Stage::Closed }, _) => words::short::CLOSED,
        (When::Stage { stage: Stage::Stopped }, _) => words::short::STOPPED,
        (When::Stage { stage: Stage::Review }, _) => words::short::REVIEW,
        (When::Stage { stage: Stage::Pending }, _) => words::short::PENDING,
        (When::NotHandedOver, _) => words::short::NOT_HANDED_OVER,
        (When::Late { .. }, _) => words::short::LATE,
        (When::Behind { .. } | When::BehindBetween { .. }, Level::Red) => words::short::FAR_BEHIND,
        (When::Behind { .. } | When::BehindBetween { .. }, _) => words::short::BEHIND,
        (When::Forecast { .. }, Level::Red) => words::short::UNLIKELY,
        (When::Forecast { .. }, _) => words::short::AT_RISK,
        (When::DueWithin { .. }, _) => words::short::DUE_SOON,
        (When::Undated, _) if light.situation.is_dated() => words::short::SILENT,
        (When::Undated, _) => words::short::UNDATED,
        (When::Otherwise, _) if light.situation.stage == Stage::Review => words::short::REVIEW,
        (When::Stage { .. } | When::Otherwise, _) => words::short::ON_TRACK,
    }
}

/// A figure that may not be known: `45%`, or a dash.
pub fn percent_in_words(percent: Option<i64>) -> String {
    percent.map_or_else(|| "-".to_owned(), |percent| format!("{percent}%"))
}

/// What a plan adds up to: its mean progress, over how many items, and what was expected.
pub fn mean_progress(lang: Lang, total: &Rollup) -> String {
    lang.fill(words::frame::Progress {
        percent: &percent_in_words(total.percent),
        known: &total.known,
        all: &total.counts.total(),
        expected: &percent_in_words(total.expected),
    })
}

/// Why the light is what it is: the rule, its numbers, what would turn it green, and what else there is to know.
pub fn light_reasons(lang: Lang, light: &Light) -> Vec<String> {
    let situation = &light.situation;
    let rule = &rule_in_words(lang, light.when);
    let rule = match light.rule {
        Some(no) => lang.fill(words::why::Rule { n: &no, rule }),
        None => lang.fill(words::why::NoRule { rule }),
    };
    let mut lines = vec![rule, figures_of(lang, light), way_to_green(lang, light)];
    if let (Some(start), Some(due)) = (situation.start, situation.due)
        && situation.expected.is_some()
    {
        lines.push(if situation.assigned == Some(start) {
            lang.fill(words::why::FromAssigned { start: &start, due: &due })
        } else {
            lang.fill(words::why::FromStart { start: &start, due: &due })
        });
    }
    if situation.stage == Stage::Active && situation.expected.is_some() && situation.behind.is_none() {
        let days = situation.assigned.map(|assigned| (situation.day - assigned).num_days());
        lines.extend(days.filter(|days| *days >= 0).map(|n| lang.fill(words::why::Grace { n: &n })));
    }
    let taken = situation.inherited;
    if taken.any() {
        let parts =
            [(taken.lead, words::field::LEAD), (taken.due, words::field::DUE), (taken.cadence, words::field::CADENCE)];
        let parts = parts.iter().filter(|(is_taken, _)| *is_taken).map(|(_, text)| lang.say(*text));
        lines.push(lang.fill(words::why::Inherited { what: &lang.list(parts), no: &taken.item }));
    }
    if let Some(days) = situation.stale_days {
        lines.push(lang.fill(words::why::Stale { n: &days }));
    }
    lines
}

/// The numbers that made the rule match.
fn figures_of(lang: Lang, light: &Light) -> String {
    let situation = &light.situation;
    let due = &situation.due.map(|due| due.to_string()).unwrap_or_default();
    let cadence = &situation.cadence.map(|cadence| lang.say(cadence.text())).unwrap_or_default();
    let until = &situation.fresh_until.map(|until| until.to_string()).unwrap_or_default();
    match light.when {
        When::Stage { stage } => lang.fill(words::why::Stage { stage: &lang.say(stage.text()) }),
        When::NotHandedOver if situation.stage == Stage::Pending => {
            lang.fill(words::why::Stage { stage: &lang.say(Stage::Pending.text()) })
        }
        When::NotHandedOver => lang.say(words::why::NO_LEAD).to_owned(),
        When::Late { .. } => lang.fill(words::why::Late { due, n: &situation.days_late.unwrap_or(0) }),
        // A measure without a figure goes by its item's.
        When::Behind { .. } | When::BehindBetween { .. } if !situation.percent_given && situation.percent == 0 => lang
            .fill(words::why::BehindUntold {
                expected: &situation.expected.unwrap_or(0),
                n: &situation.behind.unwrap_or(0),
            }),
        When::Behind { .. } | When::BehindBetween { .. } => lang.fill(words::why::Behind {
            percent: &situation.percent,
            expected: &situation.expected.unwrap_or(0),
            n: &situation.behind.unwrap_or(0),
        }),
        When::Forecast { forecast } => lang.fill(words::why::Forecast { forecast: &lang.say(forecast.text()) }),
        When::DueWithin { .. } => lang.fill(words::why::DueSoon { due, n: &situation.days_left.unwrap_or(0) }),
        When::Undated if situation.is_dated() => lang.fill(words::why::Silent { cadence, until }),
        When::Undated => lang.say(words::why::UNDATED).to_owned(),
        When::Otherwise => match (situation.due, situation.expected) {
            (None, _) => lang.fill(words::why::Regular { cadence, until }),
            (Some(_), None) => lang.fill(words::why::NoWindow { due }),
            (Some(_), Some(expected)) if situation.percent_given => {
                lang.fill(words::why::OnTrack { percent: &situation.percent, expected: &expected, due })
            }
            (Some(_), Some(expected)) => lang.fill(words::why::NoFigure { expected: &expected, due }),
        },
    }
}

/// What would turn it green.
fn way_to_green(lang: Lang, light: &Light) -> String {
    let situation = &light.situation;
    let text = match (light.level, light.when) {
        (Level::Green, _) if situation.stage == Stage::Review => words::why::TO_VERIFY,
        (Level::Green | Level::Blue, _) => words::why::NOTHING_TO_DO,
        (_, When::NotHandedOver | When::Stage { stage: Stage::Pending }) if situation.stage == Stage::Pending => {
            words::why::TO_GREEN_PENDING
        }
        (_, When::NotHandedOver) => words::why::TO_GREEN_LEAD,
        (_, When::Stage { .. }) => words::why::TO_GREEN_STOPPED,
        (_, When::Behind { .. } | When::BehindBetween { .. }) => {
            return lang.fill(words::why::ToGreenBehind { n: &light.enough.unwrap_or(100) });
        }
        (_, When::Forecast { .. }) => words::why::TO_GREEN_FORECAST,
        (_, When::Undated) if situation.is_dated() => words::why::TO_GREEN_SILENT,
        (_, When::Undated) => words::why::TO_GREEN_UNDATED,
        (_, When::Late { .. }) => words::why::TO_GREEN_LATE,
        (_, When::DueWithin { .. } | When::Otherwise) => words::why::TO_GREEN_SOON,
    };
    lang.say(text).to_owned()
}

/// The condition of a rule in words, the same in the list of rules, in `w` and in the README.
fn rule_in_words(lang: Lang, when: When) -> String {
    match when {
        When::Stage { stage } => lang.fill(words::rule::Stage { stage: &lang.say(stage.text()) }),
        When::NotHandedOver => lang.say(words::rule::NOT_HANDED_OVER).to_owned(),
        When::Late { days: 0 } => lang.say(words::rule::OVERDUE).to_owned(),
        When::Late { days } => lang.fill(words::rule::Late { n: &days }),
        When::Behind { points } => lang.fill(words::rule::Behind { n: &points }),
        When::BehindBetween { from, to } => lang.fill(words::rule::BehindBetween { from: &from, to: &to }),
        When::Forecast { forecast } => lang.fill(words::rule::Forecast { forecast: &lang.say(forecast.text()) }),
        When::DueWithin { days } => lang.fill(words::rule::DueWithin { n: &days }),
        When::Undated => lang.say(words::rule::UNDATED).to_owned(),
        When::Otherwise => lang.say(words::rule::OTHERWISE).to_owned(),
    }
}

/// A rule as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleLine {
    /// Its number; two rules about the forecast share one.
    pub no: usize,
    /// Its condition.
    pub rule: String,
    /// The level it gives.
    pub level: Level,
    /// What its light is called.
    pub word: String,
}

/// The list of rules.
pub fn rule_lines(lang: Lang, rules: &[Rule]) -> Vec<RuleLine> {
    let line = |(rule, no): (&Rule, usize)| RuleLine {
        no,
        rule: rule_in_words(lang, rule.when),
        level: rule.level,
        word: word_of(lang, rule.when, rule.level, rule.word.as_ref()),
    };
    rules.iter().zip(rule_numbers(rules)).map(line).collect()
}

/// What is pointed out about a date while it is typed.
pub fn doubt_in_words(lang: Lang, doubt: &Doubt) -> String {
    match doubt {
        Doubt::AfterItem { item, due } => lang.fill(words::doubt::AfterItem { no: item, due }),
        Doubt::BeforeMeasures { measures } => lang.fill(words::doubt::BeforeMeasures { numbers: &lang.list(measures) }),
        Doubt::StartAfterDue { start, due } => lang.fill(words::doubt::StartAfterDue { start, due }),
    }
}

/// A stored setting that cannot be read: where, what, and what counts meanwhile.
pub fn fault_in_words(lang: Lang, fault: &SettingFault) -> String {
    let what = &match &fault.what {
        SettingTrouble::Json { line, column } => lang.fill(words::setting::Json { line, column }),
        SettingTrouble::Empty => lang.say(words::setting::EMPTY).to_owned(),
        SettingTrouble::Unfit(why) => why.clone(),
        SettingTrouble::UnknownKey(key) => lang.fill(words::setting::UnknownKey { key }),
        SettingTrouble::Missing(key) => lang.fill(words::setting::Missing { key }),
        SettingTrouble::Value { key, value } => lang.fill(words::setting::Value { key, value }),
    };
    let place = &fault.place.map(|n| lang.fill(words::setting::Place { n: &n })).unwrap_or_default();
    let name = &fault.name;
    match fault.name {
        Settings::ZONE => lang.fill(words::setting::ZoneFault { name, place, what }),
        Settings::LIMITS => lang.fill(words::setting::LimitsFault { name, place, what }),
        Settings::SCHOOL => lang.fill(words::setting::SchoolFault { name, place, what }),
        Settings::RULES => lang.fill(words::setting::RulesFault { name, place, what }),
        _ => lang.fill(words::setting::Fault { name, place, what }),
    }
}
