//! `varlik normalize`: the steps of a pipeline over lines of text, or over a column of rows.
//!
//! The input is read in blocks of whole lines or rows, which are worked on by all threads and written in their order:
//! memory holds one block, whatever the length of the input.

mod json;
mod output;
#[cfg(feature = "parquet")]
mod parquet;
mod table;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::str;

use memchr::{memchr, memchr_iter};
use varlik_documents::Control;
use varlik_text::{Pipeline, Step, decode};

use super::arguments::NormalizeArguments;
use super::progress::ProgressLine;
use crate::{Error, in_pieces, lexicons};
use output::Output;

/// What is read before it is worked on; a line longer than that is a block of its own.
const BLOCK: usize = 8 << 20;
/// What one thread takes at a time.
const PIECE: usize = 256 << 10;

/// What the bytes of the input are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Lines,
    Json,
    Table,
    Parquet,
}

/// What is done with every text.
struct Work<'a> {
    pipeline: Pipeline<'static>,
    column: Option<String>,
    in_place: bool,
    threads: usize,
    control: &'a dyn Control,
}

impl Work<'_> {
    /// Where the answer goes in a row.
    fn target(&self) -> String {
        let column = self.column.as_deref().unwrap_or_default();
        if self.in_place { column.to_owned() } else { format!("{column}_normalized") }
    }

    fn check_cancelled(&self) -> Result<(), Error> {
        if self.control.cancelled() { Err(Error::cancelled()) } else { Ok(()) }
    }
}

/// Runs the command; `out` is standard output, `err` hears of what was read with a repair.
pub(super) fn run(
    arguments: NormalizeArguments,
    control: &dyn Control,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), Error> {
    if arguments.list {
        // A reader that went away wants no more words.
        let _ = list(out);
        return Ok(());
    }
    let pipeline = arguments.steps.parse::<Pipeline>().map_err(|error| Error::usage(error.to_string()))?;
    let pipeline = pipeline.with_lexicons(lexicons());
    let (file, column) = (arguments.file, arguments.column);
    let format = format_of(&file, column.is_some())?;
    check_output(&file, format, arguments.out.as_deref())?;
    let line = ProgressLine::of("normalizing", if format == Format::Parquet { "rows" } else { "MB" });
    let shown = super::Shown { line, control };
    let work = Work { pipeline, column, in_place: arguments.in_place, threads: arguments.threads, control };
    let name = if file == Path::new("-") { "standard input".to_owned() } else { file.display().to_string() };
    // Asked before the file of the answer is begun.
    let (input, length) = open(&file)?;
    let mut output = Output::new(arguments.out.as_deref(), out)?;
    let progress: &dyn Control = if arguments.out.is_some() { &shown } else { &() };
    let repaired = if format == Format::Parquet {
        parquet_rows(&file, &work, &mut output, progress)
    } else {
        let mut input =
            BufReader::with_capacity(1 << 16, Counted { input, read: 0, length, control: progress });
        refuse_other_bytes(&name, &mut input, &file)?;
        match format {
            Format::Json => lines(&mut input, &work, &mut output, &file, &|line, number, out| {
                json::row(&work, line, out)
                    .map_err(|problem| Error::input(format!("{name}:{number}: {problem}")))
            }),
            Format::Table => table::rows(&mut input, &name, &work, &mut output),
            _ => lines(&mut input, &work, &mut output, &file, &|line, _, out| {
                Ok(line_of_text(&work, line, out))
            }),
        }
    };
    shown.line.clear();
    let repaired = match repaired {
        // Whoever reads the answer has enough of it.
        Err(error) if output.closed() => {
            drop(error);
            return Ok(());
        }
        other => other?,
    };
    output.finish()?;
    if repaired > 0 {
        let lines = match (format, repaired) {
            (Format::Parquet, 1) => "text was",
            (Format::Parquet, _) => "texts were",
            (_, 1) => "line was",
            _ => "lines were",
        };
        let _ = writeln!(err, "varlik: {name}: {repaired} {lines} no UTF-8 and read by their letters");
    }
    Ok(())
}

fn list(out: &mut dyn Write) -> io::Result<()> {
    for (name, meaning) in Step::names() {
        writeln!(out, "{name:18} {meaning}")?;
    }
    out.flush()
}

