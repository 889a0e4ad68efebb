//! Which place or body of the world table a whole name stands for, for comparing: more names than documents look for.
//!
//! A text is scanned for the names of [`world`] only, because a rare name of a far town would be found in plain words.
//! Two names that are known to be names need no such care, so this table adds the names in all languages of CLDR and the
//! other names of towns in `GeoNames`.

use crate::table::{HashTable, records};
use crate::world::{self, EntryIndex, Relation, WorldEntry};

static KEYS: HashTable = HashTable::new(include_bytes!("tables/gazetteer_keys.bin"));
static LISTS: &[[u8; 3]] = records(include_bytes!("tables/gazetteer_lists.bin"));

/// Marks the last bearer of a list in the table.
pub const LAST_BEARER: u32 = 1 << 23;

/// A place or body that bears a name. Two names of one bearer are aliases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AliasBearer(u32);

impl AliasBearer {
    /// The entry of the world table; none for a smaller town, which this table alone knows.
    #[must_use]
    pub fn entry(self) -> Option<WorldEntry> {
        u16::try_from(self.0).ok().map(EntryIndex).filter(|index| world::has(*index)).map(world::entry)
    }

    /// A number no other bearer has; stable within one release only.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }
}

/// Looks up the places and bodies that go by a name, by the [`key_hash`](crate::key_hash) of the whole name. Words for
/// the people of a place are no names of it. Allocates nothing.
///
/// # Example: one country in scripts and languages
///
/// ```
/// use varlik_names::{alias_bearers, key_hash};
/// use varlik_text::key;
///
/// let bearers = |name: &str| alias_bearers(key_hash(key(name).as_bytes()));
/// let id = |name: &str| bearers(name).next().and_then(|bearer| bearer.entry()).map(|entry| entry.id);
/// assert_eq!(id("Almanya"), Some("iso3166:DE"));
/// assert_eq!(id("ጀርመን"), Some("iso3166:DE"));
/// assert_eq!(bearers("Kılıçdaroğlu").count(), 0);
/// ```
pub fn alias_bearers(hash: u64) -> impl Iterator<Item = AliasBearer> + Clone + use<> {
    let known = world::lookup_by_hash(hash).senses();
    let known = known.filter(|sense| sense.relation != Relation::Demonym);
    known.map(|sense| AliasBearer(u32::from(sense.entry.0))).chain(further_bearers(hash))
}

/// What the table adds to the senses of the world table.
fn further_bearers(hash: u64) -> impl Iterator<Item = AliasBearer> + Clone + use<> {
    let (only, list) = match KEYS.get(hash) {
        None => (None, None),
        Some(value) if value & 1 == 0 => ((value >> 1).checked_sub(1).map(AliasBearer), None),
        Some(value) => (None, LISTS.get((value >> 1) as usize..)),
    };
    let mut rest = list.unwrap_or_default();
    let listed = std::iter::from_fn(move || {
        let ([a, b, c], behind) = rest.split_first()?;
        let record = u32::from_le_bytes([*a, *b, *c, 0]);
        rest = if record & LAST_BEARER == 0 { behind } else { &[] };
        Some(AliasBearer(record & !LAST_BEARER))
    });
    only.into_iter().chain(listed)
}

/// Finds a place or body that goes by both names, each given by the [`key_hash`](crate::key_hash) of the whole name.
///
/// # Example: exonyms, letters, two towns
///
/// ```
/// use varlik_names::{key_hash, shared_bearer};
/// use varlik_text::key;
///
/// let same = |a: &str, b: &str| {
///     shared_bearer(key_hash(key(a).as_bytes()), key_hash(key(b).as_bytes())).is_some()
/// };
/// assert!(same("Suriye", "Syria"));
/// assert!(same("NATO", "OTAN"));
/// assert!(!same("Ankara", "Adana"));
/// ```
#[must_use]
pub fn shared_bearer(a: u64, b: u64) -> Option<AliasBearer> {
    let theirs = alias_bearers(b);
    alias_bearers(a).find(|bearer| theirs.clone().any(|other| other == *bearer))
}
