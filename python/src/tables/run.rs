//! The two main calls over tables.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use pyo3::prelude::*;
use varlik::cli::ProgressLine;
use varlik::items::{ResolverOptions, Scope};
use varlik::tables::ReadOptions;
use varlik::{TableOptions, resolve_tables};

use crate::errors::raise;
use crate::interrupt;
use crate::progress::{Progress, Shown};
use crate::tables::judging::Judged;
use crate::tables::model::{Given, Model};
use crate::tables::options::{Bar, Fields, Memory, Once, Pairs, Seed, links};
use crate::tables::resolution::{Found, TableResolution};
use crate::tables::rules::Rules;
use crate::tables::source::{Source, several};
use crate::text::Threads;

/// How long a run may take to hear of Ctrl-C; nothing is written, so that what still runs may end by itself.
pub(super) const PATIENCE: Duration = Duration::from_millis(30);

/// Tells which rows of a table are one: people, firms, products, papers, in whatever columns.
///
/// What the columns hold is told by their names and values, how much each says is learnt from the rows themselves: no label and
/// no setting is needed. The answer is the same for every order of the rows and every number of threads.
///
/// Args:
///     source: A frame (pandas, Polars, pyarrow, a DuckDB relation, anything with `__arrow_c_stream__`), a dict of columns, a list
///         of dicts, or the path of a CSV, JSONL or Parquet file. A list of frames or paths is resolved as one.
///     id: The column of ids. Without it a column such as `id` whose values are all different, or else the numbers of the rows.
///     fields: What columns hold, where the guess is to be another: `{"name": "person_name", "notes": None}`; None leaves a column out.
///     max_pairs: The most pairs of rows that are compared, about; 15 for each row without it, and a million at least.
///     memory: The most memory the run may take, such as `"4GB"`. Pairs that are too many go to a folder on the disk; what would take
///         more all the same is refused before it begins.
///     work: A folder for that, and for what the run has made so far: stopped (Ctrl-C, a crash) and begun again with the same rows and choices it
///         goes on from there, which `notes` say. Without it a run begins anew, and pairs go to the folder of temporary files.
///     threshold: The chance above which a pair speaks for one entity: 0.5 without it, or that of the model that is given.
///     must_link: Pairs of ids that are one.
///     cannot_link: Pairs of ids that are two.
///     labels: Pairs that were judged: a table with the columns left, right and same (as `sample_to_judge` gives it), or a list of
///         `(left, right, same)`. They teach, and hold.
///     rules: Rules beside what is learnt, of comparisons and their levels as explanations name them: `"born conflict and name weak: different"`,
///         `"code exact: same"`, `"city conflict: -2 bits"`, or dicts as the model has them.
///     model: A model that was learnt before, to be used as it is.
///     seed: What random pairs are drawn with.
///     threads: Number of threads; 0 takes all cores.
///     progress: True for a line on the terminal, with the time that is left, or anything to be called with what is done and the total: thousandths
///         of the time, by estimate.
///
/// Returns:
///     The entities, edges and clusters as tables, the model, and an account of every pair.
///
/// Raises:
///     NotFoundError: A path does not exist.
///     FileError: A file cannot be read.
///     InputError: A column is not there, two rows have one id, or what is given cannot be used; the message says where.
#[pyfunction]
#[pyo3(
    signature = (source, *, id = None, fields = Fields::default(), max_pairs = Pairs(None), memory = Memory(None), work = None,
        threshold = Bar(None), must_link = None, cannot_link = None, labels = None, rules = Rules::default(), model = Given::NONE,
        seed = Seed::SHIPPED,
        threads = Some(Threads::ALL), progress = Progress::NONE),
    text_signature = "(source, *, id=None, fields=None, max_pairs=None, memory=None, work=None, threshold=None, must_link=None, \
        cannot_link=None, labels=None, rules=None, model=None, seed=0, threads=0, progress=None)"
)]
#[allow(clippy::too_many_arguments, reason = "the choices of a Python call are its keywords")]
pub(crate) fn dedupe(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    id: Option<String>,
    fields: Fields,
    max_pairs: Pairs,
    memory: Memory,
    work: Option<PathBuf>,
    threshold: Bar,
    must_link: Option<&Bound<'_, PyAny>>,
    cannot_link: Option<&Bound<'_, PyAny>>,
    labels: Option<&Bound<'_, PyAny>>,
    rules: Rules,
    model: Given,
    seed: Seed,
    threads: Option<Threads>,
    progress: Progress,
) -> PyResult<TableResolution> {
    let sources = several(source)?;
    let told = Told {
        id,
        fields,
        max_pairs,
        memory,
        work,
        threshold,
        must_link,
        cannot_link,
        labels,
        rules,
        model,
        seed,
        threads,
    };
    let options = told.options(sources.len(), Scope::All)?;
    run(py, sources, options, progress)
}

