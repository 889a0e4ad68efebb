//! From rows to the file of a knowledge base.

use std::fs::File;
use std::io::{self, BufWriter, Cursor, Seek, SeekFrom, Write};
use std::path::Path;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use varlik_names::{KeyHasher, Name, blocking_keys};
use varlik_text::Lang;

use super::KnowledgeBase;
use super::error::KnowledgeError;
use super::file::{HEAD, PARTS, head};
use super::postings::{PREFIX, place_of, places, shortened};
use super::row::{KnowledgeRow, LONGEST, code};
use super::sorter::{Sorter, Spill};
use super::spool::Spool;
use super::writing::Writing;
use crate::collection::kind;

/// Entries whose keys are made at once.
const BATCH: usize = 1 << 12;

/// Gathers rows for a [`KnowledgeBase`].
///
/// The rows may come in any order; the same rows give the same bytes.
///
/// # Example: two people, one of them under two names
/// ```
/// use varlik_documents::{EntityType, KnowledgeBaseBuilder, KnowledgeRow};
///
/// let mut builder = KnowledgeBaseBuilder::default();
/// builder.push(KnowledgeRow {
///     id: "p1".to_owned(),
///     name: "Petra Lindqvist".to_owned(),
///     aliases: vec!["Петра Линдквист".to_owned()],
///     entity_type: Some(EntityType::Per),
///     ..KnowledgeRow::default()
/// })?;
/// builder.push(KnowledgeRow { id: "p2".to_owned(), name: "Olaf Brenna".to_owned(), ..KnowledgeRow::default() })?;
/// let known = builder.build()?;
/// assert_eq!(known.len(), 2);
/// assert_eq!(known.search("петра линдквист", 1)[0].entry.id(), "p1");
/// # Ok::<(), varlik_documents::KnowledgeError>(())
/// ```
#[derive(Debug)]
pub struct KnowledgeBaseBuilder {
    spill: Option<Spill>,
    rows: Sorter,
    scratch: Vec<u8>,
    pushed: u64,
}

impl Default for KnowledgeBaseBuilder {
    /// Gathers in memory.
    fn default() -> Self {
        Self::over(None)
    }
}

impl KnowledgeBaseBuilder {
    /// Gathers at most some `memory` bytes (at least 1 MB) in memory and the rest in files without names in `folder`, which needs
    /// room for about three times the file that is built.
    #[must_use]
    pub fn spilling_into(folder: &Path, memory: usize) -> Self {
        // A quarter each for the rows, the keys, the sounds and the neighbours.
        Self::over(Some(Spill { folder: folder.to_owned(), memory: memory.max(1 << 20) / 4 }))
    }

    fn over(spill: Option<Spill>) -> Self {
        Self { rows: Sorter::new(spill.as_ref()), spill, scratch: Vec::new(), pushed: 0 }
    }

    /// Takes in a row.
    ///
    /// # Errors
    /// A row that [cannot be taken in](KnowledgeError::is_row): without an id or a name, with a prior that is no number from 0,
    /// with a text of more than 64 KB. Or the disk is full.
    pub fn push(&mut self, row: KnowledgeRow) -> Result<(), KnowledgeError> {
        let row = row.settle()?;
        row.encode(&mut self.scratch);
        self.pushed += 1;
        self.rows.push(&self.scratch).map_err(|error| spilled(self.spill.as_ref(), error))
    }

    /// Says that two entries have to do with each other; where one of them is no entry, that says nothing.
    ///
    /// # Errors
    /// An id that is empty, or a disk that is full.
    pub fn relate(&mut self, id: &str, other: &str) -> Result<(), KnowledgeError> {
        let (id, other) = (id.trim(), other.trim());
        if id.is_empty() || other.is_empty() || id.contains('\0') {
            return Err(KnowledgeError::row("a relation of nobody: an id is empty"));
        }
        // One that could not be kept would take the entry along that it is joined with.
        if id.len().max(other.len()) > LONGEST {
            return Err(KnowledgeError::row(format!("a relation by an id of more than {LONGEST} bytes")));
        }
        // A row without a name joins that of its id, and is none by itself.
        let row =
            KnowledgeRow { id: id.to_owned(), related: vec![other.to_owned()], ..KnowledgeRow::default() };
        row.encode(&mut self.scratch);
        self.rows.push(&self.scratch).map_err(|error| spilled(self.spill.as_ref(), error))
    }

