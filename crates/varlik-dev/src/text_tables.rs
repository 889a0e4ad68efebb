//! The tables of `varlik-text`, from the rows under `data/text`.

mod abjad;
mod abjad_schemes;
mod alphabets;
mod casing;
mod code_pages;
mod confusables;
mod endings;
mod entities;
mod folds;
mod forms;
mod indic;
mod letter_pairs;
mod letters;
mod lexicon;
mod numbers;
mod pinyin;
mod readings;
mod scalar_sets;
mod schemes;
mod signs;
mod spelling;
mod suffixes;
mod syllables;
mod thai;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use unicode_normalization::char::is_combining_mark;

use crate::name_lexicon;
use crate::source::{Error, Source};
use crate::table_file::TableFile;

/// Gives every table file of the text crate.
pub(crate) fn tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    let read = |name: &str| Source::read(root, &format!("data/text/{name}.tsv"));
    let signs = punctuation(&read("punctuation")?)?;
    let words = contraction_table(&read("english_contractions")?)?
        + &domain_table(&read("domains")?)?
        + &word_list(
            &read("apostrophe_words")?,
            "APOSTROPHE_WORDS",
            "Words with an apostrophe of their own, lower case",
        )?
        + &word_list(
            &read("possessive_names")?,
            "POSSESSIVE_NAMES",
            "Names that end in 's of themselves, without it",
        )?;
    let mut files = vec![
        casing::table(),
        folds::table(&read("folds")?)?,
        file(
            "letters",
            "letters.tsv, digits.tsv",
            &letters::table(&read("letters")?, &read("digits")?, &signs)?,
        ),
        file("abjad", "abjad.tsv, skeleton.tsv", &abjad::table(&read("abjad")?, &read("skeleton")?)?),
        file(
            "letter_pairs",
            "function_words.tsv, ../world/*.tsv",
            &letter_pairs::table(&world(root)?, &read("function_words")?)?,
        ),
        file("code_pages", "code_pages.tsv", &code_pages::table(&read("code_pages")?)?),
        file("classes", "punctuation.tsv", &class_table(&signs)?),
        file("entities", "entities.tsv", &entities::table(&read("entities")?)?),
        file("forms", "", &forms::table()?),
        file("signs", "signs.tsv", &signs::table(&read("signs")?)?),
        file(
            "turkish_endings",
            "turkish_endings.tsv, ../names/*.tsv, ../world/*.tsv",
            &endings::table(&read("turkish_endings")?, &name_lexicon::names(root)?)?,
        ),
        file("turkish_suffixes", "turkish_suffixes.tsv", &suffixes::table(&read("turkish_suffixes")?)?),
        file("function_words", "function_words.tsv", &word_table(&read("function_words")?)?),
        file(
            "numbers",
            "number_words.tsv, regnal_words.tsv, digits.tsv",
            &numbers::table(&read("number_words")?, &read("regnal_words")?, &read("digits")?)?,
        ),
        file("alphabets", "alphabets.tsv", &alphabets::table(&read("alphabets")?)?),
        file(
            "confusables",
            "confusables.tsv, confusables_by_hand.tsv, wrong_letters.tsv",
            &confusables::table(
                &[read("confusables")?, read("confusables_by_hand")?],
                &read("wrong_letters")?,
            )?,
        ),
        file(
            "words",
            "english_contractions.tsv, domains.tsv, apostrophe_words.tsv, possessive_names.tsv",
            &words,
        ),
        lexicon::table("crates/varlik-text/src/tables/turkish.fst", &read("turkish_lemmas")?)?,
        file("hangul", "hangul.tsv", &syllables::hangul(&read("hangul")?)?),
        file("kana", "kana.tsv", &syllables::kana(&read("kana")?)?),
        file("schemes", "schemes/*.tsv", &schemes::table(root)?),
        file("abjad_schemes", "schemes_abjad.tsv", &abjad_schemes::table(&read("schemes_abjad")?)?),
        file("indic", "indic.tsv", &indic::table(&read("indic")?)?),
        file("thai", "thai.tsv", &thai::table(&read("thai")?)?),
        file("readings", "readings.tsv", &readings::table(&read("readings")?)?),
    ];
    let (syllables, numbers) = pinyin::tables(&read("pinyin")?, &read("pinyin_by_hand")?)?;
    files.extend([file("pinyin", "pinyin.tsv, pinyin_by_hand.tsv", &syllables), numbers]);
    files.extend(spelling::tables(root)?);
    Ok(files)
}

/// The sources of the names of places, bodies and peoples, in the order of their names.
fn world(root: &Path) -> Result<Vec<Source>, Error> {
    let folder = root.join("data/world");
    let entries = std::fs::read_dir(&folder)
        .map_err(|error| Error::new(format!("data/world: cannot be read: {error}")))?;
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "tsv"))
        .collect();
    names.sort();
    names.iter().map(|name| Source::read(root, &format!("data/world/{name}"))).collect()
}

fn file(name: &str, sources: &str, body: &str) -> TableFile {
    let names = sources.split(", ").map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let sources = if sources.is_empty() { String::new() } else { format!(" from `data/text` ({names})") };
    let head = format!(
        "//! Written by `cargo run -p varlik-dev -- tables`{sources}. DO NOT EDIT.\n\
         //! Licence: MIT OR Apache-2.0; character properties from the Unicode Character Database (Unicode License v3).\n\n"
    );
    TableFile { path: format!("crates/varlik-text/src/tables/{name}.rs"), bytes: (head + body).into_bytes() }
}

