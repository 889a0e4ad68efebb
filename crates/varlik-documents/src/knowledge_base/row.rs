//! What a caller knows of one thing, on its way into a knowledge base.

use varlik_names::world::{self, WorldKind};

use super::error::KnowledgeError;
use crate::EntityType;

/// Bytes of the longest string that is kept.
pub(super) const LONGEST: usize = 1 << 16;

/// An office that somebody held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Office {
    /// What it is called: "President of Türkiye".
    pub title: String,
    /// The first day, month or year by ISO 8601 (`2014-08-28`, `2014-08`, `2014`); empty when not known.
    pub from: String,
    /// The last day, month or year; empty when not known, or not over.
    pub until: String,
}

/// What a caller knows of one person, place, organisation or thing: a row for a
/// [`KnowledgeBaseBuilder`](crate::KnowledgeBaseBuilder).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KnowledgeRow {
    /// Its id; rows of one id are one thing and tell all that each of them tells.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// Other names, in any script.
    pub aliases: Vec<String>,
    /// What it is; `None` when not known.
    pub entity_type: Option<EntityType>,
    /// Its country: two letters of ISO 3166, or a name of the country; empty when not known.
    pub country: String,
    /// What to say of it beside its name; may be empty.
    pub description: String,
    /// How well known it is beside the others, from 0: sitelinks, mentions in an archive. Only the ratio of two counts.
    pub prior: f32,
    /// Offices it held.
    pub offices: Vec<Office>,
    /// Ids of things it has to do with: its party, spouse, company, town.
    pub related: Vec<String>,
}

impl KnowledgeRow {
    /// Puts the row into the shape it is kept in.
    pub(super) fn settle(mut self) -> Result<Self, KnowledgeError> {
        self.id = self.id.trim().to_owned();
        if self.id.is_empty() {
            return Err(KnowledgeError::row("row without an id"));
        }
        if self.id.contains('\0') {
            return Err(KnowledgeError::row(format!("the id {:?} holds a zero byte", self.id)));
        }
        let mut aliases = std::mem::take(&mut self.aliases);
        aliases.iter_mut().chain([&mut self.name]).for_each(|name| *name = name.trim().to_owned());
        aliases.retain(|alias| !alias.is_empty());
        if self.name.is_empty() {
            self.name = aliases.first().cloned().unwrap_or_default();
        }
        if varlik_text::key(&self.name).is_empty() {
            return Err(KnowledgeError::row(format!("{:?} has no name", self.id)));
        }
        aliases.retain(|alias| *alias != self.name);
        aliases.sort_unstable();
        aliases.dedup();
        self.aliases = aliases;
        self.country = country_code(self.country.trim());
        if !self.prior.is_finite() || self.prior < 0.0 {
            return Err(KnowledgeError::row(format!(
                "the prior of {:?} is {}; give a number from 0",
                self.id, self.prior
            )));
        }
        // There is a zero below zero, whose bits are those of a large number.
        self.prior = self.prior.abs();
        self.offices.sort_unstable();
        self.offices.dedup();
        self.related.retain(|id| !id.is_empty() && *id != self.id);
        self.related.sort_unstable();
        self.related.dedup();
        let longest =
            self.strings().chain(self.related.iter().map(String::as_str)).map(str::len).max().unwrap_or(0);
        if longest > LONGEST {
            return Err(KnowledgeError::row(format!(
                "a text of {:?} has {longest} bytes; {LONGEST} are the most",
                self.id
            )));
        }
        Ok(self)
    }

    /// The strings of its entry, in the order of the file.
    pub(super) fn strings(&self) -> impl Iterator<Item = &str> {
        [&self.id, &self.name, &self.description, &self.country]
            .into_iter()
            .chain(&self.aliases)
            .chain(self.offices.iter().flat_map(|office| [&office.title, &office.from, &office.until]))
            .map(String::as_str)
    }

    /// Takes in what another row of the same id tells.
    pub(super) fn join(&mut self, other: Self) {
        self.aliases.push(other.name);
        self.aliases.extend(other.aliases);
        self.entity_type = self.entity_type.or(other.entity_type);
        for (own, other) in [(&mut self.country, other.country), (&mut self.description, other.description)] {
            if own.is_empty() {
                *own = other;
            }
        }
        self.prior = self.prior.max(other.prior);
        self.offices.extend(other.offices);
        self.related.extend(other.related);
    }

