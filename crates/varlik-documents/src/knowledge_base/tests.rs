use proptest::prelude::*;
use varlik_names::key_hash;

use super::*;
use crate::EntityType::{Loc, Org, Per};

fn row(id: &str, name: &str, aliases: &[&str], entity_type: EntityType, prior: f32) -> KnowledgeRow {
    KnowledgeRow {
        id: id.to_owned(),
        name: name.to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        entity_type: Some(entity_type),
        prior,
        ..KnowledgeRow::default()
    }
}

fn rows() -> Vec<KnowledgeRow> {
    vec![
        KnowledgeRow {
            country: "Türkiye".to_owned(),
            description: "mayor of Iğdır".to_owned(),
            offices: vec![Office {
                title: "Mayor of Iğdır".to_owned(),
                from: "2019".to_owned(),
                until: String::new(),
            }],
            related: vec!["o1".to_owned(), "nobody".to_owned()],
            ..row("p2", "Çağatay Gürsoylu", &["Чагатай Гюрсойлу", "Gürsoylu"], Per, 40.0)
        },
        row("p1", "Petra Lindqvist", &["Петра Линдквист"], Per, 3.0),
        row("p3", "Orhan Gürsoylu", &["Gürsoylu"], Per, 2.0),
        row("o1", "Bozkır Un Sanayi", &["BUS", "bozkır un"], Org, 1.0),
        row("l1", "Yeni Bozkır", &[], Loc, 0.0),
    ]
}

fn built(rows: impl IntoIterator<Item = KnowledgeRow>) -> KnowledgeBase {
    let mut builder = KnowledgeBaseBuilder::default();
    rows.into_iter().for_each(|row| builder.push(row).unwrap());
    builder.build().unwrap()
}

fn ids<'k>(known: &'k KnowledgeBase, name: &str) -> Vec<&'k str> {
    let hash = key_hash(varlik_text::key(name).as_bytes());
    known.named(hash).map(|(number, _)| known.entry(number).unwrap().id()).collect()
}

#[test]
fn an_entry_says_what_its_row_said() {
    let known = built(rows());
    known.verify().unwrap();
    assert_eq!(known.entries().map(|entry| entry.id()).collect::<Vec<_>>(), ["l1", "o1", "p1", "p2", "p3"]);
    let entry = known.entry(known.by_id("p2").unwrap()).unwrap();
    assert_eq!(
        (entry.name(), entry.description(), entry.country()),
        ("Çağatay Gürsoylu", "mayor of Iğdır", Some("TR"))
    );
    assert_eq!(entry.aliases().collect::<Vec<_>>(), ["Gürsoylu", "Чагатай Гюрсойлу"]);
    assert_eq!((entry.entity_type(), entry.prior()), (Some(Per), 40.0));
    assert_eq!(entry.offices().map(|office| office.title).collect::<Vec<_>>(), ["Mayor of Iğdır"]);
    let related = |id: &str| -> Vec<&str> {
        known.entry(known.by_id(id).unwrap()).unwrap().related().map(|entry| entry.id()).collect()
    };
    assert_eq!((related("p2"), related("o1"), related("p1")), (vec!["o1"], vec!["p2"], vec![]), "both ways");
    assert_eq!(known.by_id("p"), None);
    assert!(known.entry(5).is_none());
}

#[test]
fn names_are_found_the_better_known_first() {
    let known = built(rows());
    assert_eq!(ids(&known, "GÜRSOYLU"), ["p2", "p3"]);
    assert_eq!(ids(&known, "Петра Линдквист"), ["p1"]);
    assert_eq!(ids(&known, "Petra"), Vec::<&str>::new(), "half a name is none");
    let hash = |name: &str| key_hash(varlik_text::key(name).as_bytes());
    assert!(
        known.is_prefix(hash("Petra"))
            && known.is_prefix(hash("Yeni"))
            && !known.is_prefix(hash("Bozkır Un Sanayi"))
    );
    let writing = |name| known.named(hash(name)).next().unwrap().1;
    assert_eq!((writing("BUS"), writing("Bozkır Un")), (Writing::Capitals, Writing::Any));
}

#[test]
fn a_search_bears_with_spelling_and_script() {
    let known = built(rows());
    let found =
        |name: &str| -> Vec<&str> { known.search(name, 5).iter().map(|hit| hit.entry.id()).collect() };
    assert_eq!(found("Cagatay Gursoylu").first(), Some(&"p2"));
    assert_eq!(found("Чагатая Гюрсойлу").first(), Some(&"p2"));
    assert_eq!(found("Petra Lindquist"), ["p1"]);
    assert_eq!(found("Gürsoylu"), ["p2", "p3"], "of equals the better known");
    for nobody in ["Hilmar Østergård", "", "…", "x"] {
        assert_eq!(found(nobody), Vec::<&str>::new(), "{nobody:?}");
    }
    assert!(known.search("Gürsoylu", 0).is_empty());
    assert!(built([]).search("Gürsoylu", 5).is_empty());
}

#[test]
fn rows_of_one_id_are_one_thing() {
    let known = built([
        row("p1", "Petra Lindqvist", &["Lindqvist"], Per, 1.0),
        KnowledgeRow {
            entity_type: None, ..row("p1", "Петра Линдквист", &["Lindqvist"], Per, 9.0)
        },
    ]);
    let entry = known.entry(0).unwrap();
    assert_eq!((known.len(), entry.prior(), entry.entity_type()), (1, 9.0, Some(Per)));
    assert_eq!(entry.names().count(), 3);
}

