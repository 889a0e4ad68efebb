//! The console script.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the `varlik` command and returns its exit code: 0 done, 1 failed, 2 wrong usage.
///
/// Args:
///     arguments: The program's own name and what was typed behind it, as in `sys.argv`.
///
/// The interpreter's handlers do not run meanwhile: set SIGINT to its default before.
#[pyfunction]
pub(crate) fn run_command(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| varlik::cli::run(arguments))
}
