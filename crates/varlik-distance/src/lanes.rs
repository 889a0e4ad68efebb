//! One text against many short patterns at once, each pattern in a lane of its own.
//!
//! The bit-parallel recurrences of one word are written over rows of words, one word a lane; the compiler turns
//! the loops over lanes into the vector instructions of the processor. A row is 128 bytes: as many lanes as
//! patterns of 8, 16, 32 or 64 symbols fit, and more than one vector, so that while one waits for its last
//! result others go on. The masks of a symbol over all lanes lie together (as in Hyyrö, Fredriksson and
//! Navarro 2005), and are there only for symbols that some lane has.
#![allow(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    clippy::inline_always,
    reason = "hot kernel: lanes run from 0 to the constant length of every row; loops over several rows by one \
              index become vector instructions; all is inlined to be compiled for the processor of the caller"
)]

mod jaro;

use std::ops::{BitAnd, BitOr, BitXor, Not};

use crate::edits::Edits;
use crate::measure::Measure;

/// No symbol of any pattern.
pub(crate) const UNKNOWN: u32 = u32::MAX;
/// The most symbols that a pattern may have.
pub(crate) const LONGEST: usize = 64;
/// Symbols after which a sweep asks whether any lane can still be near enough.
const SYMBOLS_A_CHECK: usize = 8;

/// A column of one pattern.
pub(crate) trait Word:
    Copy + Ord + BitAnd<Output = Self> + BitOr<Output = Self> + BitXor<Output = Self> + Not<Output = Self>
{
    /// Its bits.
    const BITS: usize;
    const ZERO: Self;

    /// A number below 64.
    fn of(number: usize) -> Self;
    fn bit(index: usize) -> Self;
    fn plus(self, other: Self) -> Self;
    fn lowest(self) -> Self;
    fn ones(self) -> u8;

    /// Ones below `length`.
    #[inline(always)]
    fn below(length: usize) -> Self {
        if length >= Self::BITS { !Self::ZERO } else { Self::bit(length).plus(!Self::ZERO) }
    }

    /// Moves each bit up by one.
    #[inline(always)]
    fn doubled(self) -> Self {
        self.plus(self)
    }
}

macro_rules! word {
    ($($word:ty),*) => {$(
        impl Word for $word {
            const BITS: usize = <$word>::BITS as usize;
            const ZERO: Self = 0;

            #[inline(always)]
            fn of(number: usize) -> Self {
                number as Self
            }

            #[inline(always)]
            fn bit(index: usize) -> Self {
                if index < <Self as Word>::BITS { 1 << index } else { 0 }
            }

            #[inline(always)]
            fn plus(self, other: Self) -> Self {
                self.wrapping_add(other)
            }

            #[inline(always)]
            fn lowest(self) -> Self {
                self & self.wrapping_neg()
            }

            #[inline(always)]
            fn ones(self) -> u8 {
                self.count_ones() as u8
            }
        }
    )*};
}

word!(u8, u16, u32, u64);

/// A word of each lane.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(crate) struct Row<W, const L: usize>([W; L]);

impl<W: Word, const L: usize> Row<W, L> {
    pub(crate) const ZERO: Self = Self([W::ZERO; L]);
}

/// Which of 64 symbols a group has, and how many it has before them.
#[derive(Clone, Copy, Debug, Default)]
struct Present {
    bits: u64,
    before: u32,
}

/// As many patterns as there are lanes.
#[derive(Clone, Debug)]
pub(crate) struct Group<W, const L: usize> {
    /// Where each symbol occurs; the first row is of symbols that do not.
    masks: Vec<Row<W, L>>,
    present: Vec<Present>,
    lengths: [u8; L],
    /// The bits of each pattern.
    ends: Row<W, L>,
    /// The place of each pattern in the batch; lanes past these are empty.
    places: Vec<u32>,
    shortest: usize,
    longest: usize,
}

