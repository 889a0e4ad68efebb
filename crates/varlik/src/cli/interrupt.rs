//! Ctrl-C, and being told to end.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag::register_usize;
use signal_hook::low_level::emulate_default_handler;
use varlik_documents::Control;

/// How long a signal may wait to be heard.
const PAUSE: Duration = Duration::from_millis(50);

/// How long the work may take to stop. Some of it cannot hear (a read from a terminal, one huge article): it is cut off
/// then, and has nothing on the disk.
const PATIENCE: Duration = Duration::from_millis(700);

/// Ends the process by the signal that asked for it, once the work has put away what it was writing.
///
/// Dying at once would leave the half-written files of the output folder behind.
#[derive(Debug)]
pub(super) struct Interrupt {
    /// The signal that came, or 0.
    signal: Arc<AtomicUsize>,
    /// Dropped with this, which ends the thread that watches.
    _watched: Sender<()>,
}

impl Interrupt {
    /// Takes over SIGINT and SIGTERM, and watches that the work obeys them.
    pub(super) fn listen() -> io::Result<Self> {
        let signal = Arc::new(AtomicUsize::new(0));
        for number in [SIGINT, SIGTERM] {
            register_usize(number, Arc::clone(&signal), number as usize)?;
        }
        let (watched, over) = channel();
        let heard = Arc::clone(&signal);
        thread::Builder::new().spawn(move || {
            while over.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                if heard.load(Ordering::Relaxed) != 0 {
                    let _ = over.recv_timeout(PATIENCE);
                    die(&heard);
                }
            }
        })?;
        Ok(Self { signal, _watched: watched })
    }

    /// Ends the process where a signal asked for it; returns otherwise.
    pub(super) fn obey(&self) {
        if self.cancelled() {
            die(&self.signal);
        }
    }
}

impl Control for Interrupt {
    fn cancelled(&self) -> bool {
        self.signal.load(Ordering::Relaxed) != 0
    }
}

/// Dies as an unprepared process would, so that a shell knows it was Ctrl-C.
fn die(signal: &AtomicUsize) {
    // A signal we took over has a default that ends the process, and a failure here can only go on.
    let _ = emulate_default_handler(signal.load(Ordering::Relaxed) as i32);
}
