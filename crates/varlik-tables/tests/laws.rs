//! What holds of every table, whatever is in it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use varlik_tables::{ColumnNote, Pairs, ReadOptions, Table, items};

/// Cells that look like things of all kinds, and some that look like nothing.
const CELLS: &[&str] = &[
    "",
    "Ayşe",
    "Mehmet Öztürk",
    "İzmir",
    "1985-05-05",
    "31.02.2001",
    "0532 123 45 67",
    "ayse@example.com",
    "B5 4LU",
    "7",
    "1.299,00 TL",
    "-0",
    "NaN",
    "NULL",
    "a,b",
    "a;b",
    "say \"hi\"",
    "two\nlines",
    "Kaya, Ali; Ak, Ece",
    "41.01, 28.97",
    "\u{feff}",
    "\u{200f}",
    "ß",
    "ﬁ",
    "𝔘",
    "٣٤",
    "....",
    "@",
    "12/",
    "1e999",
    "'",
    "|",
    "sep=;",
    "Yıldız Gıda A.Ş.",
];

const HEADS: &[&str] =
    &["id", "ad", "name", "Ad Soyad", "date", "lat", "lon", "x", "", "label", "left_ad", "right_ad", "ad"];

fn grid() -> impl Strategy<Value = (Vec<&'static str>, Vec<Vec<&'static str>>)> {
    (1_usize..6, 0_usize..30)
        .prop_flat_map(|(width, height)| (vec(select(HEADS), width), vec(vec(select(CELLS), width), height)))
}

fn csv_of(head: &[&str], rows: &[Vec<&str>], delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(head).unwrap();
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

fn cells(table: &Table, place: usize) -> Vec<Vec<String>> {
    let (_, column) = &table.columns()[place];
    let texts = |row| column.cells(row).iter().map(|&cell| column.values().get(cell).to_owned()).collect();
    (0..column.len() as u32).map(texts).collect()
}

fn noted(table: Table) -> Vec<ColumnNote> {
    let mut columns = items(vec![table], &ReadOptions::default()).unwrap().columns;
    columns.sort_by(|a, b| a.name.cmp(&b.name));
    columns
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_bytes_make_reading_panic(bytes in vec(any::<u8>(), 0..300), text in "\\PC{0,200}") {
        for bytes in [bytes.as_slice(), text.as_bytes()] {
            for table in [Table::from_csv("t", bytes), Table::from_json_lines("t", bytes)].into_iter().flatten() {
                prop_assert!(table.columns().iter().all(|(_, column)| column.len() == table.rows()));
                let _ = Pairs::of(table.clone());
                let taken = items(vec![table.clone(), table.clone()], &ReadOptions::default()).unwrap();
                prop_assert_eq!(taken.items.len(), 2 * table.rows());
            }
        }
    }

    #[test]
    fn what_is_written_is_read((head, rows) in grid(), delimiter in select(b",;\t|".as_slice())) {
        // A single column has no sign to be told by, and one of empty cells no lines.
        prop_assume!(head.len() > 1);
        let table = Table::from_csv("t", &csv_of(&head, &rows, delimiter));
        // Signs within the head may speak for another; the cells of the first column then tell.
        let table = table.unwrap();
        prop_assume!(table.columns().len() == head.len());
        prop_assert_eq!(table.rows(), rows.len());
        for place in 0..head.len() {
            for (cell, row) in cells(&table, place).iter().zip(&rows) {
                let want = row[place].trim();
                let none = want.is_empty() || ["NaN", "NULL"].contains(&want);
                prop_assert_eq!(cell, &if none { vec![] } else { vec![want.to_owned()] });
            }
        }
    }

    #[test]
    fn the_order_of_rows_says_nothing((mut head, mut rows) in grid(), turn in any::<prop::sample::Index>()) {
        // The column of ids is found by its values, of which the order is none.
        head.dedup();
        for row in &mut rows {
            row.truncate(head.len());
        }
        prop_assume!(head.len() > 1 && !rows.is_empty());
        let straight = Table::from_csv("t", &csv_of(&head, &rows, b',')).unwrap();
        let at = turn.index(rows.len());
        rows.rotate_left(at);
        rows.reverse();
        let turned = Table::from_csv("t", &csv_of(&head, &rows, b',')).unwrap();
        prop_assert_eq!(noted(straight), noted(turned));
    }
}
