//! What a caller knows of people, places and organisations, in one file that is read in place.

mod builder;
mod error;
mod file;
mod postings;
mod row;
mod search;
mod sorter;
mod spool;
mod wikidata;
mod writing;

use std::fmt;
use std::sync::Arc;

use builder::ENTRY;
pub use builder::KnowledgeBaseBuilder;
pub use error::KnowledgeError;
use file::{File, Part};
use postings::{PREFIX, Postings, WRITING, entry_of};
pub use row::{KnowledgeRow, Office};
pub use search::KnowledgeHit;
pub use wikidata::wikidata_type;
pub(crate) use writing::Writing;

use crate::EntityType;

/// Strings of an entry before its aliases: id, name, description, country.
const OWN_STRINGS: u32 = 4;

/// People, places, organisations and things that a caller knows, each with an id, names in any script, and what else is
/// known of it.
///
/// It is one run of bytes, read in place: to open one costs the same for any size, and copies of it share the bytes. A
/// file of a million names, three to an entry, takes 80 MB. Made by a [`KnowledgeBaseBuilder`].
///
/// # Example: a file that is cut short
/// ```
/// use varlik_documents::{KnowledgeBase, KnowledgeBaseBuilder, KnowledgeRow};
///
/// let mut builder = KnowledgeBaseBuilder::default();
/// builder.push(KnowledgeRow { id: "p1".to_owned(), name: "Olaf Brenna".to_owned(), ..KnowledgeRow::default() })?;
/// let known = builder.build()?;
/// let bytes = known.as_bytes().to_vec();
/// assert_eq!(KnowledgeBase::from_bytes(bytes.clone())?.entry(0).unwrap().name(), "Olaf Brenna");
///
/// let cut = KnowledgeBase::from_bytes(bytes[..bytes.len() - 1].to_vec()).unwrap_err();
/// assert!(cut.to_string().starts_with("the knowledge base is not whole"));
/// # Ok::<(), varlik_documents::KnowledgeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct KnowledgeBase {
    file: File,
}

impl fmt::Debug for KnowledgeBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KnowledgeBase({} entries)", self.len())
    }
}

impl KnowledgeBase {
    /// Opens a knowledge base in bytes: a `Vec<u8>`, or a mapped file. Reads the head only; what is damaged behind it gives
    /// other names or none, and is found by [`verify`](Self::verify).
    ///
    /// # Errors
    /// Bytes that are none, cut short, with a damaged head, or of [another release](KnowledgeError::is_other_release).
    pub fn from_bytes(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self, KnowledgeError> {
        Ok(Self { file: File::of(Arc::new(bytes))? })
    }

    /// Returns the bytes, which [`from_bytes`](Self::from_bytes) opens.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.file.all()
    }

    /// Reads all of it and compares it with its checksums.
    ///
    /// # Errors
    /// A part that is damaged; the message names it.
    pub fn verify(&self) -> Result<(), KnowledgeError> {
        self.file.verify()
    }

    /// Returns the number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records().len().saturating_sub(1)
    }

    /// Returns whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns an entry by its number, below [`len`](Self::len); entries stand in the order of their ids.
    #[must_use]
    pub fn entry(&self, number: u32) -> Option<KnowledgeEntry<'_>> {
        let next = self.records().get(number as usize + 1)?;
        let record = self.records().get(number as usize)?;
        // A damaged file may say anything; no entry has more strings than there are.
        let strings = self.file.part(Part::Ends).len() / size_of::<u32>();
        let end = u32_at(next, 0).min(u32::try_from(strings).unwrap_or(u32::MAX));
        Some(KnowledgeEntry {
            base: self,
            number,
            first: u32_at(record, 0).min(end),
            end,
            aliases: u32_at(record, 1),
            prior: f32::from_bits(u32_at(record, 2)),
            code: record.get(12).copied().unwrap_or(u8::MAX),
        })
    }

    /// Returns all entries, in the order of their ids.
    pub fn entries(&self) -> impl Iterator<Item = KnowledgeEntry<'_>> {
        (0..self.len() as u32).filter_map(|number| self.entry(number))
    }

    /// Returns the number of the entry of an id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<u32> {
        let mut range = 0..self.len() as u32;
        while range.start < range.end {
            let middle = range.start.midpoint(range.end);
            match self.entry(middle)?.id().cmp(id) {
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Less => range.start = middle + 1,
                std::cmp::Ordering::Greater => range.end = middle,
            }
        }
        None
    }

    /// The entries that have a name of this key hash, the better known first, and how the name is written there.
    pub(crate) fn named(&self, hash: u64) -> impl Iterator<Item = (u32, Writing)> + Clone + use<'_> {
        self.keys().get(hash).iter().map(entry_of).filter_map(|entry| {
            let number = entry & !WRITING;
            (number != PREFIX).then(|| (number, Writing::from_bits(entry)))
        })
    }

    /// Whether some longer name goes on after the words of this key hash.
    pub(crate) fn is_prefix(&self, hash: u64) -> bool {
        self.keys().get(hash).last().is_some_and(|record| entry_of(record) == PREFIX)
    }

    /// The entries that have to do with one, in the order of their numbers.
    pub(crate) fn neighbours(&self, number: u32) -> impl Iterator<Item = u32> + use<'_> {
        let pairs = self.file.part(Part::Neighbours).as_chunks::<8>().0;
        let from = pairs.partition_point(|pair| u32_at(pair, 0) < number);
        let own = pairs.get(from..).unwrap_or_default().iter();
        own.take_while(move |pair| u32_at(*pair, 0) == number).map(|pair| u32_at(pair, 1))
    }

    fn records(&self) -> &[[u8; ENTRY]] {
        self.file.part(Part::Entries).as_chunks::<ENTRY>().0
    }

    fn keys(&self) -> Postings<'_, 12> {
        Postings::new(self.file.part(Part::KeyDirectory), self.file.part(Part::Keys))
    }

    fn sounds(&self) -> Postings<'_, 8> {
        Postings::new(self.file.part(Part::SoundDirectory), self.file.part(Part::Sounds))
    }

    /// A string of the text; empty where the file is damaged.
    fn string(&self, number: u32) -> &str {
        let ends = self.file.part(Part::Ends).as_chunks::<4>().0;
        let end = |at: u32| ends.get(at as usize).map(|end| u32::from_le_bytes(*end) as usize);
        let start = number.checked_sub(1).map_or(Some(0), end);
        let (Some(start), Some(end)) = (start, end(number)) else { return "" };
        let bytes = self.file.part(Part::Text).get(start..end).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or("")
    }
}

