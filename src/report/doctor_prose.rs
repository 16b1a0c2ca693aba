//! What the doctor found, in words.

use super::terms::Term;
use crate::store::{Finding, Severity};
use crate::words::{self, Lang};

/// A finding of the doctor, in a sentence that says what to do.
pub fn finding_in_words(lang: Lang, finding: &Finding) -> String {
    let check = lang.say(finding.check.text());
    let mark = lang.say(match finding.severity {
        Severity::Fine => words::doctor::MARK_FINE,
        Severity::Warning => words::doctor::MARK_WARNING,
        Severity::Error => words::doctor::MARK_ERROR,
    });
    if finding.severity == Severity::Fine {
        return format!("{mark} {check}");
    }
    format!("{mark} {check}: {}", finding_sentence(lang, finding))
}

fn finding_sentence(lang: Lang, finding: &Finding) -> String {
    let value = |name: &str| finding.values.get(name).map_or("?", String::as_str);
    let (seq, plan, name, why) = (&value("seq"), &value("plan"), &value("name"), &value("why"));
    match finding.code {
        "unreadable" => lang.fill(words::doctor::Unreadable { why }),
        "version" => lang.fill(words::doctor::Version { found: &value("found"), known: &value("known") }),
        "schema" => lang.fill(words::doctor::Schema { name }),
        "integrity" => lang.fill(words::doctor::Integrity { why }),
        "foreign_keys" => lang.fill(words::doctor::ForeignKeys { table: &value("table"), n: &value("n") }),
        "chain" => lang.fill(words::doctor::Chain { seq }),
        "clock" => lang.fill(words::doctor::Clock { seq, at: &value("at") }),
        "fold" => lang.fill(words::doctor::Fold { no: &value("no"), seq }),
        "fold_rest" => lang.fill(words::doctor::FoldRest { plan }),
        "fold_row" => lang.fill(words::doctor::FoldRow { table: &value("table"), id: &value("id") }),
        "fold_text" => lang.fill(words::doctor::FoldText { plan }),
        "fold_person" => lang.fill(words::doctor::FoldPerson { login: &value("login"), seq }),
        "no_digest" => lang.fill(words::doctor::NoDigest { plan }),
        "index" => lang.fill(words::doctor::Index { item: &value("item"), seq }),
        "unit" => lang.fill(words::doctor::Unit { name }),
        "network" => lang.fill(words::doctor::Network { name }),
        "modes" => lang.fill(words::doctor::Modes { mode: &value("mode") }),
        "space" => lang.fill(words::doctor::Space { mib: &value("mib") }),
        "anchor" => lang.fill(words::doctor::Anchor { seq }),
        "no_backup" => lang.say(words::doctor::NO_BACKUP).to_owned(),
        "backup_old" => lang.fill(words::doctor::BackupOld { hours: &value("hours") }),
        "backup_future" => {
            lang.fill(words::doctor::BackupFuture { n: &value("n"), day: &value("day"), file: &value("file") })
        }
        "keys" => lang.fill(words::doctor::Keys { login: &value("login") }),
        other => other.to_owned(),
    }
}
