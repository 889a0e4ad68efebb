//! From a name to its candidates, and from those to hits.
#![allow(clippy::indexing_slicing, reason = "hot kernel: places of a fixed array of 65,536 are u16")]

use std::cell::RefCell;
use std::cmp::Ordering;
use std::ops::Range;

use super::block::{Block, MOST_FORMS};
use super::feature::{Extractor, Feature, Part};
use super::row::{Hit, Search};
use crate::compare::{NameComparer, probability};
use crate::name::Name;
use crate::table::key_hash;

/// Names of the index for each posting that one search reads at most: the rarest features go first, so that no list of a
/// common piece takes over. Of 100,000 names a search would read 40,000 postings. A quarter of that finds 94.2 of the
/// candidates in a hundred that all of it finds 94.9 of.
const NAMES_PER_POSTING: usize = 8;

/// Postings that a search reads at most of a small index, where they cost less than comparing does.
const LEAST_POSTINGS: usize = 25_000;

/// A name with less than this share of the query's weight is no candidate.
const LEAST_SHARE: u32 = 16;

/// Beside a name that fits, one that fits by less than this share is not worth comparing, unless it is among the first.
/// Among 100,000 names this leaves 22 comparisons of 60 and finds as many answers.
const LEAST_FIT: f32 = 0.5;

/// The weight of a feature that `count` of `forms` names have: a power of its bits of rarity, in sixteenths.
pub(super) fn weight(feature: Feature, count: usize, forms: usize) -> u16 {
    let bits = ((forms as f32 + 1.0) / (count as f32 + 1.0)).log2().max(0.1);
    // The power 0.75 damps what is rare by accident, such as a piece of a misspelt word.
    (16.0 * Part::weight(feature) * power(bits)) as u16
}

/// `x` to the power of 0.75, by two roots.
fn power(x: f32) -> f32 {
    let root = x.sqrt();
    root * root.sqrt()
}

/// How well a name fits: the weight it shares, against the weight that both have.
fn fit(shared: u32, query: u32, norm: u32) -> f32 {
    shared as f32 / power((query + norm) as f32)
}

/// A name that shares features with the query.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    fit: f32,
    block: u32,
    form: u32,
}

/// Buffers of a search, kept from one to the next.
pub(super) struct Searcher {
    extractor: Extractor,
    features: Vec<Feature>,
    /// For each block, for each feature, where its postings stand.
    ranges: Vec<Range<usize>>,
    /// Names that have a feature, its place, and its weight.
    wanted: Vec<(usize, usize, u16)>,
    sums: Box<[u16; MOST_FORMS]>,
    candidates: Vec<Candidate>,
}

impl Searcher {
    #[expect(clippy::large_stack_arrays, reason = "on its way to the heap, once a thread")]
    fn new() -> Self {
        Self {
            extractor: Extractor::default(),
            features: Vec::new(),
            ranges: Vec::new(),
            wanted: Vec::new(),
            sums: Box::new([0; MOST_FORMS]),
            candidates: Vec::new(),
        }
    }

    /// Calls `work` with the buffers of this thread.
    pub(super) fn with<T>(work: impl FnOnce(&mut Self) -> T) -> T {
        thread_local! {
            static SEARCHER: RefCell<Searcher> = RefCell::new(Searcher::new());
        }
        SEARCHER.with(|searcher| match searcher.try_borrow_mut() {
            Ok(mut searcher) => work(&mut searcher),
            // A search within a search has buffers of its own.
            Err(_) => work(&mut Self::new()),
        })
    }

