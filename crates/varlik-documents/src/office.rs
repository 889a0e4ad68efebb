//! Who bears an office that an article names without saying who does.

use std::collections::BTreeMap;

use crate::article::{Article, LocalMention};
use crate::role::{LEADER, may_be_called};
use crate::{EntityType, MentionKind};

/// How sure it is that who bears an office in other articles is meant.
const ELSEWHERE: f32 = 0.4;

/// The part of the articles that must agree on who bears an office.
const MOST: f32 = 0.8;

/// The titles of each article that other articles tell whom they stand for, with the cluster of the person.
///
/// `cluster` tells the cluster of a local entity of an article. An office is borne by whom most articles give it to; where they do
/// not agree (one left it and another took it over), nobody is guessed.
pub(crate) fn answered(
    articles: &[Article],
    cluster: &dyn Fn(usize, usize) -> usize,
) -> Vec<Vec<(LocalMention, usize)>> {
    // By country or body: the offices, and in how many articles whom each is given to.
    let mut borne: BTreeMap<usize, BTreeMap<(u64, usize), f32>> = BTreeMap::new();
    for (document, article) in articles.iter().enumerate() {
        let mut own: Vec<(usize, u64, usize)> = article
            .titles
            .borne
            .iter()
            .filter_map(|borne| {
                Some((cluster(document, borne.of?), borne.office, cluster(document, borne.bearer)))
            })
            .collect();
        own.sort_unstable();
        own.dedup();
        for (of, office, bearer) in own {
            *borne.entry(of).or_default().entry((office, bearer)).or_default() += 1.0;
        }
    }
    let bearer = |office: u64, of: usize| {
        let mut counts: BTreeMap<usize, f32> = BTreeMap::new();
        for (&(_, bearer), articles) in
            borne.get(&of)?.iter().filter(|((known, _), _)| may_be_called(*known, office))
        {
            *counts.entry(bearer).or_default() += articles;
        }
        let all: f32 = counts.values().sum();
        let (&most, &count) = counts.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
        // A country has one president, but a president and a prime minister may both lead it.
        let least = if office == LEADER { 1.0 } else { MOST };
        (count >= all * least).then_some(most)
    };
    articles
        .iter()
        .enumerate()
        .map(|(document, article)| {
            let open = article.titles.open.iter().filter_map(|title| {
                let bearer = bearer(title.office, cluster(document, title.of))?;
                let mention = LocalMention {
                    span: title.span.clone(),
                    entity_type: EntityType::Per,
                    kind: MentionKind::Nominal,
                    form: None,
                    spelling: 0,
                    entity: 0,
                    score: ELSEWHERE,
                    region: title.region,
                    metonym_of: None,
                };
                Some((mention, bearer))
            });
            open.collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{Document, MentionKind, Options, resolve};

    /// The bearers of the titles of the last article.
    fn bearers(texts: &[&str]) -> Vec<(String, String)> {
        let documents =
            texts.iter().enumerate().map(|(number, text)| Document::new(format!("{number:02}"), *text));
        let found = resolve(documents.collect(), None, &Options::default(), &()).unwrap();
        let last = texts.len() - 1;
        let titles =
            found.mentions.iter().filter(|it| it.document == last && it.kind == MentionKind::Nominal);
        titles
            .map(|it| (texts[last][it.span.clone()].to_owned(), found.entities[it.entity].name.clone()))
            .collect()
    }

    const KENYA: &str = "Kenyan President William Oduyara opened the harbour of Mombasa on Monday.";
    const LATER: &str = "The crews of Mombasa wait. The Kenyan president has not answered them yet.";

    #[test]
    fn who_bears_an_office_is_known_from_another_article() {
        let want = [("The Kenyan president".to_owned(), "William Oduyara".to_owned())];
        assert_eq!(bearers(&[KENYA, LATER]), want);
        let turkish = "Mombasa limanı bekliyor. Kenya Cumhurbaşkanı henüz yanıt vermedi.";
        let found = bearers(&[KENYA, turkish]);
        assert_eq!(found, [("Kenya Cumhurbaşkanı".to_owned(), "William Oduyara".to_owned())]);
    }

    #[test]
    fn nobody_is_guessed_where_articles_do_not_agree_or_tell_of_another_country() {
        let successor = "Kenyan President Akinyi Wanjala closed the harbour of Mombasa on Friday.";
        assert_eq!(bearers(&[KENYA, successor, LATER]), []);
        let ghana = "The crews of Accra wait. The Ghanaian president has not answered them yet.";
        assert_eq!(bearers(&[KENYA, ghana]), []);
        let minister = "The crews of Mombasa wait. The Kenyan prime minister has not answered them yet.";
        assert_eq!(bearers(&[KENYA, minister]), []);
    }
}
