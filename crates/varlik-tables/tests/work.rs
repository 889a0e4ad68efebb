//! Folders in which runs put away their work.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot be set up has failed")]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use varlik_resolve::{Items, Resolution, ResolveError, Resolver, RunStore, Stage};
use varlik_tables::{ReadOptions, Table, WorkFolder, items};

/// Persons of whom many stand in two rows, the second with another spelling.
fn people() -> Items {
    const GIVEN: [&str; 8] = ["Ayşe", "Mehmet", "Zeynep", "Can", "Elif", "Deniz", "Fatma", "Ali"];
    const FAMILY: [&str; 9] =
        ["Yılmaz", "Kaya", "Demir", "Şahin", "Çelik", "Öztürk", "Aydın", "Arslan", "Doğan"];
    let mut csv = String::from("id,ad,soyad,doğum\n");
    for row in 0..1_600_usize {
        let person = row * 5 / 8;
        let (given, family) = (GIVEN[person * 3 % 8], FAMILY[person * 7 % 9]);
        let end = if row % 3 == 0 { "" } else { "oğlu" };
        let (year, month, day) = (1950 + person % 37, person % 12 + 1, person % 28 + 1);
        csv.extend(std::iter::once(format!("{row},{given},{family}{end},{year}-{month:02}-{day:02}\n")));
    }
    let table = Table::from_csv("people", csv.as_bytes()).unwrap();
    items(vec![table], &ReadOptions::default()).unwrap().items
}

fn run(work: &Arc<WorkFolder>, most: usize, until: (Stage, usize)) -> Result<Resolution, ResolveError> {
    let heard = AtomicUsize::new(0);
    let progress =
        |stage: Stage, _: usize, _: usize| stage < until.0 || heard.fetch_add(1, Ordering::Relaxed) < until.1;
    let resolver = Resolver::default().with_store(Arc::<WorkFolder>::clone(work)).with_most_edges(most);
    resolver.run(people(), &progress)
}

const TO_THE_END: (Stage, usize) = (Stage::Cluster, usize::MAX);

fn open(place: &Path, asked: &str) -> Arc<WorkFolder> {
    Arc::new(WorkFolder::open(place, &people(), asked).unwrap())
}

fn assert_same(one: &Resolution, other: &Resolution) {
    assert_eq!(one.model(), other.model());
    assert_eq!(one.cluster_of(), other.cluster_of());
    assert_eq!(one.entities(), other.entities());
    assert_eq!(one.pairs(), other.pairs());
    assert_eq!(one.near_misses(20), other.near_misses(20));
}