    /// Writes the row so that rows stand in the order of their ids.
    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        out.clear();
        out.extend_from_slice(self.id.as_bytes());
        out.push(0);
        out.extend_from_slice(&self.prior.to_le_bytes());
        out.push(code(self.entity_type));
        for count in [self.aliases.len(), self.offices.len(), self.related.len()] {
            out.extend_from_slice(&(count as u32).to_le_bytes());
        }
        for text in self.strings().skip(1).chain(self.related.iter().map(String::as_str)) {
            out.extend_from_slice(&(text.len() as u32).to_le_bytes());
            out.extend_from_slice(text.as_bytes());
        }
    }

    /// Reads what [`encode`](Self::encode) wrote.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let end = bytes.iter().position(|byte| *byte == 0)?;
        let id = String::from_utf8(bytes.get(..end)?.to_vec()).ok()?;
        let mut rest = bytes.get(end + 1..)?;
        let prior = f32::from_le_bytes(take(&mut rest)?);
        let [code] = take(&mut rest)?;
        let mut count = || Some(u32::from_le_bytes(take(&mut rest)?));
        let (aliases, offices, related) = (count()?, count()?, count()?);
        let mut text = || {
            let length = u32::from_le_bytes(take(&mut rest)?) as usize;
            let (text, behind) = rest.split_at_checked(length)?;
            rest = behind;
            String::from_utf8(text.to_vec()).ok()
        };
        let [name, description, country] = [text()?, text()?, text()?];
        let aliases = (0..aliases).map(|_| text()).collect::<Option<_>>()?;
        let mut office = || Some(Office { title: text()?, from: text()?, until: text()? });
        let offices = (0..offices).map(|_| office()).collect::<Option<_>>()?;
        let related = (0..related).map(|_| text()).collect::<Option<_>>()?;
        let entity_type = type_of(code);
        Some(Self { id, name, aliases, entity_type, country, description, prior, offices, related })
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*first)
}

/// The number that a file keeps for a type.
pub(super) fn code(entity_type: Option<EntityType>) -> u8 {
    entity_type.map_or(u8::MAX, |entity_type| entity_type as u8)
}

/// The type that a number of a file stands for.
pub(super) fn type_of(code: u8) -> Option<EntityType> {
    EntityType::ALL.get(usize::from(code)).copied()
}

/// The two letters of a country that is told by them, or by its name; what is not known stays as it is.
fn country_code(country: &str) -> String {
    if country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return country.to_ascii_uppercase();
    }
    let known = world::senses(&varlik_text::key(country)).find_map(|sense| {
        let entry = world::entry(sense.entry);
        entry.country.filter(|_| matches!(entry.kind, WorldKind::Country | WorldKind::Territory))
    });
    known.unwrap_or(country).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, name: &str) -> KnowledgeRow {
        KnowledgeRow { id: id.to_owned(), name: name.to_owned(), ..KnowledgeRow::default() }
    }

    #[test]
    fn a_row_comes_back_as_it_was_written() {
        let office =
            Office { title: "Belediye Başkanı".to_owned(), from: "2019".to_owned(), until: String::new() };
        let given = KnowledgeRow {
            aliases: vec!["Линдквист".to_owned(), "P. Lindqvist".to_owned()],
            entity_type: Some(EntityType::Per),
            country: "Türkiye".to_owned(),
            description: "mayor".to_owned(),
            prior: 7.5,
            offices: vec![office],
            related: vec!["o1".to_owned(), "p1".to_owned()],
            ..row("p1", " Petra Lindqvist ")
        };
        let settled = given.settle().unwrap();
        assert_eq!((settled.name.as_str(), settled.country.as_str()), ("Petra Lindqvist", "TR"));
        assert_eq!(settled.related, ["o1"], "nobody is related to himself");
        let mut bytes = Vec::new();
        settled.encode(&mut bytes);
        assert_eq!(KnowledgeRow::decode(&bytes), Some(settled));
        for end in 0..bytes.len() {
            assert!(KnowledgeRow::decode(&bytes[..end]).is_none(), "{end} bytes are no row");
        }
    }

    #[test]
    fn what_is_no_row_says_why() {
        let reason = |row: KnowledgeRow| row.settle().unwrap_err().to_string();
        assert_eq!(reason(row(" ", "Petra")), "row without an id");
        assert_eq!(reason(row("p1", " … ")), "\"p1\" has no name");
        assert!(reason(KnowledgeRow { prior: f32::NAN, ..row("p1", "Petra") }).contains("NaN"));
        assert!(reason(KnowledgeRow { prior: -1.0, ..row("p1", "Petra") }).contains("-1"));
        assert!(reason(row("p1", &"x".repeat(LONGEST + 1))).contains("65537 bytes"));
        let named = KnowledgeRow { aliases: vec!["Petra".to_owned()], ..row("p1", "") };
        assert_eq!(named.settle().unwrap().name, "Petra", "an alias stands for the name that is not told");
    }
}
