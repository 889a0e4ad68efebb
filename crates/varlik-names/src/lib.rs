//! Whose or what's name a string is, and whether two could be one.
#![forbid(unsafe_code)]

mod acronym;
mod compare;
mod given_name;
mod known;
mod language_set;
mod lexicon;
mod name;
mod name_lexicon;
mod sound;
mod table;
mod tables;
pub mod title;
pub mod world;

pub use acronym::is_acronym_of;
pub use compare::{
    Agreement, BestPair, Comparison, Evidence, NameComparer, explain, match_weight, probability,
};
pub use given_name::{NameFlags, name_flags, name_flags_by_hash};
pub use known::{Bearer, Known, known_as, wikidata};
pub use language_set::LanguageSet;
pub use lexicon::{WordFlag, WordFlags, words, words_by_hash};
pub use name::{Name, NameKind, NameWord, Role};
pub use name_lexicon::name_lexicon;
pub use sound::{sound_key, sound_key_into};
pub use table::{HashTable, KeyHasher, MAX_TABLE_VALUE, TABLE_MAGIC, home_slot, key_hash, slot_word};
