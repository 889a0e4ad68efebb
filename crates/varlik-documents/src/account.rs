//! Why two mentions are of one entity, or of two.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt;

use varlik_names::world;
use varlik_resolve::{Bearer, BearerOptions, Bearers, Explanation};
use varlik_text::{Lang, key};

use crate::collection::{MOST_NAMES, kind};
use crate::head::head;
use crate::{EntityType, Mention, MentionKind, Resolution};

/// Why two mentions are of one entity, or of two.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// Whether they are of one entity.
    pub together: bool,
    /// What the names that their articles have for the two say of each other, in bits that sum to the match weight.
    pub pair: Explanation,
    /// Where they are of one entity though their names do not say so: the steps that lead from one to the other, each
    /// between two names that do.
    pub chain: Vec<Explanation>,
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", if self.together { "one entity" } else { "two entities" }, self.pair)?;
        for step in &self.chain {
            write!(f, "\nthrough {step}")?;
        }
        Ok(())
    }
}

impl Resolution {
    /// Explains why two mentions, by their places in [`mentions`](Self::mentions), are of one entity or of two; `None` where
    /// there is no such mention.
    ///
    /// It compares what the two entities are called in all articles, as the run did, and takes the longer the more they
    /// are.
    ///
    /// # Example: one man, two spellings, and another man
    /// ```
    /// use varlik_documents::{Document, Options, resolve};
    ///
    /// let article = |id: &str, text: &str| Document::new(id, text);
    /// let articles = vec![
    ///     article("a", "Kremlin spokesman Dmitry Peskov met Olaf Brenna on Monday."),
    ///     article("b", "The Kremlin's spokesman, Dmitriy Peskov, told reporters that the talks continue."),
    /// ];
    /// let found = resolve(articles, None, &Options::default(), &()).unwrap();
    /// let of = |name: &str| {
    ///     let text = |mention: &varlik_documents::Mention| found.documents[mention.document].text[mention.span.clone()].to_owned();
    ///     found.mentions.iter().position(|mention| text(mention) == name).unwrap()
    /// };
    /// let account = found.explain(of("Dmitry Peskov"), of("Dmitriy Peskov")).unwrap();
    /// assert!(account.together && account.pair.probability > 0.9);
    /// let account = found.explain(of("Dmitry Peskov"), of("Olaf Brenna")).unwrap();
    /// assert!(!account.together && account.pair.probability < 0.1);
    /// assert!(found.explain(0, 1_000).is_none());
    /// ```
    #[must_use]
    pub fn explain(&self, a: usize, b: usize) -> Option<Account> {
        let (one, other) = (self.mentions.get(a)?, self.mentions.get(b)?);
        let together = one.entity == other.entity;
        let within = together && one.document == other.document;
        let mut called: Vec<Called> = Vec::new();
        if within {
            // Within one article it counts what is written.
            called.extend([self.written(one), self.written(other)]);
        } else {
            self.called(one.entity, &mut called);
            if !together {
                self.called(other.entity, &mut called);
            }
        }
        let mut bearers = Bearers::default();
        for own in &called {
            let entity = self.entities.get(own.entity)?;
            // The article itself may call it by another name than the one that is known.
            let listed = |name: &str| {
                let link = entity.knowledge.as_ref();
                link.is_some_and(|link| link.names.iter().any(|known| known == name))
            };
            let known = |id: &&str| own.names.iter().any(|name| listed(name) || is_known_as(name, id));
            let names: Vec<&str> = own.names.iter().map(String::as_str).collect();
            bearers.push(&Bearer {
                kind: kind(own.entity_type),
                language: self.language(own.document),
                names: &names,
                identifier: entity.kb_id.as_deref().filter(known),
                count: own.count,
                text: own.document as u32,
            });
        }
        let place = |mention: &Mention| {
            called.iter().position(|own| (own.document, own.entity) == (mention.document, mention.entity))
        };
        let (x, y) = if within { (0, 1) } else { (place(one)? as u32, place(other)? as u32) };
        let told = bearers.explain(x, y, &BearerOptions::default());
        let mut pair = told.pair;
        pair.ids = (self.place(one), self.place(other));
        if within {
            "one article".clone_into(&mut pair.brought_by);
        }
        Some(Account { together, pair, chain: if together { told.chain } else { Vec::new() } })
    }

    /// Adds what each article calls an entity, the fullest names first.
    fn called(&self, entity: usize, called: &mut Vec<Called>) {
        let mentions = self.entities.get(entity).map_or(&[][..], |entity| &entity.mentions);
        let first = called.len();
        for mention in mentions.iter().filter_map(|&mention| self.mentions.get(mention)) {
            let mut own = self.written(mention);
            match called.get_mut(first..).and_then(<[_]>::last_mut) {
                Some(last) if last.document == own.document => {
                    last.count += 1;
                    last.names.append(&mut own.names);
                    if last.entity_type == EntityType::Norp {
                        last.entity_type = own.entity_type;
                    }
                }
                _ => called.push(own),
            }
        }
        for own in called.iter_mut().skip(first) {
            let words = |name: &str| name.split_whitespace().count();
            own.names.sort_by_key(|name| (Reverse(words(name)), name.clone()));
            own.names.dedup();
            if own.entity_type == EntityType::Per && own.names.first().is_some_and(|name| words(name) > 1) {
                own.names.retain(|name| words(name) > 1);
            }
            own.names.truncate(MOST_NAMES);
        }
    }

