//! Whose or what's name a string is, and whether two could be one.
#![forbid(unsafe_code)]

mod acronym;
mod aliases;
mod blocking;
mod compare;
mod demonym;
mod gazetteer;
mod given_name;
mod index;
mod known;
mod label;
mod language_set;
mod legal_form;
mod letters;
mod lexicon;
mod name;
mod name_lexicon;
mod parse;
mod person_word;
mod sound;
mod table;
mod tables;
pub mod title;
mod variants;
pub mod world;

pub use acronym::is_acronym_of;
pub use aliases::{AliasError, Aliases};
pub use blocking::{BlockingKeys, MOST_BLOCKING_KEYS, blocking_keys, word_keys};
pub use compare::{BestPair, Comparison, Evidence, NameComparer, Rarity, Reason, probability};
pub use demonym::declined_demonym;
pub use gazetteer::{AliasBearer, LAST_BEARER, alias_bearers, shared_bearer};
pub use given_name::{NameFlags, name_flags, name_flags_by_hash};
pub use index::{Hit, IndexError, NameIndex, NameIndexBuilder, NameMatch, NameRow, Search, match_names};
pub use known::{Bearer, Known, known_as, wikidata};
pub use language_set::LanguageSet;
pub use legal_form::{LegalClass, LegalForm, MAX_LEGAL_FORM_WORDS, legal_form, legal_form_at_end};
pub use letters::{Channel, LETTERS, letters};
pub use lexicon::{WordFlag, WordFlags, words, words_by_hash};
pub use name::{Name, NameKind, NameWord, Role};
pub use name_lexicon::name_lexicon;
pub use parse::{ParsedName, Part, parse_name};
pub use person_word::{
    PERSON_WORD_PREFIX_BIT, PersonWord, PersonWords, patronymic_ending, person_words, person_words_by_hash,
};
pub use sound::{sound_key, sound_key_into};
pub use table::{HashTable, KeyHasher, MAX_TABLE_VALUE, TABLE_MAGIC, home_slot, key_hash, slot_word};
pub use variants::{
    LAST_VARIANT_SET, MAX_VARIANT_SETS, VariantRelation, VariantSet, VariantSets, shared_set, shared_set_in,
    shared_variant, variant_sets,
};
