//! The answer of `dedupe` and `link`.

use std::fmt::Write;
use std::sync::{Arc, OnceLock};

use arrow_array::ArrayRef;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use varlik::ResolvedTables;
use varlik::cli::ProgressLine;
use varlik::items::Scope;

use crate::arrow::table::Table;
use crate::display::escaped;
use crate::errors::{InputError, raise};
use crate::interrupt;
use crate::progress::{Progress, Shown};
use crate::tables::answer::{clusters, edges, entities, fields, side};
use crate::tables::explanation::Explanation;
use crate::tables::judging::{self, Judged, Judgement};
use crate::tables::model::Model;
use crate::tables::options::{Groups, Seed, record};
use crate::tables::plan::Plan;
use crate::tables::report::TableReport;
use crate::tables::run::PATIENCE;
use crate::tables::state::{State, restore, save};
use crate::text::Threads;

/// Fields that a repr names.
const SHOWN: usize = 12;

/// What was found, and how ids are handed out.
pub(crate) struct Found {
    pub(super) resolved: ResolvedTables,
    /// Whether the ids of each table are whole numbers.
    pub(super) whole: Vec<bool>,
    clusters: OnceLock<ArrayRef>,
    edges: OnceLock<ArrayRef>,
    entities: OnceLock<ArrayRef>,
    report: OnceLock<TableReport>,
}

impl Found {
    /// `whole` names the columns of whole numbers of each table, where its types are known.
    pub(super) fn new(resolved: ResolvedTables, whole: &[Option<Vec<String>>]) -> Self {
        let mut start = 0;
        let whole = whole.iter().zip(&resolved.id_columns).enumerate().map(|(table, (whole, id))| {
            let sources = &resolved.items.sources;
            let rows = if sources.is_empty() {
                resolved.items.len()
            } else {
                sources.iter().filter(|&&source| usize::from(source) == table).count()
            };
            let first = start;
            start += rows;
            match (id, whole) {
                (None, _) => true,
                (Some(id), Some(whole)) => whole.contains(id),
                // A file of text has no types: its readers take such ids for numbers.
                (Some(_), None) => {
                    (first..start).all(|row| is_plain_number(resolved.items.ids.get(row as u32)))
                }
            }
        });
        let whole = whole.collect();
        Self::of(resolved, whole)
    }

    pub(super) fn of(resolved: ResolvedTables, whole: Vec<bool>) -> Self {
        let (clusters, edges, entities) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { resolved, whole, clusters, edges, entities, report: OnceLock::new() }
    }

    pub(super) fn is_link(&self) -> bool {
        self.resolved.options.scope == Scope::AcrossSources
    }
}

/// Whether a text is the only way to write its number.
fn is_plain_number(text: &str) -> bool {
    text.parse::<i64>().is_ok_and(|number| number.to_string() == text)
}

/// The answer of `dedupe` and `link`: tables that any frame library reads, the model, and an account of every pair.
///
/// Shows itself as a table in a notebook. The same rows give the same answer.
#[pyclass(frozen, module = "varlik")]
pub(crate) struct TableResolution {
    found: Arc<Found>,
}

impl TableResolution {
    pub(super) fn of(found: Found) -> Self {
        Self { found: Arc::new(found) }
    }

    pub(super) fn is_link(&self) -> bool {
        self.found.is_link()
    }

    fn table(
        &self,
        py: Python<'_>,
        kept: fn(&Found) -> &OnceLock<ArrayRef>,
        make: fn(&ResolvedTables, &[bool]) -> PyResult<Table>,
    ) -> PyResult<Table> {
        let slot = kept(&self.found);
        if let Some(rows) = slot.get() {
            return Ok(Table::of(rows));
        }
        let table = py.detach(|| make(&self.found.resolved, &self.found.whole))?;
        Ok(Table::of(slot.get_or_init(|| Arc::clone(table.rows()))))
    }
}

