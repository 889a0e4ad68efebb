//! `varlik dedupe`: the rows of a table that are one.

use std::io::Write;

use varlik_documents::Control;
use varlik_resolve::{Scope, Unique};

use super::arguments::DedupeArguments;
use super::records::{Asked, resolve};
use crate::Error;

/// Runs the command; `out` is standard output, `err` hears of what was read otherwise than it stands.
pub(super) fn run(
    arguments: &DedupeArguments,
    control: &dyn Control,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), Error> {
    let asked = Asked { scope: Scope::All, unique: Unique::Judged };
    resolve(&arguments.files, &arguments.tables, asked, control, out, err)
}
