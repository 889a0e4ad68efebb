//! Roman numerals.
use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The letters of a numeral, also of one written in the characters for numerals (`Ⅳ`).
pub(super) fn letters(text: &str) -> Cow<'_, str> {
    let sign = |c| matches!(c, '\u{2160}'..='\u{216F}');
    if text.contains(sign) && text.chars().all(sign) {
        return Cow::Owned(text.nfkc().collect());
    }
    Cow::Borrowed(text)
}

/// The value of a numeral in capitals, when it is written as it should be.
pub(super) fn value(text: &str) -> Option<u32> {
    const SIGNS: [(&str, u32); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    if text.is_empty() || text.len() > 15 || !text.bytes().all(|byte| b"IVXLCDM".contains(&byte)) {
        return None;
    }
    let (mut value, mut rest) = (0, text);
    for (sign, worth) in SIGNS {
        while let Some(tail) = rest.strip_prefix(sign) {
            value += worth;
            rest = tail;
        }
    }
    // Only the shortest spelling gives itself back.
    let mut spelled = String::new();
    let mut left = value;
    for (sign, worth) in SIGNS {
        while left >= worth {
            spelled.push_str(sign);
            left -= worth;
        }
    }
    (rest.is_empty() && value < 4000 && spelled == text).then_some(value)
}

/// Tells whether a numeral is no word or abbreviation by its letters alone: numerals of I, V and X, the longer ones
/// with L, and years. `MIX`, `CD`, `XL` and `DC` are none.
pub(super) fn is_plain(text: &str) -> bool {
    let large = text.bytes().any(|byte| b"CDM".contains(&byte));
    let fifty = text.contains('L');
    match text.len() {
        0 | 1 => false,
        2 | 3 => !large && !fifty,
        4 => !large,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_usual_spelling_is_a_numeral() {
        for (text, want) in [
            ("IV", Some(4)),
            ("XIX", Some(19)),
            ("XL", Some(40)),
            ("MCMXCIX", Some(1999)),
            ("IIII", None),
            ("VX", None),
            ("IC", None),
            ("DVD", None),
            ("CIVIL", None),
            ("", None),
        ] {
            assert_eq!(value(text), want, "{text}");
        }
    }

    #[test]
    fn words_of_the_same_letters_are_not_plain() {
        for text in ["MIX", "CD", "DC", "XL", "LI", "MM", "I", "MD"] {
            assert!(!is_plain(text), "{text}");
        }
        for text in ["II", "XIV", "XXI", "LVIII", "MCMXCIX"] {
            assert!(is_plain(text), "{text}");
        }
    }
}
