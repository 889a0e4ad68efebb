//! Files of rows, read as a stream.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde_json::Value;
use varlik_documents::{Control, KnowledgeRow};

use super::{Taken, row, table};
use crate::Error;

/// Bytes of the longest line: the largest items of Wikidata have some 5 MB.
const LONGEST_LINE: u64 = 64 << 20;

/// Reads one file into what was taken in.
pub(super) fn read(path: &Path, taken: &mut Taken, control: &dyn Control) -> Result<(), Error> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
    let (name, zipped) = name.strip_suffix(".gz").map_or((name.as_str(), false), |name| (name, true));
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let place = if path == Path::new("-") { "stdin".to_owned() } else { path.display().to_string() };
    let delimited = match extension {
        "csv" | "tsv" => true,
        "jsonl" | "ndjson" | "json" => false,
        _ if path == Path::new("-") => false,
        "bz2" | "zst" | "xz" | "zip" => {
            return Err(Error::usage(format!(
                "{place}: not unpacked here; unpack it on the way: bzcat FILE | varlik kb build - --out FILE.kb"
            )));
        }
        _ => {
            return Err(Error::usage(format!(
                "{place}: knowledge is read from .csv, .tsv, .jsonl and .json files, also with .gz behind, or from - (JSONL)"
            )));
        }
    };
    let input = Counted::open(path, control)?;
    let mut input: Box<dyn BufRead> = if zipped {
        Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(input)))
    } else {
        Box::new(BufReader::with_capacity(1 << 16, input))
    };
    if delimited {
        table::read(&place, input, taken, control)
    } else {
        json_lines(path, &place, &mut input, taken, control)
    }
}

/// Takes in a row of each line of JSON; the brackets and commas of a list over many lines are passed over.
fn json_lines(
    path: &Path,
    place: &str,
    input: &mut dyn BufRead,
    taken: &mut Taken,
    control: &dyn Control,
) -> Result<(), Error> {
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        let read = Read::take(&mut *input, LONGEST_LINE).read_until(b'\n', &mut line);
        if read.map_err(|error| Error::read(path, error))? == 0 {
            return Ok(());
        }
        number += 1;
        if number.is_multiple_of(256) && control.cancelled() {
            return Err(Error::cancelled());
        }
        let here = || format!("{place}:{number}");
        if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
            pass_line(input).map_err(|error| Error::read(path, error))?;
            taken.take(&here(), Err(format!("a line of more than {LONGEST_LINE} bytes")))?;
            continue;
        }
        let text =
            line.strip_prefix("\u{FEFF}".as_bytes()).filter(|_| number == 1).unwrap_or(&line).trim_ascii();
        let text = text.strip_suffix(b",").unwrap_or(text);
        if matches!(text, b"" | b"[" | b"]") {
            continue;
        }
        taken.take(&here(), row_of(text))?;
    }
}

/// Reads one row; `Err` tells why it is none.
pub(super) fn row_of(json: &[u8]) -> Result<KnowledgeRow, String> {
    match serde_json::from_slice::<Value>(json) {
        Ok(Value::Object(object)) => row::of_object(object),
        Ok(_) => Err("not a JSON object".to_owned()),
        Err(error) => Err(format!(
            "not whole JSON ({})",
            error.to_string().replace(" at line 1 column ", " at column ")
        )),
    }
}

/// Reads to the end of a line and keeps nothing of it.
fn pass_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        let over = end.is_some() || buffer.is_empty();
        input.consume(used);
        if over {
            return Ok(());
        }
    }
}

/// Tells the megabytes that were read.
struct Counted<'c> {
    input: Box<dyn Read>,
    read: u64,
    length: u64,
    control: &'c dyn Control,
}

impl<'c> Counted<'c> {
    fn open(path: &Path, control: &'c dyn Control) -> Result<Self, Error> {
        let (input, length): (Box<dyn Read>, u64) = if path == Path::new("-") {
            (Box::new(io::stdin()), 0)
        } else {
            let file = File::open(path).map_err(|error| Error::read(path, error))?;
            let length = file.metadata().map_or(0, |metadata| metadata.len());
            (Box::new(file), length)
        };
        Ok(Self { input, read: 0, length, control })
    }
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
