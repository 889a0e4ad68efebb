//! B-cubed precision and recall from a sample of judged pairs.

use serde::Serialize;

use crate::evaluate::Interval;

/// B-cubed precision and recall of a whole answer, as a judged sample tells them.
///
/// An item's precision is the share of its entity that belongs to it, its recall the share of what belongs to it that stands
/// with it; both are averaged over all items. A wrong pair within an entity of `n` items costs the average
/// `2 / n` of an item, so that precision is estimated without bias. How large the true entities are no pair tells: a
/// missed pair of entities of `n` and `m` items is taken to cost `2 / (n + m)`, as if the two were the whole. Where an
/// entity fell into more than two parts, recall is higher than said.
///
/// In a link pairs of one table are taken to be as right as those across.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BCubedEstimate {
    /// The mean precision of an item, 0..=1.
    pub precision: Interval,
    /// The mean recall of an item, 0..=1, of what was compared.
    pub recall: Interval,
}

/// What an error at a pair costs, in items: all pairs of its entities together cost what each item loses by them.
///
/// Takes how many items of each source there are in the entity of one, and in that of the other where it is another. With
/// `across`, pairs of one source are never drawn: the others stand for them.
pub(crate) fn cost(one: &[u64], other: Option<&[u64]>, across: bool) -> f64 {
    let pairs = |count: u64| count * count.saturating_sub(1) / 2;
    let n: u64 = one.iter().sum();
    let (items, all, within): (u64, u64, u64) = match other {
        None => (n, pairs(n), one.iter().copied().map(pairs).sum()),
        Some(other) => {
            let m: u64 = other.iter().sum();
            (n + m, n * m, one.iter().zip(other).map(|(x, y)| x * y).sum())
        }
    };
    let drawn = if across { all.saturating_sub(within) } else { all };
    2.0 / items.max(1) as f64 * (all as f64 / drawn.max(1) as f64)
}

/// A stratum of which some pairs were drawn.
#[derive(Debug, Clone, Default)]
pub(crate) struct Costs {
    /// How many pairs it has.
    pub(crate) pairs: u64,
    /// Whether the answer takes them for matches.
    pub(crate) predicted: bool,
    /// What an error at each drawn pair costs, in items, and whether it was judged to be one.
    pub(crate) drawn: Vec<(f64, Option<bool>)>,
}

impl Costs {
    /// What the errors of the stratum cost together, in items.
    fn lost(&self) -> Interval {
        let count = self.drawn.len().max(1) as f64;
        let mean = self.drawn.iter().map(|(cost, _)| cost).sum::<f64>() / count;
        let judged = || self.drawn.iter().filter_map(|&(cost, is_error)| Some((cost, is_error?)));
        let (mut whole, mut squares, mut errors) = (0.0, 0.0, 0.0);
        for (cost, is_error) in judged() {
            whole += cost;
            squares += cost * cost;
            errors += if is_error { cost } else { 0.0 };
        }
        if whole <= 0.0 {
            return Interval { estimate: 0.0, low: 0.0, high: 0.0 };
        }
        // Pairs of unlike weight tell as much as fewer of like weight (Kish, "Survey Sampling", 1965, 11.7).
        let alike = whole * whole / squares;
        let share = Interval::of_share(errors / whole, alike, judged().count() as u64, self.pairs);
        let all = mean * self.pairs as f64;
        Interval { estimate: all * share.estimate, low: all * share.low, high: all * share.high }
    }
}

/// Estimates B-cubed from strata of which each has a judged pair, over so many items.
///
/// The intervals of the strata are put together as those of [`estimate`](crate::estimate) are.
pub(crate) fn bcubed(strata: &[Costs], items: usize) -> BCubedEstimate {
    let kept = |predicted: bool| {
        let (mut lost, mut below, mut above) = (0.0, 0.0, 0.0);
        for stratum in strata.iter().filter(|stratum| stratum.predicted == predicted) {
            let own = stratum.lost();
            lost += own.estimate;
            below += (own.estimate - own.low).powi(2);
            above += (own.high - own.estimate).powi(2);
        }
        let items = items.max(1) as f64;
        let share = |lost: f64| (1.0 - lost / items).clamp(0.0, 1.0);
        Interval { estimate: share(lost), low: share(lost + above.sqrt()), high: share(lost - below.sqrt()) }
    };
    BCubedEstimate { precision: kept(true), recall: kept(false) }
}
