//! Many at once, or one after another with a prepared pattern, is the same as each pair alone.

use proptest::prelude::*;
use varlik_distance::{Batch, Edits, Measure, Pattern, distance_within, similarity_within};

/// Names, runs of few letters up to the widest lane and past it, and anything else.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-zçğış]{1,9} [A-Z][a-zçğış]{1,12}",
        "[ab]{0,9}",
        "[a-dЖ東 ]{6,18}",
        "[abcç]{28,36}",
        "[abcç]{60,70}",
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn a_batch_gives_the_distances_of_pairs(
        strings in proptest::collection::vec(text(), 0..200),
        query in prop_oneof![text(), "[abcç]{60,200}"],
        limit in 0_usize..20,
    ) {
        let batch = Batch::new(&strings);
        prop_assert_eq!(batch.len(), strings.len());
        let mut found = vec![7; strings.len()];
        for edits in Edits::ALL {
            for limit in [0, limit, usize::MAX] {
                batch.distances(edits, &query, limit, &mut found);
                for (text, found) in strings.iter().zip(&found) {
                    let want = distance_within(edits, &query, text, limit).map_or(u32::MAX, |d| d as u32);
                    prop_assert_eq!(*found, want, "{:?} {:?} {:?} {}", edits, query, text, limit);
                }
            }
        }
    }

    #[test]
    fn a_batch_gives_the_similarities_of_pairs(
        strings in proptest::collection::vec(text(), 0..200),
        query in prop_oneof![text(), "[abcç]{60,200}"],
        at_least in 0.0..1.0,
    ) {
        let batch = Batch::new(&strings);
        let mut found = vec![7.0; strings.len()];
        for measure in Measure::ALL {
            for at_least in [0.0, at_least, 0.8, 1.0] {
                batch.similarities(measure, &query, at_least, &mut found);
                for (text, found) in strings.iter().zip(&found) {
                    let want = similarity_within(measure, &query, text, at_least).unwrap_or_default() as f32;
                    // To the bit: both are rounded once.
                    prop_assert_eq!(found.to_bits(), want.to_bits(), "{:?} {:?} {:?} {}", measure, query, text, at_least);
                }
            }
        }
    }

    #[test]
    fn a_pattern_gives_what_pairs_give(a in text(), b in text(), limit in 0_usize..20, at_least in 0.0..1.0) {
        let pattern = Pattern::new(&a);
        for edits in Edits::ALL {
            let want = distance_within(edits, &a, &b, limit);
            prop_assert_eq!(pattern.distance_within(edits, &b, limit), want);
        }
        for measure in Measure::ALL {
            // Jaro's matches are sought from the text, as in a batch from the query.
            let want = similarity_within(measure, &b, &a, at_least);
            prop_assert_eq!(pattern.similarity_within(measure, &b, at_least), want);
            prop_assert_eq!(Some(pattern.similarity(measure, &b)), similarity_within(measure, &b, &a, 0.0));
        }
    }
}

#[test]
fn a_shorter_row_takes_the_first_and_a_longer_one_keeps_its_rest() {
    let batch = Batch::new(["Kyiv", "Moskova", "Ankara"]);
    let mut short = [0; 2];
    batch.distances(Edits::Levenshtein, "Kyiv", usize::MAX, &mut short);
    assert_eq!(short, [0, 6]);
    let mut long = [9; 4];
    batch.distances(Edits::Levenshtein, "Ankara", usize::MAX, &mut long);
    assert_eq!(long, [6, 5, 0, 9]);
    let mut short = [9.0; 1];
    batch.similarities(Measure::Jaro, "Kyiv", 0.0, &mut short);
    assert!((short[0] - 1.0).abs() < 1e-6);
}

#[test]
fn letters_that_no_string_has_match_nothing() {
    let batch = Batch::new(["", "ab"]);
    let mut found = [9; 2];
    batch.distances(Edits::Osa, "東京", usize::MAX, &mut found);
    assert_eq!(found, [2, 2]);
    batch.distances(Edits::Indel, "", usize::MAX, &mut found);
    assert_eq!(found, [0, 2]);
}
