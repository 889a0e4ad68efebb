//! The small tables of `varlik-names` that are Rust sources: sounds, case endings, East Asian family names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use crate::document_tables::head;
use crate::source::{Error, Source};
use crate::table_file::TableFile;

const SOUNDS: &str = "data/names/sounds.tsv";
const CASE_ENDINGS: &str = "data/names/case_endings.tsv";
const DEMONYM_ENDINGS: &str = "data/names/demonym_endings.tsv";
const SURNAMES: &str = "data/names/surnames_east_asia.tsv";

/// All of them.
pub(crate) fn tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    Ok(vec![sounds(root)?, case_endings(root)?, demonym_endings(root)?, surnames(root)?])
}

fn sounds(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, SOUNDS)?;
    // By first letter, longest first: the order they are tried in.
    let mut rows: BTreeMap<(u8, usize, &str), &str> = BTreeMap::new();
    for row in source.rows() {
        let (spelling, sound) = (row.cell(0, "spelling")?, row.cell(1, "sound")?);
        let first = spelling.bytes().next().filter(u8::is_ascii_lowercase);
        let first = first.ok_or_else(|| row.error("a spelling begins with a letter from a to z"))?;
        if rows.insert((first, usize::MAX - spelling.len(), spelling), sound).is_some() {
            return Err(row.error(&format!("{spelling:?} stands twice")));
        }
    }
    let mut text = head(SOUNDS, &source);
    text.push_str(
        "//! Spellings of one sound.\n\n/// Spelling and sound, by first letter, the longest first.\n\
         #[rustfmt::skip]\npub(crate) static SOUNDS: &[(&str, &str)] = &[\n",
    );
    for ((_, _, spelling), sound) in &rows {
        let _ = writeln!(text, "    ({spelling:?}, {sound:?}),");
    }
    text.push_str("];\n");
    Ok(TableFile { path: "crates/varlik-names/src/tables/sounds.rs".to_owned(), bytes: text.into_bytes() })
}

fn case_endings(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, CASE_ENDINGS)?;
    let endings: BTreeSet<&str> = source.rows().map(|row| row.cell(0, "ending")).collect::<Result<_, _>>()?;
    let mut text = head(CASE_ENDINGS, &source);
    text.push_str(
        "//! Case endings of the Slavic languages.\n\n/// The endings as sound keys, sorted.\n\
         #[rustfmt::skip]\npub(crate) static CASE_ENDINGS: &[&str] = &[\n",
    );
    for ending in &endings {
        let _ = writeln!(text, "    {ending:?},");
    }
    text.push_str("];\n");
    Ok(TableFile {
        path: "crates/varlik-names/src/tables/case_endings.rs".to_owned(),
        bytes: text.into_bytes(),
    })
}

fn demonym_endings(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, DEMONYM_ENDINGS)?;
    let mut rows: BTreeSet<(&str, bool, &str, &str)> = BTreeSet::new();
    for row in source.rows() {
        let is_adjective = match row.cell(1, "kind")? {
            "people" => false,
            "adjective" => true,
            other => return Err(row.error(&format!("unknown kind {other:?}"))),
        };
        let known = row.cell(3, "endings of the forms in the table")?;
        for ending in row.cell(2, "endings")?.split(',') {
            let ending = if ending == "-" { "" } else { ending };
            for known in known.split(',').map(|known| if known == "-" { "" } else { known }) {
                rows.insert((row.cell(0, "language")?, is_adjective, ending, known));
            }
        }
    }
    let mut text = head(DEMONYM_ENDINGS, &source);
    text.push_str(
        "//! Endings of words for the people of a place in the Slavic languages.\n\n\
         /// Language, whether it is of an adjective, the ending, and one that stands in the world table, sorted.\n\
         #[rustfmt::skip]\npub(crate) static DEMONYM_ENDINGS: &[(&str, bool, &str, &str)] = &[\n",
    );
    for (language, is_adjective, ending, known) in &rows {
        let _ = writeln!(text, "    ({language:?}, {is_adjective}, {ending:?}, {known:?}),");
    }
    text.push_str("];\n");
    Ok(TableFile {
        path: "crates/varlik-names/src/tables/demonym_endings.rs".to_owned(),
        bytes: text.into_bytes(),
    })
}

fn surnames(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, SURNAMES)?;
    let mut lists: [BTreeSet<&str>; 4] = Default::default();
    for row in source.rows() {
        let surname = row.cell(0, "family name")?;
        let place = match (row.cell(1, "script")?, surname.chars().count()) {
            ("Han", 2) => 0,
            ("Hangul", 1) => 1,
            ("Hangul", 2) => 2,
            ("Latin", _) => 3,
            _ => {
                return Err(
                    row.error("a family name is two characters of Han, one or two of Hangul, or Latin")
                );
            }
        };
        if !lists.get_mut(place).is_some_and(|list| list.insert(surname)) {
            return Err(row.error(&format!("{surname:?} stands twice")));
        }
    }
    let mut text = head(SURNAMES, &source);
    text.push_str("//! Family names that stand before the given name.\n");
    let names = [
        ("HAN_DOUBLE", "Family names of two Han characters, sorted."),
        ("HANGUL", "Family names of one syllable of Hangul, sorted."),
        ("HANGUL_DOUBLE", "Family names of two syllables of Hangul, sorted."),
        ("LATIN", "Keys of family names in Latin letters, sorted."),
    ];
    for ((name, doc), list) in names.iter().zip(&lists) {
        let _ = writeln!(text, "\n/// {doc}\n#[rustfmt::skip]\npub(crate) static {name}: &[&str] = &[");
        for surname in list {
            let _ = writeln!(text, "    {surname:?},");
        }
        text.push_str("];\n");
    }
    Ok(TableFile { path: "crates/varlik-names/src/tables/surnames.rs".to_owned(), bytes: text.into_bytes() })
}
