//! Long work that answers Ctrl-C and tells how far it is.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;
use varlik::Control;

use crate::errors::raise;

/// How long Ctrl-C may wait to be heard.
const PAUSE: Duration = Duration::from_millis(50);

/// What the working thread and the calling thread tell each other.
#[derive(Debug, Default)]
struct Watch {
    stop: AtomicBool,
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Control for Watch {
    fn progress(&self, done: usize, total: usize) {
        // Threads report in any order; the furthest counts.
        if self.total.swap(total, Ordering::Relaxed) == total {
            self.done.fetch_max(done, Ordering::Relaxed);
        } else {
            self.done.store(done, Ordering::Relaxed);
        }
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Runs `work` on a thread of its own, without the interpreter's lock.
///
/// The calling thread stays behind: only there can Python's signal handlers run, and `progress` is called there too.
/// What either raises stops the work and is raised when it has ended.
pub(crate) fn run<T: Send>(
    py: Python<'_>,
    progress: Option<&Py<PyAny>>,
    work: impl FnOnce(&dyn Control) -> Result<T, varlik::Error> + Send,
) -> PyResult<T> {
    let watch = Watch::default();
    py.detach(|| {
        thread::scope(|scope| {
            let (end, ended) = channel::<()>();
            let watch = &watch;
            let worker = scope.spawn(move || {
                // Dropped at the end, also that of a panic: this wakes the other thread.
                let _end = end;
                work(watch)
            });
            let mut told = (0, 0);
            let mut raised = None;
            while ended.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                if raised.is_some() {
                    continue;
                }
                if let Err(error) = Python::attach(|py| {
                    py.check_signals()?;
                    tell(py, progress, watch, &mut told)
                }) {
                    watch.stop.store(true, Ordering::Relaxed);
                    raised = Some(error);
                }
            }
            let result = worker.join().unwrap_or_else(|panic| resume_unwind(panic));
            if let Some(error) = raised {
                return Err(error);
            }
            let result = result.map_err(|error| raise(&error))?;
            Python::attach(|py| tell(py, progress, watch, &mut told))?;
            Ok(result)
        })
    })
}

fn tell(
    py: Python<'_>,
    progress: Option<&Py<PyAny>>,
    watch: &Watch,
    told: &mut (usize, usize),
) -> PyResult<()> {
    let now = (watch.done.load(Ordering::Relaxed), watch.total.load(Ordering::Relaxed));
    if let Some(progress) = progress
        && now != *told
    {
        *told = now;
        progress.call1(py, now)?;
    }
    Ok(())
}
