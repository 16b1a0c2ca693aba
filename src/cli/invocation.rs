//! Invocation: what all subcommands share. Where the database is, who sits here, which day and language.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use etcetera::BaseStrategy;
use sha2::{Digest, Sha256};

use super::Arguments;
use super::outcome::{Code, Failure, store_failure, tell};
use super::own_folder::{OwnFolder, strategy};
use crate::app::{OwnConfig, ThemeName};
use crate::plan::{
    Board, Change, Chronology, Denied, Entry, Node, OpId, PlanId, PlanState, Revision, Zone, clean_line, is_login,
};
use crate::read::{DraftPlan, LIUAN_2024, parse_past_day, parse_plan};
use crate::report::{clocks_in_words, damage_in_words, fault_in_words};
use crate::store::{BackupName, CommitError, Damage, Import, JournalQuery, Location, Store, StoreError, hex};
use crate::ui::{Depth, Themes};
use crate::words::{self, Lang};

/// What all subcommands share.
#[derive(Clone)]
pub(super) struct Invocation {
    pub lang: Lang,
    pub author: String,
    /// The person's own small files.
    pub own: OwnFolder,
    /// Only what may be done over SSH: no files of the person's choice.
    pub restricted: bool,
    /// Nothing but ASCII and Chinese is drawn.
    pub ascii: bool,
    /// The end of the key with which the person has come.
    pub key: Option<String>,
    place: Option<Location>,
    as_of: Option<String>,
    pub plan: Option<i64>,
    theme: Option<String>,
}

/// What is looked at.
pub(super) struct Snapshot {
    /// The plan as it was.
    pub board: Board,
    /// The day.
    pub day: NaiveDate,
}

/// The language, before the arguments are parsed: asked for, preferred, or by the environment.
pub(super) fn language(arguments: &[OsString]) -> Lang {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let given = |name: &str| {
        texts.iter().enumerate().find_map(|(at, text)| {
            let rest = text.strip_prefix(name)?;
            rest.strip_prefix('=').or_else(|| rest.is_empty().then(|| texts.get(at + 1).copied()).flatten())
        })
    };
    if let Some(lang) = given("--lang").and_then(Lang::from_code) {
        return lang;
    }
    let setting = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    if let Some(lang) = setting("DUBAN_LANG") {
        return Lang::from_environment(Some(&lang));
    }
    let place = given("--db").map(|path| Location::from(PathBuf::from(path)));
    if let Some(lang) = OwnFolder::of(given("--as"), place.as_ref()).language() {
        return lang;
    }
    let system = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(setting);
    Lang::from_environment(system.as_deref())
}

