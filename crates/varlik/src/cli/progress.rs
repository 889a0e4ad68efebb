//! How far a run is, on one line of the terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use varlik_documents::Control;

const PAUSE: Duration = Duration::from_millis(100);

/// Shows the progress on standard error where that is a terminal, and nothing anywhere else.
#[derive(Debug)]
pub struct ProgressLine {
    /// When the line was last drawn; `None` where there is no terminal.
    drawn: Option<Mutex<Option<Instant>>>,
    /// What is going on, and what is counted.
    words: (&'static str, &'static str),
}

impl ProgressLine {
    /// Looks whether there is a terminal.
    #[must_use]
    pub fn new() -> Self {
        Self::of("resolving", "articles")
    }

    /// A line of other work (`"normalizing"`), counted in `unit` (`"rows"`).
    #[must_use]
    pub fn of(work: &'static str, unit: &'static str) -> Self {
        Self { drawn: io::stderr().is_terminal().then(|| Mutex::new(None)), words: (work, unit) }
    }

    /// Takes the line off the terminal.
    pub fn clear(&self) {
        let drawn =
            self.drawn.as_ref().and_then(|drawn| drawn.lock().ok()).and_then(|mut drawn| drawn.take());
        if drawn.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

impl Default for ProgressLine {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.clear();
    }
}

impl Control for ProgressLine {
    fn progress(&self, done: usize, total: usize) {
        // Another thread that is drawing just now draws for this one too.
        let Some(mut drawn) = self.drawn.as_ref().and_then(|drawn| drawn.try_lock().ok()) else { return };
        if drawn.is_none_or(|at| at.elapsed() >= PAUSE) {
            *drawn = Some(Instant::now());
            let (work, unit) = self.words;
            let _ = write!(io::stderr(), "\r\x1b[K{work}: {done} of {total} {unit}");
        }
    }
}
