//! Titles that stand for a person: "the Turkish president", "Kremlin spokesman".

use std::ops::Range;

use rustc_hash::FxHashMap;
use varlik_names::{KeyHasher, title};
use varlik_text::{Normalized, TokenKind};

use crate::analysis::Analysis;
use crate::article::LocalMention;
use crate::boundary::title_length;
use crate::found::Found;
use crate::layout::Line;
use crate::{EntityType, MentionKind, RegionKind};

/// A title in an article, before it is known whom it stands for.
#[derive(Debug, Clone)]
pub(crate) struct Nominal {
    /// Byte range in the view, the country or body before the title included.
    span: Range<usize>,
    /// The office, shared across languages; or the title's own words.
    office: u64,
    /// The name whose office it is: index among the names found.
    of: Option<usize>,
    /// The person it stands beside: index among the names found.
    holder: Option<usize>,
}

/// Words before a person's name in which his title may begin.
const LONGEST_TITLE: usize = 8;

/// Finds the titles that stand beside a person, or name an office of a country or body.
///
/// A title is looked for where it could be used only: right behind a name, and in the words before a person's.
pub(crate) fn find(analysis: &Analysis, found: &[Found]) -> Vec<Nominal> {
    let mut nominals = Vec::new();
    for next in 0..=found.len() {
        let from = next.checked_sub(1).and_then(|index| found.get(index)).map(|name| name.words.end);
        let following = found.get(next);
        let end = following.map_or(analysis.words.len(), |name| name.words.start);
        let start = from.unwrap_or(0);
        let before_person = following.is_some_and(|name| name.entity_type == EntityType::Per);
        // Behind a name: at once, or past its suffix, a comma and an article.
        let behind = from.map_or(start, |from| (from + 3).min(end));
        let window = if before_person { end.saturating_sub(LONGEST_TITLE).max(behind) } else { end };
        let mut at = start;
        while at < end {
            if at >= behind && at < window {
                at = window;
                continue;
            }
            match title_length(analysis, at, end.min(at + LONGEST_TITLE)) {
                Some(length) => {
                    nominals.extend(nominal(analysis, found, next, at..at + length));
                    at += length;
                }
                None => at += 1,
            }
        }
    }
    nominals
}

/// Reads one title with its neighbours; `next` is the first name behind it.
fn nominal(analysis: &Analysis, found: &[Found], next: usize, words: Range<usize>) -> Option<Nominal> {
    let mut hasher = KeyHasher::new();
    for word in analysis.words.get(words.clone())?.iter().filter(|word| word.token.kind == TokenKind::Word) {
        hasher.push_word(analysis.key(word).as_bytes());
    }
    let title_hash = hasher.finish();
    let matched = title::lookup_by_hash(title_hash).title?;
    let office = matched.office.map_or(title_hash, |office| varlik_names::key_hash(office.as_bytes()));
    let kind = |at: usize| analysis.words.get(at).map(|word| word.token.kind);
    let before = next.checked_sub(1).and_then(|index| Some((index, found.get(index)?)));
    let one_line = |at: usize| analysis.words.get(at).is_some_and(|word| !word.token.line_start);
    // "Turkish president", "Russia's president", "Rusya Devlet Başkanı".
    let of = before.filter(|(_, name)| {
        let beside = name.words.end == words.start
            || (name.words.end + 1 == words.start && kind(name.words.end) == Some(TokenKind::Suffix));
        beside && one_line(words.start) && name.entity_type != EntityType::Per
    });
    let holder = found.get(next).filter(|name| {
        let beside = name.words.start == words.end
            || (name.words.start == words.end + 1 && kind(words.end) == Some(TokenKind::Comma));
        beside && one_line(name.words.start) && name.entity_type == EntityType::Per
    });
    let mut start = of.map_or(words.start, |(_, name)| name.words.start);
    // "Press secretary of the Russian president Dmitry Peskov": the name belongs to the whole, not to the president.
    let word = |back: usize| start.checked_sub(back).and_then(|at| analysis.words.get(at));
    let key = |back: usize| word(back).map_or("", |word| analysis.key(word));
    let holder = holder.filter(|_| key(1) != "of" && !(key(1) == "the" && key(2) == "of"));
    // "Dmitry Peskov, the Kremlin spokesman": a person, a comma, a title with what belongs to it.
    let apposition = || {
        let index = of.map_or(next, |(index, _)| index).checked_sub(1)?;
        let name = found.get(index).filter(|name| name.entity_type == EntityType::Per)?;
        let gap = analysis.words.get(name.words.end..start)?;
        let comma = gap.first().is_some_and(|word| word.token.kind == TokenKind::Comma);
        (comma && gap.len() <= 2).then_some(index)
    };
    let holder = if holder.is_some() { Some(next) } else { apposition() };
    if holder.is_none() {
        of?;
        let article = start.checked_sub(1).and_then(|at| analysis.words.get(at));
        if article.is_some_and(|word| analysis.key(word) == "the") && one_line(start) {
            start -= 1;
        }
    }
    let first = analysis.words.get(start)?;
    let last = analysis.words.get(words.end - 1)?;
    // A lower-case word beside a name ("agent Bond") is a title; a lone "coach" before a comma is not worth a mention.
    let worth = holder.is_some() || matched.class == title::TitleClass::Office;
    worth.then(|| Nominal { span: first.start()..last.end(), office, of: of.map(|(index, _)| index), holder })
}

