//! A search engine for names: millions of them, in any spelling or script, found by one.

mod block;
mod builder;
mod bytes;
mod error;
mod feature;
mod file;
mod matching;
mod row;
mod search;

pub use error::IndexError;
pub use matching::{NameMatch, match_names};
pub use row::{Hit, NameRow, Search};

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use block::{Block, MOST_FORMS};
use builder::Gathered;
use bytes::Shared;
use file::Check;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashSet;
use search::Searcher;

use crate::compare::NameComparer;
use crate::name::Name;

/// Distinct names of an index up to which those that were compared once stay taken apart, at some 500 bytes each.
const MOST_PREPARED: usize = 1 << 18;

/// Names, to be found by a name.
///
/// A search goes in two steps. What a name has in common with those of the index is counted by pieces of its sound,
/// of its consonants and of what it is known to stand for, the rare ones counting most; names of the same
/// [key](Name::key) are never left out. The best of these are then compared by the [`NameComparer`].
///
/// Searches of one index may run on several threads, and give the same on any number of them, whatever the order the
/// names were put in. An index takes some 200 bytes a name, and up to 150
/// megabytes for names that are kept taken apart.
///
/// # Example: a politician in Arabic letters
/// ```
/// use varlik_names::{Name, NameIndex, NameKind, NameRow, Search};
/// use varlik_text::Lang;
///
/// let row = |id, name| NameRow { id, name, kind: NameKind::Person, country: None };
/// let index: NameIndex =
///     [row(1, "Recep Tayyip Erdoğan"), row(2, "Kemal Kılıçdaroğlu"), row(3, "Bilal Erdoğan")].into_iter().collect();
/// let query = Name::new("Реджеп Тайип Эрдоган", NameKind::Person, Lang::Ru);
/// let hits = index.search(&query, &Search::default());
/// assert_eq!(hits.len(), 1);
/// assert_eq!((hits[0].id, hits[0].name), (1, "Recep Tayyip Erdoğan"));
/// ```
#[derive(Debug, Default)]
pub struct NameIndex {
    blocks: Vec<Block>,
    comparer: NameComparer,
}

/// Gathers names for a [`NameIndex`].
#[derive(Debug, Default, Clone)]
pub struct NameIndexBuilder {
    gathered: Gathered,
    comparer: NameComparer,
}

impl NameIndexBuilder {
    /// Adds a name.
    pub fn push(&mut self, row: NameRow<'_>) {
        self.gathered.push(row);
    }

    /// Compares by this comparer instead of the default one.
    #[must_use]
    pub fn comparer(mut self, comparer: NameComparer) -> Self {
        self.comparer = comparer;
        self
    }

    /// Returns the number of names so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.gathered.len()
    }

    /// Returns whether there is no name so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Builds the index, on all threads of the current pool.
    #[must_use]
    pub fn build(self) -> NameIndex {
        self.build_with(&|_, _| true).unwrap_or_default()
    }

    /// Builds the index; `goes_on` is told how many of all rows are done, and stops the work by answering no, for which
    /// there is `None`.
    #[must_use]
    pub fn build_with(self, goes_on: &(dyn Fn(usize, usize) -> bool + Sync)) -> Option<NameIndex> {
        let blocks = self.gathered.build(&[], goes_on)?;
        Some(NameIndex::of_blocks(blocks, self.comparer))
    }
}

impl<'t> Extend<NameRow<'t>> for NameIndexBuilder {
    fn extend<I: IntoIterator<Item = NameRow<'t>>>(&mut self, rows: I) {
        rows.into_iter().for_each(|row| self.push(row));
    }
}

impl<'t> FromIterator<NameRow<'t>> for NameIndex {
    fn from_iter<I: IntoIterator<Item = NameRow<'t>>>(rows: I) -> Self {
        let mut builder = Self::builder();
        builder.extend(rows);
        builder.build()
    }
}

impl NameIndex {
    /// Starts an index.
    #[must_use]
    pub fn builder() -> NameIndexBuilder {
        NameIndexBuilder::default()
    }

    fn of_blocks(blocks: Vec<Block>, comparer: NameComparer) -> Self {
        let mut index = Self { blocks, comparer };
        let forms: usize = index.blocks.iter().map(Block::forms).sum();
        if forms <= MOST_PREPARED {
            index.blocks.iter_mut().for_each(Block::keep_prepared);
        }
        index
    }

    /// Returns the number of rows, without the removed ones.
    #[must_use]
    pub fn len(&self) -> usize {
        self.blocks.iter().map(|block| block.rows() - block.removed_count).sum()
    }

