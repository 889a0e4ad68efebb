//! What tells one run from another: its records and its choices.

use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::FxHasher;
use varlik_resolve::{Column, Items};

/// A number that all of the records, in their order, and the choices go into.
pub(super) fn fingerprint(items: &Items, asked: &str) -> u64 {
    let columns: Vec<u64> = items.columns.par_iter().map(|(_, column)| of_column(column)).collect();
    let mut hasher = DefaultHasher::new();
    asked.hash(&mut hasher);
    items.ids.len().hash(&mut hasher);
    items.ids.iter().for_each(|id| id.hash(&mut hasher));
    items.sources.hash(&mut hasher);
    for ((field, _), column) in items.columns.iter().zip(columns) {
        (&field.name, field.kind.as_str(), column).hash(&mut hasher);
    }
    hasher.finish()
}

fn of_column(column: &Column) -> u64 {
    let mut hasher = DefaultHasher::new();
    column.values().iter().for_each(|value| value.hash(&mut hasher));
    // Cells are many and small.
    let mut cells = FxHasher::default();
    for row in 0..column.len() as u32 {
        let own = column.cells(row);
        cells.write_usize(own.len());
        for &cell in own {
            cells.write_u32(cell);
        }
    }
    cells.finish().hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ReadOptions, Table, items};

    fn of(csv: &str, asked: &str) -> u64 {
        let table = Table::from_csv("people", csv.as_bytes()).unwrap();
        fingerprint(&items(vec![table], &ReadOptions::default()).unwrap().items, asked)
    }

    #[test]
    fn whatever_is_another_run_has_another_number() {
        const PEOPLE: &str = "id,ad,doğum\n7,Ayşe Yılmaz,1985-05-05\n8,Can Ak,1990-01-31\n";
        let own = of(PEOPLE, "");
        assert_eq!(own, of(PEOPLE, ""));
        let others = [
            of(PEOPLE, "threshold 0.9"),
            of(&PEOPLE.replace("Can", "Cem"), ""),
            of(&PEOPLE.replace("8,", "9,"), ""),
            of(&PEOPLE.replace("doğum", "gün"), ""),
            of("id,ad,doğum\n7,Can Ak,1985-05-05\n8,Ayşe Yılmaz,1990-01-31\n", ""),
            of("id,ad,doğum\n8,Can Ak,1990-01-31\n7,Ayşe Yılmaz,1985-05-05\n", ""),
            of("id,ad,doğum\n7,Ayşe Yılmaz,1985-05-05\n", ""),
        ];
        let mut all = others.to_vec();
        all.push(own);
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), others.len() + 1);
    }
}
