use super::*;
use crate::forest::Forest;

/// Numbers that look random and are the same in every run (Steele, Lea and Flood's `SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn labels(&mut self, items: usize, most: u64) -> Vec<u32> {
        (0..items).map(|_| self.below(most) as u32 * 7).collect()
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end as u64 + 1) as usize);
        }
    }
}

fn all_pairs(items: usize) -> impl Iterator<Item = (u32, u32)> {
    (0..items as u32).flat_map(move |a| (a + 1..items as u32).map(move |b| (a, b)))
}

/// The counts by their definition, pair by pair.
fn counted(truth: &Truth, items: usize, predicted: impl Fn(u32, u32) -> bool) -> PrecisionRecall {
    let mut counts = PrecisionRecall::default();
    for (a, b) in all_pairs(items) {
        let Some(is_match) = truth.is_match(a, b) else { continue };
        counts.actual += u64::from(is_match);
        counts.predicted += u64::from(predicted(a, b));
        counts.true_positives += u64::from(is_match && predicted(a, b));
    }
    counts
}

/// B-cubed by its definition, item by item.
fn bcubed(groups: &[u32], labels: &[u32]) -> (f64, f64) {
    let items = groups.len();
    let count = |of: &dyn Fn(usize) -> bool| (0..items).filter(|&j| of(j)).count() as f64;
    let (mut precision, mut recall) = (0.0, 0.0);
    for i in 0..items {
        let both = count(&|j| groups[i] == groups[j] && labels[i] == labels[j]);
        precision += both / count(&|j| groups[i] == groups[j]);
        recall += both / count(&|j| labels[i] == labels[j]);
    }
    (precision / items as f64, recall / items as f64)
}

#[test]
fn clusters_are_scored_as_the_definitions_say() {
    let mut dice = Dice(1);
    for round in 0..60 {
        let items = 2 + dice.below(40) as usize;
        let (labels, groups) = (dice.labels(items, 1 + round / 4), dice.labels(items, 1 + round / 3));
        let sources: Vec<u8> = (0..items).map(|_| dice.below(3) as u8).collect();
        let apart = Truth::clusters(&labels);
        let across = Truth::clusters(&labels).across(&sources);
        for truth in [&apart, &across] {
            let scores = evaluate_clusters(&groups, truth);
            let together = |a: u32, b: u32| groups[a as usize] == groups[b as usize];
            assert_eq!(scores.pairs, counted(truth, items, together));
            let found = scores.bcubed.unwrap();
            let (precision, recall) = bcubed(&groups, &labels);
            assert!((found.precision - precision).abs() < 1e-12, "{} {precision}", found.precision);
            assert!((found.recall - recall).abs() < 1e-12, "{} {recall}", found.recall);
        }
    }
}

#[test]
fn a_published_example_of_b_cubed_has_its_published_numbers() {
    // Bagga and Baldwin 1998, figures 1 to 3: clusters of 5, 2 and 5; one answer joins the 2 to a 5, the other the two 5.
    let truth = Truth::clusters(&[1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3]);
    let small = evaluate_clusters(&[1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2], &truth).bcubed.unwrap();
    let large = evaluate_clusters(&[1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1], &truth).bcubed.unwrap();
    assert!((small.precision - 16.0 / 21.0).abs() < 1e-12, "{}", small.precision);
    assert!((large.precision - 7.0 / 12.0).abs() < 1e-12, "{}", large.precision);
    assert_eq!((small.recall, large.recall), (1.0, 1.0));
}

#[test]
fn clusters_count_as_right_only_when_whole() {
    let truth = Truth::clusters(&[0, 0, 1, 1, 2, 3, 3]);
    let counts = evaluate_clusters(&[4, 4, 5, 6, 7, 8, 8], &truth).clusters.unwrap();
    assert_eq!((counts.predicted, counts.actual, counts.exactly_right), (5, 4, 3));
    let counts = evaluate_clusters(&[4, 4, 4, 4, 4, 4, 4], &truth).clusters.unwrap();
    assert_eq!((counts.predicted, counts.actual, counts.exactly_right), (1, 4, 0));
}

