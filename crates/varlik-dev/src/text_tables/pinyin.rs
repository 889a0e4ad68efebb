//! The readings of Chinese characters.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::bad;
use crate::source::{Error, Source};
use crate::table_file::TableFile;

const FIRST: u32 = 0x4E00;
const COUNT: usize = 0x5200;

/// A syllable without its tone; `ü` is `u`, as the press writes it.
fn plain(syllable: &str) -> String {
    syllable.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// Gives the syllables and surnames, and the number of its syllable for each character.
pub(super) fn tables(readings: &Source, by_hand: &Source) -> Result<(String, TableFile), Error> {
    let mut syllables = Vec::new();
    let mut numbers = vec![0_u16; COUNT];
    for row in readings.rows() {
        let syllable = row.cell(0, "syllable")?;
        syllables.push(syllable);
        for c in row.cell(1, "characters")?.chars() {
            let cell = numbers
                .get_mut((u32::from(c) - FIRST) as usize)
                .ok_or_else(|| bad("no such character", syllable))?;
            *cell = syllables.len() as u16;
        }
    }
    let mut out = String::from(
        "/// Syllables with and without their tone, by the numbers in `pinyin.bin` less one.\n\
         #[rustfmt::skip]\npub(crate) static SYLLABLES: &[(&str, &str)] = &[\n",
    );
    for syllable in &syllables {
        let _ = writeln!(out, "    ({syllable:?}, {:?}),", plain(syllable));
    }
    out.push_str(
        "];\n\n/// Surnames, sorted: characters, whether two characters that begin so are a name, and the reading\n\
         /// as a surname (empty: the usual one).\n\
         #[rustfmt::skip]\npub(crate) static SURNAMES: &[(&str, bool, &str)] = &[\n",
    );
    let mut surnames = BTreeMap::new();
    let mut words = BTreeMap::new();
    for row in by_hand.rows() {
        let kind = row.cell(0, "kind")?;
        for item in row.cell(1, "characters")?.split(' ') {
            let (characters, reading) = item.split_once('=').unwrap_or((item, ""));
            let old = match kind {
                "word" => words.insert(characters, reading).is_some(),
                _ => surnames.insert(characters, (kind == "pair", reading)).is_some(),
            };
            if old || (kind == "word" && reading.split('-').count() != characters.chars().count()) {
                return Err(
                    row.error(&format!("{characters} is listed twice or has not a syllable a character"))
                );
            }
        }
    }
    for (characters, (pair, reading)) in surnames {
        let _ = writeln!(out, "    ({characters:?}, {pair}, {:?}),", plain(reading));
    }
    out.push_str("];\n\n/// Words whose characters are read otherwise than usual, and their syllables.\n#[rustfmt::skip]\npub(crate) static WORDS: &[(&str, &[(&str, &str)])] = &[\n");
    for (characters, reading) in words {
        let syllables: Vec<(&str, String)> =
            reading.split('-').map(|syllable| (syllable, plain(syllable))).collect();
        let _ = writeln!(out, "    ({characters:?}, &{syllables:?}),");
    }
    out.push_str("];\n");
    let bytes = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    Ok((out, TableFile { path: "crates/varlik-text/src/tables/pinyin.bin".to_owned(), bytes }))
}
