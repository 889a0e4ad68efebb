//! One string prepared to be compared with many, one after another.

use crate::edits::{self, Edits};
use crate::jaro;
use crate::masks::{Masks, MixedMasks};
use crate::measure::{self, Measure};
use crate::symbols::CodePoints;

/// A string prepared once, to be compared with strings that come one by one; [`Batch`](crate::Batch) is faster
/// where they can be prepared as well.
///
/// Gives what [`distance_within`](crate::distance_within) and [`similarity_within`](crate::similarity_within) give.
/// Only patterns of at most 64 code points gain; the others are kept and compared as they stand.
///
/// # Example
///
/// ```
/// use varlik_distance::{Edits, Measure, Pattern};
///
/// let pattern = Pattern::new("Lukaşenko");
/// assert_eq!(pattern.distance_within(Edits::Levenshtein, "Lukashenko", 2), Some(2));
/// assert_eq!(pattern.distance_within(Edits::Levenshtein, "Lukashenko", 1), None);
/// assert!(pattern.similarity(Measure::JaroWinkler, "Lukashenka") > 0.85);
/// ```
#[derive(Clone, Debug)]
pub struct Pattern {
    symbols: Vec<char>,
    masks: MixedMasks,
}

impl Pattern {
    /// Prepares a string.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::{Edits, Pattern};
    ///
    /// assert_eq!(Pattern::new("").distance_within(Edits::Indel, "Kars", 4), Some(4));
    /// ```
    #[must_use]
    pub fn new(text: &str) -> Self {
        let symbols: Vec<char> = text.chars().collect();
        let masks = MixedMasks::new(&symbols);
        Self { symbols, masks }
    }

    /// Gives the distance to `text` when it is at most `limit`.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::{Edits, Pattern};
    ///
    /// let kyiv = Pattern::new("Kyiv");
    /// assert_eq!(kyiv.distance_within(Edits::Osa, "Kiyv", 1), Some(1));
    /// assert_eq!(kyiv.distance_within(Edits::Osa, "Moskova", 3), None);
    /// ```
    #[must_use]
    pub fn distance_within(&self, edits: Edits, text: &str, limit: usize) -> Option<usize> {
        let length = self.symbols.len();
        if length > 64 {
            return edits::within(edits, &self.symbols, CodePoints::new(text).as_slice(), limit);
        }
        if text.is_ascii() {
            return edits::prepared(edits, &self.masks, length, text.bytes(), text.len(), limit);
        }
        edits::prepared(edits, &self.masks, length, text.chars(), text.chars().count(), limit)
    }

    /// Gives the similarity to `text`.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::{Measure, Pattern};
    ///
    /// assert_eq!(Pattern::new("Putin").similarity(Measure::Levenshtein, "Putyn"), 0.8);
    /// ```
    #[must_use]
    pub fn similarity(&self, measure: Measure, text: &str) -> f64 {
        self.similarity_within(measure, text, 0.0).unwrap_or_default()
    }

    /// Gives the similarity to `text` when it is at least `at_least`; stops early when it cannot be.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::{Measure, Pattern};
    ///
    /// let putin = Pattern::new("Putin");
    /// assert_eq!(putin.similarity_within(Measure::Osa, "Ptuin", 0.8), Some(0.8));
    /// assert_eq!(putin.similarity_within(Measure::Osa, "Lavrov", 0.8), None);
    /// ```
    #[must_use]
    pub fn similarity_within(&self, measure: Measure, text: &str, at_least: f64) -> Option<f64> {
        let ascii = text.is_ascii();
        let (length, text_length) =
            (self.symbols.len(), if ascii { text.len() } else { text.chars().count() });
        if measure.most(length, text_length) < at_least {
            return None;
        }
        if let Some(edits) = measure.edits() {
            let limit = measure.limit(at_least, length, text_length);
            let distance = self.distance_within(edits, text, limit)?;
            let similarity = measure.at_distance(distance, length, text_length);
            return (similarity >= at_least).then_some(similarity);
        }
        if length > 64 || text_length > 64 {
            return measure::within(measure, CodePoints::new(text).as_slice(), &self.symbols, at_least);
        }
        let similarity = if ascii {
            self.jaro(measure, text.bytes(), text_length)
        } else {
            self.jaro(measure, text.chars(), text_length)
        };
        (similarity >= at_least).then_some(similarity)
    }

    fn jaro<T: Into<char>>(
        &self,
        measure: Measure,
        text: impl Iterator<Item = T> + Clone,
        length: usize,
    ) -> f64
    where
        MixedMasks: Masks<T>,
    {
        let common = jaro::prepared(&self.masks, self.symbols.len(), text.clone(), length);
        let plain = common.similarity(self.symbols.len(), length);
        match measure {
            Measure::JaroWinkler => {
                jaro::boosted(plain, jaro::prefix(self.symbols.iter().copied(), text.map(Into::into)))
            }
            _ => plain,
        }
    }
}
