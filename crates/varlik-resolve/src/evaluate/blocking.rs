//! What was lost before anything was scored.

use serde::Serialize;

use super::scores::share;
use super::truth::Truth;
use crate::forest::Forest;

/// How much of the truth the candidate pairs hold: no scoring, however good, finds the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct BlockingRecall {
    /// Candidate pairs that count.
    pub candidates: u64,
    /// True pairs among them.
    pub found: u64,
    /// True pairs among them or joined by a chain of such: what clustering could still reach.
    pub reachable: u64,
    /// True pairs.
    pub actual: u64,
}

impl BlockingRecall {
    /// The share of the true pairs that are candidates, 0..=1.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.found, self.actual)
    }

    /// The share of the true pairs that clustering could reach through the candidates, 0..=1; at least
    /// [`recall`](Self::recall).
    #[must_use]
    pub fn reachable_recall(&self) -> f64 {
        share(self.reachable, self.actual)
    }

    /// The share of the candidates that are true, 0..=1.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.found, self.candidates)
    }
}

/// Counts the true pairs among candidate pairs, each of which comes once.
///
/// Candidates stream through: nothing is held but a number for each item.
///
/// # Example: what a chain still reaches
/// ```
/// use varlik_resolve::{Truth, blocking_recall};
///
/// let truth = Truth::clusters(&[0, 0, 0, 1, 1]);
/// let blocking = blocking_recall([(0, 1), (1, 2), (2, 3)], &truth);
/// assert_eq!((blocking.candidates, blocking.found, blocking.reachable, blocking.actual), (3, 2, 3, 4));
/// assert_eq!((blocking.recall(), blocking.reachable_recall()), (0.5, 0.75));
/// ```
#[must_use]
pub fn blocking_recall(candidates: impl IntoIterator<Item = (u32, u32)>, truth: &Truth) -> BlockingRecall {
    let mut blocking = BlockingRecall { actual: truth.actual(), ..BlockingRecall::default() };
    let mut forest = Forest::new(truth.items());
    for (a, b) in candidates {
        let Some(is_match) = truth.is_match(a, b) else { continue };
        blocking.candidates += 1;
        if is_match {
            blocking.found += 1;
            forest.join(a, b);
        }
    }
    blocking.reachable = truth.compare_within(&forest.roots()).true_positives;
    blocking
}
