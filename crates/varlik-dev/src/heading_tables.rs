//! The tables of `varlik-tables`: words that name columns.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::document_tables::head;
use crate::source::{Error, Source};
use crate::table_file::TableFile;

const HEADINGS: &str = "data/tables/headings.tsv";
const ID_COLUMNS: &str = "data/tables/id_columns.tsv";

/// All tables of the tables crate.
pub(crate) fn tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    Ok(vec![headings(root)?, id_columns(root)?])
}

fn headings(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, HEADINGS)?;
    let mut headings: BTreeMap<String, String> = BTreeMap::new();
    for row in source.rows() {
        let heading = match row.cell(0, "heading")? {
            own @ ("name" | "persons" | "house" | "key" | "code") => format!("Heading::{}", camel(own)),
            kind => format!("Heading::Kind(FieldKind::{})", camel(kind)),
        };
        let words = varlik_text::key(row.cell(1, "words")?);
        if headings.insert(words.clone(), heading.clone()).is_some_and(|before| before != heading) {
            return Err(row.error(&format!("{words:?} says two things")));
        }
    }
    let mut text = head(HEADINGS, &source);
    text.push_str(
        "//! Words and runs of words that name columns, as comparison keys.\n\nuse varlik_resolve::FieldKind;\n\n\
         use crate::header::Heading;\n\n/// What runs of words say, sorted by the runs.\n\
         #[rustfmt::skip]\npub(crate) static HEADINGS: &[(&str, Heading)] = &[\n",
    );
    for (words, heading) in &headings {
        let _ = writeln!(text, "    ({words:?}, {heading}),");
    }
    text.push_str("];\n");
    Ok(TableFile { path: "crates/varlik-tables/src/tables/headings.rs".to_owned(), bytes: text.into_bytes() })
}

fn id_columns(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, ID_COLUMNS)?;
    let mut text = head(ID_COLUMNS, &source);
    text.push_str(
        "//! Names of columns of ids, as comparison keys.\n\n/// The names, the likeliest first.\n\
         #[rustfmt::skip]\npub(crate) static ID_COLUMNS: &[&str] = &[\n",
    );
    for row in source.rows() {
        let _ = writeln!(text, "    {:?},", varlik_text::key(row.cell(0, "words")?));
    }
    text.push_str("];\n");
    Ok(TableFile {
        path: "crates/varlik-tables/src/tables/id_columns.rs".to_owned(),
        bytes: text.into_bytes(),
    })
}

/// `person_name` as `PersonName`.
fn camel(words: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    words.split('_').map(capital).collect()
}
