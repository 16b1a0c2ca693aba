//! The schema of the JSON that is exported, held against a plan with everything in it.

#[path = "support/shell.rs"]
mod shell;

use duban::plan::PlanId;
use duban::report::PlanJson;
use duban::words::Lang;
use serde_json::{Value, json};
use shell::{run, said};

/// Where a value is not what the schema says; as much of JSON Schema as ours uses.
fn faults(schema: &Value, root: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.trim_start_matches("#/$defs/");
        return faults(&root["$defs"][name], root, value, at, found);
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let fits = |one: &Value| {
            let mut wrong = Vec::new();
            faults(one, root, value, at, &mut wrong);
            wrong.is_empty()
        };
        if !any.iter().any(fits) {
            found.push(format!("{at}: {value} is none of {any:?}"));
        }
        return;
    }
    if let Some(values) = schema["enum"].as_array() {
        if !values.contains(value) {
            found.push(format!("{at}: {value} is not in {values:?}"));
        }
        return;
    }
    let fits = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        other => panic!("{at}: {other:?}"),
    };
    if !fits {
        found.push(format!("{at}: {value} is no {}", schema["type"]));
    }
    for (n, one) in value.as_array().into_iter().flatten().enumerate() {
        faults(&schema["items"], root, one, &format!("{at}[{n}]"), found);
    }
    let Some(object) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !object.contains_key(name) {
            found.push(format!("{at}: no {name}"));
        }
    }
    for (name, one) in object {
        match schema["properties"].get(name) {
            Some(schema) => faults(schema, root, one, &format!("{at}.{name}"), found),
            None => found.push(format!("{at}: {name} is not told")),
        }
    }
}

#[test]
fn an_export_with_everything_in_it_is_what_the_schema_says_and_no_more() {
    let schema: Value = serde_json::from_str(include_str!("../assets/schema/export.json")).expect("JSON");
    let board = duban::cli::demo_store().expect("a store").load(PlanId(1)).expect("the plan");
    assert!(!board.directives.is_empty() && !board.extensions.is_empty() && !board.meetings.is_empty());
    let plan = PlanJson::of(&board, duban::cli::demo_day(), Lang::Zh, None);
    let json = serde_json::to_value(&plan).expect("JSON");
    let mut found = Vec::new();
    faults(&schema, &schema, &json, "", &mut found);
    assert_eq!(found, Vec::<String>::new());
    // And it finds what is wrong.
    let mut wrong = json;
    wrong["items"][0]["light"] = json!("purple");
    wrong["items"][1]["more"] = json!(1);
    faults(&schema, &schema, &wrong, "", &mut found);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn what_a_script_has_changed_in_the_json_is_read_back_and_a_newer_figure_is_kept() {
    let home = tempfile::tempdir().expect("a home");
    let home = home.path();
    for (no, pair) in [("3", "lead=组织科"), ("3", "percent=20"), ("5", "lead=人事科"), ("5", "percent=30")] {
        assert!(said(home, &["set", no, pair]).0);
    }
    let made = run(home, &["export"]).stdout;
    let unchanged = home.join("计划.json");
    std::fs::write(&unchanged, &made).expect("writes");
    assert!(
        said(home, &["import", "计划.json", "--dry-run"]).1.contains("0 处"),
        "{}",
        said(home, &["import", "计划.json", "--dry-run"]).1
    );
    let mut plan: Value = serde_json::from_slice(&made).expect("JSON");
    plan["items"][2]["percent"] = json!(45);
    plan["items"][2]["reports"] = json!([{"measure": null, "unit": null, "done": "已办理过半", "day": "2024-06-01"}]);
    plan["items"][4]["percent"] = json!(50);
    plan["items"][6]["due"] = json!("2024-01-01");
    std::fs::write(home.join("改后.json"), plan.to_string()).expect("writes");
    // Meanwhile somebody has written a newer figure.
    assert!(said(home, &["set", "5", "percent=60"]).0);
    let (fine, told) = said(home, &["import", "改后.json", "--yes"]);
    assert!(!fine && told.contains("时限"), "what a unit does not decide is told: {told}");
    let item =
        |no: &str| -> Value { serde_json::from_slice(&run(home, &["show", no, "--json"]).stdout).expect("JSON") };
    assert_eq!(item("3")["percent"], 45);
    assert!(item("3")["reports"].to_string().contains("已办理过半"), "{}", item("3"));
    assert_eq!(item("5")["percent"], 60, "nobody's newer figure is overwritten unseen");
    std::fs::write(home.join("别的.json"), "{\"a\": 1}").expect("writes");
    let (fine, told) = said(home, &["import", "别的.json", "--yes"]);
    assert!(!fine && told.contains("duban export"), "{told}");
}
