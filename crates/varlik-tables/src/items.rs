//! Tables as items: the rows of one or several tables under common columns.

use rayon::prelude::*;
use varlik_resolve::{Column, ColumnBuilder, Field, FieldKind, Items};

use crate::aliases::{both, names_to_merge};
use crate::counterpart::{Held, counterparts};
use crate::header::header_key;
use crate::ids::{id_column, no_column, push_ids};
use crate::infer::{Inferred, infer, infer_constant, infer_whole_names};
use crate::points::join_points;
use crate::redundant::redundant;
use crate::whole_names::{JoinedNames, either, names_to_join, whole_names};
use crate::{Table, TableError};

/// What is said about tables beforehand; nothing has to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The column that holds the id of each row. Without it: a column such as `id` whose values are all there and all
    /// different, or else the number of the row, counted from 0.
    pub id: Option<String>,
    /// What columns hold, where the guess is to be another; `None` leaves a column out.
    pub fields: Vec<(String, Option<FieldKind>)>,
}

/// Tables ready for the engine, and what was made of their columns.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    /// The rows; those of the first table first.
    pub items: Items,
    /// What was made of each column, in the order of the tables; those left out too, the column of ids not.
    pub columns: Vec<ColumnNote>,
    /// The column of ids of each table; `None` where rows go by their numbers.
    pub ids: Vec<Option<String>>,
    /// What was read otherwise than it stands: a sentence each.
    pub notes: Vec<String>,
}

/// What was made of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnNote {
    /// Its name.
    pub name: String,
    /// The columns of each table that it was read from: one, none where a table has no such column, two for points,
    /// those of the parts of whole names, and those of other names for one thing.
    pub heads: Vec<Vec<String>>,
    /// What it holds, and why that is thought.
    pub inferred: Inferred,
    /// How many rows have a value.
    pub filled: usize,
    /// How many different values there are.
    pub distinct: usize,
}

