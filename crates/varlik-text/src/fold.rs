//! Folds of letters by named policy: Latin to ASCII, the spellings of Arabic and Hebrew to one.
#![allow(
    clippy::indexing_slicing,
    reason = "a step of the kernel is given a place inside a row of its text, both at character boundaries; the table of \
              policies begins with the default"
)]
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use unicode_normalization::char::compose;

use crate::edits::Record;
use crate::kernel::{self, CharMap, Here, Places, SPECIAL, Step};
use crate::tables::folds::{PLAIN, POLICIES};
use crate::{Error, Lang, abjad, choice};

/// What folding makes of each letter: a policy with a name, such as `de@ue`.
///
/// Most fold Latin letters to ASCII; those of Arabic and Hebrew bring the spellings of a name in that script together.
///
/// | policy | what it does |
/// |---|---|
/// | `und` | base letters without their marks: `Müller` is `Muller`, `Þór` is `Thor`; the default |
/// | `az@news`, `az@e` | `ə` is `a`, as the international press has it (`Aliyev`), or `e`; `az` is `az@news` |
/// | `tr@keep-circumflex` | Turkish letters stay, also those with a circumflex; others are folded |
/// | `tr@drop-circumflex` | only the circumflex goes: `Kâzım` is `Kazım` |
/// | `de@ue` | `ä`, `ö`, `ü` are `ae`, `oe`, `ue` |
/// | `da@oe`, `no@oe` | `æ`, `ø`, `å` are `ae`, `oe`, `aa` |
/// | `sv@ae`, `fi@ae`, `et@ae`, `is@dh` | the same idea in Swedish, Finnish, Estonian and Icelandic |
/// | `hr@dj`, `sr@dj` | `đ` is `dj`: `Djokovic` |
/// | `icao` | the machine readable lines of passports (ICAO Doc 9303) |
/// | `ar`, `fa`, `ur`, `ckb`, `ug` | the spellings of a name in Arabic letters as one ([`fold_arabic`](crate::fold_arabic)) |
/// | `he` | the spellings of a name in Hebrew letters as one ([`fold_hebrew`](crate::fold_hebrew)) |
///
/// The code of another language in Latin letters (`tr`, `de`, `vi`) is the default. The tables, with their sources, are
/// in `data/text/folds.tsv` of the repository.
///
/// # Example
///
/// ```
/// use varlik_text::{Fold, fold};
///
/// let german: Fold = "de@ue".parse()?;
/// assert_eq!(fold("Göring-Eckardt, MÜLLER", german), "Goering-Eckardt, MUELLER");
/// assert_eq!(german.to_string(), "de@ue");
/// assert_eq!(fold("أنقرة, MÜLLER", "ar".parse()?), "انقره, MÜLLER");
/// let error = "de@umlaut".parse::<Fold>().unwrap_err();
/// assert!(error.to_string().starts_with("no fold \"de@umlaut\""));
/// # Ok::<(), varlik_text::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Fold(Kind);

/// Which letters are folded.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Latin(&'static Policy),
    Arabic(Lang),
    Hebrew,
}

/// The languages whose spellings in Arabic letters are folded.
const ARABIC: [Lang; 5] = [Lang::Ar, Lang::Fa, Lang::Ur, Lang::Ckb, Lang::Ug];

/// A row of the table of policies.
pub(crate) struct Policy {
    pub(crate) name: &'static str,
    pub(crate) map: &'static CharMap,
    /// The letters that are not as in the default, sorted; a capital of several letters as in a word of small letters.
    pub(crate) letters: &'static [(char, &'static str)],
    /// Whether marks of letters that are folded go; otherwise only those of the letters listed.
    pub(crate) drops_marks: bool,
}

