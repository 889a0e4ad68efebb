//! Days, months and years.

use super::spread;
use super::written_date::Pieces;
use serde::{Deserialize, Serialize};

use crate::Strings;

/// Which of two numbers before a year is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// `24/06/1971`, as most of the world writes; also where nothing tells.
    #[default]
    DayFirst,
    /// `06/24/1971`, as in the United States.
    MonthFirst,
}

impl DateOrder {
    /// Returns the order in which a column writes its dates: that of the dates that can be read in one way only, by
    /// their majority. Reads every text once, so that the answer does not hang on the order of rows.
    ///
    /// # Example
    /// ```
    /// use varlik_resolve::{DateOrder, DateValue, Strings};
    ///
    /// let mut column = Strings::default();
    /// for text in ["06/24/1971", "03/04/1980"] {
    ///     column.push(text);
    /// }
    /// let order = DateOrder::infer(&column);
    /// assert_eq!(order, DateOrder::MonthFirst);
    /// assert_eq!(DateValue::parse("03/04/1980", order), DateValue::parse("1980-03-04", order));
    /// ```
    #[must_use]
    pub fn infer(column: &Strings) -> Self {
        let mut balance = 0_i64;
        for text in column.iter() {
            let Some(Pieces { numbers: [first, second, year], count: 3, month: None, .. }) =
                Pieces::read(text)
            else {
                continue;
            };
            if first.length > 2 || second.length > 2 || !matches!(year.length, 2 | 4) {
                continue;
            }
            match (first.value, second.value) {
                (13..=31, 1..=12) => balance += 1,
                (1..=12, 13..=31) => balance -= 1,
                _ => {}
            }
        }
        if balance < 0 { Self::MonthFirst } else { Self::DayFirst }
    }
}

/// A day, or what is known of it: the year, or the year and the month.
///
/// # Example: the levels on which dates meet
/// ```
/// use varlik_resolve::{DateOrder, DateValue};
///
/// let date = |text| DateValue::parse(text, DateOrder::DayFirst).unwrap();
/// let level = |a, b| DateValue::LEVELS[usize::from(date(a).level(date(b))) - 1];
/// assert_eq!(level("1971-06-24", "24 Haziran 1971"), "exact");
/// assert_eq!(level("1971-06-12", "06.12.1971"), "swapped");
/// assert_eq!(level("1971-06-24", "1971-06-42"), "typo");
/// assert_eq!(level("1971-06-24", "1971"), "partial");
/// assert_eq!(level("1971-06-24", "1971-07-01"), "near");
/// assert_eq!(level("1971-06-24", "1981-07-24"), "two_typos");
/// assert_eq!(level("1971-06-24", "1971-11-03"), "year");
/// assert_eq!(level("1971-06-24", "1938-11-10"), "conflict");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateValue {
    /// The digits YYYYMMDD, four bits each, the last day digit lowest.
    digits: u32,
    /// Days since 1970-01-01; `NO_DAY` where the digits are no day of the calendar.
    days: i32,
}

const NO_DAY: i32 = i32::MIN;
/// The digits of the month, and of the day.
const MONTH: u32 = 0xFF00;
const DAY: u32 = 0xFF;
const MONTH_AND_DAY: u32 = MONTH | DAY;
/// What stands for a month or a day that is not known: digits that nobody writes. A 00 that was written stays one.
const UNKNOWN: u32 = 0xFF;
const NO_MONTH: u32 = 0xFFFF;
const FIRST_OF_JANUARY: u32 = 0x0101;
/// How many days apart two dates are still one event that was dated twice: a booking and its value date, a birth and
/// its registration.
const FEW_DAYS: u32 = 7;

/// How many days apart two dates are as good as one: an order and its payment over a weekend.
const DAYS: u32 = 3;

/// How many days apart two dates still have to do with each other, whatever month they are in.
const WEEKS: u32 = 31;

