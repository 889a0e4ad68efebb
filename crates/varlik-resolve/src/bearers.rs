//! Bearers of names that were found in texts: who and what is one.
//!
//! A bearer has nothing but names, a kind, the text it stands in and perhaps an identifier, and a few of them are no
//! ground to learn from. So what agreement says is given: by the comparison of names, in bits. Blocking, clustering, its
//! constraints and the account of a pair are those of the [`Resolver`](crate::Resolver).

mod account;
mod company;
mod lone;
mod nodes;
mod pairs;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use varlik_names::{Name, NameKind};
use varlik_text::Lang;

pub use self::account::BearerAccount;
use self::lone::Lone;
use self::nodes::Nodes;
use self::pairs::{Pairs, Weigher};
use crate::cluster::{ClusterOptions, Constraints, ScoredPair, cluster_while};

/// One bearer of names, as one text has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer<'t> {
    /// What kind of thing it is.
    pub kind: NameKind,
    /// The language of the text, [`Lang::Und`] when unknown.
    pub language: Lang,
    /// What it is called in the text, the fullest first; without names and identifier it is an entity of its own.
    pub names: &'t [&'t str],
    /// An id in a knowledge base: bearers with one id are one, with two different ids they are two.
    pub identifier: Option<&'t str>,
    /// How often it is named in the text, at least 1.
    pub count: u32,
    /// The number of the text, the same for all bearers of one.
    pub text: u32,
}

/// Choices of a resolution of [`Bearers`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BearerOptions {
    /// Match weight in bits that a pair needs to count as evidence for joining; 0.65 by default: three to two that
    /// they are one. Lower joins more.
    pub threshold: f32,
    /// How many times likelier one bearer of a family name must be than any other, for the bare family name to be taken as
    /// his; 3 by default.
    pub dominance: f32,
}

impl Default for BearerOptions {
    fn default() -> Self {
        Self { threshold: 0.65, dominance: 3.0 }
    }
}

/// What is kept of one bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kept {
    /// The end of its names in the list of all.
    names_end: u32,
    /// The number of its identifier, from 1; 0 for none.
    identifier: u32,
    kind: NameKind,
    count: u32,
    text: u32,
}

/// A name as some text has it.
type Written = (NameKind, Lang, Box<str>);

/// Bearers of names that were found in texts, to be resolved.
///
/// # Example: one man in three texts, and his namesake in one
/// ```
/// use varlik_names::NameKind;
/// use varlik_resolve::{Bearer, BearerOptions, Bearers};
/// use varlik_text::Lang;
///
/// let mut bearers = Bearers::default();
/// for (text, name) in ["Dmitriy Peskov", "Bilal Erdoğan", "Dmitry Peskov", "Песков"].into_iter().enumerate() {
///     let (kind, language) = (NameKind::Person, Lang::Und);
///     bearers.push(&Bearer { kind, language, names: &[name], identifier: None, count: 1, text: text as u32 });
/// }
/// let account = bearers.explain(0, 2, &BearerOptions::default());
/// assert!(account.together && account.pair.probability > 0.9);
/// assert_eq!(bearers.resolve(&BearerOptions::default()), [0, 1, 0, 0]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Bearers {
    items: Vec<Kept>,
    /// The names of all items, one after the other, as numbers of `texts`.
    names: Vec<u32>,
    numbers: FxHashMap<Written, u32>,
    texts: Vec<Written>,
    identifiers: FxHashMap<Box<str>, u32>,
}

impl Bearers {
    /// Adds a bearer; the first one has the number 0.
    pub fn push(&mut self, bearer: &Bearer<'_>) {
        for &text in bearer.names {
            let key = (bearer.kind, bearer.language, Box::from(text));
            let next = self.texts.len() as u32;
            let number = *self.numbers.entry(key).or_insert_with_key(|key| {
                self.texts.push(key.clone());
                next
            });
            self.names.push(number);
        }
        let identifier = bearer.identifier.map_or(0, |identifier| {
            let next = self.identifiers.len() as u32 + 1;
            match self.identifiers.get(identifier) {
                Some(&known) => known,
                None => *self.identifiers.entry(Box::from(identifier)).or_insert(next),
            }
        });
        self.items.push(Kept {
            names_end: self.names.len() as u32,
            identifier,
            kind: bearer.kind,
            count: bearer.count.max(1),
            text: bearer.text,
        });
    }

    /// Puts each bearer into exactly one entity.
    ///
    /// Bearers with one identifier, or with one and the same fullest name, are one. Others are compared by their names
    /// where a blocking key brings them together, and clustered by linkage; two different identifiers never meet. A bare
    /// family name joins the one bearer that has it, or the one far likelier than the others ([`BearerOptions::dominance`])
    /// by how often he is named and in whose company, else it stays by itself.
    ///
    /// Returns the entity of each; entities are numbered by their first bearers.
    #[must_use]
    pub fn resolve(self, options: &BearerOptions) -> Vec<u32> {
        self.resolve_while(options, &|| true).unwrap_or_default()
    }

