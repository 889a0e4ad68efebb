//! Jaro and Jaro-Winkler of one text and many short patterns.
#![allow(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    clippy::inline_always,
    reason = "hot kernel: lanes run from 0 to the constant length of every row, and the caller gives room for the \
              places of a text; loops over several rows by one index become vector instructions; all is \
              inlined to be compiled for the processor of the caller"
)]

use super::{Group, LONGEST, Row, Word};
use crate::jaro;
use crate::measure::Measure;

impl<W: Word, const L: usize> Group<W, L> {
    /// Jaro or Jaro-Winkler; `taken` keeps the place that each of the first symbols of the text took in each
    /// pattern, and has room for [`LONGEST`] of them or for all.
    #[inline(always)]
    pub(super) fn jaro(
        &self,
        measure: Measure,
        text: &[u32],
        at_least: f64,
        taken: &mut [Row<W, L>],
    ) -> [f32; L] {
        if text.is_empty() {
            return self.lengths.map(|length| if length == 0 && at_least <= 1.0 { 1.0 } else { 0.0 });
        }
        let mut sweep = Windows::new(self, text.len());
        let start = sweep.clone();
        for (index, symbol) in text.iter().enumerate() {
            sweep.take(index, self.row(*symbol), &mut taken[index % LONGEST]);
        }
        let mut left = Row::<W, L>::ZERO;
        let mut matches = [0_u8; L];
        for lane in 0..L {
            left.0[lane] = sweep.free.0[lane] ^ self.ends.0[lane];
            matches[lane] = left.0[lane].ones();
        }
        if self.too_few(&matches, measure, text.len(), at_least) {
            return [0.0; L];
        }
        // The matched symbols of the text in their order, beside those of the pattern in theirs.
        let mut equal = Row::<W, L>::ZERO;
        sweep = start;
        for (index, symbol) in text.iter().enumerate() {
            let found = self.row(*symbol);
            let taken = &mut taken[index % LONGEST];
            if text.len() > LONGEST {
                sweep.take(index, found, taken);
            }
            for lane in 0..L {
                let lowest = left.0[lane].lowest();
                let first = if taken.0[lane] == W::ZERO { W::ZERO } else { lowest };
                equal.0[lane] = equal.0[lane] | (first & found.0[lane]);
                left.0[lane] = left.0[lane] ^ first;
            }
        }
        let mut swapped = [0_u8; L];
        for lane in 0..L {
            swapped[lane] = matches[lane] - equal.0[lane].ones();
        }
        if measure == Measure::JaroWinkler {
            let prefixes = self.prefixes(text);
            self.jaro_shares(&matches, &swapped, text.len(), at_least, |plain, lane| {
                jaro::boosted(plain, usize::from(prefixes[lane]))
            })
        } else {
            self.jaro_shares(&matches, &swapped, text.len(), at_least, |plain, _| plain)
        }
    }

    /// [`jaro::Common::similarity`] of each lane, without a branch.
    #[inline(always)]
    fn jaro_shares(
        &self,
        matches: &[u8; L],
        swapped: &[u8; L],
        text: usize,
        at_least: f64,
        boost: impl Fn(f64, usize) -> f64,
    ) -> [f32; L] {
        let text = text as f64;
        let mut similarities = [0.0; L];
        for lane in 0..L {
            let common = f64::from(matches[lane]);
            let in_order = f64::from(matches[lane] - swapped[lane] / 2);
            let length = f64::from(self.lengths[lane].max(1));
            let plain = (common / length + common / text + in_order / f64::from(matches[lane].max(1))) / 3.0;
            let similarity = boost(plain, lane);
            similarities[lane] = if similarity >= at_least { similarity as f32 } else { 0.0 };
        }
        similarities
    }

    /// Whether no lane has the matches that it needs, were all of them in order.
    #[inline(always)]
    fn too_few(&self, matches: &[u8; L], measure: Measure, text: usize, at_least: f64) -> bool {
        let plain = if measure == Measure::JaroWinkler { jaro::plain_for(at_least) } else { at_least };
        // The shortest pattern needs the fewest.
        let share = 1.0 / text as f64 + 1.0 / self.shortest.max(1) as f64;
        let needed = ((3.0 * plain - 1.0) / share - 1e-6).ceil();
        let mut most = 0;
        for lane in 0..L {
            most = most.max(matches[lane]);
        }
        f64::from(most) < needed
    }

    /// The common first symbols of each lane, up to four.
    #[inline(always)]
    fn prefixes(&self, text: &[u32]) -> [u8; L] {
        let (mut next, mut equal) = (Row([W::bit(0); L]), Row::<W, L>::ZERO);
        for symbol in text.iter().take(jaro::LONGEST_PREFIX) {
            let found = self.row(*symbol);
            for lane in 0..L {
                let same = next.0[lane] & found.0[lane];
                equal.0[lane] = equal.0[lane] | same;
                next.0[lane] = same.doubled();
            }
        }
        let mut prefixes = [0; L];
        for lane in 0..L {
            prefixes[lane] = equal.0[lane].ones();
        }
        prefixes
    }
}

/// The places of each pattern within reach of the current symbol of a text, and those not yet taken.
#[derive(Clone)]
struct Windows<W, const L: usize> {
    free: Row<W, L>,
    /// The reach of all lanes, if it is one: of most groups, as they are of one length or two, and of all of
    /// them for a longer text.
    common_reach: Option<usize>,
    /// Otherwise the windows and until when they grow at their start.
    current: Row<W, L>,
    reaches: Row<W, L>,
}

impl<W: Word, const L: usize> Windows<W, L> {
    #[inline(always)]
    fn new(group: &Group<W, L>, text: usize) -> Self {
        let reach = jaro::reach(group.shortest, text);
        let mut windows =
            Self { free: group.ends, common_reach: Some(reach), current: Row::ZERO, reaches: Row::ZERO };
        if reach != jaro::reach(group.longest, text) {
            windows.common_reach = None;
            for lane in 0..L {
                let reach = jaro::reach(usize::from(group.lengths[lane]), text);
                windows.current.0[lane] = W::below(reach + 1);
                windows.reaches.0[lane] = W::of(reach);
            }
        }
        windows
    }

    /// Takes the first free match of a symbol in each lane, and moves on.
    #[inline(always)]
    fn take(&mut self, index: usize, found: &Row<W, L>, taken: &mut Row<W, L>) {
        if let Some(reach) = self.common_reach {
            let window = W::below(index + reach + 1) & !W::below(index.saturating_sub(reach));
            for lane in 0..L {
                let free = self.free.0[lane];
                let first = (found.0[lane] & window & free).lowest();
                taken.0[lane] = first;
                self.free.0[lane] = free ^ first;
            }
            return;
        }
        let now = W::of(index);
        for lane in 0..L {
            let (free, window) = (self.free.0[lane], self.current.0[lane]);
            let first = (found.0[lane] & window & free).lowest();
            taken.0[lane] = first;
            self.free.0[lane] = free ^ first;
            let grows = if now < self.reaches.0[lane] { W::bit(0) } else { W::ZERO };
            self.current.0[lane] = window.doubled() | grows;
        }
    }
}
