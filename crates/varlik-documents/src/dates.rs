//! Dates in a text, and which day they mean.

use std::ops::Range;

use varlik_text::{Lang, TokenKind};

use crate::analysis::{Analysis, Word};
use crate::day::clock;
use crate::tables::calendar::{CALENDAR, Calendar};
use crate::tables::months::MONTHS;
use crate::{Day, Moment};

/// How the day of a [`DateMention`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateBasis {
    /// The text says all of it, or there is nothing to complete it from.
    Written,
    /// The year is that which is nearest to the day of publication.
    Year,
    /// It is counted from the day of publication: "yesterday", "on Monday".
    Relative,
}

impl DateBasis {
    /// All of them, in the order of their discriminants.
    pub const ALL: [Self; 3] = [Self::Written, Self::Year, Self::Relative];

    /// Returns the label of the output files: `written`, `year` or `relative`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Year => "year",
            Self::Relative => "relative",
        }
    }
}

/// One place where an article names a day or a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// Index of the article in [`Resolution::documents`](crate::Resolution::documents).
    pub document: usize,
    /// Half-open **byte** range of the article's raw text.
    pub span: Range<usize>,
    /// Which day or month it is.
    pub day: Day,
    /// How that is known.
    pub basis: DateBasis,
}

/// What a text says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expression {
    Day(Day),
    /// A day of the week, from Monday, 0, on.
    Weekday(i32, Direction),
    /// Days behind the day of publication.
    Offset(i32),
}

/// On which side of the day of publication a day of the week lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// On the day itself or before it.
    Past,
    /// Before it.
    Last,
    /// Behind it.
    Next,
}

/// A date in an article, before the day of publication is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Range of words.
    pub(crate) words: Range<usize>,
    pub(crate) expression: Expression,
}

impl Expression {
    /// The day that is meant in a text published at `anchor`; `None` where it is counted from a day that is not known.
    pub(crate) fn resolve(self, anchor: Option<Day>) -> Option<(Day, DateBasis)> {
        match self {
            Self::Day(day) if day.year.is_some() => Some((day, DateBasis::Written)),
            Self::Day(day) => Some(
                nearest_year(day, anchor).map_or((day, DateBasis::Written), |day| (day, DateBasis::Year)),
            ),
            Self::Offset(days) => {
                let number = anchor?.number()?.checked_add(days)?;
                Some((Day::of_number(number)?, DateBasis::Relative))
            }
            Self::Weekday(weekday, direction) => {
                let today = anchor?.number()?;
                // The first of January 1970 was a Thursday.
                let back = (today + 3 - weekday).rem_euclid(7);
                let number = match direction {
                    Direction::Past => today - back,
                    Direction::Last => today - if back == 0 { 7 } else { back },
                    Direction::Next => today + 7 - back,
                };
                Some((Day::of_number(number)?, DateBasis::Relative))
            }
        }
    }
}

/// The day with the year in which it is nearest to the day of publication; of a month, that nearest to its middle.
fn nearest_year(day: Day, anchor: Option<Day>) -> Option<Day> {
    let (year, today) = (anchor?.year?, anchor?.number()?);
    let years = [year.checked_sub(1)?, year, year + 1];
    let placed = years.into_iter().filter_map(|year| {
        let whole = Day::new(Some(year), day.month, day.day.or(Some(15)))?;
        Some(((whole.number()? - today).abs(), Day::new(Some(year), day.month, day.day)?))
    });
    placed.min_by_key(|(distance, _)| *distance).map(|(_, day)| day)
}

/// Finds the dates of a text, in order and without overlaps.
pub(crate) fn find(analysis: &Analysis, text: &str, language: Lang) -> Vec<Found> {
    let reader = Reading { analysis, text, language };
    let mut found = Vec::new();
    let mut at = 0;
    while at < analysis.words.len() {
        if let Some(date) = reader.date_at(at) {
            at = date.words.end;
            found.push(date);
        } else {
            at += 1;
        }
    }
    found
}

