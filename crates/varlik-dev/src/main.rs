//! Writes the tables and trains the weights that the varlik crates ship.
//!
//! `cargo run -p varlik-dev -- tables` reads `data/` and writes `crates/*/src/tables/`;
//! `tables --check` only compares, and fails with the name of the first file that differs.
//! `name-keys` measures how often spellings of one name meet in a blocking key, over tables of pairs.
//! `train tagger` and `train words` write the files under `crates/varlik-documents/weights/` from corpora that the
//! command line names.
#![forbid(unsafe_code)]

mod case_endings;
mod document_tables;
mod gazetteer;
mod hash_table;
mod heading_tables;
mod import_spellings;
mod known_tables;
mod name_keys;
mod name_knowledge;
mod name_lexicon;
mod name_tables;
mod source;
mod table_file;
mod text_tables;
mod train;
mod word_tables;
mod world_tables;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use crate::source::Error;
use crate::table_file::TableFile;

const USAGE: &str = "usage: varlik-dev tables [--check] | import spellings PERSONS OUT | name-keys [--misses OUT] PAIRS... | train tagger OPTIONS | train words OPTIONS | train diacritics OUT [TEST]... | train letters OUT PERSONS";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["tables"] => write_tables(),
        ["tables", "--check"] => check_tables(),
        ["import", "spellings", persons, out] => import_spellings::run(persons, out),
        ["train", what, rest @ ..] => {
            train::run(what, rest, &mut |line| report(&mut std::io::stderr(), &line))
        }
        ["name-keys", "--misses", misses, files @ ..] => name_keys::report(files, Some(misses)),
        ["name-keys", files @ ..] if !files.is_empty() => name_keys::report(files, None),
        _ => {
            report(&mut std::io::stderr(), USAGE);
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(summary) => {
            report(&mut std::io::stdout(), &summary);
            ExitCode::SUCCESS
        }
        Err(error) => {
            report(&mut std::io::stderr(), &error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Prints a line; a closed pipe is no reason to fail.
fn report(stream: &mut dyn Write, line: &str) {
    let _ = writeln!(stream, "{line}");
}

fn root() -> &'static Path {
    // This binary is only ever run from the checkout it was built in.
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// What makes a group of table files; a faulty source of one group keeps no other from being written.
type Group = fn(&Path) -> Result<Vec<TableFile>, Error>;

const GROUPS: [Group; 6] = [
    mapped_tables,
    name_tables::tables,
    known_tables::tables,
    document_tables::tables,
    heading_tables::tables,
    text_tables::tables,
];

fn mapped_tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    let mut files = world_tables::tables(root)?;
    files.extend(word_tables::tables(root)?);
    files.push(name_lexicon::table(root)?);
    files.extend(name_knowledge::tables(root)?);
    files.extend(gazetteer::tables(root)?);
    files.push(table_file::readme(root, &files)?);
    Ok(files)
}

fn write_tables() -> Result<String, Error> {
    let mut lines = Vec::new();
    for group in GROUPS {
        for file in group(root())? {
            file.write(root())?;
            lines.push(format!("{:>9} {}", file.bytes.len(), file.path));
        }
    }
    Ok(lines.join("\n"))
}

fn check_tables() -> Result<String, Error> {
    let mut count = 0;
    for group in GROUPS {
        for file in group(root())? {
            file.check(root())?;
            count += 1;
        }
    }
    Ok(format!("{count} table files are what data/ gives"))
}