/// Makes items of the rows of tables: a table is a source, a column a field.
///
/// Columns of one name are one field, whatever the case and the signs between words (`First Name`, `first_name`); so are
/// columns of unlike names that hold the same kind, where no others do or where they share more words than others. A
/// column of latitudes and one of longitudes become one of points, and the given and family names of one table whole names
/// where another has no others. Columns that mostly hold the same name, as a title and an original title, become one of several
/// values. Each such choice is among the notes.
///
/// # Errors
/// No table or more than [`Items::MOST_SOURCES`], a column that was named and is not there, a row without an id or two
/// with the same id within one table.
///
/// # Example: a table nobody has described
/// ```
/// use varlik_resolve::FieldKind;
/// use varlik_tables::{ReadOptions, Table, items};
///
/// let people = "id,ad,e-posta,kaynak\n7,Ayşe,ayse@example.com,web\n9,Mehmet,,web\n";
/// let table = Table::from_csv("people", people.as_bytes())?;
/// let intake = items(vec![table.clone()], &ReadOptions::default())?;
/// let fields: Vec<_> = intake.items.columns.iter().map(|(field, _)| (field.name.as_str(), field.kind)).collect();
/// assert_eq!(fields, [("ad", FieldKind::GivenName), ("e-posta", FieldKind::Email)]);
/// assert_eq!(intake.items.ids.get(1), "9");
/// assert_eq!(intake.columns[2].inferred.kind, None);
///
/// let options = ReadOptions { id: Some("ıd".to_owned()), ..ReadOptions::default() };
/// let error = items(vec![table], &options).unwrap_err();
/// assert!(error.to_string().ends_with("Did you mean \"id\"?"));
/// # Ok::<(), varlik_tables::TableError>(())
/// ```
pub fn items(tables: Vec<Table>, options: &ReadOptions) -> Result<Intake, TableError> {
    if tables.is_empty() || tables.len() > Items::MOST_SOURCES {
        return Err(TableError::usage(format!(
            "{} tables; give between 1 and {} at once",
            tables.len(),
            Items::MOST_SOURCES
        )));
    }
    check_names(&tables, options)?;
    let mut intake = Intake::default();
    let rows: usize = tables.iter().map(Table::rows).sum();
    if rows > Items::MOST_ITEMS {
        return Err(TableError::input(format!(
            "{rows} rows; at most {} can be resolved at once",
            Items::MOST_ITEMS
        )));
    }
    let (mut starts, mut parts) = (Vec::new(), Vec::new());
    for (source, mut table) in tables.into_iter().enumerate() {
        starts.push(intake.items.ids.len() as u32);
        let place = id_column(&table, options.id.as_deref())?;
        let id = place.map(|place| table.columns.remove(place));
        push_ids(&mut intake.items.ids, id.as_ref().map(|(_, column)| column), table.rows);
        intake.items.sources.resize(intake.items.ids.len(), source as u8);
        if id.is_none() {
            intake
                .notes
                .push(format!("{}: no column of ids; rows go by their numbers, counted from 0", table.name));
        }
        intake.ids.push(id.map(|(name, _)| name));
        intake.notes.append(&mut table.notes);
        parts.push(table);
    }
    if parts.len() == 1 {
        intake.items.sources = Vec::new();
    }
    let (mut columns, mut heads) = union(parts, &mut intake.notes);
    let told = |name: &str| options.fields.iter().find(|(told, _)| told == name).map(|(_, kind)| *kind);
    if let Some(joined) = join_points(&mut columns, |name| told(name).is_some()) {
        let longitudes = heads.get(joined.longitude).cloned().unwrap_or_default();
        for (own, longitude) in heads.get_mut(joined.latitude).into_iter().flatten().zip(longitudes) {
            own.extend(longitude);
        }
        heads.remove(joined.longitude);
        intake.notes.push(joined.note);
    }
    let mut inferred: Vec<Inferred> = columns
        .par_iter()
        .map(|(name, column)| match told(name) {
            Some(kind) => Inferred::told(kind),
            None => infer(name, column, &starts),
        })
        .collect();
    for (whole, rest) in
        [(FieldKind::GivenName, FieldKind::FamilyName), (FieldKind::FamilyName, FieldKind::GivenName)]
    {
        if inferred.iter().any(|inferred| inferred.kind == Some(rest)) {
            continue;
        }
        for ((name, column), inferred) in columns.iter().zip(&mut inferred) {
            if inferred.kind == Some(whole) && told(name).is_none() {
                infer_whole_names(column, inferred);
            }
        }
    }
    join_names(
        &mut columns,
        &mut heads,
        &mut inferred,
        |name| told(name).is_some(),
        starts.len(),
        &mut intake.notes,
    );
    redundant(&columns, &mut inferred, |name| told(name).is_some());
    merge_names(&mut columns, &mut heads, &mut inferred, |name| told(name).is_some(), &mut intake.notes);
    if inferred.iter().all(|inferred| inferred.kind.is_none()) {
        // Rows that are all alike are one entity; without a field nothing would say so.
        for ((name, column), inferred) in columns.iter().zip(&mut inferred) {
            if column.values().len() == 1 && told(name).is_none() {
                *inferred = infer_constant(name, column);
            }
        }
    }
    for (((name, column), heads), inferred) in columns.into_iter().zip(heads).zip(inferred) {
        let filled = (0..rows as u32).filter(|&row| !column.cells(row).is_empty()).count();
        intake.columns.push(ColumnNote {
            name: name.clone(),
            heads,
            filled,
            distinct: column.values().len(),
            inferred: inferred.clone(),
        });
        if let Some(kind) = inferred.kind {
            intake.items.columns.push((Field { name, kind }, column));
        }
    }
    Ok(intake)
}

