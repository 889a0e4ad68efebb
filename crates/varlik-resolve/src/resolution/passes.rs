//! How the candidate pairs were found, what they weigh, and how many were never looked at.

use super::Resolution;
use crate::candidates::Candidates;
use crate::prepared::Prepared;

/// What one way of blocking brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PassSummary {
    /// What the items of one block have in common: the names of fields, or `near texts`.
    pub name: String,
    /// How many blocks of two items or more there are; 0 for near texts, which need none.
    pub blocks: u64,
    /// How many pairs they hold; one of several blocks is counted in each.
    pub pairs: u64,
    /// How many of those no smaller block holds: they were compared on its account.
    pub new_pairs: u64,
}

/// The edges within one bit of match weight.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WeightBin {
    /// The lowest weight of the bin, in bits; the next bin begins one bit higher.
    pub from: f32,
    /// How many edges there are.
    pub edges: u64,
}

/// Edges that are looked at to estimate what blocking missed.
const SAMPLED: usize = 200_000;

/// Links below which nothing is estimated.
const FEWEST: usize = 20;

/// Weights beyond this many bits stand in the last bin.
const MOST_BITS: f32 = 512.0;

impl Resolution {
    /// The ways by which pairs became candidates, those that brought none left out.
    ///
    /// Items that say the same are one item here: their pairs need no blocking.
    #[must_use]
    pub fn passes(&self) -> Vec<PassSummary> {
        let blocks = &self.candidates.blocks;
        let mut passes: Vec<PassSummary> = (0..=self.candidates.near_pass())
            .map(|pass| PassSummary {
                name: self.pass_name(pass),
                new_pairs: self.compared.get(pass).copied().unwrap_or(0),
                ..PassSummary::default()
            })
            .collect();
        if self.parts.is_some() {
            // Members are not held; how many there were was counted. A link is never resolved so.
            for (number, pass) in passes.iter_mut().enumerate() {
                (pass.pairs, pass.blocks) = blocks.size(number);
            }
        }
        for block in 0..blocks.len() {
            let pairs = self.pairs_among(blocks.members(block));
            if let Some(pass) = passes.get_mut(usize::from(blocks.pass(block))).filter(|_| pairs > 0) {
                pass.blocks += 1;
                pass.pairs += pairs;
            }
        }
        if let Some(pass) = passes.last_mut() {
            let near = |of: u32| self.prepared.near.of(of);
            pass.pairs = (0..self.prepared.near.len() as u32)
                .map(|a| near(a).iter().filter(|&&b| b > a || !near(b).contains(&a)).count() as u64)
                .sum();
        }
        passes.retain(|pass| pass.pairs > 0);
        passes
    }

    /// How many pairs of items were compared.
    #[must_use]
    pub fn compared_pairs(&self) -> u64 {
        self.compared.iter().sum()
    }

    /// The share of the true pairs that some way of blocking finds, 0..=1, estimated without labels; none where there are
    /// too few links to tell.
    ///
    /// Capture and recapture: each link was found in one way or in several, and from how many were found once (f₁) and
    /// twice (f₂) follows how many were found in no way: at least f₁(f₁ − 1) / 2(f₂ + 1) (A. Chao, "Estimating the
    /// population size for capture-recapture data with unequal catchability", Biometrics 43, 1987). Ways that look at the
    /// same field count once, for they miss the same pairs. True pairs that agree in nothing are beyond any such estimate,
    /// and ways are never quite independent: on sets with a known truth it says .88 for .85, .97 for .99, .99 for 1.00.
    /// It is 1 where all pairs were compared.
    #[must_use]
    pub fn blocking_recall(&self) -> Option<f64> {
        let threshold = self.threshold_bits();
        let mut links = 0;
        self.edges.each(&mut |pair| links += usize::from(pair.weight > threshold));
        if self.candidates.blocks.keys.passes.iter().any(|pass| pass.comparisons.is_empty()) {
            return Some(1.0);
        }
        if links < FEWEST {
            return None;
        }
        let fields = self.fields_of_passes();
        let (mut once, mut twice) = (0.0_f64, 0.0_f64);
        let mut sample: Vec<(u32, u32)> = Vec::new();
        let (step, mut link) = (links.div_ceil(SAMPLED), 0_usize);
        self.edges.each(&mut |pair| {
            if pair.weight <= threshold {
                return;
            }
            link += 1;
            if (link - 1).is_multiple_of(step) {
                sample.push((pair.a, pair.b));
            }
        });
        self.whole().in_turn(
            &sample,
            |&(a, b)| [a, b],
            |at_hand, &(a, b)| match ways(
                at_hand.prepared(),
                at_hand.candidates(),
                at_hand.local(a),
                at_hand.local(b),
                &fields,
            ) {
                0 | 1 => once += 1.0,
                2 => twice += 1.0,
                _ => {}
            },
        );
        let all = sample.len() as f64;
        let missed = once * (once - 1.0).max(0.0) / (2.0 * (twice + 1.0));
        Some(all / (all + missed))
    }

