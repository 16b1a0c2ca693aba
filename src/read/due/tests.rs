//! The phrases that the rules are held to.

use super::phrases::BUREAUS;
use super::*;
use crate::plan::{Cadence, Period, SchoolCalendar};
use proptest::prelude::*;

fn calendar_2024() -> Calendar<'static> {
    static SCHOOL: std::sync::LazyLock<SchoolCalendar> = std::sync::LazyLock::new(SchoolCalendar::default);
    Calendar { period: Period::of_year(2024).expect("a period"), school: &SCHOOL }
}

fn due(phrase: &str) -> Result<String, DueError> {
    let today = NaiveDate::from_ymd_opt(2024, 5, 15).expect("a date");
    parse_due(phrase, today, &calendar_2024()).map(|day| day.to_string())
}

#[test]
fn who_looks_back_means_the_last_such_day() {
    let past = |phrase| {
        let today = NaiveDate::from_ymd_opt(2024, 6, 20).expect("a date");
        parse_past_day(phrase, today, &calendar_2024()).map(|day| day.to_string())
    };
    for (phrase, expected) in [
        ("10号", "2024-06-10"),
        ("25号", "2024-05-25"),
        ("周一", "2024-06-17"),
        ("周五", "2024-06-14"),
        ("周四", "2024-06-20"),
        ("上周", "2024-06-16"),
        ("6月1日", "2024-06-01"),
        ("6月底", "2024-06-30"),
        ("+2周", "2024-07-04"),
        ("31号", "2024-05-31"),
        ("上周五", "2024-06-14"),
    ] {
        assert_eq!(past(phrase).as_deref(), Ok(expected), "{phrase}");
    }
}

#[test]
fn who_looks_back_on_the_15th_means_the_31st_of_a_month_that_has_one() {
    let past = |phrase: &str, today: &str| {
        let today = today.parse().expect("a date");
        parse_past_day(phrase, today, &calendar_2024()).map(|day| day.to_string())
    };
    assert_eq!(past("31号", "2024-07-15").as_deref(), Ok("2024-05-31"));
    assert_eq!(past("30日", "2024-03-10").as_deref(), Ok("2024-01-30"));
    assert_eq!(past("15号", "2024-07-15").as_deref(), Ok("2024-07-15"));
    assert_eq!(past("星期天", "2024-07-15").as_deref(), Ok("2024-07-14"));
}

#[test]
fn what_is_to_be_done_after_the_turn_of_the_year_is_in_the_next() {
    let coming = |phrase, today: (i32, u32, u32)| {
        let today = NaiveDate::from_ymd_opt(today.0, today.1, today.2).expect("a date");
        parse_coming_due(phrase, today, &calendar_2024()).map(|day| day.to_string())
    };
    for phrase in ["1月10日", "01-10"] {
        assert_eq!(coming(phrase, (2024, 12, 20)).as_deref(), Ok("2025-01-10"), "{phrase}");
    }
    assert_eq!(coming("1月底前", (2024, 12, 20)).as_deref(), Ok("2025-01-31"));
    assert_eq!(coming("2024-01-10", (2024, 12, 20)).as_deref(), Ok("2024-01-10"), "the year was said");
    assert_eq!(coming("6月底前", (2024, 7, 5)).as_deref(), Ok("2024-06-30"), "that is a slip");
    assert_eq!(coming("年底前", (2024, 7, 5)).as_deref(), Ok("2024-12-31"));
}

#[test]
fn a_document_is_not_counted_from_any_day() {
    let written = |phrase| parse_written(phrase, &calendar_2024()).and_then(Meant::due).map(|day| day.to_string());
    for phrase in ["25日前", "半个月内", "两周内", "下周五前", "月底前", "+3天"] {
        assert_eq!(written(phrase), Err(DueError::Unknown), "{phrase}");
    }
    assert_eq!(written("6月底前").as_deref(), Ok("2024-06-30"));
    assert_eq!(written("今年年底").as_deref(), Ok("2024-12-31"));
}