/// Joins the names that one table has whole and another in parts; parts that were told of stay.
fn join_names(
    columns: &mut Vec<(String, Column)>,
    heads: &mut Vec<Heads>,
    inferred: &mut Vec<Inferred>,
    told: impl Fn(&str) -> bool,
    tables: usize,
    notes: &mut Vec<String>,
) {
    let has = |table: usize, place: usize| {
        heads.get(place).and_then(|heads| heads.get(table)).is_some_and(|heads| !heads.is_empty())
    };
    let Some(JoinedNames { whole, mut parts }) = names_to_join(inferred, tables, has) else { return };
    let of: Vec<&(String, Column)> = parts.iter().filter_map(|&place| columns.get(place)).collect();
    if of.iter().any(|(name, _)| told(name)) {
        return;
    }
    let joined = whole_names(&of.iter().map(|(_, column)| column).collect::<Vec<_>>());
    let said: Vec<String> = of.iter().map(|(name, _)| format!("{name:?}")).collect();
    let Some((name, column)) = columns.get_mut(whole) else { return };
    notes.push(format!("columns {} are taken together for {name:?}", said.join(" and ")));
    *column = either(column, &joined);
    for table in 0..tables {
        let of_parts: Vec<String> = parts
            .iter()
            .filter_map(|&part| heads.get(part).and_then(|heads| heads.get(table)))
            .flatten()
            .cloned()
            .collect();
        if let Some(own) = heads.get_mut(whole).and_then(|heads| heads.get_mut(table)) {
            own.extend(of_parts);
        }
    }
    parts.sort_unstable();
    for place in parts.into_iter().rev() {
        columns.remove(place);
        heads.remove(place);
        inferred.remove(place);
    }
}

/// Makes one field of columns that hold other names for one thing; what was told of stays.
fn merge_names(
    columns: &mut Vec<(String, Column)>,
    heads: &mut Vec<Heads>,
    inferred: &mut Vec<Inferred>,
    told: impl Fn(&str) -> bool,
    notes: &mut Vec<String>,
) {
    while let Some((first, second)) = names_to_merge(columns, inferred, |name| !told(name)) {
        let (name, other) = columns.remove(second);
        inferred.remove(second);
        let of_second = heads.remove(second);
        if let Some((kept, column)) = columns.get_mut(first) {
            notes.push(format!(
                "column {name:?} holds other names for {kept:?} and is taken together with it"
            ));
            *column = both(column, &other);
        }
        for (own, more) in heads.get_mut(first).into_iter().flatten().zip(of_second) {
            own.extend(more);
        }
    }
}

/// Whether the columns that were told of are there.
fn check_names(tables: &[Table], options: &ReadOptions) -> Result<(), TableError> {
    for (asked, _) in &options.fields {
        if !tables.iter().any(|table| table.columns.iter().any(|(name, _)| name == asked)) {
            return tables.first().map_or(Ok(()), |table| Err(no_column(table, asked)));
        }
    }
    Ok(())
}

/// The columns of each table that a column was read from.
type Heads = Vec<Vec<String>>;

/// The columns of all tables, each over the rows of all, and what each was called in each.
fn union(mut parts: Vec<Table>, notes: &mut Vec<String>) -> (Vec<(String, Column)>, Vec<Heads>) {
    if let [_] = parts.as_slice() {
        let columns = parts.pop().map(|table| table.columns).unwrap_or_default();
        let heads = columns.iter().map(|(name, _)| vec![vec![name.clone()]]).collect();
        return (columns, heads);
    }
    let mut names = Union::default();
    for (source, table) in parts.iter().enumerate() {
        names.add(source, table, &parts, notes);
    }
    let names = names.columns;
    let head = |(table, place): (&Table, &Option<usize>)| {
        let column = place.and_then(|place| table.columns.get(place));
        column.map(|(name, _)| name.clone()).into_iter().collect()
    };
    let heads = names.iter().map(|(_, places)| parts.iter().zip(places).map(head).collect()).collect();
    let columns = names
        .into_par_iter()
        .map(|(name, places)| {
            let mut builder = ColumnBuilder::default();
            for (table, place) in parts.iter().zip(places) {
                let column = place.and_then(|place| table.columns.get(place)).map(|(_, column)| column);
                for row in 0..table.rows as u32 {
                    let cells = column.map(|column| column.cells(row)).unwrap_or_default();
                    let value = |cell: &u32| column.map_or("", |column| column.values().get(*cell));
                    match cells {
                        [] => builder.push(None),
                        [cell] => builder.push(Some(value(cell))),
                        cells => builder.push_list(cells.iter().map(value)),
                    }
                }
            }
            (name, builder.finish())
        })
        .collect();
    (columns, heads)
}

/// Which column of each table is which of the union.
#[derive(Default)]
struct Union {
    /// The name of each, and its place in the tables so far.
    columns: Vec<(String, Vec<Option<usize>>)>,
}

