//! Whose or what's name a string is, and whether two could be one.
#![forbid(unsafe_code)]