impl Fold {
    /// Iterates over the policies, the default first.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        let latin = POLICIES.iter().map(Kind::Latin);
        latin.chain(ARABIC.map(Kind::Arabic)).chain([Kind::Hebrew]).map(Self)
    }

    /// Gives the name, such as `de@ue`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Latin(policy) => policy.name,
            Kind::Arabic(lang) => lang.code(),
            Kind::Hebrew => Lang::He.code(),
        }
    }

    /// Gives what is folded.
    pub(crate) fn kind(self) -> Kind {
        self.0
    }

    /// Tells whether Latin letters are folded, and not those of another script.
    pub(crate) fn is_latin(self) -> bool {
        matches!(self.0, Kind::Latin(_))
    }

    /// Tells whether Turkish letters become ASCII letters.
    pub(crate) fn undots(self) -> bool {
        matches!(self.0, Kind::Latin(policy) if !policy.name.starts_with("tr@"))
    }
}

impl Default for Fold {
    /// Gives `und`.
    fn default() -> Self {
        Self(Kind::Latin(&POLICIES[0]))
    }
}

impl PartialEq for Fold {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Fold {}

impl fmt::Debug for Fold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fold({})", self.name())
    }
}

impl fmt::Display for Fold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Fold {
    type Err = Error;

    /// Finds a policy by its name, that of a script by the code of its language (`ar-EG` too), or the default by the code
    /// of a language in Latin letters.
    ///
    /// # Errors
    ///
    /// Fails for any other name; the message says which there are.
    fn from_str(name: &str) -> Result<Self, Error> {
        if let Some(found) = Self::all().find(|fold| fold.name().eq_ignore_ascii_case(name)) {
            return Ok(found);
        }
        if PLAIN.iter().any(|plain| plain.eq_ignore_ascii_case(name)) {
            return Ok(Self::default());
        }
        match Lang::from_code(name) {
            Some(Lang::He) => return Ok(Self(Kind::Hebrew)),
            Some(lang) if ARABIC.contains(&lang) => return Ok(Self(Kind::Arabic(lang))),
            _ => {}
        }
        Err(choice::unknown("fold", name, Self::all().map(Self::name)))
    }
}

/// Writes the Latin letters, signs and spaces of `s` in ASCII, or the spellings of its Arabic or Hebrew letters as
/// one, as `policy` has it.
///
/// Marks and invisible characters go with the letter before them; letters of other scripts stay, and so do their marks.
/// What a folded text becomes is itself. Borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::{Fold, fold};
///
/// assert_eq!(fold("İSTANBUL’da Ağrı", Fold::default()), "ISTANBUL'da Agri");
/// assert_eq!(fold("Nguyễn Phú Trọng", Fold::default()), "Nguyen Phu Trong");
/// assert_eq!(fold("Kâzım", "tr@drop-circumflex".parse()?), "Kazım");
/// // Folding does not transliterate.
/// assert_eq!(fold("أردوغان, Йорданов", Fold::default()), "أردوغان, Йорданов");
/// // The policy of a script brings its spellings together.
/// assert_eq!(fold("نَتَنياهو", "ar".parse()?), "نتنياهو");
/// assert_eq!(fold("נְתַנְיָהוּ", "he".parse()?), "נתניהו");
/// # Ok::<(), varlik_text::Error>(())
/// ```
#[must_use]
pub fn fold(s: &str, policy: Fold) -> Cow<'_, str> {
    match policy.0 {
        Kind::Latin(policy) => kernel::cow(policy, s),
        Kind::Arabic(lang) => abjad::fold_arabic(s, lang),
        Kind::Hebrew => abjad::fold_hebrew(s),
    }
}

/// Appends [`fold`] of `s`.
pub(crate) fn fold_into<R: Record>(s: &str, policy: Fold, out: &mut String, record: &mut R) {
    match policy.0 {
        Kind::Latin(policy) => {
            kernel::write(policy, s, 0..s.len(), out, 0, record);
        }
        Kind::Arabic(lang) => abjad::fold_arabic_into(s, lang, out, record),
        Kind::Hebrew => abjad::fold_hebrew_into(s, out, record),
    }
}

