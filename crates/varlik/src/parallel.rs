//! Work in pieces, on several threads.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use varlik_documents::Control;

/// More threads than machines have cores only take memory, until the system gives no more and the process aborts.
pub(crate) const MOST_THREADS: usize = 256;

/// Does the pieces `0..count` on `threads` threads (0: all cores, 256 at most) and gives their results in order.
///
/// The answer does not depend on the number of threads. `None` where the control stopped the work, which it is asked
/// between two pieces; it hears of the progress piece by piece.
///
/// # Example
/// ```
/// let lengths = varlik::in_pieces(3, 0, &(), |piece| ["Ankara", "Van", "Rize"][piece].len());
/// assert_eq!(lengths, Some(vec![6, 3, 4]));
/// ```
pub fn in_pieces<T: Send>(
    count: usize,
    threads: usize,
    control: &dyn Control,
    work: impl Fn(usize) -> T + Sync,
) -> Option<Vec<T>> {
    let threads = match threads {
        0 => thread::available_parallelism().map_or(1, Into::into),
        threads => threads,
    };
    let threads = threads.min(MOST_THREADS).min(count);
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let results = Mutex::new(Vec::with_capacity(count));
    let worker = || {
        let mut mine = Vec::new();
        while !control.cancelled() {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= count {
                break;
            }
            mine.push((piece, work(piece)));
            control.progress(done.fetch_add(1, Ordering::Relaxed) + 1, count);
        }
        // A thread that panicked holds no lock: its panic is the scope's.
        if let Ok(mut results) = results.lock() {
            results.append(&mut mine);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // Where the system gives no thread, the caller's does the work.
            let _ = thread::Builder::new().spawn_scoped(scope, worker);
        }
        worker();
    });
    let mut results = results.into_inner().ok()?;
    if results.len() < count {
        return None;
    }
    results.sort_unstable_by_key(|(piece, _)| *piece);
    Some(results.into_iter().map(|(_, result)| result).collect())
}

/// Does work that goes by the current pool of rayon on `threads` threads (0: all cores, 256 at most).
///
/// The pool is made for the work and ends with it: a process that forks is left without threads that wait.
///
/// # Example
/// ```
/// use varlik::names::{NameIndex, NameKind, NameRow};
///
/// let row = NameRow { id: 7, name: "Tansu Çiller", kind: NameKind::Person, country: None };
/// let index: NameIndex = varlik::on_threads(2, || [row].into_iter().collect());
/// assert_eq!(index.len(), 1);
/// ```
pub fn on_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(threads.min(MOST_THREADS)).build() {
        Ok(pool) => pool.install(work),
        // Where the system gives no threads, the pool that there is does the work.
        Err(_) => work(),
    }
}

/// Hears of the stop, and tells nothing.
pub(crate) struct Quiet<'a>(pub(crate) &'a dyn Control);

impl Control for Quiet<'_> {
    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicBool;

    #[test]
    fn every_number_of_threads_gives_the_same() {
        let want: Vec<usize> = (0..100).map(|piece| piece * piece).collect();
        for threads in [0, 1, 2, 7, 1000] {
            assert_eq!(in_pieces(100, threads, &(), |piece| piece * piece).as_ref(), Some(&want));
        }
        assert_eq!(in_pieces(0, 4, &(), |piece| piece), Some(Vec::new()));
    }

    #[test]
    fn a_stopped_run_gives_nothing() {
        #[derive(Default)]
        struct AfterTen {
            stopped: AtomicBool,
        }

        impl Control for AfterTen {
            fn progress(&self, done: usize, _: usize) {
                self.stopped.fetch_or(done >= 10, Ordering::Relaxed);
            }

            fn cancelled(&self) -> bool {
                self.stopped.load(Ordering::Relaxed)
            }
        }

        let begun = AtomicUsize::new(0);
        let result = in_pieces(1000, 2, &AfterTen::default(), |_| begun.fetch_add(1, Ordering::Relaxed));
        assert_eq!(result, None);
        assert!(begun.load(Ordering::Relaxed) < 20);
    }
}
