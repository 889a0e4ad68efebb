//! Records by their ids.

use std::collections::HashMap;
use std::fmt;

use varlik_resolve::Items;

use crate::Error;

/// A record as a person names it: its id, and the table where several have it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RecordId {
    /// The number of its table, from 0; `None` for whichever has the id.
    pub table: Option<u8>,
    /// Its id.
    pub id: String,
}

impl RecordId {
    /// The record of this id, in whichever table.
    #[must_use]
    pub fn of(id: impl Into<String>) -> Self {
        Self { table: None, id: id.into() }
    }

    /// The record of this id in one table, counted from 0.
    #[must_use]
    pub fn in_table(table: u8, id: impl Into<String>) -> Self {
        Self { table: Some(table), id: id.into() }
    }

    fn is(&self, items: &Items, row: u32) -> bool {
        self.table.is_none_or(|table| items.source(row) == table)
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.id)?;
        match self.table {
            None => Ok(()),
            Some(0) => f.write_str(" of the left table"),
            Some(1) => f.write_str(" of the right table"),
            Some(table) => write!(f, " of table {}", u16::from(table) + 1),
        }
    }
}

/// The row of a record.
pub(super) fn row_of(items: &Items, record: &RecordId) -> Result<u32, Error> {
    let rows = (0..).zip(items.ids.iter()).filter(|(_, id)| *id == record.id).map(|(row, _)| row);
    one(items, record, rows)
}

/// The rows of pairs of records; `what` stands in messages.
pub(super) fn rows_of(
    items: &Items,
    pairs: &[(RecordId, RecordId)],
    what: &str,
) -> Result<Vec<(u32, u32)>, Error> {
    if pairs.is_empty() {
        return Ok(Vec::new());
    }
    let mut known: HashMap<&str, Vec<u32>> =
        pairs.iter().flat_map(|(a, b)| [(a.id.as_str(), Vec::new()), (b.id.as_str(), Vec::new())]).collect();
    for (row, id) in (0..).zip(items.ids.iter()) {
        if let Some(rows) = known.get_mut(id) {
            rows.push(row);
        }
    }
    let row = |at: usize, record: &RecordId| {
        let rows = known.get(record.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        one(items, record, rows.iter().copied())
            .map_err(|error| Error::usage(format!("{what}[{at}]: {error}")))
    };
    pairs.iter().enumerate().map(|(at, (a, b))| Ok((row(at, a)?, row(at, b)?))).collect()
}

fn one(items: &Items, record: &RecordId, rows: impl Iterator<Item = u32>) -> Result<u32, Error> {
    let mut rows = rows.filter(|&row| record.is(items, row));
    let row = rows.next().ok_or_else(|| {
        let place = match record.table {
            None => String::new(),
            Some(0) => " of the left table".to_owned(),
            Some(1) => " of the right table".to_owned(),
            Some(table) => format!(" of table {}", u16::from(table) + 1),
        };
        let shown = items
            .ids
            .iter()
            .next()
            .map_or_else(|| "there are no records".to_owned(), |id| format!("the first record is {id:?}"));
        Error::usage(format!("no record{place} has the id {:?}; {shown}", record.id))
    })?;
    if rows.next().is_some() {
        return Err(Error::usage(format!(
            "several tables have a record {:?}; name the table too: (\"left\", {:?})",
            record.id, record.id
        )));
    }
    Ok(row)
}
