//! The engine over items by the column: from rows to entities.

mod examples;
mod golden_record;
mod judging;
mod passes;
mod teaching;
#[cfg(test)]
mod tests;

use std::fmt;

use varlik_names::probability;

use crate::blocking::Blocks;
use crate::candidates::Candidates;
use crate::cluster::{ClusterOptions, Constraints, Contradiction, Entities, ScoredPair, cluster_items};
use crate::distinct::Distinct;
use crate::explanation::{EvidenceLine, Explanation, Flip};
use crate::field::Field;
use crate::forest::Forest;
use crate::items::{Items, Strings};
use crate::latent::{Fit, Labelled, MATCH, RANDOM, Weights};
use crate::learn::LabelledPair;
use crate::learning::{count, random, without_matches};
use crate::level::{Levels, MISSING, MOST_LEVELS};
use crate::model::{Model, ModelError};
use crate::pattern::Pattern;
use crate::prepared::{Prepared, Scratch};
use crate::rule::{Rule, Rules, Verdict};
use crate::scoring::Scoring;
use crate::unique::judge;

pub use examples::FieldSummary;
pub use golden_record::GoldenRule;
pub use passes::{PassSummary, WeightBin};

/// Which pairs may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Any two items.
    #[default]
    All,
    /// Two items of different sources.
    AcrossSources,
}

/// Which sources hold an entity at most once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unique {
    /// In a link between sources it is judged from the data, otherwise no source does.
    #[default]
    Judged,
    /// Those whose bit is set, and no others: bit 2 is that of source 2.
    Sources(u64),
}

/// What labelled pairs are used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Labelling {
    /// They teach, and hold: pairs judged to be one are in one entity, pairs judged to be two are not.
    #[default]
    TeachAndHold,
    /// They teach only: a judgement may be wrong.
    Teach,
}

/// Choices of a [`Resolver`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ResolverOptions {
    /// Which pairs may be one; any by default.
    pub scope: Scope,
    /// Which sources hold an entity at most once; judged by default.
    pub unique: Unique,
    /// How many pairs are compared at most, about; 15 for each item by default, a
    /// million at least.
    pub max_pairs: Option<u64>,
    /// The probability above which a pair speaks for one entity, 0..=1; 0.5 by default: more likely one than two.
    pub threshold: f32,
    /// Pairs of rows that are one.
    pub must_link: Vec<(u32, u32)>,
    /// Pairs of rows that are two.
    pub cannot_link: Vec<(u32, u32)>,
    /// Rules beside what is learnt, added to those of the model; none by default.
    pub rules: Vec<Rule>,
    /// What labelled pairs are used for; by default they teach and hold.
    pub labelling: Labelling,
    /// What random pairs are drawn with; the same seed gives the same answer. 0 by default.
    pub seed: u64,
}

impl Default for ResolverOptions {
    fn default() -> Self {
        Self {
            scope: Scope::All,
            unique: Unique::Judged,
            max_pairs: None,
            threshold: 0.5,
            must_link: Vec::new(),
            cannot_link: Vec::new(),
            rules: Vec::new(),
            labelling: Labelling::default(),
            seed: 0,
        }
    }
}

/// Pairs that are compared for each item where nothing else is said.
const PAIRS_PER_ITEM: u64 = 15;

/// Pairs that are compared of a small table where nothing else is said: they take half a second.
const LEAST_PAIRS: u64 = 1_000_000;

/// Edges that are kept of each item at most, about.
const EDGES_PER_ITEM: u64 = 4;

/// Bytes that a prepared value takes beside its text: its words, keys and parsed form.
const VALUE_BYTES: u64 = 150;

/// Bytes that an item takes in blocks and clusters.
const ITEM_BYTES: u64 = 100;

/// Bytes that every run takes: tables of names, and what each thread remembers.
const FIXED_BYTES: u64 = 32 << 20;

/// The weight in bits below which a pair is no edge: one in 64.
const LOWEST_EDGE: f32 = -6.0;

/// The stages of a run, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Values are parsed, names taken apart, texts cut into words.
    Prepare,
    /// Keys are sorted into blocks.
    Block,
    /// Patterns are counted and shares learnt.
    Learn,
    /// Pairs are weighed.
    Score,
    /// Pairs become entities.
    Cluster,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Prepare => "prepare",
            Self::Block => "block",
            Self::Learn => "learn",
            Self::Score => "score",
            Self::Cluster => "cluster",
        })
    }
}

