//! Codes and numbers that are given to one thing.

use varlik_distance::{Edits, bytes};
use varlik_text::key;

use super::hash;
use super::packed::{self, Head};

/// A code by its letters and digits, without case, spaces and signs: a tax number, a model number, an IBAN.
///
/// Codes of up to 16 letters and digits are held whole; the texts of longer ones are read again when they are compared.
///
/// # Example: the levels on which codes meet
/// ```
/// use varlik_resolve::IdentifierValue;
///
/// let level = |a, b| {
///     let (one, other) = (IdentifierValue::parse(a).unwrap(), IdentifierValue::parse(b).unwrap());
///     IdentifierValue::LEVELS[usize::from(one.level(other, a, b)) - 1]
/// };
/// assert_eq!(level("PS-LX350H", "pslx350h"), "exact");
/// assert_eq!(level("1804974", "1804947"), "typo");
/// assert_eq!(level("AM53BK", "Bose AM53BK"), "held");
/// assert_eq!(level("1804974", "6089216"), "conflict");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct IdentifierValue {
    hash: u64,
    /// The first letters and digits.
    head: Head,
    /// A bit for each letter and digit it has, by their number modulo 32.
    letters: u32,
    length: u8,
    /// Whether the text is ASCII, so that a long one can be read again without being folded.
    ascii: bool,
}

/// Longer codes are texts.
const LONGEST: usize = 64;
/// The shortest codes of which one edit, two edits, or that one holds the other, is more than chance.
const SHORTEST_TYPO: u8 = 4;
const SHORTEST_NEAR: u8 = 6;
const SHORTEST_HELD: u8 = 5;
/// More edits than are counted.
const MANY: usize = 3;

impl IdentifierValue {
    /// The names of the levels from 1 on.
    ///
    /// - `exact`: the same letters and digits.
    /// - `held`: one holds the other, which has five letters and digits or more: a colour or a maker is put to it.
    /// - `typo`: one edit parts two codes of four or more.
    /// - `near`: two edits part two codes of six or more.
    /// - `conflict`: more than that.
    pub const LEVELS: &'static [&'static str] = &["exact", "held", "typo", "near", "conflict"];

    /// Reads a code of up to 64 letters and digits; zeros that lead a plain number are dropped, as spreadsheets do.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // Signs and spaces between all letters are still a code.
        if text.len() > 4 * LONGEST {
            return None;
        }
        let ascii = text.is_ascii();
        let mut room = [0; LONGEST];
        let code = if ascii { fold(text, &mut room)? } else { fold(&key(text), &mut room)? };
        Some(Self {
            hash: hash(code),
            head: Head::of(code),
            letters: code.iter().fold(0, |letters, byte| letters | 1 << (byte % 32)),
            length: code.len() as u8,
            ascii,
        })
    }

    /// The level on which two codes meet, see [`IdentifierValue::LEVELS`]; `text` and `other_text` are those they were
    /// parsed from.
    #[must_use]
    pub fn level(self, other: Self, text: &str, other_text: &str) -> u8 {
        if self.hash == other.hash && self.head == other.head && self.length == other.length {
            return 1;
        }
        let (shorter, longer) = (self.length.min(other.length), self.length.max(other.length));
        let few_edits = shorter >= SHORTEST_TYPO
            && longer - shorter <= 2
            && (self.letters ^ other.letters).count_ones() <= 4;
        let (least, most) = if self.length <= other.length { (self, other) } else { (other, self) };
        let held = shorter >= SHORTEST_HELD && shorter < longer && least.letters & !most.letters == 0;
        if !few_edits && !held {
            return 5;
        }
        let mut rooms = ([0; LONGEST], [0; LONGEST]);
        let (edits, holds) = if usize::from(longer) <= packed::LONGEST {
            let (a, b) = (self.head.lanes(), other.head.lanes());
            let edits = match few_edits {
                true if packed::one_edit::<8>(a, b) => 1,
                true if packed::two_edits::<8>(a, b) => 2,
                _ => MANY,
            };
            let (longer, shorter) = (longer.into(), shorter.into());
            (edits, held && packed::holds(most.head.lanes(), longer, least.head.lanes(), shorter))
        } else if let (true, true, Some(a), Some(b)) =
            (self.ascii, other.ascii, fold(text, &mut rooms.0), fold(other_text, &mut rooms.1))
        {
            let edits =
                few_edits.then(|| bytes::distance_within(Edits::Osa, a, b, 2)).flatten().unwrap_or(MANY);
            let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
            (edits, held && holds(longer, shorter))
        } else {
            (MANY, false)
        };
        if holds {
            2
        } else if edits == 1 {
            3
        } else if edits <= 2 && shorter >= SHORTEST_NEAR {
            4
        } else {
            5
        }
    }

    /// A key that codes share on the level `exact`.
    #[must_use]
    pub fn key(self) -> u64 {
        self.hash
    }
}

