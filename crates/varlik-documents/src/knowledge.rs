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

#[cfg(test)]
mod tests {
    use super::*;
    use varlik_names::key_hash;

    fn id(key: &str, entity_type: EntityType, country: &str) -> Option<&'static str> {
        let found = world::lookup_by_hash(key_hash(key.as_bytes()));
        let sense = sense_of(&found, entity_type, &|near| near == country)?;
        Some(world::entry(sense.entry).id)
    }

    #[test]
    fn the_type_chooses_among_the_senses() {
        assert_eq!(id("turkish", EntityType::Norp, ""), Some("iso3166:TR"));
        assert_eq!(id("turkey", EntityType::Loc, ""), Some("iso3166:TR"));
        assert_eq!(id("turkish", EntityType::Loc, ""), None, "a demonym is no place");
        assert_eq!(id("turkey", EntityType::Norp, ""), None, "a country is no demonym");
        assert_eq!(id("turkey", EntityType::Per, ""), None, "the table knows no persons");
    }

    #[test]
    fn a_country_or_capital_is_meant_wherever_it_can_be() {
        assert_eq!(id("athens", EntityType::Loc, "US"), id("athens", EntityType::Loc, ""));
        assert_eq!(id("lebanon", EntityType::Loc, "US"), Some("iso3166:LB"));
    }

    #[test]
    fn between_two_towns_the_country_of_the_article_decides() {
        let country = |near: &str| {
            let found = world::lookup_by_hash(key_hash(b"cordoba"));
            let sense = sense_of(&found, EntityType::Loc, &|code| code == near).unwrap();
            world::entry(sense.entry).country
        };
        assert_eq!(country("AR"), Some("AR"));
        assert_eq!(country("ES"), Some("ES"));
        assert!(matches!(country("TR"), Some("AR" | "ES")), "the likelier one where neither is near");
    }
}
