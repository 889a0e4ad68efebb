//! What is known to be true.

use super::partition::{count_pairs, dense};
use super::scores::{BCubed, ClusterCounts, PrecisionRecall, share};
use crate::forest::Forest;

/// What is known to be true of the items, numbered from 0.
///
/// # Example: two lists, of which only pairs across count
/// ```
/// use varlik_resolve::Truth;
///
/// // Items 0 and 1 stand in one list, 2 and 3 in the other.
/// let truth = Truth::pairs(4, &[(0, 2), (1, 3)]).across(&[0, 0, 1, 1]);
/// assert_eq!(truth.is_match(0, 2), Some(true));
/// assert_eq!(truth.is_match(0, 3), Some(false));
/// assert_eq!(truth.is_match(0, 1), None);
/// ```
#[derive(Debug, Clone)]
pub struct Truth {
    known: Known,
    /// The source of each item where only pairs across sources count, else empty.
    sources: Vec<u8>,
    /// How many pairs are true.
    actual: u64,
}

#[derive(Debug, Clone)]
enum Known {
    /// The true cluster of each item, numbered from 0 without gaps, and how many there are.
    Clusters(Vec<u32>, usize),
    /// The true pairs, sorted; the clusters that they close to, and how many there are.
    Pairs(Vec<(u32, u32)>, Vec<u32>, usize),
    /// The judged pairs, sorted.
    Judged(Vec<(u32, u32, bool)>),
}

impl Truth {
    /// Every item has a true cluster: two items of one label are one. The labels are any numbers.
    #[must_use]
    pub fn clusters(labels: &[u32]) -> Self {
        let (labels, count) = dense(labels.iter().copied());
        Self::new(Known::Clusters(labels, count), Vec::new())
    }

