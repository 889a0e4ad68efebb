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

    /// A line of work that tells its stages and the time that is left.
    #[must_use]
    pub fn of_stages(work: &'static str) -> Self {
        Self::of(work, "")
    }

    /// Draws the line, unless it was drawn just now.
    fn draw(&self, words: impl FnOnce() -> String) {
        // Another thread that is drawing just now draws for this one too.
        let Some(mut drawn) = self.drawn.as_ref().and_then(|drawn| drawn.try_lock().ok()) else { return };
        if drawn.is_none_or(|at| at.elapsed() >= PAUSE) {
            *drawn = Some(Instant::now());
            let _ = write!(io::stderr(), "\r\x1b[K{}: {}", self.words.0, words());
        }
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
        let unit = self.words.1;
        if !unit.is_empty() {
            self.draw(|| format!("{done} of {total} {unit}"));
        }
    }

    fn stage(&self, words: &str, seconds_left: Option<f64>) {
        if self.words.1.is_empty() {
            self.draw(|| match seconds_left {
                Some(seconds) => format!("{words}, {} left", time(seconds)),
                None => words.to_owned(),
            });
        }
    }
}

/// A time as a person tells it, no finer than it is known.
fn time(seconds: f64) -> String {
    let up = |unit: f64| (seconds / unit).ceil() as u64;
    match seconds {
        seconds if seconds < 55.0 => format!("about {} s", up(5.0).max(1) * 5),
        seconds if seconds < 3570.0 => format!("about {} min", up(60.0)),
        _ => format!("about {} h {:02} min", up(60.0) / 60, up(60.0) % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn times_are_told_as_finely_as_they_are_known() {
        let told = [0.0, 4.9, 5.1, 54.0, 55.0, 61.0, 3_500.0, 3_580.0, 7_290.0].map(time);
        assert_eq!(
            told,
            [
                "about 5 s",
                "about 5 s",
                "about 10 s",
                "about 55 s",
                "about 1 min",
                "about 2 min",
                "about 59 min",
                "about 1 h 00 min",
                "about 2 h 02 min"
            ]
        );
    }
}