fn format_of(file: &Path, column: bool) -> Result<Format, Error> {
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

/// A file's name says what is in it.
fn check_output(file: &Path, format: Format, out: Option<&Path>) -> Result<(), Error> {
    let named = out.is_some_and(|out| {
        out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"))
    });
    match (format, out) {
        (Format::Parquet, None) => Err(Error::usage(format!(
            "{}: Parquet is written to a file; name it with --out FILE.parquet",
            file.display()
        ))),
        (Format::Parquet, Some(out)) if !named => {
            Err(Error::usage(format!("{}: Parquet is written; name it FILE.parquet", out.display())))
        }
        (Format::Parquet, _) => Ok(()),
        (_, Some(out)) if named => Err(Error::usage(format!(
            "{}: no Parquet is written, as none is read; give the file the ending of the input",
            out.display()
        ))),
        _ => Ok(()),
    }
}

#[cfg(feature = "parquet")]
fn parquet_rows(
    file: &Path,
    work: &Work<'_>,
    output: &mut Output<'_>,
    progress: &dyn Control,
) -> Result<usize, Error> {
    parquet::rows(file, work, output, progress)
}

#[cfg(not(feature = "parquet"))]
fn parquet_rows(file: &Path, _: &Work<'_>, _: &mut Output<'_>, _: &dyn Control) -> Result<usize, Error> {
    Err(Error::usage(format!(
        "{}: this varlik was built without Parquet; the Python package has it, and cargo install --features parquet",
        file.display()
    )))
}

fn open(file: &Path) -> Result<(Box<dyn Read>, u64), Error> {
    if file == Path::new("-") {
        return Ok((Box::new(io::stdin()), 0));
    }
    let opened = File::open(file).map_err(|error| Error::read(file, error))?;
    let length = opened.metadata().map_or(0, |metadata| metadata.len());
    Ok((Box::new(opened), length))
}

/// Bytes that are no lines of UTF-8 at all.
fn refuse_other_bytes(name: &str, input: &mut impl BufRead, file: &Path) -> Result<(), Error> {
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
struct Counted<'a> {
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

/// Does one line, without its end; gives the number of repairs.
type PerLine<'a> = dyn Fn(&[u8], usize, &mut Vec<u8>) -> Result<usize, Error> + Sync + 'a;

/// Runs `each` over all lines; gives the number of lines that were no UTF-8.
fn lines(
    input: &mut impl BufRead,
    work: &Work<'_>,
    output: &mut Output<'_>,
    file: &Path,
    each: &PerLine<'_>,
) -> Result<usize, Error> {
    let (mut number, mut repaired) = (1, 0);
    let mut block = Vec::new();
    loop {
        work.check_cancelled()?;
        block.clear();
        while block.len() < BLOCK {
            let read = input.read_until(b'\n', &mut block).map_err(|error| Error::read(file, error))?;
            if read == 0 {
                break;
            }
        }
        if block.is_empty() {
            return Ok(repaired);
        }
        let mut pieces: Vec<(usize, &[u8])> = Vec::new();
        let mut rest = block.as_slice();
        while !rest.is_empty() {
            let from = rest.len().min(PIECE);
            let end =
                memchr(b'\n', rest.get(from..).unwrap_or_default()).map_or(rest.len(), |end| from + end + 1);
            let (piece, behind) = rest.split_at(end);
            pieces.push((number, piece));
            number += memchr_iter(b'\n', piece).count();
            rest = behind;
        }
        let done = in_pieces(pieces.len(), work.threads, work.control, |place| {
            let (first, piece) = pieces.get(place).copied().unwrap_or_default();
            let mut out = Vec::with_capacity(piece.len() + piece.len() / 8);
            let mut repaired = 0;
            for (line, number) in piece.split_inclusive(|byte| *byte == b'\n').zip(first..) {
                let bare = line.strip_suffix(b"\n").unwrap_or(line);
                let bare = bare.strip_suffix(b"\r").unwrap_or(bare);
                repaired += each(bare, number, &mut out)?;
                out.extend_from_slice(line.get(bare.len()..).unwrap_or_default());
            }
            Ok::<_, Error>((out, repaired))
        });
        for piece in done.ok_or_else(Error::cancelled)? {
            let (out, count) = piece?;
            repaired += count;
            output.write(&out)?;
        }
    }
}

fn line_of_text(work: &Work<'_>, line: &[u8], out: &mut Vec<u8>) -> usize {
    let (text, repaired) = read_text(line);
    let answer = work.pipeline.apply(&text);
    // A reference of HTML may stand for a line's end; one line stays one line.
    out.extend(answer.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { b' ' } else { byte }));
    repaired
}

/// The text of some bytes, and 1 where they were no UTF-8.
fn read_text(bytes: &[u8]) -> (std::borrow::Cow<'_, str>, usize) {
    match str::from_utf8(bytes) {
        Ok(text) => (text.into(), 0),
        Err(_) => match decode(bytes) {
            Ok(decoded) => (decoded.text, 1),
            Err(_) => (String::from_utf8_lossy(bytes), 1),
        },
    }
}
