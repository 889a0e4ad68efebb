//! Which items are one entity: blocking, comparison, scoring and clustering over any items.
#![forbid(unsafe_code)]
