//! Suffixes of names: after an apostrophe, and Turkish ones without.
use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::Lang;
use crate::casing::lower;
use crate::possessive::is_possessive_name;
use crate::tables::words::{APOSTROPHE_WORDS, CONTRACTIONS};
use chain::{Boundary, Folded, LONGEST, fold, is_chain, is_vowel, reading};

mod candidate;
mod case_set;
mod chain;

pub use candidate::{Stem, candidates, strip};
pub use case_set::CaseSet;

/// A name and what an apostrophe, or in Azerbaijani a hyphen, hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suffix {
    /// Byte range of the name.
    pub stem: Range<usize>,
    /// Byte range of the suffix, without the apostrophe.
    pub suffix: Range<usize>,
    /// What the suffix says; of an ending with several readings, the one names mostly have. Empty for an English
    /// auxiliary (`Putin'll`).
    pub cases: CaseSet,
}

impl Suffix {
    /// Byte range of the apostrophe or hyphen, with invisible characters beside it.
    #[must_use]
    pub const fn mark(&self) -> Range<usize> {
        self.stem.end..self.suffix.start
    }
}

/// Splits the suffix after the last apostrophe off a name: a Turkish ending or an English possessive.
///
/// `None` when the apostrophe belongs to the name, or there is none. Stem, mark and suffix together are the
/// word. In Turkish, names of any length take an ending, in any other language or none ([`Lang::Und`]) those
/// of two letters seldom do (`Sa'di`); Azerbaijani acronyms and figures take it after a hyphen, too. Crimean
/// Tatar and Gagauz have their own endings. Capitals and text without Turkish letters are read as well.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, suffix::split};
///
/// let name = "Türkiye’nin";
/// let found = split(name, Lang::Tr).unwrap();
/// assert_eq!((&name[found.stem], &name[found.suffix]), ("Türkiye", "nin"));
/// assert_eq!(found.cases.to_string(), "gen");
/// assert_eq!(split("Xi'an", Lang::Tr), None);
/// assert_eq!(split("O'Brien", Lang::En), None);
/// assert_eq!(split("ABŞ-ın", Lang::Az).map(|found| found.stem), Some(0..4));
/// assert_eq!(split("S-400", Lang::Tr), None);
/// ```
#[must_use]
pub fn split(word: &str, lang: Lang) -> Option<Suffix> {
    let is_mark = |c| is_apostrophe(c) || c == C1_APOSTROPHE || (lang == Lang::Az && is_hyphen(c));
    let (at, mark) = word.char_indices().rfind(|(_, c)| is_mark(*c))?;
    let stem = word.get(..at)?.trim_end_matches(is_invisible);
    let tail = word.get(at + mark.len_utf8()..)?.trim_start_matches(is_invisible);
    let (end, from) = (stem.len(), word.len() - tail.len());
    if !tail.chars().all(|c| c.is_alphabetic() || is_combining_mark(c)) {
        return None;
    }
    let found = |cases| Some(Suffix { stem: 0..end, suffix: from..word.len(), cases });
    if tail.is_empty() {
        let plural = stem.ends_with(['s', 'S']) && !stem.starts_with(is_apostrophe);
        return if plural && !is_turkic(lang) { found(CaseSet::GENITIVE) } else { None };
    }
    let last = stem.rsplit(char::is_whitespace).next()?.trim_start_matches(is_apostrophe);
    if !last.contains(char::is_alphanumeric) {
        return None;
    }
    let (last, tail) = (&*without_marks(last), &*without_marks(tail));
    if matches!(lang, Lang::Az | Lang::Crh | Lang::Gag) {
        return turkic(last, tail, is_hyphen(mark), lang).and_then(found);
    }
    let cases = Folded::new(tail, Lang::Tr).and_then(|folded| reading(&folded, Boundary::Any, Lang::Tr));
    let letters = Case::of(last);
    let figures = lang == Lang::Tr && letters.any_digit && cases.is_some();
    let parts = figures || joint(last, tail, None, lang) == Joint::Suffix;
    let possessive = matches!(tail, "s" | "S");
    if !parts
        || is_own_apostrophe(last, tail)
        || is_contraction(last, tail)
        || (possessive && is_possessive_name(stem))
    {
        return None;
    }
    found(if possessive { CaseSet::GENITIVE } else { cases.unwrap_or_default() })
}