impl DateValue {
    /// The names of the levels from 1 on.
    ///
    /// - `exact`: all digits are the same.
    /// - `swapped`: the day and the month changed places.
    /// - `days`: at most three days apart.
    /// - `typo`: of two whole dates one digit differs, or two neighbouring digits changed places.
    /// - `partial`: one knows less (the year alone, or the first of January, which stands for it; the year and the
    ///   month), and what it knows is the same.
    /// - `near`: two of year, month and day are the same, or they are at most a week apart; of two years alone, next
    ///   to each other.
    /// - `weeks`: at most 31 days apart.
    /// - `two_typos`: of two whole dates two digits differ.
    /// - `year`: the same year and no more; or the year but for one digit, where that is all they know, or two digits
    ///   where one of them is a first of January.
    /// - `conflict`: not even that.
    pub const LEVELS: &'static [&'static str] =
        &["exact", "swapped", "days", "typo", "partial", "near", "weeks", "two_typos", "year", "conflict"];

    /// Reads a date: ISO 8601, eight digits, day, month and year in any usual order with a month in digits or in words
    /// of Turkish, English, German, French, Spanish or Russian, a year and a month, a bare year (1000 to 2999, or `'04`).
    ///
    /// A time of day behind it is passed over. Where the order leaves an impossible month and the other order does
    /// not, the other is taken. Years of two digits are those of 1930 to 2029. Digits that are no day of the calendar
    /// are kept, see [`DateValue::is_possible`].
    ///
    /// # Example
    /// ```
    /// use varlik_resolve::{DateOrder, DateValue};
    ///
    /// let read = |text| DateValue::parse(text, DateOrder::DayFirst);
    /// assert_eq!(read("29.10.1923"), read("19231029"));
    /// assert_eq!(read("October 29th, 1923"), read("29 Ekim 1923 Pazartesi"));
    /// assert_eq!(read("İzmir"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str, order: DateOrder) -> Option<Self> {
        let pieces = Pieces::read(text)?;
        let [first, second, third] = pieces.numbers;
        let lengths = [first.length, second.length, third.length];
        let (year, month, day) = match (pieces.month, pieces.count, lengths) {
            (None, 1, [8, ..]) => return Self::of_eight(first.value),
            (None, 1, [4, ..]) if (1000..3000).contains(&first.value) => (first.value, None, None),
            (None, 1, [2, ..]) if is_short_year(text) => (century(first.value), None, None),
            (None, 2, [4, 1 | 2, _]) if second.value <= 12 => (first.value, Some(second.value), None),
            (None, 2, [1 | 2, 4, _]) if first.value <= 12 => (second.value, Some(first.value), None),
            (None, 3, [4, 1 | 2, 1 | 2]) => (first.value, Some(second.value), Some(third.value)),
            (None, 3, [2, 1 | 2, 1 | 2]) if third.length == 2 && first.value > 31 => {
                (century(first.value), Some(second.value), Some(third.value))
            }
            (None, 3, [1 | 2, 1 | 2, 2 | 4]) => {
                let year = if third.length == 2 { century(third.value) } else { third.value };
                let month_first = order == DateOrder::MonthFirst && !pieces.dotted;
                let (month, day) = if month_first { (first, second) } else { (second, first) };
                if month.value > 12 && day.value <= 12 {
                    (year, Some(day.value), Some(month.value))
                } else {
                    (year, Some(month.value), Some(day.value))
                }
            }
            (Some(month), 1, [4, ..]) => (first.value, Some(month.into()), None),
            (Some(month), 2, [4, 1 | 2, _]) => (first.value, Some(month.into()), Some(second.value)),
            (Some(month), 2, [1 | 2, 4, _]) => (second.value, Some(month.into()), Some(first.value)),
            (Some(month), 2, [1 | 2, 2, _]) => (century(second.value), Some(month.into()), Some(first.value)),
            _ => return None,
        };
        // A full date may stand among other words, as "Pazartesi" or "released"; a bare year is part of a name then.
        let long_year = lengths.contains(&4);
        let whole = day.is_some() && (pieces.month.is_some() || long_year);
        if year == 0 || (pieces.unknown_words > 0 && !whole) || pieces.unknown_words > 2 {
            return None;
        }
        Some(Self::of_parts(year, month, day))
    }

    /// Whether it is a day of the calendar, or a year or month of it; digits such as 1777-89-09 are none.
    #[must_use]
    pub fn is_possible(self) -> bool {
        self.days != NO_DAY || self.is_partial()
    }

    /// Its year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> u16 {
        let [thousands, hundreds, tens, ones] =
            [28, 24, 20, 16].map(|shift| ((self.digits >> shift) & 0xF) as u16);
        thousands * 1000 + hundreds * 100 + tens * 10 + ones
    }

    /// Whether the day, or the day and the month, are not known.
    #[must_use]
    pub fn is_partial(self) -> bool {
        matches!(self.digits & DAY, 0 | UNKNOWN) && matches!((self.digits & MONTH) >> 8, 1..=0x12 | UNKNOWN)
    }

    /// The level on which two dates meet, see [`DateValue::LEVELS`].
    #[must_use]
    pub fn level(self, other: Self) -> u8 {
        let (a, b) = (self.digits, other.digits);
        if a == b {
            return 1;
        }
        let same_year = (a ^ b) >> 16 == 0;
        let same_month = (a ^ b) & MONTH == 0;
        let whole = self.has_day() && other.has_day();
        if same_year && whole && a & MONTH_AND_DAY == exchanged(b) {
            return 2;
        }
        let (a_rough, b_rough) = (self.is_rough(), other.is_rough());
        if a_rough && b_rough {
            return match (same_year, self.year().abs_diff(other.year())) {
                (true, _) => 5,
                (_, 1) => 6,
                _ if one_slip(a >> 16, b >> 16) => 9,
                _ => 10,
            };
        }
        let both_known = self.days != NO_DAY && other.days != NO_DAY;
        let apart = if both_known { self.days.abs_diff(other.days) } else { u32::MAX };
        if apart <= DAYS && !a_rough && !b_rough {
            return 3;
        }
        if whole && one_slip(a, b) {
            return 4;
        }
        let unknown_day = matches!(a & DAY, 0 | UNKNOWN) || matches!(b & DAY, 0 | UNKNOWN);
        if same_year && (a_rough || b_rough || (unknown_day && same_month)) {
            return 5;
        }
        let same_day = !unknown_day && (a ^ b) & DAY == 0;
        let parts =
            u8::from(same_year) + u8::from(same_month && a & MONTH != UNKNOWN << 8) + u8::from(same_day);
        if parts >= 2 || apart <= FEW_DAYS {
            return 6;
        }
        if apart <= WEEKS {
            return 7;
        }
        let two_slips = whole && differing(a, b).count_ones() == 2;
        if two_slips && !a_rough && !b_rough {
            8
        } else if same_year || two_slips {
            9
        } else {
            10
        }
    }

    /// A key that dates share on the levels `exact` and `swapped`.
    #[must_use]
    pub fn key(self) -> u64 {
        spread(1, u64::from(self.digits & !MONTH_AND_DAY | self.sorted()))
    }

    /// A key of the day and the month in either order, which survives an error in the year; `None` where the day is
    /// not known, and for the first of January.
    #[must_use]
    pub fn day_key(self) -> Option<u64> {
        (self.has_day() && !self.is_rough()).then(|| spread(2, u64::from(self.sorted())))
    }

    /// A key of the year and the month, which survives an error in the day; `None` where the month is not known, and
    /// for the first of January.
    #[must_use]
    pub fn month_key(self) -> Option<u64> {
        (!self.is_rough()).then(|| spread(3, u64::from(self.digits >> 8)))
    }

    /// The month and the day, the smaller first.
    fn sorted(self) -> u32 {
        let (month, day) = ((self.digits & MONTH) >> 8, self.digits & DAY);
        month.min(day) << 8 | month.max(day)
    }

    /// Whether a day was written, be it one of the calendar or not.
    fn has_day(self) -> bool {
        self.digits & DAY != UNKNOWN
    }

    /// Whether the year is all it says; registers write the first of January where they know no more.
    fn is_rough(self) -> bool {
        matches!(self.digits & MONTH_AND_DAY, NO_MONTH | FIRST_OF_JANUARY)
    }

    /// Eight digits: year, month, day, or day, month, year where only this is a date of the last centuries.
    fn of_eight(number: u32) -> Option<Self> {
        let date = Self::of_parts(number / 10_000, Some(number / 100 % 100), Some(number % 100));
        if date.days != NO_DAY && (1500..3000).contains(&date.year()) {
            return Some(date);
        }
        let other = Self::of_parts(number % 10_000, Some(number / 10_000 % 100), Some(number / 1_000_000));
        if other.days != NO_DAY && (1500..3000).contains(&other.year()) {
            return Some(other);
        }
        (1000..3000).contains(&date.year()).then_some(date)
    }

    /// The parts, each of no more digits than it has room for.
    fn of_parts(year: u32, month: Option<u32>, day: Option<u32>) -> Self {
        let two = |number: u32| ((number / 10 % 10) << 4) | (number % 10);
        let known = |part: Option<u32>| part.map_or(UNKNOWN, two);
        let month_and_day = match known(month) << 8 | known(day) {
            0 | UNKNOWN => NO_MONTH,
            other => other,
        };
        let days = match (month, day) {
            (Some(month), Some(day)) => days(year as i32, month as i32, day as i32),
            _ => None,
        };
        Self { digits: two(year / 100) << 24 | two(year) << 16 | month_and_day, days: days.unwrap_or(NO_DAY) }
    }
}

