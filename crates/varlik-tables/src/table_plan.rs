//! Tables resolved in parts: batches of rows in, batches of rows by group and of edges out.

use std::sync::Arc;

use arrow_array::builder::{Float64Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field as ArrowField, Schema, SchemaRef};
use serde::{Deserialize, Serialize};
use varlik_names::probability;
use varlik_resolve::{Column, ColumnBuilder, Field, FieldKind, Items, Plan, Scope};

use crate::aliases::both;
use crate::ids::no_column;
use crate::points::points;
use crate::whole_names::whole_names;
use crate::{ColumnNote, Table, TableError};

/// How the rows of tables are resolved in parts, on any number of machines: a [`Plan`] that knows columns.
///
/// [`prepare`](Self::prepare) takes some rows of a table as they came and gives its rows by the groups in which they are
/// compared. Rows of one group are brought together by whatever moves rows (a shuffle, a sort, files), and
/// [`score_group`](Self::score_group) gives their edges. Both are pure: what they give follows from their arguments alone.
///
/// # Example: one table in two batches
/// ```
/// use arrow_array::{RecordBatchIterator, cast::AsArray};
/// use varlik_resolve::Resolver;
/// use varlik_tables::{ReadOptions, Table, TablePlan, items};
///
/// let people = "id,ad,doğum\n1,Ayşe Yılmaz,1985-05-05\n2,Can Ak,1990-01-31\n3,Ayse YILMAZ,05.05.1985\n";
/// let intake = items(vec![Table::from_csv("people", people.as_bytes())?], &ReadOptions::default())?;
/// let found = Resolver::default().run(intake.items.clone(), &|_, _, _| true)?;
/// let plan = TablePlan::new(found.plan(), &intake.columns, &intake.ids)?.with_groups(1);
///
/// let one = plan.prepare(Table::from_csv("one", "id,ad,doğum\n1,Ayşe Yılmaz,1985-05-05\n2,Can Ak,1990-01-31\n".as_bytes())?, 0)?;
/// let two = plan.prepare(Table::from_csv("two", "id,ad,doğum\n3,Ayse YILMAZ,05.05.1985\n".as_bytes())?, 0)?;
/// let schema = one.schema();
/// let rows = Table::from_batches("rows", RecordBatchIterator::new([Ok(one), Ok(two)], schema))?;
/// let edges = plan.score_group(rows)?;
/// assert_eq!(edges.num_rows(), 1);
/// assert_eq!(edges["left"].as_string::<i32>().value(0), "1");
/// assert_eq!(edges["right"].as_string::<i32>().value(0), "3");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TablePlan {
    /// One for each table.
    tables: Vec<TableColumns>,
    plan: Plan,
}

/// The columns of one table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableColumns {
    id: String,
    /// The columns that each field of the plan is read from: one, none, two for points, those of the parts of
    /// whole names, and those of other names for one thing.
    heads: Vec<Vec<String>>,
}

/// The columns that [`TablePlan::prepare`] gives before those of the fields.
const GROUP: &str = "group";
const SIDE: &str = "side";
const ID: &str = "id";

/// What stands before the names of fields there.
const FIELD: &str = "field_";

impl TablePlan {
    /// Makes a plan of what an answer knew; `columns` and `ids` are those of the [`Intake`](crate::Intake).
    ///
    /// # Errors
    /// [`TableError`] where a table has no column of ids: rows of a batch have no numbers of their own.
    pub fn new(plan: Plan, columns: &[ColumnNote], ids: &[Option<String>]) -> Result<Self, TableError> {
        let heads = |table: usize| {
            let of = |field: &Field| {
                let column = columns.iter().find(|column| column.name == field.name);
                column.and_then(|column| column.heads.get(table)).cloned().unwrap_or_default()
            };
            plan.fields().map(of).collect()
        };
        let tables = ids.iter().enumerate().map(|(table, id)| {
            let id = id.clone().ok_or_else(|| {
                TableError::usage(
                    "the rows went by their numbers, which batches do not have; name the column of ids"
                        .to_owned(),
                )
            })?;
            Ok(TableColumns { id, heads: heads(table) })
        });
        Ok(Self { tables: tables.collect::<Result<_, TableError>>()?, plan })
    }