/// The time of day at the end of a line that gives date and time ("21 September 2023 / 13:24"), or is nothing else.
pub(crate) fn time_of(line: &str) -> Option<u16> {
    let at = line.match_indices(':').find(|(at, _)| {
        let beside = |from: usize, to: usize| {
            line.get(from..to)
                .is_some_and(|two| two.len() == 2 && two.bytes().all(|byte| byte.is_ascii_digit()))
        };
        at.checked_sub(2).is_some_and(|from| beside(from, *at)) && beside(at + 1, at + 3)
    });
    let (at, _) = at?;
    clock(line.get(at - 2..at)?.parse().ok()?, line.get(at + 1..at + 3)?.parse().ok()?)
}

/// Reads the time of publication as it was given: in ISO 8601, or with the name of a month.
pub(crate) fn moment(text: &str) -> Option<Moment> {
    if let Some(moment) = Moment::read(text) {
        return Some(moment);
    }
    let end = text.char_indices().nth(80).map_or(text.len(), |(at, _)| at);
    let head = text.get(..end).unwrap_or(text);
    let mut analysis = Analysis::default();
    analysis.run(head, Lang::Und, &mut Vec::new());
    let day = find(&analysis, head, Lang::Und).into_iter().find_map(|date| whole_day(date.expression))?;
    Some(Moment { day, minute: time_of(head) })
}

/// The day that an expression says in full.
pub(crate) fn whole_day(expression: Expression) -> Option<Day> {
    match expression {
        Expression::Day(day) => Some(day).filter(|day| day.year.is_some() && day.day.is_some()),
        _ => None,
    }
}

struct Reading<'a> {
    analysis: &'a Analysis,
    text: &'a str,
    language: Lang,
}

