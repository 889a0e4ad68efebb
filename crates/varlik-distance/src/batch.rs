//! Many strings prepared together, to be compared with one at a time.

use std::collections::BTreeSet;

use crate::cpu;
use crate::edits::{self, Edits};
use crate::lanes::{Group, LONGEST, UNKNOWN, Word};
use crate::measure::{self, Measure};

/// Many strings prepared once, to be compared with a query, 32 to 128 of them at a time.
///
/// Gives what [`distance_within`](crate::distance_within) and [`similarity_within`](crate::similarity_within) give, in
/// code points, for each string of the batch; similarities are rounded to `f32`. Strings of at most 64 code
/// points lie in lanes by their length; longer ones are compared one by one.
/// Holds 100 to 200 bytes a name.
///
/// # Example: one query and many names
///
/// ```
/// use varlik_distance::{Batch, Edits, Measure};
///
/// let names = Batch::new(["Vladimir Putin", "Recep Tayyip Erdoğan", "Volodymyr Zelenskyy"]);
/// let mut found = vec![0.0; names.len()];
/// names.similarities(Measure::JaroWinkler, "Recep Tayyip Erdogan", 0.9, &mut found);
/// assert_eq!(found[0], 0.0);
/// assert!(found[1] > 0.97);
/// assert_eq!(found[2], 0.0);
/// ```
#[derive(Clone, Debug)]
pub struct Batch {
    alphabet: Alphabet,
    length: usize,
    pub(crate) groups: Groups,
    /// Those of more than 64 code points, each after its place.
    long: Vec<(usize, Vec<char>)>,
}

/// Patterns by the words that hold them: of up to 8, 16, 32 and 64 symbols.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    pub(crate) tiny: Vec<Group<u8, 128>>,
    pub(crate) short: Vec<Group<u16, 64>>,
    pub(crate) middle: Vec<Group<u32, 64>>,
    pub(crate) wide: Vec<Group<u64, 32>>,
}

impl Batch {
    /// Prepares strings, in about the time of one query for each 100 code points.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::Batch;
    ///
    /// let names = Batch::new(["Ankara", "", "Київ"]);
    /// assert_eq!(names.len(), 3);
    /// assert!(!names.is_empty());
    /// ```
    #[must_use]
    pub fn new<S: AsRef<str>>(strings: impl IntoIterator<Item = S>) -> Self {
        let (mut symbols, mut ends, mut long) = (Vec::new(), Vec::new(), Vec::new());
        for (place, text) in strings.into_iter().enumerate() {
            let start = symbols.len();
            symbols.extend(text.as_ref().chars());
            if symbols.len() - start > LONGEST {
                long.push((place, symbols.drain(start..).collect()));
            }
            ends.push(symbols.len());
        }
        let alphabet = Alphabet::new(&symbols);
        let symbols: Vec<u32> = symbols.iter().map(|symbol| alphabet.number(*symbol)).collect();
        let mut start = 0;
        let mut patterns: Vec<(u32, &[u32])> = Vec::with_capacity(ends.len());
        for (place, end) in ends.iter().enumerate() {
            patterns.push((place as u32, symbols.get(start..*end).unwrap_or_default()));
            start = *end;
        }
        let mut of_long = long.iter().map(|(place, _)| *place).peekable();
        patterns.retain(|(place, _)| of_long.next_if_eq(&(*place as usize)).is_none());
        // Stable, so that results of one length are written from the left to the right.
        patterns.sort_by_key(|(_, pattern)| pattern.len());
        let length = ends.len();
        let mut groups = Groups::default();
        let mut rest = patterns.as_slice();
        groups.tiny = fill(&mut rest, 8, alphabet.len());
        groups.short = fill(&mut rest, 16, alphabet.len());
        groups.middle = fill(&mut rest, 32, alphabet.len());
        groups.wide = fill(&mut rest, LONGEST, alphabet.len());
        Self { alphabet, length, groups, long }
    }

