//! `varlik normalize`: the steps of a pipeline over lines of text, or over a column of rows.
//!
//! The input is read in blocks of whole lines or rows, which are worked on by all threads and written in their order:
//! memory holds one block, whatever the length of the input.

mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod table;

use std::io::{self, BufRead, Write};
use std::path::Path;

use memchr::{memchr, memchr_iter};
use varlik_documents::Control;
use varlik_text::{Pipeline, Step};

use super::arguments::NormalizeArguments;
use super::files::{Format, format_of, name_of, open, read_text, refuse_other_bytes};
use super::output::Output;
use super::progress::ProgressLine;
use crate::{Error, in_pieces, lexicons};

/// What is read before it is worked on; a line longer than that is a block of its own.
const BLOCK: usize = 8 << 20;
/// What one thread takes at a time.
const PIECE: usize = 256 << 10;

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
    let name = name_of(&file);
    let progress: &dyn Control = if arguments.out.is_some() { &shown } else { &() };
    // Asked before the file of the answer is begun.
    let mut input = open(&file, progress)?;
    let mut output = Output::new(arguments.out.as_deref(), out)?;
    let repaired = if format == Format::Parquet {
        parquet_rows(&file, &work, &mut output, progress)
    } else {
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
    Err(super::files::without_parquet(file))
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
