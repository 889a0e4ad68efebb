//! The named character references of HTML.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{bad, code_point};
use crate::source::{Error, Source};

pub(crate) fn table(source: &Source) -> Result<String, Error> {
    let mut found = BTreeMap::new();
    for row in source.rows() {
        let text: String =
            row.cell(1, "code points")?.split(' ').map(code_point).collect::<Result<_, _>>()?;
        let open = match row.optional(2) {
            "" => 0,
            "sign" => 1,
            "letter" => 2,
            other => return Err(bad("neither sign nor letter", other)),
        };
        if found.insert(row.cell(0, "name")?, (text, open)).is_some() {
            return Err(row.error("the name is listed twice"));
        }
    }
    let (mut names, mut texts, mut rows) = (String::new(), String::new(), String::new());
    let mut open_names = String::new();
    for (index, (name, (text, open))) in found.iter().enumerate() {
        let cell = |at: usize| u16::try_from(at).map_err(|_| bad("no room behind", name));
        let _ = write!(
            rows,
            "{}({}, {}),",
            if index % 10 == 0 { "\n    " } else { " " },
            cell(names.len())?,
            cell(texts.len())?
        );
        if *open > 0 {
            let _ = writeln!(open_names, "    ({name:?}, {}),", *open == 2);
        }
        names.push_str(name);
        texts.push_str(text);
    }
    let points: String = texts.chars().flat_map(char::escape_unicode).collect();
    Ok(format!(
        "/// Where the name and the text of each reference begin in `NAMES` and `TEXTS`, in the order of the names; the last row is\n\
         /// their ends.\n#[rustfmt::skip]\npub(crate) static ROWS: [(u16, u16); {}] = [{rows} ({}, {}),\n];\n\n\
         /// The names without a semicolon, sorted by their bytes.\n#[rustfmt::skip]\n\
         pub(crate) static NAMES: &str = {names:?};\n\n\
         /// What the references stand for.\n#[rustfmt::skip]\npub(crate) static TEXTS: &str = \"{points}\";\n\n\
         /// The names that HTML also reads without a semicolon, sorted, and whether inside a word too.\n\
         #[rustfmt::skip]\npub(crate) static OPEN_NAMES: &[(&str, bool)] = &[\n{open_names}];\n",
        found.len() + 1,
        names.len(),
        texts.len(),
    ))
}
