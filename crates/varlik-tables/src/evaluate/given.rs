//! What the rows of a truth or an answer say.

use varlik_resolve::Column;

use crate::label::{column_of, label_of};
use crate::{DrawnPair, Table, TableError};

/// The rows of a truth or an answer.
#[derive(Debug)]
pub(super) enum Given<'t> {
    Clusters(Vec<Assigned<'t>>),
    /// Pairs, and whether they say of each whether it was judged to be one.
    Pairs(Vec<Pair<'t>>, bool),
}

/// A record and its cluster.
#[derive(Debug)]
pub(super) struct Assigned<'t> {
    /// 0, or 1 where it is of the right table of a link.
    pub(super) side: u8,
    pub(super) id: &'t str,
    /// The number of its cluster within the table, if it has one.
    pub(super) cluster: Option<u32>,
    /// Its place in the table.
    pub(super) row: usize,
}

/// Two records.
#[derive(Debug)]
pub(super) struct Pair<'t> {
    pub(super) left: &'t str,
    /// The table of the right one: 1 in a link, else 0.
    pub(super) right_side: u8,
    pub(super) right: &'t str,
    pub(super) score: Option<f32>,
    pub(super) label: Option<bool>,
    /// How it was drawn by chance, where it was.
    pub(super) drawn: Option<DrawnPair>,
    pub(super) row: usize,
}

impl<'t> Given<'t> {
    pub(super) fn read(table: &'t Table, link: bool) -> Result<Self, TableError> {
        let column =
            |name: &str| table.columns().iter().find(|(known, _)| known == name).map(|(_, column)| column);
        let reader = |name: &'t str, column| Reader { table, name, column };
        match (column("id"), column("cluster"), column("left"), column("right")) {
            (Some(id), Some(cluster), ..) => {
                let side = match (link, column("side")) {
                    (true, Some(side)) => Some(reader("side", side)),
                    (false, _) => None,
                    (true, None) => {
                        return Err(TableError::input(format!(
                            "{}: clusters of a link need a column side, which says left or right of each id",
                            table.name()
                        )));
                    }
                };
                rows(table, side.as_ref(), &reader("id", id), &reader("cluster", cluster)).map(Self::Clusters)
            }
            (_, _, Some(left), Some(right)) => {
                let score = column("score").map(|column| reader("score", column));
                let label = column_of(table.columns()).map(|(name, column)| reader(name, column));
                let drawn = DrawnPair::read(table)?;
                let pairs = pairs(
                    table,
                    link,
                    &reader("left", left),
                    &reader("right", right),
                    score.as_ref(),
                    label.as_ref(),
                    &drawn,
                )?;
                Ok(Self::Pairs(pairs, label.is_some()))
            }
            _ => {
                let names: Vec<String> =
                    table.columns().iter().map(|(name, _)| format!("{name:?}")).collect();
                Err(TableError::input(format!(
                    "{}: no columns id and cluster, nor left and right; there are {}: rename yours",
                    table.name(),
                    names.join(", ")
                )))
            }
        }
    }
}

/// A column of which every row is asked for one value.
struct Reader<'t> {
    table: &'t Table,
    name: &'t str,
    column: &'t Column,
}

impl<'t> Reader<'t> {
    /// The number of the value of a row, if it has one.
    fn number(&self, row: usize) -> Result<Option<u32>, TableError> {
        match self.column.cells(row as u32) {
            [] => Ok(None),
            [one] => Ok(Some(*one)),
            _ => Err(self.problem(row, "holds a list; give one value")),
        }
    }

    fn text(&self, row: usize) -> Result<Option<&'t str>, TableError> {
        Ok(self.number(row)?.map(|number| self.column.values().get(number)))
    }

    fn needed(&self, row: usize) -> Result<&'t str, TableError> {
        self.text(row)?.ok_or_else(|| self.problem(row, "is empty; every row needs one"))
    }

    fn problem(&self, row: usize, what: &str) -> TableError {
        TableError::input(format!(
            "{}: {}: {} {what}",
            self.table.name(),
            self.table.row_name.of(row),
            self.name
        ))
    }
}

fn rows<'t>(
    table: &'t Table,
    side: Option<&Reader<'t>>,
    id: &Reader<'t>,
    cluster: &Reader<'t>,
) -> Result<Vec<Assigned<'t>>, TableError> {
    let row_of = |row| {
        let side = match side {
            None => 0,
            Some(side) => match side.needed(row)? {
                "left" => 0,
                "right" => 1,
                other => return Err(side.problem(row, &format!("is {other:?}; it says left or right"))),
            },
        };
        Ok(Assigned { side, id: id.needed(row)?, cluster: cluster.number(row)?, row })
    };
    (0..table.rows()).map(row_of).collect()
}

fn pairs<'t>(
    table: &'t Table,
    link: bool,
    left: &Reader<'t>,
    right: &Reader<'t>,
    score: Option<&Reader<'t>>,
    label: Option<&Reader<'t>>,
    drawn: &[Option<DrawnPair>],
) -> Result<Vec<Pair<'t>>, TableError> {
    let pair_of = |row| {
        let score = match score {
            None => None,
            Some(score) => {
                let text = score.needed(row)?;
                let value = text.parse::<f32>().ok().filter(|value| !value.is_nan());
                Some(value.ok_or_else(|| score.problem(row, &format!("is {text:?}, which is no number")))?)
            }
        };
        let label = match label {
            None => None,
            Some(label) => {
                let said = label.text(row)?.map(|text| {
                    label_of(text).ok_or_else(|| {
                        label.problem(row, &format!("is {text:?}; it says 1 (same) or 0 (different)"))
                    })
                });
                said.transpose()?
            }
        };
        Ok(Pair {
            left: left.needed(row)?,
            right_side: link.into(),
            right: right.needed(row)?,
            score,
            label,
            drawn: drawn.get(row).copied().flatten(),
            row,
        })
    };
    (0..table.rows()).map(pair_of).collect()
}
