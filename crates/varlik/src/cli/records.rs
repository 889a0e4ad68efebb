//! What `varlik dedupe` and `varlik link` have in common: tables in, clusters and edges out.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use varlik_documents::Control;
use varlik_resolve::{FieldKind, ResolverOptions, Scope, Unique};
use varlik_tables::{ReadOptions, Table};

use super::arguments::TableArguments;
use super::progress::ProgressLine;
use super::told::{judged_pairs, links, model, rules};
use crate::output::{JUDGE_FILE, TableFiles};
use crate::resolved_tables::{Keep, Taken};
use crate::{Error, JudgedPair, ResolvedTables, TableOptions, bytes_of, on_threads};

/// What is asked about the sources.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// Which rows may be one.
    pub(super) scope: Scope,
    /// The tables that hold each entity at most once.
    pub(super) unique: Unique,
}

/// Runs either command.
pub(super) fn resolve(
    files: &[PathBuf],
    arguments: &TableArguments,
    asked: Asked,
    control: &dyn Control,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), Error> {
    let start = Instant::now();
    let (mut options, labels) = options(arguments, asked)?;
    crate::output::check(&arguments.out)?;
    if arguments.judge.is_some() {
        refuse_to_overwrite(&arguments.out.join(JUDGE_FILE))?;
    }
    // A sheet that measures does so of the answer that it was drawn from, which was made without it.
    let measures = labels.iter().any(|pair| pair.drawn.is_some());
    if !measures {
        options.labels.clone_from(&labels);
    }
    let mut tables = Vec::new();
    for file in files {
        tables.push(on_threads(arguments.threads, || Table::read(file))?);
        if control.cancelled() {
            return Err(Error::cancelled());
        }
    }
    let taken = Taken::new(tables, options, Keep::Ids)?;
    for note in taken.notes() {
        let _ = writeln!(err, "varlik: {note}");
    }
    // A reader that went away wants no more words.
    let _ = write_fields(&taken, out).and_then(|()| out.flush());
    let told = taken.notes().len();
    let shown = super::Shown { line: ProgressLine::of_stages("resolving"), control };
    let found = taken.resolve(&shown).and_then(|found| {
        if !measures {
            return Ok(found);
        }
        shown.line.clear();
        let _ = write_judgement(&found, &labels, out).and_then(|()| out.flush());
        // What was found before goes, but what it left in the folder: one that is stopped while it learns goes on from both.
        found.into_learnt(&labels, arguments.threads, &shown)
    });
    shown.line.clear();
    let mut found = found?;
    for note in found.notes.iter().skip(told) {
        let _ = writeln!(err, "varlik: {note}");
    }
    found.tables = files.iter().map(|file| file_name(file)).collect();
    found.seconds = start.elapsed().as_secs_f64();
    let page = on_threads(arguments.threads, || found.report(control))?.to_html();
    let sheet =
        arguments.judge.map(|count| found.sample_to_judge(count, arguments.seed, control)).transpose()?;
    found.check()?;
    let files = TableFiles { found: &found, page: &page, sheet: sheet.as_ref() };
    let edges = files.write(&arguments.out, control)?;
    found.remove_work();
    let _ = writeln!(
        out,
        "\n{} records, {} entities, {} edges\nwritten: {}",
        found.items.len(),
        found.entities.len(),
        edges,
        arguments.out.display()
    )
    .and_then(|()| match &sheet {
        None => Ok(()),
        Some(sheet) => writeln!(
            out,
            "{} pairs to judge: write 1 or 0 in the column same of {}, and give it back by --labels",
            sheet.pairs().len(),
            arguments.out.join(JUDGE_FILE).display()
        ),
    })
    .and_then(|()| out.flush());
    // The process ends here: giving a large answer back piece by piece would take longer than writing it did.
    std::mem::forget(found);
    Ok(())
}

