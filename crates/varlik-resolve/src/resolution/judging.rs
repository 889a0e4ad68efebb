//! A sample of the pairs of an answer to judge, and what the judgements say.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::teaching::checked;
use super::{Kind, Resolution, ResolveError};
use crate::cluster::ScoredPair;
use crate::judgement::{Cut, Draw, Judgement, ToJudge, cost, cut, judge, shares};
use crate::learn::LabelledPair;
use crate::pattern::Pattern;
use crate::prepared::Scratch;

/// Draws for each stratum that is cut.
const DRAWS_PER_STRATUM: usize = 50;

/// The most strata of pairs on either side of the verdict.
const MOST_STRATA: usize = 4;

/// The fewest draws of a stratum.
const LEAST_DRAWS: u64 = 3;

/// Pairs in doubt that are looked at for each one that is chosen.
const LOOKED_AT: usize = 10;

/// How many bits further from the threshold a pair counts for each one of the same pattern before it.
const ALIKE_BITS: f32 = 0.5;

/// How many of the chosen pairs in doubt may hold the same item.
const MOST_OF_ITEM: u32 = 2;

/// The most nodes of an entity whose pairs are listed rather than drawn until one fits.
const MOST_LISTED: usize = 512;

/// Items that are one in all they say and stand together: pairs of rows come from pairs of them.
struct Population<'r> {
    of: &'r Resolution,
    edges: Cow<'r, [ScoredPair]>,
    /// For each node whether its rows stand apart, each but the first alone.
    is_split: Vec<bool>,
    /// Nodes of several rows, which are pairs of their own, and what they weigh.
    doubled: Vec<(u32, f32)>,
}

impl<'r> Population<'r> {
    fn new(of: &'r Resolution) -> Self {
        let is_split = of.members.iter().map(|rows| match rows {
            [one, two, ..] => of.entity_of(*one) != of.entity_of(*two),
            _ => false,
        });
        let is_split = is_split.collect();
        let doubled = if of.prepared.across { Vec::new() } else { of.doubled.clone() };
        Self { of, edges: of.edges.all(), is_split, doubled }
    }

    /// How many pairs of nodes there are, those of a node with itself behind the others.
    fn len(&self) -> usize {
        self.edges.len() + self.doubled.len()
    }

    /// The two nodes of a unit and their weight.
    fn unit(&self, unit: usize) -> (u32, u32, f32) {
        match self.edges.get(unit) {
            Some(pair) => (pair.a, pair.b, pair.weight),
            None => self
                .doubled
                .get(unit - self.edges.len())
                .map_or((0, 0, 0.0), |&(node, weight)| (node, node, weight)),
        }
    }

    fn rows(&self, node: u32) -> &'r [u32] {
        self.of.members.of(node)
    }

    fn is_split(&self, node: u32) -> bool {
        self.is_split.get(node as usize).copied().unwrap_or(false)
    }

    /// How many pairs of rows a unit has that the answer joins, and how many that it does not.
    fn pairs(&self, unit: usize) -> [u64; 2] {
        let (a, b, _) = self.unit(unit);
        let count = |node| self.rows(node).len() as u64;
        if a == b {
            let pairs = count(a) * (count(a) - 1) / 2;
            return if self.is_split(a) { [0, pairs] } else { [pairs, 0] };
        }
        let whole = count(a) * count(b);
        let (Some(&x), Some(&y)) = (self.rows(a).first(), self.rows(b).first()) else { return [0, 0] };
        if self.of.entity_of(x) != self.of.entity_of(y) {
            return [0, whole];
        }
        let held = |node| if self.is_split(node) { 1 } else { count(node) };
        let together = held(a) * held(b);
        [together, whole - together]
    }

    /// The pair of rows of a unit by its number among those that the answer joins, or among those that it does not.
    fn row_pair(&self, unit: usize, number: u64, is_apart: bool) -> Option<(u32, u32)> {
        let (a, b, _) = self.unit(unit);
        if a == b {
            // The rows of a triangle: below row r there are r (r - 1) / 2 pairs.
            let mut high = ((2.0 * number as f64 + 0.25).sqrt() + 0.5) as u64;
            while high * (high - 1) / 2 > number {
                high -= 1;
            }
            while high * (high + 1) / 2 <= number {
                high += 1;
            }
            let low = number - high * (high - 1) / 2;
            let rows = self.rows(a);
            return Some((*rows.get(low as usize)?, *rows.get(high as usize)?));
        }
        // With the node that is split before the other, the joined pairs are the first of all.
        let (a, b) = if self.is_split(b) { (b, a) } else { (a, b) };
        let number = if is_apart { number + self.pairs(unit)[0] } else { number };
        let wide = self.rows(b).len().max(1) as u64;
        let (x, y) =
            (*self.rows(a).get((number / wide) as usize)?, *self.rows(b).get((number % wide) as usize)?);
        Some((x.min(y), x.max(y)))
    }
}

