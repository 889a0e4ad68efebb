//! Keys in order, each with the entries that have it.

/// The number of an entry that only says: longer names begin with this key.
pub(super) const PREFIX: u32 = 0x3FFF_FFFF;

/// Bits of the number of an entry that say how a name is written.
pub(super) const WRITING: u32 = 0xC000_0000;

/// Keys that share a place of the directory, on average.
const PER_PLACE: usize = 8;

/// Records of a hash of `HASH` bytes and the number of an entry, in the order of the hashes.
///
/// The directory says where the hashes of each beginning start, so that a look-up reads one or two lines of memory of
/// each and not one for each halving.
#[derive(Clone, Copy)]
pub(super) struct Postings<'b, const RECORD: usize> {
    directory: &'b [[u8; 4]],
    records: &'b [[u8; RECORD]],
}

impl<'b, const RECORD: usize> Postings<'b, RECORD> {
    pub(super) fn new(directory: &'b [u8], records: &'b [u8]) -> Self {
        Self { directory: directory.as_chunks::<4>().0, records: records.as_chunks::<RECORD>().0 }
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    /// The records of a hash; of one of 4 bytes, of its upper half.
    pub(super) fn get(&self, hash: u64) -> &'b [[u8; RECORD]] {
        let hash = shortened::<RECORD>(hash);
        let place = place_of(hash, self.directory.len().saturating_sub(1), RECORD);
        let start = self.start_at(place);
        let bucket = self.records.get(start..self.start_at(place + 1)).unwrap_or_default();
        let from = bucket.partition_point(|record| hash_of(record) < hash);
        let rest = bucket.get(from..).unwrap_or_default();
        let to = rest.partition_point(|record| hash_of(record) == hash);
        rest.get(..to).unwrap_or_default()
    }

    fn start_at(&self, place: usize) -> usize {
        self.directory.get(place).map_or(0, |start| u32::from_le_bytes(*start) as usize)
    }
}

/// The entry of a record, with the bits of its writing.
pub(super) fn entry_of<const RECORD: usize>(record: &[u8; RECORD]) -> u32 {
    record.last_chunk::<4>().map_or(0, |entry| u32::from_le_bytes(*entry))
}

/// The hash of a record: 8 bytes or 4.
pub(super) fn hash_of<const RECORD: usize>(record: &[u8; RECORD]) -> u64 {
    if RECORD == 12 {
        record.first_chunk::<8>().map_or(0, |hash| u64::from_le_bytes(*hash))
    } else {
        record.first_chunk::<4>().map_or(0, |hash| u64::from(u32::from_le_bytes(*hash)))
    }
}

/// The hash as a record of this length keeps it.
pub(super) fn shortened<const RECORD: usize>(hash: u64) -> u64 {
    if RECORD == 12 { hash } else { hash >> 32 }
}

/// Places of the directory of so many records.
pub(super) fn places(records: u64) -> usize {
    (records as usize / PER_PLACE).max(1)
}

/// The place of a hash among so many: hashes are spread evenly.
pub(super) fn place_of(hash: u64, places: usize, record: usize) -> usize {
    let bits = if record == 12 { 64 } else { 32 };
    ((u128::from(hash) * places as u128) >> bits) as usize
}
