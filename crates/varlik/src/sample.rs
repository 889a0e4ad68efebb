//! A small resolution made by hand, for the tests of what writes one.

use varlik_documents::{
    Alias, Entity, EntityType, Mention, MentionKind, Region, RegionKind, Relation, Resolution,
    ResolvedDocument, Story, StoryPair,
};

/// Two articles, three entities; names with letters of two bytes, a quotation mark and a line feed.
pub(crate) fn resolution() -> Resolution {
    let texts = ["\u{feff}İstanbul’da \"Şişli\"\nHakan Fidan konuştu.", "Fidan spoke in Istanbul."];
    let document = |id: &str, text: &str| ResolvedDocument {
        id: id.to_owned(),
        text: text.to_owned(),
        regions: vec![Region { span: 0..text.len(), kind: RegionKind::Body }],
        language: "und",
        ..ResolvedDocument::default()
    };
    let mention = |document: usize, name: &str, entity_type: EntityType, entity: usize, score: f32| {
        let start = texts[document].find(name).unwrap();
        Mention {
            document,
            span: start..start + name.len(),
            entity_type,
            kind: MentionKind::Name,
            entity,
            score,
            region: RegionKind::Body,
            metonym_of: (name == "Istanbul").then_some("iso3166:TR"),
        }
    };
    let entity =
        |id: &str, name: &str, entity_type: EntityType, kb_id: Option<&str>, mentions: Vec<usize>| Entity {
            id: id.to_owned(),
            name: name.to_owned(),
            entity_type,
            kb_id: kb_id.map(str::to_owned),
            knowledge: None,
            aliases: vec![Alias { text: name.to_owned(), count: mentions.len() }],
            documents: vec![0, 1],
            mentions,
        };
    Resolution {
        documents: vec![document("tr/1.txt", texts[0]), document("en \"2\".txt", texts[1])],
        mentions: vec![
            mention(0, "İstanbul", EntityType::Loc, 0, 1.0),
            mention(0, "Şişli", EntityType::Loc, 2, 0.876_54),
            mention(0, "Hakan Fidan", EntityType::Per, 1, 0.5),
            mention(1, "Fidan", EntityType::Per, 1, 0.25),
            mention(1, "Istanbul", EntityType::Loc, 0, 0.000_04),
        ],
        entities: vec![
            entity("e1", "İstanbul", EntityType::Loc, Some("geonames:745044"), vec![0, 4]),
            entity("e2", "Hakan Fidan", EntityType::Per, None, vec![2, 3]),
            entity("e3", "Şişli", EntityType::Loc, None, vec![1]),
        ],
        stories: vec![Story { id: "s1".to_owned(), documents: vec![0, 1] }],
        pairs: vec![StoryPair { a: 0, b: 1, relation: Relation::Same, score: 0.9 }],
    }
}
