//! The fast distances equal slow, plain ones on random strings.
#![allow(clippy::indexing_slicing, reason = "a reference written as the textbook has it")]

use proptest::prelude::*;
use varlik_distance::{
    jaro_similarity, jaro_winkler_similarity, levenshtein, levenshtein_within, osa, osa_within, similarity,
};

/// The matrix of the textbook; `swaps` allows exchanges of neighbours.
fn matrix(a: &str, b: &str, swaps: bool) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut cells = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if i == 0 || j == 0 {
                cells[i][j] = i + j;
                continue;
            }
            let change = cells[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(cells[i - 1][j] + 1).min(cells[i][j - 1] + 1);
            if swaps && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
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

proptest! {
    #[test]
    fn levenshtein_equals_the_matrix(a in text(), b in text()) {
        prop_assert_eq!(levenshtein(&a, &b), matrix(&a, &b, false));
    }

    #[test]
    fn osa_equals_the_matrix(a in text(), b in text()) {
        prop_assert_eq!(osa(&a, &b), matrix(&a, &b, true));
    }

    #[test]
    fn a_limit_only_hides_greater_distances(a in text(), b in text(), limit in 0_usize..40) {
        let distance = matrix(&a, &b, false);
        prop_assert_eq!(levenshtein_within(&a, &b, limit), (distance <= limit).then_some(distance));
        let distance = matrix(&a, &b, true);
        prop_assert_eq!(osa_within(&a, &b, limit), (distance <= limit).then_some(distance));
    }

    #[test]
    fn similarities_are_symmetric_and_bounded(a in text(), b in text()) {
        for measure in [jaro_similarity, jaro_winkler_similarity, similarity] {
            let found = measure(&a, &b);
            prop_assert!((0.0..=1.0).contains(&found));
            prop_assert!((found - measure(&b, &a)).abs() < 1e-9);
            prop_assert!((measure(&a, &a) - 1.0).abs() < 1e-9);
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
}

#[test]
fn strings_that_share_nothing_are_as_far_as_the_longer() {
    assert_eq!(levenshtein("Ankara", "Київ"), 6);
    assert_eq!(osa("Ankara", "Київ"), 6);
    assert!(similarity("Ankara", "Київ").abs() < 1e-9);
    assert!(jaro_winkler_similarity("Ankara", "Київ").abs() < 1e-9);
}