/// Whether a word of one byte or more stands somewhere in a longer one.
fn holds(longer: &[u8], word: &[u8]) -> bool {
    !word.is_empty() && longer.windows(word.len()).any(|window| window == word)
}

/// Writes the letters and digits of `text` in lower case; `None` for none, or more than there is room for.
fn fold<'r>(text: &str, room: &'r mut [u8; LONGEST]) -> Option<&'r [u8]> {
    let mut length = 0;
    let mut digits = true;
    for byte in text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()) {
        *room.get_mut(length)? = byte.to_ascii_lowercase();
        digits &= byte.is_ascii_digit();
        length += 1;
    }
    let code = room.get(..length)?;
    let zeros = if digits { code.iter().take_while(|&&byte| byte == b'0').count() } else { 0 };
    // A number of zeros alone keeps one.
    code.get(zeros.min(length.checked_sub(1)?)..)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn level(a: &str, b: &str) -> &'static str {
        let (one, other) = (IdentifierValue::parse(a).unwrap(), IdentifierValue::parse(b).unwrap());
        IdentifierValue::LEVELS[usize::from(one.level(other, a, b)) - 1]
    }

    #[test]
    fn levels() {
        for (a, b, want) in [
            ("PS-LX350H", "pslx350h", "exact"),
            ("TR33 0006 1005 1978 6457 8413 26", "TR330006100519786457841326", "exact"),
            ("00123", "123", "exact"),
            ("0", "000", "exact"),
            ("Ş-34", "s34", "exact"),
            ("٣٤-١٢", "3412", "exact"),
            ("1804974", "1804947", "typo"),
            ("1804974", "180974", "typo"),
            ("1234", "1235", "typo"),
            ("TR33 0006 1005 1978 6457 8413 26", "TR33 0006 1005 1978 6457 8413 62", "typo"),
            ("1804974", "1805947", "near"),
            ("AM53BK", "Bose AM53BK", "held"),
            ("MDB7851AW", "MDB7851AWB", "held"),
            ("1804974", "804974", "held"),
            ("VIN 1HGCM82633A004352", "1HGCM82633A004352", "held"),
            ("6108 1HGCM82633A004352", "1HGCM82633A004352", "held"),
            ("7", "8", "conflict"),
            ("123", "124", "conflict"),
            ("12345", "12354x", "conflict"),
            ("1804974", "6089216", "conflict"),
            ("AM5", "Bose AM5", "conflict"),
            ("1HGCM82633A004352", "5YJSA1DG9DFP14705", "conflict"),
            ("aaaaabbbbb", "bbbbbaaaaa", "conflict"),
        ] {
            assert_eq!(level(a, b), want, "{a} | {b}");
        }
    }

    #[test]
    fn what_is_no_code() {
        for text in ["", "-", "...", " "] {
            assert_eq!(IdentifierValue::parse(text), None, "{text}");
        }
        assert_eq!(IdentifierValue::parse(&"9".repeat(65)), None);
        assert_eq!(IdentifierValue::parse(&"9".repeat(1 << 20)), None);
        assert_eq!(IdentifierValue::parse(&"-".repeat(100)), None);
    }

    proptest! {
        #[test]
        fn levels_are_symmetric(a in "[ab1 ]{0,24}x", b in "[ab1 ]{0,24}x") {
            prop_assert_eq!(level(&a, &b), level(&b, &a));
        }

        #[test]
        fn short_and_long_codes_follow_one_rule(a in "[ab1]{6,16}", b in "[ab1]{6,16}") {
            // The same head on both makes them long; it changes neither the edits nor what holds what to its end. It has
            // no zero in front, which would be dropped from whichever of the two is a plain number.
            let head = "1234567890123456";
            let (long_a, long_b) = (format!("{head}{a}"), format!("{head}{b}"));
            if level(&a, &b) == "typo" {
                prop_assert_eq!(level(&long_a, &long_b), "typo");
            }
            if level(&long_a, &long_b) == "exact" {
                prop_assert_eq!(level(&a, &b), "exact");
            }
        }

        #[test]
        fn nothing_panics(a in "(\\PC|[a-z0-9]){0,80}", b in "(\\PC|[a-z0-9]){0,80}") {
            if let (Some(one), Some(other)) = (IdentifierValue::parse(&a), IdentifierValue::parse(&b)) {
                prop_assert_eq!(one.level(other, &a, &b), other.level(one, &b, &a));
            }
        }
    }
}
