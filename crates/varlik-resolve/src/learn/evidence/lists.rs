//! Lists in one allocation.

/// Lists of things, numbered from 0.
#[derive(Debug, Clone)]
pub(super) struct Lists<T> {
    items: Vec<T>,
    ends: Vec<usize>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Lists<T> {
    pub(super) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.ends.push(self.items.len());
    }

    /// Returns a list; an empty one for a number that was never given out.
    pub(super) fn get(&self, number: u32) -> &[T] {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(number).copied().unwrap_or(start);
        self.items.get(start..end).unwrap_or_default()
    }

    /// Lets a function change every list, without its length.
    pub(super) fn change(&mut self, mut call: impl FnMut(&mut [T])) {
        let mut rest = self.items.as_mut_slice();
        let mut start = 0;
        for &end in &self.ends {
            let (own, next) = rest.split_at_mut((end - start).min(rest.len()));
            call(own);
            rest = next;
            start = end;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}
