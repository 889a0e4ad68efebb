// Written by `cargo run -p varlik-dev -- tables` from data/names/sounds.tsv. DO NOT EDIT.
// Digraphs and letters of comparison keys that different spellings use for one sound.
// Source: written by hand from the romanisation systems of Russian, Ukrainian and Bulgarian in news use (BGN/PCGN, scholarly,
// passport), the Turkish and German spellings of the same sounds, and English respellings. Licence: MIT OR Apache-2.0.
// Columns: spelling, sound.
//! Spellings of one sound.

/// Spelling and sound, by first letter, the longest first.
#[rustfmt::skip]
pub(crate) static SOUNDS: &[(&str, &str)] = &[
    ("ch", "c"),
    ("ck", "k"),
    ("cz", "c"),
    ("dzh", "c"),
    ("dj", "c"),
    ("ee", "i"),
    ("gh", "g"),
    ("iya", "a"),
    ("iye", "e"),
    ("iyo", "o"),
    ("iyu", "u"),
    ("ia", "a"),
    ("ie", "e"),
    ("io", "o"),
    ("iu", "u"),
    ("ja", "a"),
    ("je", "e"),
    ("jo", "o"),
    ("ju", "u"),
    ("j", "i"),
    ("kh", "h"),
    ("oo", "u"),
    ("ou", "u"),
    ("ph", "f"),
    ("q", "k"),
    ("shch", "sc"),
    ("sch", "s"),
    ("sh", "s"),
    ("sz", "s"),
    ("tsch", "c"),
    ("th", "t"),
    ("ts", "c"),
    ("tz", "c"),
    ("w", "v"),
    ("x", "ks"),
    ("ya", "a"),
    ("ye", "e"),
    ("yo", "o"),
    ("yu", "u"),
    ("y", "i"),
    ("zh", "z"),
];