impl<W: Word, const L: usize> Group<W, L> {
    /// Lays patterns, each of its place and symbols, out in lanes. They are not more than lanes and not longer
    /// than words.
    pub(crate) fn new(patterns: &[(u32, &[u32])], symbols: usize) -> Self {
        let mut present = vec![Present::default(); symbols.div_ceil(64)];
        for symbol in patterns.iter().flat_map(|(_, pattern)| pattern.iter()) {
            present[*symbol as usize / 64].bits |= 1 << (symbol % 64);
        }
        let mut before = 1;
        for present in &mut present {
            present.before = before;
            before += present.bits.count_ones();
        }
        let mut group = Self {
            masks: vec![Row::ZERO; before as usize],
            present,
            lengths: [0; L],
            ends: Row::ZERO,
            places: Vec::with_capacity(patterns.len()),
            shortest: usize::MAX,
            longest: 0,
        };
        for (lane, (place, pattern)) in patterns.iter().enumerate().take(L) {
            for (index, symbol) in pattern.iter().enumerate() {
                let row = group.row_of(*symbol);
                let word = &mut group.masks[row].0[lane];
                *word = *word | W::bit(index);
            }
            group.lengths[lane] = pattern.len() as u8;
            group.ends.0[lane] = W::below(pattern.len());
            group.places.push(*place);
            group.shortest = group.shortest.min(pattern.len());
            group.longest = group.longest.max(pattern.len());
        }
        group
    }

    #[inline(always)]
    fn row_of(&self, symbol: u32) -> usize {
        let present = self.present.get(symbol as usize / 64).copied().unwrap_or_default();
        let bit = 1_u64 << (symbol % 64);
        if present.bits & bit == 0 {
            return 0;
        }
        present.before as usize + (present.bits & (bit - 1)).count_ones() as usize
    }

    #[inline(always)]
    fn row(&self, symbol: u32) -> &Row<W, L> {
        &self.masks[self.row_of(symbol)]
    }

    /// The length of a pattern that could be most like a text of this length.
    fn likest(&self, text: usize) -> usize {
        text.clamp(self.shortest, self.longest)
    }

    /// Writes the distance of each pattern that is within `limit`; `u32::MAX` for the others.
    #[inline(always)]
    pub(crate) fn distances(&self, edits: Edits, text: &[u32], limit: usize, out: &mut [u32]) {
        let mut found = self.within(edits, text, limit).unwrap_or([u32::MAX; L]);
        // Numbers of one width, and no store left out: the loop becomes vectors.
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        for distance in &mut found {
            *distance = if *distance <= limit { *distance } else { u32::MAX };
        }
        self.write(&found, out);
    }

    /// Writes the similarity of each pattern that is `at_least` as like; zero for the others.
    #[inline(always)]
    pub(crate) fn similarities(
        &self,
        measure: Measure,
        text: &[u32],
        at_least: f64,
        taken: &mut [Row<W, L>],
        out: &mut [f32],
    ) {
        let found = if measure.most(text.len(), self.likest(text.len())) < at_least {
            [0.0; L]
        } else if let Some(edits) = measure.edits() {
            let lengths = [self.shortest, self.likest(text.len()), self.longest];
            let [short, like, long] = lengths.map(|length| measure.limit(at_least, text.len(), length));
            match self.within(edits, text, short.max(like).max(long)) {
                Some(distances) => self.at_distances(measure, text.len(), &distances, at_least),
                None => [0.0; L],
            }
        } else {
            self.jaro(measure, text, at_least, taken)
        };
        self.write(&found, out);
    }

    /// Writes what was found for each lane to the place of its pattern; `out` has one for each.
    #[inline(always)]
    fn write<T: Copy>(&self, found: &[T; L], out: &mut [T]) {
        for (place, found) in self.places.iter().zip(found) {
            // Never so; to leave costs less than to go on, where stores would be masked.
            let Some(out) = out.get_mut(*place as usize) else { return };
            *out = *found;
        }
    }

    #[inline(always)]
    fn at_distances(&self, measure: Measure, text: usize, distances: &[u32; L], at_least: f64) -> [f32; L] {
        // [`Measure::at_distance`] without a branch, and without numbers that take long to convert.
        let text = text as i32;
        let (mut missing, mut most) = ([0_i32; L], [0_i32; L]);
        for lane in 0..L {
            let (distance, length) = (distances[lane] as i32, i32::from(self.lengths[lane]));
            (missing[lane], most[lane]) = match measure {
                Measure::Lcs => (length.max(text) - (length + text - distance) / 2, length.max(text)),
                Measure::Indel => (distance, length + text),
                _ => (distance, length.max(text)),
            };
        }
        let mut found = [0.0; L];
        for lane in 0..L {
            let similarity = 1.0 - f64::from(missing[lane]) / f64::from(most[lane].max(1));
            found[lane] = if similarity >= at_least { similarity as f32 } else { 0.0 };
        }
        found
    }

    /// The distance of every lane, or nothing if all are above `limit`.
    #[inline(always)]
    fn within(&self, edits: Edits, text: &[u32], limit: usize) -> Option<[u32; L]> {
        if self.likest(text.len()).abs_diff(text.len()) > limit {
            return None;
        }
        match edits {
            Edits::Levenshtein => self.levenshtein(text, limit),
            Edits::Osa => self.osa(text, limit),
            Edits::Indel => Some(self.indel(text)),
        }
    }

