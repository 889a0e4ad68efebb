//! Pairs to judge, as a table that a person fills in.

use std::io::Write;

use varlik_resolve::{Resolution, Scope, ToJudge};

use super::ResolvedTables;
use crate::{Error, chance};

/// What stands between the values of a cell.
const BETWEEN: &str = "; ";

/// Pairs that are worth a judgement, with what their records say: a table with a column `same` to fill in.
///
/// It is read again by [`JudgedPair::read`](super::JudgedPair::read).
#[derive(Debug)]
pub struct JudgeSheet<'r> {
    resolved: &'r ResolvedTables,
    resolution: &'r Resolution,
    /// The pairs, in no order.
    pairs: Vec<ToJudge>,
    strata: u32,
    /// The numbers of the fields in the engine, and their names, in the order of the columns.
    fields: Vec<(usize, String)>,
}

impl<'r> JudgeSheet<'r> {
    pub(super) fn new(
        resolved: &'r ResolvedTables,
        resolution: &'r Resolution,
        count: usize,
        seed: u64,
    ) -> Result<Self, Error> {
        if count == 0 {
            return Err(Error::usage("no pair was asked for; ask for some, such as 200"));
        }
        let mut pairs = resolution.sample_to_judge(count, seed);
        let strata = pairs.iter().filter_map(|pair| pair.stratum).max().map_or(0, |last| last + 1);
        pairs.sort_by_cached_key(|pair| {
            let ids = (resolution.id(pair.a), resolution.id(pair.b));
            // Rows may come in any order.
            let (low, high) = (ids.0.min(ids.1), ids.0.max(ids.1));
            (shuffled(low, high, seed), low.to_owned(), high.to_owned())
        });
        let summaries = resolution.field_summaries().into_iter().enumerate();
        let mut fields: Vec<(usize, String)> =
            summaries.filter(|(_, it)| !it.is_drawn).map(|(number, it)| (number, it.field.name)).collect();
        let place = |name: &str| resolved.columns.iter().position(|column| column.name == name);
        fields.sort_by_cached_key(|(number, name)| (place(name).unwrap_or(usize::MAX), *number));
        Ok(Self { resolved, resolution, pairs, strata, fields })
    }

    /// The pairs, in no order: rows of the items.
    #[must_use]
    pub fn pairs(&self) -> &[ToJudge] {
        &self.pairs
    }

    /// From how many strata pairs were drawn by chance.
    #[must_use]
    pub const fn strata(&self) -> u32 {
        self.strata
    }

    /// The names of the fields that records are shown with.
    #[must_use]
    pub fn fields(&self) -> Vec<&str> {
        self.fields.iter().map(|(_, name)| name.as_str()).collect()
    }

    /// What a record says in the field of a number, counted as [`fields`](Self::fields) are; several values with `; ` between them,
    /// `None` where it has none.
    #[must_use]
    pub fn value(&self, row: u32, field: usize) -> Option<String> {
        let (number, _) = self.fields.get(field)?;
        let values: Vec<&str> = self.resolution.values(row, *number).collect();
        (!values.is_empty()).then(|| values.join(BETWEEN))
    }

    /// The columns that name the tables of the records are needed: there are several, and any two of their records may be one.
    #[must_use]
    pub fn has_sides(&self) -> bool {
        !self.resolved.items.sources.is_empty() && self.resolved.options.scope == Scope::All
    }

    /// The names of the columns that show the records, two for each field.
    #[must_use]
    pub fn value_columns(&self) -> Vec<(String, String)> {
        let names = |name: &String| {
            // `left_side` says of which table a record is.
            let end = if name == "side" && self.has_sides() { "_2" } else { "" };
            (format!("left_{name}{end}"), format!("right_{name}{end}"))
        };
        self.fields.iter().map(|(_, name)| names(name)).collect()
    }

    /// Writes the table as CSV, to be filled in by hand.
    ///
    /// # Errors
    /// What `out` says.
    ///
    /// # Example: the columns
    /// ```
    /// use varlik::tables::Table;
    /// use varlik::{TableOptions, resolve_tables};
    ///
    /// let people = "id,ad\n7,Ayşe Kaya\n8,Ayse KAYA\n";
    /// let found = resolve_tables(vec![Table::from_csv("people", people.as_bytes())?], TableOptions::default(), &())?;
    /// let mut out = Vec::new();
    /// found.sample_to_judge(2, 0, &())?.write_csv(&mut out)?;
    /// let text = String::from_utf8(out)?;
    /// assert!(text.starts_with("left,right,left_ad,right_ad,same,score,together,stratum,strata,stratum_pairs\n"));
    /// assert!(text.contains("\n7,8,Ayşe Kaya,Ayse KAYA,,"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_csv(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        let mut head = vec!["left".to_owned(), "right".to_owned()];
        if self.has_sides() {
            head.extend(["left_side", "right_side"].map(str::to_owned));
        }
        head.extend(self.value_columns().into_iter().flat_map(|(left, right)| [left, right]));
        head.extend(["same", "score", "together", "stratum", "strata", "stratum_pairs"].map(str::to_owned));
        writer.write_record(&head)?;
        for pair in &self.pairs {
            let ids = [pair.a, pair.b].map(|row| self.resolution.id(row).to_owned());
            let mut line: Vec<String> = ids.to_vec();
            if self.has_sides() {
                let side = |row| (u16::from(self.resolution.source(row)) + 1).to_string();
                line.extend([side(pair.a), side(pair.b)]);
            }
            for field in 0..self.fields.len() {
                line.extend([pair.a, pair.b].map(|row| self.value(row, field).unwrap_or_default()));
            }
            line.extend([String::new(), format!("{:.6}", chance(pair.weight)), pair.together.to_string()]);
            line.extend(match pair.stratum {
                Some(stratum) => {
                    [stratum.to_string(), self.strata.to_string(), pair.stratum_pairs.to_string()]
                }
                None => [String::new(), String::new(), String::new()],
            });
            writer.write_record(&line)?;
        }
        writer.flush()
    }
}

/// A number that two ids have, as if by chance (FNV-1a, finished as `SplitMix64` is).
fn shuffled(low: &str, high: &str, seed: u64) -> u64 {
    let bytes = low.bytes().chain([0xFF]).chain(high.bytes());
    let hash = bytes.fold(0xCBF2_9CE4_8422_2325 ^ seed, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}
