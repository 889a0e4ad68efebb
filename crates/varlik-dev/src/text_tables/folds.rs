//! What every letter and sign becomes in ASCII, by policy.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::RangeInclusive;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, Script};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

use super::casing::escaped;
use crate::source::{Error, Row, Source};
use crate::table_file::TableFile;

const HEAD: &str = "\
//! Written by `cargo run -p varlik-dev -- tables` from `data/text` (`folds.tsv`) and the table of `any_ascii` 0.3. DO
//! NOT EDIT.
//! Licence: MIT OR Apache-2.0; the values of `any_ascii`: ISC License, Copyright (c) 2020-2025 Hunter WB
//! <hunterwb.com>: permission to use, copy, modify and distribute for any purpose is granted, provided that this
//! notice appears in all copies; provided \"as is\", without warranty.

use crate::fold::Policy;
use crate::kernel::char_map;
";

/// The text of a character that depends on its neighbours.
const SPECIAL: &str = "\0";

type Texts = BTreeMap<char, String>;

/// A policy: its letters, and whether all others stay as they are.
#[derive(Default)]
struct Policy {
    letters: Texts,
    keeps_others: bool,
}

#[derive(Default)]
struct Folds {
    scope: Vec<RangeInclusive<char>>,
    going: Vec<RangeInclusive<char>>,
    plain: Vec<String>,
    und: Texts,
    policies: BTreeMap<String, Policy>,
}

fn range(row: Row<'_>) -> Result<RangeInclusive<char>, Error> {
    let cell = row.cell(1, "range")?;
    let (first, last) = cell.split_once('-').ok_or_else(|| row.error("a range is FIRST-LAST"))?;
    Ok(super::code_point(first)?..=super::code_point(last)?)
}

/// The capital of a letter, where it is another character, and not ASCII.
fn capital(letter: char) -> Option<char> {
    let mut capital = letter.to_uppercase();
    let first = capital.next().filter(|capital| *capital != letter && !capital.is_ascii());
    first.filter(|_| capital.next().is_none())
}

/// A text with its first letter as a capital.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn read(source: &Source) -> Result<Folds, Error> {
    let mut folds = Folds::default();
    for row in source.rows() {
        let (name, letters, ascii) = (row.cell(0, "policy")?, row.cell(1, "letters")?, row.cell(2, "ascii")?);
        match name {
            "scope" => folds.scope.push(range(row)?),
            "goes" => folds.going.push(range(row)?),
            "plain" => folds.plain.extend(letters.split(' ').map(str::to_owned)),
            _ => {
                let policy = folds.policies.entry(name.to_owned()).or_default();
                if letters == "*" {
                    policy.keeps_others = true;
                    continue;
                }
                for letter in letters.split(' ') {
                    let c = letter.chars().next().ok_or_else(|| row.error("no letter"))?;
                    let text = if ascii == "=" { letter.to_owned() } else { ascii.to_owned() };
                    if let Some(capital) = capital(c) {
                        let text = if ascii == "=" { String::from(capital) } else { capitalised(ascii) };
                        policy.letters.entry(capital).or_insert(text);
                    }
                    policy.letters.insert(c, text);
                }
            }
        }
    }
    folds.und = folds.policies.remove("und").unwrap_or_default().letters;
    Ok(folds)
}

/// What the default makes of every character.
fn default(folds: &Folds) -> Texts {
    let scripts = CodePointMapData::<Script>::new();
    let categories = CodePointMapData::<GeneralCategory>::new();
    let mut texts = Texts::new();
    for c in '\u{80}'..=char::MAX {
        if folds.going.iter().any(|range| range.contains(&c)) {
            texts.insert(c, SPECIAL.to_owned());
            continue;
        }
        let folded = match scripts.get(c) {
            Script::Latin => true,
            Script::Common | Script::Inherited => folds.scope.iter().any(|range| range.contains(&c)),
            _ => false,
        };
        let text = any_ascii::any_ascii_char(c);
        let nothing = categories.get(c) == GeneralCategory::Unassigned || text.is_empty();
        if folded && !nothing {
            texts.insert(c, text.to_owned());
        }
    }
    let differences = with_marks(&folds.und, &texts, false);
    texts.extend(differences);
    texts
}

