//! Where a match begins.

/// F1 of taking the pairs whose probability is at least the threshold.
pub(super) fn f1(scored: &[(f32, bool)], threshold: f32) -> f32 {
    let (mut taken, mut right, mut all) = (0_u32, 0_u32, 0_u32);
    for &(probability, yes) in scored {
        let is_taken = probability >= threshold;
        taken += u32::from(is_taken);
        all += u32::from(yes);
        right += u32::from(is_taken && yes);
    }
    2.0 * right as f32 / (taken + all).max(1) as f32
}

/// The best F1 that any threshold has.
pub(super) fn best_f1(scored: &[(f32, bool)]) -> f32 {
    let mut sorted = scored.to_vec();
    sorted.sort_unstable_by(|x, y| y.0.total_cmp(&x.0));
    let all = sorted.iter().filter(|(_, yes)| *yes).count() as u32;
    let (mut best, mut taken, mut right) = (0.0_f32, 0_u32, 0_u32);
    for equal in sorted.chunk_by(|x, y| x.0.total_cmp(&y.0).is_eq()) {
        taken += equal.len() as u32;
        right += equal.iter().filter(|(_, yes)| *yes).count() as u32;
        best = best.max(2.0 * right as f32 / (taken + all).max(1) as f32);
    }
    best
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "a share of the same counts is the same number")]
mod tests {
    use super::*;

    const SCORED: [(f32, bool); 5] = [(0.9, true), (0.6, false), (0.8, true), (0.6, true), (0.1, false)];

    #[test]
    fn f1_counts_what_is_taken_and_what_is_missed() {
        assert_eq!(f1(&SCORED, 0.5), 6.0 / 7.0);
        assert_eq!(f1(&SCORED, 0.7), 0.8);
        assert_eq!((f1(&SCORED, 0.95), f1(&[], 0.5)), (0.0, 0.0));
    }

    #[test]
    fn equal_probabilities_are_taken_together() {
        assert_eq!(best_f1(&SCORED), 6.0 / 7.0);
        assert_eq!(best_f1(&[(0.5, true), (0.5, false)]), 2.0 / 3.0);
        assert_eq!(best_f1(&[(0.5, false)]), 0.0);
    }
}