/// The apostrophe of Windows code pages, read as Latin-1.
pub(crate) const C1_APOSTROPHE: char = '\u{92}';

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '\u{2011}' | '–')
}

pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

fn is_turkic(lang: Lang) -> bool {
    matches!(lang, Lang::Tr | Lang::Az | Lang::Crh | Lang::Gag)
}

/// Whether an auxiliary leans on the word. `WHO's` is what the organisation has.
pub(crate) fn is_contraction(stem: &str, tail: &str) -> bool {
    let letters = Case::of(stem);
    let acronym = tail == "s" && letters.all_upper;
    !acronym && contraction(stem, tail, letters) == Some(Joint::Contraction)
}

/// Whether the apostrophe is part of the word, as in Turkish `kat'i`.
fn is_own_apostrophe(stem: &str, tail: &str) -> bool {
    // All words of the list are this short.
    if stem.len() > 6 || tail.len() > 4 {
        return false;
    }
    let word = [lower(stem, Lang::Tr).as_ref(), "'", lower(tail, Lang::Tr).as_ref()].concat();
    APOSTROPHE_WORDS.binary_search(&word.as_str()).is_ok()
}

/// Reads an ending of Azerbaijani, Crimean Tatar or Gagauz. A hyphen parts it from acronyms and figures only.
fn turkic(stem: &str, tail: &str, hyphen: bool, lang: Lang) -> Option<CaseSet> {
    let (cased, tail_case) = (Case::of(stem), Case::of(tail));
    let named = if hyphen { cased.all_upper || cased.any_digit } else { cased.any_upper || cased.any_digit };
    let fits = tail_case.all_lower || (tail_case.all_upper && cased.all_upper && !hyphen);
    if !fits || !(named || (!hyphen && stem.chars().count() >= 4)) {
        return None;
    }
    let boundary = Boundary::of(stem, tail, cased, true);
    reading(&Folded::new(tail, lang)?, boundary, lang)
}

/// The signs that writers use for an apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '’'
            | '‘'
            | 'ʼ'
            | '′'
            | '´'
            | '`'
            | '＇'
            | 'ʹ'
            | 'ʻ'
            | 'ʽ'
            | 'ʾ'
            | 'ʿ'
            | 'ˈ'
            | '‛'
            | '\u{55A}'
            | '\u{5F3}'
            | '\u{A78C}'
    )
}

/// What an apostrophe between letters is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// It parts a suffix from the name.
    Suffix,
    /// It joins an English auxiliary to its word (don't, they've).
    Contraction,
    /// It belongs to the name.
    Inside,
}

/// Judges the apostrophe between `stem` and the letters `tail`; `after` is the character behind the tail.
pub(crate) fn joint(stem: &str, tail: &str, after: Option<(char, &str)>, lang: Lang) -> Joint {
    let turkic = matches!(lang, Lang::Tr | Lang::Az);
    let cased = Case::of(stem);
    if tail == "s" || (tail == "S" && cased.all_upper) {
        // "McDonald's'ın": the possessive belongs to the name when another suffix follows.
        let carries = after.is_some_and(|(mark, rest)| {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            is_apostrophe(mark)
                && rest.get(..end).is_some_and(|next| !next.is_empty() && is_chain(next, Boundary::Any))
        });
        return if carries { Joint::Inside } else { Joint::Suffix };
    }
    if !turkic && let Some(found) = contraction(stem, tail, cased) {
        return found;
    }
    if !matches!(lang, Lang::Tr | Lang::Az | Lang::Und | Lang::En) {
        return Joint::Inside;
    }
    let letters = tail.chars().count();
    let tail_case = Case::of(tail);
    let case_fits = tail_case.all_lower || (tail_case.all_upper && cased.all_upper);
    if !case_fits || letters > LONGEST {
        return Joint::Inside;
    }
    let named = cased.any_upper || cased.any_digit;
    let stem_letters = stem.chars().count();
    let short = letters == 1;
    let starts_with_vowel = tail.chars().next().and_then(fold).is_some_and(is_vowel);
    let allowed = match lang {
        // Words such as "mel'un" and "kıt'a" carry the apostrophe of a lost sound.
        Lang::Tr | Lang::Az => named || stem_letters >= 4 || (!short && !starts_with_vowel),
        Lang::En => named && !short,
        _ if cased.all_upper || cased.any_digit => true,
        _ => stem_letters >= 4 || (named && !short),
    };
    if !allowed {
        return Joint::Inside;
    }
    let boundary = Boundary::of(stem, tail, cased, turkic);
    // "Sa'da", "Sa'di": a stem this short is rather a name with a sound written by the apostrophe.
    if stem_letters < 3 && !cased.all_upper && !cased.any_digit && !turkic && !tail.starts_with(['y', 'n']) {
        return Joint::Inside;
    }
    if is_chain(tail, boundary) { Joint::Suffix } else { Joint::Inside }
}

