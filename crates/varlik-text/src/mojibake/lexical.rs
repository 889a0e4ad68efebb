//! Words that only a lexicon can repair: lost letters (`Erdo?an`, U+FFFD) and Turkish of DOS (`Erdo§an`).
use std::ops::Range;

use super::plan::Misreading;
use super::reading::Reading;
use crate::casing::upper;
use crate::{CodePage, Lang, Lexicon, turkish_stems};

/// The mark of what was lost when text was decoded.
const REPLACEMENT: char = '\u{FFFD}';
/// Longer words are no words.
const LONGEST: usize = 96;
/// Bits by which the best spelling must be more common than the next one.
const LEAD: f32 = 2.0;
/// The fewest letters a stem of an ending has.
const SHORTEST_STEM: usize = 3;
/// The most lost letters in an ending.
const MOST_LOST: usize = 4;

/// Finds the next character at or after `from` that only a lexicon can explain.
pub(super) fn next(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        // Blocks without the first byte of such a character are passed over; the one more byte is for ş.
        let clean = rest.first_chunk::<BLOCK>().is_some_and(|block| {
            let pairs = block.iter().zip(block.iter().skip(1));
            pairs.fold(0_u8, |found, (byte, next)| found | u8::from(leads(*byte, *next))) == 0
        });
        let end = at + BLOCK - 1;
        if !clean {
            let start = (at..=text.len()).find(|at| text.is_char_boundary(*at))?;
            let found = text
                .get(start..)?
                .char_indices()
                .take_while(|(place, _)| start + place < end)
                .find(|(_, c)| is_lost(*c) || is_dos(*c));
            if let Some((place, _)) = found {
                return Some(start + place);
            }
        }
        at = end;
    }
    None
}

/// Bytes looked at together; the last one only as the second of a pair.
const BLOCK: usize = 65;

/// Tells whether two bytes may begin a character that only a lexicon can explain: not those of Turkish letters.
#[inline]
const fn leads(byte: u8, next: u8) -> bool {
    matches!((byte, next), (b'?' | 0xC2 | 0xC6 | 0xCB | 0xE2 | 0xEF, _) | (0xC5, ..=0x9D | 0xA0..))
}

const fn is_lost(c: char) -> bool {
    matches!(c, '?' | REPLACEMENT)
}

/// A Turkish letter of code page 857, read in windows-1252 or latin-1.
const fn is_dos(c: char) -> bool {
    matches!(
        c,
        // Ç ü â î ı Ö Ü İ ö û ş Ş ğ Ğ ç
        '€' | '\u{80}'
            | '\u{81}'
            | 'ƒ'
            | '\u{83}'
            | 'Œ'
            | '\u{8C}'
            | '\u{8D}'
            | '™'
            | '\u{99}'
            | 'š'
            | '\u{9A}'
            | '˜'
            | '\u{98}'
            | '”'
            | '\u{94}'
            | '–'
            | '\u{96}'
            | 'Ÿ'
            | '\u{9F}'
            | 'ž'
            | '\u{9E}'
            | '§'
            | '¦'
            | '‡'
            | '\u{87}'
    )
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '´')
}

/// A repaired word.
pub(super) struct Word {
    pub(super) range: Range<usize>,
    pub(super) text: String,
    pub(super) misreading: Misreading,
}

/// Where a word around a suspicious character ends, and the word repaired.
pub(super) fn word(text: &str, at: usize, lexicons: &[&Lexicon], lang: Lang) -> (usize, Option<Word>) {
    let inside = |c: char| c.is_alphabetic() || is_lost(c) || is_dos(c) || is_apostrophe(c);
    let (head, tail) = text.split_at_checked(at).unwrap_or_default();
    let start =
        head.char_indices().rev().take_while(|(_, c)| inside(*c)).last().map_or(at, |(place, _)| place);
    let end = at + tail.find(|c| !inside(c)).unwrap_or(tail.len());
    let found = text.get(start..end).filter(|word| word.len() <= LONGEST).and_then(|word| {
        let context = Context { lexicons, lang, address: is_address(text, start, end) };
        let (range, mut text, misreading) = context.repair(word, is_sentence_end(text, end))?;
        if word.starts_with(is_lost) && is_sentence_start(head.get(..start).unwrap_or_default()) {
            let first = text.chars().next().map_or(0, char::len_utf8);
            text = upper(text.get(..first)?, Lang::Tr).into_owned() + text.get(first..)?;
        }
        Some(Word { range: start + range.start..start + range.end, text, misreading })
    });
    (end, found)
}