    pub(super) fn search<'i>(
        &mut self,
        blocks: &'i [Block],
        comparer: &NameComparer,
        name: &Name,
        search: &Search,
    ) -> Vec<Hit<'i>> {
        if search.k == 0 || name.words().is_empty() {
            return Vec::new();
        }
        self.find_candidates(blocks, name, search);
        self.candidates.sort_unstable_by(|a, b| b.fit.total_cmp(&a.fit));
        let best = self.candidates.iter().map(|one| one.fit).find(|fit| *fit < f32::MAX).unwrap_or(0.0);
        let worth = self.candidates.iter().take_while(|one| one.fit >= best * LEAST_FIT).count();
        self.candidates.truncate(worth.max(search.k));
        let mut hits: Vec<Hit<'i>> = Vec::with_capacity(search.k);
        for candidate in &self.candidates {
            let Some(block) = blocks.get(candidate.block as usize) else { continue };
            let form = candidate.form as usize;
            let weight = block.with_name(form, |other| comparer.weight(name, other));
            let probability = probability(weight);
            if probability >= search.threshold {
                let rows = block.rows_of(form).filter(|&row| passes(block, row, search)).take(search.k);
                hits.extend(rows.map(|row| Hit {
                    id: block.id(row),
                    name: block.text(form),
                    weight,
                    probability,
                }));
            }
        }
        // The best name of each number, then the best numbers.
        hits.sort_unstable_by(|a, b| a.id.cmp(&b.id).then_with(|| better(a, b)));
        hits.dedup_by_key(|hit| hit.id);
        hits.sort_unstable_by(better);
        hits.truncate(search.k);
        hits
    }

    /// Fills `candidates` with the names that fit best, those of the same key before all others.
    fn find_candidates(&mut self, blocks: &[Block], name: &Name, search: &Search) {
        let most = search.candidates.max(search.k);
        self.candidates.clear();
        let query = self.find_features(blocks, name);
        let least = query / LEAST_SHARE;
        let mut floor = least;
        for (number, block) in blocks.iter().enumerate() {
            let forms = block.forms();
            self.sums[..forms].fill(0);
            let ranges = self.ranges.get(number * self.features.len()..).unwrap_or_default();
            for &(_, place, weight) in &self.wanted {
                if let Some(range) = ranges.get(place) {
                    block.accumulate(range.clone(), weight, &mut self.sums);
                }
            }
            let norms = block.norms();
            for (from, sums) in self.sums[..forms].chunks(32).enumerate() {
                if u32::from(sums.iter().fold(0, |most, &sum| sum.max(most))) <= floor {
                    continue;
                }
                for (at, &sum) in sums.iter().enumerate() {
                    let form = from * 32 + at;
                    if u32::from(sum) <= floor || !is_asked(block, form, search) {
                        continue;
                    }
                    let norm = norms.get(form).map_or(0, |norm| u16::from_le_bytes(*norm));
                    let fit = fit(sum.into(), query, norm.into());
                    self.candidates.push(Candidate { fit, block: number as u32, form: form as u32 });
                }
                if self.candidates.len() > 2 * most {
                    floor = floor.max(keep_best(&mut self.candidates, most, blocks, query));
                }
            }
        }
        let hash = key_hash(name.key().as_bytes());
        for (number, block) in blocks.iter().enumerate() {
            let exact = block.with_hash(hash).filter(|&form| is_asked(block, form, search));
            for form in exact {
                self.candidates.retain(|one| (one.block, one.form) != (number as u32, form as u32));
                self.candidates.push(Candidate { fit: f32::MAX, block: number as u32, form: form as u32 });
                if self.candidates.len() > 2 * most {
                    keep_best(&mut self.candidates, most, blocks, query);
                }
            }
        }
        keep_best(&mut self.candidates, most, blocks, query);
    }

    /// Finds the postings and weights of the features of a name; gives the sum of the weights.
    fn find_features(&mut self, blocks: &[Block], name: &Name) -> u32 {
        self.extractor.extract(name, &mut self.features);
        self.ranges.clear();
        for block in blocks {
            self.ranges.extend(self.features.iter().map(|&feature| block.find(feature)));
        }
        let forms: usize = blocks.iter().map(Block::forms).sum();
        self.wanted.clear();
        let mut sum = 0_u32;
        for (place, &feature) in self.features.iter().enumerate() {
            let ranges = self.ranges.iter().skip(place).step_by(self.features.len());
            let count: usize = ranges.map(ExactSizeIterator::len).sum();
            let weight = weight(feature, count, forms);
            sum += u32::from(weight);
            if count > 0 && weight > 0 {
                self.wanted.push((count, place, weight));
            }
        }
        self.wanted.sort_unstable();
        let most = LEAST_POSTINGS.max(forms / NAMES_PER_POSTING);
        let mut read = 0;
        let within = self.wanted.iter().take_while(|(count, ..)| {
            read += count;
            read <= most
        });
        let within = within.count().max(1);
        for (_, _, weight) in self.wanted.drain(within.min(self.wanted.len())..) {
            sum -= u32::from(weight);
        }
        sum
    }
}

/// Cuts the candidates to the best `most`; gives the sum below which none can be among them.
fn keep_best(candidates: &mut Vec<Candidate>, most: usize, blocks: &[Block], query: u32) -> u32 {
    if candidates.len() <= most {
        return 0;
    }
    let hash =
        |one: &Candidate| blocks.get(one.block as usize).map_or(0, |block| block.hash(one.form as usize));
    let order = |a: &Candidate, b: &Candidate| -> Ordering {
        b.fit.total_cmp(&a.fit).then_with(|| hash(a).cmp(&hash(b))).then_with(|| {
            let text = |one: &Candidate| {
                blocks.get(one.block as usize).map_or("", |block| block.text(one.form as usize))
            };
            text(a).cmp(text(b)).then((a.block, a.form).cmp(&(b.block, b.form)))
        })
    };
    let (_, last, _) = candidates.select_nth_unstable_by(most - 1, order);
    let cut = last.fit;
    candidates.truncate(most);
    // What a name shares is at most its own weight, so `fit` is at most that of a norm equal to the sum.
    let (mut low, mut high) = (0_u32, u32::from(u16::MAX));
    while low < high {
        let middle = low.midpoint(high);
        if fit(middle, query, middle) < cut {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low.saturating_sub(1)
}

/// Whether any row of a name is asked for.
fn is_asked(block: &Block, form: usize, search: &Search) -> bool {
    if search.kind.is_some_and(|kind| kind != block.kind(form)) {
        return false;
    }
    (search.country.is_none() && block.removed_count == 0)
        || block.rows_of(form).any(|row| passes(block, row, search))
}

fn passes(block: &Block, row: usize, search: &Search) -> bool {
    !block.is_removed(row) && search.country.is_none_or(|country| country == block.country(row))
}

/// The likelier hit first; of equals the lower number.
fn better(a: &Hit<'_>, b: &Hit<'_>) -> Ordering {
    b.weight.total_cmp(&a.weight).then(a.id.cmp(&b.id)).then_with(|| a.name.cmp(b.name))
}
