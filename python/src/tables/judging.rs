//! Pairs to judge, handed out and taken back, and what they say of an answer.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, StringArray};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use varlik::items::{self, BCubedEstimate, Estimate, ToJudge};
use varlik::{Control, JudgeSheet, JudgedPair, ResolvedTables, chance};

use crate::arrow::objects::is_missing;
use crate::arrow::table::Table;
use crate::display::escaped;
use crate::errors::{InputError, raise};
use crate::source::type_name;
use crate::tables::answer::{ids, pair_types, side};
use crate::tables::options::record;
use crate::tables::source::Source;

/// What a table of judged pairs is called in messages.
const NAME: &str = "the judged pairs";

/// Pairs that were judged, or a table of them that is still to be read.
pub(super) enum Judged {
    Pairs(Vec<JudgedPair>),
    Table(Source),
}

impl Judged {
    /// `what` is the argument; `tables` and `across` say what an id is of.
    pub(super) fn new(given: &Bound<'_, PyAny>, what: &str, tables: usize, across: bool) -> PyResult<Self> {
        if !(given.is_instance_of::<PyList>() || given.is_instance_of::<PyTuple>()) {
            return Ok(Self::Table(Source::new(given, NAME)?));
        }
        if given.len()? > 0 && !is_triple(&given.get_item(0)?)? {
            return Ok(Self::Table(Source::new(given, NAME)?));
        }
        let pairs = given.try_iter()?.enumerate().map(|(place, triple)| {
            let triple = triple?;
            if !is_triple(&triple)? {
                return Err(PyTypeError::new_err(format!(
                    "{what}[{place}] is no (left, right, same); give a table, or a list of such"
                )));
            }
            let id = |at: usize| record(&triple.get_item(at)?, at, tables, across);
            let same = said(&triple.get_item(2)?, &format!("{what}[{place}]"))?;
            Ok(JudgedPair { left: id(0)?, right: id(1)?, same, drawn: None })
        });
        Ok(Self::Pairs(pairs.collect::<PyResult<_>>()?))
    }

    pub(super) fn read(self, across: bool, control: &dyn Control) -> PyResult<Vec<JudgedPair>> {
        match self {
            Self::Pairs(pairs) => Ok(pairs),
            Self::Table(source) => {
                let read = source.read(control)?;
                JudgedPair::read(&read.table, across).map_err(|error| raise(&error))
            }
        }
    }
}

fn is_triple(given: &Bound<'_, PyAny>) -> PyResult<bool> {
    let is_sequence = given.is_instance_of::<PyTuple>() || given.is_instance_of::<PyList>();
    Ok(is_sequence && given.len()? == 3)
}

/// True, False, 1, 0, or nothing.
fn said(given: &Bound<'_, PyAny>, place: &str) -> PyResult<Option<bool>> {
    let is_number = given.is_instance_of::<PyInt>() || given.is_instance_of::<PyFloat>();
    if given.is_instance_of::<PyBool>() || (is_number && (given.eq(0)? || given.eq(1)?)) {
        return given.is_truthy().map(Some);
    }
    if is_missing(given) {
        return Ok(None);
    }
    // Truth values of NumPy.
    if !given.is_instance_of::<PyString>() && type_name(given).starts_with("bool") {
        return given.is_truthy().map(Some);
    }
    Err(InputError::new_err(format!(
        "{place} says {} of the two; give True, False, or None where nobody judged",
        given.repr()?
    )))
}

