//! Mentions that somebody else found.

use std::ops::Range;
use std::path::Path;

use serde_json::{Map, Value};
use varlik_documents::{EntityType, GivenMention};
use varlik_text::CodePoints;

use super::rows::id_text;
use super::{Reader, place_of};
use crate::Error;

/// What recognisers call the article's id, its mentions, and a mention's type.
const ID_NAMES: [&str; 3] = ["doc_id", "id", "doc"];
const LIST_NAMES: [&str; 3] = ["mentions", "entities", "ents"];
const TYPE_NAMES: [&str; 4] = ["type", "label", "entity_group", "entity"];

/// Start and end in **code points** (half-open) and type of each mention of an article.
pub type GivenSpans = Vec<(usize, usize, EntityType)>;

/// The mentions of one article that somebody else found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenArticle {
    /// The article's id.
    pub id: String,
    /// Its text; may be left out where the article is known already.
    pub text: Option<String>,
    /// The mentions.
    pub mentions: GivenSpans,
}

impl Reader<'_> {
    /// Takes in a line an article: `{"doc_id": ..., "text": ..., "mentions": [{"start": ..., "end": ..., "type": ...}]}`.
    ///
    /// The text may be left out when the article came from another path.
    pub(super) fn read_mentions(&mut self, path: &Path) -> Result<(), Error> {
        self.articles.given.get_or_insert_default();
        if let Some(content) = self.read_row_file(path)? {
            let place = place_of(path);
            self.each_row(&place, &content, |reader, line, row| {
                reader.add_mentions(&format!("{place}:{line}"), row)
            })?;
        }
        Ok(())
    }

    fn add_mentions(&mut self, place: &str, mut row: Map<String, Value>) -> Result<(), Error> {
        let id = ID_NAMES.iter().find_map(|name| row.remove(*name)).and_then(id_text).ok_or_else(|| {
            Error::input(format!("{place}: no \"doc_id\"; name the article that the mentions are of"))
        })?;
        let text = match row.remove("text") {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let Some(Value::Array(list)) = LIST_NAMES.iter().find_map(|name| row.remove(*name)) else {
            return Err(Error::input(format!(
                "{place}: no list \"mentions\"; write [] where there are none"
            )));
        };
        let spans: Result<Vec<_>, String> = list.iter().map(labelled).collect();
        let spans = spans.map_err(|problem| Error::input(format!("{place}: {problem}")))?;
        let mentions = self.options.labels.mentions(spans);
        self.take_given(place, GivenArticle { id, text, mentions })
    }

    /// Takes in the mentions of one article, and the article itself where it is new.
    pub(super) fn take_given(&mut self, place: &str, given: GivenArticle) -> Result<(), Error> {
        let GivenArticle { id, text, mentions } = given;
        let known = self.by_id.get(&id).copied();
        let document = match (text, known) {
            (Some(text), None) => {
                if text.is_empty() {
                    self.articles.summary.skip(place, "row without a text");
                    return Ok(());
                }
                self.add(place.to_owned(), self.row(id, text, None))?;
                self.places.len() - 1
            }
            (Some(text), Some(document)) => {
                if self.articles.documents.get(document).is_some_and(|known| known.text != text) {
                    let first = self.places.get(document).map_or("", String::as_str);
                    return Err(Error::input(format!(
                        "{place}: the text of {id:?} is not that of {first}; mentions must be counted in the same text"
                    )));
                }
                document
            }
            (None, Some(document)) => document,
            // An article that was left out for its empty text.
            (None, None) if mentions.is_empty() => return Ok(()),
            (None, None) => {
                return Err(Error::input(format!(
                    "{place}: no \"text\", and no article {id:?} was read; add the text or name the article's path"
                )));
            }
        };
        let Some(article) = self.articles.documents.get(document) else { return Ok(()) };
        let points = CodePoints::new(&article.text);
        let spans: Result<Vec<GivenMention>, String> = mentions
            .iter()
            .map(|&(start, end, entity_type)| {
                let span = byte_span(&points, &article.text, start, end)?;
                Ok(GivenMention { document, span, entity_type })
            })
            .collect();
        let spans = spans
            .map_err(|problem| Error::input(format!("{place}: {problem} (article {:?})", article.id)))?;
        self.articles.given.get_or_insert_default().extend(spans);
        Ok(())
    }
}

fn byte_span(points: &CodePoints<'_>, text: &str, start: usize, end: usize) -> Result<Range<usize>, String> {
    match (points.byte(start), points.byte(end)) {
        (Some(first), Some(last)) if first < last => Ok(first..last),
        (Some(_), Some(_)) => {
            Err(format!("the mention {start}..{end} is empty; it must hold at least one character"))
        }
        _ => Err(format!(
            "the mention {start}..{end} ends outside its text of {} characters; count code points, not bytes or UTF-16 \
             units",
            points.index(text.len())
        )),
    }
}

/// Reads one mention; `Err` says what is wrong with it.
fn labelled(mention: &Value) -> Result<(usize, usize, &str), String> {
    let place = |name: &str| {
        let found = mention.get(name).and_then(Value::as_u64).and_then(|number| usize::try_from(number).ok());
        found.ok_or_else(|| format!("the mention {mention} has no whole number {name:?}"))
    };
    let label =
        TYPE_NAMES.iter().find_map(|name| mention.get(*name)).and_then(Value::as_str).unwrap_or("MISC");
    Ok((place("start")?, place("end")?, label))
}
