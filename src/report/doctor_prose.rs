//! What the doctor found, in words.

use super::light_prose::fault_in_words;
use super::terms::Term;
use crate::store::{Fault, Finding, Severity};
use crate::words::{self, Lang};

/// A finding of the doctor, in a sentence that says what to do.
pub fn finding_in_words(lang: Lang, finding: &Finding) -> String {
    let check = lang.say(finding.check.text());
    let mark = lang.say(match finding.severity {
        Severity::Fine => words::doctor::MARK_FINE,
        Severity::Note => words::doctor::MARK_NOTE,
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
    let (author, at, n) = (&value("author"), &value("at"), &value("n"));
    match finding.code {
        Fault::Unreadable => lang.fill(words::doctor::Unreadable { why }),
        Fault::Version => lang.fill(words::doctor::Version { found: &value("found"), known: &value("known") }),
        Fault::Schema => lang.fill(words::doctor::Schema { name }),
        Fault::Integrity => lang.fill(words::doctor::Integrity { why }),
        Fault::ForeignKeys => lang.fill(words::doctor::ForeignKeys { table: &value("table"), n: &value("n") }),
        Fault::Chain => lang.fill(words::doctor::Chain { seq }),
        Fault::Clock => lang.fill(words::doctor::Clock { seq, at: &value("at") }),
        Fault::Fold => lang.fill(words::doctor::Fold { no: &value("no"), seq }),
        Fault::FoldRest => lang.fill(words::doctor::FoldRest { plan }),
        Fault::FoldRow => lang.fill(words::doctor::FoldRow { table: &value("table"), id: &value("id") }),
        Fault::FoldText => lang.fill(words::doctor::FoldText { plan }),
        Fault::FoldPerson => lang.fill(words::doctor::FoldPerson { login: &value("login"), seq }),
        Fault::FoldSetting => lang.fill(words::doctor::FoldSetting { name, seq }),
        Fault::HandedOver => lang.fill(words::doctor::HandedOver { plan }),
        Fault::SettingUnjournaled => lang.fill(words::doctor::SettingUnjournaled { name }),
        Fault::NoDigest => lang.fill(words::doctor::NoDigest { plan }),
        Fault::Index => lang.fill(words::doctor::Index { item: &value("item"), seq }),
        Fault::Unit => lang.fill(words::doctor::Unit { name }),
        Fault::UnitStray => lang.fill(words::doctor::UnitStray { name }),
        Fault::Network => lang.fill(words::doctor::Network { name }),
        Fault::Modes => lang.fill(words::doctor::Modes { mode: &value("mode") }),
        Fault::Space => lang.fill(words::doctor::Space { mib: &value("mib") }),
        Fault::MuchWriting => lang.fill(words::doctor::MuchWriting { author, mib: &value("mib") }),
        Fault::Anchor => lang.fill(words::doctor::Anchor { seq }),
        Fault::AnchorGivenUp => {
            lang.fill(words::doctor::AnchorGivenUp { seq, line: &value("line"), author, file: &value("file") })
        }
        Fault::Restored => lang.fill(words::doctor::Restored { seq, author, at, n, file: &value("file") }),
        Fault::RestoredRuin => lang.fill(words::doctor::RestoredRuin { seq, author, at, file: &value("file") }),
        Fault::RestoredLost => lang.fill(words::doctor::RestoredLost { seq, author, at }),
        Fault::RestoredUnproven => lang.fill(words::doctor::RestoredUnproven { seq, author, at, n }),
        Fault::Restoring => lang.say(words::doctor::RESTORING).to_owned(),
        Fault::RestoreLeft => lang.say(words::doctor::RESTORE_LEFT).to_owned(),
        Fault::NoBackup => lang.say(words::doctor::NO_BACKUP).to_owned(),
        Fault::BackupOld => lang.fill(words::doctor::BackupOld { hours: &value("hours") }),
        Fault::ElsewhereOld => lang.fill(words::doctor::ElsewhereOld { to: &value("to"), days: &value("days"), at }),
        Fault::BackupFuture => {
            lang.fill(words::doctor::BackupFuture { n: &value("n"), day: &value("day"), file: &value("file") })
        }
        Fault::Setting => match &finding.setting {
            Some(fault) => fault_in_words(lang, fault),
            None => lang.fill(words::doctor::SettingUnknown { name }),
        },
        Fault::SettingUnknown => lang.fill(words::doctor::SettingUnknown { name }),
        Fault::PeriodUnreadable => lang.fill(words::doctor::PeriodUnreadable { plan, value: &value("value") }),
        Fault::Keys => lang.fill(words::doctor::Keys { login: &value("login") }),
        Fault::Fine => String::new(),
    }
}
