//! What the classes of Wikidata say of their items.

use crate::EntityType;
use crate::tables::wikidata_classes::CLASSES;

/// Returns the type of an item of Wikidata by the numbers of its classes (5 for Q5, a human); `None` for classes of things that
/// articles seldom name.
///
/// # Example: a human, a city that is a capital, and a gene
/// ```
/// use varlik_documents::{EntityType, wikidata_type};
///
/// assert_eq!(wikidata_type(&[5]), Some(EntityType::Per));
/// assert_eq!(wikidata_type(&[5_119, 515]), Some(EntityType::Loc));
/// assert_eq!(wikidata_type(&[7_187]), None);
/// ```
#[must_use]
pub fn wikidata_type(classes: &[u32]) -> Option<EntityType> {
    CLASSES.iter().find(|(class, _)| classes.contains(class)).map(|(_, entity_type)| *entity_type)
}
