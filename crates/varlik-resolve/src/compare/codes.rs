//! The codes that stand in texts: model numbers, catalogue numbers.

use crate::field::{Field, FieldKind};
use crate::items::{Column, ColumnBuilder, Items};

/// Letters and digits of a code; less tells little, more is no code.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=24;

/// The most codes of one item.
const MOST_CODES: usize = 6;

/// One item in so many must have a code for codes to be compared.
const ENOUGH: usize = 10;

/// Draws the codes out of the texts of all items; none where few texts hold one.
///
/// They say more than the words around them, and are written with and without hyphens: `DAV-HDX576WF`, `DAVHDX576WF`.
pub(crate) fn codes(items: &Items) -> Option<(Field, Column)> {
    if !items.columns.iter().any(|(field, _)| field.kind == FieldKind::Text) {
        return None;
    }
    let name =
        if items.columns.iter().any(|(field, _)| field.name == "codes") { "codes in texts" } else { "codes" };
    let (field, column) = all_codes(items, name);
    let with = (0..items.len() as u32).filter(|&item| !column.cells(item).is_empty()).count();
    (with * ENOUGH >= items.len()).then_some((field, column))
}

/// Draws the codes out of the texts of all items, however few hold one; `name` is that of the field they make.
pub(crate) fn all_codes(items: &Items, name: &str) -> (Field, Column) {
    let texts: Vec<(&Column, Vec<Vec<String>>)> = items
        .columns
        .iter()
        .filter(|(field, _)| field.kind == FieldKind::Text)
        .map(|(_, column)| (column, column.values().iter().map(codes_of).collect()))
        .collect();
    let mut builder = ColumnBuilder::default();
    let mut own: Vec<&str> = Vec::new();
    for item in 0..items.len() as u32 {
        own.clear();
        for (column, found) in &texts {
            let cells = column.cells(item).iter();
            let codes = cells.filter_map(|&cell| found.get(cell as usize)).flatten().map(String::as_str);
            own.extend(codes.take(MOST_CODES));
        }
        builder.push_list(own.iter().copied().take(MOST_CODES));
    }
    (Field { name: name.to_owned(), kind: FieldKind::Identifier }, builder.finish())
}

fn codes_of(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | '[' | ']')) {
        let code: String =
            word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
        if is_code(&code, word) && found.len() < MOST_CODES && !found.contains(&code) {
            found.push(code);
        }
    }
    found
}

/// Whether a word is a code: it has digits, and letters or five digits at least; no ratio, decimal or quantity.
fn is_code(code: &str, word: &str) -> bool {
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    let bare = digits == code.len();
    let ratio = bare && word.contains(['/', ':', '.', 'x', 'X']);
    LENGTHS.contains(&code.len()) && digits >= 2 && (!bare || digits >= 5) && !ratio && !is_measure(code)
}

/// Whether a word is a quantity: `120GB`, `1080P`.
fn is_measure(code: &str) -> bool {
    let digits = code.bytes().take_while(u8::is_ascii_digit).count();
    let rest = code.get(digits..).unwrap_or_default();
    digits > 0 && matches!(rest.len(), 1 | 2) && rest.bytes().all(|byte| byte.is_ascii_alphabetic())
}
