//! From the entities of each article to the entities of the collection.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use varlik_names::NameKind;
use varlik_names::world;
use varlik_resolve::{Bearer, BearerOptions, Bearers};

use crate::article::{Article, LocalMention};
use crate::coreference::LocalEntity;
use crate::knowledge_base::KnowledgeBase;
use crate::linking::{Known, Linked, Linker, Portrait, joined};
use crate::{Alias, Control, Document, Entity, EntityType, Mention, MentionKind, office};

/// Names of one local entity that take part in the comparison.
pub(crate) const MOST_NAMES: usize = 4;

/// Resolves the local entities of all articles and returns the mentions and entities of the collection.
///
/// Articles stand in the order of their ids. `given` mentions keep the type they came with. `None` when stopped.
pub(crate) fn resolve(
    documents: &[Document],
    articles: &[Article],
    given: bool,
    knowledge: &[KnowledgeBase],
    control: &dyn Control,
) -> Option<(Vec<Mention>, Vec<Entity>)> {
    let linker = Linker::new(knowledge);
    let known = namesakes(articles, &linker);
    let mut bearers = Bearers::default();
    let mut first_item = Vec::with_capacity(articles.len());
    let mut items = 0;
    for (article, text) in articles.iter().zip(0..) {
        first_item.push(items);
        items += article.entities.len();
        for (local, entity) in article.entities.iter().enumerate() {
            let known = known_at(&known, text as usize, local).and_then(|known| linker.entry(known));
            push(&mut bearers, article, entity, text, known.map(|entry| entry.id()));
        }
    }
    let resolved = bearers.resolve_while(&BearerOptions::default(), &|| !control.cancelled())?;
    let cluster = |document: usize, local: usize| -> usize {
        let item = first_item.get(document).map_or(0, |first| first + local);
        resolved.get(item).map_or(0, |&cluster| cluster as usize)
    };
    let clusters = resolved.iter().map(|&cluster| cluster as usize + 1).max().unwrap_or(0);
    let offices = office::answered(articles, &cluster);
    let mut drafts: Vec<Draft> = Vec::new();
    drafts.resize_with(clusters, Draft::default);
    let mut mentions = Vec::new();
    for (document, article) in articles.iter().enumerate() {
        for (local, entity) in article.entities.iter().enumerate() {
            if let Some(draft) = drafts.get_mut(cluster(document, local)) {
                draft.entry = draft.entry.or(entity.entry);
            }
        }
        let answered = offices.get(document).map_or(&[][..], Vec::as_slice);
        let mut placed: Vec<(&LocalMention, usize)> =
            article.mentions.iter().map(|mention| (mention, cluster(document, mention.entity))).collect();
        placed.extend(answered.iter().map(|(mention, home)| (mention, *home)));
        placed.sort_by_key(|(mention, _)| (mention.span.start, mention.span.end));
        for (mention, home) in placed {
            if let Some(draft) = drafts.get_mut(home) {
                let form = mention.form.and_then(|form| article.forms.get(form));
                let spelling = form.and_then(|form| form.spellings.get(mention.spelling));
                draft.take(
                    document,
                    mentions.len(),
                    mention.kind,
                    mention.entity_type,
                    spelling.map(String::as_str),
                );
            }
            mentions.push(Mention {
                document,
                span: mention.span.clone(),
                entity_type: mention.entity_type,
                kind: mention.kind,
                entity: home,
                score: mention.score,
                region: mention.region,
                metonym_of: mention.metonym_of,
            });
        }
    }
    let mut links: Vec<Option<Linked>> = Vec::new();
    if !linker.is_empty() {
        let portraits = portraits(documents, articles, &drafts, &mentions, &known, &linker, &cluster);
        links = linker.link(&portraits);
        if control.cancelled() {
            return None;
        }
        join_entries(&mut drafts, &mut links, &mut mentions, &linker);
    }
    let mut links = links.into_iter();
    let mut entities: Vec<(usize, Entity)> = drafts
        .into_iter()
        .map(|draft| (draft, links.next().flatten()))
        .enumerate()
        .filter(|(_, (draft, _))| !draft.mentions.is_empty())
        .map(|(number, (draft, link))| (number, draft.finish(documents, &mentions, link, &linker)))
        .collect();
    entities.sort_by(|(_, a), (_, b)| {
        (Reverse(a.mentions.len()), &a.id).cmp(&(Reverse(b.mentions.len()), &b.id))
    });
    let mut place = vec![0; clusters];
    for (at, (number, _)) in entities.iter().enumerate() {
        if let Some(slot) = place.get_mut(*number) {
            *slot = at;
        }
    }
    for mention in &mut mentions {
        mention.entity = place.get(mention.entity).copied().unwrap_or(0);
        // One entity, one type: what most of its mentions were taken for. A demonym stays one.
        let entity_type =
            entities.get(mention.entity).map_or(mention.entity_type, |(_, entity)| entity.entity_type);
        if !given && mention.entity_type != EntityType::Norp && entity_type != EntityType::Norp {
            mention.entity_type = entity_type;
        }
    }
    Some((mentions, entities.into_iter().map(|(_, entity)| entity).collect()))
}