    /// Reads a plan from the JSON of [`to_json`](Self::to_json).
    ///
    /// # Errors
    /// [`TableError`] where the text is no plan, or one of another format.
    pub fn from_json(text: &str) -> Result<Self, TableError> {
        let found: Self = serde_json::from_str(text)
            .map_err(|error| TableError::input(format!("the text is no plan of tables: {error}")))?;
        found.plan.check().map_err(|error| TableError::input(error.to_string()))?;
        Ok(found)
    }

    /// Returns the plan as JSON, on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        // A struct of strings and finite numbers is always JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The plan with another number of groups, see [`Plan::with_groups`].
    #[must_use]
    pub fn with_groups(self, groups: u32) -> Self {
        Self { plan: self.plan.with_groups(groups), ..self }
    }

    /// How many tables there are.
    #[must_use]
    pub fn tables(&self) -> usize {
        self.tables.len()
    }

    /// What is known of the rows of all tables.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The schema of what [`prepare`](Self::prepare) gives: `group`, `side` (0 for the first table; only where there are
    /// several), `id`, and for each field its values as a list of texts under `field_` and its name.
    #[must_use]
    pub fn prepared_schema(&self) -> SchemaRef {
        let mut fields = vec![ArrowField::new(GROUP, DataType::Int64, false)];
        if self.tables.len() > 1 {
            fields.push(ArrowField::new(SIDE, DataType::Int64, false));
        }
        fields.push(ArrowField::new(ID, DataType::Utf8, false));
        let values = DataType::List(Arc::new(ArrowField::new_list_field(DataType::Utf8, true)));
        let column = |field: &Field| ArrowField::new(format!("{FIELD}{}", field.name), values.clone(), false);
        fields.extend(self.plan.fields().map(column));
        Arc::new(Schema::new(fields))
    }

    /// Gives rows once for each group in which they are compared.
    ///
    /// `table` tells of which table they are, counted from 0. Columns that the plan does not know are left out; of
    /// each row that is in no group nothing is given, for it has nothing in common with any row.
    ///
    /// # Errors
    /// [`TableError`] where a column is missing or of structs, or a row has no id.
    pub fn prepare(&self, mut rows: Table, table: usize) -> Result<RecordBatch, TableError> {
        let Some(columns) = self.tables.get(table) else {
            return Err(TableError::usage(format!(
                "the plan knows {} tables, counted from 0; these rows are said to be of table {table}",
                self.tables.len()
            )));
        };
        let id = take(&mut rows, &columns.id)?;
        let mut items = Items::default();
        push_ids(&mut items, &id, &rows.name, &columns.id)?;
        if self.tables.len() > 1 {
            items.sources = vec![table as u8; items.len()];
        }
        for (field, heads) in self.plan.fields().zip(&columns.heads) {
            let column = match heads.as_slice() {
                [] => empty(items.len()),
                [head] => take(&mut rows, head)?,
                [latitude, longitude] if field.kind == FieldKind::Point => {
                    points(&take(&mut rows, latitude)?, &take(&mut rows, longitude)?)
                }
                [first, others @ ..] if field.kind != FieldKind::PersonName => {
                    let mut names = take(&mut rows, first)?;
                    for head in others {
                        names = both(&names, &take(&mut rows, head)?);
                    }
                    names
                }
                parts => {
                    let parts: Vec<Column> =
                        parts.iter().map(|head| take(&mut rows, head)).collect::<Result<_, _>>()?;
                    whole_names(&parts.iter().collect::<Vec<_>>())
                }
            };
            items.columns.push((field.clone(), column));
        }
        let kept = items.clone();
        let groups = self.plan.prepare(items).map_err(|error| TableError::input(error.to_string()))?;
        Ok(self.batch(&kept, &groups))
    }

