//! Whether a source holds each entity at most once.

use rayon::prelude::*;

use crate::candidates::Candidates;
use crate::cluster::ScoredPair;
use crate::compare::Comparison;
use crate::level::MISSING;
use crate::prepared::{Prepared, Scratch};
use crate::scoring::Scoring;

/// Items of a source that are looked at.
const SAMPLED: usize = 2_000;

/// The share of items with a double in their own source, of those with a match elsewhere, up to which a source counts as
/// one without doubles.
const FEW: f64 = 0.05;

/// The same where hardly any item of the other source has two good partners in it: variants of a product are alike, and
/// are not taken for one thing of another shop.
const FEW_ALIKE: f64 = 0.15;

/// The share of items of the other source with two good partners up to which those are hardly any, and up to which they
/// are not what a source with doubles shows.
const FEW_TWICE: f64 = 0.08;
const MANY_TWICE: f64 = 0.25;

/// Judges for each source whether it holds an entity at most once; a bit for each that does. `each` visits all edges.
///
/// A source without doubles has no pair of its own items that agree as well as the better half of the pairs across
/// sources do. The reasoning is that of a reference table without duplicates (Li, Cheng, Chu, He and Chaudhuri, "Auto-FuzzyJoin", SIGMOD 2021), turned round: there it is known, here it is asked.
pub(crate) fn judge(
    prepared: &Prepared,
    candidates: &Candidates,
    scoring: &Scoring,
    each: impl FnOnce(&mut dyn FnMut(&ScoredPair)),
) -> u64 {
    let mut best = vec![f32::NEG_INFINITY; prepared.items.len()];
    let mut second = best.clone();
    each(&mut |pair| {
        for item in [pair.a, pair.b] {
            let slots = best.get_mut(item as usize).zip(second.get_mut(item as usize));
            if let Some((best, second)) = slots.filter(|_| pair.weight > 0.0) {
                *second = second.max(pair.weight.min(*best));
                *best = best.max(pair.weight);
            }
        }
    });
    let compared = compared_across(prepared);
    let last = (0..prepared.items.len() as u32).map(|item| prepared.items.source(item)).max().unwrap_or(0);
    let mut unique = 0;
    for source in 0..64_u8 {
        let of_source =
            (0..prepared.items.len() as u32).filter(|&item| prepared.items.source(item) == source);
        let matched: Vec<u32> =
            of_source.filter(|&item| best.get(item as usize).is_some_and(|best| *best > 0.0)).collect();
        if matched.is_empty() {
            continue;
        }
        let mut sorted: Vec<f32> =
            matched.iter().filter_map(|&item| best.get(item as usize)).copied().collect();
        sorted.sort_by(f32::total_cmp);
        let median = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
        let good: Vec<u32> = matched
            .iter()
            .copied()
            .filter(|&item| best.get(item as usize).is_some_and(|best| *best >= median))
            .collect();
        let stride = good.len().div_ceil(SAMPLED).max(1);
        let looked: Vec<u32> = good.iter().copied().step_by(stride).collect();
        let doubled: usize = looked
            .par_iter()
            .map_init(Scratch::default, |scratch, &item| {
                let again = prepared.rows(item) > 1
                    || candidates.fellows(prepared, item).into_iter().any(|other| {
                        let mut pattern = prepared.compare(item, other, scratch);
                        let fields = compared.iter().zip(&mut scratch.rarity).enumerate();
                        for (at, (_, rarity)) in fields.filter(|(_, (compared, _))| !**compared) {
                            pattern.set(at, MISSING);
                            *rarity = 0.0;
                        }
                        let pass = candidates.pass_of(prepared, item, other);
                        scoring.weight(pass, pattern, &scratch.rarity) >= median
                    });
                usize::from(again)
            })
            .sum();
        let share = doubled as f64 / looked.len().max(1) as f64;
        let twice = || if last == 1 { twice(prepared, source, &best, &second) } else { 0.0 };
        let most = match share {
            ..=FEW => MANY_TWICE,
            ..=FEW_ALIKE => FEW_TWICE,
            _ => -1.0,
        };
        if twice() <= most && (last == 1 || share <= FEW) {
            unique |= 1 << source;
        }
    }
    unique
}

/// Whether each comparison is of values that several sources have: the number of an invoice, which one table has alone, parts
/// its rows and no rows across.
fn compared_across(prepared: &Prepared) -> Vec<bool> {
    let of = |comparison: &Comparison| {
        let mut sources = 0_u64;
        for item in 0..prepared.items.len() as u32 {
            if !prepared.cells(comparison, item).is_empty() {
                sources |= 1_u64.checked_shl(prepared.items.source(item).into()).unwrap_or(0);
            }
        }
        sources.count_ones() > 1
    };
    prepared.comparisons.iter().map(of).collect()
}

/// The share of the items of the other of two sources, of those that have good partners in this one, that have two; the
/// second is half as good as the first at least.
fn twice(prepared: &Prepared, source: u8, best: &[f32], second: &[f32]) -> f64 {
    let weights = best.iter().zip(second).zip(0..);
    let others = weights.filter(|&((best, _), item)| *best > 0.0 && prepared.items.source(item) != source);
    let mut others: Vec<(f32, f32)> = others.map(|((best, second), _)| (*best, *second)).collect();
    others.sort_by(|x, y| y.0.total_cmp(&x.0));
    others.truncate(others.len().div_ceil(2));
    let twice = others.iter().filter(|(best, second)| *second >= best / 2.0).count();
    twice as f64 / others.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use crate::{ColumnBuilder, Field, FieldKind, Items, Resolver, ResolverOptions, Scope};

    /// A register of 60 firms, and invoices with numbers of their own, so many of each firm.
    fn unique(invoices: usize) -> Vec<u8> {
        let mut items = Items::default();
        let mut columns: [ColumnBuilder; 3] = Default::default();
        let firm = |at: usize| {
            let first =
                ["Demir", "Kaya", "Çelik", "Şahin", "Yıldız", "Koç", "Ege", "Toros", "Hisar", "Güven"];
            let second = ["Gıda", "Yapı", "Enerji", "Tekstil", "Lojistik", "Turizm"];
            format!("{} {}", first[at % 10], second[at / 10])
        };
        for (source, times) in [(0, 1), (1, invoices)] {
            for row in 0..60 * times {
                items.ids.push(&format!("{source}-{row}"));
                items.sources.push(source);
                columns[0].push(Some(&firm(row % 60)));
                columns[1].push(Some(&format!("{:010}", 4_400_000_000_u64 + (row as u64 % 60) * 7_919_113)));
                let number = format!("FTR{:07}", row * 7_919 % 9_999_991);
                columns[2].push(Some(number.as_str()).filter(|_| source == 1));
            }
        }
        let fields = [
            ("unvan", FieldKind::Organization),
            ("vergi no", FieldKind::Identifier),
            ("fatura no", FieldKind::Identifier),
        ];
        for ((name, kind), column) in fields.into_iter().zip(columns) {
            items.columns.push((Field { name: name.to_owned(), kind }, column.finish()));
        }
        let options = ResolverOptions { scope: Scope::AcrossSources, ..ResolverOptions::default() };
        let found = Resolver::new(options).run(items, &|_, _, _| true).unwrap();
        found.model().unique_sources.clone()
    }

    #[test]
    fn a_source_whose_rows_are_parted_by_what_the_other_has_not_repeats_entities_all_the_same() {
        assert_eq!(unique(1), [0, 1]);
        assert_eq!(unique(3), [0]);
    }
}
