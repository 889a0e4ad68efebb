//! The small tables of `varlik-names` that are Rust sources: sounds and case endings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use crate::document_tables::head;
use crate::source::{Error, Source};
use crate::table_file::TableFile;

const SOUNDS: &str = "data/names/sounds.tsv";
const CASE_ENDINGS: &str = "data/names/case_endings.tsv";

/// Both tables.
pub(crate) fn tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    Ok(vec![sounds(root)?, case_endings(root)?])
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
