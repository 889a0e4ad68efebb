//! Strata of pairs that are alike in weight, and how many of each to draw.

use varlik_names::probability;

/// A run of units that are one stratum.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cut {
    /// Its units.
    pub(crate) units: std::ops::Range<usize>,
    /// Its pairs.
    pub(crate) pairs: u64,
    /// How uncertain its pairs are together: the sum of their standard deviations.
    pub(crate) doubt: f64,
}

/// The least standard deviation a pair is taken to have: that of one error in a hundred. What the model is sure of is
/// what the judgements are to test.
const LEAST_DOUBT: f64 = 0.1;

/// The standard deviation of whether a pair of so many bits is a match.
fn doubt(weight: f32) -> f64 {
    let share = f64::from(probability(weight));
    (share * (1.0 - share)).sqrt().max(LEAST_DOUBT)
}

/// Cuts units (weight in bits, number of pairs), sorted by weight, into at most `count` runs of about the same doubt.
///
/// With as many draws from each the estimate varies least (Neyman, "On the two different aspects of the representative
/// method", 1934; cut as by Dalenius and Hodges, "Minimum variance stratification", JASA 54, 1959).
pub(crate) fn cut(units: impl Iterator<Item = (f32, u64)> + Clone, count: usize) -> Vec<Cut> {
    let whole: f64 = units.clone().map(|(weight, pairs)| doubt(weight) * pairs as f64).sum();
    let part = whole / count.max(1) as f64;
    let mut cuts: Vec<(usize, Cut)> = Vec::new();
    let mut before = 0.0;
    for (at, (weight, pairs)) in units.enumerate() {
        let own = doubt(weight) * pairs as f64;
        // The run that holds the middle of what the unit adds.
        let run = ((before + own / 2.0) / part) as usize;
        before += own;
        match cuts.last_mut() {
            Some((last, cut)) if *last == run || run >= count.max(1) => {
                cut.units.end = at + 1;
                cut.pairs += pairs;
                cut.doubt += own;
            }
            _ => cuts.push((run, Cut { units: at..at + 1, pairs, doubt: own })),
        }
    }
    cuts.into_iter().map(|(_, cut)| cut).collect()
}

/// Deals draws among strata by their doubt, at least `least` to each and no more than it has pairs.
///
/// `strata` are pairs and doubt. With too few draws for all, the first are served; what is left goes to the doubtful.
pub(crate) fn shares(strata: &[(u64, f64)], draws: u64, least: u64) -> Vec<u64> {
    let mut left = draws;
    let mut counts: Vec<u64> = strata
        .iter()
        .map(|&(pairs, _)| {
            let own = least.min(pairs).min(left);
            left -= own;
            own
        })
        .collect();
    // One after the other to where the next draw is missed most, as seats are dealt by highest averages.
    while left > 0 {
        let need = |at: usize, count: u64| {
            strata.get(at).filter(|(pairs, _)| count < *pairs).map(|(_, doubt)| doubt / (count as f64 + 0.5))
        };
        let best = counts
            .iter()
            .enumerate()
            .filter_map(|(at, &count)| Some((need(at, count)?, at)))
            .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        let Some(slot) = best.and_then(|(_, at)| counts.get_mut(at)) else { break };
        *slot += 1;
        left -= 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_have_about_the_same_doubt_and_miss_no_unit() {
        let units: Vec<(f32, u64)> = (0..1_000).map(|at| (at as f32 / 100.0 - 6.0, 1 + at % 3)).collect();
        let cuts = cut(units.iter().copied(), 5);
        assert_eq!(cuts.len(), 5);
        assert_eq!(
            cuts.iter().map(|cut| cut.pairs).sum::<u64>(),
            units.iter().map(|unit| unit.1).sum::<u64>()
        );
        assert!(cuts.windows(2).all(|two| two[0].units.end == two[1].units.start));
        let mean = cuts.iter().map(|cut| cut.doubt).sum::<f64>() / 5.0;
        assert!(cuts.iter().all(|cut| (cut.doubt / mean - 1.0).abs() < 0.02), "{cuts:?}");
        assert!(cuts[2].pairs < cuts[0].pairs, "the middle is in doubt");
    }

    #[test]
    fn one_unit_of_many_pairs_is_one_stratum() {
        let cuts = cut([(3.0, 1), (9.0, 1_000_000)].into_iter(), 4);
        assert_eq!(cuts.iter().map(|cut| cut.pairs).collect::<Vec<_>>(), [1, 1_000_000]);
        assert!(cut(std::iter::empty(), 4).is_empty());
        assert_eq!(cut([(3.0, 1)].into_iter(), 0).len(), 1);
    }

    #[test]
    fn draws_are_dealt_by_doubt_and_never_beyond_the_pairs() {
        assert_eq!(shares(&[(1_000, 30.0), (1_000, 10.0)], 40, 2), [30, 10]);
        assert_eq!(shares(&[(5, 30.0), (1_000, 10.0)], 40, 2), [5, 35]);
        assert_eq!(shares(&[(5, 3.0), (4, 1.0)], 40, 2), [5, 4]);
        assert_eq!(shares(&[(1_000, 0.0), (1_000, 50.0)], 10, 3), [3, 7]);
        assert_eq!(shares(&[(9, 1.0), (9, 1.0), (9, 1.0)], 2, 1), [1, 1, 0]);
        assert!(shares(&[], 5, 2).is_empty());
    }
}
