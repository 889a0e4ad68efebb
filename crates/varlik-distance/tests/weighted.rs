//! Weighted distances equal the matrix of the textbook and keep their laws.
#![allow(clippy::indexing_slicing, reason = "a reference written as the textbook has it")]

use proptest::prelude::*;
use varlik_distance::{CostTable, Edits, bytes};

/// Four codes and all others.
const CODES: usize = 4;

/// What a table says, told by functions.
#[derive(Clone, Debug)]
struct Costs {
    substitutions: Vec<u16>,
    insertions: Vec<u16>,
    deletions: Vec<u16>,
    other: u16,
}

impl Costs {
    fn table(&self) -> CostTable {
        let mut table = CostTable::new(CODES, self.other, self.other, self.other);
        for a in 0..CODES {
            table =
                table.with_insertion(a as u8, self.insertions[a]).with_deletion(a as u8, self.deletions[a]);
            for b in 0..CODES {
                table = table.with_substitution(a as u8, b as u8, self.substitutions[a * CODES + b]);
            }
        }
        table
    }

    fn substitution(&self, a: u8, b: u8) -> u32 {
        let (row, column) = (usize::from(a), usize::from(b));
        if a == b {
            0
        } else if row < CODES && column < CODES {
            self.substitutions[row * CODES + column].into()
        } else {
            self.other.into()
        }
    }

    fn distance(&self, a: &[u8], b: &[u8]) -> u32 {
        let gap = |costs: &[u16], code: u8| u32::from(*costs.get(usize::from(code)).unwrap_or(&self.other));
        let mut cells = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                let mut ways = Vec::new();
                if i > 0 {
                    ways.push(cells[i - 1][j] + gap(&self.deletions, a[i - 1]));
                }
                if j > 0 {
                    ways.push(cells[i][j - 1] + gap(&self.insertions, b[j - 1]));
                }
                if i > 0 && j > 0 {
                    ways.push(cells[i - 1][j - 1] + self.substitution(a[i - 1], b[j - 1]));
                }
                cells[i][j] = ways.into_iter().min().unwrap_or(0);
            }
        }
        cells[a.len()][b.len()]
    }
}

fn costs(least: u16) -> impl Strategy<Value = Costs> {
    let some = move |count| proptest::collection::vec(least..20, count);
    (some(CODES * CODES), some(CODES), some(CODES), least..20).prop_map(
        |(substitutions, insertions, deletions, other)| Costs { substitutions, insertions, deletions, other },
    )
}

fn codes() -> impl Strategy<Value = Vec<u8>> {
    let code = prop_oneof![8 => 0..CODES as u8, 1 => any::<u8>()];
    prop_oneof![proptest::collection::vec(code.clone(), 0..16), proptest::collection::vec(code, 0..90),]
}

proptest! {
    #[test]
    fn it_equals_the_matrix(costs in prop_oneof![costs(0), costs(5)], a in codes(), b in codes()) {
        let (table, want) = (costs.table(), costs.distance(&a, &b));
        prop_assert_eq!(table.distance(&a, &b), want);
        prop_assert!((0.0..=1.0).contains(&table.similarity(&a, &b)));
        prop_assert_eq!(table.distance(&a, &a), 0);
    }

    #[test]
    fn a_limit_only_hides_greater_ones(
        costs in prop_oneof![costs(0), costs(5)],
        a in codes(),
        b in codes(),
        slack in 0_u32..100,
    ) {
        let (table, distance) = (costs.table(), costs.distance(&a, &b));
        for limit in [slack, distance, distance + slack, distance.saturating_sub(1 + slack)] {
            prop_assert_eq!(table.distance_within(&a, &b, limit), (distance <= limit).then_some(distance));
        }
    }

    #[test]
    fn it_is_symmetric_if_the_table_is(costs in costs(1), a in codes(), b in codes()) {
        let mut table = CostTable::new(CODES, costs.other, costs.other, costs.other);
        for code in 0..CODES as u8 {
            let cost = costs.insertions[usize::from(code)];
            table = table.with_insertion(code, cost).with_deletion(code, cost);
            for other in 0..code {
                table = table.with_pair(code, other, costs.substitutions[usize::from(code)]);
            }
        }
        prop_assert_eq!(table.distance(&a, &b), table.distance(&b, &a));
    }

    #[test]
    fn it_keeps_the_triangle_if_the_table_does(a in codes(), b in codes(), c in codes(), by in 5_u16..10) {
        // No cost is more than twice another, so that no two make a third cheaper.
        let table = CostTable::new(CODES, 10, 10, 10).with_pair(0, 1, by).with_pair(2, 3, by);
        prop_assert!(table.distance(&a, &c) <= table.distance(&a, &b) + table.distance(&b, &c));
    }

    #[test]
    fn with_one_cost_for_all_it_is_levenshtein(a: Vec<u8>, b: Vec<u8>, cost in 1_u16..9) {
        let plain = bytes::distance_within(Edits::Levenshtein, &a, &b, usize::MAX);
        let weighted = CostTable::new(256, cost, cost, cost).distance(&a, &b);
        prop_assert_eq!(Some(weighted), plain.map(|plain| plain as u32 * u32::from(cost)));
    }
}

#[test]
fn codes_that_the_table_has_not_cannot_be_set() {
    let plain = CostTable::new(2, 3, 3, 3);
    let set = plain
        .clone()
        .with_substitution(0, 2, 1)
        .with_pair(2, 9, 1)
        .with_insertion(2, 1)
        .with_deletion(200, 1);
    assert_eq!(set, plain);
    assert_eq!(plain.distance(&[7], &[8]), 3);
    assert_eq!(plain.distance(&[7], &[7]), 0);
}

#[test]
fn sums_end_at_the_greatest_number() {
    let dear = CostTable::new(1, u16::MAX, u16::MAX, u16::MAX);
    assert_eq!(dear.distance(&[], &vec![0; 70_000]), u32::MAX);
}
