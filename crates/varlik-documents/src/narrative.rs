//! Which articles tell one story: words, people and quotations in common.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::collection::stable_id;
use crate::grouping::{Link, group};
use crate::sketch::resemblance;
use crate::{
    Day, Document, Entity, EntityType, Mention, MentionKind, Moment, PairEvidence, Relation, Story,
    StoryPair, Version,
};

/// Up to this many articles every pair is written; beyond, those told the same or related.
const ALL_PAIRS: usize = 140;

/// Articles that may share a telling term before it brings only the next few of each as candidates.
const LARGEST_POSTING: usize = 40;

/// The next articles in order that one of a long list is compared with.
const NEXT: usize = 8;

/// Articles that may share a telling term before it tells nothing.
const COMMON_POSTING: usize = 2000;

/// Up to this many articles every pair is compared.
const EXHAUSTIVE: usize = 600;

/// How alike two articles must be to tell one event; see [`compare`].
const ALIKE: f32 = 0.23;

/// The share of runs of words from which on an article is a near copy of another.
const COPY: f32 = 0.5;

/// Telling words that an article needs for its words to count in full.
const ENOUGH_TERMS: f32 = 6.0;

/// Vectors of one article in the terms of the collection, each of length 1.
struct Vectors {
    words: Vec<(u32, f32)>,
    /// Entities, those of few articles weighing more.
    entities: Vec<(u32, f32)>,
    /// Entities, whatever the other articles hold.
    cast: Vec<(u32, f32)>,
}

/// Compares the articles and groups them into stories.
pub(crate) fn stories(
    documents: &[Document],
    articles: &[Article],
    mentions: &[Mention],
    entities: &[Entity],
    published: &[Option<Moment>],
) -> (Vec<Story>, Vec<StoryPair>) {
    let vectors = vectors(articles, mentions, entities);
    let is_exhaustive = articles.len() <= EXHAUSTIVE;
    let copies = if is_exhaustive { BTreeMap::new() } else { copies(articles) };
    let mut pairs = Vec::new();
    let mut links = Vec::new();
    for (a, b) in candidates(articles, &vectors, &copies) {
        let (Some(x), Some(y), Some(left), Some(right)) =
            (articles.get(a), articles.get(b), vectors.get(a), vectors.get(b))
        else {
            continue;
        };
        let alike = compare(x, y, left, right);
        links.push(Link { a: a as u32, b: b as u32, alike });
        let relation =
            if cosine(&left.cast, &right.cast) >= 0.2 { Relation::Related } else { Relation::Different };
        if relation == Relation::Related || alike >= ALIKE / 2.0 || is_exhaustive {
            pairs.push(StoryPair {
                a,
                b,
                relation,
                score: probability(alike),
                evidence: PairEvidence::default(),
            });
        }
    }
    let homes = group(articles.len(), links, ALIKE, is_exhaustive);
    let home = |article: usize| homes.get(copies.get(&article).copied().unwrap_or(article));
    // A copy is told the same as its original, and not compared with anything else.
    pairs.extend(copies.iter().map(|(&copy, &original)| StoryPair {
        a: original,
        b: copy,
        relation: Relation::Same,
        score: 1.0,
        evidence: PairEvidence { copy: 1.0, ..PairEvidence::default() },
    }));
    for pair in &mut pairs {
        // Two articles of one story are the same even where other articles told us so; and two that are alike but stand in
        // two stories are two accounts of one matter.
        if home(pair.a) == home(pair.b) {
            pair.relation = Relation::Same;
        } else if pair.score >= 0.5 {
            pair.relation = Relation::Related;
        }
        if pair.relation != Relation::Different
            && let (Some(x), Some(y), Some(left), Some(right)) =
                (articles.get(pair.a), articles.get(pair.b), vectors.get(pair.a), vectors.get(pair.b))
        {
            pair.evidence = evidence(x, y, left, right);
        }
    }
    if articles.len() > ALL_PAIRS {
        pairs.retain(|pair| pair.relation != Relation::Different);
    }
    pairs.sort_by_key(|pair| (pair.a, pair.b));
    let originals = originals(&pairs, published);
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for article in 0..articles.len() {
        members.entry(home(article).copied().unwrap_or(article as u32)).or_default().push(article);
    }
    let mut stories: Vec<Story> = members
        .into_values()
        .filter_map(|members| {
            let first = documents.get(*members.first()?)?;
            let versions = versions(&members, documents, articles, published, &originals);
            let id = stable_id(&["story", &first.id]).replacen('e', "s", 1);
            Some(Story { id, documents: members, versions })
        })
        .collect();
    stories.sort_by_key(|story| (Reverse(story.documents.len()), story.documents.first().copied()));
    (stories, pairs)
}

