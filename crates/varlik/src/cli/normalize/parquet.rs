//! A column of Parquet: its texts are read and written, the bytes of every other column are copied as they stand.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use ::parquet::arrow::{ARROW_SCHEMA_META_KEY, encode_arrow_schema, parquet_to_arrow_schema};
use ::parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as PhysicalType};
use ::parquet::bloom_filter::Sbbf;
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use ::parquet::column::writer::{ColumnCloseResult, ColumnWriterImpl};
use ::parquet::data_type::{ByteArray, ByteArrayType};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::{ColumnChunkMetaData, KeyValue, ParquetMetaData};
use ::parquet::file::properties::{WriterProperties, WriterVersion};
use ::parquet::file::reader::FileReader;
use ::parquet::file::serialized_reader::{ReadOptionsBuilder, SerializedFileReader};
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::{SchemaDescriptor, Type, TypePtr};
use varlik_documents::Control;

use super::{BLOCK, Work};
use crate::cli::files::{no_column, parquet_problem, read_text};
use crate::cli::output::Output;
use crate::{Error, in_pieces};

/// Rows that are read at first; how many later ones fit into a block is seen from those before them.
const FIRST_ROWS: usize = 64;
const MOST_ROWS: usize = 1 << 16;

/// Rows that one thread takes at a time.
const ROWS: usize = 1024;

/// Runs the steps over a column of all rows; gives the number of texts that were no UTF-8.
///
/// `progress` hears of the rows.
pub(super) fn rows(
    file: &Path,
    work: &Work<'_>,
    output: &mut Output<'_>,
    progress: &dyn Control,
) -> Result<usize, Error> {
    let name = file.display().to_string();
    let Some((place, writer)) = output.file() else {
        return Err(Error::usage(format!(
            "{name}: Parquet is written to a file; name it with --out FILE.parquet"
        )));
    };
    let opened = File::open(file).map_err(|error| Error::read(file, error))?;
    let mut sink = Sink { writer, work, failed: None };
    let done = copy(&opened, &name, work, &mut sink, progress);
    let failed = sink.failed.take();
    done.map_err(|problem| match (problem, failed) {
        _ if work.control.cancelled() => Error::cancelled(),
        (_, Some(error)) => Error::write(place, error),
        (Problem::Told(error), None) => error,
        (Problem::File(error), None) => Error::input(format!("{name}: {}", parquet_problem(&error))),
    })
}

/// What stopped the copying.
enum Problem {
    Told(Error),
    File(ParquetError),
}

impl From<ParquetError> for Problem {
    fn from(error: ParquetError) -> Self {
        Self::File(error)
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Told(error)
    }
}

/// The crate panics where a column is to be written in a compression that it was built without.
fn check_compression(metadata: &ParquetMetaData, source: usize) -> Result<(), String> {
    let chunks = metadata.row_groups().iter().filter_map(|group| group.columns().get(source));
    for compression in chunks.map(ColumnChunkMetaData::compression) {
        if matches!(compression, Compression::BROTLI(_) | Compression::LZO) {
            return Err(format!(
                "the column is compressed by {}, which is not read; write the file again with zstd",
                compression.to_string().split('(').next().unwrap_or_default()
            ));
        }
    }
    Ok(())
}

/// The file that is written: hears of Ctrl-C between two pieces of a long copy, and remembers why a write failed.
struct Sink<'a, W> {
    writer: W,
    work: &'a Work<'a>,
    failed: Option<io::Error>,
}

