//! Letters of one alphabet that stand in a word of another, which they look like.
use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::edits::Record;
use crate::tables::confusables::{LOOK_ALIKES, WRONG_LETTERS};
use crate::{Lang, Script};

/// What a text is expected to be written in, for words that could be of either script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Expected {
    /// Nothing is known: the words around decide.
    #[default]
    Nothing,
    /// This script.
    Script(Script),
    /// This language, in the script it is written in most; its letters are corrected too.
    Lang(Lang),
}

impl Expected {
    /// Reads a language code (`tr`), a script code (`Cyrl`) or `und`.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_text::{Expected, Lang, Script};
    ///
    /// assert_eq!(Expected::from_code("tr"), Some(Expected::Lang(Lang::Tr)));
    /// assert_eq!(Expected::from_code("Cyrl"), Some(Expected::Script(Script::Cyrillic)));
    /// assert_eq!(Expected::from_code("und"), Some(Expected::Nothing));
    /// assert_eq!(Expected::from_code("elvish"), None);
    /// ```
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if let Some(script) = Script::from_code(code) {
            return Some(Self::Script(script));
        }
        Lang::from_code(code).map(Self::from)
    }

    fn script(self) -> Option<Script> {
        match self {
            Self::Nothing => None,
            Self::Script(script) => Some(script),
            Self::Lang(lang) => Some(match lang {
                Lang::Und => return None,
                Lang::Ru | Lang::Uk | Lang::Bg | Lang::Sr | Lang::Mk | Lang::Be | Lang::Kk | Lang::Ky => {
                    Script::Cyrillic
                }
                Lang::El => Script::Greek,
                Lang::Hy => Script::Armenian,
                _ => Script::Latin,
            }),
        }
    }

    /// The letters that the language never writes, with its own.
    fn wrong_letters(self) -> &'static [(char, char)] {
        let Self::Lang(lang) = self else { return &[] };
        WRONG_LETTERS.iter().find(|(known, _)| *known == lang).map_or(&[], |(_, letters)| *letters)
    }
}

impl From<Lang> for Expected {
    fn from(lang: Lang) -> Self {
        if lang == Lang::Und { Self::Nothing } else { Self::Lang(lang) }
    }
}

impl From<Script> for Expected {
    fn from(script: Script) -> Self {
        if script == Script::Other { Self::Nothing } else { Self::Script(script) }
    }
}

/// A word that mixes alphabets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MixedWord {
    /// Byte range of the word.
    pub word: Range<usize>,
    /// The script that the whole word could be written in; `None` when it could be in none of those it mixes
    /// (`əлиев`, `Δt`), or in several and nothing tells which.
    pub script: Option<Script>,
    /// The letters of the other scripts, in the order of the word.
    pub letters: Vec<StrayLetter>,
}

/// A letter that is not of the script of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StrayLetter {
    /// Byte offset in the text.
    pub at: usize,
    /// The letter.
    pub letter: char,
    /// Its script.
    pub script: Script,
    /// What it looks like in the script of the word.
    pub looks_like: Option<char>,
}

/// Finds the first word of `s` that mixes Latin, Cyrillic, Greek, Armenian or Cherokee letters.
///
/// Digits and signs part words (`COVID-ом` mixes nothing). The letters are those of the fewer kind when no
/// script is told.
///
/// # Example: a Cyrillic Е in a Latin name
///
/// ```
/// use varlik_text::{Script, mixed_script};
///
/// let found = mixed_script("Sayın Еrdoğan").unwrap();
/// assert_eq!(found.word, 7..16);
/// assert_eq!(found.script, Some(Script::Latin));
/// assert_eq!((found.letters[0].at, found.letters[0].script), (7, Script::Cyrillic));
/// assert_eq!(found.letters[0].looks_like, Some('E'));
/// assert_eq!(mixed_script("СССР ve NATO"), None);
/// ```
#[must_use]
pub fn mixed_script(s: &str) -> Option<MixedWord> {
    let word = words(s, &[]).find(Word::is_mixed)?;
    let script = script_of(s, &word, None, &[]);
    let home = script.or_else(|| word.commonest())?;
    let letters = word.text(s).char_indices().filter_map(|(at, letter)| {
        let own = word.own(letter, &[]);
        let script = Script::of(own);
        (script != home && ALPHABETS.contains(&script)).then(|| StrayLetter {
            at: word.start + at,
            letter,
            script,
            looks_like: look_alike(own, home),
        })
    });
    Some(MixedWord { letters: letters.collect(), word: word.start..word.end, script })
}

