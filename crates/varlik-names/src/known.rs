//! Which places, bodies and statesmen go by a name.

use varlik_text::{Lang, Script, key, script};

use crate::tables::statesmen::{STATESMEN, STATESMEN_KEYS};
use crate::tables::wikidata::ITEMS;
use crate::world::{self, Relation, WorldEntry};

/// What a name is known to stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bearer {
    /// A place, body, people or event of the world table, and how the name stands for it.
    World(WorldEntry, Relation),
    /// A head of state or government, by the name to show.
    Statesman(&'static str),
}

/// One bearer of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Who or what it is.
    pub bearer: Bearer,
    /// The number of its Wikidata item (`43` of Q43), where the tables have it.
    pub wikidata: Option<u32>,
}

impl Known {
    /// The name to show.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self.bearer {
            Bearer::World(entry, _) => entry.name,
            Bearer::Statesman(name) => name,
        }
    }
}

/// Gives the number of the Wikidata item of an entry of the world table, by its id.
///
/// # Example
///
/// ```
/// use varlik_names::wikidata;
///
/// assert_eq!(wikidata("iso3166:TR"), Some(43));
/// assert_eq!(wikidata("org:nobody"), None);
/// ```
#[must_use]
pub fn wikidata(id: &str) -> Option<u32> {
    ITEMS.binary_search_by_key(&id, |(id, _)| id).ok().and_then(|at| ITEMS.get(at)).map(|(_, item)| *item)
}

/// Gives the places, bodies and statesmen that go by `name`, the likelier first.
///
/// `lang` is the language of the text the name stands in ([`Lang::Und`] for any): a reading said in it goes
/// first. Case is evidence: what is also a common word or a surname without a bearer here needs a capital, so
/// that a *turkey* is no country. A family name alone is known by the best-known bearer only; who is meant in a
/// text is for its context to say.
///
/// # Example: many spellings, one country; one spelling, a bird
///
/// ```
/// use varlik_names::known_as;
/// use varlik_text::Lang;
///
/// let item = |name, lang| known_as(name, lang).first().and_then(|known| known.wikidata);
/// assert_eq!(item("Türkei", Lang::De), Some(43));
/// assert_eq!(item("Турция", Lang::Ru), Some(43));
/// assert_eq!(item("Turkey", Lang::En), Some(43));
/// assert_eq!(item("turkey", Lang::En), None);
/// assert_eq!(item("أردوغان", Lang::Ar), Some(39259));
/// ```
#[must_use]
pub fn known_as(name: &str, lang: Lang) -> Vec<Known> {
    let key = key(name);
    let capital = is_written_as_name(name);
    let mut found: Vec<(bool, Known)> = world::senses(&key)
        .filter(|sense| capital || !sense.is_ambiguous())
        .map(|sense| {
            let entry = world::entry(sense.entry);
            let elsewhere = lang != Lang::Und && !sense.languages.contains(lang.code());
            (elsewhere, Known { bearer: Bearer::World(entry, sense.relation), wikidata: wikidata(entry.id) })
        })
        .collect();
    found.sort_by_key(|(elsewhere, _)| *elsewhere);
    let person = capital.then(|| statesman(&key)).flatten();
    found.into_iter().map(|(_, known)| known).chain(person).collect()
}

fn statesman(key: &str) -> Option<Known> {
    let at = STATESMEN_KEYS.binary_search_by_key(&key, |(key, _)| key).ok()?;
    let (_, place) = STATESMEN_KEYS.get(at)?;
    let (item, name) = STATESMEN.get(usize::from(*place))?;
    Some(Known { bearer: Bearer::Statesman(name), wikidata: Some(*item) })
}

/// Whether a string is written as names are: with a capital, where its script has small letters beside them.
fn is_written_as_name(name: &str) -> bool {
    name.contains(char::is_uppercase)
        || !name.contains(char::is_lowercase)
        || script(name) == Script::Georgian
}
