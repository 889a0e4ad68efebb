//! Articles that are alike become stories: average linkage that keeps apart what is of one piece each.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// Two articles that were compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Link {
    /// The lower article.
    pub(crate) a: u32,
    pub(crate) b: u32,
    /// How alike they are.
    pub(crate) alike: f32,
}

/// What two near copies say for their being one is no more than this, so that a group of copies stays open to other
/// accounts of its event.
const MOST: f32 = 0.8;

/// The share of what holds each of two groups together that must stand between them for the two to be one.
///
/// Two reports of one kind of event share much, but each event's own reports share more. On the train part of ECB+, 0.5
/// raises B-cubed by .01 to .05 at thresholds of 0.24 to 0.12; 0.4 and 0.6 do as well.
const COHERENCE: f64 = 0.5;

/// The articles that a group needs for what holds it together to be known.
const KNOWN: usize = 4;

/// Pairs that an article of a large collection is compared in: those that were not compared count as unlike up to here.
const COMPARED: usize = 8;

/// A group in the making.
#[derive(Debug, Default)]
struct Group {
    size: usize,
    /// Sum and number of the pairs inside.
    inside: (f64, usize),
    /// Sum and number of the pairs with each other group.
    beside: BTreeMap<u32, (f64, usize)>,
    /// How often it has changed.
    version: u32,
}

/// Two groups that might become one.
#[derive(Debug, PartialEq)]
struct Merge {
    mean: f64,
    groups: (u32, u32),
    versions: (u32, u32),
}

impl Eq for Merge {}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| other.groups.cmp(&self.groups))
    }
}

impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Puts each of `count` articles into one group, and returns for each the first article of its group.
///
/// The two groups that are most alike in the mean of their pairs join first, until none are left that are as alike as
/// `threshold` asks; two groups that are each of one piece also need half of that between them. With `all`, every pair was
/// compared; else a pair that was not counts as unlike, but no more of them than an article has neighbours.
///
/// The answer does not depend on the order of `links`. Time and memory follow the links.
pub(crate) fn group(count: usize, links: Vec<Link>, threshold: f32, all: bool) -> Vec<u32> {
    let mut groups: Vec<Group> = Vec::new();
    groups.resize_with(count, || Group { size: 1, ..Group::default() });
    for link in links {
        let alike = f64::from(link.alike.min(MOST));
        for (from, to) in [(link.a, link.b), (link.b, link.a)] {
            if let Some(group) = groups.get_mut(from as usize).filter(|_| (to as usize) < count && from != to)
            {
                group.beside.insert(to, (alike, 1));
            }
        }
    }
    let mut home: Vec<u32> = (0..count as u32).collect();
    let mut heap: BinaryHeap<Merge> = BinaryHeap::new();
    let mut scratch = Vec::new();
    for group in 0..count as u32 {
        push(&mut heap, &groups, group, threshold, all, |other| other > group);
    }
    while let Some(merge) = heap.pop() {
        let (low, high) = merge.groups;
        let (Some(left), Some(right)) = (groups.get(low as usize), groups.get(high as usize)) else {
            continue;
        };
        if (left.version, right.version) != merge.versions || !fits(left, right, merge.mean) {
            continue;
        }
        let Some(gone) = groups.get_mut(high as usize).map(std::mem::take) else { continue };
        if let Some(slot) = home.get_mut(high as usize) {
            *slot = low;
        }
        scratch.clear();
        if let Some(kept) = groups.get_mut(low as usize) {
            let between = kept.beside.remove(&high).unwrap_or_default();
            kept.size += gone.size;
            kept.version += 1;
            kept.inside.0 += gone.inside.0 + between.0;
            kept.inside.1 += gone.inside.1 + between.1;
            for (other, (sum, pairs)) in gone.beside.into_iter().filter(|(other, _)| *other != low) {
                let slot = kept.beside.entry(other).or_default();
                slot.0 += sum;
                slot.1 += pairs;
                scratch.push((other, *slot));
            }
        }
        for &(other, pairs) in &scratch {
            if let Some(group) = groups.get_mut(other as usize) {
                group.beside.remove(&high);
                group.beside.insert(low, pairs);
            }
        }
        if let Some(gone) = groups.get_mut(high as usize) {
            gone.version = u32::MAX;
        }
        push(&mut heap, &groups, low, threshold, all, |_| true);
    }
    // A group is only ever taken in by a lower one.
    for article in 0..count {
        let of = home.get(article).and_then(|&of| home.get(of as usize)).copied();
        if let (Some(slot), Some(of)) = (home.get_mut(article), of) {
            *slot = of;
        }
    }
    home
}

