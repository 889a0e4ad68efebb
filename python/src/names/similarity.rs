//! Two columns of names, row by row.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::{ArrayRef, Float64Array};
use arrow_schema::DataType;
use pyo3::exceptions::{PyKeyboardInterrupt, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyString;
use varlik::cli::ProgressLine;
use varlik::names::{NameComparer, NameKind};
use varlik::text::Lang;
use varlik::{Control, in_pieces};

use crate::arrow::column::Column;
use crate::arrow::map::Quiet;
use crate::arrow::pairs::{Rows, side_by_side};
use crate::arrow::texts::{Chunk, Texts};
use crate::arrow::texts_of;
use crate::errors::InputError;
use crate::interrupt;
use crate::names::aliases::Given as Known;
use crate::names::comparer::Comparing;
use crate::names::options::{Kind, Kinds, Prior};
use crate::names::rarity::Given as Learnt;
use crate::progress::Shown;
use crate::text::{Language, Progress, Threads};

/// Rows that one thread takes at a time: some milliseconds of work.
const BLOCK: usize = 1 << 11;

/// Compares the names of two columns row by row.
///
/// Args:
///     a: A column of any library, or a list.
///     b: The other, of as many rows.
///     kind: What the names are the names of: `person`, `organization`, `place`, `other`, or None where that is not known; or a column
///         of these.
///     lang: Language of the text in which the names stand, where it is one.
///     prior: The chance that two names that are compared are one, before any word is looked at.
///     aliases: Names that the caller knows to be one, as `Aliases` holds them.
///    rarity: How common the words of the caller's names are, as `Rarity` learns it.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A Column of numbers: for each row the chance that its two names are one; null where one of them is.
///
/// Raises:
///     InputError: The columns are not of one length, or there is no such kind.
#[pyfunction]
#[pyo3(
    signature = (a, b, kind = Kinds::ANY, *, lang = Language::UND, prior = Prior::SHIPPED, aliases = Known::NONE, rarity = Learnt::NONE, threads = Threads::ALL, progress = Progress::NONE),
    text_signature = "(a, b, kind=None, *, lang='und', prior=None, aliases=None, rarity=None, threads=0, progress=None)"
)]
#[allow(clippy::too_many_arguments, reason = "keywords of Python")]
pub(crate) fn name_similarity(
    py: Python<'_>,
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
    kind: Kinds,
    lang: Language,
    prior: Prior,
    aliases: Known,
    rarity: Learnt,
    threads: Threads,
    progress: Progress,
) -> PyResult<Column> {
    let (a, b) = (column(a, "a")?, column(b, "b")?);
    let rows = a.len();
    if rows != b.len() {
        return Err(InputError::new_err(format!(
            "the columns have {rows} and {} rows; give two of one length, or find the pairs with varlik.match_names",
            b.len()
        )));
    }
    let kinds = match kind {
        Kinds::One(kind) => Told::One(kind),
        Kinds::Column(kinds) if kinds.len() == rows => Told::Column(kinds),
        Kinds::Column(kinds) => {
            return Err(InputError::new_err(format!(
                "kind has {} rows and the columns have {rows}; give one kind, or a column of that length",
                kinds.len()
            )));
        }
    };
    let work = Work { a, b, kinds, lang: lang.0, comparer: Comparing { prior, aliases, rarity }.comparer() };
    let run = move |threads: usize, control: &dyn Control| {
        let done = work.run(threads, control).map_err(InputError::new_err)?;
        // Whoever stopped the work knows.
        done.ok_or_else(|| PyKeyboardInterrupt::new_err(()))
    };
    let answer = if rows <= BLOCK && progress.is_none() {
        py.detach(|| run(1, &()))
    } else {
        let (callback, line) = progress.into_parts(|| ProgressLine::of("comparing", "rows"));
        interrupt::run(py, callback.as_ref(), move |control| run(threads.0, &Shown { control, line }))
    }?;
    Ok(Column::new("score", DataType::Float64, vec![answer]))
}

/// A column; the error names the argument.
pub(super) fn column(given: &Bound<'_, PyAny>, argument: &str) -> PyResult<Texts> {
    if given.is_none() || given.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err(format!(
            "{argument} is a column or a list of names, not {}; varlik.compare_names compares two names",
            if given.is_none() { "None" } else { "a str" }
        )));
    }
    texts_of(given)
}

/// One kind for all rows, or one for each.
enum Told {
    One(NameKind),
    Column(Texts),
}

struct Work {
    a: Texts,
    b: Texts,
    kinds: Told,
    lang: Lang,
    comparer: NameComparer,
}

impl Work {
    /// `None` where the control stopped the work; `Err` says which row is wrong.
    fn run(&self, threads: usize, control: &dyn Control) -> Result<Option<ArrayRef>, String> {
        let blocks = match &self.kinds {
            Told::One(_) => {
                let blocks = side_by_side([&self.a, &self.b], BLOCK);
                blocks.into_iter().map(|[a, b]| (a, b, None)).collect()
            }
            Told::Column(kinds) => {
                let blocks = side_by_side([&self.a, &self.b, kinds], BLOCK);
                blocks.into_iter().map(|[a, b, kinds]| (a, b, Some(kinds))).collect::<Vec<_>>()
            }
        };
        let (rows, rows_done) = (self.a.len(), AtomicUsize::new(0));
        let done = in_pieces(blocks.len(), threads, &Quiet(control), |place| {
            let Some((a, b, kinds)) = blocks.get(place) else { return Ok(Vec::new()) };
            let chances = self.block(a, b, kinds.as_ref(), control)?;
            control.progress(rows_done.fetch_add(chances.len(), Ordering::Relaxed) + chances.len(), rows);
            Ok(chances)
        });
        let Some(done) = done else { return Ok(None) };
        let done = done.into_iter().collect::<Result<Vec<_>, String>>()?;
        Ok(Some(Arc::new(done.into_iter().flatten().collect::<Float64Array>())))
    }

    fn block(
        &self,
        a: &Chunk,
        b: &Chunk,
        kinds: Option<&Chunk>,
        control: &dyn Control,
    ) -> Result<Vec<Option<f64>>, String> {
        let (a, b) = (Rows::new(a)?, Rows::new(b)?);
        let kinds = self.kinds_of(kinds, a.len())?;
        let rows = a.iter().zip(b.iter()).zip(kinds).map(|((a, b), kind)| {
            // What was stopped is dropped.
            let a = a.filter(|_| !control.cancelled());
            (a, b, kind)
        });
        Ok(varlik::name_similarity(rows, self.lang, &self.comparer))
    }

    fn kinds_of(&self, kinds: Option<&Chunk>, rows: usize) -> Result<Vec<NameKind>, String> {
        match (&self.kinds, kinds) {
            (Told::One(kind), _) => Ok(vec![*kind; rows]),
            (Told::Column(_), Some(kinds)) => {
                let kinds = Rows::new(kinds)?;
                let known = kinds.iter().map(|label| match label {
                    Some(label) => Kind::of(label, " in the column of kinds"),
                    None => Ok(NameKind::Other),
                });
                known.collect()
            }
            (Told::Column(_), None) => Err("the column of kinds is missing".to_owned()),
        }
    }
}
