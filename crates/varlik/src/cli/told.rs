//! Files in which a person tells what is known beside the tables.

use std::fs;
use std::path::Path;

use varlik_resolve::{Model, Rule};
use varlik_tables::Table;

use crate::{Error, JudgedPair, RecordId};

/// Reads pairs that were judged.
pub(super) fn judged_pairs(path: &Path, across: bool) -> Result<Vec<JudgedPair>, Error> {
    JudgedPair::read(&Table::read(path)?, across)
}

/// Reads pairs of ids.
pub(super) fn links(path: &Path, across: bool) -> Result<Vec<(RecordId, RecordId)>, Error> {
    Ok(judged_pairs(path, across)?.into_iter().map(|pair| (pair.left, pair.right)).collect())
}

/// Reads a model that was learnt before.
pub(super) fn model(path: &Path) -> Result<Model, Error> {
    Model::from_json(&text(path)?).map_err(|error| Error::input(format!("{}: {error}", path.display())))
}

/// Reads rules: a line each, where `#` begins a comment, or a JSON list.
pub(super) fn rules(path: &Path) -> Result<Vec<Rule>, Error> {
    let text = text(path)?;
    let place = path.display();
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(&text).map_err(|error| {
            Error::input(format!("{place}: {error}; write rules as a model.json has them"))
        });
    }
    let lines = text.lines().enumerate().map(|(number, line)| (number + 1, line.trim()));
    let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let rule = |(number, line): (usize, &str)| {
        line.parse().map_err(|error| Error::input(format!("{place}:{number}: {error}")))
    };
    lines.map(rule).collect()
}

fn text(path: &Path) -> Result<String, Error> {
    let text = fs::read_to_string(path).map_err(|error| Error::read(path, error))?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}