#[pymethods]
impl TableResolution {
    /// The entities: number, size, confidence, the pair each hangs on (`weakest_left`, `weakest_right`, `weakest_score`), and for
    /// each field the value most of its rows have.
    #[getter]
    fn entities(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, |found| &found.entities, entities)
    }

    /// The pairs of one entity, and those across entities that are not far below an even chance: ids, score (the chance that the two
    /// are one, by all evidence) and weight (what the pair itself says, in bits).
    #[getter]
    fn edges(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, |found| &found.edges, edges)
    }

    /// The entity of each row, in the order the rows were given: `id` and `cluster`, before them `side` where there are several
    /// tables.
    #[getter]
    fn clusters(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, |found| &found.clusters, clusters)
    }

    /// What each column was taken for, and why; a column that was left out has no kind.
    #[getter]
    fn fields(&self) -> PyResult<Table> {
        fields(&self.found.resolved)
    }

    /// What was read otherwise than it stands, and other choices: a sentence each.
    #[getter]
    fn notes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.found.resolved.notes)
    }

    /// The model, learnt or given.
    #[getter]
    fn model(&self) -> Model {
        Model::of(&self.found.resolved.model)
    }

    /// The tables that were taken to hold each entity at most once, by their sides.
    #[getter]
    fn unique<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.sides())
    }

    /// Explains why two records are one or two: any two, whether they were compared or not.
    ///
    /// Args:
    ///     left: The id of one record; in a link that of the left table.
    ///     right: The id of the other; in a link that of the right table. `("left", id)` names the side of an id.
    ///
    /// Raises:
    ///     InputError: There is no such record.
    fn explain(
        &self,
        py: Python<'_>,
        left: &Bound<'_, PyAny>,
        right: &Bound<'_, PyAny>,
    ) -> PyResult<Explanation> {
        let (tables, across) = (self.found.whole.len(), self.found.is_link());
        let (left, right) = (record(left, 0, tables, across)?, record(right, 1, tables, across)?);
        let found = Arc::clone(&self.found);
        let explain = move |control: &dyn varlik::Control| {
            let resolved = &found.resolved;
            let told = resolved.explain(&left, &right, control).map_err(|error| raise(&error))?;
            let together = resolved.are_one(&left, &right).map_err(|error| raise(&error))?;
            Ok(Explanation::of(told, together))
        };
        if self.found.resolved.is_at_hand() {
            return py.detach(|| explain(&()));
        }
        interrupt::run_within(py, None, PATIENCE, explain)
    }

    /// Chooses pairs that are worth a person's judgement: half of them teach most, half are drawn by chance and tell how right the answer is.
    ///
    /// Fill in the column `same` (True, False, or nothing where you cannot tell) in whatever frame library or spreadsheet, and give the
    /// table to `judged` and `learn`, with all its columns and rows. The same seed gives the same pairs.
    ///
    /// Args:
    ///     n: How many pairs; there are fewer where the answer has not that many.
    ///     seed: What the pairs are drawn with.
    ///
    /// Returns:
    ///     A table: left and right (ids), left_... and right_... (what the two records say), same (empty), score (the chance that the two are
    ///     one, by what they say), together (whether the answer has them in one entity), and stratum, strata, stratum_pairs (of
    ///     pairs that were drawn by chance).
    #[pyo3(signature = (n = 200, *, seed = Seed::SHIPPED), text_signature = "($self, n=200, *, seed=0)")]
    fn sample_to_judge(&self, py: Python<'_>, n: usize, seed: Seed) -> PyResult<Table> {
        let found = Arc::clone(&self.found);
        interrupt::run_within(py, None, PATIENCE, move |control| {
            let sheet = found.resolved.sample_to_judge(n, seed.0, control).map_err(|error| raise(&error))?;
            judging::table(&found.resolved, &sheet, &found.whole)
        })
    }

    /// Tells how right the answer is, by the pairs of `sample_to_judge` that were judged.
    ///
    /// Args:
    ///     pairs: That table, with its column `same` filled in; pairs that nobody judged are taken to be like the others of their stratum.
    ///
    /// Returns:
    ///     Precision and recall of pairs and B-cubed precision and recall, each with the interval that holds the true value in 95 of 100
    ///     samples.
    ///
    /// Raises:
    ///     InputError: A column or an id is not there, a stratum has no judged pair, or the pairs were drawn from another answer.
    fn judged(&self, py: Python<'_>, pairs: &Bound<'_, PyAny>) -> PyResult<Judgement> {
        let across = self.found.is_link();
        let pairs = Judged::new(pairs, "pairs", self.found.whole.len(), across)?;
        let found = Arc::clone(&self.found);
        interrupt::run_within(py, None, PATIENCE, move |control| {
            let pairs = pairs.read(across, control)?;
            found.resolved.judged(&pairs, control).map(Judgement::of).map_err(|error| raise(&error))
        })
    }

    /// Learns from judged pairs and resolves the same tables anew; what was learnt from before still counts.
    ///
    /// The judgements hold: two records that were judged to be one are one in the new answer. Pairs that nobody judged are left out, and
    /// `notes` says how many. It takes as long as the first run did.
    ///
    /// Args:
    ///     pairs: The table of `sample_to_judge`, with its column `same` filled in; or any table with the columns left, right and same; or a
    ///         list of `(left, right, same)`.
    ///     threads: Number of threads; 0 takes all cores.
    ///     progress: True for a line on the terminal, or anything to be called with what is done and the total.
    ///
    /// Raises:
    ///     InputError: A column or an id is not there, no pair is judged, or one is judged both ways.
    #[pyo3(
        signature = (pairs, *, threads = Some(Threads::ALL), progress = Progress::NONE),
        text_signature = "($self, pairs, *, threads=0, progress=None)"
    )]
    fn learn(
        &self,
        py: Python<'_>,
        pairs: &Bound<'_, PyAny>,
        threads: Option<Threads>,
        progress: Progress,
    ) -> PyResult<Self> {
        let across = self.found.is_link();
        let pairs = Judged::new(pairs, "pairs", self.found.whole.len(), across)?;
        let found = Arc::clone(&self.found);
        let threads = threads.unwrap_or(Threads::ALL).0;
        let (callback, line) = progress.into_parts(|| ProgressLine::of_stages("learning"));
        let learnt = interrupt::run_within(py, callback.as_ref(), PATIENCE, move |control| {
            let control = Shown { control, line };
            let pairs = pairs.read(across, &control)?;
            let learnt = found.resolved.learn(&pairs, threads, &control).map_err(|error| raise(&error))?;
            Ok(Found::of(learnt, found.whole.clone()))
        })?;
        Ok(Self::of(learnt))
    }

    /// The page of the run: what was read, found and weighed, with pictures and examples.
    #[getter]
    fn report(&self, py: Python<'_>) -> PyResult<TableReport> {
        if let Some(report) = self.found.report.get() {
            return Ok(report.clone());
        }
        let found = Arc::clone(&self.found);
        let report = interrupt::run_within(py, None, PATIENCE, move |control| {
            let report = found.resolved.report(control).map_err(|error| raise(&error))?;
            Ok(TableReport::of(report.to_html()))
        })?;
        Ok(self.found.report.get_or_init(|| report).clone())
    }

    /// Makes a plan, by which these rows or others like them are resolved in parts on any number of machines.
    ///
    /// Args:
    ///     groups: Into how many groups rows are parted; those of a group are scored at once. 256 without it.
    ///
    /// Raises:
    ///     InputError: The rows went by their numbers, which those of a part do not have: name a column of ids.
    #[pyo3(signature = (groups = Groups::SHIPPED), text_signature = "($self, groups=256)")]
    fn plan(&self, py: Python<'_>, groups: Groups) -> PyResult<Plan> {
        let found = Arc::clone(&self.found);
        interrupt::run_within(py, None, PATIENCE, move |control| {
            let plan = found.resolved.plan(control).map_err(|error| raise(&error))?;
            Ok(Plan::of(plan.with_groups(groups.0)))
        })
    }

    /// The number of rows.
    fn __len__(&self) -> usize {
        self.found.resolved.items.len()
    }

    fn __repr__(&self) -> String {
        let found = &self.found.resolved;
        let mut text = format!(
            "TableResolution(rows={}, compared={}, entities={})",
            found.items.len(),
            found.compared,
            found.entities.len()
        );
        let kinds: Vec<String> = found
            .columns
            .iter()
            .filter_map(|column| Some(format!("{}: {}", column.name, column.inferred.kind?)))
            .collect();
        // Writing to a string cannot fail.
        if kinds.is_empty() {
            text.push_str("\n  no column tells rows apart");
        } else {
            let _ = write!(text, "\n  {}", kinds.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", "));
            if kinds.len() > SHOWN {
                let _ = write!(text, ", ... {} in all", kinds.len());
            }
        }
        let left_out: Vec<&str> = found
            .columns
            .iter()
            .filter(|column| column.inferred.kind.is_none())
            .map(|column| column.name.as_str())
            .collect();
        if !left_out.is_empty() {
            let shown = left_out.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
            let more = if left_out.len() > SHOWN {
                format!(", ... {} in all", left_out.len())
            } else {
                String::new()
            };
            let _ = write!(text, "\n  left out: {shown}{more}");
        }
        if self.found.is_link() {
            let sides = self.sides();
            let sides = if sides.is_empty() { "neither table".to_owned() } else { sides.join(" and ") };
            let how = if found.unique_was_judged() { "as the data tell" } else { "as was told" };
            let _ = write!(text, "\n  each entity at most once: {sides}, {how}");
        }
        text
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let text = self.__repr__();
        let head = text.lines().next().unwrap_or_default();
        let fields = self.fields()?.html(py)?;
        Ok(format!("<p>{}</p>{fields}{}", escaped(head), self.entities(py)?.html(py)?))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| {
            let (one, other) = (&self.found.resolved, &other.get().found.resolved);
            one.cluster_of == other.cluster_of
                && one.items.ids == other.items.ids
                && one.items.sources == other.items.sources
                && one.entities == other.entities
                && one.edges() == other.edges()
                && one.model == other.model
        })
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (State<'py>,))> {
        Ok((slf.get_type().getattr("_restore")?, (save(slf.py(), &slf.get().found),)))
    }

    #[staticmethod]
    fn _restore(state: State<'_>) -> PyResult<Self> {
        restore(state).map(Self::of).map_err(InputError::new_err)
    }
}

impl TableResolution {
    fn sides(&self) -> Vec<String> {
        self.found.resolved.unique().iter().map(|&source| side(source, self.found.whole.len())).collect()
    }
}