#[test]
fn items_that_the_answer_or_the_truth_leaves_out_change_nothing_else() {
    let truth = Truth::clusters(&[0, 0, 1, 1]);
    let whole = evaluate_clusters(&[3, 3, 9, 8], &truth);
    assert_eq!(evaluate_clusters(&[3, 3], &truth), whole);
    assert_eq!(evaluate_clusters(&[3, 3, 9, 8, 3, 3], &truth), whole);
    let truth = Truth::pairs(4, &[(0, 1), (2, 3)]);
    assert_eq!(evaluate_clusters(&[3, 3, 9, 8, 3, 3], &truth), whole);
}

#[test]
fn listed_pairs_are_true_as_listed_and_their_clusters_are_closed() {
    let truth = Truth::pairs(5, &[(1, 0), (1, 2), (0, 1), (3, 3), (4, 77)]);
    assert_eq!(truth.actual(), 2);
    assert_eq!(
        (truth.is_match(0, 2), truth.is_match(2, 1), truth.is_match(4, 77)),
        (Some(false), Some(true), None)
    );
    let scores = evaluate_clusters(&[0, 0, 0, 1, 2], &truth);
    assert_eq!((scores.pairs.true_positives, scores.pairs.predicted), (2, 3));
    assert_eq!(scores.clusters.map(|clusters| clusters.exactly_right), Some(3));
    assert_eq!(scores.bcubed.map(|bcubed| bcubed.f1()), Some(1.0));
}

#[test]
fn pairs_within_a_source_count_neither_for_nor_against() {
    let sources = [0, 0, 1, 1];
    let truth = Truth::pairs(4, &[(0, 2), (1, 3), (0, 1)]).across(&sources);
    assert_eq!(truth.actual(), 2);
    let scores = evaluate_pairs(&[(0, 2, 0.9), (0, 1, 0.9), (2, 3, 0.9)], &truth, 0.5);
    assert_eq!((scores.pairs.true_positives, scores.pairs.predicted), (1, 1));
    // The two within one source join the four to one cluster.
    assert_eq!((scores.closed.true_positives, scores.closed.predicted), (1, 1));
    let clusters = evaluate_clusters(&[7, 7, 7, 7], &truth);
    assert_eq!((clusters.pairs.true_positives, clusters.pairs.predicted), (2, 4));
    assert_eq!(Truth::clusters(&[5, 5, 5]).across(&[]).actual(), 0, "all are of one source");
}

#[test]
fn judged_pairs_are_all_that_counts() {
    let judged = [(0, 1, true), (2, 1, false), (4, 5, true), (6, 7, true), (7, 6, false), (0, 1, true)];
    let truth = Truth::judged(&judged);
    assert_eq!((truth.actual(), truth.is_match(6, 7), truth.is_match(0, 2)), (2, None, None));
    let scores = evaluate_clusters(&[0, 0, 0, 0, 1, 2, 3, 3], &truth);
    assert_eq!(scores.pairs, PrecisionRecall { true_positives: 1, predicted: 2, actual: 2 });
    assert_eq!((scores.bcubed, scores.clusters), (None, None));
    let scores = evaluate_pairs(&[(5, 4, 0.9), (0, 2, 0.9), (1, 2, 0.4)], &truth, 0.5);
    assert_eq!(scores.pairs, PrecisionRecall { true_positives: 1, predicted: 1, actual: 2 });
}

#[test]
fn a_pair_counts_once_by_its_best_score() {
    let truth = Truth::clusters(&[0, 0, 1]);
    let pairs = [(0, 1, 0.2), (1, 0, 0.8), (0, 1, 0.7), (2, 2, 1.0), (0, 2, f32::NAN), (0, 9, 1.0)];
    let scores = evaluate_pairs(&pairs, &truth, 0.75);
    assert_eq!(scores.pairs, PrecisionRecall { true_positives: 1, predicted: 1, actual: 1 });
    assert_eq!(evaluate_pairs(&pairs, &truth, 0.85).pairs.predicted, 0);
    let points = curve(&pairs, &truth);
    assert_eq!(points, [CurvePoint { threshold: 0.8, precision: 1.0, recall: 1.0, f1: 1.0 }]);
}

