// Written by `cargo run -p varlik-dev -- tables` from data/documents/phrase_words.tsv. DO NOT EDIT.
// Small words that stand before a name in a phrase and are no part of it, or lead from a name to what is said of its place.
// Source: the closed classes of English, written by hand from general knowledge. Licence: MIT OR Apache-2.0, as the project.
// Columns: kind (determiner, preposition; a link may stand within a name too), words (lower case, separated by spaces).
//! Small words around a name in a phrase.

/// What a small word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Small {
    /// It stands before a name.
    Determiner,
    /// It stands before a name, or leads from it to its place.
    Preposition,
    /// It stands before a name or within one.
    Link,
}

/// The words, sorted.
#[rustfmt::skip]
pub(crate) static PHRASE_WORDS: &[(&str, Small)] = &[
    ("a", Small::Determiner),
    ("about", Small::Preposition),
    ("above", Small::Preposition),
    ("across", Small::Preposition),
    ("after", Small::Preposition),
    ("against", Small::Preposition),
    ("all", Small::Determiner),
    ("along", Small::Preposition),
    ("alongside", Small::Preposition),
    ("amid", Small::Preposition),
    ("among", Small::Preposition),
    ("an", Small::Determiner),
    ("another", Small::Determiner),
    ("any", Small::Determiner),
    ("around", Small::Preposition),
    ("at", Small::Preposition),
    ("before", Small::Preposition),
    ("behind", Small::Preposition),
    ("below", Small::Preposition),
    ("beneath", Small::Preposition),
    ("beside", Small::Preposition),
    ("besides", Small::Preposition),
    ("between", Small::Preposition),
    ("beyond", Small::Preposition),
    ("both", Small::Determiner),
    ("by", Small::Preposition),
    ("down", Small::Preposition),
    ("during", Small::Preposition),
    ("each", Small::Determiner),
    ("every", Small::Determiner),
    ("for", Small::Preposition),
    ("from", Small::Preposition),
    ("her", Small::Determiner),
    ("his", Small::Determiner),
    ("in", Small::Preposition),
    ("inside", Small::Preposition),
    ("into", Small::Preposition),
    ("its", Small::Determiner),
    ("my", Small::Determiner),
    ("near", Small::Preposition),
    ("of", Small::Link),
    ("off", Small::Preposition),
    ("on", Small::Preposition),
    ("onto", Small::Preposition),
    ("our", Small::Determiner),
    ("outside", Small::Preposition),
    ("over", Small::Preposition),
    ("per", Small::Preposition),
    ("since", Small::Preposition),
    ("some", Small::Determiner),
    ("that", Small::Determiner),
    ("the", Small::Determiner),
    ("their", Small::Determiner),
    ("these", Small::Determiner),
    ("this", Small::Determiner),
    ("those", Small::Determiner),
    ("through", Small::Preposition),
    ("to", Small::Preposition),
    ("toward", Small::Preposition),
    ("towards", Small::Preposition),
    ("under", Small::Preposition),
    ("until", Small::Preposition),
    ("up", Small::Preposition),
    ("upon", Small::Preposition),
    ("via", Small::Preposition),
    ("with", Small::Preposition),
    ("within", Small::Preposition),
    ("without", Small::Preposition),
    ("your", Small::Determiner),
];
