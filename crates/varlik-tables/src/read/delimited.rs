//! Files with a head of column names and a sign between cells: CSV and its kin.

use std::io::{self, Read};
use std::path::Path;

use csv::{ByteRecord, Reader, ReaderBuilder};
use rayon::prelude::*;
use varlik_resolve::EmailValue;

use super::source::{Letters, Source};
use crate::table::{MOST_COLUMNS, RowName, TableBuilder};
use crate::{Table, TableError};

/// What may stand between two cells, the likelier first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows that are taken in together, and the bytes after which fewer are.
const ROWS: usize = 1 << 12;
const BYTES: usize = 1 << 23;

/// Rows that tell which sign stands between cells.
const TELLING_ROWS: usize = 100;

pub(super) fn read(name: &str, source: &mut Source<'_>) -> Result<Table, TableError> {
    let unreadable = |error| TableError::read(Path::new(name), error);
    let (letters, note) = source.letters(name)?;
    let start = source.start(1 << 16).map_err(unreadable)?;
    let (skipped, told) = told_delimiter(&start);
    let delimiter = told.unwrap_or_else(|| delimiter_of(start.get(skipped..).unwrap_or_default()));
    let mut table = TableBuilder::new(name, RowName::File);
    table.notes.extend(note);
    let last = rows(source.reader(skipped as u64).map_err(unreadable)?, delimiter, letters, &mut table)?;
    if let Some((start, line)) = last {
        let reader = source.reader(skipped as u64 + start).map_err(unreadable)?;
        if ends_within_quotes(reader, delimiter).map_err(unreadable)? {
            return Err(TableError::input(format!(
                "{name}: the row that begins in line {line} opens a quotation mark and never closes it: the file is cut \
                 short, or the mark is one too many; fetch it again or close the mark"
            )));
        }
    }
    Ok(table.finish())
}

fn parser<R: Read>(reader: R, delimiter: u8) -> Reader<R> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(1 << 16)
        .from_reader(reader)
}

/// Takes in all rows; returns where the last one begins, by byte and line.
fn rows(
    reader: impl Read,
    delimiter: u8,
    letters: Letters,
    table: &mut TableBuilder,
) -> Result<Option<(u64, u64)>, TableError> {
    let name = table.name.clone();
    let wrong = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => TableError::read(Path::new(&name), error),
        kind => TableError::input(format!("{name}: {kind:?}; mend the file")),
    };
    let mut reader = parser(reader, delimiter);
    let mut head = ByteRecord::new();
    if !reader.read_byte_record(&mut head).map_err(wrong)? {
        return Err(TableError::input(format!(
            "{name}: nothing but empty lines; give a file with a head of column names"
        )));
    }
    let names: Vec<String> = head
        .iter()
        .map(|cell| letters.text(cell).0.trim_matches(['\u{FEFF}', ' ', '\t']).to_owned())
        .collect();
    let width = names.len();
    if width > MOST_COLUMNS {
        return Err(TableError::input(format!(
            "{name}: {width} columns; at most {MOST_COLUMNS} are read: leave out those that tell nothing"
        )));
    }
    if let Some(value) = names.iter().find(|name| is_value(name)) {
        table.notes.push(format!(
            "{name}: the first row names the columns, though {value:?} is like no name; put a head above it if it is a record"
        ));
    }
    table.name_columns(&names);
    let mut block: Vec<ByteRecord> = Vec::new();
    let (mut last, mut short, mut first_short, mut repaired) = (place_of(&head), 0_usize, 0, 0_usize);
    loop {
        let (mut filled, mut bytes) = (0, 0);
        while filled < ROWS && bytes < BYTES {
            if filled == block.len() {
                block.push(ByteRecord::new());
            }
            let Some(row) = block.get_mut(filled) else { break };
            if !reader.read_byte_record(row).map_err(wrong)? {
                break;
            }
            last = place_of(row);
            let line = last.map_or(0, |(_, line)| line);
            bytes += row.as_slice().len();
            if row.len() > width && row.iter().skip(width).any(|cell| !cell.trim_ascii().is_empty()) {
                return Err(TableError::input(format!(
                    "{name}: line {} has {} cells under {width} columns; put the cell that holds the sign {:?} in \
                     quotation marks, or name the columns that lack a name",
                    line,
                    row.len(),
                    char::from(delimiter),
                )));
            }
            if row.len() < width {
                short += 1;
                first_short = if short == 1 { line } else { first_short };
            }
            filled += 1;
        }
        let rows = block.get(..filled).unwrap_or_default();
        if rows.is_empty() {
            break;
        }
        repaired += table
            .columns
            .par_iter_mut()
            .enumerate()
            .map(|(place, column)| {
                let mut repaired = 0;
                for row in rows {
                    let (text, broken) = letters.text(row.get(place).unwrap_or_default());
                    repaired += usize::from(broken);
                    column.push(Some(&text));
                }
                repaired
            })
            .sum::<usize>();
        table.add_rows(filled)?;
        if bytes >= BYTES {
            // A cell of many megabytes is not kept twice.
            block.clear();
        }
    }
    if short > 0 {
        table.notes.push(format!(
            "{name}: {short} {} fewer cells than there are columns (first: line {first_short}); those that lack are empty",
            if short == 1 { "row has" } else { "rows have" }
        ));
    }
    if repaired > 0 && letters == Letters::Utf8 {
        table.notes.push(format!(
            "{name}: {repaired} {} no UTF-8 and read by {} letters",
            if repaired == 1 { "cell is" } else { "cells are" },
            if repaired == 1 { "its" } else { "their" }
        ));
    }
    Ok(last)
}

