//! Tables of labelled pairs: two records and a label in every row.

use varlik_resolve::Column;

use crate::{Table, TableError, label};

/// What marks the columns of the one record and of the other, in front of their names.
const BEFORE: [(&str, &str); 5] =
    [("left_", "right_"), ("ltable_", "rtable_"), ("l_", "r_"), ("a_", "b_"), ("1_", "2_")];

/// What marks them behind their names.
const BEHIND: [(&str, &str); 6] =
    [("_left", "_right"), ("_l", "_r"), ("_a", "_b"), ("_1", "_2"), ("_x", "_y"), (".x", ".y")];

/// Pairs of records that stand side by side in one table: row `i` of both tables is pair `i`.
///
/// # Example: a table for learning
/// ```
/// use varlik_tables::{Pairs, Table};
///
/// let content = "left_ad,left_il,right_ad,right_il,label\nAyşe,Van,Ayse,Van,1\nCan,Muş,Cem,Van,0\n";
/// let pairs = Pairs::of(Table::from_csv("train", content.as_bytes())?)?;
/// assert_eq!(pairs.left.columns()[1].0, "il");
/// assert_eq!(pairs.right.columns()[0].1.values().get(1), "Cem");
/// assert_eq!(pairs.labels, [Some(true), Some(false)]);
///
/// let error = Pairs::of(Table::from_csv("people", "id,ad\n1,Can\n".as_bytes())?).unwrap_err();
/// assert!(error.to_string().starts_with("people: no columns of two records"));
/// # Ok::<(), varlik_tables::TableError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Pairs {
    /// The first record of each pair.
    pub left: Table,
    /// The second record of each pair; its columns stand in the order of those of the first.
    pub right: Table,
    /// Whether the two are one; `None` where nothing is said.
    pub labels: Vec<Option<bool>>,
}

impl Pairs {
    /// Takes a table apart whose columns are marked for one record or the other: `left_x` and `right_x`, `x_l` and
    /// `x_r`, and the like. A column without a counterpart is left out, and noted with the left table.
    ///
    /// # Errors
    /// No two columns are marked so, or the column of labels holds a word that is no label.
    pub fn of(table: Table) -> Result<Self, TableError> {
        let Table { name, columns, rows, notes, row_name } = table;
        let marks = marks_of(&columns).ok_or_else(|| {
            let listed: Vec<String> = columns.iter().map(|(name, _)| format!("{name:?}")).collect();
            TableError::input(format!(
                "{name}: no columns of two records; there are {}: name them left_... and right_...",
                listed.join(", ")
            ))
        })?;
        let part = |columns| Table { name: name.clone(), columns, rows, notes: Vec::new(), row_name };
        let (mut left, mut right, mut alone) = (Vec::new(), Vec::new(), Vec::new());
        let mut others: Vec<(String, Column)> = Vec::new();
        for (column, cells) in columns {
            match (marks.name(&column, true), marks.name(&column, false)) {
                (Some(of), _) => left.push((of.to_owned(), cells)),
                (None, Some(of)) => right.push((of.to_owned(), cells)),
                (None, None) => others.push((column, cells)),
            }
        }
        let mut paired: Vec<(String, Column)> = Vec::new();
        left.retain(|(column, _)| {
            let place = right.iter().position(|(other, _)| other == column);
            match place {
                Some(place) => paired.push(right.remove(place)),
                None => alone.push(column.clone()),
            }
            place.is_some()
        });
        alone.extend(right.into_iter().map(|(column, _)| column));
        let labels = match label::column_of(&others) {
            Some((column, cells)) => label::labels_of(&name, column, cells, rows)?,
            None => vec![None; rows],
        };
        let mut left = part(left);
        left.notes = notes;
        if !alone.is_empty() {
            left.notes
                .push(format!("{name}: only one record of each pair has {}; left out", alone.join(", ")));
        }
        Ok(Self { left, right: part(paired), labels })
    }
}

/// How the columns of the two records are marked.
#[derive(Debug, Clone, Copy)]
enum Marks {
    Before(&'static str, &'static str),
    Behind(&'static str, &'static str),
}

impl Marks {
    /// The name of a column without its mark, where it is of the record asked for.
    fn name(self, column: &str, left: bool) -> Option<&str> {
        let name = match self {
            Self::Before(first, second) => column.strip_prefix(if left { first } else { second }),
            Self::Behind(first, second) => column.strip_suffix(if left { first } else { second }),
        };
        name.filter(|name| !name.is_empty())
    }
}

/// The marks under which most columns have a counterpart.
fn marks_of(columns: &[(String, Column)]) -> Option<Marks> {
    let before = BEFORE.iter().map(|(first, second)| Marks::Before(first, second));
    let behind = BEHIND.iter().map(|(first, second)| Marks::Behind(first, second));
    let mut best = None;
    for marks in before.chain(behind) {
        let of = |left| columns.iter().filter_map(move |(column, _)| marks.name(column, left));
        let pairs = of(true).filter(|name| of(false).any(|other| other == *name)).count();
        if pairs > 0 && best.is_none_or(|(most, _)| pairs > most) {
            best = Some((pairs, marks));
        }
    }
    best.map(|(_, marks)| marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(content: &str) -> Result<Pairs, String> {
        let table = Table::from_csv("t", content.as_bytes()).unwrap();
        Pairs::of(table).map_err(|error| error.to_string())
    }

    fn names(table: &Table) -> Vec<&str> {
        table.columns().iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn marks_of_all_kinds_are_read() {
        for head in [
            "left_ad,left_il,right_il,right_ad",
            "ltable_ad,ltable_il,rtable_il,rtable_ad",
            "ad_l,il_l,il_r,ad_r",
            "ad_1,il_1,il_2,ad_2",
            "ad.x,il.x,il.y,ad.y",
        ] {
            let pairs = pairs(&format!("{head}\nAyşe,Van,Muş,Can\n")).unwrap();
            assert_eq!(
                (names(&pairs.left), names(&pairs.right)),
                (vec!["ad", "il"], vec!["ad", "il"]),
                "{head}"
            );
            assert_eq!(pairs.right.columns()[0].1.values().get(0), "Can", "{head}");
            assert_eq!(pairs.labels, [None], "{head}");
        }
        for content in ["ad,il,label\nAyşe,Van,1\n", "left_ad,right_il\nAyşe,Van\n", "left,right\n1,2\n"] {
            assert!(pairs(content).unwrap_err().contains("no columns of two records"), "{content}");
        }
    }

    #[test]
    fn labels_are_words_of_several_kinds_and_no_others() {
        let labels =
            pairs("ad_l,ad_r,Match\na,b,1\na,b,0\na,b,\na,b,Evet\na,b,False\na,b,1.0\n").unwrap().labels;
        assert_eq!(labels, [Some(true), Some(false), None, Some(true), Some(false), Some(true)]);
        let error = pairs("ad_l,ad_r,label\na,b,1\na,b,maybe\n").unwrap_err();
        assert!(error.starts_with("t: column \"label\" holds \"maybe\", which is no label"), "{error}");
    }

    #[test]
    fn a_column_of_one_record_alone_is_left_out_and_noted() {
        let pairs = pairs("left_ad,right_ad,left_no,label\na,b,7,1\n").unwrap();
        assert_eq!(names(&pairs.left), ["ad"]);
        assert_eq!(pairs.left.notes(), ["t: only one record of each pair has no; left out"]);
    }
}
