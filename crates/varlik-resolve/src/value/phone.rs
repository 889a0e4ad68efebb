//! Numbers of telephones.

use super::digit::digit;
use super::{packed, spread};

/// A telephone number by its last digits: country codes, trunk zeros and signs say nothing.
///
/// Numbers with nine digits or more are compared by their last nine, shorter ones by seven. The shortest number is of
/// five digits; extensions and a second number in the cell are left out.
///
/// # Example: one number, written in four ways, and a slip
/// ```
/// use varlik_resolve::PhoneValue;
///
/// let phone = |text| PhoneValue::parse(text).unwrap();
/// for form in ["+90 532 123 45 67", "0532 1234567", "00905321234567", "(532) 123-4567"] {
///     assert_eq!(PhoneValue::LEVELS[usize::from(phone(form).level(phone("+905321234567"))) - 1], "exact");
/// }
/// assert_eq!(PhoneValue::LEVELS[usize::from(phone("0532 123 45 76").level(phone("+905321234567"))) - 1], "typo");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhoneValue {
    /// The last 16 digits, each by one more than it says, the last one in the lowest four bits.
    digits: u64,
    /// How many digits there are, at most 16.
    length: u8,
}

/// Digits that tell a number apart within a country, and within a town.
const NATIONAL: u32 = 9;
const LOCAL: u32 = 7;
const SHORTEST: u8 = 5;
const MOST: u8 = 16;

impl PhoneValue {
    /// The names of the levels from 1 on.
    ///
    /// - `exact`: the digits that are compared are the same.
    /// - `typo`: one digit differs, is missing or is too many, or two neighbours changed places.
    /// - `conflict`: more than that differs.
    pub const LEVELS: &'static [&'static str] = &["exact", "typo", "conflict"];

    /// Reads the first telephone number of a text; `None` for less than five digits or for prose around them.
    ///
    /// # Example
    /// ```
    /// use varlik_resolve::PhoneValue;
    ///
    /// assert_eq!(PhoneValue::parse("0212 555 11 22 dahili 34"), PhoneValue::parse("02125551122"));
    /// assert_eq!(PhoneValue::parse("yok"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut phone = Self { digits: 0, length: 0 };
        let mut letters = 0;
        for c in text.chars() {
            if let Some(digit) = digit(c) {
                if phone.length == MOST {
                    break;
                }
                phone.digits = phone.digits << 4 | u64::from(digit + 1);
                phone.length += 1;
            } else if phone.length >= LOCAL as u8
                && (c.is_alphabetic() || matches!(c, '/' | ';' | ',' | '#' | '|'))
            {
                // An extension or another number.
                break;
            } else if c.is_alphabetic() {
                letters += 1;
                // "Telephone:", "tel.", "cep": a word or two may stand before it.
                if letters > 12 {
                    return None;
                }
            }
        }
        (phone.length >= SHORTEST).then_some(phone)
    }

    /// Whether it has seven to fifteen digits, as the numbers of towns and countries have (ITU-T E.164), and more than
    /// one of them.
    #[must_use]
    pub fn is_possible(self) -> bool {
        let rest = self.digits >> 4;
        let same = (rest ^ self.digits) & lanes(u32::from(self.length).saturating_sub(1));
        (7..=15).contains(&self.length) && same != 0
    }

    /// The level on which two numbers meet, see [`PhoneValue::LEVELS`].
    #[must_use]
    pub fn level(self, other: Self) -> u8 {
        let shorter = u32::from(self.length.min(other.length));
        if shorter < LOCAL {
            return if self.digits == other.digits {
                1
            } else if packed::one_edit::<4>(self.digits.into(), other.digits.into()) {
                2
            } else {
                3
            };
        }
        let count = if shorter >= NATIONAL { NATIONAL } else { LOCAL };
        if (self.digits ^ other.digits) & lanes(count) == 0 {
            1
        } else if one_edit(self.digits, other.digits, count) {
            2
        } else {
            3
        }
    }

    /// A key of the last seven digits, which numbers share on the level `exact`.
    #[must_use]
    pub fn key(self) -> u64 {
        spread(4, self.digits & lanes(LOCAL))
    }
}

/// The bits of the last `count` digits.
fn lanes(count: u32) -> u64 {
    if count >= 16 { u64::MAX } else { (1 << (4 * count)) - 1 }
}