/// The table that a person fills in.
pub(super) fn table(found: &ResolvedTables, sheet: &JudgeSheet<'_>, whole: &[bool]) -> PyResult<Table> {
    let pairs = sheet.pairs();
    let (left_whole, right_whole) = pair_types(whole, found.options.scope);
    let rows = |end: fn(&ToJudge) -> u32| pairs.iter().map(move |pair| Some(end(pair)));
    let mut columns: Vec<(String, ArrayRef)> = vec![
        ("left".to_owned(), ids(found, rows(|pair| pair.a), left_whole)),
        ("right".to_owned(), ids(found, rows(|pair| pair.b), right_whole)),
    ];
    let texts = |of: &dyn Fn(&ToJudge) -> Option<String>| -> ArrayRef {
        Arc::new(pairs.iter().map(of).collect::<StringArray>())
    };
    if sheet.has_sides() {
        let side = |row| Some(side(found.items.source(row), whole.len()));
        columns.push(("left_side".to_owned(), texts(&|pair| side(pair.a))));
        columns.push(("right_side".to_owned(), texts(&|pair| side(pair.b))));
    }
    for (field, (left, right)) in sheet.value_columns().into_iter().enumerate() {
        columns.push((left, texts(&|pair| sheet.value(pair.a, field))));
        columns.push((right, texts(&|pair| sheet.value(pair.b, field))));
    }
    // Six decimals are as exact as the files are.
    let scores = pairs.iter().map(|pair| (chance(pair.weight) * 1e6).round() / 1e6);
    let drawn = |of: &dyn Fn(u32, &ToJudge) -> i64| -> ArrayRef {
        let numbers = pairs.iter().map(|pair| pair.stratum.map(|stratum| of(stratum, pair)));
        Arc::new(numbers.collect::<Int64Array>())
    };
    let strata = i64::from(sheet.strata());
    let together: BooleanArray = pairs.iter().map(|pair| Some(pair.together)).collect();
    columns.extend([
        ("same".to_owned(), Arc::new(BooleanArray::new_null(pairs.len())) as ArrayRef),
        ("score".to_owned(), Arc::new(Float64Array::from_iter_values(scores))),
        ("together".to_owned(), Arc::new(together)),
        ("stratum".to_owned(), drawn(&|stratum, _| i64::from(stratum))),
        ("strata".to_owned(), drawn(&|_, _| strata)),
        ("stratum_pairs".to_owned(), drawn(&|_, pair| pair.stratum_pairs as i64)),
    ]);
    Table::new(columns.iter().map(|(name, column)| (name.as_str(), Arc::clone(column))).collect())
}

/// An estimate, and the interval that holds the true value in 95 of 100 samples.
#[pyclass(frozen, module = "varlik")]
#[derive(Clone, PartialEq)]
pub(crate) struct Interval {
    inner: items::Interval,
}

#[pymethods]
impl Interval {
    /// The best guess.
    #[getter]
    fn estimate(&self) -> f64 {
        self.inner.estimate
    }

    /// The lower end.
    #[getter]
    fn low(&self) -> f64 {
        self.inner.low
    }

    /// The upper end.
    #[getter]
    fn high(&self) -> f64 {
        self.inner.high
    }

    fn __repr__(&self) -> String {
        let items::Interval { estimate, low, high } = self.inner;
        format!("Interval({estimate:.4}, low={low:.4}, high={high:.4})")
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self == other.get())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Ends,))> {
        Ok((slf.get_type().getattr("_restore")?, (ends(slf.get().inner),)))
    }

    #[staticmethod]
    fn _restore(state: Ends) -> Self {
        Self { inner: of_ends(state) }
    }
}

/// Estimate, low and high.
type Ends = (f64, f64, f64);

const fn ends(interval: items::Interval) -> Ends {
    (interval.estimate, interval.low, interval.high)
}

const fn of_ends((estimate, low, high): Ends) -> items::Interval {
    items::Interval { estimate, low, high }
}

/// How right an answer is, by the pairs of a sample that were judged.
///
/// `str()` tells it in five lines. The numbers are those of pairs within entities, and of pairs that were compared and weigh -6 bits or
/// more: matches that were never compared are in none of them, so that the recall of all is at most what is said.
#[pyclass(frozen, module = "varlik")]
#[derive(Clone, PartialEq)]
pub(crate) struct Judgement {
    inner: items::Judgement,
}

/// Matches, precision, recall, B-cubed precision and recall; drawn, others, lost; blocking recall.
type State = ((Ends, Option<Ends>, Option<Ends>, Ends, Ends), (usize, usize, usize), Option<f64>);

