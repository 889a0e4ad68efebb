//! Files of rows, read as a stream.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde_json::Value;
use varlik_documents::Control;

use super::wikidata::Wikidata;
use super::{Read, Taken, follow_the_money, row, table};
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
    if delimited {
        return table::read(&place, open(path, zipped, control)?, taken, control);
    }
    let mut input = open(path, zipped, control)?;
    if path != Path::new("-") && is_dump(&mut input).map_err(|error| Error::read(path, error))? {
        each_line(path, &mut input, control, &mut |_, line| {
            if let Line::Text(text) = line
                && Wikidata::may_be_position(text)
                && let Ok(Value::Object(object)) = serde_json::from_slice::<Value>(text)
            {
                taken.wikidata.keep_position(&object);
            }
            Ok(())
        })?;
        input = open(path, zipped, control)?;
    }
    each_line(path, &mut input, control, &mut |number, line| {
        let read = match line {
            Line::Text(text) => read_of(text, &taken.wikidata),
            Line::TooLong => Err(format!("a line of more than {LONGEST_LINE} bytes")),
        };
        taken.take(&format!("{place}:{number}"), read)
    })
}

fn open<'c>(path: &Path, zipped: bool, control: &'c dyn Control) -> Result<Box<dyn BufRead + 'c>, Error> {
    let input = Counted::open(path, control)?;
    Ok(if zipped {
        Box::new(BufReader::with_capacity(1 << 16, MultiGzDecoder::new(input)))
    } else {
        Box::new(BufReader::with_capacity(1 << 16, input))
    })
}

/// Whether a file begins as a dump of Wikidata does.
fn is_dump(input: &mut dyn BufRead) -> io::Result<bool> {
    let start = input.fill_buf()?;
    let start = start.get(..start.len().min(4096)).unwrap_or_default();
    Ok(String::from_utf8_lossy(start).contains("\"labels\""))
}

/// A line of JSON, without the comma of a list.
enum Line<'l> {
    Text(&'l [u8]),
    TooLong,
}

/// Hands on each line with its number; the brackets and commas of a list over many lines are passed over.
fn each_line(
    path: &Path,
    input: &mut dyn BufRead,
    control: &dyn Control,
    take: &mut dyn FnMut(u64, Line<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        line.clear();
        let read = io::Read::take(&mut *input, LONGEST_LINE).read_until(b'\n', &mut line);
        if read.map_err(|error| Error::read(path, error))? == 0 {
            return Ok(());
        }
        number += 1;
        if number.is_multiple_of(256) && control.cancelled() {
            return Err(Error::cancelled());
        }
        if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
            pass_line(input).map_err(|error| Error::read(path, error))?;
            take(number, Line::TooLong)?;
            continue;
        }
        let text =
            line.strip_prefix("\u{FEFF}".as_bytes()).filter(|_| number == 1).unwrap_or(&line).trim_ascii();
        let text = text.strip_suffix(b",").unwrap_or(text);
        if !matches!(text, b"" | b"[" | b"]") {
            take(number, Line::Text(text))?;
        }
    }
}

/// Reads one object, in whatever shape; `Err` tells why it is none.
pub(super) fn read_of(json: &[u8], wikidata: &Wikidata) -> Result<Read, String> {
    match serde_json::from_slice::<Value>(json) {
        Ok(Value::Object(object)) if Wikidata::is_item(&object) => Ok(wikidata.read(&object)),
        Ok(Value::Object(object)) if follow_the_money::is_entity(&object) => follow_the_money::read(&object),
        Ok(Value::Object(object)) => row::of_object(object).map(Read::Row),
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
    input: Box<dyn io::Read>,
    read: u64,
    length: u64,
    control: &'c dyn Control,
}

impl<'c> Counted<'c> {
    fn open(path: &Path, control: &'c dyn Control) -> Result<Self, Error> {
        let (input, length): (Box<dyn io::Read>, u64) = if path == Path::new("-") {
            (Box::new(io::stdin()), 0)
        } else {
            let file = File::open(path).map_err(|error| Error::read(path, error))?;
            let length = file.metadata().map_or(0, |metadata| metadata.len());
            (Box::new(file), length)
        };
        Ok(Self { input, read: 0, length, control })
    }
}

impl io::Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.read += read as u64;
        let megabytes = |bytes: u64| (bytes / 1_000_000) as usize;
        self.control.progress(megabytes(self.read), megabytes(self.length.max(self.read)));
        Ok(read)
    }
}