#[test]
fn nothing_is_scored_as_nothing() {
    for truth in [Truth::clusters(&[]), Truth::pairs(0, &[]), Truth::judged(&[])] {
        let scores = evaluate_clusters(&[], &truth);
        assert_eq!((scores.pairs, scores.pairs.f1()), (PrecisionRecall::default(), 0.0));
        assert!(curve(&[(0, 1, 0.5)], &truth).is_empty());
        assert_eq!(blocking_recall([(0, 1)], &truth), BlockingRecall::default());
    }
    let alone = evaluate_clusters(&[1, 2, 3], &Truth::clusters(&[4, 5, 6]));
    assert_eq!(alone.bcubed.map(|bcubed| bcubed.f1()), Some(1.0));
    assert_eq!(alone.pairs, PrecisionRecall::default());
    assert!(alone.pairs.f1().abs() < f64::EPSILON);
}

#[test]
fn the_curve_holds_what_each_of_its_thresholds_gives_and_the_best_of_all() {
    let mut dice = Dice(2);
    for items in [5, 30, 50] {
        let labels = dice.labels(items, items as u64 / 3 + 1);
        let truth = Truth::clusters(&labels);
        let pairs: Vec<(u32, u32, f32)> = all_pairs(items)
            .map(|(a, b)| {
                let likely = if truth.is_match(a, b) == Some(true) { 400 } else { 0 };
                (a, b, (likely + dice.below(1000)) as f32 / 1400.0)
            })
            .collect();
        let points = curve(&pairs, &truth);
        assert!((1..=200).contains(&points.len()), "{}", points.len());
        assert!(points.is_sorted_by(|x, y| x.threshold < y.threshold && x.recall >= y.recall));
        for point in &points {
            let scores = evaluate_pairs(&pairs, &truth, point.threshold).pairs;
            let want = (scores.precision(), scores.recall(), scores.f1());
            assert_eq!((point.precision, point.recall, point.f1), want);
        }
        let f1 = |threshold: f32| evaluate_pairs(&pairs, &truth, threshold).pairs.f1();
        let best = pairs.iter().map(|pair| f1(pair.2)).fold(0.0, f64::max);
        assert!(points.iter().any(|point| point.f1.total_cmp(&best).is_eq()), "{best}");
        assert!(points[0].recall > 1.0 - 1e-12, "the curve goes down to the last pair");
    }
}

#[test]
fn the_best_threshold_of_the_clusters_is_found_among_thousands() {
    let mut dice = Dice(6);
    let labels = dice.labels(300, 100);
    let truth = Truth::clusters(&labels);
    let pairs: Vec<(u32, u32, f32)> = all_pairs(300)
        .filter_map(|(a, b)| {
            let is_match = truth.is_match(a, b) == Some(true);
            let score = (dice.below(100_000) + if is_match { 60_000 } else { 0 }) as f32;
            (is_match || dice.below(20) == 0).then_some((a, b, score))
        })
        .collect();
    let by = |scores: &Scores| scores.bcubed.map_or(0.0, |bcubed| bcubed.f1());
    let best = pairs.iter().map(|pair| by(&evaluate_pairs(&pairs, &truth, pair.2))).fold(0.0, f64::max);
    let (threshold, scores) = best_threshold(&pairs, &truth, by).unwrap();
    assert_eq!(scores, evaluate_pairs(&pairs, &truth, threshold));
    assert!(by(&scores) > best - 0.002, "{} {best}", by(&scores));
    assert!(best > by(&evaluate_pairs(&pairs, &truth, f32::NEG_INFINITY)) + 0.2, "the task is a task");
    assert!(best_threshold(&[], &truth, by).is_none());
}