    /// Returns whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Finds the names most like one, the likeliest first; of equals the one of the lower number.
    #[must_use]
    pub fn search(&self, name: &Name, search: &Search) -> Vec<Hit<'_>> {
        Searcher::with(|searcher| searcher.search(&self.blocks, &self.comparer, name, search))
    }

    /// Searches for every name, on all threads of the current pool; the same as one [search](Self::search) after
    /// another.
    #[must_use]
    pub fn search_all(&self, names: &[Name], search: &Search) -> Vec<Vec<Hit<'_>>> {
        names.par_iter().with_min_len(16).map(|name| self.search(name, search)).collect()
    }

    /// Compares by this comparer instead of the default one; a file keeps none.
    #[must_use]
    pub fn with_comparer(mut self, comparer: NameComparer) -> Self {
        self.comparer = comparer;
        self
    }

    /// Adds names. Costs some microseconds a name; names added one by one are put in order again and again, which
    /// takes them by the logarithm of their number longer.
    ///
    /// How rare a piece of a name is, is counted anew with every addition, so that an index that grew may order names
    /// that are not compared in full a little otherwise than one that was built at once. Names of the same key are
    /// found in both.
    pub fn add<'t>(&mut self, rows: impl IntoIterator<Item = NameRow<'t>>) {
        let mut gathered = Gathered::default();
        rows.into_iter().for_each(|row| gathered.push(row));
        if gathered.len() == 0 {
            return;
        }
        // The smaller blocks join the new names, so that there are few, each at least twice as large as the next.
        let mut forms = gathered.len();
        while let Some(last) = self.blocks.last().map(Block::forms)
            && last <= forms * 2
            && last + forms <= MOST_FORMS
            && let Some(block) = self.blocks.pop()
        {
            gathered.push_block(&block);
            forms += last;
        }
        let added = gathered.build(&self.blocks, &|_, _| true).unwrap_or_default();
        let mut blocks = std::mem::take(&mut self.blocks);
        blocks.extend(added);
        *self = Self::of_blocks(blocks, self.comparer.clone());
    }

    /// Removes all rows of the given numbers; returns how many there were. Reads the numbers of all rows once.
    pub fn remove(&mut self, ids: impl IntoIterator<Item = u64>) -> usize {
        let ids: FxHashSet<u64> = ids.into_iter().collect();
        self.blocks.iter_mut().map(|block| block.remove(|id| ids.contains(&id))).sum()
    }

    /// Writes the index to one file, which replaces what stood there when all of it is written.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), IndexError> {
        file::save(&self.blocks, path.as_ref())
    }

    /// Writes the bytes of a file that [`save`](Self::save) makes, which [`from_bytes`](Self::from_bytes) reads.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    ///
    /// # Example: an index sent to another process
    /// ```
    /// use varlik_names::{NameIndex, NameKind, NameRow};
    ///
    /// let row = NameRow { id: 7, name: "Tansu Çiller", kind: NameKind::Person, country: None };
    /// let index: NameIndex = [row].into_iter().collect();
    /// let mut bytes = Vec::new();
    /// index.write(&mut bytes)?;
    /// assert_eq!(NameIndex::from_bytes(bytes).map_err(std::io::Error::other)?.len(), 1);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write(&self, mut out: impl Write) -> std::io::Result<()> {
        file::write(&self.blocks, &mut out)
    }

    /// Reads an index that [`save`](Self::save) wrote, and checks all of it.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, is none of these, is cut short or damaged, or was written by another release,
    /// whose index has to be [built again](IndexError::is_other_release).
    ///
    /// # Example: a file that is no index
    /// ```
    /// use varlik_names::NameIndex;
    ///
    /// let path = std::env::temp_dir().join("varlik-no-index");
    /// std::fs::write(&path, "name,kind\nErdoğan,person\n")?;
    /// let error = NameIndex::open(&path).unwrap_err();
    /// assert!(error.to_string().starts_with("no index of names"));
    /// # std::fs::remove_file(path)?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self, IndexError> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| IndexError::io(path, error))?;
        Self::load(&(Arc::new(bytes) as Shared), Check::Everything)
    }

    /// Opens an index in bytes that are already there, such as a file that the caller has mapped into memory; only the
    /// head is read and checked now. Damage behind it gives wrong hits, never a panic.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open), but for reading.
    pub fn from_bytes(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self, IndexError> {
        Self::load(&(Arc::new(bytes) as Shared), Check::Head)
    }

    fn load(bytes: &Shared, check: Check) -> Result<Self, IndexError> {
        Ok(Self::of_blocks(file::load(bytes, check)?, NameComparer::default()))
    }
}
