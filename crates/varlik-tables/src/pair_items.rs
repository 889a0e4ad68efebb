//! Pairs as items: every record of tables of pairs once.

use rustc_hash::FxHashMap;
use varlik_resolve::{Column, ColumnBuilder, Items};

use crate::items::{ColumnNote, ReadOptions, items};
use crate::pairs::Pairs;
use crate::{Table, TableError};

/// The records of tables of pairs, each once, and the pairs as pairs of items.
#[derive(Debug, Clone, Default)]
pub struct PairItems {
    /// The records; first records of pairs are one source, second ones another.
    pub items: Items,
    /// What was made of each column.
    pub columns: Vec<ColumnNote>,
    /// The items of each pair, for each table of pairs.
    pub pairs: Vec<Vec<(u32, u32)>>,
    /// What was read otherwise than it stands: a sentence each.
    pub notes: Vec<String>,
}

/// Makes items of the records of several tables of pairs. Records of one side that have the same in every column are one
/// record: pairs repeat it for each of its candidates.
///
/// # Errors
/// More rows than can be numbered.
///
/// # Example: one record in two pairs
/// ```
/// use varlik_tables::{Pairs, Table, pair_items};
///
/// let content = "left_ad,left_il,right_ad,right_il,label\nAyşe,Van,Ayse,Van,1\nAyşe,Van,Cem,Muş,0\n";
/// let pairs = Pairs::of(Table::from_csv("train", content.as_bytes())?)?;
/// let found = pair_items(&[&pairs])?;
/// assert_eq!((found.items.len(), &found.pairs), (3, &vec![vec![(0, 1), (0, 2)]]));
/// # Ok::<(), varlik_tables::TableError>(())
/// ```
pub fn pair_items(tables: &[&Pairs]) -> Result<PairItems, TableError> {
    let lefts: Vec<&Table> = tables.iter().map(|pairs| &pairs.left).collect();
    let rights: Vec<&Table> = tables.iter().map(|pairs| &pairs.right).collect();
    let (left, left_rows) = distinct("left records", &lefts);
    let (right, right_rows) = distinct("right records", &rights);
    let first = left.rows as u32;
    let intake = items(vec![left, right], &ReadOptions::default())?;
    let pairs = left_rows
        .iter()
        .zip(&right_rows)
        .map(|(left, right)| left.iter().zip(right).map(|(&left, &right)| (left, first + right)).collect());
    let mut notes: Vec<String> = lefts.iter().flat_map(|table| table.notes.iter().cloned()).collect();
    notes.dedup();
    Ok(PairItems { items: intake.items, columns: intake.columns, pairs: pairs.collect(), notes })
}

/// The distinct rows of tables under the columns of all, and the number of each row among them.
fn distinct(name: &str, tables: &[&Table]) -> (Table, Vec<Vec<u32>>) {
    let mut columns: Vec<(String, ColumnBuilder)> = Vec::new();
    for (name, _) in tables.iter().flat_map(|table| &table.columns) {
        if !columns.iter().any(|(known, _)| known == name) {
            columns.push((name.clone(), ColumnBuilder::default()));
        }
    }
    let mut known: FxHashMap<String, u32> = FxHashMap::default();
    let mut key = String::new();
    let mut rows = Vec::new();
    for table in tables {
        let places: Vec<Option<&Column>> = columns
            .iter()
            .map(|(name, _)| table.columns.iter().find(|(own, _)| own == name).map(|(_, column)| column))
            .collect();
        let mut numbers = Vec::with_capacity(table.rows);
        for row in 0..table.rows as u32 {
            key.clear();
            for column in &places {
                for &cell in column.map(|column| column.cells(row)).unwrap_or_default() {
                    // Separators of units and records, which no text of a table holds.
                    key.push('\u{1f}');
                    key.push_str(column.map_or("", |column| column.values().get(cell)));
                }
                key.push('\u{1e}');
            }
            if let Some(&number) = known.get(&key) {
                numbers.push(number);
                continue;
            }
            let number = known.len() as u32;
            known.insert(key.clone(), number);
            numbers.push(number);
            for ((_, builder), column) in columns.iter_mut().zip(&places) {
                let value = |cell: &u32| column.map_or("", |column| column.values().get(*cell));
                match column.map(|column| column.cells(row)).unwrap_or_default() {
                    [] => builder.push(None),
                    [cell] => builder.push(Some(value(cell))),
                    cells => builder.push_list(cells.iter().map(value)),
                }
            }
        }
        rows.push(numbers);
    }
    let columns = columns.into_iter().map(|(name, builder)| (name, builder.finish())).collect();
    (Table { name: name.to_owned(), columns, rows: known.len(), ..Table::default() }, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(content: &str) -> Pairs {
        Pairs::of(Table::from_csv("pairs", content.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn a_record_of_two_tables_is_one() {
        let train = pairs("left_ad,left_il,right_ad,right_il,label\nAyşe,Van,Ayse,Van,1\n");
        let test = pairs("left_ad,left_il,right_ad,right_il\nCan,Muş,Ayse,Van\nAyşe,Van,Ayse,Van\n");
        let found = pair_items(&[&train, &test]).unwrap();
        assert_eq!(found.pairs, [vec![(0, 2)], vec![(1, 2), (0, 2)]]);
        assert_eq!(found.items.sources, [0, 0, 1]);
    }

    #[test]
    fn records_that_differ_in_one_cell_are_two() {
        let train = pairs(
            "left_ad,left_il,right_ad,right_il,label\nAyşe,Van,Ayse,Van,1\nAyşe,,Ayse,Van,0\n,Ayşe,Ayse,Van,0\n",
        );
        let found = pair_items(&[&train]).unwrap();
        assert_eq!(found.pairs, [vec![(0, 3), (1, 3), (2, 3)]]);
    }

    #[test]
    fn a_column_that_one_table_lacks_is_empty_there() {
        let train =
            pairs("left_ad,left_il,right_ad,right_il,label\nAyşe,Van,Ayse,Van,1\nCan,Van,Ayse,Muş,1\n");
        let test = pairs("left_ad,right_ad\nAyşe,Cem\n");
        let found = pair_items(&[&train, &test]).unwrap();
        assert_eq!(found.pairs, [vec![(0, 3), (1, 4)], vec![(2, 5)]]);
        let (_, places) = found.items.columns.iter().find(|(field, _)| field.name == "il").unwrap();
        assert_eq!((places.cells(0).len(), places.cells(2).len()), (1, 0));
    }

    #[test]
    fn no_pair_is_no_item() {
        let none = pairs("left_ad,right_ad,label\n");
        let found = pair_items(&[&none]).unwrap();
        assert!(found.items.is_empty() && found.pairs == [Vec::new()]);
    }
}
