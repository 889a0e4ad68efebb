//! Runs that put away what they have made: what was stopped goes on, what is too much is left outside.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot be set up has failed")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use varlik_resolve::{
    ColumnBuilder, Field, FieldKind, Items, Model, Resolution, ResolveError, Resolver, ResolverOptions,
    RunStore, ScoredPair, ScoredSummary, Stage,
};

/// A store in memory.
#[derive(Debug, Default)]
struct Shelf {
    model: Mutex<Option<Model>>,
    runs: Mutex<Vec<Vec<ScoredPair>>>,
    scored: Mutex<Option<(ScoredSummary, Vec<ScoredPair>)>>,
    /// The most edges that were read at once.
    most_read: AtomicUsize,
    /// How many runs of edges are taken before the store is full.
    room: Option<usize>,
}

impl RunStore for Shelf {
    fn model(&self) -> Option<Model> {
        self.model.lock().unwrap().clone()
    }

    fn keep_model(&self, model: &Model) -> Result<(), String> {
        *self.model.lock().unwrap() = Some(Model::from_json(&model.to_json()).unwrap());
        Ok(())
    }

    fn scored(&self) -> Option<ScoredSummary> {
        self.scored.lock().unwrap().as_ref().map(|scored| scored.0.clone())
    }

    fn put_edges(&self, edges: &[ScoredPair]) -> Result<(), String> {
        assert!(edges.is_sorted_by_key(|edge| (edge.a, edge.b)), "edges come sorted");
        let mut runs = self.runs.lock().unwrap();
        if self.room.is_some_and(|room| runs.len() >= room) {
            return Err("the shelf is full; build another".to_owned());
        }
        runs.push(edges.to_vec());
        Ok(())
    }

    fn keep_scored(&self, scored: &ScoredSummary) -> Result<(), String> {
        let mut edges = std::mem::take(&mut *self.runs.lock().unwrap()).concat();
        edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
        assert_eq!(scored.edges, edges.len() as u64, "every edge was put once");
        *self.scored.lock().unwrap() = Some((scored.clone(), edges));
        Ok(())
    }

    fn read_edges(&self, from: u64, most: usize) -> Result<Vec<ScoredPair>, String> {
        self.most_read.fetch_max(most, Ordering::Relaxed);
        let scored = self.scored.lock().unwrap();
        let edges = scored.as_ref().map_or(&[][..], |scored| &scored.1);
        Ok(edges.iter().skip(from as usize).take(most).copied().collect())
    }
}

/// Persons of whom most stand in two rows, the second with an error.
fn items() -> Items {
    const GIVEN: [&str; 8] = ["Ayşe", "Mehmet", "Zeynep", "Can", "Elif", "Deniz", "Fatma", "Ali"];
    const FAMILY: [&str; 9] =
        ["Yılmaz", "Kaya", "Demir", "Şahin", "Çelik", "Öztürk", "Aydın", "Arslan", "Doğan"];
    let mut items = Items::default();
    let mut columns = [ColumnBuilder::default(), ColumnBuilder::default(), ColumnBuilder::default()];
    for row in 0..2_000_usize {
        let person = row * 5 / 8;
        let family = FAMILY[person * 7 % 9];
        let family = if row % 3 == 0 { family.to_owned() } else { format!("{family}oğlu") };
        items.ids.push(&row.to_string());
        columns[0].push(Some(GIVEN[person * 3 % 8]));
        columns[1].push(Some(&family));
        columns[2].push(Some(&format!(
            "{}-{:02}-{:02}",
            1950 + person % 37,
            person % 12 + 1,
            person % 28 + 1
        )));
    }
    let fields = [("ad", FieldKind::GivenName), ("soyad", FieldKind::FamilyName), ("doğum", FieldKind::Date)];
    for ((name, kind), column) in fields.into_iter().zip(columns) {
        items.columns.push((Field { name: name.to_owned(), kind }, column.finish()));
    }
    items
}

fn resolver() -> Resolver {
    let mut options = ResolverOptions::default();
    options.max_pairs = Some(150_000);
    Resolver::new(options)
}

fn assert_same(one: &Resolution, other: &Resolution) {
    assert_eq!(one.model(), other.model());
    assert_eq!(one.cluster_of(), other.cluster_of());
    assert_eq!(one.entities(), other.entities());
    assert_eq!(one.pairs(), other.pairs());
    assert_eq!(one.edges(), other.edges());
    assert_eq!(one.histogram(), other.histogram());
    assert_eq!(one.passes(), other.passes());
    assert_eq!(one.blocking_recall(), other.blocking_recall());
    assert_eq!(one.near_misses(20), other.near_misses(20));
    assert_eq!(one.edges_among(&[0, 1, 2, 3, 400, 401]), other.edges_among(&[0, 1, 2, 3, 400, 401]));
    assert_eq!(one.sample_to_judge(40, 1), other.sample_to_judge(40, 1));
}

