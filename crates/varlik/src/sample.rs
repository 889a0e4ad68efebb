//! A small resolution made by hand, for the tests of what writes one.

use varlik_documents::{
    Act, Alias, Claim, Conflict, Contradiction, DateBasis, DateMention, Day, Entity, EntityType, Mention,
    MentionKind, Modality, Moment, PairEvidence, Polarity, Region, RegionKind, Relation, Resolution,
    ResolvedDocument, Story, StoryPair, Version,
};

#[allow(clippy::too_many_lines, reason = "one thing of each kind")]
/// Two articles, three entities; names with letters of two bytes, a quotation mark and a line feed.
pub(crate) fn resolution() -> Resolution {
    let texts = ["\u{feff}İstanbul’da \"Şişli\"\nHakan Fidan konuştu.", "Fidan spoke in Istanbul."];
    let document = |id: &str, text: &str| ResolvedDocument {
        id: id.to_owned(),
        text: text.to_owned(),
        regions: vec![Region { span: 0..text.len(), kind: RegionKind::Body, language: "und" }],
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
    let place = |document: usize, part: &str| {
        let start = texts[document].find(part).unwrap();
        start..start + part.len()
    };
    let claim = |document: usize, span: &str, cue: &str, speaker: Option<(usize, usize)>, polarity| Claim {
        document,
        span: place(document, span),
        cue: place(document, cue),
        mention: speaker.map(|(mention, _)| mention),
        speaker: speaker.map(|(_, entity)| entity),
        is_quotation: false,
        act: Act::Said,
        polarity,
        modality: Modality::Actual,
        about: vec![1],
        date: speaker.map(|_| 0),
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
        stories: vec![Story {
            id: "s1".to_owned(),
            documents: vec![0, 1],
            versions: vec![Version {
                document: 1,
                span: 0..24,
                time: Moment::read("2025-03-16T10:38"),
                copy_of: Some(0),
            }],
        }],
        pairs: vec![StoryPair {
            a: 0,
            b: 1,
            relation: Relation::Same,
            score: 0.9,
            evidence: PairEvidence {
                copy: 0.5,
                quotations: vec![(place(0, "Şişli"), place(1, "Istanbul"))],
                entities: vec![0],
                days: Day::new(None, 3, Some(16)).into_iter().collect(),
            },
        }],
        dates: vec![DateMention {
            document: 0,
            span: place(0, "Hakan"),
            day: Day::new(Some(2025), 3, Some(16)).unwrap(),
            basis: DateBasis::Relative,
        }],
        claims: vec![
            claim(0, "Hakan Fidan konuştu", "konuştu", Some((2, 1)), Polarity::Affirmed),
            claim(1, "Fidan", "spoke", None, Polarity::Negated),
        ],
        contradictions: vec![Contradiction {
            newer: 1,
            older: 0,
            conflict: Conflict::Polarity,
            overlap: 0.5,
        }],
    }
}
