//! Knowledge bases: built from files, and opened from one.
#![allow(unsafe_code, reason = "a mapped file is memory that others may write to")]

mod follow_the_money;
mod input;
mod row;
mod table;
mod wikidata;

use std::fs::File;
use std::path::{Path, PathBuf};

use memmap2::Mmap;
use varlik_documents::{Control, KnowledgeBase, KnowledgeBaseBuilder, KnowledgeError, KnowledgeRow};

use crate::{Error, Note};
use wikidata::Wikidata;

/// Notes that a summary keeps; the rest is counted.
const MOST_NOTES: usize = 100;

/// What is done with a line that is no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BrokenRows {
    /// It is left out, counted and told (the default): lists of many thousand lines are seldom without one.
    #[default]
    Skip,
    /// The first ends the build.
    Refuse,
}

/// Choices of building a knowledge base.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnowledgeOptions {
    /// What is done with a line that is no entry.
    pub broken: BrokenRows,
    /// Bytes that rows and keys take in memory, beyond which they wait on the disk, beside the file that is built; 1 GB unless
    /// told.
    pub memory: u64,
    /// Languages of Wikidata whose names are taken in, the first that has one for the name to show. Unless told: what is
    /// said in all, English, Turkish, and thirty more of Europe, the Caucasus and Western and Central Asia.
    pub languages: Vec<String>,
}

/// The languages of names in texts that varlik reads.
const LANGUAGES: &str = "en mul tr az de fr es it pt nl sv da nb pl cs sk sl hr sr bs hu ro ru uk be bg mk el hy ka ar fa he ku kk uz tk";

impl Default for KnowledgeOptions {
    fn default() -> Self {
        let languages = LANGUAGES.split(' ').map(str::to_owned).collect();
        Self { broken: BrokenRows::default(), memory: 1_000_000_000, languages }
    }
}

/// What went into a knowledge base, and what did not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnowledgeSummary {
    /// Rows that were taken in.
    pub rows: u64,
    /// Entries of the knowledge base: rows of one id are one.
    pub entries: u64,
    /// Lines that were left out, because they are no entries.
    pub skipped: u64,
    /// Objects of Wikidata and `FollowTheMoney` that are nothing that articles name: genes, addresses, categories.
    pub passed: u64,
    /// The first hundred of the lines that were left out, with their reasons.
    pub notes: Vec<Note>,
}

/// Builds a knowledge base from files.
///
/// A path is a `.csv` or `.tsv` file, whose first line names the columns, a `.jsonl` file with an object a line, or `-` for JSONL on
/// standard input. A row has an `id` and a `name`, and may have `aliases` (a list, or parted by `|`), `type` (`PER`, `ORG`,
/// `LOC`, or a label of the common recognisers), `country`, `description`, `prior` (a number from 0: how well known
/// it is), `related` (ids), and in JSON `offices` (`{"title", "from", "until"}`).
///
/// Lines of JSON may also be items of a Wikidata dump (labels and aliases, P31, P17 and P27, P39 with its dates, the number of
/// sitelinks for the prior, and who is related to whom), or entities of `FollowTheMoney` with what stands between
/// them. A dump of Wikidata is read twice, where it is a file: offices are called by items of their own.
///
/// Files are read as a stream and what memory cannot hold waits in `out`'s folder. `out` is written beside its place and moved
/// there at the end. `control` hears of the megabytes that were read.
///
/// # Errors
/// A path that cannot be read, is of no such kind or lacks a column, a line that is no entry where
/// [these are refused](BrokenRows::Refuse), nothing to put in, or a file that cannot be written.
///
/// # Example: two rows, one of them broken
/// ```
/// use varlik::{KnowledgeOptions, build_knowledge_base, open_knowledge_base};
///
/// # let folder = tempfile::tempdir()?;
/// let (people, out) = (folder.path().join("people.jsonl"), folder.path().join("people.kb"));
/// std::fs::write(&people, "{\"id\": \"p1\", \"name\": \"Tansu Çiller\", \"type\": \"PER\"}\n{\"id\": \"p2\"}\n")?;
/// let summary = build_knowledge_base(&[&people], &out, &KnowledgeOptions::default(), &())?;
/// assert_eq!((summary.entries, summary.skipped), (1, 1));
/// assert!(summary.notes[0].place.ends_with("people.jsonl:2"));
/// let known = open_knowledge_base(&out)?;
/// assert_eq!(known.search("Тансу Чиллер", 1)[0].entry.id(), "p1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn build_knowledge_base<P: AsRef<Path>>(
    paths: &[P],
    out: &Path,
    options: &KnowledgeOptions,
    control: &dyn Control,
) -> Result<KnowledgeSummary, Error> {
    if paths.is_empty() {
        return Err(Error::usage("no path was given; name a .csv or .jsonl file, or - for JSONL on stdin"));
    }
    if out.is_dir() {
        return Err(Error::usage(format!("{}: a folder; name the file to write", out.display())));
    }
    let folder: PathBuf =
        out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    std::fs::create_dir_all(&folder).map_err(|error| Error::write(&folder, error))?;
    let memory = usize::try_from(options.memory).unwrap_or(usize::MAX);
    let mut taken = Taken {
        builder: KnowledgeBaseBuilder::spilling_into(&folder, memory),
        broken: options.broken,
        summary: KnowledgeSummary::default(),
        wikidata: Wikidata::new(&options.languages),
    };
    for path in paths {
        input::read(path.as_ref(), &mut taken, control)?;
    }
    let Taken { builder, mut summary, .. } = taken;
    if builder.is_empty() {
        let reason = summary
            .notes
            .first()
            .map_or_else(String::new, |note| format!(": {}: {}", note.place, note.reason));
        return Err(Error::input(format!("no row to put into a knowledge base{reason}")));
    }
    summary.rows = builder.len();
    let goes_on = |_| !control.cancelled();
    match builder.save(out, &goes_on).map_err(|error| raise(&error))? {
        Some(entries) => summary.entries = entries,
        None => return Err(Error::cancelled()),
    }
    Ok(summary)
}