impl Policy {
    fn letter(&self, c: char) -> Option<&'static str> {
        self.letters.binary_search_by_key(&c, |row| row.0).ok().map(|index| self.letters[index].1)
    }

    /// Tells whether `c` is a mark or an invisible character that goes with the letter before.
    fn goes(&self, c: char) -> bool {
        self.map.get(c) == Some(SPECIAL) && self.letter(c).is_none()
    }

    /// Tells whether marks on `base` go.
    fn folds(&self, base: char) -> bool {
        self.drops_marks && (base.is_ascii() || self.map.get(base).is_some_and(str::is_ascii))
    }
}

/// Appends what a letter became: a capital of several letters is all capitals in a word of capitals.
fn push_cased(text: &str, before: Option<char>, after: Option<char>, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(text.as_bytes());
    let capital = text.starts_with(|c: char| c.is_ascii_uppercase());
    let word_of_capitals = match after {
        Some(after) if after.is_alphabetic() => after.is_uppercase(),
        _ => before.is_some_and(char::is_uppercase),
    };
    if capital && word_of_capitals {
        out[start..].make_ascii_uppercase();
    }
}

impl Step for Policy {
    const STOP: u8 = 0xFF;
    const STOP_TEXT: [u8; 2] = [0, 0];

    #[inline]
    fn ascii(byte: u8) -> u8 {
        byte
    }

    #[inline]
    fn may_change(_: u8, _: u8) -> bool {
        true
    }

    fn map(&self) -> &'static CharMap {
        self.map
    }

    fn special<P: Places>(&self, here: Here<'_>, out: &mut Vec<u8>, places: &mut P) -> usize {
        let Here { text, at, row, base } = here;
        let (before, after) = (&text[row.start..at], &text[at..row.end]);
        let mut letters = before.chars().rev();
        let last = letters.next();
        let start = out.len() - base;
        let Some(c) = after.chars().next() else {
            return at;
        };
        if let Some(text) = self.letter(c) {
            let next = after[c.len_utf8()..].chars().find(|c| !self.goes(*c));
            push_cased(text, last, next, out);
            places.edit(at..at + c.len_utf8(), start..out.len() - base);
            return at + c.len_utf8();
        }
        let run = after.find(|c| !self.goes(c)).unwrap_or(after.len());
        let (marks, end) = (&after[..run], at + run);
        // A letter that was folded has been written; of its marks only those go that make it the same again.
        let written = out.last().copied().map_or(' ', char::from);
        let letter = last.filter(|last| last.is_ascii() || written.is_ascii());
        let whole = letter.and_then(|last| {
            let letter = if last.is_ascii() { last } else { written };
            let found = marks.chars().find_map(|mark| Some((mark, self.letter(compose(letter, mark)?)?)))?;
            (last.is_ascii() || found.1.as_bytes() == [written as u8]).then_some((last, found))
        });
        if let Some((last, (mark, text))) = whole {
            out.pop();
            push_cased(text, letters.next(), after[run..].chars().next(), out);
            if !self.drops_marks {
                for other in marks.chars().filter(|other| *other != mark) {
                    out.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes());
                }
            }
            let (source, place) = if last.is_ascii() { (at - 1, start - 1) } else { (at, start) };
            places.edit(source..end, place..out.len() - base);
        } else if last.map_or(self.drops_marks, |last| self.folds(last)) {
            places.edit(at..end, start..start);
        } else {
            out.extend_from_slice(marks.as_bytes());
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_change_is_borrowed() {
        for text in ["Ankara", "أردوغان", "Й и\u{306}", "กรุงเทพ"] {
            assert!(matches!(fold(text, Fold::default()), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn names_are_read_and_written() {
        for fold in Fold::all() {
            assert_eq!(fold.to_string().parse::<Fold>().ok(), Some(fold));
        }
        assert_eq!("he-IL".parse::<Fold>().map(Fold::name).ok(), Some("he"));
        assert_eq!("vi".parse::<Fold>().ok(), Some(Fold::default()));
        assert!("ru".parse::<Fold>().is_err());
    }
}
