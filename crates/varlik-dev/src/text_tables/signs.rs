//! The signs that cleaning writes plainly or drops.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{bad, code_point, scalar_sets::set};
use crate::source::{Error, Source};

/// Groups that are about how signs look; without them punctuation and ends of lines stay as written.
const LOOKS: [&str; 6] = ["quotes", "apostrophes", "dashes", "ellipsis", "grave", "returns"];

pub(crate) fn table(source: &Source) -> Result<String, Error> {
    let mut found: BTreeMap<char, (char, String, String)> = BTreeMap::new();
    for row in source.rows() {
        let group = row.cell(0, "group")?;
        let plain = match row.cell(1, "instead")? {
            "-" => String::new(),
            points => points.split(' ').map(code_point).collect::<Result<_, _>>()?,
        };
        for range in row.cell(2, "code points")?.split(' ') {
            let (first, last) = range.split_once("..").unwrap_or((range, range));
            let (first, last) = (code_point(first)?, code_point(last)?);
            let before = found.range(..=last).next_back();
            if first > last || before.is_some_and(|(_, (end, ..))| *end >= first) {
                return Err(bad("a range that meets another", range));
            }
            found.insert(first, (last, group.to_owned(), plain.clone()));
        }
    }
    let mut out = String::from(
        "use crate::clean::Group;\nuse crate::scalar_set::ScalarSet;\n\n\
         /// Ranges of signs, sorted, with their group and what is written instead.\n\
         #[rustfmt::skip]\npub(crate) static SIGNS: &[(char, char, Group, &str)] = &[\n",
    );
    for (first, (last, group, plain)) in &found {
        let name: String = group
            .split('_')
            .filter_map(|word| word.split_at_checked(1))
            .map(|(initial, rest)| initial.to_uppercase() + rest)
            .collect();
        let _ = writeln!(
            out,
            "    ('\\u{{{:04X}}}', '\\u{{{:04X}}}', Group::{name}, {plain:?}),",
            u32::from(*first),
            u32::from(*last)
        );
    }
    out.push_str("];\n\n");
    let holds = |c: char, looks: bool| {
        // Controls that mean a sign in windows-1252 are controls still.
        let looks = looks || ('\u{80}'..'\u{A0}').contains(&c);
        found
            .range(..=c)
            .next_back()
            .is_some_and(|(_, (last, group, _))| *last >= c && (looks || !LOOKS.contains(&group.as_str())))
    };
    set(&mut out, "all", "All signs of the table.", |c| holds(c, true))?;
    set(&mut out, "unseen", "The signs that are not about how punctuation looks.", |c| holds(c, false))?;
    out.truncate(out.trim_end().len());
    out.push('\n');
    Ok(out)
}
