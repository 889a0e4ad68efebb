//! What the world table knows of a form in an article.

use varlik_names::world::{self, Relation, Sense, WorldKind, WorldMatch};

use crate::EntityType;

/// The entity of the world table that a form of this type stands for, if it stands for one.
///
/// The likelier sense wins among those that fit the type, but a town never wins against a body that is likelier ("White
/// House"). `is_near` tells whether a country (ISO code) plays a part in the article, which decides between two towns of
/// one name.
pub(crate) fn sense_of(
    found: &WorldMatch,
    entity_type: EntityType,
    is_near: &dyn Fn(&str) -> bool,
) -> Option<Sense> {
    let mut first = None;
    let mut body = None;
    for sense in found.senses() {
        let entry = world::entry(sense.entry);
        if !fits(sense.relation, entry.kind, entity_type) {
            let spoken_of = entity_type == EntityType::Loc && entry.kind.is_organization();
            body = body.or((spoken_of && first.is_none() && !sense.is_ambiguous()).then_some(sense));
            continue;
        }
        if entry.kind == WorldKind::City && !entry.is_capital && body.is_some() {
            continue;
        }
        if first.is_none() {
            first = Some((sense, entry.kind, entry.is_capital));
            // A country, region or capital is meant wherever it can be; a smaller town asks its article.
            if entry.kind != WorldKind::City || entry.is_capital {
                return Some(sense);
            }
        }
        if entry.country.is_some_and(is_near) {
            return Some(sense);
        }
    }
    first.map(|(sense, _, _)| sense).or(body)
}

fn fits(relation: Relation, kind: WorldKind, entity_type: EntityType) -> bool {
    match entity_type {
        EntityType::Loc => relation != Relation::Demonym && kind.is_place(),
        EntityType::Norp => relation == Relation::Demonym || kind.is_group(),
        EntityType::Org => relation != Relation::Demonym && kind.is_organization(),
        EntityType::Misc => kind.is_other(),
        EntityType::Per => false,
    }
}
