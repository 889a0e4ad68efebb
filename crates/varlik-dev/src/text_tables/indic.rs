//! The schemes for the scripts of India.

use std::fmt::Write as _;

use super::bad;
use crate::source::{Error, Row, Source};

/// Offsets in a block.
const SIZE: usize = 128;

struct Letter<'a> {
    offset: usize,
    kind: &'static str,
    iso: &'a str,
    press: &'a str,
    exceptions: &'a str,
}

fn offset(cell: &str) -> Result<usize, Error> {
    usize::from_str_radix(cell, 16).ok().filter(|at| *at < SIZE).ok_or_else(|| bad("no offset", cell))
}

/// The value of `key` in a list of exceptions.
fn exception<'a>(exceptions: &'a str, key: &str) -> Option<&'a str> {
    exceptions.split(' ').find_map(|item| item.strip_prefix(key)?.strip_prefix('='))
}

fn letter(row: Row<'_>) -> Result<Letter<'_>, Error> {
    let kind = match row.cell(1, "kind")? {
        "consonant" => "Consonant",
        "bare" => "Bare",
        "vowel" => "Vowel",
        "sign" => "Sign",
        "virama" => "Virama",
        "nukta" => "Nukta",
        "mark" => "Mark",
        "twice" => "Twice",
        "drop" => "Drop",
        _ => return Err(row.error("no such kind")),
    };
    let offset = offset(row.cell(0, "offset")?)?;
    Ok(Letter { offset, kind, iso: row.optional(2), press: row.optional(3), exceptions: row.optional(4) })
}

pub(super) fn table(source: &Source) -> Result<String, Error> {
    let (mut blocks, mut clusters, mut letters) = (Vec::new(), Vec::new(), Vec::new());
    for row in source.rows() {
        match row.cell(0, "offset")? {
            "@block" => blocks.push((row.cell(1, "language")?, row.cell(2, "start")?, row.cell(3, "vowel")?)),
            "@cluster" => {
                let (first, second) =
                    row.cell(1, "offsets")?.split_once(' ').ok_or_else(|| row.error("two offsets"))?;
                clusters.push((offset(first)?, offset(second)?, row.cell(2, "press")?, row.optional(3)));
            }
            _ => letters.push(letter(row)?),
        }
    }
    let mut out = String::from(
        "use crate::scheme::indic::{Indic, Kind, Silent};\n\n/// The letters that a nukta turns into others, with these.\n\
         #[rustfmt::skip]\npub(crate) static NUKTAS: &[(u8, u8)] = &[\n",
    );
    for letter in &letters {
        if let Some(base) = exception(letter.exceptions, "base") {
            let _ = writeln!(out, "    ({}, {}),", offset(base)?, letter.offset);
        }
    }
    out.push_str("];\n\n#[rustfmt::skip]\npub(crate) static INDIC: &[Indic] = &[\n");
    for (language, start, silent) in blocks {
        for press in [true, false] {
            let silent = match (press, silent) {
                (false, _) | (_, "none") => "None",
                (_, "final") => "Final",
                (_, "medial") => "Medial",
                (_, "-") => continue,
                _ => return Err(bad("medial, final, none or -", silent)),
            };
            let name = format!("{language}@{}", if press { "news" } else { "iso15919" });
            let _ = writeln!(
                out,
                "    Indic {{\n        name: {name:?},\n        start: 0x{start},\n        silent: Silent::{silent},\n        press: {press},\n        clusters: &["
            );
            for (first, second, text, exceptions) in clusters.iter().filter(|_| press) {
                let text = exception(exceptions, language).unwrap_or(text);
                let _ = writeln!(out, "            ({first}, {second}, {text:?}),");
            }
            out.push_str("        ],\n        behind: &[");
            for letter in letters.iter().filter(|_| press) {
                if let Some(text) = exception(letter.exceptions, &format!("{language}-behind")) {
                    let _ = write!(out, "({}, {text:?})", letter.offset);
                }
            }
            out.push_str("],\n        letters: &[\n");
            for at in 0..SIZE {
                let found = letters.iter().find(|letter| {
                    letter.offset == at
                        && exception(letter.exceptions, "only").is_none_or(|only| only == language)
                });
                let (kind, text) = found.map_or(("Unknown", ""), |letter| {
                    let text = if press {
                        exception(letter.exceptions, language).unwrap_or(letter.press)
                    } else {
                        letter.iso
                    };
                    (letter.kind, if text == "∅" { "" } else { text })
                });
                let _ = writeln!(out, "            (Kind::{kind}, {text:?}),");
            }
            out.push_str("        ],\n    },\n");
        }
    }
    out.push_str("];\n");
    Ok(out)
}
