//! Long work that answers Ctrl-C and tells how far it is.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use varlik::Control;

/// How long Ctrl-C may wait to be heard.
const PAUSE: Duration = Duration::from_millis(50);

/// How long the work may take to stop. Some of it cannot hear (a read from a terminal): it is left to end by itself,
/// and writes nothing.
pub(crate) const PATIENCE: Duration = Duration::from_millis(700);

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
pub(crate) fn run<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<&Py<PyAny>>,
    work: impl FnOnce(&dyn Control) -> PyResult<T> + Send + 'static,
) -> PyResult<T> {
    run_within(py, progress, PATIENCE, work)
}

/// As [`run`], for work that has so long to stop and leaves nothing behind: what still runs then ends by itself.
pub(crate) fn run_within<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<&Py<PyAny>>,
    patience: Duration,
    work: impl FnOnce(&dyn Control) -> PyResult<T> + Send + 'static,
) -> PyResult<T> {
    let watch = Arc::new(Watch::default());
    py.detach(|| {
        let (end, ended) = channel();
        let worker = {
            let watch = Arc::clone(&watch);
            thread::spawn(move || {
                // Nobody listens any more where the work was given up.
                let _ = end.send(work(&*watch));
            })
        };
        let mut told = (0, 0);
        let result = loop {
            match ended.recv_timeout(PAUSE) {
                Ok(result) => break result,
                Err(RecvTimeoutError::Timeout) => {}
                // The other end was dropped without a result: the work panicked.
                Err(RecvTimeoutError::Disconnected) => match worker.join() {
                    Err(panic) => resume_unwind(panic),
                    Ok(()) => return Err(PyRuntimeError::new_err("the work ended without a result")),
                },
            }
            let heard = Python::attach(|py| {
                py.check_signals()?;
                tell(py, progress, &watch, &mut told)
            });
            if let Err(error) = heard {
                watch.stop.store(true, Ordering::Relaxed);
                let asked = Instant::now();
                while asked.elapsed() < patience && !worker.is_finished() {
                    thread::sleep(Duration::from_millis(5));
                }
                return Err(error);
            }
        };
        let result = result?;
        Python::attach(|py| {
            py.check_signals()?;
            tell(py, progress, &watch, &mut told)
        })?;
        Ok(result)
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
