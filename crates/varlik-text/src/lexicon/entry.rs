//! How one spelling is written into the map: its key, an end, and where it differs from the key.
//!
//! Most spellings have one letter for each letter of their key. Such a tail is the shape of the case and, for
//! every other letter, the distance from the last one and the letter: `Iğdır` is `igdir`, capital first, `ğ`
//! after one, `ı` after one. Ends are then alike, so the map holds them once.

/// Stands between a key and its tail; no key holds it.
pub(super) const END: u8 = 0;

/// No tail is longer: a literal of the longest word, or an edit of five bytes a letter that was shorter.
pub(super) const LONGEST_TAIL: usize = super::LONGEST + 1;

/// What the letters of a key become, unless an edit says otherwise.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Lower,
    /// The first letter of each word is a capital.
    Title,
    Upper,
}

impl Shape {
    const ALL: [(Self, u8); 3] = [(Self::Lower, b'l'), (Self::Title, b't'), (Self::Upper, b'u')];

    /// The letters of a key in this shape.
    fn letters(self, key: &str) -> impl Iterator<Item = char> + '_ {
        let mut before = ' ';
        key.chars().map(move |c| {
            let capital = self == Self::Upper || (self == Self::Title && before == ' ');
            before = c;
            if capital { c.to_ascii_uppercase() } else { c }
        })
    }
}

/// The whole spelling follows.
const LITERAL: u8 = b'=';

/// Gives the bytes under which a spelling is stored.
pub(super) fn encode(key: &str, word: &str) -> Vec<u8> {
    let mut literal = vec![LITERAL];
    literal.extend_from_slice(word.as_bytes());
    let mut best = literal;
    if key.chars().count() == word.chars().count() {
        for (shape, sign) in Shape::ALL {
            let mut tail = vec![sign];
            let mut gap = 0_u8;
            for (plain, letter) in shape.letters(key).zip(word.chars()) {
                if plain == letter {
                    gap += 1;
                } else {
                    tail.push(gap);
                    tail.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                    gap = 0;
                }
            }
            if tail.len() < best.len() {
                best = tail;
            }
        }
    }
    let mut entry = Vec::with_capacity(key.len() + 1 + best.len());
    entry.extend_from_slice(key.as_bytes());
    entry.push(END);
    entry.extend_from_slice(&best);
    entry
}

/// Gives the spelling back; `None` for bytes that [`encode`] does not write.
pub(super) fn decode(key: &str, tail: &[u8]) -> Option<String> {
    let (sign, mut rest) = tail.split_first()?;
    if *sign == LITERAL {
        return std::str::from_utf8(rest).ok().map(str::to_owned);
    }
    let (shape, _) = Shape::ALL.into_iter().find(|(_, known)| known == sign)?;
    let mut word = String::with_capacity(key.len() + tail.len());
    let mut letters = shape.letters(key);
    while let Some((gap, edit)) = rest.split_first() {
        let (letter, after) = first_letter(edit)?;
        word.extend(letters.by_ref().take(usize::from(*gap)));
        letters.next()?;
        word.push(letter);
        rest = after;
    }
    word.extend(letters);
    Some(word)
}

fn first_letter(bytes: &[u8]) -> Option<(char, &[u8])> {
    let length = match bytes.first()? {
        ..0x80 => 1,
        ..0xE0 => 2,
        ..0xF0 => 3,
        _ => 4,
    };
    let (letter, rest) = bytes.split_at_checked(length)?;
    Some((std::str::from_utf8(letter).ok()?.chars().next()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::key;

    #[test]
    fn every_spelling_comes_back() {
        for word in [
            "Iğdır",
            "İSTANBUL",
            "ankara",
            "Straße",
            "New York",
            "İETT",
            "Côte d'Ivoire",
            "Путин",
            "McDonald's",
            "şğüöçıİ",
            "東京",
            "X",
            "Al-Qa'ida",
            "F-16",
        ] {
            let key = key(word);
            let entry = encode(&key, word);
            let tail = entry.strip_prefix(key.as_bytes()).and_then(|rest| rest.strip_prefix(&[END]));
            assert_eq!(decode(&key, tail.expect("the key stands first")).as_deref(), Some(word));
        }
    }

    #[test]
    fn a_plain_name_costs_one_byte_after_its_key() {
        assert_eq!(encode("putin", "Putin"), b"putin\0t");
    }

    #[test]
    fn other_bytes_are_no_spelling() {
        for tail in [&b""[..], b"x", b"=\xFF", b"l\x09a", b"l\x00", b"t\x00\xC5"] {
            assert_eq!(decode("van", tail), None, "{tail:?}");
        }
    }
}
