//! A run of the engine, stage by stage.

use std::cell::Cell;
use std::sync::Arc;

use super::members::Members;
use super::memory::MemoryEstimate;
use super::store::RunStore;
use super::weighing::{Keeping, Weighed, weighed};
use super::{Kind, Progress, Resolution, ResolveError, ResolverOptions, Scope, Stage, Unique, teaching};
use crate::blocking::{Blocks, MOST_PLACES, Share, Spread};
use crate::candidates::Candidates;
use crate::distinct::Distinct;
use crate::field::FieldKind;
use crate::items::Items;
use crate::latent::{Fit, Labelled, MATCH, RANDOM, Weights};
use crate::learn::LabelledPair;
use crate::learning::{count, random, without_matches};
use crate::level::Levels;
use crate::model::Model;
use crate::part::{Parts, Whole};
use crate::prepared::{Prepared, keep_fullest};
use crate::rule::Rules;
use crate::scoring::Scoring;
use crate::unique::judge;

/// Pairs that are compared for each item where nothing else is said.
pub(super) const PAIRS_PER_ITEM: u64 = 15;

/// Pairs that are compared of a small table where nothing else is said: they take half a second.
pub(super) const LEAST_PAIRS: u64 = 1_000_000;

/// Tells which items are one entity.
///
/// # Example: three rows, two persons
/// ```
/// use varlik_resolve::{ColumnBuilder, Field, FieldKind, Items, Resolver};
///
/// let mut items = Items::default();
/// let mut columns = [ColumnBuilder::default(), ColumnBuilder::default()];
/// let rows = [("1", "Dmitriy Peskov", "1967-10-17"), ("2", "Bilal Erdoğan", "1981-04-23"), ("3", "Дмитрий Песков", "1967-10-17")];
/// for (id, name, born) in rows {
///     items.ids.push(id);
///     columns[0].push(Some(name));
///     columns[1].push(Some(born));
/// }
/// let fields = [("name", FieldKind::PersonName), ("born", FieldKind::Date)];
/// for ((name, kind), column) in fields.into_iter().zip(columns) {
///     items.columns.push((Field { name: name.to_owned(), kind }, column.finish()));
/// }
/// let found = Resolver::default().run(items, &|_, _, _| true)?;
/// assert_eq!(found.cluster_of(), [0, 1, 0]);
/// println!("{}", found.explain(0, 2));
/// # Ok::<(), varlik_resolve::ResolveError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Resolver {
    pub(super) options: ResolverOptions,
    pub(super) model: Option<Model>,
    pub(super) labels: Vec<LabelledPair>,
    pub(super) keeping: Keeping,
    pub(super) most_items: Option<usize>,
}

impl Resolver {
    /// Makes a resolver with some choices.
    #[must_use]
    pub fn new(options: ResolverOptions) -> Self {
        Self { options, ..Self::default() }
    }

    /// Uses a model that was learnt before instead of learning one.
    #[must_use]
    pub fn with_model(mut self, model: Model) -> Self {
        self.model = Some(model);
        self
    }

    /// Learns from labelled pairs too, numbered by the rows of the items.
    ///
    /// With a model that was learnt before they teach only what its comparisons are worth.
    #[must_use]
    pub fn with_labels(mut self, labels: Vec<LabelledPair>) -> Self {
        self.labels = labels;
        self
    }

    /// Puts what stages have made into a store, and goes on from what it has.
    ///
    /// The answer is that of a run without it, whether the run was stopped before or not.
    #[must_use]
    pub fn with_store(mut self, store: Arc<dyn RunStore>) -> Self {
        self.keeping.store = Some(store);
        self
    }

    /// Holds at most so many edges in memory, of twelve bytes each; the others are left in the store.
    ///
    /// Clustering then takes a part of the entities at a time and reads the edges anew for each. Edges of one entity, with
    /// all that hangs on it, are always held. Without a store nothing is left out.
    #[must_use]
    pub fn with_most_edges(mut self, most: usize) -> Self {
        self.keeping.most_edges = Some(most.max(1));
        self
    }

    /// Makes at most so many items ready to be compared at once, about, where there are more.
    ///
    /// The others are held as they came. The answer is the same to the last bit; it takes longer, for an item is made ready once for
    /// each of up to 64 groups of blocks that it has blocks in. What hangs together by its edges, and a block, is always made ready
    /// at once. Texts that are looked up by their neighbours, and links, cannot be resolved so.
    #[must_use]
    pub fn with_most_items(mut self, most: usize) -> Self {
        self.most_items = Some(most.max(2));
        self
    }

    /// Why items cannot be resolved in parts ([`with_most_items`](Self::with_most_items)), if so.
    #[must_use]
    pub fn whole_only(&self, items: &Items) -> Option<String> {
        unpartable(items, self.options.scope == Scope::AcrossSources)
    }

