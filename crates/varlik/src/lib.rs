//! Multilingual names made comparable and resolved: the front door of the varlik house.
//!
//! Articles go in; out come the people, places and organisations in them, each once, however it was spelled, with
//! every mention, the stories the articles tell, and a page to look at.
//!
//! ```
//! use varlik::{Articles, Document, Options};
//!
//! let texts = ["Türkiye’nin başkenti Ankara’da Hakan Fidan konuştu.", "Mr. Fidan left Turkey on Friday."];
//! let documents = texts.iter().zip(1..).map(|(text, number)| Document::new(number.to_string(), *text));
//! let articles = Articles::from(documents.collect::<Vec<_>>());
//! let resolution = articles.resolve(&Options::default(), &())?.resolution;
//! for entity in &resolution.entities {
//!     println!("{} ({}): {} mentions", entity.name, entity.entity_type, entity.mentions.len());
//! }
//! # Ok::<(), varlik::Error>(())
//! ```
//!
//! [`resolve`] does the same from paths. The rooms below can be taken alone: [`text`], [`names`], [`distance`],
//! [`items`] and [`documents`].
//!
//! # What it does not do
//! - It does not read PDF: hand it the text. Of HTML it reads what stands in the file; it runs no script and fetches
//!   nothing a page asks for.
//! - It runs no neural model: mentions found by one enter through [`Options::mentions`].
//! - It fetches nothing: every table it knows ships with it.
#![deny(unsafe_code)]

mod aliases;
pub mod chart;
#[cfg(feature = "cli")]
pub mod cli;
mod error;
mod input;
mod knowledge;
mod lexicons;
mod matching;
mod name_index;
mod options;
mod output;
mod parallel;
mod rarity;
pub mod report;
mod resolved;
mod resolved_tables;
#[cfg(test)]
mod sample;
mod similarity;
mod span;
mod summary;

pub use aliases::{aliases_in, read_aliases};
pub use error::Error;
pub use input::{Articles, GivenArticle, GivenSpans, Labels};
pub use knowledge::{
    BrokenRows, KnowledgeOptions, KnowledgeSummary, build_knowledge_base, knowledge_row, open_knowledge_base,
};
pub use lexicons::lexicons;
pub use matching::{MatchOptions, match_names, ranks};
pub use name_index::open_name_index;
pub use options::Options;
pub use output::REPORT_FILE;
pub use parallel::{in_pieces, on_threads};
pub use rarity::learn_rarity;
pub use resolved::{Resolved, resolve};
pub use resolved_tables::{
    JudgeSheet, JudgedPair, RecordId, ResolvedTables, TableOptions, bytes_of, resolve_tables,
};
pub use similarity::{NamePair, chance, name_similarity};
pub use span::{code_point_spans, code_points_of};
pub use summary::{Note, Summary};
pub use varlik_distance as distance;
pub use varlik_documents as documents;
pub use varlik_documents::{
    Act, Alias, Claim, Conflict, Contradiction, Control, DateBasis, DateMention, Day, Document, Entity,
    EntityType, GivenMention, KnowledgeBase, KnowledgeBaseBuilder, KnowledgeEntry, KnowledgeError,
    KnowledgeEvidence, KnowledgeHit, KnowledgeLink, KnowledgeReason, KnowledgeRow, Markup, Mention,
    MentionKind, Modality, Moment, Office, PairEvidence, Polarity, Region, RegionKind, Relation, Resolution,
    ResolvedDocument, Story, StoryPair, Version,
};
pub use varlik_names as names;
pub use varlik_resolve as items;
pub use varlik_tables as tables;
pub use varlik_text as text;

/// The examples of the README are tests too.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
mod readme {}
