//! What comes again and again: `每月25日前`, `每季度末`, `常态化`. It gives a cadence and no last day.

use crate::plan::Cadence;

/// How often a word is expected of what never ends and names no cadence itself.
const UNSAID: Cadence = Cadence::Month;

/// The cadence that a phrase names.
pub(super) fn recurring(text: &str) -> Option<Cadence> {
    const EVERY: [(&str, Cadence); 10] = [
        ("每个月", Cadence::Month),
        ("每月", Cadence::Month),
        ("按月", Cadence::Month),
        ("逐月", Cadence::Month),
        ("每季", Cadence::Quarter),
        ("每个季度", Cadence::Quarter),
        ("按季", Cadence::Quarter),
        ("每学期", Cadence::Term),
        ("每学年", Cadence::Year),
        ("每年", Cadence::Year),
    ];
    const FOR_EVER: [&str; 8] = ["常态化", "长期", "持续", "贯穿全年", "经常性", "日常", "不间断", "全年推进"];
    if let Some((_, cadence)) = EVERY.iter().find(|(word, _)| text.starts_with(word)) {
        return Some(*cadence);
    }
    let dated = text.contains(|c: char| c.is_ascii_digit()) || text.contains(['底', '末', '前']);
    let lasts = FOR_EVER.iter().any(|word| text.contains(word)) && text.chars().count() <= 12;
    (lasts && !dated).then_some(UNSAID)
}
