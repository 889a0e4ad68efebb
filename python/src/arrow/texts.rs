//! A column of text as it came, whatever its layout.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::ByteArrayType;
use arrow_array::{Array, ArrayRef, GenericByteArray, LargeStringArray, StringArray, StringViewArray};
use arrow_buffer::NullBuffer;
use arrow_data::ByteView;
use arrow_schema::{DataType, FieldRef};

use crate::arrow::bridge::Imported;

/// A piece is about this long: short enough to hear Ctrl-C between two, long enough that its own cost does not show.
const PIECE_BYTES: usize = 4 << 20;
/// A piece of short texts has no more rows than this.
pub(crate) const PIECE_ROWS: usize = 1 << 18;

/// One chunk of a column.
#[derive(Debug, Clone)]
pub(crate) enum Chunk {
    Small(StringArray),
    Large(LargeStringArray),
    View(StringViewArray),
    /// Distinct texts (of the first three kinds), and for each row which one.
    Coded(ArrayRef, Box<Chunk>),
    /// Rows without a text.
    Null(usize),
}

/// A column of text.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) name: String,
    pub(crate) chunks: Vec<Chunk>,
    /// Whether its offsets take 64 bits, which those of the answer then take too.
    pub(crate) large: bool,
}

impl Texts {
    /// Takes a column, or the only column of a frame.
    ///
    /// # Errors
    /// A frame of several columns, a column that is no text.
    pub(crate) fn new(imported: Imported) -> Result<Self, String> {
        let Imported { field, chunks } = imported;
        let (field, chunks) = match field.data_type() {
            DataType::Struct(fields) => only_column(fields, &chunks)?,
            _ => (field, chunks),
        };
        let large = matches!(text_type(field.data_type()), DataType::LargeUtf8);
        let wrong = || {
            format!("a column of {} is no text; cast it to text, or choose another column", field.data_type())
        };
        if chunks.is_empty() && !is_text(field.data_type()) {
            return Err(wrong());
        }
        let name = field.name().clone();
        let chunks = chunks.iter().map(|chunk| Chunk::new(chunk).ok_or_else(wrong));
        let chunks = chunks.collect::<Result<_, _>>()?;
        Ok(Self { name, chunks, large })
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.chunks.iter().map(Chunk::len).sum()
    }

    /// Bytes of text.
    pub(crate) fn bytes(&self) -> usize {
        self.chunks.iter().map(Chunk::bytes).sum()
    }

    /// The first text, where there is one.
    pub(crate) fn first(&self) -> Option<String> {
        let chunk = self.chunks.iter().find(|chunk| chunk.len() > 0)?;
        let piece = Piece::new(chunk).ok()?;
        piece.rows().next().flatten().map(ToOwned::to_owned)
    }
}

fn only_column(fields: &[FieldRef], chunks: &[ArrayRef]) -> Result<(FieldRef, Vec<ArrayRef>), String> {
    let [field] = fields else {
        let names: Vec<String> = fields.iter().map(|field| format!("{:?}", field.name())).collect();
        let first = names.first().map_or("\"name\"", String::as_str);
        return Err(format!(
            "a frame of {} columns was given ({}); hand over one of them: frame[{first}]",
            names.len(),
            names.join(", ")
        ));
    };
    let columns = chunks.iter().filter_map(|chunk| chunk.as_struct_opt()?.columns().first().cloned());
    Ok((Arc::clone(field), columns.collect()))
}

/// The type of the texts themselves, behind a dictionary too.
fn text_type(of: &DataType) -> &DataType {
    match of {
        DataType::Dictionary(_, values) => values,
        other => other,
    }
}

fn is_text(of: &DataType) -> bool {
    matches!(text_type(of), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null)
}

