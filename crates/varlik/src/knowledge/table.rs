//! Rows of CSV.

use std::io::BufRead;

use csv::{ByteRecord, Position, ReaderBuilder};
use varlik_documents::{Control, KnowledgeRow};

use super::row::{parted, prior_of, type_of};
use super::{Read, Taken};
use crate::Error;

/// What may stand between two columns: spreadsheets of Turkey and most of Europe write semicolons.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The columns, the first two of which must be there.
const COLUMNS: [&str; 8] = ["id", "name", "aliases", "type", "country", "description", "prior", "related"];

/// Takes in each row; the first line names the columns.
pub(super) fn read(
    place: &str,
    mut input: Box<dyn BufRead + '_>,
    taken: &mut Taken,
    control: &dyn Control,
) -> Result<(), Error> {
    let told = |error: &dyn std::fmt::Display| Error::input(format!("{place}: {error}; mend the file"));
    let start = input.fill_buf().map_err(|error| told(&error))?;
    let head = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: &u8| head.split(|byte| byte == delimiter).count();
    let delimiter = DELIMITERS.into_iter().rev().max_by_key(count).unwrap_or(b',');
    let mut rows = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(input);
    let header = rows.byte_headers().map_err(|error| told(&error))?;
    let header: Vec<String> = header
        .iter()
        .map(|name| String::from_utf8_lossy(name).trim().trim_start_matches('\u{FEFF}').to_lowercase())
        .collect();
    let places = COLUMNS.map(|column| header.iter().position(|name| name == column));
    for (column, found) in COLUMNS.into_iter().zip(places).take(2) {
        if found.is_none() {
            return Err(Error::input(format!(
                "{place}:1: no column {column:?}; there are {header:?}, and asked for are {COLUMNS:?}, of which the first two must be there"
            )));
        }
    }
    let mut row = ByteRecord::new();
    let mut number = 0_u64;
    while rows.read_byte_record(&mut row).map_err(|error| told(&error))? {
        number += 1;
        if number.is_multiple_of(256) && control.cancelled() {
            return Err(Error::cancelled());
        }
        let line = row.position().map_or(0, Position::line);
        taken.take(&format!("{place}:{line}"), of_record(&row, places).map(Read::Row))?;
    }
    Ok(())
}

fn of_record(row: &ByteRecord, places: [Option<usize>; COLUMNS.len()]) -> Result<KnowledgeRow, String> {
    let mut texts = [const { String::new() }; COLUMNS.len()];
    for (text, place) in texts.iter_mut().zip(places) {
        let bytes = place.and_then(|place| row.get(place)).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned())?.clone_into(text);
    }
    let [id, name, aliases, label, country, description, prior, related] = texts;
    Ok(KnowledgeRow {
        id,
        name,
        aliases: parted(&aliases),
        entity_type: type_of(&label),
        country,
        description,
        prior: prior_of(&prior)?,
        offices: Vec::new(),
        related: parted(&related),
    })
}
