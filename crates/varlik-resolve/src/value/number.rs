//! Quantities and amounts of money.

use super::digit::digit;
use super::duration::seconds;
use super::{hash, spread};
use serde::{Deserialize, Serialize};

use crate::Strings;

/// Which sign parts the whole from the fraction, where a number can be read in two ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `1.234` is a little more than one, `1,234` more than a thousand; also where nothing tells.
    #[default]
    Point,
    /// `1.234` is more than a thousand, `1,234` a little more than one, as in Turkish and German.
    Comma,
}

impl DecimalMark {
    /// Returns the decimal mark of a column: that of the numbers that can be read in one way only, by their majority.
    /// Reads every text once, so that the answer does not hang on the order of rows.
    ///
    /// # Example
    /// ```
    /// use varlik_resolve::{DecimalMark, NumberValue, Strings};
    ///
    /// let mut column = Strings::default();
    /// for text in ["12,50 TL", "1.250 TL"] {
    ///     column.push(text);
    /// }
    /// let mark = DecimalMark::infer(&column);
    /// assert_eq!(mark, DecimalMark::Comma);
    /// assert_eq!(NumberValue::parse("1.250 TL", mark).unwrap().number(), 1250.0);
    /// ```
    #[must_use]
    pub fn infer(column: &Strings) -> Self {
        let balance: i64 = column.iter().map(|text| Parts::read(text).map_or(0, |parts| parts.vote())).sum();
        if balance < 0 { Self::Comma } else { Self::Point }
    }
}

/// A number and what it counts: `12,5 kg`, `$1,299.99`, `3:45`, `42`.
///
/// # Example: the levels on which numbers meet
/// ```
/// use varlik_resolve::{DecimalMark, NumberValue};
///
/// let number = |text| NumberValue::parse(text, DecimalMark::Point).unwrap();
/// let level = |a, b| NumberValue::LEVELS[usize::from(number(a).level(number(b))) - 1];
/// assert_eq!(level("$1,299.00", "1299"), "exact");
/// assert_eq!(level("0.5 kg", "500 g"), "exact");
/// assert_eq!(level("399", "399.99"), "close");
/// assert_eq!(level("399", "380"), "near");
/// assert_eq!(level("399", "349"), "similar");
/// assert_eq!(level("399", "49"), "conflict");
/// assert_eq!(level("10 USD", "10 EUR"), "conflict");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumberValue {
    /// Never infinite, never no number.
    number: f64,
    /// The hash of the unit, 0 for none.
    unit: u32,
    /// Whether the unit is one of those that are known.
    known: bool,
    /// Whether it is a length of time.
    lasts: bool,
}

/// What is longer is prose.
const LONGEST: usize = 64;

/// The base of lengths of time.
const SECOND: &str = "s";

/// By which part of itself a number may differ from the same one in another unit: seconds of a song are rounded.
const ROUNDED: f64 = 0.006;
/// The most letters of an unknown unit.
const LONGEST_UNIT: usize = 12;