/// Proposes to join a group with those of its neighbours that are alike enough.
fn push(
    heap: &mut BinaryHeap<Merge>,
    groups: &[Group],
    group: u32,
    threshold: f32,
    all: bool,
    with: impl Fn(u32) -> bool,
) {
    let Some(own) = groups.get(group as usize) else { return };
    for (&other, &(sum, compared)) in own.beside.iter().filter(|(other, _)| with(**other)) {
        let Some(beside) = groups.get(other as usize) else { continue };
        let pairs = own.size.saturating_mul(beside.size);
        let asked = if all { pairs } else { pairs.min(COMPARED * own.size.min(beside.size)) };
        let mean = sum / compared.max(asked).max(1) as f64;
        if mean >= f64::from(threshold) {
            let (low, high) = (group.min(other), group.max(other));
            let version = |of: u32| if of == group { own.version } else { beside.version };
            heap.push(Merge { mean, groups: (low, high), versions: (version(low), version(high)) });
        }
    }
}

/// Whether what stands between two groups is enough beside what holds each of them together.
fn fits(left: &Group, right: &Group, mean: f64) -> bool {
    let inside = |group: &Group| (group.size >= KNOWN).then(|| group.inside.0 / group.inside.1.max(1) as f64);
    match (inside(left), inside(right)) {
        (Some(left), Some(right)) => mean >= COHERENCE * left.min(right),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(count: usize, links: &[(u32, u32, f32)]) -> Vec<u32> {
        let mut links: Vec<Link> = links.iter().map(|&(a, b, alike)| Link { a, b, alike }).collect();
        let forwards = group(count, links.clone(), 0.2, true);
        links.reverse();
        assert_eq!(group(count, links, 0.2, true), forwards, "the order of links says nothing");
        forwards
    }

    #[test]
    fn a_chain_of_pairs_is_no_story() {
        assert_eq!(grouped(3, &[(0, 1, 0.6), (0, 2, 0.5), (1, 2, 0.4)]), [0, 0, 0]);
        assert_eq!(grouped(4, &[(0, 1, 0.6), (2, 3, 0.6), (1, 2, 0.5)]), [0, 0, 2, 2]);
        assert_eq!(grouped(2, &[]), [0, 1], "an article alone is a story");
        assert_eq!(grouped(3, &[(1, 2, 0.3), (0, 1, -0.4), (0, 2, 0.1)]), [0, 1, 1]);
    }

    /// All pairs of two groups of five articles.
    fn two_groups(inside: f32, between: f32) -> Vec<(u32, u32, f32)> {
        let pairs = (0..10).flat_map(|a| (a + 1..10).map(move |b| (a, b)));
        pairs.map(|(a, b)| (a, b, if (a < 5) == (b < 5) { inside } else { between })).collect()
    }

    #[test]
    fn two_groups_of_one_piece_each_stay_two() {
        assert_eq!(grouped(10, &two_groups(0.7, 0.3)), [0, 0, 0, 0, 0, 5, 5, 5, 5, 5]);
        assert_eq!(grouped(10, &two_groups(0.5, 0.3)), [0; 10], "half of what holds each together is enough");
        assert_eq!(grouped(10, &two_groups(1.4, 0.45)), [0; 10], "copies stay open to another account");
        assert_eq!(grouped(10, &two_groups(0.3, 0.1))[5], 5, "below the threshold nothing is one");
    }

    #[test]
    fn of_a_large_collection_few_pairs_speak_for_the_others() {
        // Each article was compared with the eight next only.
        let links = |alike: f32| -> Vec<Link> {
            (0..40_u32).flat_map(|a| (a + 1..(a + 9).min(40)).map(move |b| Link { a, b, alike })).collect()
        };
        assert_eq!(group(40, links(0.6), 0.2, false), [0; 40]);
        assert!(group(40, links(0.1), 0.2, false).iter().zip(0..).all(|(&home, own)| home == own));
        let one = vec![
            Link { a: 0, b: 1, alike: 0.6 },
            Link { a: 0, b: 9, alike: 9.0 },
            Link { a: 3, b: 3, alike: 1.0 },
        ];
        assert_eq!(group(3, one, 0.2, false), [0, 0, 2], "a link to itself or beyond the end is none");
    }
}
