//! Why an entity is an entry of a knowledge base.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::resolution::rounded;
use crate::things::reduce;

/// Why an entity is an entry of the caller's knowledge base.
#[pyclass(frozen, get_all, eq, module = "varlik")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KnowledgeLink {
    /// The weight of the entry in bits: the sum of the evidence.
    weight: f64,
    /// What was weighed: `(what, detail, weight)`, where what is `name`, `type`, `prior`, `country`, `company` or `office`.
    evidence: Vec<(String, String, f64)>,
    /// The id of the entry that was next likeliest, and its weight; or None.
    rival: Option<(String, f64)>,
}

#[pymethods]
impl KnowledgeLink {
    #[new]
    fn new(weight: f64, evidence: Vec<(String, String, f64)>, rival: Option<(String, f64)>) -> Self {
        Self { weight, evidence, rival }
    }

    /// Returns the fields as a dict, like `kb` of a line of `entities.jsonl`.
    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let line = |(what, detail, weight): &(String, String, f64)| {
            let line = PyDict::new(py);
            line.set_item("what", what)?;
            line.set_item("detail", detail)?;
            line.set_item("weight", weight)?;
            Ok(line)
        };
        let evidence: PyResult<Vec<_>> = self.evidence.iter().map(line).collect();
        let rival = self.rival.as_ref().map(|(id, weight)| {
            let rival = PyDict::new(py);
            rival.set_item("id", id)?;
            rival.set_item("weight", weight)?;
            PyResult::Ok(rival)
        });
        let dict = PyDict::new(py);
        dict.set_item("weight", self.weight)?;
        dict.set_item("evidence", evidence?)?;
        dict.set_item("rival", rival.transpose()?)?;
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        let lines: Vec<String> =
            self.evidence.iter().map(|(what, _, weight)| format!("{what} {weight:+.2}")).collect();
        format!("KnowledgeLink({:+.2}: {})", self.weight, lines.join(", "))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let it = slf.get();
        reduce(slf, (it.weight, it.evidence.clone(), it.rival.clone()))
    }
}

impl KnowledgeLink {
    pub(crate) fn of(link: &varlik::KnowledgeLink) -> Self {
        let evidence = link
            .evidence
            .iter()
            .map(|line| (line.what.as_str().to_owned(), line.detail.clone(), bits(line.weight)));
        let rival = link.rival.as_ref().map(|(id, weight)| (id.clone(), bits(*weight)));
        Self { weight: bits(link.weight), evidence: evidence.collect(), rival }
    }
}

/// Bits with two decimals, as in the output files.
fn bits(weight: f32) -> f64 {
    rounded((weight * 100.0).round() / 100.0)
}
