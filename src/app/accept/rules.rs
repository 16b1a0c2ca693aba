//! Rules of lights on their page: figures, lights, words and order are changed in a copy, beside which is told what of the
//! board would change; saved, the copy holds for everybody.

use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::notice::Notice;
use crate::app::popups::{Choice, Pick, Picker, Popup, RulesDraft, SettingRow, SettingText};
use crate::app::state::App;
use crate::plan::{BadgeWord, Counts, Forecast, Level, Rule, Settings, Stage, When, default_rules, level_of_lag};
use crate::report::{Term, rule_lines};
use crate::words::{self, Text};

/// Days and points beyond which nobody means what was typed.
const MOST: i64 = 999;

/// Conditions that can be added, with figures to begin with.
const CONDITIONS: [When; 10] = [
    When::Late { days: 0 },
    When::Behind { points: 30 },
    When::BehindBetween { from: 10, to: 30 },
    When::DueWithin { days: 7 },
    When::Forecast { forecast: Forecast::Unlikely },
    When::Forecast { forecast: Forecast::AtRisk },
    When::Stage { stage: Stage::Review },
    When::NotHandedOver,
    When::Undated,
    When::Otherwise,
];

/// The figures of a condition as they are typed; none where it has none.
fn figures(when: When) -> Option<String> {
    match when {
        When::Late { days } | When::DueWithin { days } => Some(days.to_string()),
        When::Behind { points } => Some(points.to_string()),
        When::BehindBetween { from, to } => Some(format!("{from}-{to}")),
        When::Stage { .. } | When::NotHandedOver | When::Forecast { .. } | When::Undated | When::Otherwise => None,
    }
}

/// A condition with other figures; none where the text has none for it.
fn with_figures(when: When, text: &str) -> Option<When> {
    let text = crate::read::folded(text);
    let number = |text: &str| text.trim().parse::<i64>().ok().filter(|n| (0..=MOST).contains(n));
    match when {
        When::Late { .. } => Some(When::Late { days: number(&text)? }),
        When::DueWithin { .. } => Some(When::DueWithin { days: number(&text)? }),
        When::Behind { .. } => Some(When::Behind { points: number(&text)? }),
        When::BehindBetween { .. } => {
            let (from, to) = text.split_once(['-', '—', '–', '~', '～', '到', '至'])?;
            let (from, to) = (number(from)?, number(to.trim_start_matches('—'))?);
            (from <= to).then_some(When::BehindBetween { from, to })
        }
        When::Stage { .. } | When::NotHandedOver | When::Forecast { .. } | When::Undated | When::Otherwise => None,
    }
}

/// Why a word cannot stand on a badge.
pub(super) fn word_told(text: &str) -> Option<Text> {
    (!text.is_empty() && BadgeWord::new(text).is_none()).then_some(words::settings::WORD_TOO_WIDE)
}

/// Whether a rule can never be met: one before it is met whenever it is.
fn is_idle(rules: &[Rule], at: usize) -> bool {
    rules[..at].iter().any(|before| before.when == When::Otherwise || before.when == rules[at].when)
}

/// What of the board would change.
#[derive(Debug, Clone, PartialEq)]
pub struct RulesPreview {
    /// Items per light as the rules are that hold, and as they would be.
    pub counts: (Counts, Counts),
    /// Items whose light would be another: number, then and now.
    pub turned: Vec<(u32, Level, Level)>,
    /// Points behind that no rule speaks of, though one speaks of fewer: the first and the last.
    pub hole: Option<(i64, i64)>,
}

/// Points behind that are no better than fewer of which a rule speaks, and that none speaks of.
fn hole_in(rules: &[Rule]) -> Option<(i64, i64)> {
    const WORST: i64 = 100;
    let is_free = |lag: &i64| level_of_lag(rules, *lag).is_none();
    let first = (1..=WORST).find(|lag| !is_free(lag))?;
    let from = (first..=WORST).find(is_free)?;
    let to = (from..=WORST).take_while(is_free).last()?;
    Some((from, to))
}