impl Judgement {
    pub(super) fn of(inner: items::Judgement) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl Judgement {
    /// The share of the pairs within entities that are one; None where there is no such pair.
    #[getter]
    fn precision(&self) -> Option<Interval> {
        self.inner.estimate.precision.map(|inner| Interval { inner })
    }

    /// The share of the pairs that are one which stand together; None where no match was seen.
    #[getter]
    fn recall(&self) -> Option<Interval> {
        self.inner.estimate.recall.map(|inner| Interval { inner })
    }

    /// How many pairs are one.
    #[getter]
    fn matches(&self) -> Interval {
        Interval { inner: self.inner.estimate.matches }
    }

    /// The share of the entity of a record that belongs to it, on the mean.
    #[getter]
    fn bcubed_precision(&self) -> Interval {
        Interval { inner: self.inner.bcubed.precision }
    }

    /// The share of what belongs to a record that stands with it, on the mean; where an entity fell into more than two parts, it is
    /// higher than said.
    #[getter]
    fn bcubed_recall(&self) -> Interval {
        Interval { inner: self.inner.bcubed.recall }
    }

    /// The share of all matches that were compared at all, estimated without the judgements; None where that is not known. The recall of the whole is
    /// about the estimated one times this.
    #[getter]
    fn blocking_recall(&self) -> Option<f64> {
        self.inner.blocking_recall
    }

    /// How many of the judged pairs were drawn by chance, and so count.
    #[getter]
    fn drawn(&self) -> usize {
        self.inner.drawn
    }

    /// How many other pairs were judged.
    #[getter]
    fn others(&self) -> usize {
        self.inner.others
    }

    /// How many of the matches among the others were never compared: a sign of what blocking loses.
    #[getter]
    fn lost(&self) -> usize {
        self.inner.lost
    }

    /// Returns everything as a dict; an interval is a dict of estimate, low and high.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let Estimate { matches, precision, recall } = self.inner.estimate;
        let BCubedEstimate { precision: of_items, recall: recall_of_items } = self.inner.bcubed;
        let dict = PyDict::new(py);
        for (name, interval) in [
            ("precision", precision),
            ("recall", recall),
            ("matches", Some(matches)),
            ("bcubed_precision", Some(of_items)),
            ("bcubed_recall", Some(recall_of_items)),
        ] {
            let ends = interval.map(|interval| {
                let ends = PyDict::new(py);
                ends.set_item("estimate", interval.estimate)?;
                ends.set_item("low", interval.low)?;
                ends.set_item("high", interval.high)?;
                Ok::<_, PyErr>(ends)
            });
            dict.set_item(name, ends.transpose()?)?;
        }
        dict.set_item("blocking_recall", self.inner.blocking_recall)?;
        dict.set_item("drawn", self.inner.drawn)?;
        dict.set_item("others", self.inner.others)?;
        dict.set_item("lost", self.inner.lost)?;
        Ok(dict)
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        format!("Judgement(drawn={}, others={})\n{}", self.inner.drawn, self.inner.others, self.inner)
    }

    fn _repr_html_(&self) -> String {
        format!("<pre>{}</pre>", escaped(&self.inner.to_string()))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self == other.get())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (State,))> {
        let items::Judgement { estimate, bcubed, blocking_recall, drawn, others, lost } = slf.get().inner;
        let intervals = (
            ends(estimate.matches),
            estimate.precision.map(ends),
            estimate.recall.map(ends),
            ends(bcubed.precision),
            ends(bcubed.recall),
        );
        Ok((slf.get_type().getattr("_restore")?, ((intervals, (drawn, others, lost), blocking_recall),)))
    }

    #[staticmethod]
    fn _restore(state: State) -> Self {
        let (intervals, (drawn, others, lost), blocking_recall) = state;
        let (matches, precision, recall, of_items, recall_of_items) = intervals;
        let estimate = Estimate {
            matches: of_ends(matches),
            precision: precision.map(of_ends),
            recall: recall.map(of_ends),
        };
        let bcubed = BCubedEstimate { precision: of_ends(of_items), recall: of_ends(recall_of_items) };
        Self { inner: items::Judgement { estimate, bcubed, blocking_recall, drawn, others, lost } }
    }
}
