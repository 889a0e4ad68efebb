//! Columns of texts as they stand: for whoever reads texts and not records.

use arrow_array::{Array, RecordBatch, RecordBatchReader};
use arrow_schema::DataType;

use crate::TableError;
use crate::cells::each;

/// A few columns of a table as they stand: nothing is trimmed, no word stands for nothing, no value is shared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextColumns {
    /// What messages call the table: its path.
    pub name: String,
    /// The names of all columns of the table, in its order.
    pub found: Vec<String>,
    /// The columns that were asked for, in that order: the text of each row or `None` for a null. `None` for a column that is not
    /// there.
    pub columns: Vec<Option<Vec<Option<String>>>>,
}

impl TextColumns {
    /// Reads columns of a Parquet file; of two columns of one name, the first. Others are not read.
    ///
    /// Numbers and dates are written as texts; bytes must be UTF-8.
    ///
    /// # Errors
    /// A file that is not there, is no whole Parquet file, or holds structs or lists in a column that was asked for; a build
    /// without the feature `parquet`.
    pub fn read(path: impl AsRef<std::path::Path>, wanted: &[&str]) -> Result<Self, TableError> {
        crate::read::text_columns(path.as_ref(), wanted)
    }

    /// Takes columns out of record batches; of two columns of one name, the first.
    ///
    /// # Errors
    /// A batch that cannot be read, or a column that was asked for and is of structs or lists.
    ///
    /// # Example: a column that is there and one that is not
    /// ```
    /// use std::sync::Arc;
    ///
    /// use arrow_array::{RecordBatch, RecordBatchIterator, StringArray};
    /// use varlik_tables::TextColumns;
    ///
    /// let texts = StringArray::from(vec![Some(" Hakan Fidan "), None]);
    /// let batch = RecordBatch::try_from_iter([("body", Arc::new(texts) as _)])?;
    /// let batches = RecordBatchIterator::new([Ok(batch.clone())], batch.schema());
    /// let read = TextColumns::from_batches("news", batches, &["body", "id"]).unwrap();
    /// assert_eq!(read.columns[0], Some(vec![Some(" Hakan Fidan ".to_owned()), None]));
    /// assert_eq!(read.columns[1], None);
    /// assert_eq!(read.found, ["body"]);
    /// # Ok::<(), arrow_schema::ArrowError>(())
    /// ```
    pub fn from_batches(
        name: &str,
        batches: impl RecordBatchReader,
        wanted: &[&str],
    ) -> Result<Self, TableError> {
        let schema = batches.schema();
        let found: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        let places: Vec<Option<usize>> =
            wanted.iter().map(|wanted| found.iter().position(|found| found == wanted)).collect();
        let mut read = Self {
            name: name.to_owned(),
            found,
            columns: places.iter().map(|place| place.map(|_| Vec::new())).collect(),
        };
        for batch in batches {
            let batch = batch.map_err(|error| {
                TableError::input(format!("{name}: {error}; write or fetch the table again"))
            })?;
            for (place, column) in places.iter().zip(&mut read.columns) {
                if let (Some(place), Some(column)) = (place, column) {
                    take(name, &batch, *place, column)?;
                }
            }
        }
        Ok(read)
    }
}

fn take(
    name: &str,
    batch: &RecordBatch,
    place: usize,
    column: &mut Vec<Option<String>>,
) -> Result<(), TableError> {
    let Some(array) = batch.columns().get(place) else {
        return Err(TableError::input(format!("{name}: batches of several schemas; give batches of one")));
    };
    let is_list = matches!(
        array.data_type(),
        DataType::List(_)
            | DataType::LargeList(_)
            | DataType::FixedSizeList(..)
            | DataType::ListView(_)
            | DataType::LargeListView(_)
    );
    let told = if is_list {
        Err("is of lists; give one text a row".to_owned())
    } else {
        each(array.as_ref() as &dyn Array, &mut |text| column.push(text.map(str::to_owned)))
    };
    told.map_err(|problem| {
        let column =
            batch.schema().fields().get(place).map_or_else(String::new, |field| field.name().clone());
        TableError::input(format!("{name}: column {column:?} {problem}"))
    })
}
