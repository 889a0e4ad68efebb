//! The rows of `cases/mentions.toml`, `entities.toml`, `titles.toml`, `stories.toml` and `regions.toml`, which the Python door runs too.
//!
//! The head of each file says what its columns mean.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use varlik::{Articles, Document, MentionKind, Options, Resolution};
use varlik_tests::{Expect, check};

/// One file of rows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases<Row> {
    case: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MentionsCase {
    label: String,
    #[serde(rename = "comment")]
    _comment: Option<String>,
    #[serde(default)]
    expect: Expect,
    input: String,
    want: Option<Vec<String>>,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntitiesCase {
    label: String,
    #[serde(rename = "comment")]
    _comment: Option<String>,
    #[serde(default)]
    expect: Expect,
    input: Vec<String>,
    #[serde(default)]
    same: Vec<Vec<String>>,
    #[serde(default)]
    different: Vec<Vec<String>>,
    #[serde(default)]
    kb: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TitlesCase {
    label: String,
    #[serde(rename = "comment")]
    _comment: Option<String>,
    #[serde(default)]
    expect: Expect,
    input: Vec<String>,
    want: Option<Vec<String>>,
    governments: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoriesCase {
    label: String,
    #[serde(rename = "comment")]
    _comment: Option<String>,
    #[serde(default)]
    expect: Expect,
    input: Vec<String>,
    want: Vec<Vec<usize>>,
    #[serde(default)]
    related: Vec<(usize, usize)>,
    #[serde(default)]
    different: Vec<(usize, usize)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RegionsCase {
    label: String,
    #[serde(rename = "comment")]
    _comment: Option<String>,
    #[serde(default)]
    expect: Expect,
    input: String,
    want: Vec<String>,
}

fn rows<Row: DeserializeOwned>(name: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name);
    toml::from_str::<Cases<Row>>(&std::fs::read_to_string(path).unwrap()).unwrap().case
}

/// Resolves articles whose ids are their places in the row.
fn resolve(texts: &[String]) -> Resolution {
    let documents = texts.iter().enumerate().map(|(place, text)| Document::new(id(place), text.as_str()));
    let articles = Articles::from(documents.collect::<Vec<_>>());
    articles.resolve(&Options::default(), &()).unwrap().resolution
}

fn id(place: usize) -> String {
    format!("{place:02}")
}

#[test]
fn mentions_are_those_of_the_rows() {
    check(rows::<MentionsCase>("mentions.toml").into_iter().map(|case| {
        assert!(
            case.want.is_some() != (!case.has.is_empty() || !case.not.is_empty()),
            "{}: want, or has and not",
            case.label
        );
        let found = resolve(std::slice::from_ref(&case.input));
        let names = found.mentions.iter().filter(|mention| mention.kind == MentionKind::Name);
        let names: Vec<(&str, &str)> =
            names.map(|name| (&case.input[name.span.clone()], name.entity_type.as_str())).collect();
        let told: Vec<String> = names.iter().map(|(text, label)| format!("{text}|{label}")).collect();
        let missing = case.has.iter().find(|wanted| !told.contains(wanted));
        let extra = case.not.iter().find(|unwanted| names.iter().any(|(text, _)| text == unwanted));
        let held =
            case.want.as_ref().is_none_or(|want| *want == told) && missing.is_none() && extra.is_none();
        (case.expect, case.label, if held { Ok(()) } else { Err(format!("found {told:?}")) })
    }));
}

#[test]
fn titles_and_governments_are_those_of_the_rows() {
    check(rows::<TitlesCase>("titles.toml").into_iter().map(|case| {
        assert!(case.want.is_some() || case.governments.is_some(), "{}: want or governments", case.label);
        let found = resolve(&case.input);
        let said = |mention: &varlik::Mention, of: &str| {
            format!("{}:{}|{of}", mention.document, &case.input[mention.document][mention.span.clone()])
        };
        let titles = found.mentions.iter().filter(|mention| mention.kind == MentionKind::Nominal);
        let titles: Vec<String> =
            titles.map(|title| said(title, &found.entities[title.entity].name)).collect();
        let governments: Vec<String> =
            found.mentions.iter().filter_map(|mention| Some(said(mention, mention.metonym_of?))).collect();
        let held = case.want.is_none_or(|want| want == titles)
            && case.governments.is_none_or(|want| want == governments);
        (
            case.expect,
            case.label,
            if held { Ok(()) } else { Err(format!("found {titles:?}, {governments:?}")) },
        )
    }));
}

/// The entities of all mentions of a surface, written `0:Dmitriy Peskov`; none is a failure of its own.
fn entities_of(found: &Resolution, surface: &str) -> Result<BTreeSet<usize>, String> {
    let (place, text) = surface.split_once(':').unwrap();
    let place: usize = place.parse().unwrap();
    assert!(found.documents[place].text.contains(text), "{surface:?} stands in no article of its row");
    let mentions = found.mentions.iter().filter(|mention| {
        mention.document == place && found.documents[place].text[mention.span.clone()] == *text
    });
    let entities: BTreeSet<usize> = mentions.map(|mention| mention.entity).collect();
    if entities.is_empty() { Err(format!("no mention {surface:?}")) } else { Ok(entities) }
}

fn entities_hold(case: &EntitiesCase, found: &Resolution) -> Result<(), String> {
    for group in &case.same {
        let mut all = BTreeSet::new();
        for surface in group {
            all.extend(entities_of(found, surface)?);
        }
        if all.len() != 1 {
            let names: Vec<&str> = all.iter().map(|&entity| found.entities[entity].name.as_str()).collect();
            return Err(format!("{group:?} are {names:?}"));
        }
    }
    for group in &case.different {
        let mut seen = BTreeSet::new();
        for surface in group {
            let entities = entities_of(found, surface)?;
            if let Some(shared) = seen.intersection(&entities).next() {
                let shared: &usize = shared;
                return Err(format!("{group:?}: two are {:?}", found.entities[*shared].name));
            }
            seen.extend(entities);
        }
    }
    for (surface, wanted) in &case.kb {
        for entity in entities_of(found, surface)? {
            let known = found.entities[entity].kb_id.as_deref().unwrap_or("");
            if known != wanted {
                return Err(format!("{surface:?} is {known:?}"));
            }
        }
    }
    Ok(())
}

#[test]
fn entities_are_those_of_the_rows() {
    check(rows::<EntitiesCase>("entities.toml").into_iter().map(|case| {
        assert!(!(case.same.is_empty() && case.different.is_empty() && case.kb.is_empty()), "{}", case.label);
        let held = entities_hold(&case, &resolve(&case.input));
        (case.expect, case.label, held)
    }));
}

/// What was said of the articles of a row, whatever else was read.
fn said(found: &Resolution, articles: usize) -> Vec<(usize, usize, usize, &str)> {
    let mentions = found.mentions.iter().filter(|mention| mention.document < articles);
    let said = mentions.map(|mention| {
        let entity = &found.entities[mention.entity];
        (mention.document, mention.span.start, mention.span.end, entity.id.as_str())
    });
    said.collect()
}

#[test]
fn an_unrelated_article_changes_no_id_of_any_row() {
    let mut ids = 0;
    for case in rows::<EntitiesCase>("entities.toml") {
        let mut more = case.input.clone();
        more.push(
            "The brass band of Little Wenlow hired Ottoline Fairbrass, a tuba player, on Tuesday.\n"
                .to_owned(),
        );
        let (alone, more) = (resolve(&case.input), resolve(&more));
        let said_alone = said(&alone, case.input.len());
        assert_eq!(said(&more, case.input.len()), said_alone, "{}", case.label);
        ids += said_alone.len();
    }
    assert!(ids > 100, "the rows hold only {ids} mentions");
}

fn stories_hold(case: &StoriesCase, found: &Resolution) -> Result<(), String> {
    let told: BTreeSet<&Vec<usize>> = found.stories.iter().map(|story| &story.documents).collect();
    let pairs = found.pairs.iter().map(|pair| ((pair.a, pair.b), pair));
    let pairs: BTreeMap<(usize, usize), _> = pairs.collect();
    let seen =
        || pairs.iter().map(|(pair, found)| (pair, found.relation.as_str(), found.score)).collect::<Vec<_>>();
    if told != case.want.iter().collect() {
        return Err(format!("told as {told:?} from {:?}", seen()));
    }
    for (wanted, list) in [("related", &case.related), ("different", &case.different)] {
        if list.iter().any(|pair| pairs.get(pair).is_none_or(|found| found.relation.as_str() != wanted)) {
            return Err(format!("{list:?} are not {wanted}: {:?}", seen()));
        }
    }
    Ok(())
}

#[test]
fn stories_are_those_of_the_rows() {
    check(rows::<StoriesCase>("stories.toml").into_iter().map(|case| {
        let held = stories_hold(&case, &resolve(&case.input));
        (case.expect, case.label, held)
    }));
}

/// The lines of an article as `kind: text`; a line that two regions share is two.
fn region_lines(found: &Resolution) -> Vec<String> {
    let document = &found.documents[0];
    let mut lines = Vec::new();
    for region in &document.regions {
        let parts = document.text[region.span.clone()].lines().map(str::trim).filter(|line| !line.is_empty());
        lines.extend(parts.map(|line| format!("{}: {line}", region.kind.as_str())));
    }
    lines
}

#[test]
fn regions_are_those_of_the_rows() {
    check(rows::<RegionsCase>("regions.toml").into_iter().map(|case| {
        let lines = region_lines(&resolve(std::slice::from_ref(&case.input)));
        let held = lines.len() == case.want.len()
            && lines.iter().zip(&case.want).all(|(line, wanted)| line.starts_with(wanted.as_str()));
        (case.expect, case.label, if held { Ok(()) } else { Err(format!("read as {lines:#?}")) })
    }));
}

/// Every text of the rows, whole, cut short, in capitals, and with signs between its words that say nothing.
fn disturbed() -> Vec<String> {
    let short = rows::<MentionsCase>("mentions.toml").into_iter().map(|case| case.input);
    let pages = rows::<RegionsCase>("regions.toml").into_iter().map(|case| case.input);
    let mut texts = Vec::new();
    for text in short.chain(pages) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        texts.extend(places.iter().step_by(17).map(|&at| text[..at].to_owned()));
        texts.extend(places.iter().step_by(23).map(|&at| text[at..].to_owned()));
        texts.push(text.to_uppercase());
        texts.push(text.to_lowercase());
        for sign in ["\u{ad} ", " \u{200b}", "\t", "\r\n", " – ", "’", ". ", "\u{301} ", "() "] {
            texts.push(text.replace(' ', sign));
        }
        texts.push(text);
    }
    texts
}

#[test]
fn names_stand_apart_and_are_trimmed_whatever_the_text() {
    let texts = disturbed();
    let found = resolve(&texts);
    assert!(texts.len() > 1000 && found.mentions.len() > 3000, "{} {}", texts.len(), found.mentions.len());
    let mut end = (0, 0);
    for mention in found.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
        let text = &found.documents[mention.document].text;
        let name = &text[mention.span.clone()];
        assert!(
            (mention.document, mention.span.start) >= end,
            "{name:?} overlaps the name before it in {text:?}"
        );
        end = (mention.document, mention.span.end);
        let edges = [name.chars().next(), name.chars().next_back()];
        assert!(edges.iter().flatten().all(|edge| !edge.is_whitespace()), "{name:?} in {text:?}");
        assert!(name.chars().any(char::is_alphanumeric), "{name:?} in {text:?}");
    }
    for (document, text) in found.documents.iter().zip(&texts) {
        let regions: String =
            document.regions.iter().map(|region| &document.text[region.span.clone()]).collect();
        assert_eq!(regions.trim(), if regions.is_empty() { "" } else { document.text.trim() }, "{text:?}");
    }
}