    /// The edges by their weights, a bin for each bit from the lowest to the highest.
    #[must_use]
    pub fn histogram(&self) -> Vec<WeightBin> {
        let mut counts = vec![0_u64; 2 * MOST_BITS as usize];
        self.each_weight(|weight, edges| {
            let place = (weight.floor() + MOST_BITS).clamp(0.0, 2.0 * MOST_BITS - 1.0) as usize;
            if let Some(count) = counts.get_mut(place) {
                *count += edges;
            }
        });
        let first = counts.iter().position(|&count| count > 0).unwrap_or(counts.len());
        let last = counts.iter().rposition(|&count| count > 0).map_or(first, |last| last + 1);
        let bins = counts.iter().enumerate().take(last).skip(first);
        bins.map(|(place, &edges)| WeightBin { from: place as f32 - MOST_BITS, edges }).collect()
    }

    /// How many edges weigh more than the threshold.
    #[must_use]
    pub fn link_count(&self) -> u64 {
        let threshold = self.threshold_bits();
        let mut links = 0;
        self.each_weight(|weight, edges| links += if weight > threshold { edges } else { 0 });
        links
    }

    /// Visits the weights of all edges, with how many have each.
    fn each_weight(&self, mut visit: impl FnMut(f32, u64)) {
        self.edges.each(&mut |pair| visit(pair.weight, 1));
        if self.prepared.across {
            return;
        }
        for &(node, weight) in &self.doubled {
            visit(weight, self.members.of(node).len() as u64 - 1);
        }
    }

    /// The pairs of some items that may be one.
    fn pairs_among(&self, items: &[u32]) -> u64 {
        let pairs = |count: u64| count * count.saturating_sub(1) / 2;
        let all = pairs(items.len() as u64);
        if !self.prepared.across {
            return all;
        }
        let mut of_source = [0_u64; 256];
        for &item in items {
            if let Some(count) = of_source.get_mut(usize::from(self.prepared.items.source(item))) {
                *count += 1;
            }
        }
        all - of_source.iter().map(|&count| pairs(count)).sum::<u64>()
    }

    /// The comparisons that each pass looks at, a bit for each.
    fn fields_of_passes(&self) -> Vec<u64> {
        let bits = |pass: &crate::keys::KeyPass| {
            pass.comparisons.iter().fold(0, |bits, field| bits | 1 << (field % 64))
        };
        self.candidates.blocks.keys.passes.iter().map(bits).collect()
    }
}

/// In how many ways a pair was found that have no field in common; those of single fields come first.
fn ways(prepared: &Prepared, candidates: &Candidates, a: u32, b: u32, fields: &[u64]) -> usize {
    let blocks = &candidates.blocks;
    let (mut ways, mut taken) = (0, 0_u64);
    let near = &prepared.near;
    if near.has(a, b) || near.has(b, a) {
        ways += 1;
    }
    let mut passes = 0_u64;
    let (mut left, mut right) = (blocks.of(a).iter().peekable(), blocks.of(b).iter().peekable());
    while let (Some(&x), Some(&y)) = (left.peek(), right.peek()) {
        if x == y {
            passes |= 1 << (blocks.pass(*x as usize) % 64);
        }
        if x <= y {
            left.next();
        }
        if y <= x {
            right.next();
        }
    }
    for (pass, &own) in fields.iter().enumerate().take(64) {
        if passes >> pass & 1 == 1 && own & taken == 0 {
            taken |= own;
            ways += 1;
        }
    }
    ways
}
