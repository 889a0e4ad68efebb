//! The surface forms of Turkish endings and the machine they make.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::bad;
use crate::source::{Error, Source};

/// The folded surface forms of a morpheme with the neighbour each asks for: 0 any, 1 after a consonant,
/// 2 after a vowel.
fn surfaces(morpheme: &str) -> Result<Vec<(String, u8)>, Error> {
    let (buffer, core) = match morpheme.strip_prefix('(') {
        Some(rest) => {
            let (buffer, core) = rest.split_once(')').ok_or_else(|| bad("open bracket", morpheme))?;
            (Some(buffer), core)
        }
        None => (None, morpheme),
    };
    let mut written = vec![String::new()];
    let spell = |text: &str, forms: Vec<String>| -> Vec<String> {
        let mut forms = forms;
        for c in text.chars() {
            let choices = match c {
                'A' => "ae",
                // ı and i, u and ü, c and ç fall together in the folded form
                'I' => "iu",
                'D' => "dt",
                'C' | 'ç' => "c",
                'ğ' => "g",
                'ş' => "s",
                _ => "",
            };
            forms = forms
                .into_iter()
                .flat_map(|form| {
                    let plain = [c];
                    let choices: Vec<char> =
                        if choices.is_empty() { plain.to_vec() } else { choices.chars().collect() };
                    choices.into_iter().map(move |choice| format!("{form}{choice}")).collect::<Vec<_>>()
                })
                .collect();
        }
        forms
    };
    written = spell(core, written);
    let vowel = |form: &str| form.starts_with(['a', 'e', 'i', 'u']);
    let Some(buffer) = buffer else {
        return Ok(written
            .into_iter()
            .map(|form| {
                let need = u8::from(vowel(&form));
                (form, need)
            })
            .collect());
    };
    let mut found = Vec::new();
    let buffer_is_vowel = buffer == "I";
    for form in written {
        for start in spell(buffer, vec![String::new()]) {
            found.push((format!("{start}{form}"), if buffer_is_vowel { 1 } else { 2 }));
        }
        found.push((form, if buffer_is_vowel { 2 } else { 1 }));
    }
    Ok(found)
}

/// What a morpheme says, in the order of the bits of `CaseSet`.
const SENSES: [&str; 14] =
    ["der", "ord", "pl", "poss", "acc", "dat", "loc", "abl", "gen", "ins", "equ", "ki", "cop", "dist"];

pub(super) fn table(source: &Source) -> Result<String, Error> {
    let mut states = vec!["stem"];
    let mut edges = BTreeSet::new();
    for row in source.rows() {
        let (from, morpheme, to) = (row.cell(0, "from")?, row.cell(1, "morpheme")?, row.cell(2, "to")?);
        for state in from.split(' ').chain([to]) {
            if !states.contains(&state) {
                states.push(state);
            }
        }
        let sense = row.cell(3, "sense")?;
        let sense =
            SENSES.iter().position(|known| *known == sense).ok_or_else(|| row.error("no such sense"))?;
        let language = match row.optional(4) {
            "" => "und",
            code => code,
        };
        let number = |name: &str| states.iter().position(|state| *state == name).unwrap_or(0);
        for state in from.split(' ') {
            for (form, need) in surfaces(morpheme)? {
                edges.insert((number(state), form, need, number(to), sense, language));
            }
        }
    }
    let mut out = String::from(
        "use crate::Lang;\n\n/// One morpheme of the machine of Turkish endings, folded to ASCII.\npub(crate) struct Edge {\n    \
         pub(crate) from: u8,\n    pub(crate) form: &'static str,\n    /// 0 anywhere, 1 after a consonant, 2 after a vowel.\n    \
         pub(crate) need: u8,\n    pub(crate) to: u8,\n    \
         /// The number of what it says, a bit of `CaseSet`.\n    pub(crate) sense: u8,\n    \
         /// The one language that has it; `Und` when Turkish has.\n    pub(crate) lang: Lang,\n}\n\n\
         const fn edge(from: u8, form: &'static str, need: u8, to: u8, sense: u8, lang: Lang) -> Edge {\n    \
         Edge { from, form, need, to, sense, lang }\n}\n\n/// Every edge, sorted by state; state 0 is the bare stem.\n\
         #[rustfmt::skip]\npub(crate) static EDGES: &[Edge] = &[\n",
    );
    for (from, form, need, to, sense, language) in edges {
        let (first, rest) = language.split_at_checked(1).ok_or_else(|| bad("no language", language))?;
        let _ = writeln!(
            out,
            "    edge({from}, {form:?}, {need}, {to}, {sense}, Lang::{}{rest}),",
            first.to_uppercase()
        );
    }
    out.push_str("];\n");
    Ok(out)
}
