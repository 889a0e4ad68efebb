//! The lines of the output files.

use std::io::{self, Write};
use std::ops::Range;

use varlik_documents::{Control, KnowledgeEvidence, KnowledgeLink, Resolution};
use varlik_text::CodePoints;

use super::json::{push_number, push_score, push_string};
use crate::code_point_spans;

/// A line a mention, by article and place. The one long file of the four: it may be cut short.
pub(super) fn mentions(
    resolution: &Resolution,
    out: &mut dyn Write,
    control: &dyn Control,
) -> io::Result<()> {
    let entity_ids: Vec<Vec<u8>> = resolution.entities.iter().map(|entity| quoted(&entity.id)).collect();
    let mut line = Vec::with_capacity(256);
    let (mut document, mut head) = (usize::MAX, Vec::new());
    for (mention, span) in resolution.mentions.iter().zip(code_point_spans(resolution)) {
        let Some(article) = resolution.documents.get(mention.document) else { continue };
        if mention.document != document {
            document = mention.document;
            head.clear();
            head.extend_from_slice(b"{\"doc\":");
            push_string(&mut head, &article.id);
            if control.cancelled() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            head.extend_from_slice(b",\"start\":");
        }
        line.clear();
        line.extend_from_slice(&head);
        push_number(&mut line, span.start);
        line.extend_from_slice(b",\"end\":");
        push_number(&mut line, span.end);
        line.extend_from_slice(b",\"text\":");
        push_string(&mut line, &article.text_of(mention.span.clone()));
        push_label(&mut line, "type", mention.entity_type.as_str());
        push_label(&mut line, "kind", mention.kind.as_str());
        line.extend_from_slice(b",\"entity_id\":");
        line.extend_from_slice(entity_ids.get(mention.entity).map_or(b"null".as_slice(), Vec::as_slice));
        line.extend_from_slice(b",\"score\":");
        push_score(&mut line, mention.score);
        push_label(&mut line, "region", mention.region.as_str());
        line.extend_from_slice(b",\"metonym_of\":");
        match mention.metonym_of {
            Some(country) => push_string(&mut line, country),
            None => line.extend_from_slice(b"null"),
        }
        line.extend_from_slice(b"}\n");
        out.write_all(&line)?;
    }
    Ok(())
}

/// A line an entity, most mentioned first.
pub(super) fn entities(resolution: &Resolution, out: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::with_capacity(1024);
    for entity in &resolution.entities {
        line.clear();
        line.extend_from_slice(b"{\"entity_id\":");
        push_string(&mut line, &entity.id);
        line.extend_from_slice(b",\"name\":");
        push_string(&mut line, &entity.name);
        push_label(&mut line, "type", entity.entity_type.as_str());
        line.extend_from_slice(b",\"kb_id\":");
        match &entity.kb_id {
            Some(id) => push_string(&mut line, id),
            None => line.extend_from_slice(b"null"),
        }
        if let Some(told) = &entity.knowledge {
            line.extend_from_slice(b",\"kb\":");
            push_link(&mut line, told);
        }
        line.extend_from_slice(b",\"aliases\":[");
        for (place, alias) in entity.aliases.iter().enumerate() {
            push_comma(&mut line, place);
            line.extend_from_slice(b"{\"text\":");
            push_string(&mut line, &alias.text);
            line.extend_from_slice(b",\"count\":");
            push_number(&mut line, alias.count);
            line.push(b'}');
        }
        line.extend_from_slice(b"],\"documents\":");
        push_documents(&mut line, resolution, &entity.documents);
        line.extend_from_slice(b",\"mentions\":");
        push_number(&mut line, entity.mentions.len());
        line.extend_from_slice(b"}\n");
        out.write_all(&line)?;
    }
    Ok(())
}

/// Why an entity is an entry of a knowledge base.
fn push_link(line: &mut Vec<u8>, told: &KnowledgeLink) {
    line.extend_from_slice(b"{\"weight\":");
    push_weight(line, told.weight);
    line.extend_from_slice(b",\"evidence\":[");
    for (place, KnowledgeEvidence { what, detail, weight }) in told.evidence.iter().enumerate() {
        push_comma(line, place);
        line.extend_from_slice(b"{\"what\":");
        push_string(line, what.as_str());
        line.extend_from_slice(b",\"detail\":");
        push_string(line, detail);
        line.extend_from_slice(b",\"weight\":");
        push_weight(line, *weight);
        line.push(b'}');
    }
    line.extend_from_slice(b"],\"rival\":");
    match &told.rival {
        Some((id, weight)) => {
            line.extend_from_slice(b"{\"id\":");
            push_string(line, id);
            line.extend_from_slice(b",\"weight\":");
            push_weight(line, *weight);
            line.push(b'}');
        }
        None => line.extend_from_slice(b"null"),
    }
    line.push(b'}');
}

