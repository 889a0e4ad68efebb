//! The files whose lines and columns are read: what is in them, and how they are opened.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::str;

#[cfg(feature = "parquet")]
use ::parquet::errors::ParquetError;
use csv::{ByteRecord, ReaderBuilder};
use serde_json::value::RawValue;
use varlik_documents::Control;
use varlik_text::decode;

use crate::Error;

/// What may stand between two columns: spreadsheets of Turkey and most of Europe write semicolons.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// What the bytes of the input are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Lines,
    Json,
    Table,
    Parquet,
}

/// Tells by its name what is in a file; `column` says whether a column of it is asked for.
pub(super) fn format_of(file: &Path, column: bool) -> Result<Format, Error> {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let extension = extension.to_ascii_lowercase();
    match (extension.as_str(), column) {
        ("parquet", true) => Ok(Format::Parquet),
        ("parquet", false) => {
            Err(Error::usage(format!("{}: not a file of lines; name a column with --column", file.display())))
        }
        ("arrow" | "feather" | "xlsx", _) => Err(Error::usage(format!(
            "{}: not a file of lines; in Python: polars.read_ipc(...) or pandas.read_excel(...), then \
             varlik.Pipeline(...).apply(frame[\"name\"])",
            file.display()
        ))),
        (_, false) => Ok(Format::Lines),
        ("csv" | "tsv", true) => Ok(Format::Table),
        ("jsonl" | "ndjson", true) => Ok(Format::Json),
        _ if file == Path::new("-") => Ok(Format::Json),
        _ => Err(Error::usage(format!(
            "{}: only .csv, .tsv, .jsonl and .parquet have columns, and standard input as JSONL; leave out --column for lines of text",
            file.display()
        ))),
    }
}

/// How a file is called in a message.
pub(super) fn name_of(file: &Path) -> String {
    if file == Path::new("-") { "standard input".to_owned() } else { file.display().to_string() }
}

/// Opens a file, or standard input for `-`; `control` hears of the megabytes that are read.
pub(super) fn open<'a>(file: &Path, control: &'a dyn Control) -> Result<BufReader<Counted<'a>>, Error> {
    let (input, length): (Box<dyn Read>, u64) = if file == Path::new("-") {
        (Box::new(io::stdin()), 0)
    } else {
        let opened = File::open(file).map_err(|error| Error::read(file, error))?;
        let length = opened.metadata().map_or(0, |metadata| metadata.len());
        (Box::new(opened), length)
    };
    Ok(BufReader::with_capacity(1 << 16, Counted { input, read: 0, length, control }))
}

/// Bytes that are no lines of UTF-8 at all.
pub(super) fn refuse_other_bytes(name: &str, input: &mut impl BufRead, file: &Path) -> Result<(), Error> {
    let start = input.fill_buf().map_err(|error| Error::read(file, error))?;
    if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) {
        return Err(Error::input(format!(
            "{name}: UTF-16; turn it into UTF-8 first: iconv -f UTF-16 -t UTF-8"
        )));
    }
    if start.starts_with(b"PAR1") {
        return Err(Error::input(format!(
            "{name}: Parquet; give it by a path that ends in .parquet, with --column"
        )));
    }
    Ok(())
}

/// Counts what was read, for the progress line.
pub(super) struct Counted<'a> {
    input: Box<dyn Read>,
    read: u64,
    length: u64,
    control: &'a dyn Control,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.read += read as u64;
        let megabytes = |bytes: u64| (bytes / 1_000_000) as usize;
        self.control.progress(megabytes(self.read), megabytes(self.length.max(self.read)));
        Ok(read)
    }
}

/// The text of some bytes, and 1 where they were no UTF-8.
pub(super) fn read_text(bytes: &[u8]) -> (Cow<'_, str>, usize) {
    match str::from_utf8(bytes) {
        Ok(text) => (text.into(), 0),
        Err(_) => match decode(bytes) {
            Ok(decoded) => (decoded.text, 1),
            Err(_) => (String::from_utf8_lossy(bytes), 1),
        },
    }
}

/// The sign that parts the head so that the column is there, or else into most columns.
pub(super) fn delimiter_of(start: &[u8], column: &str) -> u8 {
    let heads = DELIMITERS.map(|delimiter| {
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(start);
        let mut head = ByteRecord::new();
        let _ = reader.read_byte_record(&mut head);
        (delimiter, names_of(&head))
    });
    let fitting = heads.iter().find(|(_, names)| names.iter().any(|name| name == column));
    let widest = || heads.iter().rev().max_by_key(|(_, names)| names.len());
    fitting.or_else(widest).map_or(b',', |(delimiter, _)| *delimiter)
}

/// The names of the columns, without a mark of UTF-8 before the first.
pub(super) fn names_of(head: &ByteRecord) -> Vec<String> {
    let name = |field| String::from_utf8_lossy(field).trim_matches(['\u{FEFF}', ' ']).to_owned();
    head.iter().map(name).collect()
}

/// A line of JSON as its columns. `Err` says what is wrong with it.
pub(super) fn object_of(line: &str) -> Result<BTreeMap<String, &RawValue>, String> {
    serde_json::from_str(line.trim_start_matches('\u{FEFF}')).map_err(|error| {
        let problem = error.to_string().replace(" at line 1 column ", " at column ");
        format!("not a whole JSON object ({problem}); mend or remove the line")
    })
}

/// What is said of a column that is not there; `option` names another.
pub(super) fn no_column(
    column: &str,
    found: impl IntoIterator<Item = impl AsRef<str>>,
    option: &str,
) -> String {
    let found: Vec<String> = found.into_iter().map(|name| format!("{:?}", name.as_ref())).collect();
    format!("no column {column:?}; there are {}: name yours with {option}", found.join(", "))
}

/// The crate's words with a remedy.
#[cfg(feature = "parquet")]
pub(super) fn parquet_problem(error: &ParquetError) -> String {
    let words = match error {
        ParquetError::General(words) | ParquetError::NYI(words) | ParquetError::EOF(words) => words.clone(),
        other => other.to_string(),
    };
    format!("no whole Parquet file ({words}); write or fetch it again")
}

/// What is said of Parquet where the command was built without it.
#[cfg(not(feature = "parquet"))]
pub(super) fn without_parquet(file: &Path) -> Error {
    Error::usage(format!(
        "{}: this varlik was built without Parquet; the Python package has it, and cargo install --features parquet",
        file.display()
    ))
}
