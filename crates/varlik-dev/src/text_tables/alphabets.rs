//! Which languages write which letters.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use varlik_text::Lang;

use super::{bad, variant};
use crate::source::{Error, Source};

pub(super) fn table(source: &Source) -> Result<String, Error> {
    let mut languages = Vec::new();
    let mut letters: BTreeMap<char, u64> = BTreeMap::new();
    for row in source.rows() {
        let bit = languages.len();
        let code = row.cell(0, "language")?;
        // A language without a variant still keeps others from being the only ones with a letter.
        languages.push(if Lang::from_code(code).is_some() { variant(code)? } else { "Und".to_owned() });
        for letter in row.cell(1, "letters")?.split(' ') {
            let mut characters = letter.chars();
            let (Some(letter), None) = (characters.next(), characters.next()) else {
                return Err(bad("not one letter", letter));
            };
            *letters.entry(letter).or_default() |= 1 << bit;
        }
    }
    if languages.len() > 64 {
        return Err(Error::new("data/text/alphabets.tsv: more than 64 alphabets"));
    }
    let mut out = format!(
        "use crate::Lang;\n\n/// The languages of the bits in `LETTERS`; `Und` for one that has no variant.\n\
         #[rustfmt::skip]\npub(crate) static LANGUAGES: [Lang; {}] = [\n",
        languages.len()
    );
    for language in &languages {
        let _ = writeln!(out, "    Lang::{language},");
    }
    out.push_str(
        "];\n\n/// Letters beyond a to z, small except for `İ`, sorted, with the set of alphabets that have them.\n\
         #[rustfmt::skip]\npub(crate) static LETTERS: &[(char, u64)] = &[\n",
    );
    for (letter, bits) in letters {
        let parts = [48, 32, 16, 0].map(|shift| format!("{:04X}", bits >> shift & 0xFFFF)).join("_");
        let _ = writeln!(out, "    ({letter:?}, 0x{parts}),");
    }
    out.push_str("];\n");
    Ok(out)
}
