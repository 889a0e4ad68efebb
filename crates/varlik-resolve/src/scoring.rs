//! The match weight of a pair: what was learnt, what labels taught beside it, and the rules.

use crate::latent::Weights;
use crate::pattern::Pattern;
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
