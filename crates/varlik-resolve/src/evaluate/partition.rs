//! Items in groups: how many pairs they make.

/// How many pairs `count` items make.
fn pairs_of(count: u64) -> u64 {
    count * count.saturating_sub(1) / 2
}

/// Counts the pairs inside groups, without listing them.
///
/// Takes the group and the source of each item. With `across`, two items of one source are no pair.
pub(super) fn count_pairs<G: Ord + Copy>(items: impl Iterator<Item = (G, u8)>, across: bool) -> u64 {
    let mut items: Vec<(G, u8)> = items.collect();
    items.sort_unstable();
    let all = |group: &[(G, u8)]| pairs_of(group.len() as u64);
    items
        .chunk_by(|x, y| x.0 == y.0)
        .map(|group| {
            let inside: u64 = if across { group.chunk_by(|x, y| x.1 == y.1).map(all).sum() } else { 0 };
            all(group) - inside
        })
        .sum()
}

/// Numbers labels from 0 in the order of their values, so that they index a list; returns how many there are, too.
pub(super) fn dense<L: Ord + Copy>(labels: impl Iterator<Item = L>) -> (Vec<u32>, usize) {
    let mut by_label: Vec<(L, u32)> = labels.zip(0..).collect();
    by_label.sort_unstable();
    let mut numbers = vec![0; by_label.len()];
    let mut next = 0;
    for group in by_label.chunk_by(|x, y| x.0 == y.0) {
        for &(_, item) in group {
            if let Some(number) = numbers.get_mut(item as usize) {
                *number = next;
            }
        }
        next += 1;
    }
    (numbers, next as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_inside_groups_are_counted_as_if_they_were_listed() {
        let groups = [3, 1, 3, 3, 1, 2, 3, 2, 9];
        let sources = [0, 0, 1, 0, 1, 2, 2, 2, 0];
        for across in [false, true] {
            let mut listed = 0;
            for i in 0..groups.len() {
                listed += (i + 1..groups.len())
                    .filter(|&j| groups[i] == groups[j] && (!across || sources[i] != sources[j]))
                    .count();
            }
            assert_eq!(count_pairs(groups.into_iter().zip(sources), across), listed as u64);
        }
    }

    #[test]
    fn the_pairs_of_a_group_of_billions_can_be_counted() {
        assert_eq!(pairs_of(u64::from(u32::MAX)), 9_223_372_030_412_324_865);
        assert_eq!((pairs_of(0), pairs_of(1), pairs_of(2)), (0, 0, 1));
    }

    #[test]
    fn labels_are_numbered_without_gaps() {
        assert_eq!(dense([70_u64, 3, 70, 9].into_iter()), (vec![2, 0, 2, 1], 3));
        assert_eq!(dense([0_u32; 0].into_iter()), (vec![], 0));
    }
}