impl NumberValue {
    /// The names of the levels from 1 on; the share of the difference is that of the greater number.
    ///
    /// - `exact`: the same number, of the same unit or where one names none.
    /// - `close`: at most 1 % apart, or the same in another unit that is not named: thousandths, seconds beside minutes.
    /// - `near`: at most 5 % apart.
    /// - `similar`: at most 20 % apart.
    /// - `conflict`: further apart, or of unlike units.
    pub const LEVELS: &'static [&'static str] = &["exact", "close", "near", "similar", "conflict"];

    /// Reads one number with a currency or a unit before or behind it, or a length of time (`3:45`, `2h 22m`). `mark` decides where one point or comma stands
    /// before three digits; every other number is read as it must be.
    ///
    /// # Example
    /// ```
    /// use varlik_resolve::{DecimalMark, NumberValue};
    ///
    /// let number = |text, mark| NumberValue::parse(text, mark).map(NumberValue::number);
    /// assert_eq!(number("1.234,50 ₺", DecimalMark::Point), Some(1234.5));
    /// assert_eq!(number("1.234 ₺", DecimalMark::Comma), Some(1234.0));
    /// assert_eq!(number("-3.5e-2", DecimalMark::Point), Some(-0.035));
    /// assert_eq!(number("33-1/3", DecimalMark::Point), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str, mark: DecimalMark) -> Option<Self> {
        if let Some(number) = seconds(text) {
            return Some(Self { number, unit: unit_of(SECOND), known: true, lasts: true });
        }
        let parts = Parts::read(text)?;
        let (number, unit) = (parts.number(mark)?, parts.unit()?);
        if unit.is_empty() {
            return Some(Self { number, unit: 0, known: false, lasts: false });
        }
        let unit = unit.as_str();
        let (unit, factor, known) = match UNITS.iter().find(|row| row.0 == unit) {
            Some(&(_, unit, factor)) => (unit, factor, true),
            None => (unit, 1.0, false),
        };
        let number = number * factor;
        let lasts = unit == SECOND;
        number.is_finite().then_some(Self { number, unit: unit_of(unit), known, lasts })
    }

    /// The number, in the base of its unit where it is a known one (grams, metres, litres, bytes, seconds).
    #[must_use]
    pub fn number(self) -> f64 {
        self.number
    }

    /// Whether it names a unit or a currency that is known.
    #[must_use]
    pub fn has_known_unit(self) -> bool {
        self.known
    }

    /// The level on which two numbers meet, see [`NumberValue::LEVELS`].
    #[must_use]
    pub fn level(self, other: Self) -> u8 {
        let is_other = self.is_in_another_unit(other) || other.is_in_another_unit(self);
        if is_other && !self.is_of_unlike_unit(other) { 2 } else { self.level_of_amounts(other) }
    }

    /// The level on which two amounts of money meet: nobody leaves out of a price that it is in thousands.
    pub(crate) fn level_of_amounts(self, other: Self) -> u8 {
        if self.is_of_unlike_unit(other) {
            return 5;
        }
        let difference = (self.number - other.number).abs();
        let greater = self.number.abs().max(other.number.abs());
        // A factor of a unit rounds in the last places.
        if difference <= greater * 1e-12 {
            1
        } else if difference <= greater * 0.01 {
            2
        } else if difference <= greater * 0.05 {
            3
        } else if difference <= greater * 0.2 {
            4
        } else {
            5
        }
    }

    /// Whether both name a unit, and not the same.
    fn is_of_unlike_unit(self, other: Self) -> bool {
        self.unit != other.unit && self.unit != 0 && other.unit != 0
    }

    /// Whether the other, which names no unit, is this number in another: thousandths, or minutes beside a length of time.
    ///
    /// Of two numbers without a unit only thousandths are believed, of seconds or minutes; others meet by chance.
    fn is_in_another_unit(self, other: Self) -> bool {
        if other.unit != 0 {
            return false;
        }
        let factors: &[f64] = match self.unit {
            _ if self.lasts => &[1e-3, 60.0],
            0 => &[1e-3, 1e-3 / 60.0],
            _ => &[1e-3],
        };
        let number = self.number.abs();
        self.number != 0.0
            && factors.iter().any(|factor| (other.number * factor - self.number).abs() <= number * ROUNDED)
    }

    /// A key of the number to nine digits, which numbers share on the level `exact`.
    #[must_use]
    pub fn key(self) -> u64 {
        // What rounds in the last places rounds away; the sum makes -0 zero.
        let rounded = self.number as f32 + 0.0;
        spread(7, u64::from(rounded.to_bits()))
    }
}

