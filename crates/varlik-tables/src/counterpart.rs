//! Columns of two tables that hold the same under unlike names.

use std::hash::BuildHasher;

use hashbrown::HashSet;
use rustc_hash::FxBuildHasher;
use varlik_resolve::{Column, FieldKind};
use varlik_text::key;

use crate::infer::infer;

/// Values of a column whose words are gathered.
const SAMPLE: usize = 2_000;

/// The share of words that two columns have in common, where nothing but their words says that they are alike.
const SHARED: f64 = 0.2;

/// How many times longer than those of one column the texts of its counterpart are at most: a description has the words of
/// many titles, and is none.
const LONGER: f64 = 4.0;

/// A column of one table, as it is held against those of another.
pub(crate) struct Held<'c> {
    kind: Option<FieldKind>,
    words: HashSet<u64, FxBuildHasher>,
    /// Mean number of bytes of a value.
    length: f64,
    column: &'c Column,
}

impl<'c> Held<'c> {
    pub(crate) fn of(name: &str, column: &'c Column) -> Self {
        let values = column.values();
        let bytes: usize = values.iter().map(str::len).sum();
        let length = bytes as f64 / values.len().max(1) as f64;
        Self { kind: infer(name, column, &[0]).kind, words: words(column), length, column }
    }

    /// Whether two columns hold texts of which some are far longer than the others.
    fn is_longer_text(&self, other: &Self) -> bool {
        let (short, long) = (self.length.min(other.length), self.length.max(other.length));
        self.kind == Some(FieldKind::Text) && long > LONGER * short
    }

    /// The share of the words of the poorer column that the other has too, 0..=1.
    fn shared(&self, other: &Self) -> f64 {
        let (poor, rich) = if self.words.len() < other.words.len() { (self, other) } else { (other, self) };
        let shared = poor.words.iter().filter(|word| rich.words.contains(*word)).count();
        if poor.words.is_empty() { 0.0 } else { shared as f64 / poor.words.len() as f64 }
    }
}

/// Pairs the columns of two tables that have no namesake: those of one kind, where no other is of it on either side, or
/// where no other has as many words in common. Gives places in `left` and `right`.
pub(crate) fn counterparts(left: &[Held<'_>], right: &[Held<'_>]) -> Vec<(usize, usize)> {
    let mut likely: Vec<(u64, usize, usize)> = Vec::new();
    for (left_place, one) in left.iter().enumerate() {
        for (right_place, other) in right.iter().enumerate() {
            let Some(kind) = one.kind.filter(|kind| other.kind == Some(*kind)) else { continue };
            if one.column.values().is_empty() || other.column.values().is_empty() || one.is_longer_text(other)
            {
                continue;
            }
            let alone = |side: &[Held<'_>]| side.iter().filter(|held| held.kind == Some(kind)).count() == 1;
            let shared = one.shared(other);
            // Two quantities or two sets of classes need not be of the same thing.
            let telling = !matches!(
                kind,
                FieldKind::Category
                    | FieldKind::Number
                    | FieldKind::Identifier
                    | FieldKind::Date
                    | FieldKind::Text
            );
            if shared >= SHARED || (telling && alone(left) && alone(right)) {
                likely.push(((shared * 1e6) as u64, left_place, right_place));
            }
        }
    }
    // The most alike first; each column has one counterpart.
    likely.sort_unstable_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, left, right) in likely {
        if pairs.iter().all(|&(taken_left, taken_right)| taken_left != left && taken_right != right) {
            pairs.push((left, right));
        }
    }
    pairs
}

fn words(column: &Column) -> HashSet<u64, FxBuildHasher> {
    let values = column.values();
    let mut hashed: Vec<(u64, u32)> =
        (0..values.len() as u32).map(|value| (FxBuildHasher.hash_one(values.get(value)), value)).collect();
    if hashed.len() > SAMPLE {
        hashed.select_nth_unstable(SAMPLE);
        hashed.truncate(SAMPLE);
    }
    let mut words = HashSet::default();
    for (_, value) in hashed {
        let parts =
            values.get(value).split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.extend(parts.take(64).map(|word| FxBuildHasher.hash_one(key(word))));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use varlik_resolve::ColumnBuilder;

    fn column(cells: &[&str]) -> Column {
        let mut column = ColumnBuilder::default();
        for cell in cells {
            column.push(Some(cell));
        }
        column.finish()
    }

    #[test]
    fn texts_that_share_words_are_counterparts_where_they_are_as_long() {
        let titles = column(&["kış uykusu", "bir zamanlar anadolu'da", "uzak"]);
        let others = column(&["Kış Uykusu", "Uzak", "Ahlat Ağacı"]);
        let plots = column(&[
            "bir zamanlar uzak bir kasabada, kış boyunca süren uzun bir uykusu olan bir adamın anlatıldığı eski bir öykü",
            "anadolu'da geçen, üç kişinin bir gece boyunca uzak köyleri dolaşıp aradığı birinin ardından giden bir yolculuk",
        ]);
        let found = |one: &Column, other: &Column| {
            counterparts(&[Held::of("başlık", one)], &[Held::of("eser", other)])
        };
        assert_eq!(found(&titles, &others), [(0, 0)]);
        assert_eq!(found(&titles, &plots), []);
    }
}