/// Makes one draft of those that are linked to one entry.
fn join_entries(
    drafts: &mut [Draft],
    links: &mut [Option<Linked>],
    mentions: &mut [Mention],
    linker: &Linker<'_>,
) {
    let entries: Vec<_> = drafts.iter().map(|draft| draft.entry).collect();
    let homes = joined(links, &entries, linker);
    for (number, &home) in homes.iter().enumerate().filter(|(number, home)| number != *home) {
        let Some(draft) = drafts.get_mut(number).map(std::mem::take) else { continue };
        if let Some(home) = drafts.get_mut(home) {
            home.join(draft);
        }
        if let Ok([Some(home), Some(own)]) = links.get_disjoint_mut([home, number]) {
            home.join(own);
        }
    }
    for mention in mentions {
        mention.entity = homes.get(mention.entity).copied().unwrap_or(mention.entity);
    }
}

/// For each article, for each of its entities, the entry of a knowledge base that it is by its name alone: nobody else has it.
///
/// A single word is no such name of a person. Empty where there is no knowledge.
fn namesakes(articles: &[Article], linker: &Linker<'_>) -> Vec<Vec<Option<Known>>> {
    if linker.is_empty() {
        return Vec::new();
    }
    let entries =
        articles.iter().flat_map(|article| article.entities.iter().filter_map(|entity| entity.entry));
    let entries: BTreeSet<world::EntryIndex> = entries.collect();
    let world: BTreeMap<world::EntryIndex, Known> =
        entries.into_iter().filter_map(|entry| Some((entry, linker.of_world(entry)?))).collect();
    let of = |article: &Article, entity: &LocalEntity| {
        if let Some(entry) = entity.entry {
            return world.get(&entry).copied();
        }
        let forms = entity.forms.iter().filter_map(|&form| article.forms.get(form));
        let is_full = |key: &str| entity.entity_type != EntityType::Per || key.contains(' ');
        let mut known = forms
            .filter(|form| is_full(&form.key))
            .filter_map(|form| linker.only(&form.key, entity.entity_type));
        let first = known.next()?;
        // Forms of two entries speak for neither.
        known.all(|other| other == first).then_some(first)
    };
    articles
        .iter()
        .map(|article| article.entities.iter().map(|entity| of(article, entity)).collect())
        .collect()
}

fn known_at(known: &[Vec<Option<Known>>], document: usize, local: usize) -> Option<Known> {
    known.get(document)?.get(local).copied().flatten()
}

/// Titles that are kept of one entity.
const MOST_TITLES: usize = 16;

/// Articles of one entity that are asked who is in them; who is in a thousand is in the company of all.
const MOST_ARTICLES: usize = 64;

/// What all articles say of each cluster.
fn portraits(
    documents: &[Document],
    articles: &[Article],
    drafts: &[Draft],
    mentions: &[Mention],
    known: &[Vec<Option<Known>>],
    linker: &Linker<'_>,
    cluster: &dyn Fn(usize, usize) -> usize,
) -> Vec<Portrait> {
    let mut portraits: Vec<Portrait> = drafts.iter().map(|draft| draft.portrait(linker)).collect();
    for (document, article) in articles.iter().enumerate() {
        let own = || (0..article.entities.len()).filter_map(|local| known_at(known, document, local));
        let of_world = article.entities.iter().filter_map(|entity| world::entry(entity.entry?).country);
        let listed = own().filter_map(|known| linker.entry(known)?.country());
        let countries: BTreeSet<&str> = of_world.chain(listed).collect();
        let company: Vec<Known> = own().collect();
        let mut homes: Vec<usize> =
            (0..article.entities.len()).map(|local| cluster(document, local)).collect();
        homes.sort_unstable();
        homes.dedup();
        for home in homes {
            let Some(portrait) = portraits.get_mut(home) else { continue };
            portrait.articles += 1;
            for &country in &countries {
                match portrait.countries.get_mut(country) {
                    Some(count) => *count += 1,
                    None => drop(portrait.countries.insert(country.to_owned(), 1)),
                }
            }
            if portrait.articles <= MOST_ARTICLES {
                portrait.company.extend(&company);
            }
        }
        for local in 0..article.entities.len() {
            if let (Some(known), Some(portrait)) =
                (known_at(known, document, local), portraits.get_mut(cluster(document, local)))
            {
                portrait.votes.push(known);
            }
        }
    }
    for mention in mentions.iter().filter(|mention| mention.kind == MentionKind::Nominal) {
        let text =
            documents.get(mention.document).and_then(|document| document.text.get(mention.span.clone()));
        if let (Some(text), Some(portrait)) = (text, portraits.get_mut(mention.entity))
            && portrait.titles.len() < MOST_TITLES
        {
            portrait.titles.push(text.to_owned());
        }
    }
    for portrait in &mut portraits {
        for list in [&mut portrait.votes, &mut portrait.company] {
            list.sort_unstable();
            list.dedup();
        }
    }
    portraits
}

