//! Words that say whether two records are one.

use varlik_resolve::Column;
use varlik_text::key;

use crate::header::header_key;
use crate::ids::shortened;
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
const YES: [&str; 6] = ["1", "true", "yes", "y", "match", "same"];
const NO: [&str; 9] = ["0", "false", "no", "n", "-1", "nonmatch", "non-match", "different", "distinct"];

/// Turkish words for either, as keys, for their capitals have two small forms; a spreadsheet writes `DOĞRU` and `YANLIŞ` for true and false.
const EVET: [&str; 3] = ["evet", "dogru", "ayni"];
const HAYIR: [&str; 3] = ["hayir", "yanlis", "farkli"];

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
        _ => {
            // Words of no more letters than these have are read again.
            let turkish = (word.len() <= 8).then(|| key(word))?;
            let is_yes = EVET.contains(&turkish.as_ref());
            (is_yes || HAYIR.contains(&turkish.as_ref())).then_some(is_yes)
        }
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
                "{table}: column {column:?} holds {:?}, which is no label; write 1 where the two are one, 0 where they \
                 are not, and nothing where it is not known",
                shortened(text)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_both_languages_are_read_in_any_case() {
        for (words, label) in [
            (&["1", "1.0", "TRUE", "Yes", "evet", "EVET", "DOĞRU", "Aynı", "AYNI"][..], Some(true)),
            (&["0", "-1", "False", "0.0", "hayır", "HAYIR", "YANLIŞ", "yanlış", "FARKLI"], Some(false)),
            (&["", "2", "10", "perhaps", "belki", "evetli", "?", "doğrusu", "no way"], None),
        ] {
            for word in words {
                assert_eq!(label_of(word), label, "{word}");
            }
        }
        assert_eq!(label_of(&"evet".repeat(1 << 18)), None);
    }
}