    /// Returns the number of rows that were taken in.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.pushed
    }

    /// Returns whether no row was taken in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pushed == 0
    }

    /// Builds the knowledge base in memory.
    ///
    /// # Errors
    /// More than 4 GB of text, or 1,073,741,822 entries; a disk that is full, where rows are there.
    pub fn build(self) -> Result<KnowledgeBase, KnowledgeError> {
        let mut out = Cursor::new(Vec::new());
        let _entries = self.write(&mut out, &|_| true)?;
        KnowledgeBase::from_bytes(out.into_inner())
    }

    /// Writes the knowledge base to a file, which replaces what stood there when all of it is written; returns the number of its
    /// entries, or `None` when stopped. `goes_on` is told now and then how many rows are done, and stops the work by answering no.
    ///
    /// # Errors
    /// A file that cannot be written, more than 4 GB of text, or 1,073,741,822 entries.
    pub fn save(self, path: &Path, goes_on: &dyn Fn(u64) -> bool) -> Result<Option<u64>, KnowledgeError> {
        // A knowledge base that was opened from this path goes on reading the old file.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let told = |error: io::Error| KnowledgeError::io(path, error);
        let unfinished = tempfile::Builder::new().prefix(".varlik-kb-").tempfile_in(folder).map_err(told)?;
        let mut out = BufWriter::with_capacity(1 << 16, unfinished.as_file());
        let Some(entries) = self.write(&mut out, goes_on)? else { return Ok(None) };
        let file: &File = out.into_inner().map_err(|error| told(error.into_error()))?;
        readable(file);
        file.sync_all().map_err(told)?;
        unfinished.persist(path).map_err(|error| told(error.error))?;
        Ok(Some(entries))
    }

    fn write<W: Write + Seek>(
        self,
        out: &mut W,
        goes_on: &dyn Fn(u64) -> bool,
    ) -> Result<Option<u64>, KnowledgeError> {
        let spill = self.spill;
        let written = || -> Result<u64, Failed> {
            let mut sections = Sections::new(spill.as_ref())?;
            let mut current: Option<KnowledgeRow> = None;
            let mut done = 0;
            self.rows.each(|bytes| {
                done += 1;
                if done % 1024 == 0 && !goes_on(done) {
                    return Err(Failed::Stopped);
                }
                let Some(row) = KnowledgeRow::decode(bytes) else { return Ok(()) };
                match &mut current {
                    Some(known) if known.id == row.id => known.join(row),
                    _ => {
                        if let Some(known) = current.replace(row) {
                            sections.take(known)?;
                        }
                    }
                }
                Ok(())
            })?;
            if let Some(known) = current {
                sections.take(known)?;
            }
            sections.finish(out)
        };
        match written() {
            Ok(entries) => Ok(Some(entries)),
            Err(Failed::Stopped) => Ok(None),
            Err(Failed::Io(error)) => Err(spilled(spill.as_ref(), error)),
            Err(Failed::Large(error)) => Err(error),
        }
    }
}

