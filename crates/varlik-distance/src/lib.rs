//! How far apart are two sequences: edit distances and similarities.
#![forbid(unsafe_code)]
