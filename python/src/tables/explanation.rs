//! Why two records are one or two.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use varlik::chart::Waterfall;
use varlik::items;
use varlik::items::{EvidenceLine, Flip};

use crate::errors::InputError;
use crate::tables::model::rounded;

/// Why two records, or two mentions, are one or two: what each field says, in bits that sum to the match weight.
///
/// `str()` is the account as text; a notebook shows it as a picture.
#[pyclass(frozen, module = "varlik")]
#[derive(Clone, PartialEq)]
pub(crate) struct Explanation {
    inner: items::Explanation,
    together: bool,
    /// Where the two are one though they do not say so themselves, the steps between them.
    through: Vec<items::Explanation>,
}

/// Name, level, values, bits and rarity of a line.
type Line = (String, String, (String, String), f32, f32);
/// Ids, what brought the pair, prior, lines, dependence, weight, probability and flip.
type Told = ((String, String), String, f32, Vec<Line>, f32, f32, f32, Option<(String, String, f32)>);
/// What is told of the pair, whether they are of one entity, and what is told of the steps between them.
type State = (Told, bool, Vec<Told>);

fn save(it: &items::Explanation) -> Told {
    let it = it.clone();
    let lines = it.lines.into_iter();
    let lines = lines.map(|line| (line.comparison, line.level, line.values, line.weight, line.rarity));
    let flip = it.flip.map(|flip| (flip.comparison, flip.level, flip.weight));
    (it.ids, it.brought_by, it.prior, lines.collect(), it.dependence, it.weight, it.probability, flip)
}

fn restore(told: Told) -> PyResult<items::Explanation> {
    let (ids, brought_by, prior, lines, dependence, weight, probability, flip) = told;
    if !weight.is_finite() {
        return Err(InputError::new_err("the pickle is no explanation"));
    }
    let lines = lines.into_iter().map(|(comparison, level, values, weight, rarity)| EvidenceLine {
        comparison,
        level,
        values,
        weight,
        rarity,
    });
    let flip = flip.map(|(comparison, level, weight)| Flip { comparison, level, weight });
    let lines = lines.collect();
    Ok(items::Explanation { ids, brought_by, prior, lines, dependence, weight, probability, flip })
}

impl Explanation {
    pub(crate) fn of(inner: items::Explanation, together: bool) -> Self {
        Self { inner, together, through: Vec::new() }
    }

    /// The same with the steps that lead from one to the other.
    pub(crate) fn through(mut self, steps: Vec<items::Explanation>) -> Self {
        self.through = steps;
        self
    }

    fn waterfall(&self) -> Waterfall {
        Waterfall::from(&self.inner)
    }
}

#[pymethods]
impl Explanation {
    /// The id of the one record.
    #[getter]
    fn left(&self) -> &str {
        &self.inner.ids.0
    }

    /// The id of the other record.
    #[getter]
    fn right(&self) -> &str {
        &self.inner.ids.1
    }

    /// The chance that the two are one, between 0 and 1.
    #[getter]
    fn probability(&self) -> f64 {
        rounded(self.inner.probability)
    }

    /// The match weight in bits: prior, lines, their rarities and dependence together.
    #[getter]
    fn weight(&self) -> f64 {
        rounded(self.inner.weight)
    }

    /// What is believed of the pair before its values are seen, in bits.
    #[getter]
    fn prior(&self) -> f64 {
        rounded(self.inner.prior)
    }

    /// What fields take away that agree together for another reason: a household, a common name; in bits.
    #[getter]
    fn dependence(&self) -> f64 {
        rounded(self.inner.dependence)
    }

    /// What made the pair one to compare: the fields on which the two meet.
    #[getter]
    fn brought_by(&self) -> &str {
        &self.inner.brought_by
    }

    /// Whether the two are of one entity: other records, links and `unique` have a say in that too.
    #[getter]
    fn together(&self) -> bool {
        self.together
    }

    /// Where the two are of one entity though they do not say so themselves: the steps that lead from one to the other; else
    /// empty.
    #[getter]
    fn steps(&self) -> Vec<Self> {
        self.through.iter().map(|step| Self::of(step.clone(), true)).collect()
    }

    /// What each field says, as dicts: field, level, left, right, bits, rarity.
    #[getter]
    fn lines<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let lines = self.inner.lines.iter().map(|line| {
            let dict = PyDict::new(py);
            dict.set_item("field", &line.comparison)?;
            dict.set_item("level", &line.level)?;
            dict.set_item("left", &line.values.0)?;
            dict.set_item("right", &line.values.1)?;
            dict.set_item("bits", rounded(line.weight))?;
            dict.set_item("rarity", rounded(line.rarity))?;
            Ok(dict)
        });
        PyList::new(py, lines.collect::<PyResult<Vec<_>>>()?)
    }

    /// The smallest change that would turn the verdict: the field, the level it would need, and the bits then; None where no single
    /// field would.
    #[getter]
    fn flip<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        let Some(flip) = &self.inner.flip else { return Ok(None) };
        let dict = PyDict::new(py);
        dict.set_item("field", &flip.comparison)?;
        dict.set_item("level", &flip.level)?;
        dict.set_item("weight", rounded(flip.weight))?;
        Ok(Some(dict))
    }

    /// Returns everything as a dict.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("left", self.left())?;
        dict.set_item("right", self.right())?;
        dict.set_item("probability", self.probability())?;
        dict.set_item("weight", self.weight())?;
        dict.set_item("together", self.together)?;
        dict.set_item("brought_by", self.brought_by())?;
        dict.set_item("prior", self.prior())?;
        dict.set_item("lines", self.lines(py)?)?;
        dict.set_item("dependence", self.dependence())?;
        dict.set_item("flip", self.flip(py)?)?;
        let steps = self.steps().iter().map(|step| step.to_dict(py)).collect::<PyResult<Vec<_>>>()?;
        dict.set_item("steps", steps)?;
        Ok(dict)
    }

    /// Returns the picture as SVG.
    fn to_svg(&self) -> String {
        self.waterfall().to_svg()
    }

    /// Returns the picture as a Vega-Lite specification, to be restyled.
    fn to_vegalite<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let text = self.waterfall().to_vegalite().to_string();
        Ok(py.import("json")?.call_method1("loads", (text,))?.cast_into()?)
    }

    fn _repr_html_(&self) -> String {
        self.to_svg()
    }

    fn __str__(&self) -> String {
        let verdict = if self.together { "one entity" } else { "two entities" };
        let first = format!("{}\n{verdict}", self.inner);
        self.through.iter().fold(first, |told, step| told + "\nthrough " + &step.to_string())
    }

    fn __repr__(&self) -> String {
        let (left, right) = &self.inner.ids;
        format!(
            "Explanation({left:?}, {right:?}, weight={:+.2}, probability={:.4}, together={})",
            self.inner.weight,
            self.inner.probability,
            if self.together { "True" } else { "False" }
        )
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self == other.get())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (State,))> {
        let it = slf.get();
        let state = (save(&it.inner), it.together, it.through.iter().map(save).collect());
        Ok((slf.get_type().getattr("_restore")?, (state,)))
    }

    #[staticmethod]
    fn _restore(state: State) -> PyResult<Self> {
        let (told, together, through) = state;
        let through = through.into_iter().map(restore).collect::<PyResult<_>>()?;
        Ok(Self { inner: restore(told)?, together, through })
    }
}
