//! Clustering where the pairs are too many to be held.

use super::{ClusterOptions, Constraints, Contradiction, Entities, ScoredPair, cluster_while, number};
use crate::forest::Forest;

/// Visits all pairs.
pub(super) type Each<'e> = &'e dyn Fn(&mut dyn FnMut(&ScoredPair));

/// Makes what weighs pairs of some items, which are given.
pub(crate) type Weigher<'w> =
    &'w dyn Fn(&mut dyn Iterator<Item = u32>) -> Box<dyn Fn(u32, u32) -> f32 + Sync + 'w>;

/// As [`cluster_items`](super::cluster_items), for pairs that `each` visits as often as it is asked.
///
/// What hangs together is told first; then come as many components at a time as have `most` pairs together. The pairs of
/// one component are always held. `weigher` is asked for the items of those components before any two of them are weighed.
pub(crate) fn cluster_parts(
    count: usize,
    each: Each<'_>,
    most: usize,
    weigher: Weigher<'_>,
    constraints: &Constraints,
    options: &ClusterOptions,
    goes_on: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Result<Option<Entities>, Contradiction> {
    let parts = Parts::new(count, each, most, constraints, options);
    let mut found: Vec<Entities> = Vec::with_capacity(parts.count as usize);
    let mut is_placed = vec![false; count];
    for part in 0..parts.count {
        let mut pairs = Vec::new();
        each(&mut |pair| {
            if parts.of_pair(pair) == Some(part) {
                pairs.push(*pair);
            }
        });
        // Parts are told in one count.
        let goes_on = |done: usize, whole: usize| {
            goes_on(part as usize * whole + done, parts.count as usize * whole.max(1))
        };
        let weigh = weigher(&mut parts.nodes(part));
        let Some(all) = cluster_while(count, &pairs, &weigh, constraints, options, &goes_on)? else {
            return Ok(None);
        };
        let mut own = Entities::default();
        for entity in all.iter().filter(|entity| entity.members.len() > 1) {
            // Items that must be one are joined in every part, but only in their own with their pairs.
            if entity.members.first().and_then(|&first| parts.of(first)) == Some(part) {
                own.push(entity.members.iter().copied(), entity.confidence, entity.weakest);
                for &member in entity.members {
                    if let Some(slot) = is_placed.get_mut(member as usize) {
                        *slot = true;
                    }
                }
            }
        }
        found.push(own);
    }
    let is_alone = |node: u32| !is_placed.get(node as usize).copied().unwrap_or(false);
    Ok(Some(number(count, &is_alone, &found)))
}

/// Which components are taken together.
struct Parts {
    /// The lowest node that each hangs together with.
    roots: Vec<u32>,
    /// Whether others have each as their root.
    has_others: Vec<bool>,
    /// The part of each root.
    of_root: Vec<u32>,
    count: u32,
}

impl Parts {
    fn new(
        count: usize,
        each: Each<'_>,
        most: usize,
        constraints: &Constraints,
        options: &ClusterOptions,
    ) -> Self {
        let mut forest = Forest::new(count);
        each(&mut |pair| {
            if pair.weight > options.threshold_bits {
                forest.join(pair.a, pair.b);
            }
        });
        for &(a, b) in &constraints.must {
            forest.join(a, b);
        }
        let roots = forest.roots();
        drop(forest);
        let mut has_others = vec![false; count];
        for (node, &root) in (0..).zip(&roots) {
            if let Some(slot) = has_others.get_mut(root as usize).filter(|_| node != root) {
                *slot = true;
            }
        }
        let mut own = Self { roots, has_others, of_root: vec![0; count], count: 1 };
        let mut pairs = vec![0_u32; count];
        each(&mut |pair| {
            if let Some(count) = own.root_of(pair).and_then(|root| pairs.get_mut(root as usize)) {
                *count = count.saturating_add(1);
            }
        });
        let mut sum = 0;
        for (slot, pairs) in own.of_root.iter_mut().zip(pairs) {
            let pairs = pairs as usize;
            if sum > 0 && sum + pairs > most {
                own.count += 1;
                sum = 0;
            }
            sum += pairs;
            *slot = own.count - 1;
        }
        own
    }

    /// The items of a part that hang together with others.
    fn nodes(&self, part: u32) -> impl Iterator<Item = u32> {
        let nodes = (0..).zip(&self.roots);
        nodes
            .filter(move |&(node, &root)| self.is_joined(node, root) && self.of(node) == Some(part))
            .map(|it| it.0)
    }

    fn is_joined(&self, node: u32, root: u32) -> bool {
        node != root || self.has_others.get(node as usize).copied().unwrap_or(false)
    }

    fn root(&self, node: u32) -> Option<u32> {
        self.roots.get(node as usize).copied()
    }

    /// The root of both items of a pair, where they hang together.
    fn root_of(&self, pair: &ScoredPair) -> Option<u32> {
        self.root(pair.a).filter(|&root| self.root(pair.b) == Some(root))
    }

    fn of(&self, node: u32) -> Option<u32> {
        self.of_root.get(self.root(node)? as usize).copied()
    }

    fn of_pair(&self, pair: &ScoredPair) -> Option<u32> {
        self.of_root.get(self.root_of(pair)? as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::cluster_items;
    use super::*;

    fn weigh(a: u32, b: u32) -> f32 {
        (a * 7 + b * 3) as f32 % 9.0 - 5.0
    }

    proptest! {
        #[test]
        fn parts_give_the_clusters_of_the_whole(
            pairs in prop::collection::vec((0_u32..60, 0_u32..60, -5.0_f32..9.0), 0..120),
            must in prop::collection::vec((0_u32..60, 0_u32..60), 0..4),
            most in 1_usize..40,
        ) {
            let pairs: Vec<ScoredPair> =
                pairs.into_iter().map(|(a, b, weight)| ScoredPair { a, b, weight }).collect();
            let constraints = Constraints { must, ..Constraints::default() };
            let options = ClusterOptions::default();
            let whole = cluster_items(60, &pairs, &weigh, &constraints, &options).unwrap();
            let each = |visit: &mut dyn FnMut(&ScoredPair)| pairs.iter().for_each(visit);
            // A pair of items that were not asked for weighs nothing at all.
            let weigher = |nodes: &mut dyn Iterator<Item = u32>| -> Box<dyn Fn(u32, u32) -> f32 + Sync> {
                let own: Vec<u32> = nodes.collect();
                Box::new(move |a, b| if own.contains(&a) && own.contains(&b) { weigh(a, b) } else { f32::NAN })
            };
            let parts =
                cluster_parts(60, &each, most, &weigher, &constraints, &options, &|_, _| true).unwrap();
            prop_assert_eq!(parts, Some(whole));
        }
    }

    #[test]
    fn a_part_holds_no_more_pairs_than_it_may_unless_they_are_one_component() {
        let pairs = [(0, 1), (2, 3), (3, 4), (2, 4), (5, 6), (7, 8), (0, 8)].map(|(a, b)| ScoredPair {
            a,
            b,
            weight: if (a, b) == (0, 8) { -1.0 } else { 1.0 },
        });
        let each = |visit: &mut dyn FnMut(&ScoredPair)| pairs.iter().for_each(visit);
        let parts = Parts::new(9, &each, 2, &Constraints::default(), &ClusterOptions::default());
        let of: Vec<_> = pairs.iter().map(|pair| parts.of_pair(pair)).collect();
        assert_eq!(of, [Some(0), Some(1), Some(1), Some(1), Some(2), Some(2), None]);
        assert_eq!(parts.count, 3);
    }
}