    /// The pairs that are listed are true, and no others, of so many items.
    ///
    /// The true clusters, which B-cubed needs, are those the pairs close to. Pairs of an item with itself or with one that
    /// there is not are left out.
    #[must_use]
    pub fn pairs(items: usize, pairs: &[(u32, u32)]) -> Self {
        let inside = |&(a, b): &(u32, u32)| a != b && (a.max(b) as usize) < items;
        let mut pairs: Vec<(u32, u32)> =
            pairs.iter().filter(|pair| inside(pair)).map(|&(a, b)| (a.min(b), a.max(b))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self::new(Known::of_pairs(items, pairs), Vec::new())
    }

    /// Some pairs were judged, true or not; of all others nothing is known, and they do not count.
    ///
    /// A pair that was judged both ways does not count either.
    #[must_use]
    pub fn judged(pairs: &[(u32, u32, bool)]) -> Self {
        let mut pairs: Vec<(u32, u32, bool)> = pairs
            .iter()
            .filter(|(a, b, _)| a != b)
            .map(|&(a, b, is_match)| (a.min(b), a.max(b), is_match))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let agreed = pairs.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)).filter(|pair| pair.len() == 1);
        Self::new(Known::Judged(agreed.flatten().copied().collect()), Vec::new())
    }

    /// The same truth where only pairs of two different sources count, as when one table is linked with another.
    ///
    /// `sources` is the source of each item; an item behind its end is of source 0.
    #[must_use]
    pub fn across(self, sources: &[u8]) -> Self {
        let source = |item: u32| sources.get(item as usize).copied().unwrap_or(0);
        let known = match self.known {
            Known::Pairs(mut pairs, labels, _) => {
                pairs.retain(|&(a, b)| source(a) != source(b));
                Known::of_pairs(labels.len(), pairs)
            }
            Known::Judged(mut pairs) => {
                pairs.retain(|&(a, b, _)| source(a) != source(b));
                Known::Judged(pairs)
            }
            clusters @ Known::Clusters(..) => clusters,
        };
        // Never empty, since empty means that all pairs count.
        let sources = if sources.is_empty() { vec![0] } else { sources.to_vec() };
        Self::new(known, sources)
    }

    /// Whether two items are one; `None` where that is not known or does not count.
    #[must_use]
    pub fn is_match(&self, a: u32, b: u32) -> Option<bool> {
        let (a, b) = (a.min(b), a.max(b));
        if a == b || (self.is_across() && self.source(a) == self.source(b)) {
            return None;
        }
        match &self.known {
            Known::Clusters(labels, _) => Some(labels.get(a as usize)? == labels.get(b as usize)?),
            Known::Pairs(pairs, labels, _) => {
                ((b as usize) < labels.len()).then(|| pairs.binary_search(&(a, b)).is_ok())
            }
            Known::Judged(pairs) => {
                let place = pairs.binary_search_by_key(&(a, b), |&(a, b, _)| (a, b)).ok()?;
                pairs.get(place).map(|&(_, _, is_match)| is_match)
            }
        }
    }

    /// How many pairs are true.
    #[must_use]
    pub fn actual(&self) -> u64 {
        self.actual
    }

    /// How many items are known; judged pairs know those up to the last one they name.
    pub(super) fn items(&self) -> usize {
        match &self.known {
            Known::Clusters(labels, _) | Known::Pairs(_, labels, _) => labels.len(),
            Known::Judged(pairs) => pairs.iter().map(|&(_, b, _)| b as usize + 1).max().unwrap_or(0),
        }
    }

    /// Compares the pairs inside groups of items with the true ones.
    pub(super) fn compare_within(&self, groups: &[u32]) -> PrecisionRecall {
        let together = |a: u32, b: u32| matches!((groups.get(a as usize), groups.get(b as usize)), (Some(x), Some(y)) if x == y);
        let predicted = |labels: &[u32]| {
            let items =
                groups.iter().take(labels.len()).zip(0..).map(|(&group, item)| (group, self.source(item)));
            count_pairs(items, self.is_across())
        };
        let (true_positives, predicted) = match &self.known {
            Known::Clusters(labels, _) => {
                let both = groups.iter().zip(labels).zip(0..);
                let items = both.map(|((&group, &label), item)| ((group, label), self.source(item)));
                (count_pairs(items, self.is_across()), predicted(labels))
            }
            Known::Pairs(pairs, labels, _) => {
                (pairs.iter().filter(|&&(a, b)| together(a, b)).count() as u64, predicted(labels))
            }
            Known::Judged(pairs) => {
                let found = || pairs.iter().filter(|&&(a, b, _)| together(a, b));
                (found().filter(|pair| pair.2).count() as u64, found().count() as u64)
            }
        };
        PrecisionRecall { true_positives, predicted, actual: self.actual }
    }

    /// Compares groups of items with the true clusters, where those are known.
    pub(super) fn compare_partition(&self, groups: &[u32]) -> Option<(ClusterCounts, BCubed)> {
        let (labels, actual) = match &self.known {
            Known::Clusters(labels, count) | Known::Pairs(_, labels, count) => (labels, *count),
            Known::Judged(_) => return None,
        };
        // An item without a group has a number of its own, above those of all groups.
        let alone = |item: usize| (1 << u32::BITS) + item as u64;
        let (groups, predicted) =
            dense((0..labels.len()).map(|item| groups.get(item).map_or(alone(item), |&group| group.into())));
        let (group_sizes, label_sizes) = (sizes(&groups, predicted), sizes(labels, actual));
        let mut both: Vec<(u32, u32)> = groups.iter().copied().zip(labels.iter().copied()).collect();
        both.sort_unstable();
        let size = |sizes: &[u64], place: u32| sizes.get(place as usize).copied().unwrap_or(1);
        let mut overlaps: Vec<[u64; 3]> = both
            .chunk_by(|x, y| x == y)
            .filter_map(|items| {
                let &(group, label) = items.first()?;
                Some([items.len() as u64, size(&group_sizes, group), size(&label_sizes, label)])
            })
            .collect();
        // Sums of floats depend on their order, which must not be that of the items.
        overlaps.sort_unstable();
        let exactly_right =
            overlaps.iter().filter(|[both, group, label]| both == group && both == label).count();
        let counts = ClusterCounts {
            predicted: predicted as u64,
            actual: actual as u64,
            exactly_right: exactly_right as u64,
        };
        let mean = |of: fn(&[u64; 3]) -> u64| {
            let sum: f64 =
                overlaps.iter().map(|overlap| overlap[0] as f64 * share(overlap[0], of(overlap))).sum();
            if labels.is_empty() { 0.0 } else { sum / labels.len() as f64 }
        };
        Some((counts, BCubed { precision: mean(|overlap| overlap[1]), recall: mean(|overlap| overlap[2]) }))
    }

    fn new(known: Known, sources: Vec<u8>) -> Self {
        let mut truth = Self { known, sources, actual: 0 };
        truth.actual = match &truth.known {
            Known::Clusters(labels, _) => {
                let items = labels.iter().zip(0..).map(|(&label, item)| (label, truth.source(item)));
                count_pairs(items, truth.is_across())
            }
            Known::Pairs(pairs, ..) => pairs.len() as u64,
            Known::Judged(pairs) => pairs.iter().filter(|pair| pair.2).count() as u64,
        };
        truth
    }

    fn is_across(&self) -> bool {
        !self.sources.is_empty()
    }

    fn source(&self, item: u32) -> u8 {
        self.sources.get(item as usize).copied().unwrap_or(0)
    }
}

impl Known {
    fn of_pairs(items: usize, pairs: Vec<(u32, u32)>) -> Self {
        let mut forest = Forest::new(items);
        for &(a, b) in &pairs {
            forest.join(a, b);
        }
        let (labels, count) = dense(forest.roots().into_iter());
        Self::Pairs(pairs, labels, count)
    }
}

fn sizes(labels: &[u32], count: usize) -> Vec<u64> {
    let mut sizes = vec![0; count];
    for &label in labels {
        if let Some(size) = sizes.get_mut(label as usize) {
            *size += 1;
        }
    }
    sizes
}
