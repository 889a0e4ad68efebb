//! Places, bodies and peoples the world knows, under the names the main languages give them.

use crate::language_set::LanguageSet;
use crate::table::{HashTable, key_hash, records, strings, u8_at, u32_at};

static KEYS: HashTable = HashTable::new(include_bytes!("tables/world_keys.bin"));
static SENSES: &[[u8; 8]] = records(include_bytes!("tables/world_senses.bin"));
static ENTRIES: &[[u8; 16]] = records(include_bytes!("tables/world_entries.bin"));
static STRINGS: &str = strings(include_bytes!("tables/world_strings.bin"));

/// Most senses kept for one key.
pub const MAX_SENSES: usize = 4;

/// What a world entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WorldKind {
    /// A sovereign state.
    Country,
    /// A dependent or disputed territory.
    Territory,
    /// A state, province, or a region larger or smaller than a country: Texas, the Balkans, Europe.
    Region,
    /// A city, town or district.
    City,
    /// A sea, river, mountain, strait, canal, island or desert.
    Feature,
    /// An international body, state organ, agency, court, army or central bank.
    Body,
    /// A news agency, newspaper, broadcaster or network.
    Outlet,
    /// A company.
    Company,
    /// A political party or alliance of parties.
    Party,
    /// A sports club.
    Club,
    /// A university or school.
    School,
    /// An armed or social movement that is no party.
    Movement,
    /// A people that is no country's: Kurds, Tatars, Arabs.
    People,
    /// A faith and those who hold it.
    Faith,
    /// A war, treaty, competition, prize or feast.
    Event,
    /// A language.
    Language,
}

impl WorldKind {
    const ALL: [Self; 16] = [
        Self::Country,
        Self::Territory,
        Self::Region,
        Self::City,
        Self::Feature,
        Self::Body,
        Self::Outlet,
        Self::Company,
        Self::Party,
        Self::Club,
        Self::School,
        Self::Movement,
        Self::People,
        Self::Faith,
        Self::Event,
        Self::Language,
    ];

    /// Whether it is somewhere (`LOC`).
    #[must_use]
    pub const fn is_place(self) -> bool {
        matches!(self, Self::Country | Self::Territory | Self::Region | Self::City | Self::Feature)
    }

    /// Whether it acts as a body of people (`ORG`).
    #[must_use]
    pub const fn is_organization(self) -> bool {
        matches!(
            self,
            Self::Body
                | Self::Outlet
                | Self::Company
                | Self::Party
                | Self::Club
                | Self::School
                | Self::Movement
        )
    }

    /// Whether it is a people or a faith (`NORP`).
    #[must_use]
    pub const fn is_group(self) -> bool {
        matches!(self, Self::People | Self::Faith)
    }

    /// Whether it is neither a place nor a body nor a group (`MISC`).
    #[must_use]
    pub const fn is_other(self) -> bool {
        matches!(self, Self::Event | Self::Language)
    }

    /// The word for this kind in the source tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Territory => "territory",
            Self::Region => "region",
            Self::City => "city",
            Self::Feature => "feature",
            Self::Body => "body",
            Self::Outlet => "outlet",
            Self::Company => "company",
            Self::Party => "party",
            Self::Club => "club",
            Self::School => "school",
            Self::Movement => "movement",
            Self::People => "people",
            Self::Faith => "faith",
            Self::Event => "event",
            Self::Language => "language",
        }
    }

    /// The kind a source table's word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The number a table stores for this kind.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }
}

/// The place of an entry in the table; stable within one release only, unlike [`WorldEntry::id`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryIndex(pub(crate) u16);

/// One place, body or people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorldEntry {
    /// Knowledge-base id: `iso3166:TR`, `iso3166-2:US-TX`, `m49:150`, `geonames:745044`, `org:nato`, `people:kurds`.
    pub id: &'static str,
    /// The English name to show: `Türkiye`, `Kyiv`, `NATO`.
    pub name: &'static str,
    /// What it is.
    pub kind: WorldKind,
    /// ISO 3166 code of the country it is, lies in or belongs to.
    pub country: Option<&'static str>,
    /// Inhabitants; 0 when unknown or not a settled place.
    pub population: u32,
    /// Whether it is the capital of its country.
    pub is_capital: bool,
}

