//! The sweeps of a batch, compiled for every processor and again for those with wider vectors.
#![allow(
    clippy::inline_always,
    reason = "a sweep is compiled for the processor of the function it is inlined into"
)]

use crate::batch::Groups;
use crate::edits::Edits;
use crate::lanes::{Group, LONGEST, Row, Word};
use crate::measure::Measure;

pub(crate) fn distances(groups: &Groups, edits: Edits, text: &[u32], limit: usize, out: &mut [u32]) {
    #[cfg(target_arch = "x86_64")]
    if wide() {
        #[allow(unsafe_code, reason = "the processor was asked")]
        // SAFETY: `wide` found every feature that the function is compiled for.
        return unsafe { distances_wide(groups, edits, text, limit, out) };
    }
    distances_plain(groups, edits, text, limit, out);
}

pub(crate) fn similarities(groups: &Groups, measure: Measure, text: &[u32], at_least: f64, out: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    if wide() {
        #[allow(unsafe_code, reason = "the processor was asked")]
        // SAFETY: `wide` found every feature that the function is compiled for.
        return unsafe { similarities_wide(groups, measure, text, at_least, out) };
    }
    similarities_plain(groups, measure, text, at_least, out);
}

/// Whether the processor has what the wide sweeps are compiled for.
#[cfg(target_arch = "x86_64")]
fn wide() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("popcnt")
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
fn distances_wide(groups: &Groups, edits: Edits, text: &[u32], limit: usize, out: &mut [u32]) {
    distances_plain(groups, edits, text, limit, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
fn similarities_wide(groups: &Groups, measure: Measure, text: &[u32], at_least: f64, out: &mut [f32]) {
    similarities_plain(groups, measure, text, at_least, out);
}

#[inline(always)]
fn distances_plain(groups: &Groups, edits: Edits, text: &[u32], limit: usize, out: &mut [u32]) {
    for group in &groups.tiny {
        group.distances(edits, text, limit, out);
    }
    for group in &groups.short {
        group.distances(edits, text, limit, out);
    }
    for group in &groups.middle {
        group.distances(edits, text, limit, out);
    }
    for group in &groups.wide {
        group.distances(edits, text, limit, out);
    }
}

#[inline(always)]
fn similarities_plain(groups: &Groups, measure: Measure, text: &[u32], at_least: f64, out: &mut [f32]) {
    each(&groups.tiny, measure, text, at_least, out);
    each(&groups.short, measure, text, at_least, out);
    each(&groups.middle, measure, text, at_least, out);
    each(&groups.wide, measure, text, at_least, out);
}

#[inline(always)]
fn each<W: Word, const L: usize>(
    groups: &[Group<W, L>],
    measure: Measure,
    text: &[u32],
    at_least: f64,
    out: &mut [f32],
) {
    if groups.is_empty() {
        return;
    }
    let kept = if measure.edits().is_none() { text.len().min(LONGEST) } else { 0 };
    let mut taken = vec![Row::ZERO; kept];
    for group in groups {
        group.similarities(measure, text, at_least, &mut taken, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Batch;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn wide_sweeps_equal_plain_ones(
            strings in proptest::collection::vec("[abcd ışЖ]{0,20}|[a-d]{0,64}", 0..150),
            query in "[a-eışЖ]{0,20}|[a-d]{0,90}",
            limit in 0_usize..30,
            at_least in 0.0..1.0,
        ) {
            let batch = Batch::new(&strings);
            let numbers = batch.numbers(&query);
            for edits in Edits::ALL {
                for limit in [limit, usize::MAX] {
                    let (mut wide, mut plain) = (vec![7; strings.len()], vec![9; strings.len()]);
                    distances(&batch.groups, edits, &numbers, limit, &mut wide);
                    distances_plain(&batch.groups, edits, &numbers, limit, &mut plain);
                    prop_assert_eq!(wide, plain);
                }
            }
            for measure in Measure::ALL {
                for at_least in [at_least, 0.0] {
                    let (mut wide, mut plain) = (vec![7.0; strings.len()], vec![9.0; strings.len()]);
                    similarities(&batch.groups, measure, &numbers, at_least, &mut wide);
                    similarities_plain(&batch.groups, measure, &numbers, at_least, &mut plain);
                    prop_assert_eq!(wide, plain);
                }
            }
        }
    }
}