fn files(place: &Path) -> Vec<String> {
    let read = fs::read_dir(place.join(".varlik-work")).into_iter().flatten();
    let mut names: Vec<String> =
        read.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_run_that_was_stopped_goes_on_from_the_files() {
    let whole = Resolver::default().run(people(), &|_, _, _| true).unwrap();
    assert!(whole.edges().len() > 500);
    for most in [200, usize::MAX] {
        for (until, told, kept) in [
            ((Stage::Learn, 0), None, &[][..]),
            ((Stage::Score, 3), Some("from the model of a run"), &["lock", "model", "run"]),
            (
                (Stage::Cluster, 0),
                Some("from the model and the weighed pairs of a run"),
                &["edges.arrow", "lock", "model", "run", "scored"],
            ),
        ] {
            let place = tempfile::tempdir().unwrap();
            let named = place.path().join("deep/er");
            assert!(run(&open(&named, ""), most, until).unwrap_err().is_stopped());
            assert_eq!(files(&named), kept);
            let work = open(&named, "");
            assert_eq!(work.notes().len(), usize::from(told.is_some()), "{:?}", work.notes());
            assert!(told.is_none_or(|told| work.notes()[0].contains(told)), "{:?}", work.notes());
            let found = run(&work, most, TO_THE_END).unwrap();
            assert_same(&found, &whole);
            found.check_edges().unwrap();
            work.finish();
            drop((found, work));
            assert!(!named.join(".varlik-work").exists(), "work that is done goes");
        }
    }
}

#[test]
fn work_of_others_and_broken_work_is_told_and_not_used() {
    let whole = Resolver::default().run(people(), &|_, _, _| true).unwrap();
    let place = tempfile::tempdir().unwrap();
    let keep = || {
        let found = run(&open(place.path(), ""), usize::MAX, TO_THE_END).unwrap();
        assert_same(&found, &whole);
    };
    let own = |name: &str| place.path().join(".varlik-work").join(name);
    let goes_on = |from: bool, note: &str| {
        let work = open(place.path(), "");
        assert!(work.notes().iter().any(|said| said.contains(note)), "{note}: {:?}", work.notes());
        assert_eq!((work.model().is_some(), work.scored().is_some()), (from, false), "{note}");
        assert_same(&run(&work, usize::MAX, TO_THE_END).unwrap(), &whole);
    };
    keep();
    let work = open(place.path(), "threshold 0.9");
    assert!(work.model().is_none() && work.scored().is_none());
    assert!(work.notes()[0].contains("of other records, choices or another release"), "{:?}", work.notes());
    drop(work);
    keep();
    let edges = fs::read(own("edges.arrow")).unwrap();
    fs::write(own("edges.arrow"), &edges[..edges.len() / 2]).unwrap();
    goes_on(true, "what was weighed that was kept is broken; it is made anew");
    fs::remove_file(own("edges.arrow")).unwrap();
    goes_on(true, "what was weighed that was kept is broken");
    fs::write(own("scored"), "{}").unwrap();
    goes_on(true, "what was weighed that was kept is broken");
    let model = fs::read_to_string(own("model")).unwrap();
    fs::write(own("model"), model.replacen("0.5", "0.6", 1)).unwrap();
    goes_on(false, "the model that was kept is broken; it is made anew");
    fs::write(own("run"), "").unwrap();
    goes_on(false, "or is broken; it is begun anew");
}

#[test]
fn only_one_run_at_a_time_works_in_a_folder() {
    let place = tempfile::tempdir().unwrap();
    let work = open(place.path(), "");
    let error = WorkFolder::open(place.path(), &people(), "").unwrap_err().to_string();
    assert!(
        error.ends_with("another run is at work in this folder; wait for it, or name another folder"),
        "{error}"
    );
    drop(work);
    open(place.path(), "");
}

#[test]
fn a_folder_for_the_time_of_a_run_goes_with_it_and_leaves_what_is_not_ours() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("mine"), "mine").unwrap();
    let work = Arc::new(WorkFolder::temporary(place.path()).unwrap());
    let found = run(&work, 100, TO_THE_END).unwrap();
    drop(work);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2, "the answer reads from it");
    assert!(found.pairs().len() > 500);
    found.check_edges().unwrap();
    drop(found);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    let work = WorkFolder::open(place.path(), &people(), "").unwrap();
    work.finish();
    drop(work);
    assert_eq!(fs::read_to_string(place.path().join("mine")).unwrap(), "mine");
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_stops_a_run_that_needs_it_and_no_other() {
    let whole = Resolver::default().run(people(), &|_, _, _| true).unwrap();
    let place = tempfile::tempdir().unwrap();
    let full = |name: &str| {
        std::os::unix::fs::symlink("/dev/full", place.path().join(".varlik-work").join(name)).unwrap();
    };
    for name in ["edges-0.arrow", "edges.arrow", "scored.partial"] {
        let work = Arc::new(WorkFolder::open(place.path(), &people(), "").unwrap().needed());
        full(name);
        let error = run(&work, 200, TO_THE_END).unwrap_err();
        assert!(error.is_store(), "{error}");
        let said = error.to_string();
        let expected = format!(
            "{}: cannot be written (No space left on device); free some space",
            place.path().display()
        );
        assert!(said.starts_with(&expected), "{said}");
        drop(work);
        let left = files(place.path());
        assert!(!left.iter().any(|name| name.starts_with("edges-")), "{left:?}");
        assert!(left.contains(&"model".to_owned()), "what was learnt is not lost");
    }
    for name in ["model.partial", "edges-0.arrow", "edges.arrow", "scored.partial"] {
        let _ = fs::remove_dir_all(place.path().join(".varlik-work"));
        let work = open(place.path(), "");
        full(name);
        assert_same(&run(&work, usize::MAX, TO_THE_END).unwrap(), &whole);
        let notes = work.notes();
        assert!(
            notes.len() == 1 && notes[0].ends_with("were the run stopped, it would begin anew"),
            "{notes:?}"
        );
    }
}
