//! What the values of a column have in common.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;
use varlik_names::{
    MAX_LEGAL_FORM_WORDS, NameFlags, WordFlag, alias_bearers, key_hash, legal_form_at_end, name_flags, words,
};
use varlik_resolve::Column;
use varlik_text::key;

use super::shape;
use crate::separators::Separators;

/// The most values that are looked at.
const SAMPLE: usize = 1_000;

/// The most that a value weighs for the rows that have it.
const MOST_WEIGHT: u32 = 8;

/// The most bytes and words of a value that are looked at.
const BYTES: usize = 400;
const WORDS: usize = 16;

/// Counts of a column, and shares (0..=1) of a sample of its distinct values, weighed by their rows.
#[derive(Debug, Default)]
pub(super) struct Stats {
    /// Rows with a value.
    pub(super) filled: usize,
    /// Distinct values.
    pub(super) distinct: usize,
    /// Whether no two rows share a value.
    pub(super) unique: bool,
    /// Whether no two rows of one source share a value.
    pub(super) unique_in_sources: bool,
    /// Whether the values of each source are whole numbers with few gaps.
    pub(super) consecutive: bool,
    pub(super) email: f64,
    pub(super) url: f64,
    pub(super) point: f64,
    pub(super) dates: f64,
    pub(super) years: f64,
    pub(super) phones: f64,
    /// Values that can be compared as telephone numbers.
    pub(super) dialled: f64,
    pub(super) postcodes: f64,
    /// Numbers, with or without a unit or a currency.
    pub(super) numbers: f64,
    pub(super) whole: f64,
    /// Numbers with a currency.
    pub(super) prices: f64,
    /// One word with a digit that is no number.
    pub(super) codes: f64,
    pub(super) with_digit: f64,
    /// Values that hold a known given name.
    pub(super) persons: f64,
    /// Values of several words with a known given name at one end and a known family name at the other.
    whole_names: f64,
    /// Values of which all words are known given names.
    pub(super) given: f64,
    /// Values of which all words are known family names.
    pub(super) family: f64,
    /// Values that are known places.
    pub(super) places: f64,
    /// Values with a legal form or a word for a kind of body.
    pub(super) organizations: f64,
    /// Words beside a number, as streets and houses have them.
    pub(super) addresses: f64,
    /// Words that are in dictionaries, as a share of all words.
    pub(super) common: f64,
    pub(super) mean_words: f64,
    pub(super) mean_chars: f64,
    separators: Option<Separators>,
    classes: Option<Separators>,
}

impl Stats {
    pub(super) fn of(column: &Column, sources: &[u32]) -> Self {
        let mut stats = Self { distinct: column.values().len(), ..Self::default() };
        let counts = stats.count_rows(column, sources);
        let sample = sample(column, &counts);
        let mut sums = Sums::default();
        for (text, weight) in &sample {
            sums.add(text, *weight);
        }
        sums.shares(&mut stats);
        stats.separators = Separators::told_by(&sample.iter().map(|(text, _)| *text));
        stats.classes = Separators::of_classes(&sample.iter().map(|(text, _)| *text));
        stats
    }

    /// Whether few values are shared by many rows.
    pub(super) fn is_category(&self, most: usize) -> bool {
        self.distinct <= most && self.distinct * 10 <= self.filled
    }

    /// Whether many values are the whole names of persons, whatever the column is called.
    pub(super) fn are_whole_names(&self) -> bool {
        self.mean_words >= 1.75 && self.whole_names >= 0.4
    }

    /// The separators of cells that hold several names of persons.
    pub(super) fn list_of_names(&self) -> Option<Separators> {
        self.separators
    }

    /// The separators of cells that hold several words of a short list.
    pub(super) fn list_of_classes(&self) -> Option<Separators> {
        self.classes
    }

    /// Whether the values have a form that says more than that they are codes.
    pub(super) fn has_form(&self) -> bool {
        self.email + self.phones + self.dates + self.years + self.prices + self.point >= 0.5
    }

