//! `varlik kb`: knowledge bases are built, looked into and checked.

use std::fmt::Write as _;
use std::io::Write;

use serde_json::{Value, json};
use varlik_documents::{Control, KnowledgeEntry, KnowledgeHit};

use super::arguments::{KnowledgeBuildArguments, KnowledgeCommand, KnowledgeShowArguments};
use super::progress::ProgressLine;
use crate::{
    BrokenRows, Error, KnowledgeOptions, KnowledgeSummary, build_knowledge_base, bytes_of,
    open_knowledge_base,
};

/// Notes about lines that were left out.
const SHOWN_NOTES: usize = 5;

/// Runs the command; `out` is standard output, `err` hears of lines that were left out.
pub(super) fn run(
    command: KnowledgeCommand,
    control: &dyn Control,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), Error> {
    match command {
        KnowledgeCommand::Build(arguments) => build(&arguments, control, out, err),
        KnowledgeCommand::Show(arguments) => show(&arguments, out),
        KnowledgeCommand::Verify { file } => {
            let known = open_knowledge_base(&file)?;
            known.verify().map_err(|error| Error::input(format!("{}: {error}", file.display())))?;
            // A reader that went away wants no more words.
            let _ = writeln!(out, "{}: whole, {} entries", file.display(), known.len());
            Ok(())
        }
    }
}

fn build(
    arguments: &KnowledgeBuildArguments,
    control: &dyn Control,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), Error> {
    let mut options = KnowledgeOptions::default();
    if arguments.strict {
        options.broken = BrokenRows::Refuse;
    }
    if let Some(languages) = &arguments.languages {
        options.languages = languages.split(',').map(|code| code.trim().to_owned()).collect();
    }
    if let Some(memory) = &arguments.memory {
        options.memory = bytes_of(memory)?;
    }
    let shown = super::Shown { line: ProgressLine::of("reading", "MB"), control };
    let summary = build_knowledge_base(&arguments.paths, &arguments.out, &options, &shown)?;
    shown.line.clear();
    let KnowledgeSummary { rows, entries, skipped, passed, notes } = &summary;
    for note in notes.iter().take(SHOWN_NOTES) {
        let _ = writeln!(err, "varlik: {}: {}; left out", note.place, note.reason);
    }
    if *skipped > SHOWN_NOTES as u64 {
        let _ = writeln!(err, "varlik: {skipped} lines were left out in all; --strict refuses them");
    }
    let other = if *passed == 0 {
        String::new()
    } else {
        format!(", {passed} passed over (of no kind that articles name)")
    };
    let bytes = std::fs::metadata(&arguments.out).map_or(0, |file| file.len());
    let _ = writeln!(
        out,
        "{entries} entries from {rows} rows, {skipped} left out{other}\nwritten: {} ({bytes} bytes)",
        arguments.out.display()
    );
    Ok(())
}

fn show(arguments: &KnowledgeShowArguments, out: &mut dyn Write) -> Result<(), Error> {
    let known = open_knowledge_base(&arguments.file)?;
    if arguments.most == 0 {
        return Err(Error::usage("--most is 0; ask for at least one entry"));
    }
    let mut text = String::new();
    let Some(name) = &arguments.name else {
        let mut types = std::collections::BTreeMap::new();
        for entry in known.entries() {
            *types.entry(label(&entry)).or_insert(0_usize) += 1;
        }
        let types: Vec<String> = types.iter().map(|(label, count)| format!("{label} {count}")).collect();
        let _ = writeln!(out, "{}: {} entries ({})", arguments.file.display(), known.len(), types.join(", "));
        return Ok(());
    };
    // Its own id names an entry too.
    let by_id = known.by_id(name).and_then(|number| known.entry(number));
    let hits = match by_id {
        Some(entry) => vec![KnowledgeHit { entry, name: entry.name(), score: 1.0 }],
        None => known.search(name, arguments.most),
    };
    for hit in &hits {
        text.push_str(&if arguments.json { as_json(hit) } else { as_text(hit) });
        text.push('\n');
    }
    if hits.is_empty() && !arguments.json {
        text = format!("nobody and nothing of {} entries is called like {name:?}\n", known.len());
    }
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    Ok(())
}

