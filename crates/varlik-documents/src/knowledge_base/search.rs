//! Finding the entries a name may stand for.

use rustc_hash::FxHashMap;
use varlik_names::{Name, NameComparer, NameKind, blocking_keys, key_hash, probability};
use varlik_text::Lang;

use super::postings::entry_of;
use super::{KnowledgeBase, KnowledgeEntry};
use crate::collection::kind;

/// Entries of one key of sound that are looked at, the best known.
const MOST_OF_SOUND: usize = 256;

/// Entries of the very name whose names are compared in full.
const MOST_COMPARED: usize = 48;

/// Entries that only sound alike, and are compared.
const MOST_ALIKE: usize = 16;

/// Names of one entry that are compared.
const MOST_NAMES: usize = 32;

/// Bits below which two names are not alike.
const LEAST: f32 = -3.0;

/// An entry that a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct KnowledgeHit<'k> {
    /// The entry.
    pub entry: KnowledgeEntry<'k>,
    /// The one of its names that is most like what was searched for.
    pub name: &'k str,
    /// The chance that the two names are one, 0..=1, by the names alone.
    pub score: f32,
}

impl KnowledgeBase {
    /// Finds the entries whose names are most like one, in any spelling or script; the likeliest first, of equals the better
    /// known.
    ///
    /// Compares the names of some dozens of entries, which takes milliseconds; [`by_name`](Self::by_name) is much quicker.
    ///
    /// # Example: another script, and a name that nobody has
    /// ```
    /// use varlik_documents::{EntityType, KnowledgeBaseBuilder, KnowledgeRow};
    ///
    /// let mut builder = KnowledgeBaseBuilder::default();
    /// builder.push(KnowledgeRow {
    ///     id: "p1".to_owned(),
    ///     name: "Çağatay Gürsoylu".to_owned(),
    ///     entity_type: Some(EntityType::Per),
    ///     ..KnowledgeRow::default()
    /// })?;
    /// let known = builder.build()?;
    /// assert_eq!(known.search("Чагатай Гюрсойлу", 3)[0].entry.id(), "p1");
    /// assert!(known.search("Olaf Brenna", 3).is_empty());
    /// # Ok::<(), varlik_documents::KnowledgeError>(())
    /// ```
    #[must_use]
    pub fn search(&self, name: &str, most: usize) -> Vec<KnowledgeHit<'_>> {
        let comparer = NameComparer::default();
        let mut asked: Vec<(NameKind, Name)> = Vec::new();
        let mut hits: Vec<(f32, f32, u32, KnowledgeHit<'_>)> = Vec::new();
        for number in self.candidates(name, NameKind::Other) {
            let Some(entry) = self.entry(number) else { continue };
            let kind = entry.entity_type().map_or(NameKind::Other, kind);
            let place = asked.iter().position(|(asked, _)| *asked == kind).unwrap_or_else(|| {
                asked.push((kind, Name::new(name, kind, Lang::Und)));
                asked.len() - 1
            });
            let Some((_, query)) = asked.get(place) else { continue };
            if let Some((best, weight)) = entry.nearest(&comparer, query)
                && weight > LEAST
            {
                let hit = KnowledgeHit { entry, name: best, score: probability(weight) };
                hits.push((weight, entry.prior(), number, hit));
            }
        }
        hits.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        hits.into_iter().take(most).map(|(.., hit)| hit).collect()
    }

    /// Finds the entries that have a name, the better known first: of the same letters, whatever their case and accents. Costs
    /// about a microsecond.
    ///
    /// # Example: as it is written, and misspelled
    /// ```
    /// use varlik_documents::{KnowledgeBaseBuilder, KnowledgeRow};
    ///
    /// let mut builder = KnowledgeBaseBuilder::default();
    /// builder.push(KnowledgeRow { id: "p1".to_owned(), name: "Çağatay Gürsoylu".to_owned(), ..KnowledgeRow::default() })?;
    /// let known = builder.build()?;
    /// assert_eq!(known.by_name("ÇAĞATAY GÜRSOYLU").next().unwrap().id(), "p1");
    /// assert_eq!(known.by_name("Cagatay Gursoylou").count(), 0);
    /// # Ok::<(), varlik_documents::KnowledgeError>(())
    /// ```
    pub fn by_name(&self, name: &str) -> impl Iterator<Item = KnowledgeEntry<'_>> {
        self.named(key_hash(varlik_text::key(name).as_bytes())).filter_map(|(number, _)| self.entry(number))
    }

    /// The entries worth comparing with a name: those of its key, then those that sound alike; each once.
    pub(crate) fn candidates(&self, name: &str, kind: NameKind) -> Vec<u32> {
        let mut found: Vec<u32> = self
            .named(key_hash(varlik_text::key(name).as_bytes()))
            .map(|(entry, _)| entry)
            .take(MOST_COMPARED)
            .collect();
        let sounds = self.sounds();
        let mut votes: FxHashMap<u32, f32> = FxHashMap::default();
        for key in blocking_keys(&Name::new(name, kind, Lang::Und)) {
            let records = sounds.get(key);
            let telling = (sounds.len() as f32 / records.len().max(1) as f32).log2();
            for record in records.iter().take(MOST_OF_SOUND) {
                *votes.entry(entry_of(record)).or_default() += telling;
            }
        }
        votes.retain(|entry, _| !found.contains(entry));
        let mut alike: Vec<(u32, f32)> = votes.into_iter().collect();
        alike.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.extend(alike.into_iter().map(|(entry, _)| entry).take(MOST_ALIKE));
        found
    }
}

impl<'k> KnowledgeEntry<'k> {
    /// The one of its names that is most like another, and the weight of the two in bits.
    pub(crate) fn nearest(&self, comparer: &NameComparer, query: &Name) -> Option<(&'k str, f32)> {
        let kind = query.kind();
        self.names()
            .take(MOST_NAMES)
            .map(|name| (name, comparer.weight(query, &Name::new(name, kind, Lang::Und))))
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
    }
}