/// Appends bits, which may be below 0, with two decimals.
fn push_weight(line: &mut Vec<u8>, weight: f32) {
    line.extend_from_slice(format!("{:.2}", if weight.is_finite() { weight } else { 0.0 }).as_bytes());
}

/// A line a story, largest first.
pub(super) fn stories(resolution: &Resolution, out: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::with_capacity(256);
    let mut points = Points::new(resolution);
    for story in &resolution.stories {
        line.clear();
        line.extend_from_slice(b"{\"story_id\":");
        push_string(&mut line, &story.id);
        line.extend_from_slice(b",\"documents\":");
        push_documents(&mut line, resolution, &story.documents);
        line.extend_from_slice(b",\"versions\":[");
        for (place, version) in story.versions.iter().enumerate() {
            push_comma(&mut line, place);
            line.extend_from_slice(b"{\"doc\":");
            push_string(&mut line, document_id(resolution, version.document));
            push_span(&mut line, points.of(version.document), &version.span);
            push_optional(&mut line, "time", version.time.map(|time| time.to_string()).as_deref());
            push_optional(&mut line, "copy_of", version.copy_of.map(|copy| document_id(resolution, copy)));
            line.push(b'}');
        }
        line.extend_from_slice(b"]}\n");
        out.write_all(&line)?;
    }
    Ok(())
}

/// A line a pair of articles that were compared.
pub(super) fn pairs(resolution: &Resolution, out: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::with_capacity(256);
    let mut points = Points::new(resolution);
    for pair in &resolution.pairs {
        line.clear();
        line.extend_from_slice(b"{\"a\":");
        push_string(&mut line, document_id(resolution, pair.a));
        line.extend_from_slice(b",\"b\":");
        push_string(&mut line, document_id(resolution, pair.b));
        push_label(&mut line, "relation", pair.relation.as_str());
        line.extend_from_slice(b",\"score\":");
        push_score(&mut line, pair.score);
        let evidence = &pair.evidence;
        line.extend_from_slice(b",\"copy\":");
        push_score(&mut line, evidence.copy);
        line.extend_from_slice(b",\"quotations\":[");
        for (place, (here, there)) in evidence.quotations.iter().enumerate() {
            push_comma(&mut line, place);
            line.push(b'{');
            push_ends(&mut line, "a", points.of(pair.a), here);
            line.push(b',');
            push_ends(&mut line, "b", points.of(pair.b), there);
            line.push(b'}');
        }
        line.extend_from_slice(b"],\"entities\":[");
        for (place, entity) in evidence.entities.iter().enumerate() {
            push_comma(&mut line, place);
            push_string(&mut line, entity_id(resolution, *entity));
        }
        line.extend_from_slice(b"],\"days\":[");
        for (place, day) in evidence.days.iter().enumerate() {
            push_comma(&mut line, place);
            push_string(&mut line, &day.to_string());
        }
        line.extend_from_slice(b"]}\n");
        out.write_all(&line)?;
    }
    Ok(())
}

fn push_documents(line: &mut Vec<u8>, resolution: &Resolution, documents: &[usize]) {
    line.push(b'[');
    for (place, &document) in documents.iter().enumerate() {
        push_comma(line, place);
        push_string(line, document_id(resolution, document));
    }
    line.push(b']');
}

pub(super) fn document_id(resolution: &Resolution, document: usize) -> &str {
    resolution.documents.get(document).map_or("", |document| document.id.as_str())
}

pub(super) fn entity_id(resolution: &Resolution, entity: usize) -> &str {
    resolution.entities.get(entity).map_or("", |entity| entity.id.as_str())
}