/// Hears of progress (stage, done, of how many) and says whether to go on.
pub type Progress<'p> = &'p (dyn Fn(Stage, usize, usize) -> bool + Sync);

/// A run that gives no answer.
#[derive(Debug)]
pub struct ResolveError(Kind);

#[derive(Debug)]
enum Kind {
    Stopped,
    Model(ModelError),
    Contradiction(Contradiction, String, String),
    Input(String),
}

impl ResolveError {
    /// Whether the caller's progress function stopped the run.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        matches!(self.0, Kind::Stopped)
    }
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Stopped => f.write_str("the run was stopped"),
            Kind::Model(error) => error.fmt(f),
            Kind::Contradiction(error, a, b) => write!(f, "items {a:?} and {b:?}: {error}"),
            Kind::Input(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for ResolveError {}

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
    options: ResolverOptions,
    model: Option<Model>,
    labels: Vec<LabelledPair>,
}

impl Resolver {
    /// Makes a resolver with some choices.
    #[must_use]
    pub fn new(options: ResolverOptions) -> Self {
        Self { options, model: None, labels: Vec::new() }
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

    /// Resolves items.
    ///
    /// The answer depends on the items alone: not on the order of rows or columns, nor on the number of threads.
    ///
    /// # Errors
    /// [`ResolveError`] where `progress` says no, the model does not fit the items, a link or label names a row
    /// that is not there, a rule what is not compared, or must-links contradict what keeps items apart.
    pub fn run(&self, items: Items, progress: Progress<'_>) -> Result<Resolution, ResolveError> {
        let goes_on = |stage| if progress(stage, 0, 1) { Ok(()) } else { Err(ResolveError(Kind::Stopped)) };
        let options = &self.options;
        let across = options.scope == Scope::AcrossSources;
        self.check(&items)?;
        goes_on(Stage::Prepare)?;
        let ids = items.ids.clone();
        let labels = teaching::checked(&self.labels, &ids)?;
        let links = options.must_link.iter().chain(&options.cannot_link).copied();
        let links = links.chain(labels.iter().map(|label| (label.a, label.b)));
        let mut linked: Vec<u32> = links.flat_map(|(a, b)| [a, b]).collect();
        linked.sort_unstable();
        linked.dedup();
        let distinct = Distinct::of(items, &linked);
        let node_of = distinct.node_of;
        let prepared = Prepared::new(distinct.items, distinct.rows, across);
        goes_on(Stage::Block)?;
        let budget = options
            .max_pairs
            .unwrap_or_else(|| (prepared.items.len() as u64 * PAIRS_PER_ITEM).max(LEAST_PAIRS));
        let candidates = Candidates {
            blocks: Blocks::build(&prepared.items, &prepared.comparisons, budget as f64, across),
        };
        goes_on(Stage::Learn)?;
        let levels = prepared.levels();
        let labelled = teaching::labelled(&labels, &node_of, &prepared, &candidates);
        let mut model = if let Some(model) = &self.model {
            model.clone()
        } else {
            let fit = self.learn(&prepared, &candidates, &levels, &labelled, progress)?;
            Model::of(&prepared, &fit, &candidates.blocks, 0, options.threshold)
        };
        // What the model says counts, also where it was learnt just now: kept and read again it gives the same answer.
        let fit =
            model.fit(&prepared, &candidates.blocks).map_err(|error| ResolveError(Kind::Model(error)))?;
        let weights = Weights::new(&fit, &levels);
        let names = prepared.names();
        model.rules.extend(
            options.rules.iter().filter(|rule| !model.rules.contains(rule)).cloned().collect::<Vec<_>>(),
        );
        let rules =
            Rules::new(&model.rules, &names, &levels).map_err(|text| ResolveError(Kind::Input(text)))?;
        let taught = teaching::recalibration(&labels, &node_of, &prepared, &candidates, &weights);
        model.recalibration = taught.or(model.recalibration);
        let scale = model.recalibration.as_ref().map(|recalibration| recalibration.scale(&names));
        let scoring = Scoring { weights, scale, rules };
        goes_on(Stage::Score)?;
        let Scored { pairs, vetoed, compared } = score(&prepared, &candidates, &scoring, progress)?;
        goes_on(Stage::Cluster)?;
        let unique = match (options.unique, across, &self.model) {
            (Unique::Sources(sources), ..) => sources,
            (Unique::Judged, true, None) => judge(&prepared, &candidates, &scoring, &pairs),
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
            members: Vec::new(),
            prepared,
            candidates,
            levels,
            scoring,
            model,
            is_given: self.model.is_some(),
            labels,
            vetoed,
            pairs,
            compared,
            cluster_of: Vec::new(),
            entities: Vec::new(),
            options: options.clone(),
        };
        resolution.cluster(unique)?;
        Ok(resolution)
    }

    /// Estimates the memory that [`run`](Self::run) takes at most, in bytes: the columns as they come and as they are
    /// prepared, what is kept of each row for blocking, and the edges.
    ///
    /// It is told from the sizes alone, in no time, and errs on the high side.
    #[must_use]
    pub fn estimated_bytes(&self, items: &Items) -> u64 {
        let rows = items.len() as u64;
        let columns: u64 = items.columns.iter().map(|(_, column)| column.bytes() as u64).sum();
        let values: u64 = items.columns.iter().map(|(_, column)| column.values().len() as u64).sum();
        let ids = items.ids.bytes() as u64;
        let budget = self.options.max_pairs.unwrap_or(rows * PAIRS_PER_ITEM);
        let edges = budget.min(rows * EDGES_PER_ITEM) * size_of::<ScoredPair>() as u64;
        2 * (columns + ids) + VALUE_BYTES * values + ITEM_BYTES * rows + edges + FIXED_BYTES
    }

    fn check(&self, items: &Items) -> Result<(), ResolveError> {
        let input = |text: String| Err(ResolveError(Kind::Input(text)));
        let rows = items.len();
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
        prepared: &Prepared,
        candidates: &Candidates,
        levels: &[Levels],
        labelled: &[Labelled],
        progress: Progress<'_>,
    ) -> Result<Fit, ResolveError> {
        let goes_on = |done, whole| progress(Stage::Learn, done, whole);
        let random = random(prepared, self.options.seed);
        let passes = count(prepared, candidates, &goes_on);
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

/// How often entities are looked through for pairs that a rule forbids, and the most items of one.
const VETO_ROUNDS: usize = 8;
const MOST_CHECKED: usize = 64;

/// Share of the matches that blocking is taken to miss.
const MISSED: f64 = 0.05;

/// What is kept of the candidate pairs.
#[derive(Debug, Default)]
struct Scored {
    /// Edges.
    pairs: Vec<ScoredPair>,
    /// Pairs that would be edges had a rule not forbidden them.
    vetoed: Vec<(u32, u32)>,
    /// How many pairs of each pass there were.
    compared: Vec<u64>,
}

/// Weighs all candidate pairs and keeps those above the lowest edge; and apart from them those that would be among them
/// had a rule not forbidden them.
fn score(
    prepared: &Prepared,
    candidates: &Candidates,
    scoring: &Scoring,
    progress: Progress<'_>,
) -> Result<Scored, ResolveError> {
    let gaps: Vec<(f32, Vec<[f32; MOST_LEVELS]>)> =
        (0..=candidates.near_pass()).map(|pass| scoring.weights.gaps(pass)).collect();
    // What a pair weighs at most is known before labels and rules have spoken.
    let lowest = match (&scoring.scale, scoring.rules.raise()) {
        (_, true) => f32::NEG_INFINITY,
        (Some(_), _) => 2.0 * LOWEST_EDGE,
        (None, _) => LOWEST_EDGE,
    };
    let stopped = std::sync::atomic::AtomicBool::new(false);
    let goes_on = |done, whole| {
        let on = progress(Stage::Score, done, whole);
        if !on {
            stopped.store(true, std::sync::atomic::Ordering::Relaxed);
        }
        on
    };
    let parts = candidates.fold(
        prepared,
        &|_| 1,
        || Scored { compared: vec![0; candidates.near_pass() + 1], ..Scored::default() },
        |Scored { pairs, vetoed, compared }: &mut Scored, scratch, pass, a, b| {
            if let Some(count) = compared.get_mut(pass) {
                *count += 1;
            }
            if gaps.get(pass).is_some_and(|gaps| prepared.bound(gaps, a, b) < lowest) {
                return;
            }
            let pattern = prepared.compare(a, b, scratch);
            let weight = scoring.weight(pass, pattern, &scratch.rarity);
            if weight >= LOWEST_EDGE {
                pairs.push(ScoredPair { a, b, weight });
            } else if scoring.rules.can_forbid()
                && scoring.rules.forbid(pattern)
                && scoring.parts(pass, pattern, &scratch.rarity, |_, _, _| {}).weight >= LOWEST_EDGE
            {
                vetoed.push((a, b));
            }
        },
        &goes_on,
    );
    if stopped.into_inner() {
        return Err(ResolveError(Kind::Stopped));
    }
    let mut scored = Scored { compared: vec![0; candidates.near_pass() + 1], ..Scored::default() };
    for part in parts {
        scored.pairs.extend(part.pairs);
        scored.vetoed.extend(part.vetoed);
        for (sum, count) in scored.compared.iter_mut().zip(part.compared) {
            *sum += count;
        }
    }
    scored.pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
    scored.vetoed.sort_unstable();
    Ok(scored)
}

/// The probability that rows of one entity have at least; rows of two have at most the rest.
const LEAST_WITHIN: f32 = 0.501;

/// Two rows, and how likely they are one when all is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResolvedPair {
    /// One row; below `b`.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// What the two say themselves: the match weight in bits.
    pub weight: f32,
    /// The probability that they are one, 0..=1, with what is known of the rows around them.
    pub probability: f32,
}

/// An entity: the rows that are one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResolvedEntity {
    /// Its rows, rising.
    pub rows: Vec<u32>,
    /// The probability that its weakest part belongs to the rest, 0..=1; 1 where there is one row.
    pub confidence: f32,
    /// The rows that hold its weakest part to the rest, with their match weight in bits.
    pub weakest: Option<(u32, u32, f32)>,
}

/// The answer of a [`Resolver`], with all that explains it.
#[derive(Debug)]
pub struct Resolution {
    ids: Strings,
    node_of: Vec<u32>,
    /// The rows of each node.
    members: Vec<Vec<u32>>,
    prepared: Prepared,
    candidates: Candidates,
    levels: Vec<Levels>,
    scoring: Scoring,
    model: Model,
    /// Whether the model was given, not learnt from these items.
    is_given: bool,
    /// The labels that the answer was made with, sorted.
    labels: Vec<LabelledPair>,
    pairs: Vec<ScoredPair>,
    /// Pairs that a rule forbids, though what is compared would make them edges; sorted.
    vetoed: Vec<(u32, u32)>,
    /// How many pairs of each pass were compared.
    compared: Vec<u64>,
    cluster_of: Vec<u32>,
    entities: Vec<ResolvedEntity>,
    /// The choices that the answer was made with.
    options: ResolverOptions,
}

impl Resolution {
    /// The entity of each row; entities are numbered by their first rows.
    #[must_use]
    pub fn cluster_of(&self) -> &[u32] {
        &self.cluster_of
    }

