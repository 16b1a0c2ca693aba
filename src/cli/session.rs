//! Session: what all subcommands share. Where the database is, who sits here, which day and language.

use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use chrono::{Local, NaiveDate, Utc};
use etcetera::BaseStrategy;

use super::{Arguments, Code, Failure, store_failure};
use crate::app::{Draft, Preferences, ThemeName};
use crate::plan::{Board, Node, OpId, PlanId, clean_line};
use crate::read::{LIUAN_2024, parse_due, parse_plan};
use crate::store::{Import, SqliteStore, Store};
use crate::ui::Depth;
use crate::words::Lang;

/// What all subcommands share.
pub(super) struct Session {
    pub lang: Lang,
    pub today: NaiveDate,
    pub author: String,
    pub preferences: Preferences,
    db: Option<PathBuf>,
    as_of: Option<String>,
    plan: Option<i64>,
    theme: Option<String>,
}

/// The language, before the arguments are parsed: asked for, preferred, or by the environment.
pub(super) fn language(arguments: &[OsString]) -> Lang {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let asked = texts.iter().enumerate().find_map(|(at, text)| {
        text.strip_prefix("--lang=").or_else(|| (*text == "--lang").then(|| texts.get(at + 1).copied()).flatten())
    });
    match asked {
        Some("en") => return Lang::En,
        Some("zh") => return Lang::Zh,
        _ => {}
    }
    let setting = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    if let Some(lang) = setting("DUBAN_LANG") {
        return Lang::from_environment(Some(&lang));
    }
    if let Some(lang) = preferences().lang {
        return lang;
    }
    let system = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(setting);
    Lang::from_environment(system.as_deref())
}

fn strategy() -> Option<impl BaseStrategy> {
    etcetera::choose_base_strategy().ok()
}

/// Where preferences are kept.
pub(super) fn preferences_path() -> Option<PathBuf> {
    strategy().map(|strategy| strategy.config_dir().join("duban").join("preferences.json"))
}

/// Where this process keeps a text that is being typed when the line drops, and where others of the same database
/// may have left one: beside the preferences where the system has no folder for such things.
pub(super) fn draft_path(database: &Path) -> Option<PathBuf> {
    let strategy = strategy()?;
    let folder = strategy.state_dir().unwrap_or_else(|| strategy.config_dir());
    let mut hasher = DefaultHasher::new();
    database.canonicalize().unwrap_or_else(|_| database.to_owned()).hash(&mut hasher);
    Some(folder.join("duban").join(format!("draft-{:016x}-{}.json", hasher.finish(), std::process::id())))
}

/// Texts that were left for the same database, with their files.
pub(super) fn left_drafts(own: &Path) -> Vec<(PathBuf, Draft)> {
    let name = own.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let database = name.rsplit_once('-').map_or(name, |(database, _)| database).to_owned();
    let files = own.parent().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    files
        .map(|file| file.path())
        .filter(|path| path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(&database)))
        .filter_map(|path| {
            let text = std::fs::read_to_string(&path).ok()?;
            Some((path, serde_json::from_str(&text).ok()?))
        })
        .collect()
}

