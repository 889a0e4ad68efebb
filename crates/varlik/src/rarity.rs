//! How common the words of a column of names are.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use varlik_documents::Control;
use varlik_names::{Name, NameKind, Rarity};
use varlik_text::Lang;

use crate::parallel::{Quiet, in_pieces};

/// Names that one thread takes at a time: some milliseconds of work.
const BLOCK: usize = 1 << 12;

/// Learns from a column of names how common each word is, for
/// [`NameComparer::with_rarity`](varlik_names::NameComparer::with_rarity); what is missing is left out.
///
/// 0 threads are all cores. The control hears of the rows. `None` where it stopped the work.
///
/// # Example: in a list of banks, *Bankası* says little
/// ```
/// use varlik::learn_rarity;
/// use varlik::names::{Name, NameComparer, NameKind};
/// use varlik::text::Lang;
///
/// let banks = [Some("Ziraat Bankası"), Some("Halk Bankası"), None, Some("İş Bankası")];
/// let rarity = learn_rarity(&banks, NameKind::Organization, 0, &()).unwrap();
/// assert_eq!(rarity.len(), 3);
/// let name = |text| Name::new(text, NameKind::Organization, Lang::Und);
/// let (a, b) = (name("Ziraat Bankası"), name("Halk Bankası"));
/// let plain = NameComparer::default();
/// assert!(plain.clone().with_rarity(rarity).weight(&a, &b) < plain.weight(&a, &b));
/// ```
pub fn learn_rarity(
    names: &[Option<&str>],
    kind: NameKind,
    threads: usize,
    control: &dyn Control,
) -> Option<Rarity> {
    let blocks: Vec<&[Option<&str>]> = names.chunks(BLOCK).collect();
    let (learnt, done) = (Mutex::new(Rarity::default()), AtomicUsize::new(0));
    in_pieces(blocks.len(), threads, &Quiet(control), |place| {
        let block = blocks.get(place).copied().unwrap_or_default();
        let mut rarity = Rarity::default();
        for name in block.iter().copied().flatten() {
            // What was stopped is dropped.
            if control.cancelled() {
                return;
            }
            rarity.add(&Name::new(name, kind, Lang::Und));
        }
        // Sums do not follow the order of the blocks.
        learnt.lock().unwrap_or_else(PoisonError::into_inner).merge(&rarity);
        control.progress(done.fetch_add(block.len(), Ordering::Relaxed) + block.len(), names.len());
    })?;
    let learnt = learnt.into_inner().unwrap_or_else(PoisonError::into_inner);
    if control.cancelled() { None } else { Some(learnt) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_threads_learns_the_same() {
        let names: Vec<String> = (0..3 * BLOCK).map(|row| format!("Merkür {}", row % 500)).collect();
        let names: Vec<Option<&str>> = names.iter().map(|name| Some(name.as_str())).chain([None]).collect();
        let learnt = |threads| learn_rarity(&names, NameKind::Organization, threads, &()).unwrap();
        assert_eq!(learnt(1).len(), 3 * BLOCK);
        assert!(learnt(1).counts().iter().any(|&(_, count)| count as usize == 3 * BLOCK));
        assert_eq!(learnt(3).counts(), learnt(1).counts());
    }

    #[test]
    fn what_was_stopped_learns_nothing() {
        struct Stop;

        impl Control for Stop {
            fn cancelled(&self) -> bool {
                true
            }
        }

        assert!(learn_rarity(&[Some("Van")], NameKind::Place, 1, &Stop).is_none());
    }
}
