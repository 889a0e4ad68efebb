// Written by `cargo run -p varlik-dev -- tables` from data/documents/calendar.tsv. DO NOT EDIT.
// Words that name a day by its place beside the day of writing, by language.
// Source: written by hand from English and Turkish grammars and style guides (days of the week also in Unicode CLDR 48, licence
// Unicode-3.0). Licence: MIT OR Apache-2.0, as the project.
// Columns: lang, kind, words (separated by commas).
// Kinds: monday ... sunday; day-2, day-1, day0, day1, day2 (days from the day of writing); last, next (before a day of the
// week); day (the word behind a day of the week that makes it one: "Pazar" alone is a market); days, ago (around a number);
// future (a sentence with it tells of days to come).
//! Words that name a day beside the day of writing.

/// What a word says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calendar {
    /// A day of the week, from Monday, 0, on.
    Weekday(i32),
    /// So many days behind the day of writing.
    Day(i32),
    /// The day of the week before it.
    Last,
    /// The day of the week behind it.
    Next,
    /// It makes the word before it a day.
    Part,
    /// Days that are counted.
    Unit,
    /// They are counted back.
    Ago,
    /// The sentence tells of days to come.
    Future,
}

/// Language, key and meaning, sorted.
#[rustfmt::skip]
pub(crate) static CALENDAR: &[(&str, &str, Calendar)] = &[
    ("en", "ago", Calendar::Ago),
    ("en", "coming", Calendar::Next),
    ("en", "day", Calendar::Unit),
    ("en", "days", Calendar::Unit),
    ("en", "earlier", Calendar::Ago),
    ("en", "expected", Calendar::Future),
    ("en", "friday", Calendar::Weekday(4)),
    ("en", "last", Calendar::Last),
    ("en", "monday", Calendar::Weekday(0)),
    ("en", "next", Calendar::Next),
    ("en", "past", Calendar::Last),
    ("en", "plans", Calendar::Future),
    ("en", "saturday", Calendar::Weekday(5)),
    ("en", "scheduled", Calendar::Future),
    ("en", "shall", Calendar::Future),
    ("en", "sunday", Calendar::Weekday(6)),
    ("en", "thursday", Calendar::Weekday(3)),
    ("en", "today", Calendar::Day(0)),
    ("en", "tomorrow", Calendar::Day(1)),
    ("en", "tonight", Calendar::Day(0)),
    ("en", "tuesday", Calendar::Weekday(1)),
    ("en", "wednesday", Calendar::Weekday(2)),
    ("en", "will", Calendar::Future),
    ("en", "yesterday", Calendar::Day(-1)),
    ("tr", "aksami", Calendar::Part),
    ("tr", "bugun", Calendar::Day(0)),
    ("tr", "bugunku", Calendar::Day(0)),
    ("tr", "carsamba", Calendar::Weekday(2)),
    ("tr", "cuma", Calendar::Weekday(4)),
    ("tr", "cumartesi", Calendar::Weekday(5)),
    ("tr", "dun", Calendar::Day(-1)),
    ("tr", "dunku", Calendar::Day(-1)),
    ("tr", "evvel", Calendar::Ago),
    ("tr", "evvelsi", Calendar::Day(-2)),
    ("tr", "gecen", Calendar::Last),
    ("tr", "gecesi", Calendar::Part),
    ("tr", "gectigimiz", Calendar::Last),
    ("tr", "gelecek", Calendar::Next),
    ("tr", "gun", Calendar::Unit),
    ("tr", "gunu", Calendar::Part),
    ("tr", "gununde", Calendar::Part),
    ("tr", "gununden", Calendar::Part),
    ("tr", "gunune", Calendar::Part),
    ("tr", "ogleden", Calendar::Part),
    ("tr", "once", Calendar::Ago),
    ("tr", "onumuzdeki", Calendar::Next),
    ("tr", "pazar", Calendar::Weekday(6)),
    ("tr", "pazartesi", Calendar::Weekday(0)),
    ("tr", "persembe", Calendar::Weekday(3)),
    ("tr", "sabahi", Calendar::Part),
    ("tr", "sali", Calendar::Weekday(1)),
    ("tr", "yarin", Calendar::Day(1)),
    ("tr", "yarinki", Calendar::Day(1)),
];