/// What an office types, and the day that it means on 15 May 2024.
const PHRASES: &[(&str, &str)] = &[
    ("6月底前", "2024-06-30"),
    ("年底前", "2024-12-31"),
    ("2024年底前", "2024-12-31"),
    ("2025年末", "2025-12-31"),
    ("今年底", "2024-12-31"),
    ("明年底前", "2025-12-31"),
    ("明年年底", "2025-12-31"),
    ("上半年", "2024-06-30"),
    ("本月内", "2024-05-31"),
    ("本月25日", "2024-05-25"),
    ("本月25日前", "2024-05-25"),
    ("25号", "2024-05-25"),
    ("10号前", "2024-06-10"),
    ("下月初", "2024-06-05"),
    ("下月10日", "2024-06-10"),
    ("半个月内", "2024-05-30"),
    ("半个月", "2024-05-30"),
    ("月底之前", "2024-05-31"),
    ("本月底以前", "2024-05-31"),
    ("15号前", "2024-05-15"),
    ("15号", "2024-05-15"),
    ("2025年前", "2024-12-31"),
    ("2025年底前", "2025-12-31"),
    ("上月底", "2024-04-30"),
    ("上周五", "2024-05-10"),
    ("昨天", "2024-05-14"),
    ("周五之前", "2024-05-17"),
    ("下周五以前", "2024-05-24"),
    ("一季度", "2024-03-31"),
    ("10月中旬", "2024-10-20"),
    ("10月下旬", "2024-10-31"),
    ("9月1日前", "2024-09-01"),
    ("6月30日前", "2024-06-30"),
    ("春节前", "2024-02-09"),
    ("6月30日(星期日)前", "2024-06-30"),
    ("6月30日17时前", "2024-06-30"),
    ("周五下班前", "2024-05-17"),
    ("半年内", "2024-11-15"),
    ("24年9月底", "2024-09-30"),
    ("开学前", "2024-08-31"),
    ("2 weeks", "2024-05-29"),
    ("2025年春节前", "2025-01-28"),
    ("元旦前", "2024-12-31"),
    ("2025年元旦前", "2024-12-31"),
    ("五一前", "2024-04-30"),
    ("六一儿童节前", "2024-05-31"),
    ("端午节前", "2024-06-09"),
    ("中秋前", "2024-09-16"),
    ("清明节之前", "2024-04-03"),
    ("国庆节前", "2024-09-30"),
    ("国庆假期前", "2024-09-30"),
    ("教师节", "2024-09-10"),
    ("第四十个教师节前", "2024-09-09"),
    ("寒假前", "2024-01-30"),
    ("暑假前", "2024-06-30"),
    ("暑假期间", "2024-08-31"),
    ("高考前", "2024-06-06"),
    ("中考前", "2024-06-13"),
    ("春季开学前", "2024-02-25"),
    ("六月底", "2024-06-30"),
    ("六月三十日前", "2024-06-30"),
    ("本学期末", "2024-06-30"),
    ("学期末前", "2024-06-30"),
    ("学年末", "2024-08-31"),
    ("秋季学期", "2025-01-18"),
    ("秋季学期前", "2024-08-31"),
    ("全年", "2024-12-31"),
    ("本年度内", "2024-12-31"),
    ("2023年度内", "2023-12-31"),
    ("2024.6", "2024-06-30"),
    ("力争6月底前完成", "2024-06-30"),
    ("12月份", "2024-12-31"),
    ("10月中旬前", "2024-10-20"),
    ("31号", "2024-05-31"),
    ("end of June", "2024-06-30"),
    ("June 30", "2024-06-30"),
    ("by 30 June 2025", "2025-06-30"),
    ("June 30th, 2025", "2025-06-30"),
    ("1st of September", "2024-09-01"),
    ("next friday", "2024-05-24"),
    ("Wednesday", "2024-05-15"),
    ("mid-October", "2024-10-20"),
    ("end of year", "2024-12-31"),
    ("in 2 weeks", "2024-05-29"),
    ("Q3", "2024-09-30"),
    ("12月31日之前", "2024-12-31"),
    ("20240930前", "2024-09-30"),
    ("2024-09-30以前", "2024-09-30"),
    ("2024.9.30前", "2024-09-30"),
    ("9-30前", "2024-09-30"),
    ("2024年12月31日", "2024-12-31"),
    ("+2周", "2024-05-29"),
    ("12-31", "2024-12-31"),
    ("春季学期", "2024-06-30"),
    ("秋季开学前", "2024-08-31"),
    ("第40个教师节", "2024-09-10"),
    ("２０２４年６月底", "2024-06-30"),
    ("十二月底前", "2024-12-31"),
    ("2024/9/30", "2024-09-30"),
    ("2025年6月底前", "2025-06-30"),
    ("6月30日", "2024-06-30"),
    ("明年3月底", "2025-03-31"),
    ("20240930", "2024-09-30"),
    ("2月底", "2024-02-29"),
    ("本月底", "2024-05-31"),
    ("第三季度末", "2024-09-30"),
    ("两周内", "2024-05-29"),
    ("两周", "2024-05-29"),
    ("3个月", "2024-08-15"),
    ("10日内", "2024-05-25"),
    ("三个月内", "2024-08-15"),
    ("本周五", "2024-05-17"),
    ("周一", "2024-05-20"),
    ("下周三前", "2024-05-22"),
    ("年内", "2024-12-31"),
    ("2024年内", "2024-12-31"),
    ("年底前完成", "2024-12-31"),
    ("6月底前完成。", "2024-06-30"),
    ("2024-09-01前", "2024-09-01"),
];

