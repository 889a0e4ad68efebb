//! The numbers an answer is judged by.

use serde::Serialize;

/// Counts of pairs, and the shares that follow from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct PrecisionRecall {
    /// Pairs that were found and are true.
    pub true_positives: u64,
    /// Pairs that were found.
    pub predicted: u64,
    /// Pairs that are true.
    pub actual: u64,
}

impl PrecisionRecall {
    /// The share of what was found that is true, 0..=1; 0 where nothing was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.true_positives, self.predicted)
    }

    /// The share of what is true that was found, 0..=1; 0 where nothing is true.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.true_positives, self.actual)
    }

    /// The harmonic mean of precision and recall, 0..=1.
    #[must_use]
    pub fn f1(&self) -> f64 {
        harmonic_mean(self.precision(), self.recall())
    }
}

/// Precision and recall of the clusters as the items see them: each asks who stands beside it, and all count alike.
///
/// The precision of an item is the share of its cluster that truly belongs to it, its recall the share of its true cluster
/// that stands with it, itself included; both are averaged over all items (Bagga and Baldwin, "Algorithms for scoring
/// coreference chains", LREC 1998). One wrong join of two large clusters costs pairs by the square of their sizes, but
/// B-cubed by the sizes.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct BCubed {
    /// The mean precision of an item, 0..=1.
    pub precision: f64,
    /// The mean recall of an item, 0..=1.
    pub recall: f64,
}

impl BCubed {
    /// The harmonic mean of precision and recall, 0..=1.
    #[must_use]
    pub fn f1(&self) -> f64 {
        harmonic_mean(self.precision, self.recall)
    }
}

/// Clusters, counted whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ClusterCounts {
    /// Clusters of the answer, those of one item too.
    pub predicted: u64,
    /// True clusters, those of one item too.
    pub actual: u64,
    /// Clusters of the answer that hold the very items of a true one.
    pub exactly_right: u64,
}

/// How an answer compares with the truth.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Scores {
    /// The pairs of items that are held for one.
    pub pairs: PrecisionRecall,
    /// The pairs inside the clusters: of an answer of clusters the same, of an answer of pairs those too that follow from
    /// others.
    pub closed: PrecisionRecall,
    /// The clusters as the items see them; of an answer of pairs the clusters that they close to. `None` where the truth is no more than some judged pairs.
    pub bcubed: Option<BCubed>,
    /// The clusters, counted whole; `None` where the truth is no more than some judged pairs.
    pub clusters: Option<ClusterCounts>,
}

/// A share of a whole, 0 where there is no whole.
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

pub(super) fn harmonic_mean(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}
