//! Turkish letters that a text in plain ASCII lost.
use std::borrow::Cow;
use std::ptr;

use crate::edits::Record;
use crate::suffix::is_apostrophe;
use crate::{Lang, Lexicon, lower};

pub mod model;

use model::{foreignness, marked};

/// A word as it could have been written, with how likely that is.
#[derive(Clone, Debug, PartialEq)]
pub struct Restored {
    /// The word, in the case of the input.
    pub text: String,
    /// How likely this spelling is, 0 to 1; those of all candidates sum to 1. Not calibrated on one corpus: a
    /// ratio of two word frequencies, or the margin of the letter model.
    pub score: f32,
}

/// Bits that a marked spelling must be more common than the word as it stands, to take its place: `su` stays
/// though `şu` is twice as common.
const MARGIN: f32 = 1.5;
/// Bits that a spelling loses when it is a name and the word is not capitalised, or the reverse.
const OTHER_CASE: f32 = 2.0;
/// Score below which letters are marked in a capitalised word that no lexicon holds; others get the higher one.
const FOREIGN_NAME: i32 = -32;
const FOREIGN_WORD: i32 = 160;
/// Longer words are none.
const LONGEST: usize = 48;

/// Lists the spellings that a Turkish word in ASCII letters could stand for, the likeliest first.
///
/// The lexicon of Turkish words and `names` know most words and how common they are; the letters of others are
/// judged by a model of their neighbours. The word itself is always among the candidates, and alone when it is no
/// Turkish word in plain letters: it has a Turkish letter, or q, w or x, or is built like a foreign name.
///
/// # Example: a word with two readings, and a foreign name
///
/// ```
/// use varlik_text::diacritic_candidates;
///
/// let found = diacritic_candidates("oldu", None);
/// assert_eq!((found[0].text.as_str(), found[1].text.as_str()), ("oldu", "öldü"));
/// assert!(found[0].score > 0.9);
/// assert_eq!(diacritic_candidates("Washington", None).len(), 1);
/// ```
#[must_use]
pub fn diacritic_candidates(word: &str, names: Option<&Lexicon>) -> Vec<Restored> {
    let mut found = weigh(word, names.as_slice());
    let top = found.iter().map(|(_, weight)| *weight).fold(f32::MIN, f32::max);
    let total: f32 = found.iter().map(|(_, weight)| (weight - top).exp2()).sum();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.into_iter().map(|(text, weight)| Restored { text, score: (weight - top).exp2() / total }).collect()
}

/// Gives a Turkish text in ASCII letters its letters back.
///
/// Only words in plain ASCII letters change, each to its first [candidate](diacritic_candidates), and to a
/// spelling that is clearly more common when the word as it stands is a word too (`oldu` stays, `su` stays). A
/// suffix behind an apostrophe follows its name. Idempotent; borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::restore_diacritics;
///
/// assert_eq!(restore_diacritics("Cumhurbaskani aciklama yapti", None), "Cumhurbaşkanı açıklama yaptı");
/// assert_eq!(restore_diacritics("turuncgiller", None), "turunçgiller");
/// assert_eq!(restore_diacritics("Putin, Washington, su getir", None), "Putin, Washington, su getir");
/// ```
#[must_use]
pub fn restore_diacritics<'a>(s: &'a str, names: Option<&Lexicon>) -> Cow<'a, str> {
    let mut out = String::new();
    if restore_diacritics_into(s, names.as_slice(), &mut out, &mut ()) {
        Cow::Owned(out)
    } else {
        Cow::Borrowed(s)
    }
}

/// Appends the restored text to `out`; tells whether anything changed.
pub(crate) fn restore_diacritics_into<R: Record>(
    s: &str,
    lexicons: &[&Lexicon],
    out: &mut String,
    record: &mut R,
) -> bool {
    let base = out.len();
    let (mut at, mut done) = (0, 0);
    let mut changed = false;
    let mut stem = String::new();
    while let Some(skipped) = s.get(at..).and_then(|rest| rest.find(char::is_alphabetic)) {
        let start = at + skipped;
        let rest = s.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        let gap = s.get(at..start).unwrap_or_default();
        at = start + length;
        let behind = gap.strip_suffix(is_apostrophe).filter(|_| is_lower(word));
        let restored = match behind {
            Some("") => restore_suffix(&stem, word),
            // Behind a number there is no name to follow.
            Some(before) if before.ends_with(|c: char| c.is_numeric()) => None,
            _ => restore(word, lexicons),
        };
        stem.clear();
        stem.push_str(restored.as_deref().unwrap_or(word));
        let Some(restored) = restored.filter(|restored| restored != word) else { continue };
        out.push_str(s.get(done..start).unwrap_or_default());
        let from = out.len() - base;
        out.push_str(&restored);
        record.edit(start..at, from..out.len() - base);
        done = at;
        changed = true;
    }
    out.push_str(s.get(done..).unwrap_or_default());
    changed
}

/// The spelling to show in the place of a word, if it is another.
fn restore(word: &str, lexicons: &[&Lexicon]) -> Option<String> {
    let found = weigh(word, lexicons);
    let own = found.iter().find(|(text, _)| text == word).map_or(f32::MIN, |(_, weight)| *weight);
    let best = found.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
    (best.0 != word && best.1 >= own + MARGIN).then_some(best.0)
}

