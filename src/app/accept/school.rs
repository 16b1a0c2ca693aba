//! 校历 on its page: when terms, holidays and examinations begin, each year or in a year that is known.

use chrono::Datelike;

use crate::app::command::Command;
use crate::app::msg::Effect;
use crate::app::popups::{SettingRow, SettingText};
use crate::app::state::App;
use crate::plan::{DayRule, ExactDay, SchoolCalendar, SchoolDay, SchoolRule, Settings};
use crate::read::{SchoolDayMeant, parse_school_day};
use crate::report::Term;
use crate::words::{self, Lang, Text};

/// Why a text is no day of the school calendar.
pub(super) fn day_told(text: &str) -> Option<Text> {
    (!text.is_empty() && parse_school_day(text).is_none()).then_some(words::settings::NO_SCHOOL_DAY)
}

/// A line: what begins, each year or in that year.
type Row = (SchoolDay, Option<ExactDay>);

impl App {
    fn school_lines(&self) -> Vec<Row> {
        let school = &self.data.board.school;
        let of_day = |begins: &SchoolDay| {
            let begins = *begins;
            let mut exact: Vec<ExactDay> = school.exact.iter().copied().filter(|it| it.begins == begins).collect();
            exact.sort_by_key(|it| it.year);
            std::iter::once((begins, None)).chain(exact.into_iter().map(move |it| (begins, Some(it))))
        };
        SchoolDay::ALL.iter().flat_map(of_day).collect()
    }

    pub(super) fn school_rows(&self) -> Vec<SettingRow> {
        let lang = self.env.lang;
        let school = &self.data.board.school;
        let period = self.data.board.plan.period;
        let years = period.first().year()..=period.last().year();
        let row = |(begins, exact): Row| match exact {
            None => {
                let rule = school.rules.iter().find(|rule| rule.begins == begins);
                let on = years.clone().filter_map(|year| school.on(begins, year)).map(|day| day.to_string());
                let rule = rule.map(|rule| self.day_rule(rule.on)).unwrap_or_default();
                SettingRow::plain(vec![lang.say(begins.text()).to_owned(), rule, lang.list(on)])
            }
            Some(exact) => SettingRow {
                cells: vec![
                    String::new(),
                    lang.fill(words::settings::InYear { year: &exact.year }),
                    exact.day.to_string(),
                ],
                level: None,
                is_dim: true,
            },
        };
        self.school_lines().into_iter().map(row).collect()
    }

    fn day_rule(&self, rule: DayRule) -> String {
        let lang = self.env.lang;
        match rule {
            // As its language writes it, and as it is read back: 9月1日, 09-01.
            DayRule::Date { month, day } => {
                let two = |n: u32| if lang == Lang::En { format!("{n:02}") } else { n.to_string() };
                lang.fill(words::settings::EveryYear { month: &two(month), day: &two(day) })
            }
            DayRule::SpringFestival { days } if days < 0 => lang.fill(words::settings::BeforeFestival { n: &-days }),
            DayRule::SpringFestival { days } => lang.fill(words::settings::AfterFestival { n: &days }),
        }
    }

    pub(super) fn school_command(&mut self, command: Command) -> Vec<Effect> {
        let lines = self.school_lines();
        let Some((begins, exact)) = self.settings_table().and_then(|table| lines.get(table.at).copied()) else {
            return Vec::new();
        };
        match command {
            Command::ChangeRow => {
                let rule = self.data.board.school.rules.iter().find(|rule| rule.begins == begins);
                let each = || rule.map(|rule| self.day_rule(rule.on)).unwrap_or_default();
                let initial = exact.map_or_else(each, |exact| exact.day.to_string());
                self.ask_setting(SettingText::SchoolDay(begins, exact), &initial)
            }
            Command::RemoveRow => match exact {
                Some(exact) => self.change_school(|school| school.exact.retain(|it| *it != exact)),
                None => self.change_school(|school| usual(school, begins)),
            },
            Command::ByDefault => self.set(Settings::SCHOOL, None),
            _ => Vec::new(),
        }
    }

    fn change_school(&mut self, change: impl FnOnce(&mut SchoolCalendar)) -> Vec<Effect> {
        let mut school = self.data.board.school.clone();
        change(&mut school);
        // A calendar is a plain value and always has a JSON form.
        let json = serde_json::to_string(&school).ok().filter(|_| school != SchoolCalendar::default());
        self.set(Settings::SCHOOL, json)
    }

    /// A day each year takes the place of the rule; a day of one year is added, and takes the place of that year's and of the
    /// one that was changed. Nothing typed takes away what was on the line.
    pub(super) fn accept_school_day(
        &mut self,
        begins: SchoolDay,
        changed: Option<ExactDay>,
        text: &str,
    ) -> Vec<Effect> {
        let meant = parse_school_day(text);
        self.change_school(|school| match meant {
            None if changed.is_some() => school.exact.retain(|exact| Some(*exact) != changed),
            None => usual(school, begins),
            Some(SchoolDayMeant::EveryYear(on)) => {
                school.rules.retain(|rule| rule.begins != begins);
                school.rules.push(SchoolRule { begins, on });
                school.rules.sort_by_key(|rule| rule.begins);
            }
            Some(SchoolDayMeant::Exact(day)) => {
                let year = day.year();
                school.exact.retain(|exact| Some(*exact) != changed);
                school.exact.retain(|exact| (exact.begins, exact.year) != (begins, year));
                school.exact.push(ExactDay { begins, year, day });
                school.exact.sort_by_key(|exact| (exact.begins, exact.year));
            }
        })
    }
}

/// Each year as it usually is; the days of single years stay.
fn usual(school: &mut SchoolCalendar, begins: SchoolDay) {
    let usual = SchoolCalendar::default().rules.into_iter().find(|rule| rule.begins == begins);
    school.rules.retain(|rule| rule.begins != begins);
    school.rules.extend(usual);
    school.rules.sort_by_key(|rule| rule.begins);
}