    /// Resolves items.
    ///
    /// The answer depends on the items alone: not on the order of rows or columns, nor on the number of threads.
    ///
    /// # Errors
    /// [`ResolveError`] where `progress` says no, the model does not fit the items, a link or label names a row
    /// that is not there, a rule what is not compared, must-links contradict what keeps items apart, or the store fails.
    pub fn run(&self, mut items: Items, progress: Progress<'_>) -> Result<Resolution, ResolveError> {
        let goes_on = |stage| if progress(stage, 0, 1) { Ok(()) } else { Err(ResolveError(Kind::Stopped)) };
        let options = &self.options;
        let across = options.scope == Scope::AcrossSources;
        self.check(&items)?;
        goes_on(Stage::Prepare)?;
        keep_fullest(&mut items);
        let ids = items.ids.clone();
        let labels = teaching::checked(&self.labels, &ids)?;
        let links = options.must_link.iter().chain(&options.cannot_link).copied();
        let links = links.chain(labels.iter().map(|label| (label.a, label.b)));
        let mut linked: Vec<u32> = links.flat_map(|(a, b)| [a, b]).collect();
        linked.sort_unstable();
        linked.dedup();
        let mut distinct = Distinct::of(items, &linked);
        let node_of = std::mem::take(&mut distinct.node_of);
        let Ready { prepared, candidates, parts, spread } = self.ready(distinct, progress)?;
        let whole = Whole { prepared: &prepared, candidates: &candidates, parts: parts.as_ref() };
        goes_on(Stage::Learn)?;
        let store = self.keeping.store.as_ref();
        let levels = prepared.levels();
        let labelled = teaching::labelled(&labels, &node_of, whole);
        let kept = store.and_then(|store| store.model());
        let is_kept = kept.is_some();
        let Spread { groups, sampled, .. } = spread;
        let mut model = if let Some(model) = self.model.clone().or(kept) {
            model
        } else {
            let fit = self.learn(whole, &sampled, &levels, &labelled, progress)?;
            Model::of(&prepared, &fit, &candidates.blocks.keys, 0, options.threshold)
        };
        drop(sampled);
        // One that was given is kept too: what is weighed with it is worth keeping.
        if let Some(store) = store.filter(|_| !is_kept) {
            store.keep_model(&model).map_err(|problem| ResolveError(Kind::Store(problem)))?;
        }
        // What the model says counts, also where it was learnt just now: kept and read again it gives the same answer.
        let fit = model
            .fit(&prepared, &candidates.blocks.keys)
            .map_err(|error| ResolveError(Kind::Model(error)))?;
        let weights = Weights::new(&fit, &levels);
        let names = prepared.names();
        model.rules.extend(
            options.rules.iter().filter(|rule| !model.rules.contains(rule)).cloned().collect::<Vec<_>>(),
        );
        let rules =
            Rules::new(&model.rules, &names, &levels).map_err(|text| ResolveError(Kind::Input(text)))?;
        let taught = teaching::recalibration(&labels, &node_of, whole, &weights);
        model.recalibration = taught.or(model.recalibration);
        let scale = model.recalibration.as_ref().map(|recalibration| recalibration.scale(&names));
        let scoring = Scoring { weights, scale, rules };
        goes_on(Stage::Score)?;
        let Weighed { edges, vetoed, compared } = weighed(whole, &groups, &scoring, &self.keeping, progress)?;
        drop(groups);
        goes_on(Stage::Cluster)?;
        let unique = match (options.unique, across, &self.model) {
            (Unique::Sources(sources), ..) => sources,
            (Unique::Judged, true, None) => {
                judge(&prepared, &candidates, &scoring, |visit| edges.each(visit))
            }
            (Unique::Judged, true, Some(model)) => model.unique(),
            (Unique::Judged, false, _) => 0,
        };
        let unique = match options.unique {
            Unique::Judged => unique & !teaching::repeating(&labels, &prepared, &node_of),
            Unique::Sources(_) => unique,
        };
        model.set_unique(unique);
        let mut resolution = Resolution {
            ids,
            node_of,
            members: Members::default(),
            prepared,
            candidates,
            levels,
            scoring,
            model,
            is_given: self.model.is_some(),
            labels,
            vetoed,
            edges,
            compared,
            parts,
            doubled: Vec::new(),
            cluster_of: Vec::new(),
            entities: Arc::default(),
            options: options.clone(),
        };
        resolution.cluster(unique, self.keeping.most_edges, progress)?;
        Ok(resolution)
    }

