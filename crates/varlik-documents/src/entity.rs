//! One person, place or organisation of a collection.

use crate::{EntityType, KnowledgeLink};

/// One spelling of an entity and how often it stands in the collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The spelling, as in the articles (repaired where its encoding was broken).
    pub text: String,
    /// Number of mentions spelled so.
    pub count: usize,
}

/// One person, place or organisation, with everything that was found of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Stable id: the same input gives the same id, and an unrelated further article changes none.
    pub id: String,
    /// The fullest common spelling.
    pub name: String,
    /// What it is; never [`EntityType::Norp`] where the country is known.
    pub entity_type: EntityType,
    /// Id in the caller's knowledge base, or in the table of the world (`iso3166:TR`, `geonames:745044`), if the entity is
    /// known there.
    pub kb_id: Option<String>,
    /// Why it is that entry of the caller's [knowledge base](crate::Options::knowledge); `None` where it is none.
    pub knowledge: Option<KnowledgeLink>,
    /// All spellings, most frequent first.
    pub aliases: Vec<Alias>,
    /// Indices of the articles it occurs in, rising.
    pub documents: Vec<usize>,
    /// Indices of its mentions in [`Resolution::mentions`](crate::Resolution::mentions), rising.
    pub mentions: Vec<usize>,
}
