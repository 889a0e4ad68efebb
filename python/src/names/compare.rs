//! Two names, or two sets of the names of two bearers.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyMapping, PyString, PyTuple};
use varlik::chance;
use varlik::names::{self, Name, NameComparer, NameKind, Role};
use varlik::text::Lang;

use crate::display::evidence_table;
use crate::errors::{InputError, half_a_character};
use crate::names::aliases::Given as Known;
use crate::names::comparer::Comparing;
use crate::names::options::{Kind, Prior};
use crate::names::rarity::Given as Learnt;
use crate::source::type_name;
use crate::text::Language;
use crate::text::record::record;

/// Names this long together are compared without the interpreter's lock.
const LONG: usize = 1 << 10;

record!(
    /// One line of the account of a comparison; it unpacks like a tuple.
    Evidence {
        /// Words of the first name; empty where only the second has them.
        a: String,
        /// Words of the second name; empty where only the first has them.
        b: String,
        /// What it says, in a word or two: `exact`, `spelling`, `script`, `variant`, `missing`, `conflict`, `prior`.
        what: String,
        /// The letters that do not stand for themselves, and the bits each takes away: `kh~h 0.9`.
        letters: String,
        /// Its weight in bits; positive speaks for one bearer.
        weight: f64,
    }
);

/// What a comparison of two names says, and why.
///
/// `float(comparison)` is its score, `str(comparison)` the account as a table; a notebook shows it too.
#[pyclass(frozen, module = "varlik")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparison {
    /// The first name; of a set the one that speaks most for one bearer.
    #[pyo3(get)]
    a: String,
    /// The second name; of a set the one that speaks most for one bearer.
    #[pyo3(get)]
    b: String,
    /// What the names were taken for the names of; None for anything.
    #[pyo3(get)]
    kind: Option<String>,
    /// The chance that the two are one, between 0 and 1.
    #[pyo3(get)]
    score: f64,
    /// The match weight in bits: the sum of the evidence. Above 0 they are likelier one than two.
    #[pyo3(get)]
    weight: f64,
    evidence: Vec<Evidence>,
    /// The account as the library writes it.
    account: String,
}

/// Names, kind, score, weight, evidence and account, as pickle keeps them.
type State = (String, String, Option<String>, f64, f64, Vec<Line>, String);

/// The fields of a line of evidence.
type Line = (String, String, String, String, f64);

#[pymethods]
impl Comparison {
    /// What was weighed, line by line; the weights sum to that of the whole.
    #[getter]
    fn evidence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.evidence.clone())
    }

    /// Returns the fields as a dict, the evidence as a list of dicts.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("a", &self.a)?;
        dict.set_item("b", &self.b)?;
        dict.set_item("kind", &self.kind)?;
        dict.set_item("score", self.score)?;
        dict.set_item("weight", self.weight)?;
        let lines: PyResult<Vec<_>> = self.evidence.iter().map(|line| line.to_dict(py)).collect();
        dict.set_item("evidence", lines?)?;
        Ok(dict)
    }

    /// Returns the fields as one line of JSON.
    fn to_json<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let options = PyDict::new(py);
        options.set_item("ensure_ascii", false)?;
        py.import("json")?.getattr("dumps")?.call((self.to_dict(py)?,), Some(&options))
    }

    fn __float__(&self) -> f64 {
        self.score
    }

    fn __str__(&self) -> &str {
        &self.account
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let shown = |text: &str| -> PyResult<String> { Ok(PyString::new(py, text).repr()?.to_string()) };
        let (a, b) = (shown(&self.a)?, shown(&self.b)?);
        Ok(format!("Comparison({a}, {b}, score={:.4}, weight={:.2})", self.score, self.weight))
    }

    fn _repr_html_(&self) -> String {
        let rows = self.evidence.iter();
        let rows =
            rows.map(|line| (words(&line.a, &line.b), [line.what.as_str(), &line.letters], line.weight));
        evidence_table([&self.a, &self.b], rows, self.weight, self.score)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self == other.get())
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        (&self.a, &self.b, &self.kind, self.score).into_pyobject(py)?.hash()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (State,))> {
        let this = slf.get().clone();
        let line = |it: Evidence| (it.a, it.b, it.what, it.letters, it.weight);
        let lines = this.evidence.into_iter().map(line);
        let state = (this.a, this.b, this.kind, this.score, this.weight, lines.collect(), this.account);
        Ok((slf.get_type().getattr("_restore")?, (state,)))
    }

    #[staticmethod]
    fn _restore(state: State) -> Self {
        let (a, b, kind, score, weight, lines, account) = state;
        let line = |(a, b, what, letters, weight): Line| Evidence { a, b, what, letters, weight };
        let evidence = lines.into_iter().map(line);
        Self { a, b, kind, score, weight, evidence: evidence.collect(), account }
    }
}