/// The variant of `Lang` for a code, which is the code with a capital.
fn variant(code: &str) -> Result<String, Error> {
    let (first, rest) = code.split_at_checked(1).ok_or_else(|| bad("no language", code))?;
    Ok(first.to_uppercase() + rest)
}

fn bad(what: &str, cell: &str) -> Error {
    Error::new(format!("data/text: {what}: {cell:?}"))
}

fn code_point(hexadecimal: &str) -> Result<char, Error> {
    u32::from_str_radix(hexadecimal, 16)
        .ok()
        .and_then(char::from_u32)
        .ok_or_else(|| bad("not a code point", hexadecimal))
}

/// The signs that are no letters, with their classes.
type Signs = BTreeMap<char, String>;

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

fn class_number(name: &str) -> Result<u8, Error> {
    CLASSES
        .iter()
        .position(|known| *known == name)
        .map(|index| index as u8)
        .ok_or_else(|| bad("not a class", name))
}

fn punctuation(source: &Source) -> Result<Signs, Error> {
    let mut found = Signs::new();
    for row in source.rows() {
        let class = row.cell(0, "class")?;
        for point in row.cell(1, "code points")?.split(' ') {
            if found.insert(code_point(point)?, class.to_owned()).is_some() {
                return Err(row.error(&format!("{point} is listed twice")));
            }
        }
    }
    Ok(found)
}

fn class_of(c: char, signs: &Signs) -> Result<u8, Error> {
    class_number(match signs.get(&c) {
        Some(class) => class,
        None if is_combining_mark(c) => "mark",
        None if c.is_lowercase() => "lower",
        None if c.is_uppercase() => "upper",
        None if c.is_alphabetic() => "letter",
        None if c.is_numeric() && !c.is_alphabetic() && !"²³¹¼½¾".contains(c) => "digit",
        None => "other",
    })
}

fn class_table(signs: &Signs) -> Result<String, Error> {
    let mut out = String::new();
    for (number, name) in CLASSES.iter().enumerate() {
        let _ = writeln!(out, "pub(crate) const {}: u8 = {number};", name.to_uppercase());
    }
    out.push_str("\n/// The class of every code point below U+0800.\n#[rustfmt::skip]\npub(crate) static LOW: [u8; 2048] = [\n");
    for row in 0..64_u32 {
        out.push_str("   ");
        for point in row * 32..row * 32 + 32 {
            let class = char::from_u32(point).map_or(Ok(0), |c| class_of(c, signs))?;
            let _ = write!(out, " {class},");
        }
        out.push('\n');
    }
    out.push_str("];\n\n/// The signs from U+0800 on, sorted, with their classes.\n");
    out.push_str("#[rustfmt::skip]\npub(crate) static HIGH_SIGNS: &[(char, u8)] = &[\n");
    for (c, class) in signs.range('\u{800}'..) {
        let _ = writeln!(out, "    ('\\u{{{:04X}}}', {}),", u32::from(*c), class.to_uppercase());
    }
    out.push_str("];\n");
    Ok(out)
}

fn word_table(source: &Source) -> Result<String, Error> {
    let mut languages = Vec::new();
    let mut words: BTreeMap<&str, u32> = BTreeMap::new();
    for row in source.rows() {
        let (language, list) = (row.cell(0, "language")?, row.cell(1, "words")?);
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
        let _ = writeln!(out, "    Lang::{},", variant(language)?);
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

fn contraction_table(source: &Source) -> Result<String, Error> {
    let mut out = String::from(
        "/// What follows the apostrophe of a contraction, and the words it leans on (`*n`: any that ends in n).\n\
         #[rustfmt::skip]\npub(crate) static CONTRACTIONS: &[(&str, &[&str])] = &[\n",
    );
    for row in source.rows() {
        let tail = row.cell(0, "tail")?;
        let words: Vec<&str> = row.cell(1, "words")?.split(' ').collect();
        let _ = writeln!(out, "    ({tail:?}, &{words:?}),");
    }
    out.push_str("];\n\n");
    Ok(out)
}

fn word_list(source: &Source, name: &str, what: &str) -> Result<String, Error> {
    let words = source.rows().map(|row| row.cell(0, "word")).collect::<Result<BTreeSet<&str>, Error>>()?;
    let mut out =
        format!("\n/// {what}; sorted.\n#[rustfmt::skip]\npub(crate) static {name}: &[&str] = &[\n");
    for word in words {
        let _ = writeln!(out, "    {word:?},");
    }
    out.push_str("];\n");
    Ok(out)
}

fn domain_table(source: &Source) -> Result<String, Error> {
    let labels = source.rows().map(|row| row.cell(0, "label")).collect::<Result<BTreeSet<&str>, Error>>()?;
    let mut out = String::from(
        "/// Last labels of host names, sorted.\n#[rustfmt::skip]\npub(crate) static DOMAINS: &[&str] = &[\n",
    );
    for label in labels {
        let _ = writeln!(out, "    {label:?},");
    }
    out.push_str("];\n");
    Ok(out)
}
