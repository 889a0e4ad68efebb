//! A column of CSV.

use std::io::BufRead;

use csv::{ByteRecord, ReaderBuilder, WriterBuilder};

use super::{BLOCK, Work};
use crate::cli::files::{delimiter_of, names_of, no_column, read_text};
use crate::cli::output::Output;
use crate::{Error, in_pieces};

/// Rows that one thread takes at a time.
const ROWS: usize = 1024;

/// Runs the steps over a column of all rows; gives the number of texts that were no UTF-8.
pub(super) fn rows(
    input: &mut impl BufRead,
    name: &str,
    work: &Work<'_>,
    output: &mut Output<'_>,
) -> Result<usize, Error> {
    let wrong = |error: csv::Error| Error::input(format!("{name}: {error}; mend the file"));
    let column = work.column.as_deref().unwrap_or_default();
    let start =
        input.fill_buf().map_err(|error| Error::input(format!("{name}: cannot be read ({error})")))?;
    let delimiter = delimiter_of(start, column);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(input);
    let mut head = ByteRecord::new();
    if !reader.read_byte_record(&mut head).map_err(wrong)? {
        return Ok(0);
    }
    let names = names_of(&head);
    let place = |wanted: &str| names.iter().position(|name| name == wanted);
    let Some(source) = place(column) else {
        return Err(Error::input(format!("{name}:1: {}", no_column(column, &names, "--column"))));
    };
    let target = work.target();
    let goal = place(&target).unwrap_or(names.len());
    output.write(&written(delimiter, &[with(&head, goal, target.as_bytes())])?)?;
    let mut repaired = 0;
    loop {
        work.check_cancelled()?;
        let (mut batch, mut bytes) = (Vec::new(), 0);
        let mut record = ByteRecord::new();
        while bytes < BLOCK && reader.read_byte_record(&mut record).map_err(wrong)? {
            bytes += record.as_slice().len() + 64;
            batch.push(std::mem::take(&mut record));
        }
        if batch.is_empty() {
            return Ok(repaired);
        }
        let chunks: Vec<&[ByteRecord]> = batch.chunks(ROWS).collect();
        let done = in_pieces(chunks.len(), work.threads, work.control, |piece| {
            let mut repaired = 0;
            let rows = chunks.get(piece).copied().unwrap_or_default().iter().map(|row| {
                let (text, count) = read_text(row.get(source).unwrap_or_default());
                repaired += count;
                with(row, goal, work.pipeline.apply(&text).as_bytes())
            });
            let rows: Vec<ByteRecord> = rows.collect();
            written(delimiter, &rows).map(|bytes| (bytes, repaired))
        });
        for piece in done.ok_or_else(Error::cancelled)? {
            let (bytes, count) = piece?;
            repaired += count;
            output.write(&bytes)?;
        }
    }
}

/// A row with a field put at `goal`; a row that is too short is filled up to there.
fn with(row: &ByteRecord, goal: usize, field: &[u8]) -> ByteRecord {
    let mut fields: Vec<&[u8]> = row.iter().collect();
    if fields.len() <= goal {
        fields.resize(goal + 1, b"");
    }
    if let Some(place) = fields.get_mut(goal) {
        *place = field;
    }
    ByteRecord::from(fields)
}

fn written(delimiter: u8, rows: &[ByteRecord]) -> Result<Vec<u8>, Error> {
    let mut writer = WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
    // Writing to memory cannot fail.
    for row in rows {
        writer.write_byte_record(row).map_err(|error| Error::input(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| Error::input(error.to_string()))
}
