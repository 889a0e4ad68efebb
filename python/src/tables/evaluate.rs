//! An answer beside the truth.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};
use varlik::chart::{PrecisionRecall, ThresholdPoint};
use varlik::tables::{self, EvaluateOptions};

use crate::display::escaped;
use crate::errors::raise;
use crate::interrupt;
use crate::tables::resolution::TableResolution;
use crate::tables::run::PATIENCE;
use crate::tables::source::Source;

/// Tells how right clusters or pairs are, beside the truth.
///
/// Args:
///     answer: What `dedupe` or `link` gave, or a table (a frame, a path) with the columns id and cluster (of a link side too), or left and
///         right and perhaps score.
///     truth: A table of true clusters, of true pairs, or of pairs that were judged, with a column label or same (1, 0, or nothing). The table
///         of `sample_to_judge`, filled in, tells how right the whole answer is that it was drawn from.
///     link: Whether two tables were linked: left and right are ids of either, and only pairs across them count. None takes it from the
///         answer.
///     threshold: The score from which a pair counts as found; every pair does without it.
///     records: The table that was resolved, with a column id; of a link a list of two. Tells which records stand alone, where the truth is
///         pairs.
///
/// Returns:
///     Precision and recall of pairs, B-cubed, counts of clusters, and of an answer with scores the best thresholds.
///
/// Raises:
///     NotFoundError: A path does not exist.
///     InputError: A column is not there, a record is in two clusters, or no record of the answer is in the truth.
#[pyfunction]
#[pyo3(signature = (answer, truth, *, link = None, threshold = None, records = None))]
pub(crate) fn evaluate(
    py: Python<'_>,
    answer: &Bound<'_, PyAny>,
    truth: &Bound<'_, PyAny>,
    link: Option<bool>,
    threshold: Option<f32>,
    records: Option<&Bound<'_, PyAny>>,
) -> PyResult<Evaluation> {
    let resolution = answer.cast::<TableResolution>().ok();
    let link = link.unwrap_or_else(|| resolution.is_some_and(|found| found.get().is_link()));
    let answer = match resolution {
        Some(found) => found.getattr("clusters")?,
        None => answer.clone(),
    };
    let (answer, truth) = (Source::new(&answer, "the answer")?, Source::new(truth, "the truth")?);
    let records = match records {
        None => Vec::new(),
        Some(several)
            if link && (several.is_instance_of::<PyList>() || several.is_instance_of::<PyTuple>()) =>
        {
            several.try_iter()?.map(|one| Source::new(&one?, "the records")).collect::<PyResult<_>>()?
        }
        Some(one) => vec![Source::new(one, "the records")?],
    };
    interrupt::run_within(py, None, PATIENCE, move |control| {
        let (answer, truth) = (answer.read(control)?.table, truth.read(control)?.table);
        let records = records.into_iter().map(|one| Ok(one.read(control)?.table));
        let records: Vec<_> = records.collect::<PyResult<_>>()?;
        let options = EvaluateOptions { link, threshold, records: &records };
        let found = tables::evaluate(&answer, &truth, &options);
        found.map(|found| Evaluation::of(&found)).map_err(|error| raise(&error.into()))
    })
}

/// Precision, recall and F1.
type Shares = (f64, f64, f64);

/// What came of comparing an answer with the truth; `str()` tells it line by line, as the command `varlik evaluate` does.
#[pyclass(frozen, module = "varlik")]
#[derive(Clone, PartialEq)]
pub(crate) struct Evaluation {
    text: String,
    json: String,
    pairs: Shares,
    bcubed: Option<Shares>,
    /// Threshold, precision, recall and F1, the lowest threshold first.
    curve: Vec<(f64, f64, f64, f64)>,
}

impl Evaluation {
    fn of(found: &tables::Evaluation) -> Self {
        let pairs = found.scores.pairs;
        let points = found.curve.iter();
        Self {
            text: found.to_string(),
            json: found.to_json().to_string(),
            pairs: (pairs.precision(), pairs.recall(), pairs.f1()),
            bcubed: found.scores.bcubed.map(|it| (it.precision, it.recall, it.f1())),
            curve: points.map(|it| (f64::from(it.threshold), it.precision, it.recall, it.f1)).collect(),
        }
    }

    /// The picture of an answer whose scores are chances; `None` of any other.
    fn chart(&self) -> Option<PrecisionRecall> {
        let is_chance = |&(threshold, ..): &(f64, f64, f64, f64)| (0.0..=1.0).contains(&threshold);
        if self.curve.is_empty() || !self.curve.iter().all(is_chance) {
            return None;
        }
        let bits = |chance: f64| {
            let chance = chance.clamp(1e-6, 1.0 - 1e-6);
            (chance / (1.0 - chance)).log2()
        };
        let points = self.curve.iter().map(|&(threshold, precision, recall, f1)| ThresholdPoint {
            threshold: bits(threshold),
            precision,
            recall,
            f1,
        });
        Some(PrecisionRecall { points: points.collect(), threshold: 0.0 })
    }
}

#[pymethods]
impl Evaluation {
    /// The share of the pairs found that are true.
    #[getter]
    fn precision(&self) -> f64 {
        self.pairs.0
    }

    /// The share of the true pairs that were found.
    #[getter]
    fn recall(&self) -> f64 {
        self.pairs.1
    }

    /// The harmonic mean of the two.
    #[getter]
    fn f1(&self) -> f64 {
        self.pairs.2
    }

    /// Precision as records see it: the share of the cluster of each that belongs to it; None where the truth is judged pairs.
    #[getter]
    fn bcubed_precision(&self) -> Option<f64> {
        self.bcubed.map(|it| it.0)
    }

    /// Recall as records see it: the share of what belongs to each that stands with it.
    #[getter]
    fn bcubed_recall(&self) -> Option<f64> {
        self.bcubed.map(|it| it.1)
    }

    /// The harmonic mean of the two.
    #[getter]
    fn bcubed_f1(&self) -> Option<f64> {
        self.bcubed.map(|it| it.2)
    }

    /// Returns everything as a dict: pairs, closed, bcubed, clusters, best, best_closed, best_bcubed, held, unknown and curve; what there is
    /// not is None.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        Ok(py.import("json")?.call_method1("loads", (&self.json,))?.cast_into()?)
    }

    /// Returns precision and recall against the threshold as SVG; None of an answer whose scores are no chances.
    fn to_svg(&self) -> Option<String> {
        self.chart().map(|chart| chart.to_svg())
    }

    /// Returns that picture as a Vega-Lite specification, to be restyled.
    fn to_vegalite<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        let Some(chart) = self.chart() else { return Ok(None) };
        let text = chart.to_vegalite().to_string();
        Ok(Some(py.import("json")?.call_method1("loads", (text,))?.cast_into()?))
    }

    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self) -> String {
        format!("Evaluation(f1={:.4})\n{}", self.pairs.2, self.text)
    }

    fn _repr_html_(&self) -> String {
        format!("<pre>{}</pre>{}", escaped(&self.text), self.to_svg().unwrap_or_default())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self == other.get())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (State,))> {
        let it = slf.get();
        let state = (it.text.clone(), it.json.clone(), it.pairs, it.bcubed, it.curve.clone());
        Ok((slf.get_type().getattr("_restore")?, (state,)))
    }

    #[staticmethod]
    fn _restore(state: State) -> Self {
        let (text, json, pairs, bcubed, curve) = state;
        Self { text, json, pairs, bcubed, curve }
    }
}

/// Text, JSON, shares of pairs and of records, curve.
type State = (String, String, Shares, Option<Shares>, Vec<(f64, f64, f64, f64)>);
