//! The match weight of a pair: what was learnt, what labels taught beside it, and the rules.

use crate::latent::Weights;
use crate::level::MOST_LEVELS;
use crate::pattern::Pattern;
use crate::prepared::{Prepared, Scratch};
use crate::recalibration::Scale;
use crate::rule::Rules;

/// All that a match weight is made of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scoring {
    pub(crate) weights: Weights,
    pub(crate) scale: Option<Scale>,
    pub(crate) rules: Rules,
}

/// The parts of a match weight, in bits: they and what each comparison says sum to it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Parts {
    pub(crate) prior: f32,
    pub(crate) dependence: f32,
    /// The weight before the rules.
    pub(crate) weight: f32,
}

impl Scoring {
    /// The match weight in bits of a pair that a pass brought; `rarity` is that of each comparison.
    pub(crate) fn weight(&self, pass: usize, pattern: Pattern, rarity: &[f32]) -> f32 {
        let weight = match &self.scale {
            None => self.weights.weight(pass, pattern, rarity),
            Some(_) => self.parts(pass, pattern, rarity, |_, _, _| {}).weight,
        };
        self.rules.apply(pattern, weight)
    }

    /// The weight before the rules, part by part; `each` is told the bits and the bits of rarity of each comparison.
    pub(crate) fn parts(
        &self,
        pass: usize,
        pattern: Pattern,
        rarity: &[f32],
        mut each: impl FnMut(usize, f32, f32),
    ) -> Parts {
        let whole = self.weights.weight(pass, pattern, rarity);
        let (prior, against) = self.weights.base(pass);
        let mut plain = prior;
        let mut scaled = 0.0;
        for comparison in 0..self.weights.comparisons() {
            let bits = self.weights.level_bits(against, comparison, pattern.level(comparison));
            let rare = rarity.get(comparison).copied().unwrap_or(0.0);
            plain += bits + rare;
            let factor = self.scale.as_ref().map_or(1.0, |scale| scale.comparison(comparison));
            each(comparison, factor * bits, factor * rare);
            scaled += factor * (bits + rare);
        }
        let dependence = whole - plain;
        match &self.scale {
            None => Parts { prior, dependence, weight: whole },
            Some(scale) => {
                let prior = scale.offset + prior;
                Parts { prior, dependence, weight: prior + scaled + dependence }
            }
        }
    }
}

/// The weight in bits below which a pair is no edge: one in 64.
pub(crate) const LOWEST_EDGE: f32 = -6.0;

/// What becomes of a candidate pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Outcome {
    /// It weighs so many bits, [`LOWEST_EDGE`] or more.
    Edge(f32),
    /// It would be an edge had a rule not forbidden it.
    Forbidden,
    /// It weighs too little.
    Nothing,
}

/// Weighs candidate pairs, those that cannot reach the lowest edge by a glance only.
#[derive(Debug)]
pub(crate) struct PairScorer<'s> {
    prepared: &'s Prepared,
    scoring: &'s Scoring,
    /// For each pass how many bits the levels of each comparison say at most.
    gaps: Vec<(f32, Vec<[f32; MOST_LEVELS]>)>,
    /// What a pair weighs at least by a glance.
    lowest: f32,
}

impl<'s> PairScorer<'s> {
    /// `passes` is the number of passes that pairs come by.
    pub(crate) fn new(prepared: &'s Prepared, scoring: &'s Scoring, passes: usize) -> Self {
        let gaps = (0..passes).map(|pass| scoring.weights.gaps(pass)).collect();
        // What a pair weighs at most is known before labels and rules have spoken.
        let lowest = match (&scoring.scale, scoring.rules.raise()) {
            (_, true) => f32::NEG_INFINITY,
            (Some(_), _) => 2.0 * LOWEST_EDGE,
            (None, _) => LOWEST_EDGE,
        };
        Self { prepared, scoring, gaps, lowest }
    }

    pub(crate) fn weigh(&self, pass: usize, a: u32, b: u32, scratch: &mut Scratch) -> Outcome {
        if self.gaps.get(pass).is_some_and(|gaps| self.prepared.bound(gaps, a, b) < self.lowest) {
            return Outcome::Nothing;
        }
        let pattern = self.prepared.compare(a, b, scratch);
        let Scoring { rules, .. } = self.scoring;
        let weight = self.scoring.weight(pass, pattern, &scratch.rarity);
        if weight >= LOWEST_EDGE {
            return Outcome::Edge(weight);
        }
        let is_forbidden = rules.can_forbid() && rules.forbid(pattern);
        if is_forbidden
            && self.scoring.parts(pass, pattern, &scratch.rarity, |_, _, _| {}).weight >= LOWEST_EDGE
        {
            return Outcome::Forbidden;
        }
        Outcome::Nothing
    }
}