/// Units and currencies: how they are written, their base, and what one of them is in it. Prefixes of the SI
/// (BIPM brochure), the international pound, ounce and inch (1959); currencies by ISO 4217.
#[rustfmt::skip]
const UNITS: [(&str, &str, f64); 91] = [
    ("mg", "g", 0.001), ("g", "g", 1.0), ("gr", "g", 1.0), ("gram", "g", 1.0), ("grams", "g", 1.0), ("г", "g", 1.0),
    ("kg", "g", 1e3), ("kilo", "g", 1e3), ("кг", "g", 1e3), ("t", "g", 1e6), ("ton", "g", 1e6),
    ("lb", "g", 453.592_37), ("lbs", "g", 453.592_37), ("oz", "g", 28.349_523_125),
    ("mm", "m", 0.001), ("cm", "m", 0.01), ("m", "m", 1.0), ("metre", "m", 1.0), ("meter", "m", 1.0), ("км", "m", 1e3),
    ("km", "m", 1e3), ("in", "m", 0.0254), ("inch", "m", 0.0254), ("inches", "m", 0.0254), ("\"", "m", 0.0254),
    ("″", "m", 0.0254), ("inç", "m", 0.0254), ("ft", "m", 0.3048),
    ("ml", "l", 0.001), ("cl", "l", 0.01), ("l", "l", 1.0), ("lt", "l", 1.0), ("litre", "l", 1.0), ("liter", "l", 1.0),
    ("kb", "byte", 1e3), ("mb", "byte", 1e6), ("gb", "byte", 1e9), ("tb", "byte", 1e12),
    ("mhz", "hz", 1e6), ("ghz", "hz", 1e9), ("w", "w", 1.0), ("watt", "w", 1.0), ("watts", "w", 1.0), ("kw", "w", 1e3),
    ("ms", "s", 0.001), ("s", "s", 1.0), ("sec", "s", 1.0), ("secs", "s", 1.0), ("seconds", "s", 1.0), ("sn", "s", 1.0),
    ("min", "s", 60.0), ("mins", "s", 60.0), ("minutes", "s", 60.0), ("dk", "s", 60.0), ("dakika", "s", 60.0),
    ("h", "s", 3600.0), ("hr", "s", 3600.0), ("hours", "s", 3600.0), ("saat", "s", 3600.0),
    ("%", "%", 1.0),
    ("₺", "try", 1.0), ("tl", "try", 1.0), ("try", "try", 1.0), ("ytl", "try", 1.0), ("lira", "try", 1.0),
    ("$", "usd", 1.0), ("usd", "usd", 1.0), ("us$", "usd", 1.0), ("$us", "usd", 1.0), ("dolar", "usd", 1.0),
    ("dollars", "usd", 1.0), ("€", "eur", 1.0), ("eur", "eur", 1.0), ("euro", "eur", 1.0), ("avro", "eur", 1.0),
    ("£", "gbp", 1.0), ("gbp", "gbp", 1.0), ("pounds", "gbp", 1.0), ("sterlin", "gbp", 1.0),
    ("₽", "rub", 1.0), ("rub", "rub", 1.0), ("руб", "rub", 1.0), ("¥", "jpy", 1.0), ("jpy", "jpy", 1.0),
    ("円", "jpy", 1.0), ("chf", "chf", 1.0), ("fr", "chf", 1.0), ("sar", "sar", 1.0), ("aed", "aed", 1.0),
    ("₹", "inr", 1.0), ("inr", "inr", 1.0),
];

/// What stands before a number, the number as it is written, and what stands behind.
struct Parts<'t> {
    before: &'t str,
    written: &'t str,
    /// The power of ten behind an E.
    exponent: i32,
    behind: &'t str,
}

impl<'t> Parts<'t> {
    /// Finds the only number of a text.
    fn read(text: &'t str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        let first = text.find(|c| digit(c).is_some())?;
        // .99 starts with its mark.
        let marked = text.get(..first)?.ends_with(['.', ','])
            && !text.get(..first)?.trim_end_matches(['.', ',']).ends_with(char::is_alphabetic);
        let start = first - usize::from(marked);
        let (before, rest) = text.split_at_checked(start)?;
        let mut end = 0;
        let mut group = 0;
        for (at, c) in rest.char_indices() {
            let behind = rest.get(at + c.len_utf8()..)?;
            let digits = behind.chars().take(4).take_while(|c| digit(*c).is_some()).count();
            match c {
                _ if digit(c).is_some() => group += 1,
                '.' | ',' if digits > 0 => group = 0,
                ' ' | '\'' | '’' | '\u{A0}' | '\u{2009}' | '\u{202F}'
                    if digits == 3 && (1..=3).contains(&group) =>
                {
                    group = 0;
                }
                _ => break,
            }
            end = at + c.len_utf8();
        }
        let (written, rest) = rest.split_at_checked(end)?;
        let (exponent, behind) = exponent(rest);
        (!behind.contains(|c| digit(c).is_some())).then_some(Self { before, written, exponent, behind })
    }