/// Writes each word of `s` in one script: letters of another become those they look like.
///
/// A word changes only when all of its letters have a form in one of its own scripts; when several would do,
/// `expected` decides, else the larger number of letters, else the words around, and a word that nothing
/// decides stays. Words of one script stay, even where another would read them (`СССР`, `NATO`). Mathematical
/// letters, and full-width ones beside ordinary ones, become plain. For a language its own letters take the
/// place of those it never writes (Turkish `ǧ`, Romanian `ş`). Idempotent; borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::{Expected, Lang, Script, replace_confusables};
///
/// assert_eq!(replace_confusables("Еrdoğan", Expected::Nothing), "Erdoğan");
/// assert_eq!(replace_confusables("Влaдимиp", Expected::Nothing), "Владимир");
/// assert_eq!(replace_confusables("Erdoǧan", Lang::Tr), "Erdoğan");
/// assert_eq!(replace_confusables("Iaşi", Lang::Ro), "Iași");
/// assert_eq!(replace_confusables("СССР, NATO, Ελλάδα", Script::Latin), "СССР, NATO, Ελλάδα");
/// ```
#[must_use]
pub fn replace_confusables(s: &str, expected: impl Into<Expected>) -> Cow<'_, str> {
    let expected = expected.into();
    if s.is_ascii() {
        return Cow::Borrowed(s);
    }
    let mut out = String::new();
    if replace_confusables_into(s, expected, &mut out, &mut ()) { Cow::Owned(out) } else { Cow::Borrowed(s) }
}

/// Appends `s` with its words each in one script to `out`; tells whether anything changed.
pub(crate) fn replace_confusables_into<R: Record>(
    s: &str,
    expected: Expected,
    out: &mut String,
    record: &mut R,
) -> bool {
    let base = out.len();
    let wrong = expected.wrong_letters();
    let likely = expected.script();
    let mut done = 0;
    let mut changed = false;
    for word in words(s, wrong) {
        let home = if word.is_mixed() { script_of(s, &word, likely, wrong) } else { None };
        if home.is_none() && !word.rewrites {
            continue;
        }
        for (at, letter) in word.text(s).char_indices() {
            let own = word.own(letter, wrong);
            let becomes = home.filter(|home| Script::of(own) != *home).and_then(|home| look_alike(own, home));
            let becomes = becomes.unwrap_or(own);
            if becomes == letter {
                continue;
            }
            let at = word.start + at;
            out.push_str(s.get(done..at).unwrap_or_default());
            let start = out.len() - base;
            out.push(becomes);
            done = at + letter.len_utf8();
            changed = true;
            if letter.len_utf8() != becomes.len_utf8() {
                record.edit(at..done, start..out.len() - base);
            }
        }
    }
    out.push_str(s.get(done..).unwrap_or_default());
    changed
}

/// The scripts whose letters are taken for each other; the last has none that replaces others.
const ALPHABETS: [Script; 5] =
    [Script::Latin, Script::Cyrillic, Script::Greek, Script::Armenian, Script::Cherokee];

/// What `letter` looks like in `script`.
fn look_alike(letter: char, script: Script) -> Option<char> {
    let column = ALPHABETS.iter().position(|alphabet| *alphabet == script)?;
    let at = LOOK_ALIKES.binary_search_by_key(&letter, |(known, _)| *known).ok()?;
    let (_, forms) = LOOK_ALIKES.get(at)?;
    forms.get(column).copied().filter(|form| *form != '\0')
}

/// The one script of `scripts` that has a form of `letter`.
fn only_script(letter: char, scripts: &[Script]) -> Option<Script> {
    let own = Script::of(letter);
    let mut having =
        scripts.iter().copied().filter(|script| own == *script || look_alike(letter, *script).is_some());
    having.next().filter(|_| having.next().is_none())
}