impl Reading<'_> {
    fn word(&self, at: usize) -> Option<&Word> {
        self.analysis.words.get(at)
    }

    fn key(&self, at: usize) -> &str {
        self.word(at).map_or("", |word| self.analysis.key(word))
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.word(at).map(|word| word.token.kind)
    }

    fn written(&self, at: usize) -> &str {
        self.word(at).and_then(|word| self.text.get(word.start()..word.end())).unwrap_or("")
    }

    fn date_at(&self, at: usize) -> Option<Found> {
        match self.kind(at)? {
            TokenKind::Number => self.numeric(at).or_else(|| self.day_and_month(at)),
            TokenKind::Word => self.month_first(at).or_else(|| self.beside(at)),
            _ => None,
        }
    }

    /// "2025-03-16", "16.03.2025", "16/03/2025".
    fn numeric(&self, at: usize) -> Option<Found> {
        let first = self.written(at);
        if first.matches('.').count() == 2 {
            let mut parts = first.split('.');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            let day = Day::new(Some(year_of(year)?), month.parse().ok()?, Some(day.parse().ok()?))?;
            return Some(Found { words: at..at + 1, expression: Expression::Day(day) });
        }
        let sign = self.kind(at + 1)?;
        if self.kind(at + 2)? != TokenKind::Number || self.kind(at + 3) != Some(sign) {
            return None;
        }
        let (second, third) = (self.written(at + 2), self.written(at + 4));
        let day = match sign {
            TokenKind::Hyphen => {
                Day::new(Some(year_of(first)?), two_digits(second)?, Some(two_digits(third)?))?
            }
            TokenKind::Slash => {
                let (one, two) = (first.parse::<u8>().ok()?, second.parse::<u8>().ok()?);
                let (day, month) = match self.language {
                    // "03/04" is another day on either side of the ocean.
                    Lang::En if one <= 12 && two <= 12 && one != two => return None,
                    Lang::En if two > 12 => (two, one),
                    _ => (one, two),
                };
                Day::new(Some(year_of(third)?), month, Some(day))?
            }
            _ => return None,
        };
        Some(Found { words: at..at + 5, expression: Expression::Day(day) })
    }

    /// "16 March 2025", "16th of March", "3 Mart'ta"; "10 gün önce".
    fn day_and_month(&self, at: usize) -> Option<Found> {
        let number = self.written(at).parse::<u16>().ok()?;
        if self.meaning(at + 1) == Some(Calendar::Unit) && self.meaning(at + 2) == Some(Calendar::Ago) {
            let days = Some(number).filter(|days| (1..=400).contains(days))?;
            return Some(Found { words: at..at + 3, expression: Expression::Offset(-i32::from(days)) });
        }
        let day = u8::try_from(number).ok()?;
        // A range of days ("14-16 May") is its last day here; each end is read by itself.
        let month = self.month(at + 1).filter(|_| !self.starts_line(at + 1))?;
        let (year, end) = self.year_behind(at + 2);
        let day = Day::new(year, month, Some(day))?;
        Some(Found { words: at..end, expression: Expression::Day(day) })
    }

    /// "March 16, 2025", "March 16th", "May 2023", "Mayıs 2023".
    fn month_first(&self, at: usize) -> Option<Found> {
        let month = self.month(at)?;
        let number = self.written(at + 1);
        if let Some(year) = year_of(number).filter(|_| !self.starts_line(at + 1)) {
            let day = Day::new(Some(year), month, None)?;
            return Some(Found { words: at..at + 2, expression: Expression::Day(day) });
        }
        // In Turkish the day stands before the month: "Mart 5" is another thing.
        if self.language == Lang::Tr || self.word(at + 1)?.token.line_start {
            return None;
        }
        let number =
            ["st", "nd", "rd", "th"].iter().find_map(|end| number.strip_suffix(end)).unwrap_or(number);
        let day = number.parse::<u8>().ok()?;
        // "May 16 percent" and "March 10,000" are no dates.
        let mut behind = at + 2;
        if self.kind(behind) == Some(TokenKind::Comma) && year_of(self.written(behind + 1)).is_some() {
            behind += 1;
        }
        let (year, end) = self.year_behind(behind);
        let end = if year.is_some() { end } else { at + 2 };
        Some(Found { words: at..end, expression: Expression::Day(Day::new(year, month, Some(day))?) })
    }

    fn starts_line(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.token.line_start)
    }

    fn year_behind(&self, at: usize) -> (Option<u16>, usize) {
        match year_of(self.written(at)).filter(|_| !self.starts_line(at)) {
            Some(year) => (Some(year), at + 1),
            None => (None, at),
        }
    }

    fn month(&self, at: usize) -> Option<u8> {
        // "may" and "march" are verbs, and "mart" a shop; Turkish writers are less strict.
        let word = self.word(at).filter(|word| word.token.kind == TokenKind::Word)?;
        if !word.is_capital() && self.language == Lang::En {
            return None;
        }
        let key = self.analysis.key(word).trim_end_matches('.');
        let place = MONTHS.binary_search_by_key(&key, |(name, _)| name).ok()?;
        MONTHS.get(place).map(|(_, month)| *month)
    }

    fn meaning(&self, at: usize) -> Option<Calendar> {
        let word = self.word(at).filter(|word| word.token.kind == TokenKind::Word)?;
        let asked = (self.language.code(), self.analysis.key(word));
        let place = CALENDAR.binary_search_by_key(&asked, |(language, key, _)| (language, key)).ok()?;
        CALENDAR.get(place).map(|(_, _, meaning)| *meaning)
    }

    /// "yesterday", "on Monday", "geçen cuma günü".
    fn beside(&self, at: usize) -> Option<Found> {
        let meaning = self.meaning(at)?;
        let word = self.word(at)?;
        match meaning {
            Calendar::Day(days) => {
                // "Today" with a capital in a sentence is a broadcaster's or a paper's name.
                if word.is_capital() && !word.sentence_start && !word.loud {
                    return None;
                }
                let back = |back: usize| at.checked_sub(back).map_or("", |at| self.key(at));
                // "The day before yesterday", "the day after tomorrow".
                let further = match (back(2), back(1)) {
                    ("day", "before") if days == -1 => -1,
                    ("day", "after") if days == 1 => 1,
                    _ => 0,
                };
                let start = if further == 0 { at } else { at - 2 };
                let end =
                    if self.key(at) == "evvelsi" && self.key(at + 1) == "gun" { at + 2 } else { at + 1 };
                (self.key(at) != "evvelsi" || end == at + 2)
                    .then_some(Found { words: start..end, expression: Expression::Offset(days + further) })
            }
            Calendar::Weekday(weekday) => {
                let before = at.checked_sub(1).and_then(|before| self.meaning(before));
                let is_day = self.meaning(at + 1) == Some(Calendar::Part);
                let directed = matches!(before, Some(Calendar::Last | Calendar::Next));
                let stands = match self.language {
                    // "Pazar" is a market and "Cuma" a man.
                    Lang::Tr => is_day || directed,
                    _ => word.is_capital(),
                };
                if !stands || self.is_part_of_a_name(at) {
                    return None;
                }
                let direction = match before {
                    Some(Calendar::Last) => Direction::Last,
                    Some(Calendar::Next) => Direction::Next,
                    _ if self.is_of_the_future(at) => Direction::Next,
                    _ => Direction::Past,
                };
                let start = if directed { at - 1 } else { at };
                let end = if is_day { at + 2 } else { at + 1 };
                Some(Found { words: start..end, expression: Expression::Weekday(weekday, direction) })
            }
            _ => None,
        }
    }

    /// "Bloody Sunday", "Sheffield Wednesday", "Friday Prayers": a capital beside it, and no line in capitals.
    fn is_part_of_a_name(&self, at: usize) -> bool {
        let capital = |at: Option<usize>| {
            at.and_then(|at| self.word(at))
                .is_some_and(|word| word.is_capital() && !word.loud && !(word.sentence_start && word.common))
        };
        let before = at.checked_sub(1).filter(|before| self.meaning(*before).is_none());
        let behind =
            Some(at + 1).filter(|behind| !self.word(*behind).is_some_and(|word| word.token.line_start));
        let this = self.word(at).is_some_and(|word| word.loud);
        self.language == Lang::En && !this && (capital(before) || capital(behind))
    }

    /// Whether the sentence says that it is to come.
    fn is_of_the_future(&self, at: usize) -> bool {
        const REACH: usize = 40;
        let ends = |word: &Word| matches!(word.token.kind, TokenKind::Period | TokenKind::Terminal);
        let back = (at.saturating_sub(REACH)..at).rev();
        let back = back.take_while(|&at| self.word(at).is_some_and(|word| !ends(word)));
        let ahead = (at..at + REACH).take_while(|&at| self.word(at).is_some_and(|word| !ends(word)));
        back.chain(ahead).any(|at| {
            let key = self.key(at);
            self.meaning(at) == Some(Calendar::Future)
                || (self.language == Lang::Tr
                    && ["ecek", "acak", "ecekler", "acaklar", "ecegini", "acagini"]
                        .iter()
                        .any(|end| key.len() > end.len() + 1 && key.ends_with(end)))
        })
    }
}

