//! Articles that are rows of a CSV file.

use super::rows::missing_column;
use super::{PUBLISHED, Reader};
use crate::Error;

/// What may stand between two columns: spreadsheets of Turkey and most of Europe write semicolons.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

impl Reader<'_> {
    /// Takes in a row an article; the first line names the columns.
    pub(super) fn read_table(&mut self, place: &str, content: &str) -> Result<(), Error> {
        let wanted = [self.options.id_column.as_str(), self.options.text_column.as_str()];
        let header = DELIMITERS.map(|delimiter| (delimiter, header_of(content, delimiter)));
        let fitting = header.iter().find_map(|(delimiter, names)| {
            let places = wanted.map(|column| names.iter().position(|name| name == column));
            match places {
                [Some(id), Some(text)] => Some((*delimiter, id, text)),
                _ => None,
            }
        });
        let Some((delimiter, id_place, text_place)) = fitting else {
            let widest: &[String] = header
                .iter()
                .map(|(_, names)| names.as_slice())
                .rev()
                .max_by_key(|names| names.len())
                .unwrap_or(&[]);
            let missing = wanted.iter().find(|column| !widest.iter().any(|name| name == *column));
            let column = missing.copied().unwrap_or("text");
            return Err(missing_column(&format!("{place}:1"), column, widest.iter().map(String::as_str)));
        };
        let published = header
            .iter()
            .find(|(other, _)| *other == delimiter)
            .and_then(|(_, names)| names.iter().position(|name| name == PUBLISHED));
        let mut rows =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(content.as_bytes());
        for (index, row) in rows.records().enumerate() {
            if index % 256 == 0 {
                self.check_cancelled()?;
            }
            let row = row.map_err(|error| Error::input(format!("{place}: {error}; mend the file")))?;
            let line = row.position().map_or(0, csv::Position::line);
            let here = format!("{place}:{line}");
            match (row.get(id_place).unwrap_or(""), row.get(text_place).unwrap_or("")) {
                ("", _) => self.articles.summary.skip(here, "row without an id"),
                (_, text) if text.trim().is_empty() => self.articles.summary.skip(here, "row without a text"),
                (id, text) => {
                    let published = published.and_then(|place| row.get(place));
                    self.add(here, self.row(id.to_owned(), text.to_owned(), published))?;
                }
            }
        }
        Ok(())
    }
}

fn header_of(content: &str, delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(content.as_bytes());
    let header = reader.headers().map(|names| names.iter().map(|name| name.trim().to_owned()).collect());
    header.unwrap_or_default()
}