/// Tells whether a question mark of a word is likely that of an address: `example.org/Ankara?x=1`.
fn is_address(text: &str, start: usize, end: usize) -> bool {
    let near = |c: char| matches!(c, '/' | '=' | '&' | '@' | '%' | '.' | '_') || c.is_ascii_digit();
    text.get(..start).is_some_and(|head| head.ends_with(near))
        || text.get(end..).is_some_and(|tail| {
            tail.starts_with(|c| matches!(c, '/' | '=' | '&' | '@' | '%' | '_') || c.is_ascii_digit())
        })
}

/// Tells whether what follows a word lets it end a sentence: nothing, a capital, a sign; not a small letter.
fn is_sentence_end(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    !rest.trim_start_matches(' ').starts_with(char::is_lowercase)
}

/// Tells whether the text before a word lets it begin a sentence.
fn is_sentence_start(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '"', '“', '‘', '(']);
    before.is_empty() || before.ends_with(['.', '!', '\n'])
}

/// What the words are looked up in.
#[derive(Clone, Copy)]
struct Context<'l> {
    lexicons: &'l [&'l Lexicon],
    lang: Lang,
    address: bool,
}

impl Context<'_> {
    /// Repairs one word with the apostrophes in it; the range is that of the word.
    fn repair(self, word: &str, sentence_end: bool) -> Option<(Range<usize>, String, Misreading)> {
        if word.contains(is_lost) {
            let lost = word.chars().find(|c| is_lost(*c))?;
            if lost == '?' && self.address {
                return None;
            }
            let (range, text) = self.lost(word, lost, sentence_end)?;
            return Some((range, text, Misreading::Loss));
        }
        let trimmed = trim(word, |c| is_dos(c) || is_apostrophe(c));
        [0..word.len(), trimmed].into_iter().find_map(|range| {
            let inner = word.get(range.clone())?;
            let text = self.dos(inner)?;
            let read = Reading::Western.page(inner.chars());
            Some((range, text, Misreading::Page { written: CodePage::Ibm857, read }))
        })
    }

    fn lost(self, word: &str, lost: char, sentence_end: bool) -> Option<(Range<usize>, String)> {
        let letters = |range: Range<usize>| {
            let word = word.get(range)?;
            Some(word.chars().filter(|c| c.is_alphabetic()).count())
        };
        // The sign of a question stands behind the word; so do apostrophes that quote it.
        let inner = trim(word, |c| c == '?' || is_apostrophe(c));
        let ends = [word.trim_start_matches(is_apostrophe), word.trim_matches(is_apostrophe)];
        let whole = {
            let trimmed = ends.last().copied().unwrap_or(word);
            let start = word.len() - word.trim_start_matches(is_apostrophe).len();
            start..start + trimmed.len()
        };
        let without_end = whole.start..inner.end.max(whole.start);
        let has_lost = |range: &Range<usize>| word.get(range.clone()).is_some_and(|word| word.contains(lost));
        // A lost letter at the end alone looks like a question.
        let question = lost == '?' && !has_lost(&inner) && word.get(whole.start..inner.start) == Some("");
        if question || letters(whole.clone())? < 2 {
            return None;
        }
        let try_range = |range: Range<usize>| {
            let piece = word.get(range.clone()).filter(|_| has_lost(&range))?;
            let halved = halve(piece, lost);
            let found = self.pieces(piece, lost).or_else(|| self.pieces(&halved?, lost))?;
            Some((range, found))
        };
        let (with, without) = (try_range(whole.clone()), try_range(without_end.clone()));
        if whole == without_end || !sentence_end || lost != '?' {
            return with.or(without);
        }
        match (with, without) {
            (Some(with), Some(without)) => {
                // Both are words: a question, unless the longer one is much more common.
                if self.weight(&with.1) > self.weight(&without.1) + LEAD { Some(with) } else { Some(without) }
            }
            (with, without) => without.or(with),
        }
    }

    fn weight(self, word: &str) -> f32 {
        self.lexicons.iter().filter_map(|lexicon| lexicon.weight(word)).fold(0.0, f32::max)
    }

    /// A word, or a name with an ending behind an apostrophe.
    fn pieces(self, word: &str, lost: char) -> Option<String> {
        let Some((stem, mark)) = word.char_indices().rfind(|(_, c)| is_apostrophe(*c)) else {
            return self.piece(word, lost).or_else(|| self.lost_apostrophe(word, lost));
        };
        let (stem, tail) = word.split_at_checked(stem)?;
        let tail = tail.get(mark.len_utf8()..)?;
        let stem = if stem.contains(lost) {
            self.piece(stem, lost)?
        } else if self.knows(stem) {
            stem.to_owned()
        } else {
            return None;
        };
        let ending = if tail.contains(lost) {
            ending(&stem, tail, lost)?
        } else if tail.is_empty() || tail == "s" || !self.is_turkish() || is_ending(&stem, tail) {
            tail.to_owned()
        } else {
            return None;
        };
        Some(format!("{stem}{mark}{ending}"))
    }

    /// A word without an apostrophe: one of the lexicon, or one with a Turkish ending.
    fn piece(self, word: &str, lost: char) -> Option<String> {
        if let Some(found) = self.matching(word, lost) {
            return Some(found);
        }
        if !self.is_turkish() {
            return None;
        }
        let cuts: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(SHORTEST_STEM).collect();
        cuts.into_iter().rev().find_map(|cut| {
            let (stem, tail) = word.split_at_checked(cut)?;
            let stem = if stem.contains(lost) {
                self.matching(stem, lost)?
            } else {
                self.knows(stem).then(|| stem.to_owned())?
            };
            if tail.contains(lost) {
                return Some(stem.clone() + &ending(&stem, tail, lost)?);
            }
            is_ending(&stem, tail).then(|| stem.clone() + tail)
        })
    }

    /// A capitalised name whose apostrophe was lost: `Türkiye?nin`, `Trump?s`.
    fn lost_apostrophe(self, word: &str, lost: char) -> Option<String> {
        word.char_indices().rev().filter(|(_, c)| *c == lost).find_map(|(at, _)| {
            let (stem, tail) = word.split_at_checked(at)?;
            let tail = tail.get(lost.len_utf8()..)?;
            if tail.is_empty() || !stem.starts_with(char::is_uppercase) {
                return None;
            }
            let stem = if stem.contains(lost) { self.matching(stem, lost)? } else { stem.to_owned() };
            let is_name = self
                .lexicons
                .iter()
                .any(|lexicon| lexicon.spellings(&crate::key(&stem)).any(|found| found.text == stem));
            let tail = if self.is_turkish() && tail != "s" {
                ending(&stem, tail, lost)?
            } else if tail == "s" {
                tail.to_owned()
            } else {
                return None;
            };
            is_name.then(|| format!("{stem}’{tail}"))
        })
    }

    /// The spelling a pattern stands for, when one is clearly the most common, in the case of the pattern.
    fn matching(self, pattern: &str, lost: char) -> Option<String> {
        let mut found: Vec<(String, f32)> = Vec::new();
        for spelling in self.lexicons.iter().flat_map(|lexicon| lexicon.matching(pattern, lost)) {
            let text = recase(pattern, &spelling.text, lost);
            match found.iter_mut().find(|(known, _)| *known == text) {
                Some((_, weight)) => *weight = weight.max(spelling.weight),
                None => found.push((text, spelling.weight)),
            }
        }
        found.sort_by(|one, two| two.1.total_cmp(&one.1));
        match found.as_slice() {
            [(text, _)] => Some(text.clone()),
            [(text, first), (_, second), ..] if *first >= second + LEAD => Some(text.clone()),
            _ => None,
        }
    }

    fn knows(self, word: &str) -> bool {
        self.lexicons.iter().any(|lexicon| lexicon.contains(word))
    }

    const fn is_turkish(self) -> bool {
        matches!(self.lang, Lang::Und | Lang::Tr)
    }

    /// Reads a word as one of DOS.
    fn dos(self, word: &str) -> Option<String> {
        // š and ž are letters of other languages, and so is Ÿ where a capital may stand.
        let capital_inside = word.contains('Ÿ') && word.starts_with(char::is_lowercase);
        let foreign = |c: char| is_dos(c) && !c.is_alphabetic();
        let proven = self.lang == Lang::Tr || capital_inside || word.contains(foreign);
        if !proven || !word.contains(is_dos) || word.chars().filter(char::is_ascii_alphabetic).count() < 2 {
            return None;
        }
        let decoded: String = word
            .chars()
            .map(|c| match c {
                c if c.is_ascii() || is_apostrophe(c) => Some(c),
                c => Reading::Western.byte_of(c).map(|byte| CodePage::Ibm857.char_of(byte)),
            })
            .collect::<Option<_>>()?;
        let mut pieces = decoded.split(is_apostrophe);
        let stem = pieces.next()?;
        let ending = pieces.next();
        if pieces.next().is_some() || !decoded.chars().all(|c| c.is_alphabetic() || is_apostrophe(c)) {
            return None;
        }
        let known = self.knows(stem)
            || (self.is_turkish()
                && stem
                    .char_indices()
                    .skip(SHORTEST_STEM)
                    .any(|(at, _)| matches!(stem.split_at_checked(at), Some((stem, tail)) if self.knows(stem) && is_ending(stem, tail))));
        (known && ending.is_none_or(|ending| ending.is_empty() || is_ending(stem, ending))).then_some(decoded)
    }
}

