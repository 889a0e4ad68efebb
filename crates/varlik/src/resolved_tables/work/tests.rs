use std::fmt::Write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use varlik_documents::Control;
use varlik_resolve::ResolverOptions;
use varlik_tables::{ReadOptions, Table, items};

use super::Keep;
use super::memory::{held, kept, room};

use crate::{Error, JudgedPair, RecordId, ResolvedTables, TableOptions, resolve_tables};

/// Persons of whom many stand in two rows, the second with another spelling.
fn people(rows: usize) -> Table {
    const GIVEN: [&str; 8] = ["Ayşe", "Mehmet", "Zeynep", "Can", "Elif", "Deniz", "Fatma", "Ali"];
    const FAMILY: [&str; 9] =
        ["Yılmaz", "Kaya", "Demir", "Şahin", "Çelik", "Öztürk", "Aydın", "Arslan", "Doğan"];
    let mut csv = String::from("id,ad,soyad,doğum\n");
    for row in 0..rows {
        let person = row * 5 / 8;
        let (given, family) = (GIVEN[person * 3 % 8], FAMILY[person * 7 % 9]);
        let end = if row % 3 == 0 { "" } else { "oğlu" };
        let (year, month, day) = (1950 + person % 37, person % 12 + 1, person % 28 + 1);
        writeln!(csv, "{row},{given},{family}{end},{year}-{month:02}-{day:02}").unwrap();
    }
    Table::from_csv("people", csv.as_bytes()).unwrap()
}

/// Stops a run when it has told of its progress so often.
struct StopAfter(AtomicUsize);

impl Control for StopAfter {
    fn progress(&self, _: usize, _: usize) {
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
    }

    fn cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

fn run(place: &Path, threshold: f32, control: &dyn Control) -> Result<ResolvedTables, Error> {
    let mut options = TableOptions { work: Some(place.to_owned()), ..TableOptions::default() };
    options.resolver.threshold = threshold;
    resolve_tables(vec![people(1_500)], options, control)
}

#[test]
fn a_run_that_was_stopped_anywhere_goes_on_and_says_so() {
    let whole = resolve_tables(vec![people(1_500)], TableOptions::default(), &()).unwrap();
    let (mut stopped, mut went_on) = (0, 0);
    for steps in [1, 4, 20, 60, 100, 140] {
        let place = tempfile::tempdir().unwrap();
        let Err(error) = run(place.path(), 0.5, &StopAfter(AtomicUsize::new(steps))) else { continue };
        assert!(error.is_cancelled(), "{error}");
        stopped += 1;
        let found = run(place.path(), 0.5, &()).unwrap();
        went_on += usize::from(found.notes.iter().any(|note| note.contains(": goes on from the model")));
        assert_eq!((&found.model, &found.cluster_of), (&whole.model, &whole.cluster_of), "{steps}");
        assert_eq!((&found.entities, found.edges()), (&whole.entities, whole.edges()), "{steps}");
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0, "what is done goes");
    }
    assert!(stopped >= 4 && (1..stopped).contains(&went_on), "{went_on} of {stopped}");
}

#[test]
fn another_question_does_not_go_on_from_this_one() {
    let place = tempfile::tempdir().unwrap();
    let steps = StopAfter(AtomicUsize::new(60));
    assert!(run(place.path(), 0.5, &steps).unwrap_err().is_cancelled());
    let found = run(place.path(), 0.9, &()).unwrap();
    assert!(
        found.notes.iter().any(|note| note.contains("is of other records, choices")),
        "{:?}",
        found.notes
    );
    let mut options = TableOptions::default();
    options.resolver.threshold = 0.9;
    let whole = resolve_tables(vec![people(1_500)], options, &()).unwrap();
    assert_eq!(found.cluster_of, whole.cluster_of);
}

#[test]
fn pairs_that_memory_is_too_small_for_are_left_outside_and_change_nothing() {
    let whole = resolve_tables(vec![people(6_000)], TableOptions::default(), &()).unwrap();
    let taken = items(vec![people(6_000)], &ReadOptions::default()).unwrap();
    // What is refused tells how much is just enough.
    let refused = |memory| {
        room(&taken.items, &ResolverOptions::default(), memory, kept(&taken.items, Keep::Values)).is_err()
    };
    let memory = (0..8_000).map(|steps| steps << 16).find(|&memory| !refused(memory));
    let found = resolve_tables(vec![people(6_000)], TableOptions { memory, ..TableOptions::default() }, &());
    let found = found.unwrap();
    assert_eq!((&found.model, &found.cluster_of), (&whole.model, &whole.cluster_of));
    let stored = found.resolution(&()).unwrap().stored_edges();
    assert!(stored.is_some_and(|stored| stored > 1 << 12), "{stored:?}");
    let pieces = std::cell::RefCell::new(Vec::new());
    found
        .each_edges(&mut |pairs| {
            pieces.borrow_mut().push(pairs.to_vec());
            Ok(())
        })
        .unwrap();
    let pieces = pieces.into_inner();
    assert!(pieces.len() > 1);
    assert_eq!(pieces.concat(), whole.edges());
    assert_eq!(found.edges(), whole.edges());
    let explain = |found: &ResolvedTables| {
        found.explain(&RecordId::of("1"), &RecordId::of("3"), &()).unwrap().to_string()
    };
    assert_eq!(explain(&found), explain(&whole));
    found.check().unwrap();
}

