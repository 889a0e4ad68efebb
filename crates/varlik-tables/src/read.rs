//! Files of tables: which form they have, and the table that is in them.

mod delimited;
mod lines;
#[cfg(feature = "parquet")]
mod parquet;
mod source;

use std::path::Path;

use crate::{Table, TableError, TextColumns};
use source::Source;

/// The forms of file that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Delimited,
    Lines,
    Parquet,
}

impl Table {
    /// Reads a file: `.csv`, `.tsv`, `.txt` (delimited), `.jsonl`, `.ndjson` (an object a line) or `.parquet`, and `-`
    /// for standard input (CSV, or JSON lines where it begins with a brace).
    ///
    /// Files are read as a stream; what is held are the texts, once each, and four bytes a cell. The sign between cells
    /// is told from the head and the first rows among `,` `;` tab and `|`. Text that is no UTF-8 is read as UTF-16 by
    /// its mark or by its letters as windows-1254, 1252 or 1251, and noted.
    ///
    /// # Errors
    /// A file that is not there, is empty, is of another form, is cut short, or has a row of more cells than the head.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, TableError> {
        let path = path.as_ref();
        let name = name_of(path);
        let form = form_of(path)?;
        if form == Some(Form::Parquet) {
            return parquet_table(path, &name);
        }
        let mut source = Source::open(path)?;
        let form = match form {
            Some(form) => form,
            None if source.starts_with_brace().map_err(|error| TableError::read(path, error))? => Form::Lines,
            None => Form::Delimited,
        };
        if form == Form::Lines {
            lines::read(&name, &mut source)
        } else {
            delimited::read(&name, &mut source)
        }
    }

    /// Reads a delimited file (CSV) that is in memory; `name` stands in messages. See [`Table::read`].
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn from_csv(name: &str, bytes: &[u8]) -> Result<Self, TableError> {
        delimited::read(name, &mut Source::from(bytes))
    }

    /// Reads lines of JSON objects that are in memory; `name` stands in messages.
    ///
    /// A list is a cell of several values, the values of an object within the row are columns with names in two parts.
    ///
    /// # Errors
    /// A line that is no JSON object or holds a list of objects.
    ///
    /// # Example: lists and objects
    /// ```
    /// use varlik_tables::Table;
    ///
    /// let row = r#"{"ad": ["Ayşe Yılmaz", "A. Yılmaz"], "adres": {"il": "İzmir", "kod": 35000}}"#;
    /// let table = Table::from_json_lines("people", row.as_bytes())?;
    /// let names: Vec<&str> = table.columns().iter().map(|(name, _)| name.as_str()).collect();
    /// assert_eq!(names, ["ad", "adres.il", "adres.kod"]);
    /// assert!(table.columns()[0].1.is_multiple());
    ///
    /// let error = Table::from_json_lines("people", b"[1, 2]").unwrap_err();
    /// assert!(error.to_string().starts_with("people:1: not a whole JSON object"));
    /// # Ok::<(), varlik_tables::TableError>(())
    /// ```
    pub fn from_json_lines(name: &str, bytes: &[u8]) -> Result<Self, TableError> {
        lines::read(name, &mut Source::from(bytes))
    }
}

/// How a file is called in a message.
fn name_of(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

/// Tells the form by the name; `None` where the content has to tell.
fn form_of(path: &Path) -> Result<Option<Form>, TableError> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "csv" | "tsv" | "txt" | "tab" | "psv" => Ok(Some(Form::Delimited)),
        "jsonl" | "ndjson" => Ok(Some(Form::Lines)),
        "parquet" | "pq" => Ok(Some(Form::Parquet)),
        "arrow" | "feather" | "xlsx" | "xls" | "json" | "gz" | "zip" | "zst" => {
            Err(TableError::usage(format!(
                "{}: .{extension} is not read; write it as .csv, .jsonl or .parquet, or give the frame to varlik in Python",
                path.display()
            )))
        }
        _ => Ok(None),
    }
}

/// Reads columns of texts out of a Parquet file.
#[cfg(feature = "parquet")]
pub(crate) fn text_columns(path: &Path, wanted: &[&str]) -> Result<TextColumns, TableError> {
    parquet::read_texts(path, &name_of(path), wanted)
}

#[cfg(not(feature = "parquet"))]
pub(crate) fn text_columns(path: &Path, _: &[&str]) -> Result<TextColumns, TableError> {
    Err(without_parquet(path))
}

#[cfg(feature = "parquet")]
fn parquet_table(path: &Path, name: &str) -> Result<Table, TableError> {
    parquet::read(path, name)
}

#[cfg(not(feature = "parquet"))]
fn parquet_table(path: &Path, _: &str) -> Result<Table, TableError> {
    Err(without_parquet(path))
}

#[cfg(not(feature = "parquet"))]
fn without_parquet(path: &Path) -> TableError {
    TableError::usage(format!(
        "{}: this varlik was built without Parquet; the Python package has it, and cargo install --features parquet",
        path.display()
    ))
}
