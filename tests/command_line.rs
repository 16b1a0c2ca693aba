//! The command line, through the real program.

#[path = "support/shell.rs"]
mod shell;

use std::path::Path;
use std::process::{Command, Output};

use tempfile::{TempDir, tempdir};

struct Shell {
    home: TempDir,
}

impl Shell {
    fn new() -> Self {
        Self { home: tempdir().expect("a home") }
    }

    fn path(&self, name: &str) -> String {
        self.home.path().join(name).display().to_string()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        shell::run(self.home.path(), arguments)
    }

    /// What it prints when all goes well.
    fn prints(&self, arguments: &[&str]) -> String {
        shell::prints(self.home.path(), arguments)
    }

    /// What it says when it fails with this code.
    fn fails(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(!said.trim().is_empty());
        said
    }

    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.prints(arguments)).expect("JSON")
    }
}

#[test]
fn set_report_show_log_and_undo() {
    let shell = Shell::new();
    shell.prints(&[
        "set",
        "14",
        "percent=40",
        "due=6月底前",
        "lead=体卫艺科",
        "counties=金安区、霍山县",
        "leader=王某",
        "--as-of",
        "2024-01-10",
    ]);
    let item = shell.json(&["show", "14", "--json"]);
    assert_eq!(item["percent"], 40);
    assert_eq!(item["due"], "2024-06-30");
    assert_eq!(item["lead"], "体卫艺科");
    assert_eq!(item["stage"], "active");
    assert_eq!(item["light"], "red");
    assert_eq!(item["measures"].as_array().map(Vec::len), Some(9));
    shell.prints(&["report", "14", "--progress", "55", "--done", "完成培训", "--problem", "缺师资", "--next", "招聘"]);
    let item = shell.json(&["show", "14", "--json"]);
    // The figure that was set before counts as a word too.
    assert_eq!((&item["percent"], &item["reports"][1]["done"]), (&55.into(), &"完成培训".into()));
    shell.prints(&["set", "14-3", "percent=10"]);
    assert_eq!(shell.json(&["show", "14", "--json"])["measures"][2]["percent"], 10);
    assert_eq!(shell.json(&["log", "14", "--json"]).as_array().map(Vec::len), Some(3));
    shell.prints(&["undo"]);
    shell.prints(&["undo"]);
    let item = shell.json(&["show", "14", "--json"]);
    assert_eq!((&item["percent"], item["reports"].as_array().map(Vec::len)), (&40.into(), Some(1)));
    assert!(shell.prints(&["log"]).contains("撤销第"));
}

#[test]
fn many_processes_at_once_lose_nothing() {
    let shell = Shell::new();
    shell.prints(&["list"]);
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let shell = &shell;
            scope.spawn(move || {
                for n in 0..10 {
                    shell.prints(&["report", "14", "--done", &format!("第{worker}组第{n}次")]);
                }
            });
        }
    });
    let reports = shell.json(&["show", "14", "--json"])["reports"].as_array().map(Vec::len);
    assert_eq!(reports, Some(40));
    assert_eq!(shell.json(&["log", "--json", "--limit", "100"]).as_array().map(Vec::len), Some(41));
}

#[test]
fn list_filters_and_searches() {
    let shell = Shell::new();
    assert_eq!(shell.json(&["list", "--json"]).as_array().map(Vec::len), Some(31));
    let found = shell.json(&["list", "--json", "--search", "xljk"]);
    assert!(found.as_array().is_some_and(|items| items.iter().any(|item| item["no"] == 16)));
    shell.prints(&["set", "14", "lead=体卫艺科", "due=2024-06-30"]);
    assert_eq!(shell.json(&["list", "--json", "--light", "red"]).as_array().map(Vec::len), Some(1));
    assert_eq!(shell.json(&["list", "--json", "--unit", "twyk"]).as_array().map(Vec::len), Some(1));
    assert_eq!(shell.json(&["list", "--json", "--stage", "closed"]).as_array().map(Vec::len), Some(0));
    // Every field of an item has its column, its fact and its place in JSON.
    let csv = shell.prints(&["list", "--csv"]);
    let (head, shown) = (csv.lines().next().unwrap_or_default(), shell.prints(&["show", "14"]));
    assert!(head.starts_with("\u{feff}序号,"), "{head}");
    let json = shell.json(&["show", "14", "--json"]);
    for field in duban::plan::Field::ALL {
        let word = duban::words::Lang::Zh.say(duban::report::Term::text(*field));
        assert!(head.contains(word) && shown.contains(&format!("\n{word}:")), "{word}: {head}\n{shown}");
        let code = if *field == duban::plan::Field::Standing { "stage" } else { field.code() };
        assert!(json.get(code).is_some(), "{code}");
    }
    assert!(shell.fails(2, &["list", "--light", "purple"]).contains("red yellow"));
}