    /// The entities, by their first rows.
    #[must_use]
    pub fn entities(&self) -> &[ResolvedEntity] {
        &self.entities
    }

    /// The learnt model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The id of a row.
    #[must_use]
    pub fn id(&self, row: u32) -> &str {
        self.ids.get(row)
    }

    /// The fields that are compared.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.prepared.items.columns.iter().map(|(field, _)| field)
    }

    /// The pairs of rows that weigh -6 bits or more, with their weights; of identical rows each with the first of them.
    #[must_use]
    pub fn edges(&self) -> Vec<ScoredPair> {
        let mut edges = Vec::with_capacity(self.pairs.len());
        let rows = |node: u32| self.members.get(node as usize).map_or(&[][..], Vec::as_slice);
        for pair in &self.pairs {
            if let (Some(&a), Some(&b)) = (rows(pair.a).first(), rows(pair.b).first()) {
                edges.push(ScoredPair { a: a.min(b), b: a.max(b), weight: pair.weight });
            }
        }
        let mut scratch = Scratch::default();
        for (node, rows) in self.members.iter().enumerate() {
            if let ([first, rest @ ..], false) = (rows.as_slice(), self.prepared.across || rows.len() < 2) {
                let weight = self.weigh(node as u32, node as u32, &mut scratch);
                edges.extend(rest.iter().map(|&row| ScoredPair { a: *first, b: row, weight }));
            }
        }
        edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
        edges
    }

