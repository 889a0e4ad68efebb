//! Which entry of a knowledge base an entity of the collection is, if it is one.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use varlik_names::world::{self, EntryIndex};
use varlik_names::{Name, NameComparer, NameKind, Reason, key_hash, title};
use varlik_text::{Lang, key};

use crate::EntityType;
use crate::collection::kind;
use crate::knowledge_base::{KnowledgeBase, KnowledgeEntry};

/// An entry of one of the caller's knowledge bases: the place of the base, and the number of the entry there.
pub(crate) type Known = (usize, u32);

/// What a piece of evidence for an entry of a knowledge base is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KnowledgeReason {
    /// How like their names are.
    Name,
    /// What both are taken for.
    Type,
    /// How well known the entry is beside the others that it could be.
    Prior,
    /// Whether the country of the entry plays a part in the articles.
    Country,
    /// What the entry has to do with is in the same articles.
    Company,
    /// An office that the entry held is the title of the entity.
    Office,
}

impl KnowledgeReason {
    /// All of them, in the order in which they are weighed.
    pub const ALL: [Self; 6] =
        [Self::Name, Self::Type, Self::Prior, Self::Country, Self::Company, Self::Office];

    /// Returns the label of the output files: `name`, `type`, `prior`, `country`, `company` or `office`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Type => "type",
            Self::Prior => "prior",
            Self::Country => "country",
            Self::Company => "company",
            Self::Office => "office",
        }
    }
}

/// One piece of evidence for an entry of a knowledge base.
#[derive(Debug, Clone, PartialEq)]
pub struct KnowledgeEvidence {
    /// What it is.
    pub what: KnowledgeReason,
    /// What was compared, for a reader.
    pub detail: String,
    /// Its weight in bits; positive speaks for the entry.
    pub weight: f32,
}

/// Why an entity is an entry of a knowledge base.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KnowledgeLink {
    /// The weight of the entry in bits: the sum of the evidence.
    pub weight: f32,
    /// What speaks for it and against it.
    pub evidence: Vec<KnowledgeEvidence>,
    /// The id of the entry that was next likeliest, and its weight.
    pub rival: Option<(String, f32)>,
    /// The spellings in the articles that are names of the entry.
    pub names: Vec<String>,
}

/// Bits that the best entry needs.
const LEAST: f32 = 1.0;

/// Bits that it needs before the next.
const MARGIN: f32 = 1.5;

/// Bits that names say at most; and at least, where one is a name of the entry to the letter.
const MOST_NAME: f32 = 8.0;
const LEAST_NAMESAKE: f32 = 1.5;

/// Bits of what the table of the world knows to be the entry, whatever its name there.
const WORLD: f32 = 6.0;

/// Spellings of an entity that are looked up.
const MOST_SPELLINGS: usize = 8;

/// Spellings that are compared in full.
const MOST_COMPARED: usize = 3;

/// Entries that are weighed for one entity.
const MOST_CANDIDATES: usize = 24;

/// Entries that only sound like an entity, and are weighed for it: most entities are nobody in the list, and cost as much.
const MOST_ALIKE: usize = 6;

/// What the articles say of one entity.
#[derive(Debug, Clone, Default)]
pub(crate) struct Portrait {
    /// What it is called, most often first.
    pub(crate) spellings: Vec<String>,
    pub(crate) entity_type: Option<EntityType>,
    /// The entries that its mentions were taken for in single articles.
    pub(crate) votes: Vec<Known>,
    /// Number of its articles.
    pub(crate) articles: usize,
    /// In how many of them each country plays a part.
    pub(crate) countries: BTreeMap<String, usize>,
    /// The entries in its articles, without itself.
    pub(crate) company: Vec<Known>,
    /// The entry that it is by the table of the world, and its id there.
    pub(crate) world: Option<(Known, &'static str)>,
    /// The titles that stand for it.
    pub(crate) titles: Vec<String>,
}

/// Looks entities up in knowledge bases.
pub(crate) struct Linker<'k> {
    bases: &'k [KnowledgeBase],
    comparer: NameComparer,
}

/// An entity that was weighed against its candidates.
pub(crate) struct Linked {
    pub(crate) known: Known,
    pub(crate) link: KnowledgeLink,
}

