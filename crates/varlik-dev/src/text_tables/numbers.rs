//! Number words, and the words that a Roman numeral stands beside.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::{code_point, variant};
use crate::source::{Error, Source};

pub(super) fn table(words: &Source, regnal: &Source, digits: &Source) -> Result<String, Error> {
    let mut languages: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
    for row in words.rows() {
        let (kind, value) = (row.cell(2, "kind")?, row.cell(3, "value")?);
        let value: u8 = value.parse().map_err(|_| row.error("the value is no number below 256"))?;
        let item = match kind {
            "zero" => "Zero".to_owned(),
            "hundred" => "Hundred".to_owned(),
            "half" => "Half".to_owned(),
            "unit" => format!("Unit({value})"),
            "teen" => format!("Teen({value})"),
            "ten" => format!("Ten({value})"),
            "scale" => format!("Scale({value})"),
            _ => return Err(row.error("no such kind")),
        };
        let marks: BTreeSet<&str> = row.optional(4).split(',').filter(|mark| !mark.is_empty()).collect();
        if let Some(mark) = marks.iter().find(|mark| !["ordinal", "phrase"].contains(*mark)) {
            return Err(row.error(&format!("no such mark: {mark}")));
        }
        let (ordinal, phrase) = (marks.contains("ordinal"), marks.contains("phrase"));
        let word = row.cell(1, "word")?;
        let entry = format!("NumberWord {{ item: Item::{item}, ordinal: {ordinal}, phrase: {phrase} }}");
        languages.entry(row.cell(0, "language")?).or_default().insert(word, entry);
    }
    let mut out = String::from(
        "use crate::Lang;\nuse crate::number::{Item, NumberWord};\n\n/// Number words by language, sorted.\n\
         #[rustfmt::skip]\npub(crate) static NUMBER_WORDS: &[(Lang, &[(&str, NumberWord)])] = &[\n",
    );
    for (language, words) in languages {
        let _ = writeln!(out, "    (Lang::{}, &[", variant(language)?);
        for (word, entry) in words {
            let _ = writeln!(out, "        ({word:?}, {entry}),");
        }
        out.push_str("    ]),\n");
    }
    out.push_str(
        "];\n\n/// Words beside which a single I, V or X is a numeral, sorted.\n\
         #[rustfmt::skip]\npub(crate) static REGNAL_WORDS: &[&str] = &[\n",
    );
    let regnal = regnal.rows().map(|row| row.cell(0, "word")).collect::<Result<BTreeSet<_>, Error>>()?;
    for word in regnal {
        let _ = writeln!(out, "    {word:?},");
    }
    out.push_str("];\n\n/// The zero of each run of ten digits, sorted.\n#[rustfmt::skip]\npub(crate) static ZEROS: &[u32] = &[\n");
    let zeros =
        digits.rows().map(|row| code_point(row.cell(0, "zero")?)).collect::<Result<BTreeSet<_>, _>>()?;
    for zero in zeros {
        let _ = writeln!(out, "    0x{:04X},", u32::from(zero));
    }
    out.push_str("];\n");
    Ok(out)
}