    /// The pairs of rows with the probability that they are one, all evidence taken together.
    ///
    /// What the pair itself says is its weight; its probability also knows what became of the two rows. Two rows of one
    /// entity are one with the confidence of the entity at least, also where they were never compared; two rows of two
    /// entities are two, more likely than not, however alike they are. Given are all pairs within entities of up to 200
    /// rows, of larger ones those that were compared and those with the first row, and the pairs across entities that
    /// weigh -6 bits or more. In a link only pairs of two sources count.
    #[must_use]
    pub fn pairs(&self) -> Vec<ResolvedPair> {
        const MOST_PAIRED: usize = 200;
        let mut pairs: Vec<ResolvedPair> = Vec::new();
        let mut scratch = Scratch::remembering();
        let within = |a: u32, b: u32, weight: f32, confidence: f32| ResolvedPair {
            a,
            b,
            weight,
            probability: probability(weight).max(confidence).max(LEAST_WITHIN),
        };
        for entity in &self.entities {
            let is_small = entity.rows.len() <= MOST_PAIRED;
            for (at, &a) in entity.rows.iter().enumerate().take(if is_small { usize::MAX } else { 1 }) {
                for &b in entity.rows.iter().skip(at + 1) {
                    let (one, other) = (self.node(a), self.node(b));
                    if self.prepared.may_meet(one, other) {
                        pairs.push(within(a, b, self.weigh(one, other, &mut scratch), entity.confidence));
                    }
                }
            }
        }
        for edge in self.edges() {
            let (one, other) = (self.entity_of(edge.a), self.entity_of(edge.b));
            let entity = self.entities.get(one as usize);
            if one != other {
                let most = probability(edge.weight).min(1.0 - LEAST_WITHIN);
                pairs.push(ResolvedPair { a: edge.a, b: edge.b, weight: edge.weight, probability: most });
            } else if let Some(entity) = entity.filter(|entity| entity.rows.len() > MOST_PAIRED) {
                pairs.push(within(edge.a, edge.b, edge.weight, entity.confidence));
            }
        }
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        pairs.dedup_by_key(|pair| (pair.a, pair.b));
        pairs
    }

