//! Days of the calendar, as much of them as is known, and moments.

use std::fmt;

/// A day, or as much of it as a text says: `2025-03-16`, `2025-03` (a month), `--03-16` (a day of an unknown year).
///
/// Written as in ISO 8601. Days are ordered as in the calendar, a month before its days, an unknown year before all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The year, 1 to 9999, if known.
    pub year: Option<u16>,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31, if it is a day.
    pub day: Option<u8>,
}

impl Day {
    /// Makes a day; `None` where the month has no such day, or there is no such month or year.
    ///
    /// # Example: a day, and one that is none
    /// ```
    /// use varlik_documents::Day;
    ///
    /// assert_eq!(Day::new(Some(2024), 2, Some(29)).unwrap().to_string(), "2024-02-29");
    /// assert_eq!(Day::new(Some(2025), 2, Some(29)), None);
    /// ```
    #[must_use]
    pub fn new(year: Option<u16>, month: u8, day: Option<u8>) -> Option<Self> {
        let leap = year.is_none_or(|year| {
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
        });
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        let is_one = year.is_none_or(|year| (1..=9999).contains(&year));
        (is_one && day.is_none_or(|day| (1..=days).contains(&day))).then_some(Self { year, month, day })
    }

    /// Returns the days since the first of January 1970, if day and year are known.
    pub(crate) fn number(self) -> Option<i32> {
        let (year, day) = (i32::from(self.year?), i32::from(self.day?));
        // Years begin in March, so that a leap day is the last of its year.
        let month = i32::from(self.month);
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let of_year = (153 * month + 2) / 5 + day - 1;
        Some(365 * year + year / 4 - year / 100 + year / 400 + of_year - 719_468)
    }

    /// The day with so many days since the first of January 1970.
    pub(crate) fn of_number(number: i32) -> Option<Self> {
        let days = number.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        let year = u16::try_from(era * 400 + year + later).ok()?;
        Self::new(Some(year), u8::try_from(month).ok()?, u8::try_from(day).ok())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}", self.month)?,
            None => write!(f, "--{:02}", self.month)?,
        }
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// A day and, where it is known, the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// Minutes since midnight, 0 to 1439, if known; no zone of time is known or asked for.
    pub minute: Option<u16>,
}

impl Moment {
    /// Reads `2025-03-16`, `2025-03-16T10:38:00+03:00` and the like; `None` for anything else.
    ///
    /// # Example: a moment and a day that is none
    /// ```
    /// use varlik_documents::Moment;
    ///
    /// assert_eq!(Moment::read("2025-03-16T10:38:00Z").unwrap().to_string(), "2025-03-16T10:38");
    /// assert_eq!(Moment::read("2025-13-16"), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let number = |from: usize, to: usize| {
            let digits =
                text.get(from..to).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
            digits.parse::<u16>().ok()
        };
        let dash = |at: usize| text.get(at..=at) == Some("-");
        if !dash(4) || !dash(7) {
            return None;
        }
        let day = Day::new(
            number(0, 4),
            u8::try_from(number(5, 7)?).ok()?,
            Some(u8::try_from(number(8, 10)?).ok()?),
        )
        .filter(|day| day.year.is_some())?;
        let is_time = matches!(text.get(10..11), Some("T" | "t" | " ")) && text.get(13..14) == Some(":");
        let minute = if is_time { clock(number(11, 13)?, number(14, 16)?) } else { None };
        (text.len() == 10 || minute.is_some()).then_some(Self { day, minute })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.day.fmt(f)?;
        self.minute.map_or(Ok(()), |minute| write!(f, "T{:02}:{:02}", minute / 60, minute % 60))
    }
}

/// The minute of a day.
pub(crate) fn clock(hour: u16, minute: u16) -> Option<u16> {
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_through_leap_years() {
        let day = |text: &str| Moment::read(text).unwrap().day;
        assert_eq!(day("1970-01-01").number(), Some(0));
        assert_eq!(day("2000-03-01").number().unwrap() - day("2000-02-28").number().unwrap(), 2);
        assert_eq!(day("1900-03-01").number().unwrap() - day("1900-02-28").number().unwrap(), 1);
        for number in (-700_000..2_900_000).step_by(977) {
            assert_eq!(Day::of_number(number).unwrap().number(), Some(number));
        }
        assert_eq!(Day::of_number(i32::MAX), None);
        assert_eq!(Day::new(None, 3, Some(16)).unwrap().number(), None);
    }

    #[test]
    fn a_moment_is_read_as_it_is_written() {
        for text in ["2025-03-16", "2025-03-16T10:38", "0987-12-01"] {
            assert_eq!(Moment::read(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "2025",
            "2025-3-16",
            "16-03-2025",
            "2025-03-16T25:00",
            "2025-02-30",
            "yesterday",
            "2025-03-1é",
        ] {
            assert_eq!(Moment::read(text), None, "{text:?}");
        }
    }
}
