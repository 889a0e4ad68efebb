//! Whole columns of text of a file, for work that looks at all rows at once.

#[cfg(feature = "parquet")]
mod parquet;

use std::io::BufRead;
use std::path::Path;

use csv::{ByteRecord, ReaderBuilder};
use serde_json::Value;
use varlik_documents::Control;

use super::files::{
    Format, delimiter_of, format_of, name_of, names_of, no_column, object_of, open, read_text,
    refuse_other_bytes,
};
use crate::Error;

/// Rows between two looks for Ctrl-C.
const ROWS: usize = 1 << 12;

/// The column of names where none is said.
const NAME: &str = "name";

/// What is read of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// The column of names; without one it is `name`, and the lines of a file that has no columns.
    pub(super) names: Option<&'a str>,
    /// The column that says whose a name is; without one it is the number of the row.
    pub(super) ids: Option<&'a str>,
    /// The options that name the two.
    pub(super) options: [&'static str; 2],
}

/// The names of a file.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Names {
    /// The name of each row, where it has one.
    pub(super) rows: Vec<Option<String>>,
    /// The id of each row, where ids were asked for.
    pub(super) ids: Option<Vec<String>>,
    /// Rows that were no UTF-8 and read by their letters.
    pub(super) repaired: usize,
}

impl Names {
    fn push(&mut self, name: Option<String>, id: Option<String>) {
        self.rows.push(name.filter(|name| !name.is_empty()));
        if let Some(ids) = &mut self.ids {
            ids.push(id.unwrap_or_default());
        }
    }
}

/// Reads the names of a file; `control` hears of megabytes (of Parquet: of nothing).
pub(super) fn read(file: &Path, wanted: Wanted<'_>, control: &dyn Control) -> Result<Names, Error> {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let tabular = ["csv", "tsv", "jsonl", "ndjson", "parquet"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known));
    let format = format_of(file, tabular || wanted.names.is_some() || wanted.ids.is_some())?;
    let name = name_of(file);
    let mut input = open(file, control)?;
    let mut found = Names { ids: wanted.ids.map(|_| Vec::new()), ..Names::default() };
    if format == Format::Parquet {
        parquet_names(file, wanted, &mut found, control)?;
        return Ok(found);
    }
    refuse_other_bytes(&name, &mut input, file)?;
    if format == Format::Table {
        table(&mut input, &name, wanted, &mut found, control)?;
        return Ok(found);
    }
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if input.read_until(b'\n', &mut line).map_err(|error| Error::read(file, error))? == 0 {
            break;
        }
        if number % ROWS == 0 && control.cancelled() {
            return Err(Error::cancelled());
        }
        let (text, repaired) = read_text(line.trim_ascii_end());
        found.repaired += repaired;
        if format == Format::Lines {
            found.push(Some(text.trim_start_matches('\u{FEFF}').to_owned()), None);
        } else if !text.trim_start_matches('\u{FEFF}').trim().is_empty() {
            object(&text, wanted, &mut found)
                .map_err(|problem| Error::input(format!("{name}:{number}: {problem}")))?;
        }
    }
    Ok(found)
}

#[cfg(feature = "parquet")]
fn parquet_names(
    file: &Path,
    wanted: Wanted<'_>,
    found: &mut Names,
    control: &dyn Control,
) -> Result<(), Error> {
    parquet::read(file, wanted, found, control)
}

#[cfg(not(feature = "parquet"))]
fn parquet_names(file: &Path, _: Wanted<'_>, _: &mut Names, _: &dyn Control) -> Result<(), Error> {
    Err(super::files::without_parquet(file))
}

/// Takes in a line of JSON.
fn object(line: &str, wanted: Wanted<'_>, found: &mut Names) -> Result<(), String> {
    let row = object_of(line)?;
    let [names_option, ids_option] = wanted.options;
    let value = |column: &str, option: &str| {
        let value = row.get(column).ok_or_else(|| no_column(column, row.keys(), option))?;
        match serde_json::from_str(value.get()) {
            Ok(Value::String(text)) => Ok(Some(text)),
            Ok(Value::Null) => Ok(None),
            Ok(Value::Number(number)) if option == ids_option => Ok(Some(number.to_string())),
            _ => Err(format!("column {column:?} is no string; name another with {option}")),
        }
    };
    let name = value(wanted.names.unwrap_or(NAME), names_option)?;
    let id = wanted.ids.map(|column| value(column, ids_option)).transpose()?;
    found.push(name, id.flatten());
    Ok(())
}

