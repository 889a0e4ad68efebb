//! The `varlik` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(varlik::cli::run(std::env::args_os()))
}
