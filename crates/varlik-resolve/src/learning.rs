//! From candidate pairs to the shares of levels: what is counted, and what random pairs look like.
#![allow(clippy::indexing_slicing, reason = "hot kernel: a level has four bits, a row sixteen places")]

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::blocking::{Share, group_of};
use crate::candidates::Stride;
use crate::keys::BlockKey;
use crate::latent::{Pass, Shares};
use crate::level::MOST_LEVELS;
use crate::part::{AtHand, Whole};
use crate::pattern::Pattern;
use crate::prepared::Scratch;

/// Random pairs that are compared.
const RANDOM_PAIRS: u64 = 50_000;

/// Pairs of a pass that are enough to learn from.
const ENOUGH: f64 = 10_000.0;

/// The most pairs of rows that one pair of items counts for.
const MOST_ROWS: f64 = 20.0;

type Counts = FxHashMap<(u8, Pattern), f64>;

/// Of how many pairs of a pass one is counted.
pub(crate) fn stride(pairs: f64) -> Stride {
    (pairs / ENOUGH).max(1.0) as u64
}

/// Counted patterns, each with the pass that brought its pairs.
#[derive(Debug, Default)]
pub(crate) struct Patterns(Counts);

impl Patterns {
    /// Counts the agreement patterns of the candidate pairs at hand, of a sample of each pass: one in `strides`.
    pub(crate) fn count(
        &mut self,
        at_hand: &AtHand<'_>,
        strides: &(dyn Fn(usize) -> Stride + Sync),
        goes_on: &(dyn Fn(usize, usize) -> bool + Sync),
    ) {
        let prepared = at_hand.prepared();
        let counted = at_hand.candidates().fold(
            prepared,
            strides,
            Counts::default,
            |counts, scratch, pass, a, b| {
                let pairs = (f64::from(prepared.rows(a)) * f64::from(prepared.rows(b))).min(MOST_ROWS);
                let pattern = prepared.compare(a, b, scratch);
                *counts.entry((pass as u8, pattern)).or_default() += pairs * strides(pass) as f64;
            },
            goes_on,
        );
        // Numbers of pairs are whole, so that their sums do not depend on the order.
        for (pattern, pairs) in counted.into_iter().flatten() {
            *self.0.entry(pattern).or_default() += pairs;
        }
    }

    /// Counts the pairs of rows that say the same, of some items.
    pub(crate) fn count_doubled(&mut self, at_hand: &AtHand<'_>, nodes: &[u32]) {
        let mut scratch = Scratch::default();
        for &node in nodes {
            let rows = f64::from(at_hand.prepared().rows(at_hand.local(node)));
            let pass = at_hand.pass_of(node, node);
            let pattern = at_hand.compare(node, node, &mut scratch);
            *self.0.entry((pass as u8, pattern)).or_default() += (rows * (rows - 1.0) / 2.0).min(MOST_ROWS);
        }
    }

    /// The patterns of each pass.
    pub(crate) fn into_passes(self, whole: Whole<'_>) -> Vec<Pass> {
        let mut sorted: Vec<((u8, Pattern), f64)> = self.0.into_iter().collect();
        sorted.sort_unstable_by_key(|pattern| pattern.0);
        let texts = whole.prepared.comparisons.iter().enumerate();
        let texts = texts.filter(|(_, comparison)| comparison.texts().is_some());
        let forced = whole.candidates.blocks.keys.passes.iter().map(|pass| pass.comparisons.clone());
        let forced = forced.chain([texts.map(|(at, _)| at).collect(), Vec::new()]);
        let mut passes: Vec<Pass> = forced.map(|forced| Pass { forced, patterns: Vec::new() }).collect();
        for ((pass, pattern), pairs) in sorted {
            if let Some(pass) = passes.get_mut(usize::from(pass)) {
                pass.patterns.push((pattern, pairs));
            }
        }
        passes
    }
}

