//! The spelling folds of the Arabic and Hebrew scripts, and the letters of their skeletons.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{bad, code_point};
use crate::source::{Error, Source};

/// The languages with a fold of their own, in the order of their tables.
const LANGUAGES: [&str; 6] = ["ar", "fa", "ur", "ckb", "ug", "he"];

/// Reads a cell of letters, code points and ranges of code points.
fn letters(cell: &str) -> Result<Vec<char>, Error> {
    let mut found = Vec::new();
    for item in cell.split(' ') {
        let mut characters = item.chars();
        if let (Some(c), None) = (characters.next(), characters.next()) {
            found.push(c);
        } else if let Some((first, last)) = item.split_once('-') {
            found.extend(code_point(first)?..=code_point(last)?);
        } else {
            found.push(code_point(item)?);
        }
    }
    Ok(found)
}

fn languages(cell: &str, of_script: &[&'static str]) -> Result<Vec<&'static str>, Error> {
    if cell == "*" {
        return Ok(of_script.to_vec());
    }
    let known = |code: &str| LANGUAGES.iter().find(|known| **known == code).copied();
    cell.split(' ').map(|code| known(code).ok_or_else(|| bad("no language with a fold", code))).collect()
}

pub(super) fn table(folds: &Source, skeletons: &Source) -> Result<String, Error> {
    let (arabic, hebrew) = LANGUAGES.split_at(5);
    let mut forms: BTreeMap<String, u8> = BTreeMap::new();
    let mut rows: BTreeMap<(&str, char), String> = BTreeMap::new();
    for row in folds.rows() {
        let (cell, fold) = (row.cell(0, "letters")?, row.cell(1, "fold")?);
        forms.insert(fold.to_owned(), 0);
        for letter in letters(cell)? {
            for language in languages(row.cell(2, "languages")?, arabic)? {
                if rows.insert((language, letter), fold.to_owned()).is_some() {
                    return Err(row.error(&format!("{letter:?} has a fold in {language} already")));
                }
            }
        }
    }
    // The empty form sorts first: number 1 is "dropped", 0 is "stays".
    for (at, number) in forms.values_mut().enumerate() {
        *number = at as u8 + 1;
    }
    let mut out = String::from(
        "/// What letters become, by the numbers in the tables below less one; the first is nothing.\n\
         #[rustfmt::skip]\npub(crate) static FORMS: &[&str] = &[\n",
    );
    for form in forms.keys() {
        let _ = writeln!(out, "    {form:?},");
    }
    out.push_str("];\n");
    let mut write = |name: &str, codes: &[&str], start: u32, size: u32, doc: &str| -> Result<(), Error> {
        let _ = write!(
            out,
            "\n/// {doc}; 0 stays.\n#[rustfmt::skip]\npub(crate) static {name}: [[u8; {size}]; {}] = [\n",
            codes.len()
        );
        for code in codes {
            let _ = writeln!(out, "    // {code}\n    [");
            for line in 0..size / 32 {
                out.push_str("       ");
                for point in start + line * 32..start + line * 32 + 32 {
                    let letter = char::from_u32(point).ok_or_else(|| bad("no letter", code))?;
                    let form = rows.get(&(*code, letter)).and_then(|form| forms.get(form)).unwrap_or(&0);
                    let _ = write!(out, " {form},");
                }
                out.push('\n');
            }
            out.push_str("    ],\n");
        }
        out.push_str("];\n");
        Ok(())
    };
    write("ARABIC", arabic, 0x600, 256, "The forms of U+0600..U+06FF for ar, fa, ur, ckb and ug")?;
    write("HEBREW", hebrew, 0x580, 128, "The forms of U+0580..U+05FF")?;
    if let Some((_, letter)) = rows.keys().find(|(_, letter)| !(0x580..0x700).contains(&u32::from(*letter))) {
        return Err(bad("a fold outside the blocks of the script", &letter.to_string()));
    }
    out.push_str(
        "\n/// Letters, or a letter with the sign that follows it (else NUL), the language and their ASCII.\n\
         #[rustfmt::skip]\npub(crate) static SKELETONS: &[([char; 2], &str, &str)] = &[\n",
    );
    for row in skeletons.rows() {
        let (cell, ascii) = (row.cell(0, "letters")?, row.cell(1, "ASCII")?);
        if !ascii.is_ascii() {
            return Err(row.error("the second column is ASCII"));
        }
        for item in cell.split(' ') {
            let mut characters = item.chars();
            let pair = [characters.next().unwrap_or('\0'), characters.next().unwrap_or('\0')];
            for language in languages(row.cell(2, "languages")?, arabic)? {
                let _ = writeln!(out, "    ({pair:?}, {language:?}, {ascii:?}),");
            }
        }
    }
    out.push_str("];\n");
    Ok(out)
}
