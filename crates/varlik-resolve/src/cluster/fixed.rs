//! Weights as whole numbers: sums of them do not depend on the order in which they are taken.

/// How many steps make one bit.
const STEPS: f32 = 65_536.0;

/// The most a pair may say for or against, in bits: beyond it a single pair would drown what all others say.
const MOST_BITS: f32 = 12.0;

/// How many bits above [`MOST_BITS`] count for one, up to one more: so that of two clear pairs the clearer comes first,
/// where only one may.
const BITS_BEYOND: f32 = 64.0;

/// The weight of a pair above the threshold, clipped; `missing` where it is no number.
pub(super) fn steps(weight: f32, threshold: f32, missing: i32) -> i32 {
    let above = weight - threshold;
    if above.is_nan() {
        return missing;
    }
    let beyond = ((above - MOST_BITS) / BITS_BEYOND).clamp(0.0, 1.0);
    ((above.clamp(-MOST_BITS, MOST_BITS) + beyond) * STEPS).round() as i32
}

/// How much a node has to say, from the best of its weights: 16 for each bit that its best pair is above the threshold,
/// at least half a bit and at most what a pair may say.
///
/// A record with few fields filled fits many a little; it must not speak for their being one.
pub(super) fn say(best: i32) -> i64 {
    (f64::from(best) / f64::from(STEPS) * 16.0).round().clamp(8.0, f64::from(MOST_BITS) * 16.0) as i64
}

/// The mean in bits of weights that are summed with a share each; what is not `known` of all shares weighs `missing`.
pub(super) fn mean_bits(sum: i64, known: i64, missing: i32, all: i64) -> f64 {
    (sum as f64 + (all - known) as f64 * f64::from(missing)) / (all as f64 * f64::from(STEPS))
}

/// Steps as bits.
pub(super) fn bits(steps: i64) -> f64 {
    steps as f64 / f64::from(STEPS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_clipped_and_shifted_and_no_number_is_missing() {
        assert_eq!(steps(3.0, 1.0, 0), steps(2.0, 0.0, 0));
        assert_eq!(steps(900.0, 0.0, 0), steps(76.0, 0.0, 0));
        assert!(
            steps(40.0, 0.0, 0) > steps(30.0, 0.0, 0) && steps(900.0, 0.0, 0) < steps(12.0, 0.0, 0) * 10 / 9
        );
        assert_eq!(steps(f32::NEG_INFINITY, 0.0, 0), steps(-12.0, 0.0, 0));
        assert_eq!(steps(f32::NAN, 0.0, -7), -7);
    }

    #[test]
    fn what_is_missing_counts_in_the_mean() {
        let three = i64::from(steps(3.0, 0.0, 0));
        let close = |found: f64, want: f64| (found - want).abs() < 1e-9;
        assert!(close(mean_bits(three * 2, 2, 0, 2), 3.0));
        assert!(close(mean_bits(three * 2, 2, steps(-1.0, 0.0, 0), 4), 1.0));
        assert!(close(bits(three), 3.0));
    }

    #[test]
    fn a_node_without_a_good_pair_has_little_to_say() {
        assert_eq!([12.0, 4.0, 0.0, -9.0].map(|best| say(steps(best, 0.0, 0))), [192, 64, 8, 8]);
    }
}