    /// Weighs the pairs within groups, given all rows of each: `left`, `right` (ids), `weight` (bits) and `probability`
    /// of those of -6 bits or more, by groups, sides and ids. `left` is of the first of the two tables; which these are is told by
    /// `left_side` and `right_side`, where there are several and it is not a link of two.
    ///
    /// The probability is what the pair alone says; what the rows around it say is known when edges are clustered.
    /// Rows of several groups may be given at once, and the rows of a group in several batches.
    ///
    /// # Errors
    /// [`TableError`] where the rows are not of [`prepared_schema`](Self::prepared_schema).
    pub fn score_group(&self, mut rows: Table) -> Result<RecordBatch, TableError> {
        let groups = numbers(&mut rows, GROUP)?;
        let sides = if self.tables.len() > 1 { numbers(&mut rows, SIDE)? } else { Vec::new() };
        let ids = take(&mut rows, ID)?;
        let mut columns = Vec::new();
        for field in self.plan.fields() {
            columns.push((field.clone(), take(&mut rows, &format!("{FIELD}{}", field.name))?));
        }
        let mut by_group: Vec<(u32, u32)> = groups.into_iter().zip(0..).collect();
        by_group.sort_unstable();
        let (mut left, mut right) = (StringBuilder::new(), StringBuilder::new());
        let (mut left_sides, mut right_sides) = (Int64Builder::new(), Int64Builder::new());
        let (mut weights, mut chances) = (Float64Builder::new(), Float64Builder::new());
        for group in by_group.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(number, _)) = group.first() else { continue };
            let own: Vec<u32> = group.iter().map(|row| row.1).collect();
            let items = part(&rows.name, &own, &ids, &sides, &columns)?;
            let kept = items.ids.clone();
            let source = items.sources.clone();
            let edges = self.plan.score_group(items, number).map_err(|e| TableError::input(e.to_string()))?;
            let record = |row: u32| (source.get(row as usize).copied().unwrap_or(0), kept.get(row));
            let named = edges.iter().map(|edge| (record(edge.a), record(edge.b), edge.weight));
            let named = named.map(|(one, other, weight)| (one.min(other), one.max(other), weight));
            let mut named: Vec<_> = named.collect();
            named.sort_unstable_by_key(|&(one, other, _)| (one, other));
            for (one, other, weight) in named {
                left.append_value(one.1);
                right.append_value(other.1);
                left_sides.append_value(i64::from(one.0));
                right_sides.append_value(i64::from(other.0));
                weights.append_value(f64::from(weight));
                chances.append_value(f64::from(probability(weight)));
            }
        }
        let mut columns: Vec<ArrayRef> = vec![Arc::new(left.finish()), Arc::new(right.finish())];
        if self.edges_have_sides() {
            columns.push(Arc::new(left_sides.finish()));
            columns.push(Arc::new(right_sides.finish()));
        }
        columns.push(Arc::new(weights.finish()));
        columns.push(Arc::new(chances.finish()));
        let schema = self.edges_schema();
        // The builders took a value each time.
        Ok(RecordBatch::try_new(Arc::clone(&schema), columns)
            .unwrap_or_else(|_| RecordBatch::new_empty(schema)))
    }

    /// Whether it is not clear anyway of which tables the records of an edge are.
    fn edges_have_sides(&self) -> bool {
        let least = if self.plan.scope() == Scope::AcrossSources { 2 } else { 1 };
        self.tables.len() > least
    }

    /// The schema of what [`score_group`](Self::score_group) gives.
    #[must_use]
    pub fn edges_schema(&self) -> SchemaRef {
        let of = |name: &str, kind| ArrowField::new(name, kind, false);
        let mut fields = vec![of("left", DataType::Utf8), of("right", DataType::Utf8)];
        if self.edges_have_sides() {
            fields.push(of("left_side", DataType::Int64));
            fields.push(of("right_side", DataType::Int64));
        }
        fields.push(of("weight", DataType::Float64));
        fields.push(of("probability", DataType::Float64));
        Arc::new(Schema::new(fields))
    }

    fn batch(&self, items: &Items, groups: &[(u32, u32)]) -> RecordBatch {
        let mut numbers = Int64Builder::with_capacity(groups.len());
        let mut sides = Int64Builder::new();
        let mut ids = StringBuilder::new();
        for &(group, row) in groups {
            numbers.append_value(i64::from(group));
            ids.append_value(items.ids.get(row));
            if self.tables.len() > 1 {
                sides.append_value(i64::from(items.source(row)));
            }
        }
        let mut columns: Vec<ArrayRef> = vec![Arc::new(numbers.finish())];
        if self.tables.len() > 1 {
            columns.push(Arc::new(sides.finish()));
        }
        columns.push(Arc::new(ids.finish()));
        for (_, column) in &items.columns {
            let mut lists = ListBuilder::new(StringBuilder::new());
            for &(_, row) in groups {
                for &cell in column.cells(row) {
                    lists.values().append_value(column.values().get(cell));
                }
                lists.append(true);
            }
            columns.push(Arc::new(lists.finish()));
        }
        let schema = self.prepared_schema();
        // Each column has a cell for each row of each group.
        RecordBatch::try_new(Arc::clone(&schema), columns).unwrap_or_else(|_| RecordBatch::new_empty(schema))
    }
}

