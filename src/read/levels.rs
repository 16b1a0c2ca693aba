//! Levels: which markers open headings, how these nest, and which level holds the items. It is inferred over the whole
//! paper: a number is a heading only if it fits the running sequence of its shape.

use super::marker::{Marker, Shape};

/// A heading that was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heading {
    /// First character of its number.
    pub at: usize,
    /// First character after its number.
    pub text: usize,
    /// The number; of what has none, how many stood before it under the same heading, and one.
    pub number: u32,
    pub shape: Shape,
    /// How many other levels are open around it.
    pub depth: usize,
    /// How many numbers are missing before it.
    pub missing: u32,
    pub role: Role,
}

/// What a heading is of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// 板块.
    Section,
    /// Between a section and its items: kept as the label of their group.
    Group,
    /// 要点.
    Item,
    /// Within an item: a task begins here.
    Inner,
}

/// Why a level holds the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelReason {
    /// Somebody said so.
    Asked,
    /// There is only one level of numbers.
    OnlyLevel,
    /// The deepest level whose numbers run through the whole paper, to this one.
    RunsThrough(u32),
    /// No numbers run through: the level below the sections.
    BelowSections,
}

/// The level that holds the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemLevel {
    /// The shape that most of its numbers have.
    pub shape: Shape,
    /// Why.
    pub reason: LevelReason,
}

/// A jump over this many numbers is read as a gap, a larger one as no heading.
const LARGEST_GAP: u32 = 3;

/// The headings among markers, and the places of numbers that fit no sequence.
pub(super) fn headings(markers: &[Marker]) -> (Vec<Heading>, Vec<usize>) {
    let order = Order::of(markers);
    let sparse = sparse(markers);
    let mut levels: Vec<(Shape, u32)> = Vec::new();
    let mut last_seen: Vec<(Shape, u32)> = Vec::new();
    let (mut found, mut rejected) = (Vec::new(), Vec::new());
    for (index, marker) in markers.iter().enumerate() {
        let Marker { at, text, shape, number, .. } = *marker;
        let open = levels.iter().position(|(other, _)| *other == shape);
        // A dash parts sentences; before the first heading it belongs to a title.
        if shape.is_weak() && levels.iter().all(|(other, _)| other.is_weak()) && !is_list(markers, index) {
            continue;
        }
        let (number, missing) = if number == 0 {
            (open.map_or(1, |level| levels[level].1 + 1), 0)
        } else {
            let last = match open {
                Some(level) => Some(levels[level].1),
                None => last_seen.iter().find(|(other, _)| *other == shape).map(|(_, last)| *last),
            };
            let step = i64::from(number) - i64::from(last.unwrap_or(0));
            // `2.1` stands under 2.
            let is_under = marker.under.is_none_or(|under| {
                levels.is_empty() || levels.iter().any(|(other, number)| *other != shape && *number == under)
            });
            let starts = open.is_none() && number == 1 && is_under;
            let is_next = (1..=i64::from(LARGEST_GAP)).contains(&step)
                || step > 0 && marker.begins_line && sparse.contains(&shape);
            let fits = starts
                || last.is_some() && is_next && is_under
                || last.is_none() && (begins_extract(markers, index) || marker.begins_line && sparse.contains(&shape));
            if !fits {
                if !shape.is_weak() {
                    rejected.push(at);
                }
                continue;
            }
            let counts = !starts && last.is_some();
            (number, if counts { u32::try_from(step - 1).unwrap_or(0) } else { 0 })
        };
        match open {
            Some(level) => levels.truncate(level),
            None => levels.retain(|(other, _)| order.rank(*other) < order.rank(shape)),
        }
        found.push(Heading { at, text, number, shape, depth: levels.len(), missing, role: Role::Inner });
        levels.push((shape, number));
        last_seen.retain(|(other, _)| *other != shape);
        last_seen.push((shape, number));
    }
    (found, rejected)
}

/// Shapes whose numbers have larger gaps, as where a body takes only its own out of a list: each begins a line, and they
/// ascend through the whole paper.
fn sparse(markers: &[Marker]) -> Vec<Shape> {
    const FEWEST: usize = 3;
    const LARGEST: u32 = 300;
    const WIDEST_GAP: u32 = 30;
    let ascends = |shape: &Shape| {
        let of_shape = markers.iter().filter(|marker| marker.shape == *shape && marker.begins_line);
        let numbers: Vec<u32> = of_shape.map(|marker| marker.number).collect();
        numbers.len() >= FEWEST
            && numbers.iter().all(|number| (1..=LARGEST).contains(number))
            && numbers.windows(2).all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= WIDEST_GAP)
    };
    [Shape::Han, Shape::HanParen, Shape::Arabic, Shape::Paren].into_iter().filter(ascends).collect()
}

