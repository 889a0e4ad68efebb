//! What letters of another script stand for in a name: the arcs of `readings`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::bad;
use crate::source::{Error, Source};

const SCRIPTS: [&str; 3] = ["Cyrl", "Arab", "Hebr"];
const PLACES: [&str; 5] = ["", "initial", "final", "after_vowel", "after_consonant"];

/// Costs are kept in eighths of a bit.
fn cost(bits: &str) -> Result<u8, Error> {
    let eighths = bits.parse::<f32>().map_err(|_| bad("a cost is a number of bits", bits))? * 8.0;
    if (0.0..=255.0).contains(&eighths) { Ok(eighths.round() as u8) } else { Err(bad("no cost", bits)) }
}

pub(super) fn table(source: &Source) -> Result<String, Error> {
    let mut vowels: BTreeMap<&str, &str> = BTreeMap::new();
    let mut joined: BTreeMap<&str, &str> = BTreeMap::new();
    let mut joining: BTreeMap<&str, &str> = BTreeMap::new();
    let mut doubled: BTreeMap<(&str, &str), u8> = BTreeMap::new();
    let mut arcs = BTreeSet::new();
    for row in source.rows() {
        let (cell, from) = (row.cell(0, "letters")?, row.cell(1, "from")?);
        let (into, readings) = (row.cell(2, "into")?, row.cell(3, "readings")?);
        if cell == "vowels" {
            vowels.insert(from, readings);
            continue;
        }
        if cell == "joined" {
            joined.insert(from, readings);
            continue;
        }
        if cell == "joining" {
            joining.insert(from, readings);
            continue;
        }
        if cell == "+" {
            doubled.insert((from, into), cost(readings)?);
            continue;
        }
        let place = PLACES.iter().position(|place| *place == row.optional(4));
        let place = place.ok_or_else(|| row.error("no such place"))?;
        for from in from.split(' ') {
            for letters in cell.split(' ') {
                let letters = if letters == "*" { "" } else { letters };
                for reading in readings.split(' ') {
                    let (text, bits) = reading.split_once(':').ok_or_else(|| bad("text:cost", reading))?;
                    let text = if text == "-" { "" } else { text };
                    // The letters sorted last: the longer sequence is met first.
                    arcs.insert((script_of(from, letters)?, into, letters, from, place, text, cost(bits)?));
                }
            }
        }
    }
    let mut out = String::new();
    for (script, into, name) in [
        ("Cyrl", "tr", "CYRILLIC_TURKISH"),
        ("Cyrl", "en", "CYRILLIC_LATIN"),
        ("Arab", "tr", "ARABIC_TURKISH"),
        ("Arab", "en", "ARABIC_LATIN"),
        ("Hebr", "tr", "HEBREW_TURKISH"),
        ("Hebr", "en", "HEBREW_LATIN"),
    ] {
        let twice = doubled.get(&(script, into)).map_or("None".to_owned(), |cost| format!("Some({cost})"));
        let _ = writeln!(
            out,
            "/// {script} into {into}.\n#[rustfmt::skip]\npub(crate) static {name}: Letters = Letters {{\n    vowels: {:?},\n    joined: &{:?},\n    joining: {:?},\n    twice: {twice},\n    arcs: &[",
            vowels.get(script).copied().unwrap_or_default(),
            joined
                .get(script)
                .filter(|_| into == "tr")
                .map_or(Vec::new(), |words| words.split(' ').collect()),
            joining.get(script).copied().unwrap_or_default()
        );
        for arc in arcs.iter().filter(|arc| arc.0 == script && arc.1 == into) {
            let (_, _, letters, from, place, text, cost) = arc;
            let language = if SCRIPTS.contains(from) { "" } else { from };
            let place = ["Anywhere", "Initial", "Final", "AfterVowel", "AfterConsonant"]
                .get(*place)
                .ok_or_else(|| bad("no place", letters))?;
            let _ = writeln!(
                out,
                "        Arc {{ letters: {letters:?}, language: {language:?}, place: Place::{place}, text: {text:?}, cost: {cost} }},"
            );
        }
        out.push_str("    ],\n};\n\n");
    }
    Ok(format!("use crate::readings::{{Arc, Letters, Place}};\n\n{}\n", out.trim_end()))
}

/// The script of a row: named, or that of its letters.
fn script_of(from: &str, letters: &str) -> Result<&'static str, Error> {
    if let Some(script) = SCRIPTS.iter().find(|script| **script == from) {
        return Ok(script);
    }
    match letters.chars().next().map(u32::from) {
        Some(0x400..=0x52F) => Ok("Cyrl"),
        Some(0x600..=0x6FF) => Ok("Arab"),
        Some(0x590..=0x5FF) => Ok("Hebr"),
        _ => Err(bad("letters of no script", letters)),
    }
}