/// Whether one edit parts the last `count` digits, which differ; a digit left out lets one more come in from ahead.
fn one_edit(a: u64, b: u64, count: u32) -> bool {
    let at = (a ^ b).trailing_zeros() / 4;
    let (a, b) = (a >> (4 * at), b >> (4 * at));
    let (a_rest, b_rest) = (a >> 4, b >> 4);
    // The digits that differ first are among the last `count`.
    let ahead = lanes(count.saturating_sub(at + 1));
    (a_rest ^ b_rest) & ahead == 0
        || (a_rest ^ b) & ahead == 0
        || (a ^ b_rest) & ahead == 0
        || (a & 0xF == b_rest & 0xF && b & 0xF == a_rest & 0xF && (a_rest ^ b_rest) & ahead & !0xF == 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn levels() {
        for (a, b, want) in [
            ("+90 532 123 45 67", "0532 1234567", "exact"),
            ("00905321234567", "532 123 4567", "exact"),
            ("+44 (0)20 7946 0958", "020 7946 0958", "exact"),
            ("404/231-1368", "404-231-1368", "exact"),
            ("212/651-2030.", "212 651 2030", "exact"),
            ("555-1212", "(212) 555-1212", "exact"),
            ("Tel: 0212 555 11 22", "0212 555 11 22 / 0216 444 33 22", "exact"),
            ("02125551122 x12", "02125551122, 5553344", "exact"),
            ("٠٥٣٢ ١٢٣ ٤٥ ٦٧", "05321234567", "exact"),
            ("444 0 444", "4440444", "exact"),
            ("12345", "12345", "exact"),
            ("0532 123 45 67", "0532 123 45 68", "typo"),
            ("0532 123 45 67", "0532 132 45 67", "typo"),
            ("0532 123 45 67", "0532 123 4 67", "typo"),
            ("0532 123 45 67", "0532 123 45 667", "typo"),
            ("5551212", "5551213", "typo"),
            ("12345", "12354", "typo"),
            ("0532 123 45 67", "0532 123 54 68", "conflict"),
            ("0532 123 45 67", "0542 123 45 86", "conflict"),
            ("0532 123 45 67", "0532 987 65 43", "conflict"),
            ("12345", "67890", "conflict"),
            ("12345", "0532 651 23 45", "conflict"),
        ] {
            let (one, other) = (PhoneValue::parse(a).unwrap(), PhoneValue::parse(b).unwrap());
            assert_eq!(PhoneValue::LEVELS[usize::from(one.level(other)) - 1], want, "{a} | {b}");
            if want == "exact" && one.length >= 7 {
                assert_eq!(one.key(), other.key(), "{a} | {b}");
            } else if want == "conflict" {
                assert_ne!(one.key(), other.key(), "{a} | {b}");
            }
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["", "yok", "1234", "-", "n/a", "Model 350 with 2 speeds and 4 more 55", "İstanbul"] {
            assert_eq!(PhoneValue::parse(text), None, "{text}");
        }
        assert!(PhoneValue::parse(&"9".repeat(1 << 20)).is_some_and(|phone| !phone.is_possible()));
    }

    #[test]
    fn possible_numbers() {
        for text in ["+90 532 123 45 67", "444 0 444", "404/231-1368"] {
            assert!(PhoneValue::parse(text).unwrap().is_possible(), "{text}");
        }
        for text in ["0000000000", "11111", "12345", "1234567890123456"] {
            assert!(!PhoneValue::parse(text).unwrap().is_possible(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn levels_are_symmetric(a in "[12]{5,16}", b in "[12]{5,16}") {
            let (a, b) = (PhoneValue::parse(&a).unwrap(), PhoneValue::parse(&b).unwrap());
            prop_assert_eq!(a.level(b), b.level(a));
            prop_assert_eq!(a.level(a), 1);
        }

        #[test]
        fn one_slip_is_a_typo(number in "[1-9][0-9]{9}", at in 0_usize..10, slip in 0..4) {
            let mut digits = number.clone().into_bytes();
            match slip {
                0 => digits[at] = if digits[at] == b'9' { b'0' } else { digits[at] + 1 },
                1 if at > 0 => digits.swap(at - 1, at),
                2 => { digits.remove(at); }
                _ => digits.insert(at, b'5'),
            }
            let slipped = String::from_utf8(digits).unwrap();
            let phone = |digits: &str| PhoneValue::parse(&format!("+90{digits}")).unwrap();
            prop_assert!(phone(&number).level(phone(&slipped)) <= 2);
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,40}") {
            let _ = PhoneValue::parse(&text).map(|phone| (phone.is_possible(), phone.key()));
        }
    }
}
