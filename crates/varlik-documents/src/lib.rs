//! People, places and organisations in articles.
//!
//! Articles go in; out come the people, places and organisations in them, each once, however it was spelled,
//! with every mention, and the stories the articles tell.
//!
//! ```
//! use varlik_documents::{Document, Options, resolve};
//!
//! let article = |id: &str, text: &str| Document::new(id, text);
//! let articles = vec![
//!     article("en", "Hakan Fidan arrived in Ankara on Monday. Turkey hopes for talks, Fidan said."),
//!     article("tr", "Dışişleri Bakanı Hakan Fidan, Türkiye'nin görüşmelere hazır olduğunu söyledi."),
//! ];
//! let found = resolve(articles, None, &Options::default(), &()).unwrap();
//! let turkiye = found.entities.iter().find(|entity| entity.kb_id.as_deref() == Some("iso3166:TR")).unwrap();
//! assert_eq!(turkiye.documents.len(), 2);
//! ```
//!
//! It does *not* read files (that is the front door's), fetch pages, tell two people of one full name apart, or
//! decide which of two contradicting articles is right. [`tagger`] and [`training`] are there for whoever trains
//! weights; [`resolve`] needs neither.
#![forbid(unsafe_code)]

mod account;
mod analysis;
mod article;
mod boundary;
mod claim;
mod collection;
mod coreference;
mod dateline;
mod dates;
mod day;
mod detect;
mod dispute;
mod document;
mod element;
mod entity;
mod evidence;
mod features;
mod found;
mod gazetteer;
mod grammar;
mod grouping;
mod head;
mod html;
mod island;
mod knowledge;
mod knowledge_base;
mod layout;
mod linking;
mod listed;
mod mention;
mod metonym;
mod narrative;
mod nominal;
mod office;
mod page;
mod region;
mod resolution;
mod role;
mod sketch;
mod statement;
mod story;
mod tables;
pub mod tagger;
pub mod training;
mod view;
mod weights;

pub use account::Account;
pub use claim::{Act, Claim, Conflict, Contradiction, Modality, Polarity};
pub use dates::{DateBasis, DateMention};
pub use day::{Day, Moment};
pub use document::{Document, Markup};
pub use entity::{Alias, Entity};
pub use html::html_charset;
pub use knowledge_base::{
    KnowledgeBase, KnowledgeBaseBuilder, KnowledgeEntry, KnowledgeError, KnowledgeHit, KnowledgeRow, Office,
    wikidata_type,
};
pub use linking::{KnowledgeEvidence, KnowledgeLink, KnowledgeReason};
pub use mention::{EntityType, GivenMention, Mention, MentionKind};
pub use page::Page;
pub use region::{Region, RegionKind};
pub use resolution::{Control, Error, Options, Resolution, ResolvedDocument, resolve};
pub use story::{PairEvidence, Relation, Story, StoryPair, Version};
