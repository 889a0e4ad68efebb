use super::*;
use crate::EntityType::{Loc, Org, Per};
use crate::{Document, KnowledgeBaseBuilder, KnowledgeRow, Office, Options, Resolution, resolve};

fn row(id: &str, name: &str, entity_type: EntityType) -> KnowledgeRow {
    KnowledgeRow {
        id: id.to_owned(),
        name: name.to_owned(),
        entity_type: Some(entity_type),
        ..KnowledgeRow::default()
    }
}

fn base(rows: impl IntoIterator<Item = KnowledgeRow>) -> KnowledgeBase {
    let mut builder = KnowledgeBaseBuilder::default();
    for row in rows {
        builder.push(row).unwrap();
    }
    builder.build().unwrap()
}

fn found(bases: Vec<KnowledgeBase>, texts: &[&str]) -> Resolution {
    let documents = texts.iter().zip(0..).map(|(text, number)| Document::new(number.to_string(), *text));
    let options = Options { knowledge: bases, ..Options::default() };
    resolve(documents.collect(), None, &options, &()).unwrap()
}

/// The id in the knowledge base of what is called so.
fn id<'f>(found: &'f Resolution, name: &str) -> Option<&'f str> {
    let called = |entity: &&crate::Entity| entity.aliases.iter().any(|alias| alias.text == name);
    let entity = found.entities.iter().find(called);
    entity.unwrap_or_else(|| panic!("nothing is called {name}")).kb_id.as_deref()
}

#[test]
fn an_entity_of_several_spellings_is_one_entry_and_says_why() {
    let petra = KnowledgeRow {
        aliases: vec!["Петра Линдквист".to_owned(), "The Kelp Queen".to_owned()],
        ..row("p1", "Petra Lindqvist", Per)
    };
    let texts = [
        "Petra Lindqvist met engineers in Bergen. Lindqvist flew home on Monday.",
        "Критики говорят, что Петра Линдквист уехала в Берген.",
        "They say that Petra Lindquist has left Bergen, and the harbour with her.",
    ];
    let found = found(vec![base([petra, row("p2", "Olaf Brenna", Per)])], &texts);
    for name in ["Petra Lindqvist", "Lindqvist", "Петра Линдквист", "Petra Lindquist"] {
        assert_eq!(id(&found, name), Some("p1"), "{name}");
    }
    let entity = found.entities.iter().find(|entity| entity.kb_id.as_deref() == Some("p1")).unwrap();
    assert_eq!((entity.name.as_str(), entity.documents.as_slice()), ("Petra Lindqvist", &[0, 1, 2][..]));
    let link = entity.knowledge.as_ref().unwrap();
    let sum: f32 = link.evidence.iter().map(|line| line.weight).sum();
    assert!((sum - link.weight).abs() < 1e-4 && link.rival.is_none(), "{link:?}");
    assert!(
        link.evidence.iter().any(|line| line.what == KnowledgeReason::Name && line.weight > 0.0),
        "{link:?}"
    );
    assert!(link.names.iter().any(|name| name == "Петра Линдквист"), "{link:?}");
}

#[test]
fn names_that_only_the_list_knows_to_be_one_are_one() {
    let firm = KnowledgeRow { aliases: vec!["Anadolu Tahıl".to_owned()], ..row("f1", "Bozkır Un", Org) };
    let texts =
        ["Dün Bozkır Un yeni fabrikasını açtı.", "Eski adıyla Anadolu Tahıl, dün yeni fabrikasını açtı."];
    let linked = found(vec![base([firm])], &texts);
    assert_eq!((id(&linked, "Bozkır Un"), id(&linked, "Anadolu Tahıl")), (Some("f1"), Some("f1")));
    let at = |name: &str| {
        let text = |mention: &crate::Mention| &linked.documents[mention.document].text[mention.span.clone()];
        linked.mentions.iter().position(|mention| text(mention) == name).unwrap()
    };
    let account = linked.explain(at("Bozkır Un"), at("Anadolu Tahıl")).unwrap();
    assert!(account.together && account.pair.probability > 0.9, "{account}");
    let two = found(vec![base([row("f1", "Bozkır Un", Org), row("f2", "Anadolu Tahıl", Org)])], &texts);
    assert_eq!((id(&two, "Bozkır Un"), id(&two, "Anadolu Tahıl")), (Some("f1"), Some("f2")));
}

#[test]
fn who_is_no_entry_has_none() {
    let known = || base([row("p1", "Petra Lindqvist", Per), row("o1", "Global Kelp Alliance", Org)]);
    let texts = [
        "Anders Lindqvist met engineers in Bergen. Olaf Brenna flew home on Monday.",
        "The Global Kelp Foundation met in Bergen, said Petra Lindholm.",
    ];
    let found = found(vec![known()], &texts);
    for name in ["Anders Lindqvist", "Olaf Brenna", "Global Kelp Foundation", "Petra Lindholm"] {
        assert_eq!(id(&found, name), None, "{name}");
    }
    assert!(found.entities.iter().all(|entity| entity.knowledge.is_none()));
}

