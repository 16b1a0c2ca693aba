//! Units: departments, counties and affiliated institutions that work is given to. A unit is known by its
//! name, as in the bureau's own ledgers; that keeps the database readable without joins.

use serde::{Deserialize, Serialize};

/// The name of a unit, which is also its key.
pub type UnitName = String;

/// Lu'an's counties and districts in the order the city prints them, with the development zone last.
/// Source: the city's own published ledgers.
pub const COUNTIES: [&str; 8] = ["金安区", "裕安区", "叶集区", "霍邱县", "舒城县", "金寨县", "霍山县", "开发区"];

/// Names in the order in which the city prints its counties; others follow by name.
pub fn in_printed_order<'a>(names: impl IntoIterator<Item = &'a UnitName>) -> Vec<&'a UnitName> {
    let mut names: Vec<&UnitName> = names.into_iter().collect();
    let place = |name: &UnitName| COUNTIES.iter().position(|county| county == name).unwrap_or(COUNTIES.len());
    names.sort_by_key(|name| (place(name), *name));
    names
}

/// What sort of unit it is; decides where it is offered first.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum UnitKind {
    /// 科室, a department of the bureau.
    Department,
    /// 县区.
    County,
    /// 直属单位, an institution directly under the bureau.
    Affiliated,
    /// 学校: only where the bureau says so itself, never guessed from a name.
    School,
}

impl UnitKind {
    /// All kinds, in the order they are offered.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word kept in the database.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The kind with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }

    /// The likely kind of a newly typed name, by its last characters.
    pub fn guess(name: &str) -> Self {
        const AFFILIATED: [&str; 8] = ["学校", "中学", "小学", "学院", "幼儿园", "中心", "馆", "大学"];
        if COUNTIES.contains(&name) || name.ends_with('县') || name.ends_with('区') {
            Self::County
        } else if AFFILIATED.iter().any(|end| name.ends_with(end)) {
            Self::Affiliated
        } else {
            Self::Department
        }
    }
}

/// A unit that work can be given to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Name and key.
    pub name: UnitName,
    /// Department, county or affiliated institution.
    pub kind: UnitKind,
}

impl Unit {
    /// A unit of the kind its name suggests.
    pub fn named(name: impl Into<UnitName>) -> Self {
        let name = name.into();
        Self { kind: UnitKind::guess(&name), name }
    }
}

/// What the bureau says of its units beside that they are known: their order, their kinds, which of them are no more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitTable {
    /// In the order in which they are offered and printed; what does not stand here comes after them.
    #[serde(default)]
    pub units: Vec<UnitEntry>,
}

/// What the bureau says of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitEntry {
    /// Its name.
    pub name: UnitName,
    /// What sort of unit it is.
    pub kind: UnitKind,
    /// Whether it is no more: it is not offered, and what was done stays as it is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    /// The unit that it was renamed to or merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<UnitName>,
}

impl UnitTable {
    /// The table as it is kept; nothing where it is not there or cannot be read.
    pub fn of(kept: Option<&str>) -> Self {
        kept.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// The same with units that were added by mistake: they are known for good, so they are out of use.
    #[must_use]
    pub fn with_retired<'a>(mut self, added: impl Iterator<Item = &'a Unit>) -> Self {
        for unit in added {
            if self.units.iter().all(|entry| entry.name != unit.name) {
                self.units.push(UnitEntry { retired: true, ..UnitEntry::of(unit) });
            }
        }
        self
    }
}

impl UnitEntry {
    /// A unit of a kind that works.
    pub fn of(unit: &Unit) -> Self {
        Self { name: unit.name.clone(), kind: unit.kind, retired: false, into: None }
    }
}
