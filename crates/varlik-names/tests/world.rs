//! Runs the rows of `tests/cases/world.toml`, and laws that hold for every entry of the world table.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;

use serde::Deserialize;
use varlik_names::world::{self, Relation};
use varlik_names::{KeyHasher, WordFlag, name_flags, title, words};

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    label: String,
    op: String,
    input: Vec<String>,
    relation: Option<String>,
    want: String,
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/world.toml");
    let text = std::fs::read_to_string(path).unwrap();
    toml::from_str::<Cases>(&text).unwrap().case
}

fn relation_word(relation: Relation) -> &'static str {
    match relation {
        Relation::Name => "name",
        Relation::Demonym => "demonym",
        Relation::Abbreviation => "abbreviation",
    }
}

#[test]
fn every_row_of_the_world_cases_holds() {
    let mut failures = Vec::new();
    for case in cases() {
        for input in &case.input {
            let key = varlik_text::key(input);
            let first = world::senses(&key).next();
            let got = match case.op.as_str() {
                "first" => first.map_or("nothing".to_owned(), |sense| {
                    let wanted = case.relation.as_deref().unwrap_or("any");
                    let relation = relation_word(sense.relation);
                    let note = if wanted == "any" || wanted == relation { "" } else { relation };
                    format!("{}{note}", world::entry(sense.entry).id)
                }),
                "none" => first.map_or("nothing".to_owned(), |sense| world::entry(sense.entry).id.to_owned()),
                "ambiguous" => match first {
                    None => "nothing".to_owned(),
                    Some(sense) if case.want == "person-name" && sense.is_person_name => case.want.clone(),
                    Some(sense) if sense.is_common_word => "common-word".to_owned(),
                    Some(sense) if sense.is_person_name => "person-name".to_owned(),
                    Some(_) => "neither".to_owned(),
                },
                "prefix" => (if world::is_prefix(&key) { "yes" } else { "no" }).to_owned(),
                other => panic!("{}: unknown op {other}", case.label),
            };
            if got != case.want {
                failures.push(format!("{}: {input:?} [{key}] gave {got}, want {}", case.label, case.want));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_entry_is_found_by_its_id_and_shows_a_name() {
    let mut count = 0;
    for (index, entry) in world::entries() {
        assert_eq!(world::by_id(entry.id), Some(index));
        assert!(!entry.name.is_empty(), "{} has no name", entry.id);
        assert!(
            entry.country.is_none_or(|code| code.len() == 2),
            "{} has country {:?}",
            entry.id,
            entry.country
        );
        count += 1;
    }
    assert!(count > 10_000, "only {count} entries");
    assert_eq!(world::by_id("iso3166:ZZ"), None);
}

#[test]
fn every_country_is_found_by_its_english_name() {
    for (index, entry) in world::entries() {
        if entry.kind == world::WorldKind::Country {
            let first = world::senses(&varlik_text::key(entry.name)).next();
            assert_eq!(first.map(|sense| sense.entry), Some(index), "{} {}", entry.id, entry.name);
        }
    }
}

#[test]
fn every_country_of_a_million_has_a_capital() {
    let capitals: Vec<&str> = world::entries()
        .filter(|(_, entry)| entry.is_capital)
        .filter_map(|(_, entry)| entry.country)
        .collect();
    for (_, entry) in world::entries() {
        if entry.kind == world::WorldKind::Country && entry.population > 1_000_000 {
            assert!(
                entry.country.is_some_and(|code| capitals.contains(&code)),
                "{} has no capital",
                entry.name
            );
        }
    }
}

#[test]
fn senses_come_at_most_four_and_differ() {
    for key in ["victoria", "san jose", "georgia", "santiago", "valencia", "of"] {
        let senses: Vec<_> = world::senses(key).collect();
        assert!(!senses.is_empty() && senses.len() <= world::MAX_SENSES, "{key}");
        for (at, sense) in senses.iter().enumerate() {
            assert!(!senses[..at].contains(sense), "{key} says {sense:?} twice");
        }
    }
}

#[test]
fn hashes_pushed_word_by_word_find_what_the_key_finds() {
    for name in ["Birleşmiş Milletler", "New York", "Turkish Republic of Northern Cyprus"] {
        let key = varlik_text::key(name);
        let mut hasher = KeyHasher::new();
        for word in key.split(' ') {
            hasher.push_word(word.as_bytes());
        }
        assert!(world::lookup_by_hash(hasher.finish()).senses().eq(world::senses(&key)), "{name}");
        assert!(world::senses(&key).next().is_some(), "{name}");
    }
}

#[test]
fn titles_share_offices_across_languages_and_plain_words_are_none() {
    let office = |text: &str| title::lookup(&varlik_text::key(text)).and_then(|title| title.office);
    for (left, right) in [
        ("President", "Cumhurbaşkanı"),
        ("Prime Minister", "Başbakan"),
        ("Spokeswoman", "Sözcüsü"),
        ("Secretary-General", "Genel Sekreteri"),
        ("Mayor", "Belediye Başkanı"),
        ("Defence Minister", "Milli Savunma Bakanı"),
        ("Außenminister", "Министр иностранных дел"),
    ] {
        assert!(office(left).is_some(), "{left}");
        assert_eq!(office(left), office(right), "{left} ~ {right}");
    }
    for text in ["Mr.", "Sayın", "Prof. Dr.", "Orgeneral", "teknik direktör"] {
        assert!(title::lookup(&varlik_text::key(text)).is_some(), "{text}");
    }
    for text in ["yesterday", "Ankara", "Erdoğan", "toplantı", "and", "Ministry"] {
        assert_eq!(title::lookup(&varlik_text::key(text)), None, "{text}");
    }
    assert!(title::is_prefix("disisleri") && !title::is_prefix("ankara"));
}

#[test]
fn single_words_carry_what_they_are() {
    let has = |word: &str, flag: WordFlag| words(&varlik_text::key(word)).has(flag);
    for word in ["Ministry", "Bakanlığı", "Üniversitesi", "Partisi", "Министерство"] {
        assert!(has(word, WordFlag::OrganizationKind), "{word}");
    }
    for word in ["GmbH", "A.Ş.", "Ltd", "Inc.", "ООО"] {
        assert!(has(word, WordFlag::LegalForm), "{word}");
    }
    for word in ["River", "Caddesi", "Dağı", "Airport"] {
        assert!(has(word, WordFlag::PlaceKind), "{word}");
    }
    for word in ["January", "Ocak", "Pazartesi", "Montag", "декабря"] {
        assert!(has(word, WordFlag::Calendar), "{word}");
    }
    for word in ["Ankara", "Erdoğan", "Kılıçdaroğlu", "Putin"] {
        assert!(words(&varlik_text::key(word)).is_empty(), "{word}");
    }
    assert!(name_flags("mehmet").is_given() && name_flags("yilmaz").is_family());
    assert!(!name_flags("bakanligi").is_given() && !name_flags("ankara").is_family());
}
