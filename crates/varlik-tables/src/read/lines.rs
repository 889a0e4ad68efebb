//! Files of JSON objects, one a line.

use std::fmt;
use std::io::BufRead;
use std::path::Path;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::source::Source;
use crate::table::{MOST_COLUMNS, RowName, TableBuilder};
use crate::{Table, TableError};

/// The keys and values of an object in the order they stand.
struct Row(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Row;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Row, A::Error> {
                let mut row = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    row.push(entry);
                }
                Ok(Row(row))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

pub(super) fn read(name: &str, source: &mut Source<'_>) -> Result<Table, TableError> {
    let unreadable = |error| TableError::read(Path::new(name), error);
    let (letters, note) = source.letters(name)?;
    let mut table = TableBuilder::new(name, RowName::File);
    table.notes.extend(note);
    let mut reader = source.reader(0).map_err(unreadable)?;
    let mut cells = Cells::default();
    let (mut line, mut number) = (Vec::new(), 0_usize);
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line).map_err(unreadable)? == 0 {
            break;
        }
        number += 1;
        let (text, _) = letters.text(&line);
        let text = text.trim_start_matches('\u{FEFF}').trim();
        if text.is_empty() {
            continue;
        }
        let wrong = |problem: String| TableError::input(format!("{name}:{number}: {problem}"));
        let row: Row = serde_json::from_str(text).map_err(|error| {
            let problem = error.to_string().replace(" at line 1 column ", " at column ");
            let cut = if error.is_eof() {
                "; if it is the last line, the file is cut short: fetch it again"
            } else {
                ""
            };
            wrong(format!("not a whole JSON object ({problem}); mend or remove the line{cut}"))
        })?;
        cells.take(row, &mut table).map_err(wrong)?;
        table.add_rows(1)?;
    }
    Ok(table.finish())
}

/// Brings the values of a row under their columns.
#[derive(Default)]
struct Cells {
    /// The row that each column was last filled in, counted from 1.
    filled: Vec<usize>,
    /// The place where the next column of a row is looked for first.
    next: usize,
}

impl Cells {
    fn take(&mut self, row: Row, table: &mut TableBuilder) -> Result<(), String> {
        self.next = 0;
        for (name, value) in row.0 {
            self.put(&name, value, table)?;
        }
        for (place, column) in table.columns.iter_mut().enumerate() {
            if self.filled.get(place) != Some(&(table.rows + 1)) {
                column.push(None);
            }
        }
        Ok(())
    }

    fn put(&mut self, name: &str, value: Value, table: &mut TableBuilder) -> Result<(), String> {
        if let Value::Object(parts) = value {
            for (part, value) in parts {
                self.put(&format!("{name}.{part}"), value, table)?;
            }
            return Ok(());
        }
        let place = table.place_of(name, self.next);
        if place >= MOST_COLUMNS {
            return Err(format!(
                "column {name:?} is one more than {MOST_COLUMNS}; write what is no name of a column as a value"
            ));
        }
        self.next = place + 1;
        if self.filled.len() <= place {
            self.filled.resize(place + 1, 0);
        }
        let row = table.rows + 1;
        let (Some(column), Some(filled)) = (table.columns.get_mut(place), self.filled.get_mut(place)) else {
            return Ok(());
        };
        if *filled == row {
            return Err(format!("column {name:?} stands twice; remove one"));
        }
        *filled = row;
        match value {
            Value::Array(list) => {
                let texts: Option<Vec<String>> =
                    list.into_iter().filter(|value| !value.is_null()).map(scalar).collect();
                let Some(texts) = texts else {
                    return Err(format!(
                        "column {name:?} is a list of objects or lists; write the texts that matter as a list of their own"
                    ));
                };
                column.push_list(texts.iter().map(String::as_str));
            }
            Value::Null => column.push(None),
            value => column.push(scalar(value).as_deref()),
        }
        Ok(())
    }
}

/// The text of a value that is neither a list nor an object.
fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => {
            // Frames write whole numbers as `1985.0` where some row has none.
            let text = number.to_string();
            Some(text.strip_suffix(".0").map(str::to_owned).unwrap_or(text))
        }
        _ => None,
    }
}
