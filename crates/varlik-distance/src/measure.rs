//! Similarities in `0..=1`.

use crate::edits::{self, Edits};
use crate::jaro;
use crate::symbols::{CodePoints, Symbol};

/// How the likeness of two sequences is told, as a share in `0..=1`: 1 for equal ones, also for two empty ones.
///
/// # Example
///
/// ```
/// use varlik_distance::{Measure, similarity_within};
///
/// let found = similarity_within(Measure::JaroWinkler, "Dmitriy", "Dmitry", 0.9);
/// assert!(found.is_some_and(|similarity| similarity > 0.96));
/// assert_eq!(similarity_within(Measure::JaroWinkler, "Dmitriy", "Sergey", 0.9), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// One less [`Edits::Levenshtein`] as a share of the longer length.
    Levenshtein,
    /// One less [`Edits::Osa`] as a share of the longer length.
    Osa,
    /// One less [`Edits::Indel`] as a share of both lengths; the `ratio` of many libraries.
    Indel,
    /// The longest common subsequence as a share of the longer length.
    Lcs,
    /// The mean of three shares: the symbols in common of the one, of the other, and those in order of the ones
    /// in common (Jaro 1989). In common is what is equal within half the longer length less one.
    Jaro,
    /// The same, when above 0.7, raised by a tenth of what is missing for each of up to four common first
    /// symbols (Winkler 1990).
    JaroWinkler,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Levenshtein, Self::Osa, Self::Indel, Self::Lcs, Self::Jaro, Self::JaroWinkler];

    /// The edits that it is a function of, if it is.
    #[inline]
    pub(crate) fn edits(self) -> Option<Edits> {
        match self {
            Self::Levenshtein => Some(Edits::Levenshtein),
            Self::Osa => Some(Edits::Osa),
            Self::Indel | Self::Lcs => Some(Edits::Indel),
            Self::Jaro | Self::JaroWinkler => None,
        }
    }

    /// The similarity of sequences of these lengths at this distance.
    #[inline]
    pub(crate) fn at_distance(self, distance: usize, a: usize, b: usize) -> f64 {
        let (distance, most) = match self {
            Self::Lcs => (a.max(b) - (a + b - distance) / 2, a.max(b)),
            Self::Indel => (distance, a + b),
            _ => (distance, a.max(b)),
        };
        if most == 0 { 1.0 } else { 1.0 - distance as f64 / most as f64 }
    }

    /// A distance above which no similarity of these lengths is `at_least`.
    pub(crate) fn limit(self, at_least: f64, a: usize, b: usize) -> usize {
        // What rounding could hide.
        let slack = 1e-6;
        let missing = (1.0 - at_least).clamp(0.0, 1.0);
        let limit = match self {
            Self::Lcs => missing * 2.0 * a.max(b) as f64 - a.abs_diff(b) as f64,
            Self::Indel => missing * (a + b) as f64,
            _ => missing * a.max(b) as f64,
        };
        // A float below zero becomes zero.
        (limit + slack) as usize
    }

    /// The greatest similarity that sequences of these lengths can have, a little above what rounding gives.
    pub(crate) fn most(self, a: usize, b: usize) -> f64 {
        let most = match self {
            Self::Jaro | Self::JaroWinkler => {
                let common = jaro::Common { matches: a.min(b), swapped: 0 };
                let plain = common.similarity(a, b);
                if self == Self::Jaro { plain } else { jaro::boosted(plain, jaro::LONGEST_PREFIX) }
            }
            _ => self.at_distance(a.abs_diff(b), a, b),
        };
        most + 1e-9
    }
}

/// Gives the similarity of two strings in code points when it is at least `at_least`; stops early when it cannot be.
///
/// Costs what [`distance_within`](crate::distance_within) costs at that limit; for Jaro a sort of the second string.
///
/// # Example
///
/// ```
/// use varlik_distance::{Measure, similarity_within};
///
/// assert_eq!(similarity_within(Measure::Levenshtein, "Putin", "Putyn", 0.8), Some(0.8));
/// assert_eq!(similarity_within(Measure::Levenshtein, "Putin", "Putyn", 0.9), None);
/// assert_eq!(similarity_within(Measure::Indel, "Putin", "Putyn", 0.8), Some(0.8));
/// assert_eq!(similarity_within(Measure::Lcs, "Putin", "Putyn", 0.8), Some(0.8));
/// ```
#[must_use]
pub fn similarity_within(measure: Measure, a: &str, b: &str, at_least: f64) -> Option<f64> {
    if a.is_ascii() && b.is_ascii() {
        return within(measure, a.as_bytes(), b.as_bytes(), at_least);
    }
    within(measure, CodePoints::new(a).as_slice(), CodePoints::new(b).as_slice(), at_least)
}