/// Runs with a store until a stage begins, or has gone on for some steps.
fn stopped(store: &Arc<Shelf>, at: Stage, steps: usize) -> ResolveError {
    let heard = AtomicUsize::new(0);
    let progress =
        |stage: Stage, _: usize, _: usize| stage < at || heard.fetch_add(1, Ordering::Relaxed) < steps;
    let resolver = resolver().with_store(Arc::<Shelf>::clone(store));
    resolver.run(items(), &progress).map(|_| ()).unwrap_err()
}

#[test]
fn a_run_that_was_stopped_after_any_stage_goes_on_and_gives_the_same_answer() {
    let whole = resolver().run(items(), &|_, _, _| true).unwrap();
    assert!(whole.edges().len() > 500 && whole.entities().len() > 300, "a run that is worth it");
    for (stage, steps, has_model, has_edges) in [
        (Stage::Prepare, 0, false, false),
        (Stage::Block, 0, false, false),
        (Stage::Learn, 0, false, false),
        (Stage::Learn, 1, false, false),
        (Stage::Score, 0, true, false),
        (Stage::Score, 2, true, false),
        (Stage::Cluster, 0, true, true),
        (Stage::Cluster, 1, true, true),
    ] {
        let store = Arc::new(Shelf::default());
        assert!(stopped(&store, stage, steps).is_stopped(), "{stage} {steps}");
        assert_eq!(
            (store.model().is_some(), store.scored().is_some()),
            (has_model, has_edges),
            "{stage} {steps}"
        );
        let heard = Mutex::new(Vec::new());
        let progress = |stage, done, _| {
            if done > 0 {
                heard.lock().unwrap().push(stage);
            }
            true
        };
        // What a stopped run put without coming to an end does not count.
        store.runs.lock().unwrap().clear();
        let again = resolver().with_store(Arc::<Shelf>::clone(&store)).run(items(), &progress).unwrap();
        assert_same(&again, &whole);
        let heard = heard.into_inner().unwrap();
        assert_eq!(heard.contains(&Stage::Learn), !has_model, "{stage}: learnt again");
        assert_eq!(heard.contains(&Stage::Score), !has_edges, "{stage}: weighed again");
    }
}

#[test]
fn a_run_with_a_model_that_was_given_goes_on_too() {
    let model = resolver().run(items(), &|_, _, _| true).unwrap().model().clone();
    let given = || resolver().with_model(model.clone());
    let whole = given().run(items(), &|_, _, _| true).unwrap();
    let store = Arc::new(Shelf::default());
    let stopped = given().with_store(Arc::<Shelf>::clone(&store));
    assert!(stopped.run(items(), &|stage, _, _| stage < Stage::Cluster).unwrap_err().is_stopped());
    assert_eq!(store.model().as_ref(), Some(&model));
    assert!(store.scored().is_some());
    let weighed_again = |stage, done, _| stage != Stage::Score || done == 0;
    let again = given().with_store(store).run(items(), &weighed_again).unwrap();
    assert_same(&again, &whole);
}

#[test]
fn edges_that_are_left_in_a_store_change_nothing() {
    let whole = resolver().run(items(), &|_, _, _| true).unwrap();
    for most in [1, 500, 1_000_000] {
        let store = Arc::new(Shelf::default());
        let bounded = resolver().with_store(Arc::<Shelf>::clone(&store)).with_most_edges(most);
        let found = bounded.run(items(), &|_, _, _| true).unwrap();
        assert_same(&found, &whole);
        found.check_edges().unwrap();
        assert_eq!(store.most_read.load(Ordering::Relaxed) > 0, most < 1_000_000, "{most}");
        // And again from what was kept.
        assert_same(&bounded.run(items(), &|_, _, _| true).unwrap(), &whole);
    }
}

#[test]
fn pairs_come_piece_by_piece_as_they_come_together() {
    let found = resolver().run(items(), &|_, _, _| true).unwrap();
    let pieces: Vec<_> = (0..5).flat_map(|piece| found.pairs_from(piece * 400..(piece + 1) * 400)).collect();
    assert_eq!(pieces, found.pairs());
    assert!(found.pairs_from(2_000..u32::MAX).is_empty());
}

#[test]
fn a_store_that_is_full_stops_the_run_and_says_so() {
    for room in [0, 1] {
        let store = Arc::new(Shelf { room: Some(room), ..Shelf::default() });
        let error =
            resolver().with_store(store).with_most_edges(500).run(items(), &|_, _, _| true).unwrap_err();
        assert!(error.is_store() && !error.is_stopped());
        assert_eq!(error.to_string(), "the shelf is full; build another");
    }
}

#[test]
fn edges_that_are_gone_are_told_of() {
    let store = Arc::new(Shelf::default());
    let found =
        resolver().with_store(Arc::<Shelf>::clone(&store)).with_most_edges(1).run(items(), &|_, _, _| true);
    let found = found.unwrap();
    found.check_edges().unwrap();
    store.scored.lock().unwrap().as_mut().unwrap().1.truncate(10);
    assert!(found.pairs().len() > 10, "pairs within entities are weighed anew");
    assert_eq!(found.check_edges().unwrap_err().to_string(), "edges that were kept are gone");
}
