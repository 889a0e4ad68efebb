//! The functions over names: their parts, comparing two, and the columns of many.

pub(crate) mod aliases;
pub(crate) mod compare;
mod comparer;
pub(crate) mod index;
pub(crate) mod matching;
pub(crate) mod options;
pub(crate) mod parse;
pub(crate) mod rarity;
pub(crate) mod similarity;
