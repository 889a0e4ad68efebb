//! Generated tables; the sources stand in `data/documents/`.

pub(crate) mod abbreviations;
pub(crate) mod boilerplate;
pub(crate) mod calendar;
pub(crate) mod months;
pub(crate) mod phrase_words;
pub(crate) mod role_words;
pub(crate) mod speech;
pub(crate) mod wikidata_classes;
