//! The words of all texts, and how rare each is.

use rustc_hash::FxHashMap;

use crate::items::Strings;

/// Words, numbered, each with its rarity.
#[derive(Debug, Default)]
pub(super) struct Words {
    known: FxHashMap<String, u32>,
    spellings: Strings,
    rows_with: Vec<u32>,
    rarities: Vec<f32>,
}

impl Words {
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.known.get(word) {
            return number;
        }
        let number = self.spellings.push(word);
        self.known.insert(word.to_owned(), number);
        self.rows_with.push(0);
        number
    }

    /// Numbers the words in alphabetical order, so that no sum depends on which text came first; returns the new number
    /// of each.
    pub(super) fn sort(&mut self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.sort_unstable_by_key(|&word| self.spellings.get(word));
        let mut numbers = vec![0; order.len()];
        let mut spellings = Strings::default();
        for old in order {
            let new = spellings.push(self.spellings.get(old));
            if let Some(slot) = numbers.get_mut(old as usize) {
                *slot = new;
            }
        }
        self.spellings = spellings;
        self.known = FxHashMap::default();
        numbers
    }

    pub(super) fn spelling(&self, word: u32) -> &str {
        self.spellings.get(word)
    }

    pub(super) fn len(&self) -> usize {
        self.rows_with.len()
    }

    /// Counts a row that has these words.
    pub(super) fn count(&mut self, words: &[u32]) {
        for &word in words {
            if let Some(rows) = self.rows_with.get_mut(word as usize) {
                *rows += 1;
            }
        }
    }

    /// Weighs the words once all rows are counted.
    pub(super) fn weigh(&mut self, rows: usize) {
        let rows = rows as f32;
        let most = (1.0 + rows).ln();
        self.rarities = self
            .rows_with
            .iter()
            .map(|&with| ((1.0 + rows / with.max(1) as f32).ln() / most).min(1.0))
            .collect();
    }

    pub(super) fn rows_with(&self, word: u32) -> u32 {
        self.rows_with.get(word as usize).copied().unwrap_or(0)
    }

    /// Inverse frequency of a word in rows, 0 to 1: 1 for a word of one row.
    pub(super) fn rarity(&self, word: u32) -> f32 {
        self.rarities.get(word as usize).copied().unwrap_or(0.0)
    }
}
