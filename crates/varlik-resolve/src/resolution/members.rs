//! The rows of each node, in two allocations.

/// The rows that each node stands for.
#[derive(Debug, Default)]
pub(super) struct Members {
    rows: Vec<u32>,
    /// Where the rows of each node end.
    ends: Vec<u32>,
}

impl Members {
    /// Sorts rows by their nodes, which are numbered below `nodes`.
    pub(super) fn new(node_of: &[u32], nodes: usize) -> Self {
        let mut ends = vec![0_u32; nodes];
        for &node in node_of {
            if let Some(count) = ends.get_mut(node as usize) {
                *count += 1;
            }
        }
        // Each end begins as a start, and is moved on by every row that is put before it.
        let mut before = 0;
        for end in &mut ends {
            before += *end;
            *end = before - *end;
        }
        let mut rows = vec![0; node_of.len()];
        for (row, &node) in node_of.iter().enumerate() {
            if let Some(end) = ends.get_mut(node as usize) {
                if let Some(slot) = rows.get_mut(*end as usize) {
                    *slot = row as u32;
                }
                *end += 1;
            }
        }
        Self { rows, ends }
    }

    /// The rows of a node, rising; none for a node that is not there.
    pub(super) fn of(&self, node: u32) -> &[u32] {
        let node = node as usize;
        let start = node.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(node).copied().unwrap_or(start);
        self.rows.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The first row of a node.
    pub(super) fn first(&self, node: u32) -> Option<u32> {
        self.of(node).first().copied()
    }

    /// The rows of all nodes in the order of their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.ends.len() as u32).map(|node| self.of(node))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_stands_with_its_node() {
        let members = Members::new(&[2, 0, 2, 3, 0], 5);
        assert_eq!(members.iter().collect::<Vec<_>>(), [&[1, 4][..], &[], &[0, 2], &[3], &[]]);
        assert_eq!((members.first(2), members.first(1), members.of(9)), (Some(0), None, &[][..]));
        assert_eq!(Members::new(&[], 0).iter().count(), 0);
    }
}
