//! Articles that are rows of columns: a Parquet file, a frame.

use std::path::Path;

use varlik_documents::Control;
use varlik_tables::TextColumns;

use super::rows::missing_column;
use super::{Articles, Reader, place_of};
use crate::{Error, Options};

impl Articles {
    /// Takes in a row an article from columns of texts, the first of which holds the ids and the second the texts.
    ///
    /// A row without an id or a text is left out and stands in the [`Summary`](crate::Summary) with its reason.
    ///
    /// # Errors
    /// A column that is not there, an id given to two articles, or a stop asked for by `control`.
    ///
    /// # Example: two rows, and one without a text
    /// ```
    /// use varlik::{Articles, Options, tables::TextColumns};
    ///
    /// let texts = |texts: [Option<&str>; 3]| Some(texts.map(|text| text.map(str::to_owned)).to_vec());
    /// let columns = TextColumns {
    ///     name: "news".to_owned(),
    ///     found: vec!["id".to_owned(), "text".to_owned()],
    ///     columns: vec![
    ///         texts([Some("1"), Some("2"), Some("3")]),
    ///         texts([Some("Fidan konuştu."), None, Some("Fidan spoke.")]),
    ///     ],
    /// };
    /// let articles = Articles::from_columns(columns, &Options::default(), &())?;
    /// assert_eq!(articles.documents.len(), 2);
    /// assert_eq!(articles.summary.skipped[0].place, "news: row 1 (counted from 0)");
    /// # Ok::<(), varlik::Error>(())
    /// ```
    pub fn from_columns(
        columns: TextColumns,
        options: &Options,
        control: &dyn Control,
    ) -> Result<Self, Error> {
        let mut reader = Reader::over(Self::default(), options, control);
        reader.take_columns(columns, |row| format!("row {row} (counted from 0)"))?;
        let mut articles = reader.articles;
        if articles.documents.is_empty() {
            return Err(super::nothing_left::<&Path>(&[], &articles.summary));
        }
        articles.count();
        Ok(articles)
    }
}

impl Reader<'_> {
    /// Takes in the rows of a Parquet file.
    pub(super) fn read_columns(&mut self, path: &Path) -> Result<(), Error> {
        let wanted = [self.options.id_column.as_str(), self.options.text_column.as_str()];
        let mut columns = TextColumns::read(path, &wanted)?;
        columns.name = place_of(path);
        self.take_columns(columns, |row| format!("row {}", row + 1))
    }

    fn take_columns(
        &mut self,
        columns: TextColumns,
        row_name: impl Fn(usize) -> String,
    ) -> Result<(), Error> {
        let TextColumns { name, found, columns } = columns;
        let wanted = [self.options.id_column.clone(), self.options.text_column.clone()];
        let mut columns = columns.into_iter();
        let [ids, texts] = wanted.map(|column| (columns.next().flatten(), column)).map(|(values, column)| {
            values.ok_or_else(|| missing_column(&name, &column, found.iter().map(String::as_str)))
        });
        for (row, (id, text)) in ids?.into_iter().zip(texts?).enumerate() {
            if row % 256 == 0 {
                self.check_cancelled()?;
            }
            let place = format!("{name}: {}", row_name(row));
            match (id.filter(|id| !id.is_empty()), text.filter(|text| !text.trim().is_empty())) {
                (None, _) => self.articles.summary.skip(place, "row without an id"),
                (_, None) => self.articles.summary.skip(place, "row without a text"),
                (Some(id), Some(text)) => self.add(place, self.row(id, text, None))?,
            }
        }
        Ok(())
    }
}