#[test]
fn wrong_values_are_refused_with_a_sentence_and_change_nothing() {
    let shell = Shell::new();
    for (value, said) in [
        ("percent=140", "140"),
        ("percent=很多", "整数"),
        ("due=2024-02-30", "没有 30 日"),
        ("due=13月底前", "没有 13 月"),
        ("due=1-6月", "统计时段"),
        ("stage=closed", "可以转为"),
        ("stage=stopped", "原因"),
        ("stage=飞", "飞"),
        ("color=red", "color"),
        ("nonsense", "nonsense"),
    ] {
        let told = shell.fails(2, &["set", "14", value]);
        assert!(told.contains(said), "{value}: {told}");
    }
    let long = format!("lead={}", "长".repeat(10_000));
    assert!(shell.fails(2, &["set", "14", &long]).contains("太长"));
    assert!(shell.fails(2, &["show", "99"]).contains("99"));
    assert!(shell.fails(2, &["report", "14"]).contains("没有填写"));
    shell.fails(2, &["dance"]);
    assert_eq!(shell.json(&["log", "--json"]).as_array().map(Vec::len), Some(1), "only the import");
}

#[test]
fn import_shows_what_it_read_and_adds_it_beside_the_others() {
    let shell = Shell::new();
    let text = "某市教育局2025年工作要点\n一、抓党建\n1.强组织。\n建强支部。选好书记。\n3.正作风。\n持续整治。\n";
    std::fs::write(shell.path("plan.txt"), text).expect("writes");
    let dry = shell.prints(&["import", "plan.txt", "--dry-run"]);
    assert!(dry.contains("1 个板块、2 项、3 条") && dry.contains("第 5 行") && dry.contains("没有写入"), "{dry}");
    assert!(!Path::new(&shell.path(".local/share/duban/plan.db")).exists(), "a dry run writes nothing");
    let told = shell.fails(1, &["import", "plan.txt", "--yes"]);
    assert!(told.contains("没有写入") && shell.fails(1, &["import", "plan.txt"]).contains("没有写入"), "{told}");
    let clear = text.replace("3.", "2.");
    let (gb, _, _) = encoding_rs::GB18030.encode(&clear);
    std::fs::write(shell.path("gb.txt"), gb).expect("writes");
    assert!(shell.prints(&["import", "gb.txt"]).contains("GB18030"));
    assert_eq!(shell.json(&["list", "--json", "--plan", "2"]).as_array().map(Vec::len), Some(2));
    assert_eq!(shell.json(&["list", "--json"]).as_array().map(Vec::len), Some(31));
    // The same paper with other line ends and blank lines is the same.
    std::fs::write(shell.path("crlf.txt"), clear.replace('\n', "\r\n\r\n")).expect("writes");
    assert!(shell.fails(1, &["import", "crlf.txt"]).contains('2'));
}

#[test]
fn several_papers_and_standard_input_are_read_in_one_go() {
    let shell = Shell::new();
    for (name, year) in [("a.txt", 2025), ("b.txt", 2026)] {
        let text = format!("某市教育局{year}年工作要点\n一、甲\n1.子。\n做一。\n2.丑。\n做二。\n");
        std::fs::write(shell.path(name), text).expect("writes");
    }
    let said = shell.prints(&["import", "a.txt", "b.txt"]);
    assert!(said.contains("编号 2") && said.contains("编号 3"), "{said}");
    let json = shell.json(&["import", "a.txt", "--dry-run", "--json"]);
    assert_eq!(json["sections"][0]["items"][1]["title"], "丑");
    assert_eq!(json["period"], "2025");
}

