//! Numbers drawn by chance, the same for a seed.

/// A sequence of numbers that look random (Steele, Lea and Flood's `SplitMix64`, OOPSLA 2014).
#[derive(Debug, Clone)]
pub(crate) struct Draw(u64);

impl Draw {
    /// Begins a sequence; that of each `part` is another.
    pub(crate) fn new(seed: u64, part: u64) -> Self {
        let mut draw = Self(seed);
        Self(draw.next() ^ part.wrapping_mul(0xD134_2543_DE82_EF95))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below a limit, each as likely; 0 where the limit is 0.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        // The upper half of the product (Lemire, "Fast random integer generation in an interval", 2019), without the
        // rejection of a bias below one in 2^40 for any number of pairs there is.
        ((u128::from(self.next()) * u128::from(limit)) >> 64) as u64
    }

    /// So many different numbers below a limit, rising; all of them where they are no more.
    ///
    /// Floyd's algorithm (Bentley and Floyd, "A sample of brilliance", CACM 30, 1987): time and memory follow the count.
    pub(crate) fn distinct(&mut self, count: u64, limit: u64) -> Vec<u64> {
        let mut drawn = std::collections::BTreeSet::new();
        for last in limit.saturating_sub(count)..limit {
            let number = self.below(last + 1);
            if !drawn.insert(number) {
                drawn.insert(last);
            }
        }
        drawn.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_is_drawn_as_often_and_none_twice() {
        let mut often = [0; 10];
        for seed in 0..4_000 {
            let numbers = Draw::new(seed, 3).distinct(4, 10);
            assert!(numbers.len() == 4 && numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
            for number in numbers {
                often[number as usize] += 1;
            }
        }
        assert!(often.iter().all(|&often: &i32| (often - 1_600).abs() < 120), "{often:?}");
        assert_eq!(Draw::new(1, 1).distinct(9, 3), [0, 1, 2]);
        assert!(Draw::new(1, 1).distinct(2, 0).is_empty());
    }

    #[test]
    fn a_seed_and_a_part_say_all() {
        let of = |seed, part| Draw::new(seed, part).distinct(5, 1_000_000);
        assert_eq!(of(7, 0), of(7, 0));
        assert_ne!(of(7, 0), of(7, 1));
        assert_ne!(of(7, 0), of(8, 0));
    }
}
