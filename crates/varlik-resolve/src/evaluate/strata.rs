//! Precision and recall from a sample of judged pairs.

use serde::Serialize;

use super::interval::Interval;

/// Pairs of like score of which some were drawn by chance and judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stratum {
    /// All pairs of the stratum.
    pub pairs: u64,
    /// Those that were drawn, each with the same chance and none twice, and judged; pairs that were chosen for another
    /// reason, such as doubt, must not be counted here.
    pub judged: u64,
    /// Those that were judged to be matches.
    pub matches: u64,
    /// Whether the answer takes the pairs of the stratum for matches.
    pub predicted: bool,
}

/// What a judged sample says of a whole answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// How many pairs of all strata are true.
    pub matches: Interval,
    /// The share of the predicted pairs that are true, 0..=1; `None` where none is predicted.
    pub precision: Option<Interval>,
    /// The share of the true pairs of all strata that are predicted, 0..=1; `None` where no match was seen and all
    /// might be none. Pairs that no stratum holds, as those that blocking lost, are not among them.
    pub recall: Option<Interval>,
}

/// Estimates precision and recall from judged strata; `None` if a stratum with pairs has none judged.
///
/// The estimates are those of stratified sampling: each judged pair stands for as many as its stratum has for each judged
/// one, which is its inverse chance to be drawn (Horvitz and Thompson, "A generalization of sampling without
/// replacement", JASA 47, 1952; Cochran, "Sampling Techniques", 1977, 5.3), so they are unbiased however the sample is
/// spread over the strata. The intervals come from those of each stratum ([`Interval::wilson_drawn`]): for sums by
/// the squares of their arms (Zou, Huang and Zhang, "A note on confidence interval estimation for a linear function of
/// binomial proportions", Computational Statistics & Data Analysis 53, 2009), for recall, the share of one sum in
/// two, by the same for ratios (Donner and Zou, "Closed-form confidence intervals for functions of the normal mean and
/// standard deviation", Statistical Methods in Medical Research 21, 2012).
///
/// # Example: a hundred judged above the threshold and a hundred below
/// ```
/// use varlik_resolve::{Stratum, estimate};
///
/// let found = Stratum { pairs: 1_000, judged: 100, matches: 95, predicted: true };
/// let passed_over = Stratum { pairs: 2_000, judged: 100, matches: 5, predicted: false };
/// let estimate = estimate(&[found, passed_over]).ok_or("nothing was judged")?;
/// let (precision, recall) = (estimate.precision.ok_or("none")?, estimate.recall.ok_or("none")?);
/// assert_eq!(precision.estimate, 0.95);
/// assert!((recall.estimate - 950.0 / 1_050.0).abs() < 1e-12);
/// assert!(precision.low > 0.88 && recall.low > 0.8 && recall.high < 0.97);
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn estimate(strata: &[Stratum]) -> Option<Estimate> {
    let held = || strata.iter().filter(|stratum| stratum.pairs > 0);
    if held().any(|stratum| stratum.judged == 0) {
        return None;
    }
    let (found, passed_over) =
        (matches_of(held().filter(|stratum| stratum.predicted)), matches_of(held().filter(|s| !s.predicted)));
    let predicted: u64 = held().filter(|stratum| stratum.predicted).map(|stratum| stratum.pairs).sum();
    let precision = (predicted > 0).then(|| {
        let share = |count: f64| (count / predicted as f64).clamp(0.0, 1.0);
        Interval { estimate: share(found.estimate), low: share(found.low), high: share(found.high) }
    });
    Some(Estimate { matches: matches_of(held()), precision, recall: share_of(found, passed_over) })
}

/// The number of matches in strata.
fn matches_of<'s>(strata: impl Iterator<Item = &'s Stratum>) -> Interval {
    let (mut estimate, mut below, mut above) = (0.0, 0.0, 0.0);
    for stratum in strata {
        let pairs = stratum.pairs as f64;
        let judged = stratum.judged.min(stratum.pairs);
        let share = Interval::wilson_drawn(stratum.matches, judged, stratum.pairs);
        estimate += pairs * share.estimate;
        below += (pairs * (share.estimate - share.low)).powi(2);
        above += (pairs * (share.high - share.estimate)).powi(2);
    }
    Interval { estimate, low: (estimate - below.sqrt()).max(0.0), high: estimate + above.sqrt() }
}

/// The share of one number in the sum of two that were estimated apart.
fn share_of(part: Interval, rest: Interval) -> Option<Interval> {
    if part.high + rest.high <= 0.0 || part.estimate + rest.estimate <= 0.0 {
        return None;
    }
    let estimate = part.estimate / (part.estimate + rest.estimate);
    // A share is low where its part is low or the rest is high: the ends of the ratio of the two.
    let low = 1.0 - share_at_most(rest, part);
    let high = share_at_most(part, rest);
    Some(Interval { estimate, low: low.clamp(0.0, estimate), high: high.clamp(estimate, 1.0) })
}

/// The upper end of `part / (part + rest)`: that of the ratio `part / rest`, turned into a share.
fn share_at_most(part: Interval, rest: Interval) -> f64 {
    // Donner and Zou's upper end of a ratio; it has none where the lower part may be 0.
    let below = rest.low * (2.0 * rest.estimate - rest.low);
    if below <= 0.0 {
        return 1.0;
    }
    let product = part.estimate * rest.estimate;
    let above = part.high * (2.0 * part.estimate - part.high);
    let ratio = (product + (product * product - above * below).max(0.0).sqrt()) / below;
    ratio / (1.0 + ratio)
}