    /// Returns how many rows have each value.
    fn count_rows(&mut self, column: &Column, sources: &[u32]) -> Vec<u32> {
        let mut counts = vec![0_u32; column.values().len()];
        let mut last_source = vec![u32::MAX; column.values().len()];
        let (mut unique, mut unique_in_sources, mut consecutive) = (true, true, true);
        for (source, &start) in sources.iter().enumerate() {
            let end = sources.get(source + 1).copied().unwrap_or(column.len() as u32);
            let (mut least, mut most, mut filled) = (i64::MAX, i64::MIN, 0_i64);
            for row in start..end {
                let cells = column.cells(row);
                self.filled += usize::from(!cells.is_empty());
                for &cell in cells {
                    filled += 1;
                    if let Some(count) = counts.get_mut(cell as usize) {
                        *count += 1;
                    }
                    if let Some(last) = last_source.get_mut(cell as usize) {
                        unique &= *last == u32::MAX;
                        unique_in_sources &= *last != source as u32;
                        *last = source as u32;
                    }
                    if consecutive && unique_in_sources {
                        match column.values().get(cell).parse::<i64>() {
                            Ok(number) => (least, most) = (least.min(number), most.max(number)),
                            Err(_) => consecutive = false,
                        }
                    }
                }
            }
            consecutive &= filled == 0 || most.saturating_sub(least) < filled.saturating_mul(2);
        }
        self.unique = unique;
        self.unique_in_sources = unique_in_sources;
        self.consecutive = consecutive && unique_in_sources;
        counts
    }
}

/// Some of the distinct values: the same ones for every order of the rows, cut where they are long, each with its weight.
///
/// A value of many rows is a spelling that is meant; most values of one row are misspelt. So values weigh by their rows,
/// up to a limit.
fn sample<'c>(column: &'c Column, counts: &[u32]) -> Vec<(&'c str, usize)> {
    let values = column.values();
    let mut hashed: Vec<(u64, u32)> = Vec::new();
    if values.len() > SAMPLE {
        hashed = (0..values.len() as u32)
            .map(|value| (FxBuildHasher.hash_one(values.get(value)), value))
            .collect();
        hashed.select_nth_unstable(SAMPLE);
        hashed.truncate(SAMPLE);
    } else {
        hashed.extend((0..values.len() as u32).map(|value| (0, value)));
    }
    let weight = |value: u32| counts.get(value as usize).copied().unwrap_or(1).clamp(1, MOST_WEIGHT) as usize;
    let mut sample: Vec<(&str, usize)> =
        hashed.into_iter().map(|(_, value)| (cut(values.get(value)), weight(value))).collect();
    sample.sort_unstable();
    sample
}