impl Invocation {
    pub fn new(arguments: &Arguments, lang: Lang) -> Result<Self, Failure> {
        if let Some(login) = arguments.person.as_deref().filter(|login| !is_login(login)) {
            return Err(Failure::new(Code::Usage, lang.fill(words::trouble::NoLogin { login: &clean_line(login) })));
        }
        let asked = ["DUBAN_USER", "USER", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        let place = arguments.db.clone().map(Location::from);
        let name = arguments.person.clone().or(asked).or_else(|| whoami::username().ok());
        let author = clean_line(&name.unwrap_or_default());
        Ok(Self {
            lang,
            author: if author.is_empty() { lang.say(words::cli::NOBODY).to_owned() } else { author },
            own: OwnFolder::of(arguments.person.as_deref(), place.as_ref()),
            key: arguments.key.clone(),
            restricted: arguments.restricted,
            ascii: arguments.ascii,
            place,
            as_of: arguments.as_of.clone(),
            plan: arguments.plan,
            theme: arguments.theme.clone(),
        })
    }

    /// Where the plans are kept: asked for, or in the user's data folder.
    pub fn location(&self) -> Result<Location, Failure> {
        if let Some(place) = &self.place {
            return Ok(place.clone());
        }
        let strategy = strategy().ok_or_else(|| Failure::new(Code::Failed, self.lang.say(words::trouble::NO_HOME)))?;
        Ok(Location::from(strategy.data_dir().join("duban").join("plan.db")))
    }

    /// Where texts are kept that are being typed, and the beginning of their names for this database.
    pub fn drafts(&self) -> Option<(PathBuf, String)> {
        let folder = self.own.state()?;
        let hash = Sha256::digest(self.location().ok()?.identity());
        Some((folder, format!("draft-{}-", hex(&hash[..8]))))
    }

    /// Opens what is kept there; nothing is made where there is nothing.
    pub fn open_existing(&self) -> Result<Box<dyn Store>, Failure> {
        let location = self.existing()?;
        let store = location.open().map_err(|error| self.unreadable(&error))?;
        self.admit(store, &location)
    }

    /// Where something is kept already.
    pub fn existing(&self) -> Result<Location, Failure> {
        let location = self.location()?;
        if location.exists() || location.is_lost() {
            return Ok(location);
        }
        Err(Failure::new(Code::Failed, self.lang.fill(words::trouble::NoSuchFile { path: &location })))
    }

    /// Why the database could not be opened or read. Damage is told with what is left and how to restore.
    pub fn unreadable(&self, error: &StoreError) -> Failure {
        let place = self.location().ok().filter(|_| error.is_damage());
        match place.map(|place| (place.maintenance().damage(), place)) {
            // What never was a database has no backups either: the place is wrong.
            Some((damage, _)) if matches!(error, StoreError::NotADatabase(_)) && damage.good.is_none() => {
                Failure::of_store(self.lang, error)
            }
            Some((damage, place)) => Failure::new(Code::Failed, self.damage_in_words(&place, &damage)),
            None => Failure::of_store(self.lang, error),
        }
    }

    /// What is left of a damaged database, and the command that brings a good backup back.
    pub fn damage_in_words(&self, place: &Location, damage: &Damage) -> String {
        let aside = |place: &str| format!("mv {} {}", quoted(place), quoted(&format!("{place}-old")));
        damage_in_words(self.lang, place, damage, &|name| self.restore_command(name), &aside)
    }

    /// The command that restores a backup.
    pub fn restore_command(&self, name: &BackupName) -> String {
        let asked = self.place.as_ref().map(|place| format!(" --db {}", quoted(&place.to_string())));
        format!("duban{} restore {}", asked.unwrap_or_default(), quoted(&name.to_string()))
    }

    /// The place the program itself has chosen may be made; one that somebody named and that is not there is a slip.
    fn make_room(&self, location: &Location) -> Result<(), Failure> {
        match self.place {
            Some(_) => Ok(()),
            None => location.make_room().map_err(store_failure(self.lang)),
        }
    }

    /// Opens the database; the first time it is filled with the plan that comes along.
    pub fn open(&self) -> Result<Box<dyn Store>, Failure> {
        let location = self.location()?;
        self.make_room(&location)?;
        let is_new = self.place.is_some() && !location.exists();
        let mut store = location.open().map_err(|error| self.unreadable(&error))?;
        if is_new {
            // A slip in the name would else look like a plan that has lost everything. With nobody listening there is
            // nobody to tell.
            let words = self.lang.fill(words::cli::NewDatabase { path: &location });
            let _ = writeln!(std::io::stderr(), "duban: {words}");
        }
        let plans = store.plans().map_err(|error| self.unreadable(&error))?;
        if plans.is_empty() && !store.is_read_only() {
            import_shipped(store.as_mut(), &self.author, Utc::now()).map_err(|error| self.unreadable(&error))?;
        }
        self.admit(store, &location)
    }

    /// A restricted session opens to people who are known, and to nobody else.
    fn admit(&self, mut store: Box<dyn Store>, location: &Location) -> Result<Box<dyn Store>, Failure> {
        if self.restricted {
            self.check_person(location)?;
            store.know_only_people();
        }
        Ok(store)
    }

    /// A restricted session is for people who are known and still here.
    fn check_person(&self, location: &Location) -> Result<(), Failure> {
        let people = location.maintenance().people().map_err(store_failure(self.lang))?;
        match people.iter().find(|person| person.login == self.author) {
            Some(person) if person.active => Ok(()),
            Some(_) => Err(Failure::denied(self.lang, &Denied::Inactive(self.author.clone()))),
            None => Err(Failure::denied(self.lang, &Denied::Stranger(self.author.clone()))),
        }
    }

    /// The day that writing is dated: today. On a personal database, where one person keeps the books of all, the day
    /// asked for.
    pub fn writing_day(&self, board: &Board) -> Result<NaiveDate, Failure> {
        let asked = self.as_of(board)?;
        match asked {
            Some(_) if !board.people.is_empty() => {
                Err(Failure::new(Code::Usage, self.lang.say(words::trouble::WRITES_TODAY)))
            }
            asked => Ok(asked.unwrap_or_else(|| self.today(board.zone))),
        }
    }

    /// The plan asked for, the one looked at last, or the first that is worked on.
    pub fn board(&self, store: &mut dyn Store) -> Result<Board, Failure> {
        let plans = store.plans().map_err(|error| self.unreadable(&error))?;
        let known = |id: PlanId| plans.iter().any(|plan| plan.id == id).then_some(id);
        let kept = |id: &PlanId| plans.iter().any(|plan| plan.id == *id && plan.state != PlanState::Removed);
        let first = plans.iter().min_by_key(|plan| (plan.state, plan.id)).map(|plan| plan.id);
        let id = match self.plan.map(PlanId) {
            Some(asked) => {
                known(asked).ok_or_else(|| Failure::new(Code::Usage, self.lang.say(words::trouble::NO_PLAN)))?
            }
            None => match self.own.last_plan().filter(kept).or(first) {
                Some(id) => id,
                None => return Err(Failure::new(Code::Failed, self.lang.say(words::trouble::NO_PLAN))),
            },
        };
        self.load(store, id)
    }

    /// The same, for this plan.
    pub fn for_plan(&self, plan: Option<i64>) -> Self {
        Self { plan, ..self.clone() }
    }

    /// The plan with that number.
    pub fn board_of(&self, store: &mut dyn Store, id: PlanId) -> Result<Board, Failure> {
        let plans = store.plans().map_err(|error| self.unreadable(&error))?;
        if plans.iter().all(|plan| plan.id != id) {
            return Err(Failure::new(Code::Usage, self.lang.say(words::trouble::NO_PLAN)));
        }
        self.load(store, id)
    }

    fn load(&self, store: &mut dyn Store, id: PlanId) -> Result<Board, Failure> {
        let board = store.load(id).map_err(|error| self.unreadable(&error))?;
        for fault in &board.faults {
            tell(&fault_in_words(self.lang, fault));
        }
        Ok(board)
    }

    /// The day to look at, if another than today was asked for.
    pub fn as_of(&self, board: &Board) -> Result<Option<NaiveDate>, Failure> {
        let Some(text) = &self.as_of else { return Ok(None) };
        let today = self.today(board.zone);
        let day = parse_past_day(text, today, &board.calendar()).map_err(|error| Failure::usage(self.lang, &error))?;
        Ok((day != today).then_some(day))
    }

    /// The day to look at: the one asked for, else today.
    pub fn day(&self, board: &Board) -> Result<NaiveDate, Failure> {
        Ok(self.as_of(board)?.unwrap_or_else(|| self.today(board.zone)))
    }

    /// What is looked at: the plan as it was at the end of the day asked for, and that day. What was written later is
    /// taken back; where the journal does not reach that far, that is said, and only the text of the plan is left.
    pub fn snapshot(&self, store: &mut dyn Store) -> Result<Snapshot, Failure> {
        let board = self.board(store)?;
        let day = self.day(&board)?;
        let Some((entries, until)) = self.past(store, &board)? else { return Ok(Snapshot { board, day }) };
        let mut then = board.as_of(&entries, until);
        if let Some(first) = entries.get(until) {
            then.revision = Revision(first.seq.0 - 1);
        }
        Ok(Snapshot { board: then, day })
    }

    /// The whole journal and how many lines of it were there at the end of the day asked for, if that is over; where the
    /// journal does not reach that far, that is said: nothing that was written is known to have been there.
    fn past(&self, store: &mut dyn Store, board: &Board) -> Result<Option<(Vec<Entry>, usize)>, Failure> {
        let day = self.day(board)?;
        if day >= self.today(board.zone) {
            return Ok(None);
        }
        let entries = self.journal(store, board.plan.id)?;
        let written = Chronology::of(&entries, board.zone, self.today(board.zone));
        if let Some(first) = written.begins().filter(|first| day < *first) {
            tell(&self.lang.fill(words::trouble::OnlyTextBeforeTheJournal { day: &day, first: &first }));
            return Ok(Some((entries, 0)));
        }
        if let Some(words) = clocks_in_words(self.lang, &written) {
            tell(&words);
        }
        let until = written.until(day);
        Ok(Some((entries, until)))
    }

    /// The last lines of the journal, newest first, about one item or all; of what was there at the end of the day asked for.
    pub fn last_lines(&self, store: &mut dyn Store, board: &Board, query: JournalQuery) -> Result<Vec<Entry>, Failure> {
        if self.as_of(board)?.is_none_or(|day| day >= self.today(board.zone)) {
            return store.journal(query).map_err(|error| self.unreadable(&error));
        }
        let mut entries = self.journal(store, board.plan.id)?;
        let day = self.day(board)?;
        let written = Chronology::of(&entries, board.zone, self.today(board.zone));
        match written.begins().filter(|first| day < *first) {
            Some(first) => {
                let words = self.lang.fill(words::trouble::LogBeforeTheJournal { day: &day, first: &first });
                tell(&words);
                entries.clear();
            }
            None => entries.truncate(written.until(day)),
        }
        let is_about = |entry: &Entry| {
            query
                .item
                .is_none_or(|item| entry.edit.changes.iter().filter_map(Change::node).any(|node| node.item == item))
        };
        let lines = entries.into_iter().rev().filter(is_about);
        Ok(lines.take(usize::try_from(query.limit).unwrap_or(usize::MAX)).collect())
    }

    /// The whole journal of a plan, in order.
    pub fn journal(&self, store: &mut dyn Store, plan: PlanId) -> Result<Vec<Entry>, Failure> {
        let query = JournalQuery { plan, item: None, before: None, limit: u32::MAX };
        let mut entries = store.journal(query).map_err(|error| self.unreadable(&error))?;
        entries.reverse();
        Ok(entries)
    }

    /// The journal of a plan up to what a board shows.
    pub fn journal_until(&self, store: &mut dyn Store, board: &Board) -> Result<Vec<Entry>, Failure> {
        let mut entries = self.journal(store, board.plan.id)?;
        entries.truncate(entries.partition_point(|entry| entry.seq <= board.revision));
        Ok(entries)
    }

    /// The bureau's day, whatever the clock of this machine is set to.
    #[expect(clippy::unused_self, reason = "the invocation is where the clock is read")]
    pub fn today(&self, zone: Zone) -> NaiveDate {
        zone.day(Utc::now())
    }

    /// The theme that is asked for, or preferred.
    pub fn theme(&self, themes: &Themes, own: &OwnConfig) -> Result<ThemeName, Failure> {
        let asked = self.theme.clone().or_else(|| std::env::var("DUBAN_THEME").ok());
        let names = themes.names();
        // One that is not there any more gives way to the usual one; the board says so.
        let preferred = || own.theme.clone().filter(|own| names.contains(own)).unwrap_or_default();
        let Some(code) = asked else { return Ok(preferred()) };
        let known = names.iter().map(ThemeName::code).collect::<Vec<_>>().join(" ");
        names.into_iter().find(|name| name.code() == code).ok_or_else(|| {
            Failure::new(Code::Usage, self.lang.fill(words::trouble::NoSuchWord { word: &code, known: &known }))
        })
    }

    /// The item or measure that `14` or `14-3` names.
    pub fn node(&self, board: &Board, number: &str) -> Result<Node, Failure> {
        board.node_numbered(number).ok_or_else(|| {
            let max = board.items().iter().map(|item| item.no).max().unwrap_or(0);
            Failure::new(Code::Usage, self.lang.fill(words::trouble::NoItem { no: &clean_line(number), max: &max }))
        })
    }
}

/// A word as a shell takes it.
fn quoted(text: &str) -> String {
    shlex::try_quote(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

/// A number that names one act.
pub(super) fn new_op() -> OpId {
    OpId(fastrand::u64(..))
}

/// Puts the plan that duban ships with into an empty database.
pub(super) fn import_shipped(store: &mut dyn Store, author: &str, at: DateTime<Utc>) -> Result<PlanId, StoreError> {
    import_plan(store, &parse_plan(LIUAN_2024), LIUAN_2024, author, at)
}

/// Imports a plan that needs no looking over into an empty database.
pub(super) fn import_plan(
    store: &mut dyn Store,
    draft: &DraftPlan,
    source: &str,
    author: &str,
    at: DateTime<Utc>,
) -> Result<PlanId, StoreError> {
    // Two first starts at once import it once.
    let op = OpId(2024);
    let period =
        draft.period.ok_or_else(|| StoreError::Damaged("the plan that duban ships with has no year".to_owned()))?;
    let import = Import { draft, source, period, author, op, at };
    store.import(&import).map_err(|error| match error {
        CommitError::Store(error) => error,
        // An empty database has no people and nothing to clash with.
        CommitError::Denied(_) | CommitError::Conflict(_) => StoreError::ReadOnly,
    })
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