/// The pairs of rows that stand together though nothing says so of the two: joined by others.
struct Carried {
    /// The entity, and how many such pairs there are up to its end.
    ends: Vec<(usize, u64)>,
}

impl Resolution {
    /// Chooses pairs of rows that are worth a person's judgement: the answer to each teaches much, or measures.
    ///
    /// Half of them are those in doubt, nearest to the threshold, of many patterns of agreement and many items. The other
    /// half is drawn by chance from all pairs that weigh -6 bits or more and those within entities, in strata by weight and verdict whose
    /// numbered are known, so that [`judged`](Self::judged) can say how right the whole answer is. The same seed gives
    /// the same pairs.
    ///
    /// Memory and time follow the number of edges. There are fewer pairs than `count` where the answer has not that many.
    ///
    /// # Example: twenty pairs, of which half measure
    /// ```
    /// use varlik_resolve::{ColumnBuilder, Field, FieldKind, Items, LabelledPair, Resolver};
    ///
    /// let mut items = Items::default();
    /// let mut names = ColumnBuilder::default();
    /// for at in 0..60 {
    ///     let family = ["Kaya", "Demir", "Şahin", "Çelik", "Yıldız"][at % 5];
    ///     let given = ["Ayşe", "Mehmet", "Fatma", "Ali", "Zeynep", "Can"][at % 6];
    ///     items.ids.push(&at.to_string());
    ///     names.push(Some(&format!("{given} {family}")));
    /// }
    /// items.columns.push((Field { name: "name".to_owned(), kind: FieldKind::PersonName }, names.finish()));
    /// let found = Resolver::default().run(items, &|_, _, _| true)?;
    /// let sample = found.sample_to_judge(20, 1);
    /// assert_eq!(sample.iter().filter(|pair| pair.stratum.is_some()).count(), 10);
    ///
    /// // A person looks at each: here, two rows of one name are one.
    /// let labels: Vec<LabelledPair> =
    ///     sample.iter().map(|pair| LabelledPair { a: pair.a, b: pair.b, same: pair.a % 30 == pair.b % 30 }).collect();
    /// let judgement = found.judged(&sample, &labels)?;
    /// assert_eq!(judgement.drawn, 10);
    /// # Ok::<(), varlik_resolve::ResolveError>(())
    /// ```
    #[must_use]
    pub fn sample_to_judge(&self, count: usize, seed: u64) -> Vec<ToJudge> {
        let population = Population::new(self);
        let mut sample = self.drawn(&population, count - count / 2, seed);
        let mut taken: Vec<(u32, u32)> = sample.iter().map(|pair| (pair.a, pair.b)).collect();
        let links = self.options.must_link.iter().chain(&self.options.cannot_link).copied();
        let known = links.chain(self.labels.iter().map(|label| (label.a, label.b)));
        taken.extend(known.map(|(a, b)| (a.min(b), a.max(b))));
        taken.sort_unstable();
        sample.extend(self.doubtful(&population, count / 2, &taken));
        sample
    }

