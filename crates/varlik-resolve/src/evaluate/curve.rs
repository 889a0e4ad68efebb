//! Precision and recall at every threshold.

use serde::Serialize;

use super::closure::Judged;
use super::scores::PrecisionRecall;
use super::truth::Truth;

/// Steps of found and of true pairs at which a point of the curve is kept; with the best point and the last, at most 200.
const STEPS: u64 = 99;

/// What taking every pair with at least this score would give.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CurvePoint {
    /// The lowest score that is taken.
    pub threshold: f32,
    /// The share of the pairs taken that is true, 0..=1.
    pub precision: f64,
    /// The share of all true pairs that is taken, 0..=1.
    pub recall: f64,
    /// The harmonic mean of the two, 0..=1.
    pub f1: f64,
}

/// Returns precision and recall of scored pairs against the threshold, the lowest threshold first; at most 200 points.
///
/// Every threshold is a score that some pair has. The one of the highest F1 is among them, the highest of several; the
/// others are spread evenly over the pairs and over the true ones. Pairs are counted as by
/// [`evaluate_pairs`](super::evaluate_pairs); none gives no point.
///
/// # Example: the best threshold
/// ```
/// use varlik_resolve::{Truth, curve};
///
/// let truth = Truth::clusters(&[0, 0, 0, 1, 1]);
/// let points = curve(&[(0, 1, 0.9), (0, 2, 0.8), (2, 3, 0.4), (3, 4, 0.3)], &truth);
/// assert_eq!(points.iter().map(|point| point.threshold).collect::<Vec<_>>(), [0.3, 0.4, 0.8, 0.9]);
/// let best = points.iter().max_by(|x, y| x.f1.total_cmp(&y.f1));
/// assert_eq!(best.map(|point| (point.threshold, point.precision, point.recall)), Some((0.3, 0.75, 0.75)));
/// ```
#[must_use]
pub fn curve(pairs: &[(u32, u32, f32)], truth: &Truth) -> Vec<CurvePoint> {
    let Judged { pairs, .. } = Judged::new(pairs, truth);
    let last = PrecisionRecall {
        true_positives: pairs.iter().filter(|pair| pair.is_match).count() as u64,
        predicted: pairs.len() as u64,
        actual: truth.actual(),
    };
    // Which step a count has reached, of as many as there are.
    let step =
        |count: u64, total: u64| (u128::from(count) * u128::from(STEPS)).checked_div(u128::from(total));
    let steps = |counts: &PrecisionRecall| {
        (step(counts.true_positives, last.true_positives), step(counts.predicted, last.predicted))
    };
    let mut points = Vec::new();
    let mut counts = PrecisionRecall { actual: truth.actual(), ..PrecisionRecall::default() };
    let mut kept = steps(&counts);
    let mut best: Option<CurvePoint> = None;
    // All pairs of one score are taken together.
    for tied in pairs.chunk_by(|x, y| x.score.total_cmp(&y.score).is_eq()) {
        counts.predicted += tied.len() as u64;
        counts.true_positives += tied.iter().filter(|pair| pair.is_match).count() as u64;
        let Some(threshold) = tied.last().map(|pair| pair.score) else { continue };
        let (precision, recall, f1) = (counts.precision(), counts.recall(), counts.f1());
        let point = CurvePoint { threshold, precision, recall, f1 };
        if best.is_none_or(|best| point.f1 > best.f1) {
            best = Some(point);
        }
        if steps(&counts) != kept {
            kept = steps(&counts);
            points.push(point);
        }
    }
    points.extend(best);
    points.sort_by(|x, y| x.threshold.total_cmp(&y.threshold));
    points.dedup_by(|x, y| x.threshold.total_cmp(&y.threshold).is_eq());
    points
}