    /// How many points and commas there are, and the digits behind the last of either.
    fn marks(&self) -> (usize, usize, usize) {
        let count = |mark: char| self.written.matches(mark).count();
        let last = self.written.rfind(['.', ',']).and_then(|place| self.written.get(place + 1..));
        (count('.'), count(','), last.map_or(0, |fraction| fraction.chars().count()))
    }

    /// 1 for a number with a decimal point, -1 for one with a decimal comma, 0 for one that can be read in two ways.
    fn vote(&self) -> i64 {
        let point_last = self.written.rfind('.') > self.written.rfind(',');
        match self.marks() {
            (0, 0, _) | (1, 0, 3) | (0, 1, 3) => 0,
            (1, 0, _) => 1,
            (0, 1, _) => -1,
            // Groups of one sign leave the other for the fraction.
            (points, commas, _) if points == 0 || (commas > 0 && point_last) => 1,
            _ => -1,
        }
    }

    /// The number, if its marks and groups make one.
    fn number(&self, mark: DecimalMark) -> Option<f64> {
        let whole_digits = self.written.chars().take_while(|c| digit(*c).is_some()).count();
        let decimal = match self.marks() {
            (1, 0, 3) if (1..=3).contains(&whole_digits) && !self.written.starts_with('0') => {
                (mark == DecimalMark::Point).then_some('.')
            }
            (0, 1, 3) if (1..=3).contains(&whole_digits) && !self.written.starts_with('0') => {
                (mark == DecimalMark::Comma).then_some(',')
            }
            (1, 0, _) => Some('.'),
            (0, 1, _) => Some(','),
            // Whole, or one sign that parts groups.
            (_, 0, _) | (0, _, _) => None,
            (points, commas, _) => {
                let point_last = self.written.rfind('.') > self.written.rfind(',');
                let (decimal, count) = if point_last { ('.', points) } else { (',', commas) };
                (count == 1).then_some(Some(decimal))?
            }
        };
        let (whole, fraction) = match decimal {
            Some(decimal) => self.written.rsplit_once(decimal)?,
            None => (self.written, ""),
        };
        // Groups are of three digits, in India also of two; the first is shorter or as long.
        let mut groups = whole.split(|c| digit(c).is_none()).map(|group| group.chars().count());
        let first = groups.next()?;
        let mut last = None;
        for group in groups {
            if !(2..=3).contains(&group) || !(1..=3).contains(&first) {
                return None;
            }
            last = Some(group);
        }
        if last.is_some_and(|last| last != 3) {
            return None;
        }
        let mut plain = String::with_capacity(LONGEST);
        let digits = |text: &str, plain: &mut String| {
            plain.extend(text.chars().filter_map(digit).map(|digit| char::from(b'0' + digit)));
        };
        digits(whole, &mut plain);
        plain.push('.');
        digits(fraction, &mut plain);
        plain.push('e');
        plain.push_str(&self.exponent.to_string());
        let number: f64 = plain.parse().ok()?;
        let sign = if self.is_negative() { -1.0 } else { 1.0 };
        number.is_finite().then_some(sign * number)
    }

    /// Whether a minus stands before it, or brackets about it, as in books of account.
    fn is_negative(&self) -> bool {
        self.before.contains(['-', '−']) || (self.before.contains('(') && self.behind.contains(')'))
    }

