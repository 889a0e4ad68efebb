//! Names written without a space in Han and Hangul.

use varlik_text::Script;

use crate::parse::pieces::is_all;
use crate::tables::surnames::{HAN_DOUBLE, HANGUL, HANGUL_DOUBLE};

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
