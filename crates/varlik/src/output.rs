//! What is written: files of JSON lines and a page.

mod json;
mod lines;
mod said;
mod staging;

use std::io::{self, Write};
use std::path::Path;

use varlik_documents::{Control, Resolution};
#[cfg(feature = "cli")]
use varlik_tables::Answer;

use crate::{Error, report};
#[cfg(feature = "cli")]
use crate::{JudgeSheet, ResolvedTables};
use staging::Staging;

/// The page among the files that [`Resolved::write`](crate::Resolved::write) makes.
pub const REPORT_FILE: &str = "report.html";

const FILES: [&str; 7] = [
    "mentions.jsonl",
    "entities.jsonl",
    "stories.jsonl",
    "pairs.jsonl",
    "dates.jsonl",
    "claims.jsonl",
    "contradictions.jsonl",
];

/// Makes sure that `folder` can be written to, so that a long run does not fail at its end.
///
/// # Errors
/// A file in the way, or a folder that is closed to us.
#[cfg(feature = "cli")]
pub(crate) fn check(folder: &Path) -> Result<(), Error> {
    if folder.exists() || folder.as_os_str().is_empty() { Staging::open(folder).map(drop) } else { Ok(()) }
}

/// Writes all files of a resolution into `folder`, or none.
pub(crate) fn write(
    resolution: &Resolution,
    folder: &Path,
    with_report: bool,
    control: &dyn Control,
) -> Result<(), Error> {
    let staging = Staging::open(folder)?;
    for name in FILES {
        let mut file = staging.file(name)?;
        let written = match name {
            "mentions.jsonl" => lines::mentions(resolution, &mut file, control),
            "entities.jsonl" => lines::entities(resolution, &mut file),
            "stories.jsonl" => lines::stories(resolution, &mut file),
            "pairs.jsonl" => lines::pairs(resolution, &mut file),
            "dates.jsonl" => said::dates(resolution, &mut file),
            "claims.jsonl" => said::claims(resolution, &mut file),
            _ => said::contradictions(resolution, &mut file),
        };
        check_written(written.and_then(|()| file.flush()), folder, name, control)?;
    }
    if with_report {
        let mut file = staging.file(REPORT_FILE)?;
        let page = report::render(resolution);
        let written = file.write_all(page.as_bytes()).and_then(|()| file.flush());
        check_written(written, folder, REPORT_FILE, control)?;
    }
    let names = FILES.into_iter().chain(with_report.then_some(REPORT_FILE));
    // A page of an earlier run would tell of other articles.
    let stale = (!with_report).then_some(REPORT_FILE);
    staging.commit(names, stale)
}

/// The pairs to judge among the files of a run over tables.
#[cfg(feature = "cli")]
pub(crate) const JUDGE_FILE: &str = "judge.csv";

/// What a run over tables writes.
#[cfg(feature = "cli")]
#[derive(Debug)]
pub(crate) struct TableFiles<'a> {
    pub(crate) found: &'a ResolvedTables,
    pub(crate) page: &'a str,
    /// Pairs to judge, where they were asked for.
    pub(crate) sheet: Option<&'a JudgeSheet<'a>>,
}

#[cfg(feature = "cli")]
impl TableFiles<'_> {
    /// Writes all files into `folder`, or none; returns how many edges there are.
    pub(crate) fn write(&self, folder: &Path, control: &dyn Control) -> Result<u64, Error> {
        const FILES: [&str; 4] = ["clusters.csv", "edges.csv", "model.json", REPORT_FILE];
        let names = || FILES.into_iter().chain(self.sheet.map(|_| JUDGE_FILE));
        let staging = Staging::open(folder)?;
        let found = self.found;
        // Edges come in pieces.
        let answer = Answer {
            items: &found.items,
            cluster_of: &found.cluster_of,
            entities: &found.entities,
            edges: &[],
        };
        let mut edges = 0;
        for name in names() {
            let mut file = staging.file(name)?;
            let written = match name {
                "clusters.csv" => answer.write_clusters(&mut file),
                "edges.csv" => {
                    check_written(answer.write_edges(&mut file), folder, name, control)?;
                    found.each_edges(&mut |pairs| {
                        edges += pairs.len() as u64;
                        check_written(answer.write_more_edges(pairs, &mut file), folder, name, control)
                    })?;
                    Ok(())
                }
                "model.json" => writeln!(file, "{}", found.model.to_json()),
                JUDGE_FILE => self.sheet.map_or(Ok(()), |sheet| sheet.write_csv(&mut file)),
                _ => file.write_all(self.page.as_bytes()),
            };
            check_written(written.and_then(|()| file.flush()), folder, name, control)?;
        }
        staging.commit(names(), None)?;
        Ok(edges)
    }
}

/// A stop counts before any failure to write: what was cut short may look like one.
fn check_written(
    written: io::Result<()>,
    folder: &Path,
    name: &str,
    control: &dyn Control,
) -> Result<(), Error> {
    if control.cancelled() {
        return Err(Error::cancelled());
    }
    written.map_err(|error| Error::write(&folder.join(name), error))
}
