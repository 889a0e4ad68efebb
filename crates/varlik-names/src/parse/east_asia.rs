//! Names of East Asia, which begin with the family name.

use varlik_text::Script;

use crate::parse::spelling::is_all;
use crate::tables::surnames::{HAN_DOUBLE, HANGUL, HANGUL_DOUBLE, LATIN};

/// How many bytes at the beginning of a word are the family name; none where that is not sure.
///
/// Two or three Han characters are one of family and one or two of given name, unless the first two are one of the
/// double family names; of four the first two are the family name (欧阳修文, and the usual Japanese 安倍晋三). Hangul
/// needs a known family name in front, because a foreign name may be as short.
pub(super) fn family_length(word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    // Both scripts write three bytes a character.
    let length = word.len() / 3;
    if !(2..=4).contains(&length) {
        return None;
    }
    match Script::of(first) {
        Script::Han if is_all(word, Script::Han) => {
            let double = word.get(..6).is_some_and(|head| HAN_DOUBLE.binary_search(&head).is_ok());
            Some(if length == 4 || (length == 3 && double) { 6 } else { 3 })
        }
        Script::Hangul if is_all(word, Script::Hangul) => {
            let double = word.get(..6).is_some_and(|head| HANGUL_DOUBLE.binary_search(&head).is_ok());
            let single = word.get(..3).is_some_and(|head| HANGUL.binary_search(&head).is_ok());
            match (length, double, single) {
                (3 | 4, true, _) => Some(6),
                (2 | 3, _, true) => Some(3),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a key in Latin letters is a family name of China, Korea or Vietnam.
pub(super) fn is_family(key: &str) -> bool {
    key.len() <= LONGEST_FAMILY && LATIN.binary_search(&key).is_ok()
}

/// Letters of the longest family name in Latin letters.
const LONGEST_FAMILY: usize = 6;

/// Whether a key reads as one or two syllables of Chinese or Korean: "jinping", "kyong", not "kardashian" or "harvey".
pub(super) fn is_given(key: &str) -> bool {
    let mut rest = key.as_bytes();
    let mut syllables = 0;
    while !rest.is_empty() {
        let Some(length) = syllable(rest) else { return false };
        rest = rest.get(length..).unwrap_or_default();
        syllables += 1;
    }
    matches!(syllables, 1 | 2)
}

/// The length of the syllable in front: a consonant, vowels, and one of the few consonants that end one.
fn syllable(letters: &[u8]) -> Option<usize> {
    let is_vowel = |at: usize| letters.get(at).is_some_and(|letter| b"aeiouy".contains(letter));
    let onset = match letters {
        [b'z' | b'c' | b's', b'h', ..] | [b't', b's', ..] | [b'k', b'y', ..] => 2,
        [first, ..] if b"bpmfdtnlgkhjqxrzcsyw".contains(first) => 1,
        _ => 0,
    };
    let vowels = (onset..onset + 4).take_while(|&at| is_vowel(at)).count();
    if vowels == 0 || vowels > 3 {
        return None;
    }
    let end = onset + vowels;
    // A consonant before a vowel begins the next syllable.
    let coda = match letters.get(end..).unwrap_or_default() {
        [b'n', b'g', ..] if !is_vowel(end + 2) => 2,
        [b'n' | b'm' | b'k' | b'p' | b'l' | b'r', ..] if !is_vowel(end + 1) => 1,
        _ => 0,
    };
    Some(end + coda)
}

#[cfg(test)]
mod tests {
    use super::is_given;

    #[test]
    fn given_names_of_china_and_korea_are_told_from_others() {
        for key in ["jinping", "zedong", "jong", "un", "kyong", "min", "geunhye", "qiang", "xiaoping"] {
            assert!(is_given(key), "{key}");
        }
        for key in ["kardashian", "harvey", "oswald", "novak", "smith", "evans", "jackson", "marvin", ""] {
            assert!(!is_given(key), "{key}");
        }
    }
}
