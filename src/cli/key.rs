//! `duban key` and `duban authorized-keys`: which SSH key is whose, and the line by which sshd lets its owner in.

use std::path::Path;

use super::Done;
use super::arguments::Key;
use super::invocation::Invocation;
use super::outcome::{Code, Failure, print, store_failure};
use super::server_check::{TRIAL, TRIAL_SAYS, TRIAL_SECONDS};
use super::user::{person, write};
use crate::plan::Person;
use crate::store::Location;
use crate::words;

/// Sorts of keys that sshd knows; certificates and options do not belong here.
const TYPES: [&str; 7] = [
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
];

/// Characters of the end of a key by which a session remembers it.
const KEY_END: usize = 24;

/// A public key file is one line; anything this long is something else.
const LONGEST: usize = 16 << 10;

pub(super) fn key(invocation: &Invocation, asked: Key) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let login = match &asked {
        Key::Add { login, .. } | Key::List { login } | Key::Remove { login, .. } => login.clone(),
    };
    let (board, before) = person(invocation, store.as_mut(), &login)?;
    let mut after = before.clone();
    match asked {
        Key::List { .. } => {
            let line = |(n, key): (usize, &String)| format!("{n}  {key}\n");
            return print(&(1..).zip(&before.keys).map(line).collect::<String>());
        }
        Key::Add { file, .. } => {
            let key = read(invocation, &file)?;
            if let Some(owner) = board.people.iter().find(|other| other.keys.contains(&key) && other.login != login) {
                return Err(Failure::new(Code::Failed, lang.fill(words::trouble::KeyKnown { login: &owner.login })));
            }
            after.keys.insert(key);
        }
        Key::Remove { number, .. } => {
            let found = number.checked_sub(1).and_then(|at| before.keys.iter().nth(at)).cloned();
            let Some(found) = found else {
                return Err(Failure::new(Code::Usage, lang.fill(words::trouble::NoKey { n: &number })));
            };
            after.keys.remove(&found);
        }
    }
    write(invocation, store.as_mut(), &board, Some(before), after)
}

/// Type and key of a public key file, without options and comment.
fn read(invocation: &Invocation, path: &Path) -> Result<String, Failure> {
    let lang = invocation.lang;
    let bytes = std::fs::read(path).map_err(|error| {
        Failure::new(Code::Failed, lang.fill(words::trouble::FileUnreadable { path: &path.display(), why: &error }))
    })?;
    let text = String::from_utf8(bytes).ok().filter(|text| text.len() <= LONGEST).unwrap_or_default();
    let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    let mut words = line.split_whitespace();
    match (words.next(), words.next()) {
        (Some(kind), Some(key)) if TYPES.contains(&kind) && is_key(key) => Ok(format!("{kind} {key}")),
        _ => Err(Failure::new(Code::Usage, lang.fill(words::trouble::NotAKey { path: &path.display() }))),
    }
}

/// The line that lets in the trial of `server-setup --check`: it says that it is in, and opens nothing.
fn trial(location: &Location, shown: &str) -> Option<String> {
    let file = location.beside(TRIAL)?;
    let age = std::fs::metadata(&file).ok()?.modified().ok()?.elapsed().ok()?;
    let text = std::fs::read_to_string(&file).ok().filter(|_| age.as_secs() < TRIAL_SECONDS)?;
    let mut words = text.split_whitespace();
    let (kind, key) = (words.next()?, words.next()?);
    (key == shown && TYPES.contains(&kind)).then(|| format!("restrict,command=\"echo '{TRIAL_SAYS}'\" {kind} {key}\n"))
}

/// What tells a key from the others in a short word: its last characters, all of them random.
fn key_end(key: &str) -> &str {
    key.get(key.len().saturating_sub(KEY_END)..).unwrap_or(key)
}

fn is_key(text: &str) -> bool {
    text.len() >= 32 && text.starts_with("AAAA") && text.chars().all(|c| c.is_ascii_alphanumeric() || "+/=".contains(c))
}

/// For sshd's `AuthorizedKeysCommand`: the line that lets the owner of a key in, or nothing. The key is what sshd was
/// shown: its type and base64 (`%t %k`), or base64 alone.
pub(super) fn authorized_keys(invocation: &Invocation, asked: &[String]) -> Done {
    let words: Vec<&str> = asked.iter().flat_map(|word| word.split_whitespace()).collect();
    let Some(shown) = words.iter().find(|word| is_key(word)) else { return Ok(()) };
    let location = invocation.location()?;
    if let Some(line) = trial(&location, shown) {
        return print(&line);
    }
    let people = location.maintenance().people().map_err(store_failure(invocation.lang))?;
    let owns =
        |person: &&Person| person.active && person.keys.iter().any(|key| key.split_whitespace().nth(1) == Some(*shown));
    let Some(owner) = people.iter().find(owns) else { return Ok(()) };
    let Some(key) = owner.keys.iter().find(|key| key.ends_with(*shown)) else { return Ok(()) };
    let program = std::env::current_exe()?;
    let database = location.absolute()?.to_string();
    // Both stand between double quotes in a line of sshd's and go through a shell there.
    let plain = |text: &str| !text.contains(['"', '\'', '\\', '$', '`', ' ', '\n', char::REPLACEMENT_CHARACTER]);
    if !program.to_str().is_some_and(plain) || !plain(&database) {
        return Err(Failure::new(Code::Failed, invocation.lang.say(words::trouble::ODD_PATH)));
    }
    print(&format!(
        "restrict,pty,command=\"exec {} --db {} --as {} --key {} --restricted\" {key}\n",
        program.display(),
        database,
        owner.login,
        key_end(key),
    ))
}
