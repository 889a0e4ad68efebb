//! x
/// Where
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place { Anywhere, Start, Line, Byline, Credit }
pub(crate) static PHRASES: &[(&str, Place)] = &[];