#[test]
fn of_two_namesakes_what_the_articles_tell_decides_or_nobody() {
    let of = |id: &str, country: &str, related: &str, office: &str| KnowledgeRow {
        country: country.to_owned(),
        related: vec![related.to_owned()],
        offices: vec![Office { title: office.to_owned(), ..Office::default() }],
        ..row(id, "Petra Lindqvist", Per)
    };
    let rows = || {
        [
            of("p1", "SE", "o1", "Finance Minister of Sweden"),
            of("p2", "NZ", "o2", "Harbour Pilot"),
            row("o1", "Global Kelp Alliance", Org),
            row("o2", "Kiwi Rope Works", Org),
        ]
    };
    let one = found(
        vec![base(rows())],
        &["Petra Lindqvist of the Global Kelp Alliance spoke in Stockholm, Sweden."],
    );
    assert_eq!(id(&one, "Petra Lindqvist"), Some("p1"));
    let other =
        found(vec![base(rows())], &["Petra Lindqvist of Kiwi Rope Works spoke in Auckland, New Zealand."]);
    assert_eq!(id(&other, "Petra Lindqvist"), Some("p2"));
    let minister = found(vec![base(rows())], &["Swedish Finance Minister Petra Lindqvist spoke on Monday."]);
    assert_eq!(id(&minister, "Petra Lindqvist"), Some("p1"));
    let nobody = found(vec![base(rows())], &["They say that Petra Lindqvist spoke on Monday."]);
    assert_eq!(id(&nobody, "Petra Lindqvist"), None);
    let famous = [
        KnowledgeRow { prior: 900.0, ..row("p1", "Petra Lindqvist", Per) },
        row("p2", "Petra Lindqvist", Per),
    ];
    let famous = found(vec![base(famous)], &["They say that Petra Lindqvist spoke on Monday."]);
    assert_eq!(id(&famous, "Petra Lindqvist"), Some("p1"), "the one everybody knows");
}

#[test]
fn a_person_is_no_place_of_the_same_name() {
    let known = base([row("l1", "Varberg", Loc), row("p1", "Ola Varberg", Per)]);
    let found = found(vec![known], &["Ola Varberg came home. The town was glad that Varberg came."]);
    assert_eq!(id(&found, "Ola Varberg"), Some("p1"));
    assert!(found.entities.iter().all(|entity| entity.kb_id.as_deref() != Some("l1")));
}

#[test]
fn what_the_world_table_knows_is_the_entry_that_is_the_same() {
    let turkey =
        KnowledgeRow { aliases: vec!["Anatolian Republic".to_owned()], ..row("Q43", "Türkiye", Loc) };
    let texts =
        ["Turkey and the Turkish army spoke.", "The Anatolian Republic and Greece spoke with Turkey."];
    let linked = found(vec![base([turkey])], &texts);
    assert_eq!((id(&linked, "Turkey"), id(&linked, "Turkish")), (Some("Q43"), Some("Q43")));
    assert_eq!(id(&linked, "Anatolian Republic"), Some("Q43"));
    assert_eq!(
        id(&linked, "Greece"),
        Some("iso3166:GR"),
        "the table of the world knows what the list does not"
    );
}

#[test]
fn a_country_of_another_name_is_known_by_its_item() {
    let known = [row("Q43", "Turquie", Loc), row("g1", "Greece", Loc)];
    let found = found(vec![base(known)], &["Turkey and Greece met on Monday.", "Ukraine did not meet."]);
    assert_eq!((id(&found, "Turkey"), id(&found, "Greece")), (Some("Q43"), Some("g1")));
    assert_eq!(id(&found, "Ukraine"), Some("iso3166:UA"));
}

#[test]
fn the_first_of_several_lists_is_asked_first() {
    let lists = || {
        vec![
            base([row("a1", "Bozkır Un", Org)]),
            base([row("b1", "Bozkır Un", Org), row("b2", "Global Kelp Alliance", Org)]),
        ]
    };
    let found = found(lists(), &["Dün Bozkır Un ile Global Kelp Alliance anlaştı."]);
    assert_eq!(id(&found, "Global Kelp Alliance"), Some("b2"));
    // Two lists that call one name by two ids tell of two.
    assert_ne!(id(&found, "Bozkır Un"), Some("b2"));
}

#[test]
fn order_and_threads_change_nothing_and_no_list_is_as_none() {
    let known = || {
        base([row("p1", "Petra Lindqvist", Per), row("p2", "Olaf Brenna", Per), row("o1", "Bozkır Un", Org)])
    };
    let texts: Vec<String> = (0..40)
        .map(|at| {
            format!("Petra Lindqvist {at} met Olaf Brenna. Dün Bozkır Un ile Olaf Brenna {} konuştu.", at % 7)
        })
        .collect();
    let run = |knowledge: Vec<KnowledgeBase>, threads: usize, reversed: bool| {
        let mut documents: Vec<Document> =
            texts.iter().zip(10..).map(|(text, number)| Document::new(number.to_string(), text)).collect();
        if reversed {
            documents.reverse();
        }
        resolve(documents, None, &Options { threads, knowledge }, &()).unwrap()
    };
    let want = run(vec![known()], 1, false);
    assert_eq!(run(vec![known()], 3, true), want);
    assert!(want.entities.iter().filter(|entity| entity.knowledge.is_some()).count() >= 2);
    assert_eq!(run(vec![base([])], 1, false), run(Vec::new(), 2, false));
}
