//! Writes the tables of `varlik-text` from the rows under `data/text`.
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Reads the rows below `root/data/text` and writes `root/crates/varlik-text/src/tables/*.rs`.
///
/// # Errors
///
/// A file that cannot be read or written, or a row that breaks the rules its file states.
pub fn write(root: &Path) -> io::Result<()> {
    let source = root.join("data/text");
    let target = root.join("crates/varlik-text/src/tables");
    fs::create_dir_all(&target)?;
    let signs = fs::read_to_string(source.join("punctuation.tsv"))?;
    let punctuation = punctuation(&signs)?;
    let letters = fs::read_to_string(source.join("letters.tsv"))?;
    let digits = fs::read_to_string(source.join("digits.tsv"))?;
    save(&target, "letters.rs", "letters.tsv, digits.tsv", &key_table(&letters, &digits, &punctuation)?)?;
    save(&target, "classes.rs", "punctuation.tsv", &class_table(&punctuation)?)?;
    let entities = fs::read_to_string(source.join("entities.tsv"))?;
    save(&target, "entities.rs", "entities.tsv", &entity_table(&entities)?)?;
    let suffixes = fs::read_to_string(source.join("turkish_suffixes.tsv"))?;
    save(&target, "turkish_suffixes.rs", "turkish_suffixes.tsv", &suffix_table(&suffixes)?)?;
    let words = fs::read_to_string(source.join("function_words.tsv"))?;
    save(&target, "function_words.rs", "function_words.tsv", &word_table(&words)?)?;
    let contractions = fs::read_to_string(source.join("english_contractions.tsv"))?;
    let domains = fs::read_to_string(source.join("domains.tsv"))?;
    let body = contraction_table(&contractions)? + &domain_table(&domains);
    save(&target, "words.rs", "english_contractions.tsv, domains.tsv", &body)
}

fn save(target: &Path, name: &str, sources: &str, body: &str) -> io::Result<()> {
    let sources = sources.split(", ").map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let head = format!(
        "//! Written by `cargo run -p varlik-dev -- tables` from `data/text` ({sources}). DO NOT EDIT.\n\
         //! Licence: MIT OR Apache-2.0; character properties from the Unicode Character Database (Unicode License v3).\n\n"
    );
    fs::write(target.join(name), head + body)
}

fn bad(what: &str, row: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{what}: {row:?}"))
}

/// The rows of a table file: comments and empty lines skipped, fields split at tabs.
fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

fn code_point(hexadecimal: &str) -> io::Result<char> {
    u32::from_str_radix(hexadecimal, 16)
        .ok()
        .and_then(char::from_u32)
        .ok_or_else(|| bad("not a code point", hexadecimal))
}

/// The classes of the tokenizer, in the order of their numbers.
const CLASSES: [&str; 21] = [
    "other",
    "lower",
    "upper",
    "letter",
    "mark",
    "digit",
    "space",
    "newline",
    "apostrophe",
    "quote",
    "hyphen",
    "period",
    "terminal",
    "comma",
    "colon",
    "open",
    "close",
    "slash",
    "at",
    "hash",
    "ampersand",
];

fn class_number(name: &str) -> io::Result<u8> {
    CLASSES
        .iter()
        .position(|known| *known == name)
        .map(|index| index as u8)
        .ok_or_else(|| bad("not a class", name))
}

fn punctuation(text: &str) -> io::Result<BTreeMap<char, &str>> {
    let mut found = BTreeMap::new();
    for row in rows(text) {
        let [class, points] = row[..] else { return Err(bad("want two columns", &row.join(" "))) };
        for point in points.split(' ') {
            if found.insert(code_point(point)?, class).is_some() {
                return Err(bad("listed twice", point));
            }
        }
    }
    Ok(found)
}

fn class_of(c: char, punctuation: &BTreeMap<char, &str>) -> io::Result<u8> {
    class_number(match punctuation.get(&c) {
        Some(class) => class,
        None if is_combining_mark(c) => "mark",
        None if c.is_lowercase() => "lower",
        None if c.is_uppercase() => "upper",
        None if c.is_alphabetic() => "letter",
        None if c.is_numeric() && !c.is_alphabetic() && !"²³¹¼½¾".contains(c) => "digit",
        None => "other",
    })
}

fn class_table(punctuation: &BTreeMap<char, &str>) -> io::Result<String> {
    let mut out = String::new();
    for (number, name) in CLASSES.iter().enumerate() {
        let _ = writeln!(out, "pub(crate) const {}: u8 = {number};", name.to_uppercase());
    }
    out.push_str("\n/// The class of every code point below U+0800.\n#[rustfmt::skip]\npub(crate) static LOW: [u8; 2048] = [\n");
    for row in 0..64_u32 {
        out.push_str("   ");
        for point in row * 32..row * 32 + 32 {
            let class = char::from_u32(point).map_or(Ok(0), |c| class_of(c, punctuation))?;
            let _ = write!(out, " {class},");
        }
        out.push('\n');
    }
    out.push_str("];\n\n/// The signs from U+0800 on, sorted, with their classes.\n");
    out.push_str("#[rustfmt::skip]\npub(crate) static HIGH_SIGNS: &[(char, u8)] = &[\n");
    for (c, class) in punctuation.range('\u{800}'..) {
        let _ = writeln!(out, "    ('\\u{{{:04X}}}', {}),", u32::from(*c), class.to_uppercase());
    }
    out.push_str("];\n");
    Ok(out)
}

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

