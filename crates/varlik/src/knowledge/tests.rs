use std::fs;
use std::io::Write;

use varlik_documents::EntityType::{Org, Per};

use super::*;

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn build(&self, paths: &[PathBuf]) -> Result<(KnowledgeSummary, KnowledgeBase), Error> {
        let out = self.0.path().join("out/all.kb");
        let summary = build_knowledge_base(paths, &out, &KnowledgeOptions::default(), &())?;
        Ok((summary, open_knowledge_base(&out)?))
    }
}

const JSONL: &str = r#"{"id": "p1", "name": "Petra Lindqvist", "aliases": ["Петра Линдквист", "P. Lindqvist"], "type": "PER", "country": "Türkiye", "prior": 7, "offices": [{"title": "Mayor", "from": 2019}, "Engineer"], "related": ["o1"]}
{"id": 2, "name": "Bozkır Un", "type": "company", "aliases": "Bozkır Un Sanayi|BUS"}
"#;

#[test]
fn rows_of_json_and_of_a_table_are_the_same_entries() {
    let place = Place::new();
    let (summary, json) = place.build(&[place.file("a.jsonl", JSONL)]).unwrap();
    assert_eq!((summary.rows, summary.entries, summary.skipped), (2, 2, 0));
    let entry = json.entry(json.by_id("p1").unwrap()).unwrap();
    assert_eq!(
        (entry.name(), entry.entity_type(), entry.country(), entry.prior()),
        ("Petra Lindqvist", Some(Per), Some("TR"), 7.0)
    );
    assert_eq!(
        entry.offices().map(|office| office.title + &office.from).collect::<Vec<_>>(),
        ["Engineer", "Mayor2019"]
    );
    let entry = json.entry(json.by_id("2").unwrap()).unwrap();
    assert_eq!(
        (entry.entity_type(), entry.aliases().collect::<Vec<_>>()),
        (Some(Org), vec!["BUS", "Bozkır Un Sanayi"])
    );
    let table = "\u{FEFF}ID;Name;Type;Aliases\n2;Bozkır Un;ORG;Bozkır Un Sanayi | BUS\n";
    let (_, table) = place.build(&[place.file("a.csv", table)]).unwrap();
    assert_eq!(table.entry(0).unwrap().aliases().collect::<Vec<_>>(), ["BUS", "Bozkır Un Sanayi"]);
    assert_eq!(table.entry(0).unwrap().entity_type(), Some(Org));
}

#[test]
fn zipped_lines_and_lists_over_lines_are_read() {
    let place = Place::new();
    let list = format!("[\n{},\n]\n", JSONL.trim_end().replace('\n', ",\n"));
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    zipped.write_all(list.as_bytes()).unwrap();
    let want = place.build(&[place.file("a.jsonl", JSONL)]).unwrap();
    assert_eq!(place.build(&[place.file("a.json", &list)]).unwrap(), want);
    let zipped = zipped.finish().unwrap();
    assert_eq!(place.build(&[place.file("a.json.gz", &zipped)]).unwrap(), want);
    let cut = place.file("cut.json.gz", &zipped[..zipped.len() / 2]);
    assert!(place.build(&[cut]).unwrap_err().to_string().contains("cut.json.gz"));
}

#[test]
fn what_is_no_entry_is_told_by_its_line_and_left_out() {
    let place = Place::new();
    let lines = "{\"id\": \"a\", \"name\": \"Olaf\"}\n\n{\"id\": \"b\"}\n[1]\n{\"id\": \"c\", \"na\n{\"name\": \"x\"}\n\
                 {\"id\": \"d\", \"name\": \"Olaf\", \"prior\": \"much\"}\n{\"id\": \"e\", \"name\": [1]}\n\
                 {\"id\": \"f\", \"name\": \"Olaf\", \"aliases\": [[]]}\n";
    let path = place.file("a.jsonl", lines);
    let (summary, known) = place.build(std::slice::from_ref(&path)).unwrap();
    assert_eq!((summary.entries, summary.skipped, known.len()), (1, 7, 1));
    let told: Vec<String> =
        summary.notes.iter().map(|note| format!("{}: {}", note.place, note.reason)).collect();
    let at = |line: usize, reason: &str| format!("{}:{line}: {reason}", path.display());
    assert_eq!(told[0], at(3, "\"b\" has no name"));
    assert_eq!(told[1], at(4, "not a JSON object"));
    assert!(told[2].starts_with(&at(5, "not whole JSON")), "{}", told[2]);
    assert_eq!(told[3], at(6, "row without an id"));
    assert_eq!(told[4], at(7, "the prior is \"much\"; give a number from 0"));
    assert_eq!(told[5], at(8, "\"name\" is no text"));
    assert_eq!(told[6], at(9, "\"aliases\" is no list of texts"));
    let refuse = KnowledgeOptions { broken: BrokenRows::Refuse, ..KnowledgeOptions::default() };
    let out = place.0.path().join("refused.kb");
    let error = build_knowledge_base(&[&path], &out, &refuse, &()).unwrap_err().to_string();
    assert_eq!(error, at(3, "\"b\" has no name; mend or remove the line"));
    assert!(!out.exists());
    let bad = place.file("b.csv", b"id,name\n1,Olaf\n2,\xFF\n3\n");
    let (summary, _) = place.build(&[bad]).unwrap();
    assert_eq!((summary.entries, summary.notes[0].reason.as_str(), summary.skipped), (1, "not UTF-8", 2));
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let place = Place::new();
    let told = |path: PathBuf| place.build(&[path]).unwrap_err().to_string();
    assert!(told(place.0.path().join("no.csv")).contains("no such file or folder"));
    assert!(told(place.file("a.json.bz2", "BZh")).contains("bzcat"));
    assert!(told(place.file("a.txt", "x")).contains(".jsonl"));
    assert!(
        told(place.file("a.csv", "ad,soyad\n1,2\n"))
            .contains("no column \"id\"; there are [\"ad\", \"soyad\"]")
    );
    assert!(told(place.file("empty.jsonl", "")).starts_with("no row to put into a knowledge base"));
    assert!(told(place.file("none.jsonl", "{}\n")).contains("none.jsonl:1: row without an id"));
    assert!(place.build(&[]).unwrap_err().is_usage());
}

