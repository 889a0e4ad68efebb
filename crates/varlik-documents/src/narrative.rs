//! Which articles tell one story: words, people and quotations in common.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::article::Article;
use crate::collection::stable_id;
use crate::{Document, Entity, EntityType, Mention, Relation, Story, StoryPair};

/// Up to this many articles every pair is compared and written; beyond, the pairs that share something telling.
const ALL_PAIRS: usize = 140;

/// Articles that may share a telling term before it brings only the next few of each as candidates.
const LARGEST_POSTING: usize = 40;

/// The next articles in order that one of a long list is compared with.
const NEXT: usize = 8;

/// Articles that may share a telling term before it tells nothing.
const COMMON_POSTING: usize = 2000;

/// The mean probability between two groups of articles that makes them one story.
const AVERAGE: f32 = 0.4;

/// Telling words that an article needs for its words to count in full.
const ENOUGH_TERMS: f32 = 12.0;

/// Vectors of one article in the terms of the collection, each of length 1.
struct Vectors {
    words: Vec<(u64, f32)>,
    /// Entities, those of few articles weighing more.
    entities: Vec<(u64, f32)>,
    /// Entities, whatever the other articles hold.
    cast: Vec<(u64, f32)>,
}

/// Compares the articles and groups them into stories.
pub(crate) fn stories(
    documents: &[Document],
    articles: &[Article],
    mentions: &[Mention],
    entities: &[Entity],
) -> (Vec<Story>, Vec<StoryPair>) {
    let vectors = vectors(articles, mentions, entities);
    // In a small collection every pair is compared anyway.
    let copies = if articles.len() > ALL_PAIRS { copies(articles) } else { BTreeMap::new() };
    let mut pairs: Vec<StoryPair> = candidates(articles, &vectors, &copies)
        .into_iter()
        .filter_map(|(a, b)| {
            let (x, y) = (articles.get(a)?, articles.get(b)?);
            let (score, shared) = compare(x, y, vectors.get(a)?, vectors.get(b)?);
            let relation = if score >= 0.5 {
                Relation::Same
            } else if shared >= 0.2 {
                Relation::Related
            } else {
                Relation::Different
            };
            Some(StoryPair { a, b, relation, score })
        })
        .collect();
    let stories = group(documents, &pairs, &copies);
    if articles.len() > ALL_PAIRS {
        pairs.retain(|pair| pair.relation != Relation::Different);
    }
    // A copy is told the same as its original, and not compared with anything else.
    pairs.extend(copies.into_iter().map(|(copy, original)| StoryPair {
        a: original,
        b: copy,
        relation: Relation::Same,
        score: 1.0,
    }));
    pairs.sort_by_key(|pair| (pair.a, pair.b));
    (stories, pairs)
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

/// The probability that two articles tell one event, and how alike their casts are, 0..=1.
///
/// A logistic function of the cosines of words and of entities, shared quotations and dates. Words and entities weigh
/// alike: a logistic regression on the subtopics of ECB+ (train part, 6,670 pairs inside a topic) gives 5.05 and 4.93.
/// The entities' part is capped, since the same people meet again and again; the threshold lies above that of the
/// regression, where half of all pairs were the same. The other weights are set by hand.
fn compare(x: &Article, y: &Article, a: &Vectors, b: &Vectors) -> (f32, f32) {
    // A few words in common prove little where there are only a few.
    let fewest = x.sketch.terms.len().min(y.sketch.terms.len());
    let words = cosine(&a.words, &b.words) * (fewest as f32 / ENOUGH_TERMS).min(1.0);
    let entities = cosine(&a.entities, &b.entities);
    let alike = if x.language == y.language {
        8.0 * words + 8.0 * entities.min(0.15) - 1.7
    } else {
        // Across languages the words differ whatever the story: who and where must carry it.
        8.0 * words + 6.0 * entities - 2.0
    };
    // Two articles that name somebody, and nobody in common, tell of two events.
    let strangers = !a.entities.is_empty() && !b.entities.is_empty() && entities < 0.01;
    let alike = if strangers { alike - 1.0 } else { alike };
    let quotes = if overlap(&x.sketch.quotes, &y.sketch.quotes) >= 2 { 1.5 } else { 0.0 };
    let score = 2.0 * (alike + quotes + dates(&x.sketch.dates, &y.sketch.dates));
    (1.0 / (1.0 + (-score).exp()), cosine(&a.cast, &b.cast))
}

/// What the dates named in two articles say: a shared day speaks for one event, no shared month against it.
fn dates(a: &[(u8, u8)], b: &[(u8, u8)]) -> f32 {
    let month = a.iter().any(|(month, _)| b.iter().any(|(other, _)| other == month));
    let day = a.iter().any(|(month, day)| *day > 0 && b.contains(&(*month, *day)));
    if day {
        0.5
    } else if a.is_empty() || b.is_empty() || month {
        0.0
    } else {
        -2.0
    }
}

/// The weighted vectors of all articles.
///
/// A word or entity weighs more the fewer articles of the collection hold it; a country weighs less than a person.
fn vectors(articles: &[Article], mentions: &[Mention], entities: &[Entity]) -> Vec<Vectors> {
    let total = articles.len() as f32;
    let mut frequency: FxHashMap<u64, u32> = FxHashMap::default();
    for (term, _) in articles.iter().flat_map(|article| &article.sketch.terms) {
        *frequency.entry(*term).or_default() += 1;
    }
    let rarity = |count: usize| ((total + 1.0) / (count as f32 + 0.5)).ln().max(0.05);
    let mut counts: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); articles.len()];
    for mention in mentions.iter().filter(|mention| mention.region.is_story()) {
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
                    cast.push((index as u64, weight));
                    Some((index as u64, weight * rarity(entity.documents.len())))
                })
                .collect();
            Vectors { words: unit(words), entities: unit(named), cast: unit(cast) }
        })
        .collect()
}

