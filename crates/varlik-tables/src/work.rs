//! A folder for what a run has made so far: to go on from there, and to make room.

mod edges;
mod fingerprint;
mod sealed;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use varlik_resolve::{Items, Model, RunStore, ScoredPair, ScoredSummary};

use self::edges::{EdgeReader, EdgeWriter, merge};
use self::fingerprint::fingerprint;
use crate::TableError;
use crate::error::reason;

/// What lies in the folder that the user named: a folder of ours, so that nothing else is ever touched.
const OURS: &str = ".varlik-work";

/// How long another run may take to leave the folder.
const PATIENCE: Duration = Duration::from_millis(700);

const MODEL: &str = "model";
const SCORED: &str = "scored";
const EDGES: &str = "edges.arrow";
const RUN: &str = "run";
const LOCK: &str = "lock";

/// A folder in which a run puts away its work: the model as JSON, edges as Arrow IPC files.
///
/// A run that was stopped goes on from there when it is begun again with the same records and choices; what was kept of
/// others, or is broken, is not used, and [`notes`](Self::notes) say so. Everything lies in a hidden folder `.varlik-work` within
/// the one that was named. It goes when the run is done, or stays for the next try.
///
/// # Example: a run that goes on
/// ```
/// use std::sync::Arc;
/// use varlik_resolve::{Resolver, RunStore};
/// use varlik_tables::{ReadOptions, Table, WorkFolder, items};
///
/// let people = "id,ad,doğum\n7,Ayşe Yılmaz,1985-05-05\n8,Can Ak,1990-01-31\n9,Ayse YILMAZ,05.05.1985\n";
/// let taken = items(vec![Table::from_csv("people", people.as_bytes())?], &ReadOptions::default())?;
/// let place = std::env::temp_dir().join(format!("varlik-doc-{}", std::process::id()));
///
/// let work = Arc::new(WorkFolder::open(&place, &taken.items, "as shipped")?);
/// let resolver = Resolver::default().with_store(Arc::<WorkFolder>::clone(&work));
/// let found = resolver.run(taken.items.clone(), &|_, _, _| true)?;
/// drop((resolver, work));
///
/// let work = WorkFolder::open(&place, &taken.items, "as shipped")?;
/// assert_eq!(work.model().as_ref(), Some(found.model()));
/// assert!(work.notes()[0].contains("goes on"));
/// work.finish();
/// drop(work);
/// std::fs::remove_dir(place)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct WorkFolder {
    /// The folder as it was named.
    named: PathBuf,
    /// Our own within it.
    folder: PathBuf,
    /// The folders that were made for this run, innermost first.
    made: Vec<PathBuf>,
    /// Whether the run cannot do without.
    is_needed: bool,
    /// Whether nothing more can be kept; only where nothing is needed.
    has_given_up: AtomicBool,
    is_finished: AtomicBool,
    /// Whether there is anything to go on from.
    has_work: AtomicBool,
    model: Option<Model>,
    scored: Mutex<Option<ScoredSummary>>,
    /// How many runs of edges were put.
    runs: Mutex<usize>,
    reader: Mutex<Option<EdgeReader>>,
    notes: Mutex<Vec<String>>,
    /// Held for as long as the run is at work.
    _lock: File,
}

/// What says that all pairs were weighed.
#[derive(Debug, Serialize, Deserialize)]
struct Scored {
    edges: u64,
    /// What the edges sum to, so that a broken file is found.
    checksum: u64,
    vetoed: Vec<(u32, u32)>,
    compared: Vec<u64>,
}