/// What is asked of the tables; apart from it the judged pairs.
fn options(arguments: &TableArguments, asked: Asked) -> Result<(TableOptions, Vec<JudgedPair>), Error> {
    let across = asked.scope == Scope::AcrossSources;
    let model = arguments.model.as_deref().map(model).transpose()?;
    let mut resolver = ResolverOptions::default();
    resolver.scope = asked.scope;
    resolver.unique = asked.unique;
    resolver.max_pairs = arguments.max_pairs;
    resolver.seed = arguments.seed;
    let learnt = model.as_ref().map(|model| model.threshold);
    resolver.threshold = arguments.threshold.or(learnt).unwrap_or(resolver.threshold);
    if !(resolver.threshold > 0.0 && resolver.threshold < 1.0) {
        return Err(Error::usage(format!(
            "--threshold is {}; give a chance above 0 and below 1",
            resolver.threshold
        )));
    }
    resolver.rules = arguments.rules.as_deref().map(rules).transpose()?.unwrap_or_default();
    let linked = |path: &Option<PathBuf>| -> Result<Vec<_>, Error> {
        Ok(path.as_deref().map(|path| links(path, across)).transpose()?.unwrap_or_default())
    };
    let mut labels = Vec::new();
    for path in &arguments.labels {
        labels.extend(judged_pairs(path, across)?);
    }
    let options = TableOptions {
        read: ReadOptions { id: arguments.id.clone(), fields: fields(&arguments.field)? },
        resolver,
        must_link: linked(&arguments.must_link)?,
        cannot_link: linked(&arguments.cannot_link)?,
        model,
        memory: arguments.memory.as_deref().map(bytes_of).transpose()?,
        // Beside what is written, so that the command begun again finds it.
        work: Some(arguments.out.clone()),
        threads: arguments.threads,
        ..TableOptions::default()
    };
    Ok((options, labels))
}

/// What somebody filled in is not made again.
fn refuse_to_overwrite(sheet: &Path) -> Result<(), Error> {
    if !sheet.exists() {
        return Ok(());
    }
    Err(Error::usage(format!(
        "{} is there already, and may hold judgements; give it back by --labels, move it away, or name another --out",
        sheet.display()
    )))
}

/// Says how right the answer is that the pairs were drawn from.
fn write_judgement(
    found: &ResolvedTables,
    labels: &[JudgedPair],
    out: &mut dyn Write,
) -> std::io::Result<()> {
    match found.judged(labels, &()) {
        Ok(judgement) => writeln!(out, "\nbefore learning:\n{judgement}"),
        // It can be learnt from all the same.
        Err(error) => writeln!(out, "\nhow right the answer was is not known: {error}"),
    }
}