fn preferences() -> Preferences {
    let text = preferences_path().and_then(|path| std::fs::read_to_string(path).ok());
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

impl Session {
    pub fn new(arguments: &Arguments, lang: Lang) -> Self {
        let asked = ["DUBAN_USER", "USER", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        let name = asked.or_else(|| whoami::username().ok());
        let author = clean_line(&name.unwrap_or_default());
        Self {
            lang,
            today: Local::now().date_naive(),
            author: if author.is_empty() { lang.say("cli.nobody").into_owned() } else { author },
            preferences: preferences(),
            db: arguments.db.clone(),
            as_of: arguments.as_of.clone(),
            plan: arguments.plan,
            theme: arguments.theme.clone(),
        }
    }

    /// Where the database is: asked for, or in the user's data folder.
    pub fn database(&self) -> Result<PathBuf, Failure> {
        if let Some(path) = &self.db {
            return Ok(path.clone());
        }
        let strategy = strategy().ok_or_else(|| Failure::new(Code::Failed, self.lang.say("trouble.no_home")))?;
        Ok(strategy.data_dir().join("duban").join("plan.db"))
    }

    /// Opens the database; the first time it is filled with the plan that comes along.
    pub fn open(&self) -> Result<SqliteStore, Failure> {
        let path = self.database()?;
        let mut store = SqliteStore::open(&path).map_err(store_failure(self.lang))?;
        if store.plans().map_err(store_failure(self.lang))?.is_empty() && !store.is_read_only() {
            import_shipped(&mut store, &self.author).map_err(store_failure(self.lang))?;
        }
        Ok(store)
    }

    /// The plan asked for, the one looked at last, or the first.
    pub fn board(&self, store: &mut dyn Store) -> Result<Board, Failure> {
        let plans = store.plans().map_err(store_failure(self.lang))?;
        let known = |id: PlanId| plans.iter().any(|plan| plan.id == id).then_some(id);
        let id = match self.plan.map(PlanId) {
            Some(asked) => known(asked).ok_or_else(|| Failure::new(Code::Usage, self.lang.say("trouble.no_plan")))?,
            None => match self.preferences.plan.and_then(known).or_else(|| plans.first().map(|plan| plan.id)) {
                Some(id) => id,
                None => return Err(Failure::new(Code::Failed, self.lang.say("trouble.no_plan"))),
            },
        };
        store.load(id).map_err(store_failure(self.lang))
    }

    /// The day to look at, if another than today was asked for.
    pub fn as_of(&self, year: i32) -> Result<Option<NaiveDate>, Failure> {
        let Some(text) = &self.as_of else { return Ok(None) };
        let day = parse_due(text, self.today, year).map_err(|error| Failure::usage(self.lang, &error))?;
        Ok((day != self.today).then_some(day))
    }

    pub fn theme(&self) -> Result<ThemeName, Failure> {
        let asked = self.theme.clone().or_else(|| std::env::var("DUBAN_THEME").ok());
        let Some(code) = asked else { return Ok(self.preferences.theme) };
        ThemeName::from_code(&code).ok_or_else(|| {
            let known = ThemeName::ALL.map(ThemeName::code).join(" ");
            Failure::new(Code::Usage, self.lang.fill("trouble.no_such_word", &[("word", &code), ("known", &known)]))
        })
    }

    /// The item or measure that `14` or `14-3` names.
    pub fn node(&self, board: &Board, number: &str) -> Result<Node, Failure> {
        board.node_numbered(number).ok_or_else(|| {
            let max = board.items().iter().map(|item| item.no).max().unwrap_or(0);
            let values: [(&str, &dyn std::fmt::Display); 2] = [("no", &clean_line(number)), ("max", &max)];
            Failure::new(Code::Usage, self.lang.fill("trouble.no_item", &values))
        })
    }
}

/// A number that names one act.
pub(super) fn new_op() -> OpId {
    OpId(fastrand::u64(..))
}

/// Puts the plan that duban ships with into an empty database.
pub(super) fn import_shipped(store: &mut dyn Store, author: &str) -> Result<PlanId, crate::store::StoreError> {
    let draft = parse_plan(LIUAN_2024);
    // Two first starts at once import it once.
    let op = OpId(2024);
    store.import(&Import { draft: &draft, source: LIUAN_2024, year: 2024, author, op, at: Utc::now() })
}

/// How many colours the terminal has.
pub(super) fn colour_depth() -> Depth {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let term = set("TERM").unwrap_or_default();
    if set("NO_COLOR").is_some() || term.starts_with("vt1") || term.starts_with("vt2") {
        Depth::None
    } else if term.contains("16color") {
        Depth::Colours16
    } else if set("COLORTERM").is_some()
        || term.contains("256")
        || ["xterm", "tmux", "alacritty", "foot"].iter().any(|name| term.starts_with(name))
    {
        // PuTTY and most Windows clients call themselves plain `xterm` and show 256 colours.
        Depth::Colours256
    } else {
        Depth::Colours16
    }
}
