//! What a caller knows of people, places and organisations.

pub(crate) mod base;
pub(crate) mod given;
pub(crate) mod link;