/// What two articles have in common.
fn evidence(x: &Article, y: &Article, a: &Vectors, b: &Vectors) -> PairEvidence {
    const MOST_ENTITIES: usize = 12;
    let mut shared: Vec<(u32, f32)> = a
        .entities
        .iter()
        .filter_map(|(entity, weight)| {
            let place = b.entities.binary_search_by_key(entity, |(other, _)| *other).ok()?;
            Some((*entity, weight * b.entities.get(place)?.1))
        })
        .collect();
    shared.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
    let mut quotations: Vec<(u32, u32)> = Vec::new();
    for (run, here) in &x.sketch.quotes {
        if let Ok(place) = y.sketch.quotes.binary_search_by_key(run, |(other, _)| *other) {
            quotations.extend(y.sketch.quotes.get(place).map(|(_, there)| (*here, *there)));
        }
    }
    quotations.sort_unstable();
    quotations.dedup();
    let span = |article: &Article, quotation: u32| article.told.quotations.get(quotation as usize).cloned();
    let days = x.sketch.dates.iter().filter(|(_, day)| *day > 0).filter(|date| y.sketch.dates.contains(date));
    PairEvidence {
        copy: resemblance(&x.sketch.runs, &y.sketch.runs),
        quotations: quotations
            .into_iter()
            .filter_map(|(here, there)| Some((span(x, here)?, span(y, there)?)))
            .collect(),
        entities: shared.into_iter().take(MOST_ENTITIES).map(|(entity, _)| entity as usize).collect(),
        days: days.filter_map(|&(month, day)| Day::new(None, month, Some(day))).collect(),
    }
}

/// Of every near copy the earliest article that it is one of.
fn originals(pairs: &[StoryPair], published: &[Option<Moment>]) -> BTreeMap<usize, usize> {
    let age = |article: usize| {
        let time = published.get(article).copied().flatten();
        (time.is_none(), time, article)
    };
    let mut originals: BTreeMap<usize, usize> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| pair.relation == Relation::Same && pair.evidence.copy >= COPY) {
        let (early, late) = if age(pair.a) <= age(pair.b) { (pair.a, pair.b) } else { (pair.b, pair.a) };
        let slot = originals.entry(late).or_insert(early);
        if age(early) < age(*slot) {
            *slot = early;
        }
    }
    originals
}

/// The articles of a story and the parts of those that were written on, oldest first.
fn versions(
    members: &[usize],
    documents: &[Document],
    articles: &[Article],
    published: &[Option<Moment>],
    originals: &BTreeMap<usize, usize>,
) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    for &document in members {
        let (Some(article), Some(text)) = (articles.get(document), documents.get(document)) else { continue };
        let time = published.get(document).copied().flatten();
        // A mark without a time ("UPDATED") says that the page was written on, not where a version ends.
        let marks = article.told.marks.iter().filter(|(at, minute)| minute.is_some() && *at > 0);
        let mut next: Vec<(usize, Option<Moment>)> = vec![(0, time)];
        next.extend(marks.map(|(at, minute)| {
            let time = time.map(|time| Moment { day: time.day, minute: *minute });
            (*at, time)
        }));
        let ends = next.iter().skip(1).map(|(at, _)| *at).chain([text.text.len()]);
        let parts = next.iter().zip(ends).map(|((start, time), end)| Version {
            document,
            span: *start..end,
            time: *time,
            copy_of: originals.get(&document).copied(),
        });
        versions.extend(parts);
    }
    versions
        .sort_by_key(|version| (version.time.is_none(), version.time, version.document, version.span.start));
    versions
}