/// What a table is called on the page.
fn file_name(file: &Path) -> String {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

/// Reads `--field COL=KIND`.
fn fields(told: &[String]) -> Result<Vec<(String, Option<FieldKind>)>, Error> {
    let one = |told: &String| {
        let (column, kind) = told
            .rsplit_once('=')
            .ok_or_else(|| Error::usage(format!("--field {told}: write COL=KIND, such as born=date")))?;
        let kind = match kind {
            "-" => None,
            kind => Some(kind.parse().map_err(|error| Error::usage(format!("--field {told}: {error}")))?),
        };
        Ok((column.to_owned(), kind))
    };
    told.iter().map(one).collect()
}

/// Says what the columns are taken for.
fn write_fields(taken: &Taken, out: &mut dyn Write) -> std::io::Result<()> {
    let width =
        taken.columns().iter().map(|column| column.name.chars().count()).max().unwrap_or(0).clamp(6, 32);
    writeln!(out, "{:width$}  {:12}  {:>7}  why", "column", "kind", "filled")?;
    for column in taken.columns() {
        let share = 100.0 * column.filled as f64 / taken.records().max(1) as f64;
        let kind = column.inferred.kind.map_or("-", FieldKind::as_str);
        let name: String =
            column.name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        writeln!(out, "{name:width$}  {kind:12}  {share:>5.0} %  {}", column.inferred.why)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, Ordering};

    const PEOPLE: &str = "no,ad,soyad,doğum,il,e-posta\n\
        1,Ayşe,Yılmaz,1985-05-05,İzmir,ayse.yilmaz@example.com\n\
        2,Can,Ak,1990-01-31,Van,can.ak@example.org\n\
        3,Ayse,Yilmaz,05.05.1985,Izmir,ayse.yilmaz@example.com\n\
        4,Ece,Su,1971-11-02,Muş,ece@example.net\n";

    const ALL: Asked = Asked { scope: Scope::All, unique: Unique::Judged };

    /// Runs either command over files of these contents; returns what is printed, or what went wrong.
    fn resolved(files: &[&str], field: &[&str], asked: Asked, folder: &Path) -> Result<String, String> {
        let arguments = TableArguments {
            field: field.iter().map(|field| (*field).to_owned()).collect(),
            ..TableArguments::default()
        };
        resolved_as(files, arguments, asked, folder)
    }

    /// The same with more arguments.
    fn resolved_as(
        files: &[&str],
        arguments: TableArguments,
        asked: Asked,
        folder: &Path,
    ) -> Result<String, String> {
        let write = |(number, content): (usize, &&str)| {
            let path = folder.join(format!("{number}.csv"));
            fs::write(&path, content).unwrap();
            path
        };
        let files: Vec<PathBuf> = files.iter().enumerate().map(write).collect();
        let arguments =
            TableArguments { id: Some("no".to_owned()), out: folder.join("out"), threads: 1, ..arguments };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        resolve(&files, &arguments, asked, &(), &mut out, &mut err)
            .map(|()| String::from_utf8(out).unwrap())
            .map_err(|error| error.to_string())
    }

    fn rows(folder: &Path, name: &str) -> Vec<Vec<String>> {
        let content = fs::read_to_string(folder.join("out").join(name)).unwrap();
        content.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn rows_of_one_person_meet_and_others_do_not() {
        let place = tempfile::tempdir().unwrap();
        let asked = Asked { scope: Scope::All, unique: Unique::Judged };
        let printed = resolved(&[PEOPLE], &[], asked, place.path()).unwrap();
        assert!(printed.contains("given_name") && printed.contains("4 records, 3 entities"), "{printed}");
        let clusters = rows(place.path(), "clusters.csv");
        assert_eq!(clusters[0], ["id", "cluster"]);
        assert_eq!(clusters[1][1], clusters[3][1]);
        assert_ne!(clusters[1][1], clusters[2][1]);
        let edges = rows(place.path(), "edges.csv");
        assert_eq!(edges[0], ["left", "right", "score"]);
        assert!(edges.iter().any(|edge| edge[..2] == ["1", "3"]), "{edges:?}");
        let model = fs::read_to_string(place.path().join("out/model.json")).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&model).unwrap().is_object());
    }

    #[test]
    fn a_command_that_was_stopped_goes_on_when_it_is_begun_again() {
        /// Stops when a stage is told of.
        #[derive(Default)]
        struct StopAt(&'static str, AtomicBool);

        impl Control for StopAt {
            fn stage(&self, words: &str, _: Option<f64>) {
                self.1.fetch_or(words.starts_with(self.0), Ordering::Relaxed);
            }

            fn cancelled(&self) -> bool {
                self.1.load(Ordering::Relaxed)
            }
        }

        for (stage, kept) in [("looking", None), ("weighing", Some("the model")), ("joining", Some("pairs"))]
        {
            let place = tempfile::tempdir().unwrap();
            let file = file(place.path(), "people.csv", PEOPLE);
            let run = |control: &dyn Control| {
                let arguments =
                    TableArguments { out: place.path().join("out"), threads: 1, ..TableArguments::default() };
                let (mut out, mut err) = (Vec::new(), Vec::new());
                let done = resolve(std::slice::from_ref(&file), &arguments, ALL, control, &mut out, &mut err);
                (done, String::from_utf8(err).unwrap())
            };
            let (stopped, _) = run(&StopAt(stage, AtomicBool::new(false)));
            assert!(stopped.unwrap_err().is_cancelled(), "{stage}");
            assert_eq!(place.path().join("out/.varlik-work").exists(), kept.is_some(), "{stage}");
            assert!(!place.path().join("out/clusters.csv").exists(), "{stage}");
            let (done, said) = run(&());
            done.unwrap();
            assert_eq!(said.contains(": goes on from the model"), kept.is_some(), "{stage}: {said}");
            assert!(kept.is_none_or(|kept| said.contains(kept)), "{stage}: {said}");
            assert!(!place.path().join("out/.varlik-work").exists(), "{stage}");
            assert_eq!(clusters(place.path()), ["0", "1", "0", "2"], "{stage}");
        }
    }

    #[test]
    fn memory_that_is_too_small_is_told_before_anything_is_done() {
        let place = tempfile::tempdir().unwrap();
        let run = |memory: &str| {
            let arguments = TableArguments { memory: Some(memory.to_owned()), ..TableArguments::default() };
            resolved_as(&[PEOPLE], arguments, ALL, place.path())
        };
        assert!(run("1MB").unwrap_err().contains("4 records would take about"));
        assert!(run("much").unwrap_err().starts_with("memory is \"much\"; write an amount"));
        assert!(!place.path().join("out/clusters.csv").exists());
        assert!(run("1GB").is_ok());
    }

    #[test]
    fn a_link_names_the_side_of_each_row() {
        let place = tempfile::tempdir().unwrap();
        let right = "no,ad,soyad,doğum,il,e-posta\n1,Can,Ak,31.01.1990,Van,can.ak@example.org\n";
        let asked = Asked { scope: Scope::AcrossSources, unique: Unique::Sources(0b11) };
        resolved(&[PEOPLE, right], &[], asked, place.path()).unwrap();
        let clusters = rows(place.path(), "clusters.csv");
        assert_eq!(clusters[0], ["side", "id", "cluster"]);
        assert_eq!((clusters[2][0].as_str(), clusters[5][0].as_str()), ("left", "right"));
        assert_eq!(clusters[2][2], clusters[5][2]);
        // Rows of one side are one under no circumstances.
        assert_ne!(clusters[1][2], clusters[3][2]);
    }

    /// A file in a folder.
    fn file(folder: &Path, name: &str, content: &str) -> PathBuf {
        let path = folder.join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn clusters(folder: &Path) -> Vec<String> {
        rows(folder, "clusters.csv").into_iter().skip(1).map(|row| row[row.len() - 1].clone()).collect()
    }

    #[test]
    fn links_rules_and_a_model_are_read_from_files() {
        let place = tempfile::tempdir().unwrap();
        let run =
            |arguments| resolved_as(&[PEOPLE], arguments, ALL, place.path()).map(|_| clusters(place.path()));
        let plain = TableArguments::default;
        assert_eq!(run(plain()).unwrap(), ["0", "1", "0", "2"]);
        fs::copy(place.path().join("out/model.json"), place.path().join("model.json")).unwrap();
        let links = file(place.path(), "links.csv", "left,right\n2,4\n");
        assert_eq!(run(TableArguments { must_link: Some(links), ..plain() }).unwrap(), ["0", "1", "0", "1"]);
        let links = file(place.path(), "links.tsv", "right\tleft\n3\t1\n");
        assert_eq!(
            run(TableArguments { cannot_link: Some(links), ..plain() }).unwrap(),
            ["0", "1", "2", "3"]
        );
        for (name, content) in [
            ("rules.txt", "# days are given twice\n\ndoğum exact: different\n"),
            ("rules.json", "[{\"when\": [[\"doğum\", \"exact\"]], \"then\": \"different\"}]"),
        ] {
            let rules = Some(file(place.path(), name, content));
            assert_eq!(run(TableArguments { rules, ..plain() }).unwrap(), ["0", "1", "2", "3"], "{name}");
        }
        // The model of the first run has no rules, and gives its answer.
        let model = place.path().join("model.json");
        let arguments = TableArguments { model: Some(model.clone()), ..plain() };
        assert_eq!(run(arguments).unwrap(), ["0", "1", "0", "2"]);
        let model = fs::read_to_string(model).unwrap();
        assert_eq!(fs::read_to_string(place.path().join("out/model.json")).unwrap(), model);
    }

    #[test]
    fn files_that_say_nothing_useful_are_told() {
        let place = tempfile::tempdir().unwrap();
        let told = |arguments| resolved_as(&[PEOPLE], arguments, ALL, place.path()).unwrap_err();
        let path = |content| Some(file(place.path(), "told.csv", content));
        let plain = TableArguments::default;
        for (arguments, message) in [
            (
                TableArguments { must_link: path("a,b\n1,2\n"), ..plain() },
                "told.csv: no columns left and right",
            ),
            (TableArguments { must_link: Some("none.csv".into()), ..plain() }, "none.csv: no such file"),
            (TableArguments { labels: vec!["none.csv".into()], ..plain() }, "none.csv: no such file"),
            (TableArguments { rules: Some("none.txt".into()), ..plain() }, "none.txt: no such file"),
            (TableArguments { model: Some("none.json".into()), ..plain() }, "none.json: no such file"),
            (TableArguments { threshold: Some(1.0), ..plain() }, "--threshold is 1; give a chance"),
        ] {
            let error = told(arguments);
            assert!(error.contains(message), "{error}");
        }
        let rules = path("doğum exact: perhaps\n");
        assert!(
            told(TableArguments { rules, ..plain() })
                .contains("told.csv:1: \"doğum exact: perhaps\" is no rule")
        );
        let rules = path("doğum exat: same\n");
        assert!(told(TableArguments { rules, ..plain() }).contains("Did you mean \"exact\"?"));
        let model = path("{}");
        assert!(told(TableArguments { model, ..plain() }).contains("told.csv: "));
        let cannot_link = path("left,right\n1,77\n");
        assert!(
            told(TableArguments { cannot_link, ..plain() })
                .starts_with("cannot_link[0]: no record has the id \"77\"")
        );
        let labels = path("left,right,same\n1,2,\n").into_iter().collect();
        assert!(told(TableArguments { labels, ..plain() }).contains("none of 1 pairs is judged"));
    }

    #[test]
    fn a_sheet_is_filled_in_and_learnt_from() {
        let place = tempfile::tempdir().unwrap();
        let asked = TableArguments { judge: Some(20), ..TableArguments::default() };
        let printed = resolved_as(&[PEOPLE], asked, ALL, place.path()).unwrap();
        let sheet = place.path().join("out/judge.csv");
        assert!(printed.contains("give it back by --labels"), "{printed}");
        let asked = TableArguments { judge: Some(20), ..TableArguments::default() };
        let error = resolved_as(&[PEOPLE], asked, ALL, place.path()).unwrap_err();
        assert!(error.contains("judge.csv is there already"), "{error}");

        let content = fs::read_to_string(&sheet).unwrap();
        assert!(content.starts_with("left,right,left_ad,right_ad,left_soyad,"), "{content}");
        let place_of_same =
            content.lines().next().unwrap().split(',').position(|name| name == "same").unwrap();
        // Somebody knows better: no two rows are one.
        let filled: Vec<String> = content
            .lines()
            .enumerate()
            .map(|(number, line)| {
                let mut cells: Vec<&str> = line.split(',').collect();
                if number > 0 {
                    cells[place_of_same] = "0";
                }
                cells.join(",")
            })
            .collect();
        assert!(filled.len() > 1);
        fs::write(&sheet, filled.join("\n") + "\n").unwrap();
        let labels = TableArguments { labels: vec![sheet], ..TableArguments::default() };
        let printed = resolved_as(&[PEOPLE], labels, ALL, place.path()).unwrap();
        assert!(printed.contains("before learning:\npairs     precision 0.0000  ("), "{printed}");
        assert!(!place.path().join("out/.varlik-work").exists());
        assert_eq!(clusters(place.path()), ["0", "1", "2", "3"]);
    }

    #[test]
    fn labels_without_a_sheet_are_learnt_from_in_one_run() {
        let place = tempfile::tempdir().unwrap();
        let labels = vec![file(place.path(), "labels.csv", "left,right,label\n2,4,evet\n1,2,hayır\n")];
        let arguments = TableArguments { labels, ..TableArguments::default() };
        let printed = resolved_as(&[PEOPLE], arguments, ALL, place.path()).unwrap();
        assert!(!printed.contains("before learning"), "{printed}");
        assert_eq!(clusters(place.path()), ["0", "1", "0", "1"]);
        let page = fs::read_to_string(place.path().join("out/report.html")).unwrap();
        assert!(
            page.contains("judged pairs: 2 were learnt from") && page.contains("Precision, recall and F1")
        );
    }

    #[test]
    fn links_of_two_tables_go_from_left_to_right() {
        let place = tempfile::tempdir().unwrap();
        let right = "no,ad,soyad,doğum,il,e-posta\n1,Can,Ak,31.01.1990,Van,can.ak@example.org\n";
        let must_link = Some(file(place.path(), "links.csv", "left,right\n4,1\n"));
        let asked = Asked { scope: Scope::AcrossSources, unique: Unique::Sources(0b11) };
        let arguments = TableArguments { must_link, ..TableArguments::default() };
        resolved_as(&[PEOPLE, right], arguments, asked, place.path()).unwrap();
        assert_eq!(clusters(place.path()), ["0", "1", "2", "3", "3"]);
        let must_link = Some(file(place.path(), "links.csv", "left,right\n1,4\n"));
        let arguments = TableArguments { must_link, ..TableArguments::default() };
        let error = resolved_as(&[PEOPLE, right], arguments, asked, place.path()).unwrap_err();
        assert!(error.starts_with("must_link[0]: no record of the right table has the id \"4\""), "{error}");
    }

    #[test]
    fn what_is_said_of_columns_counts_and_must_make_sense() {
        let place = tempfile::tempdir().unwrap();
        let asked = Asked { scope: Scope::All, unique: Unique::Judged };
        let run = |field: &str| resolved(&[PEOPLE], &[field], asked, place.path());
        let printed = run("il=-").unwrap();
        assert!(
            printed.lines().any(|line| line.starts_with("il") && line.contains("as it was told")),
            "{printed}"
        );
        for (field, message) in [
            ("il", "--field il: write COL=KIND, such as born=date"),
            ("il=town", "--field il=town: no kind of field is called \"town\""),
            ("yl=place", "no column \"yl\""),
        ] {
            let error = run(field).unwrap_err();
            assert!(error.contains(message), "{error}");
        }
    }
}
