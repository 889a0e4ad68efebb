//! What labels say of how much each comparison is worth: a factor for the bits of each.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Factors, not negative, that the bits of comparisons are multiplied with, and bits that are added to all pairs.
///
/// They are learnt from labelled pairs (logistic regression that is held near 1 by how much pairs that it has not seen
/// ask for), so that an explanation still sums to the weight, and more agreement never says less.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recalibration {
    /// Bits added to every pair.
    pub offset: f32,
    /// The factor of each comparison; 1 for those that are not named.
    pub comparisons: BTreeMap<String, f32>,
}

/// The same, for comparisons by number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    pub(crate) offset: f32,
    comparisons: Vec<f32>,
}

/// A labelled pair, and whether it is a match.
#[derive(Debug, Clone)]
pub(crate) struct Taught {
    /// The bits that no comparison says, which have no factor: prior and dependence.
    ///
    /// With factors for these too the labels of 50,000 historical records fit as well, and F1 of the clusters fell from
    /// .937 to .861; without, it rises to .951.
    pub(crate) base: f64,
    /// The bits of each comparison.
    pub(crate) bits: Vec<f64>,
    pub(crate) same: bool,
}

/// How strongly factors are held near 1: as much as so many bits squared of a pair in full doubt.
const HOLDS: [f64; 4] = [2.0, 10.0, 50.0, 250.0];

/// How strongly the offset is held near 0.
const HOLD_OFFSET: f64 = 0.1;

/// Parts into which labels are dealt to see whether what is learnt from them helps.
const FOLDS: usize = 5;

/// By how much the log likelihood of all pairs not seen must grow, in nats, for the labels to have taught anything.
const LEAST_GAIN: f64 = 2.0;

/// Labels of each sort from which factors are learnt.
const LEAST: usize = 100;

/// Rounds over all factors.
const ROUNDS: usize = 60;

impl Recalibration {
    /// The factors by the numbers of comparisons.
    pub(crate) fn scale(&self, names: &[String]) -> Scale {
        let factor = |name: &String| self.comparisons.get(name).copied().unwrap_or(1.0);
        Scale { offset: self.offset, comparisons: names.iter().map(factor).collect() }
    }