impl App {
    /// After something was written: a copy that was saved is none any more, and one in which nothing was changed follows what
    /// holds, unless something is being typed about it.
    pub(in crate::app) fn settle_rules(&mut self) {
        let held = self.data.board.rules.clone();
        let on_top = self.nav.popups.last().is_some_and(|popup| popup.settings().is_some());
        if let Some(table) = self.settings_table_mut()
            && (table.rules.after == held || (!table.rules.is_changed() && on_top))
        {
            table.rules = RulesDraft::of(&held);
        }
    }

    /// The rules on the page: those that hold, or as they would be.
    fn rules_shown(&self) -> Vec<Rule> {
        self.settings_table().map(|table| table.rules.after.clone()).unwrap_or_default()
    }

    pub(super) fn rule_rows(&self) -> Vec<SettingRow> {
        let lang = self.env.lang;
        let rules = self.rules_shown();
        let lines = rule_lines(lang, &rules).into_iter().enumerate();
        let row = |(at, line): (usize, crate::report::RuleLine)| {
            let idle = is_idle(&rules, at);
            let word = if idle { lang.say(words::settings::IDLE).to_owned() } else { line.word };
            let cells = vec![line.no.to_string(), line.rule, lang.say(line.level.text()).to_owned(), word];
            SettingRow { cells, level: Some(line.level), is_dim: idle }
        };
        lines.map(row).collect()
    }

    /// What would change by the rules on the page; none while they are those that hold.
    pub fn rules_preview(&self) -> Option<RulesPreview> {
        let draft = self.settings_table().map(|table| &table.rules).filter(|draft| draft.is_changed())?;
        let board = &self.data.board;
        let after = board.lights_by(&draft.after, self.day());
        let mut counts = (Counts::default(), Counts::default());
        let mut turned = Vec::new();
        for (item, is) in board.items().iter().zip(&after) {
            // Those that hold are worked out already.
            let Some(was) = self.data.rows.light(board, item.id) else { continue };
            counts.0.add(was.level);
            counts.1.add(is.level);
            if was.level != is.level {
                turned.push((item.no, was.level, is.level));
            }
        }
        turned.sort_by_key(|(no, _, is)| (*is, *no));
        Some(RulesPreview { counts, turned, hole: hole_in(&draft.after) })
    }

    /// Changes the copy; what is again as it holds is no copy any more.
    fn change_rules(&mut self, change: impl FnOnce(&mut Vec<Rule>)) {
        if self.settings_barred() {
            return;
        }
        let mut rules = self.rules_shown();
        change(&mut rules);
        if let Some(table) = self.settings_table_mut() {
            table.at = table.at.min(rules.len().saturating_sub(1));
            table.rules.after = rules;
        }
    }

    pub(super) fn rules_command(&mut self, command: Command) -> Vec<Effect> {
        let Some(at) = self.settings_table().map(|table| table.at) else { return Vec::new() };
        let rules = self.rules_shown();
        let Some(rule) = rules.get(at).cloned() else { return Vec::new() };
        match command {
            Command::ChangeRow => match figures(rule.when) {
                Some(figures) => return self.ask_setting(SettingText::RuleFigures(at), &figures),
                None => self.nav.notice = Some(Notice::info(self.env.lang.say(words::settings::NO_FIGURES))),
            },
            Command::RuleWord => {
                let word = rule.word.as_ref().map_or("", BadgeWord::as_str).to_owned();
                return self.ask_setting(SettingText::RuleWord(at), &word);
            }
            Command::RuleLight => self.change_rules(|rules| {
                let place = Level::ALL.iter().position(|level| *level == rules[at].level).unwrap_or(0);
                rules[at].level = Level::ALL[(place + 1) % Level::ALL.len()];
            }),
            Command::MoveUp if at > 0 => {
                self.change_rules(|rules| rules.swap(at, at - 1));
                self.put_setting_cursor(at - 1);
            }
            Command::MoveDown if at + 1 < rules.len() => {
                self.change_rules(|rules| rules.swap(at, at + 1));
                self.put_setting_cursor(at + 1);
            }
            Command::AddRow => return self.asking(Self::ask_new_rule),
            Command::RemoveRow if rules.len() > 1 => self.change_rules(|rules| drop(rules.remove(at))),
            Command::ByDefault => self.change_rules(|rules| *rules = default_rules()),
            Command::Save => return self.save_rules(),
            _ => {}
        }
        Vec::new()
    }