    fn entity_of(&self, row: u32) -> u32 {
        self.cluster_of.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    /// The match weight of any two rows, in bits.
    #[must_use]
    pub fn weight(&self, a: u32, b: u32) -> f32 {
        self.weigh(self.node(a), self.node(b), &mut Scratch::default())
    }

    /// Whether two rows were compared.
    #[must_use]
    pub fn is_candidate(&self, a: u32, b: u32) -> bool {
        let (a, b) = (self.node(a), self.node(b));
        a == b || self.candidates.pass_of(&self.prepared, a, b) != self.candidates.no_pass()
    }

    fn node(&self, row: u32) -> u32 {
        self.node_of.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    fn weigh(&self, a: u32, b: u32, scratch: &mut Scratch) -> f32 {
        let pattern = self.prepared.compare(a.min(b), a.max(b), scratch);
        let pass = self.candidates.pass_of(&self.prepared, a, b);
        self.scoring.weight(pass, pattern, &scratch.rarity)
    }

    /// Explains why two rows are one or two.
    #[must_use]
    pub fn explain(&self, a: u32, b: u32) -> Explanation {
        let (x, y) = (self.node(a), self.node(b));
        let mut scratch = Scratch::default();
        let pattern = self.prepared.compare(x, y, &mut scratch);
        let pass = self.candidates.pass_of(&self.prepared, x, y);
        let weight = self.scoring.weight(pass, pattern, &scratch.rarity);
        let mut said = Vec::with_capacity(self.levels.len());
        let parts =
            self.scoring.parts(pass, pattern, &scratch.rarity, |_, bits, rarity| said.push((bits, rarity)));
        let names = self.prepared.names();
        let value = |at: usize, number: u32| {
            let comparison = self.prepared.comparisons.get(at);
            let column = comparison.and_then(|comparison| self.prepared.items.columns.get(comparison.column));
            column.map_or_else(String::new, |(_, column)| column.values().get(number).to_owned())
        };
        let mut lines = Vec::new();
        for (at, (name, levels)) in names.iter().zip(&self.levels).enumerate() {
            let level = pattern.level(at);
            let is_field = at < self.prepared.comparisons.len();
            if level == MISSING && !is_field {
                continue;
            }
            let (bits, rarity) = said.get(at).copied().unwrap_or_default();
            let graded = scratch.graded.get(at).copied().unwrap_or_default();
            let values = if level == MISSING || !is_field {
                (String::new(), String::new())
            } else {
                (value(at, graded.1), value(at, graded.2))
            };
            lines.push(EvidenceLine {
                comparison: name.clone(),
                level: levels.name(level).to_owned(),
                values,
                weight: bits,
                rarity,
            });
        }
        self.explain_rules(pattern, weight, parts.weight, &mut lines);
        let flip = self.flip(pass, pattern, &scratch, weight, &names);
        Explanation {
            ids: (self.id(a).to_owned(), self.id(b).to_owned()),
            brought_by: self.pass_name(pass),
            prior: parts.prior,
            lines,
            dependence: parts.dependence,
            weight,
            probability: probability(weight),
            flip,
        }
    }

    /// Adds a line for each rule that fits: together they lead from the weight before the rules to that after them.
    fn explain_rules(&self, pattern: Pattern, weight: f32, before: f32, lines: &mut Vec<EvidenceLine>) {
        let first = lines.len();
        let (mut sum, mut decides) = (before, None);
        for (rule, at) in self.scoring.rules.fitting(pattern).zip(first..) {
            let bits = match (rule.then, decides) {
                (Verdict::Bits(bits), _) => bits,
                (Verdict::Different, _) => {
                    decides = decides.filter(|&(_, is_veto)| is_veto).or(Some((at, true)));
                    0.0
                }
                (Verdict::Same, _) => {
                    decides = decides.or(Some((at, false)));
                    0.0
                }
            };
            sum += bits;
            lines.push(EvidenceLine {
                comparison: format!("rule: {rule}"),
                level: String::new(),
                values: (String::new(), String::new()),
                weight: bits,
                rarity: 0.0,
            });
        }
        if let Some(line) = decides.and_then(|(at, _)| lines.get_mut(at)) {
            line.weight = weight - sum;
        }
    }

    /// The change of one field that turns the verdict and moves the weight the least.
    fn flip(
        &self,
        pass: usize,
        pattern: Pattern,
        scratch: &Scratch,
        weight: f32,
        names: &[String],
    ) -> Option<Flip> {
        let mut best: Option<Flip> = None;
        for (at, (name, levels)) in
            names.iter().zip(&self.levels).enumerate().take(self.prepared.comparisons.len())
        {
            let mut rarity = scratch.rarity;
            if let Some(slot) = rarity.get_mut(at) {
                *slot = 0.0;
            }
            for level in (1..levels.count() as u8).filter(|&level| level != pattern.level(at)) {
                let other = self.scoring.weight(pass, pattern.with(at, level), &rarity);
                let nearer =
                    best.as_ref().is_none_or(|best| (other - weight).abs() < (best.weight - weight).abs());
                if (other > 0.0) != (weight > 0.0) && nearer {
                    best = Some(Flip {
                        comparison: name.clone(),
                        level: levels.name(level).to_owned(),
                        weight: other,
                    });
                }
            }
        }
        best
    }

    fn pass_name(&self, pass: usize) -> String {
        if pass == self.candidates.no_pass() {
            return "nothing: no candidate".to_owned();
        }
        if pass == self.candidates.near_pass() {
            return "near texts".to_owned();
        }
        let forced = self.candidates.blocks.forced.get(pass).map_or(&[][..], Vec::as_slice);
        let names: Vec<&str> = forced
            .iter()
            .filter_map(|&at| self.prepared.comparisons.get(at))
            .map(|c| c.name.as_str())
            .collect();
        if names.is_empty() { "all pairs of a small table".to_owned() } else { names.join(" and ") }
    }

    /// The weight above which a pair speaks for one entity, in bits.
    #[must_use]
    pub fn threshold_bits(&self) -> f32 {
        let threshold = self.options.threshold.clamp(1e-6, 1.0 - 1e-6);
        (threshold / (1.0 - threshold)).log2()
    }

    /// Adds pairs that a rule keeps apart to what clustering keeps to, but those that must be one; whether there were any.
    fn forbid(&self, constraints: &mut Constraints, pairs: impl Iterator<Item = (u32, u32)>) -> bool {
        let mut pairs = pairs.peekable();
        if pairs.peek().is_none() {
            return false;
        }
        let mut forest = Forest::new(self.prepared.items.len());
        for &(a, b) in &constraints.must {
            forest.join(a, b);
        }
        let before = constraints.cannot.len();
        constraints.cannot.extend(pairs.filter(|&(a, b)| forest.root(a) != forest.root(b)));
        constraints.cannot.len() > before
    }

    /// The pairs within entities of up to 64 items that a rule forbids.
    fn forbidden_within(&self, found: &Entities) -> Vec<(u32, u32)> {
        if !self.scoring.rules.can_forbid() {
            return Vec::new();
        }
        let mut scratch = Scratch::default();
        let mut pairs = Vec::new();
        for entity in found.iter().filter(|entity| entity.members.len() <= MOST_CHECKED) {
            for (at, &a) in entity.members.iter().enumerate() {
                for &b in entity.members.iter().skip(at + 1) {
                    if self.scoring.rules.forbid(self.prepared.compare(a, b, &mut scratch)) {
                        pairs.push((a, b));
                    }
                }
            }
        }
        pairs
    }

    fn cluster(&mut self, unique: u64) -> Result<(), ResolveError> {
        let nodes = self.prepared.items.len();
        self.members = vec![Vec::new(); nodes];
        for (row, &node) in self.node_of.iter().enumerate() {
            if let Some(rows) = self.members.get_mut(node as usize) {
                rows.push(row as u32);
            }
        }
        let bits = self.threshold_bits();
        let [must, cannot] = self.links();
        let mut constraints = Constraints {
            must,
            cannot,
            sources: self.prepared.items.sources.clone(),
            unique,
            ..Constraints::default()
        };
        self.forbid(&mut constraints, self.vetoed.iter().copied());
        let cluster = ClusterOptions { threshold_bits: bits, ..ClusterOptions::default() };
        let weigh = |a, b| self.weigh(a, b, &mut Scratch::default());
        let cluster_by = |constraints: &Constraints| {
            cluster_items(nodes, &self.pairs, &weigh, constraints, &cluster).map_err(|error| {
                let (a, b) = error.pair();
                let id = |node| self.prepared.items.ids.get(node).to_owned();
                ResolveError(Kind::Contradiction(error, id(a), id(b)))
            })
        };
        let mut found = cluster_by(&constraints)?;
        // Pairs that nothing brought together may have come into one entity though a rule forbids it.
        for _ in 0..VETO_ROUNDS {
            if !self.forbid(&mut constraints, self.forbidden_within(&found).into_iter()) {
                break;
            }
            found = cluster_by(&constraints)?;
        }
        let mut entities: Vec<ResolvedEntity> = Vec::with_capacity(found.len());
        let rows = |node: u32| self.members.get(node as usize).map_or(&[][..], Vec::as_slice);
        let first = |node: u32| rows(node).first().copied().unwrap_or(0);
        let mut scratch = Scratch::default();
        for entity in found.iter() {
            let mut own: Vec<u32> = Vec::new();
            let mut confidence = entity.confidence;
            let mut weakest = entity.weakest.map(|pair| (first(pair.a), first(pair.b), pair.weight));
            for &node in entity.members {
                let is_unique = unique >> self.prepared.items.source(node) & 1 == 1;
                let weight = match rows(node) {
                    [_] => 0.0,
                    _ => self.weigh(node, node, &mut scratch),
                };
                match rows(node) {
                    [only] => own.push(*only),
                    // Rows that say the same are one unless what they say is too little, or their source repeats nothing.
                    [one, rest @ ..] if is_unique || (entity.members.len() == 1 && weight <= bits) => {
                        own.push(*one);
                        entities.extend(rest.iter().map(|&row| ResolvedEntity {
                            rows: vec![row],
                            confidence: 1.0,
                            weakest: None,
                        }));
                    }
                    [one, two, ..] => {
                        own.extend(rows(node));
                        if weakest.is_none_or(|weakest| weight < weakest.2) && entity.members.len() == 1 {
                            weakest = Some((*one, *two, weight));
                            confidence = probability(weight);
                        }
                    }
                    [] => {}
                }
            }
            own.sort_unstable();
            entities.push(ResolvedEntity { rows: own, confidence, weakest });
        }
        entities.sort_unstable_by(|a, b| a.rows.cmp(&b.rows));
        self.cluster_of = vec![0; self.node_of.len()];
        for (number, entity) in entities.iter().enumerate() {
            for &row in &entity.rows {
                if let Some(slot) = self.cluster_of.get_mut(row as usize) {
                    *slot = number as u32;
                }
            }
        }
        self.entities = entities;
        Ok(())
    }
}