impl Linked {
    /// Takes in the names of another that is the same.
    pub(crate) fn join(&mut self, other: &Self) {
        self.link.names.extend(other.link.names.iter().cloned());
        self.link.names.sort_unstable();
        self.link.names.dedup();
    }
}

impl<'k> Linker<'k> {
    pub(crate) fn new(bases: &'k [KnowledgeBase]) -> Self {
        Self { bases, comparer: NameComparer::default() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bases.iter().all(KnowledgeBase::is_empty)
    }

    pub(crate) fn entry(&self, known: Known) -> Option<KnowledgeEntry<'k>> {
        self.bases.get(known.0)?.entry(known.1)
    }

    /// The one entry that bears this name and is of this type; none where nobody does, or several do. A base is asked where
    /// those before it know nothing.
    pub(crate) fn only(&self, key: &str, entity_type: EntityType) -> Option<Known> {
        let hash = key_hash(key.as_bytes());
        for (place, base) in self.bases.iter().enumerate() {
            let mut fitting = base.named(hash).take(MOST_CANDIDATES).filter(|(number, _)| {
                base.entry(*number).is_some_and(|entry| fits(entry.entity_type(), entity_type))
            });
            if let Some((number, _)) = fitting.next() {
                return fitting.next().is_none().then_some((place, number));
            }
        }
        None
    }

    /// The entry that an entry of the world table is: of the same id, or the only one of its name and country.
    pub(crate) fn of_world(&self, entry: EntryIndex) -> Option<Known> {
        let entry = world::entry(entry);
        let item = varlik_names::wikidata(entry.id).map(|item| format!("Q{item}"));
        for (place, base) in self.bases.iter().enumerate() {
            let by_id = base.by_id(entry.id).or_else(|| base.by_id(item.as_deref()?));
            if let Some(number) = by_id {
                return Some((place, number));
            }
        }
        let entity_type = if entry.kind.is_place() { EntityType::Loc } else { EntityType::Org };
        let known = self.only(&key(entry.name), entity_type)?;
        let country = self.entry(known)?.country();
        (country.is_none() || entry.country.is_none() || country == entry.country).then_some(known)
    }

    /// Weighs each entity; those that are no entry, or could be several, have none.
    pub(crate) fn link(&self, portraits: &[Portrait]) -> Vec<Option<Linked>> {
        portraits.par_iter().map(|portrait| self.weigh(portrait)).collect()
    }

    fn weigh(&self, portrait: &Portrait) -> Option<Linked> {
        let candidates = self.candidates(portrait);
        let most =
            candidates.iter().filter_map(|known| Some(self.entry(*known)?.prior())).fold(0.0, f32::max);
        let kind = portrait.entity_type.map_or(NameKind::Other, kind);
        let compared = portrait.spellings.iter().take(MOST_COMPARED);
        let names: Vec<(&str, Name)> =
            compared.map(|text| (text.as_str(), Name::new(text, kind, Lang::Und))).collect();
        let mut weighed: Vec<(f32, Known, Vec<KnowledgeEvidence>)> = candidates
            .into_iter()
            .filter_map(|known| {
                let evidence = self.evidence(portrait, &names, known, most)?;
                Some((evidence.iter().map(|line| line.weight).sum(), known, evidence))
            })
            .collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut weighed = weighed.into_iter();
        let (weight, known, evidence) = weighed.next().filter(|(weight, ..)| *weight >= LEAST)?;
        let entry = self.entry(known)?;
        // The same thing in two bases is no rival.
        let rival = weighed
            .filter_map(|(weight, known, _)| Some((self.entry(known)?.id(), weight)))
            .find(|(id, _)| *id != entry.id());
        if rival.is_some_and(|(_, next)| weight - next < MARGIN) {
            return None;
        }
        let own: Vec<String> = entry.names().map(key).collect();
        let names = portrait.spellings.iter().filter(|text| own.contains(&key(text))).cloned().collect();
        let rival = rival.map(|(id, weight)| (id.to_owned(), weight));
        Some(Linked { known, link: KnowledgeLink { weight, evidence, rival, names } })
    }

