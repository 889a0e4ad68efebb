//! The names of one column, found in another.

use std::sync::Arc;

use arrow_array::{Float64Array, Int64Array};
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use varlik::cli::ProgressLine;
use varlik::names::NameMatch;
use varlik::{Control, MatchOptions, chance, match_names as find, ranks};

use crate::arrow::pairs::Rows;
use crate::arrow::table::{Table, texts};
use crate::arrow::texts::Texts;
use crate::errors::InputError;
use crate::interrupt;
use crate::names::aliases::Given as Known;
use crate::names::comparer::Comparing;
use crate::names::options::{Kind, Prior, Threshold, most};
use crate::names::rarity::Given as Learnt;
use crate::names::similarity::column;
use crate::progress::Shown;
use crate::text::{Progress, Threads};

/// Finds for each name of one column the names of another that could be the same.
///
/// An index is made of the right column: the pairs are never all compared, nor held.
///
/// Args:
///     left: The names to look for: a column of any library, or a list.
///     right: The names to find them among.
///     k: Most matches of one name.
///     threshold: Lowest chance of a match, between 0 and 1.
///     kind: What the names are the names of: `person`, `organization`, `place`, `other`, or None where that is not known.
///     prior: The chance that two names that are compared are one, before any word is looked at.
///     aliases: Names that the caller knows to be one, as `Aliases` holds them.
///    rarity: How common the words of the caller's names are, as `Rarity` learns it.
///     threads: Threads; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the names done and their total.
///
/// Returns:
///     A Table of `left` and `right` (rows, from 0), `score`, `weight`, `rank` (from 1), `left_name` and `right_name`: by the rows of
///     the left, the likeliest first.
///
/// Raises:
///     InputError: There is no such kind, or the threshold is no chance.
#[pyfunction]
#[pyo3(
    signature = (left, right, k = 5, threshold = Threshold::EVEN, kind = Kind::ANY, *, prior = Prior::SHIPPED, aliases = Known::NONE, rarity = Learnt::NONE, threads = Threads::ALL, progress = Progress::NONE),
    text_signature = "(left, right, k=5, threshold=0.5, kind=None, *, prior=None, aliases=None, rarity=None, threads=0, progress=None)"
)]
#[allow(clippy::too_many_arguments, reason = "keywords of Python")]
pub(crate) fn match_names(
    py: Python<'_>,
    left: &Bound<'_, PyAny>,
    right: &Bound<'_, PyAny>,
    k: isize,
    threshold: Threshold,
    kind: Kind,
    prior: Prior,
    aliases: Known,
    rarity: Learnt,
    threads: Threads,
    progress: Progress,
) -> PyResult<Table> {
    let k = most(k)?;
    let (left, right) = (column(left, "left")?, column(right, "right")?);
    let options = MatchOptions {
        kind: kind.0,
        comparer: Comparing { prior, aliases, rarity }.comparer(),
        k,
        threshold: threshold.0,
        threads: threads.0,
    };
    let (callback, line) = progress.into_parts(|| ProgressLine::of("matching", "names"));
    interrupt::run(py, callback.as_ref(), move |control| {
        matched(&left, &right, &options, &Shown { control, line })
    })
}

fn matched(left: &Texts, right: &Texts, options: &MatchOptions, control: &dyn Control) -> PyResult<Table> {
    let (left, right) = (pieces(left)?, pieces(right)?);
    let (left, right) = (all(&left), all(&right));
    // Whoever stopped the work knows.
    let found = find(&left, &right, options, control).ok_or_else(|| PyKeyboardInterrupt::new_err(()))?;
    table(&found, found.iter().map(|it| text(&left, it.left)), found.iter().map(|it| text(&right, it.right)))
}

/// The matches as a table, with their names.
pub(super) fn table<'t>(
    found: &[NameMatch],
    left: impl Iterator<Item = &'t str> + Clone,
    right: impl Iterator<Item = &'t str> + Clone,
) -> PyResult<Table> {
    let whole = |number: fn(&NameMatch) -> u64| found.iter().map(|it| number(it) as i64).collect::<Vec<_>>();
    let score = |number: fn(&NameMatch) -> f64| found.iter().map(number).collect::<Vec<_>>();
    let ranks: Vec<i64> = ranks(found).map(|rank| rank as i64).collect();
    Table::new(vec![
        ("left", Arc::new(Int64Array::from(whole(|it| it.left)))),
        ("right", Arc::new(Int64Array::from(whole(|it| it.right)))),
        ("score", Arc::new(Float64Array::from(score(|it| chance(it.weight))))),
        ("weight", Arc::new(Float64Array::from(score(|it| f64::from(it.weight))))),
        ("rank", Arc::new(Int64Array::from(ranks))),
        ("left_name", texts(left)),
        ("right_name", texts(right)),
    ])
}

/// The chunks of a column, read.
pub(super) fn pieces(texts: &Texts) -> PyResult<Vec<Rows<'_>>> {
    texts.chunks.iter().map(|chunk| Rows::new(chunk).map_err(InputError::new_err)).collect()
}

/// All rows of a column.
pub(super) fn all<'r>(pieces: &'r [Rows<'_>]) -> Vec<Option<&'r str>> {
    pieces.iter().flat_map(Rows::iter).collect()
}

/// The name of a row that matched.
pub(super) fn text<'r>(names: &[Option<&'r str>], row: u64) -> &'r str {
    names.get(row as usize).copied().flatten().unwrap_or_default()
}