impl WorkFolder {
    /// Opens a folder, and makes it where it is not there; `asked` are all choices that the answer depends on, in any words.
    ///
    /// Cost: the records are read once.
    ///
    /// # Errors
    /// A folder that cannot be written, or in which another run is at work.
    pub fn open(folder: &Path, items: &Items, asked: &str) -> Result<Self, TableError> {
        let made = folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists());
        let made: Vec<PathBuf> = made.map(Path::to_owned).collect();
        let own = folder.join(OURS);
        let cannot = |error: io::Error| TableError::write(folder, error);
        fs::create_dir_all(&own).map_err(cannot)?;
        let lock = File::create(own.join(LOCK)).map_err(cannot)?;
        let start = Instant::now();
        let locked = loop {
            match lock.try_lock() {
                // One that was stopped just now may still be on its way out.
                Err(fs::TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                    thread::sleep(Duration::from_millis(20));
                }
                locked => break locked,
            }
        };
        match locked {
            Err(fs::TryLockError::WouldBlock) => {
                return Err(TableError::input(format!(
                    "{}: another run is at work in this folder; wait for it, or name another folder",
                    folder.display()
                )));
            }
            // Some file systems know no locks; two runs at once are then the user's care.
            Ok(()) | Err(fs::TryLockError::Error(_)) => {}
        }
        let mut work = Self {
            named: folder.to_owned(),
            folder: own,
            made,
            is_needed: false,
            has_given_up: AtomicBool::new(false),
            is_finished: AtomicBool::new(false),
            has_work: AtomicBool::new(false),
            model: None,
            scored: Mutex::default(),
            runs: Mutex::default(),
            reader: Mutex::default(),
            notes: Mutex::default(),
            _lock: lock,
        };
        let fingerprint = fingerprint(items, asked);
        let is_known = work.take_up(fingerprint);
        work.has_work.store(work.model.is_some(), Ordering::Relaxed);
        work.clear(is_known).and_then(|()| work.begin(fingerprint)).map_err(cannot)?;
        Ok(work)
    }

    /// Opens a folder of its own in a place for what is soon forgotten, such as that of the system; it goes with the run, whatever becomes
    /// of that.
    ///
    /// # Errors
    /// A place that cannot be written.
    pub fn temporary(place: &Path) -> Result<Self, TableError> {
        static NEXT: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        // One that is there already is somebody else's, whatever lies in it.
        let folder = loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let folder = place.join(format!("varlik-work-{}-{number}", std::process::id()));
            match fs::create_dir(&folder) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(TableError::write(place, error)),
                Ok(()) => break folder,
            }
        };
        let mut work = Self::open(&folder, &Items::default(), "")?;
        work.made.insert(0, folder);
        work.finish();
        Ok(work.needed())
    }

    /// Says that the folder that was named is for this run alone: it goes too, whoever made it.
    #[must_use]
    pub fn with_its_place(mut self) -> Self {
        if !self.made.contains(&self.named) {
            self.made.insert(0, self.named.clone());
        }
        self
    }

    /// Says that the run cannot do without: what cannot be kept stops it. Otherwise that is noted, and the run goes on.
    #[must_use]
    pub fn needed(mut self) -> Self {
        self.is_needed = true;
        self
    }

    /// What there is to say of the folder: a sentence each.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        held(&self.notes).clone()
    }

    /// Says that the run is done: the folder goes as soon as nobody reads from it any more.
    pub fn finish(&self) {
        self.is_finished.store(true, Ordering::Relaxed);
    }

    /// Removes all that was kept, now.
    pub fn remove(&self) {
        // What is left over is of no use, and of no harm.
        *held(&self.reader) = None;
        let _ = fs::remove_dir_all(&self.folder);
        for folder in &self.made {
            let _ = fs::remove_dir(folder);
        }
    }

    /// Takes up what a run on the same records with the same choices has left; whether that is so.
    fn take_up(&mut self, fingerprint: u64) -> bool {
        let place = self.named.display().to_string();
        let before = match sealed::read(&self.folder.join(RUN)) {
            Ok(before) => before,
            // Nothing was kept, or nothing that can be told.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return false,
            Err(_) => String::new(),
        };
        if before != head(fingerprint) {
            let note = format!(
                "{place}: the work that lies there is of other records, choices or another release, or is broken; it is begun anew"
            );
            held(&self.notes).push(note);
            return false;
        }
        let broken = |what: &str| format!("{place}: {what} that was kept is broken; it is made anew");
        let model = match sealed::read(&self.folder.join(MODEL)) {
            Ok(text) => Model::from_json(&text).ok(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return true,
            Err(_) => None,
        };
        let Some(model) = model else {
            held(&self.notes).push(broken("the model"));
            return false;
        };
        self.model = Some(model);
        let is_scored = self.folder.join(SCORED).exists();
        if let Some((scored, reader)) = is_scored.then(|| self.kept_edges()).flatten() {
            *held(&self.scored) = Some(scored);
            *held(&self.reader) = Some(reader);
        } else if is_scored {
            held(&self.notes).push(broken("what was weighed"));
        }
        let what = if held(&self.scored).is_some() { "the model and the weighed pairs" } else { "the model" };
        held(&self.notes).push(format!("{place}: goes on from {what} of a run that was stopped"));
        true
    }

    /// The edges that were kept, read through.
    fn kept_edges(&self) -> Option<(ScoredSummary, EdgeReader)> {
        let text = sealed::read(&self.folder.join(SCORED)).ok()?;
        let Scored { edges, checksum, vetoed, compared } = serde_json::from_str(&text).ok()?;
        let mut reader = EdgeReader::open(&self.folder.join(EDGES)).ok()?;
        let is_whole = reader.check().ok()? == (edges, checksum);
        is_whole.then_some((ScoredSummary { edges, vetoed, compared }, reader))
    }

    /// Removes what is of no use: all, or only what was not brought to its end.
    fn clear(&self, is_known: bool) -> io::Result<()> {
        let keeps: &[&str] = match (is_known, self.model.is_some(), held(&self.scored).is_some()) {
            (true, true, true) => &[RUN, LOCK, MODEL, SCORED, EDGES],
            (true, true, false) => &[RUN, LOCK, MODEL],
            _ => &[LOCK],
        };
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if !keeps.iter().any(|name| entry.file_name() == *name) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn begin(&self, fingerprint: u64) -> io::Result<()> {
        sealed::write(&self.folder.join(RUN), &head(fingerprint))
    }

    /// What becomes of a failure: an error where the folder is needed, or else a note.
    fn kept(&self, done: io::Result<()>) -> Result<(), String> {
        let Err(error) = done else { return Ok(()) };
        // What was put so far is of no use without the rest, and its room may be what is missing.
        self.remove_runs();
        let problem = TableError::write(&self.named, error).to_string();
        if self.is_needed {
            return Err(problem);
        }
        if !self.has_given_up.swap(true, Ordering::Relaxed) {
            held(&self.notes).push(format!("{problem}; were the run stopped, it would begin anew"));
        }
        Ok(())
    }

    fn remove_runs(&self) {
        for number in 0..std::mem::take(&mut *held(&self.runs)) {
            let _ = fs::remove_file(self.run_path(number));
        }
    }

    fn run_path(&self, number: usize) -> PathBuf {
        self.folder.join(format!("edges-{number}.arrow"))
    }

    fn put(&self, edges: &[ScoredPair]) -> io::Result<()> {
        let number = {
            let mut runs = held(&self.runs);
            *runs += 1;
            *runs - 1
        };
        let mut writer = EdgeWriter::create(&self.run_path(number))?;
        writer.extend(edges.iter().copied())?;
        writer.finish().map(drop)
    }

    fn seal(&self, scored: &ScoredSummary) -> io::Result<()> {
        let paths: Vec<PathBuf> = (0..*held(&self.runs)).map(|number| self.run_path(number)).collect();
        let place = self.folder.join(EDGES);
        let checksum = merge(&paths, &place)?;
        self.remove_runs();
        let ScoredSummary { edges, vetoed, compared } = scored.clone();
        let text = serde_json::to_string(&Scored { edges, checksum, vetoed, compared })?;
        sealed::write(&self.folder.join(SCORED), &text)?;
        *held(&self.reader) = Some(EdgeReader::open(&place)?);
        Ok(())
    }
}

impl RunStore for WorkFolder {
    fn model(&self) -> Option<Model> {
        self.model.clone()
    }

    fn keep_model(&self, model: &Model) -> Result<(), String> {
        let done = sealed::write(&self.folder.join(MODEL), &model.to_json());
        self.has_work.fetch_or(done.is_ok(), Ordering::Relaxed);
        self.kept(done)
    }

    fn scored(&self) -> Option<ScoredSummary> {
        held(&self.scored).clone()
    }

    fn put_edges(&self, edges: &[ScoredPair]) -> Result<(), String> {
        if self.has_given_up.load(Ordering::Relaxed) {
            return Ok(());
        }
        self.kept(self.put(edges))
    }

    fn keep_scored(&self, scored: &ScoredSummary) -> Result<(), String> {
        if self.has_given_up.load(Ordering::Relaxed) {
            return Ok(());
        }
        self.kept(self.seal(scored))
    }

    fn read_edges(&self, from: u64, most: usize) -> Result<Vec<ScoredPair>, String> {
        let mut reader = held(&self.reader);
        let read = match reader.as_mut() {
            Some(reader) => reader.read(from, most),
            None => Err(io::Error::from(io::ErrorKind::NotFound)),
        };
        read.map_err(|error| {
            format!(
                "{}: edges that were put there cannot be read again ({}); run it again, with the folder left as it is",
                self.named.display(),
                reason(&error)
            )
        })
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        if self.is_finished.load(Ordering::Relaxed) || !self.has_work.load(Ordering::Relaxed) {
            self.remove();
        } else {
            self.remove_runs();
        }
    }
}

/// What the work belongs to: other releases may weigh otherwise.
fn head(fingerprint: u64) -> String {
    format!("varlik {} {fingerprint:016x}", env!("CARGO_PKG_VERSION"))
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
