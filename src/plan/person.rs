//! People: who may log in, for which unit, and in which role. A database without people is personal: whoever opens
//! the file may do everything.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::plan::{Author, UnitName};

/// What somebody is here for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Default,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Role {
    /// 查看: looks.
    #[default]
    Viewer,
    /// 填报: reports on the own unit's items.
    Reporter,
    /// 督办: everything about the plan.
    Supervisor,
    /// 管理: people and settings besides.
    Admin,
}

impl Role {
    /// All roles, the least first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word kept in the database and typed on the command line.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The role with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }
}

/// Somebody who may log in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Login, which is also the key and stands as author in the journal.
    pub login: Author,
    /// Name as people say it.
    pub name: String,
    /// The unit the person speaks for.
    pub unit: Option<UnitName>,
    /// What the person may do.
    pub role: Role,
    /// Whether the person still works here; people are never deleted, the journal names them.
    pub active: bool,
    /// Public SSH keys, `type base64`, without comments.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub keys: BTreeSet<String>,
}

/// Whether a login is one that Unix and SSH also take: `[a-z][a-z0-9._-]{0,31}`. Other letters could look like
/// somebody else's.
pub fn is_login(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_lowercase())
        && text.len() <= 32
        && chars.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_cannot_be_mistaken_for_paths_options_or_each_other() {
        for good in ["zhang", "li.si", "w-5", "a"] {
            assert!(is_login(good), "{good}");
        }
        for bad in ["", "-x", "Zhang", "../x", "张三", "а", "a b", "a\n", "a/b", &"a".repeat(33)] {
            assert!(!is_login(bad), "{bad}");
        }
    }
}