fn year_of(text: &str) -> Option<u16> {
    let year = Some(text).filter(|text| text.len() == 4)?.parse::<u16>().ok()?;
    (1900..2200).contains(&year).then_some(year)
}

fn two_digits(text: &str) -> Option<u8> {
    Some(text).filter(|text| text.len() == 2)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dates of a text published on Sunday, 16 March 2025, as "text=day".
    fn dates(text: &str, language: Lang) -> Vec<String> {
        let mut analysis = Analysis::default();
        analysis.run(text, language, &mut Vec::new());
        let anchor = Moment::read("2025-03-16").map(|moment| moment.day);
        find(&analysis, text, language)
            .into_iter()
            .filter_map(|date| {
                let (first, last) = (&analysis.words[date.words.start], &analysis.words[date.words.end - 1]);
                let (day, _) = date.expression.resolve(anchor)?;
                Some(format!("{}={day}", &text[first.start()..last.end()]))
            })
            .collect()
    }

    #[test]
    fn a_date_ends_with_its_line() {
        assert_eq!(dates("Sayfa 3\nMart ayında konuştular.", Lang::Tr), [""; 0]);
        assert_eq!(dates("They met in May\n2023 was a good year.", Lang::En), [""; 0]);
    }

    #[test]
    fn english_dates_are_days() {
        for (text, want) in [
            ("They met on March 16, 2025 in Oslo.", "March 16, 2025=2025-03-16"),
            ("They met on 16 March 2025.", "16 March 2025=2025-03-16"),
            ("They met on December 30.", "December 30=2024-12-30"),
            ("The fair opens on 3 January.", "3 January=2025-01-03"),
            ("It was built in May 2023 by hand.", "May 2023=2023-05"),
            ("They met on Monday.", "Monday=2025-03-10"),
            ("They met on Sunday.", "Sunday=2025-03-16"),
            ("They met last Sunday.", "last Sunday=2025-03-09"),
            ("They will meet on Monday.", "Monday=2025-03-17"),
            ("They meet next Friday.", "next Friday=2025-03-21"),
            ("They met yesterday.", "yesterday=2025-03-15"),
            ("They met the day before yesterday.", "day before yesterday=2025-03-14"),
            ("They met 10 days ago.", "10 days ago=2025-03-06"),
            ("Filed 2025-03-16, late.", "2025-03-16=2025-03-16"),
            ("Filed 25/12/2024, late.", "25/12/2024=2024-12-25"),
            ("Filed 12/25/2024, late.", "12/25/2024=2024-12-25"),
        ] {
            assert_eq!(dates(text, Lang::En), [want], "{text}");
        }
    }

    #[test]
    fn turkish_dates_are_days() {
        for (text, want) in [
            ("Toplantı 3 Mart'ta yapıldı.", "3 Mart=2025-03-03"),
            ("Toplantı 3 Mart 2024'te yapıldı.", "3 Mart 2024=2024-03-03"),
            ("Toplantı dün yapıldı.", "dün=2025-03-15"),
            ("Toplantı evvelsi gün yapıldı.", "evvelsi gün=2025-03-14"),
            ("Toplantı Pazartesi günü yapıldı.", "Pazartesi günü=2025-03-10"),
            ("Toplantı pazartesi günü yapılacak.", "pazartesi günü=2025-03-17"),
            ("Toplantı geçen cuma yapıldı.", "geçen cuma=2025-03-14"),
            ("Toplantı önümüzdeki salı günü.", "önümüzdeki salı günü=2025-03-18"),
            ("Toplantı 10 gün önce yapıldı.", "10 gün önce=2025-03-06"),
            ("Belge 16.03.2025 tarihlidir.", "16.03.2025=2025-03-16"),
            ("Müze Mayıs 2023'te açıldı.", "Mayıs 2023=2023-05"),
        ] {
            assert_eq!(dates(text, Lang::Tr), [want], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in [
            "It may rain, and they march 10 miles.",
            "Sheffield Wednesday won again.",
            "The film Bloody Sunday was shown.",
            "He writes for USA Today and sings.",
            "Filed 03/04/2025, late.",
            "The score was 21-19-25.",
            "Version 1.2.3 is out.",
            "February 30 is no day.",
            "May 32 and 45 March.",
        ] {
            assert_eq!(dates(text, Lang::En), [""; 0], "{text}");
        }
        for text in [
            "Pazar kalabalıktı ve Cuma Yılmaz geldi.",
            "Mart 5 mağazası kapandı.",
            "Evvelsi yıl da böyleydi.",
            "On gün önceki gibi değil.",
            "Salı Pazarı taşındı.",
        ] {
            assert_eq!(dates(text, Lang::Tr), [""; 0], "{text}");
        }
    }

    #[test]
    fn without_a_day_of_publication_only_what_is_written_is_known() {
        let day = Day::new(None, 3, Some(16)).unwrap();
        assert_eq!(Expression::Day(day).resolve(None), Some((day, DateBasis::Written)));
        assert_eq!(Expression::Offset(-1).resolve(None), None);
        assert_eq!(Expression::Weekday(0, Direction::Past).resolve(None), None);
    }

    #[test]
    fn the_time_of_publication_is_read_in_many_forms() {
        for (text, want) in [
            ("2025-03-16T10:38:00Z", "2025-03-16T10:38"),
            ("21 September 2023 / 13:24", "2023-09-21T13:24"),
            ("16 Mart 2025", "2025-03-16"),
            ("Sun, 16 Mar 2025 09:05:00 GMT", "2025-03-16T09:05"),
        ] {
            assert_eq!(moment(text).map(|moment| moment.to_string()).as_deref(), Some(want), "{text}");
        }
        for text in ["", "yesterday", "March", "12:30", "é".repeat(100).as_str()] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
