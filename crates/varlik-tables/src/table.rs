//! A table that was read: named columns of texts over the same rows.

use varlik_resolve::{Column, ColumnBuilder, Items};

use crate::TableError;

/// Words that stand for "no value" in files and frames; no other spelling of them does, for `Null` is a family name.
const NO_VALUE: [&str; 14] = [
    "#N/A", "<NA>", "<null>", "\\N", "N/A", "NA", "NULL", "NaN", "NaT", "None", "nan", "n/a", "null",
    "(null)",
];

/// The most columns a table can have; names of columns are looked for one by one.
pub(crate) const MOST_COLUMNS: usize = 4096;

/// The most rows a table can have.
const MOST_ROWS: usize = Items::MOST_ITEMS;

/// The most different values that a column can have: they are numbered by 32 bits. Lists of some thousand rows are taken in
/// before they are counted, and are not longer than the room that is left.
const MOST_VALUES: usize = u32::MAX as usize - (1 << 26);

/// Named columns of texts over the same rows.
///
/// Texts are held once each and without white space around them. A cell is null, one text, or several (a list).
///
/// # Example: a file of records
/// ```
/// use varlik_tables::Table;
///
/// let table = Table::from_csv("people", "ad;soyad\nAyşe;Yılmaz\nMehmet;NULL\n".as_bytes())?;
/// let (name, column) = &table.columns()[1];
/// assert_eq!((table.rows(), name.as_str()), (2, "soyad"));
/// assert_eq!(column.values().iter().collect::<Vec<_>>(), ["Yılmaz"]);
/// assert_eq!(table.notes(), ["people: 1 cell says \"NULL\" and is taken as empty"]);
///
/// let error = Table::from_csv("people", "ad;soyad\nAyşe;Yılmaz;Ankara\n".as_bytes()).unwrap_err();
/// assert!(error.to_string().starts_with("people: line 2 has 3 cells under 2 columns"));
/// # Ok::<(), varlik_tables::TableError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<(String, Column)>,
    pub(crate) rows: usize,
    pub(crate) notes: Vec<String>,
    /// What a row is called in messages, and the number of the first one there.
    pub(crate) row_name: RowName,
}

/// What the rows of a table are called in messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum RowName {
    /// Rows of a frame, counted from 0.
    #[default]
    Frame,
    /// Rows of a file, counted from 1 without the head.
    File,
}

impl RowName {
    pub(crate) fn of(self, row: usize) -> String {
        match self {
            Self::Frame => format!("row {row} (counted from 0)"),
            Self::File => format!("row {}", row + 1),
        }
    }
}

impl Table {
    /// What the table is called: its file as it was named.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The columns in their order; no two have the same name.
    #[must_use]
    pub fn columns(&self) -> &[(String, Column)] {
        &self.columns
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// What was read otherwise than it stands: a sentence each.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The bytes that are held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.columns.iter().map(|(_, column)| column.bytes()).sum()
    }
}

/// Builds a [`Table`] row by row or column by column.
#[derive(Debug, Default)]
pub(crate) struct TableBuilder {
    pub(crate) name: String,
    pub(crate) columns: Vec<CellsBuilder>,
    pub(crate) rows: usize,
    pub(crate) notes: Vec<String>,
    row_name: RowName,
}

/// Builds a column of a table.
#[derive(Debug, Default)]
pub(crate) struct CellsBuilder {
    name: String,
    cells: ColumnBuilder,
    no_value: [u32; NO_VALUE.len()],
}

impl CellsBuilder {
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Appends a cell.
    pub(crate) fn push(&mut self, value: Option<&str>) {
        let value = value.filter(|text| self.is_value(text));
        self.cells.push(value);
    }

    /// Appends a cell of several values.
    pub(crate) fn push_list<'t>(&mut self, values: impl IntoIterator<Item = &'t str>) {
        self.cells.push_list(values.into_iter().filter(|text| !NO_VALUE.contains(&text.trim())));
    }

    fn is_value(&mut self, text: &str) -> bool {
        // The longest word of the list.
        if text.len() > 32 {
            return true;
        }
        let text = text.trim();
        if text.len() > 6 {
            return true;
        }
        let found = NO_VALUE.iter().zip(&mut self.no_value).find(|(word, _)| **word == text);
        if let Some((_, count)) = found {
            *count += 1;
            return false;
        }
        true
    }
}

impl TableBuilder {
    pub(crate) fn new(name: impl Into<String>, row_name: RowName) -> Self {
        Self { name: name.into(), row_name, ..Self::default() }
    }

    /// Names the columns in advance; a name that is empty or taken is given another, and noted.
    pub(crate) fn name_columns(&mut self, names: impl IntoIterator<Item = impl AsRef<str>>) {
        for (place, name) in names.into_iter().enumerate() {
            let given = name.as_ref().trim();
            let mut name = if given.is_empty() { format!("column_{}", place + 1) } else { given.to_owned() };
            for again in 2.. {
                if !self.columns.iter().any(|column| column.name == name) {
                    break;
                }
                name = format!("{given}_{again}");
            }
            if !given.is_empty() && name != given {
                self.notes.push(format!("{}: a second column {given:?} is called {name:?}", self.name));
            }
            self.columns.push(CellsBuilder { name, ..CellsBuilder::default() });
        }
    }

    /// The place of a column; a new one is empty in all rows so far.
    pub(crate) fn place_of(&mut self, name: &str, guess: usize) -> usize {
        if self.columns.get(guess).is_some_and(|column| column.name == name) {
            return guess;
        }
        if let Some(place) = self.columns.iter().position(|column| column.name == name) {
            return place;
        }
        let mut column = CellsBuilder { name: name.to_owned(), ..CellsBuilder::default() };
        for _ in 0..self.rows {
            column.push(None);
        }
        self.columns.push(column);
        self.columns.len() - 1
    }

    /// Counts rows that every column has.
    pub(crate) fn add_rows(&mut self, rows: usize) -> Result<(), TableError> {
        self.rows += rows;
        if self.rows > MOST_ROWS {
            return Err(TableError::input(format!(
                "{}: more than {MOST_ROWS} rows; split the table and resolve its parts",
                self.name
            )));
        }
        if let Some(column) = self.columns.iter().find(|column| column.cells.distinct() > MOST_VALUES) {
            return Err(TableError::input(format!(
                "{}: more than {MOST_VALUES} different values in column {:?}; split the table and resolve its parts",
                self.name, column.name
            )));
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Table {
        for (place, word) in NO_VALUE.iter().enumerate() {
            let count = self
                .columns
                .iter()
                .filter_map(|column| column.no_value.get(place))
                .map(|&count| u64::from(count));
            match count.sum::<u64>() {
                0 => {}
                1 => self.notes.push(format!("{}: 1 cell says {word:?} and is taken as empty", self.name)),
                count => {
                    self.notes
                        .push(format!("{}: {count} cells say {word:?} and are taken as empty", self.name));
                }
            }
        }
        let columns = self.columns.into_iter().map(|column| (column.name, column.cells.finish())).collect();
        Table { name: self.name, columns, rows: self.rows, notes: self.notes, row_name: self.row_name }
    }
}

/// Returns the name among `known` that `asked` may stand for, as the end of a message; "" where none is near.
pub(crate) fn did_you_mean<'n>(asked: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    let asked = varlik_text::key(asked);
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let distance = varlik_distance::osa(&asked, &varlik_text::key(name));
        if distance * 3 <= asked.chars().count().max(3) && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map_or_else(String::new, |(_, name)| format!(" Did you mean {name:?}?"))
}