/// Counts the agreement patterns of the candidate pairs of each pass, of a sample where there are many.
///
/// `sampled` are the items of that sample by shares of the blocks, where not all are ready to be compared.
pub(crate) fn count(
    whole: Whole<'_>,
    sampled: &[(Share, u32)],
    goes_on: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Vec<Pass> {
    let Whole { prepared, candidates, parts } = whole;
    let mut strides: Vec<u64> = candidates.blocks.pairs().into_iter().map(stride).collect();
    strides.push((prepared.near.len() as f64 * 5.0 / ENOUGH).max(1.0) as u64);
    let stride = |pass: usize| strides.get(pass).copied().unwrap_or(1);
    let mut patterns = Patterns::default();
    if parts.is_none() {
        patterns.count(&whole.at_hand([]), &stride, goes_on);
    } else {
        let mut left = sampled;
        while let Some(&(first, _)) = left.first() {
            // As many shares of the blocks at a time as there is room for.
            let mut end = left.partition_point(|own| own.0 == first);
            while let Some(&(next, _)) = left.get(end) {
                let more = left.partition_point(|own| own.0 <= next);
                if more > whole.most() {
                    break;
                }
                end = more;
            }
            let (own, rest) = left.split_at(end);
            let keys = &candidates.blocks.keys;
            let is_own = |block: BlockKey| {
                let share = (keys.pass(block) as u8, group_of(block.key) as u8);
                own.binary_search_by_key(&share, |own| own.0).is_ok()
            };
            let at_hand = whole.with_own(own.iter().map(|own| own.1), is_own);
            patterns.count(&at_hand, &stride, goes_on);
            left = rest;
            if !goes_on(sampled.len() - left.len(), sampled.len()) {
                break;
            }
        }
    }
    if !prepared.across {
        let doubled: Vec<u32> =
            (0..prepared.items.len() as u32).filter(|&node| prepared.rows(node) > 1).collect();
        for some in doubled.chunks(whole.most()) {
            patterns.count_doubled(&whole.at_hand(some.iter().copied()), some);
        }
    }
    patterns.into_passes(whole)
}

/// The shares of the levels of each comparison among random pairs.
///
/// Sampled, and for exact agreement counted over the whole tables of values; levels that no sampled pair has get a
/// little.
pub(crate) fn random(whole: Whole<'_>, seed: u64) -> Vec<Shares> {
    let prepared = whole.prepared;
    let levels = prepared.levels();
    let count = prepared.items.len() as u64;
    let draws = if count < 2 { 0 } else { RANDOM_PAIRS.min(count.saturating_mul(count - 1)) };
    let chunks: Vec<u64> = (0..draws.div_ceil(CHUNK)).collect();
    let at_once = (whole.most() / (2 * CHUNK as usize)).max(1);
    let mut parts: Vec<Vec<Shares>> = Vec::with_capacity(chunks.len());
    for chunks in chunks.chunks(at_once) {
        let draws = |chunk: u64| chunk * CHUNK..((chunk + 1) * CHUNK).min(draws);
        let pairs = chunks.iter().flat_map(|&chunk| draws(chunk)).map(|draw| random_pair(seed, draw, count));
        let at_hand = whole.at_hand(pairs.flat_map(|(a, b)| [a, b]));
        let counted = chunks.par_iter().map(|&chunk| {
            let mut sums = vec![[0.0; MOST_LEVELS]; levels.len()];
            let mut scratch = Scratch::remembering();
            for draw in draws(chunk) {
                let (a, b) = random_pair(seed, draw, count);
                if a == b || !prepared.may_meet(a, b) {
                    continue;
                }
                let pattern = at_hand.compare(a, b, &mut scratch);
                for (at, row) in sums.iter_mut().enumerate() {
                    row[usize::from(pattern.level(at)) % MOST_LEVELS] += 1.0;
                }
            }
            sums
        });
        parts.par_extend(counted);
    }
    let mut sums = vec![[0.0; MOST_LEVELS]; levels.len()];
    for part in parts {
        for (slot, pairs) in sums.iter_mut().flatten().zip(part.into_iter().flatten()) {
            *slot += pairs;
        }
    }
    sums.iter()
        .zip(&levels)
        .enumerate()
        .map(|(at, (row, levels))| {
            let last = levels.count() - 1;
            let total: f64 = row.iter().skip(1).sum();
            let mut shares = [0.0; MOST_LEVELS];
            for (level, (slot, pairs)) in shares.iter_mut().zip(row).enumerate().take(last + 1).skip(1) {
                // One pair more, nearly always in conflict.
                let expected = if level == last { 0.9 } else { UNSEEN / (last - 1) as f64 };
                *slot = (pairs + expected) / (total + 1.0);
            }
            if let Some(comparison) = prepared.comparisons.get(at) {
                let pairs = (count * count.saturating_sub(1) / 2) as f64;
                let expected = EXPECTED * f64::from(levels.chance);
                shares[1] =
                    ((pairs * f64::from(comparison.coincidence()) + expected) / (pairs + EXPECTED)).max(1e-7);
            }
            let sum: f64 = shares.iter().sum();
            shares.map(|share| share / sum)
        })
        .collect()
}

/// Random pairs that one thread compares at a time.
const CHUNK: u64 = 4096;

/// How many pairs the chance of exact agreement that is expected of a kind of field is worth.
const EXPECTED: f64 = 1_000.0;

/// Takes the matches out of the shares among random pairs, of which they are a `part`.
///
/// In a small table with many duplicates most random pairs with one address of mail are matches: what random pairs say
/// of chance agreement is told too high otherwise.
pub(crate) fn without_matches(random: &[Shares], matching: &[Shares], part: f64) -> Vec<Shares> {
    let rows = random.iter().zip(matching).map(|(random, matching)| {
        let mut shares = *random;
        for (share, matching) in shares.iter_mut().zip(matching) {
            // At least a tenth stays: the part is known no better.
            *share = (*share - part * matching).max(*share * 0.1);
        }
        let sum: f64 = shares.iter().sum();
        shares.map(|share| share / sum)
    });
    rows.collect()
}

/// How much of one pair the levels share that were never met.
const UNSEEN: f64 = 0.02;

/// The pair of a draw: always the same for a seed.
fn random_pair(seed: u64, draw: u64, count: u64) -> (u32, u32) {
    let mix = |number: u64| {
        let z = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let state = mix(seed.wrapping_add(draw.wrapping_mul(0xD134_2543_DE82_EF95)));
    let (one, two) = (mix(state.wrapping_add(1)), mix(state.wrapping_add(0x9E37_79B9_7F4A_7C15)));
    ((one % count) as u32, (two % count) as u32)
}
