//! How far apart are two sequences: edit distances and similarities.
//!
//! Strings are compared by Unicode code points. Distances are whole edits, similarities lie in `0..=1`.
//! Nothing is folded or lowered here: compare keys where `İzmir` and `izmir` should meet. Strings whose
//! shorter one has at most 64 code points, once common ends are cut, are compared without any allocation,
//! 64 cells of the edit matrix at a time (Myers 1999, in the form of Hyyrö 2003); longer ones by blocks of
//! 64.
//!
//! ```
//! use varlik_distance::{jaro_winkler_similarity, levenshtein, levenshtein_within, osa, similarity};
//!
//! assert_eq!(levenshtein("Zelensky", "Zelenskyy"), 1);
//! assert_eq!(levenshtein_within("Kyiv", "Moskova", 2), None);
//! assert_eq!(osa("Erdogna", "Erdogan"), 1);
//! assert!(jaro_winkler_similarity("Dmitriy", "Dmitry") > 0.95);
//! assert_eq!(similarity("Ankara", "Ankara"), 1.0);
//! ```
//!
//! Not here: token distances, phonetic codes, weighted edits by a cost table.
#![forbid(unsafe_code)]

mod jaro;
mod levenshtein;
mod masks;
mod osa;
mod symbols;

pub use jaro::{jaro_similarity, jaro_winkler_similarity};
pub use levenshtein::{levenshtein, levenshtein_within, similarity};
pub use osa::{osa, osa_within};