/// Adds a local entity: its fullest names, its id in a knowledge base or the world table, how often it was seen.
fn push(bearers: &mut Bearers, article: &Article, entity: &LocalEntity, text: u32, known: Option<&str>) {
    let mut forms: Vec<_> = entity.forms.iter().filter_map(|&form| article.forms.get(form)).collect();
    // "A mountain in New Zealand" is no New Zealand, but the same mountain elsewhere.
    let is_described = forms.iter().all(|form| form.is_description(article.language));
    let kind = if is_described { NameKind::Other } else { kind(entity.entity_type) };
    // What is said of the people of a place ("Turkish") names many things beside it.
    let is_of_people = |entity_type| matches!(entity_type, EntityType::Norp | EntityType::Per);
    forms.retain(|form| entity.entry.is_none() || !is_of_people(form.entity_type));
    let words = |key: &str| key.split(' ').count();
    forms.sort_by_key(|form| {
        (Reverse(words(&form.key)), Reverse(form.count), &form.key, form.name(article.language))
    });
    // A person with a full name is compared by full names alone: relatives share the family name.
    if kind == NameKind::Person && forms.first().is_some_and(|form| form.key.contains(' ')) {
        forms.retain(|form| form.key.contains(' '));
    }
    forms.dedup_by(|a, b| a.key == b.key);
    let names: Vec<&str> = forms.iter().take(MOST_NAMES).map(|form| form.name(article.language)).collect();
    bearers.push(&Bearer {
        kind,
        language: article.language,
        names: &names,
        identifier: known.or_else(|| entity.entry.map(|entry| world::entry(entry).id)),
        count: entity.count,
        text,
    });
}

/// The type of what the world table knows as of this kind.
fn type_of(kind: world::WorldKind) -> EntityType {
    match kind {
        kind if kind.is_place() => EntityType::Loc,
        kind if kind.is_group() => EntityType::Norp,
        kind if kind.is_other() => EntityType::Misc,
        _ => EntityType::Org,
    }
}

/// The kind of name that what is of a type bears.
pub(crate) fn kind(entity_type: EntityType) -> NameKind {
    match entity_type {
        EntityType::Per => NameKind::Person,
        EntityType::Org => NameKind::Organization,
        EntityType::Loc => NameKind::Place,
        EntityType::Norp | EntityType::Misc => NameKind::Other,
    }
}

/// An entity in the making.
#[derive(Default)]
struct Draft {
    entry: Option<world::EntryIndex>,
    spellings: BTreeMap<String, usize>,
    types: [usize; EntityType::ALL.len()],
    documents: Vec<usize>,
    mentions: Vec<usize>,
}

impl Draft {
    fn take(
        &mut self,
        document: usize,
        mention: usize,
        kind: MentionKind,
        entity_type: EntityType,
        spelling: Option<&str>,
    ) {
        self.mentions.push(mention);
        if self.documents.last() != Some(&document) {
            self.documents.push(document);
        }
        if kind == MentionKind::Name
            && let Some(spelling) = spelling
        {
            match self.spellings.get_mut(spelling) {
                Some(count) => *count += 1,
                None => drop(self.spellings.insert(spelling.to_owned(), 1)),
            }
            if let Some(count) = self.types.get_mut(entity_type as usize) {
                *count += 1;
            }
        }
    }