impl<W: Write> Write for Sink<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.work.control.cancelled() {
            // Not `Interrupted`, after which a copy goes on.
            return Err(io::ErrorKind::Other.into());
        }
        self.writer.write(bytes).map_err(|error| {
            let kind = error.kind();
            self.failed = Some(error);
            kind.into()
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

fn copy(
    input: &File,
    name: &str,
    work: &Work<'_>,
    sink: &mut Sink<'_, impl Write + Send>,
    progress: &dyn Control,
) -> Result<usize, Problem> {
    let options = ReadOptionsBuilder::new().with_page_index().build();
    let handle = |error| ParquetError::External(Box::new(error));
    let reader = SerializedFileReader::new_with_options(input.try_clone().map_err(handle)?, options)?;
    let metadata = reader.metadata();
    let columns = Columns::new(metadata.file_metadata().schema_descr(), work)
        .map_err(|problem| Error::input(format!("{name}: {problem}")))?;
    check_compression(metadata, columns.source)
        .map_err(|problem| Error::input(format!("{name}: {problem}")))?;
    let properties = Arc::new(properties(metadata, &columns)?);
    let mut writer = SerializedFileWriter::new(sink, Arc::clone(&columns.schema), properties)?;
    let total = metadata.file_metadata().num_rows();
    let mut counts = Counts { done: 0, total: usize::try_from(total).unwrap_or_default(), repaired: 0 };
    for (group, rows) in metadata.row_groups().iter().enumerate() {
        let mut out = writer.next_row_group()?;
        for &column in &columns.written {
            let Some(leaf) = column else {
                let source = reader.get_row_group(group)?;
                let mut column =
                    out.next_column()?.ok_or_else(|| ParquetError::General("no column left".into()))?;
                if let ColumnReader::ByteArrayColumnReader(texts) =
                    source.get_column_reader(columns.source)?
                {
                    normalize(texts, columns.optional, work, column.typed(), &mut counts, progress)?;
                }
                column.close()?;
                continue;
            };
            let Some(chunk) = rows.columns().get(leaf) else { continue };
            let pages = metadata.page_index();
            let close = ColumnCloseResult {
                bytes_written: chunk.compressed_size() as u64,
                rows_written: rows.num_rows() as u64,
                metadata: chunk.clone(),
                bloom_filter: Sbbf::read_from_column_chunk(chunk, input)?,
                column_index: pages.and_then(|pages| pages.column_index(group, leaf)).cloned(),
                offset_index: pages.and_then(|pages| pages.offset_index(group, leaf)).cloned(),
            };
            out.append_column(input, close)?;
        }
        out.close()?;
    }
    writer.close()?;
    Ok(counts.repaired)
}

struct Counts {
    done: usize,
    total: usize,
    repaired: usize,
}

/// Reads the texts of one row group in blocks, and writes what becomes of them.
fn normalize(
    mut texts: ColumnReaderImpl<ByteArrayType>,
    optional: bool,
    work: &Work<'_>,
    out: &mut ColumnWriterImpl<'_, ByteArrayType>,
    counts: &mut Counts,
    progress: &dyn Control,
) -> Result<(), Problem> {
    let mut rows = FIRST_ROWS;
    loop {
        work.check_cancelled()?;
        let (mut levels, mut values) = (Vec::new(), Vec::new());
        let (read, ..) = texts.read_records(rows, optional.then_some(&mut levels), None, &mut values)?;
        if read == 0 {
            return Ok(());
        }
        let chunks: Vec<&[ByteArray]> = values.chunks(ROWS).collect();
        let done = in_pieces(chunks.len(), work.threads, work.control, |piece| {
            let mut repaired = 0;
            let answers = chunks.get(piece).copied().unwrap_or_default().iter().map(|value| {
                let (text, count) = read_text(value.data());
                repaired += count;
                ByteArray::from(work.pipeline.apply(&text).into_owned().into_bytes())
            });
            (answers.collect::<Vec<_>>(), repaired)
        });
        let mut answers = Vec::with_capacity(values.len());
        for (piece, repaired) in done.ok_or_else(Error::cancelled)? {
            counts.repaired += repaired;
            answers.extend(piece);
        }
        out.write_batch(&answers, optional.then_some(&levels), None)?;
        counts.done += read;
        progress.progress(counts.done, counts.total);
        let bytes: usize = values.iter().map(ByteArray::len).sum();
        let fitting = BLOCK / (bytes / read).max(1);
        rows = fitting.min(rows * 8).clamp(1, MOST_ROWS);
    }
}

/// Which columns the answer has.
struct Columns {
    schema: TypePtr,
    /// The leaf that is read, and whether its rows may be null.
    source: usize,
    optional: bool,
    /// The leaves of the answer by their place in the input; `None` is the one that is made.
    written: Vec<Option<usize>>,
    /// Where the made column stands among the fields, and which field it takes after.
    target: usize,
    like: usize,
}

impl Columns {
    /// `Err` says why the column cannot be had.
    fn new(input: &SchemaDescriptor, work: &Work<'_>) -> Result<Self, String> {
        let root = input.root_schema();
        let place = |wanted: &str| root.get_fields().iter().position(|field| field.name() == wanted);
        let column = work.column.as_deref().unwrap_or_default();
        let Some((like, field)) = place(column).and_then(|like| Some((like, root.get_fields().get(like)?)))
        else {
            return Err(no_column(column, root.get_fields().iter().map(|field| field.name()), "--column"));
        };
        if !is_text(field) {
            return Err(format!(
                "column {column:?} is {}, no text; name another with --column",
                kind_of(field)
            ));
        }
        let name = work.target();
        let target = place(&name).unwrap_or(root.get_fields().len());
        let made = if work.in_place { Ok(Arc::clone(field)) } else { text_like(field, &name) };
        let made = made.map_err(|error| error.to_string())?;
        let mut fields = root.get_fields().to_vec();
        match fields.get_mut(target) {
            Some(field) => *field = made,
            None => fields.push(made),
        }
        let leaves = 0..input.num_columns();
        let of =
            |wanted: usize| leaves.clone().filter(move |&leaf| input.get_column_root_idx(leaf) == wanted);
        let written = (0..fields.len())
            .flat_map(|field| if field == target { vec![None] } else { of(field).map(Some).collect() });
        let written = written.collect();
        let schema = Type::group_type_builder(root.name()).with_fields(fields).build();
        Ok(Self {
            schema: Arc::new(schema.map_err(|error| error.to_string())?),
            source: of(like).next().unwrap_or_default(),
            optional: field.get_basic_info().repetition() == Repetition::OPTIONAL,
            written,
            target,
            like,
        })
    }
}

fn is_text(field: &Type) -> bool {
    let facts = field.get_basic_info();
    field.is_primitive()
        && field.get_physical_type() == PhysicalType::BYTE_ARRAY
        && facts.repetition() != Repetition::REPEATED
        && (facts.logical_type_ref() == Some(&LogicalType::String)
            || facts.converted_type() == ConvertedType::UTF8)
}

fn kind_of(field: &Type) -> String {
    if !field.is_primitive() || field.get_basic_info().repetition() == Repetition::REPEATED {
        return "nested".to_owned();
    }
    match field.get_basic_info().logical_type_ref() {
        Some(logical) => format!("{logical:?}"),
        None => field.get_physical_type().to_string(),
    }
}

fn text_like(field: &Type, name: &str) -> Result<TypePtr, ParquetError> {
    let made = Type::primitive_type_builder(name, PhysicalType::BYTE_ARRAY)
        .with_repetition(field.get_basic_info().repetition())
        .with_logical_type(Some(LogicalType::String))
        .with_converted_type(ConvertedType::UTF8)
        .build();
    made.map(Arc::new)
}

/// The file's own facts, and its column's compression for the new one.
fn properties(metadata: &ParquetMetaData, columns: &Columns) -> Result<WriterProperties, ParquetError> {
    let file = metadata.file_metadata();
    let version = if file.version() == 1 { WriterVersion::PARQUET_1_0 } else { WriterVersion::PARQUET_2_0 };
    let mut facts = file.key_value_metadata().cloned();
    for fact in facts.iter_mut().flatten().filter(|fact| fact.key == ARROW_SCHEMA_META_KEY) {
        *fact = KeyValue::new(fact.key.clone(), arrow_schema(metadata, columns)?);
    }
    let mut properties =
        WriterProperties::builder().set_writer_version(version).set_key_value_metadata(facts);
    let chunk = metadata.row_groups().first().and_then(|group| group.columns().get(columns.source));
    if let Some(chunk) = chunk {
        properties = properties.set_compression(chunk.compression());
    }
    // The rows stay where they are, but what they are sorted by may have changed.
    let sorted = metadata.row_groups().first().and_then(|group| group.sorting_columns());
    let same = metadata.row_groups().iter().all(|group| group.sorting_columns() == sorted);
    let appended = columns.target + 1 == columns.schema.get_fields().len() && columns.target != columns.like;
    if same && appended {
        properties = properties.set_sorting_columns(sorted.cloned());
    }
    Ok(properties.build())
}

/// What Arrow's readers are told of the columns' types beyond Parquet's: as many fields as there are columns.
fn arrow_schema(metadata: &ParquetMetaData, columns: &Columns) -> Result<String, ParquetError> {
    let file = metadata.file_metadata();
    let mut schema = parquet_to_arrow_schema(file.schema_descr(), file.key_value_metadata())?;
    let mut fields = schema.fields.to_vec();
    let made = fields.get(columns.like).map(|field| {
        // Categories that a column was limited to are not those of the answer.
        let name = columns.schema.get_fields().get(columns.target).map_or("", |field| field.name());
        Arc::new(field.as_ref().clone().with_name(name).with_metadata(std::collections::HashMap::default()))
    });
    match (fields.get_mut(columns.target), made) {
        (Some(field), Some(made)) => *field = made,
        (None, Some(made)) => fields.push(made),
        (_, None) => {}
    }
    schema.fields = fields.into();
    Ok(encode_arrow_schema(&schema))
}
