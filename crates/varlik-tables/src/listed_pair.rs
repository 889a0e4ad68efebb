//! Tables of pairs: two ids in every row, and perhaps what was said of the two.

use varlik_resolve::Column;

use crate::{Table, TableError, label};

/// Columns that say how a pair came to be judged; they are made together and are of use only together.
const DRAW: [&str; 4] = ["stratum", "strata", "stratum_pairs", "together"];

/// A row of a table of pairs.
///
/// # Example: pairs that a person judged
/// ```
/// use varlik_tables::{ListedPair, Table};
///
/// let table = Table::from_csv("judged", "left,right,same\n7,9,evet\n7,8,0\n8,9,\n".as_bytes())?;
/// let pairs = ListedPair::read(&table)?;
/// let said: Vec<_> = pairs.iter().map(|pair| (pair.left.as_str(), pair.right.as_str(), pair.same)).collect();
/// assert_eq!(said, [("7", "9", Some(true)), ("7", "8", Some(false)), ("8", "9", None)]);
///
/// let error = ListedPair::read(&Table::from_csv("people", "id,ad\n1,Can\n".as_bytes())?).unwrap_err();
/// assert!(error.to_string().starts_with("people: no columns left and right"));
/// # Ok::<(), varlik_tables::TableError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListedPair {
    /// The id of one record; in a link that of the left table.
    pub left: String,
    /// The id of the other; in a link that of the right table.
    pub right: String,
    /// The number of the table of either, from 0, where the columns `left_side` and `right_side` say it: `left`, `right`, or a number
    /// from 1.
    pub sides: Option<(u8, u8)>,
    /// Whether the two are one; `None` where nobody said.
    pub same: Option<bool>,
    /// The stratum that the pair was drawn from by chance; `None` for any other.
    pub drawn: Option<DrawnPair>,
}

/// How a pair was drawn by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DrawnPair {
    /// The number of its stratum, from 0.
    pub stratum: u32,
    /// How many strata there are.
    pub strata: u32,
    /// How many pairs the stratum has.
    pub pairs: u64,
    /// Whether the answer that it was drawn from has the two in one entity.
    pub together: bool,
}

impl ListedPair {
    /// Reads a table with the columns `left` and `right`.
    ///
    /// A column `same`, `label` or `match` says whether the two are one (`1`, `true`, `yes`, `evet`, or `0`, `false`, `no`, `hayır`); what is
    /// empty there is not judged. The columns `stratum`, `strata`, `stratum_pairs` and `together` say how a pair was drawn, where
    /// all four are there.
    ///
    /// # Errors
    /// A column is not there, a row has no id, or a cell holds what it cannot mean; the message names the row.
    pub fn read(table: &Table) -> Result<Vec<Self>, TableError> {
        let column = |name: &str| Cells::of(table, name);
        let (Some(left), Some(right)) = (column("left"), column("right")) else {
            let names: Vec<String> = table.columns.iter().map(|(name, _)| format!("{name:?}")).collect();
            let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            return Err(TableError::input(format!(
                "{}: no columns left and right, the ids of two records; there are {names}: rename yours",
                table.name
            )));
        };
        let sides = column("left_side").zip(column("right_side"));
        let labels = label::labels_in(table)?;
        let drawn = DrawnPair::read(table)?;
        let pair = |row: usize| {
            let sides = sides.as_ref().map(|(left, right)| Ok((left.side(row)?, right.side(row)?)));
            Ok(Self {
                left: left.needed(row)?.to_owned(),
                right: right.needed(row)?.to_owned(),
                sides: sides.transpose()?,
                same: labels.as_ref().and_then(|labels| labels.get(row).copied().flatten()),
                drawn: drawn.get(row).copied().flatten(),
            })
        };
        (0..table.rows).map(pair).collect()
    }
}

impl DrawnPair {
    /// How each row was drawn; nothing of a table that does not have all four columns.
    pub(crate) fn read(table: &Table) -> Result<Vec<Option<Self>>, TableError> {
        let [Some(stratum), Some(strata), Some(pairs), Some(together)] =
            DRAW.map(|name| Cells::of(table, name))
        else {
            return Ok(Vec::new());
        };
        let drawn = |row: usize| {
            if stratum.text(row).is_none() {
                return Ok(None);
            }
            Ok(Some(Self {
                stratum: stratum.number(row)?,
                strata: strata.number(row)?,
                pairs: pairs.number(row)?,
                together: together.label(row)?,
            }))
        };
        (0..table.rows).map(drawn).collect()
    }
}

/// A column of which every row is asked for one value.
struct Cells<'t> {
    table: &'t Table,
    name: &'t str,
    column: &'t Column,
}

