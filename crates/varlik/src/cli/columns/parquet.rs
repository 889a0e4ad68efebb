//! Columns of Parquet.

use std::fs::File;
use std::path::Path;

use ::parquet::basic::Compression;
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use ::parquet::data_type::{ByteArray, ByteArrayType, DataType};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};
use ::parquet::file::reader::FileReader;
use ::parquet::file::serialized_reader::SerializedFileReader;
use varlik_documents::Control;

use super::{NAME, Names, ROWS, Wanted};
use crate::Error;
use crate::cli::files::{no_column, parquet_problem, read_text};

/// Takes in the rows of a Parquet file.
pub(super) fn read(
    file: &Path,
    wanted: Wanted<'_>,
    found: &mut Names,
    control: &dyn Control,
) -> Result<(), Error> {
    let name = file.display();
    let told = |problem: String| Error::input(format!("{name}: {problem}"));
    let broken = |error: ParquetError| told(parquet_problem(&error));
    let opened = File::open(file).map_err(|error| Error::read(file, error))?;
    let reader = SerializedFileReader::new(opened).map_err(broken)?;
    let [names_option, ids_option] = wanted.options;
    let leaf = |column: &str, option: &str| leaf_of(reader.metadata(), column, option).map_err(told);
    let names = leaf(wanted.names.unwrap_or(NAME), names_option)?;
    let ids = wanted.ids.map(|column| leaf(column, ids_option)).transpose()?;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(broken)?;
        let column = |leaf: usize, repaired: &mut usize| {
            let reader = group.get_column_reader(leaf).map_err(broken)?;
            values(reader, repaired, control).map_err(broken)
        };
        let texts = column(names, &mut found.repaired)?;
        let ids = ids.map(|ids| column(ids, &mut found.repaired)).transpose()?;
        let mut ids = ids.into_iter().flatten();
        for text in texts {
            found.push(text, ids.next().flatten());
        }
        if control.cancelled() {
            return Err(Error::cancelled());
        }
    }
    Ok(())
}

/// The leaf of a column that stands at the top of the schema and is no list.
fn leaf_of(metadata: &ParquetMetaData, column: &str, option: &str) -> Result<usize, String> {
    let schema = metadata.file_metadata().schema_descr();
    let fields = schema.root_schema().get_fields();
    let Some(place) = fields.iter().position(|field| field.name() == column) else {
        return Err(no_column(column, fields.iter().map(|field| field.name()), option));
    };
    let leaf = (0..schema.num_columns()).find(|&leaf| schema.get_column_root_idx(leaf) == place);
    let Some(leaf) = leaf.filter(|&leaf| {
        let leaf = schema.column(leaf);
        leaf.path().parts().len() == 1 && leaf.max_rep_level() == 0
    }) else {
        return Err(format!("column {column:?} is nested; name another with {option}"));
    };
    let groups = metadata.row_groups().iter().filter_map(|group| group.columns().get(leaf));
    for compression in groups.map(ColumnChunkMetaData::compression) {
        // The crate panics where it was built without one.
        if matches!(compression, Compression::BROTLI(_) | Compression::LZO) {
            return Err(format!(
                "column {column:?} is compressed by {compression}, which is not read; write the file again with zstd"
            ));
        }
    }
    Ok(leaf)
}

/// The values of a column of texts or whole numbers.
fn values(
    reader: ColumnReader,
    repaired: &mut usize,
    control: &dyn Control,
) -> Result<Vec<Option<String>>, ParquetError> {
    match reader {
        ColumnReader::ByteArrayColumnReader(texts) => {
            typed::<ByteArrayType>(texts, control, |value: &ByteArray| {
                let (text, count) = read_text(value.data());
                *repaired += count;
                text.into_owned()
            })
        }
        ColumnReader::Int32ColumnReader(numbers) => typed(numbers, control, ToString::to_string),
        ColumnReader::Int64ColumnReader(numbers) => typed(numbers, control, ToString::to_string),
        _ => Err(ParquetError::General("a column of texts or whole numbers is asked for".to_owned())),
    }
}

fn typed<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    control: &dyn Control,
    mut text: impl FnMut(&T::T) -> String,
) -> Result<Vec<Option<String>>, ParquetError> {
    let mut rows = Vec::new();
    while !control.cancelled() {
        let (mut levels, mut values) = (Vec::new(), Vec::new());
        let (read, _, _) = reader.read_records(ROWS, Some(&mut levels), None, &mut values)?;
        if read == 0 {
            break;
        }
        let mut values = values.iter().map(&mut text);
        if levels.is_empty() {
            rows.extend(values.by_ref().map(Some));
        } else {
            rows.extend(levels.iter().map(|&level| if level > 0 { values.next() } else { None }));
        }
    }
    Ok(rows)
}