/// The number at a place of a record, counted in numbers.
fn u32_at(record: &[u8], at: usize) -> u32 {
    record.as_chunks::<4>().0.get(at).map_or(0, |number| u32::from_le_bytes(*number))
}

/// One thing of a [`KnowledgeBase`].
#[derive(Clone, Copy, PartialEq)]
pub struct KnowledgeEntry<'k> {
    base: &'k KnowledgeBase,
    number: u32,
    first: u32,
    end: u32,
    aliases: u32,
    prior: f32,
    code: u8,
}

impl fmt::Debug for KnowledgeEntry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KnowledgeEntry({} {:?})", self.id(), self.name())
    }
}

impl<'k> KnowledgeEntry<'k> {
    /// Returns its number, for [`KnowledgeBase::entry`].
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Returns its id, as it was given.
    #[must_use]
    pub fn id(&self) -> &'k str {
        self.base.string(self.first)
    }

    /// Returns the name to show.
    #[must_use]
    pub fn name(&self) -> &'k str {
        self.base.string(self.first.saturating_add(1))
    }

    /// Returns what to say of it beside its name; may be empty.
    #[must_use]
    pub fn description(&self) -> &'k str {
        self.base.string(self.first.saturating_add(2))
    }

    /// Returns its country, two letters of ISO 3166 where it is known by them.
    #[must_use]
    pub fn country(&self) -> Option<&'k str> {
        Some(self.base.string(self.first.saturating_add(3))).filter(|country| !country.is_empty())
    }

    /// Returns its other names, in the order of their letters.
    pub fn aliases(&self) -> impl Iterator<Item = &'k str> + use<'k> {
        let (base, first) = (self.base, self.first.saturating_add(OWN_STRINGS));
        (first..self.names_end()).map(move |string| base.string(string))
    }

    /// Returns the name and all others.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'k str> + use<'k> {
        std::iter::once(self.name()).chain(self.aliases())
    }

    /// Returns what it is; `None` when that is not known.
    #[must_use]
    pub fn entity_type(&self) -> Option<EntityType> {
        row::type_of(self.code)
    }

    /// Returns how well known it is beside the others, from 0.
    #[must_use]
    pub fn prior(&self) -> f32 {
        if self.prior.is_finite() { self.prior.max(0.0) } else { 0.0 }
    }

    /// Returns the offices it held, in the order of their titles.
    pub fn offices(&self) -> impl Iterator<Item = Office> + use<'k> {
        let base = self.base;
        let text = move |string| base.string(string).to_owned();
        (self.names_end()..self.end).step_by(3).map(move |first| Office {
            title: text(first),
            from: text(first.saturating_add(1)),
            until: text(first.saturating_add(2)),
        })
    }

    /// Returns the entries it has to do with, in the order of their ids.
    pub fn related(&self) -> impl Iterator<Item = KnowledgeEntry<'k>> + use<'k> {
        let base = self.base;
        base.neighbours(self.number).filter_map(move |number| base.entry(number))
    }

    /// The string behind its aliases; a damaged file ends with the entry.
    fn names_end(&self) -> u32 {
        self.first.saturating_add(OWN_STRINGS).saturating_add(self.aliases).min(self.end)
    }
}

#[cfg(test)]
mod tests;
