//! Files of Parquet.

use std::fs::File;
use std::path::Path;

use ::parquet::arrow::ProjectionMask;
use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use ::parquet::basic::Compression;
use ::parquet::errors::ParquetError;

use crate::{Table, TableError, TextColumns};

/// Rows of a batch.
const ROWS: usize = 1 << 14;
/// Articles that are read at once: they are long.
const TEXTS: usize = 1 << 8;

pub(super) fn read(path: &Path, name: &str) -> Result<Table, TableError> {
    let builder = open(path, name, None)?;
    let batches = builder.with_batch_size(ROWS).build().map_err(|error| broken(name, &error))?;
    Table::from_batches(name, batches).map(|table| Table { row_name: crate::table::RowName::File, ..table })
}

/// Reads columns of texts, and no other column.
pub(super) fn read_texts(path: &Path, name: &str, wanted: &[&str]) -> Result<TextColumns, TableError> {
    let builder = open(path, name, Some(wanted))?;
    let found = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    let roots = builder.schema().fields().iter().enumerate();
    let roots = roots.filter(|(_, field)| wanted.contains(&field.name().as_str())).map(|(place, _)| place);
    let mask = ProjectionMask::roots(builder.parquet_schema(), roots);
    let batches = builder.with_projection(mask).with_batch_size(TEXTS).build();
    let read = TextColumns::from_batches(name, batches.map_err(|error| broken(name, &error))?, wanted)?;
    Ok(TextColumns { found, ..read })
}

fn broken(name: &str, error: &ParquetError) -> TableError {
    let words = match error {
        ParquetError::General(words) | ParquetError::NYI(words) | ParquetError::EOF(words) => words.clone(),
        other => other.to_string(),
    };
    TableError::input(format!("{name}: no whole Parquet file ({words}); write or fetch it again"))
}

/// Opens a file all of whose columns, or those that are asked for, can be read.
fn open(
    path: &Path,
    name: &str,
    wanted: Option<&[&str]>,
) -> Result<ParquetRecordBatchReaderBuilder<File>, TableError> {
    let file = File::open(path).map_err(|error| TableError::read(path, error))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| broken(name, &error))?;
    let chunks =
        builder.metadata().row_groups().iter().flat_map(parquet::file::metadata::RowGroupMetaData::columns);
    let is_wanted = |column: &str| wanted.is_none_or(|wanted| wanted.contains(&column));
    for chunk in chunks {
        if !chunk.column_path().parts().first().is_some_and(|root| is_wanted(root)) {
            continue;
        }
        let compression = chunk.compression();
        // The crate panics where it was built without one.
        if matches!(compression, Compression::BROTLI(_) | Compression::LZO) {
            return Err(TableError::input(format!(
                "{name}: column {:?} is compressed by {compression}, which is not read; write the file again with zstd",
                chunk.column_path().string()
            )));
        }
    }
    Ok(builder)
}