#[test]
fn a_file_in_the_place_of_the_folder_is_told() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("file");
    std::fs::write(&file, "mine").unwrap();
    let error = run(&file, 0.5, &()).unwrap_err();
    assert!(error.is_io(), "{error}");
    assert!(error.to_string().contains("a file stands in the way: name another folder"), "{error}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
}

fn judged() -> Vec<JudgedPair> {
    [("1", "2", true), ("3", "9", false)]
        .map(|(left, right, same)| JudgedPair::new(RecordId::of(left), RecordId::of(right), same))
        .to_vec()
}

#[test]
fn learning_that_was_stopped_goes_on_and_leaves_nothing() {
    let plain = resolve_tables(vec![people(1_500)], TableOptions::default(), &()).unwrap();
    let whole = plain.learn(&judged(), 0, &()).unwrap();
    assert_ne!(whole.cluster_of, plain.cluster_of);
    let place = tempfile::tempdir().unwrap();
    let found = run(place.path(), 0.5, &()).unwrap();
    let (mut stopped, mut went_on) = (0, 0);
    for steps in [4, 20, 60, 100, 140] {
        let Err(error) = found.learn(&judged(), 0, &StopAfter(AtomicUsize::new(steps))) else { continue };
        assert!(error.is_cancelled(), "{error}");
        stopped += 1;
        let learnt = found.learn(&judged(), 0, &()).unwrap();
        went_on += usize::from(learnt.notes.iter().any(|note| note.contains(": goes on from the model")));
        assert_eq!((&learnt.model, &learnt.cluster_of), (&whole.model, &whole.cluster_of), "{steps}");
        drop(learnt);
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0, "what is done goes");
    }
    assert!(stopped >= 3 && (1..stopped).contains(&went_on), "{went_on} of {stopped}");
}

#[test]
fn learning_keeps_to_the_memory_and_counts_the_answer_that_stays() {
    let taken = items(vec![people(6_000)], &ReadOptions::default()).unwrap();
    let options = ResolverOptions::default();
    let own = kept(&taken.items, Keep::Values);
    let refused = |memory, beside| room(&taken.items, &options, memory, own + beside).is_err();
    let least = |beside| (0..16_000).map(|steps| steps << 16).find(|&memory| !refused(memory, beside));
    let resolved = |memory| {
        resolve_tables(vec![people(6_000)], TableOptions { memory, ..TableOptions::default() }, &()).unwrap()
    };
    let whole = resolved(None).learn(&judged(), 0, &()).unwrap();
    // Enough for one answer, not for two.
    let error = resolved(least(0)).learn(&judged(), 0, &()).unwrap_err().to_string();
    assert!(error.contains("6000 records would take about"), "{error}");
    let learnt = resolved(least(held(&taken.items, &options))).learn(&judged(), 0, &()).unwrap();
    assert_eq!((&learnt.model, &learnt.cluster_of), (&whole.model, &whole.cluster_of));
    assert!(learnt.resolution(&()).unwrap().stored_edges().is_some_and(|stored| stored > 1 << 12));
}

#[test]
fn records_that_memory_is_too_small_for_are_made_ready_a_part_at_a_time_and_change_nothing() {
    // Nearly every row has names of its own, which take more when they are made ready than all else.
    let table = || {
        const SYLLABLES: [&str; 8] = ["ka", "de", "mir", "yıl", "maz", "şa", "hin", "çe"];
        let word = |number: usize| (0..5).map(|at| SYLLABLES[(number >> (3 * at)) % 8]).collect::<String>();
        let mut csv = String::from("id,ad,soyad,doğum\n");
        for row in 0..8_000 {
            let person = row * 5 / 8;
            let end = if row % 3 == 0 { "" } else { "oğlu" };
            let (given, family) = (word(person * 7 + 1), word(person * 11 + 5));
            let (year, month, day) = (1950 + person % 37, person % 12 + 1, person % 28 + 1);
            writeln!(csv, "{row},{given},{family}{end},{year}-{month:02}-{day:02}").unwrap();
        }
        Table::from_csv("people", csv.as_bytes()).unwrap()
    };
    let read = ReadOptions::default();
    let taken = items(vec![table()], &read).unwrap();
    let own = kept(&taken.items, Keep::Values);
    let asked = |memory| room(&taken.items, &ResolverOptions::default(), memory, own);
    let memory = (0..8_000).map(|steps| steps << 16).find(|&memory| asked(memory).is_ok()).unwrap();
    assert!(asked(memory).unwrap().items.is_some_and(|most| most < 5_000));
    assert_eq!(asked(4 << 30).unwrap().items, None);
    let resolved = |memory| {
        resolve_tables(vec![table()], TableOptions { memory, ..TableOptions::default() }, &()).unwrap()
    };
    let (whole, parts) = (resolved(None), resolved(Some(memory)));
    assert_eq!((&parts.model, &parts.cluster_of), (&whole.model, &whole.cluster_of));
    assert_eq!((&parts.entities, parts.edges()), (&whole.entities, whole.edges()));
}