/// Tells whether a Turkish word may end so.
fn is_ending(stem: &str, tail: &str) -> bool {
    let whole = format!("{stem}{tail}");
    turkish_stems(&whole).any(|length| length == stem.len())
}

/// Fills the lost letters of a Turkish ending: its vowels follow the last one before them (ı behind a and ı, ü
/// behind ö and ü; the others of the harmony are ASCII and never lost), its consonants are ş, ğ or ç.
fn ending(stem: &str, tail: &str, lost: char) -> Option<String> {
    fn fill(whole: &mut String, stem: usize, rest: &str, lost: char) -> Option<()> {
        let mut characters = rest.chars();
        let Some(c) = characters.next() else {
            return turkish_stems(whole).any(|length| length == stem).then_some(());
        };
        let rest = characters.as_str();
        if c != lost {
            whole.push(c);
            let found = fill(whole, stem, rest, lost);
            if found.is_none() {
                whole.pop();
            }
            return found;
        }
        let capital = !whole.contains(char::is_lowercase);
        let vowel = whole.chars().rev().find_map(|c| match c {
            'a' | 'ı' | 'A' | 'I' => Some(Some('ı')),
            'ö' | 'ü' | 'Ö' | 'Ü' => Some(Some('ü')),
            'e' | 'i' | 'E' | 'İ' if capital => Some(Some('i')),
            'e' | 'i' | 'o' | 'u' | 'E' | 'İ' | 'O' | 'U' | 'â' | 'î' | 'û' => Some(None),
            _ => None,
        });
        let letters = vowel.flatten().into_iter().chain(['ş', 'ğ', 'ç']);
        for letter in letters {
            let before = whole.len();
            if capital {
                whole.push_str(&upper(letter.encode_utf8(&mut [0; 4]), Lang::Tr));
            } else {
                whole.push(letter);
            }
            // What ASCII can write was not lost.
            if !whole.get(before..).is_some_and(str::is_ascii) && fill(whole, stem, rest, lost).is_some() {
                return Some(());
            }
            whole.truncate(before);
        }
        None
    }
    if tail.chars().filter(|c| *c == lost).count() > MOST_LOST {
        return None;
    }
    let mut whole = stem.to_owned();
    fill(&mut whole, stem.len(), tail, lost)?;
    whole.get(stem.len()..).map(str::to_owned)
}

