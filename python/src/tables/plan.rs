//! Tables resolved in parts, by whatever moves rows.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use varlik::tables::TablePlan;

use crate::arrow::table::Table;
use crate::errors::{InputError, raise, raise_io, raise_write};
use crate::interrupt;
use crate::tables::model::Model;
use crate::tables::run::PATIENCE;
use crate::tables::source::Source;
use crate::text::str_of;

/// How rows are resolved in parts, on any number of machines: what must be known of a table as a whole.
///
/// `TableResolution.plan` makes one. `prepare` takes a batch of the table and gives its rows with the group in which each is
/// compared; whatever moves rows (Spark, Ray, Dask, Daft, a sort) brings those of a group together; `score_group` gives their
/// edges. Both are pure functions, and a plan is small: it holds no rows. It can be pickled.
#[pyclass(frozen, module = "varlik")]
#[derive(Clone)]
pub(crate) struct Plan {
    inner: Arc<TablePlan>,
}

impl Plan {
    pub(super) fn of(inner: TablePlan) -> Self {
        Self { inner: Arc::new(inner) }
    }
}

#[pymethods]
impl Plan {
    /// Gives rows once for each group in which they are compared.
    ///
    /// Args:
    ///     rows: Some rows of the table, as `varlik.dedupe` takes a table: a frame, a record batch, a list of dicts.
    ///     side: Of a link, of which table they are: `left` or `right`; where there are more, their number from 1.
    ///
    /// Returns:
    ///     The columns `group`, `id` (as text) and `field_NAME` for each field, a list of texts; in a link `side` too (0 is left).
    ///
    /// Raises:
    ///     InputError: A column is missing, or a row has no id.
    #[pyo3(signature = (rows, side = None))]
    fn prepare(
        &self,
        py: Python<'_>,
        rows: &Bound<'_, PyAny>,
        side: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Table> {
        let table = self.table_of(side)?;
        let source = Source::new(rows, "the rows")?;
        let plan = Arc::clone(&self.inner);
        interrupt::run_within(py, None, PATIENCE, move |control| {
            let rows = source.read(control)?.table;
            plan.prepare(rows, table).map_err(|error| raise(&error.into()))
        })
        .and_then(|batch| Table::of_batch(&batch))
    }

    /// Weighs the pairs within groups, given all rows of each; rows of several groups may be given at once.
    ///
    /// Args:
    ///     rows: What `prepare` gave, from any batches, as any table.
    ///
    /// Returns:
    ///     The columns `left` and `right` (ids as text), `weight` (bits) and `probability` of the pairs of -6 bits or more; where
    ///     several tables were deduplicated `left_side` and `right_side` too, counted from 0. What the rows around a pair say of it is
    ///     known only when edges are clustered.
    ///
    /// Raises:
    ///     InputError: The rows are not what `prepare` gives.
    fn score_group(&self, py: Python<'_>, rows: &Bound<'_, PyAny>) -> PyResult<Table> {
        let source = Source::new(rows, "the rows")?;
        let plan = Arc::clone(&self.inner);
        interrupt::run_within(py, None, PATIENCE, move |control| {
            let rows = source.read(control)?.table;
            plan.score_group(rows).map_err(|error| raise(&error.into()))
        })
        .and_then(|batch| Table::of_batch(&batch))
    }

    /// Into how many groups rows are parted.
    #[getter]
    fn groups(&self) -> u32 {
        self.inner.plan().groups()
    }

    /// The model that pairs are weighed with.
    #[getter]
    fn model(&self) -> Model {
        Model::of(self.inner.plan().model())
    }

    /// The fields that are compared, and what their values are taken for.
    #[getter]
    fn fields<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        for field in self.inner.plan().fields() {
            fields.set_item(&field.name, field.kind.as_str())?;
        }
        Ok(fields)
    }

    /// Reads a plan from the JSON of `to_json`.
    ///
    /// Raises:
    ///     InputError: The text is no plan, or of another release's format.
    #[staticmethod]
    fn from_json(text: &Bound<'_, PyString>) -> PyResult<Self> {
        parse(str_of(text)?).map_err(InputError::new_err)
    }

    /// Returns the plan as JSON, on one line.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| self.inner.to_json())
    }

    /// Writes the plan to a file as JSON.
    ///
    /// Raises:
    ///     FileError: The file cannot be written.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        py.detach(|| std::fs::write(&path, self.inner.to_json() + "\n"))
            .map_err(|error| raise_write(&path, &error))
    }

    /// Reads a plan from a file of `save`.
    ///
    /// Raises:
    ///     NotFoundError: There is no such file.
    ///     InputError: The file is no plan.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let text = py.detach(|| std::fs::read_to_string(&path)).map_err(|error| raise_io(&path, &error))?;
        parse(&text).map_err(|error| InputError::new_err(format!("{}: {error}", path.display())))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.inner == other.get().inner)
    }

    fn __repr__(&self) -> String {
        let fields: Vec<String> =
            (self.inner.plan().fields()).map(|field| format!("{}: {}", field.name, field.kind)).collect();
        format!("Plan({}; groups={})", fields.join(", "), self.groups())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("from_json")?, (slf.get().to_json(slf.py()),)))
    }
}

impl Plan {
    /// The number of the table that a side names.
    fn table_of(&self, side: Option<&Bound<'_, PyAny>>) -> PyResult<usize> {
        let tables = self.inner.tables();
        let names: Vec<String> = (0..tables).map(|table| super::answer::side(table as u8, tables)).collect();
        let Some(side) = side else {
            return match tables {
                1 => Ok(0),
                _ => Err(InputError::new_err(format!("side is missing; give one of {}", names.join(", ")))),
            };
        };
        let given = side.str()?.to_string();
        let found = names.iter().position(|name| *name == given).filter(|_| tables > 1);
        found.ok_or_else(|| {
            InputError::new_err(match tables {
                1 => format!("side is {given:?}, but the plan is of one table; leave it out"),
                _ => format!("side is {given:?}; give one of {}", names.join(", ")),
            })
        })
    }
}

fn parse(text: &str) -> Result<Plan, String> {
    TablePlan::from_json(text).map(Plan::of).map_err(|error| error.to_string())
}