#[test]
fn a_relation_joins_entries_and_makes_none() {
    let mut builder = KnowledgeBaseBuilder::default();
    builder.relate("p1", "o1").unwrap();
    builder.relate("nobody", "o1").unwrap();
    for row in rows() {
        builder.push(KnowledgeRow { related: Vec::new(), ..row }).unwrap();
    }
    assert!(builder.relate("p1", "").is_err());
    let known = builder.build().unwrap();
    let related: Vec<&str> =
        known.entry(known.by_id("o1").unwrap()).unwrap().related().map(|entry| entry.id()).collect();
    assert_eq!((known.len(), related), (5, vec!["p1"]));
    assert_eq!(known.entry(known.by_id("p1").unwrap()).unwrap().name(), "Petra Lindqvist");
}

#[test]
fn the_order_of_rows_and_what_leaves_memory_change_no_byte() {
    let given: Vec<KnowledgeRow> = (0..3_000)
        .map(|at| {
            let name = format!("Petra {} Lindqvist {}", at % 97, at % 11);
            let related = vec![(at * 7 % 3_000).to_string()];
            KnowledgeRow {
                related,
                ..row(&at.to_string(), &name, &[&format!("Alias {at}")], Per, (at % 5) as f32)
            }
        })
        .collect();
    let want = built(given.clone());
    assert_eq!(built(given.iter().rev().cloned()), want);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.kb");
    let mut builder = KnowledgeBaseBuilder::spilling_into(folder.path(), 0);
    for row in given {
        builder.push(row).unwrap();
    }
    assert_eq!(builder.len(), 3_000);
    assert_eq!(builder.save(&path, &|_| true).unwrap(), Some(3_000));
    assert!(std::fs::read(&path).unwrap() == want.as_bytes());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing but the file is left");
}

#[test]
fn a_build_can_be_stopped_and_leaves_the_file_that_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.kb");
    std::fs::write(&path, "older").unwrap();
    let mut builder = KnowledgeBaseBuilder::default();
    (0..5_000).for_each(|at| builder.push(row(&at.to_string(), "Petra", &[], Per, 0.0)).unwrap());
    assert_eq!(builder.save(&path, &|_| false).unwrap(), None);
    assert_eq!(std::fs::read(&path).unwrap(), b"older");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_is_no_whole_knowledge_base_is_told() {
    let bytes = built(rows()).as_bytes().to_vec();
    let told = |bytes: &[u8]| KnowledgeBase::from_bytes(bytes.to_vec()).unwrap_err();
    assert!(told(b"id,name\np1,Petra Lindqvist\n").to_string().starts_with("no knowledge base"));
    assert!(told(b"").to_string().starts_with("no knowledge base"));
    let cut = format!("the knowledge base is not whole: it has {} bytes of {}", bytes.len() - 1, bytes.len());
    assert!(told(&bytes[..bytes.len() - 1]).to_string().starts_with(&cut));
    let longer = [bytes.as_slice(), b"x"].concat();
    assert!(told(&longer).to_string().starts_with("the knowledge base is not whole"));
    let mut other = bytes.clone();
    other[11] = b'2';
    assert!(told(&other).is_other_release() && told(&other).to_string().contains("another format"));
    // The head is summed with the release in it.
    let mut other = bytes.clone();
    other[16..40].fill(0);
    other[16..21].copy_from_slice(b"9.9.9");
    let sum = {
        let mut sum = file::Checksum::default();
        sum.update(&other[..file::HEAD - 8]);
        sum.finish()
    };
    other[file::HEAD - 8..file::HEAD].copy_from_slice(&sum.to_le_bytes());
    let error = told(&other);
    assert!(error.is_other_release() && error.to_string().contains("9.9.9"), "{error}");
}

/// Everything that can be asked of a knowledge base.
fn ask(known: &KnowledgeBase) -> usize {
    let mut asked = known.search("Çağatay Gürsoylu", 9).len() + known.search("BUS", 9).len();
    for number in 0..(known.len() as u32).min(50) {
        if let Some(entry) = known.entry(number) {
            asked += entry.names().take(1_000).count() + entry.offices().take(1_000).count();
            asked += entry.related().take(1_000).count() + usize::from(known.by_id(entry.id()).is_some());
        }
    }
    asked
}

proptest! {
    #[test]
    fn every_name_finds_its_entry(names in prop::collection::vec(("[a-zçğıöşüа-я ]{1,12}", "\\PC{0,8}"), 1..40)) {
        let given: Vec<KnowledgeRow> = names
            .iter()
            .enumerate()
            .map(|(at, (name, alias))| row(&at.to_string(), &format!("n{name}"), &[alias], Per, at as f32))
            .collect();
        let known = built(given.clone());
        known.verify().unwrap();
        prop_assert_eq!(known.len(), given.len());
        for given in &given {
            for name in [&given.name].into_iter().chain(&given.aliases) {
                let found = ids(&known, name);
                let keyless = varlik_text::key(name).is_empty();
                prop_assert!(keyless || found.contains(&given.id.as_str()), "{name:?} in {found:?}");
            }
        }
    }

    #[test]
    fn a_flipped_byte_never_panics_and_is_found(at in 0_usize..10_000, bit in 0_u32..8) {
        let mut bytes = built(rows()).as_bytes().to_vec();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        if let Ok(known) = KnowledgeBase::from_bytes(bytes) {
            ask(&known);
            prop_assert!(known.verify().is_err(), "bit {bit} of byte {at}");
        }
    }

    #[test]
    fn a_file_cut_anywhere_is_not_opened(end in 0_usize..10_000) {
        let bytes = built(rows()).as_bytes().to_vec();
        let end = end % bytes.len();
        prop_assert!(KnowledgeBase::from_bytes(bytes[..end].to_vec()).is_err());
    }
}