/// Takes a column out of a table.
fn take(table: &mut Table, name: &str) -> Result<Column, TableError> {
    let place = table.columns.iter().position(|(own, _)| own == name);
    let place = place.ok_or_else(|| no_column(table, name))?;
    Ok(table.columns.remove(place).1)
}

fn empty(rows: usize) -> Column {
    let mut column = ColumnBuilder::default();
    (0..rows).for_each(|_| column.push(None));
    column.finish()
}

fn push_ids(items: &mut Items, ids: &Column, table: &str, name: &str) -> Result<(), TableError> {
    for row in 0..ids.len() as u32 {
        let &[cell] = ids.cells(row) else {
            return Err(TableError::input(format!(
                "{table}: row {row} (counted from 0) has {} ids in column {name:?}; give each row one",
                ids.cells(row).len()
            )));
        };
        items.ids.push(ids.values().get(cell));
    }
    Ok(())
}

/// A column of whole numbers.
fn numbers(table: &mut Table, name: &str) -> Result<Vec<u32>, TableError> {
    let column = take(table, name)?;
    (0..column.len() as u32)
        .map(|row| {
            let number = column.cells(row).first().map_or("", |&cell| column.values().get(cell));
            number.parse().map_err(|_| {
                TableError::input(format!(
                    "{}: {number:?} in column {name:?} is no number of a {name}; give what prepare gave",
                    table.name
                ))
            })
        })
        .collect()
}

/// The items of some rows.
fn part(
    name: &str,
    rows: &[u32],
    ids: &Column,
    sides: &[u32],
    columns: &[(Field, Column)],
) -> Result<Items, TableError> {
    let mut items = Items::default();
    let mut own = ColumnBuilder::default();
    let fill = |column: &Column, builder: &mut ColumnBuilder| {
        for &row in rows {
            builder.push_list(column.cells(row).iter().map(|&cell| column.values().get(cell)));
        }
    };
    fill(ids, &mut own);
    push_ids(&mut items, &own.finish(), name, ID)?;
    let side = |row: &u32| sides.get(*row as usize).copied().map(|side| side.min(u32::from(u8::MAX)) as u8);
    items.sources = rows.iter().filter_map(side).collect();
    for (field, column) in columns {
        let mut own = ColumnBuilder::default();
        fill(column, &mut own);
        items.columns.push((field.clone(), own.finish()));
    }
    Ok(items)
}
