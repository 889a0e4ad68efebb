//! Edit distance where each edit has a cost of its own.

/// Sequences of up to this many codes are compared without an allocation.
const ON_STACK: usize = 64;

/// What it costs to insert, delete or substitute each code of a small alphabet.
///
/// Codes are bytes from 0, as a caller numbers its letters, sounds or classes of letters; any other byte is one
/// code more, that costs what the table was made with. A code costs nothing to keep. Costs are whole numbers of
/// whatever unit suits, such as hundredths of a bit, so that no order of summing changes a result.
///
/// # Example
///
/// ```
/// use varlik_distance::CostTable;
///
/// let [e, i, n, t] = [0, 1, 2, 3];
/// // Three units for any edit, but only one between `e` and `i`.
/// let costs = CostTable::new(4, 3, 3, 3).with_pair(e, i, 1);
/// assert_eq!(costs.distance(&[t, i, n], &[t, e, n]), 1);
/// assert_eq!(costs.distance(&[t, i, n], &[t, n, n]), 3);
/// assert_eq!(costs.distance_within(&[t, i, n], &[n, t, i], 5), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostTable {
    /// Codes with the one for all others, which is the last.
    codes: usize,
    /// A row for each code that is replaced.
    substitutions: Vec<u16>,
    insertions: Vec<u16>,
    deletions: Vec<u16>,
}

impl CostTable {
    /// Makes a table of `codes` codes (no more than 256) whose edits of one kind all cost the same.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::{CostTable, levenshtein};
    ///
    /// let plain = CostTable::new(256, 1, 1, 1);
    /// assert_eq!(plain.distance(b"Kiev", b"Kyiv") as usize, levenshtein("Kiev", "Kyiv"));
    /// ```
    #[must_use]
    pub fn new(codes: usize, substitution: u16, insertion: u16, deletion: u16) -> Self {
        let codes = codes.min(256) + 1;
        Self {
            codes,
            substitutions: vec![substitution; codes * codes],
            insertions: vec![insertion; codes],
            deletions: vec![deletion; codes],
        }
    }

    /// Sets what it costs to put `to` in the place of `from`. Codes that the table does not have change nothing.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::CostTable;
    ///
    /// let costs = CostTable::new(2, 9, 9, 9).with_substitution(0, 1, 2);
    /// assert_eq!(costs.distance(&[0], &[1]), 2);
    /// assert_eq!(costs.distance(&[1], &[0]), 9);
    /// ```
    #[must_use]
    pub fn with_substitution(mut self, from: u8, to: u8, cost: u16) -> Self {
        let known = usize::from(to) < self.codes - 1 && usize::from(from) < self.codes - 1;
        let place = usize::from(from) * self.codes + usize::from(to);
        if let Some(place) = self.substitutions.get_mut(place).filter(|_| known) {
            *place = cost;
        }
        self
    }

    /// Sets what it costs to put one of two codes in the place of the other, either way.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::CostTable;
    ///
    /// let costs = CostTable::new(2, 9, 9, 9).with_pair(0, 1, 2);
    /// assert_eq!(costs.distance(&[1], &[0]), costs.distance(&[0], &[1]));
    /// ```
    #[must_use]
    pub fn with_pair(self, a: u8, b: u8, cost: u16) -> Self {
        self.with_substitution(a, b, cost).with_substitution(b, a, cost)
    }

    /// Sets what it costs to insert `code`.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::CostTable;
    ///
    /// let costs = CostTable::new(2, 9, 9, 9).with_insertion(1, 2);
    /// assert_eq!(costs.distance(&[0], &[0, 1]), 2);
    /// assert_eq!(costs.distance(&[0, 1], &[0]), 9);
    /// ```
    #[must_use]
    pub fn with_insertion(mut self, code: u8, cost: u16) -> Self {
        let known = usize::from(code) < self.codes - 1;
        if let Some(place) = self.insertions.get_mut(usize::from(code)).filter(|_| known) {
            *place = cost;
        }
        self
    }

    /// Sets what it costs to delete `code`.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::CostTable;
    ///
    /// let costs = CostTable::new(2, 9, 9, 9).with_deletion(1, 2);
    /// assert_eq!(costs.distance(&[0, 1], &[0]), 2);
    /// ```
    #[must_use]
    pub fn with_deletion(mut self, code: u8, cost: u16) -> Self {
        let known = usize::from(code) < self.codes - 1;
        if let Some(place) = self.deletions.get_mut(usize::from(code)).filter(|_| known) {
            *place = cost;
        }
        self
    }

    /// Gives the least cost of edits that turn `a` into `b` (Wagner and Fischer 1974); no more than `u32::MAX`.
    ///
    /// It is symmetric if the table is, with each deletion as dear as the insertion, and keeps the triangle if
    /// the table does. Costs a step for each pair of codes, and memory for the codes of `b`.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::CostTable;
    ///
    /// // A substitution that is dearer than a deletion and an insertion is never used.
    /// assert_eq!(CostTable::new(256, 9, 2, 1).distance(b"Putin", b"Putyn"), 3);
    /// ```
    #[must_use]
    pub fn distance(&self, a: &[u8], b: &[u8]) -> u32 {
        self.distance_within(a, b, u32::MAX).unwrap_or(u32::MAX)
    }

