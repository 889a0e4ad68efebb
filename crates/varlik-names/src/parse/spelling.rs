//! How one word of a name is written: its capitals, words written as one, letters read wrongly.

use varlik_text::Script;

use crate::given_name::name_flags;
use crate::lexicon::words;
use crate::world;

/// How the letters of a piece are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Two capitals or more, and no small letter.
    Capitals,
    /// A capital letter first.
    Capitalised,
    /// A small letter first.
    Small,
    /// No letters, or those of a script without case.
    Caseless,
}

/// Where the name of a company that is called after its site ends: "Amazon" of "Amazon.com".
pub(super) fn site_name(word: &str) -> Option<usize> {
    let (name, domain) = word.rsplit_once('.')?;
    let known = ["com", "net", "org", "io", "ai"].iter().any(|other| other.eq_ignore_ascii_case(domain));
    let whole = name.len() > 1 && !name.contains('.');
    (known && whole).then_some(name.len())
}

/// Whether a sign without case is a letter or digit; the blocks of many names are told without a look-up.
fn is_letter(c: char) -> bool {
    matches!(c, '0'..='9' | '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{64A}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
        || c.is_alphanumeric()
}

/// How a word is written, and with how many letters and digits.
pub(super) fn shape(word: &str) -> (Shape, u8) {
    let (mut letters, mut capitals, mut small) = (0_u8, 0_u32, 0_u32);
    let mut first = Shape::Caseless;
    for c in word.chars() {
        let (is_capital, is_small) = if c.is_ascii() {
            (c.is_ascii_uppercase(), c.is_ascii_lowercase())
        } else {
            (c.is_uppercase(), c.is_lowercase())
        };
        if letters == 0 && (is_capital || is_small) {
            first = if is_capital { Shape::Capitalised } else { Shape::Small };
        }
        // The ending behind an apostrophe is small in "ERDOĞAN'ın" too.
        if letters > 1 && matches!(c, '\'' | '’') {
            break;
        }
        capitals += u32::from(is_capital);
        small += u32::from(is_small);
        letters = letters.saturating_add(u8::from(is_capital || is_small || is_letter(c)));
    }
    // "McDONALD" is written in capitals as well.
    let mc = small > 0 && small <= 2 && capitals > small + 2 && first == Shape::Capitalised;
    if capitals > 1 && (small == 0 || mc) { (Shape::Capitals, letters) } else { (first, letters) }
}

/// Where the first of two names that are written as one ends (`RecepTayyip`, `AlAssad`); beginnings of family names
/// ("Mac", "Fitz") part nothing.
pub(super) fn hump(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let at = bytes.windows(2).position(|pair| matches!(pair, [b'a'..=b'z', b'A'..=b'Z']))? + 1;
    let rest_is_name = bytes.get(at + 1..at + 3).is_some_and(|rest| rest.iter().all(u8::is_ascii_lowercase));
    let head = word.get(..at)?;
    let article = matches!(head, "Al" | "El" | "al" | "el");
    let beginning = matches!(head, "Mac" | "Fitz" | "Mc");
    // "DelBene" is as often written "Delbene".
    let long = || head.len() > 2 && !words(&head.to_ascii_lowercase()).is_connector();
    (rest_is_name && !beginning && (article || long())).then_some(at)
}

/// The word as it was meant where Turkish of ISO 8859-9 was read as ISO 8859-1 ("Þimþek"): the name lists know the mended
/// word and not the one that stands there.
pub(super) fn turkish_as_western(word: &str, key: &str) -> Option<String> {
    if word.is_ascii() || !word.contains(['þ', 'ð', 'ý', 'Þ', 'Ð', 'Ý']) {
        return None;
    }
    let known = |key: &str| {
        let flags = name_flags(key);
        flags.is_given() || flags.is_family() || world::senses(key).next().is_some()
    };
    let mended: String = word
        .chars()
        .map(|c| match c {
            'þ' => 'ş',
            'Þ' => 'Ş',
            'ð' => 'ğ',
            'Ð' => 'Ğ',
            'ý' => 'ı',
            'Ý' => 'İ',
            other => other,
        })
        .collect();
    (!known(key) && known(&varlik_text::key(&mended))).then_some(mended)
}

/// Whether all letters are of a script.
pub(super) fn is_all(word: &str, script: Script) -> bool {
    word.chars().all(|c| Script::of(c) == script)
}
