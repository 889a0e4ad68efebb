//! How every character changes its case, and what casing asks of its neighbours.

use std::borrow::Cow;
use std::fmt::Write as _;

use icu_casemap::options::TitlecaseOptions;
use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_locale_core::LanguageIdentifier;
use icu_properties::props::{CaseIgnorable, Cased, SoftDotted, WordBreak};
use icu_properties::{CodePointMapData, CodePointSetData};

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::is_nfc;

use crate::table_file::TableFile;

const HEAD: &str = "\
//! Written by `cargo run -p varlik-dev -- tables` from the Unicode Character Database 17 as `icu_casemap` and
//! `icu_properties` 2.4 carry it. DO NOT EDIT.
//! Licence: Unicode License v3.
";

/// The numbers of the word break classes in `WORD_BREAKS`; whatever is not listed is `OTHER`.
const CLASSES: [(&str, &[WordBreak]); 7] = [
    ("LETTER", &[WordBreak::ALetter, WordBreak::HebrewLetter]),
    ("NUMERIC", &[WordBreak::Numeric]),
    ("JOINER", &[WordBreak::ExtendNumLet]),
    ("EXTEND", &[WordBreak::Extend, WordBreak::Format, WordBreak::ZWJ]),
    ("IN_WORD", &[WordBreak::MidLetter]),
    ("IN_NUMBER", &[WordBreak::MidNum]),
    ("IN_BOTH", &[WordBreak::MidNumLet, WordBreak::SingleQuote]),
];

fn scalars() -> impl Iterator<Item = char> {
    ('\u{80}'..=char::MAX).filter(|c| !c.is_ascii())
}

/// Writes the characters whose mapping is not what `usual` says.
fn list<'a>(
    name: &str,
    about: &str,
    mapped: impl Fn(&'a str) -> Cow<'a, str>,
    usual: impl Fn(&'a str) -> Cow<'a, str>,
    texts: &'a [String],
) -> String {
    let mut out = format!("\n/// {about}\n#[rustfmt::skip]\npub(crate) const {name}: &[(char, &str)] = &[\n");
    for text in texts {
        let found = mapped(text);
        if found != usual(text) {
            let c = text.chars().next().unwrap_or_default();
            let _ = writeln!(out, "    ('\\u{{{:04X}}}', {}),", u32::from(c), escaped(&found));
        }
    }
    out + "];\n"
}

/// A string literal in which marks, which would stand over the quote, and letters that are not in NFC are written by
/// their numbers.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if is_combining_mark(c) || !is_nfc(text) {
            let _ = write!(out, "\\u{{{:X}}}", u32::from(c));
        } else {
            out.extend(c.escape_debug());
        }
    }
    out + "\""
}

fn ranges(name: &str, about: &str, set: impl Iterator<Item = std::ops::RangeInclusive<u32>>) -> String {
    let mut out = format!("\n/// {about}\n#[rustfmt::skip]\npub(crate) static {name}: &[(u32, u32)] = &[\n");
    for range in set {
        let _ = writeln!(out, "    (0x{:04X}, 0x{:04X}),", range.start(), range.end());
    }
    out + "];\n"
}

fn word_breaks() -> String {
    let map = CodePointMapData::<WordBreak>::new();
    let mut out = String::from("\n/// Any other class.\npub(crate) const OTHER: u8 = 0;\n");
    let mut rows = Vec::new();
    for (index, (name, classes)) in CLASSES.iter().enumerate() {
        let _ = writeln!(out, "pub(crate) const {name}: u8 = {};", index + 1);
        for class in *classes {
            rows.extend(map.iter_ranges_for_value(*class).map(|range| (*range.start(), *range.end(), name)));
        }
    }
    rows.sort_unstable();
    out.push_str(
        "\n/// The `Word_Break` of UAX 29 as far as casing needs it: first and last code point, class.\n\
         #[rustfmt::skip]\npub(crate) static WORD_BREAKS: &[(u32, u32, u8)] = &[\n",
    );
    for (first, last, class) in rows {
        let _ = writeln!(out, "    (0x{first:04X}, 0x{last:04X}, {class}),");
    }
    out + "];\n"
}

pub(super) fn table() -> TableFile {
    let mapper: CaseMapperBorrowed<'static> = CaseMapper::new();
    let und = LanguageIdentifier::UNKNOWN;
    let texts: Vec<String> = scalars().map(String::from).collect();
    let lower = |text| mapper.lowercase_to_string(text, &und);
    let upper = |text| mapper.uppercase_to_string(text, &und);
    let title = |text| {
        mapper.titlecase_segment_with_only_case_data_to_string(text, &und, TitlecaseOptions::default())
    };
    let fold = |text| mapper.fold_string(text);
    let body = [
        list("LOWER", "Full lower case from U+0080 on, without context.", lower, Cow::Borrowed, &texts),
        list("UPPER", "Full upper case from U+0080 on, without context.", upper, Cow::Borrowed, &texts),
        list("TITLE", "Full title case where it is not the upper case.", title, upper, &texts),
        list("FOLDED", "Full case folding where it is not the lower case.", fold, lower, &texts),
        ranges("CASED", "The property `Cased`.", CodePointSetData::new::<Cased>().iter_ranges()),
        ranges(
            "CASE_IGNORABLE",
            "The property `Case_Ignorable`.",
            CodePointSetData::new::<CaseIgnorable>().iter_ranges(),
        ),
        ranges(
            "SOFT_DOTTED",
            "The property `Soft_Dotted`.",
            CodePointSetData::new::<SoftDotted>().iter_ranges(),
        ),
        word_breaks(),
    ];
    TableFile {
        path: "crates/varlik-text/src/tables/casing.rs".to_owned(),
        bytes: (HEAD.to_owned() + &body.concat()).into_bytes(),
    }
}