#[test]
fn phrases_of_the_trade() {
    for (phrase, expected) in PHRASES {
        assert_eq!(due(phrase).as_deref(), Ok(*expected), "{phrase}");
    }
}

#[test]
fn a_span_has_a_beginning_and_what_recurs_has_a_cadence() {
    let today = NaiveDate::from_ymd_opt(2024, 5, 15).expect("a date");
    let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
    for (phrase, first, last) in [
        ("3月—5月", "2024-03-01", "2024-05-31"),
        ("三月至五月", "2024-03-01", "2024-05-31"),
        ("2024年3月10日—6月20日", "2024-03-10", "2024-06-20"),
        ("9月—次年1月", "2024-09-01", "2025-01-31"),
        ("11月--1月", "2024-11-01", "2025-01-31"),
        ("2024年9月-2025年3月", "2024-09-01", "2025-03-31"),
        ("3月上旬至4月中旬前", "2024-03-01", "2024-04-20"),
        ("3-5月", "2024-03-01", "2024-05-31"),
        ("3—5月", "2024-03-01", "2024-05-31"),
        ("3月至5月", "2024-03-01", "2024-05-31"),
        ("3月起至5月底", "2024-03-01", "2024-05-31"),
        ("从3月到5月", "2024-03-01", "2024-05-31"),
        ("2024年3—5月", "2024-03-01", "2024-05-31"),
        ("3至5月底前完成", "2024-03-01", "2024-05-31"),
        ("9-12月", "2024-09-01", "2024-12-31"),
        ("2024.3—2024.6", "2024-03-01", "2024-06-30"),
        ("2024.09-2025.01", "2024-09-01", "2025-01-31"),
        ("3.1-6.30", "2024-03-01", "2024-06-30"),
        ("6月10日—15日", "2024-06-10", "2024-06-15"),
        ("6月10-15日前", "2024-06-10", "2024-06-15"),
        ("6月上旬至下旬", "2024-06-01", "2024-06-30"),
        ("6月中旬—月底", "2024-06-11", "2024-06-30"),
    ] {
        let expected = Meant::Span { first: day(first), last: day(last) };
        assert_eq!(parse_when(phrase, today, &calendar_2024()), Ok(expected), "{phrase}");
        assert_eq!(parse_written(phrase, &calendar_2024()), Ok(expected), "{phrase}");
    }
    for (phrase, cadence, whole) in [
        ("每月25日前", Cadence::Month, false),
        ("每月底前", Cadence::Month, true),
        ("每月", Cadence::Month, true),
        ("每月一次", Cadence::Month, true),
        ("每月上旬", Cadence::Month, false),
        ("每季度末", Cadence::Quarter, true),
        ("每季度首月10日前", Cadence::Quarter, false),
        ("每周", Cadence::Month, false),
        ("每周五前", Cadence::Month, false),
        ("每两周", Cadence::Month, false),
        ("每半年", Cadence::Term, false),
        ("每学期", Cadence::Term, true),
        ("每年6月底前", Cadence::Year, false),
        ("长期坚持", Cadence::Month, true),
        ("长期坚持，每季度调度", Cadence::Quarter, true),
        ("常态化推进", Cadence::Month, true),
        ("ongoing", Cadence::Month, true),
        ("全年持续推进", Cadence::Month, true),
        ("quarterly", Cadence::Quarter, true),
    ] {
        let meant = Meant::Recurring { cadence, whole };
        assert_eq!(parse_when(phrase, today, &calendar_2024()), Ok(meant), "{phrase}");
        assert_eq!(due(phrase), Err(DueError::Recurring(cadence)), "{phrase}");
    }
}

