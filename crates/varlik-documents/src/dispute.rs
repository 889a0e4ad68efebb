//! What was said in a collection, and which of it contradicts what.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::article::Article;
use crate::statement::Statement;
use crate::{Act, Claim, Conflict, Contradiction, DateMention, Mention, Moment, Polarity, Story};

/// Claims that may share an entity and a word before the two say nothing of what they are about.
const COMMON: usize = 500;

/// The next claims that one of a list is compared with.
const NEXT: usize = 16;

/// Telling words that two claims share at least.
const FEWEST: usize = 2;

/// The share of the telling words of the shorter claim that both have.
const OVERLAP: f32 = 0.5;

/// Days between two claims of different stories within which they may speak of one thing.
const DAYS: i32 = 14;

/// Dates, claims and what contradicts.
pub(crate) struct Said {
    pub(crate) dates: Vec<DateMention>,
    pub(crate) claims: Vec<Claim>,
    pub(crate) contradictions: Vec<Contradiction>,
}

/// Brings what was said in each article together; `mentions` stand in the order of the articles.
pub(crate) fn said(
    articles: &[Article],
    mentions: &[Mention],
    stories: &[Story],
    published: &[Option<Moment>],
) -> Said {
    let (mut dates, mut claims, mut statements) = (Vec::new(), Vec::new(), Vec::new());
    let mut first_mention = 0;
    for (document, article) in articles.iter().enumerate() {
        let anchor = published.get(document).copied().flatten().map(|moment| moment.day);
        let first_date = dates.len();
        let named = mentions.get(first_mention..).unwrap_or_default();
        let named =
            named.get(..named.partition_point(|mention| mention.document == document)).unwrap_or_default();
        dates.extend(article.told.dates.iter().filter_map(|date| {
            // The date of a headline of another story is not counted from this one's.
            let (day, basis) = date.expression.resolve(anchor.filter(|_| date.region.is_story()))?;
            Some(DateMention { document, span: date.span.clone(), day, basis })
        }));
        for statement in &article.told.statements {
            let own = dates.get(first_date..).unwrap_or_default();
            let date = own.partition_point(|date: &DateMention| date.span.start < statement.span.start);
            let date =
                own.get(date).filter(|date| date.span.end <= statement.span.end).map(|_| first_date + date);
            let inside = |at: usize| {
                first_mention + named.partition_point(|mention: &Mention| mention.span.start < at)
            };
            let inside = inside(statement.span.start)..inside(statement.span.end);
            let mut about: Vec<usize> =
                mentions.get(inside).unwrap_or_default().iter().map(|mention| mention.entity).collect();
            about.sort_unstable();
            about.dedup();
            let mention = statement.speaker.as_ref().and_then(|span| {
                let place = |mention: &Mention| (mention.span.start, mention.span.end);
                let found = named.binary_search_by_key(&(span.start, span.end), place).ok()?;
                Some(first_mention + found)
            });
            claims.push(Claim {
                document,
                span: statement.span.clone(),
                cue: statement.cue.clone(),
                mention,
                speaker: mention.and_then(|mention| mentions.get(mention)).map(|mention| mention.entity),
                is_quotation: statement.is_quotation,
                act: statement.act,
                polarity: statement.polarity,
                modality: statement.modality,
                about,
                date,
            });
            statements.push(statement);
        }
        first_mention += named.len();
    }
    let contradictions = contradictions(&claims, &statements, articles.len(), stories, published);
    Said { dates, claims, contradictions }
}

fn contradictions(
    claims: &[Claim],
    statements: &[&Statement],
    articles: usize,
    stories: &[Story],
    published: &[Option<Moment>],
) -> Vec<Contradiction> {
    let mut story_of = vec![0; articles];
    for (index, story) in stories.iter().enumerate() {
        for &document in &story.documents {
            if let Some(slot) = story_of.get_mut(document) {
                *slot = index;
            }
        }
    }
    let time = |claim: &Claim| published.get(claim.document).copied().flatten();
    let are_near = |x: &Claim, y: &Claim| {
        if story_of.get(x.document) == story_of.get(y.document) {
            return true;
        }
        let day = |claim: &Claim| time(claim).and_then(|moment| moment.day.number());
        matches!((day(x), day(y)), (Some(x), Some(y)) if (x - y).abs() <= DAYS)
    };
    let mut found: Vec<Contradiction> = candidates(claims, statements)
        .into_iter()
        .filter_map(|(a, b)| {
            let (x, y) = (claims.get(a)?, claims.get(b)?);
            let (conflict, overlap) = conflict(x, y, statements.get(a)?, statements.get(b)?)?;
            if !are_near(x, y) || (x.document == y.document && x.speaker == y.speaker) {
                return None;
            }
            let known = |claim: &Claim| time(claim).map(|moment| (moment.day.number(), moment.minute));
            let (newer, older) = if known(x) > known(y) { (a, b) } else { (b, a) };
            Some(Contradiction { newer, older, conflict, overlap })
        })
        .collect();
    found.sort_by_key(|pair| {
        let of = |claim: usize| {
            claims.get(claim).and_then(time).map(|moment| (moment.day.number(), moment.minute))
        };
        (Reverse(of(pair.newer)), Reverse(of(pair.older)), pair.newer, pair.older)
    });
    found
}

/// Pairs of claims about one entity that share telling words, rising.
fn candidates(claims: &[Claim], statements: &[&Statement]) -> Vec<(usize, usize)> {
    let mut postings: BTreeMap<(usize, u32), Vec<u32>> = BTreeMap::new();
    for (index, (claim, statement)) in claims.iter().zip(statements).enumerate() {
        for &entity in claim.about.iter().take(8) {
            for &event in statement.events.iter().take(24) {
                postings.entry((entity, event)).or_default().push(index as u32);
            }
        }
    }
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for posting in postings.values().filter(|posting| posting.len() <= COMMON) {
        for (place, &a) in posting.iter().enumerate() {
            pairs.extend(posting.iter().skip(place + 1).take(NEXT).map(|&b| (a, b)));
        }
    }
    pairs.sort_unstable();
    let repeated = pairs.chunk_by(|x, y| x == y).filter(|run| run.len() >= FEWEST);
    repeated.filter_map(|run| run.first()).map(|&(a, b)| (a as usize, b as usize)).collect()
}

/// In what two claims contradict each other, and how much of their words they share.
fn conflict(x: &Claim, y: &Claim, a: &Statement, b: &Statement) -> Option<(Conflict, f32)> {
    let shared = a.events.iter().filter(|event| b.events.binary_search(event).is_ok()).count();
    let overlap = shared as f32 / a.events.len().min(b.events.len()).max(1) as f32;
    if shared < FEWEST || overlap < OVERLAP {
        return None;
    }
    let tells = |claim: &Claim| matches!(claim.act, Act::Said | Act::Claimed | Act::Confirmed | Act::Denied);
    if x.polarity != y.polarity && tells(x) && tells(y) {
        return Some((Conflict::Polarity, overlap));
    }
    let one = |statement: &Statement, unit: u32| {
        let mut counts = statement.counts.iter().filter(|(other, _)| *other == unit).map(|(_, count)| *count);
        counts.next().filter(|_| counts.next().is_none())
    };
    let counted_otherwise = a.counts.iter().any(
        |(unit, _)| matches!((one(a, *unit), one(b, *unit)), (Some(here), Some(there)) if here != there),
    );
    (x.polarity == y.polarity && x.polarity == Polarity::Affirmed && counted_otherwise)
        .then_some((Conflict::Number, overlap))
}
