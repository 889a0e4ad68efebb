//! A column of lines of JSON.

use serde_json::Value;
use serde_json::value::RawValue;

use super::Work;
use crate::cli::files::{no_column, object_of, read_text};

/// Does one row; everything but the column stays as it is written. `Err` says what is wrong with the line.
pub(super) fn row(work: &Work<'_>, line: &[u8], out: &mut Vec<u8>) -> Result<usize, String> {
    let (line, repaired) = read_text(line);
    let line = line.as_ref();
    if line.trim_matches([' ', '\t', '\u{FEFF}']).is_empty() {
        out.extend_from_slice(line.as_bytes());
        return Ok(repaired);
    }
    let column = work.column.as_deref().unwrap_or_default();
    let row = object_of(line)?;
    let value = row.get(column).ok_or_else(|| no_column(column, row.keys(), "--column"))?;
    let answer = match serde_json::from_str::<Value>(value.get()) {
        Ok(Value::String(text)) => Value::String(work.pipeline.apply(&text).into_owned()),
        Ok(Value::Null) => Value::Null,
        _ => return Err(format!("column {column:?} is no string; name another with --column")),
    }
    .to_string();
    // Where a value stands in the line: the parser borrowed it from there.
    let place = |value: &RawValue| {
        let start = value.get().as_ptr() as usize - line.as_ptr() as usize;
        start..start + value.get().len()
    };
    let target = work.target();
    let (before, answer, behind) = if let Some(value) = row.get(&target) {
        let place = place(value);
        (line.get(..place.start), answer, line.get(place.end..))
    } else {
        let end = line.rfind('}').unwrap_or(line.len());
        (line.get(..end), format!(", {}: {answer}", Value::String(target)), line.get(end..))
    };
    for piece in [before.unwrap_or_default(), &answer, behind.unwrap_or_default()] {
        out.extend_from_slice(piece.as_bytes());
    }
    Ok(repaired)
}
