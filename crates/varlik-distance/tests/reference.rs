//! The fast distances equal slow, plain ones on random strings, and keep their laws.
#![allow(clippy::indexing_slicing, reason = "a reference written as the textbook has it")]

use proptest::prelude::*;
use varlik_distance::{
    Edits, Measure, bytes, distance_within, indel, indel_within, jaro_similarity, jaro_winkler_similarity,
    lcs, lcs_similarity, levenshtein, levenshtein_similarity, levenshtein_within, osa, osa_within,
    similarity_within,
};

/// The matrix of the textbook.
fn matrix(edits: Edits, a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut cells = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if i == 0 || j == 0 {
                cells[i][j] = i + j;
                continue;
            }
            let substitution = if edits == Edits::Indel { 2 } else { 1 };
            let change = cells[i - 1][j - 1] + if a[i - 1] == b[j - 1] { 0 } else { substitution };
            let mut best = change.min(cells[i - 1][j] + 1).min(cells[i][j - 1] + 1);
            if edits == Edits::Osa && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(cells[i - 2][j - 2] + 1);
            }
            cells[i][j] = best;
        }
    }
    cells[a.len()][b.len()]
}

/// Strings over few symbols, so that runs, swaps and long common parts occur.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ab]{0,12}",
        "[abcd]{0,70}",
        "[abşışİЖ東]{0,20}",
        "[abcşı]{60,140}",
        "[a-zA-Z ]{120,260}",
        any::<String>(),
    ]
}

/// A long string and one made of it by a few edits, swaps and moves.
fn long_pair() -> impl Strategy<Value = (String, String)> {
    let edits = proptest::collection::vec((0_usize..4, any::<prop::sample::Index>(), "[abç]"), 0..60);
    ("[abcç]{65,700}", edits).prop_map(|(a, edits)| {
        let mut b: Vec<char> = a.chars().collect();
        for (kind, place, symbol) in edits {
            let place = place.index(b.len() - 2);
            match kind {
                0 => b.insert(place, symbol.chars().next().unwrap_or('a')),
                1 if b.len() > 3 => _ = b.remove(place),
                2 => b.swap(place, place + 1),
                _ => b.rotate_left(place % 3),
            }
        }
        (a, b.into_iter().collect())
    })
}

