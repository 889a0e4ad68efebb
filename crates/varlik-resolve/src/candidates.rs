//! Candidate pairs: those of the blocks and those of near texts, each once.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::blocking::Blocks;
use crate::prepared::{Prepared, Scratch};

/// The pairs worth comparing.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    pub(crate) blocks: Blocks,
}

/// One pair in so many is looked at; none where it is 0.
pub(crate) type Stride = u64;

impl Candidates {
    /// The pass of pairs that are near by their texts and share no block.
    pub(crate) fn near_pass(&self) -> usize {
        self.blocks.keys.passes.len()
    }

    /// The pass of pairs that are no candidates.
    pub(crate) fn no_pass(&self) -> usize {
        self.blocks.keys.passes.len() + 1
    }

    /// The pass that brings a pair.
    pub(crate) fn pass_of(&self, prepared: &Prepared, a: u32, b: u32) -> usize {
        if a == b {
            // Rows that say the same share every key, also one that no other item has.
            let first = self.blocks.keys.of(None, prepared, a, 0).first().copied();
            return first.map_or(self.no_pass(), |block| self.blocks.keys.pass(block));
        }
        if let Some(block) = self.blocks.first_shared(a, b) {
            return usize::from(self.blocks.pass(block as usize));
        }
        let near = &prepared.near;
        if near.has(a, b) || near.has(b, a) { self.near_pass() } else { self.no_pass() }
    }

    /// Other items of the same source that share a small block with an item, or are near it by their texts.
    pub(crate) fn fellows(&self, prepared: &Prepared, item: u32) -> Vec<u32> {
        const MOST: usize = 200;
        let source = prepared.items.source(item);
        let blocks =
            self.blocks.of(item).iter().flat_map(|&block| self.blocks.members(block as usize)).copied();
        let own = move |other: &u32| *other != item && prepared.items.source(*other) == source;
        // Those who are near a neighbour of the other source are near.
        let near = |of: u32| prepared.near.of(of);
        let beyond = near(item).iter().flat_map(|&other| near(other)).copied();
        let mut fellows: Vec<u32> = beyond.filter(own).chain(blocks.filter(own).take(MOST)).collect();
        fellows.sort_unstable();
        fellows.dedup();
        fellows
    }

    /// Folds over the pairs in parallel; `strides` gives for each pass which part of its pairs is taken.
    ///
    /// Returns one state a thread's share, in no order: what is made of them must not depend on it. `goes_on` hears how many
    /// pairs of how many were looked at, about, and stops the rest where it says no.
    pub(crate) fn fold<T: Send>(
        &self,
        prepared: &Prepared,
        strides: &(dyn Fn(usize) -> Stride + Sync),
        start: impl Fn() -> T + Sync + Send,
        visit: impl Fn(&mut T, &mut Scratch, usize, u32, u32) + Sync + Send,
        goes_on: &(dyn Fn(usize, usize) -> bool + Sync),
    ) -> Vec<T> {
        let looks = |pass: usize, pairs: f64| match strides(pass) {
            0 => 0,
            stride => (pairs / stride as f64) as usize,
        };
        let in_blocks: usize = self.blocks.pairs().into_iter().enumerate().map(|(at, n)| looks(at, n)).sum();
        let near = prepared.near.count();
        let whole = in_blocks + looks(self.near_pass(), near as f64);
        let watch = Watch { done: AtomicUsize::new(0), whole, stopped: AtomicBool::new(false), goes_on };
        let begin = || (start(), Scratch::remembering(), 0_usize);
        let step = |(mut state, mut scratch, mut looked): (T, Scratch, usize), number: usize| {
            if number < self.blocks.len() {
                let pass = usize::from(self.blocks.pass(number));
                let stride = strides(pass);
                if stride == 0 || !self.blocks.is_own(number) {
                    return (state, scratch, looked);
                }
                self.each_in_block(prepared, number, stride, &watch, &mut looked, |a, b| {
                    visit(&mut state, &mut scratch, pass, a, b);
                });
            } else if !watch.is_stopped() {
                let item = (number - self.blocks.len()) as u32;
                let pass = self.near_pass();
                if is_sampled(item, pass, strides(pass)) {
                    looked += self.each_near(prepared, item, |a, b| {
                        visit(&mut state, &mut scratch, pass, a, b);
                    });
                    watch.hear(&mut looked);
                }
            }
            (state, scratch, looked)
        };
        let parts = self.blocks.len() + prepared.near.len();
        (0..parts).into_par_iter().fold(begin, step).map(|(state, _, _)| state).collect()
    }

    fn each_in_block(
        &self,
        prepared: &Prepared,
        block: usize,
        stride: Stride,
        watch: &Watch<'_>,
        looked: &mut usize,
        mut visit: impl FnMut(u32, u32),
    ) {
        let members = self.blocks.members(block);
        let pass = usize::from(self.blocks.pass(block));
        for (at, &a) in members.iter().enumerate() {
            if !is_sampled(prepared.number(a), pass, stride) {
                continue;
            }
            if watch.is_stopped() {
                return;
            }
            for &b in members.iter().skip(at + 1) {
                // A pair that shares several blocks is given by the first of them.
                if prepared.may_meet(a, b) && self.blocks.first_shared(a, b) == Some(block as u32) {
                    visit(a, b);
                }
            }
            *looked += members.len() - at - 1;
            watch.hear(looked);
        }
    }

    /// Visits the pairs that are near an item; returns how many were looked at.
    fn each_near(&self, prepared: &Prepared, a: u32, mut visit: impl FnMut(u32, u32)) -> usize {
        let near = |of: u32| prepared.near.of(of);
        for &b in near(a) {
            let twice = b < a && near(b).contains(&a);
            if !twice && self.blocks.first_shared(a, b).is_none() {
                visit(a.min(b), a.max(b));
            }
        }
        near(a).len()
    }
}

/// Pairs that a thread looks at before it tells the others: some milliseconds.
const HEARD: usize = 1 << 13;

/// How far all threads are, and whether to go on.
struct Watch<'g> {
    done: AtomicUsize,
    whole: usize,
    stopped: AtomicBool,
    goes_on: &'g (dyn Fn(usize, usize) -> bool + Sync),
}

impl Watch<'_> {
    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Takes in what a thread has looked at since it told the last time, where that is much.
    fn hear(&self, looked: &mut usize) {
        if *looked < HEARD {
            return;
        }
        let done = self.done.fetch_add(*looked, Ordering::Relaxed) + *looked;
        *looked = 0;
        if !(self.goes_on)(done.min(self.whole), self.whole) {
            self.stopped.store(true, Ordering::Relaxed);
        }
    }
}

/// Whether the pairs of an item, given by its number among all, are looked at in a pass: always the same ones, and those of a
/// larger stride are among those of a smaller.
pub(crate) fn is_sampled(number: u32, pass: usize, stride: Stride) -> bool {
    let number = u64::from(number) | ((pass as u64) << 32);
    match stride {
        0 => false,
        1 => true,
        _ => number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32 < (1 << 32) / stride,
    }
}