    /// As [`resolve`](Self::resolve), for as long as `goes_on` says so, which is asked every few milliseconds; `None` where it
    /// said no.
    #[must_use]
    pub fn resolve_while(
        self,
        options: &BearerOptions,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<Vec<u32>> {
        let entity_of = Solved::of(self, options, goes_on)?.entity_of;
        let mut order: FxHashMap<u32, u32> = FxHashMap::default();
        let number = |entity| {
            let next = order.len() as u32;
            *order.entry(entity).or_insert(next)
        };
        Some(entity_of.into_iter().map(number).collect())
    }
}

/// Everything that was found on the way to the entities.
#[derive(Default)]
struct Solved {
    items: Vec<Kept>,
    nodes: Nodes,
    pairs: Pairs,
    /// The entity of each bearer, by a node of it.
    entity_of: Vec<u32>,
}

impl Solved {
    /// `None` where `goes_on` said no.
    fn of(bearers: Bearers, options: &BearerOptions, goes_on: &(dyn Fn() -> bool + Sync)) -> Option<Self> {
        let Bearers { items, mut names, texts, identifiers, numbers } = bearers;
        drop(numbers);
        // Numbered by what they are, so that the order of bearers cannot matter.
        let mut order: Vec<(Written, u32)> = texts.into_iter().zip(0..).collect();
        order.par_sort_unstable_by(|((kind, language, text), _), ((other_kind, other, other_text), _)| {
            (kind, language.code(), text).cmp(&(other_kind, other.code(), other_text))
        });
        let mut ranks = vec![0; order.len()];
        for ((_, number), rank) in order.iter().zip(0..) {
            if let Some(slot) = ranks.get_mut(*number as usize) {
                *slot = rank;
            }
        }
        for name in &mut names {
            *name = ranks.get(*name as usize).copied().unwrap_or(*name);
        }
        let prepared: Vec<Name> = order
            .into_par_iter()
            .map(|((kind, language, text), _)| Name::new(&text, kind, language))
            .collect();
        if !goes_on() {
            return None;
        }
        let mut ids: Vec<Box<str>> = vec![Box::from(""); identifiers.len() + 1];
        for (identifier, number) in identifiers {
            if let Some(slot) = ids.get_mut(number as usize) {
                *slot = identifier;
            }
        }
        let nodes = Nodes::new(&items, &names, prepared, ids);
        let weigher = Weigher::new(&nodes, &items, options.threshold);
        let pairs = Pairs::of(&nodes, &weigher, goes_on)?;
        let home = cluster(&nodes, &pairs.edges, &weigher, goes_on)?;
        let chosen = Lone::of(&nodes, &items, &home, &pairs.bare).choose(options.dominance);
        let entity_of = nodes
            .node_of
            .iter()
            .zip(chosen)
            .map(|(&node, chosen)| chosen.unwrap_or_else(|| home_of(&home, node)))
            .collect();
        Some(Self { items, nodes, pairs, entity_of })
    }
}

fn home_of(home: &[u32], node: u32) -> u32 {
    home.get(node as usize).copied().unwrap_or(node)
}

/// Clusters the nodes; two identifiers never meet. `None` where `goes_on` said no.
fn cluster(
    nodes: &Nodes,
    edges: &[ScoredPair],
    weigher: &Weigher<'_>,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<u32>> {
    let identities = nodes.all.iter().map(|node| node.identifier).collect();
    let constraints = Constraints { identities, ..Constraints::default() };
    let options = ClusterOptions { missing_bits: pairs::NO_EDGE, ..ClusterOptions::default() };
    let weigh = |a, b| weigher.any(a, b);
    let count = nodes.all.len();
    match cluster_while(count, edges, &weigh, &constraints, &options, &|_, _| goes_on()) {
        Ok(found) => found.map(|found| found.cluster_of().to_vec()),
        // Without must-links nothing can contradict.
        Err(_) => Some((0..count as u32).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(given: &[(&str, NameKind, Option<&str>, u32)]) -> Vec<u32> {
        let mut bearers = Bearers::default();
        for (&(name, kind, identifier, count), text) in given.iter().zip(0..) {
            bearers.push(&Bearer { kind, language: Lang::Und, names: &[name], identifier, count, text });
        }
        bearers.resolve(&BearerOptions::default())
    }

    fn persons(names: &[&str]) -> Vec<u32> {
        let given: Vec<_> = names.iter().map(|name| (*name, NameKind::Person, None, 1)).collect();
        resolve(&given)
    }

    #[test]
    fn spellings_join_and_relatives_do_not() {
        let names = ["Volodymyr Zelensky", "Bilal Erdoğan", "Volodymyr Zelenskyy", "Recep Tayyip Erdoğan"];
        assert_eq!(persons(&names), [0, 1, 0, 2]);
        let names =
            ["Emine Erdoğan", "Bilal Erdoğan", "Recep Tayyip Erdoğan", "R. T. Erdoğan", "Burak Erdoğan"];
        assert_eq!(persons(&names), [0, 1, 2, 2, 3]);
    }

    #[test]
    fn scripts_and_cases_join() {
        assert_eq!(
            persons(&["Donald Trump", "Дональд Трамп", "Доналд Тръмп", "Дональда Трампа", "Joe Biden"]),
            [0, 0, 0, 0, 1]
        );
        assert_eq!(
            persons(&["Angela Merkel", "Ангела Меркель", "Angeli Merkel", "Olaf Scholz"]),
            [0, 0, 0, 1]
        );
    }

    #[test]
    fn a_bare_family_name_goes_to_its_only_bearer_and_to_nobody_when_two_compete() {
        assert_eq!(persons(&["Dmitry Peskov", "Peskov"]), [0, 0]);
        assert_eq!(persons(&["Dmitry Peskov", "Dmitry"]), [0, 1], "a given name is no family name");
        assert_eq!(persons(&["Bilal Erdoğan", "Erdoğan", "Recep Tayyip Erdoğan"]), [0, 1, 2]);
        let person = |name, count| (name, NameKind::Person, None, count);
        let names = [person("Bilal Erdoğan", 1), person("Erdoğan", 1), person("Recep Tayyip Erdoğan", 9)];
        assert_eq!(resolve(&names), [0, 1, 1]);
    }

    #[test]
    fn the_company_tells_whose_family_name_it_is() {
        let mut bearers = Bearers::default();
        let texts = [
            &["Petra Lindqvist", "Olaf Brenna", "Global Kelp Alliance"][..],
            &["Lindqvist", "Olaf Brenna"],
            &["Anders Lindqvist", "Bozkır Un", "Çağatay Gürsoylu"],
            &["Lindqvist", "Çağatay Gürsoylu"],
            &["Lindqvist"],
        ];
        let mut first = Vec::new();
        for (names, text) in texts.iter().zip(0..) {
            first.push(bearers.items.len());
            for name in *names {
                let kind = if name.contains("Un") || name.contains("Kelp") {
                    NameKind::Organization
                } else {
                    NameKind::Person
                };
                bearers.push(&Bearer {
                    kind,
                    language: Lang::Und,
                    names: &[name],
                    identifier: None,
                    count: 1,
                    text,
                });
            }
        }
        // What else there is to read tells that a name met twice is rare.
        for text in 5..40 {
            let name = format!("Bergen {text}");
            bearers.push(&Bearer {
                kind: NameKind::Place,
                language: Lang::Und,
                names: &[&name],
                identifier: None,
                count: 1,
                text,
            });
        }
        let found = bearers.resolve(&BearerOptions::default());
        let of = |text: usize| found[first[text]];
        assert_eq!(of(1), of(0));
        assert_eq!(of(3), of(2));
        assert!(of(4) != of(0) && of(4) != of(2), "alone it is nobody's");
    }

    #[test]
    fn a_run_stops_where_it_is_told_to() {
        let mut bearers = Bearers::default();
        let (kind, language) = (NameKind::Person, Lang::Und);
        for (name, text) in ["Petra Lindqvist", "Petra Lindquist", "Olaf Brenna"].into_iter().zip(0..) {
            bearers.push(&Bearer { kind, language, names: &[name], identifier: None, count: 1, text });
        }
        let options = BearerOptions::default();
        assert_eq!(bearers.clone().resolve_while(&options, &|| true).unwrap(), [0, 0, 1]);
        for least in 0..3 {
            // Asked after the names, over the pairs and over the components.
            let asked = std::sync::atomic::AtomicUsize::new(0);
            let goes_on = || asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) != least;
            assert_eq!(bearers.clone().resolve_while(&options, &goes_on), None, "no at {least}");
        }
    }

    #[test]
    fn a_common_word_is_one_where_the_company_is() {
        let mut bearers = Bearers::default();
        let mut push = |name: &str, kind, text| {
            bearers.push(&Bearer {
                kind,
                language: Lang::En,
                names: &[name],
                identifier: None,
                count: 1,
                text,
            });
        };
        for (text, town) in
            ["Varberg", "Varberg", "Bergen", "Bozkır"].into_iter().zip(0..).map(|(t, n)| (n, t))
        {
            push("Police", NameKind::Organization, text);
            push(town, NameKind::Place, text);
        }
        for text in 4..12 {
            push(&format!("Lindqvist {text}"), NameKind::Organization, text);
        }
        let account = bearers.explain(0, 4, &BearerOptions::default());
        assert!(!account.together && account.pair.lines.iter().any(|line| line.comparison == "company"));
        let found = bearers.resolve(&BearerOptions::default());
        assert_eq!(found[0], found[2], "both texts tell of Varberg");
        assert!(found[0] != found[4] && found[4] != found[6], "elsewhere it is the police of another town");
    }

    #[test]
    fn identifiers_decide_over_names() {
        let place = |name, id| (name, NameKind::Place, Some(id), 1);
        let items = [
            place("Turkey", "TR"),
            place("Türkiye", "TR"),
            place("Georgia", "GE"),
            place("Georgia", "US-GA"),
        ];
        assert_eq!(resolve(&items), [0, 0, 1, 2]);
        let items = [
            place("Великобритания", "GB"),
            ("Великобритании", NameKind::Place, None, 1),
            ("Великобритания", NameKind::Organization, None, 1),
            ("Великобритания", NameKind::Person, None, 1),
        ];
        assert_eq!(resolve(&items), [0, 0, 0, 1], "what is known draws its case forms, and no person");
        let items = [place("Turkey", "TR"), ("Turkey Minute", NameKind::Organization, None, 1)];
        assert_eq!(resolve(&items), [0, 1], "what bears the name of a place and more is another");
    }

    fn account(given: &[(&str, NameKind, Option<&str>)], a: u32, b: u32) -> BearerAccount {
        let mut bearers = Bearers::default();
        for (&(name, kind, identifier), text) in given.iter().zip(0..) {
            let names = &[name][..];
            bearers.push(&Bearer { kind, language: Lang::Und, names, identifier, count: 1, text });
        }
        let told = bearers.explain(a, b, &BearerOptions::default());
        for account in std::iter::once(&told.pair).chain(&told.chain) {
            let sum: f32 = account.lines.iter().map(|line| line.weight).sum::<f32>() + account.prior;
            assert!((sum - account.weight).abs() < 1e-3, "{account}: the lines sum to the weight");
        }
        told
    }

    #[test]
    fn an_account_tells_what_speaks_and_through_whom() {
        let person = |name| (name, NameKind::Person, None);
        let told = account(&[person("Petra Lindqvist"), person("Petra Lindquist")], 0, 1);
        assert!(told.together && told.chain.is_empty() && told.pair.lines.len() == 2, "{}", told.pair);
        let told = account(&[person("Bilal Erdoğan"), person("Recep Tayyip Erdoğan")], 0, 1);
        assert!(
            !told.together && told.pair.lines.iter().any(|line| line.level == "conflict"),
            "{}",
            told.pair
        );
        let place = |name, id| (name, NameKind::Place, Some(id));
        let told = account(&[place("Georgia", "GE"), place("Georgia", "US-GA")], 0, 1);
        assert!(!told.together && told.pair.probability < 0.01);
        assert!(
            told.pair.lines.iter().any(|line| line.comparison == "identifier" && line.level == "another")
        );
        let told = account(&[place("Turkey", "TR"), place("Türkiye", "TR")], 0, 1);
        assert!(told.together && told.pair.probability > 0.99);
        let items = [person("Trumpa"), person("Donald Trump"), person("Доналд Тръмп")];
        let told = account(&items, 0, 2);
        assert!(told.together && told.pair.probability < 0.5, "{told:?}");
        assert_eq!(told.chain.len(), 2, "through the one who is called so in full");
        let told = account(&[person(""), person("Petra Lindqvist")], 0, 1);
        assert!(!told.together && told.pair.lines.is_empty());
        let told = account(&[person("Petra Lindqvist")], 0, 9);
        assert!(!told.together && told.chain.is_empty(), "who is not there is nobody");
    }

    #[test]
    fn the_order_of_items_does_not_matter() {
        let texts = [
            "Recep Erdoğan",
            "Erdogan",
            "R. T. Erdoğan",
            "Emine Erdoğan",
            "Dmitry Peskov",
            "Dmitriy Peskov",
            "",
            "…",
        ];
        let there = persons(&texts);
        let backward: Vec<&str> = texts.iter().rev().copied().collect();
        let mut back = persons(&backward);
        back.reverse();
        for i in 0..texts.len() {
            for j in 0..texts.len() {
                assert_eq!(there[i] == there[j], back[i] == back[j], "{} {}", texts[i], texts[j]);
            }
        }
        assert!(persons(&[]).is_empty());
    }
}