    /// The distance of each lane at the end of a column, from its steps up and down, after `done` symbols.
    #[inline(always)]
    fn bottom(&self, up: &Row<W, L>, down: &Row<W, L>, done: usize) -> [u32; L] {
        let mut distances = [0; L];
        for lane in 0..L {
            let rises = (up.0[lane] & self.ends.0[lane]).ones();
            let falls = (down.0[lane] & self.ends.0[lane]).ones();
            distances[lane] = (done as u32).wrapping_add(u32::from(rises)).wrapping_sub(u32::from(falls));
        }
        distances
    }

    /// Whether `left` more symbols could bring no lane to `limit`: each lowers a distance by one at most.
    #[inline(always)]
    fn hopeless(&self, up: &Row<W, L>, down: &Row<W, L>, done: usize, left: usize, limit: usize) -> bool {
        if limit >= self.longest.max(done + left) {
            return false;
        }
        let distances = self.bottom(up, down, done);
        let mut least = u32::MAX;
        for (distance, _) in distances.iter().zip(&self.places) {
            least = least.min(*distance);
        }
        least as usize > limit.saturating_add(left)
    }

    /// Myers 1999 in the form of Hyyrö 2003, with the negative of the steps to the right and up, and without
    /// the distance, which is the sum of the last column.
    #[inline(always)]
    fn levenshtein(&self, text: &[u32], limit: usize) -> Option<[u32; L]> {
        let (mut up, mut down) = (Row([!W::ZERO; L]), Row::<W, L>::ZERO);
        let mut done = 0;
        for piece in text.chunks(SYMBOLS_A_CHECK) {
            for symbol in piece {
                let found = self.row(*symbol);
                for lane in 0..L {
                    let (found, up, down) = (found.0[lane], &mut up.0[lane], &mut down.0[lane]);
                    let diagonal = ((found & *up).plus(*up) ^ *up) | found | *down;
                    let not_right_up = (!*down & (diagonal | *up)).doubled();
                    let right_down = (diagonal & *up).doubled();
                    *up = right_down | (!diagonal & not_right_up);
                    *down = !not_right_up & diagonal;
                }
            }
            done += piece.len();
            if self.hopeless(&up, &down, done, text.len() - done, limit) {
                return None;
            }
        }
        Some(self.bottom(&up, &down, text.len()))
    }

    /// The same with swaps of neighbours (Hyyrö 2003).
    #[inline(always)]
    fn osa(&self, text: &[u32], limit: usize) -> Option<[u32; L]> {
        let (mut up, mut down, mut diagonals) = (Row([!W::ZERO; L]), Row::<W, L>::ZERO, Row::<W, L>::ZERO);
        let mut found_before = &self.masks[0];
        let mut done = 0;
        for piece in text.chunks(SYMBOLS_A_CHECK) {
            for symbol in piece {
                let row = self.row(*symbol);
                for lane in 0..L {
                    let (found, up, down) = (row.0[lane], &mut up.0[lane], &mut down.0[lane]);
                    let swapped = (!diagonals.0[lane] & found).doubled() & found_before.0[lane];
                    let diagonal = ((found & *up).plus(*up) ^ *up) | found | *down | swapped;
                    let not_right_up = (!*down & (diagonal | *up)).doubled();
                    let right_down = (diagonal & *up).doubled();
                    *up = right_down | (!diagonal & not_right_up);
                    *down = !not_right_up & diagonal;
                    diagonals.0[lane] = diagonal;
                }
                found_before = row;
            }
            done += piece.len();
            if self.hopeless(&up, &down, done, text.len() - done, limit) {
                return None;
            }
        }
        Some(self.bottom(&up, &down, text.len()))
    }

    /// Insertions and deletions, from the longest common subsequence (Hyyrö 2004).
    #[inline(always)]
    fn indel(&self, text: &[u32]) -> [u32; L] {
        let mut rows = Row::<W, L>([!W::ZERO; L]);
        for symbol in text {
            let found = self.row(*symbol);
            for lane in 0..L {
                let before = rows.0[lane];
                let common = before & found.0[lane];
                rows.0[lane] = before.plus(common) | (before & !common);
            }
        }
        let mut distances = [0; L];
        for lane in 0..L {
            let common = (!rows.0[lane] & self.ends.0[lane]).ones();
            let both = (text.len() as u32).wrapping_add(u32::from(self.lengths[lane]));
            distances[lane] = both.wrapping_sub(2 * u32::from(common));
        }
        distances
    }
}