/// The files of others are readable by all; one that is made for a moment only is not.
#[cfg(unix)]
fn readable(file: &File) {
    use std::os::unix::fs::PermissionsExt;
    let _ = file.set_permissions(std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn readable(_file: &File) {}

fn spilled(spill: Option<&Spill>, error: io::Error) -> KnowledgeError {
    KnowledgeError::io(spill.map_or(Path::new("the knowledge base"), |spill| &spill.folder), error)
}

/// Why the writing ended early.
enum Failed {
    Io(io::Error),
    Large(KnowledgeError),
    Stopped,
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The sections in the making.
struct Sections<'s> {
    spill: Option<&'s Spill>,
    entries: Spool,
    ends: Spool,
    text: Spool,
    count: u32,
    strings: u32,
    keys: Sorter,
    key_count: u64,
    sounds: Sorter,
    sound_count: u64,
    /// Hashes of ids: of the entries, and of what is related to them.
    related: Sorter,
    waiting: Vec<KnowledgeRow>,
}

/// What an entry is found by.
struct Keyed {
    /// Hashes of its names, and how each is written.
    keys: Vec<(u64, Writing)>,
    /// Hashes of the beginnings of its names.
    prefixes: Vec<u64>,
    sounds: Vec<u64>,
}

impl Keyed {
    fn of(row: &KnowledgeRow) -> Self {
        let mut keyed = Self { keys: Vec::new(), prefixes: Vec::new(), sounds: Vec::new() };
        let kind = row.entity_type.map_or(varlik_names::NameKind::Other, kind);
        for name in [&row.name].into_iter().chain(&row.aliases) {
            let mut hasher = KeyHasher::new();
            let key = varlik_text::key(name);
            let mut words = key.split(' ').filter(|word| !word.is_empty()).peekable();
            if words.peek().is_none() {
                continue;
            }
            while let Some(word) = words.next() {
                hasher.push_word(word.as_bytes());
                if words.peek().is_some() {
                    keyed.prefixes.push(hasher.finish());
                }
            }
            keyed.keys.push((hasher.finish(), Writing::of(name)));
            keyed.sounds.extend(blocking_keys(&Name::new(name, kind, Lang::Und)).map(shortened::<8>));
        }
        // Of two names of one key the one that asks for less says how it is written.
        keyed.keys.sort_unstable();
        keyed.keys.dedup_by_key(|(hash, _)| *hash);
        keyed.prefixes.sort_unstable();
        keyed.prefixes.dedup();
        keyed.sounds.sort_unstable();
        keyed.sounds.dedup();
        keyed
    }
}

impl<'s> Sections<'s> {
    fn new(spill: Option<&'s Spill>) -> io::Result<Self> {
        Ok(Self {
            spill,
            entries: Spool::new(spill)?,
            ends: Spool::new(spill)?,
            text: Spool::new(spill)?,
            count: 0,
            strings: 0,
            keys: Sorter::new(spill),
            key_count: 0,
            sounds: Sorter::new(spill),
            sound_count: 0,
            related: Sorter::new(spill),
            waiting: Vec::new(),
        })
    }

    fn take(&mut self, row: KnowledgeRow) -> Result<(), Failed> {
        // Rows of one id were joined since; one without a name only told of others.
        self.waiting.extend(row.settle());
        if self.waiting.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Failed> {
        let rows = std::mem::take(&mut self.waiting);
        let keyed: Vec<Keyed> = rows.par_iter().map(Keyed::of).collect();
        for (row, keyed) in rows.iter().zip(keyed) {
            self.write(row, &keyed)?;
        }
        Ok(())
    }

    fn write(&mut self, row: &KnowledgeRow, keyed: &Keyed) -> Result<(), Failed> {
        if self.count >= PREFIX {
            return Err(Failed::Large(KnowledgeError::too_large("entries", u64::from(PREFIX) - 1)));
        }
        self.entry(row.aliases.len() as u32, row.prior, code(row.entity_type))?;
        for text in row.strings() {
            self.text.push(text.as_bytes())?;
            let end = u32::try_from(self.text.len()).map_err(|_| {
                Failed::Large(KnowledgeError::too_large("bytes of text", u64::from(u32::MAX)))
            })?;
            self.ends.push(&end.to_le_bytes())?;
            self.strings += 1;
        }
        // The better known come first under a key, and the mark of a prefix last: their numbers are turned round.
        let rank = (!row.prior.to_bits()).min(u32::MAX - 1);
        let mut record = Vec::with_capacity(16);
        for &(hash, writing) in &keyed.keys {
            self.key(&mut record, hash, rank, self.count | writing.bits())?;
        }
        for &hash in &keyed.prefixes {
            self.key(&mut record, hash, u32::MAX, PREFIX)?;
        }
        for &hash in &keyed.sounds {
            record.clear();
            record.extend_from_slice(&(hash as u32).to_be_bytes());
            record.extend_from_slice(&rank.to_be_bytes());
            record.extend_from_slice(&self.count.to_be_bytes());
            self.sounds.push(&record)?;
            self.sound_count += 1;
        }
        let ids = [(&row.id, 0)].into_iter().chain(row.related.iter().map(|id| (id, 1)));
        for (id, related) in ids {
            record.clear();
            record.extend_from_slice(&varlik_names::key_hash(id.as_bytes()).to_be_bytes());
            record.push(related);
            record.extend_from_slice(&self.count.to_be_bytes());
            self.related.push(&record)?;
        }
        self.count += 1;
        Ok(())
    }

    fn entry(&mut self, aliases: u32, prior: f32, code: u8) -> io::Result<()> {
        let mut record = [0; ENTRY];
        let numbers =
            [self.strings.to_le_bytes(), aliases.to_le_bytes(), prior.to_le_bytes(), [code, 0, 0, 0]];
        record.iter_mut().zip(numbers.as_flattened()).for_each(|(place, byte)| *place = *byte);
        self.entries.push(&record)
    }

    fn key(&mut self, record: &mut Vec<u8>, hash: u64, rank: u32, entry: u32) -> io::Result<()> {
        record.clear();
        record.extend_from_slice(&hash.to_be_bytes());
        record.extend_from_slice(&rank.to_be_bytes());
        record.extend_from_slice(&entry.to_be_bytes());
        self.key_count += 1;
        self.keys.push(record)
    }

    fn finish<W: Write + Seek>(mut self, out: &mut W) -> Result<u64, Failed> {
        self.flush()?;
        self.entry(0, 0.0, 0)?;
        let [key_directory, keys] = postings::<12>(self.keys, self.key_count, self.spill)?;
        let [sound_directory, sounds] = postings::<8>(self.sounds, self.sound_count, self.spill)?;
        let neighbours = neighbours(self.related, self.spill)?;
        let parts: [Spool; PARTS] =
            [self.entries, self.ends, self.text, key_directory, keys, sound_directory, sounds, neighbours];
        out.seek(SeekFrom::Start(HEAD as u64))?;
        let mut lengths = [(0, 0); PARTS];
        for (part, slot) in parts.into_iter().zip(&mut lengths) {
            *slot = part.copy_to(out)?;
        }
        out.seek(SeekFrom::Start(0))?;
        out.write_all(&head(&lengths))?;
        out.flush()?;
        Ok(u64::from(self.count))
    }
}

/// Bytes of the record of an entry: its first string, number of aliases, prior and type.
pub(super) const ENTRY: usize = 16;

/// Writes records of a hash, a rank and an entry as hash and entry, and a directory of them.
fn postings<const RECORD: usize>(
    sorter: Sorter,
    count: u64,
    spill: Option<&Spill>,
) -> Result<[Spool; 2], Failed> {
    let mut directory = Spool::new(spill)?;
    let mut records = Spool::new(spill)?;
    let places = places(count);
    let mut filled = 0;
    let mut written: u32 = 0;
    let mut last = Vec::new();
    sorter.each(|bytes| -> Result<(), Failed> {
        if last == bytes {
            return Ok(());
        }
        last.clear();
        last.extend_from_slice(bytes);
        let (Some(hash), Some(entry)) = (bytes.get(..RECORD - 4), bytes.last_chunk::<4>()) else {
            return Ok(());
        };
        let number = hash.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let place = place_of(number, places, RECORD);
        while filled <= place {
            directory.push(&written.to_le_bytes())?;
            filled += 1;
        }
        let mut record = [0; RECORD];
        let reversed = hash.iter().rev().chain(entry.iter().rev());
        record.iter_mut().zip(reversed).for_each(|(place, byte)| *place = *byte);
        records.push(&record)?;
        written = written
            .checked_add(1)
            .ok_or_else(|| Failed::Large(KnowledgeError::too_large("keys of names", u64::from(u32::MAX))))?;
        Ok(())
    })?;
    while filled <= places {
        directory.push(&written.to_le_bytes())?;
        filled += 1;
    }
    Ok([directory, records])
}

/// Writes the pairs of entries that have to do with each other, both ways.
fn neighbours(related: Sorter, spill: Option<&Spill>) -> Result<Spool, Failed> {
    let mut pairs = Sorter::new(spill);
    let mut known: Option<([u8; 8], [u8; 4])> = None;
    related.each(|bytes| -> Result<(), Failed> {
        let (Some(id), Some(entry)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<4>()) else {
            return Ok(());
        };
        match (bytes.get(8), known) {
            (Some(0), _) => known = Some((*id, *entry)),
            // What is related but no entry of its own is nobody here.
            (_, Some((same, other))) if same == *id && other != *entry => {
                pairs.push([*entry, other].as_flattened())?;
                pairs.push([other, *entry].as_flattened())?;
            }
            _ => {}
        }
        Ok(())
    })?;
    let mut out = Spool::new(spill)?;
    let mut last = Vec::new();
    pairs.each(|bytes| -> Result<(), Failed> {
        if last != bytes {
            last.clear();
            last.extend_from_slice(bytes);
            for number in bytes.as_chunks::<4>().0 {
                out.push(&u32::from_be_bytes(*number).to_le_bytes())?;
            }
        }
        Ok(())
    })?;
    Ok(out)
}
