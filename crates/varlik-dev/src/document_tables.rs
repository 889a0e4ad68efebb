//! The tables of `varlik-documents`: phrases of site chrome.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::source::{Error, Source};
use crate::table_file::TableFile;

const PHRASES: &str = "data/documents/boilerplate.tsv";

/// All tables of the documents crate.
pub(crate) fn tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    let source = Source::read(root, PHRASES)?;
    let mut phrases: BTreeMap<String, &str> = BTreeMap::new();
    for row in source.rows() {
        let place = match row.cell(1, "kind")? {
            "chrome" => "Anywhere",
            "start" => "Start",
            "line" => "Line",
            "byline" => "Byline",
            "credit" => "Credit",
            other => return Err(row.error(&format!("unknown kind {other:?}"))),
        };
        let key = varlik_text::key(row.cell(2, "phrase")?);
        if phrases.insert(key.clone(), place).is_some_and(|before| before != place) {
            return Err(row.error(&format!("{key:?} stands in the table with two kinds")));
        }
    }
    let mut text = String::from(
        "// Written by `cargo run -p varlik-dev -- tables` from data/documents/boilerplate.tsv. DO NOT EDIT.\n",
    );
    for line in &source.head {
        let _ = writeln!(text, "// {line}");
    }
    text.push_str(
        "//! Phrases of site chrome, as comparison keys.\n\n\
         /// Where in a line a phrase tells that the line is no story.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq)]\n\
         pub(crate) enum Place {\n    /// Anywhere in it.\n    Anywhere,\n    /// At its beginning.\n    Start,\n    \
         /// As the whole line.\n    Line,\n    /// At its beginning, before a writer's name.\n    Byline,\n    \
         /// At its beginning, before a photographer's name.\n    Credit,\n}\n\n\
         /// The phrases, sorted.\n#[rustfmt::skip]\npub(crate) static PHRASES: &[(&str, Place)] = &[\n",
    );
    for (key, place) in &phrases {
        let _ = writeln!(text, "    ({key:?}, Place::{place}),");
    }
    text.push_str("];\n");
    Ok(vec![TableFile {
        path: "crates/varlik-documents/src/tables/boilerplate.rs".to_owned(),
        bytes: text.into_bytes(),
    }])
}