/// An extract may begin at 四、 or 19.: the next number of its shape must be the one after it.
fn begins_extract(markers: &[Marker], index: usize) -> bool {
    const LARGEST: u32 = 300;
    let Marker { shape, number, .. } = markers[index];
    let rest = &markers[index + 1..];
    let next = rest.iter().find(|next| next.shape == shape);
    // Of one section alone.
    let is_only = index == 0 && shape == Shape::Han && next.is_none() && markers[0].begins_line && rest.len() > 1;
    number <= LARGEST && !shape.is_weak() && (is_only || next.is_some_and(|next| next.number == number + 1))
}

/// Whether bullets without any heading around them are a list: three or more.
fn is_list(markers: &[Marker], index: usize) -> bool {
    const SHORTEST: usize = 3;
    let shape = markers[index].shape;
    markers.iter().all(|marker| marker.shape.is_weak())
        && markers.iter().filter(|marker| marker.shape == shape).count() >= SHORTEST
}

/// Which shape is outside which: by custom, but for the one that a paper begins with.
struct Order(Option<Shape>);

impl Order {
    fn of(markers: &[Marker]) -> Self {
        let begins = |marker: &&Marker| marker.number <= 1 && !marker.shape.is_weak();
        let first = markers.iter().find(begins).map(|marker| marker.shape);
        // What a later, by custom outer number does not begin anew belongs inside.
        let restarts = |shape: Shape| markers.iter().filter(|m| m.shape == shape && m.number == 1).count() > 1;
        Self(first.filter(|shape| !restarts(*shape) || matches!(shape, Shape::Styled(_))))
    }

    fn rank(&self, shape: Shape) -> (bool, Shape) {
        (self.0 != Some(shape), shape)
    }
}

/// Gives each heading its role; returns which level holds the items, if there is any.
pub(super) fn assign_roles(headings: &mut [Heading], wanted: Option<Shape>) -> Option<ItemLevel> {
    let wanted = wanted.filter(|shape| headings.iter().any(|heading| heading.shape == *shape));
    let nested = headings.iter().any(|heading| heading.depth == 1 && !heading.shape.is_weak());
    let only_weak = !nested && headings.iter().any(|heading| heading.depth == 1) && weak_below_all(headings);
    if !nested && !only_weak {
        for heading in headings.iter_mut().filter(|heading| heading.depth == 0) {
            heading.role = Role::Item;
        }
        return headings.first().map(|first| ItemLevel { shape: first.shape, reason: LevelReason::OnlyLevel });
    }
    let through = wanted.or_else(|| deepest_running(headings));
    let mut inside_item: Option<usize> = None;
    for at in 0..headings.len() {
        let heading = headings[at];
        if inside_item.is_some_and(|depth| heading.depth > depth) {
            continue;
        }
        inside_item = None;
        let holds = || {
            headings[at + 1..]
                .iter()
                .take_while(|next| next.depth > heading.depth)
                .any(|next| Some(next.shape) == through)
        };
        let role = if heading.depth == 0 && Some(heading.shape) != wanted {
            Role::Section
        } else if Some(heading.shape) == through || !holds() {
            Role::Item
        } else {
            Role::Group
        };
        if role == Role::Item && heading.shape.is_weak() && !only_weak {
            continue;
        }
        headings[at].role = role;
        if role == Role::Item {
            inside_item = Some(heading.depth);
        }
    }
    let shape =
        through.or_else(|| headings.iter().find(|heading| heading.role == Role::Item).map(|item| item.shape))?;
    let last = headings.iter().rev().find(|heading| Some(heading.shape) == through).map(|heading| heading.number);
    let reason = match last {
        _ if wanted == Some(shape) => LevelReason::Asked,
        Some(last) => LevelReason::RunsThrough(last),
        None => LevelReason::BelowSections,
    };
    Some(ItemLevel { shape, reason })
}

/// `一是…二是…` are items only where every section is written so.
fn weak_below_all(headings: &[Heading]) -> bool {
    let sections = headings.iter().filter(|heading| heading.depth == 0).count();
    let written =
        headings.windows(2).filter(|pair| pair[0].depth == 0 && pair[1].depth == 1 && pair[1].shape.is_weak()).count();
    let parts = headings.iter().filter(|heading| heading.depth == 1 && heading.shape.is_weak()).count();
    sections > 1 && written * 2 > sections && parts >= 2 * written
}

