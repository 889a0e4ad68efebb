//! What is put into an index, and what comes out.

use crate::name::NameKind;

/// A name to be indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameRow<'t> {
    /// The caller's number; several names may have one (aliases), several rows one name.
    pub id: u64,
    /// The name as it is written.
    pub name: &'t str,
    /// What it is the name of.
    pub kind: NameKind,
    /// The country its bearer is known to belong to, as two capital letters of ISO 3166.
    pub country: Option<[u8; 2]>,
}

/// A name that was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit<'i> {
    /// The caller's number.
    pub id: u64,
    /// The name as it was written; of one longer than 1,024 bytes the beginning.
    pub name: &'i str,
    /// Its match weight in bits; positive speaks for one bearer.
    pub weight: f32,
    /// The chance that the two are one, between 0 and 1.
    pub probability: f32,
}

/// What is searched for in an index, and how much.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Search {
    /// Most hits; 10 unless told.
    pub k: usize,
    /// Lowest probability of a hit, between 0 and 1; 0.5 unless told, so that every hit is likelier one than not.
    pub threshold: f32,
    /// Names of this kind only; any unless told.
    pub kind: Option<NameKind>,
    /// Rows of this country only, which leaves out rows of no known country; any unless told.
    pub country: Option<[u8; 2]>,
    /// Distinct names that are compared in full at most; more find a little more and take longer. 60 unless told, at
    /// least `k`.
    pub candidates: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self { k: 10, threshold: 0.5, kind: None, country: None, candidates: 60 }
    }
}

pub(super) fn code_of(kind: NameKind) -> u8 {
    match kind {
        NameKind::Person => 0,
        NameKind::Organization => 1,
        NameKind::Place => 2,
        NameKind::Other => 3,
    }
}

pub(super) fn kind_of(code: u8) -> NameKind {
    match code {
        0 => NameKind::Person,
        1 => NameKind::Organization,
        2 => NameKind::Place,
        _ => NameKind::Other,
    }
}