fn unit(mut vector: Vec<(u64, f32)>) -> Vec<(u64, f32)> {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        for (_, weight) in &mut vector {
            *weight /= length;
        }
    }
    vector
}

/// The cosine of two unit vectors, both sorted.
fn cosine(a: &[(u64, f32)], b: &[(u64, f32)]) -> f32 {
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

/// How many values two sorted lists share.
fn overlap(a: &[u64], b: &[u64]) -> usize {
    a.iter().filter(|value| b.binary_search(value).is_ok()).count()
}

/// The pairs of articles worth comparing, rising.
fn candidates(
    articles: &[Article],
    vectors: &[Vectors],
    copies: &BTreeMap<usize, usize>,
) -> Vec<(usize, usize)> {
    let total = articles.len();
    if total <= ALL_PAIRS {
        return (0..total).flat_map(|a| (a + 1..total).map(move |b| (a, b))).collect();
    }
    let mut postings: FxHashMap<(u8, u64), Vec<usize>> = FxHashMap::default();
    for (index, (article, vectors)) in
        articles.iter().zip(vectors).enumerate().filter(|(index, _)| !copies.contains_key(index))
    {
        for (class, vector, most) in [(0, &vectors.words, 24), (1, &vectors.entities, 8)] {
            let mut heaviest: Vec<&(u64, f32)> = vector.iter().collect();
            heaviest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            for (term, _) in heaviest.into_iter().take(most) {
                postings.entry((class, *term)).or_default().push(index);
            }
        }
        for quote in article.sketch.quotes.iter().take(64) {
            postings.entry((2, *quote)).or_default().push(index);
        }
    }
    let mut shared: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for posting in postings.values().filter(|posting| posting.len() <= COMMON_POSTING) {
        let reach = if posting.len() <= LARGEST_POSTING { LARGEST_POSTING } else { NEXT };
        for (place, &a) in posting.iter().enumerate() {
            for &b in posting.iter().skip(place + 1).take(reach) {
                *shared.entry((a as u32, b as u32)).or_default() += 1;
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

/// Groups articles by average linkage over the pairs told the same, the surest first; copies go where their original is.
fn group(documents: &[Document], pairs: &[StoryPair], copies: &BTreeMap<usize, usize>) -> Vec<Story> {
    let mut same: Vec<&StoryPair> = pairs.iter().filter(|pair| pair.relation == Relation::Same).collect();
    same.sort_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
    let score: FxHashMap<(usize, usize), f32> =
        pairs.iter().map(|pair| ((pair.a, pair.b), pair.score)).collect();
    let mut home: Vec<usize> = (0..documents.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..documents.len()).map(|index| vec![index]).collect();
    for pair in &same {
        let (Some(&a), Some(&b)) = (home.get(pair.a), home.get(pair.b)) else { continue };
        if a == b {
            continue;
        }
        let (low, high) = (a.min(b), a.max(b));
        let (Some(left), Some(right)) = (members.get(low), members.get(high)) else { continue };
        let between = left.iter().flat_map(|&x| right.iter().map(move |&y| (x.min(y), x.max(y))));
        // Of a large collection not every pair was compared; where enough were, they speak for the others.
        let all = left.len() * right.len();
        let (sum, compared) = between
            .filter_map(|pair| score.get(&pair))
            .fold((0.0, 0_u32), |(sum, count), score| (sum + score, count + 1));
        if sum >= AVERAGE * compared as f32 && compared as usize >= all.min(NEXT) {
            let moved = members.get_mut(high).map(std::mem::take).unwrap_or_default();
            for &index in &moved {
                if let Some(slot) = home.get_mut(index) {
                    *slot = low;
                }
            }
            if let Some(target) = members.get_mut(low) {
                target.extend(moved);
                target.sort_unstable();
            }
        }
    }
    for (&copy, original) in copies {
        if let Some(slot) = members.get_mut(copy) {
            slot.clear();
        }
        if let Some(target) = home.get(*original).and_then(|&home| members.get_mut(home)) {
            target.push(copy);
        }
    }
    for members in &mut members {
        members.sort_unstable();
    }
    let mut stories: Vec<Story> = members
        .into_iter()
        .filter_map(|members| {
            let first = documents.get(*members.first()?)?;
            Some(Story { id: stable_id(&["story", &first.id]).replacen('e', "s", 1), documents: members })
        })
        .collect();
    stories.sort_by_key(|story| (Reverse(story.documents.len()), story.documents.first().copied()));
    stories
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cosines_are_one_for_equals_and_nothing_for_strangers() {
        let vector = |terms: &[(u64, f32)]| unit(terms.to_vec());
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

    fn grouped(count: usize, same: &[(usize, usize, f32)]) -> Vec<Vec<usize>> {
        let documents: Vec<Document> =
            (0..count).map(|number| Document::new(number.to_string(), "")).collect();
        let pairs: Vec<StoryPair> =
            same.iter().map(|&(a, b, score)| StoryPair { a, b, relation: Relation::Same, score }).collect();
        let stories = group(&documents, &pairs, &BTreeMap::new());
        let ids: std::collections::BTreeSet<&str> = stories.iter().map(|story| story.id.as_str()).collect();
        assert_eq!(ids.len(), stories.len(), "no two stories have one id");
        stories.into_iter().map(|story| story.documents).collect()
    }

    #[test]
    fn a_chain_of_pairs_is_no_story() {
        assert_eq!(grouped(3, &[(0, 1, 0.9), (0, 2, 0.8), (1, 2, 0.7)]), [vec![0, 1, 2]]);
        assert_eq!(grouped(4, &[(0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.6)]), [vec![0, 1], vec![2, 3]]);
        assert_eq!(grouped(2, &[]), [vec![0], vec![1]], "an article alone is a story");
    }
}