/// A mark apart from its letter (ü as u and U+0308) changes nothing that endings are told by.
fn without_marks(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains(is_combining_mark) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !is_combining_mark(*c)).collect())
}

/// Tells whether the letters `tail` behind an apostrophe are an ending of the name `stem` whatever the case of
/// either, as a key must: `İSTANBUL’DA`, `istanbul'da`.
pub(crate) fn is_ending(stem: &str, tail: &str) -> bool {
    if matches!(tail, "s" | "S") {
        return true;
    }
    let (tail, stem) = (&*without_marks(tail), &*without_marks(stem));
    let (letters, stem_letters) = (tail.chars().count(), stem.chars().count());
    if letters > LONGEST || stem_letters < 3 || (letters == 1 && stem_letters < 4) {
        return false;
    }
    let cased =
        Case { any_upper: true, all_upper: false, all_lower: false, any_digit: Case::of(stem).any_digit };
    contraction(stem, tail, cased).is_none() && is_chain(tail, Boundary::of(stem, tail, cased, false))
}

fn contraction(stem: &str, tail: &str, cased: Case) -> Option<Joint> {
    let (tail, words) = CONTRACTIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(tail))?;
    let leans = words.iter().any(|word| match word.strip_prefix('*') {
        Some(end) => stem.len() > 1 && stem.is_ascii() && stem.to_ascii_lowercase().ends_with(end),
        None => stem.eq_ignore_ascii_case(word),
    });
    if leans {
        return Some(Joint::Contraction);
    }
    let clitic = matches!(*tail, "ll" | "ve" | "re" | "d");
    (clitic && cased.any_upper && stem.len() > 2).then_some(Joint::Suffix)
}

#[allow(clippy::struct_excessive_bools, reason = "four facts about one word, met in every combination")]
#[derive(Clone, Copy)]
struct Case {
    all_lower: bool,
    all_upper: bool,
    any_upper: bool,
    any_digit: bool,
}

impl Case {
    fn of(word: &str) -> Self {
        let mut case = Self { all_lower: true, all_upper: true, any_upper: false, any_digit: false };
        for c in word.chars() {
            let (lower, upper) = (c.is_lowercase(), c.is_uppercase());
            case.all_lower &= !upper;
            case.all_upper &= !lower;
            case.any_upper |= upper;
            case.any_digit |= c.is_numeric();
        }
        case.all_upper &= case.any_upper;
        case
    }
}

impl Boundary {
    /// Numbers and acronyms are read aloud in ways their spelling does not show; so are foreign names with
    /// a silent letter at the end (Google'ın, Bordeaux'ya), and Turkish text is lax about the rest. A lone
    /// vowel never follows the same vowel, even in capitals: SANA'A, Hawai'i; silent e apart: Kate'e.
    fn of(stem: &str, tail: &str, cased: Case, turkic: bool) -> Self {
        let Some(last) = stem.chars().next_back() else { return Self::Any };
        let folded = fold(last);
        let short = tail.chars().count() == 1;
        let same = folded.is_some() && folded == tail.chars().next().and_then(fold);
        if short && same && !(turkic && folded == Some(b'e')) {
            return Self::Vowel;
        }
        let silent = cased.all_upper || cased.any_digit || !last.is_alphabetic();
        let long = turkic && stem.chars().count() >= 4;
        match folded {
            _ if silent || long => Self::Any,
            Some(b'e') if turkic || !short => Self::Any,
            Some(letter) if is_vowel(letter) => Self::Vowel,
            Some(b'y') | None => Self::Any,
            Some(_) if turkic => Self::Any,
            Some(_) => Self::Consonant,
        }
    }
}

