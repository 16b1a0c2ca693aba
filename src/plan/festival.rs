//! Festivals: the days by which people say when something is to be done, `春节前` or `教师节`. Those of the lunar calendar
//! and 清明 come from a library; nothing here depends on a bureau.

use chrono::NaiveDate;
use tyme4rs::tyme::lunar::LunarDay;
use tyme4rs::tyme::solar::{SolarDay, SolarTerm};

/// A day of the year that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Festival {
    /// 元旦.
    NewYear,
    /// 除夕, the day before 正月初一.
    Eve,
    /// 春节, 正月初一.
    Spring,
    /// 元宵, 正月十五.
    Lantern,
    /// 妇女节.
    Women,
    /// 植树节.
    Trees,
    /// 清明.
    Qingming,
    /// 世界读书日.
    Reading,
    /// 五一.
    Labour,
    /// 五四.
    Youth,
    /// 六一.
    Children,
    /// 端午, 五月初五.
    DragonBoat,
    /// 七一.
    Party,
    /// 八一.
    Army,
    /// 教师节.
    Teachers,
    /// 中秋, 八月十五.
    MidAutumn,
    /// 国庆.
    National,
    /// 重阳, 九月初九.
    DoubleNinth,
    /// 国家宪法日.
    Constitution,
}

/// Every name a festival goes by.
const NAMES: [(&str, Festival); 52] = [
    ("元旦", Festival::NewYear),
    ("元旦节", Festival::NewYear),
    ("新年", Festival::NewYear),
    ("除夕", Festival::Eve),
    ("除夕夜", Festival::Eve),
    ("大年三十", Festival::Eve),
    ("春节", Festival::Spring),
    ("农历新年", Festival::Spring),
    ("正月初一", Festival::Spring),
    ("正月十五", Festival::Lantern),
    ("元宵", Festival::Lantern),
    ("元宵节", Festival::Lantern),
    ("三八", Festival::Women),
    ("妇女节", Festival::Women),
    ("三八节", Festival::Women),
    ("三八妇女节", Festival::Women),
    ("植树节", Festival::Trees),
    ("清明", Festival::Qingming),
    ("清明节", Festival::Qingming),
    ("世界读书日", Festival::Reading),
    ("读书日", Festival::Reading),
    ("五一", Festival::Labour),
    ("五一节", Festival::Labour),
    ("劳动节", Festival::Labour),
    ("五一劳动节", Festival::Labour),
    ("国际劳动节", Festival::Labour),
    ("五四", Festival::Youth),
    ("青年节", Festival::Youth),
    ("五四青年节", Festival::Youth),
    ("六一", Festival::Children),
    ("儿童节", Festival::Children),
    ("六一儿童节", Festival::Children),
    ("六一国际儿童节", Festival::Children),
    ("六一节", Festival::Children),
    ("端午", Festival::DragonBoat),
    ("端午节", Festival::DragonBoat),
    ("七一", Festival::Party),
    ("七一建党节", Festival::Party),
    ("建党节", Festival::Party),
    ("八一", Festival::Army),
    ("建军节", Festival::Army),
    ("教师节", Festival::Teachers),
    ("中秋", Festival::MidAutumn),
    ("中秋节", Festival::MidAutumn),
    ("国庆", Festival::National),
    ("国庆节", Festival::National),
    ("十一", Festival::National),
    ("十一国庆节", Festival::National),
    ("重阳", Festival::DoubleNinth),
    ("重阳节", Festival::DoubleNinth),
    ("国家宪法日", Festival::Constitution),
    ("宪法日", Festival::Constitution),
];

/// Teachers' Day was kept for the first time in 1985.
const BEFORE_FIRST_TEACHERS_DAY: i32 = 1984;

impl Festival {
    /// The festival that goes by that name.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, festival)| *festival)
    }

    /// The day on which it falls in a calendar year.
    pub fn on(self, year: i32) -> Option<NaiveDate> {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        match self {
            Self::NewYear => day(1, 1),
            Self::Eve => lunar(year, 1, 1)?.pred_opt(),
            Self::Spring => lunar(year, 1, 1),
            Self::Lantern => lunar(year, 1, 15),
            Self::Women => day(3, 8),
            Self::Trees => day(3, 12),
            Self::Qingming => qingming(year),
            Self::Reading => day(4, 23),
            Self::Labour => day(5, 1),
            Self::Youth => day(5, 4),
            Self::Children => day(6, 1),
            Self::DragonBoat => lunar(year, 5, 5),
            Self::Party => day(7, 1),
            Self::Army => day(8, 1),
            Self::Teachers => day(9, 10),
            Self::MidAutumn => lunar(year, 8, 15),
            Self::National => day(10, 1),
            Self::DoubleNinth => lunar(year, 9, 9),
            Self::Constitution => day(12, 4),
        }
    }

    /// `第40个教师节`: the day on which Teachers' Day is kept for that time.
    pub fn teachers_day(count: i32) -> Option<NaiveDate> {
        (1..1000).contains(&count).then(|| Self::Teachers.on(BEFORE_FIRST_TEACHERS_DAY + count)).flatten()
    }
}

/// Years for which the lunar calendar is known for certain.
fn is_known(year: i32) -> Option<isize> {
    (1900..=2100).contains(&year).then_some(year as isize)
}

fn lunar(year: i32, month: isize, day: usize) -> Option<NaiveDate> {
    LunarDay::new(is_known(year)?, month, day).ok().and_then(|day| solar(&day.get_solar_day()))
}

fn qingming(year: i32) -> Option<NaiveDate> {
    SolarTerm::new(is_known(year)?, "清明").ok().and_then(|term| solar(&term.get_solar_day()))
}

fn solar(day: &SolarDay) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.get_year() as i32, day.get_month() as u32, day.get_day() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn festivals_fall_on_the_days_of_the_official_calendar() {
        for (year, spring, qingming, dragon_boat, mid_autumn) in [
            (1990, "01-27", "04-05", "05-28", "10-03"),
            (2020, "01-25", "04-04", "06-25", "10-01"),
            (2023, "01-22", "04-05", "06-22", "09-29"),
            (2024, "02-10", "04-04", "06-10", "09-17"),
            (2025, "01-29", "04-04", "05-31", "10-06"),
            (2026, "02-17", "04-05", "06-19", "09-25"),
            (2033, "01-31", "04-04", "06-01", "09-08"),
            (2060, "02-02", "04-04", "06-03", "09-09"),
        ] {
            for (festival, expected) in [
                (Festival::Spring, spring),
                (Festival::Qingming, qingming),
                (Festival::DragonBoat, dragon_boat),
                (Festival::MidAutumn, mid_autumn),
            ] {
                let found = festival.on(year).map(|day| day.to_string());
                assert_eq!(found, Some(format!("{year}-{expected}")), "{festival:?}");
            }
        }
        assert_eq!(Festival::Spring.on(5000), None, "nobody knows");
    }
}