#[test]
fn a_plan_is_renamed_archived_removed_and_brought_back() {
    let shell = Shell::new();
    let text = "某市教育局2025年工作要点\n一、甲\n1.子。\n做一。\n2.丑。\n做二。\n";
    std::fs::write(shell.path("plan.txt"), text).expect("writes");
    shell.prints(&["import", "plan.txt"]);
    shell.prints(&["plan", "rename", "2", "某市教育局2025年工作要点(修订)"]);
    shell.prints(&["plan", "period", "2", "2025-2026"]);
    let list = shell.prints(&["plan", "list"]);
    assert!(list.contains("(修订)") && list.contains("2025—2026 学年"), "{list}");
    shell.prints(&["plan", "archive", "2"]);
    assert!(shell.fails(3, &["set", "1", "percent=40", "--plan", "2"]).contains("已归档"));
    shell.prints(&["plan", "reopen", "2"]);
    shell.prints(&["set", "1", "percent=40", "--plan", "2"]);
    shell.prints(&["plan", "remove", "2"]);
    assert!(shell.fails(3, &["set", "1", "percent=50", "--plan", "2"]).contains("已删除"));
    assert!(shell.fails(3, &["plan", "remove", "1"]).contains("最后一份"), "one plan is left");
    assert_eq!(shell.json(&["list", "--json"]).as_array().map(Vec::len), Some(31));
    shell.prints(&["plan", "reopen", "2"]);
    assert!(shell.prints(&["show", "1", "--plan", "2"]).contains("40%"), "nothing of it was lost");
    let found = shell.run(&["doctor", "--json"]);
    assert_ne!(found.status.code(), Some(2), "the journal leads to what is there: {found:?}");
}

#[test]
fn an_import_is_taken_back_like_any_other_edit() {
    let shell = Shell::new();
    let text = "某市教育局2025年工作要点\n一、甲\n1.子。\n做一。\n2.丑。\n做二。\n";
    std::fs::write(shell.path("plan.txt"), text).expect("writes");
    shell.prints(&["import", "plan.txt"]);
    assert!(shell.prints(&["undo", "--plan", "2"]).contains("删除计划"));
    assert!(shell.prints(&["plan", "list"]).contains("已删除"));
}

#[test]
fn a_corrected_paper_updates_the_plan_and_takes_nothing_away_unasked() {
    let shell = Shell::new();
    let text = std::fs::read_to_string("seeds/liuan-2024.txt").expect("reads");
    let corrected = text
        .replacen("坚定不移纵深推进全面从严治党", "坚定不移推进全面从严治党", 1)
        .replacen("持续推进书香校园建设。", "", 1)
        .replacen("人手一册”。", "人手一册”。建立教材抽查通报制度。", 1);
    std::fs::write(shell.home.path().join("new.txt"), corrected).expect("writes");
    let found = shell.json(&["import", "new.txt", "--update", "--dry-run", "--json"]);
    let told = |n: usize| (found[n]["item"].as_u64(), found[n]["after"].as_str(), found[n]["written"].as_bool());
    assert_eq!(told(0), (Some(3), Some("坚定不移推进全面从严治党"), Some(true)));
    assert_eq!(told(1), (Some(15), Some(""), Some(false)));
    assert_eq!(told(2), (Some(15), Some("建立教材抽查通报制度。"), Some(true)));
    assert!(shell.fails(2, &["import", "new.txt", "--update"]).contains("--yes"));
    // What has gone from the paper stays, and is told to be left.
    assert!(shell.fails(4, &["import", "new.txt", "--update", "--yes"]).contains("1 处"));
    let item = shell.json(&["show", "15", "--json"]).to_string();
    assert!(item.contains("书香校园") && item.contains("抽查通报"), "{item}");
    shell.prints(&["undo"]);
    assert!(!shell.json(&["show", "15", "--json"]).to_string().contains("抽查通报"));
}