/// Takes in the rows of a CSV file.
fn table(
    input: &mut impl BufRead,
    name: &str,
    wanted: Wanted<'_>,
    found: &mut Names,
    control: &dyn Control,
) -> Result<(), Error> {
    let wrong = |error: csv::Error| Error::input(format!("{name}: {error}; mend the file"));
    let column = wanted.names.unwrap_or(NAME);
    let start =
        input.fill_buf().map_err(|error| Error::input(format!("{name}: cannot be read ({error})")))?;
    let delimiter = delimiter_of(start, column);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(input);
    let mut row = ByteRecord::new();
    if !reader.read_byte_record(&mut row).map_err(wrong)? {
        return Ok(());
    }
    let columns = names_of(&row);
    let place = |column: &str, option: &str| {
        let place = columns.iter().position(|name| name == column);
        place.ok_or_else(|| Error::input(format!("{name}:1: {}", no_column(column, &columns, option))))
    };
    let [names_option, ids_option] = wanted.options;
    let names = place(column, names_option)?;
    let ids = wanted.ids.map(|column| place(column, ids_option)).transpose()?;
    while reader.read_byte_record(&mut row).map_err(wrong)? {
        if found.rows.len().is_multiple_of(ROWS) && control.cancelled() {
            return Err(Error::cancelled());
        }
        let mut text = |place: usize| {
            let (text, repaired) = read_text(row.get(place).unwrap_or_default());
            found.repaired += repaired;
            Some(text.into_owned())
        };
        let (name, id) = (text(names), ids.and_then(&mut text));
        found.push(name, id);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn names(file: &str, content: &str, wanted: [Option<&str>; 2]) -> Result<Names, String> {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join(file);
        fs::write(&path, content).unwrap();
        let [names, ids] = wanted;
        let wanted = Wanted { names, ids, options: ["--column", "--id-column"] };
        read(&path, wanted, &()).map_err(|error| error.to_string().replace(&path.display().to_string(), file))
    }

    fn some(names: &[&str]) -> Vec<Option<String>> {
        names.iter().map(|name| (!name.is_empty()).then(|| (*name).to_owned())).collect()
    }

    #[test]
    fn every_format_gives_its_names() {
        for (file, content) in [
            ("a.txt", "\u{feff}Iğdır\n\nVan\r\n"),
            ("a.csv", "no,name\n1,Iğdır\n2,\n3,Van\n"),
            ("a.tsv", "name\tno\nIğdır\t1\n\t2\nVan\t3"),
            ("a.csv", "no;name\n1;Iğdır\n2\n3;\"Van\"\n"),
            ("a.jsonl", "{\"name\": \"Iğdır\"}\n\n{\"name\": null}\n{\"no\": 3, \"name\": \"Van\"}\n"),
        ] {
            assert_eq!(
                names(file, content, [None, None]).unwrap().rows,
                some(&["Iğdır", "", "Van"]),
                "{file}"
            );
        }
    }

    #[test]
    fn ids_are_texts_and_numbers() {
        let csv = names("a.csv", "no,il\n7,Iğdır\nx,Van\n", [Some("il"), Some("no")]).unwrap();
        assert_eq!(csv.ids.unwrap(), ["7", "x"]);
        let rows = "{\"il\": \"Iğdır\", \"no\": 7}\n{\"il\": \"Van\", \"no\": \"x\"}\n";
        let rows = names("a.jsonl", rows, [Some("il"), Some("no")]).unwrap();
        assert_eq!((rows.ids.unwrap(), rows.rows), (vec!["7".to_owned(), "x".to_owned()], csv.rows));
    }

    #[test]
    fn what_is_not_there_is_told_with_its_option() {
        for (file, content, wanted, message) in [
            (
                "a.csv",
                "no,il\n",
                [None, None],
                "a.csv:1: no column \"name\"; there are \"no\", \"il\": name yours with --column",
            ),
            (
                "a.csv",
                "name\n",
                [None, Some("id")],
                "a.csv:1: no column \"id\"; there are \"name\": name yours with --id-column",
            ),
            (
                "a.jsonl",
                "\n{\"name\": 3}",
                [None, None],
                "a.jsonl:2: column \"name\" is no string; name another with --column",
            ),
            (
                "a.txt",
                "Van\n",
                [Some("il"), None],
                "a.txt: only .csv, .tsv, .jsonl and .parquet have columns",
            ),
            ("a.csv", "PAR1", [None, None], "a.csv: Parquet; give it by a path that ends in .parquet"),
        ] {
            let error = names(file, content, wanted).unwrap_err();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