struct Stop;

impl Control for Stop {
    fn cancelled(&self) -> bool {
        true
    }
}

#[test]
fn a_stopped_build_leaves_nothing_behind() {
    let place = Place::new();
    let line = |at: usize| format!("{{\"id\": {at}, \"name\": \"Olaf {at}\"}}");
    let lines = (0..3_000).map(line).collect::<Vec<_>>().join("\n");
    let path = place.file("a.jsonl", lines);
    let out = place.0.path().join("a.kb");
    let error = build_knowledge_base(&[path], &out, &KnowledgeOptions::default(), &Stop).unwrap_err();
    assert!(error.is_cancelled());
    assert_eq!(fs::read_dir(place.0.path()).unwrap().count(), 1, "the rows alone are there");
}

#[test]
fn a_mapped_file_answers_as_one_that_was_read_and_stays_when_it_is_replaced() {
    let place = Place::new();
    let (_, mapped) = place.build(&[place.file("a.jsonl", JSONL)]).unwrap();
    let path = place.0.path().join("out/all.kb");
    let read = KnowledgeBase::from_bytes(fs::read(&path).unwrap()).unwrap();
    assert_eq!(mapped, read);
    mapped.verify().unwrap();
    let found = |known: &KnowledgeBase| {
        known.search("Петра Линдквист", 3).iter().map(|hit| hit.entry.id().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&mapped), ["p1"]);
    #[cfg(unix)]
    {
        let (_, other) = place.build(&[place.file("b.csv", "id,name\nx,Olaf Brenna\n")]).unwrap();
        assert_eq!((found(&mapped).len(), found(&other).len()), (1, 0));
    }
    for (bytes, word) in [(&b""[..], "no knowledge base"), (&fs::read(&path).unwrap()[..100], "not whole")] {
        let error = open_knowledge_base(&place.file("cut.kb", bytes)).unwrap_err().to_string();
        assert!(error.contains(word) && error.contains("cut.kb"), "{error}");
    }
    assert!(open_knowledge_base(&place.0.path().join("missing.kb")).unwrap_err().is_not_found());
    assert!(open_knowledge_base(place.0.path()).is_err(), "a folder is no file");
}

