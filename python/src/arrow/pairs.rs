//! Columns side by side.

use arrow_array::cast::AsArray;

use crate::arrow::texts::{Chunk, Piece, Texts};

/// A dictionary is read anew for each block of its rows; blocks of this share of its texts keep that cheap.
const SHARE: usize = 8;

/// Rows of several columns of one length, in blocks of about `rows` that lie in one chunk of each column.
pub(crate) fn side_by_side<const N: usize>(columns: [&Texts; N], rows: usize) -> Vec<[Chunk; N]> {
    let distinct = columns.iter().flat_map(|column| &column.chunks).map(|chunk| match chunk {
        Chunk::Coded(_, values) => values.len(),
        _ => 0,
    });
    let rows = rows.max(distinct.max().unwrap_or_default() / SHARE);
    let mut rest = columns.map(|column| Cursor { chunks: &column.chunks, row: 0 });
    let mut blocks = Vec::new();
    loop {
        let fitting = rest.iter_mut().map(Cursor::left).min().unwrap_or_default().min(rows);
        if fitting == 0 {
            return blocks;
        }
        blocks.push(rest.each_mut().map(|cursor| cursor.take(fitting)));
    }
}

/// How far a column is read.
struct Cursor<'a> {
    chunks: &'a [Chunk],
    row: usize,
}

impl Cursor<'_> {
    /// Rows that are left of the chunk that is read; 0 at the end of the column.
    fn left(&mut self) -> usize {
        while let Some((chunk, behind)) = self.chunks.split_first() {
            if self.row < chunk.len() {
                return chunk.len() - self.row;
            }
            (self.chunks, self.row) = (behind, 0);
        }
        0
    }

    fn take(&mut self, rows: usize) -> Chunk {
        let taken = self.chunks.first().map_or(Chunk::Null(rows), |chunk| chunk.slice(self.row, rows));
        self.row += rows;
        taken
    }
}

/// The rows of a chunk, of a dictionary too.
pub(crate) struct Rows<'a> {
    texts: Piece<'a>,
    /// For each row which of the texts, where the chunk is a dictionary.
    coded: Option<Vec<Option<usize>>>,
}

impl<'a> Rows<'a> {
    /// `Err` says which row is no text.
    pub(crate) fn new(chunk: &'a Chunk) -> Result<Self, String> {
        let Chunk::Coded(keys, values) = chunk else {
            return Ok(Self { texts: Piece::new(chunk)?, coded: None });
        };
        let keys = keys.as_any_dictionary_opt().ok_or("a column of codes has no codes")?;
        let places = keys.normalized_keys();
        let coded = places.into_iter().enumerate().map(|(row, place)| keys.is_valid(row).then_some(place));
        Ok(Self { texts: Piece::new(values)?, coded: Some(coded.collect()) })
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.coded.as_ref().map_or(self.texts.offsets.len().saturating_sub(1), Vec::len)
    }

    /// The text of a row, where it has one.
    pub(crate) fn get(&self, row: usize) -> Option<&str> {
        match &self.coded {
            Some(coded) => self.texts.get((*coded.get(row)?)?),
            None => self.texts.get(row),
        }
    }

    /// All rows in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.len()).map(|row| self.get(row))
    }
}
