//! What every letter becomes in a comparison key.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::{Signs, bad, code_point};
use crate::source::{Error, Source};

/// What the key makes of one code point.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Fold {
    Unlisted,
    Separator,
    Drop,
    Text(String),
}

struct Letters {
    single: HashMap<char, String>,
    sequences: BTreeSet<(String, u8, String)>,
    zeros: Vec<char>,
}

fn letters(source: &Source, digits: &Source) -> Result<Letters, Error> {
    let mut single = HashMap::new();
    let mut sequences = BTreeSet::new();
    for row in source.rows() {
        let (letters, key) = (row.cell(0, "letters")?, row.cell(1, "key")?);
        let place = match row.optional(2) {
            "" => 0,
            "initial" => 1,
            "voiceless" => 2,
            _ => return Err(row.error("`where` is empty, initial or voiceless")),
        };
        if !key.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Err(bad("a key is ASCII lower case", key));
        }
        for letter in letters.split(' ') {
            let mut characters = letter.chars();
            let (first, second) = (characters.next(), characters.next());
            let first = first.ok_or_else(|| bad("no letter", key))?;
            if second.is_some() || place != 0 {
                sequences.insert((letter.to_owned(), place, key.to_owned()));
            } else if single.insert(first, key.to_owned()).is_some() {
                return Err(bad("letter listed twice", letter));
            }
        }
    }
    let zeros = digits.rows().map(|row| code_point(row.cell(0, "zero")?)).collect::<Result<_, Error>>()?;
    Ok(Letters { single, sequences, zeros })
}

fn fold(c: char, letters: &Letters, signs: &Signs) -> Fold {
    let mut lower = c.to_lowercase();
    let lower = if lower.len() == 1 { lower.next().unwrap_or(c) } else { c };
    if let Some(key) = letters.single.get(&lower).or_else(|| letters.single.get(&c)) {
        return if key.is_empty() { Fold::Drop } else { Fold::Text(key.clone()) };
    }
    if let Some(zero) = letters.zeros.iter().find(|zero| (**zero..).take(10).any(|digit| digit == c)) {
        return Fold::Text((u32::from(c) - u32::from(*zero)).to_string());
    }
    match signs.get(&c).map(String::as_str) {
        Some("apostrophe") => return Fold::Drop,
        Some(_) if c == '\u{5F4}' => return Fold::Drop,
        Some(_) => return Fold::Separator,
        None => {}
    }
    // Marks over letters of scripts that the table knows; elsewhere a mark may be a vowel.
    let known_mark = [
        0x0300..=0x036F,
        0x0483..=0x0489,
        0x0591..=0x05C7,
        0x0610..=0x061A,
        0x064B..=0x065F,
        0x06D6..=0x06ED,
    ]
    .iter()
    .any(|range| range.contains(&u32::from(c)));
    let invisible = matches!(u32::from(c), 0xAD | 0x61C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F | 0xFEFF);
    if invisible || c == '\u{670}' || (known_mark && is_combining_mark(c)) {
        return Fold::Drop;
    }
    let mut pieces = Vec::new();
    decompose_compatible(c, |piece| pieces.push(piece));
    if "™®©℠".contains(c) {
        return Fold::Separator;
    }
    if pieces != [c] {
        let mut whole = String::new();
        for piece in pieces {
            match fold(piece, letters, signs) {
                Fold::Text(text) => whole.push_str(&text),
                Fold::Drop => {}
                Fold::Unlisted if piece.is_ascii_alphanumeric() => whole.push(piece.to_ascii_lowercase()),
                // Decided at run time, where the pieces are seen with their neighbours.
                Fold::Unlisted | Fold::Separator => return Fold::Unlisted,
            }
        }
        return if whole.is_empty() { Fold::Drop } else { Fold::Text(whole) };
    }
    if c.is_alphanumeric() || is_combining_mark(c) { Fold::Unlisted } else { Fold::Separator }
}

/// Pages written out; a code point elsewhere is treated at run time by its general category.
const PAGES: [u8; 24] = [
    0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x09, 0x10, 0x11, 0x1C, 0x1D, 0x1E, 0x1F, 0x20, 0x21,
    0x24, 0x2C, 0x30, 0xA7, 0xFB, 0xFE, 0xFF,
];

pub(super) fn table(source: &Source, digits: &Source, signs: &Signs) -> Result<String, Error> {
    let letters = letters(source, digits)?;
    let mut folds: BTreeSet<Fold> = [Fold::Unlisted, Fold::Separator, Fold::Drop].into();
    let mut pages = Vec::new();
    for page in PAGES {
        let mut row = Vec::new();
        for point in u32::from(page) * 256..u32::from(page) * 256 + 256 {
            let found = match char::from_u32(point) {
                Some('.') | None => Fold::Unlisted,
                Some(c) if c.is_ascii_alphanumeric() => Fold::Text(c.to_ascii_lowercase().to_string()),
                Some(c) => fold(c, &letters, signs),
            };
            folds.insert(found.clone());
            row.push(found);
        }
        pages.push((page, row));
    }
    let folds: Vec<Fold> = folds.into_iter().collect();
    let mut out = String::from(
        "/// What a code point becomes, by the numbers in `CELLS`: 0 decided at run time, 1 a separator, 2 nothing.\n\
         #[rustfmt::skip]\npub(crate) static FOLDS: &[&str] = &[\n",
    );
    for fold in &folds {
        let text = if let Fold::Text(text) = fold { text.as_str() } else { "" };
        let _ = writeln!(out, "    {text:?},");
    }
    out.push_str(
        "];\n\n/// The page of `CELLS` for the high byte of a code point below U+10000; page 0 is empty.\n",
    );
    out.push_str("#[rustfmt::skip]\npub(crate) static PAGES: [u8; 256] = [\n");
    for row in 0..8_u32 {
        out.push_str("   ");
        for high in row * 32..row * 32 + 32 {
            let page = PAGES.iter().position(|page| u32::from(*page) == high).map_or(0, |index| index + 1);
            let _ = write!(out, " {page},");
        }
        out.push('\n');
    }
    let _ = writeln!(
        out,
        "];\n\n#[rustfmt::skip]\npub(crate) static CELLS: [[u16; 256]; {}] = [\n    [0; 256],",
        pages.len() + 1
    );
    for (page, row) in &pages {
        let _ = writeln!(out, "    // U+{page:02X}00\n    [");
        for line in row.chunks(32) {
            out.push_str("       ");
            for cell in line {
                let number = folds.iter().position(|fold| fold == cell).unwrap_or(0);
                let _ = write!(out, " {number},");
            }
            out.push('\n');
        }
        out.push_str("    ],\n");
    }
    out.push_str(
        "];\n\n/// Letter sequences with a reading of their own: letters (the second may be absent, as NUL), place\n\
         /// (0 anywhere, 1 word-initial, 2 before a voiceless consonant), key.\n\
         #[rustfmt::skip]\npub(crate) static SEQUENCES: &[([char; 2], u8, &str)] = &[\n",
    );
    for (sequence, place, key) in &letters.sequences {
        let composed: Vec<char> = sequence.nfc().collect();
        let (first, second) = match composed[..] {
            [first] => (first, '\0'),
            [first, second] => (first, second),
            _ => return Err(bad("a sequence has one or two letters", sequence)),
        };
        let _ = writeln!(out, "    ([{first:?}, {second:?}], {place}, {key:?}),");
    }
    out.push_str("];\n");
    Ok(out)
}