    /// The entries that bear one of its names, or, where none does, one that sounds alike.
    fn candidates(&self, portrait: &Portrait) -> Vec<Known> {
        let mut found = portrait.votes.clone();
        found.extend(portrait.world.map(|(known, _)| known));
        let spellings = || portrait.spellings.iter().take(MOST_SPELLINGS);
        for (place, base) in self.bases.iter().enumerate() {
            for spelling in spellings() {
                let named = base.named(key_hash(key(spelling).as_bytes())).take(MOST_CANDIDATES);
                found.extend(named.map(|(number, _)| (place, number)));
            }
        }
        if found.is_empty() {
            let kind = portrait.entity_type.map_or(NameKind::Other, kind);
            // A bare family name sounds like too many.
            let full = spellings().find(|text| kind != NameKind::Person || text.contains(' '));
            for (place, base) in self.bases.iter().enumerate() {
                let alike = full.map_or_else(Vec::new, |text| base.candidates(text, kind));
                found.extend(alike.into_iter().take(MOST_ALIKE).map(|number| (place, number)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What speaks for an entry and against it; `None` where it cannot be.
    fn evidence(
        &self,
        portrait: &Portrait,
        names: &[(&str, Name)],
        known: Known,
        most: f32,
    ) -> Option<Vec<KnowledgeEvidence>> {
        let entry = self.entry(known)?;
        let mut lines = match portrait.world.filter(|(world, _)| *world == known) {
            Some((_, id)) => vec![KnowledgeEvidence {
                what: KnowledgeReason::Name,
                detail: format!("known as {id}"),
                weight: WORLD,
            }],
            None => vec![self.name(portrait, names, &entry)?],
        };
        let mut push = |what, detail: String, weight: f32| {
            if weight != 0.0 {
                lines.push(KnowledgeEvidence { what, detail, weight });
            }
        };
        if let (Some(own), Some(other)) = (portrait.entity_type, entry.entity_type()) {
            push(KnowledgeReason::Type, format!("{own} ~ {other}"), type_weight(own, other)?);
        }
        // Half the ratio of how well known they are: an archive's counts are not an article's.
        let prior = 0.5 * ((1.0 + entry.prior()) / (1.0 + most)).log2();
        push(KnowledgeReason::Prior, format!("{} of {most}", entry.prior()), prior.max(-4.0));
        if let Some(country) = entry.country() {
            let there = portrait.countries.get(country).copied().unwrap_or(0);
            let weight = match there {
                0 if portrait.countries.is_empty() => 0.0,
                0 => -1.0,
                there => 1.5 * there as f32 / portrait.articles.max(1) as f32,
            };
            push(
                KnowledgeReason::Country,
                format!("{country} in {there} of {} articles", portrait.articles),
                weight,
            );
        }
        let base = self.bases.get(known.0)?;
        let met: Vec<&str> = base
            .neighbours(known.1)
            .filter(|number| portrait.company.binary_search(&(known.0, *number)).is_ok())
            .filter_map(|number| Some(base.entry(number)?.name()))
            .take(4)
            .collect();
        if !met.is_empty() {
            push(KnowledgeReason::Company, met.join(", "), 1.0 + met.len() as f32);
        }
        let office = entry.offices().map(|office| office.title).find(|office| {
            let own = titles_in(office);
            portrait.titles.iter().flat_map(|title| titles_in(title)).any(|title| own.contains(&title))
        });
        if let Some(office) = office {
            push(KnowledgeReason::Office, office, 2.0);
        }
        Some(lines)
    }

    fn name(
        &self,
        portrait: &Portrait,
        names: &[(&str, Name)],
        entry: &KnowledgeEntry<'_>,
    ) -> Option<KnowledgeEvidence> {
        let own: Vec<String> = entry.names().map(key).collect();
        let namesake = portrait.spellings.iter().find(|text| own.contains(&key(text)));
        let (text, name, weight) = names
            .iter()
            .filter_map(|(text, name)| {
                let (own, weight) = entry.nearest(&self.comparer, name)?;
                Some((*text, own, weight))
            })
            .reduce(|best, next| if next.2 > best.2 { next } else { best })?;
        // A given name or number that contradicts is no spelling: "George Bush" is also the name of another Bush.
        let contradicted = namesake.is_none() && names.iter().any(|(_, name)| self.contradicts(name, entry));
        if contradicted {
            return None;
        }
        let weight = weight.min(MOST_NAME);
        Some(match namesake {
            Some(text) if weight < LEAST_NAMESAKE => KnowledgeEvidence {
                what: KnowledgeReason::Name,
                detail: text.clone(),
                weight: LEAST_NAMESAKE,
            },
            _ if text == name => {
                KnowledgeEvidence { what: KnowledgeReason::Name, detail: text.to_owned(), weight }
            }
            _ => {
                KnowledgeEvidence { what: KnowledgeReason::Name, detail: format!("{text} ~ {name}"), weight }
            }
        })
    }

    /// Whether a name says that it is another's than every name of the entry.
    fn contradicts(&self, name: &Name, entry: &KnowledgeEntry<'_>) -> bool {
        let Some((nearest, _)) = entry.nearest(&self.comparer, name) else { return true };
        let other = Name::new(nearest, name.kind(), Lang::Und);
        self.comparer.explain(name, &other).evidence.iter().any(|line| line.what == Reason::Conflict)
    }
}

/// Whether an entry may be of the type that an article has.
fn fits(entry: Option<EntityType>, found: EntityType) -> bool {
    entry.is_none_or(|entry| entry == found || (entry == EntityType::Misc && found != EntityType::Per))
}

/// What two types say of each other; `None` where they cannot be one thing's.
fn type_weight(found: EntityType, entry: EntityType) -> Option<f32> {
    use EntityType::{Loc, Misc, Norp, Org, Per};
    match (found, entry) {
        _ if found == entry => Some(1.0),
        (Per, Loc | Norp) | (Loc | Norp, Per) => None,
        (Per, _) | (_, Per) => Some(-5.0),
        (Misc, _) | (_, Misc) => Some(-0.5),
        // A town for its council, a ministry for its house.
        (Loc, Org) | (Org, Loc) | (Norp, _) | (_, Norp) => Some(-2.0),
        (Loc, Loc) | (Org, Org) => Some(1.0),
    }
}

/// The offices a text tells of, in whatever language: "President of Türkiye", "cumhurbaşkanı".
fn titles_in(text: &str) -> Vec<&'static str> {
    const LONGEST: usize = 4;
    let key = key(text);
    let words: Vec<&str> = key.split(' ').collect();
    let mut offices = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=LONGEST).rev().find_map(|length| {
            let title = title::lookup(&words.get(at..at + length)?.join(" "))?;
            Some((length, title.office))
        });
        if let Some((length, office)) = longest {
            offices.extend(office);
            at += length;
        } else {
            at += 1;
        }
    }
    offices
}

/// Gives clusters that are one entry one number: the lowest. A cluster that the world table knows joins none that it knows as
/// something else; it loses its link then, if it is the less likely.
pub(crate) fn joined(
    links: &mut [Option<Linked>],
    entries: &[Option<EntryIndex>],
    linker: &Linker<'_>,
) -> Vec<usize> {
    let mut homes: Vec<usize> = (0..links.len()).collect();
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, link) in links.iter().enumerate() {
        if let Some(entry) = link.as_ref().and_then(|link| linker.entry(link.known)) {
            groups.entry(entry.id()).or_default().push(number);
        }
    }
    let mut lost = Vec::new();
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let weight =
            |number: usize| links.get(number).and_then(Option::as_ref).map_or(0.0, |link| link.link.weight);
        let known = |number: usize| entries.get(number).copied().flatten();
        let best = group
            .iter()
            .copied()
            .filter(|&number| known(number).is_some())
            .reduce(|best, next| if weight(next) > weight(best) { next } else { best });
        let mut first = None;
        for number in group {
            let other = known(number).is_some() && best.and_then(known) != known(number);
            if other {
                lost.push(number);
            } else if let Some(home) = homes.get_mut(number) {
                *home = *first.get_or_insert(number);
            }
        }
    }
    for number in lost {
        if let Some(link) = links.get_mut(number) {
            *link = None;
        }
    }
    homes
}

#[cfg(test)]
mod tests;
