//! The file of a knowledge base: a head, then sections that are read in place.
//!
//! ```text
//! 16  magic, with the number of the format
//! 24  release that wrote it, padded with zeros
//!  8  length of the file
//!  8 x (length, checksum) of each section
//!  8  checksum of all before it
//!     the sections, in the order of `Part`, without gaps
//! ```
//! All numbers are little endian.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::error::KnowledgeError;

/// The first bytes of a file.
pub(super) const MAGIC: [u8; 16] = *b"varlik kb v1\n\0\0\0";

/// What the files of all formats begin with.
const FAMILY: &[u8] = b"varlik kb v";

/// The release whose rules make keys of names; another release may make others.
pub(super) const RELEASE: &str = env!("CARGO_PKG_VERSION");

const RELEASE_BYTES: usize = 24;

/// Number of sections.
pub(super) const PARTS: usize = 8;

/// Bytes of the head.
pub(super) const HEAD: usize = MAGIC.len() + RELEASE_BYTES + 8 + PARTS * 16 + 8;

/// A section of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Records of entries, in the order of their ids, and one more that ends the last.
    Entries,
    /// Where each string ends in the text.
    Ends,
    /// All strings.
    Text,
    /// Where the keys of each beginning start.
    KeyDirectory,
    /// Keys of names: 8 bytes of hash, 4 of entry.
    Keys,
    /// Where the sounds of each beginning start.
    SoundDirectory,
    /// Keys of how names sound: 4 bytes of hash, 4 of entry.
    Sounds,
    /// Entries that have to do with each.
    Neighbours,
}

impl Part {
    pub(super) const ALL: [Self; PARTS] = [
        Self::Entries,
        Self::Ends,
        Self::Text,
        Self::KeyDirectory,
        Self::Keys,
        Self::SoundDirectory,
        Self::Sounds,
        Self::Neighbours,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Entries => "entries",
            Self::Ends => "strings",
            Self::Text => "text",
            Self::KeyDirectory => "directory of keys",
            Self::Keys => "keys",
            Self::SoundDirectory => "directory of sounds",
            Self::Sounds => "sounds",
            Self::Neighbours => "neighbours",
        }
    }
}

/// Bytes that a knowledge base reads from: a `Vec<u8>`, or a mapped file.
pub(super) type Shared = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Bytes with the places of their sections.
#[derive(Clone)]
pub(super) struct File {
    bytes: Shared,
    ranges: [Range<usize>; PARTS],
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "File({} bytes)", self.all().len())
    }
}

impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.bytes, &other.bytes) || self.all() == other.all()
    }
}

impl Eq for File {}

impl File {
    /// Reads the head and places the sections; costs the same for any size.
    pub(super) fn of(bytes: Shared) -> Result<Self, KnowledgeError> {
        let all: &[u8] = (*bytes).as_ref();
        let magic = all.first_chunk::<16>().ok_or_else(KnowledgeError::foreign)?;
        if *magic != MAGIC {
            let family = magic.starts_with(FAMILY);
            return Err(if family { KnowledgeError::other_format() } else { KnowledgeError::foreign() });
        }
        let cut = |wanted: u64| KnowledgeError::cut(all.len(), wanted);
        let (front, rest) = all.split_at_checked(HEAD - 8).ok_or_else(|| cut(HEAD as u64))?;
        let sum = rest.first_chunk::<8>().ok_or_else(|| cut(HEAD as u64))?;
        let written = front.get(MAGIC.len()..MAGIC.len() + RELEASE_BYTES).unwrap_or_default();
        if u64::from_le_bytes(*sum) != checksum(front) {
            return Err(KnowledgeError::damaged("head"));
        }
        if written != release() {
            return Err(KnowledgeError::other_release(written));
        }
        let mut numbers =
            front.get(MAGIC.len() + RELEASE_BYTES..).unwrap_or_default().as_chunks::<8>().0.iter();
        let mut next = || numbers.next().map_or(0, |number| u64::from_le_bytes(*number));
        let length = next();
        if length != all.len() as u64 {
            return Err(cut(length));
        }
        let mut at = HEAD;
        let mut ranges: [Range<usize>; PARTS] = [const { 0..0 }; PARTS];
        for range in &mut ranges {
            let length = usize::try_from(next()).map_err(|_| KnowledgeError::damaged("head"))?;
            let _checksum = next();
            let end = at.checked_add(length).filter(|end| *end <= all.len());
            *range = at..end.ok_or_else(|| KnowledgeError::damaged("head"))?;
            at = range.end;
        }
        if at != all.len() {
            return Err(KnowledgeError::damaged("head"));
        }
        Ok(Self { bytes, ranges })
    }

    /// Reads every section and compares its checksum.
    pub(super) fn verify(&self) -> Result<(), KnowledgeError> {
        let sums = self.all().get(MAGIC.len() + RELEASE_BYTES + 8..HEAD - 8).unwrap_or_default();
        for (part, numbers) in Part::ALL.into_iter().zip(sums.as_chunks::<16>().0) {
            let (_, sum) = numbers.split_at(8);
            if checksum(self.part(part)).to_le_bytes() != *sum {
                return Err(KnowledgeError::damaged(part.name()));
            }
        }
        Ok(())
    }

    pub(super) fn all(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    pub(super) fn part(&self, part: Part) -> &[u8] {
        let range = self.ranges.get(part as usize).cloned().unwrap_or_default();
        self.all().get(range).unwrap_or_default()
    }
}

/// The head of a file with sections of these lengths and checksums.
pub(super) fn head(sections: &[(u64, u64); PARTS]) -> Vec<u8> {
    let mut head = Vec::with_capacity(HEAD);
    head.extend_from_slice(&MAGIC);
    head.extend_from_slice(&release());
    let length = HEAD as u64 + sections.iter().map(|(length, _)| length).sum::<u64>();
    head.extend_from_slice(&length.to_le_bytes());
    for (length, sum) in sections {
        head.extend_from_slice(&length.to_le_bytes());
        head.extend_from_slice(&sum.to_le_bytes());
    }
    let sum = checksum(&head);
    head.extend_from_slice(&sum.to_le_bytes());
    head
}

fn release() -> [u8; RELEASE_BYTES] {
    let mut out = [0; RELEASE_BYTES];
    out.iter_mut().zip(RELEASE.bytes()).for_each(|(place, byte)| *place = byte);
    out
}

/// A checksum that is taken piece by piece; one byte changed, or some lost, make another.
#[derive(Debug, Clone, Default)]
pub(super) struct Checksum {
    state: u64,
    length: u64,
}

impl Checksum {
    /// Takes in a piece; every piece but the last is a multiple of 8 bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        // Each step can be undone for a known word, so that one changed word always changes the sum.
        let mix = |state: u64, word: u64| (state.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (words, rest) = bytes.as_chunks::<8>();
        let state = words.iter().fold(self.state, |state, word| mix(state, u64::from_le_bytes(*word)));
        self.state = rest.iter().fold(state, |state, &byte| mix(state, u64::from(byte)));
        self.length += bytes.len() as u64;
    }

    pub(super) fn finish(&self) -> u64 {
        let hash = self.state ^ self.length.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^ (hash >> 31)
    }
}

fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = Checksum::default();
    sum.update(bytes);
    sum.finish()
}
