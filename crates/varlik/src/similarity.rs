//! Names of two columns, compared row by row.

use varlik_names::{Name, NameComparer, NameKind};
use varlik_text::Lang;

/// One row: two names, where they are there, and what they are the names of.
pub type NamePair<'a> = (Option<&'a str>, Option<&'a str>, NameKind);

/// Gives for each row the chance that its two names are one, between 0 and 1; `None` where one of them is missing.
///
/// The chance is told to 64 bits: of two pairs that are all but certain the surer one is still the higher. A name that
/// the row before had too is not taken apart again.
///
/// # Example: two spellings, two women, and nobody
/// ```
/// use varlik::name_similarity;
/// use varlik::names::{NameComparer, NameKind};
/// use varlik::text::Lang;
///
/// let rows = [
///     (Some("Tansu Çiller"), Some("Çiller, Tansu"), NameKind::Person),
///     (Some("Tansu Çiller"), Some("Özer Çiller"), NameKind::Person),
///     (Some("Tansu Çiller"), None, NameKind::Person),
/// ];
/// let chances = name_similarity(rows, Lang::Tr, &NameComparer::default());
/// assert!(chances[0] > Some(0.9) && chances[1] < Some(0.5) && chances[2].is_none());
/// ```
pub fn name_similarity<'a>(
    rows: impl IntoIterator<Item = NamePair<'a>>,
    lang: Lang,
    comparer: &NameComparer,
) -> Vec<Option<f64>> {
    let (mut left, mut right) = (Prepared::new(lang), Prepared::new(lang));
    let chances = rows.into_iter().map(|(a, b, kind)| {
        let (a, b) = (left.get(a?, kind), right.get(b?, kind));
        Some(chance(comparer.weight(a, b)))
    });
    chances.collect()
}

/// The probability of a match weight, to 64 bits.
#[must_use]
pub fn chance(weight: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(weight)).exp2())
}

/// The name that was taken apart last.
struct Prepared<'a> {
    text: &'a str,
    lang: Lang,
    name: Name,
}

impl<'a> Prepared<'a> {
    fn new(lang: Lang) -> Self {
        Self { text: "", lang, name: Name::new("", NameKind::Other, lang) }
    }

    fn get(&mut self, text: &'a str, kind: NameKind) -> &Name {
        if self.text != text || self.name.kind() != kind {
            (self.text, self.name) = (text, Name::new(text, kind, self.lang));
        }
        &self.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_row_before_is_compared_as_if_it_were_alone() {
        let rows = [
            (Some("Washington"), Some("Washington, D.C."), NameKind::Place),
            (Some("Washington"), Some("Denzel Washington"), NameKind::Person),
            (Some("Washington"), Some("Denzel Washington"), NameKind::Place),
            (None, Some("Denzel Washington"), NameKind::Place),
            (Some(""), Some("Denzel Washington"), NameKind::Place),
        ];
        let comparer = NameComparer::default();
        let together = name_similarity(rows, Lang::En, &comparer);
        let alone: Vec<_> =
            rows.into_iter().flat_map(|row| name_similarity([row], Lang::En, &comparer)).collect();
        assert_eq!(together, alone);
        assert_ne!(together[1], together[2], "the kind of a name counts");
    }

    #[test]
    fn pairs_that_are_all_but_certain_keep_their_order() {
        assert!(chance(30.0) < chance(31.0) && chance(31.0) < 1.0);
        assert!(chance(-90.0) > 0.0);
        assert!((chance(0.0) - 0.5).abs() < f64::EPSILON);
    }
}