/// The month and the day of `digits` the other way round.
fn exchanged(digits: u32) -> u32 {
    (digits & DAY) << 8 | (digits & MONTH) >> 8
}

/// A bit for each digit that differs, the lowest of its four.
fn differing(a: u32, b: u32) -> u32 {
    let difference = a ^ b;
    let halves = difference | difference >> 2;
    (halves | halves >> 1) & 0x1111_1111
}

/// Whether one digit differs, or two neighbours changed places.
fn one_slip(a: u32, b: u32) -> bool {
    let lanes = differing(a, b);
    match lanes.count_ones() {
        1 => true,
        2 => {
            let low = lanes.trailing_zeros();
            // The higher of the two lanes is at most the eighth.
            lanes >> low == 0x11
                && (a >> low) & 0xF == (b >> low >> 4) & 0xF
                && (b >> low) & 0xF == (a >> low >> 4) & 0xF
        }
        _ => false,
    }
}

/// Days since 1970-01-01 in the Gregorian calendar; `None` for what is no day of it. The days of a year are counted
/// from March, so that the leap day is the last (Howard Hinnant, chrono-Compatible Low-Level Date Algorithms).
fn days(year: i32, month: i32, day: i32) -> Option<i32> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i32::from(leap),
        _ => return None,
    };
    if !(1..=last).contains(&day) || year == 0 {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// Whether a text is two digits, with or without an apostrophe before them: `'04`, `04`.
fn is_short_year(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix(['\'', '’', '‘', '`']).unwrap_or(text);
    digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The year of two digits: 1930 to 2029.
fn century(year: u32) -> u32 {
    if year < 30 { 2000 + year } else { 1900 + year }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> String {
        read_as(text, DateOrder::DayFirst)
    }

    fn read_as(text: &str, order: DateOrder) -> String {
        DateValue::parse(text, order).map_or_else(
            || "-".into(),
            |date| format!("{:08x}{}", date.digits, if date.is_possible() { "" } else { "!" }),
        )
    }

    #[test]
    fn dates_of_many_forms() {
        for (text, want) in [
            ("1971-06-24", "19710624"),
            ("1971-6-4", "19710604"),
            ("1971/06/24", "19710624"),
            ("19151111", "19151111"),
            ("24061971", "19710624"),
            ("19710624T123000Z", "19710624"),
            ("19710624123000", "19710624"),
            ("1971-06-24T00:00:00.000+03:00", "19710624"),
            ("1971-06-24 00:00:00", "19710624"),
            ("24.06.1971 12:30", "19710624"),
            ("12:30 24.06.1971", "19710624"),
            ("24/06/71", "19710624"),
            ("24.6.19", "20190624"),
            ("71/06/24", "19710624"),
            ("6/24/1971 5:00 PM", "19710624"),
            ("24 Haziran 1971", "19710624"),
            ("24 Haziran 1971'de", "19710624"),
            ("29 EKİM 1923 Pazartesi", "19231029"),
            ("1 Ağustos 1999, Pazar", "19990801"),
            ("Thursday, June 24th, 1971", "19710624"),
            ("the 24th of June 1971", "19710624"),
            ("24-Jun-71", "19710624"),
            ("Jun 24, 1971", "19710624"),
            ("24. Juni 1971", "19710624"),
            ("3. März 2001", "20010303"),
            ("1er août 1944", "19440801"),
            ("24 июня 1971 г.", "19710624"),
            ("1971 June 24", "19710624"),
            ("Thu Jun 24 12:30:00 2021", "20210624"),
            ("٢٤/٠٦/١٩٧١", "19710624"),
            ("1971年6月24日", "19710624"),
            ("1971", "1971ffff"),
            ("c. 1850", "1850ffff"),
            ("Spring 1999", "1999ffff"),
            ("released 1999-10-15", "19991015"),
            ("June 12, 2009 (United States)", "20090612"),
            ("(1999)", "1999ffff"),
            ("1971-06", "197106ff"),
            ("06/1971", "197106ff"),
            ("Haziran 1971", "197106ff"),
            ("1971-00-00", "1971ffff"),
            ("1971-00", "1971ffff"),
            ("1971-06-00", "19710600"),
            ("10012005", "20050110"),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }

    #[test]
    fn impossible_dates_keep_their_digits() {
        for (text, want) in [
            ("1777-89-09", "17778909!"),
            ("31.02.1999", "19990231!"),
            ("1900-02-29", "19000229!"),
            ("2000-02-29", "20000229"),
            ("19151311", "19151311!"),
            ("45/67/1971", "19716745!"),
            ("1980-00-15", "19800015!"),
        ] {
            assert_eq!(read(text), want, "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            " ",
            "-",
            "-0050-01-0",
            "İzmir",
            "12345",
            "212-677-0606",
            "0532 123 45 67",
            "192.168.1.1",
            "1.2.3",
            "0000-00-00",
            "00000000",
            "99999999",
            "4223",
            "0050",
            "24 Haziran",
            "Haziran",
            "1990-1995",
            "1971-72",
            "Office 2007",
            "Room 12.05.07",
            "1850s",
            "12.5",
            "10:30",
            "June July 1971",
            "1-2-3-4-5-6",
            "one two three 4 June 1971",
            "12345678901234567890",
            "NaN",
            "3 1/2",
        ] {
            assert_eq!(read(text), "-", "{text}");
        }
        assert_eq!(read(&"9".repeat(1 << 20)), "-");
    }

    #[test]
    fn the_order_of_day_and_month() {
        for (text, day_first, month_first) in [
            ("03/04/1980", "19800403", "19800304"),
            ("3-4-80", "19800403", "19800304"),
            ("03.04.1980", "19800403", "19800403"),
            ("06/24/1971", "19710624", "19710624"),
            ("24/06/1971", "19710624", "19710624"),
            ("1980-03-04", "19800304", "19800304"),
        ] {
            assert_eq!(read_as(text, DateOrder::DayFirst), day_first, "{text}");
            assert_eq!(read_as(text, DateOrder::MonthFirst), month_first, "{text}");
        }
        let infer = |texts: &[&str]| {
            let mut column = Strings::default();
            for text in texts {
                column.push(text);
            }
            DateOrder::infer(&column)
        };
        assert_eq!(infer(&["06/24/1971", "6/30/99", "24/06/1971"]), DateOrder::MonthFirst);
        assert_eq!(infer(&["24/06/1971", "30-6-99", "06/24/1971"]), DateOrder::DayFirst);
        assert_eq!(infer(&["03/04/1971", "1971-06-24", "broken", "45/67/1971"]), DateOrder::DayFirst);
        assert_eq!(infer(&[]), DateOrder::DayFirst);
    }

    #[test]
    fn levels() {
        for (a, b, want) in [
            ("1971-06-24", "1971-06-24", "exact"),
            ("1971", "1971", "exact"),
            ("1971-01-01", "1971-01-01", "exact"),
            ("1971-06-05", "1971-05-06", "swapped"),
            ("1971-24-06", "1971-06-24", "swapped"),
            ("1971-06-24", "1971-05-24", "typo"),
            ("1971-06-24", "1917-06-24", "typo"),
            ("1971-06-24", "1871-06-24", "typo"),
            ("1971-06-24", "1971-60-24", "typo"),
            ("1971-06-24", "1970-16-24", "typo"),
            ("1980-11-01", "1980-10-11", "typo"),
            ("1777-12-09", "1777-82-09", "typo"),
            ("1971-06-24", "1971", "partial"),
            ("1971-06-24", "1971-06", "partial"),
            ("1971-06", "1971", "partial"),
            ("1971-01-01", "1971", "partial"),
            ("1971-01-01", "1971-06-24", "partial"),
            ("1971-06-24", "1971-07", "year"),
            ("1971-06-24", "1971-06-03", "near"),
            ("1971-06-24", "1982-06-24", "near"),
            ("1971-06-24", "1971-07-01", "near"),
            ("1971-06-24", "1971-06-25", "days"),
            ("1971-12-31", "1972-01-03", "days"),
            ("1971-02-28", "1971-03-02", "days"),
            ("1971-12-30", "1972-01-03", "near"),
            ("'96", "1996", "exact"),
            ("96", "’97", "near"),
            ("1996", "1997", "near"),
            ("1630-01-01", "1631-01-01", "near"),
            ("1630-01-01", "1640-01-01", "year"),
            ("1630-01-01", "1645-01-01", "conflict"),
            ("1996", "1986", "year"),
            ("1996", "1969", "year"),
            ("1996", "1987", "conflict"),
            ("1996", "1986-04-23", "conflict"),
            ("1855-01-01", "1865-02-01", "year"),
            ("1974-10-05", "1984-10-03", "two_typos"),
            ("1971-06-24", "1971-16-34", "two_typos"),
            ("1971-06-24", "1982-16-24", "conflict"),
            ("1855-00-01", "1855-01-01", "typo"),
            ("1971-06-00", "1971-06-24", "partial"),
            ("1971-06-24", "1971-11-03", "year"),
            ("1971-06-24", "1972", "conflict"),
            ("1971-06-24", "1938-11-10", "conflict"),
            ("1971-06", "1982-06", "conflict"),
            ("1971-12-20", "1972-01-03", "weeks"),
            ("1971-04-24", "1971-05-25", "weeks"),
            ("1971-04-24", "1971-06-05", "year"),
            ("1971-12-20", "1972-02-03", "conflict"),
        ] {
            let (a_date, b_date) =
                (DateValue::parse(a, DateOrder::DayFirst), DateValue::parse(b, DateOrder::DayFirst));
            let level = a_date.unwrap().level(b_date.unwrap());
            assert_eq!(DateValue::LEVELS[usize::from(level) - 1], want, "{a} {b}");
        }
    }

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        for (date, want) in
            [((1970, 1, 1), 0), ((2000, 3, 1), 11_017), ((1969, 12, 31), -1), ((1, 1, 1), -719_162)]
        {
            assert_eq!(days(date.0, date.1, date.2), Some(want));
        }
        for (year, month, day) in
            [(1999, 2, 29), (1900, 2, 29), (1999, 4, 31), (1999, 13, 1), (1999, 1, 0), (0, 1, 1)]
        {
            assert_eq!(days(year, month, day), None);
        }
    }

    #[test]
    fn keys_meet_where_they_should() {
        let date = |text| DateValue::parse(text, DateOrder::DayFirst).unwrap();
        assert_eq!(date("1971-06-05").key(), date("1971-05-06").key());
        assert_ne!(date("1971-06-05").key(), date("1971-06-06").key());
        assert_eq!(date("1971-06-05").day_key(), date("1917-05-06").day_key());
        assert_ne!(date("1971-06-05").day_key(), date("1971-06-06").day_key());
        assert_eq!(date("1971-06-05").month_key(), date("1971-06-25").month_key());
        assert_ne!(date("1971-06-05").month_key(), date("1971-07-05").month_key());
        assert_eq!((date("1971-01-01").day_key(), date("1971").month_key()), (None, None));
    }

    proptest! {
        #[test]
        fn levels_are_symmetric(a in "(1[89]|20)[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?", b in "(1[89]|20)[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?") {
            let dates = (DateValue::parse(&a, DateOrder::DayFirst), DateValue::parse(&b, DateOrder::DayFirst));
            if let (Some(a), Some(b)) = dates {
                prop_assert_eq!(a.level(b), b.level(a));
                prop_assert!((1..=DateValue::LEVELS.len()).contains(&usize::from(a.level(b))));
                prop_assert_eq!(a.level(b) == 1, a == b);
                if a.level(b) <= 2 {
                    prop_assert_eq!(a.key(), b.key());
                }
            }
        }

        #[test]
        fn every_day_is_read_back(year in 1_u32..=9999, month in 1_u32..=12, day in 1_u32..=28) {
            let text = format!("{year:04}-{month:02}-{day:02}");
            let date = DateValue::parse(&text, DateOrder::DayFirst).unwrap();
            prop_assert_eq!(format!("{:08x}", date.digits), text.replace('-', ""));
            prop_assert!(date.is_possible());
            prop_assert_eq!(u32::from(date.year()), year);
        }

        #[test]
        fn nothing_panics(text in "(\\PC|[0-9./:TZ -]){0,40}", month_first: bool) {
            let order = if month_first { DateOrder::MonthFirst } else { DateOrder::DayFirst };
            let _ = DateValue::parse(&text, order);
        }
    }
}
