//! What is read, what is left out and what is an error.

use std::fs;
use std::path::{Path, PathBuf};

use super::Articles;
use crate::{Error, Markup, Options};

/// A folder with the given files in it.
struct Place(tempfile::TempDir);

impl Place {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let place = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = place.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        Self(place)
    }

    fn path(&self, name: &str) -> PathBuf {
        if name.is_empty() { self.0.path().to_owned() } else { self.0.path().join(name) }
    }

    fn read_with(&self, names: &[&str], options: &Options) -> Result<Articles, Error> {
        let paths: Vec<PathBuf> = names.iter().map(|name| self.path(name)).collect();
        Articles::read(&paths, options, &())
    }

    fn read(&self, names: &[&str]) -> Result<Articles, Error> {
        self.read_with(names, &Options::default())
    }

    /// The error's message without the folder, which has another name every time.
    fn error(&self, names: &[&str]) -> String {
        self.message(&self.read(names).unwrap_err())
    }

    fn message(&self, error: &Error) -> String {
        let message = error.to_string();
        assert_eq!(message.lines().count(), 1, "{message}");
        message.replace(&format!("{}/", self.0.path().display()), "")
    }
}

fn ids(articles: &Articles) -> Vec<&str> {
    articles.documents.iter().map(|document| document.id.as_str()).collect()
}

fn skipped(articles: &Articles, place: &Place) -> Vec<String> {
    let root = format!("{}/", place.0.path().display());
    let notes = articles.summary.skipped.iter();
    notes
        .map(|note| format!("{}: {}", note.place.replace(&root, ""), note.reason.replace(&root, "")))
        .collect()
}

fn mentions(file: &Path) -> Options {
    Options { mentions: Some(file.to_owned()), ..Options::default() }
}

#[test]
fn a_folder_gives_its_articles_by_path_and_passes_over_the_rest() {
    let place = Place::new(&[
        ("news/b.txt", b"B."),
        ("news/a/z.MD", b"Z."),
        ("news/.hidden.txt", b"H."),
        ("news/.git/x.txt", b"X."),
        ("news/photo.jpg", b"J."),
        ("news/rows.jsonl", b"{}"),
    ]);
    let articles = place.read(&["news"]).unwrap();
    assert_eq!(ids(&articles), ["a/z.MD", "b.txt"]);
    assert_eq!(articles.summary.ignored, 2);
    assert_eq!((articles.summary.documents, articles.summary.bytes), (2, 4));
    assert!(articles.given.is_none());
}

#[test]
fn a_file_alone_goes_by_its_name() {
    let place = Place::new(&[("deep/er/1.txt", b"One.")]);
    assert_eq!(ids(&place.read(&["deep/er/1.txt"]).unwrap()), ["1.txt"]);
}

#[test]
fn a_text_is_kept_to_the_byte() {
    let text = "\u{feff}# İğne\r\n\r\n**Iğdır**\u{a0}\n";
    let place = Place::new(&[("1.md", text.as_bytes())]);
    assert_eq!(place.read(&["1.md"]).unwrap().documents[0].text, text);
}

#[test]
fn equal_ids_of_two_paths_take_the_whole_path() {
    let place = Place::new(&[("a/1.txt", b"A."), ("b/1.txt", b"B."), ("b/2.txt", b"C.")]);
    let articles = place.read(&["a", "b"]).unwrap();
    let root = place.0.path().display();
    assert_eq!(ids(&articles), [&format!("{root}/a/1.txt"), &format!("{root}/b/1.txt"), "2.txt"]);
}