/// The deepest level below the sections whose numbers run through the whole paper, over at least two parents and half of
/// the sections.
fn deepest_running(headings: &[Heading]) -> Option<Shape> {
    const FEWEST: usize = 3;
    const SURE: usize = 5;
    let mut shapes: Vec<(usize, Shape)> = headings
        .iter()
        .filter(|heading| heading.depth > 0 && !heading.shape.is_weak())
        .map(|heading| (heading.depth, heading.shape))
        .filter(|(_, shape)| !matches!(shape, Shape::Styled(_)))
        .collect();
    shapes.sort_unstable();
    shapes.dedup_by_key(|(_, shape)| *shape);
    // A section of plain text, such as 工作要求, has no numbers that could run through.
    let strong = |heading: &Heading| heading.depth > 0 && !heading.shape.is_weak();
    let ends = headings.iter().skip(1).map(Some).chain([None]);
    let nested = headings.iter().zip(ends);
    let sections = nested.filter(|(heading, next)| heading.depth == 0 && next.is_some_and(strong)).count();
    let runs = |shape: Shape| {
        let deepest = headings.iter().filter(|heading| heading.shape == shape).map(|heading| heading.depth).max();
        let (mut parents, mut covered) = (0, 0);
        let mut numbers = Vec::new();
        let (mut fresh_parent, mut fresh_section) = (true, true);
        for heading in headings {
            if heading.shape == shape {
                numbers.push(heading.number);
                parents += usize::from(std::mem::take(&mut fresh_parent));
                covered += usize::from(std::mem::take(&mut fresh_section));
            } else if heading.depth == 0 {
                (fresh_parent, fresh_section) = (true, true);
            } else if deepest.is_some_and(|deepest| deepest > heading.depth) {
                fresh_parent = true;
            }
        }
        let ascends = numbers.windows(2).all(|pair| pair[0] < pair[1]);
        // From 1 without a gap over several parents: such numbers run through, wherever they stand.
        let is_whole = numbers.len() >= SURE && numbers.iter().zip(1..).all(|(number, n)| *number == n);
        ascends && numbers.len() >= FEWEST && parents > 1 && (covered * 2 >= sections || is_whole)
    };
    shapes.into_iter().rev().map(|(_, shape)| shape).find(|shape| runs(*shape))
}

#[cfg(test)]
mod tests {
    use super::super::marker::markers;
    use super::super::shadow::Shadow;
    use super::*;

    fn read(text: &str) -> (Vec<Heading>, Vec<usize>) {
        headings(&markers(&Shadow::of(text), &[]))
    }

    fn numbers(text: &str) -> Vec<(usize, u32)> {
        read(text).0.iter().map(|heading| (heading.depth, heading.number)).collect()
    }

    #[test]
    fn numbers_may_run_through_or_restart() {
        assert_eq!(numbers("一、甲\n1.子\n2.丑\n二、乙\n3．寅\n"), [(0, 1), (1, 1), (1, 2), (0, 2), (1, 3)]);
        assert_eq!(numbers("一、甲\n(一)子\n(二)丑\n二、乙\n（一）寅\n"), [(0, 1), (1, 1), (1, 2), (0, 2), (1, 1)]);
    }

    #[test]
    fn a_number_out_of_sequence_is_text() {
        let (found, rejected) = read("1.甲\n2.乙\n2024.12.1 起\n17.不是\n3.丙\n");
        assert_eq!(found.iter().map(|heading| heading.number).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(rejected.len(), 1);
    }

    #[test]
    fn the_item_is_the_deepest_level_that_runs_through() {
        let text = "一、甲\n(一)子\n1.一\n2.二\n(二)丑\n3.三\n二、乙\n(一)寅\n4.四\n";
        let (mut found, _) = read(text);
        let level = assign_roles(&mut found, None);
        let reason = LevelReason::RunsThrough(4);
        assert_eq!(level, Some(ItemLevel { shape: Shape::Arabic, reason }));
        let roles: Vec<Role> = found.iter().map(|heading| heading.role).collect();
        let expected = "SGIIGISGI";
        let said: String = roles.iter().map(|role| format!("{role:?}").remove(0)).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn an_extract_begins_where_it_begins() {
        assert_eq!(numbers("四、甲\n19.子\n20.丑\n五、乙\n21.寅\n"), [(0, 4), (1, 19), (1, 20), (0, 5), (1, 21)]);
        assert_eq!(numbers("17.甲是2024年的\n"), []);
    }
}
