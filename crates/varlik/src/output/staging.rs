//! Files that are written beside their place and moved there together.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::Error;

const PREFIX: &str = ".varlik-partial-";

/// A partial folder left by a killed run is swept away by a later one, but never that of a run still going.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);

/// A hidden folder inside the output folder; whatever happens, it is gone at the end.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    partial: PathBuf,
    /// The folders that were made for this run, innermost first.
    made: Vec<PathBuf>,
}

impl Staging {
    pub(super) fn open(folder: &Path) -> Result<Self, Error> {
        if folder.as_os_str().is_empty() {
            return Err(Error::usage("the output folder has no name; name one, or . for this one"));
        }
        let made = folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists());
        let mut staging = Self {
            folder: folder.to_owned(),
            partial: folder.join(format!("{PREFIX}{}", std::process::id())),
            made: made.map(Path::to_owned).collect(),
        };
        if let Err(error) = fs::create_dir_all(folder).and_then(|()| {
            sweep(folder);
            fs::create_dir_all(&staging.partial)
        }) {
            staging.partial = PathBuf::new();
            return Err(Error::write(folder, error));
        }
        Ok(staging)
    }

    pub(super) fn file(&self, name: &str) -> Result<BufWriter<File>, Error> {
        let file = File::create(self.partial.join(name));
        let file = file.map_err(|error| Error::write(&self.folder.join(name), error))?;
        Ok(BufWriter::with_capacity(1 << 18, file))
    }

    /// Moves the files into place and removes `stale`, a file of an earlier run that has no successor.
    pub(super) fn commit(
        mut self,
        names: impl Iterator<Item = &'static str>,
        stale: Option<&str>,
    ) -> Result<(), Error> {
        let names: Vec<&str> = names.collect();
        // Asked before the first move, so that a folder in the way of one file leaves all of them as they were.
        for name in &names {
            let place = self.folder.join(name);
            if place.is_dir() {
                return Err(Error::write(&place, io::Error::from(io::ErrorKind::AlreadyExists)));
            }
        }
        for name in &names {
            let place = self.folder.join(name);
            fs::rename(self.partial.join(name), &place).map_err(|error| Error::write(&place, error))?;
        }
        if let Some(stale) = stale {
            let place = self.folder.join(stale);
            match fs::remove_file(&place) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::write(&place, error));
                }
                _ => {}
            }
        }
        self.made.clear();
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing can be done about a failure here, and the error that led here is the one to tell.
        if !self.partial.as_os_str().is_empty() {
            let _ = fs::remove_dir_all(&self.partial);
        }
        for folder in &self.made {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let old = || {
            let changed = entry.metadata().and_then(|metadata| metadata.modified()).ok();
            changed.and_then(|changed| changed.elapsed().ok()).is_some_and(|age| age > STALE)
        };
        if ours && old() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn names_in(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_is_there_before_the_commit_and_everything_after_it() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("deep/er");
        let staging = Staging::open(&out).unwrap();
        staging.file("mentions.jsonl").unwrap().write_all(b"{}\n").unwrap();
        assert!(!out.join("mentions.jsonl").exists());
        staging.commit(["mentions.jsonl"].into_iter(), None).unwrap();
        assert_eq!(names_in(&out), ["mentions.jsonl"]);
    }

    #[test]
    fn an_abandoned_run_leaves_no_trace() {
        let place = tempfile::tempdir().unwrap();
        let staging = Staging::open(&place.path().join("deep/er")).unwrap();
        staging.file("mentions.jsonl").unwrap().write_all(b"half").unwrap();
        drop(staging);
        assert_eq!(names_in(place.path()), Vec::<String>::new());
    }

    #[test]
    fn an_abandoned_run_leaves_an_earlier_one_as_it_was() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("mentions.jsonl"), "earlier").unwrap();
        fs::create_dir(place.path().join("pairs.jsonl")).unwrap();
        let staging = Staging::open(place.path()).unwrap();
        for name in ["mentions.jsonl", "pairs.jsonl"] {
            staging.file(name).unwrap().write_all(b"later").unwrap();
        }
        let error = staging.commit(["mentions.jsonl", "pairs.jsonl"].into_iter(), None).unwrap_err();
        assert!(error.to_string().contains("pairs.jsonl"), "{error}");
        assert_eq!(fs::read_to_string(place.path().join("mentions.jsonl")).unwrap(), "earlier");
        assert_eq!(names_in(place.path()), ["mentions.jsonl", "pairs.jsonl"]);
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_told() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("out");
        fs::write(&file, "mine").unwrap();
        let error = Staging::open(&file).unwrap_err();
        assert!(
            error.to_string().ends_with("a file stands in the way: choose another output folder"),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    }

    #[test]
    fn an_output_folder_without_a_name_is_not_the_current_one() {
        let error = Staging::open(Path::new("")).unwrap_err();
        assert!(error.is_usage());
        assert_eq!(error.to_string(), "the output folder has no name; name one, or . for this one");
    }

    #[test]
    fn a_file_with_no_successor_is_removed_at_the_end() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("report.html"), "earlier").unwrap();
        let staging = Staging::open(place.path()).unwrap();
        staging.commit(std::iter::empty(), Some("report.html")).unwrap();
        assert_eq!(names_in(place.path()), Vec::<String>::new());
    }
}
