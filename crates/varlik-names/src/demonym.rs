//! Words for the people of a place in the cases of languages that decline them.

use varlik_text::Lang;

use crate::tables::demonym_endings::DEMONYM_ENDINGS;
use crate::world::{self, Relation, Sense, WorldKind};

/// What is left of a word without its ending has so many letters at least.
const SHORTEST_STEM: usize = 3;

/// Finds the country or region whose people, or what is theirs, a word of a Slavic language stands for, in whatever case
/// and number; `key` is its [key](varlik_text::key).
///
/// Also a family name may be made of a people (*Поляков*): in Russian, Ukrainian and Bulgarian a word for the people is written
/// small, and so is an adjective in all of these languages, which is for the caller to see. [`world::senses`] has the
/// forms that need no taking apart.
///
/// # Example: cases, an adjective, another language
/// ```
/// use varlik_names::{declined_demonym, world};
/// use varlik_text::{Lang, key};
///
/// let id = |word, language| declined_demonym(&key(word), language).map(|sense| world::entry(sense.entry).id);
/// assert_eq!(id("американцев", Lang::Ru), Some("iso3166:US"));
/// assert_eq!(id("Brytyjczyków", Lang::Pl), Some("iso3166:GB"));
/// assert_eq!(id("украинской", Lang::Ru), Some("iso3166:UA"));
/// assert_eq!(id("американцев", Lang::En), None);
/// assert_eq!(id("переговоров", Lang::Ru), None);
/// ```
#[must_use]
pub fn declined_demonym(key: &str, language: Lang) -> Option<Sense> {
    if key.contains(' ') {
        return None;
    }
    let from = DEMONYM_ENDINGS.partition_point(|row| row.0 < language.code());
    let own = DEMONYM_ENDINGS.iter().skip(from).take_while(|row| row.0 == language.code());
    let mut word = String::new();
    for &(_, _, ending, known) in own {
        let Some(stem) = key.strip_suffix(ending).filter(|stem| stem.len() >= SHORTEST_STEM) else {
            continue;
        };
        word.clear();
        word.push_str(stem);
        word.push_str(known);
        let is_people = |sense: &Sense| {
            let kind = world::entry(sense.entry).kind;
            sense.relation == Relation::Demonym
                && matches!(kind, WorldKind::Country | WorldKind::Territory | WorldKind::Region)
        };
        if let Some(sense) = world::senses(&word).find(is_people) {
            return Some(sense);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(word: &str, language: Lang) -> Option<&'static str> {
        declined_demonym(&varlik_text::key(word), language).map(|sense| world::entry(sense.entry).id)
    }

    #[test]
    fn words_for_a_people_are_known_in_every_case() {
        for (word, language, country) in [
            ("россиян", Lang::Ru, "RU"),
            ("немцами", Lang::Ru, "DE"),
            ("французского", Lang::Ru, "FR"),
            ("українців", Lang::Uk, "UA"),
            ("американците", Lang::Bg, "US"),
            ("Polaków", Lang::Pl, "PL"),
            ("Amerykanami", Lang::Pl, "US"),
            ("Britů", Lang::Cs, "GB"),
            ("Američanov", Lang::Sl, "US"),
        ] {
            assert_eq!(id(word, language), Some(format!("iso3166:{country}").as_str()), "{word}");
        }
    }

    #[test]
    fn other_words_are_nobody() {
        for (word, language) in [
            ("президентов", Lang::Ru),
            ("министерства", Lang::Ru),
            ("Kowalskiego", Lang::Pl),
            ("Novákovi", Lang::Cs),
            ("Brytyjczyków", Lang::Tr),
            ("Nemčija", Lang::Sl),
            ("", Lang::Ru),
            ("а", Lang::Ru),
        ] {
            assert_eq!(id(word, language), None, "{word}");
        }
    }
}
