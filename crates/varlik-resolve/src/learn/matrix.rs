//! Examples by the row.

/// Numbers by row and column, one row for each example; what is not known is no number (NaN).
///
/// # Example: a value that is not there
/// ```
/// use varlik_resolve::Matrix;
///
/// let mut matrix = Matrix::new(2);
/// matrix.push(&[0.9]);
/// assert_eq!(matrix.rows(), 1);
/// assert_eq!(matrix.row(0)[0], 0.9);
/// assert!(matrix.row(0)[1].is_nan());
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    columns: usize,
    rows: usize,
    values: Vec<f32>,
}

impl Matrix {
    /// Returns a matrix of so many columns and no row.
    #[must_use]
    pub fn new(columns: usize) -> Self {
        Self { columns, rows: 0, values: Vec::new() }
    }

    /// Appends a row; what it lacks is not known, what it has too much is dropped.
    pub fn push(&mut self, row: &[f32]) {
        let given = row.get(..self.columns).unwrap_or(row);
        self.values.extend_from_slice(given);
        self.rows += 1;
        self.values.resize(self.rows * self.columns, f32::NAN);
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns there are.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Returns a row; an empty one where there is none.
    #[must_use]
    pub fn row(&self, row: usize) -> &[f32] {
        self.values.get(row * self.columns..(row + 1) * self.columns).unwrap_or_default()
    }
}