    /// What it is called and what it was taken for.
    fn portrait(&self, linker: &Linker<'_>) -> Portrait {
        let entity_type = match self.entry.map(world::entry) {
            Some(entry) => type_of(entry.kind),
            None => self.majority(),
        };
        let mut spellings: Vec<(&String, usize)> =
            self.spellings.iter().map(|(text, count)| (text, *count)).collect();
        // A person's full name tells more than a family name that stands everywhere.
        let is_bare = |text: &str| entity_type == EntityType::Per && !text.contains(' ');
        spellings.sort_by_key(|(text, count)| (is_bare(text), Reverse(*count), *text));
        let spellings: Vec<String> = spellings.into_iter().map(|(text, _)| text.clone()).collect();
        let entity_type = (!spellings.is_empty()).then_some(entity_type);
        let world = self.entry.and_then(|entry| Some((linker.of_world(entry)?, world::entry(entry).id)));
        Portrait { spellings, entity_type, world, ..Portrait::default() }
    }

    /// Takes in another that is the same.
    fn join(&mut self, other: Self) {
        self.entry = self.entry.or(other.entry);
        for (text, count) in other.spellings {
            *self.spellings.entry(text).or_default() += count;
        }
        for (own, other) in self.types.iter_mut().zip(other.types) {
            *own += other;
        }
        self.documents.extend(other.documents);
        self.mentions.extend(other.mentions);
        for list in [&mut self.documents, &mut self.mentions] {
            list.sort_unstable();
            list.dedup();
        }
    }

    fn finish(
        self,
        documents: &[Document],
        mentions: &[Mention],
        link: Option<Linked>,
        linker: &Linker<'_>,
    ) -> Entity {
        let known = link.as_ref().and_then(|link| linker.entry(link.known));
        let entry = self.entry.map(world::entry);
        let told = known.and_then(|known| known.entity_type());
        let entity_type = told.or(entry.map(|entry| type_of(entry.kind))).unwrap_or_else(|| self.majority());
        let mut aliases: Vec<Alias> =
            self.spellings.into_iter().map(|(text, count)| Alias { text, count }).collect();
        aliases.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        let name = match (known, entry) {
            (Some(known), _) => known.name().to_owned(),
            (None, Some(entry)) => entry.name.to_owned(),
            (None, None) => best_name(&aliases, entity_type),
        };
        // A known entity has one id everywhere; an unknown one is named by its first mention in the order of ids.
        let named = |&&mention: &&usize| mentions.get(mention).is_some_and(|m| m.kind == MentionKind::Name);
        let anchor =
            self.mentions.iter().find(named).or(self.mentions.first()).and_then(|&first| mentions.get(first));
        let kb_id = known.map(|known| known.id()).or(entry.map(|entry| entry.id));
        let id = match (kb_id, anchor) {
            (Some(kb_id), _) => stable_id(&["known", kb_id]),
            (None, Some(first)) => {
                let document = documents.get(first.document).map_or("", |document| document.id.as_str());
                let span = format!("{}-{}", first.span.start, first.span.end);
                stable_id(&["found", document, &span, first.entity_type.as_str()])
            }
            (None, None) => String::new(),
        };
        Entity {
            id,
            name,
            entity_type,
            kb_id: kb_id.map(str::to_owned),
            knowledge: link.map(|link| link.link),
            aliases,
            documents: self.documents,
            mentions: self.mentions,
        }
    }

    fn majority(&self) -> EntityType {
        let count = |entity_type: EntityType| self.types.get(entity_type as usize).copied().unwrap_or(0);
        let mut best = EntityType::Norp;
        for candidate in [EntityType::Per, EntityType::Org, EntityType::Loc, EntityType::Misc] {
            if count(candidate) > count(best) || (best == EntityType::Norp && count(candidate) > 0) {
                best = candidate;
            }
        }
        best
    }
}

/// The fullest common spelling: among the spellings used at least a quarter as often as the most used one, the one with most words; capitals throughout and lost diacritics give way.
fn best_name(aliases: &[Alias], entity_type: EntityType) -> String {
    let words = |alias: &Alias| alias.text.split_whitespace().count().min(4);
    let loud = |alias: &Alias| {
        alias.text.chars().filter(|letter| letter.is_alphabetic()).count() > 5
            && !alias.text.chars().any(char::is_lowercase)
    };
    let accents = |alias: &Alias| alias.text.chars().filter(|letter| !letter.is_ascii()).count().min(3);
    let most = aliases.iter().map(|alias| alias.count).max().unwrap_or(0);
    let full_enough = |alias: &Alias| match entity_type {
        // A person is called by the family name most of the time: any full name seen is better.
        EntityType::Per => words(alias) >= 2,
        _ => alias.count * 4 >= most,
    };
    aliases
        .iter()
        .max_by_key(|alias| {
            (
                !loud(alias),
                full_enough(alias),
                words(alias).min(if entity_type == EntityType::Per { 2 } else { 4 }),
                alias.count,
                accents(alias),
                Reverse(&alias.text),
            )
        })
        .map_or_else(String::new, |alias| alias.text.clone())
}

