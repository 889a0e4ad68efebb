//! Sections of little-endian numbers in shared bytes, read in place whether they were built, read or mapped.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Bytes that an index reads from: a `Vec<u8>`, or a mapped file.
pub(crate) type Shared = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A run of bytes within shared ones.
#[derive(Clone)]
pub(crate) struct Section {
    bytes: Shared,
    range: Range<usize>,
}

impl fmt::Debug for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Section({:?})", self.range)
    }
}

impl Section {
    /// A section of shared bytes, none when they are shorter.
    pub(crate) fn new(bytes: &Shared, range: Range<usize>) -> Option<Self> {
        (**bytes).as_ref().get(range.clone())?;
        Some(Self { bytes: Arc::clone(bytes), range })
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        (*self.bytes).as_ref().get(self.range.clone()).unwrap_or_default()
    }
}

/// The section's bytes as records of `N` bytes.
pub(crate) fn records<const N: usize>(bytes: &[u8]) -> &[[u8; N]] {
    bytes.as_chunks::<N>().0
}

/// Reads the number at a place, 0 past the end.
pub(crate) fn u32_at(records: &[[u8; 4]], at: usize) -> u32 {
    records.get(at).map_or(0, |record| u32::from_le_bytes(*record))
}

/// Two neighbouring numbers as a range.
pub(crate) fn range_at(records: &[[u8; 4]], at: usize) -> Range<usize> {
    u32_at(records, at) as usize..u32_at(records, at + 1) as usize
}

/// A checksum of runs of bytes, one behind the other: two bytes swapped, one changed or some lost make another.
pub(crate) fn checksum_of<'b>(runs: impl IntoIterator<Item = &'b [u8]>) -> u64 {
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let run = |hash: u64, bytes: &[u8]| {
        let (words, rest) = bytes.as_chunks::<8>();
        let hash = words
            .iter()
            .fold(mix(hash, bytes.len() as u64), |hash, word| mix(hash, u64::from_le_bytes(*word)));
        rest.iter().fold(hash, |hash, &byte| mix(hash, u64::from(byte)))
    };
    let hash = runs.into_iter().fold(0, run);
    hash ^ (hash >> 31)
}