#[test]
fn a_school_year_has_its_own_june_and_new_year() {
    let school = SchoolCalendar::default();
    let calendar = Calendar { period: Period::of_school_year(2024).expect("a period"), school: &school };
    for (phrase, expected) in [
        ("6月底前", "2025-06-30"),
        ("9月30日前", "2024-09-30"),
        ("年底前", "2024-12-31"),
        ("春节前", "2025-01-28"),
        ("元旦前", "2024-12-31"),
        ("寒假前", "2025-01-18"),
        ("国庆节前", "2024-09-30"),
        ("学年末", "2025-08-31"),
        ("春季学期末", "2025-06-30"),
        ("全年", "2025-08-31"),
        ("一季度", "2025-03-31"),
        ("2月底", "2025-02-28"),
    ] {
        let found = parse_written(phrase, &calendar).and_then(Meant::due).map(|day| day.to_string());
        assert_eq!(found.as_deref(), Ok(expected), "{phrase}");
    }
    let term = Calendar { period: "2025-02-01..2025-07-31".parse().expect("a period"), school: &school };
    let found = |phrase| parse_written(phrase, &term).and_then(Meant::due).map(|day| day.to_string());
    assert_eq!(found("本学期末").as_deref(), Ok("2025-06-30"));
    assert_eq!(found("年底前").as_deref(), Ok("2025-12-31"), "what is to be done comes after");
    let years = Calendar { period: Period::of_years(2024, 2026).expect("a period"), school: &school };
    assert_eq!(parse_written("6月底前", &years), Err(DueError::Unknown), "of which year?");
    assert!(parse_written("2025年6月底前", &years).is_ok());
}

#[test]
fn the_turn_of_the_year_is_the_next_one_for_an_item_too_and_nothing_else_is() {
    let of = |phrase, today: &str| {
        let meant = parse_item_when(phrase, today.parse().expect("a date"), &calendar_2024());
        meant.and_then(Meant::due).map(|day| day.to_string())
    };
    assert_eq!(of("1月10日", "2024-12-20").as_deref(), Ok("2025-01-10"));
    assert_eq!(of("春节前", "2024-12-20").as_deref(), Ok("2025-01-28"));
    for (phrase, today, expected) in [
        ("1月10日", "2024-12-20", "2025-01-10"),
        ("2月底", "2024-12-20", "2025-02-28"),
        ("一季度", "2024-12-20", "2025-03-31"),
        ("五一前", "2024-12-20", "2025-04-30"),
        ("开学前", "2024-12-20", "2025-02-13"),
        ("6月底前", "2024-12-20", "2025-06-30"),
        ("1—2月", "2024-12-20", "是时段"),
        ("2-3月", "2024-12-20", "2025-03-31"),
        ("3月底", "2024-11-05", "2025-03-31"),
        ("2月29日", "2023-12-20", "2024-02-29"),
        ("除夕前", "2024-12-20", "2025-01-27"),
        ("年底前", "2024-12-20", "2024-12-31"),
        ("2024年2月底", "2024-12-20", "2024-02-29"),
        ("今年一季度", "2024-12-20", "2024-03-31"),
        // Filled in late: the one just past is meant.
        ("6月底前", "2024-07-05", "2024-06-30"),
        ("国庆节前", "2024-10-08", "2024-09-30"),
        ("9月底", "2024-10-08", "2024-09-30"),
        // Of a plan that is over long since its period decides.
        ("6月底前", "2026-11-25", "2024-06-30"),
    ] {
        let school = SchoolCalendar::default();
        let year = if today.starts_with("2023") { 2023 } else { 2024 };
        let calendar = Calendar { period: Period::of_year(year).expect("a period"), school: &school };
        let found = parse_item_when(phrase, today.parse().expect("a date"), &calendar);
        let found = match found {
            Err(DueError::Window) => "是时段".to_owned(),
            found => found.and_then(Meant::due).expect(phrase).to_string(),
        };
        assert_eq!(found, expected, "{phrase} {today}");
    }
    // A paper with a period is not read by the day on which it is read.
    let written = parse_written("2月底", &calendar_2024()).and_then(Meant::due).map(|day| day.to_string());
    assert_eq!(written.as_deref(), Ok("2024-02-29"));
    // What has begun is filled in late; around the turn of the year it is the next.
    let start = |phrase, today: &str| {
        parse_start(phrase, today.parse().expect("a date"), &calendar_2024()).map(|day| day.to_string())
    };
    assert_eq!(start("3月1日", "2024-12-20").as_deref(), Ok("2024-03-01"));
    assert_eq!(start("1月10日", "2024-12-20").as_deref(), Ok("2025-01-10"));
    assert_eq!(start("3—5月", "2024-02-20").as_deref(), Ok("2024-03-01"));
}

