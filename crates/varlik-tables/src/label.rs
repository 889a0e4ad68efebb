//! Words that say whether two records are one.

use varlik_resolve::Column;

use crate::header::header_key;
use crate::{Table, TableError};

/// Names of the column that says whether the two are one, the likeliest first.
const NAMES: [&str; 12] = [
    "label",
    "is match",
    "match",
    "gold",
    "truth",
    "is duplicate",
    "duplicate",
    "same",
    "judgement",
    "y",
    "etiket",
    "aynı",
];

/// Words that say the two are one, and words that say they are two.
const YES: [&str; 8] = ["1", "true", "yes", "y", "match", "same", "evet", "aynı"];
const NO: [&str; 11] =
    ["0", "false", "no", "n", "-1", "nonmatch", "non-match", "different", "distinct", "hayır", "farklı"];

/// Finds the column of labels by its name.
pub(crate) fn column_of(columns: &[(String, Column)]) -> Option<&(String, Column)> {
    NAMES.iter().find_map(|label| columns.iter().find(|(column, _)| header_key(column) == *label))
}

/// Reads one word; `None` where it is no label.
pub(crate) fn label_of(text: &str) -> Option<bool> {
    let word = text.to_lowercase();
    let word = word.strip_suffix(".0").unwrap_or(&word);
    match (YES.contains(&word), NO.contains(&word)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// Reads a column of labels; a row without one says nothing.
///
/// `table` is what messages call the table.
pub(crate) fn labels_of(
    table: &str,
    column: &str,
    cells: &Column,
    rows: usize,
) -> Result<Vec<Option<bool>>, TableError> {
    let words = cells.values().iter().map(|text| {
        label_of(text).ok_or_else(|| {
            TableError::input(format!(
                "{table}: column {column:?} holds {text:?}, which is no label; write 1 where the two are one, 0 where they \
                 are not, and nothing where it is not known"
            ))
        })
    });
    let words = words.collect::<Result<Vec<bool>, TableError>>()?;
    let label = |row: u32| cells.cells(row).first().and_then(|&cell| words.get(cell as usize).copied());
    Ok((0..rows as u32).map(label).collect())
}

/// The labels of a table, `None` where no column is called as one that holds them.
pub(crate) fn labels_in(table: &Table) -> Result<Option<Vec<Option<bool>>>, TableError> {
    let column = column_of(&table.columns);
    column.map(|(name, cells)| labels_of(&table.name, name, cells, table.rows)).transpose()
}
