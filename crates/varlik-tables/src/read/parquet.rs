//! Files of Parquet.

use std::fs::File;
use std::path::Path;

use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use ::parquet::basic::Compression;
use ::parquet::errors::ParquetError;

use crate::{Table, TableError};

/// Rows of a batch.
const ROWS: usize = 1 << 14;

pub(super) fn read(path: &Path, name: &str) -> Result<Table, TableError> {
    let file = File::open(path).map_err(|error| TableError::read(path, error))?;
    let broken = |error: ParquetError| {
        let words = match &error {
            ParquetError::General(words) | ParquetError::NYI(words) | ParquetError::EOF(words) => {
                words.clone()
            }
            other => other.to_string(),
        };
        TableError::input(format!("{name}: no whole Parquet file ({words}); write or fetch it again"))
    };
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(broken)?;
    let chunks =
        builder.metadata().row_groups().iter().flat_map(parquet::file::metadata::RowGroupMetaData::columns);
    for chunk in chunks {
        let compression = chunk.compression();
        // The crate panics where it was built without one.
        if matches!(compression, Compression::BROTLI(_) | Compression::LZO) {
            return Err(TableError::input(format!(
                "{name}: column {:?} is compressed by {compression}, which is not read; write the file again with zstd",
                chunk.column_path().string()
            )));
        }
    }
    Table::from_batches(name, builder.with_batch_size(ROWS).build().map_err(broken)?)
        .map(|table| Table { row_name: crate::table::RowName::File, ..table })
}
