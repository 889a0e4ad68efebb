//! The mapped form of every shipped table: fixed-width records over the bytes of a committed file.

/// Bytes every table file begins with.
pub const TABLE_MAGIC: [u8; 16] = *b"varlik table v1\n";

/// Highest value a [`HashTable`] slot can carry (24 bits).
pub const MAX_TABLE_VALUE: u32 = 0x00FF_FFFF;

const VALUE_BITS: u32 = 24;

/// Builds the hash of a name key word by word, so that a scan over tokens needs no joined string.
///
/// Words are joined by one space, so pushing `new` and `york` equals [`key_hash`] of `new york`.
///
/// # Example: grow a candidate by one token
///
/// ```
/// use varlik_names::{KeyHasher, key_hash};
///
/// let mut hasher = KeyHasher::new();
/// hasher.push_word(b"new");
/// assert_eq!(hasher.finish(), key_hash(b"new"));
/// hasher.push_word(b"york");
/// assert_eq!(hasher.finish(), key_hash(b"new york"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct KeyHasher {
    state: u64,
    is_empty: bool,
}

impl KeyHasher {
    /// Starts an empty key.
    #[must_use]
    pub const fn new() -> Self {
        Self { state: FNV_OFFSET, is_empty: true }
    }

    /// Appends one word, after a space unless it is the first.
    pub const fn push_word(&mut self, word: &[u8]) {
        if !self.is_empty {
            self.state = step(self.state, b' ');
        }
        self.is_empty = false;
        self.state = absorb(self.state, word);
    }

    /// Returns the hash of what was pushed so far; more may be pushed afterwards.
    #[must_use]
    pub const fn finish(&self) -> u64 {
        mix(self.state)
    }
}

impl Default for KeyHasher {
    fn default() -> Self {
        Self::new()
    }
}

/// Hashes a whole name key, the output of `varlik_text::key`, for the `*_by_hash` look-ups.
#[must_use]
pub const fn key_hash(key: &[u8]) -> u64 {
    mix(absorb(FNV_OFFSET, key))
}

// FNV-1a takes bytes as they come, which is what makes the hash of a growing name cheap; the finaliser of
// MurmurHash3 then spreads it over the bits the slots are cut from.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

const fn step(state: u64, byte: u8) -> u64 {
    (state ^ byte as u64).wrapping_mul(FNV_PRIME)
}

const fn absorb(mut state: u64, mut bytes: &[u8]) -> u64 {
    while let Some((&first, rest)) = bytes.split_first() {
        state = step(state, first);
        bytes = rest;
    }
    state
}

const fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// An open-addressing map from key hash to a 24-bit value, read in place.
///
/// A slot is a little-endian `u64`: the upper 40 bits of the hash and the value. Keys themselves are not kept; the
/// home slot comes from the lower half of the hash, so about 57 bits of it are compared and a foreign key is taken
/// for one of a table of 100,000 once in some 10^17 look-ups. The writer proves that the table's own keys differ.
#[derive(Clone, Copy, Debug)]
pub struct HashTable {
    slots: &'static [[u8; 8]],
}

impl HashTable {
    /// Reads a table file; bytes that are none give an empty table.
    #[must_use]
    pub const fn new(bytes: &'static [u8]) -> Self {
        Self { slots: records(bytes) }
    }

    /// Returns the value stored for a hash. Costs one cache line for most keys.
    #[must_use]
    pub fn get(&self, hash: u64) -> Option<u32> {
        let mut index = home_slot(hash, self.slots.len());
        // A full cycle ends the search even in a table without an empty slot.
        for _ in 0..self.slots.len() {
            let slot = u64::from_le_bytes(*self.slots.get(index)?);
            if slot == 0 {
                return None;
            }
            if slot >> VALUE_BITS == hash >> VALUE_BITS {
                return Some(slot as u32 & MAX_TABLE_VALUE);
            }
            index += 1;
            if index == self.slots.len() {
                index = 0;
            }
        }
        None
    }
}

/// The slot a hash is first looked for in a table of `slots` slots.
#[must_use]
pub const fn home_slot(hash: u64, slots: usize) -> usize {
    (((hash & 0xFFFF_FFFF) * slots as u64) >> 32) as usize
}

/// The slot word that stores `value` under `hash`, or `None` when it would read as an empty slot or not fit.
#[must_use]
pub const fn slot_word(hash: u64, value: u32) -> Option<u64> {
    let word = (hash >> VALUE_BITS << VALUE_BITS) | value as u64;
    if value > MAX_TABLE_VALUE || value == 0 { None } else { Some(word) }
}

/// The records of a table file, none when the head is not [`TABLE_MAGIC`].
pub(crate) const fn records<const WIDTH: usize>(bytes: &'static [u8]) -> &'static [[u8; WIDTH]] {
    match bytes.split_first_chunk::<16>() {
        Some((head, rest)) if same(head, &TABLE_MAGIC) => rest.as_chunks::<WIDTH>().0,
        _ => &[],
    }
}

/// The text of a string table, empty when the file is none.
pub(crate) const fn strings(bytes: &'static [u8]) -> &'static str {
    match bytes.split_first_chunk::<16>() {
        Some((head, rest)) if same(head, &TABLE_MAGIC) => match std::str::from_utf8(rest) {
            Ok(text) => text,
            Err(_) => "",
        },
        _ => "",
    }
}

const fn same(left: &[u8], right: &[u8]) -> bool {
    let (mut left, mut right) = (left, right);
    while let (Some((a, left_rest)), Some((b, right_rest))) = (left.split_first(), right.split_first()) {
        if *a != *b {
            return false;
        }
        left = left_rest;
        right = right_rest;
    }
    left.is_empty() && right.is_empty()
}

/// Reads a little-endian `u32` at the front of a record.
pub(crate) fn u32_at<const AT: usize>(record: &[u8]) -> u32 {
    record.get(AT..).and_then(|rest| rest.first_chunk::<4>()).map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// Reads one byte of a record.
pub(crate) fn u8_at<const AT: usize>(record: &[u8]) -> u8 {
    record.get(AT).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_without_the_head_is_an_empty_table() {
        assert_eq!(HashTable::new(b"not a table at all").get(key_hash(b"turkey")), None);
        assert_eq!(strings(b"short"), "");
    }

    #[test]
    fn words_pushed_one_by_one_hash_as_the_joined_key() {
        let mut hasher = KeyHasher::new();
        for word in ["bosnia", "and", "herzegovina"] {
            hasher.push_word(word.as_bytes());
        }
        assert_eq!(hasher.finish(), key_hash(b"bosnia and herzegovina"));
        assert_ne!(hasher.finish(), key_hash(b"bosniaandherzegovina"));
    }

    #[test]
    fn slot_word_refuses_what_would_read_as_empty_or_overflow() {
        assert_eq!(slot_word(key_hash(b"turkey"), 0), None);
        assert_eq!(slot_word(key_hash(b"turkey"), MAX_TABLE_VALUE + 1), None);
        assert!(slot_word(key_hash(b"turkey"), 7).is_some());
    }
}