/// The pattern with the letters of `spelling` in the places of the lost ones.
fn recase(pattern: &str, spelling: &str, lost: char) -> String {
    let capitals = !pattern.contains(char::is_lowercase) && pattern.contains(char::is_uppercase);
    let mut out = String::with_capacity(pattern.len());
    for (sign, letter) in pattern.chars().zip(spelling.chars()) {
        match (sign == lost, capitals) {
            (false, _) => out.push(sign),
            (true, false) => out.push(letter),
            (true, true) => out.push_str(&upper(letter.encode_utf8(&mut [0; 4]), Lang::Tr)),
        }
    }
    out
}

/// One sign for each two, when each letter was lost as the two bytes it had; none when they do not pair.
fn halve(word: &str, lost: char) -> Option<String> {
    let mut out = String::new();
    let mut characters = word.chars().peekable();
    while let Some(c) = characters.next() {
        if c == lost && characters.next_if_eq(&lost).is_none() {
            return None;
        }
        out.push(c);
    }
    Some(out)
}

/// The range of `word` without the characters at its ends.
fn trim(word: &str, is_end: impl Fn(char) -> bool + Copy) -> Range<usize> {
    let start = word.len() - word.trim_start_matches(is_end).len();
    start..start.max(word.trim_end_matches(is_end).len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn blocks_and_characters_find_the_same_places(
            text in prop_oneof![".{0,200}", "[a-z ışğöüç]{60,70}[?§ŸžƒŒ™š˜”–‡€\u{80}-\u{9F}\u{FFFD}ş]{0,3}[a-zş]{0,70}"]
        ) {
            let mut at = 0;
            while let Some(found) = next(&text, at) {
                let slow = text[at..].char_indices().find(|(_, c)| is_lost(*c) || is_dos(*c)).unwrap().0 + at;
                prop_assert_eq!(found, slow);
                at = found + text[found..].chars().next().unwrap().len_utf8();
            }
            prop_assert!(!text[at..].contains(|c| is_lost(c) || is_dos(c)));
        }
    }
}
