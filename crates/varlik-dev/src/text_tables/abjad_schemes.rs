//! The schemes for Arabic, Persian, Urdu and Hebrew.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::bad;
use crate::source::{Error, Source};

pub(super) fn table(source: &Source) -> Result<String, Error> {
    let mut names: Vec<&str> = Vec::new();
    let mut settings: BTreeMap<(&str, usize), &str> = BTreeMap::new();
    let mut rows: Vec<Vec<(&str, &str, &str)>> = Vec::new();
    for row in source.rows() {
        let (letters, place) = (row.cell(0, "letters")?, row.optional(1));
        if letters == "letters" {
            names = (2..32).map(|at| row.optional(at)).take_while(|name| !name.is_empty()).collect();
            rows = vec![Vec::new(); names.len()];
            continue;
        }
        for (at, rows) in rows.iter_mut().enumerate() {
            let text = row.optional(at + 2);
            if text.is_empty() {
                continue;
            }
            if letters.starts_with('@') {
                settings.insert((letters, at), text);
                continue;
            }
            let place = match place {
                "" => "Anywhere",
                "initial" => "Initial",
                "final" => "Final",
                "beside_vowel" => "BesideVowel",
                _ => return Err(row.error("no such place")),
            };
            let text = if text == "∅" { "" } else { text };
            rows.extend(letters.split(' ').map(|letters| (letters, place, text)));
        }
    }
    let mut out = String::from(
        "use crate::scheme::abjad::{Abjad, Place, Row};\n\npub(crate) static ABJADS: &[Abjad] = &[\n",
    );
    for (at, (name, mut rows)) in names.iter().zip(rows).enumerate() {
        let setting = |what| settings.get(&(what, at)).copied().unwrap_or_default();
        // Those of one first letter together, the longest first; the order of the file where lengths are equal.
        rows.sort_by_key(|(letters, ..)| {
            (letters.chars().next(), std::cmp::Reverse(letters.chars().count()))
        });
        let _ = writeln!(
            out,
            "    Abjad {{\n        name: {name:?},\n        vowels: {:?},\n        article: {:?},\n        title: {},\n        rows: &[",
            setting("@vowels"),
            setting("@article"),
            setting("@title") == "yes",
        );
        for (letters, place, text) in rows {
            if letters.chars().count() > 2 {
                return Err(bad("letters are one or two", letters));
            }
            let _ = writeln!(
                out,
                "            Row {{ letters: {letters:?}, place: Place::{place}, text: {text:?} }},"
            );
        }
        out.push_str("        ],\n    },\n");
    }
    out.push_str("];\n");
    Ok(out.replace("pub(crate) static ABJADS", "#[rustfmt::skip]\npub(crate) static ABJADS"))
}
