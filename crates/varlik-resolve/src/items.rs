//! Items by the column: the form in which tables hand over their rows.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use crate::field::Field;

/// Distinct texts in one allocation, numbered from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Appends a text and returns its number.
    pub fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.ends.len() as u32 - 1
    }

    /// Returns the text of a number, "" for one that was never given out.
    #[must_use]
    pub fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The texts in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|number| self.get(number))
    }

    /// The bytes that are held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<usize>()
    }
}

/// The values of one field: distinct texts, and the numbers of those that each item has.
///
/// An item has no value (null), one, or several (a list).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    values: Strings,
    cells: Vec<u32>,
    /// Where the cells of each item end; empty while every item has at most one value.
    ends: Vec<usize>,
}

/// The cell of an item without a value, in a column where no item has several.
const NULL: u32 = u32::MAX;

impl Column {
    /// Returns the numbers of the values of an item, in the order they were given; none for a null.
    #[must_use]
    pub fn cells(&self, item: u32) -> &[u32] {
        let item = item as usize;
        if self.ends.is_empty() {
            return match self.cells.get(item..=item) {
                Some([NULL]) | None => &[],
                Some(cell) => cell,
            };
        }
        let start = item.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(item).copied().unwrap_or(start);
        self.cells.get(start..end).unwrap_or_default()
    }

    /// Keeps some items in the order given, and numbers the values as they come.
    pub(crate) fn take(&self, items: &[u32]) -> Self {
        let mut numbers = vec![NULL; self.values.len()];
        let mut values = Strings::default();
        let mut cells = Vec::with_capacity(items.len());
        let mut ends = Vec::new();
        for &item in items {
            let own = self.cells(item);
            for &cell in own {
                let Some(number) = numbers.get_mut(cell as usize) else { continue };
                if *number == NULL {
                    *number = values.push(self.values.get(cell));
                }
                cells.push(*number);
            }
            if self.is_multiple() {
                ends.push(cells.len());
            } else if own.is_empty() {
                cells.push(NULL);
            }
        }
        Self { values, cells, ends }
    }

    /// The distinct values.
    #[must_use]
    pub fn values(&self) -> &Strings {
        &self.values
    }

    /// How many items the column spans.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.ends.is_empty() { self.cells.len() } else { self.ends.len() }
    }

    /// Whether it spans none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether some item has several values.
    #[must_use]
    pub fn is_multiple(&self) -> bool {
        !self.ends.is_empty()
    }

    /// The bytes that are held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.values.bytes()
            + self.cells.capacity() * size_of::<u32>()
            + self.ends.capacity() * size_of::<usize>()
    }
}

/// Builds a [`Column`] item by item.
///
/// # Example: a null, one value and a list
/// ```
/// use varlik_resolve::ColumnBuilder;
///
/// let mut builder = ColumnBuilder::default();
/// builder.push(Some("Ankara"));
/// builder.push(None);
/// builder.push_list(["Ankara", "İzmir"]);
/// let column = builder.finish();
/// assert_eq!(column.values().iter().collect::<Vec<_>>(), ["Ankara", "İzmir"]);
/// assert_eq!((column.cells(0), column.cells(1), column.cells(2)), (&[0][..], &[][..], &[0, 1][..]));
/// ```
#[derive(Debug, Default)]
pub struct ColumnBuilder {
    column: Column,
    known: hashbrown::HashTable<u32>,
}

impl ColumnBuilder {
    /// Appends an item with one value, or with none. A text of white space alone is no value.
    pub fn push(&mut self, value: Option<&str>) {
        let cell = value.map(str::trim).filter(|text| !text.is_empty()).map(|text| self.number(text));
        if self.column.ends.is_empty() {
            self.column.cells.push(cell.unwrap_or(NULL));
        } else {
            self.column.cells.extend(cell);
            self.column.ends.push(self.column.cells.len());
        }
    }

    /// Appends an item with any number of values.
    pub fn push_list<'t>(&mut self, values: impl IntoIterator<Item = &'t str>) {
        if self.column.ends.is_empty() {
            self.turn_to_lists();
        }
        let start = self.column.cells.len();
        for text in values.into_iter().map(str::trim).filter(|text| !text.is_empty()) {
            let number = self.number(text);
            if !self.column.cells.get(start..).unwrap_or_default().contains(&number) {
                self.column.cells.push(number);
            }
        }
        self.column.ends.push(self.column.cells.len());
    }

    /// How many distinct values there are so far; they are numbered by 32 bits, the last of which stands for none.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.column.values.len()
    }

    /// Returns the column.
    #[must_use]
    pub fn finish(self) -> Column {
        self.column
    }

    fn number(&mut self, text: &str) -> u32 {
        let hash = |text: &str| FxBuildHasher.hash_one(text);
        let values = &mut self.column.values;
        if let Some(&number) = self.known.find(hash(text), |&number| values.get(number) == text) {
            return number;
        }
        let number = values.push(text);
        self.known.insert_unique(hash(text), number, |&number| hash(values.get(number)));
        number
    }

    fn turn_to_lists(&mut self) {
        let cells = std::mem::take(&mut self.column.cells);
        for cell in cells {
            if cell != NULL {
                self.column.cells.push(cell);
            }
            self.column.ends.push(self.column.cells.len());
        }
    }
}

/// Items by the column: what a table hands to the engine.
#[derive(Debug, Clone, Default)]
pub struct Items {
    /// The id of each item, unique within its source.
    pub ids: Strings,
    /// The source of each item, a number below [`Items::MOST_SOURCES`]; empty where there is one source.
    pub sources: Vec<u8>,
    /// The fields, each with its values; all columns span the same items.
    pub columns: Vec<(Field, Column)>,
}

impl Items {
    /// The most sources that can be told apart.
    pub const MOST_SOURCES: usize = 64;

    /// The most items: they are numbered by 32 bits, and the last number stands for none.
    pub const MOST_ITEMS: usize = u32::MAX as usize - 1;

    /// How many items there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How many pairs there are; `across` counts those of two sources only.
    #[must_use]
    pub fn pairs(&self, across: bool) -> u64 {
        let of = |count: u64| count * count.saturating_sub(1) / 2;
        let mut counts = [0_u64; Self::MOST_SOURCES];
        for &source in &self.sources {
            if let Some(count) = counts.get_mut(usize::from(source)) {
                *count += 1;
            }
        }
        let within = if across { counts.into_iter().map(of).sum() } else { 0 };
        if across && self.sources.is_empty() { 0 } else { of(self.len() as u64) - within }
    }

    /// The source of an item.
    #[must_use]
    pub fn source(&self, item: u32) -> u8 {
        self.sources.get(item as usize).copied().unwrap_or(0)
    }
}
