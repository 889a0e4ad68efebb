//! Examples dealt into parts, so that each is judged by what was learnt from the others.

/// Deals examples, in their order, into so many parts with the same share of yes; returns the part of each.
pub(super) fn folds(labels: impl IntoIterator<Item = bool>, parts: usize) -> Vec<usize> {
    let (mut yes, mut no) = (0, 0);
    let deal = |label: bool| {
        let next = if label { &mut yes } else { &mut no };
        let part = *next % parts.max(1);
        *next += 1;
        part
    };
    labels.into_iter().map(deal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_its_share_of_yes() {
        let of = folds((0..100).map(|n| n % 5 == 0), 4);
        for part in 0..4 {
            let own: Vec<usize> = (0..100).filter(|&at| of[at] == part).collect();
            assert_eq!((own.len(), own.iter().filter(|&&at| at % 5 == 0).count()), (25, 5));
        }
        assert_eq!(folds([true, false], 0), [0, 0]);
    }
}
