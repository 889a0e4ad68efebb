//! Turkish in windows-1254 or latin-5 that was read as windows-1252 or latin-1: ð ý þ Ð Ý Þ for ğ ı ş Ğ İ Ş.
use crate::{Lang, language};

/// The Turkish letter that windows-1254 has in the place of a letter of windows-1252.
pub(crate) fn turkish_letter(c: char) -> Option<char> {
    Some(match c {
        'Ð' => 'Ğ',
        'Ý' => 'İ',
        'Þ' => 'Ş',
        'ð' => 'ğ',
        'ý' => 'ı',
        'þ' => 'ş',
        _ => return None,
    })
}

/// Tells whether a whole text is Turkish in windows-1254 that was read as windows-1252: at least two of its words
/// are Turkish only when read so, ý stands in some of them, none of the letters that would have been read right is
/// there, few words have letters of other languages, and the function words are Turkish.
pub(crate) fn is_turkish_as_western(text: &str) -> bool {
    // The cheap question first: it looks at the beginning only.
    if language(text) != Lang::Tr {
        return false;
    }
    let (mut words, mut foreign) = (0_u32, 0_u32);
    let mut dotless = false;
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if word.is_ascii() {
            continue;
        }
        if word.contains(['ı', 'ş', 'ğ', 'İ', 'Ş', 'Ğ']) {
            return false;
        }
        if word.contains(|c| turkish_letter(c).is_some()) {
            let turkish = is_turkish(word);
            words += u32::from(turkish);
            foreign += u32::from(!turkish);
            dotless |= turkish && word.contains('ý');
        } else {
            foreign += u32::from(word.contains(['á', 'í', 'ó', 'ú', 'æ', 'å', 'ø']));
        }
    }
    words >= 2 && dotless && foreign * 4 <= words
}

/// Tells whether a word that holds one of the letters can be a Turkish one: Guðmundsson, Þórður and Sigurðsson
/// cannot.
///
/// ğ stands behind a vowel only; no more than three consonants meet (Türkçe, Ankstrom); á é í ó ú æ å ø and
/// their like are not Turkish (Göksel and Lewis, *Turkish: A Comprehensive Grammar*, 2005, chapter 1).
pub(crate) fn is_turkish(word: &str) -> bool {
    let mut consonants = 0_u32;
    let mut before = None;
    for c in word.chars() {
        let c = turkish_letter(c).unwrap_or(c);
        let vowel = matches!(
            c,
            'a' | 'e'
                | 'ı'
                | 'i'
                | 'o'
                | 'ö'
                | 'u'
                | 'ü'
                | 'â'
                | 'î'
                | 'û'
                | 'A'
                | 'E'
                | 'I'
                | 'İ'
                | 'O'
                | 'Ö'
                | 'U'
                | 'Ü'
                | 'Â'
                | 'Î'
                | 'Û'
        );
        let soft = matches!(c, 'ğ' | 'Ğ');
        if (soft && !before.unwrap_or(false))
            || !(vowel || c.is_ascii() || matches!(c, 'ç' | 'ş' | 'Ç' | 'Ş') || soft)
        {
            return false;
        }
        consonants = if vowel || !c.is_alphabetic() { 0 } else { consonants + 1 };
        if consonants > 3 {
            return false;
        }
        before = Some(vowel);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_can_be_turkish_are_told_from_words_that_cannot() {
        for word in ["Erdoðan", "Cumhurbaþkaný", "Ýstanbul", "IÐDIR", "Þýrnak", "DAÐLIÇ", "doðdu"] {
            assert!(is_turkish(word), "{word}");
        }
        for word in ["Guðmundsson", "Þór", "Sigurðsson", "Þórður", "Ðað", "Æþelþryð"] {
            assert!(!is_turkish(word), "{word}");
        }
    }
}