/// Whether a name of a column is rather a value: a fraction, a long number, an address of mail.
fn is_value(name: &str) -> bool {
    let number = name.parse::<f64>().is_ok() && name.bytes().filter(u8::is_ascii_digit).count() > 4;
    let fraction = name.contains('.') && name.parse::<f64>().is_ok();
    number
        || fraction
        || EmailValue::parse(name).is_some_and(|address| name.contains('@') && address.is_possible())
}

/// Where a row begins, by byte and line.
fn place_of(row: &ByteRecord) -> Option<(u64, u64)> {
    row.position().map(|position| (position.byte(), position.line()))
}

/// The line `sep=;` that Excel writes and reads: how many bytes it takes, and the sign.
fn told_delimiter(start: &[u8]) -> (usize, Option<u8>) {
    let mark = if start.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let line = start.get(mark..).unwrap_or_default();
    match line.strip_prefix(b"sep=") {
        Some([sign, b'\n', ..]) => (mark + 6, Some(*sign)),
        Some([sign, b'\r', b'\n', ..]) => (mark + 7, Some(*sign)),
        _ => (0, None),
    }
}

/// The sign that parts the head into several cells and most rows into as many; among such, that of the most cells.
fn delimiter_of(start: &[u8]) -> u8 {
    let mut best = (0, 0, b',');
    for delimiter in DELIMITERS {
        let mut reader = parser(start, delimiter);
        let mut row = ByteRecord::new();
        let (mut width, mut alike, mut rows) = (0, 0, 0);
        while rows <= TELLING_ROWS && reader.read_byte_record(&mut row).unwrap_or(false) {
            if rows == 0 {
                width = row.len();
            } else {
                alike += usize::from(row.len() == width);
            }
            rows += 1;
        }
        // The last row is often cut by the end of the block.
        let alike = if rows > 2 { (alike + 1) * 10 / rows } else { 10 };
        if width > 1 && (alike, width) > (best.0, best.1) {
            best = (alike, width, delimiter);
        }
    }
    best.2
}

/// Whether the row at the front of the reader ends within quotation marks.
fn ends_within_quotes(mut reader: impl Read, delimiter: u8) -> io::Result<bool> {
    /// Where the row is read.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum At {
        Start,
        Plain,
        Quoted,
        /// Behind a mark that closes, or is the first of two.
        Closed,
    }
    let (mut at, mut block) = (At::Start, vec![0; 1 << 16]);
    loop {
        let read = reader.read(&mut block)?;
        if read == 0 {
            return Ok(at == At::Quoted);
        }
        for &byte in block.get(..read).unwrap_or_default() {
            at = match (at, byte) {
                (At::Quoted, b'"') => At::Closed,
                (At::Start | At::Closed, b'"') | (At::Quoted, _) => At::Quoted,
                (_, b'\n' | b'\r') => At::Start,
                (_, byte) if byte == delimiter => At::Start,
                _ => At::Plain,
            };
        }
    }
}