/// Tells which rows of two tables are one.
///
/// Columns of one name are one field, and so are columns of unlike names that hold the same; see `fields` of the answer.
///
/// Args:
///     left: A frame (pandas, Polars, pyarrow, a DuckDB relation, anything with `__arrow_c_stream__`), a dict of columns, a list
///         of dicts, or the path of a CSV, JSONL or Parquet file.
///     right: The other table.
///     id: The column of ids. Without it a column such as `id` whose values are all different, or else the numbers of the rows.
///     fields: What columns hold, where the guess is to be another: `{"name": "person_name", "notes": None}`; None leaves a column out.
///     unique: The tables that hold each entity at most once: `left`, `right`, `both`, None for neither; `auto` lets the data tell.
///     max_pairs: The most pairs of rows that are compared, about; 15 for each row without it, and a million at least.
///     memory: The most memory the run may take, such as `"4GB"`. Pairs that are too many go to a folder on the disk; what would take
///         more all the same is refused before it begins.
///     work: A folder for that, and for what the run has made so far: stopped (Ctrl-C, a crash) and begun again with the same rows and choices it
///         goes on from there, which `notes` say. Without it a run begins anew, and pairs go to the folder of temporary files.
///     threshold: The chance above which a pair speaks for one entity: 0.5 without it, or that of the model that is given.
///     must_link: Pairs of a left and a right id that are one; `("left", id)` names the side of an id.
///     cannot_link: Pairs that are two.
///     labels: Pairs that were judged: a table with the columns left, right and same (as `sample_to_judge` gives it), or a list of
///         `(left, right, same)`. They teach, and hold.
///     rules: Rules beside what is learnt, of comparisons and their levels as explanations name them: `"born conflict and name weak: different"`,
///         `"code exact: same"`, `"city conflict: -2 bits"`, or dicts as the model has them.
///     model: A model that was learnt before, to be used as it is.
///     seed: What random pairs are drawn with.
///     threads: Number of threads; 0 takes all cores.
///     progress: True for a line on the terminal, with the time that is left, or anything to be called with what is done and the total: thousandths
///         of the time, by estimate.
///
/// Returns:
///     The entities, edges and clusters as tables, the model, and an account of every pair.
///
/// Raises:
///     NotFoundError: A path does not exist.
///     FileError: A file cannot be read.
///     InputError: A column is not there, two rows have one id, or what is given cannot be used; the message says where.
#[pyfunction]
#[pyo3(
    signature = (left, right, *, id = None, fields = Fields::default(), unique = Once::JUDGED, max_pairs = Pairs(None),
        memory = Memory(None), work = None, threshold = Bar(None), must_link = None, cannot_link = None, labels = None,
        rules = Rules::default(), model = Given::NONE, seed = Seed::SHIPPED, threads = Some(Threads::ALL), progress = Progress::NONE),
    text_signature = "(left, right, *, id=None, fields=None, unique='auto', max_pairs=None, memory=None, work=None, threshold=None, \
        must_link=None, cannot_link=None, labels=None, rules=None, model=None, seed=0, threads=0, progress=None)"
)]
#[allow(clippy::too_many_arguments, reason = "the choices of a Python call are its keywords")]
pub(crate) fn link(
    py: Python<'_>,
    left: &Bound<'_, PyAny>,
    right: &Bound<'_, PyAny>,
    id: Option<String>,
    fields: Fields,
    unique: Once,
    max_pairs: Pairs,
    memory: Memory,
    work: Option<PathBuf>,
    threshold: Bar,
    must_link: Option<&Bound<'_, PyAny>>,
    cannot_link: Option<&Bound<'_, PyAny>>,
    labels: Option<&Bound<'_, PyAny>>,
    rules: Rules,
    model: Given,
    seed: Seed,
    threads: Option<Threads>,
    progress: Progress,
) -> PyResult<TableResolution> {
    let sources = vec![Source::new(left, "left")?, Source::new(right, "right")?];
    let told = Told {
        id,
        fields,
        max_pairs,
        memory,
        work,
        threshold,
        must_link,
        cannot_link,
        labels,
        rules,
        model,
        seed,
        threads,
    };
    let mut options = told.options(sources.len(), Scope::AcrossSources)?;
    options.0.resolver.unique = unique.0;
    run(py, sources, options, progress)
}