/// A run of letters and the marks on them.
#[derive(Clone, Debug)]
struct Word {
    start: usize,
    end: usize,
    letters: usize,
    /// Letters of each of `ALPHABETS`.
    counts: [usize; ALPHABETS.len()],
    /// Letters of each of `ALPHABETS` that have a form in each.
    forms: [usize; ALPHABETS.len()],
    /// Capitals of each of `ALPHABETS`.
    capitals: [usize; ALPHABETS.len()],
    /// Whether mathematical letters, and full-width ones, become plain.
    plain: bool,
    /// Whether letters change within their script.
    rewrites: bool,
}

impl Word {
    fn text<'a>(&self, s: &'a str) -> &'a str {
        s.get(self.start..self.end).unwrap_or_default()
    }

    fn is_mixed(&self) -> bool {
        self.counts.iter().filter(|count| **count > 0).count() > 1
    }

    fn commonest(&self) -> Option<Script> {
        let scripts = ALPHABETS.into_iter().zip(self.counts).rev();
        scripts.max_by_key(|(_, count)| *count).map(|(script, _)| script)
    }

    /// What a letter is before its script is judged.
    fn own(&self, letter: char, wrong: &[(char, char)]) -> char {
        let letter = if self.plain { plain(letter).unwrap_or(letter) } else { letter };
        right(letter, wrong)
    }
}

/// The letter that a language writes instead.
fn right(letter: char, wrong: &[(char, char)]) -> char {
    wrong.iter().find(|(known, _)| *known == letter).map_or(letter, |(_, right)| *right)
}

/// The plain letter of a mathematical or full-width one.
fn plain(letter: char) -> Option<char> {
    if !is_mathematical(letter) && !is_full_width(letter) {
        return None;
    }
    let mut plain = std::iter::once(letter).nfkc();
    let first = plain.next()?;
    let whole = plain.next().is_none() && matches!(Script::of(first), Script::Latin | Script::Greek);
    (whole && first != letter).then_some(first)
}

/// Letters styled for mathematics; some of them lie among the letter-like symbols.
fn is_mathematical(letter: char) -> bool {
    matches!(letter, '\u{1D400}'..='\u{1D7CB}' | '\u{2102}'..='\u{2138}')
}

fn is_full_width(letter: char) -> bool {
    matches!(letter, '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}')
}

/// The words of a text, with what their letters could be.
fn words<'a>(s: &'a str, wrong: &'a [(char, char)]) -> impl Iterator<Item = Word> + 'a {
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36F}');
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + s.get(rest..)?.find(char::is_alphabetic)?;
        let text = s.get(start..)?;
        let text = text.get(..text.find(|c| !is_part(c)).unwrap_or(text.len()))?;
        rest = start + text.len();
        Some(weigh(start, text, wrong))
    })
}

fn weigh(start: usize, text: &str, wrong: &[(char, char)]) -> Word {
    let mut word = Word {
        start,
        end: start + text.len(),
        letters: 0,
        counts: [0; ALPHABETS.len()],
        forms: [0; ALPHABETS.len()],
        capitals: [0; ALPHABETS.len()],
        plain: false,
        rewrites: false,
    };
    if !text.is_ascii() {
        let (mut wide, mut ordinary) = (false, false);
        for letter in text.chars() {
            wide |= is_full_width(letter);
            ordinary |= !is_full_width(letter)
                && (is_mathematical(letter) || ALPHABETS.contains(&Script::of(letter)));
            word.plain |= is_mathematical(letter);
        }
        // A single letter is a symbol (𝑥, ℓ); full-width letters alone are how East Asia writes Latin.
        word.plain = (word.plain || wide && ordinary) && text.chars().nth(1).is_some();
    }
    for letter in text.chars() {
        let own = word.own(letter, wrong);
        word.rewrites |= own != letter;
        word.letters += usize::from(own.is_alphabetic());
        let script = Script::of(own);
        if script == Script::Other {
            continue;
        }
        let columns = ALPHABETS.iter().zip(&mut word.counts).zip(&mut word.forms).zip(&mut word.capitals);
        for (((alphabet, count), form), capital) in columns {
            let native = *alphabet == script;
            *count += usize::from(native);
            *capital += usize::from(native && own.is_uppercase());
            *form += usize::from(native || look_alike(own, *alphabet).is_some());
        }
    }
    word
}