#[test]
fn a_file_reached_twice_is_read_once() {
    let place = Place::new(&[("a/1.txt", b"A.")]);
    let articles = place.read(&["a", "a/1.txt", "a/../a"]).unwrap();
    assert_eq!(ids(&articles), ["1.txt"]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_above_is_not_followed_for_ever() {
    let place = Place::new(&[("a/1.txt", b"A.")]);
    std::os::unix::fs::symlink(place.path("a"), place.path("a/again")).unwrap();
    assert_eq!(ids(&place.read(&["a"]).unwrap()), ["1.txt"]);
}

#[cfg(unix)]
#[test]
fn a_named_pipe_in_a_folder_is_not_waited_for() {
    let place = Place::new(&[("a/1.txt", b"A.")]);
    let made = std::process::Command::new("mkfifo").arg(place.path("a/2.txt")).status().unwrap();
    assert!(made.success());
    let articles = place.read(&["a"]).unwrap();
    assert_eq!(ids(&articles), ["1.txt"]);
    assert_eq!(articles.summary.ignored, 1);
}

#[test]
fn a_path_that_is_not_there_is_an_error() {
    let place = Place::new(&[("1.txt", b"A.")]);
    let error = place.read(&["1.txt", "2.txt"]).unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(place.message(&error), "2.txt: no such file or folder; check the path");
}

#[test]
fn a_kind_of_file_that_was_named_and_is_unknown_is_an_error() {
    let place = Place::new(&[("1.pdf", b"%PDF"), ("none", b"A.")]);
    assert!(
        place.error(&["1.pdf"]).starts_with("1.pdf: not a kind of file that can be read; give .txt, .md")
    );
    assert!(place.error(&["none"]).starts_with("none: not a kind of file that can be read"));
}

#[test]
fn no_path_at_all_is_a_wrong_call() {
    assert!(Place::new(&[]).read(&[]).unwrap_err().is_usage());
}

#[test]
fn poor_files_are_left_out_with_their_reason() {
    let place = Place::new(&[
        ("1.txt", b"A."),
        ("2.txt", b""),
        ("3.txt", b" \n\t\n"),
        ("4.txt", b"\x7fELF\x00\x01\x00\x02\x00\x00\x00\xff\xfe\x00\x00"),
    ]);
    let articles = place.read(&[""]).unwrap();
    assert_eq!(ids(&articles), ["1.txt"]);
    assert_eq!(
        skipped(&articles, &place),
        ["2.txt: empty file", "3.txt: nothing but white space", "4.txt: binary file, not text"]
    );
}

#[test]
fn where_nothing_is_left_the_reason_is_told() {
    let place = Place::new(&[("empty.txt", b""), ("blank.txt", b" "), ("other/x.jpg", b"J.")]);
    fs::create_dir(place.path("bare")).unwrap();
    assert_eq!(place.error(&["empty.txt"]), "no article to read: empty.txt: empty file");
    assert_eq!(
        place.error(&["empty.txt", "blank.txt"]),
        "no article to read: empty.txt: empty file (and 1 more left out)"
    );
    assert_eq!(place.error(&["bare"]), "bare: no article to read; put .txt, .md or .html files there");
    assert!(place.error(&["other"]).contains("none of its 1 files is a .txt, .md or .html"));
}

#[test]
fn broken_utf8_is_read_and_the_repair_stated() {
    let place = Place::new(&[("1.txt", b"T\xfcrkiye'de g\xfcne\xfeli bir g\xfcn ya\xfeand\xfd.\n")]);
    let articles = place.read(&["1.txt"]).unwrap();
    assert_eq!(articles.documents[0].text, "Türkiye'de güneşli bir gün yaşandı.\n");
    assert_eq!(articles.summary.repaired.len(), 1);
}

#[test]
fn clean_utf8_states_no_repair() {
    let place = Place::new(&[("1.txt", "Iğdır’da güneşli bir gün.".as_bytes())]);
    assert!(place.read(&["1.txt"]).unwrap().summary.repaired.is_empty());
}

#[test]
fn rows_give_articles_by_their_own_ids() {
    let rows = "\u{feff}{\"id\": \"x/1\", \"text\": \"İlk.\", \"more\": [1]}\r\n\n{\"text\": \"Two.\", \"id\": 22}\n";
    let place = Place::new(&[("1.jsonl", rows.as_bytes())]);
    let articles = place.read(&["1.jsonl"]).unwrap();
    assert_eq!(ids(&articles), ["x/1", "22"]);
    assert_eq!(articles.documents[0].text, "İlk.");
}

#[test]
fn columns_may_have_other_names() {
    let options =
        Options { id_column: "no".to_owned(), text_column: "haber".to_owned(), ..Options::default() };
    let place = Place::new(&[
        ("1.jsonl", "{\"no\": 1, \"haber\": \"İlk.\"}".as_bytes()),
        ("2.csv", "haber,no\n\"İki, üç.\",2\n".as_bytes()),
    ]);
    let articles = place.read_with(&["1.jsonl", "2.csv"], &options).unwrap();
    assert_eq!(ids(&articles), ["1", "2"]);
    assert_eq!(articles.documents[1].text, "İki, üç.");
}

#[test]
fn a_broken_line_is_an_error_unless_it_is_the_half_written_last() {
    let good = "{\"id\": 1, \"text\": \"One.\"}\n";
    let place = Place::new(&[
        ("last.jsonl", format!("{good}{{\"id\": 2, \"te").as_bytes()),
        ("ended.jsonl", format!("{good}{{\"id\": 2, \"te\n").as_bytes()),
        ("middle.jsonl", format!("{{\"id\": 2, \"te\n{good}").as_bytes()),
        ("wrong.jsonl", format!("{good}id = 2").as_bytes()),
        ("array.jsonl", b"[{\"id\": 1}]\n"),
    ]);
    let articles = place.read(&["last.jsonl"]).unwrap();
    assert_eq!(ids(&articles), ["1"]);
    assert_eq!(skipped(&articles, &place), ["last.jsonl:2: half-written last line"]);
    assert!(place.error(&["ended.jsonl"]).starts_with("ended.jsonl:2: not whole JSON (EOF"));
    assert!(place.error(&["middle.jsonl"]).starts_with("middle.jsonl:1: not whole JSON (EOF"));
    assert!(place.error(&["middle.jsonl"]).ends_with("mend or remove the line"));
    assert!(place.error(&["wrong.jsonl"]).starts_with("wrong.jsonl:2: not whole JSON"));
    assert!(
        place
            .error(&["array.jsonl"])
            .starts_with("array.jsonl:1: not a JSON object; write one object a line")
    );
}

#[test]
fn poor_rows_are_left_out_with_their_line() {
    let rows = "{\"id\": 1, \"text\": \"One.\"}\n{\"id\": 2, \"text\": null}\n{\"id\": 3}\n{\"text\": \"Four.\"}\n\
                {\"id\": 5, \"text\": 5}\n{\"id\": [6], \"text\": \"Six.\"}\n{\"id\": \"\", \"text\": \"Seven.\"}\n";
    let place = Place::new(&[("1.jsonl", rows.as_bytes())]);
    let articles = place.read(&["1.jsonl"]).unwrap();
    assert_eq!(ids(&articles), ["1"]);
    assert_eq!(
        skipped(&articles, &place),
        [
            "1.jsonl:2: row without a text",
            "1.jsonl:3: row without a text",
            "1.jsonl:4: row without an id",
            "1.jsonl:5: the text is not a string",
            "1.jsonl:6: row without an id",
            "1.jsonl:7: row without an id",
        ]
    );
}

#[test]
fn a_column_that_is_not_there_is_told_with_those_that_are() {
    let place = Place::new(&[
        ("1.jsonl", b"{\"body\": \"One.\", \"id\": 1}\n"),
        ("2.csv", b"url,id,body\nu,1,One.\n"),
        ("3.csv", b"url;body\nu;One.\n"),
        ("4.csv", b"\n"),
    ]);
    let remedy = "name yours with --id-column and --text-column (in Python id_column= and text_column=)";
    assert_eq!(
        place.error(&["1.jsonl"]),
        format!("1.jsonl:1: no column \"text\"; there are \"body\", \"id\": {remedy}")
    );
    assert_eq!(
        place.error(&["2.csv"]),
        format!("2.csv:1: no column \"text\"; there are \"url\", \"id\", \"body\": {remedy}")
    );
    assert_eq!(
        place.error(&["3.csv"]),
        format!("3.csv:1: no column \"id\"; there are \"url\", \"body\": {remedy}")
    );
    assert!(place.error(&["4.csv"]).contains("nothing but white space"));
}

#[test]
fn a_table_is_read_whatever_stands_between_its_columns() {
    for (delimiter, name) in [(',', "comma.csv"), (';', "semicolon.csv"), ('\t', "tab.csv")] {
        let table =
            format!("id{delimiter}text\n1{delimiter}\"Ankara; İzmir, \"\"Van\"\"\nve Muş.\"\n2{delimiter}\n");
        let place = Place::new(&[(name, table.as_bytes())]);
        let articles = place.read(&[name]).unwrap();
        assert_eq!(articles.documents[0].text, "Ankara; İzmir, \"Van\"\nve Muş.");
        assert_eq!(skipped(&articles, &place), [format!("{name}:4: row without a text")]);
    }
}

#[test]
fn one_id_is_one_article() {
    let place = Place::new(&[
        ("same.jsonl", b"{\"id\": 1, \"text\": \"One.\"}\n{\"id\": \"1\", \"text\": \"One.\"}\n"),
        ("other.jsonl", b"{\"id\": 1, \"text\": \"One.\"}\n{\"id\": 1, \"text\": \"Two.\"}\n"),
    ]);
    let articles = place.read(&["same.jsonl"]).unwrap();
    assert_eq!(ids(&articles), ["1"]);
    assert_eq!(skipped(&articles, &place), ["same.jsonl:2: the same article as same.jsonl:1"]);
    assert_eq!(
        place.error(&["other.jsonl"]),
        "other.jsonl:2: the id \"1\" is already that of other.jsonl:1; give each article an id of its own"
    );
}

#[test]
fn mentions_bring_their_texts_along() {
    let rows = "{\"doc_id\": \"1\", \"text\": \"Şu Iğdır’da.\", \"mentions\": [{\"start\": 3, \"end\": 8, \"type\": \
                \"LOC\"}]}\n{\"id\": 2, \"text\": \"Fidan spoke.\", \"ents\": [{\"start\": 0, \"end\": 5, \"label\": \
                \"PERSON\"}]}\n";
    let place = Place::new(&[("m.jsonl", rows.as_bytes())]);
    let articles = place.read_with(&[], &mentions(&place.path("m.jsonl"))).unwrap();
    assert_eq!(ids(&articles), ["1", "2"]);
    let given: Vec<_> = articles
        .given
        .as_ref()
        .unwrap()
        .iter()
        .map(|mention| {
            (&articles.documents[mention.document].text[mention.span.clone()], mention.entity_type.as_str())
        })
        .collect();
    assert_eq!(given, [("Iğdır", "LOC"), ("Fidan", "PER")]);
}

#[test]
fn mentions_may_point_at_articles_of_a_path() {
    let place = Place::new(&[
        ("news/1.txt", "Şu Iğdır’da.".as_bytes()),
        ("news/2.txt", b"Nobody."),
        ("m.jsonl", b"{\"doc_id\": \"1.txt\", \"mentions\": [{\"start\": 3, \"end\": 8}]}\n"),
        ("other.jsonl", b"{\"doc_id\": \"1.txt\", \"text\": \"Else.\", \"mentions\": []}\n"),
        ("unknown.jsonl", b"{\"doc_id\": \"9.txt\", \"mentions\": [{\"start\": 3, \"end\": 8}]}\n"),
        ("empty.jsonl", b"{\"doc_id\": \"9.txt\", \"mentions\": []}\n"),
    ]);
    assert_eq!(
        place.read_with(&["news"], &mentions(&place.path("empty.jsonl"))).unwrap().given,
        Some(Vec::new())
    );
    let articles = place.read_with(&["news"], &mentions(&place.path("m.jsonl"))).unwrap();
    assert_eq!(ids(&articles), ["1.txt", "2.txt"]);
    assert_eq!(articles.given.unwrap()[0].span, 4..11);
    for (file, want) in [
        ("other.jsonl", "other.jsonl:1: the text of \"1.txt\" is not that of news/1.txt; "),
        ("unknown.jsonl", "unknown.jsonl:1: no \"text\", and no article \"9.txt\" was read; "),
    ] {
        let error = place.read_with(&["news"], &mentions(&place.path(file))).unwrap_err();
        assert!(place.message(&error).starts_with(want), "{error}");
    }
}

#[test]
fn mentions_outside_their_text_are_told() {
    for (mention, want) in [
        ("{\"start\": 3, \"end\": 13}", "ends outside its text of 12 characters; count code points"),
        ("{\"start\": 3, \"end\": 3}", "3..3 is empty"),
        ("{\"start\": 5, \"end\": 3}", "5..3 is empty"),
        ("{\"start\": -1, \"end\": 3}", "has no whole number \"start\""),
        ("{\"start\": 1}", "has no whole number \"end\""),
        ("7", "has no whole number \"start\""),
    ] {
        let row = format!("{{\"doc_id\": \"1\", \"text\": \"Şu Iğdır’da.\", \"mentions\": [{mention}]}}");
        let place = Place::new(&[("m.jsonl", row.as_bytes())]);
        let error = place.read_with(&[], &mentions(&place.path("m.jsonl"))).unwrap_err();
        let message = place.message(&error);
        assert!(message.starts_with("m.jsonl:1: the mention ") && message.contains(want), "{message}");
    }
}

#[test]
fn a_stop_is_heard_while_reading() {
    struct Stop;
    impl varlik_documents::Control for Stop {
        fn cancelled(&self) -> bool {
            true
        }
    }
    let place = Place::new(&[("1.txt", b"A.")]);
    let error = Articles::read(&[place.path("1.txt")], &Options::default(), &Stop).unwrap_err();
    assert!(error.is_cancelled());
}

#[test]
fn pages_are_read_as_they_stand_in_the_encoding_they_declare() {
    let old =
        b"<html><head><meta charset=iso-8859-9><title>Post</title></head><p>\xDD\xF0ne satan Hakan Fidan</p>";
    let place = Place::new(&[
        ("news/a.html", "<p>Hakan <b>Fidan</b> dün Kadık&ouml;y&rsquo;de konuştu.</p>".as_bytes()),
        ("news/b.HTM", old),
        ("news/c.txt", b"<p>no page"),
        ("news/d.html", b"a\0b"),
    ]);
    let articles = place.read(&["news"]).unwrap();
    let markup: Vec<(&str, Markup)> =
        articles.documents.iter().map(|document| (document.id.as_str(), document.markup)).collect();
    assert_eq!(markup, [("a.html", Markup::Html), ("b.HTM", Markup::Html), ("c.txt", Markup::Plain)]);
    assert!(articles.documents[0].text.starts_with("<p>Hakan <b>"), "the raw file is kept");
    assert!(articles.documents[1].text.contains("İğne satan"));
    assert_eq!(articles.summary.repaired.len(), 1);
    assert_eq!(skipped(&articles, &place), ["news/d.html: binary file, not text"]);
    let resolution = articles.resolve(&Options::default(), &()).unwrap().resolution;
    let said: Vec<_> = resolution
        .mentions
        .iter()
        .filter(|mention| mention.document == 0)
        .map(|mention| {
            let document = &resolution.documents[0];
            (
                document.text[mention.span.clone()].to_owned(),
                document.text_of(mention.span.clone()).into_owned(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [("Hakan <b>Fidan", "Hakan Fidan"), ("Kadık&ouml;y", "Kadıköy")]
            .map(|(raw, text)| (raw.to_owned(), text.to_owned()))
    );
}

#[test]
fn the_texts_of_rows_are_pages_where_that_is_said() {
    let row = b"{\"id\": 1, \"text\": \"<p>Hakan Fidan</p>\"}\n";
    let place = Place::new(&[("rows.jsonl", row)]);
    let markup = |options: &Options| place.read_with(&["rows.jsonl"], options).unwrap().documents[0].markup;
    assert_eq!(markup(&Options::default()), Markup::Plain);
    assert_eq!(markup(&Options { markup: Markup::Html, ..Options::default() }), Markup::Html);
}