    /// Learns factors from labelled pairs; `None` where they are too few or pairs not seen would fare no better.
    pub(crate) fn learn(taught: &[Taught], names: &[String]) -> Option<Self> {
        let matches = taught.iter().filter(|pair| pair.same).count();
        if matches.min(taught.len() - matches) < LEAST {
            return None;
        }
        let start = Factors::new(taught.first()?.bits.len());
        let plain = start.judged(taught.iter());
        let fold_of = folds(taught);
        let unseen = HOLDS.map(|hold| {
            let parts = (0..FOLDS).map(|fold| {
                let part = |inside: bool| {
                    let of_fold = move |(_, own): &(&Taught, &usize)| (**own == fold) == inside;
                    taught.iter().zip(&fold_of).filter(of_fold).map(|pair| pair.0)
                };
                let seen: Vec<&Taught> = part(false).collect();
                Factors::fit(&seen, start.factors.len(), hold).judged(part(true))
            });
            parts.fold((0.0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
        });
        let (hold, (likelihood, wrong)) =
            HOLDS.into_iter().zip(unseen).max_by(|x, y| x.1.0.total_cmp(&y.1.0))?;
        if likelihood < plain.0 + LEAST_GAIN || wrong >= plain.1 {
            return None;
        }
        let all: Vec<&Taught> = taught.iter().collect();
        let Factors { offset, factors } = Factors::fit(&all, start.factors.len(), hold);
        let factor = |at: usize| factors.get(at).map_or(1.0, |&factor| factor as f32);
        Some(Self {
            offset: offset as f32,
            comparisons: names.iter().enumerate().map(|(at, name)| (name.clone(), factor(at))).collect(),
        })
    }
}

/// Deals labels into parts, matches and others alike.
fn folds(taught: &[Taught]) -> Vec<usize> {
    let mut counts = [0, 0];
    let deal = |pair: &Taught| {
        let count = if pair.same { &mut counts[0] } else { &mut counts[1] };
        *count += 1;
        *count % FOLDS
    };
    taught.iter().map(deal).collect()
}

impl Scale {
    /// The factor of a comparison.
    pub(crate) fn comparison(&self, at: usize) -> f32 {
        self.comparisons.get(at).copied().unwrap_or(1.0)
    }
}

/// Factors of the comparisons while they are learnt.
#[derive(Debug, Clone)]
struct Factors {
    offset: f64,
    factors: Vec<f64>,
}

impl Factors {
    fn new(count: usize) -> Self {
        Self { offset: 0.0, factors: vec![1.0; count] }
    }

    fn bits(&self, pair: &Taught) -> f64 {
        pair.base
            + self.offset
            + self.factors.iter().zip(&pair.bits).map(|(factor, bits)| factor * bits).sum::<f64>()
    }

    /// The natural logarithm of the probability of what was said of a pair, at worst that of one error in 2^20.
    fn log_likelihood(&self, pair: &Taught) -> f64 {
        let bits = if pair.same { self.bits(pair) } else { -self.bits(pair) };
        -(1.0 + (-bits.clamp(-20.0, 20.0)).exp2()).ln()
    }

    /// The log likelihood of what was said of pairs, and how many the factors would put on the wrong side.
    fn judged<'t>(&self, pairs: impl Iterator<Item = &'t Taught>) -> (f64, usize) {
        pairs.fold((0.0, 0), |(sum, wrong), pair| {
            let is_wrong = (self.bits(pair) > 0.0) != pair.same;
            (sum + self.log_likelihood(pair), wrong + usize::from(is_wrong))
        })
    }

    /// Maximises the likelihood less the holds, one factor after the other by Newton's step, none below 0.
    fn fit(taught: &[&Taught], count: usize, hold: f64) -> Self {
        const LN_2: f64 = std::f64::consts::LN_2;
        let mut own = Self::new(count);
        let mut sums: Vec<f64> = taught.iter().map(|pair| own.bits(pair)).collect();
        for _ in 0..ROUNDS {
            let mut moved: f64 = 0.0;
            for at in 0..=count {
                let feature =
                    |pair: &Taught| if at == count { 1.0 } else { pair.bits.get(at).copied().unwrap_or(0.0) };
                let (mut slope, mut curve) = (0.0, 0.0);
                for (pair, sum) in taught.iter().zip(&sums) {
                    let bits = feature(pair) * LN_2;
                    let share = 1.0 / (1.0 + (-sum.clamp(-60.0, 60.0)).exp2());
                    slope += (f64::from(u8::from(pair.same)) - share) * bits;
                    // At least a little, so that no step is endless where all is certain.
                    curve += (share * (1.0 - share)).max(1e-3) * bits * bits;
                }
                let (slot, middle, pull) = match own.factors.get_mut(at) {
                    Some(factor) => (factor, 1.0, hold * LN_2 * LN_2 / 4.0),
                    None => (&mut own.offset, 0.0, HOLD_OFFSET * LN_2 * LN_2 / 4.0),
                };
                let step = (slope - pull * (*slot - middle)) / (curve + pull);
                let least = if at == count { f64::NEG_INFINITY } else { 0.0 };
                let next = (*slot + step.clamp(-1.0, 1.0)).max(least);
                let step = next - *slot;
                *slot = next;
                moved = moved.max(step.abs());
                for (pair, sum) in taught.iter().zip(&mut sums) {
                    *sum += step * feature(pair);
                }
            }
            if moved < 1e-5 {
                break;
            }
        }
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judgement::Draw;

    /// Pairs of two comparisons whose bits are worth so much of what they say.
    fn taught(worth: [f64; 2], count: u64) -> Vec<Taught> {
        let mut draw = Draw::new(11, 0);
        let pairs = (0..count).map(|_| {
            let bits = [0, 1].map(|_| draw.below(1_200) as f64 / 100.0 - 6.0).to_vec();
            let weight = worth[0] * bits[0] + worth[1] * bits[1];
            let share = 1.0 / (1.0 + (-weight).exp2());
            Taught { base: 0.0, bits, same: (draw.below(1 << 20) as f64) < share * f64::from(1 << 20) }
        });
        pairs.collect()
    }

    fn names() -> Vec<String> {
        ["name", "town"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_comparison_that_boasts_is_scaled_down() {
        let learnt = Recalibration::learn(&taught([1.0, 0.2], 2_000), &names()).unwrap();
        assert!((learnt.comparisons["name"] - 1.0).abs() < 0.15, "{learnt:?}");
        assert!((learnt.comparisons["town"] - 0.2).abs() < 0.1, "{learnt:?}");
        assert!(learnt.offset.abs() < 0.3, "{learnt:?}");
    }

    #[test]
    fn what_is_right_stays_and_what_misleads_is_never_turned_round() {
        assert_eq!(Recalibration::learn(&taught([1.0, 1.0], 2_000), &names()), None);
        let learnt = Recalibration::learn(&taught([1.0, -0.5], 2_000), &names()).unwrap();
        assert!(learnt.comparisons["town"].abs() < f32::EPSILON, "{learnt:?}");
    }

    #[test]
    fn few_labels_or_labels_of_one_sort_teach_no_factors() {
        assert_eq!(Recalibration::learn(&taught([1.0, 0.2], 150), &names()), None);
        let mut one_sort = taught([1.0, 0.2], 2_000);
        one_sort.retain(|pair| pair.same);
        assert_eq!(Recalibration::learn(&one_sort, &names()), None);
        assert_eq!(Recalibration::learn(&[], &names()), None);
    }
}
