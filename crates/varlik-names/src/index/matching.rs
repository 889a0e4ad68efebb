//! Each of many names against an index, in order, as the answers come.

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use varlik_text::Lang;

use super::row::{Hit, NameRow, Search};
use super::{NameIndex, NameIndexBuilder};
use crate::name::Name;

/// Names that are searched for before their hits are handed over; enough to keep all threads at work.
const PIECE: usize = 2048;

impl NameIndex {
    /// Searches for every name of `left`, on all threads of the current pool, and hands over the hits of each, in order,
    /// as they come: no more than some thousand are in memory.
    ///
    /// `goes_on` is told from time to time how many are done, and of how many; it stops the work by answering no.
    /// Returns whether the work came to its end.
    pub fn match_names<'i>(
        &'i self,
        left: &[NameRow<'_>],
        search: &Search,
        goes_on: &(dyn Fn(usize, usize) -> bool + Sync),
        mut each: impl FnMut(&NameRow<'_>, Vec<Hit<'i>>),
    ) -> bool {
        for (piece, rows) in left.chunks(PIECE).enumerate() {
            if !goes_on(piece * PIECE, left.len()) {
                return false;
            }
            let find = |row: &NameRow<'_>| self.search(&Name::new(row.name, row.kind, Lang::Und), search);
            let hits: Vec<Vec<Hit<'i>>> = rows.par_iter().with_min_len(16).map(find).collect();
            rows.iter().zip(hits).for_each(|(row, hits)| each(row, hits));
        }
        goes_on(left.len(), left.len())
    }
}

/// A pair of names, one of each side, that are likely one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NameMatch {
    /// The caller's number of the left name.
    pub left: u64,
    /// The caller's number of the right name.
    pub right: u64,
    /// Their match weight in bits.
    pub weight: f32,
    /// The chance that they are one, between 0 and 1.
    pub probability: f32,
}

/// Finds for each name of the left side its likeliest ones of the right, as far as `search` asks for them.
///
/// The pairs are in the order of the left side, each name's likeliest first. `goes_on` is told how many of the names of
/// both sides are done, and stops the work by answering no, for which there is `None`. Use
/// [`NameIndex::match_names`] where the right side is searched more than once, or the pairs are too many to hold.
///
/// # Example: two lists of one party
/// ```
/// use varlik_names::{NameKind, NameRow, Search, match_names};
///
/// let row = |id, name| NameRow { id, name, kind: NameKind::Person, country: None };
/// let left = [row(1, "Mehmet Şimşek"), row(2, "Ali Babacan")];
/// let right = [row(10, "SIMSEK, Mehmet"), row(11, "Hakan Fidan")];
/// let pairs = match_names(&left, &right, &Search::default(), &|_, _| true).unwrap();
/// assert_eq!(pairs.iter().map(|pair| (pair.left, pair.right)).collect::<Vec<_>>(), [(1, 10)]);
/// ```
#[must_use]
pub fn match_names(
    left: &[NameRow<'_>],
    right: &[NameRow<'_>],
    search: &Search,
    goes_on: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Option<Vec<NameMatch>> {
    let total = left.len() + right.len();
    let mut builder = NameIndexBuilder::default();
    builder.extend(right.iter().copied());
    let index = builder.build_with(&|done, _| goes_on(done, total))?;
    let mut pairs = Vec::new();
    let whole =
        index.match_names(left, search, &|done, _| goes_on(right.len() + done, total), |row, hits| {
            let pair = |hit: Hit<'_>| NameMatch {
                left: row.id,
                right: hit.id,
                weight: hit.weight,
                probability: hit.probability,
            };
            pairs.extend(hits.into_iter().map(pair));
        });
    whole.then_some(pairs)
}
