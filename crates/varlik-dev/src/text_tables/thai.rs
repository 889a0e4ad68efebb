//! The letters of Thai.

use std::fmt::Write as _;

use super::bad;
use crate::source::{Error, Source};

pub(super) fn table(source: &Source) -> Result<String, Error> {
    let (mut consonants, mut clusters, mut vowels) = (String::new(), String::new(), Vec::new());
    for row in source.rows() {
        let (thai, text) = (row.cell(1, "Thai")?, row.cell(2, "text")?);
        let text = if text == "∅" { "" } else { text };
        match row.cell(0, "kind")? {
            "consonant" => {
                for letter in thai.split(' ') {
                    let letter = letter.chars().next().ok_or_else(|| bad("no letter", thai))?;
                    let end = Some(row.cell(3, "end")?).filter(|end| *end != "-");
                    let _ = writeln!(consonants, "    ({letter:?}, {text:?}, {end:?}),");
                }
            }
            "cluster" => {
                let _ = writeln!(clusters, "    ({:?}, {text:?}),", thai.chars().collect::<Vec<_>>());
            }
            "vowel" => {
                let (lead, signs) =
                    thai.split_once(' ').ok_or_else(|| row.error("vowel before and signs behind"))?;
                let end = match row.cell(3, "end")? {
                    "open" => "Open",
                    "closed" => "Closed",
                    "either" => "Either",
                    _ => return Err(row.error("open, closed or either")),
                };
                let lead = if lead == "-" { "" } else { lead };
                let signs = if signs == "-" { "" } else { signs };
                vowels.push((lead, signs, text, end));
            }
            _ => return Err(row.error("no such kind")),
        }
    }
    // The longest signs first; the order of the file where they are equal.
    vowels.sort_by_key(|(_, signs, ..)| std::cmp::Reverse(signs.chars().count()));
    let mut out = format!(
        "use crate::scheme::thai::{{End, Vowel}};\n\n/// Consonants with their text at the front and at the end of a syllable.\n\
         #[rustfmt::skip]\npub(crate) static CONSONANTS: &[(char, &str, Option<&str>)] = &[\n{consonants}];\n\n\
         /// Two consonants that begin a syllable together.\n\
         #[rustfmt::skip]\npub(crate) static CLUSTERS: &[([char; 2], &str)] = &[\n{clusters}];\n\n\
         /// Vowels, those with the longest signs first.\n\
         #[rustfmt::skip]\npub(crate) static VOWELS: &[Vowel] = &[\n"
    );
    for (lead, signs, text, end) in vowels {
        let _ = writeln!(
            out,
            "    Vowel {{ lead: {lead:?}, signs: {signs:?}, text: {text:?}, end: End::{end} }},"
        );
    }
    out.push_str("];\n");
    Ok(out)
}
