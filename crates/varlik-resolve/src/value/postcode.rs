//! Postal codes.

use varlik_text::key;

use super::{packed, spread};

/// A postal code of at most ten letters and digits, without case and spaces.
///
/// # Example: a slip, and two streets of one district
/// ```
/// use varlik_resolve::PostcodeValue;
///
/// let code = |text| PostcodeValue::parse(text).unwrap();
/// let level = |a, b| PostcodeValue::LEVELS[usize::from(code(a).level(code(b))) - 1];
/// assert_eq!(level("TQ13 8DF", "tq138df"), "exact");
/// assert_eq!(level("TQ13 8DF", "TQ13 8FD"), "typo");
/// assert_eq!(level("TQ13 8DF", "TQ13 9XA"), "area");
/// assert_eq!(level("TQ13 8DF", "TQ1 4AB"), "region");
/// assert_eq!(level("34219", "06074"), "conflict");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PostcodeValue {
    /// Letters and digits in lanes of six bits, the first one lowest.
    code: u64,
    /// How many of them name the area, and the region.
    area: u8,
    region: u8,
}

/// Ten lanes fill 60 of 64 bits.
const LONGEST: usize = 10;
const LANE: u32 = 6;
/// What is longer than a code with the name of its country is prose.
const LONGEST_TEXT: usize = 32;

impl PostcodeValue {
    /// The names of the levels from 1 on.
    ///
    /// - `exact`: the same code.
    /// - `typo`: one letter or digit differs, is missing or too many, or two neighbours changed places.
    /// - `area`: the same leading part: the outward code of the United Kingdom, the first two of up to five, the first
    ///   three of longer ones.
    /// - `region`: the same start of that part: the letters of an outward code, all but the last letter or digit of
    ///   others.
    /// - `conflict`: not even that.
    pub const LEVELS: &'static [&'static str] = &["exact", "typo", "area", "region", "conflict"];

    /// Reads a code of two to ten letters and digits. The code of a country before a hyphen (`D-10115`) and the four
    /// digits that follow an American code say nothing.
    ///
    /// # Example
    /// ```
    /// use varlik_resolve::PostcodeValue;
    ///
    /// assert_eq!(PostcodeValue::parse("TR-34219"), PostcodeValue::parse("34219"));
    /// assert_eq!(PostcodeValue::parse("90210-1234"), PostcodeValue::parse("90210"));
    /// assert_eq!(PostcodeValue::parse("İstanbul, Türkiye"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST_TEXT {
            return None;
        }
        let folded;
        let mut text = text.trim();
        if !text.is_ascii() {
            folded = key(text);
            text = &folded;
        }
        if let Some((country, code)) = text.split_once('-') {
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            if (1..=3).contains(&country.len())
                && country.bytes().all(|byte| byte.is_ascii_alphabetic())
                && code.len() >= 4
                && digits(code)
            {
                text = code;
            } else if country.len() == 5 && code.len() == 4 && digits(country) && digits(code) {
                text = country;
            }
        }
        let mut symbols = [0; LONGEST];
        let mut length = 0;
        for byte in text.bytes().filter(u8::is_ascii_alphanumeric) {
            *symbols.get_mut(length)? = byte.to_ascii_uppercase();
            length += 1;
        }
        let symbols = symbols.get(..length)?;
        if length < 2 {
            return None;
        }
        let code = symbols.iter().rev().fold(0, |code, &symbol| code << LANE | lane(symbol));
        let (area, region) = areas(symbols);
        Some(Self { code, area: area as u8, region: region as u8 })
    }

    /// The level on which two codes meet, see [`PostcodeValue::LEVELS`].
    #[must_use]
    pub fn level(self, other: Self) -> u8 {
        if self.code == other.code {
            1
        } else if packed::one_edit::<LANE>(self.code.into(), other.code.into()) {
            2
        } else if self.area() == other.area() {
            3
        } else if self.region == other.region && (self.code ^ other.code) & lanes(self.region) == 0 {
            4
        } else {
            5
        }
    }

    /// A key that codes share on the level `exact`.
    #[must_use]
    pub fn key(self) -> u64 {
        spread(5, self.code)
    }

    /// A key of the area, which codes share on the level `area`.
    #[must_use]
    pub fn area_key(self) -> u64 {
        spread(6, self.area())
    }

    fn area(self) -> u64 {
        self.code & lanes(self.area)
    }
}

