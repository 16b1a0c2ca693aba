//! Zone: the bureau's clock. Everything that makes a day or an hour out of an instant goes through it, so that a server
//! set to UTC shows Beijing's date at half past seven in the morning. Nothing here asks what time it is.

use chrono::{DateTime, Days, Duration, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;

/// The time zone in which a bureau counts its days; Asia/Shanghai unless a setting says another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

impl Default for Zone {
    fn default() -> Self {
        Self(Tz::Asia__Shanghai)
    }
}

impl Zone {
    /// The zone with that name of the tz database: `Asia/Urumqi`. Those of Asia are built in (`.cargo/config.toml`).
    pub fn named(name: &str) -> Option<Self> {
        name.trim().parse().ok().map(Self)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The bureau's day at that instant.
    pub fn day(self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.0).date_naive()
    }

    /// The bureau's clock at that instant, in chrono's format: `%m-%d %H:%M`.
    pub fn clock(self, at: DateTime<Utc>, format: &str) -> String {
        at.with_timezone(&self.0).format(format).to_string()
    }

    /// The first instant of a day; where midnight is left out by a change of the clock, the first hour there is.
    pub fn begins(self, day: NaiveDate) -> DateTime<Utc> {
        let mut hours = (0..=3).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
        let first = hours.find_map(|local| self.0.from_local_datetime(&local).earliest());
        first.map_or_else(|| day.and_hms_opt(0, 0, 0).unwrap_or_default().and_utc(), |first| first.to_utc())
    }

    /// How long it is from that instant to the bureau's next day.
    pub fn until_next_day(self, at: DateTime<Utc>) -> Duration {
        let next = self.day(at).checked_add_days(Days::new(1));
        next.map_or_else(Duration::zero, |next| self.begins(next) - at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn half_past_seven_in_beijing_is_already_the_new_day() {
        let zone = Zone::default();
        let early = at("2024-06-19T23:30:00Z");
        assert_eq!(zone.day(early).to_string(), "2024-06-20");
        assert_eq!(zone.clock(early, "%m-%d %H:%M"), "06-20 07:30");
        assert_eq!(zone.day(at("2024-06-19T15:59:59Z")).to_string(), "2024-06-19");
        assert_eq!(zone.until_next_day(at("2024-06-19T15:59:59Z")), Duration::seconds(1));
        assert_eq!(zone.begins(zone.day(early)), at("2024-06-19T16:00:00Z"));
    }

    #[test]
    fn a_day_whose_midnight_is_left_out_begins_an_hour_later() {
        let beirut = Zone::named("Asia/Beirut").expect("a zone");
        // Lebanon's clocks jump from 00:00 to 01:00 on the last Sunday of March.
        let day = NaiveDate::from_ymd_opt(2024, 3, 31).expect("a day");
        assert_eq!(beirut.clock(beirut.begins(day), "%F %H:%M"), "2024-03-31 01:00");
    }

    #[test]
    fn a_name_that_is_none_is_refused() {
        assert_eq!(Zone::named("Asia/Lu'an"), None);
        assert_eq!(Zone::named(" Asia/Urumqi ").map(Zone::name), Some("Asia/Urumqi"));
    }
}
