//! Items that say the same, taken together, in an order that does not depend on the rows.

use rayon::prelude::*;
use rustc_hash::FxHasher;
use std::hash::Hasher;

use crate::items::{Column, Items, Strings};

/// Items without repetition: a million identical rows are one node.
#[derive(Debug, Default)]
pub(crate) struct Distinct {
    /// One item for each distinct content and source; ids are those of the rows they were first seen in.
    pub(crate) items: Items,
    /// The node of each row.
    pub(crate) node_of: Vec<u32>,
    /// How many rows each node stands for.
    pub(crate) rows: Vec<u32>,
    /// The hash of the values of each node, rising.
    pub(crate) contents: Vec<u64>,
}

impl Distinct {
    /// Takes rows of one source and one content together, but those in `apart` (rising), of which something is known.
    ///
    /// Nodes and the numbers of values follow the content alone, and fields stand in the order of their names: rows and
    /// columns in another order give the same nodes, so that whatever follows is the same to the last bit.
    pub(crate) fn of(mut items: Items, apart: &[u32]) -> Self {
        items.columns.sort_by(|a, b| (&a.0.name, a.0.kind).cmp(&(&b.0.name, b.0.kind)));
        let contents: Vec<Vec<u64>> =
            items.columns.par_iter().map(|(_, column)| value_hashes(column)).collect();
        let mut keyed: Vec<(u64, u32)> = (0..items.len() as u32)
            .into_par_iter()
            .map(|row| {
                let mut hasher = FxHasher::default();
                hasher.write_u8(items.source(row));
                for ((_, column), values) in items.columns.iter().zip(&contents) {
                    let cells = column.cells(row);
                    hasher.write_usize(cells.len());
                    for &cell in cells {
                        hasher.write_u64(values.get(cell as usize).copied().unwrap_or(0));
                    }
                }
                (spread(hasher.finish()), row)
            })
            .collect();
        keyed.par_sort_unstable();
        let same = |a: u32, b: u32| {
            items.source(a) == items.source(b)
                && items.columns.iter().all(|(_, column)| column.cells(a) == column.cells(b))
        };
        let mut firsts: Vec<u32> = Vec::new();
        let mut rows: Vec<u32> = Vec::new();
        let mut hashes: Vec<u64> = Vec::new();
        let mut node_of = vec![0; items.len()];
        let mut before: Option<u64> = None;
        let mut group = 0;
        for &(hash, row) in &keyed {
            if before != Some(hash) {
                group = firsts.len();
            }
            before = Some(hash);
            // Contents of one hash are nearly always one content.
            let alone = apart.binary_search(&row).is_ok();
            let known = firsts
                .iter()
                .enumerate()
                .skip(group)
                .find(|(_, first)| !alone && apart.binary_search(first).is_err() && same(**first, row));
            let known = known.map(|found| found.0);
            let node = known.unwrap_or_else(|| {
                firsts.push(row);
                rows.push(0);
                hashes.push(hash);
                firsts.len() - 1
            });
            if let Some(count) = rows.get_mut(node) {
                *count += 1;
            }
            if let Some(slot) = node_of.get_mut(row as usize) {
                *slot = node as u32;
            }
        }
        let sources = if items.sources.is_empty() {
            Vec::new()
        } else {
            firsts.iter().map(|&row| items.source(row)).collect()
        };
        let mut ids = Strings::default();
        for &row in &firsts {
            ids.push(items.ids.get(row));
        }
        let columns =
            items.columns.into_par_iter().map(|(field, column)| (field, column.take(&firsts))).collect();
        Self { items: Items { ids, sources, columns }, node_of, rows, contents: hashes }
    }
}

fn value_hashes(column: &Column) -> Vec<u64> {
    let hash = |text: &str| {
        let mut hasher = FxHasher::default();
        hasher.write(text.as_bytes());
        spread(hasher.finish())
    };
    column.values().iter().map(hash).collect()
}

/// Mixes a hash once more (the finaliser of `SplitMix64`), so that sums of alike values do not meet.
fn spread(hash: u64) -> u64 {
    let mixed = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ColumnBuilder, Field, FieldKind};

    fn items(rows: &[(&str, &str, &str)]) -> Items {
        let mut items = Items::default();
        let (mut names, mut towns) = (ColumnBuilder::default(), ColumnBuilder::default());
        for (id, name, town) in rows {
            items.ids.push(id);
            names.push(Some(name));
            towns.push(Some(town));
        }
        let field = |name: &str, kind| Field { name: name.to_owned(), kind };
        items.columns = vec![
            (field("name", FieldKind::PersonName), names.finish()),
            (field("city", FieldKind::Place), towns.finish()),
        ];
        items
    }

    #[test]
    fn rows_that_say_the_same_are_one_node_in_any_order() {
        let rows = [
            ("1", "Ayşe Kaya", "İzmir"),
            ("2", "Ali Can", ""),
            ("3", "Ayşe Kaya", "İzmir"),
            ("4", "Ali Can", "Van"),
        ];
        let there = Distinct::of(items(&rows), &[]);
        assert_eq!(there.items.len(), 3);
        assert_eq!(there.node_of[0], there.node_of[2]);
        assert_eq!(there.rows.iter().sum::<u32>(), 4);
        let mut back = rows;
        back.reverse();
        let back = Distinct::of(items(&back), &[]);
        assert_eq!(there.items.columns, back.items.columns);
        assert_eq!(there.rows, back.rows);
        assert_eq!(there.node_of, back.node_of.iter().rev().copied().collect::<Vec<_>>());
    }

    #[test]
    fn rows_of_two_sources_stay_two() {
        let mut two = items(&[("1", "Ayşe Kaya", "İzmir"), ("1", "Ayşe Kaya", "İzmir")]);
        two.sources = vec![0, 1];
        assert_eq!(Distinct::of(two, &[]).items.len(), 2);
        assert_eq!(Distinct::of(Items::default(), &[]).items.len(), 0);
    }
}
