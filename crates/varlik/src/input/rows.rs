//! Articles that are lines of JSON.

use serde_json::error::Category;
use serde_json::{Map, Value};

use super::{PUBLISHED, Reader};
use crate::Error;

impl Reader<'_> {
    /// Takes in a row an article: `{"id": ..., "text": ...}`.
    pub(super) fn read_rows(&mut self, place: &str, content: &str) -> Result<(), Error> {
        let (id_column, text_column) = (self.options.id_column.clone(), self.options.text_column.clone());
        let mut column_seen = [false; 2];
        self.each_row(place, content, |reader, line, mut row| {
            let here = format!("{place}:{line}");
            for (seen, column) in column_seen.iter_mut().zip([&id_column, &text_column]) {
                // A column that the first row lacks is a wrong name; one that a later row lacks is a poor row.
                if !*seen && !row.contains_key(column) {
                    return Err(missing_column(&here, column, row.keys().map(String::as_str)));
                }
                *seen = true;
            }
            let id = row.remove(&id_column).unwrap_or(Value::Null);
            let text = row.remove(&text_column).unwrap_or(Value::Null);
            let published = row.remove(PUBLISHED);
            reader.add_row(here, id_text(id), text, published.as_ref().and_then(Value::as_str))
        })
    }

    fn add_row(
        &mut self,
        place: String,
        id: Option<String>,
        text: Value,
        published: Option<&str>,
    ) -> Result<(), Error> {
        let Some(id) = id else {
            self.articles.summary.skip(place, "row without an id");
            return Ok(());
        };
        match text {
            Value::String(text) if !text.trim().is_empty() => self.add(place, self.row(id, text, published)),
            Value::String(_) | Value::Null => {
                self.articles.summary.skip(place, "row without a text");
                Ok(())
            }
            _ => {
                self.articles.summary.skip(place, "the text is not a string");
                Ok(())
            }
        }
    }

    /// Hands every line's object on, with its line number; a half-written last line is left out.
    pub(super) fn each_row(
        &mut self,
        place: &str,
        content: &str,
        mut take: impl FnMut(&mut Self, usize, Map<String, Value>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut lines = content.split('\n').enumerate().peekable();
        while let Some((index, line)) = lines.next() {
            let number = index + 1;
            if number % 256 == 0 {
                self.check_cancelled()?;
            }
            if line.trim().is_empty() {
                continue;
            }
            match serde_json::from_str::<Value>(line) {
                Ok(Value::Object(row)) => take(self, number, row)?,
                Ok(_) => {
                    return Err(Error::input(format!(
                        "{place}:{number}: not a JSON object; write one object a line, like {{\"id\": \"1\", \"text\": \
                         \"...\"}}"
                    )));
                }
                Err(error) if error.classify() == Category::Eof && lines.peek().is_none() => {
                    self.articles.summary.skip(format!("{place}:{number}"), "half-written last line");
                }
                Err(error) => {
                    return Err(Error::input(format!(
                        "{place}:{number}: not whole JSON ({}); mend or remove the line",
                        without_line(&error)
                    )));
                }
            }
        }
        Ok(())
    }
}

/// An id may be a string or a number; anything else is none.
pub(super) fn id_text(id: Value) -> Option<String> {
    match id {
        Value::String(id) if !id.is_empty() => Some(id),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

pub(super) fn missing_column<'a>(place: &str, column: &str, found: impl Iterator<Item = &'a str>) -> Error {
    let found: Vec<String> = found.map(|name| format!("{name:?}")).collect();
    let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
    Error::input(format!(
        "{place}: no column {column:?}; there are {found}: name yours with --id-column and --text-column (in Python id_column= and text_column=)"
    ))
}

/// Every row is line 1 to the parser: its column says where, our own count says which line.
fn without_line(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.replace(" at line 1 column ", " at column ")
}