/// Gives one minus the Levenshtein distance as a share of the longer string: 1 for equal strings, 0 for
/// strings with nothing in place.
///
/// # Example
///
/// ```
/// use varlik_distance::levenshtein_similarity;
///
/// assert_eq!(levenshtein_similarity("Putin", "Putyn"), 0.8);
/// assert_eq!(levenshtein_similarity("", ""), 1.0);
/// ```
#[must_use]
pub fn levenshtein_similarity(a: &str, b: &str) -> f64 {
    whole(Measure::Levenshtein, a, b)
}

/// Gives one minus the distance of [`osa`](crate::osa) as a share of the longer string.
///
/// # Example
///
/// ```
/// use varlik_distance::osa_similarity;
///
/// assert_eq!(osa_similarity("Putin", "Ptuin"), 0.8);
/// ```
#[must_use]
pub fn osa_similarity(a: &str, b: &str) -> f64 {
    whole(Measure::Osa, a, b)
}

/// Gives one minus the insertions and deletions as a share of both lengths.
///
/// # Example
///
/// ```
/// use varlik_distance::indel_similarity;
///
/// assert_eq!(indel_similarity("Putin", "Putyn"), 0.8); // of ten letters eight stay
/// ```
#[must_use]
pub fn indel_similarity(a: &str, b: &str) -> f64 {
    whole(Measure::Indel, a, b)
}

/// Gives the longest common subsequence as a share of the longer string.
///
/// # Example
///
/// ```
/// use varlik_distance::lcs_similarity;
///
/// assert_eq!(lcs_similarity("Kyiv", "Kiev"), 0.75); // K, i, v
/// ```
#[must_use]
pub fn lcs_similarity(a: &str, b: &str) -> f64 {
    whole(Measure::Lcs, a, b)
}

/// Gives the Jaro similarity: the symbols in common within half the longer length, less half the swapped ones
/// (Jaro 1989).
///
/// # Example
///
/// ```
/// use varlik_distance::jaro_similarity;
///
/// assert!((jaro_similarity("MARTHA", "MARHTA") - 0.9444).abs() < 1e-4); // Winkler 1990
/// ```
#[must_use]
pub fn jaro_similarity(a: &str, b: &str) -> f64 {
    whole(Measure::Jaro, a, b)
}

/// Gives the Jaro similarity raised for up to four common first symbols, when it is above 0.7 (Winkler 1990).
///
/// # Example
///
/// ```
/// use varlik_distance::jaro_winkler_similarity;
///
/// assert!((jaro_winkler_similarity("MARTHA", "MARHTA") - 0.9611).abs() < 1e-4); // Winkler 1990
/// assert_eq!(jaro_winkler_similarity("Putin", "Lavrov"), 0.0);
/// ```
#[must_use]
pub fn jaro_winkler_similarity(a: &str, b: &str) -> f64 {
    whole(Measure::JaroWinkler, a, b)
}

fn whole(measure: Measure, a: &str, b: &str) -> f64 {
    similarity_within(measure, a, b, 0.0).unwrap_or_default()
}

pub(crate) fn within<T: Symbol>(measure: Measure, a: &[T], b: &[T], at_least: f64) -> Option<f64> {
    if measure.most(a.len(), b.len()) < at_least {
        return None;
    }
    let similarity = if let Some(edits) = measure.edits() {
        let limit = measure.limit(at_least, a.len(), b.len());
        measure.at_distance(edits::within(edits, a, b, limit)?, a.len(), b.len())
    } else {
        let plain = jaro::common(a, b).similarity(a.len(), b.len());
        match measure {
            Measure::JaroWinkler => jaro::boosted(plain, jaro::prefix(a.iter(), b.iter())),
            _ => plain,
        }
    };
    (similarity >= at_least).then_some(similarity)
}