/// The keywords that both calls have.
struct Told<'a, 'py> {
    id: Option<String>,
    fields: Fields,
    max_pairs: Pairs,
    memory: Memory,
    work: Option<PathBuf>,
    threshold: Bar,
    must_link: Option<&'a Bound<'py, PyAny>>,
    cannot_link: Option<&'a Bound<'py, PyAny>>,
    labels: Option<&'a Bound<'py, PyAny>>,
    rules: Rules,
    model: Given,
    seed: Seed,
    threads: Option<Threads>,
}

impl Told<'_, '_> {
    fn options(self, tables: usize, scope: Scope) -> PyResult<(TableOptions, Option<Judged>)> {
        let model = self.model.0.map(|model| Model::inner(&model).clone());
        let mut resolver = ResolverOptions::default();
        resolver.scope = scope;
        resolver.max_pairs = self.max_pairs.0;
        resolver.seed = self.seed.0;
        resolver.rules = self.rules.0;
        let learnt = model.as_ref().map(|model| model.threshold);
        resolver.threshold = self.threshold.0.or(learnt).unwrap_or(resolver.threshold);
        let across = scope == Scope::AcrossSources;
        let labels = self.labels.map(|labels| Judged::new(labels, "labels", tables, across)).transpose()?;
        let options = TableOptions {
            read: ReadOptions { id: self.id, fields: self.fields.0 },
            resolver,
            must_link: links(self.must_link, "must_link", tables, across)?,
            cannot_link: links(self.cannot_link, "cannot_link", tables, across)?,
            labels: Vec::new(),
            model,
            memory: self.memory.0,
            work: self.work,
            threads: self.threads.unwrap_or(Threads::ALL).0,
        };
        Ok((options, labels))
    }
}

fn run(
    py: Python<'_>,
    sources: Vec<Source>,
    (mut options, labels): (TableOptions, Option<Judged>),
    progress: Progress,
) -> PyResult<TableResolution> {
    let (callback, line) = progress.into_parts(|| ProgressLine::of_stages("resolving"));
    // A run that keeps its work is to leave the folder before it is begun again.
    let patience = if options.work.is_some() { interrupt::PATIENCE } else { PATIENCE };
    let found = interrupt::run_within(py, callback.as_ref(), patience, move |control| {
        let control = Shown { control, line };
        let start = Instant::now();
        let (mut tables, mut whole) = (Vec::new(), Vec::new());
        for source in sources {
            let read = source.read(&control)?;
            tables.push(read.table);
            whole.push(read.whole);
        }
        if let Some(labels) = labels {
            options.labels = labels.read(options.resolver.scope == Scope::AcrossSources, &control)?;
        }
        let mut resolved = resolve_tables(tables, options, &control).map_err(|error| raise(&error))?;
        resolved.seconds = start.elapsed().as_secs_f64();
        Ok(Found::new(resolved, &whole))
    })?;
    Ok(TableResolution::of(found))
}