    /// The unit in small letters, "" for none; `None` for words that are no unit.
    fn unit(&self) -> Option<String> {
        let is_unit = |c: &char| c.is_alphabetic() || matches!(c, '%' | '"' | '″' | '°') || is_currency(*c);
        let is_sign = |c: char| c.is_whitespace() || "+-−()~.,:=*/".contains(c);
        let tidy = |text: &str| -> Option<String> {
            let known = text.chars().all(|c| is_unit(&c) || is_sign(c));
            known.then(|| text.chars().filter(is_unit).flat_map(char::to_lowercase).collect())
        };
        let (before, behind) = (tidy(self.before)?, tidy(self.behind)?);
        if !before.is_empty() && !behind.is_empty() {
            return None;
        }
        // A word before a number names the thing: "Windows 7".
        let known = before.is_empty() || UNITS.iter().any(|row| row.0 == before);
        let unit = if before.is_empty() { behind } else { before };
        (known && unit.chars().count() <= LONGEST_UNIT).then_some(unit)
    }
}

/// The hash of a unit; 0 is kept for none.
fn unit_of(unit: &str) -> u32 {
    hash(unit.as_bytes()) as u32 | 1
}

/// Signs of money.
fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '¢' | '\u{20A0}'..='\u{20C0}')
}

