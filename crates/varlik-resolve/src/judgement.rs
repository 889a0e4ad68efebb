//! Which pairs are worth a person's judgement, and what their judgements say of a whole answer.

mod bcubed;
mod draw;
mod stratum;

use std::fmt;

use rustc_hash::FxHashMap;
use serde::Serialize;

pub use self::bcubed::BCubedEstimate;
pub(crate) use self::bcubed::{Costs, bcubed, cost};
pub(crate) use self::draw::Draw;
pub(crate) use self::stratum::{Cut, cut, shares};
use crate::evaluate::{Estimate, Interval, Stratum, estimate};
use crate::learn::LabelledPair;

/// A pair of rows that is worth a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ToJudge {
    /// One row.
    pub a: u32,
    /// The other; above `a`.
    pub b: u32,
    /// The match weight in bits.
    pub weight: f32,
    /// Whether the answer has the two in one entity.
    pub together: bool,
    /// The number of the stratum that the pair was drawn from by chance; `None` for a pair that was chosen because it is
    /// in doubt, which teaches but says nothing of how right the answer is.
    pub stratum: Option<u32>,
    /// How many pairs the stratum has; 0 without one.
    pub stratum_pairs: u64,
}

/// What judged pairs say of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Judgement {
    /// Precision, recall and the number of matches, with intervals that hold the true value in 95 of 100 samples.
    ///
    /// They are those of the pairs of rows within entities, and of all pairs that weigh -6 bits or more. Matches that
    /// blocking lost, or that weigh less, are in neither number, unless they came to stand in one entity: recall is that of what was compared.
    pub estimate: Estimate,
    /// B-cubed precision and recall, of the same pairs.
    pub bcubed: BCubedEstimate,
    /// The share of all matches that were compared at all, 0..=1, told without the judgements ([`Resolution::blocking_recall`](crate::Resolution::blocking_recall)); `None` where that is not
    /// known. The recall of the whole is about the estimated one times this.
    pub blocking_recall: Option<f64>,
    /// How many of the judged pairs were drawn by chance and so count in the estimate.
    pub drawn: usize,
    /// How many other pairs were judged: those in doubt, and those that were never in the sample.
    pub others: usize,
    /// How many of the matches among the others were never compared: a sign of what blocking loses, not a measure of it.
    pub lost: usize,
}

impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Estimate { precision, recall, .. } = self.estimate;
        let rows = [
            ("pairs     precision", precision),
            ("pairs     recall   ", recall),
            ("B-cubed   precision", Some(self.bcubed.precision)),
            ("B-cubed   recall   ", Some(self.bcubed.recall)),
        ];
        for (name, interval) in rows {
            match interval {
                Some(Interval { estimate, low, high }) => {
                    writeln!(f, "{name} {estimate:.4}  ({low:.4} to {high:.4})")?;
                }
                None => writeln!(f, "{name} not known")?,
            }
        }
        writeln!(f, "of {} pairs that were drawn by chance and judged, with intervals of 95 %", self.drawn)?;
        write!(f, "recall is that of pairs that were compared and weigh -6 bits or more")?;
        match self.blocking_recall {
            Some(share) => write!(f, "; about {:.0} % of all matches were compared", 100.0 * share),
            None => Ok(()),
        }
    }
}