impl Chunk {
    /// `None` where the array is no text.
    pub(crate) fn new(array: &ArrayRef) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Utf8 => Self::Small(array.as_string_opt()?.clone()),
            DataType::LargeUtf8 => Self::Large(array.as_string_opt()?.clone()),
            DataType::Utf8View => Self::View(array.as_string_view_opt()?.clone()),
            DataType::Null => Self::Null(array.len()),
            DataType::Dictionary(..) => {
                let values = array.as_any_dictionary_opt()?.values();
                // The categories of pandas have no text for a type where there are none.
                if values.is_empty() {
                    return Some(Self::Null(array.len()));
                }
                let values = Self::new(values)?;
                if matches!(values, Self::Coded(..)) {
                    return None;
                }
                Self::Coded(Arc::clone(array), Box::new(values))
            }
            _ => return None,
        })
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Small(array) => array.len(),
            Self::Large(array) => array.len(),
            Self::View(array) => array.len(),
            Self::Coded(array, _) => array.len(),
            Self::Null(rows) => *rows,
        }
    }

    /// Bytes of text to work on: of a dictionary the distinct ones.
    pub(crate) fn bytes(&self) -> usize {
        fn between<T: ByteArrayType>(array: &GenericByteArray<T>) -> usize
        where
            T::Offset: Into<i64>,
        {
            let offsets = array.value_offsets();
            let end = |offset: Option<&T::Offset>| offset.map_or(0, |&offset| offset.into());
            (end(offsets.last()) - end(offsets.first())).max(0) as usize
        }
        match self {
            Self::Small(array) => between(array),
            Self::Large(array) => between(array),
            Self::View(array) => array.views().iter().map(|&view| ByteView::from(view).length as usize).sum(),
            Self::Coded(_, values) => values.bytes(),
            Self::Null(_) => 0,
        }
    }

    /// Bytes of one text.
    pub(crate) fn length_of(&self, row: usize) -> usize {
        match self {
            Self::Small(array) if row < array.len() => array.value_length(row) as usize,
            Self::Large(array) if row < array.len() => array.value_length(row) as usize,
            Self::View(array) => {
                array.views().get(row).map_or(0, |&view| ByteView::from(view).length as usize)
            }
            _ => 0,
        }
    }

    /// Cuts the rows into pieces; never inside a row, so that one long text is a piece of its own.
    pub(crate) fn pieces(&self) -> Vec<Self> {
        let rows = self.len();
        let mut pieces = Vec::new();
        let mut start = 0;
        while start < rows {
            let most = rows.min(start + PIECE_ROWS);
            let end = match self {
                Self::Small(array) => start + fitting(array.value_offsets().get(start..=most)),
                Self::Large(array) => start + fitting(array.value_offsets().get(start..=most)),
                Self::View(array) => {
                    let mut bytes = 0;
                    let views = array.views().iter().skip(start).take(most - start);
                    start
                        + views
                            .take_while(|&&view| {
                                bytes += ByteView::from(view).length as usize;
                                bytes <= PIECE_BYTES
                            })
                            .count()
                }
                Self::Coded(..) | Self::Null(_) => most,
            };
            let length = end.clamp(start + 1, most) - start;
            pieces.push(self.slice(start, length));
            start += length;
        }
        pieces
    }

    /// Some of the rows, which lie within the chunk.
    pub(crate) fn slice(&self, start: usize, length: usize) -> Self {
        match self {
            Self::Small(array) => Self::Small(array.slice(start, length)),
            Self::Large(array) => Self::Large(array.slice(start, length)),
            Self::View(array) => Self::View(array.slice(start, length)),
            Self::Coded(keys, values) => Self::Coded(keys.slice(start, length), values.clone()),
            Self::Null(_) => Self::Null(length),
        }
    }
}

/// How many rows fit into a piece.
fn fitting<O: Copy + Into<i64>>(offsets: Option<&[O]>) -> usize {
    let offsets = offsets.unwrap_or_default();
    let Some(&first) = offsets.first() else { return 0 };
    let most = first.into().saturating_add(PIECE_BYTES as i64);
    offsets.partition_point(|&offset| offset.into() <= most).saturating_sub(1)
}

/// Rows of text, one behind the other from 0: checked to be UTF-8 and cut at letters.
#[derive(Debug)]
pub(crate) struct Piece<'a> {
    /// All rows together.
    pub(crate) text: Cow<'a, str>,
    /// Where each row begins in `text`, and the end of the last.
    pub(crate) offsets: Vec<i64>,
    /// Which rows have a text.
    pub(crate) validity: Option<NullBuffer>,
}

