//! Chronology: on which day each line of the journal was written. Lines are in order by number; the clocks that stamped
//! them need not be: one that was fast or slow must not decide for the lines of all others.

use chrono::NaiveDate;

use crate::plan::{Entry, Zone};

/// The days of the lines of a journal, in its order; they never go back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chronology {
    days: Vec<NaiveDate>,
    astray: Vec<NaiveDate>,
}

impl Chronology {
    /// Reads the days off the stamps. Those later than `today` are of a clock that was ahead; of the others the most that
    /// agree with the order of the lines are believed. The rest takes its day from the lines beside it.
    pub fn of(entries: &[Entry], zone: Zone, today: NaiveDate) -> Self {
        let stamped: Vec<NaiveDate> = entries.iter().map(|entry| zone.day(entry.at)).collect();
        let is_plain = stamped.is_sorted() && stamped.last().is_none_or(|last| *last <= today);
        if is_plain { Self { days: stamped, astray: Vec::new() } } else { Self::settled(&stamped, today) }
    }

    fn settled(stamped: &[NaiveDate], today: NaiveDate) -> Self {
        let believed = believed(stamped, today);
        let mut days = stamped.to_vec();
        let mut astray = Vec::new();
        // What a fast clock stamped was written before the next line that is believed, and no sooner than that is sure.
        let mut next = today;
        for at in (0..days.len()).rev() {
            if believed[at] {
                next = days[at];
            } else {
                astray.push(stamped[at]);
                days[at] = days[at].min(next);
            }
        }
        // What a slow clock stamped was written after the line before it.
        let first = (0..days.len()).find(|at| believed[*at]).map(|at| days[at]);
        let mut latest = first.unwrap_or(today);
        for day in &mut days {
            latest = latest.max(*day);
            *day = latest;
        }
        astray.reverse();
        Self { days, astray }
    }

    /// How many lines had been written when a day ended.
    pub fn until(&self, day: NaiveDate) -> usize {
        self.days.partition_point(|written| *written <= day)
    }

    /// The day on which a line was written, by its place among the lines.
    pub fn day(&self, at: usize) -> Option<NaiveDate> {
        self.days.get(at).copied()
    }

    /// The day on which the journal begins.
    pub fn begins(&self) -> Option<NaiveDate> {
        self.days.first().copied()
    }

    /// What the clocks that were wrong had stamped, in the order of the lines.
    pub fn astray(&self) -> &[NaiveDate] {
        &self.astray
    }
}

/// The longest run of stamps that never goes back and is not of the future; of several the one that ends earliest.
fn believed(stamped: &[NaiveDate], today: NaiveDate) -> Vec<bool> {
    // `ends[n]` is the line with the earliest stamp at which a run of n + 1 ends (patience sorting).
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; stamped.len()];
    for (at, day) in stamped.iter().enumerate().filter(|(_, day)| **day <= today) {
        let place = ends.partition_point(|end| stamped[*end] <= *day);
        before[at] = place.checked_sub(1).map(|place| ends[place]);
        if place == ends.len() {
            ends.push(at);
        } else {
            ends[place] = at;
        }
    }
    let mut believed = vec![false; stamped.len()];
    let mut at = ends.last().copied();
    while let Some(line) = at {
        believed[line] = true;
        at = before[line];
    }
    believed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// How many lines are there at the end of a day.
    fn until(stamps: &[&str], at: &str) -> usize {
        let stamps: Vec<NaiveDate> = stamps.iter().map(|it| day(it)).collect();
        Chronology::settled(&stamps, day("2024-06-20")).until(day(at))
    }

    #[test]
    fn a_fast_clock_decides_for_its_own_lines_alone() {
        let stamps = ["2024-06-01", "2024-06-05", "2030-01-01", "2024-06-10", "2024-06-12"];
        assert_eq!(until(&stamps, "2024-06-05"), 2);
        assert_eq!(until(&stamps, "2024-06-09"), 2, "it was written by the 10th");
        assert_eq!(until(&stamps, "2024-06-10"), 4);
        assert_eq!(until(&stamps, "2024-06-12"), 5);
        // Also where it has written more than all others.
        let stamps = ["2024-06-01", "2030-01-01", "2030-01-01", "2030-01-02", "2024-06-10"];
        assert_eq!(until(&stamps, "2024-06-01"), 1);
        assert_eq!(until(&stamps, "2024-06-10"), 5);
        // And where nobody has written since.
        assert_eq!(until(&["2024-06-01", "2030-01-01"], "2024-06-19"), 1);
        // Not even the line that brought the plan.
        let chronology = Chronology::settled(&[day("2030-01-01"), day("2024-06-02")], day("2024-06-20"));
        assert_eq!((chronology.begins(), chronology.astray()), (Some(day("2024-06-02")), &[day("2030-01-01")][..]));
    }

    #[test]
    fn a_slow_clock_tears_nothing_apart() {
        let stamps = ["2024-06-01", "2024-06-05", "1970-01-01", "2024-06-10"];
        assert_eq!(until(&stamps, "2024-06-01"), 1);
        assert_eq!(until(&stamps, "2024-06-05"), 3);
        assert_eq!(until(&["2024-06-05", "2024-06-05", "1970-01-01"], "2024-06-04"), 0);
    }

    #[test]
    fn a_clock_that_was_a_few_days_ahead_is_known_by_the_others() {
        let stamps = ["2024-06-01", "2024-06-08", "2024-06-02", "2024-06-03", "2024-06-04"];
        assert_eq!(until(&stamps, "2024-06-02"), 3);
        assert_eq!(until(&stamps, "2024-06-04"), 5);
    }
}
