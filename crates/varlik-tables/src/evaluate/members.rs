//! The records that are compared, numbered.

use rustc_hash::{FxHashMap, FxHashSet};

use super::EvaluateOptions;
use super::given::{Assigned, Pair};
use crate::{Table, TableError};

/// The records that are compared, numbered in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Members<'t> {
    /// The number of each id, of the left or only table and of the right one.
    numbers: [FxHashMap<&'t str, u32>; 2],
    /// The table of each record.
    sides: Vec<u8>,
    /// Whether the records are all known, so that another id is a mistake.
    is_whole: bool,
    /// Whether another id is left out.
    is_closed: bool,
    unknown: FxHashSet<(u8, &'t str)>,
    found: usize,
}

impl<'t> Members<'t> {
    pub(super) fn len(&self) -> usize {
        self.sides.len()
    }

    pub(super) fn sides(&self) -> &[u8] {
        &self.sides
    }

    /// Ids that were left out.
    pub(super) fn unknown(&self) -> usize {
        self.unknown.len()
    }

    /// How often an id was known since no more are taken in.
    pub(super) fn found(&self) -> usize {
        self.found
    }

    /// From now on ids that are not known are left out.
    pub(super) fn close(&mut self) {
        self.is_closed = true;
        self.found = 0;
    }

    /// Takes in the records that were resolved, if they are given.
    pub(super) fn add_records(&mut self, options: &EvaluateOptions<'t>) -> Result<(), TableError> {
        let wanted = if options.link { 2 } else { 1 };
        if options.records.is_empty() {
            return Ok(());
        }
        if options.records.len() != wanted {
            return Err(TableError::usage(format!(
                "{} tables of records; a link has two, left and right, and everything else one",
                options.records.len()
            )));
        }
        for (table, side) in options.records.iter().zip(0..) {
            let ids = table.columns().iter().find(|(name, _)| name == "id");
            let Some((_, ids)) = ids else {
                return Err(TableError::input(format!("{}: no column id", table.name())));
            };
            for id in ids.values().iter() {
                self.add(side, id);
            }
        }
        self.is_whole = true;
        Ok(())
    }

    /// The number of a record; a new one while records are taken in.
    pub(super) fn number(
        &mut self,
        table: &Table,
        side: u8,
        id: &'t str,
        row: usize,
    ) -> Result<u32, TableError> {
        if self.is_whole && !self.knows(side, id) {
            return Err(TableError::input(format!(
                "{}: {}: no record has the id {id:?}",
                table.name(),
                table.row_name.of(row)
            )));
        }
        Ok(self.add(side, id))
    }

    /// The numbers of two records; new ones while records are taken in.
    pub(super) fn pair(&mut self, table: &Table, pair: &Pair<'t>) -> Result<(u32, u32), TableError> {
        let left = self.number(table, 0, pair.left, pair.row)?;
        Ok((left, self.number(table, pair.right_side, pair.right, pair.row)?))
    }

    /// The numbers of two records, `None` where one of them is left out.
    pub(super) fn known_pair(
        &mut self,
        table: &Table,
        pair: &Pair<'t>,
    ) -> Result<Option<(u32, u32)>, TableError> {
        let left = self.known(table, 0, pair.left, pair.row)?;
        let right = self.known(table, pair.right_side, pair.right, pair.row)?;
        Ok(left.zip(right))
    }

    /// The cluster of each record; one that no row names is alone.
    ///
    /// Takes in the records where `grows`.
    pub(super) fn label(
        &mut self,
        table: &Table,
        rows: &[Assigned<'t>],
        grows: bool,
    ) -> Result<Vec<u32>, TableError> {
        let mut cluster_of: Vec<Option<u32>> = vec![None; self.len()];
        let mut row_of: Vec<Option<usize>> = vec![None; self.len()];
        let mut most = 0;
        for row in rows {
            let number = if grows {
                Some(self.number(table, row.side, row.id, row.row)?)
            } else {
                self.known(table, row.side, row.id, row.row)?
            };
            let Some(number) = number.map(|number| number as usize) else { continue };
            if number >= cluster_of.len() {
                cluster_of.resize(number + 1, None);
                row_of.resize(number + 1, None);
            }
            let (Some(cluster), Some(named)) = (cluster_of.get_mut(number), row_of.get_mut(number)) else {
                continue;
            };
            if let Some(before) = *named
                && *cluster != row.cluster
            {
                return Err(TableError::input(format!(
                    "{}: {} and {} put the id {:?} into two clusters; a record has one",
                    table.name(),
                    table.row_name.of(before),
                    table.row_name.of(row.row),
                    row.id
                )));
            }
            (*cluster, *named) = (row.cluster, Some(row.row));
            most = most.max(row.cluster.map_or(0, |cluster| cluster + 1));
        }
        // Numbers above those of all clusters, one for each record alone.
        Ok(cluster_of.into_iter().zip(most..).map(|(cluster, alone)| cluster.unwrap_or(alone)).collect())
    }

    fn known(&mut self, table: &Table, side: u8, id: &'t str, row: usize) -> Result<Option<u32>, TableError> {
        if !self.is_closed || self.is_whole {
            return self.number(table, side, id, row).map(Some);
        }
        let number = self.numbers.get(usize::from(side)).and_then(|numbers| numbers.get(id)).copied();
        if number.is_some() {
            self.found += 1;
        } else {
            self.unknown.insert((side, id));
        }
        Ok(number)
    }

    fn knows(&self, side: u8, id: &str) -> bool {
        self.numbers.get(usize::from(side)).is_some_and(|numbers| numbers.contains_key(id))
    }

    fn add(&mut self, side: u8, id: &'t str) -> u32 {
        let next = self.sides.len() as u32;
        let Some(numbers) = self.numbers.get_mut(usize::from(side)) else { return next };
        let number = *numbers.entry(id).or_insert(next);
        if number == next {
            self.sides.push(side);
        }
        number
    }
}