/// Reads the power of ten of `1e5` or `1.5E-3`, and what stands behind it.
fn exponent(text: &str) -> (i32, &str) {
    let read = || {
        let rest = text.strip_prefix(['e', 'E'])?;
        let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '+' | '-')).unwrap_or(rest.len());
        let (digits, behind) = rest.split_at_checked(end)?;
        Some((digits.parse().ok()?, behind))
    };
    read().unwrap_or((0, text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str, mark: DecimalMark) -> Option<f64> {
        NumberValue::parse(text, mark).map(NumberValue::number)
    }

    #[test]
    fn numbers_of_many_forms() {
        for (text, want) in [
            ("42", 42.0),
            ("399.99", 399.99),
            ("399,99", 399.99),
            (".99", 0.99),
            ("$.99", 0.99),
            ("0,125", 0.125),
            ("1,299.00", 1299.0),
            ("1.299,00", 1299.0),
            ("1.234.567", 1_234_567.0),
            ("12,34,567.89", 1_234_567.89),
            ("1 234 567,5", 1_234_567.5),
            ("1'234.50", 1234.5),
            ("1\u{a0}234", 1234.0),
            ("1234.567", 1234.567),
            ("-3.5e-2", -0.035),
            ("1E5", 1e5),
            ("−5", -5.0),
            ("(1,200.50)", -1200.5),
            ("-$5", -5.0),
            ("1.299,00 TL", 1299.0),
            ("₺1.299,50", 1299.5),
            ("399,- €", 399.0),
            ("USD 12.50", 12.5),
            ("12,5 kg", 12_500.0),
            ("500 ml", 0.5),
            ("%50", 50.0),
            ("42\"", 42.0 * 0.0254),
            ("٤٢", 42.0),
        ] {
            let read = number(text, DecimalMark::Point);
            assert!(read.is_some_and(|read| (read - want).abs() <= want.abs() * 1e-12), "{text}: {read:?}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "",
            "-",
            "NaN",
            "inf",
            "Infinity",
            "İzmir",
            "33-1/3",
            "10-20",
            "12.05.1999",
            "1,2,3",
            "1e999",
            "Windows 7",
            "2 GB RAM 16",
            "3 x 5",
            "0532 123 45 67",
            "1.2.3,4,5",
            "4 tatlı kaşığı şeker ve un",
            "USD 5 EUR",
            "٤٢٫٥",
            "5 #",
        ] {
            assert_eq!(number(text, DecimalMark::Point), None, "{text}");
        }
        assert_eq!(number(&"9".repeat(1 << 20), DecimalMark::Point), None);
    }

    #[test]
    fn the_mark_decides_what_can_be_read_in_two_ways() {
        for (text, point, comma) in [
            ("1.234", 1.234, 1234.0),
            ("1,234", 1234.0, 1.234),
            ("1.23", 1.23, 1.23),
            ("0.125", 0.125, 0.125),
            ("1234,567", 1234.567, 1234.567),
        ] {
            assert_eq!(number(text, DecimalMark::Point), Some(point), "{text}");
            assert_eq!(number(text, DecimalMark::Comma), Some(comma), "{text}");
        }
        let infer = |texts: &[&str]| {
            let mut column = Strings::default();
            for text in texts {
                column.push(text);
            }
            DecimalMark::infer(&column)
        };
        assert_eq!(infer(&["1.234", "12,50"]), DecimalMark::Comma);
        assert_eq!(infer(&["1.234.567", "5"]), DecimalMark::Comma);
        assert_eq!(infer(&["1.234,5 TL"]), DecimalMark::Comma);
        assert_eq!(infer(&["1,234", "12.50"]), DecimalMark::Point);
        assert_eq!(infer(&["1,234,567", "5"]), DecimalMark::Point);
        assert_eq!(infer(&["1,234", "1.234", "x", ""]), DecimalMark::Point);
    }

    #[test]
    fn levels() {
        for (a, b, want) in [
            ("399", "$399.00", "exact"),
            ("0", "-0", "exact"),
            ("1 kg", "1000 g", "exact"),
            ("0.1 kg", "100 gr", "exact"),
            ("12 adet", "12 Adet", "exact"),
            ("2h 22m", "142 min", "exact"),
            ("3:45", "225", "exact"),
            ("3:45", "3:46", "close"),
            ("399", "399.99", "close"),
            ("3:45", "225400", "close"),
            ("3:45", "3.76", "close"),
            ("4.475", "268500", "close"),
            ("268", "268500", "close"),
            ("3:45", "260000", "conflict"),
            ("60", "1", "conflict"),
            ("0", "0.001", "conflict"),
            ("1 kg", "60000000", "conflict"),
            ("100", "96", "near"),
            ("100", "81", "similar"),
            ("7", "8", "similar"),
            ("100", "79", "conflict"),
            ("0", "1", "conflict"),
            ("5", "-5", "conflict"),
            ("10 USD", "10 EUR", "conflict"),
            ("10 kg", "10 m", "conflict"),
            ("12 adet", "12 paket", "conflict"),
        ] {
            let read = |text| NumberValue::parse(text, DecimalMark::Point).unwrap();
            let level = read(a).level(read(b));
            assert_eq!(NumberValue::LEVELS[usize::from(level) - 1], want, "{a} | {b}");
            assert_eq!(level, read(b).level(read(a)), "{b} | {a}");
            if want == "exact" {
                assert_eq!(read(a).key(), read(b).key(), "{a} | {b}");
            }
        }
        let known = |text| NumberValue::parse(text, DecimalMark::Point).unwrap().has_known_unit();
        assert!(known("5 TL") && known("€5") && known("3 kg"));
        assert!(!known("5") && !known("12 adet"));
    }

    #[test]
    fn units_are_told_apart() {
        let mut units: Vec<u32> = UNITS.iter().map(|row| unit_of(row.1)).collect();
        let mut names: Vec<&str> = UNITS.iter().map(|row| row.1).collect();
        units.sort_unstable();
        units.dedup();
        names.sort_unstable();
        names.dedup();
        assert_eq!(units.len(), names.len());
    }

    proptest! {
        #[test]
        fn a_plain_number_is_read_back(plain in -1e12_f64..1e12) {
            prop_assert_eq!(number(&plain.to_string(), DecimalMark::Point), Some(plain));
        }

        #[test]
        fn levels_are_symmetric(a in -1e3_f64..1e3, b in -1e3_f64..1e3) {
            let read = |number: f64| NumberValue::parse(&format!("{number}"), DecimalMark::Point).unwrap();
            prop_assert_eq!(read(a).level(read(b)), read(b).level(read(a)));
            prop_assert_eq!(read(a).level(read(a)), 1);
        }

        #[test]
        fn nothing_panics(text in "(\\PC|[0-9.,' €e-]){0,40}", comma: bool) {
            let mark = if comma { DecimalMark::Comma } else { DecimalMark::Point };
            if let Some(read) = NumberValue::parse(&text, mark) {
                prop_assert!(read.number().is_finite());
                prop_assert_eq!(read.level(read), 1);
            }
        }
    }
}
