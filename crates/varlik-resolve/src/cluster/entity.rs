//! Entities: what clustering answers.

use super::ScoredPair;

/// The items that are one thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entity<'e> {
    /// Its items, rising; at least one.
    pub members: &'e [u32],
    /// The probability (0..=1) that the two most doubtful of the parts it was put together from are one; 1 for a
    /// single item, and for items that are one by must-links.
    pub confidence: f32,
    /// The pair whose loss would take it apart: the strongest pair across the weakest cut. None for a single item, and
    /// where must-links hold all of it together.
    pub weakest: Option<ScoredPair>,
}

/// Every item in exactly one entity; entities are numbered by their first item.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entities {
    pub(super) cluster_of: Vec<u32>,
    pub(super) members: Vec<u32>,
    pub(super) ends: Vec<u32>,
    pub(super) confidence: Vec<f32>,
    pub(super) weakest: Vec<Option<ScoredPair>>,
}

impl Entities {
    /// The number of the entity of each item.
    #[must_use]
    pub fn cluster_of(&self) -> &[u32] {
        &self.cluster_of
    }

    /// Takes the number of the entity of each item.
    #[must_use]
    pub fn into_cluster_of(self) -> Vec<u32> {
        self.cluster_of
    }

    /// How many entities there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none, as there was no item.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The entity of a number below [`Entities::len`].
    #[must_use]
    pub fn get(&self, number: u32) -> Option<Entity<'_>> {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let members = self.members.get(start as usize..*self.ends.get(number)? as usize)?;
        Some(Entity {
            members,
            confidence: *self.confidence.get(number)?,
            weakest: *self.weakest.get(number)?,
        })
    }

    /// The entities in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = Entity<'_>> {
        (0..self.ends.len() as u32).filter_map(|number| self.get(number))
    }

    pub(super) fn push(
        &mut self,
        members: impl IntoIterator<Item = u32>,
        confidence: f32,
        weakest: Option<ScoredPair>,
    ) {
        self.members.extend(members);
        self.ends.push(self.members.len() as u32);
        self.confidence.push(confidence);
        self.weakest.push(weakest);
    }
}
