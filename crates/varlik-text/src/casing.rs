//! Lower and upper case by language.
use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::Lang;

/// Writes `s` in lower case by the rules of `lang`.
///
/// Turkish, Azerbaijani, Crimean Tatar and Gagauz pair `I` with `ı` and `İ` with `i`; `I` followed by
/// U+0307 is `i` there. A capital sigma at the end of a word becomes `ς`. Borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, lower};
///
/// assert_eq!(lower("ISPARTA İZMİR", Lang::Tr), "ısparta izmir");
/// assert_eq!(lower("ISPARTA", Lang::En), "isparta");
/// assert_eq!(lower("ΣΙΣΥΦΟΣ", Lang::El), "σισυφος");
/// ```
#[must_use]
pub fn lower(s: &str, lang: Lang) -> Cow<'_, str> {
    if s.is_ascii() {
        let changes = s.bytes().any(|byte| byte.is_ascii_uppercase());
        return match (changes, lang.dotless() && s.contains('I')) {
            (false, _) => Cow::Borrowed(s),
            (true, false) => Cow::Owned(s.to_ascii_lowercase()),
            (true, true) => Cow::Owned(s.replace('I', "ı").to_lowercase()),
        };
    }
    let dotted = lang.dotless() && s.contains("i\u{307}");
    if !dotted && s.chars().all(|c| c.to_lowercase().next() == Some(c)) {
        return Cow::Borrowed(s);
    }
    if lang.dotless() && s.contains(['I', 'İ', '\u{307}']) {
        let dotted = s.replace("I\u{307}", "i").replace("i\u{307}", "i").replace('I', "ı").replace('İ', "i");
        return Cow::Owned(dotted.to_lowercase());
    }
    Cow::Owned(s.to_lowercase())
}

/// Writes `s` in upper case by the rules of `lang`.
///
/// The Turkish pairing is that of [`lower`]; Greek capitals lose their stress mark. Borrowed when nothing
/// changes.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, upper};
///
/// assert_eq!(upper("Iğdır ilinde", Lang::Tr), "IĞDIR İLİNDE");
/// assert_eq!(upper("şêxê êzidî", Lang::Ku), "ŞÊXÊ ÊZIDÎ");
/// assert_eq!(upper("Αθήνα", Lang::El), "ΑΘΗΝΑ");
/// ```
#[must_use]
pub fn upper(s: &str, lang: Lang) -> Cow<'_, str> {
    if lang == Lang::El && !s.is_ascii() {
        let bare: String =
            s.nfd().filter(|c| !matches!(c, '\u{300}' | '\u{301}' | '\u{342}')).nfc().collect();
        return Cow::Owned(bare.to_uppercase());
    }
    if lang.dotless() && s.contains('i') {
        return Cow::Owned(s.replace("i\u{307}", "İ").replace('i', "İ").to_uppercase());
    }
    if s.is_ascii() {
        let changes = s.bytes().any(|byte| byte.is_ascii_lowercase());
        return if changes { Cow::Owned(s.to_ascii_uppercase()) } else { Cow::Borrowed(s) };
    }
    if s.chars().any(|c| c.to_uppercase().next() != Some(c)) {
        return Cow::Owned(s.to_uppercase());
    }
    Cow::Borrowed(s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unchanged_text_is_borrowed() {
        assert!(matches!(lower("ankara", Lang::Tr), Cow::Borrowed(_)));
        assert!(matches!(lower("şırnak", Lang::Tr), Cow::Borrowed(_)));
        assert!(matches!(upper("ŞIRNAK", Lang::Tr), Cow::Borrowed(_)));
    }

    #[test]
    fn dot_above_is_part_of_a_turkish_i_only() {
        assert_eq!(lower("I\u{307}ZMI\u{307}R", Lang::Tr), "izmir");
        assert_eq!(lower("İ", Lang::En), "i\u{307}");
        assert_eq!(upper("i\u{307}", Lang::Tr), "İ");
    }
}