/// The code points of the articles that were asked for last.
pub(super) struct Points<'a> {
    resolution: &'a Resolution,
    kept: [Option<(usize, CodePoints<'a>)>; 2],
}

impl<'a> Points<'a> {
    pub(super) fn new(resolution: &'a Resolution) -> Self {
        Self { resolution, kept: [None, None] }
    }

    pub(super) fn of(&mut self, document: usize) -> Option<&CodePoints<'a>> {
        let is_kept =
            |kept: &Option<(usize, CodePoints<'a>)>| kept.as_ref().is_some_and(|(of, _)| *of == document);
        if !self.kept.iter().any(is_kept) {
            let text = self.resolution.documents.get(document).map_or("", |document| document.text.as_str());
            self.kept.swap(0, 1);
            self.kept[0] = Some((document, CodePoints::new(text)));
        }
        self.kept.iter().flatten().find(|(of, _)| *of == document).map(|(_, points)| points)
    }
}

/// Appends the fields of a span.
pub(super) fn push_span(line: &mut Vec<u8>, points: Option<&CodePoints<'_>>, span: &Range<usize>) {
    let index = |byte: usize| points.map_or(byte, |points| points.index(byte));
    line.extend_from_slice(b",\"start\":");
    push_number(line, index(span.start));
    line.extend_from_slice(b",\"end\":");
    push_number(line, index(span.end));
}

/// Appends the ends of a span in one of two articles.
fn push_ends(line: &mut Vec<u8>, name: &str, points: Option<&CodePoints<'_>>, span: &Range<usize>) {
    for (place, (end, byte)) in [("start", span.start), ("end", span.end)].into_iter().enumerate() {
        push_comma(line, place);
        line.extend_from_slice(format!("\"{name}_{end}\":").as_bytes());
        push_number(line, points.map_or(byte, |points| points.index(byte)));
    }
}

/// Appends a field that may be null.
pub(super) fn push_optional(line: &mut Vec<u8>, field: &str, value: Option<&str>) {
    line.extend_from_slice(b",\"");
    line.extend_from_slice(field.as_bytes());
    line.extend_from_slice(b"\":");
    match value {
        Some(value) => push_string(line, value),
        None => line.extend_from_slice(b"null"),
    }
}

pub(super) fn push_comma(line: &mut Vec<u8>, place: usize) {
    if place > 0 {
        line.push(b',');
    }
}

/// Appends a field whose value is one of our own labels, which need no escaping.
pub(super) fn push_label(line: &mut Vec<u8>, field: &str, label: &str) {
    line.extend_from_slice(b",\"");
    line.extend_from_slice(field.as_bytes());
    line.extend_from_slice(b"\":\"");
    line.extend_from_slice(label.as_bytes());
    line.push(b'"');
}

fn quoted(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 2);
    push_string(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn written(write: fn(&Resolution, &mut dyn Write) -> io::Result<()>) -> Vec<String> {
        let mut out = Vec::new();
        write(&sample::resolution(), &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    fn all_mentions(resolution: &Resolution, out: &mut dyn Write) -> io::Result<()> {
        mentions(resolution, out, &())
    }

    #[test]
    fn mentions_are_lines_of_code_point_spans() {
        let lines = written(all_mentions);
        assert_eq!(lines.len(), 5);
        assert_eq!(
            lines[1],
            r#"{"doc":"tr/1.txt","start":14,"end":19,"text":"Şişli","type":"LOC","kind":"name","entity_id":"e3","score":0.8765,"region":"body","metonym_of":null}"#
        );
        assert_eq!(
            lines[4],
            r#"{"doc":"en \"2\".txt","start":15,"end":23,"text":"Istanbul","type":"LOC","kind":"name","entity_id":"e1","score":0.0,"region":"body","metonym_of":"iso3166:TR"}"#
        );
    }

    #[test]
    fn an_entity_names_its_articles_and_counts_its_mentions() {
        let lines = written(entities);
        assert_eq!(
            lines[0],
            r#"{"entity_id":"e1","name":"İstanbul","type":"LOC","kb_id":"geonames:745044","aliases":[{"text":"İstanbul","count":2}],"documents":["tr/1.txt","en \"2\".txt"],"mentions":2}"#
        );
        assert!(lines[1].contains(r#""kb_id":null,"#), "{}", lines[1]);
    }

    #[test]
    fn stories_and_pairs_name_articles_by_id() {
        assert_eq!(
            written(stories),
            [
                r#"{"story_id":"s1","documents":["tr/1.txt","en \"2\".txt"],"versions":[{"doc":"en \"2\".txt","start":0,"end":24,"time":"2025-03-16T10:38","copy_of":"tr/1.txt"}]}"#
            ]
        );
        assert_eq!(
            written(pairs),
            [
                r#"{"a":"tr/1.txt","b":"en \"2\".txt","relation":"same","score":0.9,"copy":0.5,"quotations":[{"a_start":14,"a_end":19,"b_start":15,"b_end":23}],"entities":["e1"],"days":["--03-16"]}"#
            ]
        );
    }

    #[test]
    fn every_line_is_json() {
        for lines in [written(all_mentions), written(entities), written(stories), written(pairs)] {
            for line in lines {
                serde_json::from_str::<serde_json::Value>(&line).unwrap();
            }
        }
    }
}
