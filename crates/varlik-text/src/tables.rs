//! Tables written by `cargo run -p varlik-dev -- tables`; no logic.
pub(crate) mod abjad;
pub(crate) mod alphabets;
pub(crate) mod casing;
pub(crate) mod classes;
pub(crate) mod code_pages;
pub(crate) mod confusables;
pub(crate) mod entities;
pub(crate) mod folds;
pub(crate) mod forms;
pub(crate) mod function_words;
pub(crate) mod letter_pairs;
pub(crate) mod letters;
pub(crate) mod readings;
pub(crate) mod schemes;
pub(crate) mod signs;
pub(crate) mod turkish_suffixes;
pub(crate) mod words;
