//! One record for an entity, made of those it has.

use std::cmp::{Ordering, Reverse};

use super::Resolution;
use crate::field::Field;
use crate::items::{Column, Strings};

/// Which of the values of an entity stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum GoldenRule {
    /// The value most rows have; of those the longest, of those the first in the order of code points.
    #[default]
    MostFrequent,
    /// The longest value; of those the one most rows have, of those the first in the order of code points.
    Longest,
    /// That of the first row that has one.
    First,
    /// That of the last row that has one: where rows are in the order of time, the latest.
    Last,
}

/// What stands between the values of a list.
const BETWEEN: &str = "; ";

impl Resolution {
    /// The values that stand for an entity, field by field; fields that none of its rows has are left out.
    ///
    /// Where rows have lists, all their values are kept, each once, in the order of the rule and with `; ` between them;
    /// by [`First`](GoldenRule::First) and [`Last`](GoldenRule::Last) the list of that row. What the engine drew out of
    /// other fields is not among the fields.
    ///
    /// # Example: three rows of one person
    /// ```
    /// use varlik_resolve::{ColumnBuilder, Field, FieldKind, GoldenRule, Items, Resolver, ResolverOptions};
    ///
    /// let mut items = Items::default();
    /// let mut name = ColumnBuilder::default();
    /// for (id, text) in [("1", "Şükrü Işık"), ("2", "Şükrü Can Işık"), ("3", "Şükrü Işık")] {
    ///     items.ids.push(id);
    ///     name.push(Some(text));
    /// }
    /// items.columns.push((Field { name: "ad".to_owned(), kind: FieldKind::PersonName }, name.finish()));
    /// let mut options = ResolverOptions::default();
    /// options.must_link = vec![(0, 1), (1, 2)];
    /// let found = Resolver::new(options).run(items, &|_, _, _| true)?;
    /// let value = |rule| found.golden_record(0, rule).into_iter().map(|(field, value)| (field.name.as_str(), value)).collect::<Vec<_>>();
    /// assert_eq!(value(GoldenRule::MostFrequent), [("ad", "Şükrü Işık".to_owned())]);
    /// assert_eq!(value(GoldenRule::Longest), [("ad", "Şükrü Can Işık".to_owned())]);
    /// # Ok::<(), varlik_resolve::ResolveError>(())
    /// ```
    #[must_use]
    pub fn golden_record(&self, entity: u32, rule: GoldenRule) -> Vec<(&Field, String)> {
        let rows = self.entities.get(entity as usize).map_or(&[][..], |entity| entity.rows.as_slice());
        let columns = &self.prepared.items.columns;
        let given = columns.iter().filter(|(field, _)| self.prepared.drawn.as_ref() != Some(&field.name));
        given
            .filter_map(|(field, column)| {
                Some((field, rule.value(column, rows.iter().map(|&row| self.node(row)))?))
            })
            .collect()
    }
}

impl GoldenRule {
    /// The value that stands for some items of a column, none where no item has one; see
    /// [`Resolution::golden_record`].
    pub fn value(self, column: &Column, items: impl DoubleEndedIterator<Item = u32>) -> Option<String> {
        let values = column.values();
        let mut cells = items.map(|item| column.cells(item)).filter(|cells| !cells.is_empty());
        let chosen: Vec<u32> = match self {
            Self::First => cells.next()?.to_vec(),
            Self::Last => cells.next_back()?.to_vec(),
            Self::MostFrequent | Self::Longest => {
                let mut numbers: Vec<u32> = cells.flatten().copied().collect();
                numbers.sort_unstable();
                let counted = numbers.chunk_by(|a, b| a == b);
                let mut counted: Vec<(usize, u32)> =
                    counted.filter_map(|run| Some((run.len(), *run.first()?))).collect();
                let order = |a: &(usize, u32), b: &(usize, u32)| order(values, self, *a, *b);
                if column.is_multiple() {
                    counted.sort_unstable_by(order);
                } else {
                    counted = counted.into_iter().min_by(order).into_iter().collect();
                }
                counted.into_iter().map(|(_, value)| value).collect()
            }
        };
        let texts: Vec<&str> = chosen.iter().map(|&value| values.get(value)).collect();
        (!texts.is_empty()).then(|| texts.join(BETWEEN))
    }
}

/// The order of two values with the rows that have them, the better first.
fn order(values: &Strings, rule: GoldenRule, a: (usize, u32), b: (usize, u32)) -> Ordering {
    let (left, right) = (values.get(a.1), values.get(b.1));
    let (rows, letters) =
        ((Reverse(a.0), Reverse(b.0)), (Reverse(left.chars().count()), Reverse(right.chars().count())));
    let by_rows = rows.0.cmp(&rows.1);
    let by_letters = letters.0.cmp(&letters.1);
    let first = if rule == GoldenRule::Longest { by_letters.then(by_rows) } else { by_rows.then(by_letters) };
    first.then_with(|| left.cmp(right))
}