/// The words of a line, one of which may be missing.
fn words(a: &str, b: &str) -> String {
    match (a, b) {
        ("", "") => String::new(),
        (a, "") => format!("{a} ~"),
        ("", b) => format!("~ {b}"),
        (a, b) => format!("{a} ~ {b}"),
    }
}

/// Compares two names: the chance that they are one, and why.
///
/// Args:
///     a: A name; a dict of its parts by their roles (`{"given": "Tansu", "family": "Çiller"}`), which are believed; or a list of
///         the names of one bearer.
///     b: The other.
///     kind: What they are the names of: `person`, `organization`, `place`, `other`, or None where that is not known.
///     lang: Language of the text in which the names stand, where it is one.
///     prior: The chance that two names that are compared are one, before any word is looked at.
///     aliases: Names that the caller knows to be one, as `Aliases` holds them.
///    rarity: How common the words of the caller's names are, as `Rarity` learns it.
///
/// Returns:
///     A Comparison; of lists that of the two names that speak most for one bearer.
///
/// Raises:
///     InputError: A list is empty, or there is no such kind or role.
#[pyfunction]
#[pyo3(
    signature = (a, b, kind = Kind::ANY, *, lang = Language::UND, prior = Prior::SHIPPED, aliases = Known::NONE, rarity = Learnt::NONE),
    text_signature = "(a, b, kind=None, *, lang='und', prior=None, aliases=None, rarity=None)"
)]
#[allow(clippy::too_many_arguments, reason = "keywords of Python")]
pub(crate) fn compare_names(
    py: Python<'_>,
    a: &Bound<'_, PyAny>,
    b: &Bound<'_, PyAny>,
    kind: Kind,
    lang: Language,
    prior: Prior,
    aliases: Known,
    rarity: Learnt,
) -> PyResult<Comparison> {
    let (a, b) = (given(a, "a")?, given(b, "b")?);
    let bytes: usize = a.iter().chain(&b).map(Given::bytes).sum();
    let comparer = Comparing { prior, aliases, rarity }.comparer();
    let compare = || comparison(&a, &b, kind.0, lang.0, &comparer);
    let (first, second, weight, account) = if bytes < LONG { compare() } else { py.detach(compare) };
    let line = |line: names::Evidence| Evidence {
        a: line.a,
        b: line.b,
        what: line.what.to_string(),
        letters: line.letters,
        weight: f64::from(line.weight),
    };
    let text = |names: &[Given], place: usize| names.get(place).map(Given::text).unwrap_or_default();
    Ok(Comparison {
        a: text(&a, first),
        b: text(&b, second),
        kind: kind.label(),
        score: chance(weight),
        weight: f64::from(weight),
        account: account.to_string(),
        evidence: account.evidence.into_iter().map(line).collect(),
    })
}