#[test]
fn blocking_is_scored_as_the_pairs_and_their_closure_are() {
    let mut dice = Dice(3);
    for _ in 0..40 {
        let items = 2 + dice.below(30) as usize;
        let truth = Truth::clusters(&dice.labels(items, 6));
        let candidates: Vec<(u32, u32)> = all_pairs(items).filter(|_| dice.below(3) == 0).collect();
        let blocking = blocking_recall(candidates.iter().copied(), &truth);
        let counts = counted(&truth, items, |a, b| candidates.contains(&(a, b)));
        assert_eq!((blocking.found, blocking.candidates), (counts.true_positives, counts.predicted));
        assert_eq!(blocking.actual, counts.actual);
        let kept = candidates.iter().filter(|&&(a, b)| truth.is_match(a, b) == Some(true));
        let mut closed = Forest::new(items);
        kept.for_each(|&(a, b)| _ = closed.join(a, b));
        let closed = closed.roots();
        let reached = counted(&truth, items, |a, b| closed[a as usize] == closed[b as usize]);
        assert_eq!(blocking.reachable, reached.true_positives);
        assert!(blocking.reachable >= blocking.found && blocking.reachable <= blocking.actual);
    }
}

#[test]
fn no_order_and_no_numbering_changes_a_bit() {
    let mut dice = Dice(4);
    let items = 500;
    let (labels, groups) = (dice.labels(items, 90), dice.labels(items, 120));
    let mut pairs: Vec<(u32, u32, f32)> = (0..3000)
        .map(|_| (dice.below(500) as u32, dice.below(500) as u32, dice.below(50) as f32 / 50.0))
        .collect();
    let truth = Truth::clusters(&labels);
    let want =
        (evaluate_clusters(&groups, &truth), evaluate_pairs(&pairs, &truth, 0.9), curve(&pairs, &truth));
    let mut place: Vec<usize> = (0..items).collect();
    dice.shuffle(&mut place);
    let moved = |from: &[u32], number: fn(u32) -> u32| {
        let mut to = vec![0; items];
        (0..items).for_each(|item| to[place[item]] = number(from[item]));
        to
    };
    let (labels, groups) = (moved(&labels, |label| u32::MAX - label), moved(&groups, |group| group ^ 0x5555));
    dice.shuffle(&mut pairs);
    for pair in &mut pairs {
        *pair = (place[pair.1 as usize] as u32, place[pair.0 as usize] as u32, pair.2);
    }
    let truth = Truth::clusters(&labels);
    let got =
        (evaluate_clusters(&groups, &truth), evaluate_pairs(&pairs, &truth, 0.9), curve(&pairs, &truth));
    assert_eq!(got, want);
}

#[test]
fn a_cluster_of_a_million_is_counted_not_listed() {
    let items = 1_000_000;
    let truth = Truth::clusters(&vec![3; items]);
    let scores = evaluate_clusters(&vec![8; items], &truth);
    assert_eq!(scores.pairs.true_positives, 499_999_500_000);
    assert_eq!((scores.pairs.f1(), scores.bcubed.map(|bcubed| bcubed.f1())), (1.0, Some(1.0)));
    let chain = (1..items as u32).map(|item| (item - 1, item));
    assert_eq!(blocking_recall(chain, &truth).reachable, truth.actual());
}

#[test]
fn wilson_intervals_have_their_published_numbers() {
    // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 1998, table I.
    for (successes, trials, low, high) in
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
    {
        let interval = Interval::wilson(successes, trials);
        assert!((interval.low - low).abs() < 5e-5 && (interval.high - high).abs() < 5e-5, "{interval:?}");
    }
    assert_eq!(Interval::wilson(0, 0), Interval { estimate: 0.5, low: 0.0, high: 1.0 });
    assert_eq!(Interval::wilson(9, 5), Interval::wilson(5, 5));
}