/// Adds the letters that are one of the policy with further marks: those go, or stay where `keeps_marks`.
fn with_marks(letters: &Texts, default: &Texts, keeps_marks: bool) -> Texts {
    let mut all = letters.clone();
    for c in default.keys().filter(|c| !letters.contains_key(c)) {
        let pieces: Vec<char> = std::iter::once(*c).nfd().collect();
        let Some((base, marks)) = pieces.split_first() else {
            continue;
        };
        // A mark that stays parts its letter from the marks behind it.
        let reach = if keeps_marks { marks.len().min(1) } else { marks.len() };
        let whole = marks
            .iter()
            .take(reach)
            .enumerate()
            .find_map(|(at, mark)| Some((at, letters.get(&compose(*base, *mark)?)?)));
        let rest = |at: usize| marks.iter().skip(at).collect::<String>();
        let text = match (letters.get(base), whole) {
            (Some(text), _) if keeps_marks => text.clone() + &rest(0),
            (_, Some((at, text))) if keeps_marks => text.clone() + &rest(at + 1),
            (Some(text), _) | (None, Some((_, text))) => text.clone(),
            (None, None) => continue,
        };
        all.insert(*c, text.nfc().collect());
    }
    all
}

fn list(name: &str, texts: &Texts) -> String {
    let mut out = format!("\n#[rustfmt::skip]\nconst {name}: &[(char, &str)] = &[\n");
    for (c, text) in texts {
        let _ = writeln!(out, "    ('\\u{{{:04X}}}', {}),", u32::from(*c), escaped(text));
    }
    out + "];\n"
}

pub(super) fn table(source: &Source) -> Result<TableFile, Error> {
    let folds = read(source)?;
    let default = default(&folds);
    let mut lists = list("UND", &default) + "char_map!(UND_MAP, [UND, &[], &[]]);\n";
    let mut rows =
        String::from("    Policy { name: \"und\", map: &UND_MAP, letters: &[], drops_marks: true },\n");
    for (name, policy) in &folds.policies {
        let constant = name.to_uppercase().replace(['@', '-'], "_");
        let letters = with_marks(&policy.letters, &default, policy.keeps_others);
        let mut map = letters.clone();
        for (c, text) in &mut map {
            if c.is_uppercase() && text.len() > 1 && text.is_ascii() {
                // Whether the second letter is a capital is for the neighbours to say.
                SPECIAL.clone_into(text);
            }
        }
        if policy.keeps_others {
            for c in policy.letters.keys() {
                let pieces: Vec<char> = std::iter::once(*c).nfd().collect();
                map.extend(pieces.into_iter().skip(1).map(|mark| (mark, SPECIAL.to_owned())));
            }
        }
        let base = if policy.keeps_others { "&[]" } else { "UND" };
        lists += &list(&format!("{constant}_LETTERS"), &letters);
        lists += &list(constant.as_str(), &map);
        let _ = writeln!(lists, "char_map!({constant}_MAP, [{base}, {constant}, &[]]);");
        let _ = writeln!(
            rows,
            "    Policy {{ name: {name:?}, map: &{constant}_MAP, letters: {constant}_LETTERS, drops_marks: {} }},",
            !policy.keeps_others
        );
    }
    let body = format!(
        "{HEAD}\n/// The policies, the default first.\n#[rustfmt::skip]\npub(crate) static POLICIES: &[Policy] = &[\n{rows}];\n\n\
         /// Languages for which the default is meant.\n#[rustfmt::skip]\npub(crate) static PLAIN: &[&str] = &{:?};\n{lists}",
        folds.plain
    );
    Ok(TableFile { path: "crates/varlik-text/src/tables/folds.rs".to_owned(), bytes: body.into_bytes() })
}
