//! How far apart are two sequences: edit distances and similarities.
//!
//! Strings are compared by Unicode code points, sequences of bytes by [`bytes`]. Distances ([`Edits`]) are whole
//! edits, similarities ([`Measure`]) lie in `0..=1`; either can be asked for within a limit, and ends early where
//! it cannot be met. Nothing is folded or lowered here: compare keys where `İzmir` and `izmir` should meet.
//!
//! ```
//! use varlik_distance::{jaro_winkler_similarity, lcs, levenshtein, levenshtein_similarity, levenshtein_within, osa};
//!
//! assert_eq!(levenshtein("Zelensky", "Zelenskyy"), 1);
//! assert_eq!(levenshtein_within("Kyiv", "Moskova", 2), None);
//! assert_eq!(osa("Erdogna", "Erdogan"), 1);
//! assert_eq!(lcs("Erdogna", "Erdogan"), 6);
//! assert!(jaro_winkler_similarity("Dmitriy", "Dmitry") > 0.95);
//! assert_eq!(levenshtein_similarity("Ankara", "Ankara"), 1.0);
//! ```
//!
//! # One with many
//!
//! [`Pattern`] is one string prepared for others that come one by one. [`Batch`] is many strings prepared to be
//! compared with one at a time, 32 to 128 of them at once; it is the fastest by far for a column of names:
//!
//! ```
//! use varlik_distance::{Batch, Edits};
//!
//! let cities = Batch::new(["Kyiv", "Kiev", "Moskova"]);
//! let mut distances = vec![0; cities.len()];
//! cities.distances(Edits::Osa, "Kiyv", 1, &mut distances);
//! assert_eq!(distances, [1, 1, u32::MAX]);
//! ```
//!
//! # Edits that cost
//!
//! [`CostTable`] says what each edit of a small alphabet of codes costs.
//!
//! # Time and memory
//!
//! For sequences of `m <= n` symbols, once common ends are cut:
//!
//! | | steps | memory |
//! |---|---|---|
//! | [`Edits`], `m <= 64` | `n` | none on the heap for strings of up to 64 bytes and for ASCII |
//! | [`Edits`], longer | `n * min(m, d) / 64`, where `d` is the limit or, without one, four times the distance | `3 * n / 8` bytes and the code points |
//! | Jaro, Jaro-Winkler, both `<= 64` | `n` | as above |
//! | Jaro, Jaro-Winkler, longer | `(m + n) * log m` | 16 bytes a symbol |
//! | [`CostTable`] | `m * min(n, g)`, where `g` insertions or deletions cost the limit | 4 bytes a symbol |
//!
//! Two megabytes that are near take milliseconds; two that have nothing in common take minutes without a limit, so that
//! texts from outside are compared within one.
//!
//! # Sources
//!
//! - Levenshtein 1966, Binary codes capable of correcting deletions, insertions, and reversals.
//! - Damerau 1964, A technique for computer detection and correction of spelling errors.
//! - Wagner and Fischer 1974, The string-to-string correction problem.
//! - Ukkonen 1985, Algorithms for approximate string matching.
//! - Jaro 1989, Advances in record-linkage methodology as applied to the 1985 census of Tampa, Florida.
//! - Winkler 1990, String comparator metrics and enhanced decision rules in the Fellegi-Sunter model.
//! - Myers 1999, A fast bit-vector algorithm for approximate string matching based on dynamic programming.
//! - Hyyrö 2003, A bit-vector algorithm for computing Levenshtein and Damerau edit distances.
//! - Hyyrö 2004, Bit-parallel LCS-length computation revisited.
//! - Hyyrö, Fredriksson and Navarro 2005, Increased bit-parallelism for approximate and multiple string matching.
//!
//! Not here: token distances, phonetic codes, and costs that know an alphabet.
#![deny(unsafe_code)]

mod batch;
mod blocks;
pub mod bytes;
mod cpu;
mod edits;
mod jaro;
mod lanes;
mod masks;
mod measure;
mod pattern;
mod symbols;
mod weighted;

pub use batch::Batch;
pub use edits::{
    Edits, distance_within, indel, indel_within, lcs, levenshtein, levenshtein_within, osa, osa_within,
};
pub use measure::{
    Measure, indel_similarity, jaro_similarity, jaro_winkler_similarity, lcs_similarity,
    levenshtein_similarity, osa_similarity, similarity_within,
};
pub use pattern::Pattern;
pub use weighted::CostTable;