/// Opens a knowledge base that [`build_knowledge_base`] wrote, without reading it: its head is checked, and a look-up reads the
/// pages it touches, which all processes share that have opened the file.
///
/// While it lives, nobody may write into its file or make it shorter: look-ups would give wrong entries, or end the process. To build
/// the file again is no harm: that makes another file and renames it, and who has the old one goes on with it. (Windows lets nobody
/// replace a file that is mapped.) Damage behind the head is found by [`KnowledgeBase::verify`].
///
/// # Errors
/// A file that cannot be read, is no knowledge base, is cut short, has a damaged head, or was written by another release.
///
/// # Example: a file that is something else
/// ```
/// # let folder = tempfile::tempdir()?;
/// let path = folder.path().join("people.kb");
/// std::fs::write(&path, "id,name\np1,Tansu Çiller\n")?;
/// let error = varlik::open_knowledge_base(&path).unwrap_err();
/// assert!(error.to_string().ends_with("was it written by `varlik kb build`?"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn open_knowledge_base(path: &Path) -> Result<KnowledgeBase, Error> {
    let file = File::open(path).map_err(|error| Error::read(path, error))?;
    let length = file.metadata().map_err(|error| Error::read(path, error))?;
    let opened = if length.is_file() && length.len() == 0 {
        // An empty file cannot be mapped everywhere.
        KnowledgeBase::from_bytes(Vec::new())
    } else {
        // SAFETY: the bytes must not change while they are borrowed, which no program can hold others to. The builder never
        // writes to a file that is there, and the caller is told above to let nobody else do so. Every read of the bytes is
        // checked against their length and for UTF-8, so that a file that was damaged before cannot do harm.
        let mapped = unsafe { Mmap::map(&file) };
        KnowledgeBase::from_bytes(mapped.map_err(|error| Error::read(path, error))?)
    };
    opened.map_err(|error| Error::input(format!("{}: {error}", path.display())))
}

/// Reads a row of a knowledge base from an object of JSON, in any of the shapes of [`build_knowledge_base`].
///
/// # Errors
/// Text that is no JSON object, or one without what a row has; whether it has a name is told by the builder.
///
/// # Example: a row, and none
/// ```
/// let row = varlik::knowledge_row("{\"id\": \"p1\", \"name\": \"Tansu Çiller\", \"aliases\": [\"Çiller\"]}")?;
/// assert_eq!((row.id.as_str(), row.aliases.len()), ("p1", 1));
/// assert!(varlik::knowledge_row("[]").is_err());
/// # Ok::<(), varlik::Error>(())
/// ```
pub fn knowledge_row(json: &str) -> Result<KnowledgeRow, Error> {
    let wikidata = Wikidata::new(&KnowledgeOptions::default().languages);
    match input::read_of(json.as_bytes(), &wikidata).map_err(Error::input)? {
        Read::Row(row) => Ok(row),
        Read::Related(_) | Read::Passed => Err(Error::input("nothing that articles name")),
    }
}

fn raise(error: &KnowledgeError) -> Error {
    let source = std::error::Error::source(error).and_then(|source| source.downcast_ref::<std::io::Error>());
    match source {
        Some(_) => Error::work(error.to_string()),
        None => Error::input(error.to_string()),
    }
}

/// What was taken in so far.
struct Taken {
    builder: KnowledgeBaseBuilder,
    broken: BrokenRows,
    summary: KnowledgeSummary,
    wikidata: Wikidata,
}

/// What a line tells.
enum Read {
    Row(KnowledgeRow),
    /// Pairs of ids that have to do with each other.
    Related(Vec<(String, String)>),
    /// Of something that articles do not name.
    Passed,
}

impl Taken {
    /// Takes in what a line tells, or the reason why it tells nothing.
    fn take(&mut self, place: &str, read: Result<Read, String>) -> Result<(), Error> {
        let pushed = match read {
            Ok(Read::Row(row)) => self.builder.push(row),
            Ok(Read::Related(pairs)) => {
                pairs.iter().try_for_each(|(id, other)| self.builder.relate(id, other))
            }
            Ok(Read::Passed) => {
                self.summary.passed += 1;
                Ok(())
            }
            Err(reason) => return self.skip(place, reason),
        };
        match pushed {
            Ok(()) => Ok(()),
            Err(error) if error.is_row() => self.skip(place, error.to_string()),
            Err(error) => Err(raise(&error)),
        }
    }

    fn skip(&mut self, place: &str, reason: String) -> Result<(), Error> {
        if self.broken == BrokenRows::Refuse {
            return Err(Error::input(format!("{place}: {reason}; mend or remove the line")));
        }
        self.summary.skipped += 1;
        if self.summary.notes.len() < MOST_NOTES {
            self.summary.notes.push(Note { place: place.to_owned(), reason });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
