//! A person's own small files: choices, themes, which plan was looked at last. Where they are, and their texts; what they mean
//! is read in `app` and `ui`, and only by who needs it.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::app::{FileFault, OwnConfig, ThemeName, language_in, read_config};
use crate::plan::{PlanId, clean_line, is_login};
use crate::store::Location;
use crate::ui::Themes;
use crate::words::Lang;

/// The file of a person's own choices, and the one that says which plan was looked at last.
const CONFIG: &str = "config.toml";
const LAST_PLAN: &str = "last-plan.json";

/// What earlier versions had in their place.
const OLDER_PREFERENCES: &str = "preferences.json";
const OLDER_KEYS: &str = "keys.toml";

/// Bytes of a file of keys or colours, at most: none is longer.
const LARGEST: u64 = 64 * 1024;

/// Where a person's own small files are: beside the database for somebody who came with `--as`, since there all share one
/// account; else in the user's folders.
#[derive(Clone)]
pub(super) struct OwnFolder {
    /// The person's folder beside the database.
    shared: Option<PathBuf>,
}

pub(super) fn strategy() -> Option<impl BaseStrategy> {
    etcetera::choose_base_strategy().ok()
}

/// The text of a file of a person's own; what is too long or no text is not there.
fn short_text(path: &Path) -> Option<String> {
    let file = path.metadata().ok().filter(std::fs::Metadata::is_file)?;
    (file.len() <= LARGEST).then(|| std::fs::read_to_string(path).ok()).flatten()
}

impl OwnFolder {
    pub fn of(login: Option<&str>, place: Option<&Location>) -> Self {
        let people = place.and_then(|place| place.beside("people"));
        let login = login.filter(|login| is_login(login));
        Self { shared: people.zip(login).map(|(people, login)| people.join(login)) }
    }

    /// Where choices and themes are.
    fn settings(&self) -> Option<PathBuf> {
        self.shared.clone().or_else(|| Some(strategy()?.config_dir().join("duban")))
    }

    /// Where is kept what comes about by itself.
    pub fn state(&self) -> Option<PathBuf> {
        let own = || {
            let strategy = strategy()?;
            Some(strategy.state_dir().unwrap_or_else(|| strategy.config_dir()).join("duban"))
        };
        self.shared.clone().or_else(own)
    }

    /// The file of choices.
    pub fn config_path(&self) -> Option<PathBuf> {
        self.settings().map(|folder| folder.join(CONFIG))
    }

    fn config_text(&self) -> Option<String> {
        let folder = self.settings()?;
        let path = folder.join(CONFIG);
        if path.exists() {
            return short_text(&path);
        }
        let text = older_config(&folder)?;
        // Where it cannot be written it is taken from the older files each time.
        let _ = std::fs::write(&path, &text);
        Some(text)
    }

    /// What the person has chosen, and what the file says wrongly.
    pub fn config(&self) -> (OwnConfig, Vec<FileFault>) {
        self.config_text().map(|text| read_config(&text)).unwrap_or_default()
    }

    /// The language alone: every command needs that, and few need more.
    pub fn language(&self) -> Option<Lang> {
        language_in(&self.config_text()?)
    }

    /// The file that says which plan was looked at last.
    pub fn last_plan_path(&self) -> Option<PathBuf> {
        self.state().map(|folder| folder.join(LAST_PLAN))
    }

    /// The plan that was looked at last.
    pub fn last_plan(&self) -> Option<PlanId> {
        let older = || self.settings().map(|folder| folder.join(OLDER_PREFERENCES));
        let kept = self.last_plan_path().filter(|path| path.exists()).or_else(older);
        let text = kept.and_then(|path| short_text(&path))?;
        let kept: serde_json::Value = serde_json::from_str(&text).ok()?;
        kept.get("plan").and_then(serde_json::Value::as_i64).map(PlanId)
    }

    /// Where the person's own themes are, each a file `NAME.toml`.
    pub fn themes_folder(&self) -> Option<PathBuf> {
        self.settings().map(|folder| folder.join("themes"))
    }

    fn theme_files(&self) -> impl Iterator<Item = PathBuf> {
        let files = self.themes_folder().and_then(|folder| std::fs::read_dir(folder).ok());
        let paths = files.into_iter().flatten().filter_map(|file| Some(file.ok()?.path()));
        paths.filter(|path| path.extension().is_some_and(|it| it == "toml"))
    }

    /// Files of themes that cannot be read: too long, or no text.
    pub fn unreadable_themes(&self) -> Vec<PathBuf> {
        self.theme_files().filter(|path| short_text(path).is_none()).collect()
    }

    /// The themes there are. A file that cannot be read is not there.
    pub fn themes(&self) -> Themes {
        let read = |path: PathBuf| {
            let name = path.file_stem()?.to_str()?;
            Some((ThemeName::own(clean_line(name)), short_text(&path)?))
        };
        let mut own: Vec<(ThemeName, String)> = self.theme_files().filter_map(read).collect();
        own.sort_by(|(one, _), (other, _)| one.code().cmp(other.code()));
        Themes::new(own)
    }
}

/// What earlier versions kept in two files, as one.
fn older_config(folder: &Path) -> Option<String> {
    let preferences: Option<serde_json::Value> =
        short_text(&folder.join(OLDER_PREFERENCES)).and_then(|text| serde_json::from_str(&text).ok());
    let said = |key: &str| preferences.as_ref()?.get(key)?.as_str().map(toml_edit::value);
    let named = [("lang", "language"), ("theme", "theme")];
    let lines = named.iter().filter_map(|(key, name)| Some(format!("{name} = {}\n", said(key)?)));
    let keys = short_text(&folder.join(OLDER_KEYS)).unwrap_or_default();
    let text = lines.collect::<Vec<_>>().concat() + &keys;
    (!text.is_empty()).then_some(text)
}
