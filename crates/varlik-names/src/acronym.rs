//! Short forms made of initials: NATO, TBMM, AKP.

use crate::lexicon;

/// Returns whether `acronym` is made of the initials of `words`, in order.
///
/// Both are comparison keys ([`varlik_text::key`]). Each telling word gives its first letter, small words (*of*, *the*,
/// *ve*) may be passed over, and so may the second half of a word like *co-operation*. Acronyms have 2 to 8 letters.
/// The rule is that of Schwartz and Hearst, "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical
/// Text" (2003), held to word beginnings.
///
/// # Example: long forms and what only looks like one
/// ```
/// use varlik_names::is_acronym_of;
///
/// assert!(is_acronym_of("osce", "organization for security and co operation in europe"));
/// assert!(is_acronym_of("tbmm", "turkiye buyuk millet meclisi"));
/// assert!(!is_acronym_of("nato", "united nations"));
/// ```
#[must_use]
pub fn is_acronym_of(acronym: &str, words: &str) -> bool {
    let letters = acronym.as_bytes();
    if !(2..=8).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_lowercase) {
        return false;
    }
    let mut at = 0;
    let mut telling = 0;
    let mut after_prefix = false;
    for word in words.split(' ') {
        let takes =
            |at: usize| letters.get(at).is_some_and(|&letter| word.as_bytes().first() == Some(&letter));
        if takes(at) {
            at += 1;
            telling += 1;
            after_prefix = word.len() <= PREFIX;
        } else if is_small(word) || std::mem::take(&mut after_prefix) {
            // Left out.
        } else {
            return false;
        }
    }
    at == letters.len() && telling >= 2
}

/// Letters of a first half that a key has parted from its word: co, non, pan.
const PREFIX: usize = 3;

/// A word that an acronym may leave out.
fn is_small(word: &str) -> bool {
    word.len() <= 3 || lexicon::words(word).is_connector()
}

#[cfg(test)]
mod tests {
    use super::is_acronym_of;

    #[test]
    fn initials_make_an_acronym() {
        for (acronym, words) in [
            ("un", "united nations"),
            ("akp", "adalet ve kalkinma partisi"),
            ("aa", "anadolu ajansi"),
            ("who", "world health organization"),
            ("caatsa", "countering americas adversaries through sanctions act"),
        ] {
            assert!(is_acronym_of(acronym, words), "{acronym} = {words}");
        }
    }

    #[test]
    fn other_words_do_not() {
        for (acronym, words) in [
            ("un", "union nationale francaise"),
            ("chp", "adalet ve kalkinma partisi"),
            ("who", "world trade organization"),
            ("u", "union"),
            ("eu", "europe"),
        ] {
            assert!(!is_acronym_of(acronym, words), "{acronym} != {words}");
        }
    }
}
