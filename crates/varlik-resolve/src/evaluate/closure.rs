//! Scored pairs, and the clusters that they close to from a threshold up.

use super::curve::curve;
use super::scores::{PrecisionRecall, Scores};
use super::truth::Truth;
use crate::forest::Forest;

/// Thresholds that are tried at once.
const TRIED: usize = 25;

/// Returns the threshold at which something about the clusters is highest, and the scores there; `None` without a pair.
///
/// `by` is what shall be high. At some 25 thresholds, spread over the pairs and over the true ones, the pairs are closed to
/// clusters; then at as many beside the best, up to its neighbours, until none is left between. A narrow peak elsewhere may
/// be missed. For the pairs as they stand, [`curve`] has the best of all.
///
/// # Example: the best clusters
/// ```
/// use varlik_resolve::{BCubed, Truth, best_threshold};
///
/// let truth = Truth::clusters(&[0, 0, 0, 1, 1]);
/// let pairs = [(0, 1, 0.9), (1, 2, 0.8), (3, 4, 0.6), (2, 3, 0.4)];
/// let (threshold, scores) = best_threshold(&pairs, &truth, |scores| scores.closed.f1()).ok_or("no pair")?;
/// assert_eq!((threshold, scores.bcubed), (0.6, Some(BCubed { precision: 1.0, recall: 1.0 })));
/// # Ok::<(), &str>(())
/// ```
pub fn best_threshold(
    pairs: &[(u32, u32, f32)],
    truth: &Truth,
    by: impl Fn(&Scores) -> f64,
) -> Option<(f32, Scores)> {
    let judged = Judged::new(pairs, truth);
    let mut candidates: Vec<f32> = curve(pairs, truth).iter().map(|point| point.threshold).collect();
    let mut tried = Vec::new();
    let mut best: Option<(f32, Scores)> = None;
    while !candidates.is_empty() {
        for &threshold in candidates.iter().step_by(candidates.len().div_ceil(TRIED)) {
            tried.push(threshold);
            let scores = judged.scores(threshold);
            if best.is_none_or(|(_, best)| by(&scores) > by(&best)) {
                best = Some((threshold, scores));
            }
        }
        let at = best?.0;
        let below = tried.iter().copied().filter(|&other| other < at).fold(f32::NEG_INFINITY, f32::max);
        let above = tried.iter().copied().filter(|&other| other > at).fold(f32::INFINITY, f32::min);
        let is_between =
            |threshold: f32| (below < threshold && threshold < at) || (at < threshold && threshold < above);
        candidates = judged.pairs.iter().map(|pair| pair.score).filter(|&score| is_between(score)).collect();
        candidates.dedup();
    }
    best
}

/// A scored pair of which the truth knows.
#[derive(Debug, Clone, Copy)]
pub(super) struct JudgedPair {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) score: f32,
    pub(super) is_match: bool,
}

/// The pairs that count, each once by its best score, the highest score first.
pub(super) struct Judged<'t> {
    pub(super) pairs: Vec<JudgedPair>,
    truth: &'t Truth,
}

impl<'t> Judged<'t> {
    pub(super) fn new(pairs: &[(u32, u32, f32)], truth: &'t Truth) -> Self {
        let mut pairs: Vec<JudgedPair> = pairs
            .iter()
            .filter(|pair| !pair.2.is_nan())
            .filter_map(|&(a, b, score)| {
                let is_match = truth.is_match(a, b)?;
                // Adding 0 makes the two zeros one, so that they tie in every order of scores.
                Some(JudgedPair { a: a.min(b), b: a.max(b), score: score + 0.0, is_match })
            })
            .collect();
        pairs.sort_unstable_by(|x, y| (x.a, x.b).cmp(&(y.a, y.b)).then(y.score.total_cmp(&x.score)));
        pairs.dedup_by_key(|pair| (pair.a, pair.b));
        pairs.sort_unstable_by(|x, y| y.score.total_cmp(&x.score));
        Self { pairs, truth }
    }

    /// Compares the pairs from a threshold up, and what they close to.
    pub(super) fn scores(&self, threshold: f32) -> Scores {
        let mut pairs = PrecisionRecall { actual: self.truth.actual(), ..PrecisionRecall::default() };
        let mut forest = Forest::new(self.truth.items());
        for pair in self.pairs.iter().take_while(|pair| pair.score >= threshold) {
            pairs.predicted += 1;
            pairs.true_positives += u64::from(pair.is_match);
            forest.join(pair.a, pair.b);
        }
        let groups = forest.roots();
        let (clusters, bcubed) = self.truth.compare_partition(&groups).unzip();
        Scores { pairs, closed: self.truth.compare_within(&groups), bcubed, clusters }
    }
}