fn label(entry: &KnowledgeEntry<'_>) -> &'static str {
    entry.entity_type().map_or("-", varlik_documents::EntityType::as_str)
}

fn as_text(hit: &KnowledgeHit<'_>) -> String {
    let entry = &hit.entry;
    let mut text = format!("{:.3}  {}  {}  {}", hit.score, entry.id(), label(entry), entry.name());
    for (head, value) in [("country", entry.country().unwrap_or("")), ("", entry.description())] {
        if !value.is_empty() {
            let gap = if head.is_empty() { "" } else { " " };
            let _ = write!(text, "\n       {head}{gap}{value}");
        }
    }
    let aliases: Vec<&str> = entry.aliases().collect();
    if !aliases.is_empty() {
        let _ = write!(text, "\n       also: {}", aliases.join(", "));
    }
    for office in entry.offices() {
        let time = match (office.from.as_str(), office.until.as_str()) {
            ("", "") => String::new(),
            (from, until) => format!(" ({from} to {until})"),
        };
        let _ = write!(text, "\n       office: {}{time}", office.title);
    }
    let related: Vec<&str> = entry.related().map(|entry| entry.name()).collect();
    if !related.is_empty() {
        let _ = write!(text, "\n       related: {}", related.join(", "));
    }
    // What a file holds may be anything; a terminal obeys some of it.
    text.chars().map(|letter| if letter.is_control() && letter != '\n' { ' ' } else { letter }).collect()
}

/// The entry as one line of JSON.
fn as_json(hit: &KnowledgeHit<'_>) -> String {
    let entry = &hit.entry;
    let offices: Vec<Value> = entry
        .offices()
        .map(|office| json!({"title": office.title, "from": office.from, "until": office.until}))
        .collect();
    json!({
        "id": entry.id(),
        "name": entry.name(),
        "type": entry.entity_type().map(varlik_documents::EntityType::as_str),
        "country": entry.country(),
        "description": entry.description(),
        "prior": entry.prior(),
        "aliases": entry.aliases().collect::<Vec<_>>(),
        "offices": offices,
        "related": entry.related().map(|entry| entry.id()).collect::<Vec<_>>(),
        "matched": hit.name,
        "score": hit.score,
    })
    .to_string()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::run_with;

    fn varlik(arguments: &[&str]) -> (u8, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run_with(["varlik", "kb"].iter().chain(arguments), &(), &mut out, &mut err);
        (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn a_knowledge_base_is_built_shown_and_verified() {
        let place = tempfile::tempdir().unwrap();
        let path = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
        let (rows, out) = (path("people.csv"), path("people.kb"));
        fs::write(&rows, "id,name,aliases,type,country\np1,Tansu Çiller,Çiller,PER,TR\np2,\n").unwrap();
        let (code, told, err) = varlik(&["build", &rows, "--out", &out]);
        assert_eq!(code, 0, "{err}");
        assert!(told.starts_with("1 entries from 1 rows, 1 left out\nwritten: "), "{told}");
        assert_eq!(err, format!("varlik: {rows}:3: \"p2\" has no name; left out\n"));
        let (code, told, _) = varlik(&["show", &out, "Тансу Чиллер"]);
        assert!(
            code == 0 && told.contains("p1  PER  Tansu Çiller\n       country TR\n       also: Çiller\n"),
            "{told}"
        );
        assert!(
            varlik(&["show", &out, "p1", "--json"])
                .1
                .starts_with("{\"aliases\":[\"Çiller\"],\"country\":\"TR\"")
        );
        assert!(varlik(&["show", &out, "Olaf Brenna"]).1.contains("nobody"));
        assert_eq!(varlik(&["show", &out]).1, format!("{out}: 1 entries (PER 1)\n"));
        assert_eq!(varlik(&["verify", &out]).1, format!("{out}: whole, 1 entries\n"));
        let (code, _, err) = varlik(&["build", &rows, "--out", &out, "--strict"]);
        assert_eq!(code, 1);
        assert_eq!(err, format!("varlik: {rows}:3: \"p2\" has no name; mend or remove the line\n"));
        let bytes = fs::read(&out).unwrap();
        fs::write(&out, &bytes[..bytes.len() - 9]).unwrap();
        let (code, _, err) = varlik(&["show", &out, "Çiller"]);
        assert!(code == 1 && err.contains("is not whole") && err.contains("people.kb"), "{err}");
        let mut damaged = bytes;
        *damaged.last_mut().unwrap() ^= 1;
        fs::write(&out, damaged).unwrap();
        let (code, _, err) = varlik(&["verify", &out]);
        assert!(code == 1 && err.contains("is damaged in its sounds"), "{err}");
    }

    #[test]
    fn articles_are_linked_to_a_knowledge_base() {
        let place = tempfile::tempdir().unwrap();
        let path = |name: &str| place.path().join(name).to_str().unwrap().to_owned();
        fs::write(path("people.csv"), "id,name,aliases,type\np1,Petra Lindqvist,Kelpqueen,PER\n").unwrap();
        fs::write(
            path("1.txt"),
            "Petra Lindqvist met Olaf Brenna in Bergen.\nThey call her the Kelpqueen.\n",
        )
        .unwrap();
        assert_eq!(varlik(&["build", &path("people.csv"), "--out", &path("people.kb")]).0, 0);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let (news, folder, kb) = (path("1.txt"), path("out"), path("people.kb"));
        let arguments = ["varlik", "resolve", &news, "--kb", &kb, "--out", &folder];
        assert_eq!(run_with(arguments, &(), &mut out, &mut err), 0, "{}", String::from_utf8_lossy(&err));
        let entities = fs::read_to_string(place.path().join("out/entities.jsonl")).unwrap();
        let entity: serde_json::Value = entities
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
            .find(|entity| entity["kb_id"] == "p1")
            .unwrap();
        assert_eq!(
            (entity["name"].as_str(), entity["mentions"].as_u64()),
            (Some("Petra Lindqvist"), Some(2))
        );
        let lines = entity["kb"]["evidence"].as_array().unwrap();
        let sum: f64 = lines.iter().map(|line| line["weight"].as_f64().unwrap()).sum();
        assert!(lines[0]["what"] == "name" && (sum - entity["kb"]["weight"].as_f64().unwrap()).abs() < 0.05);
        assert!(entities.lines().filter(|line| line.contains("\"kb\":")).count() == 1, "{entities}");
        let arguments = ["varlik", "resolve", &news, "--kb", &news, "--out", &folder];
        assert_eq!(run_with(arguments, &(), &mut out, &mut err), 1);
        assert!(String::from_utf8(err).unwrap().contains("1.txt: no knowledge base"));
    }

    #[test]
    fn a_wrong_call_says_what_is_wrong() {
        assert_eq!(varlik(&["build", "x.csv"]).0, 2);
        assert_eq!(varlik(&["show"]).0, 2);
        let (code, _, err) = varlik(&["build", "no.csv", "--out", "no/such.kb", "--memory", "much"]);
        assert!(code == 2 && err.contains("memory is \"much\""), "{err}");
        assert!(varlik(&["verify", "no/such.kb"]).2.contains("no such file or folder"));
    }
}
