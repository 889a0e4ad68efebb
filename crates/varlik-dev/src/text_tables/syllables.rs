//! Hangul and kana, whose texts are put together from syllables.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::bad;
use crate::source::{Error, Source};

fn text(cell: &str) -> &str {
    if cell == "∅" { "" } else { cell }
}

/// Gives the body of `tables/hangul.rs`.
pub(crate) fn hangul(source: &Source) -> Result<String, Error> {
    let mut initials = Vec::new();
    let mut vowels = Vec::new();
    let mut finals = String::new();
    let mut count = 0;
    for row in source.rows() {
        let value = text(row.cell(2, "text")?);
        match row.cell(0, "place")? {
            "initial" => initials.push(value),
            "vowel" => vowels.push(value),
            "final" => {
                count += 1;
                let (nasal, linked) = (text(row.cell(3, "nasal")?), text(row.cell(4, "linked")?));
                let _ = writeln!(
                    finals,
                    "    Final {{ text: {value:?}, nasal: {nasal:?}, linked: {linked:?} }},"
                );
            }
            place => return Err(bad("no place in a syllable", place)),
        }
    }
    if (initials.len(), vowels.len(), count) != (19, 21, 27) {
        return Err(bad("letters of Hangul are missing", "hangul.tsv"));
    }
    Ok(format!(
        "use crate::hangul::Final;\n\n\
         /// Initial consonants, in the order of Unicode.\n\
         #[rustfmt::skip]\npub(crate) static INITIALS: [&str; 19] = {initials:?};\n\n\
         /// Vowels, in the order of Unicode.\n\
         #[rustfmt::skip]\npub(crate) static VOWELS: [&str; 21] = {vowels:?};\n\n\
         /// Final consonants, in the order of Unicode, without that of no final.\n\
         #[rustfmt::skip]\npub(crate) static FINALS: [Final; 27] = [\n{finals}];\n"
    ))
}

/// The katakana of the table, from U+30A1 on.
const KANA: usize = 0x5A;

/// Gives the body of `tables/kana.rs`.
pub(crate) fn kana(source: &Source) -> Result<String, Error> {
    let mut single = vec![""; KANA];
    let mut pairs = BTreeMap::new();
    for row in source.rows() {
        let (kana, value) = (row.cell(0, "kana")?, row.cell(1, "text")?);
        let characters: Vec<char> = kana.chars().collect();
        match *characters.as_slice() {
            [c] => {
                let place = (u32::from(c) as usize).checked_sub(0x30A1).and_then(|at| single.get_mut(at));
                *place.ok_or_else(|| bad("no katakana", kana))? = value;
            }
            [first, second] => {
                pairs.insert((first, second), value);
            }
            _ => return Err(row.error("one or two kana")),
        }
    }
    let mut out = format!(
        "/// Texts of katakana from U+30A1 on; empty for those that are no syllable.\n\
         #[rustfmt::skip]\npub(crate) static SINGLE: [&str; {KANA}] = {single:?};\n\n\
         /// Two kana that are one syllable, sorted.\n\
         #[rustfmt::skip]\npub(crate) static PAIRS: &[((char, char), &str)] = &[\n"
    );
    for (pair, value) in pairs {
        let _ = writeln!(out, "    ({pair:?}, {value:?}),");
    }
    out.push_str("];\n");
    Ok(out)
}