/// An opaque id made from what it names: `e` and thirteen letters or digits, 64 bits of FNV-1a, mixed.
pub(crate) fn stable_id(parts: &[&str]) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let joined = parts.join("\u{0}");
    let mut hash = varlik_names::key_hash(joined.as_bytes());
    let mut id = String::from("e");
    for _ in 0..13 {
        let digit = DIGITS.get((hash & 31) as usize).copied().unwrap_or(b'0');
        id.push(char::from(digit));
        hash >>= 5;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;
    use std::collections::BTreeSet;

    fn best(aliases: &[(&str, usize)], entity_type: EntityType) -> String {
        let aliases: Vec<Alias> =
            aliases.iter().map(|(text, count)| Alias { text: (*text).to_owned(), count: *count }).collect();
        best_name(&aliases, entity_type)
    }

    #[test]
    fn a_person_is_shown_by_the_full_name() {
        let person = EntityType::Per;
        assert_eq!(best(&[("Lindqvist", 9), ("Petra Lindqvist", 1)], person), "Petra Lindqvist");
        assert_eq!(best(&[("PETRA LINDQVIST", 5), ("Petra Lindqvist", 1)], person), "Petra Lindqvist");
        assert_eq!(best(&[("Omer Sanliturk", 1), ("Ömer Şanlıtürk", 1)], person), "Ömer Şanlıtürk");
        assert_eq!(best(&[("Petra Lindqvist", 4), ("Petra Maria Lindqvist", 1)], person), "Petra Lindqvist");
        assert_eq!(best(&[], person), "");
    }

    #[test]
    fn a_rare_long_form_does_not_name_an_organisation() {
        let organisation = EntityType::Org;
        assert_eq!(best(&[("Bozkır Un", 9), ("Bozkır Un Sanayi A.Ş.", 1)], organisation), "Bozkır Un");
        assert_eq!(
            best(&[("Bozkır Un", 3), ("Bozkır Un Sanayi A.Ş.", 1)], organisation),
            "Bozkır Un Sanayi A.Ş."
        );
    }

    #[test]
    fn an_id_is_made_from_all_parts() {
        let ids = ["found\u{1}0", "found", "known"].map(|part| stable_id(&[part, "0"]));
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 3);
        assert_ne!(stable_id(&["ab", "c"]), stable_id(&["a", "bc"]), "where a part ends counts");
        assert_eq!(stable_id(&["known", "iso3166:TR"]), stable_id(&["known", "iso3166:TR"]));
        let id = stable_id(&["known", "iso3166:TR"]);
        assert!(id.len() == 14 && id.starts_with('e') && id.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }

    #[test]
    fn entities_have_their_own_ids_and_one_type() {
        let texts = [
            "Petra Lindqvist met Turkish engineers in Kyiv. Lindqvist flew home to Turkey on Monday.",
            "Türkiye'nin temsilcisi Çağatay Gürsoylu, Petra Lindqvist ile Kiev'de görüştü.",
            "The Global Kelp Alliance (GKA) met in Bergen. The GKA thanked Olaf Brenna.",
        ];
        let documents = texts.iter().zip(0..).map(|(text, number)| Document::new(number.to_string(), *text));
        let found = crate::resolve(documents.collect(), None, &Options::default(), &()).unwrap();
        let ids: BTreeSet<&str> = found.entities.iter().map(|entity| entity.id.as_str()).collect();
        assert_eq!(ids.len(), found.entities.len());
        assert!(ids.len() >= 6, "persons, country, towns and alliance");
        for mention in &found.mentions {
            let entity = &found.entities[mention.entity];
            let demonym = mention.entity_type == EntityType::Norp;
            assert!(demonym || mention.entity_type == entity.entity_type, "{} is of one type", entity.name);
        }
        let turkey =
            found.entities.iter().find(|entity| entity.kb_id.as_deref() == Some("iso3166:TR")).unwrap();
        assert_eq!((turkey.entity_type, turkey.documents.as_slice()), (EntityType::Loc, &[0, 1][..]));
        let order: Vec<usize> = found.entities.iter().map(|entity| entity.mentions.len()).collect();
        assert!(order.is_sorted_by(|a, b| a >= b), "the most mentioned come first");
    }
}
