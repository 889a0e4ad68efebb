//! How right an answer is: clusters, scored pairs and candidate pairs beside what is known to be true.
//!
//! [`Truth`] says what is known: the true cluster of each item, the true pairs, or pairs that somebody judged.
//! [`evaluate_clusters`] and [`evaluate_pairs`] compare an answer with it, [`curve`] does so at every threshold, and
//! [`blocking_recall`] tells what was lost before anything was scored. Where the truth is known of a sample alone,
//! [`estimate`] gives precision and recall with their intervals.
//!
//! Every function is linear in pairs and items but for sorting, counts the pairs inside clusters without listing them,
//! and gives the same numbers whatever the order of items, pairs and labels.

mod blocking;
mod closure;
mod curve;
mod interval;
mod partition;
mod scores;
mod strata;
mod truth;

pub use blocking::{BlockingRecall, blocking_recall};
pub use closure::best_threshold;
pub use curve::{CurvePoint, curve};
pub use interval::Interval;
pub use scores::{BCubed, ClusterCounts, PrecisionRecall, Scores};
pub use strata::{Estimate, Stratum, estimate};
pub use truth::Truth;

use closure::Judged;

/// Compares clusters with the truth.
///
/// `cluster_of` is the cluster of each item, by any numbers. Items behind its end are clusters of their own; items that
/// the truth does not know are left out.
///
/// # Example: one item too many
/// ```
/// use varlik_resolve::{Truth, evaluate_clusters};
///
/// let truth = Truth::clusters(&[0, 0, 0, 1]);
/// let scores = evaluate_clusters(&[5, 5, 5, 5], &truth);
/// assert_eq!((scores.pairs.true_positives, scores.pairs.predicted, scores.pairs.actual), (3, 6, 3));
/// assert_eq!((scores.pairs.precision(), scores.pairs.recall()), (0.5, 1.0));
/// assert_eq!(scores.clusters.map(|clusters| clusters.exactly_right), Some(0));
/// ```
#[must_use]
pub fn evaluate_clusters(cluster_of: &[u32], truth: &Truth) -> Scores {
    let (clusters, bcubed) = truth.compare_partition(cluster_of).unzip();
    let pairs = truth.compare_within(cluster_of);
    Scores { pairs, closed: pairs, bcubed, clusters }
}

/// Compares the pairs that score at least `threshold` with the truth.
///
/// [`Scores::pairs`] are those of the pairs as they stand; all else is of the clusters that they close to, one following
/// from another. A pair that comes twice counts once, by its best score; pairs of an item with
/// itself, without a score (NaN), or of which the truth says nothing are left out.
///
/// # Example: the chain joins what the pairs do not
/// ```
/// use varlik_resolve::{Truth, evaluate_pairs};
///
/// let truth = Truth::clusters(&[0, 0, 0]);
/// let scores = evaluate_pairs(&[(0, 1, 0.9), (2, 1, 0.8), (0, 2, 0.1)], &truth, 0.5);
/// assert_eq!((scores.pairs.true_positives, scores.closed.true_positives, scores.pairs.actual), (2, 3, 3));
/// assert_eq!(scores.bcubed.map(|bcubed| bcubed.recall), Some(1.0));
/// ```
#[must_use]
pub fn evaluate_pairs(pairs: &[(u32, u32, f32)], truth: &Truth, threshold: f32) -> Scores {
    Judged::new(pairs, truth).scores(threshold)
}

#[cfg(test)]
mod tests;