/// Says how right clusters are, by pairs of a sample that were judged: what [`Resolution::judged`](crate::Resolution::judged) says, where no
/// more is left of an answer than its clusters.
///
/// `cluster_of` is the cluster of each item, by any numbers, and `sources` the source of each where only pairs of two sources
/// count, else empty. `None` where the sample was drawn from other clusters, or where a stratum has no judged pair; [`Judgement::lost`]
/// is not known, and 0.
///
/// # Example: two clusters, of which the one is wrong
/// ```
/// use varlik_resolve::{LabelledPair, ToJudge, judge_clusters};
///
/// let drawn = |a, b| ToJudge { a, b, weight: 3.0, together: true, stratum: Some(0), stratum_pairs: 2 };
/// let labels = [LabelledPair { a: 0, b: 1, same: true }, LabelledPair { a: 2, b: 3, same: false }];
/// let sample = [drawn(0, 1), drawn(2, 3)];
/// let judgement = judge_clusters(&sample, &labels, &[7, 7, 8, 8], &[]).ok_or("not known")?;
/// assert_eq!(judgement.estimate.precision.map(|precision| precision.estimate), Some(0.5));
/// assert_eq!(judgement.bcubed.precision.estimate, 0.75);
/// assert!(judge_clusters(&sample, &labels, &[7, 7, 8, 9], &[]).is_none());
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn judge_clusters(
    sample: &[ToJudge],
    labels: &[LabelledPair],
    cluster_of: &[u32],
    sources: &[u8],
) -> Option<Judgement> {
    let cluster = |item: u32| cluster_of.get(item as usize).copied();
    let is_drawn = |pair: &&ToJudge| pair.stratum.is_some();
    if sample.iter().filter(is_drawn).any(|pair| (cluster(pair.a) == cluster(pair.b)) != pair.together) {
        return None;
    }
    let mut sizes: FxHashMap<u32, Vec<u64>> = FxHashMap::default();
    for pair in sample.iter().filter(is_drawn) {
        for cluster in [cluster(pair.a), cluster(pair.b)].into_iter().flatten() {
            sizes.insert(cluster, vec![0; if sources.is_empty() { 1 } else { 256 }]);
        }
    }
    for (item, cluster) in cluster_of.iter().enumerate() {
        let source = sources.get(item).copied().unwrap_or(0);
        if let Some(slot) = sizes.get_mut(cluster).and_then(|sizes| sizes.get_mut(usize::from(source))) {
            *slot += 1;
        }
    }
    let size = |item| cluster(item).and_then(|cluster| sizes.get(&cluster)).map_or(&[][..], Vec::as_slice);
    let cost = |a, b| {
        let other = (cluster(a) != cluster(b)).then(|| size(b));
        cost(size(a), other, !sources.is_empty())
    };
    let mut labels: Vec<LabelledPair> = labels
        .iter()
        .map(|label| LabelledPair { a: label.a.min(label.b), b: label.a.max(label.b), same: label.same })
        .collect();
    labels.sort_unstable_by_key(|label| (label.a, label.b, label.same));
    labels.dedup();
    judge(sample, &labels, |_, _| true, cost, cluster_of.len())
}

/// Estimates from the pairs that were drawn by chance and judged; `None` where a stratum has none that was judged.
///
/// Both lists hold each pair once, the lower row first; `labels` are sorted. `cost` is what an error at a pair costs, in items, of
/// which there are `items`.
pub(crate) fn judge(
    sample: &[ToJudge],
    labels: &[LabelledPair],
    is_compared: impl Fn(u32, u32) -> bool,
    cost: impl Fn(u32, u32) -> f64,
    items: usize,
) -> Option<Judgement> {
    let of = |pair: &ToJudge| {
        let at = labels.binary_search_by_key(&(pair.a, pair.b), |label| (label.a, label.b)).ok()?;
        labels.get(at)
    };
    let mut strata: Vec<(u32, Stratum, Costs)> = Vec::new();
    let mut drawn: Vec<(u32, u32)> = Vec::new();
    for pair in sample {
        let Some(number) = pair.stratum else { continue };
        let at = strata.iter().position(|stratum| stratum.0 == number).unwrap_or_else(|| {
            let empty =
                Stratum { pairs: pair.stratum_pairs, judged: 0, matches: 0, predicted: pair.together };
            let costs = Costs { pairs: pair.stratum_pairs, predicted: pair.together, drawn: Vec::new() };
            strata.push((number, empty, costs));
            strata.len() - 1
        });
        let Some((_, stratum, costs)) = strata.get_mut(at) else { continue };
        let label = of(pair);
        costs.drawn.push((cost(pair.a, pair.b), label.map(|label| label.same != pair.together)));
        if let Some(label) = label {
            stratum.judged += 1;
            stratum.matches += u64::from(label.same);
            drawn.push((pair.a, pair.b));
        }
    }
    drawn.sort_unstable();
    // Sums of floats depend on their order.
    strata.sort_unstable_by_key(|stratum| stratum.0);
    let (strata, costs): (Vec<Stratum>, Vec<Costs>) =
        strata.into_iter().map(|(_, stratum, costs)| (stratum, costs)).unzip();
    let others = || labels.iter().filter(|label| drawn.binary_search(&(label.a, label.b)).is_err());
    Some(Judgement {
        estimate: estimate(&strata).filter(|_| !drawn.is_empty())?,
        bcubed: bcubed(&costs, items),
        blocking_recall: None,
        drawn: drawn.len(),
        others: others().count(),
        lost: others().filter(|label| label.same && !is_compared(label.a, label.b)).count(),
    })
}
