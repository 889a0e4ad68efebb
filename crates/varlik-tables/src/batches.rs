//! Tables from Arrow record batches.

use arrow_array::{Array, RecordBatch, RecordBatchReader};
use rayon::prelude::*;

use crate::cells::push_cells;
use crate::table::{MOST_COLUMNS, RowName, TableBuilder};
use crate::{Table, TableError};

impl Table {
    /// Takes in record batches as they come; `name` stands in messages.
    ///
    /// Columns may be texts, numbers, truth values, days, times, dictionaries of these, and lists of these. A number
    /// that is none (NaN, infinite) is a null. What is held are the texts, once each, and four bytes a cell.
    ///
    /// # Errors
    /// A column of structs or of another kind without a text, batches of different columns, or a reader that fails.
    ///
    /// # Example: a frame, and a column that has no text
    /// ```
    /// use std::sync::Arc;
    /// use arrow_array::{ArrayRef, Float64Array, RecordBatch, RecordBatchIterator, StringArray, StructArray};
    /// use varlik_tables::Table;
    ///
    /// let names: ArrayRef = Arc::new(StringArray::from(vec![Some("Ayşe"), None]));
    /// let years: ArrayRef = Arc::new(Float64Array::from(vec![1985.0, f64::NAN]));
    /// let batch = RecordBatch::try_from_iter([("ad", Arc::clone(&names)), ("yıl", years)])?;
    /// let schema = batch.schema();
    /// let table = Table::from_batches("people", RecordBatchIterator::new([Ok(batch)], schema))?;
    /// let years = &table.columns()[1].1;
    /// assert_eq!(years.values().iter().collect::<Vec<_>>(), ["1985"]);
    ///
    /// let person: ArrayRef = Arc::new(StructArray::try_from(vec![("ad", names)])?);
    /// let batch = RecordBatch::try_from_iter([("kişi", person)])?;
    /// let schema = batch.schema();
    /// let error = Table::from_batches("people", RecordBatchIterator::new([Ok(batch)], schema)).unwrap_err();
    /// assert!(error.to_string().starts_with("people: column \"kişi\" is of structs"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_batches(name: &str, batches: impl RecordBatchReader) -> Result<Self, TableError> {
        let mut table = TableBuilder::new(name, RowName::Frame);
        let schema = batches.schema();
        if schema.fields().len() > MOST_COLUMNS {
            return Err(TableError::input(format!(
                "{name}: {} columns; at most {MOST_COLUMNS} are read: leave out those that tell nothing",
                schema.fields().len()
            )));
        }
        table.name_columns(schema.fields().iter().map(|field| field.name()));
        for batch in batches {
            let batch = batch.map_err(|error| {
                TableError::input(format!("{name}: {error}; write or fetch the table again"))
            })?;
            take(&batch, &mut table)?;
        }
        Ok(table.finish())
    }
}

fn take(batch: &RecordBatch, table: &mut TableBuilder) -> Result<(), TableError> {
    let name = table.name.clone();
    if batch.num_columns() != table.columns.len() {
        return Err(TableError::input(format!(
            "{name}: a batch of {} columns behind one of {}; give batches of one schema",
            batch.num_columns(),
            table.columns.len()
        )));
    }
    // The leftmost column that is wrong is told, whichever thread meets one first.
    let wrong: Vec<Option<TableError>> = table
        .columns
        .par_iter_mut()
        .zip(batch.columns())
        .map(|(column, array)| {
            let told = push_cells(column, array.as_ref() as &dyn Array);
            told.err()
                .map(|problem| TableError::input(format!("{name}: column {:?} {problem}", column.name())))
        })
        .collect();
    if let Some(error) = wrong.into_iter().flatten().next() {
        return Err(error);
    }
    table.add_rows(batch.num_rows())
}
