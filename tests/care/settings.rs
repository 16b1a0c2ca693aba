//! What the bureau sets for its whole database: who may, what is refused, and that each setting is in the journal.

use crate::case::Case;

#[test]
fn a_setting_is_checked_journaled_seen_and_undone() {
    let case = Case::new();
    case.run("sun", &["user", "add", "zhao", "赵敏", "--role", "supervisor"]);
    assert!(case.run("sun", &["config"]).contains("time_zone = Asia/Shanghai  (默认)"));
    case.run("sun", &["config", "time_zone", "Asia/Urumqi"]);
    assert_eq!(case.run("zhao", &["config", "time_zone"]).trim(), "Asia/Urumqi");
    let log = case.run("sun", &["log"]);
    assert!(log.contains("时区设为:Asia/Urumqi"), "{log}");
    assert_eq!(case.output("zhao", &["config", "time_zone", "Asia/Tokyo"]).status.code(), Some(3), "admins only");
    for (name, wrong) in [
        ("time_zone", "Asia/Luan"),
        ("light_rules", "[]"),
        ("light_rules", r#"[{"level":"red"}]"#),
        ("limits", r#"{"sessoins":3}"#),
        ("limits", "12"),
        ("limits", "[]"),
        ("school_calendar", "x"),
        ("default_cadence", "weekly"),
        ("leaders", "[\"x\"]"),
        ("light_rules", r#"[{"level":"red","when":"late","days":0,"word":"超过时限"}]"#),
        ("nonsense", "1"),
    ] {
        let output = case.output("sun", &["config", name, wrong]);
        assert_eq!(output.status.code(), Some(2), "{name} {wrong}");
        assert!(!output.stderr.is_empty());
    }
    assert_eq!(case.doctor(), (1, vec!["no_backup".to_owned()]));
    case.run("sun", &["undo"]);
    assert!(case.run("sun", &["config", "time_zone"]).contains("Asia/Shanghai"));
    case.run("sun", &["config", "limits", r#"{"sessions":3}"#]);
    case.run("sun", &["config", "limits", "--reset"]);
    assert!(case.run("sun", &["config", "limits"]).contains("\"sessions\":12"));
}

#[test]
fn a_setting_changed_past_the_program_is_found() {
    let case = Case::new();
    case.run("wang", &["backup"]);
    case.run("wang", &["config", "time_zone", "Asia/Urumqi"]);
    assert_eq!(case.doctor(), (0, vec![]));
    let stranger = case.insider();
    stranger.execute_batch("DELETE FROM setting WHERE name = 'time_zone'").expect("deletes");
    assert_eq!(case.doctor(), (2, vec!["fold_setting".to_owned()]));
    let other = Case::new();
    other.run("wang", &["backup"]);
    let stranger = other.insider();
    stranger.execute_batch("INSERT INTO setting VALUES ('time_zone', 'Asia/Urumqi')").expect("inserts");
    assert_eq!(other.doctor(), (1, vec!["setting_unjournaled".to_owned()]));
}

#[test]
fn nobody_writes_faster_than_the_limit() {
    let case = Case::new();
    case.run("sun", &["user", "add", "zhao", "赵敏", "--role", "supervisor"]);
    case.run("sun", &["config", "limits", r#"{"edits_a_minute":3}"#]);
    for n in 1..=3 {
        case.run("zhao", &["set", "1", &format!("percent={n}")]);
    }
    let output = case.output("zhao", &["set", "1", "percent=4"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(3) && said.contains('3') && said.contains("一分钟"), "{said}");
    assert!(case.run("zhao", &["show", "1", "--json"]).contains("\"percent\": 3"));
    // Whoever looks after the database may run scripts.
    for n in 5..=9 {
        case.run("sun", &["set", "1", &format!("percent={n}")]);
    }
    case.run("sun", &["config", "limits", r#"{"edits_a_minute":0}"#]);
    case.run("zhao", &["set", "1", "percent=12"]);
}