    /// What a mention calls its entity; a title calls it nothing.
    fn written(&self, mention: &Mention) -> Called {
        let document = self.documents.get(mention.document);
        let written = document.map_or(Cow::Borrowed(""), |document| document.text_of(mention.span.clone()));
        let word = written.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let suffix = written.get(word..).and_then(|word| varlik_text::suffix::split(word, Lang::Und));
        let name = suffix.and_then(|suffix| written.get(..word + suffix.stem.end)).unwrap_or(&written);
        let name =
            if self.language(mention.document) == Lang::En { head(name, mention.entity_type) } else { name };
        let is_name = mention.kind == MentionKind::Name && mention.entity_type != EntityType::Norp;
        Called {
            document: mention.document,
            entity: mention.entity,
            entity_type: mention.entity_type,
            names: if is_name { vec![name.to_owned()] } else { Vec::new() },
            count: 1,
        }
    }

    fn language(&self, document: usize) -> Lang {
        let code = self.documents.get(document).map_or("", |document| document.language);
        code.parse().unwrap_or(Lang::Und)
    }

    fn place(&self, mention: &Mention) -> String {
        let document = self.documents.get(mention.document);
        let text = document.map_or(Cow::Borrowed(""), |document| document.text_of(mention.span.clone()));
        format!("{} {text:?}", document.map_or("", |document| &document.id))
    }
}

/// What one article calls one entity.
struct Called {
    document: usize,
    entity: usize,
    entity_type: EntityType,
    names: Vec<String>,
    count: u32,
}

/// Whether a name is known to stand for what has an id in the world table.
fn is_known_as(name: &str, id: &str) -> bool {
    world::senses(&key(name)).any(|sense| world::entry(sense.entry).id == id)
}

#[cfg(test)]
mod tests {
    use crate::{Document, Options, Resolution, resolve};

    fn found() -> Resolution {
        let texts = [
            "Petra Lindqvist met engineers in Kyiv. Lindqvist flew home to Turkey on Monday.",
            "Türkiye'nin temsilcisi Çağatay Gürsoylu, Petra Lindquist ile Kiev'de görüştü.",
        ];
        let documents = texts.iter().zip(0..).map(|(text, number)| Document::new(number.to_string(), *text));
        resolve(documents.collect(), None, &Options::default(), &()).unwrap()
    }

    fn at(found: &Resolution, text: &str) -> usize {
        let written =
            |mention: &crate::Mention| &found.documents[mention.document].text[mention.span.clone()];
        found.mentions.iter().position(|mention| written(mention) == text).unwrap()
    }

    #[test]
    fn names_identifiers_and_the_article_speak() {
        let found = found();
        let explain = |a, b| found.explain(at(&found, a), at(&found, b)).unwrap();
        let account = explain("Petra Lindqvist", "Petra Lindquist");
        assert!(
            account.together && account.pair.lines.iter().any(|line| line.level == "spelling"),
            "{account}"
        );
        let account = explain("Petra Lindqvist", "Lindqvist");
        assert!(account.together && account.pair.brought_by == "one article", "{account}");
        let account = explain("Kyiv", "Kiev");
        assert!(account.together && account.pair.probability > 0.99, "{account}");
        assert!(account.pair.lines.iter().any(|line| line.comparison == "identifier"), "{account}");
        let account = explain("Turkey", "Kiev");
        assert!(!account.together && account.pair.probability < 0.01, "{account}");
        let account = explain("Petra Lindqvist", "Çağatay Gürsoylu");
        assert!(!account.together && account.pair.probability < 0.1 && account.chain.is_empty(), "{account}");
        assert!(account.to_string().starts_with("two entities"));
    }

    #[test]
    fn both_directions_say_the_same() {
        let found = found();
        for a in 0..found.mentions.len() {
            for b in 0..found.mentions.len() {
                let (there, back) = (found.explain(a, b).unwrap(), found.explain(b, a).unwrap());
                assert!((there.pair.weight - back.pair.weight).abs() < 1e-4, "{there}\n{back}");
                assert_eq!(there.together, back.together);
                let sum: f32 = there.pair.lines.iter().map(|line| line.weight).sum();
                assert!((sum + there.pair.prior - there.pair.weight).abs() < 1e-3, "{there}");
            }
        }
        assert!(found.explain(0, found.mentions.len()).is_none());
    }
}