/// The articles whose story is, word for word, that of an earlier one: (copy, original), by copy.
fn copies(articles: &[Article]) -> BTreeMap<usize, usize> {
    let mut originals: FxHashMap<u64, usize> = FxHashMap::default();
    let mut copies = BTreeMap::new();
    for (index, article) in
        articles.iter().enumerate().filter(|(_, article)| !article.sketch.terms.is_empty())
    {
        let original = *originals.entry(article.sketch.wording).or_insert(index);
        if original != index {
            copies.insert(index, original);
        }
    }
    copies
}

/// How alike two articles are: at [`ALIKE`] they as likely tell one event as two; 1 and more is a near copy.
///
/// The cosine of their words, names among them, and half that of their entities, each weighed by rarity in the
/// collection. The weights are coarse: on the train part of ECB+ (574 texts of some forty words, 50 events in 25
/// pairs of like ones) shares of the entities from 0.3 to 0.5 and thresholds from 0.16 to 0.24 all give a B-cubed of .86
/// to .89, and on its dev part .85 to .90. Quotations and dates are set by hand.
fn compare(x: &Article, y: &Article, a: &Vectors, b: &Vectors) -> f32 {
    // A few words in common prove little where there are only a few.
    let fewest = x.sketch.terms.len().min(y.sketch.terms.len());
    let words = cosine(&a.words, &b.words) * (fewest as f32 / ENOUGH_TERMS).min(1.0);
    let entities = cosine(&a.entities, &b.entities);
    // Across languages the names and numbers among the words carry it.
    let alike = words + 0.5 * entities;
    // Two articles that name somebody, and nobody in common, tell of two events.
    let strangers = !a.entities.is_empty() && !b.entities.is_empty() && entities < 0.01;
    let alike = if strangers { alike - 0.06 } else { alike };
    let quotes = if overlap(&x.sketch.quotes, &y.sketch.quotes) >= 2 { 0.18 } else { 0.0 };
    alike + quotes + dates(&x.sketch.dates, &y.sketch.dates)
}

/// The probability that goes with a likeness.
///
/// The slope is such that a likeness of nothing is one in thirty, and one of twice [`ALIKE`] the other way about.
fn probability(alike: f32) -> f32 {
    1.0 / (1.0 + (-(alike - ALIKE) * 15.0).exp())
}

/// What the dates named in two articles say: a shared day speaks for one event, no shared month against it.
fn dates(a: &[(u8, u8)], b: &[(u8, u8)]) -> f32 {
    let month = a.iter().any(|(month, _)| b.iter().any(|(other, _)| other == month));
    let day = a.iter().any(|(month, day)| *day > 0 && b.contains(&(*month, *day)));
    if day {
        0.06
    } else if a.is_empty() || b.is_empty() || month {
        0.0
    } else {
        -0.35
    }
}

/// The weighted vectors of all articles.
///
/// A word or entity weighs more the fewer articles of the collection hold it; a country weighs less than a person.
fn vectors(articles: &[Article], mentions: &[Mention], entities: &[Entity]) -> Vec<Vectors> {
    let total = articles.len() as f32;
    let mut frequency: FxHashMap<u32, u32> = FxHashMap::default();
    for (term, _) in articles.iter().flat_map(|article| &article.sketch.terms) {
        *frequency.entry(*term).or_default() += 1;
    }
    let rarity = |count: usize| ((total + 1.0) / (count as f32 + 0.5)).ln().max(0.05);
    let mut counts: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); articles.len()];
    // What is a title is whose it was guessed to be; names are sure.
    let is_told = |mention: &&Mention| mention.region.is_story() && mention.kind == MentionKind::Name;
    for mention in mentions.iter().filter(is_told) {
        if let Some(counts) = counts.get_mut(mention.document) {
            *counts.entry(mention.entity).or_default() += 1.0;
        }
    }
    articles
        .iter()
        .zip(counts)
        .map(|(article, counts)| {
            let words = article
                .sketch
                .terms
                .iter()
                .map(|(term, weight)| {
                    let seen = frequency.get(term).copied().unwrap_or(1) as usize;
                    (*term, weight * (0.5 + rarity(seen)))
                })
                .collect();
            let mut cast = Vec::new();
            let named = counts
                .into_iter()
                .filter_map(|(index, count)| {
                    let entity = entities.get(index)?;
                    let kind = match (entity.entity_type, entity.kb_id.is_some()) {
                        (EntityType::Loc | EntityType::Norp, true) => 0.5,
                        (_, true) => 0.7,
                        _ => 1.0,
                    };
                    let weight = (1.0 + count.ln()) * kind;
                    cast.push((index as u32, weight));
                    Some((index as u32, weight * rarity(entity.documents.len())))
                })
                .collect();
            Vectors { words: unit(words), entities: unit(named), cast: unit(cast) }
        })
        .collect()
}

