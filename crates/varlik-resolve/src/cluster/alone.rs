//! Items left alone between two sources that hold each entity once: whose counterparts are nearly all found.

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;

use super::parts::Each;
use super::{Constraints, Entities, ScoredPair, number, probability};

/// The most bits by which the odds of a pair rise.
const MOST_BITS: f32 = 5.0;

/// Items without a counterpart that are taken to be there beside those of the smaller source: few items tell little.
const UNSEEN: f64 = 4.0;

/// How often the share of items with a counterpart is told anew.
const ROUNDS: usize = 8;

/// Joins items that are alone with one another where most others have found their counterparts.
///
/// Weights take pairs one by one. Between two sources that hold each entity at most once a pair of which neither
/// item has a partner is likelier than its weight says: what its items share most with is taken. If nine in ten items of the
/// smaller source have a counterpart, an item that is left has one with odds of about nine to one, and the odds of its pairs
/// rise as much, the best first; where less than half have one, nothing is joined. This is the prior of the item by the others
/// (H. Robbins, "An empirical Bayes approach to statistics", 1956), told from the answer itself.
pub(crate) fn join_alone(
    found: Entities,
    each: Each<'_>,
    constraints: &Constraints,
    threshold_bits: f32,
) -> Entities {
    let Some(mut left) = Left::of(&found, constraints) else { return found };
    let mut pairs = left.pairs(each, constraints, threshold_bits - MOST_BITS);
    pairs.sort_unstable_by(|x, y| y.weight.total_cmp(&x.weight).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut joined = Entities::default();
    let mut before = 0.0;
    for _ in 0..ROUNDS {
        let raised = left.bits();
        if raised <= before {
            break;
        }
        before = raised;
        for pair in pairs.iter().filter(|pair| pair.weight + raised > threshold_bits) {
            if left.is_alone(pair.a) && left.is_alone(pair.b) {
                let confidence = probability(f64::from(pair.weight + raised));
                left.take(pair, confidence);
                joined.push([pair.a, pair.b], confidence, Some(*pair));
            }
        }
    }
    if joined.is_empty() {
        return found;
    }
    let count = left.is_alone.len();
    let mut kept = Entities::default();
    for entity in found.iter().filter(|entity| entity.members.len() > 1) {
        kept.push(entity.members.iter().copied(), entity.confidence, entity.weakest);
    }
    number(count, &|node| left.is_alone(node), &[kept, joined])
}

/// What clustering has left alone.
struct Left {
    is_alone: Vec<bool>,
    /// How many items the smaller source has, and how many of them have a counterpart, by the confidence of their entities.
    items: f64,
    matched: f64,
}

impl Left {
    /// None where there are not two sources that hold each entity once.
    fn of(found: &Entities, constraints: &Constraints) -> Option<Self> {
        let (sources, unique) = (&constraints.sources, constraints.unique);
        let mut counts = [0_usize; 2];
        for &source in sources {
            *counts.get_mut(usize::from(source))? += 1;
        }
        if unique & 3 != 3 {
            return None;
        }
        let mut is_alone = vec![false; sources.len()];
        let mut matched = 0.0;
        for entity in found.iter() {
            match entity.members {
                [only] => *is_alone.get_mut(*only as usize)? = true,
                _ => matched += f64::from(entity.confidence),
            }
        }
        let items = counts.iter().copied().min()?;
        Some(Self { is_alone, items: items as f64, matched })
    }

    fn is_alone(&self, item: u32) -> bool {
        self.is_alone.get(item as usize).copied().unwrap_or(false)
    }

    /// The pairs of items that are alone and may be one, above a weight.
    fn pairs(&self, each: Each<'_>, constraints: &Constraints, lowest: f32) -> Vec<ScoredPair> {
        let apart = constraints.cannot.iter().map(|&(a, b)| (a.min(b), a.max(b)));
        let apart: HashSet<(u32, u32), FxBuildHasher> = apart.collect();
        let source = |item: u32| constraints.sources.get(item as usize);
        let may_be_one = |pair: &ScoredPair| {
            let (one, other) = (constraints.identity(pair.a), constraints.identity(pair.b));
            source(pair.a) != source(pair.b)
                && (one == 0 || other == 0 || one == other)
                && !apart.contains(&(pair.a.min(pair.b), pair.a.max(pair.b)))
        };
        let mut pairs = Vec::new();
        each(&mut |pair| {
            if pair.weight > lowest && self.is_alone(pair.a) && self.is_alone(pair.b) && may_be_one(pair) {
                pairs.push(*pair);
            }
        });
        pairs
    }

    /// By how many bits the odds of a pair of items that are alone rise.
    fn bits(&self) -> f32 {
        let share = self.matched / (self.items + UNSEEN);
        if share <= 0.5 { 0.0 } else { ((share / (1.0 - share).max(1e-9)).log2() as f32).min(MOST_BITS) }
    }

    fn take(&mut self, pair: &ScoredPair, confidence: f32) {
        for item in [pair.a, pair.b] {
            if let Some(slot) = self.is_alone.get_mut(item as usize) {
                *slot = false;
            }
        }
        self.matched += f64::from(confidence);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::{ClusterOptions, cluster_items};

    /// Two sources of `items` items, of which the first `sure` have a sure counterpart and the next one a pair of `weight`.
    fn joined(items: u32, sure: u32, weight: f32, unique: u64, cannot: &[(u32, u32)]) -> (bool, f32) {
        let constraints = Constraints {
            sources: (0..2 * items).map(|item| u8::from(item >= items)).collect(),
            unique,
            cannot: cannot.to_vec(),
            ..Constraints::default()
        };
        let weight_of = |item| if item < sure { 9.0 } else { weight };
        let mut pairs: Vec<ScoredPair> =
            (0..=sure).map(|a| ScoredPair { a, b: items + a, weight: weight_of(a) }).collect();
        // Of somebody whose counterpart is found; it speaks louder.
        pairs.push(ScoredPair { a: sure, b: items, weight: -0.1 });
        let found =
            cluster_items(2 * items as usize, &pairs, &|_, _| -9.0, &constraints, &ClusterOptions::default());
        let each = |visit: &mut dyn FnMut(&ScoredPair)| pairs.iter().for_each(visit);
        let found = join_alone(found.unwrap(), &each, &constraints, 0.0);
        let of = found.cluster_of();
        let entity = found.get(of[sure as usize]).unwrap();
        assert!(entity.members == [sure, items + sure] || entity.members == [sure]);
        assert_eq!(found.iter().map(|entity| entity.members.len()).sum::<usize>(), 2 * items as usize);
        (entity.members.len() == 2, entity.confidence)
    }

    #[test]
    fn who_is_left_where_nearly_all_are_found_belongs_together() {
        for (items, sure, weight, unique, cannot, want) in [
            (100, 95, -1.5, 3, &[][..], true),
            (100, 95, -4.8, 3, &[], false),
            (100, 60, -0.4, 3, &[], true),
            (100, 60, -1.5, 3, &[], false),
            (100, 40, -0.4, 3, &[], false),
            (3, 2, -0.4, 3, &[], false),
            (100, 95, -1.5, 1, &[], false),
            (100, 95, -1.5, 3, &[(195, 95)], false),
        ] {
            let found = joined(items, sure, weight, unique, cannot);
            assert_eq!(found.0, want, "{items} {sure} {weight} {unique} {cannot:?}");
            assert!(!want || (0.5..0.95).contains(&found.1), "{}", found.1);
        }
    }
}