#[test]
fn what_bureaus_write() {
    for (phrase, expected) in BUREAUS {
        let found = match due(phrase) {
            Ok(day) => day,
            Err(DueError::Window) => "时段".to_owned(),
            Err(DueError::NoMonth) => "何月".to_owned(),
            Err(_) => "拒".to_owned(),
        };
        assert_eq!(found, *expected, "{phrase}");
    }
}

#[test]
fn a_paper_that_is_for_both_terms_does_not_say_which_begins() {
    let school = SchoolCalendar::default();
    let of = |period: &str, phrase| {
        let calendar = Calendar { period: period.parse().expect("a period"), school: &school };
        parse_written(phrase, &calendar).and_then(Meant::due).map(|day| day.to_string())
    };
    assert_eq!(of("2024", "开学前"), Err(DueError::Unknown));
    assert_eq!(of("2024-2025", "开学前"), Err(DueError::Unknown));
    assert_eq!(of("2024-09-01..2025-01-31", "开学前").as_deref(), Ok("2024-08-31"));
    assert_eq!(of("2025-02-01..2025-07-31", "开学前").as_deref(), Ok("2025-02-13"));
    assert_eq!(of("2024-2025", "上学期末").as_deref(), Ok("2025-01-18"));
    assert_eq!(of("2024-2025", "下学期末").as_deref(), Ok("2025-06-30"));
    assert_eq!(of("2024-2025", "下学期开学前").as_deref(), Ok("2025-02-13"));
    assert_eq!(of("2024", "下学期末"), Err(DueError::Unknown));
    assert_eq!(of("2024", "除夕前").as_deref(), Ok("2024-02-08"));
    assert_eq!(of("2024", "截至6月30日").as_deref(), Ok("2024-06-30"));
    assert_eq!(of("2024", "下旬"), Err(DueError::NoMonth));
}

#[test]
fn what_is_no_due_date_says_why() {
    assert_eq!(due("13月底前"), Err(DueError::NoSuchMonth(13)));
    assert_eq!(due("2024-02-30"), Err(DueError::NoSuchDay(2024, 2, 30)));
    assert_eq!(due("1-6月"), Err(DueError::Window));
    assert_eq!(due("截至6月底"), Err(DueError::Window));
    assert_eq!(due(""), Err(DueError::Empty));
    for phrase in [
        "2023年度民办学校年检",
        "春节后",
        "开学后一周",
        "6月、12月",
        "上半年、下半年",
        "6月30日起",
        "2月至",
        "至5月",
        "十",
        "第三批",
        "1+X证书",
        "3所",
        "每",
        "end of Smarch",
        "30",
        "第二批",
        "“六百工程”",
        "1+X",
        "《…(2021—2023年)》",
        "+99999999999天",
    ] {
        assert_eq!(due(phrase), Err(DueError::Unknown), "{phrase}");
    }
}

proptest! {
    #[test]
    fn any_text_gives_an_answer(text in "\\PC{0,20}", number in "[+]?[0-9]{1,9}(年|月|日|周|个月|-|/){1,3}[0-9]{0,9}前?") {
        let _ = due(&text);
        let _ = due(&number);
    }
}

#[test]
fn a_day_of_another_century_is_a_slip() {
    let today = NaiveDate::from_ymd_opt(2024, 6, 20).expect("a date");
    for (phrase, is_fit) in [
        ("2035年底前", true),
        ("2050-12-31", true),
        ("9999-12-31", false),
        ("2204年6月底前", false),
        ("1024-12-31", false),
    ] {
        let found = parse_item_when(phrase, today, &calendar_2024());
        assert_eq!(found.is_ok(), is_fit, "{phrase}: {found:?}");
        assert!(is_fit || matches!(found, Err(DueError::FarOff(_))), "{phrase}");
    }
}
