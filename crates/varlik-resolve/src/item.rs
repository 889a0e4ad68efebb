//! The thing to be resolved.

use varlik_names::Name;

/// Something that bears names and may be the same as other items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its names, the fullest first; an item with neither names nor an identifier is a cluster of its own.
    pub names: Vec<Name>,
    /// An id in a knowledge base: items with one id are one, items with two different ids are two.
    pub identifier: Option<String>,
    /// How often it was seen; decides between bearers of one family name. At least 1.
    pub count: u32,
}

impl Item {
    /// Makes an item that was seen once and has no identifier.
    #[must_use]
    pub fn new(names: Vec<Name>) -> Self {
        Self { names, identifier: None, count: 1 }
    }
}