/// How a key stands for its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// A full or short name: `Turkey`, `Турция`.
    Name,
    /// A word for its people or what is theirs: `Turkish`, `Türk`.
    Demonym,
    /// Letters that stand for the name: `USA`, `ABD`. Said in capitals.
    Abbreviation,
}

impl Relation {
    /// The number a table stores for this relation.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }
}

/// One reading of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// What it stands for.
    pub entry: EntryIndex,
    /// How it stands for it.
    pub relation: Relation,
    /// Languages in which the form is said; empty when not known.
    pub languages: LanguageSet,
    /// Whether the key is also a lower-case word of English or Turkish: `turkey`, `polish`, `ordu`.
    pub is_common_word: bool,
    /// Whether the key is also a given or family name: `jordan`, `sydney`, `deniz`.
    pub is_person_name: bool,
}

impl Sense {
    /// Whether the form needs capitals or context before it may be read this way.
    #[must_use]
    pub const fn is_ambiguous(&self) -> bool {
        self.is_common_word || self.is_person_name
    }
}

/// What the table says of one key: its readings, and whether longer names begin with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct WorldMatch {
    first: Option<u32>,
    is_prefix: bool,
}

impl WorldMatch {
    /// The readings, the likelier first; at most [`MAX_SENSES`].
    pub fn senses(&self) -> impl Iterator<Item = Sense> + Clone + use<> {
        let mut next = self.first;
        std::iter::from_fn(move || {
            let at = next?;
            let record = SENSES.get(at as usize)?;
            next = (u8_at::<3>(record) & LAST_SENSE == 0).then_some(at + 1);
            Some(read_sense(*record))
        })
    }

    /// The likeliest reading in a text of this language: the first that is said in it, else the first of all.
    ///
    /// # Example: one spelling, two bodies
    ///
    /// ```
    /// use varlik_names::{key_hash, world};
    ///
    /// let found = world::lookup_by_hash(key_hash(b"mit"));
    /// let id = |language| found.sense_in(language).map(|sense| world::entry(sense.entry).id);
    /// assert_eq!(id("tr"), Some("org:mit-turkey"));
    /// assert_eq!(id("en"), Some("org:mit"));
    /// ```
    #[must_use]
    pub fn sense_in(&self, language: &str) -> Option<Sense> {
        self.senses().find(|sense| sense.languages.contains(language)).or_else(|| self.senses().next())
    }

    /// Whether the key has a reading at all.
    #[must_use]
    pub const fn is_name(&self) -> bool {
        self.first.is_some()
    }

    /// Whether some longer name goes on after these words.
    #[must_use]
    pub const fn is_prefix(&self) -> bool {
        self.is_prefix
    }
}

/// Bit of the fourth byte of a sense record: no further sense of this key follows.
pub const LAST_SENSE: u8 = 0x80;
/// Bit of the fourth byte of a sense record: [`Sense::is_common_word`].
pub const COMMON_WORD_SENSE: u8 = 0x40;
/// Bit of the fourth byte of a sense record: [`Sense::is_person_name`].
pub const PERSON_NAME_SENSE: u8 = 0x20;

fn read_sense(record: [u8; 8]) -> Sense {
    let flags = u8_at::<3>(&record);
    Sense {
        entry: EntryIndex(u16::from_le_bytes([u8_at::<0>(&record), u8_at::<1>(&record)])),
        relation: match u8_at::<2>(&record) {
            1 => Relation::Demonym,
            2 => Relation::Abbreviation,
            _ => Relation::Name,
        },
        languages: LanguageSet::from_bits(u32_at::<4>(&record)),
        is_common_word: flags & COMMON_WORD_SENSE != 0,
        is_person_name: flags & PERSON_NAME_SENSE != 0,
    }
}

