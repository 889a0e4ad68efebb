//! A function over a column: piece by piece, on several threads, without the interpreter's lock.

use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, make_array, new_null_array};
use arrow_buffer::Buffer;
use arrow_data::ArrayData;
use arrow_data::transform::MutableArrayData;
use arrow_schema::{ArrowError, DataType};
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use varlik::cli::ProgressLine;
use varlik::text::column::{self, Strings};
use varlik::{Control, text};

use crate::arrow::bridge::text_array;
use crate::arrow::column::Column;
use crate::arrow::texts::{Chunk, PIECE_ROWS, Piece, Texts};
use crate::errors::InputError;
use crate::interrupt;
use crate::progress::Shown;
use crate::text::Run;

/// A column of fewer bytes and rows is worked on in the calling thread: starting another takes as long.
const SHORT_BYTES: usize = 1 << 20;
const SHORT_ROWS: usize = 1 << 15;

/// Text that the rows of one gathered piece came from: a function may make ten times as much of it before an `i32` of
/// Arrow cannot count it.
const GATHERED_BYTES: usize = 1 << 27;

/// Applies a function to every piece of a column.
///
/// The function is told of Ctrl-C; what it gives then is dropped. The pieces, and with them the answer, are the same
/// for every number of threads.
pub(crate) fn map(
    py: Python<'_>,
    texts: Texts,
    (threads, progress): Run,
    data_type: DataType,
    function: impl Fn(&Piece<'_>, &dyn Control) -> Result<ArrayRef, String> + Send + Sync + 'static,
) -> PyResult<Column> {
    let (bytes, rows) = (texts.bytes(), texts.len());
    let name = texts.name.clone();
    let work = move |threads: usize, control: &dyn Control| {
        let done = over_chunks(&texts.chunks, threads, control, &data_type, &function);
        // Whoever stopped the work knows.
        let chunks = done.map_err(InputError::new_err)?.ok_or_else(|| PyKeyboardInterrupt::new_err(()))?;
        Ok((data_type, chunks))
    };
    let (data_type, chunks) = if bytes < SHORT_BYTES && rows < SHORT_ROWS && progress.is_none() {
        py.detach(|| work(1, &()))
    } else {
        let (callback, line) = progress.into_parts(|| ProgressLine::of("working", "rows"));
        interrupt::run(py, callback.as_ref(), move |control| work(threads.0, &Shown { control, line }))
    }?;
    Ok(Column::new(&name, data_type, chunks))
}

/// Applies a function from text to text to a column: its texts are as wide as those of the column, where they fit.
pub(crate) fn map_text(
    py: Python<'_>,
    texts: Texts,
    run: Run,
    function: impl Fn(column::Column<'_, i64>, &dyn Control) -> Result<Strings<i64>, text::Error>
    + Send
    + Sync
    + 'static,
) -> PyResult<Column> {
    let large = texts.large;
    let data_type = if large { DataType::LargeUtf8 } else { DataType::Utf8 };
    map(py, texts, run, data_type, move |piece, control| answer(piece, |rows| function(rows, control), large))
}

/// Applies a function from text to text on the calling thread alone; the answer is wide.
pub(crate) fn map_text_here(
    texts: &Texts,
    function: impl Fn(column::Column<'_, i64>) -> Result<Strings<i64>, text::Error> + Sync,
) -> Result<Vec<ArrayRef>, String> {
    let run = |piece: &Piece<'_>, _: &dyn Control| answer(piece, &function, true);
    over_chunks(&texts.chunks, 1, &(), &DataType::LargeUtf8, &run).map(Option::unwrap_or_default)
}

fn answer(
    piece: &Piece<'_>,
    function: impl Fn(column::Column<'_, i64>) -> Result<Strings<i64>, text::Error>,
    large: bool,
) -> Result<ArrayRef, String> {
    let rows = column::Column::new(&piece.text, &piece.offsets).map_err(|error| error.to_string())?;
    let (values, offsets) = function(rows).map_err(|error| error.to_string())?.into_parts();
    let (values, nulls) = (Buffer::from_vec(values), piece.validity.clone());
    let narrow = offsets.last().is_some_and(|&end| i32::try_from(end).is_ok()) && !large;
    Ok(if narrow {
        text_array(values, offsets.into_iter().map(|offset| offset as i32).collect(), nulls)
    } else {
        text_array(values, offsets, nulls)
    })
}

/// `None` where the control stopped the work; `Err` says which text is none.
fn over_chunks(
    chunks: &[Chunk],
    threads: usize,
    control: &dyn Control,
    data_type: &DataType,
    function: &(impl Fn(&Piece<'_>, &dyn Control) -> Result<ArrayRef, String> + Sync),
) -> Result<Option<Vec<ArrayRef>>, String> {
    let mut pieces = Vec::new();
    let mut counts = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        let before = pieces.len();
        match chunk {
            Chunk::Coded(_, values) => pieces.extend(values.pieces()),
            other => pieces.extend(other.pieces()),
        }
        counts.push(pieces.len() - before);
    }
    let rows: usize = pieces.iter().map(Chunk::len).sum();
    let rows_done = AtomicUsize::new(0);
    let done = varlik::in_pieces(pieces.len(), threads, &Quiet(control), |place| {
        let Some(chunk) = pieces.get(place) else { return Err("a piece is missing".to_owned()) };
        let answer = match chunk {
            Chunk::Null(rows) => new_null_array(data_type, *rows),
            chunk => function(&Piece::new(chunk)?, control)?,
        };
        control.progress(rows_done.fetch_add(chunk.len(), Ordering::Relaxed) + chunk.len(), rows);
        Ok(answer)
    });
    let Some(done) = done else { return Ok(None) };
    let done = done.into_iter().collect::<Result<Vec<ArrayRef>, String>>()?;
    let mut done = one_width(done).into_iter();
    let mut results = Vec::with_capacity(done.len());
    for (chunk, count) in chunks.iter().zip(counts) {
        let own = done.by_ref().take(count);
        match chunk {
            Chunk::Coded(keys, values) => {
                let own = own.collect::<Vec<_>>();
                results.extend(gather(keys, values, &own, data_type).map_err(|error| error.to_string())?);
            }
            _ => results.extend(own),
        }
    }
    Ok(Some(results))
}

/// Hears of Ctrl-C alone: rows are counted, not pieces.
pub(crate) struct Quiet<'a>(pub(crate) &'a dyn Control);

impl Control for Quiet<'_> {
    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

/// Gives every row of a dictionary's keys what became of its text.
fn gather(
    keys: &ArrayRef,
    values: &Chunk,
    results: &[ArrayRef],
    data_type: &DataType,
) -> Result<Vec<ArrayRef>, ArrowError> {
    let Some(keys) = keys.as_any_dictionary_opt() else { return Ok(Vec::new()) };
    let data: Vec<ArrayData> = results.iter().map(Array::to_data).collect();
    if data.is_empty() {
        // No text at all: every row is null.
        return Ok(vec![new_null_array(data_type, keys.len())]);
    }
    let places: Vec<(usize, usize)> = results
        .iter()
        .enumerate()
        .flat_map(|(source, result)| (0..result.len()).map(move |row| (source, row)))
        .collect();
    let rows = keys.normalized_keys();
    let mut gathered = Vec::new();
    let mut next = 0;
    while next < rows.len() {
        let mut out = MutableArrayData::new(data.iter().collect(), true, PIECE_ROWS.min(rows.len() - next));
        let mut bytes = 0;
        while next < rows.len() && out.len() < PIECE_ROWS && bytes < GATHERED_BYTES {
            let place = rows.get(next).copied().filter(|_| keys.is_valid(next));
            match place.and_then(|place| Some((place, places.get(place)?))) {
                Some((place, &(source, row))) => {
                    bytes += values.length_of(place);
                    out.try_extend(source, row, row + 1)?;
                }
                None => out.try_extend_nulls(1)?,
            }
            next += 1;
        }
        gathered.push(make_array(out.freeze()));
    }
    Ok(gathered)
}

/// Makes texts of two widths of the wider one, which a text of more than 2 GB needs.
fn one_width(arrays: Vec<ArrayRef>) -> Vec<ArrayRef> {
    let wide = arrays.iter().any(|array| *array.data_type() == DataType::LargeUtf8);
    if wide { widened(arrays) } else { arrays }
}

/// Texts with offsets of 64 bits; other arrays as they are.
pub(crate) fn widened(arrays: Vec<ArrayRef>) -> Vec<ArrayRef> {
    let wide = |array: ArrayRef| match array.as_string_opt::<i32>() {
        Some(small) => {
            let (offsets, values, nulls) = small.clone().into_parts();
            text_array(values, offsets.iter().map(|&offset| i64::from(offset)).collect(), nulls)
        }
        None => array,
    };
    arrays.into_iter().map(wide).collect()
}
