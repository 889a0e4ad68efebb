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