    /// Says how right the answer is, by the pairs of a sample that were judged.
    ///
    /// `sample` is what [`sample_to_judge`](Self::sample_to_judge) gave, `labels` what was said of its pairs and of any others;
    /// only those that were drawn by chance count. Pairs that nobody judged are taken to be like the others of their
    /// stratum.
    ///
    /// # Errors
    /// [`ResolveError`] where a row is not there, a pair was judged both ways, or a stratum has no judged pair.
    pub fn judged(&self, sample: &[ToJudge], labels: &[LabelledPair]) -> Result<Judgement, ResolveError> {
        let labels = checked(labels, &self.ids)?;
        let is_compared = |a, b| self.is_candidate(a, b);
        let cost = |a, b| self.cost(a, b);
        let judgement = judge(sample, &labels, is_compared, cost, self.ids.len()).ok_or_else(|| {
            ResolveError(Kind::Input(
                "some strata of the sample have no judged pair; judge at least one pair of each stratum, or draw a smaller sample"
                    .to_owned(),
            ))
        })?;
        Ok(Judgement { blocking_recall: self.blocking_recall(), ..judgement })
    }

    /// What an error at a pair costs B-cubed, in items: all pairs of its entities together cost what each item loses by them.
    fn cost(&self, a: u32, b: u32) -> f64 {
        let rows = |row: u32| {
            let entity = self.entities.get(self.entity_of(row) as usize);
            entity.map_or(&[][..], |entity| entity.rows.as_slice())
        };
        let of_source = |rows: &[u32]| {
            let mut counts = [0_u64; 64];
            for &row in rows {
                if let Some(slot) = counts.get_mut(usize::from(self.source(row))) {
                    *slot += 1;
                }
            }
            counts
        };
        let one = of_source(rows(a));
        let other = (self.entity_of(a) != self.entity_of(b)).then(|| of_source(rows(b)));
        cost(&one, other.as_ref().map(<[u64; 64]>::as_slice), self.prepared.across)
    }

    /// Pairs drawn by chance from strata.
    fn drawn(&self, population: &Population<'_>, count: usize, seed: u64) -> Vec<ToJudge> {
        let mut sides: [Vec<u32>; 2] = [Vec::new(), Vec::new()];
        for unit in 0..population.len() {
            for (side, pairs) in sides.iter_mut().zip(population.pairs(unit)) {
                if pairs > 0 {
                    side.push(unit as u32);
                }
            }
        }
        let mut strata: Vec<(usize, Cut)> = Vec::new();
        let most = (count / DRAWS_PER_STRATUM / 2).clamp(1, MOST_STRATA);
        for (side, units) in sides.iter_mut().enumerate() {
            let weight = |unit: u32| population.unit(unit as usize).2;
            units.sort_unstable_by(|&x, &y| weight(y).total_cmp(&weight(x)).then(x.cmp(&y)));
            let own = units.iter().map(|&unit| {
                let pairs = population.pairs(unit as usize);
                (weight(unit), if side == 0 { pairs[0] } else { pairs[1] })
            });
            strata.extend(cut(own, most).into_iter().map(|cut| (side, cut)));
        }
        let carried = self.carried(population);
        let carried_pairs = carried.ends.last().map_or(0, |end| end.1);
        let mut numbered: Vec<(u64, f64)> = strata.iter().map(|(_, cut)| (cut.pairs, cut.doubt)).collect();
        if carried_pairs > 0 {
            // Nothing is known of them but that others joined them.
            numbered.push((carried_pairs, carried_pairs as f64 * 0.3));
        }
        let draws = shares(&numbered, count as u64, LEAST_DRAWS);
        let mut sample = Vec::with_capacity(count);
        for (number, ((side, cut), &draws)) in strata.iter().zip(&draws).enumerate() {
            let units = sides.get(*side).and_then(|units| units.get(cut.units.clone())).unwrap_or_default();
            let numbers = Draw::new(seed, number as u64).distinct(draws, cut.pairs);
            let mut numbers = numbers.into_iter().peekable();
            let mut before = 0;
            for &unit in units {
                let own = population.pairs(unit as usize);
                let own = if *side == 0 { own[0] } else { own[1] };
                while let Some(drawn) = numbers.next_if(|&drawn| drawn < before + own) {
                    if let Some((a, b)) = population.row_pair(unit as usize, drawn - before, *side == 1) {
                        let weight = population.unit(unit as usize).2;
                        let (stratum, together) = (Some(number as u32), *side == 0);
                        let (a, b) = (a.min(b), a.max(b));
                        sample.push(ToJudge { a, b, weight, together, stratum, stratum_pairs: cut.pairs });
                    }
                }
                before += own;
                if numbers.peek().is_none() {
                    break;
                }
            }
        }
        if let (true, Some(&draws)) = (carried_pairs > 0, draws.get(strata.len())) {
            let number = strata.len() as u32;
            let mut draw = Draw::new(seed, u64::from(number));
            let numbers = draw.distinct(draws, carried_pairs);
            let mut scratch = Scratch::default();
            let rows = self.carried_rows(&carried, &numbers, &mut draw);
            let nodes = |&(a, b): &(u32, u32)| [self.node(a), self.node(b)];
            self.whole().in_turn(&rows, nodes, |at_hand, &(a, b)| {
                let weight = at_hand.weigh(&self.scoring, self.node(a), self.node(b), &mut scratch);
                let stratum = Some(number);
                sample.push(ToJudge { a, b, weight, together: true, stratum, stratum_pairs: carried_pairs });
            });
        }
        sample
    }