    fn ask_new_rule(&mut self) -> Vec<Effect> {
        if self.settings_barred() {
            return Vec::new();
        }
        let lang = self.env.lang;
        let rules = CONDITIONS.map(|when| Rule { level: Level::Yellow, when, word: None });
        let line =
            |(rule, line): (&Rule, crate::report::RuleLine)| Choice::new(Pick::NewRule(rule.when), line.rule, "");
        let choices = rules.iter().zip(rule_lines(lang, &rules)).map(line).collect();
        self.nav.popups.push(Popup::Picker(Picker::one(lang.say(words::settings::NEW_RULE), Vec::new(), choices)));
        Vec::new()
    }

    /// The new rule stands before the one under the cursor: what comes first counts.
    pub(in crate::app) fn accept_new_rule(&mut self, when: When) {
        let Some(at) = self.settings_table().map(|table| table.at) else { return };
        self.change_rules(|rules| rules.insert(at.min(rules.len()), Rule { level: Level::Yellow, when, word: None }));
    }

    pub(super) fn accept_rule_figures(&mut self, at: usize, text: &str) {
        self.change_rules(|rules| {
            if let Some(rule) = rules.get_mut(at) {
                rule.when = with_figures(rule.when, text).unwrap_or(rule.when);
            }
        });
    }

    pub(super) fn accept_rule_word(&mut self, at: usize, text: &str) {
        self.change_rules(|rules| {
            if let Some(rule) = rules.get_mut(at) {
                rule.word = BadgeWord::new(text);
            }
        });
    }

    pub(super) fn rule_figures_told(&self, at: usize, text: &str) -> Option<Text> {
        let when = self.rules_shown().get(at)?.when;
        with_figures(when, text).is_none().then(|| self.rule_figures_wanted(at))
    }

    /// What may be typed for a rule: one figure, or two.
    pub fn rule_figures_wanted(&self, at: usize) -> Text {
        let is_range = self.rules_shown().get(at).is_some_and(|rule| matches!(rule.when, When::BehindBetween { .. }));
        if is_range { words::settings::TWO_FIGURES } else { words::settings::ONE_FIGURE }
    }

    fn save_rules(&mut self) -> Vec<Effect> {
        let draft = self.settings_table().map(|table| table.rules.clone()).filter(RulesDraft::is_changed);
        let Some(RulesDraft { before, after: rules }) = draft else {
            self.nav.notice = Some(Notice::info(self.env.lang.say(words::notice::NOTHING_CHANGED)));
            return Vec::new();
        };
        // A list has no way to put two changes into one: whoever comes second looks again.
        if before != self.data.board.rules {
            return self.trouble(words::settings::RULES_CHANGED);
        }
        // Rules are plain values and always have a JSON form.
        let json = serde_json::to_string(&rules).ok().filter(|_| rules != default_rules());
        self.set(Settings::RULES, json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_typed_as_they_are_shown_and_nonsense_is_refused() {
        for when in CONDITIONS {
            if let Some(text) = figures(when) {
                assert_eq!(with_figures(when, &text), Some(when), "{text}");
                for wrong in ["", "x", "-1", "1000", "30-10"] {
                    assert_eq!(with_figures(when, wrong), None, "{wrong}");
                }
            }
        }
        let between = When::BehindBetween { from: 10, to: 30 };
        assert_eq!(with_figures(between, "５——２０"), Some(When::BehindBetween { from: 5, to: 20 }));
    }
}
