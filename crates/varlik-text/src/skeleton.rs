//! The consonant skeleton of a name in a script that leaves vowels unwritten.
use crate::tables::abjad::SKELETONS;
use crate::{Lang, key};

/// Gives the ASCII skeleton of a name in the Arabic or the Hebrew script: its consonants, and the vowels it
/// happens to write.
///
/// Alef and ayin are `a`, waw is `w`, yeh is `y`, whatever they stand for; no vowel is guessed
/// ([`readings`](crate::readings()) does that).
/// The spellings of one name in Arabic, Persian and Urdu come near
/// each other, and near the skeleton of the Hebrew one. Letters follow the comparison [`key`]; the language
/// decides only where one letter has two values: in Hebrew a consonant with a geresh (`ג׳` -> `j`), in Sorani
/// and Uyghur the bearer of a first vowel (nothing). Text in other scripts becomes its key.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, skeleton};
///
/// assert_eq!(skeleton("رجب طيب أردوغان", Lang::Ar), "rjb tyb ardwghan");
/// assert_eq!(skeleton("رجب طیب اردوغان", Lang::Fa), "rjb tyb ardwghan");
/// assert_eq!(skeleton("ג׳ורג׳", Lang::He), skeleton("جورج", Lang::Ar));
/// // Vowels that were not written are not there.
/// assert_ne!(skeleton("محمد", Lang::Ar), "muhammad");
/// ```
#[must_use]
pub fn skeleton(s: &str, lang: Lang) -> String {
    let code = lang.code();
    if !SKELETONS.iter().any(|(_, language, _)| *language == code) {
        return key(s);
    }
    let mut text = String::with_capacity(s.len());
    let mut rest = s.chars();
    while let Some(c) = rest.next() {
        let after = match rest.clone().next() {
            Some('\'' | '’') => '׳',
            other => other.unwrap_or('\0'),
        };
        let found = SKELETONS
            .iter()
            .filter(|(letters, language, _)| *language == code && letters[0] == c)
            .find(|(letters, _, _)| letters[1] == '\0' || letters[1] == after);
        match found {
            Some(([_, second], _, ascii)) => {
                text.push_str(ascii);
                if *second != '\0' {
                    rest.next();
                }
            }
            None => text.push(c),
        }
    }
    let found = key(&text);
    if found.is_ascii() && !found.is_empty() {
        return found;
    }
    // A name of nothing but a vowel bearer, or of that and marks, keeps it.
    let whole = key(s);
    if whole.is_ascii() || found.is_empty() { whole } else { found }
}
