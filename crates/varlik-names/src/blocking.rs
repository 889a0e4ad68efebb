//! Keys on which spellings of one name meet.

pub(crate) mod skeleton;

use std::borrow::Cow;

use varlik_text::{Lang, Scheme, key, transliterate};

/// The ASCII letters of a word of a [`key`]; a word of a script that keys leave alone is transliterated.
pub(crate) fn romanised(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let end = word.char_indices().nth(skeleton::MOST_LETTERS).map_or(word.len(), |(at, _)| at);
    let word = word.get(..end).unwrap_or(word);
    let is_han = |c: char| matches!(u32::from(c), 0x3400..=0x9FFF | 0xF900..=0xFAFF);
    let scheme = if word.contains(is_han) { "zh@news".parse().ok() } else { None };
    let mut roman = key(&transliterate(word, scheme.unwrap_or(Scheme::of(Lang::Und))));
    roman.retain(|c| c != ' ');
    Cow::Owned(roman)
}
