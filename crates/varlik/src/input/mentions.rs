//! Mentions that somebody else found.

use std::path::Path;

use serde_json::{Map, Value};
use varlik_documents::{EntityType, GivenMention};

use super::rows::id_text;
use super::{Reader, place_of};
use crate::Error;

/// What recognisers call the article's id, its mentions, and a mention's type.
const ID_NAMES: [&str; 3] = ["doc_id", "id", "doc"];
const LIST_NAMES: [&str; 3] = ["mentions", "entities", "ents"];
const TYPE_NAMES: [&str; 4] = ["type", "label", "entity_group", "entity"];

impl Reader<'_> {
    /// Takes in a line an article: `{"doc_id": ..., "text": ..., "mentions": [{"start": ..., "end": ..., "type": ...}]}`.
    ///
    /// The text may be left out when the article came from another path.
    pub(super) fn read_mentions(&mut self, path: &Path) -> Result<(), Error> {
        let mut given = Vec::new();
        if let Some(content) = self.read_row_file(path)? {
            let place = place_of(path);
            self.each_row(&place, &content, |reader, line, row| {
                reader.add_mentions(&format!("{place}:{line}"), row, &mut given)
            })?;
        }
        self.articles.given = Some(given);
        Ok(())
    }

    fn add_mentions(
        &mut self,
        place: &str,
        mut row: Map<String, Value>,
        given: &mut Vec<GivenMention>,
    ) -> Result<(), Error> {
        let id = ID_NAMES.iter().find_map(|name| row.remove(*name)).and_then(id_text).ok_or_else(|| {
            Error::input(format!("{place}: no \"doc_id\"; name the article that the mentions are of"))
        })?;
        let known = self.by_id.get(&id).copied();
        let document = match (row.remove("text"), known) {
            (Some(Value::String(text)), None) => {
                if text.is_empty() {
                    self.articles.summary.skip(place, "row without a text");
                    return Ok(());
                }
                self.add(place.to_owned(), id, text)?;
                self.places.len() - 1
            }
            (Some(Value::String(text)), Some(document)) => {
                if self.articles.documents.get(document).is_some_and(|known| known.text != text) {
                    let first = self.places.get(document).map_or("", String::as_str);
                    return Err(Error::input(format!(
                        "{place}: the text of {id:?} is not that of {first}; mentions must be counted in the same text"
                    )));
                }
                document
            }
            (_, Some(document)) => document,
            (_, None) => {
                return Err(Error::input(format!(
                    "{place}: no \"text\", and no article {id:?} was read; add the text or name the article's path"
                )));
            }
        };
        let Some(Value::Array(list)) = LIST_NAMES.iter().find_map(|name| row.remove(*name)) else {
            return Err(Error::input(format!(
                "{place}: no list \"mentions\"; write [] where there are none"
            )));
        };
        let text = self.articles.documents.get(document).map_or("", |document| document.text.as_str());
        let offsets = CharacterOffsets::new(text);
        for mention in &list {
            given.push(
                offsets
                    .mention(document, mention)
                    .map_err(|problem| Error::input(format!("{place}: the mention {mention} {problem}")))?,
            );
        }
        Ok(())
    }
}

/// Where each code point of a text begins, in bytes, and where the last one ends.
#[derive(Debug)]
pub struct CharacterOffsets {
    offsets: Vec<usize>,
}

impl CharacterOffsets {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut offsets = Vec::with_capacity(text.len() + 1);
        offsets.extend(text.char_indices().map(|(offset, _)| offset));
        offsets.push(text.len());
        Self { offsets }
    }

    /// Turns a half-open range of code points into one of bytes, or says what is wrong with it.
    ///
    /// # Errors
    /// An empty range, or one that ends behind the text.
    pub fn bytes(&self, start: usize, end: usize) -> Result<std::ops::Range<usize>, String> {
        let length = self.offsets.len() - 1;
        match (self.offsets.get(start), self.offsets.get(end)) {
            (Some(&first), Some(&last)) if first < last => Ok(first..last),
            (Some(_), Some(_)) => Err(format!("is empty: {start}..{end} must hold at least one character")),
            _ => Err(format!(
                "ends outside its text of {length} characters; count code points, not bytes or UTF-16 units"
            )),
        }
    }

    fn mention(&self, document: usize, mention: &Value) -> Result<GivenMention, String> {
        let place = |name: &str| {
            let found =
                mention.get(name).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
            found.ok_or_else(|| format!("has no whole number {name:?}"))
        };
        let span = self.bytes(place("start")?, place("end")?)?;
        let label =
            TYPE_NAMES.iter().find_map(|name| mention.get(*name)).and_then(Value::as_str).unwrap_or("MISC");
        let Ok(entity_type) = label.parse::<EntityType>();
        Ok(GivenMention { document, span, entity_type })
    }
}