/// Looks a key up by its [`key_hash`], readings and continuation at once.
///
/// # Example: the longest match wins
///
/// ```
/// use varlik_names::{KeyHasher, world};
///
/// let mut hasher = KeyHasher::new();
/// hasher.push_word(b"new");
/// assert!(world::lookup_by_hash(hasher.finish()).is_prefix());
/// hasher.push_word(b"zealand");
/// let found = world::lookup_by_hash(hasher.finish());
/// assert_eq!(found.senses().next().map(|sense| world::entry(sense.entry).id), Some("iso3166:NZ"));
/// ```
#[must_use]
pub fn lookup_by_hash(hash: u64) -> WorldMatch {
    KEYS.get(hash).map_or_else(WorldMatch::default, |value| WorldMatch {
        first: (value >> 1).checked_sub(1),
        is_prefix: value & 1 != 0,
    })
}

/// Returns the readings of a key (`varlik_text::key` of a whole name), the likelier first.
///
/// # Example: a name, a demonym, an abbreviation
///
/// ```
/// use varlik_names::world::{self, Relation};
///
/// let ids = |text: &str| -> Vec<(&str, Relation)> {
///     world::senses(&varlik_text::key(text)).map(|sense| (world::entry(sense.entry).id, sense.relation)).collect()
/// };
/// assert_eq!(ids("Türkiye")[0], ("iso3166:TR", Relation::Name));
/// assert_eq!(ids("Turkish")[0], ("iso3166:TR", Relation::Demonym));
/// assert_eq!(ids("ABD")[0], ("iso3166:US", Relation::Abbreviation));
/// assert_eq!(ids("spokesman"), []);
/// ```
pub fn senses(key: &str) -> impl Iterator<Item = Sense> + use<> {
    lookup_by_hash(key_hash(key.as_bytes())).senses()
}

/// Whether some longer name goes on after the words of this key, so that a longest-match scan knows when to stop.
#[must_use]
pub fn is_prefix(key: &str) -> bool {
    lookup_by_hash(key_hash(key.as_bytes())).is_prefix()
}

/// Returns the entry a sense points at.
#[must_use]
pub fn entry(index: EntryIndex) -> WorldEntry {
    // An index comes from this table only, so the record is there; an all-zero one keeps the call total.
    let record = ENTRIES.get(usize::from(index.0)).unwrap_or(&[0; 16]);
    let start = u32_at::<0>(record) as usize;
    let middle = start + usize::from(u8_at::<8>(record));
    let end = middle + usize::from(u8_at::<9>(record));
    let country = u32_at::<12>(record) as usize;
    WorldEntry {
        id: STRINGS.get(start..middle).unwrap_or(""),
        name: STRINGS.get(middle..end).unwrap_or(""),
        kind: WorldKind::ALL.get(usize::from(u8_at::<10>(record))).copied().unwrap_or(WorldKind::Feature),
        country: (country != 0).then(|| STRINGS.get(country..country + 2)).flatten(),
        population: u32_at::<4>(record),
        is_capital: u8_at::<11>(record) != 0,
    }
}

/// Whether the table has an entry at this place.
pub(crate) fn has(index: EntryIndex) -> bool {
    usize::from(index.0) < ENTRIES.len()
}

/// Finds an entry by its knowledge-base id.
///
/// # Example: the canonical name of a country
///
/// ```
/// use varlik_names::world;
///
/// let index = world::by_id("iso3166:TR").unwrap();
/// assert_eq!(world::entry(index).name, "Türkiye");
/// assert_eq!(world::by_id("iso3166:ZZ"), None);
/// ```
#[must_use]
pub fn by_id(id: &str) -> Option<EntryIndex> {
    let mut range = 0..ENTRIES.len();
    while range.start < range.end {
        let middle = range.start.midpoint(range.end);
        let index = EntryIndex(middle as u16);
        match entry(index).id.cmp(id) {
            std::cmp::Ordering::Equal => return Some(index),
            std::cmp::Ordering::Less => range.start = middle + 1,
            std::cmp::Ordering::Greater => range.end = middle,
        }
    }
    None
}

/// Iterates over all entries in the order of their ids.
pub fn entries() -> impl Iterator<Item = (EntryIndex, WorldEntry)> {
    (0..ENTRIES.len()).map(|at| EntryIndex(at as u16)).map(|index| (index, entry(index)))
}
