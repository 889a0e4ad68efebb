//! Annotated articles: one JSON object a line, `{doc_id, lang, text, mentions: [{start, end, type}]}`.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use varlik_documents::EntityType;

use crate::source::Error;

/// One annotated article; spans are bytes.
pub(crate) struct Annotated {
    pub(crate) text: String,
    pub(crate) mentions: Vec<(usize, usize, EntityType)>,
}

#[derive(Deserialize)]
struct Row {
    text: String,
    mentions: Vec<RowMention>,
}

#[derive(Deserialize)]
struct RowMention {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    label: String,
    #[serde(default)]
    nested: bool,
}

/// Reads a corpus; nested mentions are left out.
pub(crate) fn read(path: &Path) -> Result<Vec<Annotated>, Error> {
    let text =
        fs::read_to_string(path).map_err(|error| Error::new(format!("{}: {error}", path.display())))?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            let row: Row = serde_json::from_str(line)
                .map_err(|error| Error::new(format!("{}, line {}: {error}", path.display(), number + 1)))?;
            Ok(annotated(row))
        })
        .collect()
}

fn annotated(row: Row) -> Annotated {
    let points = varlik_text::CodePoints::new(&row.text);
    let mentions = row
        .mentions
        .iter()
        .filter(|mention| !mention.nested)
        .filter_map(|mention| {
            let label = EntityType::from_label(&mention.label).unwrap_or(EntityType::Misc);
            Some((points.byte(mention.start)?, points.byte(mention.end)?, label))
        })
        .collect();
    Annotated { mentions, text: row.text }
}

/// Cuts a noun phrase down to the name in it: "contemporary America" to "America", "Durham University, United Kingdom"
/// to "Durham University".
///
/// For corpora whose spans are whole noun phrases (GUM).
pub(crate) fn trim_to_names(article: &mut Annotated) {
    let text = &article.text;
    for (start, end, _) in &mut article.mentions {
        let Some(phrase) = text.get(*start..*end) else { continue };
        let mut from = None;
        let mut to = 0;
        for (offset, word) in words(phrase) {
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            let joins = matches!(
                word,
                "of" | "the"
                    | "for"
                    | "and"
                    | "de"
                    | "la"
                    | "von"
                    | "van"
                    | "in"
                    | "on"
                    | "-"
                    | "'s"
                    | "’s"
                    | "&"
                    | "del"
            );
            if capital {
                from.get_or_insert(offset);
                to = offset + word.len();
            } else if from.is_some() && !joins && !word.chars().all(|c| c.is_ascii_digit()) {
                break;
            }
        }
        if let Some(from) = from {
            *end = *start + to;
            *start += from;
        } else {
            *end = *start;
        }
    }
    article.mentions.retain(|(start, end, _)| start < end);
}

fn words(phrase: &str) -> impl Iterator<Item = (usize, &str)> {
    phrase.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    })
}

/// Joins hyphens that a tokenised corpus set apart ("Bailey - Ross"), moving the spans along.
pub(crate) fn join_hyphens(article: &mut Annotated) {
    let mut map = vec![0; article.text.len() + 1];
    let mut joined = String::with_capacity(article.text.len());
    let bytes = article.text.as_bytes();
    for (at, letter) in article.text.char_indices() {
        for slot in map.iter_mut().skip(at).take(letter.len_utf8()) {
            *slot = joined.len();
        }
        let letter_at = |index: Option<usize>| index.and_then(|index| bytes.get(index)).copied();
        let before_hyphen =
            letter == ' ' && letter_at(Some(at + 1)) == Some(b'-') && letter_at(Some(at + 2)) == Some(b' ');
        let after_hyphen = letter == ' '
            && letter_at(at.checked_sub(1)) == Some(b'-')
            && letter_at(at.checked_sub(2)) == Some(b' ');
        if !before_hyphen && !after_hyphen {
            joined.push(letter);
        }
    }
    if let Some(last) = map.last_mut() {
        *last = joined.len();
    }
    for (start, end, _) in &mut article.mentions {
        *start = map.get(*start).copied().unwrap_or(0);
        *end = map.get(*end).copied().unwrap_or(0);
    }
    article.text = joined;
}