/// Adds the nominals whose bearer is known to `mentions`, which hold the names of the article in order of `Found`.
///
/// A title beside a person is his. A title alone goes to the person the article has given the same office of the same
/// country or body; nobody else is guessed.
pub(crate) fn resolve(
    nominals: Vec<Nominal>,
    view: &Normalized<'_>,
    lines: &[Line],
    mentions: &mut Vec<LocalMention>,
) {
    let entity = |index: usize| mentions.get(index).map(|mention: &LocalMention| mention.entity);
    let mut holders: FxHashMap<(u64, Option<usize>), usize> = FxHashMap::default();
    for nominal in &nominals {
        if let (Some(holder), Some(of)) = (nominal.holder.and_then(entity), nominal.of) {
            holders.entry((nominal.office, entity(of))).or_insert(holder);
        }
    }
    let mut resolved: Vec<LocalMention> = Vec::new();
    for nominal in nominals {
        let bearer = match nominal.holder {
            Some(holder) => entity(holder),
            None => holders.get(&(nominal.office, nominal.of.and_then(entity))).copied(),
        };
        let Some(bearer) = bearer else { continue };
        let line = lines.partition_point(|line| line.span.end <= nominal.span.start);
        resolved.push(LocalMention {
            region: lines.get(line).map_or(RegionKind::Body, |line| line.kind),
            span: view.to_source(nominal.span),
            entity_type: EntityType::Per,
            kind: MentionKind::Nominal,
            form: None,
            spelling: 0,
            entity: bearer,
            score: if nominal.holder.is_some() { 0.9 } else { 0.6 },
        });
    }
    mentions.extend(resolved);
    mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
}

#[cfg(test)]
mod tests {
    use crate::article::Reader;
    use crate::{MentionKind, RegionKind};

    /// The titles of an article with the names of their bearers.
    fn titles(text: &str) -> Vec<(String, String)> {
        let article = Reader::default().read(text, None, &|_| false);
        let spans: Vec<_> =
            article.mentions.iter().map(|mention| (mention.span.start, mention.span.end)).collect();
        assert!(spans.is_sorted(), "mentions stand in the order of the text");
        let nominals = article.mentions.iter().filter(|mention| mention.kind == MentionKind::Nominal);
        nominals
            .map(|nominal| {
                assert!(nominal.form.is_none() && nominal.region != RegionKind::Boilerplate);
                let mut names = article
                    .mentions
                    .iter()
                    .filter(|name| name.kind == MentionKind::Name && name.entity == nominal.entity);
                (text[nominal.span.clone()].to_owned(), text[names.next().unwrap().span.clone()].to_owned())
            })
            .collect()
    }

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(title, name)| ((*title).to_owned(), (*name).to_owned())).collect()
    }

    #[test]
    fn a_title_beside_a_person_is_his() {
        let text = "On Monday Kenyan President William Oduyara met Olaf Brenna, the mayor, in Bergen.";
        assert_eq!(titles(text), pairs(&[("Kenyan President", "William Oduyara"), ("mayor", "Olaf Brenna")]));
    }

    #[test]
    fn a_title_alone_goes_to_the_holder_of_the_same_office() {
        let text = "Kenyan President William Oduyara opened the harbour. Later the Kenyan president thanked the crews.";
        assert_eq!(
            titles(text),
            pairs(&[("Kenyan President", "William Oduyara"), ("the Kenyan president", "William Oduyara")])
        );
    }

    #[test]
    fn nobody_else_is_guessed() {
        let text = "Kenyan President William Oduyara opened the harbour. Later the Ghanaian president thanked the Kenyan minister.";
        assert_eq!(titles(text), pairs(&[("Kenyan President", "William Oduyara")]));
        assert_eq!(titles("Later the president thanked the minister, and the mayor left."), []);
    }
}