fn unit(mut vector: Vec<(u32, f32)>) -> Vec<(u32, f32)> {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        for (_, weight) in &mut vector {
            *weight /= length;
        }
    }
    vector
}

/// The cosine of two unit vectors, both sorted.
fn cosine(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let mut sum = 0.0;
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                sum += x.1 * y.1;
                left.next();
                right.next();
            }
        }
    }
    sum
}

/// How many runs two sorted lists share.
fn overlap(a: &[(u64, u32)], b: &[(u64, u32)]) -> usize {
    a.iter().filter(|(run, _)| b.binary_search_by_key(run, |(other, _)| *other).is_ok()).count()
}

/// The pairs of articles worth comparing, rising.
fn candidates(
    articles: &[Article],
    vectors: &[Vectors],
    copies: &BTreeMap<usize, usize>,
) -> Vec<(usize, usize)> {
    let total = articles.len();
    if total <= EXHAUSTIVE {
        return (0..total).flat_map(|a| (a + 1..total).map(move |b| (a, b))).collect();
    }
    let mut postings: FxHashMap<(u8, u64), Vec<u32>> = FxHashMap::default();
    for (index, (article, vectors)) in
        articles.iter().zip(vectors).enumerate().filter(|(index, _)| !copies.contains_key(index))
    {
        for (class, vector, most) in [(0, &vectors.words, 24), (1, &vectors.entities, 8)] {
            let mut heaviest: Vec<&(u32, f32)> = vector.iter().collect();
            heaviest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            for (term, _) in heaviest.into_iter().take(most) {
                postings.entry((class, u64::from(*term))).or_default().push(index as u32);
            }
        }
        for (quote, _) in article.sketch.quotes.iter().take(64) {
            postings.entry((2, *quote)).or_default().push(index as u32);
        }
    }
    let mut shared: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for posting in postings.values().filter(|posting| posting.len() <= COMMON_POSTING) {
        let reach = if posting.len() <= LARGEST_POSTING { LARGEST_POSTING } else { NEXT };
        for (place, &a) in posting.iter().enumerate() {
            for &b in posting.iter().skip(place + 1).take(reach) {
                *shared.entry((a, b)).or_default() += 1;
            }
        }
    }
    let mut pairs: Vec<(usize, usize)> = shared
        .into_iter()
        .filter(|(_, count)| *count >= 2)
        .map(|((a, b), _)| (a as usize, b as usize))
        .collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cosines_are_one_for_equals_and_nothing_for_strangers() {
        let vector = |terms: &[(u32, f32)]| unit(terms.to_vec());
        let a = vector(&[(1, 3.0), (5, 4.0)]);
        assert!((cosine(&a, &a) - 1.0).abs() < 1e-6);
        assert!(cosine(&a, &vector(&[(2, 1.0), (6, 1.0)])).abs() < 1e-6);
        let b = vector(&[(5, 1.0), (9, 1.0)]);
        assert!((cosine(&a, &b) - 0.8 / 2.0_f32.sqrt()).abs() < 1e-6);
        assert!((cosine(&a, &b) - cosine(&b, &a)).abs() < f32::EPSILON);
        assert!(cosine(&unit(Vec::new()), &a).abs() < f32::EPSILON);
    }

    #[test]
    fn dates_speak_for_and_against() {
        assert!(dates(&[(5, 14)], &[(3, 2), (5, 14)]) > 0.0, "a day in common");
        assert!(dates(&[(5, 14)], &[(10, 22)]) < 0.0, "no month in common");
        for (a, b) in [(&[(5, 14)][..], &[][..]), (&[], &[]), (&[(5, 14)], &[(5, 2)]), (&[(5, 0)], &[(5, 0)])]
        {
            assert!(dates(a, b).abs() < f32::EPSILON, "{a:?} {b:?} say nothing");
        }
    }
}
