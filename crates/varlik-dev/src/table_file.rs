//! A generated file: its bytes, and how it is written, compared and described.

use std::fmt::Write as _;
use std::path::Path;

use crate::source::{Error, Source};
use crate::{case_endings, gazetteer, name_knowledge, name_lexicon, word_tables, world_tables};

/// Where the tables of the names crate lie.
pub(crate) const FOLDER: &str = "crates/varlik-names/src/tables";

/// A generated file and its place below the root of the workspace.
#[derive(Debug)]
pub(crate) struct TableFile {
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

impl TableFile {
    /// A mapped table of the names crate; the head that readers check is put before the records.
    pub(crate) fn mapped(name: &str, records: &[u8]) -> Self {
        let mut bytes = varlik_names::TABLE_MAGIC.to_vec();
        bytes.extend_from_slice(records);
        Self { path: format!("{FOLDER}/{name}.bin"), bytes }
    }

    /// Writes the file when it differs, so that an unchanged table causes no rebuild.
    pub(crate) fn write(&self, root: &Path) -> Result<(), Error> {
        let path = root.join(&self.path);
        if std::fs::read(&path).is_ok_and(|old| old == self.bytes) {
            return Ok(());
        }
        std::fs::write(&path, &self.bytes)
            .map_err(|error| Error::new(format!("{}: cannot be written: {error}", self.path)))
    }

    /// Fails when the committed file is not what the sources give.
    pub(crate) fn check(&self, root: &Path) -> Result<(), Error> {
        match std::fs::read(root.join(&self.path)) {
            Ok(committed) if committed == self.bytes => Ok(()),
            Ok(_) => Err(Error::new(format!(
                "{}: differs from what data/ gives; run `cargo run -p varlik-dev -- tables` and commit it",
                self.path
            ))),
            Err(error) => Err(Error::new(format!("{}: cannot be read: {error}", self.path))),
        }
    }
}

/// The README beside the tables: command, files, and the heads of all sources.
pub(crate) fn readme(root: &Path, files: &[TableFile]) -> Result<TableFile, Error> {
    let mut text = String::from(
        "# Generated tables: DO NOT EDIT\n\n\
         Written by `cargo run -p varlik-dev -- tables` from the files under `data/`; \
         `cargo run -p varlik-dev -- tables --check` compares.\n\n\
         | file | bytes |\n|---|---|\n",
    );
    for file in files.iter().filter(|file| file.path.starts_with(FOLDER)) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let _ = writeln!(text, "| `{name}` | {} |", file.bytes.len());
    }
    text.push_str("\n## Sources and licences\n");
    for name in world_tables::SOURCES
        .iter()
        .chain([&case_endings::SOURCE, &name_lexicon::TURKISH_NAMES])
        .chain(word_tables::SOURCES)
        .copied()
        .chain(name_knowledge::sources())
        .chain(gazetteer::SOURCES.iter().copied())
    {
        let _ = writeln!(text, "\n`{name}`");
        for line in Source::read(root, name)?.head {
            let _ = writeln!(text, "> {line}");
        }
    }
    Ok(TableFile { path: format!("{FOLDER}/README.md"), bytes: text.into_bytes() })
}