    /// Counts the pairs within entities that are no edges.
    fn carried(&self, population: &Population<'_>) -> Carried {
        let mut edges = vec![0_u64; self.entities.len()];
        for unit in 0..population.len() {
            let (a, _, _) = population.unit(unit);
            let entity = population.rows(a).first().map_or(u32::MAX, |&row| self.entity_of(row));
            if let Some(slot) = edges.get_mut(entity as usize) {
                *slot += population.pairs(unit)[0];
            }
        }
        // In the order of what items say, not of their rows.
        let mut counted: Vec<(u32, usize, u64)> = Vec::new();
        for (number, (entity, edges)) in self.entities.iter().zip(edges).enumerate() {
            let mut counts = [0_u64; 64];
            if entity.rows.len() < 2 {
                continue;
            }
            let pairs = |count: u64| count * count.saturating_sub(1) / 2;
            let mut all = pairs(entity.rows.len() as u64);
            if self.prepared.across {
                for &row in &entity.rows {
                    if let Some(slot) =
                        counts.get_mut(usize::from(self.prepared.items.source(self.node(row))))
                    {
                        *slot += 1;
                    }
                }
                all -= counts.iter().map(|&count| pairs(count)).sum::<u64>().min(all);
            }
            if all > edges {
                let first = entity.rows.iter().map(|&row| self.node(row)).min().unwrap_or(u32::MAX);
                counted.push((first, number, all - edges));
            }
        }
        counted.sort_unstable();
        let mut whole = 0;
        let ends = counted.into_iter().map(|(_, number, pairs)| {
            whole += pairs;
            (number, whole)
        });
        Carried { ends: ends.collect() }
    }