/// The suffix of a name, as vowel harmony asks for (TDK Yazım Kılavuzu, "Büyük ünlü uyumu", "Küçük ünlü uyumu").
fn restore_suffix(stem: &str, suffix: &str) -> Option<String> {
    let mut vowel = last_vowel(stem)?;
    let mut out = String::with_capacity(suffix.len() + 4);
    let letters: Vec<char> = suffix.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        let restored = match letter {
            // -ki keeps its vowel: Ankara'daki.
            'i' if before != Some(&'k') && "aıou".contains(vowel) => 'ı',
            'u' if "eiöü".contains(vowel) => 'ü',
            'g' if before.is_some_and(|c| is_vowel(*c)) && after.is_some_and(|c| is_vowel(*c)) => 'ğ',
            // -miş.
            's' if suffix.get(..at).is_some_and(|head| head.ends_with("mi") || head.ends_with("mu")) => 'ş',
            _ => *letter,
        };
        if is_vowel(restored) {
            vowel = restored;
        }
        out.push(restored);
    }
    Some(out)
}

fn is_vowel(letter: char) -> bool {
    "aeıioöuü".contains(letter)
}

/// The vowel that the suffix of a name follows.
fn last_vowel(stem: &str) -> Option<char> {
    let small = lower(stem, Lang::Tr);
    let spelled = stem.chars().count() <= 3 && stem.chars().all(char::is_uppercase);
    let last = small.chars().next_back()?;
    if spelled && !is_vowel(last) {
        // The last letter of an abbreviation is read by its name: AKP is "a ka pe".
        return Some('e');
    }
    small.chars().rev().find_map(|letter| match letter {
        'y' if last == 'y' => Some('i'),
        'â' | 'î' | 'û' => Some(if letter == 'î' { 'i' } else { 'e' }),
        _ => Some(letter).filter(|letter| is_vowel(*letter)),
    })
}

/// The spellings of a word with their weights in bits; the word itself is one. The words of Turkish are known besides
/// those of `lexicons`.
fn weigh(word: &str, lexicons: &[&Lexicon]) -> Vec<(String, f32)> {
    let alone = || vec![(word.to_owned(), 0.0)];
    if !is_plain(word) {
        return alone();
    }
    let folded = word.to_ascii_lowercase();
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    let mut found: Vec<(String, f32)> = Vec::new();
    let turkish = Lexicon::turkish();
    let others = lexicons.iter().filter(|lexicon| !ptr::eq(**lexicon, turkish));
    let words = turkish.spellings(&folded);
    for spelling in words.chain(others.flat_map(|lexicon| lexicon.spellings(&folded))) {
        let name = spelling.text.starts_with(char::is_uppercase);
        // A name in plain letters is plain in any case: `Ireland` has no dotless i.
        let stays = name && is_plain(&spelling.text);
        let small = lower(&spelling.text, if stays { Lang::Und } else { Lang::Tr });
        if !small.chars().filter_map(plain).eq(folded.chars()) || small.chars().count() != folded.len() {
            continue;
        }
        let weight = spelling.weight - if name == capital { 0.0 } else { OTHER_CASE };
        let text = if stays { word.to_owned() } else { in_case(&small, word) };
        match found.iter_mut().find(|(known, _)| *known == text) {
            Some((_, known)) => *known = known.max(weight),
            None => found.push((text, weight)),
        }
    }
    if !found.is_empty() {
        let least = found.iter().map(|(_, weight)| *weight).fold(f32::MAX, f32::min);
        if found.iter().all(|(text, _)| text != word) {
            found.push((word.to_owned(), least - 8.0));
        }
        return found;
    }
    let limit = if capital { FOREIGN_NAME } else { FOREIGN_WORD };
    if foreignness(folded.as_bytes()) > limit {
        return alone();
    }
    let mut least = i32::MAX;
    let letters = folded.bytes().enumerate().map(|(at, letter)| {
        let margin = marked(folded.as_bytes(), at);
        if model::is_ambiguous(letter) {
            least = least.min(margin.abs());
        }
        model::letter(letter, margin > 0)
    });
    let text = in_case(&letters.collect::<String>(), word);
    if text == word {
        return alone();
    }
    // A margin of the model is a log-odds in parts of a bit.
    vec![(text, MARGIN + least as f32 / model::BIT), (word.to_owned(), 0.0)]
}

/// Tells whether a word has the letters of Turkish without their marks, and no other.
fn is_plain(word: &str) -> bool {
    (2..=LONGEST).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphabetic() && !b"qwxQWX".contains(&byte))
}

fn is_lower(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A letter without its Turkish marks, small; `None` for what is no letter of Turkish.
fn plain(letter: char) -> Option<char> {
    Some(match letter {
        'ç' | 'Ç' => 'c',
        'ğ' | 'Ğ' => 'g',
        'ı' | 'İ' | 'î' | 'Î' => 'i',
        'ö' | 'Ö' => 'o',
        'ş' | 'Ş' => 's',
        'ü' | 'û' | 'Ü' | 'Û' => 'u',
        'â' | 'Â' => 'a',
        _ if letter.is_ascii_alphabetic() => letter.to_ascii_lowercase(),
        _ => return None,
    })
}

/// Writes the small letters of a spelling with the capitals of `word`.
fn in_case(small: &str, word: &str) -> String {
    let pairs = small.chars().zip(word.chars());
    pairs
        .map(|(letter, case)| match letter {
            _ if case.is_ascii_lowercase() => letter,
            'i' => 'İ',
            'ı' => 'I',
            _ => letter.to_uppercase().next().unwrap_or(letter),
        })
        .collect()
}