impl<'t> Cells<'t> {
    fn of(table: &'t Table, name: &str) -> Option<Self> {
        let found = table.columns.iter().find(|(known, _)| known == name);
        found.map(|(name, column)| Self { table, name, column })
    }

    fn text(&self, row: usize) -> Option<&'t str> {
        self.column.cells(row as u32).first().map(|&cell| self.column.values().get(cell))
    }

    fn needed(&self, row: usize) -> Result<&'t str, TableError> {
        self.text(row).ok_or_else(|| self.problem(row, "is empty; every row needs one"))
    }

    /// A whole number; frames write those beside empty cells as `3.0`.
    fn number<N: TryFrom<u64>>(&self, row: usize) -> Result<N, TableError> {
        let text = self.needed(row)?;
        let number = text.strip_suffix(".0").unwrap_or(text).parse::<u64>().ok();
        let number = number.and_then(|number| N::try_from(number).ok());
        number.ok_or_else(|| self.problem(row, &format!("is {text:?}, which is no whole number")))
    }

    fn label(&self, row: usize) -> Result<bool, TableError> {
        let text = self.needed(row)?;
        label::label_of(text).ok_or_else(|| self.problem(row, &format!("is {text:?}; it says true or false")))
    }

    fn side(&self, row: usize) -> Result<u8, TableError> {
        let text = self.needed(row)?;
        let number = match text {
            "left" => Some(0),
            "right" => Some(1),
            text => text.parse::<u8>().ok().and_then(|number| number.checked_sub(1)),
        };
        number.ok_or_else(|| {
            self.problem(row, &format!("is {text:?}; it says left, right, or the number of the table from 1"))
        })
    }

    fn problem(&self, row: usize, what: &str) -> TableError {
        TableError::input(format!(
            "{}: {}: {} {what}",
            self.table.name,
            self.table.row_name.of(row),
            self.name
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str) -> Result<Vec<ListedPair>, String> {
        let table = Table::from_csv("t", content.as_bytes()).unwrap();
        ListedPair::read(&table).map_err(|error| error.to_string())
    }

    #[test]
    fn links_need_no_more_than_two_ids() {
        let pairs = read("right,left,note\n9,7,x\n").unwrap();
        assert_eq!((pairs[0].left.as_str(), pairs[0].right.as_str()), ("7", "9"));
        assert_eq!((pairs[0].sides, pairs[0].same, pairs[0].drawn), (None, None, None));
        assert!(read("left,right\n").unwrap().is_empty());
    }

    #[test]
    fn a_pair_is_drawn_where_its_row_says_so() {
        let head = "left,right,stratum,strata,stratum_pairs,together,same";
        let pairs = read(&format!("{head}\n7,9,1.0,3.0,120,True,\n7,8,,,,false,0\n")).unwrap();
        let drawn = DrawnPair { stratum: 1, strata: 3, pairs: 120, together: true };
        assert_eq!((pairs[0].drawn, pairs[0].same), (Some(drawn), None));
        assert_eq!((pairs[1].drawn, pairs[1].same), (None, Some(false)));
        // Without all four columns a pair is judged like any other.
        assert_eq!(read("left,right,stratum,same\n7,9,1,1\n").unwrap()[0].drawn, None);
    }

    #[test]
    fn the_table_of_a_record_is_a_word_or_a_number() {
        let sides = |a: &str, b: &str| {
            read(&format!("left,right,left_side,right_side\n7,9,{a},{b}\n")).map(|pairs| pairs[0].sides)
        };
        assert_eq!(sides("left", "right"), Ok(Some((0, 1))));
        assert_eq!(sides("3", "1"), Ok(Some((2, 0))));
        assert!(sides("left", "0").unwrap_err().starts_with("t: row 1: right_side is \"0\"; it says left"));
    }

    #[test]
    fn what_makes_no_sense_is_told_with_its_row() {
        for (content, message) in [
            ("left,right\n7,\n", "t: row 1: right is empty; every row needs one"),
            (
                "a,b\n7,9\n",
                "t: no columns left and right, the ids of two records; there are \"a\", \"b\": rename yours",
            ),
            ("left,right,same\n7,9,perhaps\n", "t: column \"same\" holds \"perhaps\", which is no label"),
            (
                "left,right,stratum,strata,stratum_pairs,together\n7,9,-1,2,3,true\n",
                "t: row 1: stratum is \"-1\", which is no whole number",
            ),
            (
                "left,right,stratum,strata,stratum_pairs,together\n7,9,1,2,3,\n",
                "t: row 1: together is empty; every row needs one",
            ),
        ] {
            let error = read(content).unwrap_err();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