    /// The number of strings.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::Batch;
    ///
    /// assert_eq!(Batch::new(["Ankara", ""]).len(), 2);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is no string.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::Batch;
    ///
    /// assert!(Batch::new::<&str>([]).is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Writes the distance of each string to `query`, in the order they were given; `u32::MAX` where it is above
    /// `limit`.
    ///
    /// A low limit leaves out groups of other lengths and ends early. Of an `out` that is shorter than the batch
    /// only what is there is written, of a longer one the rest stays.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::{Batch, Edits};
    ///
    /// let cities = Batch::new(["Kyiv", "Kiev", "Moskova"]);
    /// let mut distances = vec![0; cities.len()];
    /// cities.distances(Edits::Levenshtein, "Kiyev", usize::MAX, &mut distances);
    /// assert_eq!(distances, [2, 1, 6]);
    /// cities.distances(Edits::Levenshtein, "Kiyev", 1, &mut distances);
    /// assert_eq!(distances, [u32::MAX, 1, u32::MAX]);
    /// ```
    pub fn distances(&self, edits: Edits, query: &str, limit: usize, out: &mut [u32]) {
        let numbers = self.numbers(query);
        self.in_full(out, |out| {
            cpu::distances(&self.groups, edits, &numbers, limit, out);
            self.each_long(query, out, |query, text| {
                edits::within(edits, query, text, limit).map_or(u32::MAX, |distance| distance as u32)
            });
        });
    }

    /// Writes the similarity of each string to `query`, in the order they were given; zero where it is less than
    /// `at_least`.
    ///
    /// A high `at_least` leaves out groups of other lengths and ends early. Of an `out` that is shorter than the
    /// batch only what is there is written, of a longer one the rest stays.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::{Batch, Measure};
    ///
    /// let names = Batch::new(["Putyn", "Putin", "Lavrov"]);
    /// let mut found = vec![0.0; names.len()];
    /// names.similarities(Measure::Levenshtein, "Putin", 0.5, &mut found);
    /// assert_eq!(found, [0.8, 1.0, 0.0]);
    /// ```
    pub fn similarities(&self, measure: Measure, query: &str, at_least: f64, out: &mut [f32]) {
        let numbers = self.numbers(query);
        self.in_full(out, |out| {
            cpu::similarities(&self.groups, measure, &numbers, at_least, out);
            self.each_long(query, out, |query, text| {
                measure::within(measure, query, text, at_least).unwrap_or_default() as f32
            });
        });
    }

    /// Fills a row that has a place for every string.
    fn in_full<T: Copy + Default>(&self, out: &mut [T], fill: impl FnOnce(&mut [T])) {
        if out.len() >= self.length {
            return fill(out);
        }
        let mut all = vec![T::default(); self.length];
        fill(&mut all);
        for (out, found) in out.iter_mut().zip(all) {
            *out = found;
        }
    }

    /// The symbols of a query as numbers of the alphabet.
    pub(crate) fn numbers(&self, query: &str) -> Vec<u32> {
        query.chars().map(|symbol| self.alphabet.number(symbol)).collect()
    }

    fn each_long<T>(&self, query: &str, out: &mut [T], compare: impl Fn(&[char], &[char]) -> T) {
        if self.long.is_empty() {
            return;
        }
        let query: Vec<char> = query.chars().collect();
        for (place, text) in &self.long {
            if let Some(out) = out.get_mut(*place) {
                *out = compare(&query, text);
            }
        }
    }
}

/// Lays the first of `patterns`, sorted by their length, that are not longer than `longest` out in lanes.
fn fill<W: Word, const L: usize>(
    patterns: &mut &[(u32, &[u32])],
    longest: usize,
    symbols: usize,
) -> Vec<Group<W, L>> {
    let (taken, rest) = patterns.split_at(patterns.partition_point(|(_, pattern)| pattern.len() <= longest));
    *patterns = rest;
    taken.chunks(L).map(|patterns| Group::new(patterns, symbols)).collect()
}

/// The symbols of a batch, numbered.
#[derive(Clone, Debug)]
struct Alphabet {
    ascii: [u32; 128],
    /// All others, in order; they come after the ASCII ones.
    others: Vec<char>,
    first_other: u32,
}

impl Alphabet {
    fn new(symbols: &[char]) -> Self {
        let mut ascii = [UNKNOWN; 128];
        let mut others = BTreeSet::new();
        for symbol in symbols {
            match ascii.get_mut(*symbol as usize) {
                Some(number) => *number = 0,
                None => _ = others.insert(*symbol),
            }
        }
        let mut first_other = 0;
        for number in ascii.iter_mut().filter(|number| **number == 0) {
            *number = first_other;
            first_other += 1;
        }
        Self { ascii, others: others.into_iter().collect(), first_other }
    }

    fn len(&self) -> usize {
        self.first_other as usize + self.others.len()
    }

    /// The number of a symbol; [`UNKNOWN`] if no string of the batch has it.
    fn number(&self, symbol: char) -> u32 {
        if let Some(number) = self.ascii.get(symbol as usize) {
            return *number;
        }
        self.others.binary_search(&symbol).map_or(UNKNOWN, |index| self.first_other + index as u32)
    }
}