proptest! {
    #[test]
    fn distances_equal_the_matrix(a in text(), b in text()) {
        for edits in Edits::ALL {
            prop_assert_eq!(distance_within(edits, &a, &b, usize::MAX), Some(matrix(edits, &a, &b)));
        }
        let named = [levenshtein(&a, &b), osa(&a, &b), indel(&a, &b)];
        prop_assert_eq!(named, Edits::ALL.map(|edits| matrix(edits, &a, &b)));
    }

    #[test]
    fn a_limit_only_hides_greater_distances(a in text(), b in text(), limit in 0_usize..40) {
        for edits in Edits::ALL {
            let distance = matrix(edits, &a, &b);
            let want = (distance <= limit).then_some(distance);
            prop_assert_eq!(distance_within(edits, &a, &b, limit), want);
        }
        prop_assert_eq!(levenshtein_within(&a, &b, limit), distance_within(Edits::Levenshtein, &a, &b, limit));
        prop_assert_eq!(osa_within(&a, &b, limit), distance_within(Edits::Osa, &a, &b, limit));
        prop_assert_eq!(indel_within(&a, &b, limit), distance_within(Edits::Indel, &a, &b, limit));
    }

    #[test]
    fn a_floor_only_hides_lesser_similarities(a in text(), b in text(), at_least in 0.0..1.0) {
        for measure in Measure::ALL {
            let whole = similarity_within(measure, &a, &b, 0.0).expect("none is below zero");
            prop_assert!((0.0..=1.0).contains(&whole));
            prop_assert_eq!(similarity_within(measure, &a, &b, at_least), (whole >= at_least).then_some(whole));
            prop_assert_eq!(similarity_within(measure, &a, &b, whole), Some(whole));
        }
    }

    #[test]
    fn similarities_follow_from_distances(a in text(), b in text()) {
        let (length, other) = (a.chars().count(), b.chars().count());
        let share = |distance: usize, most: usize| if most == 0 { 1.0 } else { 1.0 - distance as f64 / most as f64 };
        let longest = length.max(other);
        let want = [
            share(levenshtein(&a, &b), longest),
            share(osa(&a, &b), longest),
            share(indel(&a, &b), length + other),
            share(longest - lcs(&a, &b), longest),
        ];
        for (measure, want) in Measure::ALL.into_iter().zip(want) {
            prop_assert_eq!(similarity_within(measure, &a, &b, 0.0), Some(want));
        }
    }

    #[test]
    fn all_are_symmetric_and_equal_ones_are_alike(a in text(), b in text()) {
        for edits in Edits::ALL {
            let (there, back) = (distance_within(edits, &a, &b, usize::MAX), distance_within(edits, &b, &a, usize::MAX));
            prop_assert_eq!(there, back);
            prop_assert_eq!(there == Some(0), a == b);
        }
        for measure in Measure::ALL {
            let (there, back) = (similarity_within(measure, &a, &b, 0.0), similarity_within(measure, &b, &a, 0.0));
            prop_assert!((there.unwrap_or(2.0) - back.unwrap_or(3.0)).abs() < 1e-9);
            prop_assert!((similarity_within(measure, &a, &a, 0.0).unwrap_or(0.0) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn no_way_round_is_shorter(a in text(), b in text(), c in text()) {
        // Optimal string alignment is no metric: CA, AC, ABC.
        for distance in [levenshtein, indel] {
            prop_assert!(distance(&a, &c) <= distance(&a, &b) + distance(&b, &c));
        }
        prop_assert!(osa(&a, &b) <= levenshtein(&a, &b));
        prop_assert!(levenshtein(&a, &b) <= indel(&a, &b));
        prop_assert!(indel(&a, &b) <= 2 * levenshtein(&a, &b));
    }

    #[test]
    fn bytes_are_compared_as_the_code_points_of_their_numbers(a: Vec<u8>, b: Vec<u8>, limit in 0_usize..60) {
        let latin = |bytes: &[u8]| -> String { bytes.iter().map(|byte| char::from(*byte)).collect() };
        for edits in Edits::ALL {
            let want = distance_within(edits, &latin(&a), &latin(&b), limit);
            prop_assert_eq!(bytes::distance_within(edits, &a, &b, limit), want);
        }
        for measure in Measure::ALL {
            let want = similarity_within(measure, &latin(&a), &latin(&b), 0.3);
            prop_assert_eq!(bytes::similarity_within(measure, &a, &b, 0.3), want);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn long_ones_equal_the_matrix_whatever_the_band((a, b) in long_pair(), slack in 0_usize..300) {
        for edits in Edits::ALL {
            let distance = matrix(edits, &a, &b);
            for limit in [distance, distance + slack, usize::MAX] {
                prop_assert_eq!(distance_within(edits, &a, &b, limit), Some(distance));
            }
            if let Some(limit) = distance.checked_sub(1 + slack / 30) {
                prop_assert_eq!(distance_within(edits, &a, &b, limit), None);
            }
        }
    }

    #[test]
    fn long_strangers_equal_the_matrix(a in "[a-d]{500,1200}", b in "[a-dç]{65,900}") {
        for edits in Edits::ALL {
            prop_assert_eq!(distance_within(edits, &a, &b, usize::MAX), Some(matrix(edits, &a, &b)));
        }
    }
}

#[test]
fn published_examples_hold() {
    // Winkler 1990, table of the Census Bureau; Levenshtein 1966 as quoted in every textbook.
    for (a, b, jaro, winkler) in [
        ("DWAYNE", "DUANE", 0.8222, 0.84),
        ("DIXON", "DICKSONX", 0.7667, 0.8133),
        ("MARTHA", "MARHTA", 0.9444, 0.9611),
    ] {
        assert!((jaro_similarity(a, b) - jaro).abs() < 1e-4, "{a} {b}");
        assert!((jaro_winkler_similarity(a, b) - winkler).abs() < 1e-4, "{a} {b}");
    }
    assert_eq!(levenshtein("kitten", "sitting"), 3);
    assert_eq!(levenshtein("saturday", "sunday"), 3);
    // Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, section 15.4.
    assert_eq!(lcs("ABCBDAB", "BDCABA"), 4);
    assert_eq!(lcs("ACCGGTCGAGTGCGCGGAAGCCGGCCGAA", "GTCGTTCGGAATGCCGTTGCTCTGTAAA"), 20);
}

#[test]
fn strings_that_share_nothing_are_as_far_as_the_longer() {
    assert_eq!(levenshtein("Ankara", "Київ"), 6);
    assert_eq!(osa("Ankara", "Київ"), 6);
    assert_eq!(indel("Ankara", "Київ"), 10);
    assert!(levenshtein_similarity("Ankara", "Київ").abs() < 1e-9);
    assert!(lcs_similarity("Ankara", "Київ").abs() < 1e-9);
    assert!(jaro_winkler_similarity("Ankara", "Київ").abs() < 1e-9);
}

#[test]
fn megabytes_within_a_limit_end_soon() {
    let a = "Recep Tayyip Erdoğan, Türkiye. ".repeat(30_000);
    let b = a.replacen("Türkiye", "Turkey", 5);
    assert_eq!(levenshtein(&a, &b), 15);
    assert_eq!(levenshtein_within(&a, &b, 10), None);
    assert_eq!(indel_within(&a, &"Київ ".repeat(200_000), 1_000), None);
    assert!(jaro_similarity(&a, &b) > 0.5);
}
