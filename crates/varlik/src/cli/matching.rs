//! `varlik match`: the names of one file found among those of another.

use std::io::Write;
use std::path::Path;

use csv::WriterBuilder;
use serde_json::Value;
use varlik_documents::Control;

use super::arguments::MatchArguments;
use super::columns::{Names, Wanted, read};
use super::compare::Asked;
use super::files::name_of;
use super::output::Output;
use super::progress::ProgressLine;
use crate::names::NameMatch;
use crate::parallel::Quiet;
use crate::{Error, MatchOptions, chance, learn_rarity, match_names, ranks};

/// Matches that are written at once.
const BATCH: usize = 1 << 12;

/// The columns of the answer.
const HEAD: [&str; 7] = ["left", "right", "score", "weight", "rank", "left_name", "right_name"];

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Table(u8),
    Json,
}

/// Runs the command; `out` is standard output, `err` hears of what was read with a repair.
pub(super) fn run(
    arguments: &MatchArguments,
    control: &dyn Control,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), Error> {
    let asked = Asked::new(&arguments.names)?;
    if !(0.0..=1.0).contains(&arguments.threshold) {
        let threshold = arguments.threshold;
        return Err(Error::usage(format!("--threshold is {threshold}; give a chance between 0 and 1")));
    }
    if arguments.k == 0 {
        return Err(Error::usage("--k is 0; ask for at least one match of a name"));
    }
    if arguments.left == arguments.right && arguments.left == Path::new("-") {
        return Err(Error::usage("only one of LEFT and RIGHT may be -; name a file for the other"));
    }
    let place = arguments.out.as_deref().filter(|out| *out != Path::new("-"));
    let form = if arguments.json { Form::Json } else { form_of(place)? };
    let mut options = MatchOptions {
        kind: asked.kind,
        comparer: asked.comparer,
        k: arguments.k,
        threshold: arguments.threshold,
        threads: arguments.threads,
    };
    let column = arguments.column.as_deref();
    let right_column = arguments.right_column.as_deref();
    let left_wanted =
        Wanted { names: column, ids: arguments.id_column.as_deref(), options: ["--column", "--id-column"] };
    let right_wanted = Wanted {
        names: right_column.or(column),
        ids: arguments.right_id_column.as_deref(),
        options: [if right_column.is_some() { "--right-column" } else { "--column" }, "--right-id-column"],
    };
    let quiet = Quiet(control);
    let left = read(&arguments.left, left_wanted, &quiet)?;
    let right = read(&arguments.right, right_wanted, &quiet)?;
    let mut output = Output::new(place, out)?;
    let shown = super::Shown { line: ProgressLine::of("matching", "names"), control };
    let progress: &dyn Control = if place.is_some() { &shown } else { &quiet };
    let found = {
        let (left, right) = (rows(&left), rows(&right));
        if arguments.rarity {
            let learnt = learn_rarity(&right, options.kind, options.threads, &quiet);
            options.comparer = options.comparer.with_rarity(learnt.ok_or_else(Error::cancelled)?);
        }
        match_names(&left, &right, &options, progress).ok_or_else(Error::cancelled)?
    };
    shown.line.clear();
    match written(&found, &left, &right, form, &mut output, control) {
        // Whoever reads the answer has enough of it.
        Err(_) if output.closed() => return Ok(()),
        other => other?,
    }
    output.finish()?;
    for (file, names) in [(&arguments.left, &left), (&arguments.right, &right)] {
        if names.repaired > 0 {
            let (name, texts) = (name_of(file), if names.repaired == 1 { "text was" } else { "texts were" });
            let _ = writeln!(
                err,
                "varlik: {name}: {} {texts} no UTF-8 and read by their letters",
                names.repaired
            );
        }
    }
    Ok(())
}

fn form_of(place: Option<&Path>) -> Result<Form, Error> {
    let Some(place) = place else { return Ok(Form::Table(b',')) };
    let extension = place.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "csv" => Ok(Form::Table(b',')),
        "tsv" => Ok(Form::Table(b'\t')),
        "jsonl" | "ndjson" => Ok(Form::Json),
        _ => Err(Error::usage(format!(
            "{}: matches are written as .csv, .tsv or .jsonl; name it FILE.csv",
            place.display()
        ))),
    }
}

fn rows(names: &Names) -> Vec<Option<&str>> {
    names.rows.iter().map(Option::as_deref).collect()
}

fn written(
    found: &[NameMatch],
    left: &Names,
    right: &Names,
    form: Form,
    output: &mut Output<'_>,
    control: &dyn Control,
) -> Result<(), Error> {
    if let Form::Table(delimiter) = form {
        output.write(&table_row(delimiter, &HEAD.map(str::to_owned))?)?;
    }
    let mut ranks = ranks(found);
    for batch in found.chunks(BATCH) {
        if control.cancelled() {
            return Err(Error::cancelled());
        }
        let mut bytes = Vec::new();
        for (found, rank) in batch.iter().zip(&mut ranks) {
            let cells = cells(found, rank, left, right);
            match form {
                Form::Table(delimiter) => bytes.extend(table_row(delimiter, &cells)?),
                Form::Json => bytes.extend(json_row(&cells, left.ids.is_some(), right.ids.is_some())),
            }
        }
        output.write(&bytes)?;
    }
    Ok(())
}

fn cells(found: &NameMatch, rank: usize, left: &Names, right: &Names) -> [String; 7] {
    let (left_row, right_row) = (found.left as usize, found.right as usize);
    let id = |names: &Names, row: usize| match &names.ids {
        Some(ids) => ids.get(row).cloned().unwrap_or_default(),
        None => row.to_string(),
    };
    let name = |names: &Names, row: usize| names.rows.get(row).cloned().flatten().unwrap_or_default();
    [
        id(left, left_row),
        id(right, right_row),
        format!("{:.4}", chance(found.weight)),
        format!("{:.2}", found.weight),
        rank.to_string(),
        name(left, left_row),
        name(right, right_row),
    ]
}

fn table_row(delimiter: u8, cells: &[String; 7]) -> Result<Vec<u8>, Error> {
    let mut writer = WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    // Writing to memory cannot fail.
    writer.write_record(cells).map_err(|error| Error::input(error.to_string()))?;
    writer.into_inner().map_err(|error| Error::input(error.to_string()))
}

/// A line of JSON; ids that were read are strings, numbers of rows are numbers.
fn json_row(cells: &[String; 7], left_id: bool, right_id: bool) -> Vec<u8> {
    let texts = [left_id, right_id, false, false, false, true, true];
    let fields = HEAD.iter().zip(cells).zip(texts).map(|((name, cell), text)| {
        let cell = if text { Value::from(cell.as_str()).to_string() } else { cell.clone() };
        format!("\"{name}\":{cell}")
    });
    format!("{{{}}}\n", fields.collect::<Vec<_>>().join(",")).into_bytes()
}