fn letters(text: &str, digits: &str) -> io::Result<Letters> {
    let mut single = HashMap::new();
    let mut sequences = BTreeSet::new();
    for row in rows(text) {
        let (letters, key, place) = match row[..] {
            [letters, key] => (letters, key, 0),
            [letters, key, "initial"] => (letters, key, 1),
            [letters, key, "voiceless"] => (letters, key, 2),
            _ => return Err(bad("want letters, key, where", &row.join(" "))),
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
    let zeros = rows(digits).map(|row| code_point(row[0])).collect::<io::Result<_>>()?;
    Ok(Letters { single, sequences, zeros })
}

fn fold(c: char, letters: &Letters, punctuation: &BTreeMap<char, &str>) -> Fold {
    let mut lower = c.to_lowercase();
    let lower = if lower.len() == 1 { lower.next().unwrap_or(c) } else { c };
    if let Some(key) = letters.single.get(&lower).or_else(|| letters.single.get(&c)) {
        return if key.is_empty() { Fold::Drop } else { Fold::Text(key.clone()) };
    }
    if let Some(zero) = letters.zeros.iter().find(|zero| (**zero..).take(10).any(|digit| digit == c)) {
        return Fold::Text((u32::from(c) - u32::from(*zero)).to_string());
    }
    match punctuation.get(&c) {
        Some(&"apostrophe") => return Fold::Drop,
        Some(_) if c == '\u{5F4}' => return Fold::Drop,
        Some(_) => return Fold::Separator,
        None => {}
    }
    // Marks over letters of scripts that the table knows; elsewhere a mark may be a vowel.
    let known_mark =
        [0x0300..=0x036F, 0x0483..=0x0489, 0x0591..=0x05C7, 0x0610..=0x061A, 0x064B..=0x065F, 0x06D6..=0x06ED]
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
            match fold(piece, letters, punctuation) {
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
    0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x09, 0x10, 0x11, 0x1C, 0x1D, 0x1E, 0x1F, 0x20, 0x21, 0x24,
    0x2C, 0x30, 0xA7, 0xFB, 0xFE, 0xFF,
];

fn key_table(letters_text: &str, digits: &str, punctuation: &BTreeMap<char, &str>) -> io::Result<String> {
    let letters = letters(letters_text, digits)?;
    let mut folds: BTreeSet<Fold> = [Fold::Unlisted, Fold::Separator, Fold::Drop].into();
    let mut pages = Vec::new();
    for page in PAGES {
        let mut row = Vec::new();
        for point in u32::from(page) * 256..u32::from(page) * 256 + 256 {
            let found = match char::from_u32(point) {
                Some('.') | None => Fold::Unlisted,
                Some(c) if c.is_ascii_alphanumeric() => Fold::Text(c.to_ascii_lowercase().to_string()),
                Some(c) => fold(c, &letters, punctuation),
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
    out.push_str("];\n\n/// The page of `CELLS` for the high byte of a code point below U+10000; page 0 is empty.\n");
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

fn entity_table(text: &str) -> io::Result<String> {
    let mut found = BTreeMap::new();
    for row in rows(text) {
        let [name, point] = row[..] else { return Err(bad("want two columns", &row.join(" "))) };
        found.insert(name, code_point(point)?);
    }
    let mut out = String::from(
        "/// Named character references, sorted by name.\n#[rustfmt::skip]\npub(crate) static ENTITIES: &[(&str, char)] = &[\n",
    );
    for (name, c) in found {
        let _ = writeln!(out, "    ({name:?}, '\\u{{{:04X}}}'),", u32::from(c));
    }
    out.push_str("];\n");
    Ok(out)
}

/// The folded surface forms of a morpheme with the neighbour each asks for: 0 any, 1 after a consonant,
/// 2 after a vowel.
fn surfaces(morpheme: &str) -> io::Result<Vec<(String, u8)>> {
    let (buffer, core) = match morpheme.strip_prefix('(') {
        Some(rest) => {
            let (buffer, core) = rest.split_once(')').ok_or_else(|| bad("open bracket", morpheme))?;
            (Some(buffer), core)
        }
        None => (None, morpheme),
    };
    let mut written = vec![String::new()];
    let spell = |text: &str, forms: Vec<String>| -> Vec<String> {
        let mut forms = forms;
        for c in text.chars() {
            let choices = match c {
                'A' => "ae",
                // ı and i, u and ü, c and ç fall together in the folded form
                'I' => "iu",
                'D' => "dt",
                'C' | 'ç' => "c",
                'ğ' => "g",
                'ş' => "s",
                _ => "",
            };
            forms = forms
                .into_iter()
                .flat_map(|form| {
                    let plain = [c];
                    let choices: Vec<char> =
                        if choices.is_empty() { plain.to_vec() } else { choices.chars().collect() };
                    choices.into_iter().map(move |choice| format!("{form}{choice}")).collect::<Vec<_>>()
                })
                .collect();
        }
        forms
    };
    written = spell(core, written);
    let vowel = |form: &str| form.starts_with(['a', 'e', 'i', 'u']);
    let Some(buffer) = buffer else {
        return Ok(written
            .into_iter()
            .map(|form| {
                let need = u8::from(vowel(&form));
                (form, need)
            })
            .collect());
    };
    let mut found = Vec::new();
    let buffer_is_vowel = buffer == "I";
    for form in written {
        for start in spell(buffer, vec![String::new()]) {
            found.push((format!("{start}{form}"), if buffer_is_vowel { 1 } else { 2 }));
        }
        found.push((form, if buffer_is_vowel { 2 } else { 1 }));
    }
    Ok(found)
}

fn suffix_table(text: &str) -> io::Result<String> {
    let mut states = vec!["stem"];
    let mut edges = BTreeSet::new();
    for row in rows(text) {
        let [from, morpheme, to] = row[..] else { return Err(bad("want three columns", &row.join(" "))) };
        for state in from.split(' ').chain([to]) {
            if !states.contains(&state) {
                states.push(state);
            }
        }
        let number = |name: &str| states.iter().position(|state| *state == name).unwrap_or(0);
        for state in from.split(' ') {
            for (form, need) in surfaces(morpheme)? {
                edges.insert((number(state), form, need, number(to)));
            }
        }
    }
    let mut out = String::from(
        "/// One morpheme of the machine of Turkish endings, folded to ASCII.\npub(crate) struct Edge {\n    \
         pub(crate) from: u8,\n    pub(crate) form: &'static str,\n    /// 0 anywhere, 1 after a consonant, 2 after a vowel.\n    \
         pub(crate) need: u8,\n    pub(crate) to: u8,\n}\n\nconst fn edge(from: u8, form: &'static str, need: u8, to: u8) -> Edge {\n    \
         Edge { from, form, need, to }\n}\n\n/// Every edge, sorted by state; state 0 is the bare stem.\n\
         #[rustfmt::skip]\npub(crate) static EDGES: &[Edge] = &[\n",
    );
    for (from, form, need, to) in edges {
        let _ = writeln!(out, "    edge({from}, {form:?}, {need}, {to}),");
    }
    out.push_str("];\n");
    Ok(out)
}

fn word_table(text: &str) -> io::Result<String> {
    let mut languages = Vec::new();
    let mut words: BTreeMap<&str, u32> = BTreeMap::new();
    for row in rows(text) {
        let [language, list] = row[..] else { return Err(bad("want two columns", &row.join(" "))) };
        let bit = languages.iter().position(|known| *known == language).unwrap_or_else(|| {
            languages.push(language);
            languages.len() - 1
        });
        for word in list.split(' ') {
            *words.entry(word).or_default() |= 1 << bit;
        }
    }
    let mut out = String::from("use crate::Lang;\n\n/// The languages of the bits in `WORDS`.\n");
    let _ = writeln!(out, "pub(crate) static LANGUAGES: [Lang; {}] = [", languages.len());
    for language in &languages {
        let mut name = language.to_string();
        name[..1].make_ascii_uppercase();
        let _ = writeln!(out, "    Lang::{name},");
    }
    out.push_str(
        "];\n\n/// Function words, lower case, sorted, with the set of languages that use them.\n\
         #[rustfmt::skip]\npub(crate) static WORDS: &[(&str, u32)] = &[\n",
    );
    for (word, bits) in words {
        let _ = writeln!(out, "    ({word:?}, 0x{:04X}_{:04X}),", bits >> 16, bits & 0xFFFF);
    }
    out.push_str("];\n");
    Ok(out)
}

fn contraction_table(text: &str) -> io::Result<String> {
    let mut out = String::from(
        "/// What follows the apostrophe of a contraction, and the words it leans on (`*n`: any that ends in n).\n\
         #[rustfmt::skip]\npub(crate) static CONTRACTIONS: &[(&str, &[&str])] = &[\n",
    );
    for row in rows(text) {
        let [tail, words] = row[..] else { return Err(bad("want two columns", &row.join(" "))) };
        let words: Vec<&str> = words.split(' ').collect();
        let _ = writeln!(out, "    ({tail:?}, &{words:?}),");
    }
    out.push_str("];\n\n");
    Ok(out)
}

fn domain_table(text: &str) -> String {
    let labels: BTreeSet<&str> = rows(text).filter_map(|row| row.first().copied()).collect();
    let mut out = String::from(
        "/// Last labels of host names, sorted.\n#[rustfmt::skip]\npub(crate) static DOMAINS: &[&str] = &[\n",
    );
    for label in labels {
        let _ = writeln!(out, "    {label:?},");
    }
    out.push_str("];\n");
    out
}
