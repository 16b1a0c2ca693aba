//! `duban doctor` and `duban verify`: what is well and what is not, with exit code 0, 1 (somebody should look) or 2
//! (data is in danger, or was changed past the program).

use std::path::Path;

use chrono::Utc;

use super::session::Session;
use super::{Code, Done, Failure, print, store_failure};
use crate::report::finding_in_words;
use crate::store::{Anchor, Checkup, Severity, SqliteStore};

pub(super) fn doctor(session: &Session, json: bool, anchor: Option<&str>) -> Done {
    let lang = session.lang;
    let known = match anchor {
        None => None,
        Some(text) => {
            let wrong = || Failure::new(Code::Usage, lang.say("trouble.anchor"));
            Some(Anchor::parse(text).ok_or_else(wrong)?)
        }
    };
    let result = SqliteStore::doctor(&session.database()?, Utc::now(), known.as_ref());
    tell(session, &opened(session, result)?, json)
}

pub(super) fn verify(session: &Session, file: &Path, json: bool) -> Done {
    tell(session, &opened(session, SqliteStore::verify(file))?, json)
}

/// What cannot even be opened is as bad as it gets.
fn opened(session: &Session, result: Result<Checkup, crate::store::StoreError>) -> Result<Checkup, Failure> {
    result.map_err(|error| Failure { code: Code::Usage, ..store_failure(session.lang)(error) })
}

fn tell(session: &Session, checkup: &Checkup, json: bool) -> Done {
    let lang = session.lang;
    if json {
        let json = serde_json::to_string_pretty(checkup).map_err(std::io::Error::other)?;
        print(&format!("{json}\n"))?;
    } else {
        let anchor = checkup.anchor.as_ref().map(ToString::to_string).unwrap_or_default();
        let head = lang.fill("cli.doctor.head", &[("path", &checkup.path.display()), ("anchor", &anchor)]);
        let lines: Vec<String> = checkup.findings.iter().map(|finding| finding_in_words(lang, finding)).collect();
        print(&format!("{head}\n{}\n", lines.join("\n")))?;
    }
    match checkup.worst() {
        Severity::Fine => Ok(()),
        Severity::Warning => Err(Failure::new(Code::Failed, lang.say("cli.doctor.warning"))),
        Severity::Error => Err(Failure::new(Code::Usage, lang.say("cli.doctor.error"))),
    }
}
