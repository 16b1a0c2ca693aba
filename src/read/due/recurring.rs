//! What comes again and again: `每月25日前`, `每季度末`, `常态化`. It gives a cadence and no last day, and says whether the
//! phrase said more than a cadence can keep.

use super::meant::Meant;
use crate::plan::Cadence;

/// How often a word is expected of what never ends and names no cadence itself.
const UNSAID: Cadence = Cadence::Month;
/// Each word with the cadence that comes nearest, and whether it is just that. The longer of two that begin alike comes
/// first.
const EVERY: [(&str, Cadence, bool); 25] = [
    ("每个月", Cadence::Month, true),
    ("每月", Cadence::Month, true),
    ("按月", Cadence::Month, true),
    ("逐月", Cadence::Month, true),
    ("每个季度", Cadence::Quarter, true),
    ("每季度", Cadence::Quarter, true),
    ("每季", Cadence::Quarter, true),
    ("按季度", Cadence::Quarter, true),
    ("按季", Cadence::Quarter, true),
    ("每学期", Cadence::Term, true),
    ("每个学期", Cadence::Term, true),
    ("每半年", Cadence::Term, false),
    ("每学年", Cadence::Year, true),
    ("每年", Cadence::Year, true),
    ("每半个月", Cadence::Month, false),
    ("每半月", Cadence::Month, false),
    ("每2周", Cadence::Month, false),
    ("每双周", Cadence::Month, false),
    ("每周", Cadence::Month, false),
    ("每星期", Cadence::Month, false),
    ("每旬", Cadence::Month, false),
    ("按周", Cadence::Month, false),
    ("每日", Cadence::Month, false),
    ("每天", Cadence::Month, false),
    ("半年1次", Cadence::Term, false),
];
const FOR_EVER: [&str; 12] = [
    "常态化",
    "长期",
    "持续",
    "贯穿全年",
    "经常性",
    "日常",
    "不间断",
    "全年推进",
    "全年开展",
    "全年实施",
    "常年",
    "常抓不懈",
];

/// The cadence that a phrase names.
pub(super) fn recurring(text: &str) -> Option<Meant> {
    let lasts = FOR_EVER.iter().any(|word| text.contains(word)) && text.chars().count() <= 20;
    for (word, cadence, exact) in EVERY {
        let Some((before, after)) = text.split_once(word) else { continue };
        if before.is_empty() || lasts {
            return Some(Meant::Recurring { cadence, whole: exact && says_no_day(after) });
        }
    }
    let dated = text.contains(|c: char| c.is_ascii_digit()) || text.contains(['底', '末', '前']);
    (lasts && !dated).then_some(Meant::Recurring { cadence: UNSAID, whole: true })
}

/// `末` and `底` are what a cadence means anyway; `25日前`, `首月`, `上旬` say more than it keeps.
fn says_no_day(text: &str) -> bool {
    let text = text.replace("1次", "");
    !text.contains(|c: char| c.is_ascii_digit() || ['日', '号', '旬', '初', '首', '月', '周'].contains(&c))
}
