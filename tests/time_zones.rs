//! Today is the bureau's day, whatever the server's clock is set to: the real program in far zones.

use std::process::Command;

use chrono::Utc;
use duban::plan::Zone;
use tempfile::tempdir;

/// Between these two the date always differs.
const FAR_WEST: &str = "Etc/GMT+12";
const FAR_EAST: &str = "Etc/GMT-14";

fn duban(home: &std::path::Path, zone: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(arguments)
        .env_clear()
        .envs([("HOME", home.as_os_str()), ("LANG", "zh_CN.UTF-8".as_ref()), ("USER", "某人".as_ref())])
        .env("TZ", zone)
        .output()
        .expect("runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Does something until it is done within one day of the bureau; once, but for a midnight in between.
fn within_a_day<T>(mut act: impl FnMut() -> T) -> (String, T) {
    loop {
        let day = || Zone::default().day(Utc::now()).to_string();
        let (before, done) = (day(), act());
        if before == day() {
            return (before, done);
        }
    }
}

#[test]
fn reports_lights_and_the_journal_are_dated_by_the_bureau() {
    for zone in [FAR_WEST, FAR_EAST, "UTC"] {
        let home = tempdir().expect("a home");
        let duban = |arguments: &[&str]| duban(home.path(), zone, arguments);
        let json = |arguments: &[&str]| serde_json::from_str::<serde_json::Value>(&duban(arguments)).expect("JSON");
        let (today, reported) = within_a_day(|| {
            duban(&["report", "14", "--done", "完成培训"]);
            json(&["show", "14", "--json"])["reports"].as_array().expect("reports").last().expect("one")["day"].clone()
        });
        assert_eq!(reported, today.as_str(), "{zone}");
        // The journal's clock, to the minute: never a zone's offset away.
        let shown = duban(&["log", "14", "--limit", "1"]);
        let written = json(&["log", "14", "--json", "--limit", "1"])[0]["at"].as_str().expect("a time").to_owned();
        let at = written.parse().expect("an instant");
        let clock = Zone::default().clock(at, "%Y-%m-%d %H:%M:%S");
        assert!(shown.contains(&clock), "{zone}: {shown} is not {clock}");
        // Due yesterday is late by one day, due today is not late yet.
        let (today, lights) = within_a_day(|| {
            let day = Zone::default().day(Utc::now());
            let yesterday = format!("due={}", day.pred_opt().expect("a day"));
            duban(&["set", "14", "lead=体卫艺科", &yesterday]);
            duban(&["set", "15", "lead=体卫艺科", &format!("due={day}")]);
            duban(&["list"])
        });
        let line = |no: &str| lights.lines().find(|line| line.trim_start().starts_with(no)).map(str::to_owned);
        assert!(line("14 ").is_some_and(|line| line.contains("超期 1 天")), "{zone} {today}: {lights}");
        assert!(line("15 ").is_some_and(|line| !line.contains("超期")), "{zone} {today}: {lights}");
    }
}
