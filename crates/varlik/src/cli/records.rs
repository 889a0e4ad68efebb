//! What `varlik dedupe` and `varlik link` have in common: tables in, clusters and edges out.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use varlik_documents::Control;
use varlik_resolve::{FieldKind, Items, ResolverOptions, Scope, Unique};
use varlik_tables::{Answer, Intake, ReadOptions, Table, items};

use super::arguments::TableArguments;
use super::progress::ProgressLine;
use crate::report::{TableReport, TableRun};
use crate::resolved_tables::run_engine;
use crate::{Error, on_threads};

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
    let options = ReadOptions { id: arguments.id.clone(), fields: fields(&arguments.field)? };
    crate::output::check(&arguments.out)?;
    let stopped = || if control.cancelled() { Err(Error::cancelled()) } else { Ok(()) };
    let mut tables = Vec::new();
    for file in files {
        tables.push(on_threads(arguments.threads, || Table::read(file))?);
        stopped()?;
    }
    let intake = on_threads(arguments.threads, || items(tables, &options))?;
    for note in &intake.notes {
        let _ = writeln!(err, "varlik: {note}");
    }
    stopped()?;
    // A reader that went away wants no more words.
    let _ = write_fields(&intake, out).and_then(|()| out.flush());
    let Intake { items, columns, notes, .. } = intake;
    // The engine takes the items; the answer is written with their ids and sources.
    let kept = Items { ids: items.ids.clone(), sources: items.sources.clone(), columns: Vec::new() };
    let shown = super::Shown { line: ProgressLine::of("resolving", "parts"), control };
    let mut choices = ResolverOptions::default();
    choices.scope = asked.scope;
    choices.unique = asked.unique;
    let found = on_threads(arguments.threads, || run_engine(items, choices, None, &shown));
    shown.line.clear();
    let found = found?;
    let edges = found.pairs();
    let answer =
        Answer { items: &kept, cluster_of: found.cluster_of(), entities: found.entities(), edges: &edges };
    let names: Vec<String> = files.iter().map(|file| file_name(file)).collect();
    let run = TableRun {
        title: &names.join(", "),
        sources: &names,
        columns: &columns,
        notes: &notes,
        seconds: start.elapsed().as_secs_f64(),
        memory: None,
    };
    let page = on_threads(arguments.threads, || TableReport::of(&found, &run)).to_html();
    crate::output::write_answer(&answer, found.model(), &page, &arguments.out, control)?;
    let _ = writeln!(
        out,
        "\n{} records, {} entities, {} edges\nwritten: {}",
        kept.len(),
        found.entities().len(),
        edges.len(),
        arguments.out.display()
    )
    .and_then(|()| out.flush());
    // The process ends here: giving a large answer back piece by piece would take longer than writing it did.
    std::mem::forget((kept, found, edges));
    Ok(())
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
fn write_fields(intake: &Intake, out: &mut dyn Write) -> std::io::Result<()> {
    let width =
        intake.columns.iter().map(|column| column.name.chars().count()).max().unwrap_or(0).clamp(6, 32);
    writeln!(out, "{:width$}  {:12}  {:>7}  why", "column", "kind", "filled")?;
    for column in &intake.columns {
        let share = 100.0 * column.filled as f64 / intake.items.len().max(1) as f64;
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

    const PEOPLE: &str = "no,ad,soyad,doğum,il,e-posta\n\
        1,Ayşe,Yılmaz,1985-05-05,İzmir,ayse.yilmaz@example.com\n\
        2,Can,Ak,1990-01-31,Van,can.ak@example.org\n\
        3,Ayse,Yilmaz,05.05.1985,Izmir,ayse.yilmaz@example.com\n\
        4,Ece,Su,1971-11-02,Muş,ece@example.net\n";

    /// Runs either command over files of these contents; returns what is printed, or what went wrong.
    fn resolved(files: &[&str], field: &[&str], asked: Asked, folder: &Path) -> Result<String, String> {
        let write = |(number, content): (usize, &&str)| {
            let path = folder.join(format!("{number}.csv"));
            fs::write(&path, content).unwrap();
            path
        };
        let files: Vec<PathBuf> = files.iter().enumerate().map(write).collect();
        let arguments = TableArguments {
            id: Some("no".to_owned()),
            field: field.iter().map(|field| (*field).to_owned()).collect(),
            out: folder.join("out"),
            threads: 1,
        };
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