impl<'a> Piece<'a> {
    /// Reads a chunk of plain text.
    ///
    /// `Err` says which row is no text.
    pub(crate) fn new(chunk: &'a Chunk) -> Result<Self, String> {
        match chunk {
            Chunk::Small(array) => Self::contiguous(array.values(), array.value_offsets(), array.nulls()),
            Chunk::Large(array) => Self::contiguous(array.values(), array.value_offsets(), array.nulls()),
            Chunk::View(array) => Self::gathered(array.len(), array.nulls(), |row| view_bytes(array, row)),
            Chunk::Null(rows) => Self::gathered(*rows, Some(&NullBuffer::new_null(*rows)), |_| None),
            Chunk::Coded(..) => Err("a dictionary of dictionaries is no column".to_owned()),
        }
    }

    fn contiguous<O: Copy + Into<i64>>(
        bytes: &'a [u8],
        offsets: &[O],
        validity: Option<&NullBuffer>,
    ) -> Result<Self, String> {
        let first = offsets.first().map_or(0, |&first| first.into());
        let last = offsets.last().map_or(0, |&last| last.into());
        let span = usize::try_from(first).ok().zip(usize::try_from(last).ok());
        let text = span.and_then(|(first, last)| simdutf8::basic::from_utf8(bytes.get(first..last)?).ok());
        if let Some(text) = text {
            let offsets = offsets.iter().map(|&offset| offset.into() - first).collect();
            return Ok(Self { text: Cow::Borrowed(text), offsets, validity: validity.cloned() });
        }
        // A row without a text may hold anything at all.
        Self::gathered(offsets.len().saturating_sub(1), validity, |row| {
            let (from, to) = ((*offsets.get(row)?).into(), (*offsets.get(row + 1)?).into());
            bytes.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?)
        })
    }

    fn gathered<'b>(
        rows: usize,
        validity: Option<&NullBuffer>,
        bytes: impl Fn(usize) -> Option<&'b [u8]>,
    ) -> Result<Self, String> {
        let mut text = String::new();
        let mut offsets: Vec<i64> = Vec::with_capacity(rows + 1);
        offsets.push(0);
        for row in 0..rows {
            if validity.is_none_or(|validity| validity.is_valid(row)) {
                let bytes =
                    bytes(row).ok_or_else(|| format!("row {row} of a chunk lies outside of its bytes"))?;
                text.push_str(std::str::from_utf8(bytes).map_err(|error| {
                    format!(
                        "row {row} of a chunk is no valid UTF-8 from byte {}; read such bytes with varlik.decode",
                        error.valid_up_to()
                    )
                })?);
            }
            offsets.push(text.len() as i64);
        }
        Ok(Self { text: Cow::Owned(text), offsets, validity: validity.cloned() })
    }

    /// The text of a row, where it has one.
    pub(crate) fn get(&self, row: usize) -> Option<&str> {
        let (from, to) = (*self.offsets.get(row)?, *self.offsets.get(row + 1)?);
        let valid = self.validity.as_ref().is_none_or(|validity| validity.is_valid(row));
        if valid { self.text.get(from as usize..to as usize) } else { None }
    }

    /// The rows, `None` where there is no text.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Option<&str>> {
        self.offsets.windows(2).enumerate().map(|(row, ends)| {
            let [from, to] = ends else { return None };
            let valid = self.validity.as_ref().is_none_or(|validity| validity.is_valid(row));
            valid.then(|| self.text.get(*from as usize..*to as usize).unwrap_or_default())
        })
    }
}

/// The bytes of a string view; `None` where it points nowhere.
fn view_bytes(array: &StringViewArray, row: usize) -> Option<&[u8]> {
    let view = array.views().get(row)?;
    let length = ByteView::from(*view).length as usize;
    if length <= 12 {
        // Short texts stand in the view itself, behind their length.
        let bytes = array.views().inner().as_slice();
        let from = row * size_of::<u128>() + size_of::<u32>();
        return bytes.get(from..from + length);
    }
    let view = ByteView::from(*view);
    let from = view.offset as usize;
    array.data_buffers().get(view.buffer_index as usize)?.as_slice().get(from..from + length)
}
