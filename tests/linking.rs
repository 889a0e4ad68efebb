//! The rows of `cases/linking.toml`, which the Python door runs too.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use varlik::{Articles, Document, KnowledgeBase, KnowledgeBaseBuilder, Options, Resolution, knowledge_row};
use varlik_tests::{Expect, check};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    label: String,
    #[serde(rename = "comment")]
    _comment: Option<String>,
    #[serde(default)]
    expect: Expect,
    list: Vec<toml::Value>,
    input: Vec<String>,
    kb: BTreeMap<String, String>,
}

fn knowledge(list: &[toml::Value]) -> KnowledgeBase {
    let mut builder = KnowledgeBaseBuilder::default();
    for row in list {
        builder.push(knowledge_row(&serde_json::to_string(row).unwrap()).unwrap()).unwrap();
    }
    builder.build().unwrap()
}

/// The ids of the entities of the mentions with this text in this article.
fn ids(found: &Resolution, surface: &str) -> BTreeSet<String> {
    let (place, text) = surface.split_once(':').unwrap();
    let document: usize = place.parse().unwrap();
    let written = |mention: &&varlik::Mention| {
        let article = found.documents.get(document);
        mention.document == document
            && article.and_then(|article| article.text.get(mention.span.clone())) == Some(text)
    };
    let entities =
        found.mentions.iter().filter(written).filter_map(|mention| found.entities.get(mention.entity));
    entities.map(|entity| entity.kb_id.clone().unwrap_or_default()).collect()
}

fn outcome(case: &Case) -> Result<(), String> {
    let texts = case.input.iter().enumerate();
    let articles: Vec<Document> =
        texts.map(|(place, text)| Document::new(format!("{place:02}"), text)).collect();
    let mut options = Options::default();
    options.knowledge = vec![knowledge(&case.list)];
    let found = Articles::from(articles).resolve(&options, &()).unwrap().resolution;
    for (surface, want) in &case.kb {
        let ids = ids(&found, surface);
        if ids.len() != 1 || ids.first() != Some(want) {
            return Err(format!("{surface:?} is {ids:?}, not {want:?}"));
        }
    }
    Ok(())
}

#[test]
fn linking() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/linking.toml");
    let cases: Cases = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    check(cases.case.iter().map(|case| (case.expect, case.label.clone(), outcome(case))));
}
