//! Scores made probabilities.

use serde::{Deserialize, Serialize};

/// A rising map from scores to log-odds, learnt from scores whose truth is known.
///
/// Blocks of scores whose share of yes rises (pool adjacent violators: Ayer and others 1955), each drawn a little
/// towards the share of all, and straight lines between their middles.
///
/// # Example: scores that boast
/// ```
/// use varlik_resolve::Calibration;
///
/// // Of 40 pairs with a score of 5 three in four are matches, of 40 with -5 one in four.
/// let scores: Vec<(f32, bool)> =
///     (0..80).map(|n| if n < 40 { (5.0, n % 4 != 0) } else { (-5.0, n % 4 == 0) }).collect();
/// let calibration = Calibration::fit(scores);
/// assert!((calibration.probability(5.0) - 0.75).abs() < 0.02);
/// assert!((calibration.probability(-5.0) - 0.25).abs() < 0.02);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// Score and natural log-odds of each block, both rising.
    points: Vec<(f32, f32)>,
}

/// Scores that fell into one block.
struct Block {
    scores: f64,
    count: f64,
    yes: f64,
}

impl Block {
    fn share(&self) -> f64 {
        self.yes / self.count
    }
}

/// Examples of the share of all that each block is drawn with.
const DRAWN: f64 = 1.0;

impl Calibration {
    /// Learns the map from scores and whether each is a yes. Scores that are no number are left out; from none nothing is
    /// learnt, and scores are log-odds as they are.
    #[must_use]
    pub fn fit(scores: impl IntoIterator<Item = (f32, bool)>) -> Self {
        let mut scores: Vec<(f32, bool)> =
            scores.into_iter().filter(|(score, _)| score.is_finite()).collect();
        // Among equal scores the order tells nothing: they start as one block.
        scores.sort_unstable_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        let all = scores.len() as f64;
        let share = (scores.iter().filter(|(_, yes)| *yes).count() as f64 + 1.0) / (all + 2.0);
        let mut blocks: Vec<Block> = Vec::new();
        for equal in scores.chunk_by(|x, y| x.0.total_cmp(&y.0).is_eq()) {
            let count = equal.len() as f64;
            let yes = equal.iter().filter(|(_, yes)| *yes).count() as f64;
            let mut block =
                Block { scores: equal.iter().map(|(score, _)| f64::from(*score)).sum(), count, yes };
            while let Some(last) = blocks.pop_if(|last| last.share() >= block.share()) {
                block.scores += last.scores;
                block.count += last.count;
                block.yes += last.yes;
            }
            blocks.push(block);
        }
        let points = blocks.iter().map(|block| {
            let chance = (block.yes + DRAWN * share) / (block.count + DRAWN);
            ((block.scores / block.count) as f32, (chance / (1.0 - chance)).ln() as f32)
        });
        let mut points: Vec<(f32, f32)> = points.collect();
        // Small blocks are drawn more than large ones, which may turn two of them about.
        let mut highest = f32::NEG_INFINITY;
        for (_, odds) in &mut points {
            highest = highest.max(*odds);
            *odds = highest;
        }
        Self { points }
    }

    /// Natural log-odds of a score. Beyond the scores that were learnt from, those of the outermost.
    #[must_use]
    pub fn log_odds(&self, score: f32) -> f32 {
        let after = self.points.partition_point(|(point, _)| *point < score);
        let before = after.checked_sub(1).and_then(|before| self.points.get(before));
        match (before, self.points.get(after)) {
            (None, None) => score,
            (Some((_, odds)), None) | (None, Some((_, odds))) => *odds,
            (Some((low, from)), Some((high, to))) => {
                let along = if high > low { (score - low) / (high - low) } else { 0.0 };
                from + (to - from) * along.clamp(0.0, 1.0)
            }
        }
    }

    /// Probability of a score, 0 to 1.
    #[must_use]
    pub fn probability(&self, score: f32) -> f32 {
        probability(self.log_odds(score))
    }
}

/// The probability of natural log-odds.
pub(super) fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "what is not changed is the same number")]
mod tests {
    use super::*;

    #[test]
    fn the_map_rises_where_the_shares_do_not() {
        let calibration = Calibration::fit((0..400).map(|n| {
            let score = n as f32 / 40.0 - 5.0;
            (score, if n % 10 == 0 { score < 0.0 } else { score > 0.0 })
        }));
        let mut before = 0.0;
        for step in -60..=60 {
            let probability = calibration.probability(step as f32 / 10.0);
            assert!(probability >= before && probability > 0.0 && probability < 1.0, "{step} {probability}");
            before = probability;
        }
        assert!((calibration.probability(-3.0) - 0.1).abs() < 0.05);
        assert!((calibration.probability(3.0) - 0.9).abs() < 0.05);
    }

    #[test]
    fn scores_that_are_no_number_teach_nothing() {
        let calibration = Calibration::fit([(f32::NAN, true), (f32::INFINITY, false)]);
        assert_eq!(calibration.log_odds(1.5), 1.5);
        assert_eq!(calibration, Calibration::default());
    }

    #[test]
    fn one_label_alone_never_gives_certainty() {
        let calibration = Calibration::fit((0..50).map(|n| (n as f32, true)));
        assert!(calibration.probability(60.0) < 1.0 && calibration.probability(60.0) > 0.9);
    }

    #[test]
    fn scores_that_tell_nothing_have_the_share_of_all() {
        let calibration = Calibration::fit((0..100).map(|n| (1.0, n % 4 == 0)));
        for score in [-3.0, 1.0, 3.0] {
            assert!((calibration.probability(score) - 0.25).abs() < 0.02);
        }
    }
}