/// The places of the two names that speak most for one bearer, their weight and what was weighed.
fn comparison(
    a: &[Given],
    b: &[Given],
    kind: NameKind,
    lang: Lang,
    comparer: &NameComparer,
) -> (usize, usize, f32, names::Comparison) {
    let prepared =
        |names: &[Given]| -> Vec<Name> { names.iter().map(|name| name.prepared(kind, lang)).collect() };
    let (x, y) = (prepared(a), prepared(b));
    let (first, second) = comparer.best(&x, &y).map_or((0, 0), |best| (best.a, best.b));
    let empty = Name::new("", kind, lang);
    let (x, y) = (x.get(first).unwrap_or(&empty), y.get(second).unwrap_or(&empty));
    // The weight of a column's rows, to the last bit.
    (first, second, comparer.weight(x, y), comparer.explain(x, y))
}

/// A name as it was given: a text, or its parts with their roles.
enum Given {
    Text(String),
    Parts(Vec<(Role, String)>),
}

impl Given {
    /// `None` where it is neither a string nor a dict.
    fn new(name: &Bound<'_, PyAny>, place: &str) -> PyResult<Option<Self>> {
        if let Ok(text) = name.cast::<PyString>() {
            return whole(text, place).map(Self::Text).map(Some);
        }
        let Ok(parts) = name.cast::<PyMapping>() else { return Ok(None) };
        let mut given = Vec::new();
        for part in parts.items()? {
            let (label, text): (Bound<'_, PyAny>, Bound<'_, PyAny>) = part.extract()?;
            let label = label.str()?.to_string();
            let role = Role::from_label(&label).ok_or_else(|| {
                let all = Role::ALL.map(|role| format!("{:?}", role.as_str())).join(", ");
                InputError::new_err(format!("{place} has no role {label:?}; there are {all}"))
            })?;
            if text.is_none() {
                continue;
            }
            let text = text.cast::<PyString>().map_err(|_| {
                let found = type_name(&text);
                PyTypeError::new_err(format!("{place}[{label:?}] is of type {found}, not str or None"))
            })?;
            given.push((role, whole(text, &format!("{place}[{label:?}]"))?));
        }
        Ok(Some(Self::Parts(given)))
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Parts(parts) => parts.iter().map(|(_, text)| text.len()).sum(),
        }
    }

    /// The name as it is shown.
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Parts(parts) => parts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" "),
        }
    }

    fn prepared(&self, kind: NameKind, lang: Lang) -> Name {
        match self {
            Self::Text(text) => Name::new(text, kind, lang),
            Self::Parts(parts) => {
                let parts: Vec<(Role, &str)> =
                    parts.iter().map(|(role, text)| (*role, text.as_str())).collect();
                Name::from_parts(&parts, kind, lang)
            }
        }
    }
}

/// One name, or those of a list.
fn given(names: &Bound<'_, PyAny>, argument: &str) -> PyResult<Vec<Given>> {
    if let Some(one) = Given::new(names, argument)? {
        return Ok(vec![one]);
    }
    let wrong = || {
        PyTypeError::new_err(format!(
            "{argument} is a str, a dict of parts, or a list of these, not {}",
            type_name(names)
        ))
    };
    if names.is_instance_of::<PyBytes>() {
        return Err(wrong());
    }
    let items = names.try_iter().map_err(|_| wrong())?.enumerate().map(|(place, item)| {
        let (item, place) = (item?, format!("{argument}[{place}]"));
        Given::new(&item, &place)?.ok_or_else(|| {
            PyTypeError::new_err(format!("{place} is of type {}, not str; leave it out", type_name(&item)))
        })
    });
    let names = items.collect::<PyResult<Vec<Given>>>()?;
    if names.is_empty() {
        return Err(InputError::new_err(format!(
            "{argument} is empty; give a name, or a list of at least one"
        )));
    }
    Ok(names)
}

fn whole(text: &Bound<'_, PyString>, place: &str) -> PyResult<String> {
    text.to_str().map(ToOwned::to_owned).map_err(|error| half_a_character(text, place, error))
}
