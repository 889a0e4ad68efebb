//! Whether a source holds each entity at most once.

use rayon::prelude::*;

use crate::candidates::Candidates;
use crate::cluster::ScoredPair;
use crate::prepared::{Prepared, Scratch};
use crate::scoring::Scoring;

/// Items of a source that are looked at.
const SAMPLED: usize = 2_000;

/// The share of items with a double in their own source, of those with a match elsewhere, up to which a source counts as
/// one without doubles.
const FEW: f64 = 0.05;

/// Judges for each source whether it holds an entity at most once; a bit for each that does. `each` visits all edges.
///
/// A source without doubles has no pair of its own items that agree as well as the better half of the pairs across
/// sources do. The reasoning is that of a reference table without duplicates (Li, Cheng, Chu, He and Chaudhuri, "Auto-FuzzyJoin", SIGMOD 2021), turned round: there it is known, here it is asked.
pub(crate) fn judge(
    prepared: &Prepared,
    candidates: &Candidates,
    scoring: &Scoring,
    each: impl FnOnce(&mut dyn FnMut(&ScoredPair)),
) -> u64 {
    let mut best = vec![f32::NEG_INFINITY; prepared.items.len()];
    each(&mut |pair| {
        for item in [pair.a, pair.b] {
            if let Some(slot) = best.get_mut(item as usize).filter(|_| pair.weight > 0.0) {
                *slot = slot.max(pair.weight);
            }
        }
    });
    let mut unique = 0;
    for source in 0..64_u8 {
        let of_source =
            (0..prepared.items.len() as u32).filter(|&item| prepared.items.source(item) == source);
        let matched: Vec<u32> =
            of_source.filter(|&item| best.get(item as usize).is_some_and(|best| *best > 0.0)).collect();
        if matched.is_empty() {
            continue;
        }
        let mut sorted: Vec<f32> =
            matched.iter().filter_map(|&item| best.get(item as usize)).copied().collect();
        sorted.sort_by(f32::total_cmp);
        let median = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
        let good: Vec<u32> = matched
            .iter()
            .copied()
            .filter(|&item| best.get(item as usize).is_some_and(|best| *best >= median))
            .collect();
        let stride = good.len().div_ceil(SAMPLED).max(1);
        let looked: Vec<u32> = good.iter().copied().step_by(stride).collect();
        let doubled: usize = looked
            .par_iter()
            .map_init(Scratch::default, |scratch, &item| {
                let again = prepared.rows(item) > 1
                    || candidates.fellows(prepared, item).into_iter().any(|other| {
                        let pattern = prepared.compare(item, other, scratch);
                        let pass = candidates.pass_of(prepared, item, other);
                        scoring.weight(pass, pattern, &scratch.rarity) >= median
                    });
                usize::from(again)
            })
            .sum();
        if doubled as f64 <= FEW * looked.len() as f64 {
            unique |= 1 << source;
        }
    }
    unique
}