/// As many characters before and after a word tell what stands around it.
const AROUND: usize = 256;

/// The script that all letters of a mixed word have a form in.
fn script_of(s: &str, word: &Word, expected: Option<Script>, wrong: &[(char, char)]) -> Option<Script> {
    if is_formula(word) || expected != Some(Script::Greek) && is_unit(word) {
        return None;
    }
    if is_numeral(s, word, wrong) {
        return Some(Script::Latin);
    }
    let columns = ALPHABETS.into_iter().zip(word.counts.into_iter().zip(word.forms));
    let whole = columns.filter(|(_, (count, forms))| *count > 0 && *forms == word.letters);
    let possible: Vec<Script> = whole.map(|(script, _)| script).collect();
    if let [only] = possible.as_slice() {
        return Some(*only);
    }
    let most = word.counts.iter().copied().max().unwrap_or(0);
    let mut leading = ALPHABETS.into_iter().zip(word.counts).filter(|(_, count)| *count == most);
    let majority = match (leading.next(), leading.next()) {
        (Some((script, _)), None) => Some(script),
        _ => None,
    };
    // Only letters that one of the scripts has are asked; they are never replaced by another of these scripts, so
    // that a second look finds the same.
    let around = || {
        let before = s.get(..word.start).unwrap_or_default().chars().rev().take(AROUND);
        let after = s.get(word.end..).unwrap_or_default().chars().take(AROUND);
        before
            .chain(after)
            .find_map(|letter| only_script(right(plain(letter).unwrap_or(letter), wrong), &possible))
    };
    let choices = [expected, majority].into_iter().chain(std::iter::once_with(around));
    choices.flatten().find(|script| possible.contains(script))
}

/// Tells whether small Greek letters stand beside Latin capitals only: `TNFα`, `Kβ`.
fn is_formula(word: &Word) -> bool {
    let [latin, _, greek, ..] = word.counts;
    let [latin_capitals, _, greek_capitals, ..] = word.capitals;
    latin + greek == word.letters && greek <= latin && greek_capitals == 0 && latin_capitals == latin
}

/// Tells whether all letters look like the signs of small Roman numerals, which are Latin in every text: `ХХI век`.
fn is_numeral(s: &str, word: &Word, wrong: &[(char, char)]) -> bool {
    word.text(s).chars().all(|letter| {
        let own = word.own(letter, wrong);
        let latin = if Script::of(own) == Script::Latin { Some(own) } else { look_alike(own, Script::Latin) };
        latin.is_some_and(|latin| matches!(latin, 'I' | 'V' | 'X'))
    })
}

/// Tells whether a Latin letter stands beside a Greek one that looks like none: `kΩ`, `ΔT`, `μm`.
fn is_unit(word: &Word) -> bool {
    let ([latin, _, greek, ..], [latin_forms, ..]) = (word.counts, word.forms);
    latin == 1 && greek == 1 && word.letters == 2 && latin_forms == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::Edits;

    #[test]
    fn text_of_one_script_is_borrowed() {
        for text in ["Erdoğan", "Владимир Путин", "Ελλάδα", "СССР", "", "東京とNATO", "ＮＡＴＯ"]
        {
            assert!(matches!(replace_confusables(text, Lang::Tr), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn edits_lead_back_to_the_letters() {
        let (mut out, mut edits) = (String::from("x"), Edits::default());
        assert!(replace_confusables_into("Еrdoğan ve Ꭱussia", Expected::Nothing, &mut out, &mut edits));
        assert_eq!(out, "xErdoğan ve Russia");
        let mut want = Edits::default();
        want.edit(0..2, 0..1);
        want.edit(13..16, 12..13);
        assert_eq!(edits, want);
    }

    #[test]
    fn a_word_of_two_readings_follows_what_is_around_it() {
        // The first letter is Cyrillic, the second Latin.
        assert_eq!(replace_confusables("сa", Expected::Nothing), "сa");
        assert_eq!(replace_confusables("сa Ankara", Expected::Nothing), "ca Ankara");
        assert_eq!(replace_confusables("Москвa сa", Expected::Nothing), "Москва са");
        assert_eq!(replace_confusables("сa", Script::Cyrillic), "са");
    }
}
