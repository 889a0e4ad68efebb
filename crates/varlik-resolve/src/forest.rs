//! Sets that grow together: union-find.

/// Disjoint sets of the numbers below a count; the root of a set is its lowest member.
#[derive(Debug, Default)]
pub(crate) struct Forest {
    parent: Vec<u32>,
}

impl Forest {
    pub(crate) fn new(count: usize) -> Self {
        Self { parent: (0..count as u32).collect() }
    }

    /// Begins again with `count` sets of one.
    pub(crate) fn reset(&mut self, count: usize) {
        self.parent.clear();
        self.parent.extend(0..count as u32);
    }

    pub(crate) fn root(&mut self, node: u32) -> u32 {
        let mut at = node;
        while let Some(&up) = self.parent.get(at as usize) {
            if up == at {
                break;
            }
            let above = self.parent.get(up as usize).copied().unwrap_or(up);
            if let Some(slot) = self.parent.get_mut(at as usize) {
                *slot = above;
            }
            at = above;
        }
        at
    }

    /// The root of each number.
    pub(crate) fn roots(&mut self) -> Vec<u32> {
        (0..self.parent.len() as u32).map(|node| self.root(node)).collect()
    }

    /// Joins the sets of two numbers; false where they are one already, or a number is not below the count.
    pub(crate) fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        match self.parent.get_mut(high as usize) {
            Some(slot) if low != high => {
                *slot = low;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Forest;

    #[test]
    fn the_root_is_the_lowest_member_and_strangers_stay_apart() {
        let mut forest = Forest::new(6);
        assert!(forest.join(5, 3) && forest.join(3, 1));
        assert!(!forest.join(1, 5) && !forest.join(2, 2) && !forest.join(2, 9));
        assert_eq!(forest.roots(), [0, 1, 2, 1, 4, 1]);
    }
}
