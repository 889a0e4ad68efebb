//! Written by `cargo run -p varlik-dev -- tables` from `data/text` (`hangul.tsv`). DO NOT EDIT.
//! Licence: MIT OR Apache-2.0; character properties from the Unicode Character Database (Unicode License v3).

use crate::hangul::Final;

/// Initial consonants, in the order of Unicode.
#[rustfmt::skip]
pub(crate) static INITIALS: [&str; 19] = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];

/// Vowels, in the order of Unicode.
#[rustfmt::skip]
pub(crate) static VOWELS: [&str; 21] = ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"];

/// Final consonants, in the order of Unicode, without that of no final.
#[rustfmt::skip]
pub(crate) static FINALS: [Final; 27] = [
    Final { text: "k", nasal: "ng", linked: "g" },
    Final { text: "k", nasal: "ng", linked: "kk" },
    Final { text: "k", nasal: "ng", linked: "ks" },
    Final { text: "n", nasal: "n", linked: "n" },
    Final { text: "n", nasal: "n", linked: "nj" },
    Final { text: "n", nasal: "n", linked: "n" },
    Final { text: "t", nasal: "n", linked: "d" },
    Final { text: "l", nasal: "l", linked: "r" },
    Final { text: "k", nasal: "ng", linked: "lg" },
    Final { text: "m", nasal: "m", linked: "lm" },
    Final { text: "l", nasal: "l", linked: "lb" },
    Final { text: "l", nasal: "l", linked: "ls" },
    Final { text: "l", nasal: "l", linked: "lt" },
    Final { text: "p", nasal: "m", linked: "lp" },
    Final { text: "l", nasal: "l", linked: "r" },
    Final { text: "m", nasal: "m", linked: "m" },
    Final { text: "p", nasal: "m", linked: "b" },
    Final { text: "p", nasal: "m", linked: "ps" },
    Final { text: "t", nasal: "n", linked: "s" },
    Final { text: "t", nasal: "n", linked: "ss" },
    Final { text: "ng", nasal: "ng", linked: "ng" },
    Final { text: "t", nasal: "n", linked: "j" },
    Final { text: "t", nasal: "n", linked: "ch" },
    Final { text: "k", nasal: "ng", linked: "k" },
    Final { text: "t", nasal: "n", linked: "t" },
    Final { text: "p", nasal: "m", linked: "p" },
    Final { text: "t", nasal: "n", linked: "" },
];