impl Union {
    fn add(&mut self, source: usize, table: &Table, parts: &[Table], notes: &mut Vec<String>) {
        self.columns.iter_mut().for_each(|(_, places)| places.resize(source + 1, None));
        let mut left: Vec<usize> = Vec::new();
        for (place, (name, _)) in table.columns.iter().enumerate() {
            let exact = self.columns.iter().position(|(known, places)| known == name && is_free(places));
            match exact {
                Some(at) => self.take(at, place),
                None => left.push(place),
            }
        }
        left.retain(|&place| {
            let Some((name, _)) = table.columns.get(place) else { return false };
            let key = header_key(name);
            let alike =
                self.columns.iter().position(|(known, places)| is_free(places) && header_key(known) == key);
            self.pair(alike, place, name, table, notes)
        });
        let free: Vec<usize> = (0..self.columns.len())
            .filter(|&at| self.columns.get(at).is_some_and(|(_, places)| is_free(places)))
            .collect();
        let known: Vec<Held<'_>> = free.iter().filter_map(|&at| self.held(at, parts)).collect();
        let new: Vec<Held<'_>> = left
            .iter()
            .filter_map(|&place| table.columns.get(place))
            .map(|(name, column)| Held::of(name, column))
            .collect();
        let pairs = counterparts(&known, &new);
        let taken: Vec<(usize, usize)> =
            pairs.iter().filter_map(|&(known, new)| Some((*free.get(known)?, *left.get(new)?))).collect();
        left.retain(|&place| {
            let Some((name, _)) = table.columns.get(place) else { return false };
            let at = taken.iter().find(|(_, new)| *new == place).map(|(at, _)| *at);
            self.pair(at, place, name, table, notes)
        });
        for place in left {
            let Some((name, _)) = table.columns.get(place) else { continue };
            let mut places = vec![None; source];
            places.push(Some(place));
            self.columns.push((name.clone(), places));
        }
    }

    /// Takes a column of the newest table for one of the union, with a note; returns whether there was none to take it for.
    fn pair(
        &mut self,
        at: Option<usize>,
        place: usize,
        name: &str,
        table: &Table,
        notes: &mut Vec<String>,
    ) -> bool {
        let Some(at) = at else { return true };
        if let Some((known, _)) = self.columns.get(at) {
            notes.push(format!("{}: column {name:?} is taken for {known:?}", table.name));
        }
        self.take(at, place);
        false
    }

    fn take(&mut self, at: usize, place: usize) {
        if let Some(slot) = self.columns.get_mut(at).and_then(|(_, places)| places.last_mut()) {
            *slot = Some(place);
        }
    }

    /// A column of the union by its values in the first table that has it.
    fn held<'p>(&self, at: usize, parts: &'p [Table]) -> Option<Held<'p>> {
        let (name, places) = self.columns.get(at)?;
        let (table, place) = parts.iter().zip(places).find_map(|(table, place)| Some((table, (*place)?)))?;
        table.columns.get(place).map(|(_, column)| Held::of(name, column))
    }
}

/// Whether the newest table has no column for this yet.
fn is_free(places: &[Option<usize>]) -> bool {
    places.last().is_some_and(Option::is_none)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_of_given_names_over_whole_names_is_overruled_where_no_family_names_stand_beside() {
        for (text, want) in [
            ("id,ad\n1,Ayşe Yılmaz\n2,Mehmet Öztürk\n3,Ali Kaya\n", FieldKind::PersonName),
            ("id,soyad\n1,Ayşe Yılmaz\n2,Mehmet Öztürk\n3,Ali Kaya\n", FieldKind::PersonName),
            ("id,ad,soyad\n1,Ayşe Nur,Kaya\n2,Mehmet Ali,Öz\n3,Ali Can,Ak\n", FieldKind::GivenName),
            ("id,ad\n1,Ayşe\n2,Mehmet\n3,Ali\n", FieldKind::GivenName),
            ("id,last_name\n1,García López\n2,Martínez Sánchez\n3,Fernández Pérez\n", FieldKind::FamilyName),
        ] {
            let table = Table::from_csv("kişiler", text.as_bytes()).unwrap();
            let intake = items(vec![table], &ReadOptions::default()).unwrap();
            assert_eq!(intake.columns[0].inferred.kind, Some(want), "{text}");
        }
    }
}