/// Lines in the shape of a Wikidata dump, of an invented world.
const DUMP: &str = r#"[
{"type":"item","id":"Q900001","labels":{"en":{"language":"en","value":"Petra Lindqvist"},"ru":{"language":"ru","value":"Петра Линдквист"},"zh":{"language":"zh","value":"佩特拉"}},"descriptions":{"en":{"language":"en","value":"politician"}},"aliases":{"en":[{"language":"en","value":"P. Lindqvist"}]},"claims":{"P31":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}],"P27":[{"rank":"deprecated","mainsnak":{"datavalue":{"value":{"id":"Q183"}}}},{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q43"}}}}],"P39":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q900003"}}},"qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2019-03-31T00:00:00Z","precision":11}}}],"P582":[{"datavalue":{"value":{"time":"+2024-00-00T00:00:00Z","precision":9}}}]}},{"rank":"normal","mainsnak":{"snaktype":"somevalue"}}],"P102":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q900002"}}}}]},"sitelinks":{"enwiki":{},"trwiki":{}}},
{"type":"item","id":"Q900002","labels":{"tr":{"language":"tr","value":"Yosun Partisi"}},"claims":{"P31":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q7278"}}}}]},"sitelinks":[]},
{"type":"item","id":"Q900003","labels":{"en":{"language":"en","value":"Mayor of Varberg"}},"claims":{"P31":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q4164871"}}}}]},"sitelinks":{}},
{"type":"item","id":"Q900004","labels":{"en":{"language":"en","value":"a gene"}},"claims":{"P31":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q7187"}}}}]},"sitelinks":{}},
{"type":"item","id":"Q900005","labels":{"en":{"lang
]
"#;

#[test]
fn items_of_wikidata_are_entries() {
    let place = Place::new();
    let (summary, known) = place.build(&[place.file("dump.json", DUMP)]).unwrap();
    assert_eq!((summary.entries, summary.passed, summary.skipped), (2, 2, 1));
    assert!(
        summary.notes[0].place.ends_with("dump.json:6")
            && summary.notes[0].reason.starts_with("not whole JSON")
    );
    let petra = known.entry(known.by_id("Q900001").unwrap()).unwrap();
    assert_eq!(
        (petra.name(), petra.entity_type(), petra.country()),
        ("Petra Lindqvist", Some(Per), Some("TR"))
    );
    assert_eq!((petra.description(), petra.prior()), ("politician", 2.0));
    assert_eq!(
        petra.aliases().collect::<Vec<_>>(),
        ["P. Lindqvist", "Петра Линдквист"],
        "not in every language"
    );
    let offices: Vec<(String, String, String)> =
        petra.offices().map(|office| (office.title, office.from, office.until)).collect();
    assert_eq!(offices, [("Mayor of Varberg".to_owned(), "2019-03-31".to_owned(), "2024".to_owned())]);
    assert_eq!(petra.related().map(|entry| entry.name()).collect::<Vec<_>>(), ["Yosun Partisi"]);
    let languages = KnowledgeOptions { languages: vec!["ru".to_owned()], ..KnowledgeOptions::default() };
    let out = place.0.path().join("ru.kb");
    let summary = build_knowledge_base(&[place.0.path().join("dump.json")], &out, &languages, &()).unwrap();
    let known = open_knowledge_base(&out).unwrap();
    assert_eq!((summary.entries, known.entry(0).unwrap().name()), (1, "Петра Линдквист"));
}

#[test]
fn entities_of_follow_the_money_are_entries() {
    let place = Place::new();
    let lines = r#"{"id":"ftm-1","caption":"Petra Lindqvist","schema":"Person","properties":{"name":["Petra Lindqvist","Петра Линдквист"],"weakAlias":["Petra","the Kelp Queen"],"nationality":["tr"],"birthDate":["1971-02-03"],"position":["Mayor of Varberg"]},"referents":[]}
{"id":"ftm-2","schema":"Company","properties":{"name":["Bozkır Un A.Ş."],"jurisdiction":["tr"]}}
{"id":"ftm-3","schema":"Ownership","properties":{"owner":["ftm-1"],"asset":[{"id":"ftm-2","schema":"Company"}]}}
{"id":"ftm-4","schema":"Vessel","properties":{"name":["Yosun"]}}
{"id":"ftm-5","schema":"Address","properties":{"full":["Varberg"]}}
{"id":"ftm-6","schema":"Person","properties":{}}
"#;
    let (summary, known) = place.build(&[place.file("a.ftm.json", lines)]).unwrap();
    assert_eq!((summary.entries, summary.passed, summary.skipped), (3, 1, 1));
    assert_eq!(summary.notes[0].reason, "\"ftm-6\" has no name");
    let petra = known.entry(known.by_id("ftm-1").unwrap()).unwrap();
    assert_eq!(
        (petra.entity_type(), petra.country(), petra.description()),
        (Some(Per), Some("TR"), "born 1971-02-03")
    );
    assert_eq!(
        petra.aliases().collect::<Vec<_>>(),
        ["the Kelp Queen", "Петра Линдквист"],
        "a weak word is no alias"
    );
    assert_eq!(petra.offices().map(|office| office.title).collect::<Vec<_>>(), ["Mayor of Varberg"]);
    assert_eq!(
        petra.related().map(|entry| entry.id()).collect::<Vec<_>>(),
        ["ftm-2"],
        "by what stands between them"
    );
    assert_eq!(
        known.entry(known.by_id("ftm-4").unwrap()).unwrap().entity_type(),
        Some(varlik_documents::EntityType::Misc)
    );
}

#[test]
fn json_of_any_sort_never_panics() {
    let place = Place::new();
    let lines = [
        r#"{"labels":[],"claims":[],"id":1}"#,
        r#"{"labels":{"en":{"value":"x"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}],"P39":[1,{}]},"sitelinks":null,"id":"Q1"}"#,
        r#"{"labels":{"en":{"value":"x"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}]}}"#,
        r#"{"schema":"Person","properties":{"name":[1,null,{}]},"id":"a"}"#,
        r#"{"schema":"Person","properties":{"name":["x"]}}"#,
        r#"{"schema":"Family","properties":{"person":[""],"relative":["b"]}}"#,
        r#"{"schema":"Person","properties":[]}"#,
        r#"{"id":{},"name":"x"}"#,
        r#"{"id":"b","name":"Olaf Brenna","offices":[7]}"#,
        r#"{"id":"c","name":"Olaf Brenna","prior":1e999}"#,
        "1e999",
        "\u{0}",
    ];
    let (summary, _) = place.build(&[place.file("a.jsonl", lines.join("\n"))]).unwrap();
    assert_eq!(
        summary.rows + summary.skipped + summary.passed,
        lines.len() as u64,
        "nothing is lost: {summary:?}"
    );
    assert_eq!(summary.entries, 1, "{:?}", summary.notes);
}