/// A letter or digit as a number from 1 to 36.
fn lane(symbol: u8) -> u64 {
    u64::from(if symbol.is_ascii_digit() { symbol - b'0' + 1 } else { symbol - b'A' + 11 })
}

/// The bits of the first letters and digits; at most ten.
fn lanes(count: u8) -> u64 {
    (1 << (LANE * u32::from(count))) - 1
}

/// How many letters and digits name the area, and the region.
fn areas(code: &[u8]) -> (usize, usize) {
    let outward = |code: &[u8]| match code {
        [a, rest @ ..] if a.is_ascii_uppercase() => {
            let rest = if let [b, rest @ ..] = rest
                && b.is_ascii_uppercase()
            {
                rest
            } else {
                rest
            };
            matches!(rest, [digit] if digit.is_ascii_digit())
                || matches!(rest, [digit, last] if digit.is_ascii_digit() && last.is_ascii_alphanumeric())
        }
        _ => false,
    };
    let inward = |code: &[u8]| matches!(code, [digit, a, b] if digit.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase());
    let letters = code.iter().take_while(|symbol| symbol.is_ascii_uppercase()).count();
    if outward(code) {
        return (code.len(), letters);
    }
    if let Some((head, tail)) = code.len().checked_sub(3).and_then(|place| code.split_at_checked(place))
        && outward(head)
        && inward(tail)
    {
        return (head.len(), letters);
    }
    if code.len() <= 5 { (2, 1) } else { (3, 2) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn levels() {
        for (a, b, want) in [
            ("TQ13 8DF", "tq138df", "exact"),
            ("34219", "TR-34219", "exact"),
            ("D-10115", "10115", "exact"),
            ("90210-1234", "90210", "exact"),
            ("٣٤٢١٩", "34219", "exact"),
            ("K1A 0B1", "k1a-0b1", "exact"),
            ("34219", "34129", "typo"),
            ("34219", "34218", "typo"),
            ("06074", "6074", "typo"),
            ("TQ13 8DF", "TQ13 8D", "typo"),
            ("TQ13 8DF", "TTQ13 8DF", "typo"),
            ("TQ13", "TQ13 8DF", "area"),
            ("B5 4LU", "B5 7XX", "area"),
            ("SW1A 1AA", "SW1A 2BB", "area"),
            ("34219", "34907", "area"),
            ("420175", "420980", "area"),
            ("K1A 0B1", "K1A 9X7", "area"),
            ("B5 4LU", "B54 7XX", "region"),
            ("TS19 0SH", "TS5 7HB", "region"),
            ("SW1A 1AA", "SW1P 3BT", "region"),
            ("34219", "35100", "region"),
            ("B5 4LU", "BS5 7XX", "conflict"),
            ("S1 2AB", "SE1 9XY", "conflict"),
            ("34219", "06074", "conflict"),
            ("420175", "190311", "conflict"),
            ("2119", "4881", "conflict"),
        ] {
            let (one, other) = (PostcodeValue::parse(a).unwrap(), PostcodeValue::parse(b).unwrap());
            assert_eq!(PostcodeValue::LEVELS[usize::from(one.level(other)) - 1], want, "{a} | {b}");
            assert_eq!(one.key() == other.key(), want == "exact", "{a} | {b}");
            if want == "area" {
                assert_eq!(one.area_key(), other.area_key(), "{a} | {b}");
            }
        }
    }

    #[test]
    fn what_is_no_code() {
        for text in ["", "-", "4", "İstanbul, Türkiye", "221B Baker Street", "12345678901"] {
            assert_eq!(PostcodeValue::parse(text), None, "{text}");
        }
        assert_eq!(PostcodeValue::parse(&"9".repeat(1 << 20)), None);
    }

    proptest! {
        #[test]
        fn levels_are_symmetric(a in "[AB12]{2,7}", b in "[AB12]{2,7}") {
            let (a, b) = (PostcodeValue::parse(&a).unwrap(), PostcodeValue::parse(&b).unwrap());
            prop_assert_eq!(a.level(b), b.level(a));
            prop_assert_eq!(a.level(b) == 1, a == b);
        }

        #[test]
        fn nothing_panics(text in "(\\PC|[0-9A-Z -]){0,40}") {
            let _ = PostcodeValue::parse(&text);
        }
    }
}
