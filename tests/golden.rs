//! The whole way over the articles of `examples/news`: the facts of `golden/news.toml`, and the laws of any result.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Deserialize;
use varlik::{Articles, Document, MentionKind, Options, Relation, Resolution};
use varlik_tests::{Expect, check};

/// What must hold; see the head of the file for what each table means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    story: Vec<StoryFact>,
    same: Vec<MentionsFact>,
    different: Vec<MentionsFact>,
    absent: Vec<AbsentFact>,
    typed: Vec<TypedFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoryFact {
    #[serde(default)]
    comment: String,
    #[serde(default)]
    expect: Expect,
    files: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MentionsFact {
    #[serde(default)]
    comment: String,
    #[serde(default)]
    expect: Expect,
    mentions: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AbsentFact {
    #[serde(default)]
    comment: String,
    #[serde(default)]
    expect: Expect,
    file: String,
    surface: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypedFact {
    #[serde(default)]
    comment: String,
    #[serde(default)]
    expect: Expect,
    file: String,
    surface: String,
    r#type: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn articles() -> Articles {
    Articles::read(&[root().join("examples/news")], &Options::default(), &()).unwrap()
}

fn resolve(articles: Articles, threads: usize) -> Resolution {
    let mut options = Options::default();
    options.threads = threads;
    articles.resolve(&options, &()).unwrap().resolution
}

static FOUND: LazyLock<Resolution> = LazyLock::new(|| resolve(articles(), 0));

static FACTS: LazyLock<Facts> = LazyLock::new(|| {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/news.toml")).unwrap();
    toml::from_str(&text).unwrap()
});

/// All mentions by article and text: their entities and types.
fn by_surface() -> BTreeMap<(&'static str, &'static str), Vec<(usize, &'static str)>> {
    let mut surfaces: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for mention in &FOUND.mentions {
        let document = &FOUND.documents[mention.document];
        let place = (document.id.as_str(), &document.text[mention.span.clone()]);
        surfaces.entry(place).or_default().push((mention.entity, mention.entity_type.as_str()));
    }
    surfaces
}

/// The entities of one surface of one article; none is a failure of its own.
fn entities(file: &str, surface: &str) -> Result<BTreeSet<usize>, String> {
    let surfaces = by_surface();
    let found = surfaces.get(&(file, surface)).ok_or_else(|| format!("no mention {surface:?} in {file}"))?;
    Ok(found.iter().map(|(entity, _)| *entity).collect())
}

fn names(entities: &BTreeSet<usize>) -> Vec<&str> {
    entities.iter().map(|&entity| FOUND.entities[entity].name.as_str()).collect()
}

#[test]
fn stories_are_told_apart_and_together() {
    let told: BTreeSet<BTreeSet<&str>> = FOUND
        .stories
        .iter()
        .map(|story| story.documents.iter().map(|&place| FOUND.documents[place].id.as_str()).collect())
        .collect();
    check(FACTS.story.iter().map(|fact| {
        let wanted: BTreeSet<&str> = fact.files.iter().map(String::as_str).collect();
        let held = if told.contains(&wanted) {
            Ok(())
        } else {
            let parts = told.iter().filter(|story| !story.is_disjoint(&wanted));
            Err(format!("told as {:?}", parts.collect::<Vec<_>>()))
        };
        (fact.expect, format!("story {:?} {wanted:?}", fact.comment), held)
    }));
}

#[test]
fn spellings_of_one_are_one_entity() {
    check(FACTS.same.iter().map(|fact| {
        let mut all = BTreeSet::new();
        let found = fact.mentions.iter().try_for_each(|(file, surface)| {
            all.extend(entities(file, surface)?);
            Ok(())
        });
        let held = found.and_then(|()| {
            if all.len() == 1 { Ok(()) } else { Err(format!("{} entities: {:?}", all.len(), names(&all))) }
        });
        (fact.expect, format!("same {:?} {:?}", fact.comment, fact.mentions), held)
    }));
}

#[test]
fn two_are_two_entities() {
    check(FACTS.different.iter().map(|fact| {
        let mut seen = BTreeSet::new();
        let held = fact.mentions.iter().try_for_each(|(file, surface)| {
            let entities = entities(file, surface)?;
            let shared: BTreeSet<usize> = seen.intersection(&entities).copied().collect();
            if !shared.is_empty() {
                return Err(format!("one entity: {:?}", names(&shared)));
            }
            seen.extend(entities);
            Ok(())
        });
        (fact.expect, format!("different {:?} {:?}", fact.comment, fact.mentions), held)
    }));
}

#[test]
fn what_is_no_name_is_not_found() {
    let surfaces = by_surface();
    check(FACTS.absent.iter().map(|fact| {
        let found = surfaces.contains_key(&(fact.file.as_str(), fact.surface.as_str()));
        let held = if found { Err("found as a mention".to_owned()) } else { Ok(()) };
        (fact.expect, format!("absent {:?} {:?} in {}", fact.comment, fact.surface, fact.file), held)
    }));
}

#[test]
fn mentions_have_their_type() {
    let surfaces = by_surface();
    check(FACTS.typed.iter().map(|fact| {
        let types: BTreeSet<&str> = surfaces
            .get(&(fact.file.as_str(), fact.surface.as_str()))
            .map(|found| found.iter().map(|(_, label)| *label).collect())
            .unwrap_or_default();
        let held = if types == BTreeSet::from([fact.r#type.as_str()]) {
            Ok(())
        } else {
            Err(format!("found as {types:?}, not {}", fact.r#type))
        };
        (fact.expect, format!("typed {:?} {:?} in {}", fact.comment, fact.surface, fact.file), held)
    }));
}

#[test]
fn the_parts_of_a_result_fit_together() {
    let found = &*FOUND;
    assert!(found.documents.windows(2).all(|pair| pair[0].id < pair[1].id), "articles stand by id");
    assert_eq!(found.documents.len(), articles().documents.len(), "every article is there");
    let mut before = (0, 0);
    let mut mentions_of = vec![Vec::new(); found.entities.len()];
    for (place, mention) in found.mentions.iter().enumerate() {
        let text = &found.documents[mention.document].text;
        let name = &text[mention.span.clone()];
        assert_eq!(name, name.trim(), "a mention is the name alone");
        assert!(!name.is_empty(), "a mention holds at least one character");
        assert!((0.0..=1.0).contains(&mention.score), "{name:?} has the score {}", mention.score);
        assert!(before <= (mention.document, mention.span.start), "mentions stand by article and place");
        before = (mention.document, mention.span.start);
        mentions_of[mention.entity].push(place);
    }
    for (entity, mentions) in found.entities.iter().zip(mentions_of) {
        assert_eq!(entity.mentions, mentions, "{} has the mentions that point at it", entity.name);
        assert!(!mentions.is_empty(), "{} is mentioned", entity.name);
        let documents: BTreeSet<usize> =
            mentions.iter().map(|&place| found.mentions[place].document).collect();
        assert_eq!(entity.documents, documents.into_iter().collect::<Vec<_>>(), "{}", entity.name);
        let named = |place: &usize| found.mentions[*place].kind == MentionKind::Name;
        let spelled: usize = entity.aliases.iter().map(|alias| alias.count).sum();
        assert_eq!(spelled, mentions.iter().copied().filter(|place| named(place)).count(), "{}", entity.name);
        assert!(entity.aliases.windows(2).all(|pair| pair[0].count >= pair[1].count), "{}", entity.name);
    }
    let ids: BTreeSet<&str> = found.entities.iter().map(|entity| entity.id.as_str()).collect();
    assert_eq!(ids.len(), found.entities.len(), "no two entities have one id");
    let mut told: Vec<usize> = found.stories.iter().flat_map(|story| story.documents.clone()).collect();
    told.sort_unstable();
    assert_eq!(told, (0..found.documents.len()).collect::<Vec<_>>(), "every article is in one story");
    for document in &found.documents {
        let mut end = 0;
        for region in &document.regions {
            assert!(region.span.start >= end, "regions of {} stand in order", document.id);
            assert!(
                document.text[end..region.span.start].trim().is_empty(),
                "{} has a line in no region",
                document.id
            );
            end = region.span.end;
        }
        assert!(document.text[end..].trim().is_empty(), "{} has a line in no region", document.id);
    }
    for pair in &found.pairs {
        assert!(pair.a < pair.b && pair.b < found.documents.len(), "a pair is two articles in order");
        assert!((0.0..=1.0).contains(&pair.score));
    }
    assert!(found.pairs.iter().any(|pair| pair.relation == Relation::Same), "some articles tell one story");
}

#[test]
fn neither_threads_nor_order_change_the_result() {
    assert_eq!(resolve(articles(), 1), *FOUND);
    let mut turned = articles();
    turned.documents.reverse();
    assert_eq!(resolve(turned, 2), *FOUND);
}

/// What was said of the articles of the examples, whatever else was read.
fn said(resolution: &Resolution) -> BTreeSet<(String, usize, usize, String)> {
    let mentions = resolution.mentions.iter().filter_map(|mention| {
        let document = &resolution.documents[mention.document];
        let entity = &resolution.entities[mention.entity];
        let known = document.id != "unrelated";
        known.then(|| (document.id.clone(), mention.span.start, mention.span.end, entity.id.clone()))
    });
    mentions.collect()
}

#[test]
fn an_unrelated_article_changes_no_id() {
    let mut more = articles();
    more.documents.push(Document::new(
        "unrelated",
        "The village of Little Wenlow elected Margaret Pettigrew to its parish council on Tuesday.\n\
               Pettigrew, a beekeeper, beat Harold Ashgrove by four votes.\n",
    ));
    let more = resolve(more, 0);
    assert_eq!(said(&more), said(&FOUND));
    let stories = |resolution: &Resolution| -> BTreeSet<String> {
        resolution.stories.iter().map(|story| story.id.clone()).collect()
    };
    assert!(stories(&more).is_superset(&stories(&FOUND)));
}
