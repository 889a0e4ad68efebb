//! Names of one column, found in another.

use varlik_documents::Control;
use varlik_names::{NameComparer, NameIndex, NameKind, NameMatch, NameRow, Search};

use crate::parallel::on_threads;

/// What is found, and how much of it.
#[derive(Debug, Clone)]
pub struct MatchOptions {
    /// What the names are the names of; of anything unless told.
    pub kind: NameKind,
    /// How names are compared.
    pub comparer: NameComparer,
    /// Most matches of one name; 5 unless told.
    pub k: usize,
    /// Lowest chance of a match, between 0 and 1; 0.5 unless told, so that every match is likelier one than not.
    pub threshold: f32,
    /// Number of threads; 0, all cores, unless told.
    pub threads: usize,
}

impl Default for MatchOptions {
    fn default() -> Self {
        Self { kind: NameKind::Other, comparer: NameComparer::default(), k: 5, threshold: 0.5, threads: 0 }
    }
}

/// Finds for each name of the left column the names of the right one that could be the same, by the rows of the left,
/// the likeliest first.
///
/// An index is made of the right column and asked for each name of the left: the pairs are never all compared. The
/// control hears of the rows of both columns. `None` where it stopped the work.
///
/// # Example: customers among those one knows
/// ```
/// use varlik::names::NameKind;
/// use varlik::{MatchOptions, match_names};
///
/// let customers = [Some("Çiller, Tansu"), None, Some("Bülent Ecevit")];
/// let known = [Some("Rahşan Ecevit"), Some("Tansu Ciller"), Some("Bulent ECEVIT")];
/// let options = MatchOptions { kind: NameKind::Person, ..MatchOptions::default() };
/// let found = match_names(&customers, &known, &options, &()).unwrap();
/// let rows: Vec<_> = found.iter().map(|found| (found.left, found.right)).collect();
/// assert_eq!(rows, [(0, 1), (2, 2)]);
/// ```
pub fn match_names(
    left: &[Option<&str>],
    right: &[Option<&str>],
    options: &MatchOptions,
    control: &dyn Control,
) -> Option<Vec<NameMatch>> {
    let (left, right) = (rows(left, options.kind), rows(right, options.kind));
    let total = left.len() + right.len();
    let goes_on = |done: usize| {
        control.progress(done, total);
        !control.cancelled()
    };
    let mut builder = NameIndex::builder().comparer(options.comparer.clone());
    builder.extend(right.iter().copied());
    let search = Search { k: options.k, threshold: options.threshold, ..Search::default() };
    on_threads(options.threads, || {
        let index = builder.build_with(&|done, _| goes_on(done))?;
        let mut found = Vec::new();
        let whole = index.match_names(&left, &search, &|done, _| goes_on(right.len() + done), |row, hits| {
            let (left, hits) = (row.id, hits.into_iter());
            found.extend(hits.map(|hit| NameMatch {
                left,
                right: hit.id,
                weight: hit.weight,
                probability: hit.probability,
            }));
        });
        whole.then_some(found)
    })
}

fn rows<'n>(names: &[Option<&'n str>], kind: NameKind) -> Vec<NameRow<'n>> {
    let there = names.iter().zip(0..).filter_map(|(name, id)| Some(((*name)?, id)));
    there.map(|(name, id)| NameRow { id, name, kind, country: None }).collect()
}

/// The place of each match among those of its left name, from 1; the matches of one name stand together.
pub fn ranks(found: &[NameMatch]) -> impl Iterator<Item = usize> {
    let mut last = (None, 0);
    found.iter().map(move |found| {
        last = (Some(found.left), if last.0 == Some(found.left) { last.1 + 1 } else { 1 });
        last.1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rank_begins_anew_with_every_name() {
        let row = |left| NameMatch { left, right: 0, weight: 0.0, probability: 0.5 };
        let found = [0, 0, 0, 3, 5, 5].map(row);
        assert_eq!(ranks(&found).collect::<Vec<_>>(), [1, 2, 3, 1, 1, 2]);
    }

    #[test]
    fn every_number_of_threads_finds_the_same() {
        let names: Vec<String> = (0..300).map(|row| format!("Tansu Çiller {row}")).collect();
        let names: Vec<Option<&str>> =
            names.iter().map(|name| Some(name.as_str())).chain([None, Some("")]).collect();
        let found = |threads| {
            let options = MatchOptions { threads, threshold: 0.0, ..MatchOptions::default() };
            match_names(&names, &names, &options, &()).unwrap()
        };
        let once = found(1);
        assert!(once.iter().any(|found| found.left == 299 && found.right == 299));
        assert!(once.iter().all(|found| found.left != 300 && found.right != 300));
        assert_eq!(found(3), once);
    }

    #[test]
    fn a_stopped_search_finds_nothing() {
        struct Stop;

        impl Control for Stop {
            fn cancelled(&self) -> bool {
                true
            }
        }

        assert_eq!(match_names(&[Some("Van")], &[Some("Van")], &MatchOptions::default(), &Stop), None);
    }
}
