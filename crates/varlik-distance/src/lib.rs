//! How far apart are two sequences: edit distances and similarities.
#![forbid(unsafe_code)]

/// Returns the edit distance of two strings when it is at most `limit`.
#[must_use]
pub fn levenshtein_within(a: &str, b: &str, limit: usize) -> Option<usize> {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (slot, y) in row.iter_mut().skip(1).zip(&b) {
            let next = (diagonal + usize::from(x != *y)).min(left + 1).min(*slot + 1);
            diagonal = *slot;
            *slot = next;
            left = next;
        }
        if let Some(first) = row.first_mut() { *first = i + 1; }
    }
    row.last().copied().filter(|distance| *distance <= limit)
}