#[test]
fn bad_files_get_a_clear_sentence() {
    let shell = Shell::new();
    std::fs::write(shell.path("empty.txt"), "").expect("writes");
    std::fs::write(shell.path("no-plan.txt"), "今天天气很好。\n").expect("writes");
    std::fs::write(shell.path("word.docx"), b"PK\x03\x04 word").expect("writes");
    std::fs::write(shell.path("old.doc"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 word").expect("writes");
    std::fs::write(shell.path("plan.pdf"), b"%PDF-1.7").expect("writes");
    std::fs::write(shell.path("scan.png"), b"\x89PNG\r\n\x1a\n").expect("writes");
    std::fs::write(shell.path("bytes.bin"), [0, 159, 146, 150, 0, 1, 2]).expect("writes");
    std::fs::write(shell.path("huge.txt"), vec![b'a'; 50_000_000]).expect("writes");
    for (file, said) in [
        ("missing.txt", "没有这个文件"),
        ("empty.txt", "空的"),
        ("no-plan.txt", "不像工作要点"),
        ("word.docx", "已损坏"),
        ("old.doc", ".docx"),
        ("plan.pdf", "PDF"),
        ("scan.png", "图片"),
        ("bytes.bin", "不是文本"),
        ("huge.txt", "太大"),
        (".", "目录"),
    ] {
        let told = shell.fails(1, &["import", file]);
        assert!(told.contains(said), "{file}: {told}");
    }
}

#[test]
fn bad_databases_get_a_clear_sentence_and_are_left_alone() {
    let shell = Shell::new();
    std::fs::write(shell.path("text.db"), "不是数据库".repeat(300)).expect("writes");
    assert!(shell.fails(1, &["--db", "text.db", "list"]).contains("不是数据库"));
    rusqlite::Connection::open(shell.path("other.db"))
        .and_then(|other| other.execute_batch("CREATE TABLE t (x)"))
        .expect("writes");
    assert!(shell.fails(1, &["--db", "other.db", "list"]).contains("别的程序"));
    shell.prints(&["--db", "new.db", "list"]);
    rusqlite::Connection::open(shell.path("new.db"))
        .and_then(|new| new.execute_batch("PRAGMA user_version = 99"))
        .expect("writes");
    assert!(shell.fails(1, &["--db", "new.db", "list"]).contains("升级"));
    assert!(shell.fails(1, &["--db", "/proc/x/plan.db", "list"]).contains("/proc/x"));
}

#[test]
fn help_is_in_the_language_asked_for() {
    let shell = Shell::new();
    assert!(shell.prints(&["--help"]).contains("列出事项"));
    assert!(shell.prints(&["--lang", "en", "--help"]).contains("list items"));
    assert!(shell.prints(&["--lang=en", "list"]).contains("unassigned"));
    assert!(shell.prints(&["completions", "bash"]).contains("duban"));
}

#[test]
fn a_typing_error_in_the_stored_rules_is_told_with_its_place() {
    let shell = Shell::new();
    let by_default = shell.prints(&["list"]);
    let database = rusqlite::Connection::open(shell.path(".local/share/duban/plan.db")).expect("opens");
    let flags = rusqlite::functions::FunctionFlags::SQLITE_UTF8;
    database.create_scalar_function("only_duban_writes_here", 0, flags, |_| Ok(0)).expect("the function");
    let rules = r#"[{"level":"grey","when":"undated"},{"level":"red","when":"late","dasy":0}]"#;
    database
        .execute("INSERT INTO setting VALUES ('light_rules', ?1), ('time_zone', 'Asia/Luan')", [rules])
        .expect("writes");
    drop(database);
    let output = shell.run(&["list"]);
    let said = String::from_utf8_lossy(&output.stderr);
    for word in ["light_rules", "第 2 条", "“days”", "默认规则", "time_zone", "Asia/Luan", "Asia/Shanghai"] {
        assert!(said.contains(word), "{word} in {said}");
    }
    assert_eq!(
        (output.status.code(), String::from_utf8_lossy(&output.stdout).as_ref()),
        (Some(0), by_default.as_str())
    );
}

#[test]
fn the_brief_tells_what_has_changed_since_a_day() {
    let shell = Shell::new();
    shell.prints(&["set", "14", "percent=40", "due=2098-12-31", "lead=体卫艺科"]);
    shell.prints(&["report", "3", "--done", "开了会", "--problem", "经费未到位"]);
    // Everything was written today: since yesterday it is news, since today none.
    let today = duban::plan::Zone::default().day(chrono::Utc::now());
    let yesterday = today.pred_opt().expect("a day").to_string();
    let news = shell.prints(&["brief", "--since", &yesterday]);
    assert!(
        // The other was reported on, but nobody leads it.
        news.contains("新交办 1 项") && news.contains("新反映的问题 1 个") && news.contains("经费未到位"),
        "{news}"
    );
    assert!(news.lines().count() < 20, "short enough for a chat: {news}");
    let none = shell.prints(&["brief", "--since", &today.to_string()]);
    assert!(none.contains("没有变化"), "{none}");
    // As of the day itself the plan was as it is; lights turn by the day alone.
    let later = shell.prints(&["brief", "--since", &today.to_string(), "--as-of", "2099-01-01"]);
    assert!(later.contains("新超期 1 项"), "{later}");
    shell.fails(2, &["brief", "--since", "某天"]);
}

#[test]
fn a_document_that_names_no_year_is_refused_with_a_hint_and_taken_once_the_period_is_said() {
    let shell = Shell::new();
    let text =
        "某市教育局重点工作\n一、甲\n1.子。\n做一。\n完成时限:6月底前\n2.丑。\n做二。\n完成时限:2023年12月31日前\n";
    std::fs::write(shell.path("无年份.txt"), text).expect("writes");
    let refused = shell.run(&["import", "无年份.txt"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(said.contains("--period 2024-2025"), "{said}");
    let wrong = shell.run(&["import", "无年份.txt", "--period", "24"]);
    assert_eq!(wrong.status.code(), Some(2));
    for (period, due) in [("2024", "2024-06-30"), ("2024-2025", "2025-06-30"), ("2025-03-01..2026-02-28", "2025-06-30")]
    {
        let database = format!("{period}.db");
        let done = shell.prints(&["--db", &database, "import", "无年份.txt", "--period", period]);
        assert!(done.contains("编号 2"), "{done}");
        let items = shell.prints(&["--db", &database, "--plan", "2", "list", "--json"]);
        assert!(items.contains(due) && items.contains("2023-12-31"), "{period}: {items}");
        let export = shell.prints(&["--db", &database, "--plan", "2", "export"]);
        let export: serde_json::Value = serde_json::from_str(&export).expect("JSON");
        let (first, _) = period.split_once("..").unwrap_or((&period[..4], ""));
        assert!(export["period"]["first"].as_str().is_some_and(|day| day.starts_with(first)), "{}", export["period"]);
    }
}

#[test]
fn a_countys_reporter_gives_the_countys_figure_whatever_the_items_is() {
    let shell = Shell::new();
    shell.prints(&["set", "14", "percent=40", "lead=基教科", "due=2024-12-31", "counties=霍邱县"]);
    let as_person = |login: &str, arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_duban"))
            .args(arguments)
            .env_clear()
            .env("HOME", shell.home.path())
            .env("LANG", "zh_CN.UTF-8")
            .env("DUBAN_USER", login)
            .output()
            .expect("runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    as_person("sun", &["user", "add", "li", "李强", "--unit", "霍邱县", "--role", "reporter"]);
    // The item has that very figure: the county's own is another one, and is not lost.
    let set = |value: &str| as_person("li", &["set", "14", value]);
    let told = set("percent=40");
    assert!(told.contains("霍邱县") && told.contains("40%"), "{told}");
    let reports = shell.json(&["show", "14", "--json"])["reports"].as_array().map_or(0, Vec::len);
    assert_eq!(reports, 2, "the lead's figure and the county's");
    assert!(set("percent=45").contains("40% → 45%"));
}

#[test]
fn a_county_does_not_lose_its_figure_by_a_field_left_empty() {
    let shell = Shell::new();
    let by = |who: &str, arguments: &[&str]| -> Output {
        Command::new(env!("CARGO_BIN_EXE_duban"))
            .args(arguments)
            .env_clear()
            .env("HOME", shell.home.path())
            .env("LANG", "zh_CN.UTF-8")
            .env("DUBAN_USER", who)
            .output()
            .expect("runs")
    };
    shell.prints(&["set", "14", "counties=金安区、裕安区", "due=2024-06-30", "lead=基教科"]);
    assert!(by("sun", &["user", "add", "li", "李强", "--unit", "金安区", "--role", "reporter"]).status.success());
    assert!(by("li", &["set", "14", "percent=30"]).status.success());
    for value in ["percent=", "percent=-"] {
        let output = by("li", &["set", "14", value]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{value}: {said}");
        assert!(said.contains("县区") && said.contains("不能清空") && said.contains("undo"), "{said}");
    }
    let shown = shell.prints(&["show", "14"]);
    assert!(shown.lines().any(|line| line.contains("金安区") && line.contains("30")), "{shown}");
}

#[test]
fn what_is_there_already_is_told_as_no_change_in_every_field() {
    let shell = Shell::new();
    let values = [
        "percent=40",
        "due=2024-06-30",
        "start=2024-03-01",
        "lead=体卫艺科",
        "support=基教科",
        "counties=金安区、霍山县",
        "leader=王某",
        "target=90%",
        "cadence=monthly",
        "forecast=at-risk",
        "lever=抓手",
        "safeguard=保障",
    ];
    for value in values {
        let first = shell.run(&["set", "14", value]);
        assert!(first.status.success(), "{value}: {}", String::from_utf8_lossy(&first.stderr));
        let lines = shell.prints(&["log"]).lines().count();
        assert_eq!(shell.prints(&["set", "14", value]).trim(), "没有变化", "{value}");
        assert_eq!(shell.prints(&["log"]).lines().count(), lines, "{value}");
    }
}

#[test]
fn a_name_that_is_nearly_that_of_a_unit_makes_no_other_unit() {
    let shell = Shell::new();
    shell.prints(&["set", "14", "lead=基础教育科"]);
    let said = shell.fails(2, &["set", "15", "lead=基础教育课"]);
    assert!(said.contains("基础教育科") && said.contains("没有写入"), "{said}");
    assert!(shell.json(&["show", "15", "--json"])["lead"].is_null());
    // A name that is like no other is a new unit.
    shell.prints(&["set", "15", "lead=体卫艺科"]);
}
