//! Whose or what's name a string is, and whether two could be one.
#![forbid(unsafe_code)]

mod given_name;
mod language_set;
mod lexicon;
mod table;
pub mod title;
pub mod world;

pub use given_name::{NameFlags, name_flags, name_flags_by_hash};
pub use language_set::LanguageSet;
pub use lexicon::{WordFlag, WordFlags, words, words_by_hash};
pub use table::{HashTable, KeyHasher, MAX_TABLE_VALUE, TABLE_MAGIC, home_slot, key_hash, slot_word};