    /// Gives the distance when it is at most `limit`; looks only at cells that can be within it, and stops when
    /// there are none.
    ///
    /// Costs a step for each pair of codes whose places differ by no more than `limit` pays insertions or
    /// deletions at the cheapest.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::CostTable;
    ///
    /// let costs = CostTable::new(256, 3, 2, 2);
    /// assert_eq!(costs.distance_within(b"Putin", b"Putyn", 3), Some(3));
    /// assert_eq!(costs.distance_within(b"Putin", b"Putyn", 2), None);
    /// ```
    #[must_use]
    pub fn distance_within(&self, a: &[u8], b: &[u8], limit: u32) -> Option<u32> {
        let mut short = [0; ON_STACK + 1];
        if let Some(row) = short.get_mut(..=b.len()) {
            return self.sweep(a, b, limit, row);
        }
        self.sweep(a, b, limit, &mut vec![0; b.len() + 1])
    }

    /// Gives one less the distance as a share of what it would cost to delete all of `a` and insert all of `b`.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_distance::CostTable;
    ///
    /// let costs = CostTable::new(256, 1, 1, 1);
    /// assert_eq!(costs.similarity(b"Putin", b"Putyn"), 0.9);
    /// assert_eq!(costs.similarity(b"", b""), 1.0);
    /// ```
    #[must_use]
    pub fn similarity(&self, a: &[u8], b: &[u8]) -> f64 {
        let sum = |costs: &[u16], codes: &[u8]| -> u64 {
            codes.iter().map(|code| u64::from(self.cost(costs, *code))).sum()
        };
        let most = sum(&self.deletions, a) + sum(&self.insertions, b);
        if most == 0 {
            return 1.0;
        }
        (1.0 - f64::from(self.distance(a, b)) / most as f64).max(0.0)
    }

    /// The last code stands for all that the table does not have.
    fn row(&self, code: u8) -> usize {
        usize::from(code).min(self.codes - 1)
    }

    fn cost(&self, costs: &[u16], code: u8) -> u16 {
        costs.get(self.row(code)).copied().unwrap_or(u16::MAX)
    }

    /// Moves a row of the matrix, a cell for each start of `b`, down along `a`.
    fn sweep(&self, a: &[u8], b: &[u8], limit: u32, row: &mut [u32]) -> Option<u32> {
        let (below, above) = (gaps(&self.deletions, limit), gaps(&self.insertions, limit));
        if a.len().saturating_sub(b.len()) > below || b.len().saturating_sub(a.len()) > above {
            return None;
        }
        let mut cost = 0_u32;
        let (first, cells) = row.split_first_mut()?;
        *first = 0;
        for (cell, code) in cells.iter_mut().zip(b) {
            cost = cost.saturating_add(self.cost(&self.insertions, *code).into());
            *cell = cost;
        }
        for (index, code) in a.iter().enumerate() {
            let deletion = u32::from(self.cost(&self.deletions, *code));
            let substitutions = self.substitutions.chunks_exact(self.codes).nth(self.row(*code))?;
            // What lies left of the band cannot be within the limit, nor what is right of it in the row above.
            let start = (index + 1).saturating_sub(below).max(1) - 1;
            let end = index.saturating_add(above).saturating_add(1).min(b.len());
            let (before, rest) = row.split_at_mut_checked(start + 1)?;
            let corner = before.last_mut()?;
            let mut diagonal = *corner;
            // The cell left of the band: the first column, or one that costs too much.
            *corner = if start == 0 { corner.saturating_add(deletion) } else { u32::MAX };
            let mut left = *corner;
            let mut least = left;
            for (cell, other) in rest.iter_mut().zip(b.get(start..end)?) {
                let column = self.row(*other);
                let substitution = substitutions.get(column).copied().unwrap_or(u16::MAX);
                let change = if code == other { 0 } else { u32::from(substitution) };
                let insertion = u32::from(self.insertions.get(column).copied().unwrap_or(u16::MAX));
                let above = *cell;
                left = diagonal
                    .saturating_add(change)
                    .min(above.saturating_add(deletion))
                    .min(left.saturating_add(insertion));
                diagonal = above;
                *cell = left;
                least = least.min(left);
            }
            if least > limit {
                return None;
            }
        }
        row.last().copied().filter(|distance| *distance <= limit)
    }
}

/// How many edits of a kind can be paid.
fn gaps(costs: &[u16], limit: u32) -> usize {
    let least = costs.iter().copied().min().unwrap_or_default();
    limit.checked_div(least.into()).map_or(usize::MAX, |gaps| gaps as usize)
}