/// Gives the byte lengths of the stems left when a chain of Turkish endings is cut off `word`, longest first.
///
/// The word is one written without an apostrophe. Most words that seem to end so do not (`Adana`, `Sudan`),
/// so a caller checks each stem against a lexicon. Stems have at least two letters.
///
/// # Example
///
/// ```
/// use varlik_text::turkish_stems;
///
/// let word = "Ankaradan";
/// let stems: Vec<&str> = turkish_stems(word).map(|length| &word[..length]).collect();
/// assert!(stems.contains(&"Ankara"));
/// assert_eq!(turkish_stems("Fas").next(), None);
/// ```
pub fn turkish_stems(word: &str) -> impl Iterator<Item = usize> + '_ {
    let second = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
    word.char_indices().rev().take(LONGEST).map(|(at, _)| at).take_while(move |at| *at >= second).filter(
        move |at| {
            let (Some(stem), Some(tail)) = (word.get(..*at), word.get(*at..)) else { return false };
            let (stem_case, tail_case) = (Case::of(stem), Case::of(tail));
            if !(tail_case.all_lower || (tail_case.all_upper && stem_case.all_upper)) {
                return false;
            }
            let capitals = stem_case.all_upper && tail_case.all_lower;
            let boundary = if capitals {
                Boundary::Any
            } else {
                match stem.chars().next_back().and_then(fold) {
                    Some(last) if is_vowel(last) => Boundary::Vowel,
                    Some(b'y') | None => Boundary::Any,
                    Some(_) => Boundary::Consonant,
                }
            };
            is_chain(tail, boundary)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> Option<(&str, &str)> {
        split(word, Lang::Und).map(|found| (&word[found.stem], &word[found.suffix]))
    }

    #[test]
    fn turkish_endings_are_split() {
        for (word, stem, suffix) in [
            ("Ankara'ya", "Ankara", "ya"),
            ("ANKARA'YA", "ANKARA", "YA"),
            ("Bağdat’taki", "Bağdat", "taki"),
            ("Meclisi'nden", "Meclisi", "nden"),
            ("AB'nin", "AB", "nin"),
            ("İran'dakilerin", "İran", "dakilerin"),
            ("2024'te", "2024", "te"),
            ("Çankaya'lıların", "Çankaya", "lıların"),
            ("Putin'in", "Putin", "in"),
            ("Kur'an'ın", "Kur'an", "ın"),
            ("Los Angeles'ta", "Los Angeles", "ta"),
            ("Putin's", "Putin", "s"),
            ("United States'", "United States", ""),
        ] {
            assert_eq!(parts(word), Some((stem, suffix)), "{word}");
        }
    }

    #[test]
    fn apostrophes_of_names_are_left_alone() {
        for word in [
            "O'Neill",
            "D'Angelo",
            "d'Arc",
            "Xi'an",
            "Sana'a",
            "Qur'an",
            "Ba'ath",
            "N'Djamena",
            "Il'ya",
            "Hawai'i",
            "Shi'a",
            "don't",
            "Ankara",
            "'Ankara'",
        ] {
            assert_eq!(parts(word), None, "{word}");
        }
    }

    #[test]
    fn stems_come_longest_first() {
        let stems: Vec<usize> = turkish_stems("Moskovadaki").collect();
        assert!(stems.is_sorted_by(|a, b| a > b));
        assert!(stems.contains(&"Moskova".len()));
        assert!(turkish_stems("NATOya").any(|length| length == 4));
        assert!(turkish_stems("Bakanlığından").any(|length| length == "Bakanlığı".len()));
    }

    #[test]
    fn a_word_without_an_ending_has_no_stem() {
        for word in ["Trump", "Merkel", "Ad", "A", ""] {
            assert_eq!(turkish_stems(word).next(), None, "{word}");
        }
    }
}