    /// Makes items ready to be compared, or what makes parts of them ready.
    fn ready(&self, distinct: Distinct, progress: Progress<'_>) -> Result<Ready, ResolveError> {
        let Distinct { items, rows, contents, .. } = distinct;
        let across = self.options.scope == Scope::AcrossSources;
        let budget = self.options.max_pairs;
        let budget = budget.unwrap_or_else(|| (items.len() as u64 * PAIRS_PER_ITEM).max(LEAST_PAIRS)) as f64;
        let stopped = Cell::new(false);
        let blocks_go_on = |done, whole| {
            stopped.set(!progress(Stage::Block, done, whole));
            !stopped.get()
        };
        let Some(most) = self.most_items.filter(|&most| most < items.len()) else {
            let goes_on = |done, whole| progress(Stage::Prepare, done, whole);
            let prepared = Prepared::new(items, rows, across, &goes_on).ok_or(ResolveError(Kind::Stopped))?;
            let (items, comparisons) = (&prepared.items, &prepared.comparisons);
            let blocks = Blocks::build(items, comparisons, &contents, budget, across, &blocks_go_on);
            let none = || if stopped.get() { ResolveError(Kind::Stopped) } else { too_many_keys() };
            let candidates = Candidates { blocks: blocks.ok_or_else(none)? };
            return Ok(Ready { prepared, candidates, parts: None, spread: Spread::default() });
        };
        if let Some(why) = unpartable(&items, across) {
            return Err(ResolveError(Kind::Input(why)));
        }
        let found = Blocks::spread(&items, &contents, budget, across, &blocks_go_on);
        let (blocks, spread, comparisons, frequencies) = found.ok_or(ResolveError(Kind::Stopped))?;
        let prepared = Prepared::bare(items, rows, across, comparisons);
        let parts = Some(Parts { frequencies, contents, most });
        Ok(Ready { prepared, candidates: Candidates { blocks }, parts, spread })
    }

    /// Estimates the memory that [`run`](Self::run) takes, before it begins.
    ///
    /// It is told from the sizes alone, in no time.
    #[must_use]
    pub fn estimate(&self, items: &Items) -> MemoryEstimate {
        MemoryEstimate::of(items, self.options.max_pairs)
    }

    fn check(&self, items: &Items) -> Result<(), ResolveError> {
        let input = |text: String| Err(ResolveError(Kind::Input(text)));
        let rows = items.len();
        if rows > Items::MOST_ITEMS {
            return input(format!(
                "{rows} rows; at most {} can be resolved at once: resolve parts of the table",
                Items::MOST_ITEMS
            ));
        }
        let threshold = self.options.threshold;
        if !(0.0..=1.0).contains(&threshold) {
            return input(format!("the threshold is {threshold}; give a probability between 0 and 1"));
        }
        for (field, column) in &items.columns {
            if column.len() != rows {
                return input(format!("field {:?} has {} rows, the ids {rows}", field.name, column.len()));
            }
        }
        if !items.sources.is_empty() && items.sources.len() != rows {
            return input(format!("there are {} sources for {rows} rows", items.sources.len()));
        }
        if let Some(&(a, b)) = self
            .options
            .must_link
            .iter()
            .chain(&self.options.cannot_link)
            .find(|(a, b)| (*a).max(*b) as usize >= rows)
        {
            return input(format!("a link names the rows {a} and {b}, but there are {rows} rows"));
        }
        Ok(())
    }

    fn learn(
        &self,
        whole: Whole<'_>,
        sampled: &[(Share, u32)],
        levels: &[Levels],
        labelled: &[Labelled],
        progress: Progress<'_>,
    ) -> Result<Fit, ResolveError> {
        let goes_on = |done, whole| progress(Stage::Learn, done, whole);
        let prepared = whole.prepared;
        let random = random(whole, self.options.seed);
        let passes = count(whole, sampled, &goes_on);
        if !goes_on(1, 1) {
            return Err(ResolveError(Kind::Stopped));
        }
        let count = prepared.items.len() as f64;
        let pairs = (count * (count - 1.0) / 2.0).max(1.0);
        let first = Fit::learn(&passes, levels, &random, labelled);
        let part = (first.matches(&passes) / pairs).min(0.5);
        let shares = first.classes.first().map_or(&[][..], |class| &class.shares);
        let mut fit = Fit::learn(&passes, levels, &without_matches(&random, shares, part), labelled);
        // Pairs that nothing brings are rarely missed matches.
        let missed = (MISSED * fit.matches(&passes) / pairs).clamp(1e-9, 0.05);
        if let Some(prior) = fit.priors.last_mut() {
            for (class, share) in prior.iter_mut().enumerate() {
                *share = match class {
                    MATCH => missed,
                    RANDOM => 1.0 - missed,
                    _ => 0.0,
                };
            }
        }
        Ok(fit)
    }
}

/// Items that can be compared, all at once or a part at a time.
struct Ready {
    prepared: Prepared,
    candidates: Candidates,
    parts: Option<Parts>,
    spread: Spread,
}

/// Why items must be compared all at once, if so.
fn unpartable(items: &Items, across: bool) -> Option<String> {
    if across {
        return Some("a link is resolved all at once; allow more memory".to_owned());
    }
    let mut texts = items.columns.iter().filter(|(field, _)| field.kind == FieldKind::Text);
    let (field, _) = texts.next()?;
    Some(format!(
        "texts are looked up by their neighbours, all at once; allow more memory, or leave out the field {:?}",
        field.name
    ))
}

fn too_many_keys() -> ResolveError {
    ResolveError(Kind::Input(format!(
        "rows have more than {MOST_PLACES} keys in common with others; leave out columns that tell little, or resolve parts of the \
         table"
    )))
}

/// Share of the matches that blocking is taken to miss.
const MISSED: f64 = 0.05;
