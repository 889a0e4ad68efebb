//! The English possessive.
use crate::lexicon::Lexicon;
use crate::suffix::{C1_APOSTROPHE, CaseSet, Suffix, is_apostrophe, is_contraction, is_invisible};
use crate::tables::words::POSSESSIVE_NAMES;

/// Finds the English possessive at the end of a name: `'s`, or an apostrophe alone behind an s.
///
/// `None` for contractions (`it's`), decades (`1990's`), single letters, Turkish endings, quoted words, and names
/// that end in `'s` of themselves: those of a short shipped list (`McDonald's`), and those `lexicon` has so
/// spelt. Every sign that writers use for an apostrophe is read, with invisible characters beside it.
///
/// # Example
///
/// ```
/// use varlik_text::{Lexicon, possessive};
///
/// let name = "Türkiye’s";
/// let found = possessive(name, None).unwrap();
/// assert_eq!(&name[found.stem], "Türkiye");
/// assert_eq!(possessive("United States'", None).map(|found| found.stem), Some(0..13));
/// for whole in ["it's", "McDonald's", "O'Brien", "Türkiye'nin", "'States'"] {
///     assert_eq!(possessive(whole, None), None);
/// }
/// let shops = Lexicon::from_words([("Ahmet's", 3.0)]);
/// assert_eq!(possessive("Ahmet's", Some(&shops)), None);
/// ```
#[must_use]
pub fn possessive(word: &str, lexicon: Option<&Lexicon>) -> Option<Suffix> {
    let is_mark = |c| is_apostrophe(c) || c == C1_APOSTROPHE;
    let (at, mark) = word.char_indices().rfind(|(_, c)| is_mark(*c))?;
    let stem = word.get(..at)?.trim_end_matches(is_invisible);
    let tail = word.get(at + mark.len_utf8()..)?.trim_start_matches(is_invisible);
    let last = stem.rsplit(char::is_whitespace).next()?;
    let found =
        Suffix { stem: 0..stem.len(), suffix: word.len() - tail.len()..word.len(), cases: CaseSet::GENITIVE };
    match tail {
        "" => (last.ends_with(['s', 'S']) && last.len() > 2 && !stem.starts_with(is_mark)).then_some(found),
        "s" | "S" => {
            let letters = last.trim_start_matches(is_mark);
            let decade = letters.ends_with('0') && letters.chars().all(char::is_numeric);
            let single = letters.chars().nth(1).is_none();
            let own = decade || single || is_contraction(letters, tail) || is_name(stem, lexicon);
            (!own).then_some(found)
        }
        _ => None,
    }
}

/// Whether a name of the shipped list ends in `'s` of itself: `McDonald's`.
pub(crate) fn is_possessive_name(stem: &str) -> bool {
    POSSESSIVE_NAMES.iter().any(|name| {
        let (before, end) = stem.split_at_checked(stem.len().saturating_sub(name.len())).unwrap_or_default();
        end.eq_ignore_ascii_case(name) && !before.ends_with(char::is_alphanumeric)
    })
}

/// Whether a name ends in `'s` of itself.
fn is_name(stem: &str, lexicon: Option<&Lexicon>) -> bool {
    is_possessive_name(stem)
        || lexicon.is_some_and(|lexicon| {
            let whole = [stem, "'s"].concat();
            lexicon.contains(&whole)
                || (!stem.contains(char::is_lowercase) && lexicon.contains(&whole.to_uppercase()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_that_are_pronouns_in_lower_case_own_things() {
        assert!(possessive("WHO's", None).is_some());
        assert!(possessive("IT'S", None).is_none());
        assert!(possessive("who's", None).is_none());
    }

    #[test]
    fn a_lexicon_keeps_a_name_in_capitals_too() {
        let lexicon = Lexicon::from_words([("Barney's", 3.0)]);
        assert!(possessive("BARNEY'S", None).is_some());
        assert!(possessive("BARNEY'S", Some(&lexicon)).is_none());
        assert!(possessive("Barney’s", Some(&lexicon)).is_none());
    }
}
