//! People, places and organisations in articles.
//!
//! Articles go in; out come the people, places and organisations in them, each once, however it was spelled,
//! with every mention, and the stories the articles tell.
#![forbid(unsafe_code)]

mod analysis;
mod article;
mod boundary;
mod collection;
mod coreference;
mod detect;
mod document;
mod entity;
mod evidence;
mod features;
mod found;
mod gazetteer;
mod grammar;
mod island;
mod knowledge;
mod layout;
mod mention;
mod narrative;
mod nominal;
mod region;
mod resolution;
mod sketch;
mod story;
mod tables;
pub mod tagger;
pub mod training;
mod weights;

pub use document::Document;
pub use entity::{Alias, Entity};
pub use mention::{EntityType, GivenMention, Mention, MentionKind};
pub use region::{Region, RegionKind};
pub use resolution::{Control, Error, Options, Resolution, ResolvedDocument, resolve};
pub use story::{Relation, Story, StoryPair};