fn cut(text: &str) -> &str {
    let mut end = text.len().min(BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[derive(Debug, Default)]
struct Sums {
    email: usize,
    url: usize,
    point: usize,
    dates: usize,
    years: usize,
    phones: usize,
    dialled: usize,
    postcodes: usize,
    numbers: usize,
    whole: usize,
    prices: usize,
    codes: usize,
    with_digit: usize,
    persons: usize,
    whole_names: usize,
    given: usize,
    family: usize,
    places: usize,
    organizations: usize,
    addresses: usize,
    common: usize,
    words: usize,
    chars: usize,
    /// Words that were looked up.
    looked_up: usize,
    /// All values, each as often as it counts.
    weight: usize,
}

impl Sums {
    fn add(&mut self, text: &str, weight: usize) {
        let told = |holds: bool| if holds { weight } else { 0 };
        self.weight += weight;
        self.chars += text.chars().count() * weight;
        let word_count = text.split_whitespace().count();
        self.words += word_count * weight;
        let digits = text.chars().filter(char::is_ascii_digit).count();
        self.with_digit += told(digits > 0);
        self.email += told(shape::is_email(text));
        self.url += told(shape::is_url(text));
        self.point += told(shape::is_point(text));
        self.whole += told(digits == text.len());
        let (date, year) = (shape::is_date(text), shape::is_year(text));
        self.dates += told(date);
        self.years += told(year);
        self.phones += told(!date && shape::is_phone(text));
        self.dialled += told(shape::is_dialled(text));
        self.postcodes += told(shape::is_postcode(text));
        let (number, price) = shape::number(text);
        self.numbers += told(number && !date);
        self.prices += told(price);
        self.codes += told(word_count == 1 && digits > 0 && !number && !date && shape::is_code(text));
        self.add_words(text, digits, weight);
    }

    fn add_words(&mut self, text: &str, digits: usize, weight: usize) {
        let told = |holds: bool| if holds { weight } else { 0 };
        let folded: Vec<String> = text
            .split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '\'' | '’' | '.' | '-'))
            .filter(|word| word.chars().any(char::is_alphabetic))
            .take(WORDS)
            .map(|word| key(word.trim_matches(['.', '-', '\'', '’'])))
            .filter(|word| !word.is_empty())
            .collect();
        if folded.is_empty() {
            return;
        }
        self.looked_up += folded.len() * weight;
        let names: Vec<_> = folded.iter().map(|word| name_flags(word)).collect();
        let lexicon: Vec<_> = folded.iter().map(|word| words(word)).collect();
        // A word that dictionaries hold too (`rose`, `deniz`) tells little within a longer text.
        let person = names.iter().zip(&lexicon).any(|(name, word)| name.is_given() && !word.is_common_word())
            || (folded.len() <= 3 && names.iter().any(|name| name.is_given()));
        self.persons += told(person && digits == 0);
        if let [first, .., last] = names.as_slice() {
            let is_whole = |given: &NameFlags, family: &NameFlags| given.is_given() && family.is_family();
            self.whole_names += told(is_whole(first, last) || is_whole(last, first));
        }
        self.given += told(names.iter().all(|name| name.is_given()));
        self.family += told(names.iter().all(|name| name.is_family()));
        self.common += lexicon.iter().filter(|word| word.is_common_word()).count() * weight;
        let body =
            lexicon.iter().any(|word| word.has(WordFlag::OrganizationKind) || word.has(WordFlag::LegalForm));
        let whole = folded.join(" ");
        let form = || {
            let from = folded.len().saturating_sub(MAX_LEGAL_FORM_WORDS);
            let end: Vec<&str> = folded.iter().skip(from).map(String::as_str).collect();
            legal_form_at_end(&end).is_some()
        };
        let body = folded.len() > 1 && (body || form());
        self.organizations += told(body);
        self.places += told(alias_bearers(key_hash(whole.as_bytes())).next().is_some());
        let street = lexicon.iter().any(|word| word.has(WordFlag::PlaceKind));
        let numbered = text.starts_with(|letter: char| letter.is_ascii_digit()) && !body;
        self.addresses += told((1..=12).contains(&folded.len()) && digits > 0 && (street || numbered));
    }

    fn shares(&self, stats: &mut Stats) {
        let of = |count: usize, all: usize| if all == 0 { 0.0 } else { count as f64 / all as f64 };
        let share = |count: usize| of(count, self.weight);
        stats.email = share(self.email);
        stats.url = share(self.url);
        stats.point = share(self.point);
        stats.dates = share(self.dates);
        stats.years = share(self.years);
        stats.phones = share(self.phones);
        stats.dialled = share(self.dialled);
        stats.postcodes = share(self.postcodes);
        stats.numbers = share(self.numbers);
        stats.whole = share(self.whole);
        stats.prices = share(self.prices);
        stats.codes = share(self.codes);
        stats.with_digit = share(self.with_digit);
        stats.persons = share(self.persons);
        stats.whole_names = share(self.whole_names);
        stats.given = share(self.given);
        stats.family = share(self.family);
        stats.places = share(self.places);
        stats.organizations = share(self.organizations);
        stats.addresses = share(self.addresses);
        stats.common = of(self.common, self.looked_up);
        stats.mean_words = share(self.words);
        stats.mean_chars = share(self.chars);
    }
}