#[test]
fn what_is_drawn_whole_is_known() {
    assert_eq!(Interval::wilson_drawn(3, 4, 4), Interval { estimate: 0.75, low: 0.75, high: 0.75 });
    let (most, few) = (Interval::wilson_drawn(30, 40, 50), Interval::wilson_drawn(30, 40, 1_000_000));
    assert!(few.low < most.low && most.high < few.high);
    assert!((few.low - Interval::wilson(30, 40).low).abs() < 1e-4);
    let all = [(10, 9, true), (20, 3, false)];
    let strata = all.map(|(pairs, matches, predicted)| Stratum { pairs, judged: pairs, matches, predicted });
    let estimate = estimate(&strata).unwrap();
    assert_eq!(estimate.precision, Some(Interval { estimate: 0.9, low: 0.9, high: 0.9 }));
    let recall = estimate.recall.unwrap();
    assert!((recall.low - 0.75).abs() < 1e-12 && (recall.high - 0.75).abs() < 1e-12, "{recall:?}");
}

#[test]
fn an_estimate_needs_a_judgement_of_every_stratum_with_pairs() {
    let stratum = |pairs, judged, matches, predicted| Stratum { pairs, judged, matches, predicted };
    assert_eq!(estimate(&[stratum(10, 5, 5, true), stratum(10, 0, 0, false)]), None);
    assert!(estimate(&[stratum(10, 5, 5, true), stratum(0, 0, 0, false)]).is_some());
    let none = estimate(&[]).unwrap();
    assert_eq!((none.matches.estimate, none.precision, none.recall), (0.0, None, None));
    let unseen = estimate(&[stratum(10, 5, 0, true), stratum(90, 5, 0, false)]).unwrap();
    assert_eq!(unseen.recall, None);
    let precision = unseen.precision.unwrap();
    assert!(precision.low == 0.0 && precision.high > 0.2, "{precision:?}");
    let clean = estimate(&[stratum(1_000, 50, 50, true), stratum(100_000, 50, 0, false)]).unwrap();
    let recall = clean.recall.unwrap();
    assert_eq!((recall.estimate, recall.high), (1.0, 1.0));
    assert!(recall.low < 0.2, "fifty of a hundred thousand cannot show that none is a match: {recall:?}");
}

#[test]
fn intervals_hold_the_true_value_in_95_of_100_samples() {
    // (pairs, matches, judged, predicted): bands of score as a run gives them.
    let bands =
        [(4_000, 3_960, 60, true), (800, 600, 60, true), (700, 200, 60, false), (20_000, 120, 200, false)];
    let (found, predicted, matches) = (4_560.0, 4_800.0, 4_880.0);
    let (precision, recall) = (found / predicted, found / matches);
    let mut dice = Dice(5);
    let mut held = [0; 3];
    let mut mean_precision = 0.0;
    let mut mean_matches = 0.0;
    let samples = 4_000;
    for _ in 0..samples {
        let strata = bands.map(|(pairs, matches, judged, predicted)| {
            let (mut left, mut matches_left) = (pairs, matches);
            for _ in 0..judged {
                matches_left -= u64::from(dice.below(left) < matches_left);
                left -= 1;
            }
            Stratum { pairs, judged, matches: matches - matches_left, predicted }
        });
        let estimate = estimate(&strata).unwrap();
        let intervals = [estimate.precision.unwrap(), estimate.recall.unwrap(), estimate.matches];
        for ((held, interval), truth) in held.iter_mut().zip(intervals).zip([precision, recall, matches]) {
            assert!(interval.low <= interval.estimate && interval.estimate <= interval.high);
            *held += i32::from(interval.low <= truth && truth <= interval.high);
        }
        mean_precision += intervals[0].estimate / f64::from(samples);
        mean_matches += estimate.matches.estimate / f64::from(samples);
    }
    // The number of matches hangs on a band where one in 170 is one, for which the interval is known to be wide.
    for (held, most) in held.into_iter().zip([0.97, 0.97, 0.995]) {
        let share = f64::from(held) / f64::from(samples);
        assert!((0.94..most).contains(&share), "{share}");
    }
    assert!((mean_precision - precision).abs() < 0.002, "{mean_precision} {precision}");
    assert!((mean_matches / matches - 1.0).abs() < 0.01, "{mean_matches} {matches}");
}