    /// The pairs of rows of so many drawn numbers (rising) among those that others joined.
    fn carried_rows(&self, carried: &Carried, numbers: &[u64], draw: &mut Draw) -> Vec<(u32, u32)> {
        let mut found = Vec::with_capacity(numbers.len());
        let mut numbers = numbers.iter().copied().peekable();
        let mut before = 0;
        for &(entity, end) in &carried.ends {
            let mut own: Vec<u64> = Vec::new();
            while let Some(number) = numbers.next_if(|&number| number < end) {
                own.push(number - before);
            }
            before = end;
            if own.is_empty() {
                continue;
            }
            let rows = self.entities.get(entity).map_or(&[][..], |entity| &entity.rows);
            // Nodes follow what items say, rows the order they came in.
            let mut rows: Vec<(u32, u32)> = rows.iter().map(|&row| (self.node(row), row)).collect();
            rows.sort_unstable();
            let groups: Vec<&[(u32, u32)]> = rows.chunk_by(|x, y| x.0 == y.0).collect();
            let node = |group: &[(u32, u32)]| group.first().map_or(0, |first| first.0);
            let is_carried = |a: u32, b: u32| {
                let pair = (a.min(b), a.max(b));
                a != b && self.prepared.may_meet(a, b) && self.edges.weight(pair).is_none()
            };
            if groups.len() <= MOST_LISTED {
                let mut own = own.into_iter().peekable();
                let mut seen = 0;
                for (at, one) in groups.iter().enumerate() {
                    for other in groups.iter().skip(at + 1) {
                        if !is_carried(node(one), node(other)) {
                            continue;
                        }
                        let wide = other.len() as u64;
                        let pairs = one.len() as u64 * wide;
                        while let Some(number) = own.next_if(|&number| number < seen + pairs) {
                            let number = number - seen;
                            if let (Some(x), Some(y)) =
                                (one.get((number / wide) as usize), other.get((number % wide) as usize))
                            {
                                found.push((x.1.min(y.1), x.1.max(y.1)));
                            }
                        }
                        seen += pairs;
                    }
                }
                continue;
            }
            // Of a large entity few pairs are edges, so that pairs are drawn until enough are none.
            let mut chosen: Vec<(u32, u32)> = Vec::new();
            for _ in 0..own.len() * 200 {
                let mut any =
                    || rows.get(draw.below(rows.len() as u64) as usize).copied().unwrap_or_default();
                let (x, y) = (any(), any());
                let pair = (x.1.min(y.1), x.1.max(y.1));
                if is_carried(x.0, y.0) && !chosen.contains(&pair) {
                    chosen.push(pair);
                    if chosen.len() == own.len() {
                        break;
                    }
                }
            }
            found.extend(chosen);
        }
        found
    }

    /// The pairs in doubt, of many patterns and items; those in `taken` (sorted) are left out.
    fn doubtful(&self, population: &Population<'_>, count: usize, taken: &[(u32, u32)]) -> Vec<ToJudge> {
        let bits = self.threshold_bits();
        let key = |unit: u32| ((population.unit(unit as usize).2 - bits).abs(), unit);
        let nearer = |x: &u32, y: &u32| key(*x).0.total_cmp(&key(*y).0).then(x.cmp(y));
        let mut units: Vec<u32> = (0..population.len() as u32).collect();
        let looked_at = count.saturating_mul(LOOKED_AT);
        if looked_at < units.len() {
            units.select_nth_unstable_by(looked_at, nearer);
            units.truncate(looked_at);
        }
        units.sort_unstable_by(nearer);
        // Each pair of a pattern that was met before counts as further from the threshold.
        let mut often: FxHashMap<(usize, Pattern), u32> = FxHashMap::default();
        let mut scratch = Scratch::default();
        let mut ranked: Vec<(f32, u32)> = Vec::with_capacity(units.len());
        let nodes = |&unit: &u32| {
            let (a, b, _) = population.unit(unit as usize);
            [a, b]
        };
        self.whole().in_turn(&units, nodes, |at_hand, &unit| {
            let (a, b, weight) = population.unit(unit as usize);
            let pattern = at_hand.compare(a, b, &mut scratch);
            let seen = often.entry((at_hand.pass_of(a, b), pattern)).or_default();
            *seen += 1;
            ranked.push(((weight - bits).abs() + ALIKE_BITS * (*seen - 1) as f32, unit));
        });
        ranked.sort_unstable_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        let mut of_item: FxHashMap<u32, u32> = FxHashMap::default();
        let mut chosen = Vec::with_capacity(count.min(ranked.len()));
        for (_, unit) in ranked {
            if chosen.len() == count {
                break;
            }
            let (a, b, weight) = population.unit(unit as usize);
            let [joined, _] = population.pairs(unit as usize);
            let Some((x, y)) = population.row_pair(unit as usize, 0, joined == 0) else { continue };
            let (x, y) = (x.min(y), x.max(y));
            let held = |node: &u32| of_item.get(node).copied().unwrap_or(0) >= MOST_OF_ITEM;
            if taken.binary_search(&(x, y)).is_ok() || [a, b].iter().any(held) {
                continue;
            }
            for node in [a, b] {
                *of_item.entry(node).or_default() += 1;
            }
            chosen.push(ToJudge {
                a: x,
                b: y,
                weight,
                together: joined > 0,
                stratum: None,
                stratum_pairs: 0,
            });
        }
        chosen
    }
}

#[cfg(test)]
pub(super) mod tests;
